#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::path::Path;

use breachbook_case::{Common, Key, Keys as _, List};
use chrono::Duration;
use serde_json::{Value, json};

use super::*;
use crate::Writer;

const PASSPHRASE: &str = "seven plain words for the records";
const PSNI: &str = "PSNI-2023-08";

/// A door on a vault with some case files in it, and the moment to which its writes have come.
struct Desk {
    door: Door,
    now: DateTime<Utc>,
    _folder: tempfile::TempDir,
}

impl Desk {
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (vault, home) = (folder.path().join("demo.breachbook"), folder.path().join("home"));
        let passphrase = Passphrase::new(PASSPHRASE.to_owned());
        let now = "2026-11-24T12:00:00Z".parse().unwrap();
        let mut session = Session::init(&vault, &passphrase, None, &home, now).unwrap();
        let paths: Vec<PathBuf> = files
            .iter()
            .map(|(name, text)| {
                let file = folder.path().join(name);
                std::fs::write(&file, text).unwrap();
                file
            })
            .collect();
        let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
        session.import(&paths, &Writer { name: "Breachbook", reason: None, now }).unwrap();
        session.lock(now).unwrap();
        let mut door = Door::new(Some(vault), home);
        door.writer = "Response lead".to_owned();
        door.call(Request::Unlock { passphrase: PASSPHRASE.to_owned() }, now).unwrap();
        Self { door, now, _folder: folder }
    }

    fn demo() -> Self {
        Self::with(&crate::DEMO_CASES)
    }

    /// Asks as the page does, with JSON on both sides.
    fn try_ask(&mut self, request: &Value) -> Result<Value, Value> {
        let request = serde_json::from_value(request.clone()).unwrap();
        match self.door.call(request, self.now) {
            Ok(response) => Ok(serde_json::to_value(response).unwrap()),
            Err(failure) => Err(serde_json::to_value(failure).unwrap()),
        }
    }

    fn ask(&mut self, request: Value) -> Value {
        self.try_ask(&request).unwrap_or_else(|failure| panic!("{request}: {failure}"))
    }

    fn write(&mut self, reference: &str, what: Value) -> Value {
        self.now += Duration::minutes(7);
        self.ask(json!({"act": "write-record", "reference": reference, "what": what}))["written"].clone()
    }

    fn refused(&mut self, reference: &str, what: Value) -> Value {
        self.try_ask(&json!({"act": "write-record", "reference": reference, "what": what})).unwrap_err()
    }

    fn record(&mut self, reference: &str, list: &str, id: &str) -> Value {
        self.ask(json!({"act": "record", "reference": reference, "list": list, "id": id}))["record"].clone()
    }

    fn list(&mut self, reference: &str, screen: &str) -> Value {
        self.ask(json!({"act": "list", "reference": reference, "screen": screen}))["sheet"].clone()
    }
}

fn field<'r>(record: &'r Value, key: &str) -> &'r Value {
    record["fields"].as_array().unwrap().iter().find(|field| field["key"] == key).unwrap_or(&Value::Null)
}

const SCREENS: [&str; 5] =
    ["bodies-told", "people-and-data", "mitigations", "correspondence", "holding-to-account"];

