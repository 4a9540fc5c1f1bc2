//! The case on one screen: what the door answers on the demo's cases, after some corrections. What is asked here is
//! recorded for the page (`ui/src/api/desk.json`), so that its screens open in a plain browser.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::super::*;
use super::{PASSPHRASE, compare};
use crate::{Audience, NewLine, Passphrase, Writer};

const PSNI: &str = "PSNI-2023-08";

/// A vault with the demo's cases, in which a response lead has corrected and logged.
struct Stand {
    _folder: tempfile::TempDir,
    door: Door,
    now: DateTime<Utc>,
    asked: Vec<Value>,
}

impl Stand {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (vault, home) = (folder.path().join("demo.breachbook"), folder.path().join("home"));
        let passphrase = Passphrase::new(PASSPHRASE.to_owned());
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let mut session = Session::init(&vault, &passphrase, None, &home, at("2026-11-20T09:00:00Z")).unwrap();
        let files = crate::DEMO_CASES.map(|(name, text)| {
            let file = folder.path().join(name);
            std::fs::write(&file, text).unwrap();
            file
        });
        let writer = |now: &str, reason| Writer { name: "Response lead", reason, now: at(now) };
        let files = files.each_ref().map(PathBuf::as_path);
        session.import(&files, &writer("2026-11-20T09:05:00Z", None)).unwrap();
        let notice = writer("2026-11-21T10:12:00Z", Some("the penalty notice gives the span"));
        let set =
            ["text=The file is hidden from view; it had been available for about 2 hours 20 minutes, the force says."];
        session.correct(PSNI, "e4", &set, &notice).unwrap();
        let again = writer("2026-11-22T18:40:00Z", Some("as the published account has it"));
        let set = ["text=The file is hidden from view; it had been available for about 2 hours 20 minutes."];
        session.correct(PSNI, "e4", &set, &again).unwrap();
        let time = crate::time("2023-08-08T16:00:00+01:00").unwrap().about();
        let line = NewLine {
            at: &time,
            until: None,
            concerns: &[],
            text: "Officers report the sheet to the force.",
            kind: Some("awareness"),
            actor: Some("psni"),
            audience: &[Audience::Team],
        };
        session.log(PSNI, &line, &writer("2026-11-23T11:00:00Z", None)).unwrap();
        session.lock(at("2026-11-23T11:05:00Z")).unwrap();
        let mut door = Door::new(Some(vault), home);
        door.say_writer("Response lead").unwrap();
        let now = at("2026-11-24T12:00:00Z");
        door.call(Request::Unlock { passphrase: PASSPHRASE.to_owned().into() }, now).unwrap();
        Self { _folder: folder, door, now, asked: Vec::new() }
    }

    fn try_ask(&mut self, request: Value) -> Result<Value, Failure> {
        let request = serde_json::from_value(request).unwrap();
        self.door.call(request, self.now).map(|response| serde_json::to_value(response).unwrap())
    }

    /// Asks, and keeps question and answer for the page.
    fn ask(&mut self, request: Value) -> Value {
        let answer = self.try_ask(request.clone()).unwrap();
        self.asked.push(json!({"request": request, "response": answer}));
        answer
    }

    fn case(&mut self, reference: &str, as_of: Option<&str>) -> Value {
        self.ask(json!({"act": "case", "reference": reference, "as_of": as_of}))["case"].clone()
    }

    fn lines(&mut self, reference: &str, as_of: Option<&str>, screen: &str) -> Value {
        self.ask(json!({"act": "lines", "reference": reference, "as_of": as_of, "screen": screen,
            "from": 0, "count": 500, "find": null}))["lines"]
            .clone()
    }
}

fn rows(lines: &Value) -> Vec<&Value> {
    lines.as_array().unwrap().iter().filter(|line| line["is"] == "row").collect()
}

fn row<'l>(lines: &'l Value, id: &str) -> &'l Value {
    rows(lines).into_iter().find(|row| row["place"]["id"] == id).unwrap()
}

