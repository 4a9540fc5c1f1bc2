//! Lines as they are typed at three in the morning, each of which was once read otherwise than it was meant.

use serde_json::json;

use super::{NOW, case_of, file, read_in, shown};

/// The first chips of a line and its words, in a case with a person, a force and an open question.
fn read(line: &str, now: &str) -> String {
    let mut file = file();
    let parties = file["parties"].as_array_mut().unwrap();
    parties.push(json!({"id": "oneill", "name": "Supt Aoife O'Neill", "kind": "person"}));
    parties.push(json!({"id": "mps", "name": "Metropolitan Police Service", "kind": "force"}));
    parties.push(json!({"id": "mpf", "name": "Metropolitan Police Federation", "kind": "federation"}));
    file["questions"] = json!([{"id": "q1", "text": "What is the case reference?", "status": "open", "to": "ico"}]);
    shown(&read_in(&case_of(file), line, now, &[("direction", "out"), ("duty", "uk-gdpr-33"), ("channel", "call")]))
}

const NIGHT: &str = "2026-11-25T03:20:00Z";

#[test]
fn an_hour_behind_a_part_of_the_day_is_its_hour() {
    for (line, when, words) in [
        ("last night 11pm O'Neill saw the file", "Tue 24 Nov, 23:00 GMT", "O'Neill saw the file"),
        ("last night at 11 the alarm went", "Tue 24 Nov, 23:00 GMT", "The alarm went"),
        ("last night at 1 the alarm went", "Wed 25 Nov, 01:00 GMT", "The alarm went"),
        ("tonight 1am alarm", "Wed 25 Nov, 01:00 GMT", "Alarm"),
        ("this morning at 2 alarm again", "Wed 25 Nov, 02:00 GMT", "Alarm again"),
        ("this morning 02:10 alarm again", "Wed 25 Nov, 02:10 GMT", "Alarm again"),
        ("yesterday afternoon at 4 laptop found", "Tue 24 Nov, 16:00 GMT", "Laptop found"),
        ("yesterday morning 9.15am laptop found", "Tue 24 Nov, 09:15 GMT", "Laptop found"),
        ("Sun night 11pm alarm", "Sun 22 Nov, 23:00 GMT", "Alarm"),
        ("yest 4pm alarm", "Tue 24 Nov, 16:00 GMT", "Alarm"),
        ("half an hour ago alarm", "Wed 25 Nov, c. 02:50 GMT", "Alarm"),
        ("1/2 hour ago alarm", "Wed 25 Nov, c. 02:50 GMT", "Alarm"),
        ("½ hour ago alarm", "Wed 25 Nov, c. 02:50 GMT", "Alarm"),
    ] {
        let read = read(line, NIGHT);
        assert!(read.contains(&format!("occurred={when}")) && read.contains(&format!("«{words}»")), "{line}: {read}");
    }
    // What contradicts itself, or is of a night that a day of the week begins, is asked as before.
    for line in ["this morning 3pm alarm", "Sun night 1am alarm", "last night alarm"] {
        let read = read(line, NIGHT);
        assert!(read.contains("occurred=?(") || read.contains("that day"), "{line}: {read}");
    }
}

#[test]
fn half_past_and_quarter_to_are_times_of_day() {
    for (line, when) in [
        ("half past one alarm", "~Tue 24 Nov, 01:30 GMT"),
        ("quarter to 3 alarm", "~Tue 24 Nov, 02:45 GMT"),
        ("a quarter past nine alarm", "~Tue 24 Nov, 09:15 GMT"),
        ("quarter to one alarm", "?(Tue 24 Nov, 00:45 GMT | Tue 24 Nov, 12:45 GMT"),
    ] {
        let now = if line.starts_with("half") { "2026-11-24T03:20:00Z" } else { NOW };
        assert!(read(line, now).contains(&format!("occurred={when}")), "{line}: {}", read(line, now));
    }
    // In the hour that comes twice it is asked which.
    let twice = read("half past one alarm", "2026-10-25T03:20:00Z");
    assert!(twice.contains("occurred=?(Sun 25 Oct, 01:30 BST | Sun 25 Oct, 01:30 GMT)"), "{twice}");
}

