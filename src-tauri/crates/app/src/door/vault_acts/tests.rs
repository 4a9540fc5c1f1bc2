#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;

use serde_json::{Value, json};

use crate::door::tests_start::{Desk, GOOD, OTHER, add, made};
use crate::door::{Door, Request};

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
fn a_backup_says_how_far_it_is_and_one_that_is_stopped_leaves_nothing() {
    let mut desk = made();
    let place = desk.folder.path().join("Stick");
    std::fs::create_dir(&place).unwrap();
    let watch = desk.door.watch();
    let (seen, sees) = std::sync::mpsc::channel();
    desk.door.watch.at_first(move || {
        // Both are answered while the door is busy with the backup.
        let advance = serde_json::to_value(watch.answer(&Request::Progress)).unwrap()["advance"].clone();
        seen.send(advance).unwrap();
        watch.answer(&Request::Cancel);
    });
    assert_eq!(desk.refused(json!({"act": "backup", "place": place})), "cancelled");
    let advance = sees.recv().unwrap();
    assert_eq!(advance["doing"], "Copying the vault");
    assert!(advance["total"].as_u64() > Some(10_000), "{advance}");
    assert_eq!(std::fs::read_dir(&place).unwrap().count(), 0);
    assert_eq!(desk.ask(json!({"act": "this-vault"}))["backed_up"], "It was never backed up from here.");
    assert_eq!(desk.ask(json!({"act": "progress"}))["advance"]["total"], 0);
    // What was stopped stops no other.
    desk.ask(json!({"act": "backup", "place": place}));
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

/// A file of three letters and a name is attached to a record.
fn attach(desk: &mut Desk, id: &Value, name: &str, base64: &str) {
    let what = json!({"write": "attach", "list": "events", "id": id, "reason": "as found",
        "file": {"from": "bytes", "name": name, "base64": base64}});
    desk.ask(json!({"act": "write-record", "reference": "KP-2026-11", "what": what}));
}

#[test]
fn one_file_of_a_record_is_erased_and_the_record_stands_without_it() {
    let mut desk = made();
    let event = json!({"occurred": {"at": "2026-11-24"}, "text": "Two letters came."});
    let id = add(&mut desk, "events", event)["record"]["id"].clone();
    attach(&mut desk, &id, "of a witness.txt", "QUJD");
    attach(&mut desk, &id, "of the council.txt", "REVG");
    let record = json!({"act": "record", "reference": "KP-2026-11", "list": "events", "id": id});
    let attached = |desk: &mut Desk| desk.ask(record.clone())["record"]["attachments"].clone();
    let sha256 = attached(&mut desk)[0]["sha256"].clone();
    let about = json!({"act": "to-erase", "reference": "KP-2026-11", "list": "events", "id": id, "file": sha256});
    let shown = desk.ask(about.clone());
    assert_eq!((&shown["title"], &shown["confirm"]), (&json!("of a witness.txt"), &id));
    assert_eq!(shown["goes"][0], "The file of a witness.txt (3 bytes), unless another record has the same.");
    let erase = |typed: &Value, reason: &str| json!({"act": "erase", "reference": "KP-2026-11", "id": id, "file": sha256, "reason": reason, "typed": typed});
    assert_eq!(desk.refused(erase(&json!("x"), "court order")), "not-confirmed");
    assert_eq!(desk.refused(erase(&id, " ")), "no-reason");
    desk.ask(erase(&id, "court order"));
    // The other file is kept, with its bytes; the words are as they were.
    let left = attached(&mut desk);
    assert_eq!((left.as_array().unwrap().len(), &left[0]["name"]), (1, &json!("of the council.txt")));
    let out = desk.documents().join("case.json");
    desk.ask(json!({"act": "export", "reference": "KP-2026-11", "reader": "team", "out": out}));
    let case = std::fs::read_to_string(out).unwrap();
    assert!(case.contains("REVG") && case.contains("Two letters came."), "{case}");
    assert!(!case.contains("QUJD") && !case.contains("of a witness"), "{case}");
    let versions = desk.ask(record.clone())["record"]["versions"].clone();
    let current: Vec<_> = versions.as_array().unwrap().iter().map(|one| (&one["act"], &one["current"])).collect();
    assert_eq!(current, [(&json!("Written in"), &json!(false)), (&json!("Erased under law"), &json!(true))]);
    // No version of the record, and no entry of the book, names it any more; the log holds.
    let all = [record.clone(), json!({"act": "entries", "reference": "KP-2026-11", "count": 50})];
    for asked in all {
        let said = desk.ask(asked).to_string();
        assert!(!said.contains("of a witness") && !said.contains(sha256.as_str().unwrap()), "{said}");
    }
    assert_eq!(desk.ask(json!({"act": "check-record"}))["intact"], true);
    assert_eq!(desk.refused(about), "no-attachment");
    assert_eq!(desk.refused(erase(&id, "court order")), "no-attachment");
}

#[test]
fn a_file_that_another_record_has_too_is_erased_from_one_of_them_alone() {
    let mut desk = made();
    let mut event = |text: &str| {
        let event = json!({"occurred": {"at": "2026-11-24"}, "text": text});
        let id = add(&mut desk, "events", event)["record"]["id"].clone();
        attach(&mut desk, &id, "letter.txt", "QUJD");
        id
    };
    let (one, other) = (event("The first."), event("The second."));
    let record = json!({"act": "record", "reference": "KP-2026-11", "list": "events", "id": one});
    let sha256 = desk.ask(record)["record"]["attachments"][0]["sha256"].clone();
    desk.ask(
        json!({"act": "erase", "reference": "KP-2026-11", "id": one, "file": sha256, "reason": "law", "typed": one}),
    );
    let out = desk.documents().join("case.json");
    desk.ask(json!({"act": "export", "reference": "KP-2026-11", "reader": "team", "out": out}));
    let case: Value = serde_json::from_slice(&std::fs::read(out).unwrap()).unwrap();
    let of = |id: &Value| {
        let event = case["events"].as_array().unwrap().iter().find(|event| event["id"] == *id).unwrap();
        event["attachments"][0]["base64"].clone()
    };
    assert_eq!((of(&one), of(&other)), (Value::Null, json!("QUJD")));
    assert_eq!(desk.ask(json!({"act": "check-record"}))["intact"], true);
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

/// What a re-key asks for.
fn rekey(old: &str, new: &str, again: &str, sheet: Option<&Path>) -> Value {
    json!({"act": "rekey", "old": old, "passphrase": new, "again": again, "sheet": sheet})
}

/// The vault's door, locked and afresh.
fn locked(desk: &mut Desk) {
    desk.ask(json!({"act": "lock"}));
    let vault = desk.documents().join("Incident desk.breachbook");
    desk.afresh(Some(vault));
}

#[test]
fn a_new_key_shuts_out_the_old_passphrase_and_sheet_and_says_so() {
    let mut desk = made();
    let sheet = desk.documents().join("new sheet.txt");
    assert_eq!(desk.refused(rekey(OTHER, OTHER, OTHER, None)), "wrong-passphrase");
    assert_eq!(desk.refused(rekey(GOOD, OTHER, GOOD, None)), "passphrases-differ");
    assert_eq!(desk.refused(rekey(GOOD, "password", "password", None)), "weak-passphrase");
    // The sheet of the first start lies there, and is not written over.
    assert_eq!(desk.refused(rekey(GOOD, OTHER, OTHER, Some(&desk.documents().join("sheet.txt")))), "exists");
    let done = desk.ask(rekey(GOOD, OTHER, OTHER, Some(&sheet)));
    assert_eq!(
        done["words"],
        "The vault has a new key: the new passphrase and the new sheet open it, and nothing else. Backups and copies \
         from before open as they did."
    );
    assert_eq!(done["sheet"], json!(sheet));
    // It is open, can be written, and the sheet waits to be proved as at the first start.
    add(&mut desk, "parties", json!({"name": "Kent County Council", "kind": "government"}));
    assert_eq!(desk.ask(json!({"act": "check-record"}))["intact"], true);
    let secret = std::fs::read_to_string(&sheet).unwrap().trim_end().to_owned();
    assert_eq!(desk.refused(json!({"act": "prove-sheet", "letters": "AAAAAA"})), "wrong-letters");
    desk.ask(json!({"act": "prove-sheet", "letters": secret[secret.len() - 6..]}));
    locked(&mut desk);
    assert_eq!(desk.refused(json!({"act": "unlock", "passphrase": GOOD})), "wrong-passphrase");
    let old_sheet = desk.documents().join("sheet.txt");
    assert_eq!(desk.refused(json!({"act": "recover-from", "file": old_sheet})), "wrong-recovery");
    desk.ask(json!({"act": "recover-from", "file": sheet}));
    locked(&mut desk);
    desk.ask(json!({"act": "unlock", "passphrase": OTHER}));
    let done = desk.ask(rekey(OTHER, GOOD, GOOD, None));
    assert_eq!((&done["sheet"], &done["vault"]["opens"]), (&Value::Null, &json!("It opens with a passphrase.")));
}

#[test]
fn a_new_key_that_is_stopped_or_cannot_be_taken_leaves_the_vault_open_and_no_sheet() {
    let mut desk = made();
    let sheet = desk.documents().join("new sheet.txt");
    let watch = desk.door.watch();
    desk.door.watch.at_first(move || drop(watch.answer(&Request::Cancel)));
    assert_eq!(desk.refused(rekey(GOOD, OTHER, OTHER, Some(&sheet))), "cancelled");
    assert!(!sheet.exists());
    add(&mut desk, "parties", json!({"name": "Kent County Council", "kind": "government"}));
    // Its place is taken: the vault was closed by then, and is opened again as it was.
    let vault = desk.documents().join("Incident desk.breachbook");
    std::fs::create_dir_all(vault.join("rekey.ready/in the way")).unwrap();
    assert_eq!(desk.refused(rekey(GOOD, OTHER, OTHER, Some(&sheet))), "file-system");
    assert!(!sheet.exists());
    add(&mut desk, "parties", json!({"name": "Medway Council", "kind": "government"}));
    assert_eq!(desk.refused(json!({"act": "prove-sheet", "letters": "AAAAAA"})), "no-sheet");
    locked(&mut desk);
    desk.ask(json!({"act": "unlock", "passphrase": GOOD}));
}
