//! Vectors as JSON, and what this crate says of them.

use breachbook_book::proof::{Carried, Proof, continuity};
use breachbook_book::{
    BookId, Current, Decoded, Error, Header, InstallationId, LogId, Payload, Salt, StoredEntry, StoredLog, VerifierKey,
    VersionId, asof::Clock, checkpoint, cosign, verify_book,
};
use serde_json::{Value, json};

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn unhex(text: &Value) -> Vec<u8> {
    let text = text.as_str().unwrap();
    (0..text.len() / 2).map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap()).collect()
}

/// A book as a vector, without its verdict.
pub fn book_json(about: &str, book: BookId, logs: &[StoredLog]) -> Value {
    let payload = |payload: &Option<(Salt, Vec<u8>)>| match payload {
        None => Value::Null,
        Some((salt, bytes)) => json!({ "salt": salt, "payload": hex(bytes) }),
    };
    let logs: Vec<_> = logs
        .iter()
        .map(|log| {
            let payloads: Vec<Vec<_>> =
                log.entries.iter().map(|entry| entry.payloads.iter().map(payload).collect()).collect();
            json!({
                "book": log.log.book,
                "installation": log.log.installation,
                "key": log.key.as_ref().map(ToString::to_string),
                "headers": log.entries.iter().map(|entry| hex(&entry.header)).collect::<Vec<_>>(),
                "payloads": payloads,
                "checkpoints": log.checkpoints,
            })
        })
        .collect();
    json!({ "about": about, "book": book, "logs": logs })
}

fn read_log(log: &Value) -> StoredLog {
    let payload = |payload: &Value| {
        let salt = payload.get("salt")?.as_str().unwrap().parse().unwrap();
        Some((salt, unhex(&payload["payload"])))
    };
    let headers = log["headers"].as_array().unwrap();
    let payloads = log["payloads"].as_array().unwrap();
    assert_eq!(headers.len(), payloads.len());
    StoredLog {
        log: LogId {
            book: log["book"].as_str().unwrap().parse().unwrap(),
            installation: log["installation"].as_str().unwrap().parse::<InstallationId>().unwrap(),
        },
        key: log["key"].as_str().map(|key| key.parse().unwrap()),
        entries: headers
            .iter()
            .zip(payloads)
            .map(|(header, payloads)| StoredEntry {
                header: unhex(header),
                payloads: payloads.as_array().unwrap().iter().map(payload).collect(),
            })
            .collect(),
        checkpoints: log["checkpoints"]
            .as_array()
            .unwrap()
            .iter()
            .map(|note| note.as_str().unwrap().to_owned())
            .collect(),
    }
}

/// What the crate says of a vector, in the form of its `expect`.
pub fn of(vector: &Value) -> Value {
    if vector.get("logs").is_some() {
        of_book(vector)
    } else if vector.get("proof").is_some() {
        of_proof(vector)
    } else if vector.get("later").is_some() {
        of_reports(vector)
    } else {
        of_cosignature(vector)
    }
}

fn of_book(vector: &Value) -> Value {
    let book: BookId = vector["book"].as_str().unwrap().parse().unwrap();
    let logs: Vec<_> = vector["logs"].as_array().unwrap().iter().map(read_log).collect();
    let found = verify_book(book, &logs);
    let codes = |notice: bool| -> Vec<_> {
        let of_sort = found.iter().filter(|fault| fault.kind.is_notice() == notice);
        of_sort.map(|fault| fault.kind.code()).collect()
    };
    let findings: Vec<_> = found
        .iter()
        .map(|fault| format!("{}, {}: {}", fault.log.installation, fault.place, fault.kind.code()))
        .collect();
    let faults = codes(false);
    let intact = faults.is_empty();
    json!({
        "intact": intact,
        "faults": faults,
        "notices": codes(true),
        "findings": findings,
        "current": if intact { current(&logs) } else { Value::Null },
        "effective": if intact { effective(&logs) } else { Value::Null },
    })
}

fn current(logs: &[StoredLog]) -> Value {
    let mut changes: Vec<(VersionId, Payload)> = Vec::new();
    for entry in logs.iter().flat_map(|log| &log.entries) {
        let Ok(Decoded::Known(header)) = Header::decode(&entry.header) else {
            continue;
        };
        for (version, payload) in header.commitments().iter().zip(&entry.payloads) {
            if let Some((_, bytes)) = payload {
                changes.push((*version, Payload::decode(bytes).unwrap()));
            }
        }
    }
    let current = Current::of(changes.iter().map(|(version, payload)| (*version, payload)));
    let records: Vec<_> = current
        .records()
        .map(|(list, id, _)| {
            let versions: Vec<_> = current.versions(list, id).collect();
            json!({ "list": list, "id": id, "versions": versions })
        })
        .collect();
    records.into()
}

