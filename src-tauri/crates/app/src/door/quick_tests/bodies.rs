//! A body that is told before it is a party, on a real vault.

use super::*;

const OTHER: &str = "K-1";
const TOLD: &str = "14:24 force told ICO by phone ref IC-1234";

/// A vault with a case that has a force and nobody else.
fn place() -> Place {
    let mut place = Place::new();
    let file = place.folder.path().join("k.json");
    let case = json!({
        "format": "breachbook-case",
        "version": 1,
        "case": {"reference": OTHER, "title": "A test", "incident_type": "disclosure"},
        "parties": [{"id": "force", "name": "Kent Police", "kind": "force"}],
        "controllers": [{"id": "c1", "party": "force"}],
    });
    std::fs::write(&file, serde_json::to_vec(&case).unwrap()).unwrap();
    let writer = Writer { name: "A. Tester", reason: None, now: place.now };
    place.door.session.as_mut().unwrap().import(&[&file], &writer).unwrap();
    place
}

fn records(place: &Place, list: &str) -> Value {
    let shown = place.door.session.as_ref().unwrap().show(OTHER, None, place.now).unwrap().json();
    shown["records"][list].clone()
}

/// Reads and writes the line; gives what came of it.
fn write_told(place: &mut Place) -> Value {
    let choices = json!({"duty": "dpa-67"});
    let read = json!({"act": "read-line", "reference": OTHER, "line": TOLD, "choices": choices});
    let read = place.ask(read)["reading"].take();
    let body = read["chips"].as_array().unwrap().iter().find(|chip| chip["key"] == "body").unwrap();
    assert_eq!((&body["from"], &body["doubt"]), (&json!("ICO"), &Value::Null), "{body}");
    place.ask(json!({"act": "write-line", "reference": OTHER, "line": TOLD, "choices": choices, "mark": read["mark"],
        "audience": ["team"], "reason": null}))
}

#[test]
fn telling_a_regulator_that_is_no_party_writes_both_in_one_entry() {
    let mut place = place();
    let written = write_told(&mut place);
    let id = written["written"]["id"].as_str().unwrap_or_else(|| panic!("{written}")).to_owned();
    assert_eq!(
        (&written["written"]["list"], &written["written"]["clocks_stale"]),
        (&json!("notifications"), &json!(true))
    );
    assert_eq!(
        records(&place, "notifications")[0],
        json!({"id": id, "body": "ico", "duty": "dpa-67", "status": "notified", "by": "force", "method": "phone",
            "reference": "IC-1234", "notified": {"at": "2026-11-24T14:24:00+00:00"}, "audience": ["team"]})
    );
    assert_eq!(
        records(&place, "parties")[1],
        json!({"id": "ico", "name": "Information Commission", "kind": "regulator", "aliases": ["ICO"], "audience": ["team"]})
    );
    // The next time it is a party like any other.
    let again = write_told(&mut place);
    assert_eq!(again["written"]["entry"].as_u64(), written["written"]["entry"].as_u64().map(|entry| entry + 1));
    assert_eq!(records(&place, "parties").as_array().unwrap().len(), 2);
}

#[test]
fn a_refusal_writes_neither_and_an_id_that_was_used_stays_with_what_it_was() {
    let mut place = place();
    let read = json!({"act": "read-line", "reference": OTHER, "line": TOLD, "choices": {}});
    let mark = place.ask(read)["reading"]["mark"].take();
    let refused = place.ask(json!({"act": "write-line", "reference": OTHER, "line": TOLD, "choices": {}, "mark": mark,
        "audience": ["team"], "reason": null}));
    assert_eq!(refused["code"], "in-doubt");
    assert_eq!(records(&place, "parties").as_array().unwrap().len(), 1);
    let writer = Writer { name: "A. Tester", reason: None, now: place.now };
    let sets = ["text=Who knew?", "status=open"];
    place.door.session.as_mut().unwrap().add(OTHER, "questions", Some("ico"), &sets, &writer).unwrap();
    write_told(&mut place);
    let party = records(&place, "parties")[1]["id"].clone();
    assert!(party.as_str().unwrap().starts_with("ico-"), "{party}");
    assert_eq!(records(&place, "notifications")[0]["body"], party);
    assert_eq!(records(&place, "questions")[0]["id"], "ico");
}

