//! `checkpoint`: signed notes that were kept, our own and those of others that a book was shown.

use rusqlite::{Connection, params};

use super::{int, uint};

/// A note as kept.
pub(crate) struct Row {
    pub origin: String,
    pub size: u64,
    pub note: String,
    pub why: String,
    pub kept: u64,
}

/// Keeps a note; the same note twice is kept once.
pub(crate) fn insert(
    connection: &Connection,
    book: i64,
    origin: &str,
    size: u64,
    note: &str,
    why: &str,
    kept: u64,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO checkpoint (book, origin, size, note, why, kept) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![book, origin, int(size), note, why, int(kept)])?;
    Ok(())
}

/// The notes kept for a book, oldest first.
pub(crate) fn of_book(connection: &Connection, book: i64) -> rusqlite::Result<Vec<Row>> {
    connection
        .prepare_cached("SELECT origin, size, note, why, kept FROM checkpoint WHERE book = ?1 ORDER BY seq")?
        .query_map([book], |row| {
            Ok(Row {
                origin: row.get(0)?,
                size: uint(row.get(1)?),
                note: row.get(2)?,
                why: row.get(3)?,
                kept: uint(row.get(4)?),
            })
        })?
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_note_is_kept_once() {
        let connection = crate::table::tests::memory();
        let book = crate::table::book::insert(&connection, &[1; 16], "R", 0).unwrap();
        insert(&connection, book, "o", 3, "note", "release", 7).unwrap();
        insert(&connection, book, "o", 3, "note", "lock", 9).unwrap();
        let rows = of_book(&connection, book).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].size, rows[0].why.as_str(), rows[0].kept), (3, "release", 7));
    }
}
