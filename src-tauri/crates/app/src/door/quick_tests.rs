//! Quick entry and drafts on a real vault.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bodies;

use std::path::{Path, PathBuf};

use chrono::Duration;
use serde_json::{Value, json};

use super::*;
use crate::Writer;

const PASSPHRASE: &str = "seven plain words for the quick entry";
const CASE: &str = "PSNI-2023-08";
const LINE: &str = "yesterday 14:30 federation asked PSNI by phone who downloaded the file, reply by Friday";

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A vault with the demo's cases, and its door.
struct Place {
    folder: tempfile::TempDir,
    door: Door,
    now: DateTime<Utc>,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now = at("2026-11-24T14:25:30.250Z");
        let passphrase = crate::Passphrase::new(PASSPHRASE.to_owned());
        let mut session =
            Session::init(&vault(folder.path()), &passphrase, None, &folder.path().join("home"), now).unwrap();
        let (name, text) = crate::DEMO_CASES[1];
        let file = folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        session.import(&[&file], &Writer { name: "A. Tester", reason: None, now }).unwrap();
        drop(session);
        let door = opened(folder.path());
        Self { folder, door, now }
    }

    fn ask(&mut self, request: Value) -> Value {
        let request = serde_json::from_value(request).unwrap();
        match self.door.call(request, self.now) {
            Ok(response) => serde_json::to_value(response).unwrap(),
            Err(failure) => serde_json::to_value(failure).unwrap(),
        }
    }

    fn read(&mut self, line: &str, choices: &Value) -> Value {
        self.ask(json!({"act": "read-line", "reference": CASE, "line": line, "choices": choices}))["reading"].take()
    }

    fn write(&mut self, line: &str, choices: &Value, mark: &Value, reason: Value) -> Value {
        self.ask(json!({"act": "write-line", "reference": CASE, "line": line, "choices": choices, "mark": mark,
            "audience": ["team", "federation"], "reason": reason}))
    }

    fn record(&self, list: &str, id: &str) -> Value {
        let shown = self.door.session.as_ref().unwrap().show(CASE, None, self.now).unwrap().json();
        let items = shown["records"][list].as_array().unwrap();
        items.iter().find(|item| item["id"] == id).unwrap().clone()
    }
}

fn vault(folder: &Path) -> PathBuf {
    folder.join("a.breachbook")
}

fn opened(folder: &Path) -> Door {
    let mut door = Door::new(Some(vault(folder)), folder.join("home"));
    door.call(Request::Unlock { passphrase: PASSPHRASE.to_owned().into() }, at("2026-11-24T14:00:00Z")).unwrap();
    door
}

#[test]
fn what_is_in_doubt_is_refused_and_what_was_shown_is_written() {
    let mut place = Place::new();
    let open = place.read(LINE, &json!({}));
    assert_eq!(open["list"], "questions");
    let refused = place.write(LINE, &json!({}), &open["mark"], Value::Null);
    assert_eq!(refused["code"], "in-doubt");
    assert_eq!(refused["sentence"], "“reply due” is in doubt. By what hour? None was said.");

    let due = open["chips"].as_array().unwrap().iter().find(|chip| chip["key"] == "due").unwrap();
    let choices = json!({"due": due["choices"][0]["value"]});
    let settled = place.read(LINE, &choices);
    // A minute later it is still the line of the minute in which it was shown.
    place.now += Duration::minutes(7);
    let written = place.write(LINE, &choices, &settled["mark"], Value::Null);
    assert_eq!((&written["is"], &written["written"]["list"]), (&json!("line-written"), &json!("questions")));
    assert_eq!(written["written"]["clocks_stale"], true);
    let id = written["written"]["id"].as_str().unwrap().to_owned();
    let record = place.record("questions", &id);
    assert_eq!(
        record,
        json!({"id": id, "text": "Who downloaded the file", "status": "open", "to": "psni", "asked_by": "pfni",
            "asked": {"at": "2026-11-23T14:30:00+00:00"}, "channel": "call",
            "due": {"at": "2026-11-27T17:00:00+00:00"}, "audience": ["team", "federation"]})
    );
}

