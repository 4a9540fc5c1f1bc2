//! What a reading against the contract found wrong, and how it must be.

use serde_json::json;

use crate::support::Desk;

fn case(more: serde_json::Value) -> Desk {
    let mut file = json!({"format": "breachbook-case", "version": 1,
        "case": {"reference": "R", "title": "T", "incident_type": "loss", "kept_by": "fed", "audience": ["ico"]},
        "parties": [{"id": "fed", "name": "Federation", "kind": "federation"}, {"id": "f", "name": "Force", "kind": "force"},
            {"id": "p2", "name": "Second", "kind": "force"}, {"id": "ico", "name": "ICO", "kind": "regulator"}]});
    for (key, value) in more.as_object().unwrap() {
        file[key] = value.clone();
    }
    let desk = Desk::with_vault();
    desk.write("case.json", file.to_string());
    desk.ok(&["import", "v", "case.json"]);
    desk
}

#[test]
fn a_withdrawn_party_s_notification_settles_nobody_else_s_clock() {
    let desk = case(json!({
        "controllers": [{"id": "c1", "party": "f", "regime": {"key": "uk-gdpr"}, "aware": {"time": {"at": "2023-08-01"}}}],
        "notifications": [{"id": "n1", "body": "ico", "duty": "uk-gdpr-33", "status": "notified", "controller": "p2", "notified": {"at": "2023-08-02"}}],
    }));
    desk.ok(&["withdraw", "v", "--case", "R", "--id", "p2", "--reason", "entered twice"]);
    let shown = desk.json(&["show", "v", "--case", "R"]);
    let listed = desk.json(&["cases", "v"]);
    assert_eq!(shown["clocks"], listed["cases"][0]["clocks"]);
    assert_eq!(shown["clocks"][0]["state"], "overdue");
    assert!(shown["records"]["notifications"][0].get("controller").is_none());
}

#[test]
fn an_attachment_without_bytes_is_refused_and_one_with_bytes_is_kept() {
    let desk = case(json!({"events": [{"id": "e1", "occurred": {"at": "2023"}, "text": "x"}]}));
    let set = |content: &str| format!("attachments=[{{\"name\":\"x\",\"media_type\":\"t\",\"base64\":{content}}}]");
    let ghost = set("{\"sha256\":\"00\",\"size\":1}");
    let correct = ["correct", "v", "--case", "R", "--id", "e1", "--reason", "r", "--set"];
    desk.refused(&[&correct[..], &[&ghost]].concat());
    desk.refused(&[
        "add",
        "v",
        "--case",
        "R",
        "--list",
        "events",
        "--set",
        "text=y",
        "--set",
        "occurred=2023",
        "--set",
        &ghost,
    ]);
    desk.ok(&[&correct[..], &[&set("\"aGVsbG8=\"")]].concat());
    let kept = desk.json(&["show", "v", "--case", "R"])["records"]["events"][0]["attachments"][0]["base64"].clone();
    assert_eq!(kept["size"], 5);
    // What it holds stays when something else is corrected, and the bytes come out again.
    desk.ok(&[&correct[..], &["text=z"]].concat());
    desk.ok(&["export", "v", "--case", "R", "--format", "json", "--out", "out.json"]);
    let out: serde_json::Value = serde_json::from_slice(&desk.read("out.json")).unwrap();
    assert_eq!(out["events"][0]["attachments"][0]["base64"], "aGVsbG8=");
}

#[test]
fn an_item_with_the_id_case_is_an_item() {
    let desk = case(json!({"events": [{"id": "case", "occurred": {"at": "2023"}, "text": "x"}]}));
    desk.ok(&["correct", "v", "--case", "R", "--id", "case", "--set", "text=y", "--reason", "r"]);
    let shown = desk.json(&["show", "v", "--case", "R"]);
    assert_eq!(shown["records"]["events"][0]["text"], "y");
    assert_eq!(shown["case"]["title"], "T");
}

#[test]
fn a_case_whose_keeper_was_withdrawn_can_still_be_corrected() {
    let desk = case(json!({}));
    desk.ok(&["withdraw", "v", "--case", "R", "--id", "fed", "--reason", "r"]);
    desk.ok(&["correct", "v", "--case", "R", "--id", "R", "--set", "lessons=abc", "--reason", "r"]);
    desk.refused(&["correct", "v", "--case", "R", "--id", "R", "--set", "kept_by=nobody", "--reason", "r"]);
}

#[test]
fn an_empty_title_prints_and_a_report_before_1970_is_refused() {
    let desk = case(json!({"case": {"reference": "R", "title": "", "incident_type": "loss"}, "parties": []}));
    desk.ok(&["report", "v", "--case", "R", "--for", "team", "--out", "r.pdf"]);
    desk.refused(&["report", "v", "--case", "R", "--for", "team", "--out", "s.pdf", "--made-at", "1969"]);
}

#[test]
fn an_id_that_the_book_cannot_hold_is_a_fault_of_shape() {
    let desk = Desk::with_vault();
    let id = "x".repeat(65_536);
    let file = json!({"format": "breachbook-case", "version": 1,
        "case": {"reference": "R", "title": "T", "incident_type": "loss"},
        "events": [{"id": id, "occurred": {"at": "2023"}, "text": "x"}]});
    desk.write("case.json", file.to_string());
    let said = desk.refused(&["import", "v", "case.json"]);
    assert!(said.contains("$.events[0].id") && said.contains("65535"), "{said}");
}
