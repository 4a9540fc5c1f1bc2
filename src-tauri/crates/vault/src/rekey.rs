//! Re-keying: a new file under a new key with new slots, checked, then put in the place of the old.
//!
//! Everything new is made in `rekey.partial`. Renaming that folder to `rekey.ready` is the decision: before it
//! the old vault stands, after it the next opening (or this call) moves the new file and slots into place, step
//! by step, each of which can be repeated. So a crash at any moment leaves a vault that opens with the old
//! slots or with the new, never with neither.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::failpoint::failpoint;
use crate::key::Key;
use crate::renewal::untold;
use crate::slot::{self, SlotFor, SlotName};
use crate::{Error, Result, Vault, database, disk};

impl Vault {
    /// Moves the vault to a new key, reached only through the slots given here: whoever held the old key, or
    /// has a slot that is not written anew, is shut out of what is written from now on and of this file. Old
    /// backups open as before.
    ///
    /// # Errors
    /// [`Error::BadEntry`] without a slot, [`Error::BadAgeText`], [`Error::DiskFull`], [`Error::ReadOnly`],
    /// [`Error::Damaged`] when the copy is not the vault, [`Error::Io`]. The vault is closed then; it opens as
    /// before, or, if the failure came while moving, with the new slots.
    pub fn rekey(mut self, slots: &[(SlotName, SlotFor<'_>)]) -> Result<Self> {
        if slots.is_empty() {
            return Err(Error::BadEntry { why: "a vault needs a slot".into() });
        }
        self.writable()?;
        self.present()?;
        let partial = self.folder.join("rekey.partial");
        remove_folder(&partial)?;
        let made = self.prepare(&partial, slots);
        let key = match made {
            Ok(key) => key,
            Err(error) => {
                let _ = fs::remove_dir_all(&partial);
                return Err(error.naming(&partial, &self.folder));
            }
        };
        let Self { folder, file, home, connection, random, lock, .. } = self;
        // The old write-ahead log must be gone before the new file takes its place.
        connection.close().map_err(|(_, e)| Error::database(&file, e))?;
        let ready = folder.join("rekey.ready");
        failpoint("rekey.before-decision");
        fs::rename(&partial, &ready).map_err(|e| Error::io(&folder, "writing", e))?;
        disk::sync_folder(&folder)?;
        failpoint("rekey.after-decision");
        finish(&folder)?;
        Self::open_locked(&folder, key, random, &home, lock, untold())
    }

    fn prepare(&mut self, partial: &Path, slots: &[(SlotName, SlotFor<'_>)]) -> Result<Key> {
        let key = Key::random(&mut *self.random)?;
        let keys = partial.join("keys");
        fs::create_dir_all(&keys).map_err(|e| Error::io(&keys, "writing", e))?;
        disk::restrict(partial)?;
        let file = partial.join("vault.db");
        database::export(&self.connection, &self.file, &file, &key)?;
        failpoint("rekey.exported");
        self.check_copy(&file, &key)?;
        for (name, to) in slots {
            slot::write(partial, name, &key, *to)?;
        }
        disk::sync_folder(&keys)?;
        disk::sync_folder(partial)?;
        Ok(key)
    }
}

/// Whether a re-key was decided and not finished.
pub(crate) fn is_unfinished(folder: &Path) -> bool {
    folder.join("rekey.ready").exists()
}

/// Finishes a re-key that was decided, and clears away one that was not. Needs the vault's lock.
pub(crate) fn finish(folder: &Path) -> Result<()> {
    remove_folder(&folder.join("rekey.partial"))?;
    let ready = folder.join("rekey.ready");
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
