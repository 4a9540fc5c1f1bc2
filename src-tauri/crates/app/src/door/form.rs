//! What a form for a list's records is made of: the domain's own description of its keys.

use breachbook_case::{Case, CaseKeys, Common, Key, Keys as _, Kind, List, Presence, Time, rule, words, zone};
use chrono::{DateTime, NaiveDateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

use crate::tell::title::{kind, title};
use crate::tell::{LinkLine, first_upper, said};
use crate::{Failure, OpenCase, quick};

/// A form for the records of a list.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct FormSheet {
    /// The list; `case` for the case's own keys.
    pub list: String,
    /// What its record is called, as `Question`.
    pub kind: String,
    /// The keys of its own.
    pub own: Vec<FormKey>,
    /// The keys that every record has.
    pub common: Vec<FormKey>,
}

/// A key of a form.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct FormKey {
    /// The key of the format.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// What it means, in a line.
    pub help: String,
    /// Whether it must stand.
    pub required: bool,
    /// Whether it holds a list of these.
    pub many: bool,
    /// What it holds.
    pub holds: Holds,
}

/// What a key holds.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Holds {
    /// Text in a line.
    Text,
    /// Text of several lines.
    LongText,
    /// A time, `{"at", "precision"?, "approximate"?}`.
    Time,
    /// A time, or a span `{"from"?, "to"?}`.
    When,
    /// A whole number, zero or more.
    Whole,
    /// One of these numbers, or any number from the first to the last where `between`.
    Number {
        /// The numbers.
        of: Vec<f64>,
        /// Whether any number between the first and the last may stand.
        between: bool,
    },
    /// True or false.
    Flag,
    /// One of these words.
    Word {
        /// The words with how they are said.
        words: Vec<WordChoice>,
    },
    /// The id of a party.
    Party,
    /// The id of an item of one of these lists, of any where none is named.
    Item {
        /// The lists.
        lists: Vec<String>,
    },
    /// An object with keys of its own.
    Object {
        /// Its keys.
        keys: Vec<FormKey>,
    },
    /// The bytes of a file; kept as they are.
    File,
    /// Audiences, at least one where the key stands at all.
    Audiences {
        /// The audiences with how they are said.
        words: Vec<WordChoice>,
    },
}

/// A word to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct WordChoice {
    /// As the format has it.
    pub word: String,
    /// As it is said.
    pub said: String,
}

/// What a typed time is read as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TimeRead {
    /// The form of `at` that is kept.
    pub at: String,
    /// As it stands in a field: London's `2023-08-26 14:30` where that says it all, else the form of `at`.
    pub field: String,
    /// In words, in London's time.
    pub words: String,
}

/// The form of a list.
///
/// # Errors
/// `no-list`.
pub fn form(list: &str) -> Result<FormSheet, Failure> {
    let (own, common) = match List::from_word(list) {
        Some(list) => (list.keys(), Common::KEYS),
        None if list == words::CASE => (CaseKeys::KEYS, &[] as &[Key]),
        None => {
            let said = format!("There is no list {list:?}.");
            return Err(Failure::new("no-list", said, format!("Name one of {}.", List::WORDS.join(", "))));
        }
    };
    let all = |keys: &[Key]| keys.iter().map(form_key).collect();
    Ok(FormSheet { list: list.to_owned(), kind: kind(list).to_owned(), own: all(own), common: all(common) })
}

pub(super) fn form_key(key: &Key) -> FormKey {
    FormKey {
        key: key.name.to_owned(),
        label: key.label.to_owned(),
        help: key.help.to_owned(),
        required: key.presence == Presence::Required,
        many: key.presence == Presence::List,
        holds: holds(key),
    }
}

/// Words of the format with how they are said.
pub(super) fn words(words: &[breachbook_case::Word]) -> Vec<WordChoice> {
    let choice = |word: &breachbook_case::Word| {
        let more = rule(word.name).map(|rule| format!(": {}", rule.says)).unwrap_or_default();
        WordChoice { word: word.name.to_owned(), said: format!("{}{more}", first_upper(said(word))) }
    };
    words.iter().map(choice).collect()
}

