//! A backup, made and checked in one act.

use std::path::{Path, PathBuf};

use breachbook_case::zone;
use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

use super::VaultNow;
use crate::Failure;
use crate::door::start::name_of;
use crate::door::{Door, Response, no_vault_named};
use crate::tell::first_upper;

/// A backup that was made.
#[derive(Debug, Serialize, TS)]
pub struct BackedUp {
    /// Its folder.
    pub folder: String,
    /// How it was checked and what opens it, in sentences.
    pub words: String,
    /// The vault, which was backed up now.
    pub vault: VaultNow,
}

impl Door {
    /// Backs the vault up into a new folder under `place`, named after the vault and London's time.
    pub(in crate::door) fn back_up(&self, place: &Path, now: DateTime<Utc>) -> Result<Response, Failure> {
        let session = self.session()?;
        let vault = self.vault.as_deref().ok_or_else(no_vault_named)?;
        if !place.is_absolute() || !place.is_dir() {
            let said = format!("{}: there is no such folder.", place.display());
            return Err(Failure::new("no-place", said, "Choose the folder in which the backup shall lie."));
        }
        let running = self.watch.begin();
        let at = zone::local(now).format("%Y-%m-%d %H%M");
        let folder: PathBuf = place.join(format!("{} backup {at}.breachbook", name_of(vault)));
        let swept = session.backup(&folder, now, running.copy())?;
        let swept: String = swept.iter().map(|said| format!(" {}.", first_upper(said))).collect();
        Ok(Response::BackedUp(BackedUp {
            folder: folder.display().to_string(),
            words: format!(
                "It was opened and compared with the vault: every table, the end of every log and every record. It \
                 opens with the same passphrases and sheets as the vault does today, also after they are changed \
                 here.{swept}"
            ),
            vault: self.vault_now()?,
        }))
    }
}
