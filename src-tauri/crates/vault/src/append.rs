//! Writing an entry: one transaction for the entry and all that is derived from it, then the mark.

use std::io::Read;

use breachbook_book::{Act, BookId, Entry, Kind, LogId, Payload, Salt, VersionId, asof, seal};
use rusqlite::{Connection, TransactionBehavior};

use crate::failpoint::failpoint;
use crate::marks::Mark;
use crate::refused::{At, Refused};
use crate::standing::{self, Notice, Standing};
use crate::table::node::{self, Head};
use crate::table::{book, entry, file, log, payload, record, setting};
use crate::takeover::{self, Takeover};
use crate::{Error, Random, Result, Vault, random};

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
    pub took_over: Option<crate::Why>,
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
    pub fn begin_book(
        &mut self,
        reference: &str,
        entry: NewEntry<'_>,
        now: u64,
    ) -> Result<Appended> {
        self.write(Target::New { reference }, entry, now, |_, _| Ok(()))
    }

    /// Writes an entry into a book. When this returns, it is on disk.
    ///
    /// A log is continued only where its mark lies on it. In a vault that was copied, restored or set back the
    /// first entry makes a new installation, and each book first gets a `new-log` entry that says why.
    ///
    /// # Errors
    /// [`Error::NoBook`], [`Error::BadEntry`], [`Error::NoVersion`] (a change replaces what the book does not
    /// hold), [`Error::FileHash`], [`Error::DiskFull`], [`Error::ReadOnly`], [`Error::Vanished`],
    /// [`Error::Home`], [`Error::Database`]: nothing is written. [`Error::WrittenNotMarked`]: it is.
    pub fn append(&mut self, book: &BookId, entry: NewEntry<'_>, now: u64) -> Result<Appended> {
        self.write(Target::Book(book), entry, now, |_, _| Ok(()))
    }

    /// Starts this installation's log in a book, where it has none or may not continue it, so that a
    /// checkpoint can be signed before anything else is written. `Ok(None)` where there is nothing to do.
    ///
    /// # Errors
    /// As [`Vault::append`].
    pub fn ensure_log(
        &mut self,
        book: &BookId,
        writer: &str,
        now: u64,
    ) -> Result<Option<Appended>> {
        if self.own_log(book)?.is_some() {
            return Ok(None);
        }
        let act = Act::new("new-log", writer);
        let payload = Payload::act(&act).map_err(bad)?;
        let entry = NewEntry {
            payloads: vec![payload],
            ..NewEntry::default()
        };
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
        self.present()?;
        let act = act(&entry.payloads)?;
        let guard = self.marks.lock()?;
        self.marks.refresh()?;
        let file = self.file.clone();
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .at(&file)?;
        failpoint("append.begun");
        let written = {
            let mut step = Step {
                connection: &transaction,
                random: &mut *self.random,
                now,
            };
            let (book, book_seq) = step.book(&target).at(&file)?;
            let must = self.notices.iter().any(Notice::starts_new_log);
            let mut own = own(&transaction, book_seq, self.writer.seq).at(&file)?;
            let ours = match &own {
                Some(row) => {
                    let mark = self.marks.of(&row.origin);
                    standing::of(&transaction, row, mark).at(&file)? == Standing::Ours
                }
                None => true,
            };
            let mut taken = None;
            if must || !ours {
                let takeover = takeover::take_over(
                    &transaction,
                    &self.marks,
                    &self.home,
                    &mut *step.random,
                    now,
                )
                .at(&file)?;
                taken = Some(takeover);
                own = None;
            }
            let (writer, marks) = match &mut taken {
                Some(Takeover { writer, marks }) => (&*writer, marks),
                None => (&self.writer, &mut self.marks),
            };
            let mut payloads = entry.payloads;
            let begun = own.is_none();
            let (log_seq, mut head, origin) = match own {
                Some(row) => {
                    let root = breachbook_book::Hash::from_bytes(row.root);
                    (
                        row.seq,
                        Head {
                            size: row.size,
                            root,
                            effective: row.effective,
                        },
                        row.origin,
                    )
                }
                None => {
                    let begun = takeover::begin_log(
                        &transaction,
                        marks,
                        writer,
                        book,
                        book_seq,
                        &act.writer,
                    )
                    .at(&file)?;
                    let mut head = begun.head;
                    match begun.act {
                        // An entry that is nothing but the act of opening the log is that act.
                        Some(opening) if act.act == "new-log" && payloads.len() == 1 => {
                            payloads = vec![Payload::act(&opening).map_err(bad)?];
                        }
                        Some(opening) => {
                            let opening = vec![Payload::act(&opening).map_err(bad)?];
                            head = step
                                .entry(book, book_seq, begun.seq, head, opening)
                                .at(&file)?
                                .head;
                        }
                        None => {
                            let act = act
                                .clone()
                                .opening_log(&begun.key.verifier(), &writer.public.pdf_key_hash());
                            payloads[0].body = act.encode().map_err(bad)?;
                        }
                    }
                    (begun.seq, head, begun.key.log().origin())
                }
            };
            if let Some(reference) = entry.reference {
                book::set_reference(&transaction, book_seq, reference).at(&file)?;
            }
            setting::remove(&transaction, setting::BACKUP).at(&file)?;
            for payload in &payloads {
                step.replaced(book_seq, payload).at(&file)?;
            }
            let placed = step
                .entry(book, book_seq, log_seq, head, payloads)
                .at(&file)?;
            head = placed.head;
            for new in entry.files {
                step.file(&placed, new).at(&file)?;
            }
            also(&transaction, book_seq).at(&file)?;
            Written {
                book,
                origin,
                head,
                placed,
                taken,
                begun,
            }
        };
        failpoint("append.before-commit");
        transaction.commit().at(&file)?;
        failpoint("append.after-commit");
        self.settle(written, guard)
    }

    /// After the commit: the mark, and what the vault knows of itself.
    fn settle(&mut self, written: Written, guard: crate::lock::Lock) -> Result<Appended> {
        let Written {
            book,
            origin,
            head,
            placed,
            taken,
            begun,
        } = written;
        let took_over = taken.as_ref().map(|taken| taken.writer.public.why);
        if let Some(Takeover { writer, marks }) = taken {
            self.writer = writer;
            self.marks = marks;
        }
        self.present()?;
        let marked = self.marks.raise(
            &origin,
            Mark {
                size: head.size,
                root: head.root,
            },
            begun,
        );
        failpoint("append.after-mark");
        drop(guard);
        if took_over.is_some() {
            self.notices =
                standing::notices(&self.connection, &self.marks, self.writer.seq).at(&self.file)?;
        } else {
            self.notices
                .retain(|notice| !matches!(notice, Notice::Backup { .. }));
        }
        marked.map_err(|source| Error::WrittenNotMarked {
            source: Box::new(source),
        })?;
        Ok(Appended {
            log: LogId {
                book,
                installation: self.writer.public.id,
            },
            number: head.size - 1,
            seq: crate::table::uint(placed.seq),
            effective: head.effective,
            clock_back: placed.back,
            versions: placed
                .entry
                .changes
                .iter()
                .map(|change| change.version)
                .collect(),
            took_over,
        })
    }
}