fn holds(key: &Key) -> Holds {
    match key.kind {
        Kind::Text if key.long => Holds::LongText,
        Kind::Text => Holds::Text,
        Kind::Party => Holds::Party,
        Kind::Item(lists) => Holds::Item { lists: lists.iter().map(|list| (*list).to_owned()).collect() },
        Kind::Time => Holds::Time,
        Kind::When => Holds::When,
        Kind::Whole => Holds::Whole,
        Kind::Number { of, between } => Holds::Number { of: of.to_vec(), between },
        Kind::Flag => Holds::Flag,
        Kind::Word(words) => Holds::Word { words: self::words(words) },
        Kind::Object(keys) => Holds::Object { keys: keys.iter().map(form_key).collect() },
        Kind::Content => Holds::File,
        Kind::Audiences => Holds::Audiences { words: words(breachbook_case::Audience::SAID) },
    }
}

/// Reads a typed time: a form of `at`, a day and an hour of London without an offset, `2023-08-26 14:30`, or what quick
/// entry reads as one time and nothing else: `26/8/2023 14:30`, `today 14:05`.
///
/// # Errors
/// `bad-time`; `time-twice` and `no-such-time` for an hour of the night when the clocks change.
pub fn read_time(typed: &str, approximate: bool, hour: bool, now: DateTime<Utc>) -> Result<TimeRead, Failure> {
    let typed = typed.trim();
    let at = match NaiveDateTime::parse_from_str(&typed.replace('T', " "), "%Y-%m-%d %H:%M") {
        Err(_) => as_said(typed, now)?.map_or_else(|| typed.to_owned(), |time| time.at().to_owned()),
        Ok(local) => match zone::instants(local)[..] {
            [at] => {
                let offset = if zone::name(at) == "GMT" { "+00:00" } else { "+01:00" };
                format!("{}{offset}", local.format("%Y-%m-%dT%H:%M:%S"))
            }
            [] => {
                let said = format!("{typed} is left out in the night when the clocks go forward.");
                return Err(Failure::new("no-such-time", said, "Check the hour, or add an offset such as +00:00."));
            }
            _ => {
                let said = format!("{typed} stands twice in the night when the clocks go back.");
                return Err(Failure::new("time-twice", said, "Add +01:00 for the first or +00:00 for the second."));
            }
        },
    };
    let stated = hour.then_some(breachbook_case::Precision::Hour);
    let time = Time::parse(&at, stated, approximate).map_err(|_| {
        let said = format!("“{}” is no time.", typed.chars().take(60).collect::<String>());
        Failure::new("bad-time", said, "Write 2023, 2023-08, 2023-08-26, 26/8/2023 14:30 or today 14:30.")
    })?;
    Ok(TimeRead { words: time.words(), field: in_field(&time), at })
}

/// A time as quick entry reads one, where it leaves nothing open; `None` for any other text.
fn as_said(typed: &str, now: DateTime<Utc>) -> Result<Option<Time>, Failure> {
    let Some(meant) = quick::alone(typed, now).filter(|_| Time::parse(typed, None, false).is_err()) else {
        return Ok(None);
    };
    let Some(open) = meant.doubt.or(meant.assumed) else {
        let time = meant.times.into_iter().next();
        return match &time {
            Some(about) if about.approximate() => Err(Failure::new(
                "bad-time",
                "“About” is said beside the time.",
                "Tick “about”, and write the time alone.",
            )),
            _ => Ok(time),
        };
    };
    let said = format!("“{typed}” may mean more than one time: {}", open.trim_end_matches(['.', '?']));
    Err(Failure::new("bad-time", format!("{said}."), "Write it out in full: 26/8/2023 14:30."))
}

/// As a person writes it in a field, where that is read as the same time again; else the form of `at`.
fn in_field(time: &Time) -> String {
    let local = NaiveDateTime::parse_from_str(time.at().get(..19).unwrap_or_default(), "%Y-%m-%dT%H:%M:%S");
    let once = local.ok().filter(|local| local.and_utc().timestamp() % 60 == 0);
    match once.map(|local| (local, zone::instants(local))) {
        Some((local, instants)) if *instants == [time.range().first] => local.format("%Y-%m-%d %H:%M").to_string(),
        _ => time.at().to_owned(),
    }
}