#[test]
fn what_the_page_replays_is_what_this_door_answers() {
    let mut stand = Stand::new();
    stand.ask(json!({"act": "cases"}));
    for reference in ["MET-2023-08", PSNI, "PSNI-2023-07"] {
        stand.case(reference, None);
        for screen in
            ["timeline", "bodies-told", "people-and-data", "mitigations", "correspondence", "holding-to-account"]
        {
            stand.lines(reference, None, screen);
        }
        let picture = stand.ask(json!({"act": "picture", "reference": reference, "as_of": null}))["picture"].clone();
        for stretch in ["opens", "all"] {
            let (from, to) = (picture[stretch]["from"].as_i64().unwrap(), picture[stretch]["to"].as_i64().unwrap());
            stand.ask(json!({"act": "ticks", "from": from, "to": to, "most": 8}));
            if reference == PSNI {
                stand.ask(marks(from, to));
            }
        }
    }
    stand.case(PSNI, Some("2026-11-20"));
    stand.lines(PSNI, Some("2026-11-20"), "timeline");
    stand.ask(json!({"act": "picture", "reference": PSNI, "as_of": "2026-11-20"}));
    stand.ask(json!({"act": "find", "query": "hidden sheet"}));
    stand.ask(json!({"act": "find", "query": "wall"}));
    stand.ask(json!({"act": "check-record"}));
    let text = stand.asked.iter().map(|asked| format!("  {asked}")).collect::<Vec<_>>().join(",\n");
    compare("desk.json", &format!("[\n{text}\n]\n"));
}

#[test]
fn the_timeline_stands_by_day_oldest_first_with_every_doubt_in_words() {
    let mut stand = Stand::new();
    let lines = stand.lines(PSNI, None, "timeline");
    let said: Vec<String> = lines
        .as_array()
        .unwrap()
        .iter()
        .take(13)
        .map(|line| match line["is"].as_str() {
            Some("heading") => format!("{} · {}", line["words"].as_str().unwrap(), line["detail"].as_str().unwrap()),
            _ => format!(
                "  {} | {} | {}",
                line["time"].as_str().unwrap(),
                line["kind"].as_str().unwrap(),
                line["who"].as_str().unwrap()
            ),
        })
        .collect();
    insta::assert_snapshot!(said.join("\n"));
    // Every event, and what else was told, written, asked, promised, said or decided.
    assert_eq!(rows(&lines).len(), 26 + 7);
    let hidden = row(&lines, "e4");
    assert_eq!(hidden["notes"], json!(["corrects a statement of 9 August 2023"]));
    assert_eq!(hidden["corrected"], "Corrected twice");
    assert_eq!(row(&lines, "e7")["marks"][0], json!({"words": "reported", "tone": "plain", "doubt": true}));
    assert_eq!(row(&lines, "s2")["marks"][0], json!({"words": "corrected", "tone": "late", "doubt": false}));
    let logged = rows(&lines).into_iter().find(|row| row["text"] == "Officers report the sheet to the force.").unwrap();
    let marks: Vec<&str> = logged["marks"].as_array().unwrap().iter().map(|m| m["words"].as_str().unwrap()).collect();
    assert_eq!(marks, ["team only", "written up late"]);
    assert_eq!(logged["when"], "about 8 August 2023, 16:00 BST");
}

#[test]
fn any_stretch_of_lines_is_a_stretch_of_the_whole_and_a_record_is_found_by_its_line() {
    let mut stand = Stand::new();
    let whole = stand.lines(PSNI, None, "timeline");
    let whole = whole.as_array().unwrap();
    for (from, count) in [(0, 1), (5, 7), (whole.len() - 1, 20), (whole.len() + 5, 3)] {
        let answer = stand
            .try_ask(json!({"act": "lines", "reference": PSNI, "as_of": null, "screen": "timeline", "from": from,
                "count": count, "find": {"list": "events", "id": "e25"}}))
            .unwrap();
        assert_eq!(answer["total"], whole.len());
        let expected: Vec<&Value> = whole.iter().skip(from).take(count).collect();
        assert_eq!(answer["lines"].as_array().unwrap().iter().collect::<Vec<_>>(), expected);
        let found = usize::try_from(answer["found"].as_u64().unwrap()).unwrap();
        assert_eq!(whole[found]["place"]["id"], "e25");
    }
}

