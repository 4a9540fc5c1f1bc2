//! Proof files, right and wrong.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use breachbook_book::proof::{ConsistencyProof, EntryProof, Proof};
use breachbook_book::{LogKey, VerifierKey, checkpoint, tree};
use serde_json::{Value, json};

use super::Vector;
use super::verdict;
use super::writing::{Writer, sample_writer};

pub fn entry(writer: &Writer, index: usize, head: usize, size: u64) -> EntryProof {
    EntryProof {
        index: index as u64,
        header: writer.entries[index].header.clone(),
        payloads: writer.entries[index].payloads.clone(),
        hashes: tree::prove_inclusion(index as u64, size, &writer.nodes).unwrap(),
        checkpoint: writer.checkpoints[head].clone(),
    }
}

fn consistency(writer: &Writer) -> ConsistencyProof {
    ConsistencyProof {
        old: writer.checkpoints[0].clone(),
        hashes: tree::prove_consistency(1, 3, &writer.nodes).unwrap(),
        checkpoint: writer.checkpoints[1].clone(),
    }
}

/// States the fault; what a valid file shows is taken from the crate, for `verify.py` computes it too.
pub fn vector(
    path: &str,
    about: &str,
    key: &VerifierKey,
    since: Option<&str>,
    text: &str,
    fault: Option<&str>,
) -> Vector {
    stated(
        &format!("proof/{path}.json"),
        json!({ "about": about, "key": key.to_string(), "since": since, "proof": text }),
        fault,
    )
}

/// With the verdict that it must get.
pub fn stated(path: &str, mut json: Value, fault: Option<&str>) -> Vector {
    json["expect"] = match fault {
        Some(fault) => json!({ "valid": false, "fault": fault }),
        None => verdict::of(&json),
    };
    Vector { path: path.to_owned(), json }
}

