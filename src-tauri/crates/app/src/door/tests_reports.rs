#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::tests::{compare, scrubbed};
use super::tests_start::Desk;
use super::*;

const CASE: &str = "PSNI-2023-08";

/// Asks for a report into a file.
fn make(desk: &Desk, audience: &str, out: &str) -> Value {
    let out = desk.folder.path().join(out);
    json!({"act": "make-report", "choice": choice(audience), "recipient": "Chair, by hand", "out": out})
}

fn choice(audience: &str) -> Value {
    json!({"reference": CASE, "audience": audience, "as_of": null})
}

fn preview(audience: &str) -> Value {
    let mut request = choice(audience);
    request["act"] = "preview".into();
    request
}

fn texts(page: &Value) -> Vec<String> {
    let drawn = page["page"]["drawn"].as_array().unwrap().iter();
    drawn.filter_map(|mark| mark["text"].as_str()).map(str::to_owned).collect()
}

#[test]
fn a_preview_writes_nothing_and_holds_what_the_report_then_holds() {
    let mut desk = Desk::sample();
    let before = desk.ask(json!({"act": "reports", "reference": CASE}));
    let head = desk.ask(preview("federation"))["head"].clone();
    let pages = head["pages"].as_u64().unwrap();
    let mut shown = String::new();
    for n in 0..pages {
        let page = desk.ask(json!({"act": "preview-page", "choice": choice("federation"), "page": n}));
        shown.extend(texts(&page));
    }
    assert_eq!(desk.ask(json!({"act": "reports", "reference": CASE})), before);
    let past = desk.try_ask(json!({"act": "preview-page", "choice": choice("federation"), "page": pages}));
    assert_eq!(past.unwrap_err().code, "no-page");

    let made = desk.ask(make(&desk, "federation", "report.pdf"));
    assert_eq!(made["number"], 1);
    assert_eq!(made["released"][0]["recipient"], "Chair, by hand");
    assert_eq!(made["released"][0]["entry"], made["entry"]);
    let bytes = std::fs::read(desk.folder.path().join("report.pdf")).unwrap();
    let read = breachbook_report::check::readback(&bytes).unwrap();
    assert_eq!(read.pages() as u64, pages);
    // The fingerprint that the preview showed is the one that the report carries: it rests on the same record.
    let fingerprint = made["released"][0]["fingerprint"].as_str().unwrap();
    assert!(shown.contains(fingerprint));
}