#[test]
fn two_bodies_told_in_one_line_are_two_records_in_one_entry() {
    let mut place = place();
    let line = "14:24 force told ICO and NCA by phone";
    let list = json!({"act": "list", "reference": OTHER, "as_of": null, "screen": "bodies-told"});
    // The case lies open, and takes both in.
    let before = place.ask(list.clone()).to_string();
    assert!(!before.contains("NCA"), "{before}");
    let choices = json!({"duty": "dpa-67"});
    let read = json!({"act": "read-line", "reference": OTHER, "line": line, "choices": choices});
    let read = place.ask(read)["reading"].take();
    let written = place.ask(json!({"act": "write-line", "reference": OTHER, "line": line, "choices": choices,
        "mark": read["mark"], "audience": ["team"], "reason": null}));
    assert_eq!(written["written"]["entry"], 1, "{written}");
    let told = records(&place, "notifications");
    let of = |key: &str| told.as_array().unwrap().iter().map(|one| one[key].clone()).collect::<Vec<_>>();
    assert_eq!((of("body"), of("duty")), (vec![json!("ico"), json!("nca")], vec![json!("dpa-67"), json!("voluntary")]));
    assert_eq!(of("id").len(), 2);
    assert_ne!(of("id")[0], of("id")[1]);
    assert_eq!(records(&place, "parties").as_array().unwrap().len(), 3);
    let after = place.ask(list).to_string();
    for id in of("id") {
        assert!(after.contains(&id.to_string()), "{after}");
    }
}

#[test]
fn what_was_chased_is_looked_up_in_the_case_and_linked() {
    let mut place = Place::new();
    let line = "13:05 chased PSNI about the courier";
    let asked = place.read("10:00 asked PSNI which gate the courier used", &json!({}));
    let question = place.write("10:00 asked PSNI which gate the courier used", &json!({}), &asked["mark"], Value::Null);
    let id = question["written"]["id"].as_str().unwrap_or_else(|| panic!("{question}")).to_owned();
    let read = place.read(line, &json!({}));
    let about = read["chips"].as_array().unwrap().iter().find(|chip| chip["key"] == "about").unwrap();
    assert_eq!((&about["words"], &about["doubt"]), (&json!("Which gate the courier used"), &Value::Null), "{about}");
    let chase = read["chips"].as_array().unwrap().iter().find(|chip| chip["key"] == "chase-1").unwrap();
    assert_eq!((&chase["label"], &chase["words"]), (&json!("adds a chase to"), &json!("the question")));
    let written = place.write(line, &json!({}), &read["mark"], json!("in the car"));
    let event = place.record("events", written["written"]["id"].as_str().unwrap_or_else(|| panic!("{written}")));
    assert_eq!(event["about"], json!([id]));
    assert_eq!(written["written"]["clocks_stale"], true);
    // One entry, and the question says what the panel's word would have made it say.
    let first = json!({"at": {"at": "2026-11-24T13:05:00+00:00"}});
    assert_eq!(place.record("questions", &id)["chased"], json!([first]));
    let after = question["written"]["entry"].as_u64().unwrap() + 1;
    assert_eq!(written["written"]["entry"], after);
    let sheet = json!({"act": "record", "reference": CASE, "as_of": null, "list": "questions", "id": id});
    let sheet = place.ask(sheet)["record"].take();
    let version = &sheet["versions"][1];
    assert_eq!(version["act"], "Added to by a new entry", "{sheet}");
    assert_eq!((&version["entry"], &sheet["raw"]["chased"]), (&written["written"]["entry"], &json!([first])));
    let by_panel = json!({"write": "say", "list": "questions", "id": id, "verb": "chased",
        "answers": {"at": {"at": "2026-11-24T14:00:00Z"}, "channel": "email"}, "reason": null});
    place.ask(json!({"act": "write-record", "reference": CASE, "what": by_panel}));
    // A letter is one too, with its channel; taken away, the letter is only linked.
    let mail = "14:10 chased PSNI by email about the courier";
    for (choices, times) in [(json!({}), 3), (json!({"chase-1": ""}), 3)] {
        let read = place.read(mail, &choices);
        let written = place.write(mail, &choices, &read["mark"], Value::Null);
        let letter =
            place.record("correspondence", written["written"]["id"].as_str().unwrap_or_else(|| panic!("{written}")));
        assert_eq!(letter["about"], json!([id]));
        let chased = place.record("questions", &id)["chased"].clone();
        assert_eq!(chased.as_array().map(Vec::len), Some(times), "{chased}");
        assert_eq!(chased[2], json!({"at": {"at": "2026-11-24T14:10:00+00:00"}, "channel": "email"}));
    }
    // What was answered since the line was read is not chased: the line is read anew.
    let read = place.read(line, &json!({}));
    let answered = json!({"write": "correct", "list": "questions", "id": id, "sets": {"status": "answered"},
        "reason": "It came."});
    place.ask(json!({"act": "write-record", "reference": CASE, "what": answered}));
    assert_eq!(place.write(line, &json!({}), &read["mark"], Value::Null)["code"], "read-again");
}
