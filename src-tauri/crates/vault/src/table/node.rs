//! `node`, derived: a row for each entry of a log, with the hashes of the log's tree that became known with it, and
//! behind the last of them where the log stands. One table for all of it: an index of entries by log and number, and a
//! head of its own, would each be one more page to encrypt and write with every entry.

use std::cell::RefCell;
use std::collections::BTreeMap;

use breachbook_book::tree::{self, NodeReader};
use breachbook_book::{Hash, NodeReadError};
use rusqlite::{Connection, params};

use super::{fixed, int};
use crate::refused::Refused;

/// Dropped and made again when the version of the derived tables changes. No column may be null: SQLite would take two
/// nulls for a reason to sort what already lies in the order of the numbers.
pub(crate) const DERIVED: &str = "
CREATE TABLE node (
    log INTEGER NOT NULL,
    number INTEGER NOT NULL,                -- of the entry in its log; the largest there is for the head
    entry INTEGER NOT NULL,                 -- the entry's key; 0, which none has, for the head
    hashes BLOB NOT NULL,                   -- 32 bytes each, the leaf's own first; of the head the root
    size INTEGER NOT NULL DEFAULT 0,        -- of the head alone
    effective INTEGER NOT NULL DEFAULT 0,   -- of the head alone
    PRIMARY KEY (log, number),
    CHECK ((number = 9223372036854775807) = (entry = 0)),
    CHECK (entry = 0 OR (size = 0 AND effective = 0))
) STRICT, WITHOUT ROWID;";

/// Joins each log with its head, as `head.size`, `head.hashes` and `head.effective`.
pub(crate) const JOIN_HEAD: &str = "JOIN node AS head ON head.log = log.seq AND head.number = 9223372036854775807";

/// The entries of the log `?1`, found by their numbers; the head has none. To be put in the order of `node.number`.
pub(crate) const ENTRIES: &str = "node CROSS JOIN entry ON entry.seq = node.entry";

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
        let mut statement = self
            .connection
            .prepare_cached("SELECT substr(hashes, ?3 * 32 + 1, 32) FROM node WHERE log = ?1 AND number = ?2")?;
        let mut hashes = Vec::with_capacity(positions.len());
        for position in positions {
            let (number, which) = tree::entry_of_node(*position)?;
            let hash = statement.query_row(params![self.log, int(number), which], |row| fixed(row, 0))?;
            hashes.push(Hash::from_bytes(hash));
        }
        Ok(hashes)
    }
}

/// The hashes at the right edge of one log's tree: all that the next entry needs of it. Kept in memory from one entry
/// to the next, and passed over where the log does not stand where it did, as after a transaction that was undone.
#[derive(Debug, Default)]
pub(crate) struct Edge {
    /// The log, its size and its root.
    of: Option<(i64, u64, Hash)>,
    /// By position.
    nodes: BTreeMap<u64, Hash>,
}

/// Reads what an edge does not hold, and notes all that it was asked for.
struct Reader<'a> {
    kept: Nodes<'a>,
    known: BTreeMap<u64, Hash>,
    asked: RefCell<BTreeMap<u64, Hash>>,
}

impl NodeReader for Reader<'_> {
    fn read_nodes(&self, positions: &[u64]) -> Result<Vec<Hash>, NodeReadError> {
        let mut hashes = Vec::with_capacity(positions.len());
        for position in positions {
            let hash = match self.known.get(position) {
                Some(hash) => *hash,
                None => *self.kept.read_nodes(&[*position])?.first().ok_or("a hash is missing")?,
            };
            self.asked.borrow_mut().insert(*position, hash);
            hashes.push(hash);
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
            "INSERT INTO node (log, number, entry, hashes, size, effective) VALUES (?1, ?2, 0, ?3, ?4, ?5)
             ON CONFLICT (log, number) DO UPDATE
             SET hashes = excluded.hashes, size = excluded.size, effective = excluded.effective",
        )?
        .execute(params![log, i64::MAX, head.root.as_bytes(), int(head.size), int(head.effective)])?;
    Ok(())
}

