//! The steps of the transaction that writes an entry.

use std::path::Path;

use breachbook_book::{Act, BookId, Entry, Hash, Payload, Salt, asof, seal};
use rusqlite::Connection;

use crate::append::{Target, bad};
use crate::installation::Writer;
use crate::marks::Marks;
use crate::refused::Refused;
use crate::standing::{self, Standing};
use crate::table::node::{self, Edge, Head};
use crate::table::record::{self, Puts};
use crate::table::{book, entry, file, log, payload, setting};
use crate::takeover::{self, Takeover};
use crate::{Error, FileRole, NewEntry, NewFile, Random, Result, random};

/// What the transaction wrote; it counts once that is committed.
pub(crate) struct Written {
    pub book: BookId,
    pub book_seq: i64,
    /// The origin line of the log that holds the entry.
    pub origin: String,
    pub placed: Placed,
    pub taken: Option<Takeover>,
    /// Whether the log was begun with this entry.
    pub begun: bool,
}

/// An entry as it went in.
pub(crate) struct Placed {
    pub entry: Entry,
    pub seq: i64,
    pub payloads: Vec<i64>,
    /// The log's head after it.
    pub head: Head,
    /// By how many milliseconds the clock had gone back.
    pub back: u64,
}

/// A log to write in.
struct OpenLog {
    seq: i64,
    head: Head,
    origin: String,
}

/// The steps of one transaction.
pub(crate) struct Step<'a> {
    pub connection: &'a Connection,
    pub random: &'a mut dyn Random,
    pub home: &'a Path,
    pub now: u64,
    /// What the entry before left in memory of its log's tree.
    pub edge: &'a mut Edge,
}

