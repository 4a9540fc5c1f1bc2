//! The check of a whole vault: every entry re-read through `book`, what is derived against a rebuild, the
//! marks, every page's authentication code, every file's hash.

use std::fmt;
use std::ops::ControlFlow;

use breachbook_book::{
    Act, BookCheck, BookId, Current, Hash, LogCheck, LogId, Payload, Salt, StoredPayload, VerifierKey, VersionId, asof,
};
use rusqlite::{Connection, TransactionBehavior};

use crate::key::hex;
use crate::refused::{At, Refused};
use crate::standing::{self, Notice};
use crate::table::{book, checkpoint, entry, file, log, payload};
use crate::{Error, Result, Vault, database, derived};

/// What a check of a vault found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// How many entries were read.
    pub entries: u64,
    /// How many books they are in.
    pub books: u64,
    /// What was found. The vault is intact where all of it are notices.
    pub faults: Vec<Fault>,
}

impl Verification {
    /// Whether nothing but notices was found.
    pub fn is_intact(&self) -> bool {
        self.faults.iter().all(Fault::is_notice)
    }
}

/// One finding. [`Fault::code`] is stable, [`fmt::Display`] gives a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The database file: a page that was changed, a broken structure.
    File {
        /// What the library says.
        what: String,
    },
    /// The search index was not compared with the entries, since the vault lies where nothing can be written.
    NotCompared,
    /// The search index does not fit its words.
    Search {
        /// What the library says.
        what: String,
    },
    /// An entry, change or checkpoint of a book.
    Book(breachbook_book::Fault),
    /// The rows of a log cannot be what was written: a gap in its numbers, a wrong effective time, a version
    /// that is not the header's.
    Rows {
        /// The log's origin line.
        log: String,
        /// The entry's number, from 0.
        number: u64,
    },
    /// What is derived is not what a rebuild gives.
    Derived,
    /// A kept file's bytes do not have its hash.
    Attachment {
        /// The hash that they should have.
        sha256: [u8; 32],
    },
    /// A log is not as it was last written here, and no new log names it yet; or that cannot be told.
    SetBack(Notice),
    /// A log does not reach, or differs from, a head that a `new-log` act saw.
    Head {
        /// The log's origin line.
        log: String,
        /// The size of that head.
        size: u64,
    },
}

impl Fault {
    /// Its stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::File { .. } => "file-damaged",
            Self::Search { .. } => "search-damaged",
            Self::Book(fault) => fault.kind.code(),
            Self::Rows { .. } => "rows-wrong",
            Self::Derived => "derived-wrong",
            Self::NotCompared => "search-not-compared",
            Self::Attachment { .. } => "attachment-wrong",
            Self::SetBack(Notice::Differs { .. }) => "log-replaced",
            Self::SetBack(Notice::MarksUnreadable { .. }) => "marks-unreadable",
            Self::SetBack(_) => "log-set-back",
            Self::Head { .. } => "head-wrong",
        }
    }

    /// Whether the vault is intact all the same.
    pub fn is_notice(&self) -> bool {
        matches!(self, Self::NotCompared) || matches!(self, Self::Book(fault) if fault.kind.is_notice())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { what } => write!(f, "the file is damaged: {what}"),
            Self::NotCompared => {
                write!(f, "the search index was not compared: the vault lies where nothing can be written")
            }
            Self::Search { what } => write!(f, "the search index is damaged: {what}"),
            Self::Book(fault) => write!(f, "{fault}"),
            Self::Rows { log, number } => {
                write!(f, "{log}, entry {number}: its row is not what was written")
            }
            Self::Derived => write!(f, "the current records or the search index are not what the entries give"),
            Self::Attachment { sha256 } => write!(f, "the file {} is damaged", hex(sha256)),
            Self::SetBack(notice) => write!(f, "{notice}"),
            Self::Head { log, size } => {
                write!(f, "the log {log} is not the one of {size} entries that a later log names")
            }
        }
    }
}