/// How many choices are offered at once.
const OFFERED: usize = 30;

/// The items of some lists (of all where none is named) of an open case whose name, other name or id holds what was
/// typed, at most thirty; those that begin with it first.
pub(super) fn choices(open: &OpenCase, lists: &[String], typed: &str) -> Vec<LinkLine> {
    let case = open.whole();
    let typed = typed.trim().to_lowercase();
    let mut first: Vec<(List, usize)> = Vec::new();
    let mut rest: Vec<(List, usize)> = Vec::new();
    for list in List::ALL.iter().filter(|list| lists.is_empty() || lists.iter().any(|name| name == list.as_str())) {
        for n in 0..case.count(*list) {
            if first.len() == OFFERED {
                break;
            }
            match meets(case, *list, n, &typed, rest.len() == OFFERED) {
                Some(true) => first.push((*list, n)),
                Some(false) => rest.push((*list, n)),
                None => {}
            }
        }
    }
    let found = first.into_iter().chain(rest).take(OFFERED);
    found
        .filter_map(|(list, n)| {
            let (id, words) = (case.item(list, n)?.id().to_string(), title(case, list, n));
            Some(LinkLine { list: list.as_str().to_owned(), id, words })
        })
        .collect()
}

/// Whether what was typed stands in the name, other name or id of an item, and there first; `begins` asks for nothing
/// else than that.
fn meets(case: &Case, list: List, n: usize, typed: &str, begins: bool) -> Option<bool> {
    let aliases = match list {
        List::Parties => case.parties.get(n)?.own.aliases.as_slice(),
        _ => &[],
    };
    // Most names are texts of their own: they are looked at before anything is made of them.
    let may = match list {
        List::Events => may_hold(case.events.get(n)?.own.text.as_str(), typed, begins),
        _ => true,
    };
    let is_id = || {
        let id = case.item(list, n).map(|item| item.id().as_str()).unwrap_or_default();
        id.eq_ignore_ascii_case(typed) || !id.is_ascii() && id.to_lowercase() == typed
    };
    if may {
        let words = title(case, list, n).to_lowercase();
        if words.starts_with(typed) || aliases.iter().any(|alias| alias.as_str().to_lowercase() == typed) {
            return Some(true);
        }
        let in_alias = || aliases.iter().any(|alias| alias.as_str().to_lowercase().contains(typed));
        return (!begins && (words.contains(typed) || is_id() || in_alias())).then_some(false);
    }
    (!begins && is_id()).then_some(false)
}

/// Whether a text can hold (or begin with) what was typed, in small letters; says so of what is not plain ASCII.
fn may_hold(text: &str, typed: &str, begins: bool) -> bool {
    let Some(letter) = typed.bytes().next().filter(|_| typed.is_ascii()) else { return true };
    let text = text.as_bytes().get(..LOOKED_AT).unwrap_or(text.as_bytes());
    let at = |from: usize| {
        text.get(from..from + typed.len()).is_some_and(|part| part.eq_ignore_ascii_case(typed.as_bytes()))
    };
    // Some other letters become ASCII when they are made small (the Kelvin sign).
    if !text.is_ascii() {
        return true;
    }
    if begins {
        return at(0);
    }
    let (small, large) = (letter, letter.to_ascii_uppercase());
    (0..text.len()).any(|n| text.get(n).is_some_and(|b| *b == small || *b == large) && at(n))
}

