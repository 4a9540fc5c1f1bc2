//! Files that are no case file, or a wrong one: the answer names file and place, and nothing comes in.

use serde_json::{Value, json};

use crate::support::{self, Desk};

/// Imports a file that must be refused with words that name the file and say `said`; nothing may have changed.
fn refuse(desk: &Desk, bytes: &[u8], said: &[&str]) {
    desk.write("bad.json", bytes);
    let before = desk.files();
    let err = desk.refused(&["import", "v", "rota.json", "bad.json"]);
    assert!(err.contains("bad.json") && err.contains("nothing was taken in"), "{err}");
    for said in said {
        assert!(err.contains(said), "{said:?} is not in {err}");
    }
    assert!(desk.files() == before, "files changed: {err}");
}

fn desk() -> Desk {
    let desk = Desk::with_vault();
    desk.write("rota.json", support::rota());
    desk
}

fn small() -> Value {
    json!({"format": "breachbook-case", "version": 1,
        "case": {"reference": "BAD-1", "title": "T", "incident_type": "loss"},
        "parties": [{"id": "a", "name": "A", "kind": "force"}],
        "events": [{"id": "e1", "occurred": {"at": "2023-08-26"}, "text": "x", "actor": "a"}]})
}

#[test]
fn every_kind_of_fault_of_shape_is_refused_with_its_place() {
    let desk = desk();
    let at = |at: &str| json!({"at": at});
    let attached = |key: &str, value: Value| {
        let mut attachment = json!({"name": "a.txt", "media_type": "text/plain", "base64": "aGVsbG8="});
        attachment[key] = value;
        json!([attachment])
    };
    // One event each, so that one answer tells them all.
    let events = [
        ("colour", "red".into(), ".colour"),
        ("text", 5.into(), ".text"),
        ("text", Value::Null, ".text"),
        ("kind", "party".into(), ".kind"),
        ("occurred", at("2023-02-29"), ".occurred.at"),
        ("occurred", at("2023-13"), ".occurred.at"),
        ("occurred", at("0000"), ".occurred.at"),
        ("occurred", at("2023-08-26T14:30:00"), ".occurred.at"),
        ("occurred", at("2023-08-26T14:30:00.5Z"), ".occurred.at"),
        ("occurred", json!({"at": "2023-08", "precision": "day"}), ".occurred.precision"),
        ("id", "".into(), ".id"),
        ("audience", json!([]), ".audience"),
        ("withhold", json!({"ground": "shame"}), ".withhold.ground"),
        ("attachments", attached("base64", "????".into()), ".attachments[0].base64"),
        ("attachments", attached("sha256", "00".repeat(32).into()), ".attachments[0].sha256"),
        ("attachments", attached("name", "../a.txt".into()), ".attachments[0].name"),
        ("attachments", attached("name", "C:a.txt".into()), ".attachments[0].name"),
        ("attachments", attached("name", "a\\b".into()), ".attachments[0].name"),
        ("attachments", attached("name", "a\u{7}".into()), ".attachments[0].name"),
    ];
    let mut file = small();
    let mut places = Vec::new();
    file["events"] = json!([]);
    for (n, (key, value, place)) in events.into_iter().enumerate() {
        let mut event = json!({"id": format!("e{n}"), "occurred": {"at": "2023-08-26"}, "text": "x"});
        event[key] = value;
        file["events"].as_array_mut().unwrap().push(event);
        places.push(format!("$.events[{n}]{place}: expected"));
    }
    let count = format!("{} faults", places.len());
    let said: Vec<&str> = places.iter().map(String::as_str).chain([count.as_str()]).collect();
    refuse(&desk, file.to_string().as_bytes(), &said);

    let with = |pointer: &str, key: &str, value: Value| {
        let mut file = small();
        file.pointer_mut(pointer).unwrap()[key] = value;
        file
    };
    let group = |number: Value| with("", "people_affected", json!([{"id": "g", "group": "g", "number": number}]));
    for (file, place) in [
        (with("/case", "colour", "red".into()), "$.case.colour"),
        (with("/case", "summary", Value::Null), "$.case.summary"),
        (with("", "letters", json!([])), "$.letters"),
        (with("", "events", json!({})), "$.events"),
        (with("", "events", json!([{"id": "e1", "occurred": {"at": "2023"}}])), "$.events[0].text"),
        (group((-1).into()), "$.people_affected[0].number"),
        (group(1.5.into()), "$.people_affected[0].number"),
        (with("/events/0", "id", "a".into()), "$.events[0].id"),
        (with("/events/0", "actor", "nobody".into()), "$.events[0].actor"),
        (with("/events/0", "actor", "e1".into()), "$.events[0].actor"),
        (with("/events/0", "about", json!(["a", "gone"])), "$.events[0].about[1]"),
        (with("", "version", "1".into()), "$.version"),
    ] {
        refuse(&desk, file.to_string().as_bytes(), &[place, "expected"]);
    }
    let twice = small().to_string().replace("\"text\":\"x\"", "\"text\":\"x\",\"text\":\"y\"");
    refuse(&desk, twice.as_bytes(), &["$.events[0].text"]);
}

