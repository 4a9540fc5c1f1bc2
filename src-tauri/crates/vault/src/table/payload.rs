//! `payload`: what the entries say, stored as written. Erased by removing salt and bytes, never the row.

use rusqlite::{Connection, OptionalExtension, params};

use super::node::ENTRIES;
use super::{fixed, int, uint};

/// The key of an entry's payload is computed from the entry's, so that no index need find it: `entry * 2^20 + n`.
const OF_ONE_ENTRY: i64 = 1 << 20;

/// Joins an entry with its payloads by that key.
pub(crate) const OF_ENTRY: &str = "payload.seq BETWEEN entry.seq * 1048576 AND entry.seq * 1048576 + 1048575";
const _: () = assert!(OF_ONE_ENTRY == 1_048_576);

/// How many changes an entry can have.
pub(crate) const MOST: usize = OF_ONE_ENTRY as usize;

/// A payload as kept; `secret` is salt and bytes, absent once erased.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub seq: i64,
    pub entry: i64,
    pub n: u64,
    pub version: [u8; 32],
    pub kept: Option<([u8; 32], Vec<u8>)>,
}

pub(crate) fn insert(
    connection: &Connection,
    entry: i64,
    n: u64,
    version: &[u8; 32],
    salt: &[u8; 32],
    bytes: &[u8],
) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("INSERT INTO payload (seq, entry, n, version, salt, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .insert(params![entry * OF_ONE_ENTRY + int(n), entry, int(n), version, salt, bytes])
}

const SELECT: &str = "SELECT payload.seq, payload.entry, payload.n, payload.version, payload.salt, payload.bytes
    FROM payload";

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    let kept = match row.get_ref(4)? {
        rusqlite::types::ValueRef::Null => None,
        _ => Some((fixed(row, 4)?, row.get(5)?)),
    };
    Ok(Row { seq: row.get(0)?, entry: row.get(1)?, n: uint(row.get(2)?), version: fixed(row, 3)?, kept })
}

/// The payloads of one entry, in order.
pub(crate) fn of_entry(connection: &Connection, entry: i64) -> rusqlite::Result<Vec<Row>> {
    connection
        .prepare_cached(&format!("{SELECT} WHERE payload.seq BETWEEN ?1 AND ?2 ORDER BY payload.seq"))?
        .query_map([entry * OF_ONE_ENTRY, (entry + 1) * OF_ONE_ENTRY - 1], row)?
        .collect()
}

/// One payload by its version id, where it belongs to this book. Looked for in the whole vault: where the record is
/// known that it may be of, ask [`super::record::Puts`].
pub(crate) fn of_version(connection: &Connection, book: i64, version: &[u8; 32]) -> rusqlite::Result<Option<Row>> {
    connection
        .prepare_cached(&format!(
            "{SELECT} CROSS JOIN entry ON entry.seq = payload.entry WHERE payload.version = ?2 AND entry.book = ?1"
        ))?
        .query_row(params![book, version], row)
        .optional()
}

/// The bytes of one payload; none once erased.
pub(crate) fn bytes(connection: &Connection, seq: i64) -> rusqlite::Result<Option<Vec<u8>>> {
    let found = connection
        .prepare_cached("SELECT bytes FROM payload WHERE seq = ?1")?
        .query_row([seq], |row| row.get(0))
        .optional()?;
    Ok(found.flatten())
}

/// Passes every payload of the vault, in the order in which it was written, with the key of its book.
pub(crate) fn each<E: From<rusqlite::Error>>(
    connection: &Connection,
    mut take: impl FnMut(i64, Row) -> Result<(), E>,
) -> Result<(), E> {
    let mut statement = connection.prepare(
        "SELECT payload.seq, payload.entry, payload.n, payload.version, payload.salt, payload.bytes, entry.book
         FROM payload JOIN entry ON entry.seq = payload.entry ORDER BY payload.seq",
    )?;
    let mut rows = statement.query([])?;
    while let Some(found) = rows.next()? {
        take(found.get(6)?, row(found)?)?;
    }
    Ok(())
}

/// Removes salt and bytes. The version id, which is the commitment in the header, stays.
pub(crate) fn erase(connection: &Connection, seq: i64) -> rusqlite::Result<()> {
    connection.prepare_cached("UPDATE payload SET salt = NULL, bytes = NULL WHERE seq = ?1")?.execute([seq])?;
    Ok(())
}

/// A payload with the entry that holds it.
pub(crate) struct InEntry {
    pub payload: Row,
    pub origin: String,
    pub number: u64,
    /// With the first payload of an entry only: a header names every payload, so that repeating it with each would
    /// make reading an entry quadratic.
    pub header: Option<Vec<u8>>,
    pub effective: u64,
}

/// Every payload of a log, in the order in which it was written.
pub(crate) fn of_log(connection: &Connection, log: i64) -> rusqlite::Result<Vec<InEntry>> {
    connection
        .prepare_cached(&format!(
            "SELECT payload.seq, payload.entry, payload.n, payload.version, payload.salt, payload.bytes,
                    log.origin, entry.number, CASE payload.n WHEN 0 THEN entry.header END, entry.effective
             FROM {ENTRIES} CROSS JOIN payload ON {OF_ENTRY} JOIN log ON log.seq = node.log
             WHERE node.log = ?1 ORDER BY node.number, payload.seq"
        ))?
        .query_map([log], |found| {
            Ok(InEntry {
                payload: row(found)?,
                origin: found.get(6)?,
                number: uint(found.get(7)?),
                header: found.get(8)?,
                effective: uint(found.get(9)?),
            })
        })?
        .collect()
}
