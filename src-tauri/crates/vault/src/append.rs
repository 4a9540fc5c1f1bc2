//! Writing an entry: one transaction for the entry and all that is derived from it, then the mark.

use std::io::Read;

use breachbook_book::{Act, BookId, Kind, LogId, Payload, VersionId};
use rusqlite::{Connection, TransactionBehavior};

use crate::failpoint::failpoint;
use crate::marks::Mark;
use crate::refused::{At, Refused};
use crate::standing::{self, Notice};
use crate::step::{Step, Written, book_seq, own};
use crate::table::{draft, log, payload};
use crate::takeover::Takeover;
use crate::{Error, Result, Vault, Why};

/// An entry to be written.
#[derive(Default)]
pub struct NewEntry<'a> {
    /// The changes; the first must be an act. Salts and, in the first entry of a log, the log's keys are
    /// added here.
    pub payloads: Vec<Payload>,
    /// Files that the changes name: attachments, and the report that is released.
    pub files: Vec<NewFile<'a>>,
    /// The book's reference from now on, where the act changes it.
    pub reference: Option<&'a str>,
    /// The key of the draft that became it: it goes in the same transaction.
    pub draft: Option<&'a str>,
}

/// A file to be kept with an entry. The same bytes are kept once, whoever names them.
pub struct NewFile<'a> {
    /// Which payload of the entry names it, counted from 0.
    pub change: usize,
    /// The SHA-256 of its bytes; checked.
    pub sha256: [u8; 32],
    /// Its length in bytes; checked.
    pub size: u64,
    /// What it is to the entry.
    pub role: FileRole,
    /// Its bytes, read to the end.
    pub source: &'a mut dyn Read,
}

/// What a file is to the change that names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileRole {
    /// An attachment.
    Attachment {
        /// Its media type, as `application/pdf`.
        media_type: String,
    },
    /// A report that was released: a PDF.
    Report {
        /// For whom it was made.
        audience: String,
        /// Who received it, as text.
        recipient: String,
    },
}

/// An entry that was written, marked and flushed to disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// The log that it went into.
    pub log: LogId,
    /// Its number in the log, from 0.
    pub number: u64,
    /// Its place in the order in which the vault was written.
    pub seq: u64,
    /// When it takes effect, in milliseconds since 1970 UTC.
    pub effective: u64,
    /// By how many milliseconds the clock had gone back since the entry before; 0 when it had not.
    pub clock_back: u64,
    /// The version ids of its changes, in order.
    pub versions: Vec<VersionId>,
    /// Why a new installation took over with this entry, if one did.
    pub took_over: Option<Why>,
}