fn effective(logs: &[StoredLog]) -> Value {
    let log = |log: &StoredLog| {
        let mut clock = Clock::default();
        let times = log.entries.iter().map(|entry| match Header::decode(&entry.header) {
            Ok(Decoded::Known(header)) => clock.next(Some(header.recorded_at())).at,
            _ => clock.next(None).at,
        });
        times.collect::<Vec<_>>()
    };
    logs.iter().map(log).collect::<Vec<_>>().into()
}

fn of_proof(vector: &Value) -> Value {
    let key: VerifierKey = vector["key"].as_str().unwrap().parse().unwrap();
    let since_key = vector.get("since_key").map_or(key.clone(), |key| key.as_str().unwrap().parse().unwrap());
    let since = vector["since"].as_str().map(|note| checkpoint::open(note, &since_key).unwrap());
    let shown = Proof::decode(vector["proof"].as_str().unwrap()).and_then(|proof| proof.verify(&key, since.as_ref()));
    match shown {
        Err(error) => json!({ "valid": false, "fault": code(&error) }),
        Ok(shown) => {
            let entries: Vec<_> = shown
                .entries
                .iter()
                .map(|entry| {
                    let version = |change: &Option<(VersionId, Payload)>| change.as_ref().map(|(version, _)| *version);
                    let changes: Vec<_> = entry.changes.iter().map(version).collect();
                    json!({ "index": entry.index, "changes": changes })
                })
                .collect();
            let heads = shown.checkpoints.iter();
            let heads: Vec<_> = heads.map(|head| json!({ "size": head.size, "root": head.root })).collect();
            let others = shown.other_logs.iter();
            let others: Vec<_> =
                others.map(|head| json!({ "log": head.log.origin(), "size": head.size, "root": head.root })).collect();
            json!({ "valid": true, "fault": null, "entries": entries, "checkpoints": heads, "other_logs": others })
        }
    }
}

fn of_reports(vector: &Value) -> Value {
    let [later, earlier] = ["later", "earlier"].map(|name| &vector[name]);
    let [new_key, old_key]: [VerifierKey; 2] = [later, earlier].map(|of| of["key"].as_str().unwrap().parse().unwrap());
    let carried =
        |of: &'_ Value| (of["checkpoint"].as_str().unwrap().to_owned(), of["proof"].as_str().map(str::to_owned));
    let ((new, proof), (old, _)) = (carried(later), carried(earlier));
    let later = Carried { checkpoint: &new, key: &new_key, proof: proof.as_deref() };
    let earlier = Carried { checkpoint: &old, key: &old_key, proof: None };
    match continuity(&later, &earlier) {
        Ok(found) if found.is_shown() => json!({ "valid": true, "fault": null, "continues": found.code() }),
        Ok(found) => json!({ "valid": false, "fault": found.code() }),
        Err(error) => json!({ "valid": false, "fault": code(&error) }),
    }
}

fn of_cosignature(vector: &Value) -> Value {
    let key: VerifierKey = vector["key"].as_str().unwrap().parse().unwrap();
    match cosign::open(vector["note"].as_str().unwrap(), &key) {
        Ok(time) => json!({ "valid": true, "fault": null, "time": time }),
        Err(error) => json!({ "valid": false, "fault": code(&error) }),
    }
}

fn code(error: &Error) -> &'static str {
    match error {
        Error::ProofMalformed { .. } => "proof-malformed",
        Error::CheckpointMalformed { .. } | Error::OriginMalformed { .. } => "checkpoint-malformed",
        Error::OtherLog { .. } => "checkpoint-other-log",
        Error::SignatureMissing { .. } => "signature-missing",
        Error::SignatureWrong { .. } => "signature-wrong",
        Error::InclusionWrong { .. } => "inclusion-wrong",
        Error::ConsistencyWrong { .. } => "consistency-wrong",
        Error::CommitmentWrong { .. } => "commitment-wrong",
        Error::NotSince { .. } => "not-since",
        Error::HeadNotNamed { .. } => "head-not-named",
        _ => "entry-malformed",
    }
}
