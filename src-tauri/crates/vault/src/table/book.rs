//! `book`: one row a case. Its id is random; its reference is what people call it and may change.

use rusqlite::{Connection, OptionalExtension, params};

use super::node::JOIN_HEAD;
use super::{fixed, int, uint};

/// A book as kept, with the number of its entries in all its logs.
pub(crate) struct Row {
    pub id: [u8; 16],
    pub reference: String,
    pub created: u64,
    pub entries: u64,
}

pub(crate) fn insert(connection: &Connection, id: &[u8; 16], reference: &str, created: u64) -> rusqlite::Result<i64> {
    connection.prepare_cached("INSERT INTO book (id, reference, created) VALUES (?1, ?2, ?3)")?.insert(params![
        id,
        reference,
        int(created)
    ])
}

/// The row's key for a book's id.
pub(crate) fn seq(connection: &Connection, id: &[u8; 16]) -> rusqlite::Result<Option<i64>> {
    connection.prepare_cached("SELECT seq FROM book WHERE id = ?1")?.query_row([id], |row| row.get(0)).optional()
}

pub(crate) fn set_reference(connection: &Connection, book: i64, reference: &str) -> rusqlite::Result<()> {
    connection.prepare_cached("UPDATE book SET reference = ?2 WHERE seq = ?1")?.execute(params![book, reference])?;
    Ok(())
}

/// All books in the order in which they were begun.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Row>> {
    connection
        .prepare_cached(&format!(
            "SELECT book.id, book.reference, book.created,
                    (SELECT coalesce(sum(head.size), 0) FROM log {JOIN_HEAD} WHERE log.book = book.seq)
             FROM book ORDER BY book.seq"
        ))?
        .query_map([], |row| {
            Ok(Row {
                id: fixed(row, 0)?,
                reference: row.get(1)?,
                created: uint(row.get(2)?),
                entries: uint(row.get(3)?),
            })
        })?
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_book_is_found_by_its_id_and_renamed() {
        let connection = crate::table::tests::memory();
        let first = insert(&connection, &[1; 16], "A/1", 5).unwrap();
        insert(&connection, &[2; 16], "A/2", 4).unwrap();
        assert!(insert(&connection, &[1; 16], "again", 6).is_err());
        assert_eq!(seq(&connection, &[1; 16]).unwrap(), Some(first));
        assert_eq!(seq(&connection, &[3; 16]).unwrap(), None);
        set_reference(&connection, first, "A/one").unwrap();
        let rows = all(&connection).unwrap();
        let seen: Vec<_> = rows.iter().map(|row| (row.reference.as_str(), row.created, row.entries)).collect();
        assert_eq!(seen, [("A/one", 5, 0), ("A/2", 4, 0)]);
    }
}
