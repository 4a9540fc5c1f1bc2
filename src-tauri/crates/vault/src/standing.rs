//! How the vault's logs stand to the marks outside it: ours to continue, or a copy's, or set back.

use std::fmt;
use std::path::PathBuf;

use breachbook_book::{Hash, tree};
use rusqlite::Connection;

use crate::marks::{Mark, Marks};
use crate::refused::Refused;
use crate::table::node::Nodes;
use crate::table::{log, missed, setting};

/// How one log stands to its mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// The mark lies on the log: what follows it was written here and not marked in time.
    Ours,
    /// There is no mark.
    Unmarked,
    /// The log has fewer entries than the mark.
    Behind(Mark),
    /// The log has the entries, but not those of the mark.
    Differs(Mark),
}

pub(crate) fn of(connection: &Connection, row: &log::Row, mark: Option<Mark>) -> Result<Standing, Refused> {
    let Some(mark) = mark else {
        return Ok(Standing::Unmarked);
    };
    if mark.size > row.size {
        return Ok(Standing::Behind(mark));
    }
    let root = if mark.size == row.size {
        Hash::from_bytes(row.root)
    } else {
        tree::root(mark.size, &Nodes { connection, log: row.seq })?
    };
    Ok(if root == mark.root { Standing::Ours } else { Standing::Differs(mark) })
}

/// What was found at opening that whoever uses the vault should be told. [`fmt::Display`] gives a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// No mark is kept here for the logs that this vault writes: it is a copy, or `home` is new. The first
    /// act will start a new log.
    Unmarked,
    /// Nothing can be read of the marks that are kept here for this vault: whether it was set back cannot be told. The
    /// first act will start a new log, and leaves that file as it is.
    MarksUnreadable {
        /// The file of marks.
        path: PathBuf,
    },
    /// A log has fewer entries than when it was last written here. The first act will start a new log.
    Behind {
        /// The log's origin line.
        log: String,
        /// How many entries it has.
        size: u64,
        /// How many it had.
        marked: u64,
    },
    /// A log has other entries than when it was last written here. The first act will start a new log.
    Differs {
        /// The log's origin line.
        log: String,
        /// How many entries it has.
        size: u64,
        /// How many it had.
        marked: u64,
    },
    /// A log that was written here is not in the vault at all. The first act will start a new log.
    Absent {
        /// The log's origin line.
        log: String,
        /// How many entries it had.
        marked: u64,
    },
    /// The vault lies where nothing can be written: it can be looked at, verified and copied.
    ReadOnly,
    /// This folder was made as a backup and has not been written in since.
    Backup {
        /// When it was made, in milliseconds since 1970 UTC.
        made: u64,
    },
    /// A set-back log, found at an earlier opening, whose book has not been written in since: no log names it yet.
    Unnamed {
        /// The log's origin line.
        log: String,
        /// How many entries it had when it was last written here.
        marked: u64,
    },
}

impl Notice {
    /// Whether the next act makes a new installation and a new log. One in a backup does: the vault that it was made
    /// from may go on too, and would look set back if the backup continued its log.
    pub fn starts_new_log(&self) -> bool {
        match self {
            Self::Unmarked | Self::MarksUnreadable { .. } | Self::Backup { .. } => true,
            Self::Behind { .. } | Self::Differs { .. } | Self::Absent { .. } => true,
            Self::ReadOnly | Self::Unnamed { .. } => false,
        }
    }

    /// Whether the vault is not intact while it stands: it was set back or replaced, or that cannot be told.
    pub fn is_fault(&self) -> bool {
        match self {
            Self::Behind { .. } | Self::Differs { .. } | Self::Absent { .. } | Self::Unnamed { .. } => true,
            Self::MarksUnreadable { .. } => true,
            Self::Unmarked | Self::ReadOnly | Self::Backup { .. } => false,
        }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unmarked => {
                write!(f, "this vault has not been written from here before; the next act begins a new log and says so")
            }
            Self::MarksUnreadable { path } => write!(
                f,
                "{} cannot be read, so nothing here tells whether this vault was set back: compare it with a report \
                 or a checkpoint that left it; the next act begins a new log, says so, and keeps that file",
                path.display()
            ),
            Self::Behind { log, size, marked } => write!(
                f,
                "the vault was set back: the log {log} holds {} now, it held {} when last written from here",
                entries(*size),
                entries(*marked)
            ),
            Self::Differs { log, marked, .. } => write!(
                f,
                "the vault was replaced: the first {marked} entries of the log {log} are not those last written from here"
            ),
            Self::Absent { log, marked } => {
                write!(f, "the vault was set back: the log {log}, which held {}, is not in it", entries(*marked))
            }
            Self::ReadOnly => {
                write!(f, "this vault lies where nothing can be written: it can be looked at, verified and copied")
            }
            Self::Backup { .. } => write!(f, "this folder is a backup and has not been written in since it was made"),
            Self::Unnamed { log, marked } => {
                write!(
                    f,
                    "the log {log} was set back from {}, and no new log in its book says so yet",
                    entries(*marked)
                )
            }
        }
    }
}

/// `1 entry`, `2 entries`.
fn entries(n: u64) -> String {
    if n == 1 { "1 entry".to_owned() } else { format!("{n} entries") }
}

/// Compares every log with its mark. `writer` is the installation that writes now.
pub(crate) fn notices(connection: &Connection, marks: &Marks, writer: i64) -> Result<Vec<Notice>, Refused> {
    let mut notices = Vec::new();
    let logs = log::all(connection)?;
    let mut unmarked = false;
    for row in &logs {
        let (log, size) = (row.origin.clone(), row.size);
        match of(connection, row, marks.of(&row.origin))? {
            Standing::Ours => {}
            // A former installation's log has no mark where that installation never was.
            Standing::Unmarked => unmarked |= row.installation == writer,
            Standing::Behind(mark) => notices.push(Notice::Behind { log, size, marked: mark.size }),
            Standing::Differs(mark) => notices.push(Notice::Differs { log, size, marked: mark.size }),
        }
    }
    for (log, mark) in marks.all() {
        // A mark of size 0 was set for a log that a crash kept from being begun.
        if mark.size > 0 && !logs.iter().any(|row| row.origin == log) {
            notices.push(Notice::Absent { log: log.into(), marked: mark.size });
        }
    }
    match marks.unreadable() {
        Some(path) => notices.push(Notice::MarksUnreadable { path: path.into() }),
        None if unmarked => notices.push(Notice::Unmarked),
        None => {}
    }
    for row in missed::unnamed(connection)? {
        notices.push(Notice::Unnamed { log: row.origin, marked: row.size });
    }
    if let Some(made) = setting::get(connection, setting::BACKUP)? {
        notices.push(Notice::Backup { made: made.parse().unwrap_or(0) });
    }
    Ok(notices)
}
