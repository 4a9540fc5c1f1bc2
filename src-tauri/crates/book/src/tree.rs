//! The log's Merkle tree (RFC 6962, SHA-256), with node hashes kept by whoever stores the log.
//!
//! Node hashes lie in one sequence, in the order in which they become known (the "stored hashes" of Go's
//! `sumdb/tlog`): appending leaf `size` adds [`new_nodes`] from position [`node_count`]`(size)` on. Appending,
//! the root and each proof read O(log n) of them.

use std::cell::Cell;

use tlog_tiles::tlog;

use crate::{Error, Hash, NodeReadError};

/// The largest log that is handled: 2⁵³ entries, exact in a JSON number.
pub const MAX_SIZE: u64 = 1 << 53;

/// A proof is never longer than the tree is high; so much is looked at of what comes from outside.
pub(crate) const MAX_PROOF: usize = 64;

/// Where node hashes are read from.
pub trait NodeReader {
    /// The hashes at these positions of the sequence, in the order asked for.
    ///
    /// # Errors
    /// Whatever the store fails with; a position that it does not hold is a failure too.
    fn read_nodes(&self, positions: &[u64]) -> Result<Vec<Hash>, NodeReadError>;
}

/// The hash of an entry's header as a leaf: SHA-256(0x00 ‖ header bytes).
#[must_use]
pub fn leaf_hash(header_bytes: &[u8]) -> Hash {
    from_tlog(tlog::record_hash(header_bytes))
}

/// The root of a log without entries: the SHA-256 of nothing.
#[must_use]
pub fn empty_root() -> Hash {
    from_tlog(tlog::EMPTY_HASH)
}

/// How many node hashes a log of `size` entries has; the position of the first one of the next entry.
///
/// # Errors
/// A size above [`MAX_SIZE`].
pub fn node_count(size: u64) -> Result<u64, Error> {
    bounded(size)?;
    Ok(tlog::stored_hash_count(size))
}

/// With which entry the hash at a position becomes known, and which of that entry's [`new_nodes`] it is.
///
/// # Errors
/// A position that no log of [`MAX_SIZE`] entries has.
pub fn entry_of_node(position: u64) -> Result<(u64, u8), Error> {
    if position >= node_count(MAX_SIZE)? {
        return Err(Error::OutsideLog { asked: position, size: MAX_SIZE });
    }
    let (level, n) = tlog::split_stored_hash_index(position);
    // A hash of a level spans 2^level entries, and is known with the last of them, whose own hash is level 0.
    Ok((((n + 1) << level) - 1, level))
}

/// The node hashes that appending a leaf to a log of `size` entries adds, the leaf's own first.
///
/// # Errors
/// A size above [`MAX_SIZE`], or a failure of the reader.
pub fn new_nodes(size: u64, leaf: Hash, reader: &impl NodeReader) -> Result<Vec<Hash>, Error> {
    bounded(size)?;
    let nodes = reading(reader, |reader| tlog::stored_hashes_for_record_hash(size, to_tlog(leaf), reader))?;
    Ok(nodes.into_iter().map(from_tlog).collect())
}

/// The root of the first `size` entries.
///
/// # Errors
/// A size above [`MAX_SIZE`], or a failure of the reader.
pub fn root(size: u64, reader: &impl NodeReader) -> Result<Hash, Error> {
    bounded(size)?;
    reading(reader, |reader| tlog::tree_hash(size, reader)).map(from_tlog)
}

/// The proof that the entry at `index` is in the log of `size` entries, from the leaf's sibling upwards.
///
/// # Errors
/// An index outside the log, or a failure of the reader.
pub fn prove_inclusion(index: u64, size: u64, reader: &impl NodeReader) -> Result<Vec<Hash>, Error> {
    bounded(size)?;
    if index >= size {
        return Err(Error::OutsideLog { asked: index, size });
    }
    let proof = reading(reader, |reader| tlog::prove_record(size, index, reader))?;
    Ok(proof.into_iter().map(from_tlog).collect())
}

/// The proof that the log of `size` entries continues that of `old_size` (RFC 6962, section 2.1.2); empty from 0.
///
/// # Errors
/// An older size above the size, or a failure of the reader.
pub fn prove_consistency(old_size: u64, size: u64, reader: &impl NodeReader) -> Result<Vec<Hash>, Error> {
    bounded(size)?;
    if old_size > size {
        return Err(Error::OutsideLog { asked: old_size, size });
    }
    if old_size == 0 {
        return Ok(Vec::new());
    }
    let proof = reading(reader, |reader| tlog::prove_tree(size, old_size, reader))?;
    Ok(proof.into_iter().map(from_tlog).collect())
}

