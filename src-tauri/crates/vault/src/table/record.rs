//! `record`, derived: every put of every book, and which of them are current. A row has the key of its
//! payload, so its order is the order of writing; the text stays in `payload` and is not kept twice.

use breachbook_book::{Kind, Payload, VersionId, fold};
use rusqlite::{Connection, OptionalExtension, params};

use super::{fixed, search, uint};

/// Dropped and made again when the version of the derived tables changes.
///
/// `position` is the key of the first put of the record that is still there: its place in its list.
pub(crate) const DERIVED: &str = "
CREATE TABLE record (
    payload INTEGER PRIMARY KEY REFERENCES payload (seq),
    book INTEGER NOT NULL,
    list TEXT NOT NULL,
    id TEXT NOT NULL,
    current INTEGER NOT NULL,
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX record_id ON record (book, id);
CREATE INDEX record_current ON record (book, position) WHERE current = 1;
CREATE INDEX record_list ON record (book, list, position) WHERE current = 1;";

/// A version of a record as kept.
pub(crate) struct Row {
    pub version: [u8; 32],
    pub bytes: Vec<u8>,
    pub origin: String,
    pub number: u64,
    pub effective: u64,
}

/// Takes one more change into `record` and `search`. Changes come in the order in which they were written.
pub(crate) fn apply(connection: &Connection, book: i64, seq: i64, payload: &Payload) -> rusqlite::Result<()> {
    if !payload.is_known() {
        return Ok(());
    }
    match payload.kind {
        Kind::Put => {
            replace(connection, book, payload.replaces.iter())?;
            let first: Option<i64> = connection
                .prepare_cached("SELECT min(position) FROM record WHERE book = ?1 AND id = ?2 AND list = ?3")?
                .query_row(params![book, payload.id, payload.list], |row| row.get(0))?;
            connection
                .prepare_cached(
                    "INSERT INTO record (payload, book, list, id, current, position) VALUES (?1, ?2, ?3, ?4, 1, ?5)",
                )?
                .execute(params![seq, book, payload.list, payload.id, first.unwrap_or(seq)])?;
            search::insert(connection, seq, &breachbook_case::words_of(&payload.list, &payload.body))
        }
        Kind::Withdraw => replace(connection, book, payload.replaces.iter()),
        Kind::Erase => {
            let carried = fold::carried(payload).unwrap_or_default();
            replace(connection, book, carried.iter().chain(&payload.replaces))?;
            for version in &payload.replaces {
                forget(connection, book, version)?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// The versions are current no more, and are no longer found.
fn replace<'a>(
    connection: &Connection,
    book: i64,
    versions: impl Iterator<Item = &'a VersionId>,
) -> rusqlite::Result<()> {
    for version in versions {
        let payload: Option<i64> = connection
            .prepare_cached(
                "UPDATE record SET current = 0 WHERE book = ?1 AND current = 1
                    AND payload = (SELECT seq FROM payload WHERE version = ?2)
                 RETURNING payload",
            )?
            .query_row(params![book, version.as_bytes()], |row| row.get(0))
            .optional()?;
        if let Some(payload) = payload {
            search::remove(connection, payload)?;
        }
    }
    Ok(())
}

/// The version leaves the table; the place of its record is that of the first version still there.
fn forget(connection: &Connection, book: i64, version: &VersionId) -> rusqlite::Result<()> {
    let found: Option<(String, String)> = connection
        .prepare_cached(
            "DELETE FROM record WHERE book = ?1 AND payload = (SELECT seq FROM payload WHERE version = ?2)
             RETURNING list, id",
        )?
        .query_row(params![book, version.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if let Some((list, id)) = found {
        connection
            .prepare_cached(
                "UPDATE record SET position =
                    (SELECT min(payload) FROM record WHERE book = ?1 AND id = ?2 AND list = ?3)
                 WHERE book = ?1 AND id = ?2 AND list = ?3",
            )?
            .execute(params![book, id, list])?;
    }
    Ok(())
}

const SELECT: &str = "SELECT payload.version, payload.bytes, log.origin, entry.number, entry.effective
     FROM record JOIN payload ON payload.seq = record.payload
     JOIN entry ON entry.seq = payload.entry JOIN log ON log.seq = entry.log
     WHERE record.current = 1 AND record.book = ?1";

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        version: fixed(row, 0)?,
        bytes: row.get(1)?,
        origin: row.get(2)?,
        number: uint(row.get(3)?),
        effective: uint(row.get(4)?),
    })
}

/// The current records of a book, in the order in which each first appeared.
pub(crate) fn current(connection: &Connection, book: i64) -> rusqlite::Result<Vec<Row>> {
    connection
        .prepare_cached(&format!("{SELECT} ORDER BY record.position, record.payload"))?
        .query_map([book], row)?
        .collect()
}

/// The current records of one list of a book, in the order in which each first appeared.
pub(crate) fn of_list(connection: &Connection, book: i64, list: &str) -> rusqlite::Result<Vec<Row>> {
    connection
        .prepare_cached(&format!("{SELECT} AND record.list = ?2 ORDER BY record.position, record.payload"))?
        .query_map(params![book, list], row)?
        .collect()
}

/// The current versions of one record.
pub(crate) fn of_id(connection: &Connection, book: i64, list: &str, id: &str) -> rusqlite::Result<Vec<Row>> {
    connection
        .prepare_cached(&format!("{SELECT} AND record.id = ?2 AND record.list = ?3 ORDER BY record.payload"))?
        .query_map(params![book, id, list], row)?
        .collect()
}

/// The list in which a record of this id ever stood, if one did that was not erased.
pub(crate) fn ever_list_of(connection: &Connection, book: i64, id: &str) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT list FROM record WHERE book = ?1 AND id = ?2 ORDER BY payload LIMIT 1")?
        .query_row(params![book, id], |row| row.get(0))
        .optional()
}

/// The list that a current record with this id stands in.
pub(crate) fn list_of(connection: &Connection, book: i64, id: &str) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT list FROM record WHERE book = ?1 AND id = ?2 AND current = 1 ORDER BY payload LIMIT 1")?
        .query_row(params![book, id], |row| row.get(0))
        .optional()
}