impl Vault {
    /// Checks everything that the vault holds. `watch` is told how many of how many entries are read, about
    /// every hundredth, and stops the work with [`ControlFlow::Break`].
    ///
    /// # Errors
    /// [`Error::Cancelled`], and what keeps the vault from being read at all; what is *found* is no error.
    pub fn verify(&mut self, watch: &mut dyn FnMut(u64, u64) -> ControlFlow<()>) -> Result<Verification> {
        let path = self.file.clone();
        self.marks.refresh()?;
        // Into the file, where the authentication codes are checked page by page.
        let flushed = if self.read_only { Ok(()) } else { self.flush() };
        let mut faults = match flushed {
            Ok(()) => Vec::new(),
            Err(Error::Damaged { what, .. }) => vec![Fault::File { what }],
            Err(other) => return Err(other),
        };
        let found = database::integrity(&self.connection).at(&path)?;
        faults.extend(found.into_iter().map(|what| Fault::File { what }));
        if let Some(first) = faults.first() {
            self.file.met(&first.to_string());
            // Reading on would report each broken page many times over.
            return Ok(Verification { entries: 0, books: 0, faults });
        }
        let books = book::all(&self.connection).at(&path)?;
        let total = books.iter().map(|book| book.entries).sum();
        let mut read = Progress { done: 0, total, watch };
        for row in &books {
            let id = BookId::from_bytes(row.id);
            check_book(&self.connection, id, &mut read, &mut faults).at(&path)?;
        }
        let entries = read.done;
        let books = books.len() as u64;
        self.check_derived(&mut faults)?;
        let damaged = file::damaged(&self.connection).at(&path)?;
        faults.extend(damaged.into_iter().map(|sha256| Fault::Attachment { sha256 }));
        let notices = standing::notices(&self.connection, &self.marks, self.writer.seq).at(&path)?;
        faults.extend(notices.into_iter().filter(Notice::is_fault).map(Fault::SetBack));
        Ok(Verification { entries, books, faults })
    }

    fn check_derived(&mut self, faults: &mut Vec<Fault>) -> Result<()> {
        let path = self.file.clone();
        if self.read_only {
            return self.check_current(faults);
        }
        let checked = self.connection.execute("INSERT INTO search (search) VALUES ('integrity-check')", []);
        if let Err(error) = checked {
            faults.push(Fault::Search { what: error.to_string() });
        }
        let kept = derived::digest(&self.connection).at(&path)?;
        // Rebuilt in a transaction that is never committed.
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).at(&path)?;
        derived::rebuild(&transaction, &mut || Ok(())).at(&path)?;
        let rebuilt = derived::digest(&transaction).at(&path)?;
        transaction.rollback().at(&path)?;
        if kept != rebuilt {
            faults.push(Fault::Derived);
        }
        Ok(())
    }
}

impl Vault {
    /// Where nothing can be written nothing can be rebuilt for comparison: the current records are worked out from
    /// the entries in memory, and of the search index it is said that it was not compared.
    fn check_current(&self, faults: &mut Vec<Fault>) -> Result<()> {
        for book in self.books()? {
            let changes = self.history(&book.id, None)?;
            let payloads = changes.iter().filter_map(|change| Some((change.version, change.payload.as_ref()?)));
            let given = Current::of(payloads);
            let mut given: Vec<VersionId> =
                given.records().flat_map(|(list, id, _)| given.versions(list, id)).collect();
            let mut kept: Vec<VersionId> = self.records(&book.id)?.into_iter().map(|record| record.version).collect();
            given.sort_unstable();
            kept.sort_unstable();
            if given != kept {
                faults.push(Fault::Derived);
            }
        }
        faults.push(Fault::NotCompared);
        Ok(())
    }
}

struct Progress<'a> {
    done: u64,
    total: u64,
    watch: &'a mut dyn FnMut(u64, u64) -> ControlFlow<()>,
}

