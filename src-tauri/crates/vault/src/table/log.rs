//! `log`: one row for each installation that writes in a book, nearly always one.

use rusqlite::{Connection, params};

use super::node::JOIN_HEAD;
use super::{fixed, uint};

/// A log as kept, with its head (size, root, effective time of its last entry in milliseconds).
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub seq: i64,
    pub installation: i64,
    pub origin: String,
    pub vkey: String,
    pub size: u64,
    pub root: [u8; 32],
    pub effective: u64,
}

pub(crate) fn insert(
    connection: &Connection,
    book: i64,
    installation: i64,
    origin: &str,
    vkey: &str,
) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("INSERT INTO log (book, installation, origin, vkey) VALUES (?1, ?2, ?3, ?4)")?
        .insert(params![book, installation, origin, vkey])
}

const SELECT: &str = "SELECT log.seq, log.installation, log.origin, log.vkey, head.size, head.hashes, head.effective
    FROM log";

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        seq: row.get(0)?,
        installation: row.get(1)?,
        origin: row.get(2)?,
        vkey: row.get(3)?,
        size: uint(row.get(4)?),
        root: fixed(row, 5)?,
        effective: uint(row.get(6)?),
    })
}

/// Every log in the vault, in the order in which they were begun.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Row>> {
    connection.prepare_cached(&format!("{SELECT} {JOIN_HEAD} ORDER BY log.seq"))?.query_map([], row)?.collect()
}

/// The keys of all logs, in the order in which they were begun.
pub(crate) fn every_key(connection: &Connection) -> rusqlite::Result<Vec<i64>> {
    connection.prepare_cached("SELECT seq FROM log ORDER BY seq")?.query_map([], |row| row.get(0))?.collect()
}

/// The keys of the logs of one book.
pub(crate) fn keys(connection: &Connection, book: i64) -> rusqlite::Result<Vec<i64>> {
    connection
        .prepare_cached("SELECT seq FROM log WHERE book = ?1 ORDER BY seq")?
        .query_map([book], |row| row.get(0))?
        .collect()
}

/// The logs of one book, in the order in which they were begun.
pub(crate) fn of_book(connection: &Connection, book: i64) -> rusqlite::Result<Vec<Row>> {
    connection
        .prepare_cached(&format!("{SELECT} {JOIN_HEAD} WHERE log.book = ?1 ORDER BY log.seq"))?
        .query_map([book], row)?
        .collect()
}
