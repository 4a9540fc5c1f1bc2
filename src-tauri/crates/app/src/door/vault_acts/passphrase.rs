//! Another passphrase in the place of the one that is known.

use serde::Deserialize;
use ts_rs::TS;

use crate::door::start::{name_of, same};
use crate::door::typed::Typed;
use crate::door::{Door, Response};
use crate::{Failure, strength};

/// Another passphrase in the place of the one that is known.
#[derive(Deserialize, TS)]
pub struct ChangePassphrase {
    /// The one that opens the vault now.
    pub old: Typed,
    /// The words that will open it.
    pub passphrase: Typed,
    /// The same once more.
    pub again: Typed,
}

impl Door {
    /// Changes the passphrase that opens the vault. Whoever stands at an open window does not know it by that.
    pub(in crate::door) fn change_passphrase(&self, change: &ChangePassphrase) -> Result<Response, Failure> {
        let ChangePassphrase { old, passphrase, again } = change;
        let session = self.session()?;
        same(passphrase, again)?;
        let name = self.vault.as_deref().map(name_of).unwrap_or_default();
        strength::refuse_weak(passphrase.expose(), &[&name])?;
        session.change_passphrase(&old.passphrase(), &passphrase.passphrase())?;
        Ok(Response::PassphraseChanged)
    }
}
