//! `record`, derived: every put of every book, and which of them are current. One tree and no index beside it: each
//! more would be a page to encrypt and write with every entry. The text stays in `payload` and is not kept twice.

use std::collections::HashMap;

use breachbook_book::{Kind, Payload, VersionId, fold};
use breachbook_case::words_of;
use rusqlite::{Connection, OptionalExtension, params};

use super::{fixed, payload, search, uint};

/// Dropped and made again when the version of the derived tables changes.
///
/// `payload` is the key of the put, so its order is the order of writing; `position` is that of the first put of the
/// record that is still there: its place in its list.
pub(crate) const DERIVED: &str = "
CREATE TABLE record (
    book INTEGER NOT NULL,
    list TEXT NOT NULL,
    id TEXT NOT NULL,
    payload INTEGER NOT NULL,
    current INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (book, list, id, payload)
) STRICT, WITHOUT ROWID;";

/// A version of a record as kept.
pub(crate) struct Row {
    pub version: [u8; 32],
    pub bytes: Vec<u8>,
    pub origin: String,
    pub number: u64,
    pub effective: u64,
}

/// Takes one more change into `record` and `search`. Changes come in the order in which they were written.
pub(crate) fn apply(
    connection: &Connection,
    book: i64,
    seq: i64,
    payload: &Payload,
    puts: &Puts<'_>,
) -> rusqlite::Result<()> {
    if !payload.is_known() {
        return Ok(());
    }
    match payload.kind {
        Kind::Put => {
            replace(connection, book, payload, puts, payload.replaces.iter())?;
            let first: Option<i64> = connection
                .prepare_cached("SELECT min(position) FROM record WHERE book = ?1 AND list = ?2 AND id = ?3")?
                .query_row(params![book, payload.list, payload.id], |row| row.get(0))?;
            connection
                .prepare_cached(
                    "INSERT INTO record (book, list, id, payload, current, position) VALUES (?1, ?2, ?3, ?4, 1, ?5)",
                )?
                .execute(params![book, payload.list, payload.id, seq, first.unwrap_or(seq)])?;
            search::insert(connection, seq, &words_of(&payload.list, &payload.body))
        }
        Kind::Withdraw => replace(connection, book, payload, puts, payload.replaces.iter()),
        Kind::Erase => {
            let carried = fold::carried(payload).unwrap_or_default();
            replace(connection, book, payload, puts, carried.iter().chain(&payload.replaces))?;
            for version in &payload.replaces {
                forget(connection, book, payload, puts, version)?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Where the put of a version is looked for.
pub(crate) enum Puts<'a> {
    /// Among the puts of the record that the change which names it is about, and only then, as an erasure of many
    /// records wants it, in the whole vault.
    Kept,
    /// In the keys of all puts so far, by book and version, as a rebuild comes by them.
    Known(&'a HashMap<(i64, [u8; 32]), i64>),
}

impl Puts<'_> {
    /// The put of that version in a book, and its key; none where it was erased.
    pub(crate) fn find(
        &self,
        connection: &Connection,
        book: i64,
        version: &VersionId,
        about: &Payload,
    ) -> rusqlite::Result<Option<(i64, Payload)>> {
        let near = match self {
            Self::Known(known) => match known.get(&(book, *version.as_bytes())) {
                Some(seq) => payload::bytes(connection, *seq)?.map(|bytes| (*seq, bytes)),
                None => return Ok(None),
            },
            Self::Kept => near(connection, book, version, about)?,
        };
        let found = match (near, self) {
            (None, Self::Kept) => {
                payload::of_version(connection, book, version.as_bytes())?.and_then(|row| Some((row.seq, row.kept?.1)))
            }
            (near, _) => near,
        };
        Ok(found.and_then(|(seq, bytes)| Some((seq, Payload::decode(&bytes).ok()?))))
    }
}

/// Key and bytes of the put of a version among those of the record that a change is about.
pub(crate) fn near(
    connection: &Connection,
    book: i64,
    version: &VersionId,
    about: &Payload,
) -> rusqlite::Result<Option<(i64, Vec<u8>)>> {
    connection
        .prepare_cached(
            "SELECT payload.seq, payload.bytes FROM record CROSS JOIN payload ON payload.seq = record.payload
             WHERE record.book = ?1 AND record.list = ?2 AND record.id = ?3 AND payload.version = ?4",
        )?
        .query_row(params![book, about.list, about.id, version.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}

/// The keys of the current puts of a book, each with the place of its record.
pub(crate) fn standing(connection: &Connection, book: i64) -> rusqlite::Result<HashMap<i64, i64>> {
    connection
        .prepare_cached("SELECT payload, position FROM record WHERE book = ?1 AND current = 1")?
        .query_map([book], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// The versions are current no more, and are no longer found.
fn replace<'a>(
    connection: &Connection,
    book: i64,
    about: &Payload,
    puts: &Puts<'_>,
    versions: impl Iterator<Item = &'a VersionId>,
) -> rusqlite::Result<()> {
    for version in versions {
        let Some((seq, said)) = puts.find(connection, book, version, about)? else { continue };
        let changed = connection
            .prepare_cached(
                "UPDATE record SET current = 0
                 WHERE book = ?1 AND list = ?2 AND id = ?3 AND payload = ?4 AND current = 1",
            )?
            .execute(params![book, said.list, said.id, seq])?;
        if changed > 0 {
            search::remove(connection, seq, &words_of(&said.list, &said.body))?;
        }
    }
    Ok(())
}

/// The version leaves the table; the place of its record is that of the first version still there.
fn forget(
    connection: &Connection,
    book: i64,
    about: &Payload,
    puts: &Puts<'_>,
    version: &VersionId,
) -> rusqlite::Result<()> {
    let Some((seq, said)) = puts.find(connection, book, version, about)? else { return Ok(()) };
    let gone = connection
        .prepare_cached("DELETE FROM record WHERE book = ?1 AND list = ?2 AND id = ?3 AND payload = ?4")?
        .execute(params![book, said.list, said.id, seq])?;
    if gone > 0 {
        connection
            .prepare_cached(
                "UPDATE record SET position =
                    (SELECT min(payload) FROM record WHERE book = ?1 AND list = ?2 AND id = ?3)
                 WHERE book = ?1 AND list = ?2 AND id = ?3",
            )?
            .execute(params![book, said.list, said.id])?;
    }
    Ok(())
}

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        version: fixed(row, 0)?,
        bytes: row.get(1)?,
        origin: row.get(2)?,
        number: uint(row.get(3)?),
        effective: uint(row.get(4)?),
    })
}

/// The rows that `chosen` selects from `record` as payload and position, by position. They are put in order before
/// the payloads are read, so that those are read in the order in which they lie in the file.
fn select(chosen: &str) -> String {
    format!(
        "WITH chosen AS MATERIALIZED ({chosen} ORDER BY position, payload)
         SELECT payload.version, payload.bytes, log.origin, entry.number, entry.effective
         FROM chosen CROSS JOIN payload ON payload.seq = chosen.payload
         CROSS JOIN entry ON entry.seq = payload.entry CROSS JOIN log ON log.seq = entry.log
         ORDER BY chosen.position, chosen.payload"
    )
}

/// The current records of a book, in the order in which each first appeared.
pub(crate) fn current(connection: &Connection, book: i64) -> rusqlite::Result<Vec<Row>> {
    let chosen = "SELECT payload, position FROM record WHERE book = ?1 AND current = 1";
    connection.prepare_cached(&select(chosen))?.query_map([book], row)?.collect()
}

/// The current records of one list of a book, in the order in which each first appeared.
pub(crate) fn of_list(connection: &Connection, book: i64, list: &str) -> rusqlite::Result<Vec<Row>> {
    let chosen = "SELECT payload, position FROM record WHERE book = ?1 AND list = ?2 AND current = 1";
    connection.prepare_cached(&select(chosen))?.query_map(params![book, list], row)?.collect()
}

/// The current versions of one record.
pub(crate) fn of_id(connection: &Connection, book: i64, list: &str, id: &str) -> rusqlite::Result<Vec<Row>> {
    let chosen = "SELECT payload, position FROM record WHERE book = ?1 AND list = ?2 AND id = ?3 AND current = 1";
    connection.prepare_cached(&select(chosen))?.query_map(params![book, list, id], row)?.collect()
}

/// From list to list of a book, those of newer versions too, rather than along all its records.
const LISTS: &str = "WITH RECURSIVE lists (name) AS (
        SELECT min(list) FROM record WHERE book = ?1
        UNION ALL SELECT (SELECT min(list) FROM record WHERE book = ?1 AND list > name) FROM lists WHERE name IS NOT NULL
    )
    SELECT record.list FROM lists CROSS JOIN record
    WHERE record.book = ?1 AND record.list = lists.name AND record.id = ?2";

/// The list in which a record of this id ever stood, if one did that was not erased.
pub(crate) fn ever_list_of(connection: &Connection, book: i64, id: &str) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached(&format!("{LISTS} ORDER BY record.payload LIMIT 1"))?
        .query_row(params![book, id], |row| row.get(0))
        .optional()
}

/// The list that a current record with this id stands in.
pub(crate) fn list_of(connection: &Connection, book: i64, id: &str) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached(&format!("{LISTS} AND record.current = 1 ORDER BY record.payload LIMIT 1"))?
        .query_row(params![book, id], |row| row.get(0))
        .optional()
}