#[test]
fn the_strip_says_of_each_kind_what_presses_most() {
    let mut stand = Stand::new();
    let said = |case: &Value| -> Vec<String> {
        case["strip"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| {
                let standing = &item["standing"];
                format!(
                    "{} | {} ({}, {}) | {} | +{}",
                    item["label"].as_str().unwrap(),
                    standing["words"].as_str().unwrap(),
                    standing["tone"].as_str().unwrap(),
                    standing["shape"].as_str().unwrap(),
                    item["detail"].as_str().unwrap(),
                    item["more"]
                )
            })
            .collect()
    };
    let mut all = Vec::new();
    for reference in [PSNI, "MET-2023-08"] {
        let case = stand.case(reference, None);
        all.push(reference.to_owned());
        all.extend(said(&case));
        all.push(
            case["tabs"]
                .as_array()
                .unwrap()
                .iter()
                .map(|tab| format!("{} {}", tab["name"], tab["count"]))
                .collect::<Vec<_>>()
                .join(", "),
        );
    }
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn as_known_on_shows_the_book_as_it_stood() {
    let mut stand = Stand::new();
    let then = stand.case(PSNI, Some("2026-11-20"));
    assert_eq!(then["as_of"], "20 November 2026, 23:59 GMT");
    let lines = stand.lines(PSNI, Some("2026-11-20"), "timeline");
    assert_eq!(rows(&lines).len(), 25 + 7);
    assert_eq!(row(&lines, "e4")["notes"], json!(["corrects a statement of 9 August 2023"]));
    let history = |case: &Value| case["tabs"].as_array().unwrap().last().unwrap()["count"].clone();
    assert_eq!(history(&then), 1);
    assert_eq!(history(&stand.case(PSNI, None)), 4);
    // The present is as it was after a look back.
    assert_eq!(rows(&stand.lines(PSNI, None, "timeline")).len(), 26 + 7);
    let before = stand.try_ask(json!({"act": "case", "reference": PSNI, "as_of": "2019"})).unwrap_err();
    assert_eq!(before.code, "not-then");
    let wrong = stand.try_ask(json!({"act": "case", "reference": PSNI, "as_of": "yesterday"})).unwrap_err();
    assert_eq!(wrong.code, "bad-time");
}

#[test]
fn a_write_makes_the_open_case_stale() {
    let mut stand = Stand::new();
    let before = rows(&stand.lines(PSNI, None, "timeline")).len();
    let time = crate::time("2026-11-24").unwrap();
    let line = NewLine {
        at: &time,
        until: None,
        text: "A new line.",
        kind: None,
        actor: None,
        concerns: &[],
        audience: &[Audience::Team],
    };
    let writer = Writer { name: "Response lead", reason: None, now: stand.now };
    stand.door.session.as_mut().unwrap().log(PSNI, &line, &writer).unwrap();
    let lines = stand.lines(PSNI, None, "timeline");
    assert_eq!(rows(&lines).len(), before + 1);
    assert_eq!(rows(&lines).last().unwrap()["text"], "A new line.");
}

#[test]
fn the_record_is_called_intact_only_after_a_check() {
    let mut stand = Stand::new();
    let said = |case: Value| case["record"]["standing"]["words"].as_str().unwrap().to_owned();
    assert_eq!(said(stand.case(PSNI, None)), "4 entries, all signed on 23 Nov 2026, 11:05 GMT");
    assert_eq!(stand.try_ask(json!({"act": "check-record"})).unwrap()["intact"], true);
    assert_eq!(said(stand.case(PSNI, None)), "Record intact: 4 entries, checked 24 Nov 2026, 12:00 GMT");
}

/// What the page asks of a stretch that it draws 900 pixels wide, with a mark's width on either side.
fn marks(from: i64, to: i64) -> Value {
    let width = u64::try_from((to - from) * 14 / 900).unwrap().next_power_of_two().cast_signed();
    let (from, to) = (from - width, to + width);
    json!({"act": "picture-marks", "reference": PSNI, "as_of": null, "from": from, "to": to, "width": width})
}

#[test]
fn the_marks_of_the_picture_hold_every_entry_and_lead_from_one_to_the_next() {
    let mut stand = Stand::new();
    let picture =
        stand.try_ask(json!({"act": "picture", "reference": PSNI, "as_of": null})).unwrap()["picture"].clone();
    let points = picture["points"].as_array().unwrap();
    assert_eq!(picture["many"], false);
    let mut entry = |at: &Value, step: Value| {
        let ask = json!({"act": "picture-entry", "reference": PSNI, "as_of": null, "at": at, "step": step});
        stand.try_ask(ask).unwrap()["point"].clone()
    };
    // From one to the next as the list has them, and back.
    let mut at = Value::Null;
    for point in points {
        let next = entry(&at, json!({"to": "next"}));
        assert_eq!(&next, point);
        assert_eq!(&entry(&next["place"], json!({"to": "itself"})), point);
        at = next["place"].clone();
    }
    assert_eq!(entry(&at, json!({"to": "next"})), *points.last().unwrap());
    assert_eq!(entry(&at, json!({"to": "before"})), points[points.len() - 2]);
    assert_eq!(entry(&at, json!({"to": "first"})), points[0]);
    assert_eq!(entry(&Value::Null, json!({"to": "last"})), *points.last().unwrap());
    assert_eq!(entry(&json!({"list": "parties", "id": "psni"}), json!({"to": "itself"})), Value::Null);
    let ask = marks(picture["all"]["from"].as_i64().unwrap(), picture["all"]["to"].as_i64().unwrap());
    let drawn = stand.try_ask(ask.clone()).unwrap()["points"].as_array().unwrap().clone();
    assert_eq!(drawn.iter().map(|mark| mark["count"].as_u64().unwrap()).sum::<u64>(), points.len() as u64);
    // Round and round in a mark one meets all that stand in it.
    let fullest = drawn.iter().max_by_key(|mark| mark["count"].as_u64()).unwrap();
    let step = json!({"to": "beside", "lanes": [fullest["lane"]], "width": ask["width"]});
    let (mut at, mut met) = (fullest["place"].clone(), BTreeSet::new());
    while met.insert(at.to_string()) {
        let ask = json!({"act": "picture-entry", "reference": PSNI, "as_of": null, "at": at, "step": step});
        at = stand.try_ask(ask).unwrap()["point"]["place"].clone();
    }
    assert_eq!(met.len() as u64, fullest["count"].as_u64().unwrap());
    assert!(met.len() > 1);
}

#[test]
fn the_picture_draws_doubt_as_ranges_and_points_at_lines() {
    let mut stand = Stand::new();
    let lines = stand.lines(PSNI, None, "timeline");
    let picture =
        stand.try_ask(json!({"act": "picture", "reference": PSNI, "as_of": null})).unwrap()["picture"].clone();
    let lanes: Vec<&str> =
        picture["lanes"].as_array().unwrap().iter().map(|lane| lane["name"].as_str().unwrap()).collect();
    assert_eq!(lanes[..3], ["The breach", "PSNI", "PFNI"]);
    let points = picture["points"].as_array().unwrap();
    assert_eq!(points.len(), rows(&lines).len());
    for point in points {
        let line = usize::try_from(point["line"].as_u64().unwrap()).unwrap();
        assert_eq!(lines[line]["place"], point["place"]);
        assert!(point["from"].as_i64() < point["to"].as_i64());
    }
    let day = points.iter().find(|point| point["place"]["id"] == "e2").unwrap();
    assert_eq!(
        (day["range"].as_bool(), day["to"].as_i64().unwrap() - day["from"].as_i64().unwrap()),
        (Some(true), 86_400_000)
    );
    let spans: Vec<String> = picture["spans"]
        .as_array()
        .unwrap()
        .iter()
        .map(|span| format!("{} {} {} exact {}", span["kind"], span["lane"], span["words"], span["exact"]))
        .collect();
    insta::assert_snapshot!(spans.join("\n"));
}

#[test]
fn due_next_is_across_all_cases_and_search_finds_in_all() {
    let mut stand = Stand::new();
    let cases = stand.ask(json!({"act": "cases"}));
    let due: Vec<String> = cases["due_next"]
        .as_array()
        .unwrap()
        .iter()
        .map(|due| format!("{} {}: {}", due["reference"], due["title"], due["standing"]["words"]))
        .collect();
    let pressing: Vec<String> = cases["cases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|case| format!("{}: {}", case["reference"], case["pressing"]["words"]))
        .collect();
    insta::assert_snapshot!(format!("{}\n{}", due.join("\n"), pressing.join("\n")));
    let found = stand.ask(json!({"act": "find", "query": "hidden sheet"}))["found"].clone();
    assert!(found.as_array().unwrap().iter().any(|hit| hit["place"] == json!({"list": "events", "id": "e3"})));
}
