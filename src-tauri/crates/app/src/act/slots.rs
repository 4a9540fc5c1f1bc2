//! Who can open the vault: slots, and a re-key that shuts somebody out.

use std::path::Path;

use breachbook_vault::{CopyTold, Passphrase, RecoverySecret, SlotFor, SlotKind, SlotName};

use crate::session::save_recovery_sheet;
use crate::{Failure, Session};

/// A slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotRow {
    /// Its name.
    pub name: String,
    /// What opens it, in words.
    pub opens_with: &'static str,
}

impl Session {
    /// The slots of the vault.
    ///
    /// # Errors
    /// What keeps the folder from being read.
    pub fn slots(&self) -> Result<Vec<SlotRow>, Failure> {
        let row = |slot: breachbook_vault::Slot| SlotRow {
            name: slot.name.to_string(),
            opens_with: match slot.kind {
                SlotKind::Passphrase => "a passphrase",
                SlotKind::Recipient => "a recovery sheet or age identity",
                SlotKind::Unreadable => "nothing: the file is damaged",
            },
        };
        Ok(self.vault.slots()?.into_iter().map(row).collect())
    }

    /// Adds a slot that a passphrase opens, for a second lead.
    ///
    /// # Errors
    /// `slot-exists`, `bad-slot-name`, `disk-full`, `read-only`.
    pub fn add_slot(&self, name: &str, passphrase: &Passphrase) -> Result<(), Failure> {
        Ok(self.vault.add_slot(&name.parse::<SlotName>()?, SlotFor::Passphrase(passphrase))?)
    }

    /// Changes the passphrase of a slot.
    ///
    /// # Errors
    /// `no-slot`, `disk-full`, `read-only`.
    pub fn replace_slot(&self, name: &str, passphrase: &Passphrase) -> Result<(), Failure> {
        Ok(self.vault.replace_slot(&name.parse::<SlotName>()?, SlotFor::Passphrase(passphrase))?)
    }

    /// That a passphrase opens the vault. It works for about a second.
    ///
    /// # Errors
    /// `wrong-passphrase`.
    pub fn opened_by(&self, passphrase: &Passphrase) -> Result<(), Failure> {
        Ok(self.vault.slot_of(passphrase).map(drop)?)
    }

    /// Changes a passphrase that opens the vault into another, in whichever slot it stands.
    ///
    /// # Errors
    /// `wrong-passphrase` where it opens no slot; `disk-full`, `read-only`. The old one stands then.
    pub fn change_passphrase(&self, old: &Passphrase, new: &Passphrase) -> Result<(), Failure> {
        let slot = self.vault.slot_of(old)?;
        Ok(self.vault.replace_slot(&slot, SlotFor::Passphrase(new))?)
    }

    /// Removes a slot. This stops new openings only: to shut out somebody who has opened the vault, re-key it.
    ///
    /// # Errors
    /// `no-slot`, `last-slot`.
    pub fn remove_slot(&self, name: &str) -> Result<(), Failure> {
        Ok(self.vault.remove_slot(&name.parse::<SlotName>()?)?)
    }

    /// Writes the vault anew under a new key that this passphrase opens, and with `sheet` a new recovery sheet, written
    /// to that file, which must not exist. Every other slot is gone. `told` hears how far it is and may stop it.
    ///
    /// # Errors
    /// `exists`, `cannot-write` for the sheet; `cancelled`, `disk-full`, `read-only`: the vault is open as before, and
    /// there is no sheet. `file-system` where the new file could not be moved into its place: then it is closed.
    pub fn rekey(
        self,
        passphrase: &Passphrase,
        sheet: Option<&Path>,
        told: CopyTold,
    ) -> Result<(Self, Option<RecoverySecret>), NotRekeyed> {
        let made = sheet.map(|out| {
            let recovery = save_recovery_sheet(out, self.vault.folder())?;
            let recipient = recovery.recipient()?;
            Ok((recovery, recipient))
        });
        let made = match made.transpose() {
            Ok(made) => made,
            Err(failure) => return Err(NotRekeyed { session: Some(Box::new(self)), failure }),
        };
        let mut slots = vec![(SlotName::passphrase(), SlotFor::Passphrase(passphrase))];
        slots.extend(made.iter().map(|(_, recipient)| (SlotName::recovery(), SlotFor::Recipient(recipient))));
        match self.vault.rekey(&slots, told) {
            Ok(vault) => Ok((Self { vault }, made.map(|(recovery, _)| recovery))),
            Err(failed) => {
                // A sheet that opens nothing must not lie about; where the vault is closed it may be the one that does.
                if let Some(sheet) = sheet.filter(|_| failed.vault.is_some()) {
                    let _ = std::fs::remove_file(sheet);
                }
                let session = failed.vault.map(|vault| Box::new(Self { vault: *vault }));
                Err(NotRekeyed { session, failure: failed.error.into() })
            }
        }
    }
}

/// A re-key that failed.
#[derive(Debug)]
pub struct NotRekeyed {
    /// The vault, open as before; none where it had to be closed.
    pub session: Option<Box<Session>>,
    /// Why.
    pub failure: Failure,
}

impl From<NotRekeyed> for Failure {
    fn from(failed: NotRekeyed) -> Self {
        failed.failure
    }
}
