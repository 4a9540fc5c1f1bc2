//! That no word of a line is lost: it is in a field, in the text, or says no more than the kind of the record.

use breachbook_case::List;
use proptest::prelude::*;

use super::super::token::tokens;
use super::super::{LISTS, Reading};
use super::{NOW, read_at};

/// What may go from the text of a record because its kind says it, and the words that only join.
fn goes(list: List) -> &'static [&'static str] {
    match list {
        List::Questions => {
            &["asked", "asks", "queried", "questioned", "requested", "put", "question", "query", "for", "q"]
        }
        List::Commitments => &[
            "promised",
            "promises",
            "pledged",
            "undertook",
            "committed",
            "agreed",
            "gave",
            "undertaking",
            "promise",
            "said",
            "says",
        ],
        List::Statements => &["said", "says", "stated", "states", "claimed", "claims", "told", "informed", "notified"],
        List::Notifications => &["told", "notified", "informed", "alerted", "self-reported"],
        List::Decisions => &["decided", "decision"],
        List::Correspondence => &[
            "emailed", "rang", "phoned", "called", "wrote", "replied", "spoke", "email", "letter", "call", "reply",
            "heard", "got",
        ],
        List::Mitigations => &["done", "action", "do"],
        List::Deadlines => &["deadline", "foi"],
        _ => &["containment", "breach"],
    }
}

const JOINS: &[&str] = &[
    "the", "a", "an", "our", "their", "to", "with", "of", "by", "from", "was", "were", "been", "has", "have", "had",
    "that", "and", "i", "me", "we", "us",
];

/// The words of the line that stand nowhere in the record.
fn lost(line: &str, reading: &Reading) -> Vec<String> {
    let mut kept: Vec<String> = tokens(&reading.words).into_iter().map(|token| token.low).collect();
    let fields = |token: &super::super::token::Token| {
        reading.chips.iter().any(|chip| {
            let span = chip.span.is_some_and(|span| span.start <= token.span.start && token.span.end <= span.end);
            span && (chip.value.is_some() || chip.doubt.is_some())
        })
    };
    let all = tokens(line).into_iter().filter(|token| !fields(token));
    let free = all.filter(|token| match kept.iter().position(|word| *word == token.low) {
        Some(at) => {
            kept.remove(at);
            false
        }
        None => true,
    });
    // Several to whom one letter went stand in one field without a place of its own.
    let several = reading.value("to").is_some_and(serde_json::Value::is_array);
    let named = |word: &str| several && ["ico", "psni", "acme", "press", "federation"].contains(&word);
    let said = |word: &str| named(word) || JOINS.contains(&word) || goes(reading.list).contains(&word);
    free.map(|token| token.low).filter(|word| !said(word)).collect()
}

const WORDS: &[&str] = &[
    "14:05",
    "yesterday",
    "ICO",
    "PSNI",
    "Acme",
    "the press",
    "federation",
    "members",
    "we",
    "told",
    "asked",
    "said",
    "promised",
    "denied",
    "emailed",
    "texted",
    "rang",
    "replied",
    "was told",
    "by phone",
    "by text",
    "on Teams",
    "ref",
    "IC-1234",
    "again",
    "already",
    "that",
    "to",
    "the",
    "and",
    "by",
    "about",
    "it would",
    "letter from",
    "question to",
    "decided",
    "reply by Friday",
    "by tomorrow 17:00",
    "31/2",
    "24:00",
    "Mon 23rd",
    "1830",
    "?",
    ":",
    ",",
    "e12",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn every_word_stands_somewhere(words in prop::collection::vec(prop::sample::select(WORDS), 1..11),
        list in prop::option::of(prop::sample::select(&LISTS[..]))) {
        let line = words.join(" ");
        let choices: Vec<(&str, &str)> = list.iter().map(|list| ("list", list.as_str())).collect();
        let reading = read_at(&line, NOW, &choices);
        let lost = lost(&line, &reading);
        prop_assert!(lost.is_empty(), "{lost:?} of {line:?} are lost: {}", super::shown(&reading));
    }
}

#[test]
fn a_cue_that_the_kind_does_not_express_stays_in_the_words() {
    for (line, list, words) in [
        ("14:05 force told Acme by phone ref IC-1234", "statements", "Told Acme by phone ref IC-1234"),
        ("13:00 PSNI told the federation that names are out", "statements", "Told the federation that names are out"),
        ("13:00 PSNI said again that no names are out", "statements", "Again that no names are out"),
        ("13:00 PSNI again said that no names are out", "statements", "PSNI again said that no names are out"),
        ("13:00 we texted PSNI the list", "correspondence", "Texted PSNI the list"),
        ("13:00 asked PSNI by text who has it", "questions", "Asked PSNI by text who has it"),
        ("told 1,240 members by email", "events", "Told 1,240 members by email"),
    ] {
        let reading = read_at(line, NOW, &[]);
        assert_eq!((reading.list_word, reading.words.as_str()), (list, words), "{line}");
    }
}

#[test]
fn a_channel_that_is_left_out_keeps_its_words() {
    let reading = read_at("13:00 we asked PSNI by phone who has it", NOW, &[("channel", "")]);
    assert_eq!(reading.words, "Asked PSNI by phone who has it");
}
