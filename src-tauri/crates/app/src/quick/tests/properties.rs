//! What holds for any text.

use breachbook_case::{List, Node, Time, read_item};
use proptest::prelude::*;
use serde_json::Value;

use super::super::token::tokens;
use super::{NOW, at, read_at};

/// Words that mean something to the grammar, so that chance finds its corners.
const WORDS: &[&str] = &[
    "14:30",
    "9am",
    "yesterday",
    "last",
    "Friday",
    "26",
    "Aug",
    "2023",
    "about",
    "at",
    "on",
    "by",
    "reply",
    "due",
    "told",
    "the",
    "ICO",
    "PSNI",
    "asked",
    "promised",
    "said",
    "would",
    "phone",
    "email",
    "ref",
    "IC-12-X",
    "03/09/2023",
    "ago",
    "2",
    "hours",
    "in",
    "days",
    "tomorrow",
    "noon",
    "BST",
    "GMT",
    "01:30",
    "29",
    "Mar",
    "25",
    "Oct",
    "2026",
    "deadline:",
    "question:",
    "done:",
    "federation",
    "Byrne",
    "not",
    "was",
    "this",
    "morning",
    "end",
    "of",
    "month",
    "next",
    "week",
    ",",
    "é",
    "“",
    "’s",
    "\n",
    "\u{2028}",
    "🚓",
    "2026-10-25T01:30",
    "within",
    "no",
    "later",
    "than",
    "0",
    "31",
    "Feb",
    "from",
    "&",
    "½",
    "1/2",
    "hour",
    "half past",
    "quarter to",
    "one",
    "night",
    "tonight",
    "will",
    "need",
    "deadline",
    "chasing",
    "to chase",
    "\"",
];

fn line() -> impl Strategy<Value = String> {
    let words = prop::collection::vec(prop::sample::select(WORDS), 0..14).prop_map(|words| words.join(" "));
    prop_oneof![2 => words, 1 => any::<String>()]
}

fn moment() -> impl Strategy<Value = i64> {
    // 1990 to 2060, and the minutes around both clock changes of 2026.
    prop_oneof![631_152_000_i64..2_840_140_800, 1_774_742_400_i64..1_774_753_200, 1_792_886_400_i64..1_792_897_200]
}

fn times(value: &Value, found: &mut Vec<(String, bool)>) {
    match value {
        Value::Object(object) => match object.get("at").and_then(Value::as_str) {
            Some(at) => found.push((at.to_owned(), object.get("approximate").is_some())),
            None => object.values().for_each(|value| times(value, found)),
        },
        Value::Array(all) => all.iter().for_each(|value| times(value, found)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_and_every_place_lies_in_it(line in line(), seconds in moment()) {
        let now = chrono::DateTime::from_timestamp(seconds, 0).unwrap().to_rfc3339();
        let reading = read_at(&line, &now, &[]);
        for chip in &reading.chips {
            if let Some(span) = chip.span {
                prop_assert!(span.start < span.end && line.get(span.start..span.end).is_some(), "{chip:?}");
            }
            prop_assert!(chip.doubt.is_none() || chip.choices.len() > 1, "{chip:?} asks and offers nothing");
            prop_assert!(chip.doubt.is_none() || chip.value.is_none());
        }
        for token in tokens(&line) {
            prop_assert_eq!(line.get(token.span.start..token.span.end), Some(token.raw.as_str()));
        }
        prop_assert_eq!(&reading, &read_at(&line, &now, &[]), "the same line reads the same");
    }

    #[test]
    fn every_time_is_one_of_the_format_and_none_but_a_due_lies_ahead(line in line(), seconds in moment()) {
        let now = chrono::DateTime::from_timestamp(seconds, 0).unwrap();
        let reading = read_at(&line, &now.to_rfc3339(), &[]);
        for chip in &reading.chips {
            let due = ["due", "reply_due"].contains(&chip.key.name);
            let json = |choice: &super::super::Choice| {
                serde_json::from_str::<Value>(choice.value.strip_prefix("now:").unwrap_or(&choice.value)).ok()
            };
            let offered = chip.choices.iter().filter_map(json);
            for value in offered.chain(chip.value.clone()) {
                let mut all = Vec::new();
                times(&value, &mut all);
                for (at, about) in all {
                    let time = Time::parse(&at, None, about);
                    prop_assert!(time.is_ok(), "{at} in {chip:?}");
                    prop_assert!(due || time.unwrap().range().first <= now, "{at} lies ahead in {chip:?}");
                }
            }
        }
    }

    #[test]
    fn whatever_is_settled_makes_a_record_of_the_format(line in line(), list in prop::sample::select(List::ALL)) {
        // Every doubt is settled by its first choice, as Enter does.
        let mut choices = vec![("list".to_owned(), list.as_str().to_owned())];
        let mut reading = read_at(&line, NOW, &[("list", list.as_str())]);
        for _ in 0..12 {
            let Some(open) = reading.open() else { break };
            choices.push((open.key.to_string(), open.choices[0].value.clone()));
            let chosen: Vec<(&str, &str)> = choices.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            reading = read_at(&line, NOW, &chosen);
        }
        prop_assert!(reading.open().is_none(), "{:?} stays in doubt", reading.open());
        if reading.lacks.is_none() {
            let mut record = reading.record();
            record.insert("id".into(), "x1".into());
            let read = read_item(reading.list, &Node::from_value(&Value::Object(record.clone())), false);
            prop_assert!(read.is_ok(), "{record:?}: {}", read.err().unwrap());
        }
    }
}

#[test]
fn a_pasted_letter_of_megabytes_is_text() {
    let letter = format!("13:00 ICO replied by email: {}", "words and more words, by Friday. ".repeat(130_000));
    let reading = read_at(&letter, NOW, &[]);
    assert!(reading.words.len() > 4_000_000);
    assert!(reading.text.chars().count() <= 161);
    assert_eq!(at(NOW).timestamp() % 60, 30);
}
