//! What a choice changes, and the hours of the clock changes.

use super::{NOW, read_at, shown};

fn chip<'r>(reading: &'r super::Reading, key: &str) -> &'r super::super::Chip {
    reading.chips.iter().find(|chip| chip.key.is(key)).unwrap_or_else(|| panic!("no {key} in {reading:?}"))
}

#[test]
fn the_hour_that_comes_twice_is_asked() {
    let now = "2026-10-25T09:00:00Z";
    let reading = read_at("01:30 server stopped", now, &[]);
    let when = chip(&reading, "occurred");
    assert_eq!(when.doubt.as_deref(), Some("That hour came twice: the clocks went back. The first or the second?"));
    let words: Vec<&str> = when.choices.iter().map(|choice| choice.words.as_str()).collect();
    assert_eq!(words, ["Sun 25 Oct, 01:30 BST", "Sun 25 Oct, 01:30 GMT"]);
    // The zone says which.
    let reading = read_at("01:30 GMT server stopped", now, &[]);
    assert_eq!(chip(&reading, "occurred").value.as_ref().unwrap()["at"], "2026-10-25T01:30:00+00:00");
    let reading = read_at("01:30 BST server stopped", now, &[]);
    assert_eq!(chip(&reading, "occurred").value.as_ref().unwrap()["at"], "2026-10-25T01:30:00+01:00");
    // Before and after it there is nothing to ask.
    for line in ["00:30 server stopped", "02:30 server stopped"] {
        assert_eq!(chip(&read_at(line, now, &[]), "occurred").doubt, None, "{line}");
    }
    // Half an hour into the second turn only the first and the second have come.
    let reading = read_at("01:30 server stopped", "2026-10-25T00:45:00Z", &[]);
    assert_eq!(chip(&reading, "occurred").value.as_ref().unwrap()["at"], "2026-10-25T01:30:00+01:00");
}

#[test]
fn the_hour_that_is_left_out_is_asked() {
    let reading = read_at("01:30 server stopped", "2026-03-29T09:00:00Z", &[]);
    let when = chip(&reading, "occurred");
    assert!(when.doubt.as_deref().unwrap().starts_with("That hour did not exist"));
    let words: Vec<&str> = when.choices.iter().map(|choice| choice.words.as_str()).collect();
    assert_eq!(words, ["Sun 29 Mar, 00:30 GMT", "Sun 29 Mar, 02:30 BST"]);
    assert!(when.value.is_none());
}

#[test]
fn a_name_of_two_parties_is_asked_and_the_choice_holds() {
    let line = "13:00 the supplier said the file was encrypted";
    let open = read_at(line, NOW, &[]);
    let by = chip(&open, "by");
    assert!(by.doubt.is_some() && by.value.is_none());
    let named: Vec<&str> = by.choices.iter().take(2).map(|choice| choice.value.as_str()).collect();
    assert_eq!(named, ["acme", "copper"]);
    let settled = read_at(line, NOW, &[("by", "copper")]);
    assert_eq!(settled.value("by").unwrap(), "copper");
    assert!(settled.open().is_none());
    // A choice that is none is no answer.
    assert!(read_at(line, NOW, &[("by", "nobody")]).open().is_some());
}

#[test]
fn an_hour_for_a_due_day_is_offered_and_the_choice_is_written() {
    let line = "yesterday 14:30 federation asked PSNI by phone who downloaded the file, reply by Friday";
    let open = read_at(line, NOW, &[]);
    let due = chip(&open, "due");
    assert_eq!((due.words.as_str(), due.from.as_str()), ("Fri 27 Nov, 17:00 GMT", "reply by Friday"));
    assert!(due.doubt.is_some());
    let day = due.choices.iter().find(|choice| choice.words == "Fri 27 Nov, that day").unwrap();
    let settled = read_at(line, NOW, &[("due", &day.value)]);
    assert_eq!(
        serde_json::Value::Object(settled.record()),
        serde_json::json!({
            "to": "psni", "asked": {"at": "2026-11-23T14:30:00+00:00"}, "asked_by": "pfni", "channel": "call",
            "due": {"at": "2026-11-27"}, "status": "open", "text": "Who downloaded the file",
        })
    );
    // Left out, its words are kept.
    let without = read_at(line, NOW, &[("due", "")]);
    assert_eq!(without.value("due"), None);
    assert!(without.words.ends_with("reply by Friday"), "{}", without.words);
}