/// Every answer that the page's own tests and a plain browser need, by its request.
#[test]
fn the_recorded_records_are_what_this_door_answers_on_the_demo() {
    let mut desk = Desk::demo();
    write_a_little(&mut desk);
    let mut answers: BTreeMap<String, Value> = BTreeMap::new();
    let mut keep = |desk: &mut Desk, request: Value| {
        let answer = desk.ask(request.clone());
        answers.insert(request.to_string(), answer.clone());
        answer
    };
    for list in List::WORDS.iter().chain([&breachbook_case::words::CASE]) {
        keep(&mut desk, json!({"act": "form", "list": list}));
    }
    for (_, text) in crate::DEMO_CASES {
        let file: Value = serde_json::from_str(text).unwrap();
        let reference = file["case"]["reference"].as_str().unwrap();
        for screen in SCREENS {
            keep(&mut desk, json!({"act": "list", "reference": reference, "screen": screen}));
        }
        let book = keep(&mut desk, json!({"act": "entries", "reference": reference, "count": 100}));
        for entry in book["page"]["entries"].as_array().unwrap() {
            for change in entry["changes"].as_array().unwrap() {
                let (list, id) = (&change["list"], &change["id"]);
                if id != "" {
                    keep(&mut desk, json!({"act": "record", "reference": reference, "list": list, "id": id}));
                }
            }
        }
        keep(&mut desk, json!({"act": "record", "reference": reference, "list": "case", "id": reference}));
        keep(&mut desk, json!({"act": "choices", "reference": reference, "lists": ["parties"], "typed": ""}));
        keep(&mut desk, json!({"act": "choices", "reference": reference, "lists": [], "typed": ""}));
        for list in List::WORDS {
            for item in file[*list].as_array().into_iter().flatten() {
                keep(&mut desk, json!({"act": "record", "reference": reference, "list": list, "id": item["id"]}));
            }
        }
    }
    for typed in ["2023-08-26", "2023-08-26 14:30"] {
        keep(&mut desk, json!({"act": "read-when", "typed": typed, "approximate": false, "hour": false}));
    }
    let refused = desk.refused(PSNI, json!({
        "write": "add", "list": "questions", "record": {"status": "open", "asked": {"at": "26/08/2023"}}, "reason": null,
    }));
    let recorded = json!({"answers": answers, "refused": refused});
    super::tests::compare("records.json", &format!("{}\n", serde_json::to_string_pretty(&recorded).unwrap()));
}

/// A history worth looking at: a statement corrected twice, a question chased, a withdrawal, a file.
fn write_a_little(desk: &mut Desk) {
    let statement = desk.write(PSNI, json!({
        "write": "add", "list": "events", "reason": "from the site’s log",
        "record": {
            "occurred": {"at": "2023-08-08T16:50:00+01:00", "approximate": true}, "kind": "containment",
            "text": "The file is hidden from view; it had been available for up to three hours.",
            "certainty": "reported", "audience": ["ico", "federation", "force", "nca"],
        },
    }));
    let id = statement["record"]["id"].as_str().unwrap().to_owned();
    for (text, why) in [
        ("The file is hidden from view; it had been available for 2 hours 51 minutes.", "from the site’s log"),
        ("The file is hidden from view; it had been available for about 2 hours 20 minutes.", "penalty notice gives the exact span"),
    ] {
        desk.write(PSNI, json!({
            "write": "correct", "list": "events", "id": id, "reason": why,
            "sets": {"text": text, "source": "5 Essex Chambers, The Data Brief, 26 Nov 2024", "certainty": "confirmed"},
        }));
    }
    let log = json!({"from": "bytes", "name": "takedown-log.pdf", "base64": "JVBERi0xLjcgdGFrZW4gZG93bg=="});
    desk.write(PSNI, json!({
        "write": "attach", "list": "events", "id": id, "reason": "the site’s own log of it", "file": log,
    }));
    let asked = desk.write(PSNI, json!({
        "write": "add", "list": "questions", "reason": null,
        "record": {
            "text": "Who downloaded the file, and where is it now?", "status": "open", "asked": {"at": "2023-08-09"},
            "due": {"at": "2023-08-16"}, "to": "psni", "asked_by": "pfni",
            "chased": [{"at": {"at": "2023-09-01"}, "channel": "email"}, {"at": {"at": "2023-10-02"}, "channel": "letter"}],
        },
    }));
    assert_eq!(asked["record"]["kind"], "Question");
    let wrong = desk.write(PSNI, json!({
        "write": "add", "list": "mitigations", "reason": null, "record": {"title": "Entered twice", "status": "planned"},
    }));
    desk.write(PSNI, json!({
        "write": "withdraw", "list": "mitigations", "id": wrong["record"]["id"], "reason": "entered twice by mistake",
    }));
}
