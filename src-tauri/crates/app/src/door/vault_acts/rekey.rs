//! A new key for the whole vault: for when somebody else may know the passphrase or have the sheet.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::VaultNow;
use crate::act::NotRekeyed;
use crate::door::start::{name_of, same, sheet_in};
use crate::door::typed::Typed;
use crate::door::{Door, Response, locked, no_vault_named};
use crate::{Failure, Passphrase, RecoverySecret, Session, strength, untold};

/// A new key for the vault, and what alone will open it.
#[derive(Deserialize, TS)]
pub struct Rekey {
    /// The passphrase that opens the vault now.
    pub old: Typed,
    /// The one that alone will open it.
    pub passphrase: Typed,
    /// The same once more.
    pub again: Typed,
    /// The file for a new recovery sheet; none where there shall be none.
    pub sheet: Option<String>,
}

/// A vault that has a new key.
#[derive(Debug, Serialize, TS)]
pub struct Rekeyed {
    /// What opens it from now on, in a sentence, and what became of the rest.
    pub words: String,
    /// The file of its new recovery sheet; none where it has none.
    pub sheet: Option<String>,
    /// The vault as it is now.
    pub vault: VaultNow,
}

impl Door {
    /// Moves the vault to a new key. Whoever stands at an open window does not know its passphrase by that, and a
    /// vault that nobody can open any more is soon made: so the present one is asked for, as for changing it.
    ///
    /// Where it fails or is stopped, the vault is open as before, and the sheet that was made for it is gone again.
    pub(in crate::door) fn rekey(&mut self, asked: &Rekey) -> Result<Response, Failure> {
        let Rekey { old, passphrase, again, sheet } = asked;
        let folder = self.vault.clone().ok_or_else(no_vault_named)?;
        same(passphrase, again)?;
        strength::refuse_weak(passphrase.expose(), &[&name_of(&folder)])?;
        let (old, new) = (old.passphrase(), passphrase.passphrase());
        self.session()?.opened_by(&old)?;
        self.session()?.writable()?;
        let running = self.watch.begin();
        let sheet: Option<PathBuf> = sheet.as_ref().map(PathBuf::from);
        let session = self.session.take().ok_or_else(locked)?;
        let recovery = match session.rekey(&new, sheet.as_deref(), running.copy()) {
            Ok((session, recovery)) => {
                self.session = Some(session);
                recovery
            }
            Err(NotRekeyed { session: Some(session), failure }) => {
                self.session = Some(*session);
                return Err(failure);
            }
            Err(NotRekeyed { session: None, failure }) => {
                self.open_again(&folder, (&new, &old), (sheet.as_deref(), failure))?
            }
        };
        self.recovered = false;
        self.unproved = recovery;
        Ok(Response::Rekeyed(Rekeyed {
            words: format!(
                "The vault has a new key: {} it, and nothing else. Backups and copies from before open as they did.",
                if sheet.is_some() { "the new passphrase and the new sheet open" } else { "the new passphrase opens" }
            ),
            sheet: sheet.map(|sheet| sheet.display().to_string()),
            vault: self.vault_now()?,
        }))
    }

    /// Opens a vault again that was closed while its new file was moved into place: with the new passphrase where that
    /// was decided already, and is finished as it opens; else with the old one. Answers the secret on the new sheet.
    fn open_again(
        &mut self,
        folder: &Path,
        (new, old): (&Passphrase, &Passphrase),
        (sheet, failure): (Option<&Path>, Failure),
    ) -> Result<Option<RecoverySecret>, Failure> {
        let open = |passphrase| Session::open(folder, passphrase, &self.home, untold());
        if let Ok(session) = open(new) {
            self.session = Some(session);
            return sheet.map(|sheet| Ok(RecoverySecret::parse(sheet_in(sheet)?.expose())?)).transpose();
        }
        self.session = open(old).ok();
        if self.session.is_some() {
            // The sheet of a key that was not taken.
            let _ = sheet.map(std::fs::remove_file);
            return Err(failure);
        }
        let closed = "The vault was closed. Check its drive, then start Breachbook again and open it, with the new \
                      passphrase or the old one.";
        Err(Failure { remedy: closed.to_owned(), ..failure })
    }
}