/// Verifies an inclusion proof.
///
/// # Errors
/// [`Error::InclusionWrong`] unless the proof leads from the leaf to the root.
pub fn verify_inclusion(proof: &[Hash], index: u64, size: u64, leaf: Hash, root: Hash) -> Result<(), Error> {
    let wrong = || Error::InclusionWrong { index, size };
    if proof.len() > MAX_PROOF || size > MAX_SIZE {
        return Err(wrong());
    }
    let proof = proof.iter().copied().map(to_tlog).collect();
    tlog::check_record(&proof, size, to_tlog(root), index, to_tlog(leaf)).map_err(|_| wrong())
}

/// Verifies a consistency proof.
///
/// # Errors
/// [`Error::ConsistencyWrong`] unless the proof leads to both roots. From an empty log only an empty proof and
/// the [`empty_root`] are right.
pub fn verify_consistency(proof: &[Hash], old_size: u64, old_root: Hash, size: u64, root: Hash) -> Result<(), Error> {
    let wrong = || Error::ConsistencyWrong { old_size, size };
    if proof.len() > MAX_PROOF || size > MAX_SIZE || old_size > size {
        return Err(wrong());
    }
    if old_size == 0 {
        let empty = proof.is_empty() && old_root == empty_root();
        let grown = size > 0 || root == empty_root();
        return if empty && grown { Ok(()) } else { Err(wrong()) };
    }
    let proof = proof.iter().copied().map(to_tlog).collect();
    tlog::check_tree(&proof, size, to_tlog(root), old_size, to_tlog(old_root)).map_err(|_| wrong())
}

/// All node hashes of a log in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemoryNodes {
    size: u64,
    nodes: Vec<Hash>,
}

impl MemoryNodes {
    /// Appends a leaf.
    ///
    /// # Errors
    /// A log of [`MAX_SIZE`] entries.
    pub fn append(&mut self, leaf: Hash) -> Result<(), Error> {
        let nodes = new_nodes(self.size, leaf, self)?;
        self.nodes.extend(nodes);
        self.size += 1;
        Ok(())
    }

    /// How many entries the log has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }
}

impl NodeReader for MemoryNodes {
    fn read_nodes(&self, positions: &[u64]) -> Result<Vec<Hash>, NodeReadError> {
        let node = |position: &u64| {
            usize::try_from(*position)
                .ok()
                .and_then(|position| self.nodes.get(position).copied())
                .ok_or_else(|| format!("there is no hash at position {position}").into())
        };
        positions.iter().map(node).collect()
    }
}

fn bounded(size: u64) -> Result<(), Error> {
    if size > MAX_SIZE {
        return Err(Error::OutsideLog { asked: size, size: MAX_SIZE });
    }
    Ok(())
}

/// Lets `tlog` read through our trait. It can carry no foreign error, so that one waits here; and it would panic
/// on a wrong number of hashes, so that is refused before.
struct Reading<'a, R> {
    reader: &'a R,
    failed: Cell<Option<Error>>,
}

impl<R: NodeReader> tlog::HashReader for Reading<'_, R> {
    fn read_hashes(&self, positions: &[u64]) -> Result<Vec<tlog::Hash>, tlog::Error> {
        let failure = match self.reader.read_nodes(positions) {
            Ok(nodes) if nodes.len() == positions.len() => {
                return Ok(nodes.into_iter().map(to_tlog).collect());
            }
            Ok(nodes) => Error::NodeCount { asked: positions.len(), found: nodes.len() },
            Err(source) => Error::NodeRead { source },
        };
        self.failed.set(Some(failure));
        Err(tlog::Error::IndexesNotInTree)
    }
}

fn reading<R: NodeReader, T>(
    reader: &R,
    work: impl FnOnce(&Reading<'_, R>) -> Result<T, tlog::Error>,
) -> Result<T, Error> {
    let reading = Reading { reader, failed: Cell::new(None) };
    work(&reading).map_err(|error| reading.failed.take().unwrap_or(Error::NodeRead { source: Box::new(error) }))
}

fn to_tlog(hash: Hash) -> tlog::Hash {
    tlog::Hash(*hash.as_bytes())
}

fn from_tlog(hash: tlog::Hash) -> Hash {
    Hash::from_bytes(hash.0)
}
