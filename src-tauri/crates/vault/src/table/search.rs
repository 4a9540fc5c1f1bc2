//! `search`, derived: the words of the current records. A row has the key of its payload, so newest first is
//! the table's own order, and a common word costs no more than a rare one.
//!
//! The index keeps no text: what it found is read from `payload` again, and what leaves it is said to it again. That
//! is two trees less to encrypt and write with every entry.

use rusqlite::{Connection, params};

use super::{fixed, int, uint};

/// Dropped and made again when the version of the derived tables changes. `secure-delete` takes the words of a
/// removed row out of the index at once; otherwise they would stay until a later merge.
pub(crate) const DERIVED: &str = "
CREATE VIRTUAL TABLE search USING fts5
    (words, content = '', columnsize = 0, tokenize = \"unicode61 remove_diacritics 2\");
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);";

/// The words of the index as rows of `temp.search_word`, each with its record and place, for comparison.
pub(crate) const WORDS: &str =
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_word USING fts5vocab (main, search, instance)";

/// A found record as kept.
pub(crate) struct Row {
    pub book: [u8; 16],
    pub bytes: Vec<u8>,
    pub origin: String,
    pub number: u64,
}

pub(crate) fn insert(connection: &Connection, seq: i64, words: &str) -> rusqlite::Result<()> {
    if words.is_empty() {
        return Ok(());
    }
    connection.prepare_cached("INSERT INTO search (rowid, words) VALUES (?1, ?2)")?.execute(params![seq, words])?;
    Ok(())
}

/// Takes a row out again; `words` must be those that it was put in with.
pub(crate) fn remove(connection: &Connection, seq: i64, words: &str) -> rusqlite::Result<()> {
    if words.is_empty() {
        return Ok(());
    }
    connection
        .prepare_cached("INSERT INTO search (search, rowid, words) VALUES ('delete', ?1, ?2)")?
        .execute(params![seq, words])?;
    Ok(())
}

/// What a person typed as an FTS5 query: every word must be there, the last may be only begun, and words in
/// double quotes stand together. No character of theirs is taken as an operator. `None` where no word is left.
pub(crate) fn query(typed: &str) -> Option<String> {
    let mut terms = Vec::new();
    let mut unfinished = false;
    for (n, part) in typed.split('"').enumerate() {
        // NUL would end the text for SQLite.
        let part = part.replace('\0', " ");
        if n % 2 == 1 {
            if has_word(&part) {
                terms.push(format!("\"{part}\""));
                unfinished = false;
            }
            continue;
        }
        for word in part.split_whitespace().filter(|word| has_word(word)) {
            terms.push(format!("\"{word}\""));
            unfinished = true;
        }
    }
    if terms.is_empty() {
        return None;
    }
    let star = if unfinished { " *" } else { "" };
    Some(format!("{}{star}", terms.join(" ")))
}

fn has_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// The newest `limit` current records that match, newest first.
pub(crate) fn find(connection: &Connection, query: &str, limit: u64) -> rusqlite::Result<Vec<Row>> {
    connection
        .prepare_cached(
            "SELECT book.id, payload.bytes, log.origin, entry.number
             FROM search JOIN payload ON payload.seq = search.rowid
             JOIN entry ON entry.seq = payload.entry JOIN log ON log.seq = entry.log
             JOIN book ON book.seq = entry.book
             WHERE search MATCH ?1 ORDER BY search.rowid DESC LIMIT ?2",
        )?
        .query_map(params![query, int(limit)], |row| {
            Ok(Row { book: fixed(row, 0)?, bytes: row.get(1)?, origin: row.get(2)?, number: uint(row.get(3)?) })
        })?
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn typed_words_become_a_query() {
        assert_eq!(query("roster  psni").unwrap(), r#""roster" "psni" *"#);
        assert_eq!(query(r#"a "lost laptop" NOT"#).unwrap(), r#""a" "lost laptop" "NOT" *"#);
        assert_eq!(query(r#""lost laptop""#).unwrap(), r#""lost laptop""#);
        assert_eq!(query("  \"\" - * "), None);
    }

    proptest! {
        #[test]
        fn nothing_typed_is_an_error(typed in "\\PC{0,20}|[\"*^:(){}+ a-z-]{0,20}|.{0,10}") {
            let connection = crate::table::tests::memory();
            if let Some(query) = query(&typed) {
                prop_assert!(find(&connection, &query, 10).is_ok(), "{query}");
            }
        }
    }
}
