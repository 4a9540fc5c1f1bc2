//! Re-keying: a new file under a new key with new slots, checked, then put in the place of the old.
//!
//! Everything new is made in `rekey.partial`. Renaming that folder to `rekey.ready` is the decision: before it
//! the old vault stands, after it the next opening (or this call) moves the new file and slots into place, step
//! by step, each of which can be repeated. So a crash at any moment leaves a vault that opens with the old
//! slots or with the new, never with neither.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::copying::{CopyTold, Copying};
use crate::failpoint::failpoint;
use crate::key::Key;
use crate::renewal::untold;
use crate::slot::{self, SlotFor, SlotName};
use crate::{Error, Result, Vault, database, disk};

/// What is made of a re-key before it is decided on, and after.
const PARTIAL: &str = "rekey.partial";
const READY: &str = "rekey.ready";

/// A re-key that failed.
#[derive(Debug)]
pub struct NotRekeyed {
    /// The vault, open as before, where it is as it was. None where the new file could not be moved into its place:
    /// the vault is closed then, and opens as before or with the new slots.
    pub vault: Option<Box<Vault>>,
    /// Why.
    pub error: Error,
}

impl Vault {
    /// Moves the vault to a new key, reached only through the slots given here: whoever held the old key, or
    /// has a slot that is not written anew, is shut out of what is written from now on and of this file. Old
    /// backups open as before. `told` hears how far the new file is and may stop it.
    ///
    /// # Errors
    /// [`Error::BadEntry`] without a slot, [`Error::BadAgeText`], [`Error::Cancelled`], [`Error::DiskFull`],
    /// [`Error::ReadOnly`], [`Error::Damaged`] when the copy is not the vault, [`Error::Io`].
    pub fn rekey(mut self, slots: &[(SlotName, SlotFor<'_>)], told: CopyTold) -> std::result::Result<Self, NotRekeyed> {
        let key = match self.prepare(slots, &Copying::new(told)) {
            Ok(key) => key,
            Err(error) => return Err(NotRekeyed { vault: Some(Box::new(self)), error }),
        };
        self.take(key).map_err(|error| NotRekeyed { vault: None, error })
    }

    /// Makes the new file and slots beside the vault's own. Where that fails nothing of them is left.
    fn prepare(&mut self, slots: &[(SlotName, SlotFor<'_>)], copying: &Copying) -> Result<Key> {
        if slots.is_empty() {
            return Err(Error::BadEntry { why: "a vault needs a slot".into() });
        }
        self.writable()?;
        self.present()?;
        let partial = self.folder.join(PARTIAL);
        remove_folder(&partial)?;
        self.fill(&partial, slots, copying).map_err(|error| {
            let _ = fs::remove_dir_all(&partial);
            error.naming(&partial, &self.folder)
        })
    }

    fn fill(&mut self, partial: &Path, slots: &[(SlotName, SlotFor<'_>)], copying: &Copying) -> Result<Key> {
        let key = Key::random(&mut *self.random)?;
        let keys = partial.join("keys");
        fs::create_dir_all(&keys).map_err(|e| Error::io(&keys, "writing", e))?;
        disk::restrict(partial)?;
        let file = partial.join("vault.db");
        database::export(&self.connection, &self.file, &file, &key, copying)?;
        failpoint("rekey.exported");
        self.check_copy(&file, &key, copying)?;
        for (name, to) in slots {
            slot::write(partial, name, &key, *to)?;
        }
        disk::sync_folder(&keys)?;
        disk::sync_folder(partial)?;
        Ok(key)
    }

    /// Puts the new file and slots in the place of the old.
    fn take(self, key: Key) -> Result<Self> {
        let Self { folder, file, home, connection, random, lock, .. } = self;
        // The old write-ahead log must be gone before the new file takes its place.
        connection.close().map_err(|(_, e)| Error::database(&file, e))?;
        failpoint("rekey.before-decision");
        fs::rename(folder.join(PARTIAL), folder.join(READY)).map_err(|e| Error::io(&folder, "writing", e))?;
        disk::sync_folder(&folder)?;
        failpoint("rekey.after-decision");
        finish(&folder)?;
        Self::open_locked(&folder, key, random, &home, lock, untold())
    }
}

/// Whether a re-key was decided and not finished.
pub(crate) fn is_unfinished(folder: &Path) -> bool {
    folder.join(READY).exists()
}

/// Finishes a re-key that was decided, and clears away one that was not. Needs the vault's lock.
pub(crate) fn finish(folder: &Path) -> Result<()> {
    remove_folder(&folder.join(PARTIAL))?;
    let ready = folder.join(READY);
    if !ready.exists() {
        return Ok(());
    }
    let file = folder.join("vault.db");
    if ready.join("vault.db").exists() {
        for left in ["-wal", "-shm", "-journal"] {
            remove_file(&disk::with_suffix(&file, left))?;
        }
        failpoint("rekey.before-file");
        rename(&ready.join("vault.db"), &file)?;
        disk::sync_folder(folder)?;
        failpoint("rekey.after-file");
    }
    let (keys, new) = (folder.join("keys"), ready.join("keys"));
    if new.exists() {
        if keys.exists() {
            rename(&keys, &ready.join("old-keys"))?;
        }
        failpoint("rekey.between-keys");
        rename(&new, &keys)?;
        disk::sync_folder(folder)?;
        failpoint("rekey.after-keys");
    }
    remove_folder(&ready)?;
    disk::sync_folder(folder)
}

fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).map_err(|e| Error::io(to, "writing", e))
}

fn remove_file(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(Error::io(path, "writing", e)),
        _ => Ok(()),
    }
}

fn remove_folder(path: &Path) -> Result<()> {
    match fs::remove_dir_all(path) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(Error::io(path, "writing", e)),
        _ => Ok(()),
    }
}
