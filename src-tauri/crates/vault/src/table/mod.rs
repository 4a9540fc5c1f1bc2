//! One file a table. **Kept** tables hold what was written and migrate; **derived** tables (`node`,
//! `record`, `search`) are dropped and rebuilt from them whenever their version changes.
//!
//! The functions here speak SQLite's own errors; `Vault` adds the path and sorts them.

use rusqlite::Connection;
use rusqlite_migration::{HookError, M, Migrations};

use crate::failpoint::failpoint;
use crate::refused::Refused;
use crate::renewal::Renewal;

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

const STEPS: &[M<'static>] = &[M::up(include_str!("kept_1.sql")), M::up(include_str!("kept_2.sql")), NEWEST];
const NEWEST: M<'static> = M::up(NEWEST_SQL).foreign_key_check();
const NEWEST_SQL: &str = include_str!("kept_3.sql");

/// The newest format of the kept tables that this version knows.
pub(crate) const MIGRATIONS_COUNT: u32 = 3;
const _: () = assert!(MIGRATIONS_COUNT as usize == STEPS.len());

/// Makes the kept tables in an empty file.
pub(crate) fn make(connection: &mut Connection) -> Result<(), rusqlite_migration::Error> {
    Migrations::from_slice(STEPS).to_latest(connection)
}

/// Brings the kept tables of an older format to the newest and makes the derived ones anew, in one transaction: a vault
/// is of the old format or of the new, wherever this is broken off.
pub(crate) fn migrate(connection: &mut Connection, renewal: &Renewal) -> Result<(), rusqlite_migration::Error> {
    let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let rows = |table: &str| -> rusqlite::Result<u64> {
        connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| Ok(uint(row.get(0)?)))
    };
    if found > 0 {
        let (entries, payloads) = (rows("entry")?, rows("payload")?);
        // Kept tables that are made anew, each with its rows, then the derived ones.
        renewal.expect(entries + if found < 2 { payloads } else { 0 });
        renewal.expect(entries + payloads);
    }
    let mut steps = STEPS[..STEPS.len() - 1].to_vec();
    let counted = renewal.clone();
    let derive = move |transaction: &rusqlite::Transaction<'_>| {
        failpoint("migrate.kept");
        Renewal::leave(transaction)?;
        crate::derived::rebuild(transaction, &mut || counted.step()).map_err(|refused| match refused {
            Refused::Database(error) => HookError::RusqliteError(error),
            Refused::Damaged(what) => HookError::Hook(what),
            Refused::Other(error) => HookError::Hook(error.to_string()),
        })?;
        failpoint("migrate.before-commit");
        Ok(())
    };
    steps.push(M::up_with_hook(NEWEST_SQL, derive).foreign_key_check());
    // A table that others refer to is made anew only with foreign keys off, which no transaction can turn off
    // (sqlite.org/lang_altertable.html, section 7); the steps that do so check them before they are committed.
    connection.pragma_update(None, "foreign_keys", "OFF")?;
    renewal.watch(connection)?;
    let migrated = Migrations::new(steps).to_latest(connection);
    Renewal::leave(connection)?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    migrated
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

    /// The newest schema in memory, without encryption.
    pub(crate) fn memory() -> Connection {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "foreign_keys", "ON").unwrap();
        make(&mut connection).unwrap();
        crate::derived::create(&connection).unwrap();
        connection
    }

    #[test]
    fn migrations_are_valid() {
        Migrations::from_slice(STEPS).validate().unwrap();
    }

    #[test]
    fn a_file_of_format_1_keeps_all_that_it_holds() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "foreign_keys", "ON").unwrap();
        Migrations::from_slice(STEPS).to_version(&mut connection, 1).unwrap();
        connection
            .execute_batch(
                "INSERT INTO installation VALUES (1, '0123456789abcdef0123456789abcdef', x'', x'', NULL, NULL, 0, 'created');
                 INSERT INTO book VALUES (1, zeroblob(16), 'R', 0);
                 INSERT INTO log VALUES (1, 1, 1, 'o', 'v');
                 INSERT INTO entry VALUES (1, 1, 1, 0, x'01', 0), (2, 1, 1, 1, x'02', 0);
                 INSERT INTO payload VALUES (1, 1, 0, zeroblob(32), zeroblob(32), x'0a'),
                     (2, 2, 0, randomblob(32), NULL, NULL), (3, 2, 1, randomblob(32), zeroblob(32), x'0b');
                 INSERT INTO file VALUES (7, randomblob(32), 1);
                 INSERT INTO attachment VALUES (4, 7, 3, 'text/plain');
                 INSERT INTO release VALUES (5, 7, 3, 'ico', 'the ICO');",
            )
            .unwrap();
        migrate(&mut connection, &Renewal::new(crate::untold())).unwrap();
        let all = |sql: &str| -> Vec<(i64, i64, i64, Option<Vec<u8>>)> {
            let mut statement = connection.prepare(sql).unwrap();
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).unwrap();
            rows.map(Result::unwrap).collect()
        };
        let payloads = all("SELECT seq, entry, n, bytes FROM payload ORDER BY seq");
        let second = 2 * 1_048_576;
        assert_eq!(
            payloads,
            [(1_048_576, 1, 0, Some(vec![10])), (second, 2, 0, None), (second + 1, 2, 1, Some(vec![11]))]
        );
        for table in ["attachment", "release"] {
            let found = all(&format!("SELECT file, payload, 0, NULL FROM {table}"));
            assert_eq!(found, [(7, second + 1, 0, None)], "{table}");
        }
        let dangling = connection.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap();
        assert!(!dangling);
        // The references are to the table of this name, not to the one that it was made as.
        let refused = connection.execute("INSERT INTO attachment VALUES (9, 7, 999, 'text/plain')", []);
        assert!(refused.is_err());
        assert!(connection.execute("DELETE FROM payload", []).is_err());
        let entries = all("SELECT seq, log, number, header FROM entry ORDER BY seq");
        assert_eq!(entries, [(1, 1, 0, Some(vec![1])), (2, 1, 1, Some(vec![2]))]);
        // What refers to entries does so by this name too, and the guards stand again.
        assert!(
            connection.execute("INSERT INTO payload VALUES (9437184, 9, 0, zeroblob(32), NULL, NULL)", []).is_err()
        );
        assert!(connection.execute("DELETE FROM entry", []).is_err());
        assert!(connection.execute("UPDATE entry SET number = 5", []).is_err());
        let foreign: bool = connection.query_row("PRAGMA foreign_keys", [], |row| row.get(0)).unwrap();
        assert!(foreign);
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
                 INSERT INTO payload VALUES (1048576, 1, 0, zeroblob(32), zeroblob(32), x'02');",
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
