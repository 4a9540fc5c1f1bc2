//! What a vault holds, read: books, logs, entries, current records, history, search.

use std::collections::{BTreeMap, BTreeSet};

use breachbook_book::{Act, BookId, Current, Decoded, Hash, Header, Kind, LogId, Payload, Salt, State, VersionId};

use crate::refused::{At, Refused};
use crate::standing::Notice;
use crate::table::{book, entry, log, payload, record, search, uint};
use crate::{Error, Result, Vault};

/// A book in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookRow {
    /// Its id, random.
    pub id: BookId,
    /// What people call it.
    pub reference: String,
    /// When it was begun, in milliseconds since 1970 UTC.
    pub created: u64,
    /// How many entries its logs have together.
    pub entries: u64,
}

/// A log of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// Which one it is; [`LogId::origin`] is its origin line.
    pub id: LogId,
    /// The verifier key of its checkpoints (`NAME+ID+KEY`).
    pub key: String,
    /// How many entries it has.
    pub size: u64,
    /// The root of its tree.
    pub root: Hash,
    /// The effective time of its last entry, in milliseconds since 1970 UTC.
    pub effective: u64,
    /// Whether the next entry in its book continues it.
    pub own: bool,
}

/// An entry as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    /// Its place in the order in which the vault was written.
    pub seq: u64,
    /// The log that holds it.
    pub log: LogId,
    /// Its number in the log, from 0.
    pub number: u64,
    /// Its header, as far as this version can read it.
    pub header: Decoded,
    /// The header's bytes: the leaf.
    pub header_bytes: Vec<u8>,
    /// When it takes effect, in milliseconds since 1970 UTC.
    pub effective: u64,
}

/// A change as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRow {
    /// Its version id, which the header commits to.
    pub version: VersionId,
    /// Salt and payload bytes, or `None` once erased.
    pub kept: Option<(Salt, Vec<u8>)>,
}

/// A current version of a record. Two of one list and id are a conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its list.
    pub list: String,
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: VersionId,
    /// The schema that it was written with.
    pub schema: u16,
    /// Its body, as written.
    pub body: Vec<u8>,
    /// The log that holds it.
    pub log: LogId,
    /// The number of its entry in that log, from 0.
    pub number: u64,
    /// The effective time of its entry, in milliseconds since 1970 UTC.
    pub effective: u64,
}

/// One change with the act that it was part of.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The entry's place in the order in which the vault was written.
    pub seq: u64,
    /// The log that holds the entry.
    pub log: LogId,
    /// The entry's number in that log, from 0.
    pub number: u64,
    /// When the writer's clock said it was, in milliseconds since 1970 UTC; `None` in a newer header.
    pub recorded_at: Option<u64>,
    /// When it takes effect, in milliseconds since 1970 UTC.
    pub effective: u64,
    /// Who wrote and why; `None` where that was erased or written by a newer version.
    pub act: Option<Act>,
    /// Which change of the entry it is; 0 is the act itself.
    pub n: u64,
    /// Its version.
    pub version: VersionId,
    /// What it says; `None` once erased.
    pub payload: Option<Payload>,
}

/// A current record that holds the words looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The book.
    pub book: BookId,
    /// The record's list.
    pub list: String,
    /// The record's id.
    pub id: String,
    /// Its searchable text.
    pub text: String,
    /// The log that holds its entry.
    pub log: LogId,
    /// The number of its entry in that log, from 0.
    pub number: u64,
}

impl Vault {
    /// All books, in the order in which they were begun.
    ///
    /// # Errors
    /// [`Error::Damaged`], [`Error::Database`].
    pub fn books(&self) -> Result<Vec<BookRow>> {
        let rows = book::all(&self.connection).at(&self.file)?;
        let public = |row: book::Row| BookRow {
            id: BookId::from_bytes(row.id),
            reference: row.reference,
            created: row.created,
            entries: row.entries,
        };
        Ok(rows.into_iter().map(public).collect())
    }

    /// The logs of a book, in the order in which they were begun.
    ///
    /// # Errors
    /// [`Error::NoBook`], [`Error::Damaged`], [`Error::Database`].
    pub fn logs(&self, book: &BookId) -> Result<Vec<Log>> {
        let rows = log::of_book(&self.connection, self.book_seq(book)?).at(&self.file)?;
        let ours = !self.notices.iter().any(Notice::starts_new_log);
        rows.into_iter()
            .map(|row| {
                Ok(Log {
                    id: self.log_id(&row.origin)?,
                    key: row.vkey,
                    size: row.size,
                    root: Hash::from_bytes(row.root),
                    effective: row.effective,
                    own: ours && row.installation == self.writer.seq,
                })
            })
            .collect()
    }

