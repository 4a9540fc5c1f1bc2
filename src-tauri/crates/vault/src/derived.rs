//! The derived tables as a whole: made, and rebuilt from what is kept.

use std::collections::HashMap;

use breachbook_book::{Decoded, Header, Payload, tree};
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::refused::Refused;
use crate::table::node::Edge;
use crate::table::record::{self, Puts};
use crate::table::{log, newer, node, payload, search, setting};

/// Raise this when a derived table changes here; `case` raises its own when the words change.
const VERSION: u32 = 4;

/// What `setting` holds while the derived tables are those of this version.
pub(crate) fn version() -> String {
    format!("{VERSION}.{}", breachbook_case::DERIVED_VERSION)
}

/// Makes the derived tables, empty.
pub(crate) fn create(connection: &Connection) -> rusqlite::Result<()> {
    for sql in [node::DERIVED, record::DERIVED, search::DERIVED] {
        connection.execute_batch(sql)?;
    }
    connection.execute_batch(&newer::derived())?;
    setting::set(connection, setting::DERIVED, &version())
}

/// True while the derived tables are those of this version.
pub(crate) fn is_current(connection: &Connection) -> rusqlite::Result<bool> {
    Ok(setting::get(connection, setting::DERIVED)?.is_some_and(|found| found == version()))
}

/// Drops the derived tables and makes them again from what is kept, and calls `step` for each entry and each payload
/// (see [`rows`]). The caller holds a transaction.
pub(crate) fn rebuild(connection: &Connection, step: &mut dyn FnMut() -> Result<(), Refused>) -> Result<(), Refused> {
    connection.execute_batch("DROP TABLE IF EXISTS search; DROP TABLE IF EXISTS record; DROP TABLE IF EXISTS node;")?;
    connection.execute_batch(newer::DROP)?;
    create(connection)?;
    let mut logs = HashMap::new();
    for log in log::every_key(connection)? {
        logs.insert(log, (node::begin(connection, log)?, Edge::default()));
    }
    // In the order of writing, which is that of the numbers in each log.
    let mut statement = connection.prepare("SELECT seq, log, header, effective FROM entry ORDER BY seq")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (entry, log) = (row.get(0)?, row.get(1)?);
        let header = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
        let of = (entry, tree::leaf_hash(header), crate::table::uint(row.get(3)?));
        let (head, edge) = logs.get_mut(&log).ok_or_else(|| Refused::Damaged(format!("entry {entry} is in no log")))?;
        *head = node::append(connection, log, head, edge, of)?;
        step()?;
    }
    let mut known = HashMap::new();
    payload::each(connection, |book, row| {
        if let Some((_, bytes)) = &row.kept
            && let Ok(payload) = Payload::decode(bytes)
        {
            record::apply(connection, book, row.seq, &payload, &Puts::Known(&known))?;
            known.insert((book, row.version), row.seq);
        }
        step()
    })
}

/// How many rows of what is kept [`rebuild`] goes through.
pub(crate) fn rows(connection: &Connection) -> rusqlite::Result<u64> {
    let sql = "SELECT (SELECT count(*) FROM entry) + (SELECT count(*) FROM payload)";
    connection.query_row(sql, [], |row| Ok(crate::table::uint(row.get(0)?)))
}

/// Passes every derived row as text, for comparison: rebuilt must be what was kept up.
pub(crate) fn each_line(connection: &Connection, mut take: impl FnMut(&str)) -> rusqlite::Result<()> {
    connection.execute_batch(search::WORDS)?;
    for sql in [
        "SELECT log || ' ' || number || ' ' || entry || ' ' || hex(hashes) || ' ' || size || ' ' || effective
            FROM node ORDER BY log, number",
        "SELECT payload || ' ' || book || ' ' || list || ' ' || id || ' ' || current || ' ' || position
            FROM record ORDER BY payload",
        "SELECT term || ' ' || doc || ' ' || offset FROM temp.search_word ORDER BY term, doc, offset",
    ] {
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            take(row.get_ref(0)?.as_str()?);
        }
    }
    Ok(())
}

/// A hash over every derived row.
pub(crate) fn digest(connection: &Connection) -> rusqlite::Result<[u8; 32]> {
    let mut hash = Sha256::new();
    each_line(connection, |line| {
        hash.update(line);
        hash.update("\n");
    })?;
    Ok(hash.finalize().into())
}

/// The recorded time of a header, as far as this version can read it.
pub(crate) fn recorded_at(header: &[u8]) -> Option<u64> {
    match Header::decode(header) {
        Ok(Decoded::Known(header)) => Some(header.recorded_at()),
        _ => None,
    }
}