#[test]
fn the_end_of_a_stretch_says_the_half_of_the_day_of_its_beginning() {
    for (line, when, words) in [
        ("10-11am meeting with the federation", "Tue 24 Nov, 10:00 GMT to 11:00 GMT", "Meeting with the federation"),
        ("meeting with the federation 10-11am", "Tue 24 Nov, 10:00 GMT to 11:00 GMT", "Meeting with the federation"),
        ("between 1 and 2pm file was opened", "Tue 24 Nov, 13:00 GMT to 14:00 GMT", "File was opened"),
        ("from 11 to 1pm file was open", "Tue 24 Nov, 11:00 GMT to 13:00 GMT", "File was open"),
        ("11-12:30pm file was open", "Tue 24 Nov, 11:00 GMT to 12:30 GMT", "File was open"),
    ] {
        let read = read(line, NOW);
        assert!(read.contains(&format!("occurred={when}")) && read.contains(&format!("«{words}»")), "{line}: {read}");
    }
    // Numbers that are no hours.
    for line in ["10-11 officers moved", "moved 2 to 3pm shift", "version 10-11 ran"] {
        assert!(!read(line, NOW).contains(" to 1"), "{line}: {}", read(line, NOW));
    }
}

#[test]
fn what_is_still_to_be_done_is_a_deadline_and_what_was_done_is_none() {
    for (line, due, words) in [
        ("PSNI to send list of staff by Friday noon", "Fri 27 Nov, 12:00 GMT", "PSNI to send list of staff"),
        (
            "press office: BBC asking for comment by 4pm",
            "Tue 24 Nov, 16:00 GMT",
            "Press office: BBC asking for comment",
        ),
        ("need to tell the NCA by 5pm", "Tue 24 Nov, 17:00 GMT", "Need to tell the NCA"),
        ("will ring ICO again at 16:00", "Tue 24 Nov, 16:00 GMT", "Will ring ICO again"),
        ("Fri 5pm deadline for FOI 2231", "Fri 27 Nov, 17:00 GMT", "Deadline for FOI 2231"),
    ] {
        let read = read(line, NOW);
        let begins = format!("~Deadline; due={due}; kind=");
        assert!(read.starts_with(&begins) && read.contains(&format!("«{words}»")), "{line}: {read}");
    }
    assert!(read("Fri 5pm deadline for FOI 2231", NOW).contains("kind=freedom of information"));
    assert!(read("deadline: SAR from Const D'Arcy due 14 Dec", NOW).contains("kind=subject access"));
    for line in [
        "the list was sent by Friday noon",
        "ICO missed the deadline of 5pm",
        "13:05 need to tell the NCA",
        "Will Smith saw the file at 13:00",
        "PSNI will not publish at 5pm",
        "file off by 13:00",
    ] {
        assert!(read(line, NOW).starts_with("Timeline entry"), "{line}: {}", read(line, NOW));
    }
}

#[test]
fn several_are_named_by_any_sign_and_the_met_by_its_everyday_name() {
    for line in ["13:00 informed the ICO & NCA", "13:00 told ICO + NCA", "13:00 told ICO, NCA"] {
        assert!(read(line, NOW).contains("body=ICO; body-2=National Crime Agency"), "{line}: {}", read(line, NOW));
    }
    let asked = read("asked the Met which gate the courier used", NOW);
    assert!(asked.contains("to=Metropolitan Police Service") || asked.contains("to=MPS"), "{asked}");
    assert!(asked.contains("«Which gate the courier used»"), "{asked}");
    assert!(
        read("13:00 Gold group met", NOW).starts_with("Timeline entry; occurred=Tue 24 Nov, 13:00 GMT; kind=meeting")
    );
}

#[test]
fn quotations_keep_both_their_marks_and_a_short_will_is_a_would() {
    assert!(read("email from Acme: \"we have no logs\"", NOW).contains("«\"we have no logs\"»"));
    assert!(read("Acme said “no data left the building”", NOW).contains("«“no data left the building”»"));
    let would = read("PSNI says it'll write to everyone by Fri", NOW);
    assert!(would.starts_with("?(Promise | Statement") && would.contains("due=?(Fri 27 Nov, 17:00 GMT"), "{would}");
    let back = read("O’Neill rang back 14:10, laptop was encrypted", NOW);
    assert!(back.contains("from=Supt Aoife O'Neill; at=Tue 24 Nov, 14:10 GMT"), "{back}");
}

#[test]
fn whoever_wrote_or_rang_to_chase_has_chased() {
    for line in [
        "chasing ICO for the case reference",
        "emailed ICO to chase the case reference",
        "rang ICO chasing the case reference",
    ] {
        assert!(read(line, NOW).contains("chase-1=the question"), "{line}: {}", read(line, NOW));
    }
    assert!(!read("emailed ICO with the case reference", NOW).contains("chase-1"));
}
