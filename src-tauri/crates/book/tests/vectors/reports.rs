//! What two reports carry, and whether the later is shown to continue the record of the earlier.

use breachbook_book::proof::{ConsistencyProof, Proof};
use breachbook_book::{LogKey, checkpoint, tree};
use serde_json::{Value, json};

use super::Vector;
use super::other_logs::{opening, two_logs, whole};
use super::proofs::stated;
use super::writing::{Writer, sample_writer};

fn side(writer: &Writer, note: &str, proof: Option<&Proof>) -> Value {
    let text = proof.map(|proof| proof.encode().unwrap());
    json!({ "key": writer.key.verifier().to_string(), "checkpoint": note, "proof": text })
}

fn pair(name: &str, about: &str, later: Value, earlier: Value, fault: Option<&str>) -> Vector {
    let json = json!({ "about": about, "later": later, "earlier": earlier });
    stated(&format!("reports/{name}.json"), json, fault)
}

pub fn all() -> Vec<Vector> {
    let (old, new) = two_logs();
    let [first, third] = [0, 1].map(|n| old.checkpoints[n].as_str());
    let head = new.checkpoints[0].as_str();
    let same_log = Proof {
        consistency: vec![ConsistencyProof {
            old: first.to_owned(),
            hashes: tree::prove_consistency(1, 3, &old.nodes).unwrap(),
            checkpoint: third.to_owned(),
        }],
        ..Proof::default()
    };
    let full = whole(&old, &new);
    let changed = |change: &dyn Fn(&mut Proof)| {
        let mut proof = whole(&old, &new);
        change(&mut proof);
        side(&new, head, Some(&proof))
    };
    let (old_first, old_third) = (side(&old, first, None), side(&old, third, None));
    let later = || side(&new, head, Some(&full));
    let back = Writer::going_on(&old, 2, 2);
    let went_back = Proof { entries: vec![opening(&back)], ..Proof::default() };
    let went_back = side(&back, &back.checkpoints[0], Some(&went_back));
    let mut rewritten = sample_writer();
    let two = checkpoint::sign(&old.key, 2, tree::root(2, &old.nodes).unwrap()).unwrap();
    rewritten.checkpoints.push(checkpoint::sign(&old.key, 2, tree::empty_root()).unwrap());
    let mut elsewhere = Writer::opened(2, 1);
    elsewhere.checkpoint();
    let stranger = LogKey::new(old.log, &[9; 32]);
    let forged = checkpoint::sign(&stranger, 1, tree::root(1, &old.nodes).unwrap()).unwrap();
    let forged = json!({ "key": stranger.verifier().to_string(), "checkpoint": forged, "proof": null });
    let [set_back, not_shown] = [Some("set-back"), Some("not-shown")];
    vec![
        pair("good/same-log", "The log goes on.", side(&old, third, Some(&same_log)), old_first.clone(), None),
        pair("good/same-head", "Nothing was written in between.", side(&old, third, None), old_third.clone(), None),
        pair("good/new-log", "The vault goes on in a new log, which saw all of it.", later(), old_first.clone(), None),
        pair("good/new-log-at-its-end", "The earlier report rests on the very head.", later(), old_third.clone(), None),
        pair("bad/not-shown", "No proof is carried.", side(&old, third, None), old_first.clone(), not_shown),
        pair(
            "bad/no-proof-of-new-log",
            "A new log that says nothing.",
            side(&new, head, None),
            old_first.clone(),
            not_shown,
        ),
        pair(
            "bad/other-log-left-out",
            "The new log names the head, but does not show that it holds the older checkpoint.",
            changed(&|proof| proof.other_logs.clear()),
            old_first.clone(),
            not_shown,
        ),
        pair(
            "bad/set-back",
            "The new log goes on from a head before the earlier report.",
            went_back,
            old_third.clone(),
            set_back,
        ),
        pair(
            "bad/proof-tampered",
            "One hash of the proof was changed.",
            changed(&|proof| proof.other_logs[0].hashes[0] = tree::empty_root()),
            old_first.clone(),
            Some("consistency-wrong"),
        ),
        pair(
            "bad/heads-hidden",
            "The entry is shown without the head that it names.",
            changed(&|proof| proof.entries[0].payloads[1] = None),
            old_first.clone(),
            Some("head-not-named"),
        ),
        pair(
            "bad/swapped",
            "The later report is given as the earlier.",
            old_first.clone(),
            old_third.clone(),
            Some("not-earlier"),
        ),
        pair(
            "bad/forked",
            "Two heads of one size and different roots.",
            side(&old, rewritten.checkpoints.last().unwrap(), None),
            side(&old, &two, None),
            Some("forked"),
        ),
        pair(
            "bad/other-key",
            "The earlier report names another key for the same log.",
            side(&old, third, Some(&same_log)),
            forged,
            Some("other-key"),
        ),
        pair(
            "bad/other-book",
            "The reports are of two books.",
            later(),
            side(&elsewhere, &elsewhere.checkpoints[0], None),
            Some("other-book"),
        ),
        pair(
            "bad/signature-of-other-log",
            "The earlier checkpoint is not signed by the key that the report names.",
            later(),
            json!({ "key": new.key.verifier().to_string(), "checkpoint": first, "proof": null }),
            Some("checkpoint-other-log"),
        ),
    ]
}