#[test]
fn another_list_may_be_chosen_and_nothing_typed_is_lost() {
    let line = "13:00 PSNI said no addresses were held";
    let event = read_at(line, NOW, &[("list", "events")]);
    assert_eq!(
        shown(&event),
        "Timeline entry; occurred=Tue 24 Nov, 13:00 GMT; actor=PSNI; kind=statement \
         «PSNI said no addresses were held» late"
    );
}

#[test]
fn a_time_in_the_words_is_asked_and_stays_where_it_is_no_time_of_the_line() {
    let line = "PSNI said the file went down at 13:00 that day";
    let open = read_at(line, NOW, &[]);
    let made = chip(&open, "made");
    assert!(made.doubt.is_some());
    let now = made.choices.iter().find(|choice| choice.words.contains("14:25")).unwrap();
    let settled = read_at(line, NOW, &[("made", &now.value)]);
    assert_eq!(settled.words, "The file went down at 13:00 that day");
    let own = read_at(line, NOW, &[("made", &made.choices[0].value)]);
    assert_eq!(own.words, "The file went down that day");
}

#[test]
fn a_body_told_asks_for_time_and_duty_because_a_clock_stops_by_them() {
    let reading = read_at("told the ICO", NOW, &[]);
    let asked: Vec<&str> = reading.chips.iter().filter(|chip| chip.doubt.is_some()).map(|chip| chip.key.name).collect();
    assert_eq!(asked, ["notified", "duty"]);
    assert_eq!(chip(&reading, "duty").choices[0].words, "UK GDPR Art 33(1)");
}

#[test]
fn a_number_behind_a_day_may_be_a_number_and_then_stays_in_the_words() {
    for (line, key, day, kept) in [
        ("yesterday 1200 officers were moved", "occurred", "Mon 23 Nov, that day", "1200 officers were moved"),
        ("tomorrow 2023 passes are due", "due", "Wed 25 Nov, that day", "2023 passes are due"),
    ] {
        let open = read_at(line, NOW, &[]);
        assert!(chip(&open, key).doubt.is_some(), "{line}");
        let choice = chip(&open, key).choices.iter().find(|choice| choice.words == day).unwrap();
        assert_eq!(read_at(line, NOW, &[(key, &choice.value)]).words, kept);
    }
}

#[test]
fn the_end_of_a_day_is_the_next_midnight_and_asked_where_no_day_was_written() {
    let open = read_at("24:00 server stopped", NOW, &[]);
    let when = chip(&open, "occurred");
    assert!(when.doubt.as_deref().unwrap().starts_with("24:00 is the end of a day"), "{when:?}");
    let words: Vec<&str> = when.choices.iter().map(|choice| choice.words.as_str()).collect();
    assert_eq!(words, ["Tue 24 Nov, 00:00 GMT", "Mon 23 Nov, 00:00 GMT"]);
    for line in ["yesterday 24:00 server stopped", "23/11 24:00 server stopped", "Mon 2400hrs server stopped"] {
        let read = read_at(line, NOW, &[]);
        let at = chip(&read, "occurred").value.as_ref().map(|value| value["at"].clone());
        assert_eq!(at, Some("2026-11-24T00:00:00+00:00".into()), "{line}");
        assert_eq!(read.words, "Server stopped");
    }
}

#[test]
fn a_date_or_a_time_that_does_not_exist_is_asked_and_its_words_stay() {
    for line in [
        "31/2 10:00 server stopped",
        "31 Feb server stopped",
        "30 February 2023, 10:00 server stopped",
        "29 Feb 2023 server stopped",
        "31/9 server stopped",
        "13/25/2023 server stopped",
        "2023-02-30 server stopped",
        "14:61 server stopped",
        "yesterday 25:00 server stopped",
        "breach: 31/4 server stopped",
    ] {
        let open = read_at(line, NOW, &[]);
        let when = chip(&open, "occurred");
        assert!(when.doubt.as_deref().is_some_and(|doubt| doubt.starts_with("There is no “")), "{line}: {when:?}");
        assert!(
            line.to_lowercase().ends_with(&open.words.to_lowercase()) && open.words.contains(&when.from),
            "{open:?}"
        );
    }
    let due = read_at("13:00 asked PSNI who knew, reply by 31 Feb", NOW, &[]);
    assert_eq!(chip(&due, "due").doubt.as_deref(), Some("There is no “31 Feb”. By when?"));
    assert_eq!(due.words, "Who knew, reply by 31 Feb");
    for line in
        ["24/7 cover agreed", "13:00 letter dated 31/2/2023 came", "31/40 files are back", "29 Feb server stopped"]
    {
        assert_eq!(chip(&read_at(line, NOW, &[]), "occurred").doubt, None, "{line}");
    }
}

