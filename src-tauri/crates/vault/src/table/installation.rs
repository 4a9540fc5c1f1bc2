//! `installation`: who writes. The last row is this vault's writer; earlier ones keep only what is public,
//! so that a copy cannot sign for the vault that it was copied from.

use rusqlite::{Connection, OptionalExtension, params};
use zeroize::Zeroizing;

use super::{int, uint};

/// An installation's public half, as kept.
pub(crate) struct Row {
    pub seq: i64,
    pub id: String,
    pub pdf_public: Vec<u8>,
    pub log_public: Vec<u8>,
    pub created: u64,
    pub why: String,
}

/// A new installation's row.
pub(crate) struct New<'a> {
    pub id: &'a str,
    pub pdf_public: &'a [u8],
    pub log_public: &'a [u8],
    pub pdf_secret: &'a [u8],
    pub log_secret: &'a [u8],
    pub created: u64,
    pub why: &'a str,
}

/// Makes a new installation the writer, and forgets the secrets of those before.
pub(crate) fn insert(connection: &Connection, new: &New<'_>) -> rusqlite::Result<i64> {
    connection.execute("UPDATE installation SET pdf_secret = NULL, log_secret = NULL", [])?;
    connection
        .prepare_cached(
            "INSERT INTO installation (id, pdf_public, log_public, pdf_secret, log_secret, created, why)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .insert(params![
            new.id,
            new.pdf_public,
            new.log_public,
            new.pdf_secret,
            new.log_secret,
            int(new.created),
            new.why
        ])
}

/// All installations that ever wrote in this vault, in order.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Row>> {
    connection
        .prepare_cached("SELECT seq, id, pdf_public, log_public, created, why FROM installation ORDER BY seq")?
        .query_map([], |row| {
            Ok(Row {
                seq: row.get(0)?,
                id: row.get(1)?,
                pdf_public: row.get(2)?,
                log_public: row.get(3)?,
                created: uint(row.get(4)?),
                why: row.get(5)?,
            })
        })?
        .collect()
}

/// The secrets of an installation, as kept.
pub(crate) struct Secrets {
    pub pdf: Zeroizing<Vec<u8>>,
    pub log: Zeroizing<Vec<u8>>,
}

/// The secrets of an installation, where they are still kept.
pub(crate) fn secrets(connection: &Connection, seq: i64) -> rusqlite::Result<Option<Secrets>> {
    connection
        .prepare_cached(
            "SELECT pdf_secret, log_secret FROM installation
             WHERE seq = ?1 AND pdf_secret IS NOT NULL AND log_secret IS NOT NULL",
        )?
        .query_row([seq], |row| Ok(Secrets { pdf: Zeroizing::new(row.get(0)?), log: Zeroizing::new(row.get(1)?) }))
        .optional()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_new_installation_takes_the_secrets_of_the_old() {
        let connection = crate::table::tests::memory();
        let mut new = New {
            id: &"a".repeat(32),
            pdf_public: b"p",
            log_public: b"l",
            pdf_secret: b"ps",
            log_secret: b"ls",
            created: 1,
            why: "created",
        };
        let first = insert(&connection, &new).unwrap();
        assert!(secrets(&connection, first).unwrap().is_some());
        let id = "b".repeat(32);
        new.id = &id;
        new.why = "copied";
        let second = insert(&connection, &new).unwrap();
        assert!(secrets(&connection, first).unwrap().is_none());
        assert_eq!(secrets(&connection, second).unwrap().unwrap().log.as_slice(), b"ls");
        let whys: Vec<_> = all(&connection).unwrap().into_iter().map(|row| row.why).collect();
        assert_eq!(whys, ["created", "copied"]);
    }
}
