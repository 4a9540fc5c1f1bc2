//! A backup: a vault again.

use std::path::Path;

use breachbook_vault::CopyTold;
use chrono::{DateTime, Utc};

use crate::outfile::not_in_a_vault;
use crate::session::{milliseconds, moment};
use crate::{Failure, Session};

impl Session {
    /// Copies the vault into a new folder and checks the copy by opening it. Answers what was cleared away: what
    /// backups to that folder that were cut off had left beside it. `told` hears how far it is and may stop it.
    ///
    /// # Errors
    /// `cancelled`, `exists`, `in-a-vault`, `disk-full`, `read-only`, `vault-damaged`: nothing is left behind.
    pub fn backup(&self, folder: &Path, now: DateTime<Utc>, told: CopyTold) -> Result<Vec<String>, Failure> {
        not_in_a_vault(folder)?;
        let swept = self.vault.backup(folder, milliseconds(now), told)?;
        let said =
            |path: &std::path::PathBuf| format!("removed {}, which a backup that was cut off had left", path.display());
        // The copy is made and checked: that the note of it could not be kept takes nothing away from it.
        let _ = self.vault.set_setting(LAST_BACKUP, Some(&milliseconds(now).to_string()));
        Ok(swept.iter().map(said).collect())
    }

    /// When the vault was backed up last (UTC); `None` where it never was.
    ///
    /// # Errors
    /// What keeps the vault from being read.
    pub fn last_backup(&self) -> Result<Option<DateTime<Utc>>, Failure> {
        Ok(self.vault.setting(LAST_BACKUP)?.and_then(|kept| kept.parse().ok()).map(moment))
    }
}

/// The setting of the vault that says when it was backed up last, in milliseconds since 1970 UTC.
const LAST_BACKUP: &str = "last-backup";
