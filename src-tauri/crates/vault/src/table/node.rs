//! `node`, derived: the hashes of each log's tree, and behind the last of them where the log stands. One table for
//! both: a head of its own would be one more page to encrypt and write with every entry.

use breachbook_book::tree::{self, NodeReader};
use breachbook_book::{Hash, NodeReadError};
use rusqlite::{Connection, params};

use super::{fixed, int};
use crate::refused::Refused;

/// Dropped and made again when the version of the derived tables changes.
pub(crate) const DERIVED: &str = "
CREATE TABLE node (
    log INTEGER NOT NULL,
    position INTEGER NOT NULL,  -- the largest there is for the head, whose hash is the root
    hash BLOB NOT NULL,
    size INTEGER,               -- of the head alone
    effective INTEGER,          -- of the head alone
    PRIMARY KEY (log, position),
    CHECK ((position = 9223372036854775807) = (size IS NOT NULL)),
    CHECK ((size IS NULL) = (effective IS NULL))
) STRICT, WITHOUT ROWID;";

/// Joins each log with its head, as `head.size`, `head.hash` and `head.effective`.
pub(crate) const JOIN_HEAD: &str = "JOIN node AS head ON head.log = log.seq AND head.position = 9223372036854775807";

/// Where a log stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    pub size: u64,
    pub root: Hash,
    pub effective: u64,
}

/// The node hashes of one log, for the proofs of `book`.
pub(crate) struct Nodes<'a> {
    pub connection: &'a Connection,
    pub log: i64,
}

impl NodeReader for Nodes<'_> {
    fn read_nodes(&self, positions: &[u64]) -> Result<Vec<Hash>, NodeReadError> {
        let mut statement = self.connection.prepare_cached("SELECT hash FROM node WHERE log = ?1 AND position = ?2")?;
        let mut hashes = Vec::with_capacity(positions.len());
        for position in positions {
            let hash = statement.query_row(params![self.log, int(*position)], |row| fixed(row, 0))?;
            hashes.push(Hash::from_bytes(hash));
        }
        Ok(hashes)
    }
}

/// Sets the head of a log without entries.
pub(crate) fn begin(connection: &Connection, log: i64) -> rusqlite::Result<Head> {
    let head = Head { size: 0, root: tree::empty_root(), effective: 0 };
    put_head(connection, log, &head)?;
    Ok(head)
}

fn put_head(connection: &Connection, log: i64, head: &Head) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO node (log, position, hash, size, effective) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (log, position) DO UPDATE
             SET hash = excluded.hash, size = excluded.size, effective = excluded.effective",
        )?
        .execute(params![log, i64::MAX, head.root.as_bytes(), int(head.size), int(head.effective)])?;
    Ok(())
}

/// Appends a leaf to a log and gives the new head.
pub(crate) fn append(
    connection: &Connection,
    log: i64,
    head: &Head,
    leaf: Hash,
    effective: u64,
) -> Result<Head, Refused> {
    let nodes = Nodes { connection, log };
    let new = tree::new_nodes(head.size, leaf, &nodes)?;
    let mut insert = connection.prepare_cached("INSERT INTO node (log, position, hash) VALUES (?1, ?2, ?3)")?;
    for (position, hash) in (tree::node_count(head.size)?..).zip(&new) {
        insert.execute(params![log, int(position), hash.as_bytes()])?;
    }
    let size = head.size + 1;
    let head = Head { size, root: tree::root(size, &nodes)?, effective };
    put_head(connection, log, &head)?;
    Ok(head)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use breachbook_book::tree::MemoryNodes;

    #[test]
    fn the_kept_tree_is_that_of_memory() {
        let connection = crate::table::tests::memory();
        connection.pragma_update(None, "foreign_keys", "OFF").unwrap();
        let mut memory = MemoryNodes::default();
        let mut at = begin(&connection, 1).unwrap();
        for leaf in 0..40_u8 {
            let leaf = tree::leaf_hash(&[leaf]);
            memory.append(leaf).unwrap();
            at = append(&connection, 1, &at, leaf, u64::from(at.size as u32)).unwrap();
            assert_eq!(at.root, tree::root(at.size, &memory).unwrap());
        }
        let nodes = Nodes { connection: &connection, log: 1 };
        assert_eq!(tree::prove_inclusion(3, 40, &nodes).unwrap(), tree::prove_inclusion(3, 40, &memory).unwrap());
        assert!(nodes.read_nodes(&[1000]).is_err());
    }
}