    /// The entries of a book whose `seq` is above `after`, in order, at most `limit`.
    ///
    /// # Errors
    /// [`Error::NoBook`], [`Error::Damaged`], [`Error::Database`].
    pub fn entries(&self, book: &BookId, after: u64, limit: u64) -> Result<Vec<EntryRow>> {
        let rows = entry::after(&self.connection, self.book_seq(book)?, after, limit).at(&self.file)?;
        rows.into_iter().map(|row| self.entry_row(row)).collect()
    }

    /// One entry by its number in a log.
    ///
    /// # Errors
    /// [`Error::NoBook`], [`Error::NoEntry`], [`Error::Damaged`], [`Error::Database`].
    pub fn entry(&self, log: &LogId, number: u64) -> Result<EntryRow> {
        let seq = self.log_row(log)?.seq;
        let row = entry::at(&self.connection, seq, number).at(&self.file)?;
        self.entry_row(row.ok_or_else(|| Error::NoEntry { log: log.origin(), number })?)
    }

    /// The changes of an entry, given its `seq`, in order.
    ///
    /// # Errors
    /// [`Error::Damaged`], [`Error::Database`].
    pub fn changes(&self, seq: u64) -> Result<Vec<ChangeRow>> {
        let rows = payload::of_entry(&self.connection, crate::table::int(seq)).at(&self.file)?;
        let public = |row: payload::Row| ChangeRow {
            version: VersionId::from_bytes(row.version),
            kept: row.kept.map(|(salt, bytes)| (Salt::from_bytes(salt), bytes)),
        };
        Ok(rows.into_iter().map(public).collect())
    }

    /// The current records of a book, in the order in which each first appeared.
    ///
    /// # Errors
    /// [`Error::NoBook`], [`Error::Damaged`], [`Error::Database`].
    pub fn records(&self, book: &BookId) -> Result<Vec<Record>> {
        let rows = record::current(&self.connection, self.book_seq(book)?).at(&self.file)?;
        rows.into_iter().map(|row| self.record(row)).collect()
    }

    /// The current records of some lists of a book, list by list, each in the order in which it first appeared.
    ///
    /// # Errors
    /// [`Error::NoBook`], [`Error::Damaged`], [`Error::Database`].
    pub fn records_in(&self, book: &BookId, lists: &[&str]) -> Result<Vec<Record>> {
        let seq = self.book_seq(book)?;
        let mut found = Vec::new();
        for list in lists {
            for row in record::of_list(&self.connection, seq, list).at(&self.file)? {
                found.push(self.record(row)?);
            }
        }
        Ok(found)
    }

    /// The current versions of one record: several where there is a conflict, none where there is no such record.
    ///
    /// # Errors
    /// [`Error::NoBook`], [`Error::Damaged`], [`Error::Database`].
    pub fn versions(&self, book: &BookId, list: &str, id: &str) -> Result<Vec<Record>> {
        let rows = record::of_id(&self.connection, self.book_seq(book)?, list, id).at(&self.file)?;
        rows.into_iter().map(|row| self.record(row)).collect()
    }

    /// The list in which a record of this id ever stood, withdrawn ones too; erased ones are not remembered.
    ///
    /// # Errors
    /// [`Error::NoBook`], [`Error::Damaged`], [`Error::Database`].
    pub fn id_ever(&self, book: &BookId, id: &str) -> Result<Option<String>> {
        record::ever_list_of(&self.connection, self.book_seq(book)?, id).at(&self.file)
    }

    fn record(&self, row: record::Row) -> Result<Record> {
        let payload = self.decode(&row.bytes)?;
        Ok(Record {
            list: payload.list,
            id: payload.id,
            version: VersionId::from_bytes(row.version),
            schema: payload.schema,
            body: payload.body,
            log: self.log_id(&row.origin)?,
            number: row.number,
            effective: row.effective,
        })
    }

    /// The records that were current as of a moment (milliseconds since 1970 UTC), in the order in which each
    /// first appeared: all that had taken effect by then. What was erased later is gone from then too.
    ///
    /// # Errors
    /// [`Error::NoBook`], [`Error::Damaged`], [`Error::Database`].
    pub fn records_as_of(&self, book: &BookId, moment: u64) -> Result<Vec<Record>> {
        let changes = self.all_changes(book)?;
        let said =
            changes.iter().filter_map(|change| Some((change.effective, change.version, change.payload.as_ref()?)));
        let current = Current::as_of(said, moment);
        let mut standing = BTreeSet::new();
        for (_, _, state) in current.records() {
            match state {
                State::Current(version) => {
                    standing.insert(version);
                }
                State::Conflict(versions) => standing.extend(versions),
                State::Withdrawn => {}
            }
        }
        let mut places = BTreeMap::new();
        let mut records = Vec::new();
        for (place, change) in changes.into_iter().enumerate() {
            let Some(payload) = change.payload else {
                continue;
            };
            if payload.kind != Kind::Put || !payload.is_known() {
                continue;
            }
            let key = (payload.list.clone(), payload.id.clone());
            let first = *places.entry(key).or_insert(place);
            if standing.contains(&change.version) {
                records.push((
                    first,
                    Record {
                        list: payload.list,
                        id: payload.id,
                        version: change.version,
                        schema: payload.schema,
                        body: payload.body,
                        log: change.log,
                        number: change.number,
                        effective: change.effective,
                    },
                ));
            }
        }
        records.sort_by_key(|(first, _)| *first);
        Ok(records.into_iter().map(|(_, record)| record).collect())
    }

