//! The window's records on a case with every list, key and word: nothing that is written down is left out of the
//! panel, every form describes its whole record, every record stands on a screen, and what is written comes back.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../leaks/every.rs"]
mod every;
#[path = "../leaks/oracle.rs"]
#[allow(dead_code)]
mod oracle;

use std::collections::BTreeSet;
use std::path::Path;

use breachbook_app::door::Door;
use breachbook_app::{Passphrase, Session, Writer};
use breachbook_case::{CaseKeys, Common, Keys as _, List};
use chrono::{DateTime, Duration, Utc};
use serde_json::{Map, Value, json};

const REFERENCE: &str = "EVERY-2023-01";
const PASSPHRASE: &str = "seven plain words";

/// An open door on a vault with the case, and the moment to which its writes have come.
struct Desk {
    door: Door,
    now: DateTime<Utc>,
    file: Value,
    _folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (vault, home) = (folder.path().join("v.breachbook"), folder.path().join("home"));
        let now = "2026-11-24T12:00:00Z".parse().unwrap();
        let file = every::case();
        let path = folder.path().join("every.json");
        std::fs::write(&path, file.to_string()).unwrap();
        let passphrase = Passphrase::new(PASSPHRASE.to_owned());
        let mut session = Session::init(&vault, &passphrase, None, &home, now).unwrap();
        session.import(&[Path::new(&path)], &Writer { name: "lead", reason: None, now }).unwrap();
        session.lock(now).unwrap();
        let mut door = Door::new(Some(vault), home);
        let unlock = json!({"act": "unlock", "passphrase": PASSPHRASE});
        door.call(serde_json::from_value(unlock).unwrap(), now).unwrap();
        Self { door, now, file, _folder: folder }
    }

    fn try_ask(&mut self, request: Value) -> Result<Value, Value> {
        match self.door.call(serde_json::from_value(request).unwrap(), self.now) {
            Ok(response) => Ok(serde_json::to_value(response).unwrap()),
            Err(failure) => Err(serde_json::to_value(failure).unwrap()),
        }
    }

    fn ask(&mut self, request: Value) -> Value {
        self.try_ask(request.clone()).unwrap_or_else(|failure| panic!("{request}: {failure}"))
    }

    fn record(&mut self, list: &str, id: &str) -> Value {
        let request = json!({"act": "record", "reference": REFERENCE, "list": list, "id": id});
        self.ask(request)["record"].clone()
    }

    fn write(&mut self, what: Value) -> Result<Value, Value> {
        self.now += Duration::minutes(1);
        let written = self.try_ask(json!({"act": "write-record", "reference": REFERENCE, "what": what}))?;
        Ok(written["written"].clone())
    }

    fn items(&self, list: List) -> Vec<Value> {
        self.file[list.as_str()].as_array().unwrap().clone()
    }
}

