#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::path::Path;

use breachbook_case::List;
use chrono::Duration;
use serde_json::{Value, json};

use super::*;
use crate::Writer;

const PASSPHRASE: &str = "seven plain words for the records";
pub(super) const PSNI: &str = "PSNI-2023-08";

/// A door on a vault with some case files in it, and the moment to which its writes have come.
pub(super) struct Desk {
    pub(super) door: Door,
    pub(super) now: DateTime<Utc>,
    _folder: tempfile::TempDir,
}

impl Desk {
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (vault, home) = (folder.path().join("demo.breachbook"), folder.path().join("home"));
        let passphrase = crate::Passphrase::new(PASSPHRASE.to_owned());
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
        door.call(Request::Unlock { passphrase: PASSPHRASE.to_owned().into() }, now).unwrap();
        Self { door, now, _folder: folder }
    }

    pub(super) fn demo() -> Self {
        Self::with(&crate::DEMO_CASES)
    }

    /// Asks as the page does, with JSON on both sides.
    pub(super) fn try_ask(&mut self, request: &Value) -> Result<Value, Value> {
        let request = serde_json::from_value(request.clone()).unwrap();
        match self.door.call(request, self.now) {
            Ok(response) => Ok(serde_json::to_value(response).unwrap()),
            Err(failure) => Err(serde_json::to_value(failure).unwrap()),
        }
    }

    pub(super) fn ask(&mut self, request: Value) -> Value {
        self.try_ask(&request).unwrap_or_else(|failure| panic!("{request}: {failure}"))
    }

    pub(super) fn write(&mut self, reference: &str, what: Value) -> Value {
        self.now += Duration::minutes(7);
        self.ask(json!({"act": "write-record", "reference": reference, "what": what}))["written"].clone()
    }

    pub(super) fn refused(&mut self, reference: &str, what: Value) -> Value {
        self.try_ask(&json!({"act": "write-record", "reference": reference, "what": what})).unwrap_err()
    }

    pub(super) fn record(&mut self, reference: &str, list: &str, id: &str) -> Value {
        self.ask(json!({"act": "record", "reference": reference, "list": list, "id": id}))["record"].clone()
    }

    pub(super) fn list(&mut self, reference: &str, screen: &str) -> Value {
        self.ask(json!({"act": "list", "reference": reference, "screen": screen}))["sheet"].clone()
    }
}

fn field<'r>(record: &'r Value, key: &str) -> &'r Value {
    record["fields"].as_array().unwrap().iter().find(|field| field["key"] == key).unwrap_or(&Value::Null)
}

const SCREENS: [&str; 5] = ["bodies-told", "people-and-data", "mitigations", "correspondence", "holding-to-account"];

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
    let statement = desk.write(
        PSNI,
        json!({
            "write": "add", "list": "events", "reason": "from the site’s log",
            "record": {
                "occurred": {"at": "2023-08-08T16:50:00+01:00", "approximate": true}, "kind": "containment",
                "text": "The file is hidden from view; it had been available for up to three hours.",
                "certainty": "reported", "audience": ["ico", "federation", "force", "nca"],
            },
        }),
    );
    let id = statement["record"]["id"].as_str().unwrap().to_owned();
    for (text, why) in [
        ("The file is hidden from view; it had been available for 2 hours 51 minutes.", "from the site’s log"),
        (
            "The file is hidden from view; it had been available for about 2 hours 20 minutes.",
            "penalty notice gives the exact span",
        ),
    ] {
        desk.write(PSNI, json!({
            "write": "correct", "list": "events", "id": id, "reason": why,
            "sets": {"text": text, "source": "5 Essex Chambers, The Data Brief, 26 Nov 2024", "certainty": "confirmed"},
        }));
    }
    let log = json!({"from": "bytes", "name": "takedown-log.pdf", "base64": "JVBERi0xLjcgdGFrZW4gZG93bg=="});
    desk.write(
        PSNI,
        json!({
            "write": "attach", "list": "events", "id": id, "reason": "the site’s own log of it", "file": log,
        }),
    );
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

#[test]
fn a_record_is_said_in_words_with_who_sees_it_and_what_it_has_to_do_with() {
    let mut desk = Desk::demo();
    let record = desk.record("MET-2023-08", "controllers", "c1");
    assert_eq!(record["title"], "Metropolitan Police Service");
    assert_eq!(field(&record, "aware")["values"][0]["fields"][0]["values"][0]["words"], "about 26 August 2023");
    assert_eq!(field(&record, "aware")["values"][0]["fields"][0]["values"][0]["doubt"], true);
    let risk = field(&record, "risk")["missing"].as_str().unwrap();
    assert_eq!(risk, "Missing: nobody has yet recorded the risk to people as Metropolitan Police Service judges it.");
    assert_eq!(record["goes_to"]["words"], "the force, the federation, the ICO and the NCA");
    assert_eq!(record["refers_to"][0]["list"], "parties");
    let party = record["refers_to"][0]["id"].as_str().unwrap().to_owned();
    let named_by = desk.record("MET-2023-08", "parties", &party)["referred_to_by"].clone();
    assert!(named_by.as_array().unwrap().iter().any(|link| link["id"] == "c1"), "{named_by}");
}

