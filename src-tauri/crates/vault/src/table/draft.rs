//! `draft`: typing that is not yet an entry. Outside the book, replaced and deleted freely.

use rusqlite::{Connection, OptionalExtension, params};

use super::{int, uint};

/// A draft as kept.
pub(crate) struct Row {
    pub key: String,
    pub book: Option<[u8; 16]>,
    pub id: Option<String>,
    pub body: String,
    pub saved: u64,
}

pub(crate) fn put(
    connection: &Connection,
    key: &str,
    book: Option<i64>,
    id: Option<&str>,
    body: &str,
    saved: u64,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO draft (key, book, id, body, saved) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (key) DO UPDATE SET book = excluded.book, id = excluded.id,
                 body = excluded.body, saved = excluded.saved",
        )?
        .execute(params![key, book, id, body, int(saved)])?;
    Ok(())
}

const SELECT: &str = "SELECT draft.key, book.id, draft.id, draft.body, draft.saved
    FROM draft LEFT JOIN book ON book.seq = draft.book";

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    let book = match row.get_ref(1)? {
        rusqlite::types::ValueRef::Null => None,
        _ => Some(super::fixed(row, 1)?),
    };
    Ok(Row { key: row.get(0)?, book, id: row.get(2)?, body: row.get(3)?, saved: uint(row.get(4)?) })
}

pub(crate) fn get(connection: &Connection, key: &str) -> rusqlite::Result<Option<Row>> {
    connection.prepare_cached(&format!("{SELECT} WHERE draft.key = ?1"))?.query_row([key], row).optional()
}

/// All drafts, the last saved first.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Row>> {
    connection
        .prepare_cached(&format!("{SELECT} ORDER BY draft.saved DESC, draft.seq DESC"))?
        .query_map([], row)?
        .collect()
}

pub(crate) fn remove(connection: &Connection, key: &str) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM draft WHERE key = ?1")?.execute([key])?;
    Ok(())
}

/// Deletes the drafts about one item of a book.
pub(crate) fn remove_about(connection: &Connection, book: i64, id: &str) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM draft WHERE book = ?1 AND id = ?2")?.execute(params![book, id])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn drafts_are_replaced_listed_and_deleted() {
        let connection = crate::table::tests::memory();
        let book = crate::table::book::insert(&connection, &[7; 16], "R", 0).unwrap();
        put(&connection, "a", None, None, "one", 1).unwrap();
        put(&connection, "a", Some(book), Some("n-1"), "two", 3).unwrap();
        put(&connection, "b", None, None, "three", 2).unwrap();
        let a = get(&connection, "a").unwrap().unwrap();
        assert_eq!((a.book, a.id.as_deref(), a.body.as_str(), a.saved), (Some([7; 16]), Some("n-1"), "two", 3));
        let keys: Vec<_> = all(&connection).unwrap().into_iter().map(|draft| draft.key).collect();
        assert_eq!(keys, ["a", "b"]);
        remove_about(&connection, book, "n-1").unwrap();
        remove(&connection, "b").unwrap();
        assert!(all(&connection).unwrap().is_empty());
    }
}