    /// Every change of a book in the order in which it was written; with `id`, those of the records of that id
    /// in any list. Acts stand with each change ([`Change::act`]), not as changes of their own, except where an
    /// entry is nothing else.
    ///
    /// # Errors
    /// [`Error::NoBook`], [`Error::Damaged`], [`Error::Database`].
    pub fn history(&self, book: &BookId, id: Option<&str>) -> Result<Vec<Change>> {
        let mut changes = self.all_changes(book)?;
        match id {
            Some(id) => {
                changes.retain(|change| change.n > 0 && change.payload.as_ref().is_some_and(|payload| payload.id == id))
            }
            None => {
                let fuller: BTreeSet<u64> =
                    changes.iter().filter(|change| change.n > 0).map(|change| change.seq).collect();
                changes.retain(|change| change.n > 0 || !fuller.contains(&change.seq));
            }
        }
        Ok(changes)
    }

    /// Every change of a book, acts among them, in the order in which it was written.
    fn all_changes(&self, book: &BookId) -> Result<Vec<Change>> {
        let mut found = Vec::new();
        let mut act = None;
        let mut recorded_at = None;
        let mut log: Option<(String, LogId)> = None;
        let mut rows = Vec::new();
        for log in log::keys(&self.connection, self.book_seq(book)?).at(&self.file)? {
            rows.extend(payload::of_log(&self.connection, log).at(&self.file)?);
        }
        rows.sort_by_key(|row| row.payload.seq);
        for row in rows {
            let payload = match &row.payload.kept {
                Some((_, bytes)) => Some(self.decode(bytes)?),
                None => None,
            };
            if let Some(header) = &row.header {
                recorded_at = crate::derived::recorded_at(header);
                act = payload.as_ref().and_then(|payload| Act::decode(&payload.body).ok());
            }
            let log = match &log {
                Some((origin, id)) if *origin == row.origin => *id,
                _ => log.insert((row.origin.clone(), self.log_id(&row.origin)?)).1,
            };
            found.push(Change {
                seq: uint(row.payload.entry),
                log,
                number: row.number,
                recorded_at,
                effective: row.effective,
                act: act.clone(),
                n: row.payload.n,
                version: VersionId::from_bytes(row.payload.version),
                payload,
            });
        }
        Ok(found)
    }

    /// The list that a current record with this id stands in, for checks of references.
    ///
    /// # Errors
    /// [`Error::NoBook`], [`Error::Damaged`], [`Error::Database`].
    pub fn id_exists(&self, book: &BookId, id: &str) -> Result<Option<String>> {
        record::list_of(&self.connection, self.book_seq(book)?, id).at(&self.file)
    }

    /// The newest `limit` current records that hold all the words, newest first. The last word may be only
    /// begun; words in double quotes stand together; accents and case do not matter. Nothing typed is an error.
    ///
    /// # Errors
    /// [`Error::Damaged`], [`Error::Database`].
    pub fn search(&self, typed: &str, limit: u64) -> Result<Vec<Hit>> {
        let Some(query) = search::query(typed) else {
            return Ok(Vec::new());
        };
        let rows = search::find(&self.connection, &query, limit).at(&self.file)?;
        rows.into_iter()
            .map(|row| {
                let said = self.decode(&row.bytes)?;
                Ok(Hit {
                    book: BookId::from_bytes(row.book),
                    text: breachbook_case::words_of(&said.list, &said.body),
                    list: said.list,
                    id: said.id,
                    log: self.log_id(&row.origin)?,
                    number: row.number,
                })
            })
            .collect()
    }

    pub(crate) fn log_row(&self, id: &LogId) -> Result<log::Row> {
        let rows = log::of_book(&self.connection, self.book_seq(&id.book)?).at(&self.file)?;
        let origin = id.origin();
        let found = rows.into_iter().find(|row| row.origin == origin);
        found.ok_or(Error::NoEntry { log: origin, number: 0 })
    }

    pub(crate) fn log_id(&self, origin: &str) -> Result<LogId> {
        LogId::from_origin(origin).map_err(Refused::from).at(&self.file)
    }

    fn decode(&self, bytes: &[u8]) -> Result<Payload> {
        Payload::decode(bytes).map_err(Refused::from).at(&self.file)
    }

    fn entry_row(&self, row: entry::Row) -> Result<EntryRow> {
        Ok(EntryRow {
            seq: row.seq,
            log: self.log_id(&row.origin)?,
            number: row.number,
            header: Header::decode(&row.header).map_err(Refused::from).at(&self.file)?,
            header_bytes: row.header,
            effective: row.effective,
        })
    }
}