#[test]
fn who_sees_a_record_is_worked_out_as_for_a_report() {
    let mut desk = Desk::demo();
    let question = |more: Value| {
        let mut record = json!({"text": "Who?", "status": "open", "to": "psni"});
        record.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({"write": "add", "list": "questions", "record": record, "reason": null})
    };
    let withheld = json!({"withhold": {"ground": "legal-privilege", "reason": "counsel’s advice", "count": false}});
    let record = desk.write(PSNI, question(withheld))["record"].clone();
    assert_eq!(record["goes_to"]["words"], "the team alone");
    let said = "Withheld, legal professional privilege: counsel’s advice. Not even its number may be said.";
    assert_eq!(record["goes_to"]["withheld"], said);
    let record = desk.write(PSNI, question(json!({"audience": ["team", "ico"]})))["record"].clone();
    assert_eq!(
        (&record["goes_to"]["words"], &record["goes_to"]["why"]),
        (&json!("the ICO"), &json!("as it says itself"))
    );

    // What names a party that only the team may see is not shown to others either.
    let party = json!({"name": "Source A", "kind": "person", "audience": ["team"]});
    let added = desk.write(PSNI, json!({"write": "add", "list": "parties", "record": party, "reason": null}));
    let promise = json!({"by": added["record"]["id"], "text": "To help.", "status": "open", "audience": ["ico"]});
    let record = desk.write(PSNI, json!({"write": "add", "list": "commitments", "record": promise, "reason": null}));
    assert_eq!(record["record"]["goes_to"]["words"], "the team alone");
    assert!(record["record"]["goes_to"]["but"].as_str().unwrap().starts_with("Not to the ICO:"));
}

#[test]
fn a_record_stands_as_it_stood_then_and_its_versions_say_who_changed_what_and_why() {
    let mut desk = Desk::demo();
    let start = desk.now;
    write_a_little(&mut desk);
    let record = desk.record(PSNI, "events", "e26");
    let versions = record["versions"].as_array().unwrap();
    let acts: Vec<&str> = versions.iter().map(|version| version["act"].as_str().unwrap()).collect();
    assert_eq!(acts, ["Written in", "Corrected", "Corrected", "File attached"]);
    assert_eq!(versions[2]["why"], "penalty notice gives the exact span");
    assert_eq!(versions[2]["when"], "24 Nov 2026, 12:21 GMT");
    assert_eq!(versions[2]["changes"][0]["old"], "2 hours 51");
    assert_eq!(versions[2]["changes"][0]["new"], "about 2 hours 20");
    assert_eq!(record["attachments"][0]["size"], "19 bytes");
    let then = (start + Duration::minutes(15)).format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let ask = json!({"act": "record", "reference": PSNI, "list": "events", "id": "e26", "as_of": then});
    let old = desk.ask(ask)["record"].clone();
    assert!(old["title"].as_str().unwrap().ends_with("2 hours 51 minutes."), "{old}");
    assert_eq!(old["versions"].as_array().unwrap().len(), 2);
    let before = start.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let ask = json!({"act": "record", "reference": PSNI, "list": "events", "id": "e26", "as_of": before});
    assert_eq!(desk.try_ask(&ask).unwrap_err()["code"], "no-record");
}

