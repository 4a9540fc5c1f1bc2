//! Corrections, withdrawals, and the record as of a moment.

use serde_json::{Value, json};

use crate::support::Desk;

const CASE: &str = "ROTA-2026-01";

/// A moment that lies between what was written before and what is written after, as `--as-of` takes it.
///
/// `--as-of` has no fractions of a second and takes the whole of the second that it names.
fn between() -> String {
    let pause = std::time::Duration::from_millis(1100);
    std::thread::sleep(pause);
    let now = chrono::Utc::now().format("%Y-%m-%dT%H:%M:%SZ").to_string();
    std::thread::sleep(pause);
    now
}

#[test]
fn the_record_as_of_a_moment_is_what_stood_then() {
    let desk = Desk::with_rota();
    let show = |as_of: Option<&str>| {
        let mut arguments = vec!["show", "v", "--case", CASE];
        arguments.extend(as_of.map(|as_of| ["--as-of", as_of]).into_iter().flatten());
        desk.json(&arguments)
    };
    let first = show(None);
    let then = between();
    desk.ok(&["correct", "v", "--case", CASE, "--id", "e2", "--set", "text=Said otherwise.", "--reason", "r"]);
    desk.ok(&["correct", "v", "--case", CASE, "--id", CASE, "--set", "title=Another title", "--reason", "r"]);
    desk.ok(&["correct", "v", "--case", CASE, "--id", "c1", "--set", "aware.time=2026-03-01", "--reason", "r"]);
    let later = between();
    desk.ok(&["withdraw", "v", "--case", CASE, "--id", "e1", "--reason", "r"]);
    desk.ok(&["log", "v", "--case", CASE, "--at", "2026-03-06", "--reason", "r", "New."]);

    let old = show(Some(&then));
    for key in ["case", "records", "delays", "gaps", "warnings"] {
        assert_eq!(old[key], first[key], "{key}");
    }
    assert_eq!(old["clocks"][0], first["clocks"][0]);

    let middle = show(Some(&later));
    assert_eq!(middle["records"]["events"][1]["text"], "Said otherwise.");
    assert_eq!(middle["records"]["events"].as_array().unwrap().len(), 3);
    assert_eq!(middle["case"]["title"], "Another title");
    assert_eq!(middle["clocks"][0]["from"], "2026-03-01T00:00:00Z");

    let now = show(None);
    let ids: Vec<&Value> = now["records"]["events"].as_array().unwrap().iter().map(|event| &event["id"]).collect();
    assert_eq!(ids, ["e2", "e3", "e5"]);
    desk.refused(&["show", "v", "--case", CASE, "--as-of", "2026-01"]);
}

#[test]
fn the_history_keeps_every_version_with_writer_and_reason() {
    let desk = Desk::with_rota();
    desk.ok(&["correct", "v", "--case", CASE, "--id", "e2", "--set", "kind=", "--reason", "one"]);
    desk.ok(&[
        "correct",
        "v",
        "--case",
        CASE,
        "--id",
        "e2",
        "--set",
        "text=Second.",
        "--reason",
        "two",
        "--by",
        "other",
    ]);
    desk.ok(&["withdraw", "v", "--case", CASE, "--id", "e2", "--reason", "three"]);
    let history = desk.json(&["history", "v", "--case", CASE, "--id", "e2"]);
    let rows: Vec<Value> = history["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            json!([
                row["entry"],
                row["act"],
                row["writer"],
                row["reason"],
                row["record"]["kind"],
                row["record"]["text"]
            ])
        })
        .collect();
    let text = "The sender notices and tells the data protection officer.";
    assert_eq!(
        rows,
        [
            json!([0, "import", "lead", null, "discovery", text]),
            json!([1, "correct", "lead", "one", null, text]),
            json!([2, "correct", "other", "two", null, "Second."]),
            json!([3, "withdraw", "lead", "three", null, null]),
        ]
    );
}

#[test]
fn what_is_imported_comes_out_equal_and_a_correction_changes_its_key_alone() {
    let desk = Desk::with_rota();
    let original: Value = serde_json::from_slice(&crate::support::rota()).unwrap();
    let export = || {
        desk.ok(&["export", "v", "--case", CASE, "--format", "json", "--out", "out.json"]);
        serde_json::from_slice::<Value>(&desk.read("out.json")).unwrap()
    };
    assert_eq!(export(), original);
    desk.ok(&["correct", "v", "--case", CASE, "--id", "g1", "--set", "number=214", "--reason", "r"]);
    let mut expected = original;
    expected["people_affected"][0]["number"] = 214.into();
    assert_eq!(export(), expected);
}

#[test]
fn a_line_goes_to_the_team_unless_said_otherwise() {
    let desk = Desk::with_rota();
    let log = |more: &[&str]| {
        let mut arguments = vec!["log", "v", "--case", CASE, "--at", "2026-03-05", "--reason", "diary", "x"];
        arguments.extend(more);
        desk.event(desk.json(&arguments)["id"].as_str().unwrap())
    };
    assert_eq!(log(&[])["audience"], json!(["team"]));
    let event = log(&["--audience", "team,ico", "--about", "--kind", "decision", "--actor", "fed"]);
    assert_eq!(event["audience"], json!(["team", "ico"]));
    assert_eq!(event["occurred"], json!({"at": "2026-03-05", "approximate": true}));
    assert_eq!((&event["kind"], &event["actor"]), (&json!("decision"), &json!("fed")));
}