#[test]
fn a_reading_that_no_longer_holds_is_read_anew() {
    let mut place = Place::new();
    let line = "PSNI said no addresses were held";
    let shown = place.read(line, &json!({}));
    let other = place.write("PSNI said all addresses were held", &json!({}), &shown["mark"], Value::Null);
    assert_eq!(other["code"], "read-again");
    for mark in ["", "x", "9999999999999999-00", "1-0011223344556677"] {
        assert_eq!(place.write(line, &json!({}), &json!(mark), Value::Null)["code"], "read-again", "{mark}");
    }
    place.now += Duration::hours(13);
    assert_eq!(place.write(line, &json!({}), &shown["mark"], Value::Null)["code"], "read-again");
    place.now -= Duration::hours(13);
    assert_eq!(place.write(line, &json!({}), &shown["mark"], Value::Null)["is"], "line-written");
}

#[test]
fn a_line_written_up_late_asks_why_and_is_written_either_way() {
    let mut place = Place::new();
    let line = "13:00 file taken down by WhatDoTheyKnow";
    let shown = place.read(line, &json!({}));
    assert_eq!(shown["late"], "It happened 1 h 24 min ago. Why is it written in only now?");
    let with = place.write(line, &json!({}), &shown["mark"], json!("in the car without signal"));
    assert_eq!(with["written"]["warnings"], json!([]));
    let without = place.write(line, &json!({}), &shown["mark"], json!("  "));
    assert!(without["written"]["warnings"][0].as_str().unwrap().contains("written up later"));
    let id = without["written"]["id"].as_str().unwrap();
    assert_eq!(place.record("events", id)["actor"], "wdtk");
    assert_eq!(place.read("14:24 in the room", &json!({}))["late"], Value::Null);
}

#[test]
fn a_stretch_and_the_items_that_it_concerns_are_written() {
    let mut place = Place::new();
    let line = "yesterday 22:00 to 23:30 portal was down, see e4";
    let shown = place.read(line, &json!({}));
    let written = place.write(line, &json!({}), &shown["mark"], json!("found in the log today"));
    let record = place.record("events", written["written"]["id"].as_str().unwrap());
    assert_eq!(
        record["occurred"],
        json!({"from": {"at": "2026-11-23T22:00:00+00:00"}, "to": {"at": "2026-11-23T23:30:00+00:00"}})
    );
    assert_eq!((&record["about"], &record["text"]), (&json!(["e4"]), &json!("Portal was down, see e4")));
    assert_eq!(written["written"]["warnings"], json!([]));
}

#[test]
fn nothing_is_written_without_words_or_audience_or_beyond_the_limit() {
    let mut place = Place::new();
    let shown = place.read("14:00", &json!({}));
    assert_eq!(place.write("14:00", &json!({}), &shown["mark"], Value::Null)["code"], "empty-text");
    let shown = place.read("14:24 in the room", &json!({}));
    for audience in [json!([]), json!(["everybody"])] {
        let answer = place.ask(json!({"act": "write-line", "reference": CASE, "line": "14:24 in the room",
            "choices": {}, "mark": shown["mark"], "audience": audience, "reason": null}));
        assert_eq!(answer["code"], "bad-audience");
    }
    let long = "x".repeat(5_000_000);
    let refused = place.ask(json!({"act": "read-line", "reference": CASE, "line": long, "choices": {}}));
    assert_eq!(refused["code"], "too-long");
    let fits = place.read(&long[..4 * 1024 * 1024], &json!({}));
    let written = place.write(&long[..4 * 1024 * 1024], &json!({}), &fits["mark"], Value::Null);
    assert_eq!(written["is"], "line-written");
}

