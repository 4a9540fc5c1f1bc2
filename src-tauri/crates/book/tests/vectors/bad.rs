//! Books with one fault each, named by it; those whose keys or checkpoints are wrong are in `signed`.

use std::collections::BTreeSet;

use breachbook_book::{Act, Header, Kind, Payload, Salt, StoredLog, commit, seal};

use super::Vector;
use super::good::vector;
use super::signed;
use super::writing::{Writer, event, sample, sample_writer};

pub fn all() -> Vec<Vector> {
    let mut vectors = Vec::new();
    let mut bad = |name: &str, about: &str, logs: Vec<StoredLog>, findings: &[&str]| {
        vectors.push(vector(&format!("bad/{name}.json"), about, &logs, findings));
    };
    stored(&mut bad);
    headers(&mut bad);
    payloads(&mut bad);
    signed::checkpoints(&mut bad);
    signed::keys(&mut bad);
    logs(&mut bad);
    vectors
}

pub type Bad<'a> = &'a mut dyn FnMut(&str, &str, Vec<StoredLog>, &[&str]);

/// What is stored was changed after it was written.
fn stored(bad: Bad<'_>) {
    let changed = |change: &dyn Fn(&mut StoredLog)| {
        let mut log = sample();
        change(&mut log);
        vec![log]
    };
    let payload = |log: &mut StoredLog, change: &dyn Fn(&mut Salt, &mut Vec<u8>)| {
        let (salt, bytes) = log.entries[1].payloads[1].as_mut().unwrap();
        change(salt, bytes);
    };
    let found = ["0 entry 1 change 1: commitment-wrong"];
    bad(
        "commitment-wrong",
        "One digit of an event's time was changed.",
        changed(&|log| payload(log, &|_, bytes| *bytes.last_chunk_mut::<4>().unwrap() = *b"1.\"}")),
        &found,
    );
    bad(
        "salt-wrong",
        "One bit of a salt was changed.",
        changed(&|log| {
            payload(log, &|salt, _| {
                let mut bytes = *salt.as_bytes();
                bytes[31] ^= 1;
                *salt = Salt::from_bytes(bytes);
            });
        }),
        &found,
    );
    bad(
        "payload-trailing-byte",
        "A byte follows after a payload.",
        changed(&|log| payload(log, &|_, bytes| bytes.push(0))),
        &found,
    );
    bad(
        "payloads-swapped",
        "Two changes of an entry stand in the wrong order.",
        changed(&|log| log.entries[1].payloads.swap(0, 1)),
        &["0 entry 1 change 0: commitment-wrong", "0 entry 1 change 1: commitment-wrong"],
    );
    bad(
        "payload-missing",
        "A payload is gone, and no erasure says why.",
        changed(&|log| log.entries[1].payloads[1] = None),
        &["0 entry 1 change 1: payload-missing"],
    );
    bad(
        "payload-too-many",
        "An entry holds a payload that it does not commit to.",
        changed(&|log| {
            let extra = log.entries[1].payloads[1].clone();
            log.entries[1].payloads.push(extra);
        }),
        &["0 entry 1: payload-count"],
    );
    bad(
        "payload-too-few",
        "An entry holds fewer payloads than it commits to, not even a gap.",
        changed(&|log| log.entries[1].payloads.truncate(1)),
        &["0 entry 1: payload-count", "0 entry 1 change 1: payload-missing"],
    );
    bad(
        "entry-redated",
        "The recorded time of an entry was changed after the checkpoint.",
        changed(&|log| log.entries[1].header[25] ^= 1),
        &["0 checkpoint 1: root-wrong"],
    );
    bad(
        "entry-removed-from-end",
        "The last entry is gone: the checkpoint counts three.",
        changed(&|log| log.entries.truncate(2)),
        &["0 checkpoint 1: checkpoint-ahead"],
    );
    bad(
        "entry-replaced",
        "The last entry was replaced by another, without a trace.",
        {
            let mut writer = Writer::opened(1, 1);
            writer.log_event(2_000, "e1", "Rang the supplier at 09:40.");
            writer.log_event(3_000, "e2", "Another entry altogether.");
            let mut log = writer.stored();
            log.checkpoints = sample().checkpoints;
            vec![log]
        },
        &["0 checkpoint 1: root-wrong"],
    );
    bad(
        "entries-swapped",
        "Two entries stand in the wrong order.",
        changed(&|log| log.entries.swap(1, 2)),
        &["0 entry 2: clock-step-back", "0 checkpoint 1: root-wrong"],
    );
}

