//! `missed`: marks outside the vault that its logs did not reach, kept from the moment another installation
//! took over until the first entry of a new log names them.

use rusqlite::{Connection, params};

use super::{fixed, int, uint};

/// A mark as kept.
pub(crate) struct Row {
    pub seq: i64,
    pub origin: String,
    pub size: u64,
    pub root: [u8; 32],
}

pub(crate) fn insert(connection: &Connection, origin: &str, size: u64, root: &[u8; 32]) -> rusqlite::Result<()> {
    connection.prepare_cached("INSERT INTO missed (origin, size, root) VALUES (?1, ?2, ?3)")?.execute(params![
        origin,
        int(size),
        root
    ])?;
    Ok(())
}

/// The marks that no log has named yet.
pub(crate) fn unnamed(connection: &Connection) -> rusqlite::Result<Vec<Row>> {
    connection
        .prepare_cached("SELECT seq, origin, size, root FROM missed WHERE named IS NULL ORDER BY seq")?
        .query_map([], |row| {
            Ok(Row { seq: row.get(0)?, origin: row.get(1)?, size: uint(row.get(2)?), root: fixed(row, 3)? })
        })?
        .collect()
}

pub(crate) fn name(connection: &Connection, seq: i64, log: i64) -> rusqlite::Result<()> {
    connection.prepare_cached("UPDATE missed SET named = ?2 WHERE seq = ?1")?.execute(params![seq, log])?;
    Ok(())
}