/// Appends an entry to a log, given its key, its leaf and when it takes effect, and gives the new head.
pub(crate) fn append(
    connection: &Connection,
    log: i64,
    head: &Head,
    edge: &mut Edge,
    (entry, leaf, effective): (i64, Hash, u64),
) -> Result<Head, Refused> {
    let known =
        if edge.of == Some((log, head.size, head.root)) { std::mem::take(&mut edge.nodes) } else { BTreeMap::new() };
    let mut reader = Reader { kept: Nodes { connection, log }, known, asked: RefCell::default() };
    let new = tree::new_nodes(head.size, leaf, &reader)?;
    let hashes: Vec<u8> = new.iter().flat_map(|hash| *hash.as_bytes()).collect();
    connection
        .prepare_cached("INSERT INTO node (log, number, entry, hashes) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![log, int(head.size), entry, hashes])?;
    reader.known.extend((tree::node_count(head.size)?..).zip(new));
    reader.asked = RefCell::default();
    let size = head.size + 1;
    let head = Head { size, root: tree::root(size, &reader)?, effective };
    put_head(connection, log, &head)?;
    *edge = Edge { of: Some((log, size, head.root)), nodes: reader.asked.into_inner() };
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
        let mut edge = Edge::default();
        for leaf in 0..40_u8 {
            let leaf = tree::leaf_hash(&[leaf]);
            memory.append(leaf).unwrap();
            at = append(&connection, 1, &at, &mut edge, (at.size as i64 + 7, leaf, at.size)).unwrap();
            assert_eq!(at.root, tree::root(at.size, &memory).unwrap());
        }
        let nodes = Nodes { connection: &connection, log: 1 };
        assert_eq!(tree::prove_inclusion(3, 40, &nodes).unwrap(), tree::prove_inclusion(3, 40, &memory).unwrap());
        assert!(nodes.read_nodes(&[1000]).is_err());
    }

    #[test]
    fn an_edge_is_passed_over_after_a_transaction_that_was_undone() {
        let mut connection = crate::table::tests::memory();
        connection.pragma_update(None, "foreign_keys", "OFF").unwrap();
        let (mut memory, mut edge) = (MemoryNodes::default(), Edge::default());
        let mut at = begin(&connection, 1).unwrap();
        for n in 0..30_u8 {
            let undone = connection.transaction().unwrap();
            for lost in 0..n % 4 {
                let from = Head { size: at.size + u64::from(lost), ..at };
                let from = if lost == 0 { at } else { Head { root: edge.of.unwrap().2, ..from } };
                append(&undone, 1, &from, &mut edge, (1, tree::leaf_hash(&[200, n, lost]), 0)).unwrap();
            }
            undone.rollback().unwrap();
            let leaf = tree::leaf_hash(&[n]);
            memory.append(leaf).unwrap();
            at = append(&connection, 1, &at, &mut edge, (1, leaf, 0)).unwrap();
            assert_eq!(at.root, tree::root(at.size, &memory).unwrap(), "{n}");
        }
    }

    #[test]
    fn an_entry_needs_nothing_of_the_table_that_the_one_before_it_left_at_the_edge() {
        let connection = crate::table::tests::memory();
        connection.pragma_update(None, "foreign_keys", "OFF").unwrap();
        let (mut memory, mut edge) = (MemoryNodes::default(), Edge::default());
        let mut at = begin(&connection, 1).unwrap();
        for n in 0..100_u8 {
            let leaf = tree::leaf_hash(&[n]);
            memory.append(leaf).unwrap();
            at = append(&connection, 1, &at, &mut edge, (1, leaf, 0)).unwrap();
            assert_eq!(at.root, tree::root(at.size, &memory).unwrap());
            connection.execute("DELETE FROM node WHERE entry > 0", []).unwrap();
        }
    }

    #[test]
    fn entries_come_in_the_order_of_their_numbers_and_nothing_is_sorted() {
        let connection = crate::table::tests::memory();
        let sql = format!(
            "EXPLAIN QUERY PLAN SELECT payload.bytes FROM {ENTRIES} CROSS JOIN payload ON {}
             WHERE node.log = 1 ORDER BY node.number, payload.seq",
            crate::table::payload::OF_ENTRY
        );
        let mut statement = connection.prepare(&sql).unwrap();
        let plan = statement.query_map([], |row| row.get::<_, String>(3)).unwrap();
        let plan: Vec<String> = plan.map(Result::unwrap).collect();
        assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{plan:?}");
    }
}
