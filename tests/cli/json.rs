//! What `--json` gives: these keys and no others, instants in UTC with Z. People script it.

use serde_json::Value;

use crate::support::Desk;

/// Asserts that an object has the required keys, and besides them only optional ones.
#[track_caller]
fn keys(value: &Value, required: &[&str], optional: &[&str]) {
    let object = value.as_object().unwrap_or_else(|| panic!("no object: {value}"));
    for key in required {
        assert!(object.contains_key(*key), "{key} is missing in {value}");
    }
    for key in object.keys() {
        assert!(required.contains(&key.as_str()) || optional.contains(&key.as_str()), "{key} is too much in {value}");
    }
}

fn list<'v>(value: &'v Value, key: &str) -> &'v Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is no list in {value}"))
}

/// An instant: RFC 3339, in UTC, with Z.
#[track_caller]
fn instant(value: &Value) {
    let text = value.as_str().unwrap_or_else(|| panic!("no instant: {value}"));
    assert!(text.ends_with('Z') && text.contains('T'), "{text}");
    chrono::DateTime::parse_from_rfc3339(text).unwrap();
}

const STATES: [&str; 8] = ["running", "met", "late", "cannot-tell", "overdue", "not-required", "no-awareness", "told"];

fn clock(clock: &Value) {
    let required = ["rule", "from", "strict_limit", "statutory_limit", "state", "approximate", "needs_reasons"];
    keys(
        clock,
        &required,
        &["controller", "processor", "met_by", "margin_minutes", "item", "due", "title", "aware_otherwise"],
    );
    assert!(STATES.contains(&clock["state"].as_str().unwrap()), "{clock}");
    for key in ["from", "strict_limit", "statutory_limit"] {
        if !clock[key].is_null() {
            instant(&clock[key]);
        }
    }
    if let Some(margin) = clock.get("margin_minutes") {
        keys(margin, &["min", "max"], &[]);
        assert!(margin["min"].as_i64().unwrap() <= margin["max"].as_i64().unwrap(), "{clock}");
    }
    assert!(clock["approximate"].is_boolean() && clock["needs_reasons"].is_boolean());
}

#[test]
fn show_and_cases() {
    let desk = Desk::with_cases();
    let cases = desk.json(&["cases", "v"]);
    keys(&cases, &["cases"], &[]);
    assert_eq!(list(&cases, "cases").len(), 3);
    for case in list(&cases, "cases") {
        keys(case, &["reference", "title", "status", "clocks"], &[]);
        let reference = case["reference"].as_str().unwrap();
        let shown = desk.json(&["show", "v", "--case", reference]);
        keys(&shown, &["case", "records", "clocks", "delays", "gaps", "warnings", "checkpoint"], &[]);
        assert_eq!(shown["case"]["reference"], reference);
        assert_eq!(shown["clocks"], case["clocks"]);
        list(&shown, "clocks").iter().for_each(clock);
        for delay in list(&shown, "delays") {
            keys(delay, &["from", "to", "controller", "minutes"], &["processor", "approximate"]);
            keys(&delay["minutes"], &["min", "max"], &[]);
        }
        list(&shown, "gaps").iter().for_each(|gap| keys(gap, &["path", "why"], &[]));
        list(&shown, "warnings").iter().for_each(|warning| keys(warning, &["code", "path", "message"], &[]));
        assert!(shown["records"].as_object().unwrap().values().all(Value::is_array));
        let note = shown["checkpoint"].as_str().unwrap();
        assert!(note.starts_with("breachbook/") && note.contains("\n\n\u{2014} "), "{note}");
    }
}

#[test]
fn show_names_what_the_clock_of_the_real_case_says() {
    let desk = Desk::with_cases();
    let shown = desk.json(&["show", "v", "--case", "PSNI-2023-08"]);
    let clock = &shown["clocks"][0];
    assert_eq!((&clock["rule"], &clock["state"]), (&"uk-gdpr-33".into(), &"met".into()));
    // Aware about 16:00 BST on 8 August 2023.
    assert_eq!(clock["from"], "2023-08-08T15:00:00Z");
    assert_eq!(clock["strict_limit"], "2023-08-11T15:00:00Z");
    assert_eq!(clock["statutory_limit"], Value::Null);
    assert!(clock["met_by"].is_string() && clock["margin_minutes"]["min"].is_i64(), "{clock}");
}

