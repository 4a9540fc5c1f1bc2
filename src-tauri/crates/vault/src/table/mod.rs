//! One file a table. **Kept** tables hold what was written and migrate; **derived** tables (`head`,
//! `node`, `record`, `search`) are dropped and rebuilt from them whenever their version changes.
//!
//! The functions here speak SQLite's own errors; `Vault` adds the path and sorts them.

use rusqlite_migration::{M, Migrations};

pub(crate) mod book;
pub(crate) mod checkpoint;
pub(crate) mod draft;
pub(crate) mod entry;
pub(crate) mod file;
pub(crate) mod installation;
pub(crate) mod log;
pub(crate) mod missed;
pub(crate) mod newer;
pub(crate) mod node;
pub(crate) mod payload;
pub(crate) mod record;
pub(crate) mod search;
pub(crate) mod setting;

const STEPS: &[M<'static>] = &[M::up(include_str!("kept_1.sql"))];

/// The newest format of the kept tables that this version knows.
pub(crate) const MIGRATIONS_COUNT: u32 = 1;
const _: () = assert!(MIGRATIONS_COUNT as usize == STEPS.len());

/// The steps from an empty file to the newest format.
pub(crate) fn migrations() -> Migrations<'static> {
    Migrations::from_slice(STEPS)
}

/// A count or instant as SQLite keeps it. What exceeds 63 bits (the year 292 million) becomes the largest.
pub(crate) fn int(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A count or instant from SQLite. We write none below zero.
pub(crate) fn uint(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}

/// A hash or id of fixed length out of a row.
pub(crate) fn fixed<const N: usize>(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<[u8; N]> {
    let bytes = row.get_ref(column)?.as_blob()?;
    bytes
        .try_into()
        .map_err(|_| rusqlite::types::FromSqlError::InvalidBlobSize { expected_size: N, blob_size: bytes.len() }.into())
}

#[cfg(test)]
pub(crate) mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use rusqlite::Connection;

    /// The newest schema in memory, without encryption.
    pub(crate) fn memory() -> Connection {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "foreign_keys", "ON").unwrap();
        migrations().to_latest(&mut connection).unwrap();
        crate::derived::create(&connection).unwrap();
        connection
    }

    #[test]
    fn migrations_are_valid() {
        migrations().validate().unwrap();
    }

    #[test]
    fn an_entry_is_never_changed_and_a_payload_only_erased() {
        let connection = memory();
        connection
            .execute_batch(
                "INSERT INTO installation VALUES (1, '0123456789abcdef0123456789abcdef', x'', x'', NULL, NULL, 0, 'created');
                 INSERT INTO book VALUES (1, zeroblob(16), 'R', 0);
                 INSERT INTO log VALUES (1, 1, 1, 'o', 'v');
                 INSERT INTO entry VALUES (1, 1, 1, 0, x'01', 0);
                 INSERT INTO payload VALUES (1, 1, 0, zeroblob(32), zeroblob(32), x'02');",
            )
            .unwrap();
        for forbidden in [
            "UPDATE entry SET header = x'02'",
            "DELETE FROM entry",
            "DELETE FROM payload",
            "UPDATE payload SET bytes = x'03'",
            "UPDATE payload SET bytes = NULL",
            "UPDATE payload SET n = 1, salt = NULL, bytes = NULL",
        ] {
            assert!(connection.execute_batch(forbidden).is_err(), "{forbidden}");
        }
        connection.execute_batch("UPDATE payload SET salt = NULL, bytes = NULL").unwrap();
    }
}
