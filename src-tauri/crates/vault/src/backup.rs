//! A backup: a vault again, under the same key and with the same slots, checked before it gets its name.
//!
//! Opened on the machine where it was made, it is measured by the vault's own marks. It continues the log only
//! while its head is the last one written there; otherwise its first act begins a new log that says `restored`
//! and names the mark it did not reach. So a restored backup forks nothing in silence.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::copying::{CopyTold, Copying, Part};
use crate::failpoint::failpoint;
use crate::key::Key;
use crate::refused::At;
use crate::renewal::{Renewal, untold};
use crate::slot;
use crate::table::{log, setting};
use crate::{Error, Result, Vault, database, derived, disk};

/// The tables whose rows a copy must have, every one.
const KEPT: &[&str] = &[
    "setting",
    "installation",
    "book",
    "log",
    "entry",
    "payload",
    "file",
    "chunk",
    "attachment",
    "release",
    "checkpoint",
    "draft",
    "missed",
];

impl Vault {
    /// Copies the vault into a new folder, checks the copy by opening it, and only then gives it its name.
    /// `now` is in milliseconds since 1970 UTC. Gives the paths of what backups to this folder that were cut off
    /// (a power cut, a kill) had left beside it, and that was removed first.
    ///
    /// `told` hears how far it is and may stop it.
    ///
    /// # Errors
    /// [`Error::Exists`], [`Error::Cancelled`], [`Error::DiskFull`], [`Error::ReadOnly`], [`Error::Damaged`] when the
    /// copy is not the vault, [`Error::Io`]: nothing is left behind.
    pub fn backup(&self, folder: &Path, now: u64, told: CopyTold) -> Result<Vec<PathBuf>> {
        self.present()?;
        let copying = Copying::new(told);
        let swept = disk::sweep(folder);
        let tag = format!("{:x}-{now:x}", std::process::id());
        disk::make_folder(folder, &tag, |at| {
            let file = at.join("vault.db");
            if self.read_only {
                copying.file(&self.file, &file)?;
            } else {
                database::export(&self.connection, &self.file, &file, &self.key, &copying)?;
            }
            failpoint("backup.exported");
            let keys = at.join("keys");
            fs::create_dir(&keys).map_err(|e| Error::io(&keys, "writing", e))?;
            for slot in slot::list(&self.folder)? {
                let from = slot::path(&self.folder, &slot.name);
                let bytes = fs::read(&from).map_err(|e| Error::io(&from, "reading", e))?;
                disk::write_whole(&slot::path(at, &slot.name), &bytes)?;
            }
            self.check_copy(&file, &self.key, &copying)?;
            let copy = database::open(&file, &self.key, &Renewal::new(untold()))?;
            setting::set(&copy, setting::BACKUP, &now.to_string()).at(&file)?;
            copy.close().map_err(|(_, e)| Error::database(&file, e))?;
            failpoint("backup.checked");
            Ok(swept)
        })
    }

    /// Opens a copy of the database and compares it with this one: the file's own checks, every count of rows,
    /// every log's head, and every derived row.
    pub(crate) fn check_copy(&self, file: &Path, key: &Key, copying: &Copying) -> Result<()> {
        let copy = database::open(file, key, &Renewal::new(untold()))?;
        let watched =
            copying.watch_check(&copy).at(file).and_then(|()| copying.watch_check(&self.connection).at(&self.file));
        let compared = watched.and_then(|()| self.compare(&copy, file, copying));
        let left = Copying::leave(&copy).at(file).and_then(|()| Copying::leave(&self.connection).at(&self.file));
        copying.unless_stopped(compared)?;
        left?;
        copy.close().map_err(|(_, e)| Error::database(file, e))
    }

    fn compare(&self, copy: &Connection, file: &Path, copying: &Copying) -> Result<()> {
        let differs = |what: String| Error::Damaged { path: file.into(), what };
        copying.checks(Part::Pages)?;
        let mut found = database::page_codes(copy).at(file)?;
        copying.checks(Part::Structure)?;
        found.extend(database::structure(copy).at(file)?);
        if let Some(what) = found.into_iter().next() {
            return Err(differs(what));
        }
        copying.checks(Part::Copy)?;
        for table in KEPT {
            let sql = format!("SELECT count(*) FROM {table}");
            let count = |connection: &Connection| connection.query_row(&sql, [], |row| row.get::<_, i64>(0));
            if count(copy).at(file)? != count(&self.connection).at(&self.file)? {
                return Err(differs(format!("the copy has another number of rows in {table}")));
            }
        }
        let heads = |connection: &Connection| {
            Ok::<_, rusqlite::Error>(
                log::all(connection)?.into_iter().map(|row| (row.origin, row.size, row.root)).collect::<Vec<_>>(),
            )
        };
        if heads(copy).at(file)? != heads(&self.connection).at(&self.file)? {
            return Err(differs("the copy's logs end elsewhere".into()));
        }
        let derived = derived::digest(copy).at(file)?;
        copying.checks(Part::Vault)?;
        if derived != derived::digest(&self.connection).at(&self.file)? {
            return Err(differs("the copy's records differ".into()));
        }
        Ok(())
    }
}
