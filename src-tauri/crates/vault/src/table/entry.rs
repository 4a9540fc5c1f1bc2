//! `entry`: the headers, which are the leaves of the logs. Never changed, never deleted. By its number in a log an
//! entry is found through `node`.

use rusqlite::{Connection, OptionalExtension, params};

use super::node::ENTRIES;
use super::{int, log, uint};

/// An entry as kept. `seq` is its place in the order in which the vault was written.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub seq: u64,
    pub origin: String,
    pub number: u64,
    pub header: Vec<u8>,
    pub effective: u64,
}

pub(crate) fn insert(
    connection: &Connection,
    book: i64,
    log: i64,
    number: u64,
    header: &[u8],
    effective: u64,
) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("INSERT INTO entry (book, log, number, header, effective) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .insert(params![book, log, int(number), header, int(effective)])
}

/// Of the entries of a log; see [`ENTRIES`].
fn select() -> String {
    format!(
        "SELECT entry.seq, log.origin, entry.number, entry.header, entry.effective
         FROM {ENTRIES} JOIN log ON log.seq = node.log"
    )
}

/// Where a place lies in the log itself its number is known, and `node` leads there at once.
const NUMBER: &str = "(SELECT place.number FROM entry AS place WHERE place.seq = ?2 AND place.log = ?1)";

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        seq: uint(row.get(0)?),
        origin: row.get(1)?,
        number: uint(row.get(2)?),
        header: row.get(3)?,
        effective: uint(row.get(4)?),
    })
}

/// The entries of a book after a place in the vault's order, at most `limit`.
pub(crate) fn after(connection: &Connection, book: i64, after: u64, limit: u64) -> rusqlite::Result<Vec<Row>> {
    let sql = format!(
        "{} WHERE node.log = ?1 AND node.entry > ?2 AND node.number > coalesce({NUMBER}, -1)
         ORDER BY node.number LIMIT ?3",
        select()
    );
    let mut rows = of_each_log(connection, book, &sql, after, limit)?;
    rows.sort_by_key(|row| row.seq);
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(rows)
}

/// The places of the newest entries of a book before a place that had taken effect by `until`, newest first.
pub(crate) fn places_before(
    connection: &Connection,
    book: i64,
    before: u64,
    until: Option<u64>,
    limit: u64,
) -> rusqlite::Result<Vec<u64>> {
    let sql = format!(
        "SELECT entry.seq FROM {ENTRIES} WHERE node.log = ?1 AND node.entry < ?2
            AND node.number < coalesce({NUMBER}, 1 << 62) AND (?3 IS NULL OR entry.effective <= ?3)
         ORDER BY node.number DESC LIMIT ?4"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut places: Vec<u64> = Vec::new();
    for log in log::keys(connection, book)? {
        let found =
            statement.query_map(params![log, int(before), until.map(int), int(limit)], |row| Ok(uint(row.get(0)?)))?;
        places.extend(found.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    places.sort_unstable_by_key(|place| std::cmp::Reverse(*place));
    places.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(places)
}

/// What a query gives for each log of a book: nearly always one, in which numbers and places have one order.
fn of_each_log(connection: &Connection, book: i64, sql: &str, place: u64, limit: u64) -> rusqlite::Result<Vec<Row>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut all = Vec::new();
    for log in log::keys(connection, book)? {
        let rows = statement.query_map(params![log, int(place), int(limit)], row)?;
        all.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    Ok(all)
}

/// One entry of a log by its number.
pub(crate) fn at(connection: &Connection, log: i64, number: u64) -> rusqlite::Result<Option<Row>> {
    connection
        .prepare_cached(&format!("{} WHERE node.log = ?1 AND node.number = ?2", select()))?
        .query_row(params![log, int(number)], row)
        .optional()
}

/// A leaf of a log as kept.
pub(crate) struct Leaf {
    pub seq: i64,
    pub number: u64,
    pub header: Vec<u8>,
    pub effective: u64,
}

/// The leaves of a log in order, from the first.
pub(crate) fn leaves(connection: &Connection, log: i64) -> rusqlite::Result<Vec<Leaf>> {
    connection
        .prepare_cached(&format!(
            "SELECT entry.seq, entry.number, entry.header, entry.effective FROM {ENTRIES}
             WHERE node.log = ?1 ORDER BY node.number"
        ))?
        .query_map([log], |row| {
            Ok(Leaf { seq: row.get(0)?, number: uint(row.get(1)?), header: row.get(2)?, effective: uint(row.get(3)?) })
        })?
        .collect()
}

/// The number of an entry in its log.
pub(crate) fn number(connection: &Connection, seq: i64) -> rusqlite::Result<u64> {
    connection.prepare_cached("SELECT number FROM entry WHERE seq = ?1")?.query_row([seq], |row| Ok(uint(row.get(0)?)))
}
