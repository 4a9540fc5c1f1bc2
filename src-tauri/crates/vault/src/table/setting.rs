//! `setting`: names and values, for the vault's own bookkeeping and for the program's settings.

use rusqlite::{Connection, OptionalExtension, params};

/// The vault's own id, 32 hexadecimal digits: marks are kept under it. A copy has the same.
pub(crate) const VAULT: &str = "vault.id";
/// The version of the derived tables.
pub(crate) const DERIVED: &str = "vault.derived";
/// When this folder was made as a backup, in milliseconds; gone once it has been written in.
pub(crate) const BACKUP: &str = "vault.backup";
/// Settings of other parts of the program are kept under this.
pub(crate) const PROGRAM: &str = "program.";

pub(crate) fn get(connection: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT value FROM setting WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()
}

pub(crate) fn set(connection: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO setting (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )?
        .execute(params![name, value])?;
    Ok(())
}

pub(crate) fn remove(connection: &Connection, name: &str) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM setting WHERE name = ?1")?.execute([name])?;
    Ok(())
}

/// All settings whose name begins so, without that beginning, by name.
pub(crate) fn under(connection: &Connection, prefix: &str) -> rusqlite::Result<Vec<(String, String)>> {
    connection
        .prepare_cached(
            "SELECT substr(name, length(?1) + 1), value FROM setting
             WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name",
        )?
        .query_map([prefix], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_setting_is_kept_replaced_and_removed() {
        let connection = crate::table::tests::memory();
        set(&connection, "program.a%b", "1").unwrap();
        set(&connection, "program.a%b", "2").unwrap();
        set(&connection, "other", "3").unwrap();
        assert_eq!(under(&connection, PROGRAM).unwrap(), [("a%b".to_string(), "2".to_string())]);
        remove(&connection, "program.a%b").unwrap();
        assert_eq!(get(&connection, "program.a%b").unwrap(), None);
        assert_eq!(get(&connection, "other").unwrap().unwrap(), "3");
    }
}