#[test]
fn four_digits_behind_a_date_are_a_time() {
    for line in
        ["Mon 23rd 1830 server stopped", "Mon 23 Nov 1830 server was stopped", "on the 23rd 1830 server stopped"]
    {
        let read = read_at(line, NOW, &[]);
        let at = chip(&read, "occurred").value.as_ref().map(|value| value["at"].clone());
        assert_eq!(at, Some("2026-11-23T18:30:00+00:00".into()), "{line}: {}", shown(&read));
    }
    for line in ["Mon 23rd 1200 officers moved", "Tue 23rd 1830 server stopped", "Mon 23rd 2015 audit was found"] {
        assert!(chip(&read_at(line, NOW, &[]), "occurred").doubt.is_some(), "{line}");
    }
}

#[test]
fn a_question_mark_makes_a_question_of_whoever_is_addressed() {
    for (line, to, words) in [
        ("question to Acme: who holds the backup?", "acme", "Who holds the backup?"),
        ("14:05 question for PSNI about the backup?", "psni", "About the backup?"),
        ("Acme, when was the backup made?", "acme", "When was the backup made?"),
        ("14:05 Acme when was the backup made?", "acme", "When was the backup made?"),
        ("who holds the backup, PSNI?", "psni", "Who holds the backup, PSNI?"),
    ] {
        let read = read_at(line, NOW, &[]);
        assert_eq!((read.list_word, read.words.as_str()), ("questions", words), "{line}");
        assert_eq!(read.value("to").and_then(|to| to.as_str()), Some(to), "{line}");
        assert_eq!(chip(&read, "list").doubt, None, "{line}");
    }
    for line in ["Why was the file public?", "14:05 has nobody the log?", "Did PSNI have a copy?"] {
        let read = read_at(line, NOW, &[]);
        assert_eq!(read.list_word, "questions", "{line}");
        assert!(chip(&read, "list").doubt.is_some(), "{line}");
    }
    for line in ["the page was back?", "why the file was public is not known"] {
        assert_eq!(read_at(line, NOW, &[]).list_word, "events", "{line}");
    }
}

#[test]
fn now_once_chosen_holds_while_the_clock_moves_on() {
    let line = "PSNI said the file went down at 13:00 that day";
    let open = read_at(line, NOW, &[]);
    let now = chip(&open, "made").choices.iter().find(|choice| choice.words.contains("14:25")).unwrap();
    let later = read_at(line, "2026-11-24T14:31:00Z", &[("made", &now.value)]);
    assert_eq!(later.open(), None);
    assert_eq!(later.value("made").unwrap()["at"], "2026-11-24T14:25:00+00:00");
    // Given back to another line, or for a moment before it, it is no answer.
    let other = read_at("13:00 PSNI said the file was down", "2026-11-24T14:31:00Z", &[("made", &now.value)]);
    assert_eq!(other.value("made").unwrap()["at"], "2026-11-24T13:00:00+00:00");
    assert!(read_at(line, "2026-11-24T14:20:00Z", &[("made", &now.value)]).open().is_some());
    let line = "13:00 we asked PSNI who knew, reply within 2 hours";
    let open = read_at(line, NOW, &[]);
    let words: Vec<&str> = chip(&open, "due").choices.iter().map(|choice| choice.words.as_str()).collect();
    assert_eq!(words, ["Tue 24 Nov, 15:00 GMT", "Tue 24 Nov, 16:25 GMT", "left out"]);
    let from_now = chip(&open, "due").choices[1].value.clone();
    let later = read_at(line, "2026-11-24T14:31:00Z", &[("due", &from_now)]);
    assert_eq!(later.value("due").unwrap()["at"], "2026-11-24T16:25:00+00:00");
}
