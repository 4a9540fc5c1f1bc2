//! Proof files of a log that goes on from another: what a reader of the other log's checkpoint needs.

use breachbook_book::proof::{EntryProof, OtherLogProof, Proof};
use breachbook_book::{Act, Checkpoint, Payload, StoredLog, tree};
use serde_json::json;

use super::Vector;
use super::proofs::{entry, stated};
use super::verdict::{self, book_json};
use super::writing::{Writer, sample_writer};

/// The sample's log, and one that goes on from all its three entries.
pub fn two_logs() -> (Writer, Writer) {
    let old = sample_writer();
    let new = Writer::going_on(&old, 2, 3);
    (old, new)
}

/// The entry that names the heads, without who wrote it.
pub fn opening(new: &Writer) -> EntryProof {
    let mut opening = entry(new, 0, 0, 2);
    opening.payloads[0] = None;
    opening
}

/// The checkpoint of so many entries of the old log, within its head of `named`.
pub fn other_log(old: &Writer, new: &Writer, checkpoint: usize, size: u64, named: u64) -> OtherLogProof {
    let root = tree::root(named, &old.nodes).unwrap();
    OtherLogProof {
        old: old.checkpoints[checkpoint].clone(),
        head: Checkpoint { log: old.log, size: named, root }.text(),
        hashes: tree::prove_consistency(size, named, &old.nodes).unwrap(),
        checkpoint: new.checkpoints[0].clone(),
    }
}

pub fn whole(old: &Writer, new: &Writer) -> Proof {
    let other_logs = vec![other_log(old, new, 0, 1, 3), other_log(old, new, 1, 3, 3)];
    Proof { entries: vec![opening(new)], other_logs, ..Proof::default() }
}

pub fn all() -> Vec<Vector> {
    let (old, new) = two_logs();
    let key = new.key.verifier();
    let since = old.checkpoints[0].as_str();
    let vector = |path: &str, about: &str, proof: &Proof, fault: Option<&str>| {
        let json = json!({
            "about": about, "key": key.to_string(), "since": since, "since_key": old.key.verifier().to_string(),
            "proof": proof.encode().unwrap(),
        });
        stated(&format!("proof/{path}.json"), json, fault)
    };
    let changed = |change: &dyn Fn(&mut Proof)| {
        let mut proof = whole(&old, &new);
        change(&mut proof);
        proof
    };
    let mut vectors = vec![
        vector(
            "good/other-log",
            "The log goes on from a head of another, which holds what an older checkpoint speaks of; no name is shown.",
            &whole(&old, &new),
            None,
        ),
        vector(
            "good/other-log-and-entry",
            "An entry of the new log, tied to a checkpoint of the other.",
            &changed(&|proof| proof.entries.push(entry(&new, 1, 0, 2))),
            None,
        ),
    ];
    let mut bad = |name: &str, about: &str, proof: Proof, fault: &str| {
        vectors.push(vector(&format!("bad/{name}"), about, &proof, Some(fault)));
    };
    bad(
        "other-log-not-named",
        "The entry does not show the change that names the head.",
        changed(&|proof| proof.entries[0].payloads[1] = None),
        "head-not-named",
    );
    bad(
        "other-log-no-entry",
        "No entry of the log is shown.",
        changed(&|proof| proof.entries.clear()),
        "head-not-named",
    );
    bad(
        "other-log-other-head",
        "The proof leads to another head than the one that the entry names.",
        changed(&|proof| proof.other_logs = vec![other_log(&old, &new, 0, 1, 2)]),
        "head-not-named",
    );
    bad(
        "other-log-head-changed",
        "The size of the head was changed.",
        changed(&|proof| proof.other_logs[0].head = proof.other_logs[0].head.replace("\n3\n", "\n4\n")),
        // So many hashes fit a log of four entries with that root too; but the log names one of three.
        "head-not-named",
    );
    bad(
        "other-log-hash-missing",
        "A hash of the consistency proof is missing.",
        changed(&|proof| proof.other_logs[0].hashes.truncate(1)),
        "consistency-wrong",
    );
    bad(
        "other-log-set-back",
        "The older checkpoint speaks of more entries than the head has.",
        changed(&|proof| {
            proof.other_logs = vec![OtherLogProof { hashes: vec![], ..other_log(&old, &new, 1, 3, 3) }];
            proof.other_logs[0].head = other_log(&old, &new, 0, 1, 2).head;
        }),
        "consistency-wrong",
    );
    bad(
        "other-log-not-since",
        "Goes on from the other log, but nothing is said of the checkpoint that the reader holds.",
        changed(&|proof| drop(proof.other_logs.remove(0))),
        "not-since",
    );
    bad(
        "other-log-itself",
        "The log is said to go on from itself.",
        changed(&|proof| {
            let (size, root) = new.head();
            proof.other_logs[0].old = new.checkpoints[0].clone();
            proof.other_logs[0].head = Checkpoint { log: new.log, size, root }.text();
            proof.other_logs[0].hashes.clear();
        }),
        "checkpoint-other-log",
    );
    let mut elsewhere = Writer::opened(2, 1);
    elsewhere.checkpoint();
    bad(
        "other-log-of-other-book",
        "The other log is of another book.",
        changed(&|proof| proof.other_logs[0] = other_log(&elsewhere, &new, 0, 1, 1)),
        "checkpoint-other-log",
    );
    bad(
        "other-log-head-with-more",
        "A fourth line stands below the head.",
        changed(&|proof| proof.other_logs[0].head.push_str("more\n")),
        "checkpoint-malformed",
    );
    vectors.extend(books(old, new));
    vectors
}

/// A book of both logs, and one whose new log names a head that nobody can read.
fn books(old: Writer, new: Writer) -> [Vector; 2] {
    let mut wrong = Writer::new(1, 2);
    let mut head = Payload::head(&Checkpoint { log: old.log, size: 3, root: old.head().1 });
    head.body.pop();
    let act = Act::new("new-log", "P. Okafor").opening_log(&wrong.key.verifier(), &super::writing::pdf_key_hash(2));
    wrong.write(10_000, vec![Payload::act(&act).unwrap(), head]);
    let logs = [old.stored(), new.stored()];
    let one = |path: &str, about: &str, logs: &[StoredLog], intact: bool| {
        let mut json = book_json(about, logs[0].log.book, logs);
        json["expect"] = verdict::of(&json);
        assert_eq!(json["expect"]["intact"], intact, "{path}");
        Vector { path: path.to_owned(), json }
    };
    let faulty = [logs[0].clone(), wrong.stored()];
    [
        one("good/goes-on-in-new-log.json", "A second log goes on from the head of the first.", &logs, true),
        one("bad/head-malformed.json", "The head that the new log names ends without a newline.", &faulty, false),
    ]
}
