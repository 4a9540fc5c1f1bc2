//! The tree against RFC 6962 written out, and every proof for every size up to 300.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use breachbook_book::tree::{
    MemoryNodes, NodeReader, empty_root, entry_of_node, leaf_hash, new_nodes, node_count, prove_consistency,
    prove_inclusion, root, verify_consistency, verify_inclusion,
};
use breachbook_book::{Error, Hash, NodeReadError};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

const SIZES: u64 = 300;

fn leaf(index: u64) -> Hash {
    leaf_hash(&index.to_be_bytes())
}

fn log(size: u64) -> MemoryNodes {
    let mut nodes = MemoryNodes::default();
    for index in 0..size {
        nodes.append(leaf(index)).unwrap();
    }
    nodes
}

/// RFC 6962, section 2.1, word for word.
fn mth(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::from_bytes(Sha256::digest([]).into()),
        [leaf] => *leaf,
        _ => {
            let k = leaves.len().next_power_of_two() / 2;
            let mut hash = Sha256::new();
            hash.update([1]);
            hash.update(mth(&leaves[..k]).as_bytes());
            hash.update(mth(&leaves[k..]).as_bytes());
            Hash::from_bytes(hash.finalize().into())
        }
    }
}

#[test]
fn each_root_is_that_of_rfc_6962() {
    let leaves: Vec<_> = (0..SIZES).map(leaf).collect();
    let nodes = log(SIZES);
    for size in 0..=SIZES {
        let expected = mth(&leaves[..size as usize]);
        assert_eq!(root(size, &nodes).unwrap(), expected, "size {size}");
    }
    assert_eq!(root(0, &nodes).unwrap(), empty_root());
}

#[test]
fn each_entry_of_each_size_is_proved() {
    let nodes = log(SIZES);
    for size in 1..=SIZES {
        let head = root(size, &nodes).unwrap();
        for index in 0..size {
            let proof = prove_inclusion(index, size, &nodes).unwrap();
            verify_inclusion(&proof, index, size, leaf(index), head).unwrap();
            assert!(verify_inclusion(&proof, index, size, leaf(size), head).is_err());
        }
        assert!(matches!(prove_inclusion(size, size, &nodes), Err(Error::OutsideLog { .. })));
    }
}

#[test]
fn each_size_continues_each_smaller_one() {
    let nodes = log(SIZES);
    let heads: Vec<_> = (0..=SIZES).map(|size| root(size, &nodes).unwrap()).collect();
    for size in 0..=SIZES {
        for old in 0..=size {
            let (old_head, head) = (heads[old as usize], heads[size as usize]);
            let proof = prove_consistency(old, size, &nodes).unwrap();
            verify_consistency(&proof, old, old_head, size, head).unwrap();
            if size > 0 {
                let other = heads[size as usize - 1];
                assert!(verify_consistency(&proof, old, old_head, size, other).is_err() || old == 0);
                assert!(verify_consistency(&proof, old, leaf(SIZES), size, head).is_err());
            }
        }
    }
}

#[test]
fn from_an_empty_log_only_an_empty_proof_and_root_hold() {
    let head = root(3, &log(3)).unwrap();
    verify_consistency(&[], 0, empty_root(), 3, head).unwrap();
    assert!(verify_consistency(&[head], 0, empty_root(), 3, head).is_err());
    assert!(verify_consistency(&[], 0, head, 3, head).is_err());
    assert!(verify_consistency(&[], 0, empty_root(), 0, head).is_err());
}

#[test]
fn nodes_follow_one_another_without_a_gap() {
    let nodes = log(SIZES);
    let mut next = 0;
    for size in 0..SIZES {
        assert_eq!(node_count(size).unwrap(), next);
        next += new_nodes(size, leaf(size), &nodes).unwrap().len() as u64;
    }
}

struct Broken(usize);

impl NodeReader for Broken {
    fn read_nodes(&self, positions: &[u64]) -> Result<Vec<Hash>, NodeReadError> {
        match self.0 {
            0 => Err("the disk is gone".into()),
            extra => Ok(vec![leaf(0); positions.len() + extra]),
        }
    }
}

#[test]
fn a_failing_store_is_an_error_with_its_reason() {
    let error = root(5, &Broken(0)).unwrap_err();
    assert!(matches!(&error, Error::NodeRead { source } if source.to_string() == "the disk is gone"));
    let error = prove_inclusion(2, 5, &Broken(1)).unwrap_err();
    assert!(matches!(error, Error::NodeCount { asked: 3, found: 4 }));
}

proptest! {
    #[test]
    fn a_proof_with_any_hash_changed_added_or_removed_fails(
        size in 2..200u64,
        index: prop::sample::Index,
        at: prop::sample::Index,
        byte in 0..32usize,
        mask in 1..=255u8,
    ) {
        let nodes = log(size);
        let head = root(size, &nodes).unwrap();
        let index = index.index(size as usize) as u64;
        let proof = prove_inclusion(index, size, &nodes).unwrap();
        let mut changed = proof.clone();
        let at = at.index(proof.len());
        let mut bytes = *proof[at].as_bytes();
        bytes[byte] ^= mask;
        changed[at] = Hash::from_bytes(bytes);
        prop_assert!(verify_inclusion(&changed, index, size, leaf(index), head).is_err());
        prop_assert!(verify_inclusion(&proof[1..], index, size, leaf(index), head).is_err());
        let longer = [proof.as_slice(), &[head]].concat();
        prop_assert!(verify_inclusion(&longer, index, size, leaf(index), head).is_err());
    }

    #[test]
    fn proofs_from_outside_never_panic(
        hashes in proptest::collection::vec(any::<[u8; 32]>().prop_map(Hash::from_bytes), 0..70),
        index: u64,
        size: u64,
    ) {
        prop_assert!(verify_inclusion(&hashes, index, size, leaf(0), leaf(1)).is_err());
        prop_assert!(verify_consistency(&hashes, index, leaf(0), size, leaf(1)).is_err());
    }
}

#[test]
fn each_node_belongs_to_the_entry_that_made_it_known() {
    let mut nodes = MemoryNodes::default();
    let mut position = 0;
    for entry in 0..SIZES {
        let known = new_nodes(entry, leaf(entry), &nodes).unwrap();
        for which in 0..u8::try_from(known.len()).unwrap() {
            assert_eq!(entry_of_node(position).unwrap(), (entry, which), "position {position}");
            position += 1;
        }
        nodes.append(leaf(entry)).unwrap();
    }
    assert!(matches!(entry_of_node(u64::MAX), Err(Error::OutsideLog { .. })));
}
