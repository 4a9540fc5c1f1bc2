//! A backup: a vault again.

use std::path::Path;

use chrono::{DateTime, Utc};

use crate::outfile::not_in_a_vault;
use crate::session::milliseconds;
use crate::{Failure, Session};

impl Session {
    /// Copies the vault into a new folder and checks the copy by opening it. Answers what was cleared away: what
    /// backups to that folder that were cut off had left beside it.
    ///
    /// # Errors
    /// `exists`, `in-a-vault`, `disk-full`, `read-only`, `vault-damaged`: nothing is left behind.
    pub fn backup(&self, folder: &Path, now: DateTime<Utc>) -> Result<Vec<String>, Failure> {
        not_in_a_vault(folder)?;
        let swept = self.vault.backup(folder, milliseconds(now))?;
        let said =
            |path: &std::path::PathBuf| format!("removed {}, which a backup that was cut off had left", path.display());
        Ok(swept.iter().map(said).collect())
    }
}