/// The bytes of a text in which its name ends: a line of ASCII at the most.
const LOOKED_AT: usize = 200;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Every key of every list and of the case, however deep.
    fn walk(keys: &[FormKey], above: &str, meet: &mut dyn FnMut(String, &FormKey)) {
        for key in keys {
            let path = format!("{above}.{}", key.key);
            meet(path.clone(), key);
            if let Holds::Object { keys } = &key.holds {
                walk(keys, &path, meet);
            }
        }
    }

    #[test]
    fn every_key_of_every_list_has_a_label_and_a_line_of_help() {
        let mut seen = 0;
        for list in List::WORDS.iter().chain([&words::CASE]) {
            let form = form(list).unwrap();
            let keys = match List::from_word(list) {
                Some(list) => list.keys().len() + Common::KEYS.len(),
                None => CaseKeys::KEYS.len(),
            };
            assert_eq!(form.own.len() + form.common.len(), keys, "{list}");
            for keys in [&form.own, &form.common] {
                walk(keys, list, &mut |path, key| {
                    seen += 1;
                    assert!(!key.label.is_empty() && !key.label.contains('_'), "{path}: {}", key.label);
                    assert!(key.help.ends_with('.') && !key.help.contains('`'), "{path}: {}", key.help);
                    if let Holds::Word { words } = &key.holds {
                        for choice in words.iter().filter(|choice| choice.word.starts_with(char::is_lowercase)) {
                            let whole = choice.said.starts_with(char::is_uppercase) && !choice.said.contains('_');
                            assert!(whole, "{path}: {}", choice.said);
                        }
                    }
                });
            }
        }
        assert!(seen > 250, "{seen}");
    }

    fn now() -> DateTime<Utc> {
        "2026-11-25T14:30:00Z".parse().unwrap()
    }

    #[test]
    fn a_typed_time_is_read_back_in_london_and_a_doubtful_hour_is_asked() {
        for (typed, at, words) in [
            ("2023", "2023", "2023"),
            ("2023-08", "2023-08", "August 2023"),
            (" 2023-08-26 ", "2023-08-26", "26 August 2023"),
            ("2023-08-26 14:30", "2023-08-26T14:30:00+01:00", "26 August 2023, 14:30 BST"),
            ("2023-12-01 09:05", "2023-12-01T09:05:00+00:00", "1 December 2023, 09:05 GMT"),
            ("2023-08-26T14:30:00Z", "2023-08-26T14:30:00Z", "26 August 2023, 15:30 BST"),
            ("26/8/2023 14:30", "2023-08-26T14:30:00+01:00", "26 August 2023, 14:30 BST"),
            ("25/11/2026", "2026-11-25", "25 November 2026"),
            ("today 14:05", "2026-11-25T14:05:00+00:00", "25 November 2026, 14:05 GMT"),
            ("24/11 23:50", "2026-11-24T23:50:00+00:00", "24 November 2026, 23:50 GMT"),
            ("tomorrow", "2026-11-26", "26 November 2026"),
            ("28/11/2026 12:00", "2026-11-28T12:00:00+00:00", "28 November 2026, 12:00 GMT"),
        ] {
            let read = read_time(typed, false, false, now()).unwrap();
            assert_eq!((read.at.as_str(), read.words.as_str()), (at, words), "{typed}");
            assert_eq!(read_time(&read.field, false, false, now()).unwrap().words, words, "{typed}: {}", read.field);
        }
        let field = |typed: &str| read_time(typed, false, false, now()).unwrap().field;
        assert_eq!(
            field("2023-08-26T13:30:00Z"),
            "2023-08-26T13:30:00Z",
            "another offset than London's stays as it is"
        );
        assert_eq!(field("2023-08-26T14:30:00+01:00"), "2023-08-26 14:30");
        assert_eq!(field("2023-10-29T01:30:00+01:00"), "2023-10-29T01:30:00+01:00", "01:30 comes twice");
        assert_eq!(read_time("2023-08-26", true, false, now()).unwrap().words, "about 26 August 2023");
        let hour = read_time("2023-08-26 14:30", false, true, now()).unwrap().words;
        assert_eq!(hour, "26 August 2023, between 14:00 and 15:00 BST");
        for (typed, code) in [
            ("2023-10-29 01:30", "time-twice"),
            ("2023-03-26 01:30", "no-such-time"),
            ("29/10/2023 01:30", "bad-time"),
            ("about 26/8/2023", "bad-time"),
            ("27/11 12:00", "bad-time"),
            ("soon", "bad-time"),
            ("2023-02-30", "bad-time"),
            ("", "bad-time"),
        ] {
            assert_eq!(read_time(typed, false, false, now()).unwrap_err().code, code, "{typed}");
        }
    }
}