#[test]
fn a_draft_outlives_a_kill_and_goes_with_the_write() {
    let mut place = Place::new();
    let keep = |place: &mut Place, text: &str| {
        place.ask(json!({"act": "keep-draft", "reference": CASE, "place": "quick-entry", "text": text, "about": null}))
    };
    let kept = |place: &mut Place| {
        place.ask(json!({"act": "draft", "reference": CASE, "place": "quick-entry"}))["text"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(kept(&mut place), "");
    assert_eq!(keep(&mut place, "14:24 half a sen")["is"], "draft-kept");

    // The files as a kill leaves them: copied while the vault is open, nothing closed.
    let copy = tempfile::tempdir().unwrap();
    for folder in ["a.breachbook", "a.breachbook/keys", "home"] {
        std::fs::create_dir_all(copy.path().join(folder)).unwrap();
        for file in std::fs::read_dir(place.folder.path().join(folder)).unwrap() {
            let file = file.unwrap();
            if file.file_type().unwrap().is_file() {
                std::fs::copy(file.path(), copy.path().join(folder).join(file.file_name())).unwrap();
            }
        }
    }
    let mut killed = Place { door: opened(copy.path()), folder: copy, now: place.now };
    assert_eq!(kept(&mut killed), "14:24 half a sen");

    let other = place.ask(json!({"act": "draft", "reference": CASE, "place": "form"}));
    assert_eq!(other["text"], "");
    let line = "14:24 half a sentence and the rest";
    let shown = place.read(line, &json!({}));
    keep(&mut place, line);
    let refused = place.write(line, &json!({}), &json!("1-00"), Value::Null);
    assert_eq!((refused["code"].as_str(), kept(&mut place).as_str()), (Some("read-again"), line));
    assert_eq!(place.write(line, &json!({}), &shown["mark"], Value::Null)["is"], "line-written");
    assert_eq!(kept(&mut place), "");
    keep(&mut place, "another");
    keep(&mut place, "");
    assert_eq!(kept(&mut place), "");
}

/// That the entry and the end of its draft are one transaction is shown where entries are written, by a kill in it.
#[test]
fn what_was_kept_of_a_form_goes_with_the_write_and_stays_with_a_refusal() {
    let mut place = Place::new();
    let keep = |place: &mut Place, at: &str| {
        place.ask(json!({"act": "keep-draft", "reference": CASE, "place": at, "text": "{}", "about": null}))
    };
    let kept = |place: &mut Place, at: &str| {
        place.ask(json!({"act": "draft", "reference": CASE, "place": at}))["text"] != json!("")
    };
    let places = ["record:questions:new", "record:events:e4", "record:events:new"];
    places.iter().for_each(|at| drop(keep(&mut place, at)));
    let write = |what: Value| json!({"act": "write-record", "reference": CASE, "what": what});
    let correct = |reason: &str| {
        write(json!({"write": "correct", "list": "events", "id": "e4", "sets": {"text": "Other."}, "reason": reason}))
    };
    let question = |record: Value| {
        let draft = "record:questions:new";
        write(json!({"write": "add", "list": "questions", "record": record, "reason": null, "draft": draft}))
    };
    assert_eq!(place.ask(question(json!({"text": 3})))["code"], "wrong-shape");
    assert_eq!(place.ask(correct(""))["code"], "no-reason");
    assert!(places.iter().all(|at| kept(&mut place, at)));
    assert_eq!(place.ask(question(json!({"text": "Who?", "status": "open"})))["is"], "record-written");
    assert_eq!(place.ask(correct("As it was."))["is"], "record-written");
    assert_eq!(places.map(|at| kept(&mut place, at)), [false, false, true]);
}

/// The questions about a case that is not begun yet, and a party that is added from within another form.
#[test]
fn what_belongs_to_no_case_is_kept_by_the_vault_and_a_write_takes_its_own_draft_alone() {
    let mut place = Place::new();
    let mut keep = |reference: Value, at: &str, text: &str| {
        let kept = json!({"act": "keep-draft", "reference": reference, "place": at, "text": text, "about": null});
        assert_eq!(place.ask(kept)["is"], "draft-kept");
    };
    keep(Value::Null, "new-case", "a notebook");
    keep(json!(CASE), "new-case", "something else");
    keep(json!(CASE), "record:parties:new", "half a party");
    let party = json!({"name": "Kent Police", "kind": "force"});
    let what = json!({"write": "add", "list": "parties", "record": party, "reason": null, "draft": null});
    assert_eq!(place.ask(json!({"act": "write-record", "reference": CASE, "what": what}))["is"], "record-written");
    let mut kept = |reference: Value, at: &str| {
        place.ask(json!({"act": "draft", "reference": reference, "place": at}))["text"].clone()
    };
    assert_eq!(kept(Value::Null, "new-case"), "a notebook");
    assert_eq!(kept(json!(CASE), "new-case"), "something else");
    assert_eq!(kept(json!(CASE), "record:parties:new"), "half a party");
}

#[test]
fn a_locked_vault_reads_and_keeps_nothing() {
    let mut place = Place::new();
    place.ask(json!({"act": "lock"}));
    for request in [
        json!({"act": "read-line", "reference": CASE, "line": "x", "choices": {}}),
        json!({"act": "draft", "reference": CASE, "place": "quick-entry"}),
        json!({"act": "keep-draft", "reference": CASE, "place": "quick-entry", "text": "x", "about": null}),
    ] {
        assert_eq!(place.ask(request)["code"], "vault-locked");
    }
}
