//! What a newer version wrote among the payloads: found by its first bytes, without reading the rest.

use breachbook_book::{Kind, SCHEMA};
use rusqlite::{Connection, params};

/// A payload of a schema or kind that this version does not know.
pub(crate) struct Row {
    pub bytes: Vec<u8>,
    /// When it takes effect, in milliseconds since 1970 UTC.
    pub effective: u64,
}

/// An index of them alone: of what this version knows nothing stands in it, so that it costs an entry no page, and a
/// list of cases reads no payload to find that there is none. SQLite keeps it; a version that knows more kinds makes
/// another.
pub(crate) fn derived() -> String {
    format!("CREATE INDEX payload_newer ON payload (entry) WHERE {}", unknown())
}

/// Drops it, where it is.
pub(crate) const DROP: &str = "DROP INDEX IF EXISTS payload_newer";

/// That a payload begins as none does which this version writes.
fn unknown() -> String {
    let known =
        [Kind::Put, Kind::Act, Kind::Withdraw, Kind::Attach, Kind::Release, Kind::Witness, Kind::Erase, Kind::Head];
    // Each is schema, length of the kind and kind, as they stand at the front of a payload.
    let fronts = known.iter().map(|kind| {
        let name = kind.name();
        let digits: String = name.bytes().map(|byte| format!("{byte:02x}")).collect();
        format!("substr(bytes, 1, {}) = x'{SCHEMA:04x}{:02x}{digits}'", 3 + name.len(), name.len())
    });
    format!("bytes IS NOT NULL AND NOT ({})", fronts.collect::<Vec<_>>().join(" OR "))
}

/// The payloads of a book that a newer version wrote, oldest first.
pub(crate) fn of_book(connection: &Connection, book: i64) -> rusqlite::Result<Vec<Row>> {
    // Refused by SQLite where the index were not used.
    let sql = format!(
        "SELECT bytes, entry.effective FROM payload INDEXED BY payload_newer JOIN entry ON entry.seq = payload.entry
         WHERE entry.book = ?1 AND {} ORDER BY payload.seq",
        unknown()
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement
        .query_map(params![book], |row| Ok(Row { bytes: row.get(0)?, effective: super::uint(row.get(1)?) }))?;
    rows.collect()
}
