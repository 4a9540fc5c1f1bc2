#![allow(clippy::unwrap_used, clippy::expect_used)]

use breachbook_book::{Act, Payload};
use breachbook_vault::NewEntry;
use serde_json::{Value, json};

use super::record_tests::{Desk, PSNI};
use crate::{Audience, NewLine, Writer};

fn words(record: &Value) -> Vec<&str> {
    record["verbs"].as_array().unwrap().iter().map(|verb| verb["verb"].as_str().unwrap()).collect()
}

fn say(list: &str, id: &Value, verb: &str, answers: Value) -> Value {
    json!({"write": "say", "list": list, "id": id, "verb": verb, "answers": answers})
}

fn add(desk: &mut Desk, list: &str, record: Value) -> Value {
    desk.write(PSNI, json!({"write": "add", "list": list, "record": record, "reason": null}))["record"].clone()
}

/// The states of the clocks that come from a record.
fn clocks(desk: &mut Desk, words: &str) -> Vec<String> {
    let cases = desk.ask(json!({"act": "cases"}));
    let case = cases["cases"].as_array().unwrap().iter().find(|case| case["reference"] == PSNI).unwrap().clone();
    let clocks = case["clocks"].as_array().unwrap().iter().filter(|clock| clock["name"] == words);
    clocks.map(|clock| clock["state"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_promise_is_kept_by_one_word_and_its_clock_stops() {
    let mut desk = Desk::demo();
    let promise = json!({"by": "psni", "text": "To write to every member.", "status": "open",
        "due": {"at": "2026-11-30"}, "audience": ["federation"]});
    let record = add(&mut desk, "commitments", promise);
    assert_eq!(words(&record), ["kept", "chased", "broken"]);
    let kept = &record["verbs"][0];
    assert_eq!(kept["begins"], json!({"settled": {"at": "now"}}));
    assert_eq!(kept["keys"][0]["label"], "Kept on");
    assert_eq!(clocks(&mut desk, "To write to every member."), ["running"]);

    let at = json!({"settled": {"at": "2026-11-24T12:01:00Z"}});
    let written = desk.write(PSNI, say("commitments", &record["id"], "kept", at.clone()));
    let raw = &written["record"]["raw"];
    assert_eq!((&raw["status"], &raw["settled"]), (&json!("kept"), &at["settled"]));
    assert_eq!(raw["audience"], json!(["federation"]), "whom it goes to stays");
    let version = written["record"]["versions"][1].clone();
    assert_eq!((&version["act"], &version["why"]), (&json!("Corrected"), &json!("The promise was kept.")));
    assert_eq!(clocks(&mut desk, "To write to every member."), ["met"]);
    // What it says is on record now: it is not offered again, and not written twice.
    assert_eq!(words(&written["record"]), [""; 0]);
    let again = desk.refused(PSNI, say("commitments", &record["id"], "kept", at));
    assert_eq!(again["code"], "not-now");
}

#[test]
fn a_question_is_chased_and_answered_in_a_letter() {
    let mut desk = Desk::demo();
    let asked = json!({"text": "Who has the file?", "status": "open", "to": "psni", "due": {"at": "2026-11-30"}});
    let record = add(&mut desk, "questions", asked);
    assert_eq!(words(&record), ["answered", "chased", "evaded"]);
    let letter = &record["verbs"][0]["keys"][2];
    assert_eq!((&letter["label"], &letter["holds"]["lists"]), (&json!("Answered in"), &json!(["correspondence"])));
    for day in ["2026-11-23", "2026-11-24"] {
        let answers = json!({"at": {"at": day}, "channel": "email"});
        desk.write(PSNI, say("questions", &record["id"], "chased", answers));
    }
    assert_eq!(clocks(&mut desk, "Who has the file?"), ["running"]);
    let nothing = desk.refused(PSNI, say("questions", &record["id"], "chased", json!({"channel": "email"})));
    assert_eq!(nothing["code"], "no-time");
    let answers =
        json!({"answered": {"at": "2026-11-24"}, "answer": "Nobody knows.", "about": "l1", "text": "changed"});
    let written = desk.write(PSNI, say("questions", &record["id"], "answered", answers));
    let raw = &written["record"]["raw"];
    assert_eq!(raw["chased"][1], json!({"at": {"at": "2026-11-24"}, "channel": "email"}));
    assert_eq!(
        (&raw["answer"], &raw["about"], &raw["status"]),
        (&json!("Nobody knows."), &json!(["l1"]), &json!("answered"))
    );
    assert_eq!(raw["text"], "Who has the file?", "a word changes nothing that it does not ask");
    assert_eq!(clocks(&mut desk, "Who has the file?"), ["met"]);
}

#[test]
fn a_letter_is_answered_by_one_of_its_own_for_the_same_readers() {
    let mut desk = Desk::demo();
    let letter = json!({"direction": "out", "channel": "letter", "at": {"at": "2026-11-20"}, "from": "pfni",
        "to": ["psni"], "subject": "Downloads", "reply_due": {"at": "2026-11-30"}, "audience": ["federation"],
        "withhold": {"ground": "legal-privilege"}});
    let record = add(&mut desk, "correspondence", letter);
    assert_eq!(words(&record), ["answered"]);
    assert_eq!(record["verbs"][0]["begins"], json!({"at": {"at": "now"}, "channel": "letter"}));
    let answers = json!({"at": {"at": "2026-11-24"}, "channel": "email", "body": "None so far."});
    let reply = desk.write(PSNI, say("correspondence", &record["id"], "answered", answers))["record"]["raw"].clone();
    assert_eq!((&reply["direction"], &reply["from"], &reply["to"]), (&json!("in"), &json!("psni"), &json!(["pfni"])));
    assert_eq!((&reply["replies_to"], &reply["subject"]), (&record["id"], &json!("Re: Downloads")));
    assert_eq!((&reply["audience"], &reply["withhold"]["ground"]), (&json!(["federation"]), &json!("legal-privilege")));
    assert_eq!(clocks(&mut desk, "Downloads"), ["met"]);
    assert_eq!(words(&desk.record(PSNI, "correspondence", record["id"].as_str().unwrap())), [""; 0]);
}

#[test]
fn each_kind_of_record_has_the_words_of_its_own_field_while_they_can_still_be_said() {
    let mut desk = Desk::demo();
    for (list, record, offered) in [
        ("notifications", json!({"body": "ico", "duty": "voluntary", "status": "to-do"}), vec!["told"]),
        (
            "notifications",
            json!({"body": "ico", "duty": "voluntary", "status": "notified", "next": {"text": "Send the second part"}}),
            vec!["acknowledged", "step-done"],
        ),
        ("notifications", json!({"body": "ico", "duty": "voluntary", "status": "closed"}), vec![]),
        ("mitigations", json!({"title": "Close the page", "status": "planned"}), vec!["done"]),
        ("mitigations", json!({"title": "Close the page", "status": "dropped"}), vec![]),
        ("deadlines", json!({"title": "Request 12", "due": {"at": "2026-12-01"}, "kind": "foi"}), vec!["answered"]),
        ("deadlines", json!({"title": "Review", "due": {"at": "2026-12-01"}}), vec!["done"]),
        ("statements", json!({"by": "psni", "text": "No risk.", "status": "standing"}), vec!["contradicted"]),
        ("people_affected", json!({"group": "Officers"}), vec!["told"]),
        ("decisions", json!({"at": {"at": "2026-11-24"}, "text": "To wait."}), vec![]),
    ] {
        assert_eq!(words(&add(&mut desk, list, record.clone())), offered, "{record}");
    }
    let group = add(&mut desk, "people_affected", json!({"group": "Staff", "number": 2000}));
    let told = json!({"at": {"at": "2026-11-24"}, "channel": "letter", "number": "1,240"});
    let written = desk.write(PSNI, say("people_affected", &group["id"], "told", told));
    assert_eq!(written["record"]["raw"]["told"][0]["number"], 1240, "a number is read as it was typed");
    // The step of a notification goes with its clock, and stays legible in the history.
    let next = json!({"body": "ico", "duty": "voluntary", "status": "notified",
        "next": {"text": "Send the rest", "due": {"at": "2026-12-01"}}});
    let record = add(&mut desk, "notifications", next);
    assert_eq!(clocks(&mut desk, "Send the rest"), ["running"]);
    let written = desk.write(PSNI, say("notifications", &record["id"], "step-done", json!({})));
    assert_eq!(clocks(&mut desk, "Send the rest"), [""; 0]);
    assert!(written["record"]["versions"][1]["changes"].to_string().contains("Send the rest"));
}

#[test]
fn what_came_of_a_record_long_ago_asks_why_and_the_answer_is_in_the_reason() {
    let mut desk = Desk::demo();
    let ask = |desk: &mut Desk, list: &str, record: Value| {
        desk.ask(json!({"act": "ask-late", "list": list, "record": record}))["words"].clone()
    };
    let said = ask(&mut desk, "commitments", json!({"settled": {"at": "2026-11-20T11:59:00Z"}}));
    assert_eq!(said, "That was 4 days ago. Why is it written in only now?");
    assert_eq!(ask(&mut desk, "commitments", json!({"settled": {"at": "2026-11-24T11:00:00Z"}})), Value::Null);
    assert_eq!(ask(&mut desk, "nothing", json!({})), Value::Null);
    let promise = json!({"by": "psni", "text": "To write.", "status": "open"});
    let record = add(&mut desk, "commitments", promise);
    let mut kept = say("commitments", &record["id"], "kept", json!({"settled": {"at": "2026-11-20"}}));
    kept["reason"] = " told by telephone today ".into();
    let written = desk.write(PSNI, kept);
    assert_eq!(written["record"]["versions"][1]["why"], "The promise was kept. told by telephone today");
}

#[test]
fn what_is_said_of_several_records_is_said_once_with_how_often() {
    let mut desk = Desk::demo();
    let warned = |desk: &mut Desk| {
        let case = desk.ask(json!({"act": "case", "reference": PSNI, "as_of": null}))["case"].clone();
        let all = case["warnings"].as_array().unwrap().clone();
        all.into_iter().filter(|remark| remark["code"] == "written-up-late").collect::<Vec<_>>()
    };
    let log = |desk: &mut Desk, n: u32| {
        let at = crate::time("2026-11-20").unwrap();
        let text = format!("Call {n}.");
        let line = NewLine {
            at: &at,
            until: None,
            text: &text,
            kind: None,
            actor: None,
            concerns: &[],
            audience: &[Audience::Team],
        };
        let writer = Writer { name: "Response lead", reason: None, now: desk.now };
        desk.door.session.as_mut().unwrap().log(PSNI, &line, &writer).unwrap();
    };
    log(&mut desk, 1);
    let one = warned(&mut desk);
    assert_eq!((one.len(), &one[0]["times"], &one[0]["each"]), (1, &json!(""), &json!([])));
    for n in 2..=6 {
        log(&mut desk, n);
    }
    let six = warned(&mut desk);
    assert_eq!((six.len(), &six[0]["times"]), (1, &json!("6 times")));
    let each = six[0]["each"].as_array().unwrap();
    assert_eq!((each.len(), &each[5]["words"]), (6, &json!("Call 6.")));
    assert_eq!(six[0]["place"]["id"], each[0]["id"]);
}

#[test]
fn a_case_in_the_list_says_that_its_clocks_rest_on_what_this_version_cannot_read() {
    let mut desk = Desk::demo();
    let warnings = |desk: &mut Desk| {
        let cases = desk.ask(json!({"act": "cases"}))["cases"].clone();
        cases.as_array().unwrap().iter().map(|case| case["warnings"].clone()).collect::<Vec<_>>()
    };
    assert!(warnings(&mut desk).iter().all(|of| *of == json!([])));
    let session = desk.door.session.as_mut().unwrap();
    let book = session.book_id(PSNI).unwrap();
    let stands = session.vault.versions(&book, "notifications", "n1").unwrap();
    let replaces = stands.iter().map(|record| record.version).collect();
    let mut payload = Payload::put("notifications", "n1", replaces, b"{}".to_vec());
    payload.schema = 9;
    let act = Payload::act(&Act::new("correct", "A newer version")).unwrap();
    let entry = NewEntry { payloads: vec![act, payload], ..NewEntry::default() };
    session.vault.append(&book, entry, crate::session::milliseconds(desk.now)).unwrap();
    let said = warnings(&mut desk);
    let with: Vec<&Value> = said.iter().filter(|of| **of != json!([])).collect();
    assert_eq!(with.len(), 1, "{said:?}");
    assert!(with[0][0].as_str().unwrap().contains("newer version"), "{with:?}");
}
