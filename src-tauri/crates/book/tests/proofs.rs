//! Checkpoints, cosignatures and proof files.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod writing;

use breachbook_book::proof::{ConsistencyProof, EntryProof, Proof};
use breachbook_book::{Checkpoint, Error, InstallationId, LogKey, VerifierKey, WitnessKey, checkpoint, cosign, tree};
use proptest::prelude::*;
use writing::{Writer, sample_writer};

/// Entries 0 and 2 of the sample, shown under its last checkpoint, the act of entry 2 withheld; and the
/// consistency of that checkpoint with the first.
fn sample_proof(writer: &Writer) -> Proof {
    let [old, new] = [&writer.checkpoints[0], &writer.checkpoints[1]];
    let entries = [0, 2].map(|index| {
        let mut payloads = writer.entries[index].payloads.clone();
        if index == 2 {
            payloads[0] = None;
        }
        EntryProof {
            index: index as u64,
            header: writer.entries[index].header.clone(),
            payloads,
            hashes: tree::prove_inclusion(index as u64, 3, &writer.nodes).unwrap(),
            checkpoint: new.clone(),
        }
    });
    Proof {
        entries: entries.into(),
        consistency: vec![ConsistencyProof {
            old: old.clone(),
            hashes: tree::prove_consistency(1, 3, &writer.nodes).unwrap(),
            checkpoint: new.clone(),
        }],
        ..Proof::default()
    }
}

#[test]
fn a_checkpoint_opens_under_its_key_alone() {
    let writer = sample_writer();
    let (size, root) = writer.head();
    let note = &writer.checkpoints[1];
    let said = checkpoint::open(note, &writer.key.verifier()).unwrap();
    assert_eq!((said.log, said.size, said.root), (writer.log, size, root));
    assert_eq!(*note, checkpoint::sign(&writer.key, size, root).unwrap(), "same input, same bytes");

    let same_name = LogKey::new(writer.log, &[9; 32]).verifier();
    let opened = checkpoint::open(note, &same_name);
    assert!(matches!(opened, Err(Error::SignatureMissing { .. })));
    let other_log = Writer::new(1, 2).key.verifier();
    assert!(matches!(checkpoint::open(note, &other_log), Err(Error::OtherLog { .. })));
    let witness = WitnessKey::new(writer.log.installation, &[9; 32]).verifier();
    assert!(matches!(checkpoint::open(note, &witness), Err(Error::OtherLog { .. })));
}

#[test]
fn a_verifier_key_reads_back_and_is_checked() {
    let key = Writer::new(1, 1).key.verifier();
    assert_eq!(key.to_string().parse::<VerifierKey>().unwrap(), key);
    let text = key.to_string();
    for wrong in [
        text.replacen('+', "", 1),
        text.replacen("breachbook", "Breachbook", 1),
        text[..text.len() - 4].to_owned(),
        format!("{text} "),
        String::new(),
    ] {
        assert!(wrong.parse::<VerifierKey>().is_err(), "{wrong}");
    }
}

#[test]
fn a_witness_signs_once_and_its_time_reads_back() {
    let writer = sample_writer();
    let witness = WitnessKey::new(InstallationId::from_bytes([7; 16]), &[8; 32]);
    let note = cosign::cosign(&writer.checkpoints[1], &witness, 1_693_000_000).unwrap();
    assert_eq!(cosign::open(&note, &witness.verifier()).unwrap(), 1_693_000_000);
    checkpoint::open(&note, &writer.key.verifier()).expect("the log's signature still holds");
    assert_eq!(cosign::cosign(&note, &witness, 1_693_000_001).unwrap(), note);

    let stranger = WitnessKey::new(InstallationId::from_bytes([6; 16]), &[8; 32]).verifier();
    assert!(matches!(cosign::open(&note, &stranger), Err(Error::SignatureMissing { .. })));
    let (bare, other) = (&writer.checkpoints[0], &writer.checkpoints[1]);
    let moved = format!("{bare}{}", note.strip_prefix(other.as_str()).unwrap());
    let opened = cosign::open(&moved, &witness.verifier());
    assert!(matches!(opened, Err(Error::SignatureWrong { .. })));
    assert!(cosign::cosign(&moved, &witness, 5).is_err());
    assert!(cosign::cosign(bare, &witness, u64::MAX).is_err());
}