#[test]
fn all_faults_come_in_one_answer_and_the_rest_is_counted() {
    let desk = desk();
    let mut file = small();
    file["events"] = (0..30).map(|n| json!({"id": format!("e{n}"), "text": "x"})).collect();
    desk.write("bad.json", file.to_string());
    let err = desk.refused(&["import", "v", "bad.json"]);
    assert_eq!(err.matches(".occurred: expected").count(), 20, "{err}");
    assert!(err.contains("30 faults") && err.contains("10 more"), "{err}");
}

#[test]
fn bytes_that_are_no_case_file() {
    let desk = desk();
    refuse(&desk, b"", &["empty"]);
    refuse(&desk, b"{\"format\": \"breach\xffbook\"}", &["byte 18 is not UTF-8"]);
    refuse(&desk, "[".repeat(100_000).as_bytes(), &["deep", "line 1"]);
    refuse(&desk, "{\"a\":".repeat(100_000).as_bytes(), &["deep", "line 1"]);
    refuse(&desk, b"[1, 2]", &["not a case file"]);
    refuse(&desk, b"{\"format\": \"other\"}", &["$.format"]);
    refuse(&desk, b"{} {}", &["line 1"]);
    refuse(&desk, b"%PDF-1.7\n", &["line 1"]);
    let mut newer = small();
    newer["version"] = 2.into();
    newer["a new key"] = Value::Null;
    refuse(&desk, newer.to_string().as_bytes(), &["version 2", "Update Breachbook"]);
    let whole = support::rota();
    for cut in [1, 30, whole.len() / 2, whole.len() - 4] {
        refuse(&desk, &whole[..cut], &["ends in the middle", "line "]);
    }
}

#[test]
fn a_text_and_attachments_over_their_limit() {
    let desk = desk();
    let mut file = small();
    file["events"][0]["text"] = "x".repeat(4 * 1024 * 1024 + 1).into();
    refuse(&desk, file.to_string().as_bytes(), &["$.events[0].text", "4 MiB"]);
    // 65 MiB in two attachments, each of which would do. "AAAA" is three zero bytes.
    let half = "AAAA".repeat(65 * 1024 * 1024 / 2 / 3 + 1);
    file["events"][0]["text"] = "x".into();
    file["events"][0]["attachments"] = ["a", "b"]
        .iter()
        .map(|name| json!({"name": name, "media_type": "application/octet-stream", "base64": half}))
        .collect();
    refuse(&desk, file.to_string().as_bytes(), &["64 MiB", "$.events[0].attachments[1]"]);
}

#[test]
fn a_file_that_cannot_be_read() {
    let desk = desk();
    std::fs::create_dir(desk.path("folder")).unwrap();
    let before = desk.files();
    for name in ["missing.json", "folder", "no-folder/missing.json"] {
        let err = desk.refused(&["import", "v", "rota.json", name]);
        assert!(err.contains(name), "{err}");
    }
    assert!(desk.files() == before);
}