pub fn all() -> Vec<Vector> {
    let writer = sample_writer();
    let key = writer.key.verifier();
    let old = writer.checkpoints[0].as_str();
    let one = || Proof { entries: vec![entry(&writer, 1, 1, 3)], consistency: vec![], ..Proof::default() };
    let full = || {
        let mut second = entry(&writer, 2, 1, 3);
        second.payloads[0] = None;
        Proof {
            entries: vec![entry(&writer, 0, 1, 3), second],
            consistency: vec![consistency(&writer)],
            ..Proof::default()
        }
    };
    let text = |proof: Proof| proof.encode().unwrap();
    let mut vectors = Vec::new();
    let mut good = |name: &str, about: &str, since: Option<&str>, proof: String| {
        vectors.push(vector(&format!("good/{name}"), about, &key, since, &proof, None));
    };
    good("one-entry", "One entry of three.", None, text(one()));
    good("first-of-one", "The only entry of the older head: no hash is needed.", Some(old), {
        text(Proof { entries: vec![entry(&writer, 0, 0, 1)], consistency: vec![], ..Proof::default() })
    });
    good(
        "two-entries-and-consistency",
        "Two entries, one act withheld, tied to an older checkpoint.",
        Some(old),
        text(full()),
    );
    good("consistency-only", "A checkpoint continues an older one.", Some(old), {
        text(Proof { entries: vec![], consistency: vec![consistency(&writer)], ..Proof::default() })
    });
    let mut newer = sample_writer();
    newer.raw([0, 99, 7].to_vec(), vec![]);
    newer.checkpoint();
    good("version-99", "An entry whose header is of version 99.", None, {
        text(Proof { entries: vec![entry(&newer, 3, 2, 4)], consistency: vec![], ..Proof::default() })
    });

    let mut bad = |name: &str, about: &str, since: Option<&str>, proof: String, fault: &str| {
        vectors.push(vector(&format!("bad/{name}"), about, &key, since, &proof, Some(fault)));
    };
    let changed = |change: &dyn Fn(&mut Proof)| {
        let mut proof = full();
        change(&mut proof);
        text(proof)
    };
    let inclusion = "inclusion-wrong";
    bad("index-wrong", "The entry stands at another index.", None, changed(&|p| p.entries[0].index = 1), inclusion);
    bad("index-outside", "The index is that of no entry.", None, changed(&|p| p.entries[0].index = 3), inclusion);
    bad(
        "header-changed",
        "One bit of the header was changed.",
        None,
        changed(&|p| p.entries[0].header[25] ^= 1),
        inclusion,
    );
    bad(
        "hash-missing",
        "A hash of the inclusion proof is missing.",
        None,
        changed(&|p| {
            p.entries[0].hashes.pop();
        }),
        inclusion,
    );
    bad(
        "hash-too-many",
        "A hash too many in the inclusion proof.",
        None,
        changed(&|p| p.entries[0].hashes.push(tree::empty_root())),
        inclusion,
    );
    bad(
        "payload-changed",
        "One bit of a payload was changed.",
        None,
        changed(&|p| *p.entries[1].payloads[1].as_mut().unwrap().1.last_mut().unwrap() ^= 1),
        "commitment-wrong",
    );
    bad(
        "payload-count",
        "Fewer changes are listed than the header commits to.",
        None,
        changed(&|p| p.entries[1].payloads.truncate(1)),
        "commitment-wrong",
    );
    bad(
        "consistency-swapped",
        "The hashes of the consistency proof stand in the wrong order.",
        None,
        changed(&|p| p.consistency[0].hashes.swap(0, 1)),
        "consistency-wrong",
    );
    bad(
        "consistency-backwards",
        "The newer checkpoint is given as the older one.",
        None,
        changed(&|p| {
            let proof = &mut p.consistency[0];
            std::mem::swap(&mut proof.old, &mut proof.checkpoint);
        }),
        "consistency-wrong",
    );
    bad("not-since", "Not tied to the checkpoint that the reader holds.", Some(old), text(one()), "not-since");
    bad(
        "entry-not-since",
        "The older checkpoint is shown to be continued, but the entry stands under a third one.",
        Some(old),
        {
            let mut writer = sample_writer();
            writer.log_event(4_000, "e2", "Later.");
            writer.checkpoint();
            text(Proof {
                entries: vec![entry(&writer, 3, 2, 4)],
                consistency: vec![consistency(&writer)],
                ..Proof::default()
            })
        },
        "not-since",
    );
    let stranger = LogKey::new(writer.log, &[9; 32]);
    let (size, root) = writer.head();
    bad(
        "signed-by-a-stranger",
        "The checkpoint is signed with another key of the same name.",
        None,
        changed(&|p| p.entries[0].checkpoint = checkpoint::sign(&stranger, size, root).unwrap()),
        "signature-missing",
    );
    let mut other = Writer::opened(1, 2);
    other.checkpoint();
    bad(
        "other-log",
        "The checkpoint belongs to another log.",
        None,
        changed(&|p| p.entries[0].checkpoint = other.checkpoints[0].clone()),
        "checkpoint-other-log",
    );
    bad(
        "signature-changed",
        "One letter of the signature was changed.",
        None,
        {
            let note = &writer.checkpoints[1];
            let at = note.trim_end().len() - 10;
            let letter = if note.as_bytes()[at] == b'A' { "B" } else { "A" };
            let changed = format!("{}{letter}{}", &note[..at], &note[at + 1..]);
            text(one()).replacen(note.as_str(), &changed, 1)
        },
        "signature-wrong",
    );
    let mut unreadable = sample_writer();
    unreadable.raw([0, 1, 7].to_vec(), vec![]);
    unreadable.checkpoint();
    bad(
        "header-truncated",
        "A header that ends too soon, and that the log holds all the same.",
        None,
        text(Proof { entries: vec![entry(&unreadable, 3, 2, 4)], consistency: vec![], ..Proof::default() }),
        "entry-malformed",
    );
    bad(
        "consistency-not-since",
        "Continues another checkpoint than the one that the reader holds.",
        Some(sample_of_two().as_str()),
        text(Proof { entries: vec![], consistency: vec![consistency(&writer)], ..Proof::default() }),
        "not-since",
    );
    let mut foreign = sample_writer();
    let mut entry_of_other_book = Writer::opened(2, 1).entries.remove(0);
    foreign.raw(entry_of_other_book.header, std::mem::take(&mut entry_of_other_book.payloads));
    foreign.checkpoint();
    bad(
        "header-other-book",
        "The log holds the entry, but its header is of another book.",
        None,
        text(Proof { entries: vec![entry(&foreign, 3, 2, 4)], consistency: vec![], ..Proof::default() }),
        "commitment-wrong",
    );
    let malformed = "proof-malformed";
    let valid = text(one());
    bad(
        "extra-trailing-byte",
        "A byte follows after the extra data.",
        None,
        {
            let (start, rest) = valid.split_once("extra ").unwrap();
            let (extra, rest) = rest.split_once('\n').unwrap();
            let extra = [BASE64_STANDARD.decode(extra).unwrap(), vec![0]].concat();
            format!("{start}extra {}\n{rest}", BASE64_STANDARD.encode(extra))
        },
        malformed,
    );
    bad(
        "hashes-65",
        "More hashes than any log is high.",
        None,
        {
            let hash = format!("{}\n", BASE64_STANDARD.encode([7; 32]));
            valid.replacen("\n\nbreach", &format!("\n{}\nbreach", hash.repeat(63)), 1)
        },
        malformed,
    );
    bad("empty", "A file without a letter.", None, String::new(), malformed);
    bad("other-form", "The first line names another form.", None, valid.replacen("@v1", "@v2", 1), malformed);
    bad(
        "no-extra",
        "The extra line is missing.",
        None,
        {
            let lines: Vec<_> = valid.split_inclusive('\n').collect();
            [&lines[..1], &lines[2..]].concat().concat()
        },
        malformed,
    );
    bad(
        "index-leading-zero",
        "An index with a leading zero.",
        None,
        valid.replacen("index 1", "index 01", 1),
        malformed,
    );
    bad(
        "extra-version-2",
        "The extra data has version 2.",
        None,
        valid.replacen("extra AAE", "extra AAI", 1),
        malformed,
    );
    bad(
        "extra-loose-base64",
        "The extra data is cut within a letter.",
        None,
        {
            let end = valid.find("\nindex").unwrap();
            format!("{}{}", &valid[..end - 1], &valid[end..])
        },
        malformed,
    );
    bad(
        "blank-line-missing",
        "No empty line before the checkpoint.",
        None,
        valid.replacen("\n\nbreach", "\nbreach", 1),
        malformed,
    );
    bad("trailing-text", "Something follows after the last proof.", None, format!("{valid}hello\n"), malformed);
    bad("last-newline-missing", "The last newline is missing.", None, valid.trim_end().to_owned(), malformed);
    bad(
        "hash-short",
        "A hash of 31 bytes.",
        None,
        {
            let mut lines: Vec<_> = valid.lines().map(str::to_owned).collect();
            lines[3] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==".to_owned();
            lines.join("\n") + "\n"
        },
        malformed,
    );
    vectors
}

/// A checkpoint of the first two entries of the sample.
fn sample_of_two() -> String {
    let writer = sample_writer();
    checkpoint::sign(&writer.key, 2, tree::root(2, &writer.nodes).unwrap()).unwrap()
}