/// What an entry changes besides being written.
pub(crate) enum Target<'a> {
    New { reference: &'a str },
    Book(&'a BookId),
}

impl Vault {
    /// Begins a book with its first entry and gives the book's id (in [`Appended::log`]), drawn at random.
    ///
    /// `now` is in milliseconds since 1970 UTC.
    ///
    /// # Errors
    /// As [`Vault::append`].
    pub fn begin_book(&mut self, reference: &str, entry: NewEntry<'_>, now: u64) -> Result<Appended> {
        self.write(Target::New { reference }, entry, now, |_, _| Ok(()))
    }

    /// Begins several books, each with its first entry: all of them or none.
    ///
    /// # Errors
    /// As [`Vault::append`].
    pub fn begin_books(&mut self, books: Vec<(&str, NewEntry<'_>)>, now: u64) -> Result<Vec<Appended>> {
        let entries = books.into_iter().map(|(reference, entry)| (Target::New { reference }, entry)).collect();
        self.write_all(entries, now, |_, _| Ok(()))
    }

    /// Writes an entry into a book. When this returns, it is on disk.
    ///
    /// A log is continued only where its mark lies on it. In a vault that was copied, restored or set back the
    /// first entry makes a new installation, and each book first gets a `new-log` entry that says why.
    ///
    /// # Errors
    /// [`Error::NoBook`], [`Error::BadEntry`], [`Error::NoVersion`] (a change replaces what the book does not
    /// hold), [`Error::FileHash`], [`Error::DiskFull`], [`Error::ReadOnly`], [`Error::NotIntoDamage`],
    /// [`Error::Vanished`], [`Error::Home`], [`Error::Database`]: nothing is written. [`Error::WrittenNotMarked`]: it is.
    pub fn append(&mut self, book: &BookId, entry: NewEntry<'_>, now: u64) -> Result<Appended> {
        let typed = entry.draft;
        self.write(Target::Book(book), entry, now, |connection, _| {
            Ok(typed.map_or(Ok(()), |key| draft::remove(connection, key))?)
        })
    }

    /// Starts this installation's log in a book, where it has none or may not continue it, so that a
    /// checkpoint can be signed before anything else is written. `Ok(None)` where there is nothing to do.
    ///
    /// # Errors
    /// As [`Vault::append`].
    pub fn ensure_log(&mut self, book: &BookId, writer: &str, now: u64) -> Result<Option<Appended>> {
        if self.own_log(book)?.is_some() {
            return Ok(None);
        }
        let act = Act::new("new-log", writer);
        let payload = Payload::act(&act).map_err(bad)?;
        let entry = NewEntry { payloads: vec![payload], ..NewEntry::default() };
        self.append(book, entry, now).map(Some)
    }

    /// The log that an entry in this book would continue now.
    pub(crate) fn own_log(&self, book: &BookId) -> Result<Option<log::Row>> {
        if self.notices.iter().any(Notice::starts_new_log) {
            return Ok(None);
        }
        let seq = self.book_seq(book)?;
        own(&self.connection, seq, self.writer.seq).at(&self.file)
    }

    pub(crate) fn book_seq(&self, id: &BookId) -> Result<i64> {
        book_seq(&self.connection, id).at(&self.file)
    }

    /// Writes an entry, and with it whatever `also` does in the same transaction (given the book's key).
    pub(crate) fn write(
        &mut self,
        target: Target<'_>,
        entry: NewEntry<'_>,
        now: u64,
        also: impl FnOnce(&Connection, i64) -> Result<(), Refused>,
    ) -> Result<Appended> {
        let written = self.write_all(vec![(target, entry)], now, also)?;
        written.into_iter().next().ok_or(Error::BadEntry { why: "there is no entry".into() })
    }

    /// Writes entries in one transaction: all of them or none. `also` is given the key of the first one's book.
    fn write_all(
        &mut self,
        entries: Vec<(Target<'_>, NewEntry<'_>)>,
        now: u64,
        also: impl FnOnce(&Connection, i64) -> Result<(), Refused>,
    ) -> Result<Vec<Appended>> {
        self.writable()?;
        self.present()?;
        let acts = entries.iter().map(|(_, entry)| act(&entry.payloads)).collect::<Result<Vec<Act>>>()?;
        let guard = self.marks.lock()?;
        self.marks.refresh()?;
        let file = self.file.clone();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).at(&file)?;
        failpoint("append.begun");
        let (random, edge) = (&mut *self.random, &mut self.edge);
        let mut step = Step { connection: &transaction, random, home: &self.home, now, edge };
        let must = self.notices.iter().any(Notice::starts_new_log);
        let mut all: Vec<Written> = Vec::new();
        for ((target, entry), act) in entries.into_iter().zip(&acts) {
            // Where an entry made a new installation, those after it are its own.
            let taken = all.iter_mut().rev().find_map(|written| written.taken.as_mut());
            let written = match taken {
                Some(Takeover { writer, marks }) => step.write(writer, marks, false, &target, entry, act),
                None => step.write(&self.writer, &mut self.marks, must, &target, entry, act),
            };
            all.push(written.at(&file)?);
        }
        if let Some(first) = all.first() {
            also(&transaction, first.book_seq).at(&file)?;
        }
        failpoint("append.before-commit");
        transaction.commit().at(&file)?;
        failpoint("append.after-commit");
        let settled = all.into_iter().map(|written| self.settle(written)).collect();
        drop(guard);
        settled
    }

    /// After the commit: the mark, and what the vault knows of itself.
    fn settle(&mut self, written: Written) -> Result<Appended> {
        let Written { book, origin, placed, taken, begun, .. } = written;
        let head = placed.head;
        let took_over = taken.as_ref().map(|taken| taken.writer.public.why);
        if let Some(Takeover { writer, marks }) = taken {
            self.writer = writer;
            self.marks = marks;
        }
        self.present()?;
        let marked = self.marks.raise(&origin, Mark { size: head.size, root: head.root }, begun);
        failpoint("append.after-mark");
        if begun {
            self.notices = standing::notices(&self.connection, &self.marks, self.writer.seq).at(&self.file)?;
        } else {
            self.notices.retain(|notice| !matches!(notice, Notice::Backup { .. }));
        }
        marked.map_err(|source| Error::WrittenNotMarked { source: Box::new(source) })?;
        Ok(Appended {
            log: LogId { book, installation: self.writer.public.id },
            number: head.size - 1,
            seq: crate::table::uint(placed.seq),
            effective: head.effective,
            clock_back: placed.back,
            versions: placed.entry.changes.iter().map(|change| change.version).collect(),
            took_over,
        })
    }
}

/// The act of an entry, which comes first and only there.
fn act(payloads: &[Payload]) -> Result<Act> {
    let Some((first, rest)) = payloads.split_first() else {
        return Err(Error::BadEntry { why: "it holds no change".into() });
    };
    if payloads.len() > payload::MOST {
        return Err(Error::BadEntry { why: format!("it holds more than {} changes", payload::MOST) });
    }
    if first.kind != Kind::Act || rest.iter().any(|payload| payload.kind == Kind::Act) {
        return Err(Error::BadEntry { why: "its first change, and no other, must be an act".into() });
    }
    Act::decode(&first.body).map_err(bad)
}

/// What `book` refuses to write.
pub(crate) fn bad(error: breachbook_book::Error) -> Error {
    Error::BadEntry { why: error.to_string() }
}