/// Headers that were written, and bound by a checkpoint, but cannot be read.
fn headers(bad: Bad<'_>) {
    let written = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut writer = sample_writer();
        let act = Payload::act(&Act::new("log", "P. Okafor")).unwrap();
        let entry = seal(writer.log.book, 4_000, [(writer.salt(), act)]).unwrap();
        let mut header = entry.header_bytes;
        change(&mut header);
        let payloads = entry.changes.into_iter().map(|change| Some((change.salt, change.bytes)));
        writer.raw(header, payloads.collect());
        writer.checkpoint();
        vec![writer.stored()]
    };
    let found = ["0 entry 3: header-malformed"];
    let mut header = |name: &str, about: &str, change: &dyn Fn(&mut Vec<u8>)| {
        bad(name, about, written(change), &found);
    };
    header("header-truncated", "The last byte of a header is missing.", &|header| {
        header.pop();
    });
    header("header-empty", "A header without a byte.", &|header| header.clear());
    header("header-trailing-byte", "A byte follows after a header.", &|header| header.push(0));
    header("header-version-0", "Version 0 never existed.", &|header| header[1] = 0);
    header("header-no-change", "A header that commits to nothing.", &|header| {
        header.truncate(30);
        header[29] = 0;
    });
    header("header-count-huge", "A header that says it has 4,294,967,295 changes.", &|header| {
        header[26..30].copy_from_slice(&[0xff; 4]);
    });
    header("header-time-after-9999", "Recorded one millisecond after the year 9999.", &|header| {
        header[18..26].copy_from_slice(&253_402_300_800_000_u64.to_be_bytes());
    });
    bad(
        "header-other-book",
        "An entry of another book.",
        written(&|header| header[2] = 0xee),
        &["0 entry 3: book-wrong"],
    );
}