#[test]
fn a_proof_shows_chosen_entries_and_no_more() {
    let writer = sample_writer();
    let key = writer.key.verifier();
    let text = sample_proof(&writer).encode().unwrap();
    let proof = Proof::decode(&text).unwrap();
    assert_eq!(proof, sample_proof(&writer));

    let shown = proof.verify(&key, None).unwrap();
    assert_eq!(shown.checkpoints.iter().map(|c| c.size).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(shown.entries[1].index, 2);
    assert!(shown.entries[1].changes[0].is_none());
    let (_, put) = shown.entries[1].changes[1].as_ref().unwrap();
    assert_eq!(put.id, "e1");

    let old = checkpoint::open(&writer.checkpoints[0], &key).unwrap();
    proof.verify(&key, Some(&old)).unwrap();
    let mut alone = proof.clone();
    alone.consistency.clear();
    assert!(matches!(alone.verify(&key, Some(&old)), Err(Error::NotSince { size: 1 })));
    let elsewhere = Checkpoint { size: 2, ..old };
    assert!(matches!(proof.verify(&key, Some(&elsewhere)), Err(Error::NotSince { size: 2 })));
}

#[test]
fn a_proof_of_something_else_is_refused() {
    let writer = sample_writer();
    let key = writer.key.verifier();
    let proof = sample_proof(&writer);
    let refused = |change: &dyn Fn(&mut Proof)| {
        let mut proof = proof.clone();
        change(&mut proof);
        proof.verify(&key, None).unwrap_err()
    };
    let error = refused(&|proof| proof.entries[0].index = 1);
    assert!(matches!(error, Error::InclusionWrong { .. }), "{error}");
    let error = refused(&|proof| proof.entries[0].header[20] ^= 1);
    assert!(matches!(error, Error::InclusionWrong { .. }), "{error}");
    let error = refused(&|proof| proof.entries[1].payloads[1].as_mut().unwrap().1[70] ^= 1);
    assert!(matches!(error, Error::CommitmentWrong { index: 2, change: 1 }), "{error}");
    let error = refused(&|proof| proof.entries[1].payloads.truncate(1));
    assert!(matches!(error, Error::CommitmentWrong { .. }), "{error}");
    let error = refused(&|proof| proof.consistency[0].hashes.swap(0, 1));
    assert!(matches!(error, Error::ConsistencyWrong { .. }), "{error}");
    let stranger = Writer::new(2, 1).key.verifier();
    assert!(matches!(proof.verify(&stranger, None), Err(Error::OtherLog { .. })));
}

proptest! {
    #[test]
    fn a_proof_file_with_any_byte_changed_is_refused(at: prop::sample::Index, mask in 1..128u8) {
        let writer = sample_writer();
        let proof = sample_proof(&writer);
        let mut bytes = proof.encode().unwrap().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= mask;
        if let Ok(text) = String::from_utf8(bytes) {
            let read = Proof::decode(&text).and_then(|p| p.verify(&writer.key.verifier(), None));
            prop_assert!(read.is_err());
        }
    }
}

#[test]
fn text_that_is_no_proof_says_at_which_line() {
    let text = sample_proof(&sample_writer()).encode().unwrap();
    let line = |text: &str| match Proof::decode(text) {
        Err(Error::ProofMalformed { line, .. }) => line,
        other => panic!("{other:?}"),
    };
    assert_eq!(line(""), 0);
    assert_eq!(line("hello\n"), 1);
    assert_eq!(line(&text.replace("index 0", "index 00")), 3);
    assert_eq!(line(&text.replace("extra AAE", "extra AAI")), 2);
    assert_eq!(line(text.trim_end()), text.lines().count());
}
