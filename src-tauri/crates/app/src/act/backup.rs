//! A backup: a vault again.

use std::path::Path;

use chrono::{DateTime, Utc};

use crate::session::milliseconds;
use crate::{Failure, Session};

impl Session {
    /// Copies the vault into a new folder and checks the copy by opening it.
    ///
    /// # Errors
    /// `exists`, `disk-full`, `read-only`, `vault-damaged`: nothing is left behind.
    pub fn backup(&self, folder: &Path, now: DateTime<Utc>) -> Result<(), Failure> {
        Ok(self.vault.backup(folder, milliseconds(now))?)
    }
}
