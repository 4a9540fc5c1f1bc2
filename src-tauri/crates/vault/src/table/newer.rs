//! What a newer version wrote among the payloads: found by its first bytes, without reading the rest.

use breachbook_book::{Kind, SCHEMA};
use rusqlite::{Connection, params};

use super::node::ENTRIES;
use super::payload::OF_ENTRY;

/// A payload of a schema or kind that this version does not know.
pub(crate) struct Row {
    pub bytes: Vec<u8>,
    /// When it takes effect, in milliseconds since 1970 UTC.
    pub effective: u64,
}

/// The payloads of a book that a newer version wrote, oldest first.
pub(crate) fn of_book(connection: &Connection, book: i64) -> rusqlite::Result<Vec<Row>> {
    let known =
        [Kind::Put, Kind::Act, Kind::Withdraw, Kind::Attach, Kind::Release, Kind::Witness, Kind::Erase, Kind::Head];
    // Each is schema, length of the kind and kind, as they stand at the front of a payload.
    let fronts = known.iter().map(|kind| {
        let name = kind.name();
        let digits: String = name.bytes().map(|byte| format!("{byte:02x}")).collect();
        format!("substr(payload.bytes, 1, {}) = x'{SCHEMA:04x}{:02x}{digits}'", 3 + name.len(), name.len())
    });
    let fronts = fronts.collect::<Vec<_>>().join(" OR ");
    let sql = format!(
        "SELECT payload.bytes, entry.effective FROM log CROSS JOIN {ENTRIES} AND node.log = log.seq
         CROSS JOIN payload ON {OF_ENTRY}
         WHERE log.book = ?1 AND payload.bytes IS NOT NULL AND NOT ({fronts}) ORDER BY payload.seq"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement
        .query_map(params![book], |row| Ok(Row { bytes: row.get(0)?, effective: super::uint(row.get(1)?) }))?;
    rows.collect()
}