#[test]
fn who_holds_a_checkpoint_is_said_by_name_and_that_nobody_was_named_where_nobody_was() {
    let mut desk = Desk::sample();
    desk.ask(make(&desk, "federation", "one.pdf"));
    let mut blank = make(&desk, "ico", "two.pdf");
    blank["recipient"] = "".into();
    desk.ask(blank);
    let page = desk.ask(json!({"act": "entries", "reference": CASE, "count": 2}))["page"].clone();
    let held: Vec<&str> =
        page["checkpoints"].as_array().unwrap().iter().map(|point| point["held"].as_str().unwrap()).collect();
    assert_eq!(held[0], "Nobody is named as having got that report; whoever has it holds this.");
    assert_eq!(held[1], "Chair, by hand was given that report, and holds it.");
    let said: Vec<&str> = page["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["changes"][0]["title"].as_str().unwrap())
        .collect();
    assert!(said[0].ends_with("; nobody is named as having got it"), "{said:?}");
    assert!(said[1].ends_with("; given to Chair, by hand"), "{said:?}");
}

#[test]
fn what_is_withheld_is_counted_as_the_report_counts_it_and_listed_for_the_team() {
    let mut desk = Desk::sample();
    assert_eq!(desk.ask(preview("team"))["head"]["items"], json!([]));
    for audience in ["federation", "ico", "nca", "force", "public"] {
        let head = desk.ask(preview(audience))["head"].clone();
        let counted = head["items"].as_array().unwrap().iter().filter(|item| item["counted"] == true).count() as u64;
        let said: u64 = head["withheld"].as_array().unwrap().iter().map(|row| row["count"].as_u64().unwrap()).sum();
        assert_eq!(counted, said, "{audience}");
        let ids: BTreeSet<&str> = head["items"].as_array().unwrap().iter().map(|i| i["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), head["items"].as_array().unwrap().len());
        for item in head["items"].as_array().unwrap() {
            assert!(!item["text"].as_str().unwrap().is_empty(), "{item}");
        }
    }
}

#[test]
fn a_released_report_is_saved_again_and_checked_and_a_changed_file_is_not_relied_on() {
    let mut desk = Desk::sample();
    desk.ask(make(&desk, "public", "one.pdf"));
    let (one, two) = (desk.folder.path().join("one.pdf"), desk.folder.path().join("two.pdf"));
    desk.ask(json!({"act": "save-released", "reference": CASE, "number": 1, "out": two}));
    let mut bytes = std::fs::read(&one).unwrap();
    assert_eq!(bytes, std::fs::read(&two).unwrap());
    let good = desk.ask(json!({"act": "check-report", "file": two}))["check"].clone();
    assert_eq!([&good["found"], &good["word"], &good["earlier"]], ["proven", "", ""]);
    assert!(good["says"].as_str().unwrap().contains("which is known as this vault"), "{good}");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&two, &bytes).unwrap();
    let bad = desk.ask(json!({"act": "check-report", "file": two}))["check"].clone();
    assert_eq!(bad["found"], "contradicted");
    let gone = desk.try_ask(json!({"act": "save-released", "reference": CASE, "number": 7, "out": two}));
    assert_eq!(gone.unwrap_err().code, "no-report");
}

/// The later of two goes on from the earlier; the wrong way round, with another case's or with a file that is none, the
/// two do not say; and a report that was changed is not relied on, whatever it is compared with.
#[test]
fn two_reports_are_compared_and_proven_contradicted_and_cannot_tell_are_kept_apart() {
    let mut desk = Desk::sample();
    desk.ask(make(&desk, "public", "one.pdf"));
    let line = json!({"act": "write-record", "reference": CASE, "what": {
        "write": "add", "list": "questions", "record": {"text": "Who has it?", "status": "open"},
        "reason": null, "draft": null,
    }});
    desk.ask(line);
    desk.ask(make(&desk, "public", "two.pdf"));
    let mut other = make(&desk, "public", "other.pdf");
    other["choice"]["reference"] = "MET-2023-08".into();
    desk.ask(other);
    let at = |name: &str| desk.folder.path().join(name);
    let (one, two, other, no_report) = (at("one.pdf"), at("two.pdf"), at("other.pdf"), at("none.pdf"));
    std::fs::write(&no_report, "words").unwrap();
    let mut compare = |file: &std::path::Path, earlier: &std::path::Path| {
        let check = desk.ask(json!({"act": "check-report", "file": file, "earlier": earlier}))["check"].clone();
        let of = |key: &str| check[key].as_str().unwrap().to_owned();
        (of("found"), of("word"), of("says"))
    };
    let (found, word, says) = compare(&two, &one);
    assert_eq!([found.as_str(), word.as_str()], ["proven", "Proven"]);
    assert!(says.contains("all that stood there still stands"), "{says}");
    for (file, earlier, says_so) in [
        (&one, &two, "the other way round"),
        (&two, &other, "different cases"),
        (&two, &no_report, "Do not rely on the earlier"),
    ] {
        let (found, word, says) = compare(file, earlier);
        assert_eq!([found.as_str(), word.as_str()], ["cannot-tell", "Cannot tell"], "{says}");
        assert!(says.contains(says_so), "{says}");
    }
    let mut bytes = std::fs::read(&two).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&two, &bytes).unwrap();
    let (found, word, _) = compare(&two, &one);
    assert_eq!([found.as_str(), word.as_str()], ["contradicted", ""]);
}

/// Asks for what takes long, and cancels it on another thread as it first says how far it is: the door is busy all the
/// while. What it said it was doing, and the code of the failure.
fn cancelled(desk: &mut Desk, request: Value) -> (String, String) {
    let request: Request = serde_json::from_value(request).unwrap();
    let watch = desk.door.watch();
    let (runs, running) = std::sync::mpsc::channel();
    let (go_on, goes_on) = std::sync::mpsc::channel::<()>();
    watch.at_first(move || {
        runs.send(()).unwrap();
        // It goes on too where the test is over already.
        let _ = goes_on.recv();
    });
    let (answer, doing) = std::thread::scope(|scope| {
        let (door, now) = (&mut desk.door, desk.now);
        let made = scope.spawn(move || door.call(request, now));
        running.recv_timeout(std::time::Duration::from_secs(120)).expect("it says how far it is");
        let Some(Response::Progress { advance }) = watch.answer(&Request::Progress) else { unreachable!() };
        watch.answer(&Request::Cancel);
        go_on.send(()).unwrap();
        (made.join().unwrap(), advance.doing)
    });
    (doing, answer.unwrap_err().code)
}

#[test]
fn a_report_is_watched_and_cancelled_beside_the_door_and_leaves_nothing() {
    let mut desk = Desk::sample();
    let out = desk.folder.path().join("never.pdf");
    let before = desk.ask(json!({"act": "reports", "reference": CASE}));
    let request = make(&desk, "team", "never.pdf");
    assert_eq!(cancelled(&mut desk, request), ("Setting the pages".to_owned(), "cancelled".to_owned()));
    assert!(!out.exists());
    assert_eq!(desk.ask(json!({"act": "reports", "reference": CASE})), before);
}

#[test]
fn a_preview_is_watched_and_cancelled_and_is_worked_out_when_it_is_asked_for_again() {
    let mut desk = Desk::sample();
    assert_eq!(cancelled(&mut desk, preview("team")), ("Setting the pages".to_owned(), "cancelled".to_owned()));
    assert_eq!(desk.ask(preview("team"))["head"]["items"], json!([]));
}

#[test]
fn the_recorded_answers_about_reports_are_what_this_door_answers() {
    let mut desk = Desk::sample();
    let root = desk.folder.path().to_owned();
    let mut record = Map::new();
    let mut keep = |name: &str, answer: Value| {
        record.insert(name.to_owned(), scrubbed(answer, &root));
    };
    keep("reports", desk.ask(json!({"act": "reports", "reference": CASE})));
    for audience in ["team", "force", "federation", "ico", "nca", "public"] {
        keep(&format!("preview-{audience}"), desk.ask(preview(audience)));
    }
    let pages = (0..3).map(|n| desk.ask(json!({"act": "preview-page", "choice": choice("federation"), "page": n})));
    keep("pages", pages.collect());
    keep("made", desk.ask(make(&desk, "federation", "report.pdf")));
    let file = root.join("report.pdf");
    keep("checked", desk.ask(json!({"act": "check-report", "file": file})));
    keep("compared", desk.ask(json!({"act": "check-report", "file": file, "earlier": file})));
    let mut bytes = std::fs::read(&file).unwrap();
    bytes.extend(b"more");
    std::fs::write(&file, bytes).unwrap();
    keep("changed", desk.ask(json!({"act": "check-report", "file": file})));
    keep("idle", desk.ask(json!({"act": "progress"})));
    // On one line each: the pages are long.
    let lines: Vec<String> = record.iter().map(|(name, answer)| format!("  {}: {answer}", json!(name))).collect();
    compare("answers-reports.json", &format!("{{\n{}\n}}\n", lines.join(",\n")));
}
