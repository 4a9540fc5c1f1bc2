//! A book read in one go, for whoever holds a whole case open, and then only what it gained.

use std::collections::HashMap;

use breachbook_book::{Act, BookId, LogId, Payload, VersionId};
use rusqlite::{Params, Row, params};

use crate::refused::{At, Refused};
use crate::table::node::ENTRIES;
use crate::table::payload::OF_ENTRY;
use crate::table::{entry, fixed, int, log, record, uint};
use crate::{Change, Result, Vault};

/// One change of a book, acts among them, as [`Vault::scan`] passes it.
#[derive(Debug)]
pub struct Scanned {
    /// The entry's place in the order in which the vault was written.
    pub seq: u64,
    /// The log that holds the entry.
    pub log: LogId,
    /// The entry's number in that log, from 0.
    pub number: u64,
    /// When it takes effect, in milliseconds since 1970 UTC.
    pub effective: u64,
    /// Which change of the entry it is; 0 is the act itself.
    pub n: u64,
    /// Its version.
    pub version: VersionId,
    /// What it says; `None` once erased.
    pub payload: Option<Payload>,
    /// Of a version that is current, the place of its record among the records of the book; of others `None`.
    pub standing: Option<u64>,
}

const COLUMNS: &str =
    "entry.seq, entry.number, entry.effective, payload.n, payload.version, payload.bytes, log.origin, payload.seq";

impl Vault {
    /// Passes every change of a book, acts among them, in the order in which it was written.
    ///
    /// # Errors
    /// [`Error::NoBook`](crate::Error::NoBook), [`Error::Damaged`](crate::Error::Damaged),
    /// [`Error::Database`](crate::Error::Database).
    pub fn scan(&self, book: &BookId, take: &mut dyn FnMut(Scanned)) -> Result<()> {
        let book = self.book_seq(book)?;
        let standing = record::standing(&self.connection, book).at(&self.file)?;
        let sql = format!(
            "SELECT {COLUMNS} FROM {ENTRIES} CROSS JOIN payload ON {OF_ENTRY} JOIN log ON log.seq = node.log
             WHERE node.log = ?1 ORDER BY node.number, payload.seq"
        );
        let logs = log::keys(&self.connection, book).at(&self.file)?;
        if let [log] = logs.as_slice() {
            return self.pass(&sql, params![log], &standing, take);
        }
        let mut all = Vec::new();
        for log in logs {
            self.pass(&sql, params![log], &standing, &mut |row| all.push(row))?;
        }
        all.sort_by_key(|row| (row.seq, row.n));
        all.into_iter().for_each(take);
        Ok(())
    }