/// Payloads that are what the entry commits to, and wrong in themselves.
fn payloads(bad: Bad<'_>) {
    let committed = |first: Option<Vec<u8>>, second: Vec<u8>| {
        let mut writer = sample_writer();
        let act = Payload::act(&Act::new("log", "P. Okafor")).unwrap().encode().unwrap();
        let payloads = [first.unwrap_or(act), second].map(|bytes| (writer.salt(), bytes));
        let versions = payloads.iter().map(|(salt, bytes)| commit(salt, bytes)).collect();
        let header = Header::new(writer.log.book, 4_000, versions).unwrap();
        writer.raw(header.encode(), payloads.map(Some).into());
        writer.checkpoint();
        vec![writer.stored()]
    };
    let [low, high] = [[3; 32], [9; 32]];
    let put = event("e2", "An event.", &[]).encode().unwrap();
    let found = ["0 entry 3 change 1: payload-malformed"];
    let mut second = |name: &str, about: &str, bytes: Vec<u8>| {
        bad(name, about, committed(None, bytes), &found);
    };
    second("payload-empty", "A payload without a byte.", vec![]);
    second("payload-truncated", "A payload that ends within the id.", put[..14].to_vec());
    second("payload-kind-empty", "A payload whose kind has no letter.", vec![0, 1, 0, 0, 0, 0, 0, 0]);
    second("payload-kind-upper-case", "A kind with a capital letter.", [&put[..3], b"Put", &put[6..]].concat());
    second("payload-id-not-utf8", "An id that is not UTF-8.", [&put[..15], &[0xff], &put[16..]].concat());
    let replacing = |versions: &[[u8; 32]]| {
        let count = (versions.len() as u16).to_be_bytes();
        let start = b"\x00\x01\x03put\x06events\x00\x02e2";
        [start, &count[..], &versions.concat(), b"{}"].concat()
    };
    second("payload-replaces-descending", "The replaced versions are not in ascending order.", replacing(&[high, low]));
    second("payload-replaces-twice", "A version is replaced twice by one change.", replacing(&[low, low]));
    let erase = |body: &[u8]| {
        let mut erase = Payload::new(Kind::Erase, "", "", BTreeSet::new(), vec![]);
        erase.body = body.to_vec();
        erase.encode().unwrap()
    };
    second("erase-body-odd", "An erasure whose carried versions are no multiple of 32 bytes.", erase(&[1; 33]));
    second(
        "erase-body-descending",
        "An erasure whose carried versions are not in ascending order.",
        erase(&[high, low].concat()),
    );
    bad(
        "replaces-unknown",
        "A change replaces a version that the book does not hold.",
        committed(None, replacing(&[low])),
        &["0 entry 3 change 1: replaces-unknown"],
    );
    bad(
        "act-missing",
        "An entry that begins with a put.",
        committed(Some(put.clone()), event("e3", "Another.", &[]).encode().unwrap()),
        &["0 entry 3 change 0: act-missing"],
    );
    let act = |json: &str| {
        let act = Payload::new(Kind::Act, "", "", BTreeSet::new(), json.into());
        committed(Some(act.encode().unwrap()), put.clone())
    };
    let found = ["0 entry 3 change 0: act-malformed"];
    let deep = format!(r#"{{"act":"log","writer":"P. Okafor","seen":{}{}}}"#, "[".repeat(127), "]".repeat(127));
    bad("act-too-deep", "An act nested 128 levels deep.", act(&deep), &found);
    for (name, about, json) in [
        ("act-no-json", "An act that is no JSON.", "log"),
        ("act-no-object", "An act that is a list.", "[]"),
        ("act-no-writer", "An act without a writer.", r#"{"act":"log"}"#),
        ("act-writer-no-text", "A writer that is a number.", r#"{"act":"log","writer":7}"#),
        ("act-writer-twice", "An act with two writers.", r#"{"act":"log","writer":"P. Okafor","writer":"Q. Adeyemi"}"#),
        ("act-trailing-text", "Something follows after the act.", r#"{"act":"log","writer":"P. Okafor"}{}"#),
        ("act-not-a-number", "NaN is no JSON.", r#"{"act":"log","writer":"P. Okafor","seen":NaN}"#),
        ("act-lone-surrogate", "A writer with half a character.", r#"{"act":"log","writer":"\ud800"}"#),
    ] {
        bad(name, about, act(json), &found);
    }
    bad(
        "version-repeated",
        "A change of an earlier entry stands in the book again.",
        {
            let mut writer = sample_writer();
            let act = Payload::act(&Act::new("log", "P. Okafor")).unwrap().encode().unwrap();
            let act = (writer.salt(), act);
            let again = writer.entries[1].payloads[1].clone().unwrap();
            let versions = [&act, &again].map(|(salt, bytes)| commit(salt, bytes));
            let header = Header::new(writer.log.book, 4_000, versions.into()).unwrap();
            writer.raw(header.encode(), vec![Some(act), Some(again)]);
            writer.checkpoint();
            vec![writer.stored()]
        },
        &["0 entry 3 change 1: version-repeated"],
    );
}

fn logs(bad: Bad<'_>) {
    bad(
        "log-twice",
        "The same log is given twice.",
        {
            let mut log = sample();
            log.entries.clear();
            log.checkpoints.clear();
            vec![sample(), log]
        },
        &["1 log: log-wrong"],
    );
    bad(
        "log-of-other-book",
        "A log of another book is given.",
        vec![sample(), Writer::opened(2, 2).stored()],
        &["1 log: log-wrong"],
    );
}
