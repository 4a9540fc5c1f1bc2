//! What is done with a vault as a whole, and what leaves it or is taken out of it for good, an act a file.

mod backup;
mod erasure;
mod export;
mod passphrase;
mod rekey;
#[cfg(test)]
mod tests;

use breachbook_case::zone;
use serde::Serialize;
use ts_rs::TS;

pub use backup::BackedUp;
pub use erasure::{Erase, Erasure};
pub use export::{ExportReader, ToExport};
pub use passphrase::ChangePassphrase;
pub use rekey::{Rekey, Rekeyed};

use super::{Door, Response, no_vault_named};
use crate::Failure;
use crate::tell::in_a_row;

/// The open vault as a whole.
#[derive(Debug, Serialize, TS)]
pub struct VaultNow {
    /// Its folder.
    pub folder: String,
    /// When it was backed up last, in a sentence.
    pub backed_up: String,
    /// What opens it, in a sentence.
    pub opens: String,
    /// Whether it is the sample, which is thrown away when it is locked.
    pub sample: bool,
}

impl Door {
    /// The vault as a whole.
    pub(in crate::door) fn this_vault(&self) -> Result<Response, Failure> {
        self.vault_now().map(Response::ThisVault)
    }

    fn vault_now(&self) -> Result<VaultNow, Failure> {
        let session = self.session()?;
        let folder = self.vault.as_deref().ok_or_else(no_vault_named)?;
        // A slot is named where its name says more than what opens it.
        let named = |slot: crate::SlotRow| match slot.name.as_str() {
            "passphrase" | "recovery" => slot.opens_with.to_owned(),
            name => format!("{} ({name})", slot.opens_with),
        };
        let opens: Vec<String> = session.slots()?.into_iter().map(named).collect();
        let opens: Vec<&str> = opens.iter().map(String::as_str).collect();
        Ok(VaultNow {
            folder: folder.display().to_string(),
            backed_up: match session.last_backup()? {
                Some(at) => format!("It was backed up last on {}.", zone::moment(at)),
                None => "It was never backed up from here.".to_owned(),
            },
            opens: format!("It opens with {}.", in_a_row(&opens)),
            sample: self.sample.is_some(),
        })
    }
}