    fn pass(
        &self,
        sql: &str,
        bound: impl Params,
        standing: &HashMap<i64, i64>,
        take: &mut dyn FnMut(Scanned),
    ) -> Result<()> {
        let mut last: Option<(String, LogId)> = None;
        let mut read = |row: &Row<'_>| -> Result<Scanned, Refused> {
            let origin = row.get_ref(6)?.as_str().map_err(rusqlite::Error::from)?;
            let log = match &last {
                Some((known, log)) if known == origin => *log,
                _ => last.insert((origin.to_owned(), LogId::from_origin(origin)?)).1,
            };
            let bytes = row.get_ref(5)?.as_blob_or_null().map_err(rusqlite::Error::from)?;
            Ok(Scanned {
                seq: uint(row.get(0)?),
                log,
                number: uint(row.get(1)?),
                effective: uint(row.get(2)?),
                n: uint(row.get(3)?),
                version: VersionId::from_bytes(fixed(row, 4)?),
                payload: bytes.map(Payload::decode).transpose()?,
                standing: standing.get(&row.get(7)?).copied().map(uint),
            })
        };
        let mut statement = self.connection.prepare_cached(sql).at(&self.file)?;
        let mut rows = statement.query(bound).at(&self.file)?;
        while let Some(row) = rows.next().at(&self.file)? {
            take(read(row).at(&self.file)?);
        }
        Ok(())
    }

    /// Every change, acts among them, of the entries of a book from the place `from` to the place `to` in the order in
    /// which the vault was written, both among them. [`Change::recorded_at`] is read from the headers.
    ///
    /// # Errors
    /// [`Error::NoBook`](crate::Error::NoBook), [`Error::Damaged`](crate::Error::Damaged),
    /// [`Error::Database`](crate::Error::Database).
    pub fn changes_between(&self, book: &BookId, from: u64, to: u64) -> Result<Vec<Change>> {
        let mut found: Vec<Change> = Vec::new();
        let mut act = None;
        let sql = format!(
            "SELECT {COLUMNS} FROM entry CROSS JOIN payload ON {OF_ENTRY} JOIN log ON log.seq = entry.log
             WHERE entry.book = ?1 AND entry.seq BETWEEN ?2 AND ?3 ORDER BY entry.seq, payload.seq"
        );
        let bound = params![self.book_seq(book)?, int(from), int(to)];
        self.pass(&sql, bound, &HashMap::new(), &mut |row| {
            if row.n == 0 {
                act = row.payload.as_ref().and_then(|payload| Act::decode(&payload.body).ok());
            }
            let Scanned { seq, log, number, effective, n, version, payload, .. } = row;
            let act = act.clone();
            found.push(Change { seq, log, number, recorded_at: None, effective, act, n, version, payload });
        })?;
        for entry in found.chunk_by_mut(|one, next| one.seq == next.seq) {
            let Some(first) = entry.first() else { continue };
            let header: Vec<u8> = self
                .connection
                .prepare_cached("SELECT header FROM entry WHERE seq = ?1")
                .and_then(|mut statement| statement.query_row([int(first.seq)], |row| row.get(0)))
                .at(&self.file)?;
            let recorded_at = crate::derived::recorded_at(&header);
            entry.iter_mut().for_each(|change| change.recorded_at = recorded_at);
        }
        Ok(found)
    }

    /// What a version of the record that a change is about says; `None` where the book holds none such, or no longer.
    ///
    /// # Errors
    /// [`Error::NoBook`](crate::Error::NoBook), [`Error::Damaged`](crate::Error::Damaged),
    /// [`Error::Database`](crate::Error::Database).
    pub fn said(&self, book: &BookId, version: &VersionId, about: &Payload) -> Result<Option<Payload>> {
        let found = record::near(&self.connection, self.book_seq(book)?, version, about).at(&self.file)?;
        found.map(|(_, bytes)| Payload::decode(&bytes)).transpose().map_err(Refused::from).at(&self.file)
    }

    /// The places, in the order in which the vault was written, of the newest entries of a book before the place
    /// `before` that had taken effect by `until` (milliseconds since 1970 UTC), newest first, at most `limit`.
    ///
    /// # Errors
    /// [`Error::NoBook`](crate::Error::NoBook), [`Error::Database`](crate::Error::Database).
    pub fn places_before(&self, book: &BookId, before: u64, until: Option<u64>, limit: u64) -> Result<Vec<u64>> {
        entry::places_before(&self.connection, self.book_seq(book)?, before, until, limit).at(&self.file)
    }

    /// The places of the entries of a book that released a report, in the order in which the vault was written.
    ///
    /// # Errors
    /// [`Error::NoBook`](crate::Error::NoBook), [`Error::Database`](crate::Error::Database).
    pub fn releases(&self, book: &BookId) -> Result<Vec<u64>> {
        let book = self.book_seq(book)?;
        let sql = "SELECT DISTINCT entry.seq FROM release CROSS JOIN payload ON payload.seq = release.payload
                   CROSS JOIN entry ON entry.seq = payload.entry WHERE entry.book = ?1 ORDER BY +entry.seq";
        // Crossed, so that the few releases come first and not the many entries.
        let mut statement = self.connection.prepare_cached(sql).at(&self.file)?;
        let rows = statement.query_map([book], |row| row.get(0));
        rows.and_then(|rows| rows.map(|seq| seq.map(uint)).collect()).at(&self.file)
    }
}