/// What the transaction wrote.
struct Written {
    book: BookId,
    origin: String,
    head: Head,
    placed: Placed,
    taken: Option<Takeover>,
    begun: bool,
}

/// An entry as it went in.
struct Placed {
    entry: Entry,
    seq: i64,
    payloads: Vec<i64>,
    head: Head,
    back: u64,
}

/// The steps of one transaction.
struct Step<'a> {
    connection: &'a Connection,
    random: &'a mut dyn Random,
    now: u64,
}

impl Step<'_> {
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
            if payload::of_version(self.connection, book, version.as_bytes())?.is_none() {
                return Err(Error::NoVersion {
                    version: version.to_string(),
                }
                .into());
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
        let seq = entry::insert(
            self.connection,
            book_seq,
            log,
            head.size,
            &entry.header_bytes,
            effective.at,
        )?;
        let head = node::append(self.connection, log, &head, entry.leaf, effective.at)?;
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
            record::apply(self.connection, book_seq, payload, &change.payload)?;
            payloads.push(payload);
        }
        Ok(Placed {
            entry,
            seq,
            payloads,
            head,
            back: effective.back,
        })
    }

    fn file(&self, placed: &Placed, new: NewFile<'_>) -> Result<(), Refused> {
        let Some(payload) = placed.payloads.get(new.change) else {
            return Err(Error::BadEntry {
                why: "a file belongs to a change that is not there".into(),
            }
            .into());
        };
        let expected = crate::key::hex(&new.sha256);
        let kept =
            file::keep(self.connection, &new.sha256, new.size, new.source).map_err(|refused| {
                match refused {
                    file::Refused::Database(error) => Refused::Database(error),
                    file::Refused::Differs => Error::FileHash {
                        expected: expected.clone(),
                    }
                    .into(),
                    file::Refused::Source(source) => Error::Io {
                        path: expected.clone().into(),
                        doing: "reading",
                        source,
                    }
                    .into(),
                }
            })?;
        match new.role {
            FileRole::Attachment { media_type } => {
                file::attach(self.connection, kept, *payload, &media_type)?
            }
            FileRole::Report {
                audience,
                recipient,
            } => {
                file::release(self.connection, kept, *payload, &audience, &recipient)?;
            }
        }
        Ok(())
    }
}

fn book_seq(connection: &Connection, id: &BookId) -> Result<i64, Refused> {
    book::seq(connection, id.as_bytes())?.ok_or_else(|| {
        Error::NoBook {
            book: id.to_string(),
        }
        .into()
    })
}

fn own(connection: &Connection, book: i64, writer: i64) -> Result<Option<log::Row>, Refused> {
    Ok(log::of_book(connection, book)?
        .into_iter()
        .find(|row| row.installation == writer))
}

/// The act of an entry, which comes first and only there.
fn act(payloads: &[Payload]) -> Result<Act> {
    let Some((first, rest)) = payloads.split_first() else {
        return Err(Error::BadEntry {
            why: "it holds no change".into(),
        });
    };
    if first.kind != Kind::Act || rest.iter().any(|payload| payload.kind == Kind::Act) {
        return Err(Error::BadEntry {
            why: "its first change, and no other, must be an act".into(),
        });
    }
    Act::decode(&first.body).map_err(bad)
}

/// What `book` refuses to write.
pub(crate) fn bad(error: breachbook_book::Error) -> Error {
    Error::BadEntry {
        why: error.to_string(),
    }
}