impl Step<'_> {
    /// Writes an entry: into the writer's own log where its mark lies on it, else into that of a new
    /// installation. With `must` the vault as a whole is known to be no longer ours to continue.
    pub(crate) fn write(
        &mut self,
        writer: &Writer,
        marks: &mut Marks,
        must: bool,
        target: &Target<'_>,
        new: NewEntry<'_>,
        act: &Act,
    ) -> Result<Written, Refused> {
        let (book, book_seq) = self.book(target)?;
        let mut row = own(self.connection, book_seq, writer.seq)?;
        let mut taken = None;
        if must || !self.is_ours(row.as_ref(), marks)? {
            taken = Some(takeover::take_over(self.connection, marks, self.home, self.random, self.now)?);
            row = None;
        }
        let (writer, marks) = match &mut taken {
            Some(Takeover { writer, marks }) => (&*writer, marks),
            None => (writer, marks),
        };
        let mut payloads = new.payloads;
        let begun = row.is_none();
        let log = match row {
            Some(row) => {
                let root = Hash::from_bytes(row.root);
                let head = Head { size: row.size, root, effective: row.effective };
                OpenLog { seq: row.seq, head, origin: row.origin }
            }
            None => self.begin(writer, marks, book, book_seq, act, &mut payloads)?,
        };
        if let Some(reference) = new.reference {
            book::set_reference(self.connection, book_seq, reference)?;
        }
        // What is written in is a backup no more.
        setting::remove(self.connection, setting::BACKUP)?;
        for payload in &payloads {
            self.replaced(book_seq, payload)?;
        }
        let placed = self.entry(book, book_seq, log.seq, log.head, payloads)?;
        for file in new.files {
            self.file(&placed, file)?;
        }
        Ok(Written { book, book_seq, origin: log.origin, placed, taken, begun })
    }

    fn is_ours(&self, row: Option<&log::Row>, marks: &Marks) -> Result<bool, Refused> {
        let Some(row) = row else { return Ok(true) };
        Ok(standing::of(self.connection, row, marks.of(&row.origin))? == Standing::Ours)
    }

    /// Begins the writer's log in a book. Its keys go into the entry's own act, or, where the book has other
    /// logs, into a `new-log` entry before it.
    fn begin(
        &mut self,
        writer: &Writer,
        marks: &mut Marks,
        book: BookId,
        book_seq: i64,
        act: &Act,
        payloads: &mut Vec<Payload>,
    ) -> Result<OpenLog, Refused> {
        let begun = takeover::begin_log(self.connection, marks, writer, book, book_seq, &act.writer)?;
        let mut head = begun.head;
        match begun.opening {
            // An entry that is nothing but the act of opening the log is that act.
            opening if !opening.is_empty() && act.act == "new-log" && payloads.len() == 1 => *payloads = opening,
            opening if !opening.is_empty() => {
                head = self.entry(book, book_seq, begun.seq, head, opening)?.head;
            }
            _ => {
                let pdf_key = writer.public.pdf_key_hash();
                let opening = act.clone().opening_log(&begun.key.verifier(), &pdf_key);
                if let Some(first) = payloads.first_mut() {
                    first.body = opening.encode().map_err(bad)?;
                }
            }
        }
        Ok(OpenLog { seq: begun.seq, head, origin: begun.key.log().origin() })
    }

    fn book(&mut self, target: &Target<'_>) -> Result<(BookId, i64), Refused> {
        match target {
            Target::Book(id) => Ok((**id, book_seq(self.connection, id)?)),
            Target::New { reference } => {
                let id = random::array::<16>(self.random)?;
                let seq = book::insert(self.connection, &id, reference, self.now)?;
                Ok((BookId::from_bytes(id), seq))
            }
        }
    }

    /// What a change replaces must be there.
    fn replaced(&self, book: i64, payload: &Payload) -> Result<(), Refused> {
        for version in &payload.replaces {
            let there = Puts::Kept.find(self.connection, book, version, payload)?.is_some()
                || payload::of_version(self.connection, book, version.as_bytes())?.is_some();
            if !there {
                return Err(Error::NoVersion { version: version.to_string() }.into());
            }
        }
        Ok(())
    }

    fn entry(
        &mut self,
        book: BookId,
        book_seq: i64,
        log: i64,
        head: Head,
        payloads: Vec<Payload>,
    ) -> Result<Placed, Refused> {
        let salted = payloads
            .into_iter()
            .map(|payload| Ok((Salt::from_bytes(random::array(self.random)?), payload)))
            .collect::<Result<Vec<_>>>()?;
        let entry = seal(book, self.now, salted).map_err(bad)?;
        let effective = asof::Clock::at(head.effective).next(Some(self.now));
        let seq = entry::insert(self.connection, book_seq, log, head.size, &entry.header_bytes, effective.at)?;
        let head = node::append(self.connection, log, &head, self.edge, (seq, entry.leaf, effective.at))?;
        let mut payloads = Vec::with_capacity(entry.changes.len());
        for (n, change) in (0..).zip(&entry.changes) {
            let payload = payload::insert(
                self.connection,
                seq,
                n,
                change.version.as_bytes(),
                change.salt.as_bytes(),
                &change.bytes,
            )?;
            record::apply(self.connection, book_seq, payload, &change.payload, &Puts::Kept)?;
            payloads.push(payload);
        }
        Ok(Placed { entry, seq, payloads, head, back: effective.back })
    }

    fn file(&self, placed: &Placed, new: NewFile<'_>) -> Result<(), Refused> {
        let Some(payload) = placed.payloads.get(new.change) else {
            return Err(Error::BadEntry { why: "a file belongs to a change that is not there".into() }.into());
        };
        let expected = crate::key::hex(&new.sha256);
        let kept = file::keep(self.connection, &new.sha256, new.size, new.source).map_err(|refused| match refused {
            file::Refused::Database(error) => Refused::Database(error),
            file::Refused::Differs => Error::FileHash { expected: expected.clone() }.into(),
            file::Refused::Source(source) => {
                Error::Io { path: expected.clone().into(), doing: "reading", source }.into()
            }
        })?;
        match new.role {
            FileRole::Attachment { media_type } => file::attach(self.connection, kept, *payload, &media_type)?,
            FileRole::Report { audience, recipient } => {
                file::release(self.connection, kept, *payload, &audience, &recipient)?;
            }
        }
        Ok(())
    }
}

/// The key of a book's row.
pub(crate) fn book_seq(connection: &Connection, id: &BookId) -> Result<i64, Refused> {
    book::seq(connection, id.as_bytes())?.ok_or_else(|| Error::NoBook { book: id.to_string() }.into())
}

/// The log of an installation in a book.
pub(crate) fn own(connection: &Connection, book: i64, writer: i64) -> Result<Option<log::Row>, Refused> {
    Ok(log::of_book(connection, book)?.into_iter().find(|row| row.installation == writer))
}
