//! How far a copy of a vault has come, and that it shall stop: of a backup, and of the new file of a re-key.

use std::fs::File;
use std::io::{Read, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rusqlite::Connection;

use crate::{Error, Result};

/// What is being done of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyStage {
    /// It is written; counted in bytes.
    Copy,
    /// It is opened and compared with the vault; counted in parts.
    Check,
}

/// Is told, now and then, how much of a stage is done of how much, and answers whether to go on. A copy that was
/// stopped leaves nothing behind.
pub type CopyTold = Arc<dyn Fn(CopyStage, u64, u64) -> ControlFlow<()> + Send + Sync>;

/// For whoever wants to hear nothing of a copy.
#[must_use]
pub fn untold_copy() -> CopyTold {
    Arc::new(|_, _, _| ControlFlow::Continue(()))
}

/// Steps of SQLite's machine between two looks at the copy: a handful of rows, and about 2.5 MB of attached files, which
/// lie in rows of 256 KiB.
const LOOK: i32 = 50;
/// Bytes that are copied between two looks where the file is copied as it lies.
const PIECE: usize = 1 << 20;

/// The parts of a check, in the order in which they are done. Which of them takes longest depends on what the vault
/// holds: the first two where most of it is files, the others where most of it is words.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part {
    /// Every page's code.
    Pages,
    /// What SQLite checks of its own structure.
    Structure,
    /// Every count of rows, the end of every log, and what is derived in the copy.
    Copy,
    /// What is derived in the vault, for comparison.
    Vault,
}

/// How many parts there are.
const PARTS: u64 = 4;

/// A copy under way. Clones are the same copy.
#[derive(Clone)]
pub(crate) struct Copying(Arc<UnderWay>);

struct UnderWay {
    told: CopyTold,
    stopped: AtomicBool,
    /// How many parts of the check are done.
    checked: AtomicU64,
}

impl Copying {
    pub(crate) fn new(told: CopyTold) -> Self {
        Self(Arc::new(UnderWay { told, stopped: AtomicBool::new(false), checked: AtomicU64::new(0) }))
    }

    /// Whatever came of a step that may have been broken off by us.
    ///
    /// # Errors
    /// [`Error::Cancelled`] where it was; else the step's own.
    pub(crate) fn unless_stopped<T>(&self, came: Result<T>) -> Result<T> {
        if self.0.stopped.load(Ordering::Relaxed) { Err(Error::Cancelled) } else { came }
    }

    /// Tells how far it is; true where it shall stop.
    fn tell(&self, stage: CopyStage, done: u64, total: u64) -> bool {
        if (self.0.told)(stage, done.min(total), total).is_break() {
            self.0.stopped.store(true, Ordering::Relaxed);
        }
        self.0.stopped.load(Ordering::Relaxed)
    }

    /// Tells, while a connection copies itself into a file, how far that has grown of about so many bytes, and breaks
    /// the statement off where it is told to stop.
    pub(crate) fn watch_growth(&self, connection: &Connection, file: &Path, total: u64) -> rusqlite::Result<()> {
        let (copying, file) = (self.clone(), file.to_owned());
        connection.progress_handler(
            LOOK,
            Some(move || {
                let grown = std::fs::metadata(&file).map_or(0, |file| file.len());
                copying.tell(CopyStage::Copy, grown, total)
            }),
        )
    }

    /// Breaks statements of a connection off where it is told to stop, while the copy is checked.
    pub(crate) fn watch_check(&self, connection: &Connection) -> rusqlite::Result<()> {
        let copying = self.clone();
        connection.progress_handler(LOOK, Some(move || copying.tell_check()))
    }

    /// Watches a connection no more.
    pub(crate) fn leave(connection: &Connection) -> rusqlite::Result<()> {
        connection.progress_handler(0, None::<fn() -> bool>)
    }

    /// A part of the check begins; those before it are done.
    ///
    /// # Errors
    /// [`Error::Cancelled`].
    pub(crate) fn checks(&self, part: Part) -> Result<()> {
        self.0.checked.store(part as u64, Ordering::Relaxed);
        if self.tell_check() { Err(Error::Cancelled) } else { Ok(()) }
    }

    fn tell_check(&self) -> bool {
        self.tell(CopyStage::Check, self.0.checked.load(Ordering::Relaxed), PARTS)
    }

    /// Copies a file that nobody can change meanwhile, byte by byte. The copy can be written, whatever it was made from.
    ///
    /// # Errors
    /// [`Error::Cancelled`], [`Error::DiskFull`], [`Error::Io`].
    pub(crate) fn file(&self, from: &Path, into: &Path) -> Result<()> {
        let reading = |e| Error::io(from, "reading", e);
        let writing = |e| Error::io(into, "writing", e);
        let mut source = File::open(from).map_err(reading)?;
        let total = source.metadata().map_err(reading)?.len();
        let mut copy = File::create_new(into).map_err(writing)?;
        let (mut piece, mut done) = (vec![0; PIECE], 0);
        loop {
            if self.tell(CopyStage::Copy, done, total) {
                return Err(Error::Cancelled);
            }
            let length = source.read(&mut piece).map_err(reading)?;
            if length == 0 {
                return copy.sync_all().map_err(writing);
            }
            copy.write_all(&piece[..length]).map_err(writing)?;
            done += length as u64;
        }
    }
}
