//! One writer: the file `lock` in the vault's folder, locked for as long as the vault is open.
//!
//! SQLite's own exclusive lock is held as well, and keeps a stock sqlcipher shell out. This one stays
//! held while a re-key swaps the database file, and the system drops it when the process dies.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::{Error, Result};

/// How long a second process waits before it says "in use".
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// A lock that ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Lock(#[expect(dead_code, reason = "held for its lock")] Option<File>);

impl Lock {
    /// Locks the file, made if missing, waiting up to [`PATIENCE`]. `vault` is what an error names.
    pub(crate) fn take(file: &Path, vault: &Path) -> Result<Self> {
        Self::take_within(file, vault, PATIENCE)
    }

    /// Keeps writers out of a vault that can only be read, together with others who read it, waiting up to
    /// [`PATIENCE`]. Where there is no lock file nobody has opened the vault in that place, and none can be made.
    pub(crate) fn look(file: &Path, vault: &Path) -> Result<Self> {
        let handle = match File::open(file) {
            Ok(handle) => handle,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Self(None)),
            Err(e) => return Err(Error::io(file, "reading", e)),
        };
        let begun = Instant::now();
        loop {
            match handle.try_lock_shared() {
                Ok(()) => return Ok(Self(Some(handle))),
                Err(TryLockError::WouldBlock) if begun.elapsed() < PATIENCE => sleep(Duration::from_millis(20)),
                Err(TryLockError::WouldBlock) => return Err(Error::InUse { path: vault.into() }),
                Err(TryLockError::Error(e)) => return Err(Error::io(file, "reading", e)),
            }
        }
    }

    /// Locks the file if nobody else holds it at this moment.
    pub(crate) fn take_now(file: &Path, vault: &Path) -> Result<Self> {
        Self::take_within(file, vault, Duration::ZERO)
    }

    fn take_within(file: &Path, vault: &Path, patience: Duration) -> Result<Self> {
        let handle = open(file)?;
        take(&handle, file, vault, patience)?;
        Ok(Self(Some(handle)))
    }
}

/// A lock file that is kept open, to be locked again and again: to open a file costs more than to lock it.
#[derive(Debug)]
pub(crate) struct Latch(Arc<File>);

impl Latch {
    /// Opens the file, made if missing, and locks nothing yet.
    pub(crate) fn open(file: &Path) -> Result<Self> {
        Ok(Self(Arc::new(open(file)?)))
    }

    /// Locks it, waiting up to [`PATIENCE`]. `vault` is what an error names.
    pub(crate) fn shut(&self, file: &Path, vault: &Path) -> Result<Shut> {
        take(&self.0, file, vault, PATIENCE)?;
        Ok(Shut(Arc::clone(&self.0)))
    }
}

/// A latch that opens again when this is dropped.
#[derive(Debug)]
pub(crate) struct Shut(Arc<File>);

impl Drop for Shut {
    fn drop(&mut self) {
        // Where this fails the lock ends with the file.
        let _ = self.0.unlock();
    }
}

fn open(file: &Path) -> Result<File> {
    let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(file);
    opened.map_err(|e| Error::io(file, "writing", e))
}

fn take(handle: &File, file: &Path, vault: &Path, patience: Duration) -> Result<()> {
    let begun = Instant::now();
    loop {
        match handle.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) if begun.elapsed() < patience => sleep(Duration::from_millis(20)),
            Err(TryLockError::WouldBlock) => return Err(Error::InUse { path: vault.into() }),
            Err(TryLockError::Error(e)) => return Err(Error::io(file, "writing", e)),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_lock_is_had_once_and_again_when_dropped() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("lock");
        let take = || Lock::take_within(&file, home.path(), Duration::ZERO);
        let held = take().unwrap();
        assert!(matches!(take(), Err(Error::InUse { path }) if path == home.path()));
        drop(held);
        take().unwrap();
    }

    #[test]
    fn a_latch_is_shut_again_and_again_and_keeps_others_out_only_then() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("lock");
        let latch = Latch::open(&file).unwrap();
        let take = || Lock::take_within(&file, home.path(), Duration::ZERO);
        for _ in 0..2 {
            let shut = latch.shut(&file, home.path()).unwrap();
            assert!(matches!(take(), Err(Error::InUse { .. })));
            drop(shut);
            take().unwrap();
        }
    }
}