impl Progress<'_> {
    fn step(&mut self) -> Result<()> {
        self.done += 1;
        let often = (self.total / 100).max(1);
        if self.done.is_multiple_of(often) && (self.watch)(self.done, self.total).is_break() {
            return Err(Error::Cancelled);
        }
        Ok(())
    }
}

fn check_book(
    connection: &Connection,
    id: BookId,
    progress: &mut Progress<'_>,
    faults: &mut Vec<Fault>,
) -> Result<(), Refused> {
    let Some(seq) = book::seq(connection, id.as_bytes())? else {
        return Ok(());
    };
    let notes = checkpoint::of_book(connection, seq)?;
    let mut check = BookCheck::new(id);
    let mut heads = Vec::new();
    let mut logs = Vec::new();
    for row in log::of_book(connection, seq)? {
        let log = LogId::from_origin(&row.origin)?;
        let key: VerifierKey = row.vkey.parse()?;
        let mut checked = LogCheck::new(log, Some(key));
        let mut clock = asof::Clock::default();
        let mut rows = 0;
        for leaf in entry::leaves(connection, row.seq)? {
            let entry::Leaf { seq, number, header, effective } = leaf;
            let payloads = payload::of_entry(connection, seq)?;
            let said = said(&payloads);
            checked.entry(&header, &said);
            let expected = clock.next(derived::recorded_at(&header)).at;
            if number != rows || effective != expected || !fits(&header, &payloads) {
                faults.push(Fault::Rows { log: row.origin.clone(), number });
            }
            if number == 0 {
                heads.extend(seen(&payloads));
            }
            rows += 1;
            progress.step()?;
        }
        if rows != row.size {
            faults.push(Fault::Rows { log: row.origin.clone(), number: rows });
        }
        for note in notes.iter().filter(|note| note.origin == row.origin) {
            checked.checkpoint(&note.note);
        }
        logs.push((row.origin, checked));
    }
    for (origin, size, root) in heads {
        let found = logs.iter().find(|(log, _)| *log == origin).and_then(|(_, log)| log.root_at(size));
        if found != Some(root) {
            faults.push(Fault::Head { log: origin, size });
        }
    }
    for (_, log) in logs {
        check.add(log);
    }
    faults.extend(check.finish().into_iter().map(Fault::Book));
    Ok(())
}

fn said(payloads: &[payload::Row]) -> Vec<Option<StoredPayload<'_>>> {
    payloads
        .iter()
        .map(|row| {
            let (salt, bytes) = row.kept.as_ref()?;
            Some(StoredPayload { salt: Salt::from_bytes(*salt), bytes })
        })
        .collect()
}

/// Whether the rows of an entry's changes bear the versions that its header commits to.
fn fits(header: &[u8], payloads: &[payload::Row]) -> bool {
    match breachbook_book::Header::decode(header) {
        Ok(breachbook_book::Decoded::Known(header)) => {
            let rows = payloads.iter().map(|row| (row.n, row.version));
            rows.eq((0..).zip(header.commitments().iter().map(|version| *version.as_bytes())))
        }
        // Another version's, or a fault that `book` names.
        _ => true,
    }
}

/// The heads that a log's opening act says it saw.
fn seen(payloads: &[payload::Row]) -> Vec<(String, u64, Hash)> {
    let read = || {
        let (_, bytes) = payloads.first()?.kept.as_ref()?;
        let act = Act::decode(&Payload::decode(bytes).ok()?.body).ok()?;
        if act.act != "new-log" {
            return None;
        }
        let heads = act.more.get("heads")?.as_array()?.clone();
        let head = |head: serde_json::Value| {
            let log = head.get("log")?.as_str()?.to_owned();
            Some((log, head.get("size")?.as_u64()?, head.get("root")?.as_str()?.parse().ok()?))
        };
        Some(heads.into_iter().filter_map(head).collect())
    };
    read().unwrap_or_default()
}
