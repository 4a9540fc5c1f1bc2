#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;

use serde_json::{Value, json};

use crate::door::Door;
use crate::door::tests_start::{GOOD, OTHER, add, made};

#[test]
fn a_vault_is_backed_up_into_a_folder_of_its_own_that_opens_and_when_is_said() {
    let mut desk = made();
    assert_eq!(desk.ask(json!({"act": "this-vault"}))["backed_up"], "It was never backed up from here.");
    let place = desk.folder.path().join("Stick");
    assert_eq!(desk.refused(json!({"act": "backup", "place": place})), "no-place");
    std::fs::create_dir(&place).unwrap();
    let made = desk.ask(json!({"act": "backup", "place": place}));
    let folder = place.join("Incident desk backup 2026-11-25 1430.breachbook");
    assert_eq!(made["folder"], json!(folder));
    let last = "It was backed up last on 25 November 2026, 14:30 GMT.";
    assert_eq!(made["vault"]["backed_up"], last);
    assert_eq!(desk.refused(json!({"act": "backup", "place": place})), "exists");
    let inside = desk.documents().join("Incident desk.breachbook");
    assert_eq!(desk.refused(json!({"act": "backup", "place": inside})), "in-a-vault");
    // It is the vault as it stood.
    let mut copy = Door::new(Some(folder), desk.folder.path().join("other home"));
    let mut ask = |request: Value| {
        let now = "2026-11-25T15:30:00Z".parse().unwrap();
        copy.call(serde_json::from_value(request).unwrap(), now).map(|answer| serde_json::to_value(answer).unwrap())
    };
    ask(json!({"act": "unlock", "passphrase": GOOD})).unwrap();
    assert_eq!(ask(json!({"act": "cases"})).unwrap()["cases"][0]["reference"], "KP-2026-11");
}

#[test]
fn a_case_is_exported_for_a_reader_and_what_is_withheld_stays_behind() {
    let mut desk = made();
    let secret = json!({"occurred": {"at": "2026-11-24"}, "text": "The notebook names a source.",
        "audience": ["team", "ico"], "withhold": {"ground": "safety"}});
    add(&mut desk, "events", secret);
    let shown =
        json!({"occurred": {"at": "2026-11-24"}, "text": "The notebook is missing.", "audience": ["team", "ico"]});
    add(&mut desk, "events", shown);
    let readers = desk.ask(json!({"act": "to-export", "reference": "KP-2026-11"}))["readers"].clone();
    assert_eq!(readers[0]["reader"]["word"], "team");
    assert_eq!(readers[0]["file_name"], "KP-2026-11.json");
    let mut export = |reader: &str| {
        let out = desk.documents().join(format!("{reader}.json"));
        desk.ask(json!({"act": "export", "reference": "KP-2026-11", "reader": reader, "out": out}));
        std::fs::read_to_string(out).unwrap()
    };
    let (team, ico) = (export("team"), export("ico"));
    assert!(team.contains("names a source") && team.contains("is missing"));
    assert!(!ico.contains("names a source") && ico.contains("is missing"), "{ico}");
    let nobody = json!({"act": "export", "reference": "KP-2026-11", "reader": "press", "out": "x"});
    assert_eq!(desk.refused(nobody), "no-audience");
}

#[test]
fn a_record_is_erased_once_its_id_is_typed_with_a_reason_and_its_words_are_gone() {
    let mut desk = made();
    let event = json!({"occurred": {"at": "2026-11-24"}, "text": "The address of a witness."});
    let id = add(&mut desk, "events", event)["record"]["id"].clone();
    let what = json!({"write": "attach", "list": "events", "id": id, "reason": "as found",
        "file": {"from": "bytes", "name": "page.txt", "base64": "QUJD"}});
    desk.ask(json!({"act": "write-record", "reference": "KP-2026-11", "what": what}));
    let shown = desk.ask(json!({"act": "to-erase", "reference": "KP-2026-11", "list": "events", "id": id}));
    assert_eq!(shown["confirm"], id);
    assert_eq!(shown["goes"][0], "What it says in every one of its 2 versions, and what the search knows of it.");
    assert_eq!(shown["goes"][1], "The file page.txt, unless another record has the same.");
    let erase = |typed: &Value, reason: &str| json!({"act": "erase", "reference": "KP-2026-11", "id": id, "reason": reason, "typed": typed});
    assert_eq!(desk.refused(erase(&json!("erase"), "court order")), "not-confirmed");
    assert_eq!(desk.refused(erase(&id, " ")), "no-reason");
    desk.ask(erase(&id, "court order of 20 November"));
    let gone = json!({"act": "record", "reference": "KP-2026-11", "list": "events", "id": id});
    assert_eq!(desk.refused(gone), "no-record");
    assert_eq!(desk.ask(json!({"act": "find", "query": "witness"}))["found"], json!([]));
    assert_eq!(desk.ask(json!({"act": "check-record"}))["intact"], true);
    let page = desk.ask(json!({"act": "entries", "reference": "KP-2026-11", "count": 1}))["page"].clone();
    assert_eq!(page["entries"][0]["act"], "Erased under law");
    // What the case cannot be without is not erased.
    let party =
        json!({"act": "erase", "reference": "KP-2026-11", "id": "controller", "reason": "x", "typed": "controller"});
    assert_eq!(desk.refused(party), "still-needed");
}

#[test]
fn the_passphrase_is_changed_by_whoever_knows_the_one_before() {
    let mut desk = made();
    let change = |old: &str, new: &str, again: &str| json!({"act": "change-passphrase", "old": old, "passphrase": new, "again": again});
    assert_eq!(desk.refused(change(OTHER, OTHER, OTHER)), "wrong-passphrase");
    assert_eq!(desk.refused(change(GOOD, OTHER, GOOD)), "passphrases-differ");
    assert_eq!(desk.refused(change(GOOD, "password", "password")), "weak-passphrase");
    assert_eq!(desk.ask(change(GOOD, OTHER, OTHER)), json!({"is": "passphrase-changed"}));
    desk.ask(json!({"act": "lock"}));
    let vault = desk.documents().join("Incident desk.breachbook");
    desk.afresh(Some(vault));
    assert_eq!(desk.refused(json!({"act": "unlock", "passphrase": GOOD})), "wrong-passphrase");
    desk.ask(json!({"act": "unlock", "passphrase": OTHER}));
    assert!(Path::new(desk.ask(json!({"act": "this-vault"}))["folder"].as_str().unwrap()).is_dir());
}