#[test]
fn a_write_that_does_not_fit_says_where_and_writes_nothing() {
    let mut desk = Desk::demo();
    let book =
        |desk: &mut Desk| desk.ask(json!({"act": "entries", "reference": PSNI, "count": 5}))["page"]["count"].clone();
    let before = book(&mut desk);
    let add = |list: &str, record: Value| json!({"write": "add", "list": list, "record": record, "reason": null});
    let people =
        json!({"group": "all", "told": [{"at": {"at": "2023-13"}, "channel": "post"}], "number": -1, "colour": "red"});
    let refused = desk.refused(PSNI, add("people_affected", people));
    let paths: Vec<&str> = refused["faults"].as_array().unwrap().iter().map(|f| f["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["$.number", "$.told[0].at.at", "$.colour"]);
    let refused = desk.refused(PSNI, add("questions", json!({"text": "?", "status": "open", "to": "nobody"})));
    assert_eq!(refused["faults"][0]["path"], "$.to");
    let correct = json!({"write": "correct", "list": "questions", "id": "q1", "sets": {"text": "x"}, "reason": " "});
    assert_eq!(desk.refused(PSNI, correct)["code"], "no-reason");
    let needed = json!({"write": "withdraw", "list": "parties", "id": "psni", "reason": "a test"});
    assert_eq!(desk.refused(PSNI, needed)["code"], "still-needed");
    let missing = json!({"from": "path", "path": "/nowhere/letter.pdf"});
    let attach = json!({"write": "attach", "list": "questions", "id": "q1", "file": missing, "reason": "a test"});
    assert_eq!(desk.refused(PSNI, attach)["code"], "cannot-read");
    let named = json!({"from": "bytes", "name": "../letter.pdf", "base64": "AA=="});
    let attach = json!({"write": "attach", "list": "questions", "id": "q1", "file": named, "reason": "a test"});
    assert_eq!(desk.refused(PSNI, attach)["faults"][0]["path"], "$.attachments[0].name");
    assert_eq!(book(&mut desk), before);
}

#[test]
fn a_warning_is_let_stand_with_a_reason_and_says_by_whom() {
    let mut desk = Desk::demo();
    let early =
        json!({"text": "When?", "status": "answered", "asked": {"at": "2023-09-02"}, "answered": {"at": "2023-09-01"}});
    let record =
        desk.write(PSNI, json!({"write": "add", "list": "questions", "record": early, "reason": null}))["record"]
            .clone();
    let warning = record["warnings"][0].clone();
    assert_eq!((&warning["code"], &warning["key"]), (&json!("reply-before-question"), &json!("answered")));
    assert_eq!(warning["accepted"], Value::Null);
    let row = |sheet: Value| {
        let rows = sheet["sections"][0]["rows"].as_array().unwrap().clone();
        rows.into_iter().find(|row| row["id"] == record["id"]).unwrap()["marks"].clone()
    };
    assert_eq!(row(desk.list(PSNI, "holding-to-account"))[0]["words"], "to check");
    let accept = json!({
        "write": "accept", "list": "questions", "id": record["id"], "code": "reply-before-question", "reason": "so printed",
    });
    let accepted = desk.write(PSNI, accept)["record"]["warnings"][0]["accepted"].clone();
    assert_eq!(accepted, "Let stand on 24 November 2026, 12:14 GMT: so printed");
    assert_eq!(row(desk.list(PSNI, "holding-to-account")), json!([]));
}

#[test]
fn a_statement_says_what_came_of_it_and_a_question_how_it_stands() {
    let mut desk = Desk::demo();
    write_a_little(&mut desk);
    let sheet = desk.list(PSNI, "holding-to-account");
    let row = |section: usize, n: usize| sheet["sections"][section]["rows"][n].clone();
    let asked = row(0, 1);
    assert_eq!(asked["state"]["words"], "overdue, 1,195 days");
    assert_eq!(asked["chased"], 2);
    assert_eq!(asked["corrected"], "");
    assert!(asked["lines"][0].as_str().unwrap().starts_with("asked 9 Aug 2023, chased twice · of Police Service"));
    let said = row(3, 0);
    assert_eq!(said["beside"]["word"], "Contradicted, 1 to 3 days later");
    // It was corrected by what had happened before it was said: no delay is claimed.
    assert_eq!(row(3, 1)["beside"]["word"], "Corrected");
    let knew = &sheet["knew"];
    let labels: Vec<&str> =
        knew["lines"].as_array().unwrap().iter().map(|line| line["label"].as_str().unwrap()).collect();
    assert_eq!(labels[0], "Happened");
    assert_eq!(labels[3], "Told: Information Commissioner's Office");
    for due in ["2023-08-17", "2023-08-18"] {
        desk.write(
            PSNI,
            json!({"write": "correct", "list": "questions", "id": asked["id"], "reason": "so agreed",
                "sets": {"due": {"at": due}}}),
        );
    }
    let sheet = desk.list(PSNI, "holding-to-account");
    assert_eq!(sheet["sections"][0]["rows"][1]["corrected"], "Corrected twice");
    assert_eq!(sheet["sections"][0]["rows"][0]["corrected"], "");
    for line in knew["lines"].as_array().unwrap() {
        assert!(line["first"].as_i64() >= knew["from"].as_i64() && line["end"].as_i64() <= knew["to"].as_i64());
    }
}

#[test]
fn a_body_shows_its_clock_how_far_the_telling_is_and_what_the_form_still_asks() {
    let mut desk = Desk::demo();
    let sheet = desk.list("MET-2023-08", "bodies-told");
    let rows = sheet["sections"][0]["rows"].as_array().unwrap().clone();
    assert_eq!(rows[0]["state"]["words"], "no notification on record");
    assert_eq!(rows[0]["state"]["doubt"], true);
    let lines = rows[0]["lines"].to_string();
    assert!(lines.contains("strict limit c. 29 Aug 2023, 00:00 BST"), "{lines}");
    let asked = &sheet["sections"][1];
    assert_eq!(asked["title"], "What the ICO will ask Metropolitan Police Service");
    let begins = sheet["sections"].as_array().unwrap().iter().map(|section| section["begins"].clone());
    let begins: Vec<Value> = begins.filter(|begins| begins != &json!({})).collect();
    assert_eq!(begins, [json!({"controller": "mps"}), json!({"controller": "gmp"})]);
    let of = |question: &str| {
        let rows = asked["rows"].as_array().unwrap();
        rows.iter().find(|row| row["title"].as_str().unwrap().ends_with(question)).unwrap().clone()
    };
    assert_eq!(of("A cyber incident")["cells"][0]["words"], "Yes");
    assert_eq!(of("When it was discovered")["cells"][0], json!({"words": "about 26 August 2023", "doubt": true}));
    assert_eq!(of("Reasons for the delay")["missing"][0], "Missing: why the regulator was not told within the limit");
    assert!(!of("People who could be affected")["missing"].as_array().unwrap().is_empty(), "a group has no number");
    let psni = desk.list(PSNI, "bodies-told");
    let asked = psni["sections"][1]["rows"].as_array().unwrap().clone();
    let delay = asked.iter().find(|row| row["title"] == "18. Reasons for the delay").unwrap();
    assert_eq!(delay["cells"][0]["words"], "Not needed: told in time");
}

#[test]
fn the_book_is_read_in_pages_newest_first() {
    let mut desk = Desk::demo();
    write_a_little(&mut desk);
    let page = |desk: &mut Desk, before: Value| {
        desk.ask(json!({"act": "entries", "reference": PSNI, "before": before, "count": 3}))["page"].clone()
    };
    let (mut before, mut numbers) = (Value::Null, Vec::new());
    loop {
        let page = page(&mut desk, before);
        assert_eq!(page["count"], "8 entries");
        numbers.extend(page["entries"].as_array().unwrap().iter().map(|entry| entry["entry"].as_u64().unwrap()));
        before = page["next"].clone();
        if before.is_null() {
            break;
        }
    }
    assert_eq!(numbers, [7, 6, 5, 4, 3, 2, 1, 0]);
    let first = page(&mut desk, Value::Null);
    assert_eq!(first["entries"][0]["act"], "Withdrawn");
    assert_eq!(first["entries"][0]["changes"][0]["title"], "Entered twice");
    let then = json!({"act": "entries", "reference": PSNI, "count": 9, "as_of": "2026-11-24T12:14:00Z"});
    let then = desk.ask(then)["page"].clone();
    assert_eq!((&then["count"], &then["entries"][0]["entry"]), (&json!("3 entries"), &json!(2)));
    let said = &first["checkpoints"][0]["words"];
    assert_eq!(said, "1 entry stood when the vault was locked on 24 Nov 2026, 12:00 GMT.");
}

#[test]
fn choices_are_found_by_name_other_name_and_id() {
    let mut desk = Desk::demo();
    let mut found = |lists: Value, typed: &str| {
        let ask = json!({"act": "choices", "reference": PSNI, "lists": lists, "typed": typed});
        let choices = desk.ask(ask)["choices"].as_array().unwrap().clone();
        choices.into_iter().map(|choice| choice["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found(json!(["parties"]), "information comm"), ["ico"]);
    assert_eq!(found(json!(["parties"]), "PSNI").first().map(String::as_str), Some("psni"));
    assert!(found(json!(["events", "statements"]), "hidden").iter().all(|id| id.starts_with(['e', 's'])));
    assert_eq!(found(json!([]), "").len(), 30);
}

#[test]
fn an_answer_about_a_locked_vault_is_none() {
    let mut desk = Desk::demo();
    desk.ask(json!({"act": "lock"}));
    for request in [
        json!({"act": "record", "reference": PSNI, "list": "case", "id": PSNI}),
        json!({"act": "list", "reference": PSNI, "screen": "mitigations"}),
        json!({"act": "entries", "reference": PSNI, "count": 1}),
        json!({"act": "choices", "reference": PSNI, "lists": [], "typed": ""}),
        json!({"act": "write-record", "reference": PSNI, "what": {"write": "withdraw", "list": "events", "id": "e1", "reason": "x"}}),
    ] {
        assert_eq!(desk.try_ask(&request).unwrap_err()["code"], "vault-locked", "{request}");
    }
}