#[test]
fn writes_answer_with_the_record_and_its_entry() {
    let desk = Desk::with_rota();
    let case = ["--case", "ROTA-2026-01"];
    let written = |arguments: &[&str]| {
        let value = desk.json(&[arguments, &case].concat());
        keys(&value, &["list", "id", "entry", "warnings"], &[]);
        value
    };
    let log = written(&["log", "v", "--at", "2026-03-05", "x"]);
    assert_eq!((&log["list"], &log["entry"]), (&"events".into(), &1.into()));
    keys(&log["warnings"][0], &["code", "message"], &[]);
    assert_eq!(log["warnings"][0]["code"], "written-up-late");
    let id = log["id"].as_str().unwrap();
    let corrected = written(&["correct", "v", "--id", id, "--set", "text=y", "--reason", "r"]);
    assert_eq!((&corrected["id"], &corrected["entry"]), (&log["id"], &2.into()));
    let own = written(&["correct", "v", "--id", "ROTA-2026-01", "--set", "title=y", "--reason", "r"]);
    assert_eq!(own["id"], "ROTA-2026-01", "the case's own keys answer to its reference");
    assert_eq!(written(&["withdraw", "v", "--id", id, "--reason", "r"])["entry"], 4);
}

#[test]
fn history_and_search() {
    let desk = Desk::with_rota();
    desk.ok(&["withdraw", "v", "--case", "ROTA-2026-01", "--id", "e1", "--reason", "r"]);
    let history = desk.json(&["history", "v", "--case", "ROTA-2026-01"]);
    keys(&history, &["entries"], &[]);
    for row in list(&history, "entries") {
        keys(row, &["entry", "log", "recorded_at", "writer", "reason", "act", "list", "id", "record"], &[]);
        instant(&row["recorded_at"]);
        assert!(row["log"].as_str().unwrap().starts_with("breachbook/"));
    }
    let last = list(&history, "entries").last().unwrap();
    assert_eq!((&last["act"], &last["id"], &last["record"]), (&"withdraw".into(), &"e1".into(), &Value::Null));
    let found = desk.json(&["search", "v", "rota"]);
    keys(&found, &["hits"], &[]);
    assert!(!list(&found, "hits").is_empty());
    list(&found, "hits").iter().for_each(|hit| keys(hit, &["case", "list", "id", "text", "entry"], &[]));
    assert_eq!(desk.json(&["search", "v", "nothing-of-that-sort"])["hits"], serde_json::json!([]));
}

#[test]
fn verify_a_vault_and_a_file() {
    let desk = Desk::with_rota();
    let verdict = desk.json(&["verify", "v"]);
    keys(&verdict, &["intact", "key", "known", "entries", "faults"], &["notices"]);
    assert_eq!((&verdict["intact"], &verdict["entries"]), (&true.into(), &1.into()));
    let report = desk.json(&["report", "v", "--case", "ROTA-2026-01", "--for", "ico", "--out", "r.pdf"]);
    keys(&report, &["number", "pages", "sha256", "again", "warnings"], &[]);
    let verdict = desk.json(&["verify", "r.pdf"]);
    keys(&verdict, &["intact", "key", "known", "entries", "faults"], &[]);
    assert_eq!(verdict["known"], Value::Null);
    assert_eq!(desk.json(&["verify", "r.pdf", "--vault", "v"])["known"], "this vault");
    // What is found wrong: the same object, exit code 1.
    desk.write("r.pdf", [desk.read("r.pdf"), b"%".to_vec()].concat());
    let done = desk.run(&["verify", "r.pdf", "--json"]);
    assert_eq!(done.code, 1);
    let verdict: Value = serde_json::from_str(&done.out).unwrap();
    keys(&verdict, &["intact", "key", "known", "entries", "faults"], &[]);
    assert_eq!(verdict["intact"], false);
    keys(&verdict["faults"][0], &["code", "message"], &[]);
}

#[test]
fn a_refusal_prints_no_json() {
    let desk = Desk::with_vault();
    desk.refused(&["show", "v", "--case", "NONE", "--json"]);
    desk.refused(&["cases", "nowhere", "--json"]);
}