fn keys(form: &Value) -> BTreeSet<String> {
    let of = |part: &str| {
        form[part].as_array().unwrap().iter().map(|key| key["key"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    of("own").into_iter().chain(of("common")).collect()
}

#[test]
fn every_key_and_every_text_of_every_record_stands_in_its_panel() {
    let mut desk = Desk::new();
    let mut told = 0;
    for list in List::ALL {
        let form = desk.ask(json!({"act": "form", "list": list.as_str()}))["form"].clone();
        let known: BTreeSet<String> = list.keys().iter().chain(Common::KEYS).map(|key| key.name.to_owned()).collect();
        assert_eq!(keys(&form), known, "{}", list.as_str());
        for item in desk.items(*list) {
            let id = item["id"].as_str().unwrap();
            let mut sheet = desk.record(list.as_str(), id);
            let at = format!("{} {id}", list.as_str());
            assert_eq!(sheet["raw"]["id"], item["id"], "{at}");
            sheet["raw"] = Value::Null;
            let fields: BTreeSet<&str> =
                sheet["fields"].as_array().unwrap().iter().map(|field| field["key"].as_str().unwrap()).collect();
            for key in item.as_object().unwrap().keys().filter(|key| *key != "id") {
                let apart = ["audience", "withhold", "attachments"].contains(&key.as_str());
                assert!(apart || fields.contains(key.as_str()), "{at}: {key} is not in the panel");
            }
            let mut texts = Vec::new();
            oracle::texts(list.keys(), &item, &mut texts);
            oracle::texts(Common::KEYS, &item, &mut texts);
            let said = sheet.to_string();
            for (key, text) in texts {
                assert!(said.contains(&text), "{at}: {key} {text:?} is not in the panel");
                told += 1;
            }
            assert_eq!(sheet["attachments"].as_array().unwrap().len(), 2, "{at}");
            assert_eq!(sheet["goes_to"]["withheld"].is_null(), item.get("withhold").is_none(), "{at}");
            assert!(!sheet["title"].as_str().unwrap().is_empty() && !sheet["versions"].as_array().unwrap().is_empty());
        }
    }
    let sheet = desk.record("case", REFERENCE);
    for key in CaseKeys::KEYS {
        assert!(sheet["fields"].as_array().unwrap().iter().any(|field| field["key"] == key.name), "{}", key.name);
    }
    assert!(told > 3000, "{told}");
}

#[test]
fn every_record_but_those_of_the_timeline_stands_on_a_screen() {
    let mut desk = Desk::new();
    let mut shown: BTreeSet<(String, String)> = BTreeSet::new();
    for screen in ["bodies-told", "people-and-data", "mitigations", "correspondence", "holding-to-account"] {
        let sheet = desk.ask(json!({"act": "list", "reference": REFERENCE, "screen": screen}))["sheet"].clone();
        for section in sheet["sections"].as_array().unwrap() {
            for row in section["rows"].as_array().unwrap() {
                let columns = section["columns"].as_array().unwrap().len();
                let cells = row["cells"].as_array().unwrap().len();
                assert!(columns == 0 || cells == columns, "{screen}, {}: {cells} cells", section["title"]);
                assert!(!row["title"].as_str().unwrap().is_empty(), "{screen}: {row}");
                let text = |key: &str| row[key].as_str().unwrap().to_owned();
                shown.insert((text("list"), text("id")));
            }
        }
    }
    for list in List::ALL.iter().filter(|list| **list != List::Events) {
        for item in desk.items(*list) {
            let place = (list.as_str().to_owned(), item["id"].as_str().unwrap().to_owned());
            assert!(shown.contains(&place), "{place:?} stands on no screen");
        }
    }
}

#[test]
fn what_is_added_corrected_and_withdrawn_comes_back_as_it_was_given() {
    let mut desk = Desk::new();
    for list in List::ALL {
        let mut given: Map<String, Value> = desk.items(*list)[0].as_object().unwrap().clone();
        given.remove("id");
        let what = json!({"write": "add", "list": list.as_str(), "record": given, "reason": "a test"});
        let written = desk.write(what).unwrap_or_else(|failure| panic!("{}: {failure}", list.as_str()));
        let record = &written["record"];
        let id = record["id"].as_str().unwrap().to_owned();
        let bare = |record: &Value| {
            let mut bare = record.as_object().unwrap().clone();
            bare.retain(|key, _| key != "id" && key != "attachments");
            bare
        };
        assert_eq!(bare(&record["raw"]), bare(&Value::Object(given.clone())), "{}", list.as_str());

        let sets = json!({"source": "another source", "known": null});
        let correct = json!({"write": "correct", "list": list.as_str(), "id": id, "sets": sets, "reason": "misheard"});
        let corrected = desk.write(correct).unwrap();
        let mut expected = bare(&Value::Object(given.clone()));
        expected.insert("source".to_owned(), "another source".into());
        expected.remove("known");
        assert_eq!(bare(&corrected["record"]["raw"]), expected, "{}", list.as_str());
        assert!(corrected["entry"].as_u64() > written["entry"].as_u64());
        let versions = corrected["record"]["versions"].as_array().unwrap();
        let last = versions.last().unwrap();
        assert_eq!((versions.len(), &last["why"], &last["act"]), (2, &json!("misheard"), &json!("Corrected")));
        let change = last["changes"].as_array().unwrap().iter().find(|change| change["label"] == "Source").unwrap();
        assert_eq!((&change["old"], &change["new"]), (&given["source"], &json!("another source")));

        let withdraw = json!({"write": "withdraw", "list": list.as_str(), "id": id, "reason": "twice"});
        let withdrawn = desk.write(withdraw).unwrap();
        assert_eq!(withdrawn["record"]["standing"], "withdrawn", "{}", list.as_str());
        assert_eq!(withdrawn["record"]["raw"]["source"], "another source");
        let gone = json!({"write": "correct", "list": list.as_str(), "id": id, "sets": {"source": "x"}, "reason": "y"});
        assert_eq!(desk.write(gone).unwrap_err()["code"], "no-record");
    }
}
