//! A record in words, from the domain's own description of its keys: for the window, the history and the team's report.

pub mod change;
pub mod title;

use std::borrow::Cow;
use std::collections::HashMap;

use breachbook_case::count::{counted, number};
use breachbook_case::{Case, Id, Key, Kind, List, Node, Presence, Time, When, Word, rule};
use serde::Serialize;
use serde_json::{Map, Value};
use ts_rs::TS;

use title::title;

use crate::OpenCase;

/// A reference to a record, with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LinkLine {
    /// The record's list.
    pub list: String,
    /// Its id.
    pub id: String,
    /// What it is called.
    pub words: String,
}

/// One value of a field.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Told {
    /// Words.
    Words {
        /// As they are printed.
        words: String,
        /// Whether they are "about" or otherwise in doubt.
        doubt: bool,
    },
    /// Another record.
    Link {
        /// Which.
        to: LinkLine,
    },
    /// Fields that belong together.
    Group {
        /// Those that hold something.
        fields: Vec<FieldLine>,
    },
}

/// A field of a record in words.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct FieldLine {
    /// The key of the format.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// Its values; none where it is missing.
    pub values: Vec<Told>,
    /// What is missing and what that leaves open, as `Missing: nobody has yet said …`.
    pub missing: Option<String>,
}

/// The names of a case's parties and items; an item that it does not hold is called by its id.
pub struct Names<'c> {
    case: Option<&'c Case>,
    places: Cow<'c, HashMap<Id, (List, usize)>>,
}

impl<'c> Names<'c> {
    /// The names of an open case.
    pub fn of(open: &'c OpenCase) -> Self {
        Self { case: Some(open.whole()), places: Cow::Borrowed(&open.places) }
    }

    /// The names of a case that does not lie open.
    pub fn of_case(case: &'c Case) -> Self {
        let places = case.items().into_iter().map(|(list, n, item)| (item.id().clone(), (list, n)));
        Self { case: Some(case), places: Cow::Owned(places.collect()) }
    }

    /// No names: those of a case that only a newer version can read.
    pub fn none() -> Self {
        Self { case: None, places: Cow::Owned(HashMap::new()) }
    }

    /// The list and number of an item of this id.
    pub fn place(&self, id: &str) -> Option<(List, usize)> {
        self.places.get(id).copied()
    }

    /// A link to an item; `None` where the case holds none of this id.
    pub fn link(&self, id: &str) -> Option<LinkLine> {
        let (list, n) = self.place(id)?;
        Some(LinkLine { list: list.as_str().to_owned(), id: id.to_owned(), words: title(self.case?, list, n) })
    }

    /// An item's name; of one that no longer stands, its id and that.
    pub fn name(&self, id: &str) -> String {
        let gone = if self.case.is_some() { " (withdrawn)" } else { "" };
        self.link(id).map_or_else(|| format!("{id}{gone}"), |link| link.words)
    }
}

/// How a word of the format is said; the id of a rule of law by its provision.
pub fn said(word: &Word) -> &'static str {
    rule(word.name).map_or(word.said, |rule| rule.provision)
}

fn plain(words: impl Into<String>) -> Told {
    Told::Words { words: words.into(), doubt: false }
}

fn text_of(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A time or span of a record, read back.
pub fn when(value: &Value) -> Option<When> {
    use breachbook_case::Shape as _;
    let mut reading = breachbook_case::Reading::new(breachbook_case::Path::root(), true);
    When::read(&Node::from_value(value), &mut reading)
}

/// The parts of a time that is "about", or known to less than the day.
pub fn doubtful(when: &When) -> bool {
    let vague = |time: &Time| time.approximate() || time.precision() < breachbook_case::Precision::Day;
    match when {
        When::Time(time) => vague(time),
        When::Span(span) => [&span.from, &span.to].into_iter().any(|side| side.as_ref().is_none_or(vague)),
    }
}

/// One value of a kind, said.
fn value(names: &Names<'_>, key: &Key, value: &Value) -> Told {
    match key.kind {
        Kind::Text => plain(text_of(value)),
        Kind::Party | Kind::Item(_) => match names.link(text_of(value)) {
            Some(to) => Told::Link { to },
            None => plain(names.name(text_of(value))),
        },
        Kind::Time | Kind::When => match when(value) {
            Some(when) => Told::Words { words: when.words(), doubt: doubtful(&when) },
            None => plain(value.to_string()),
        },
        Kind::Whole => plain(value.as_u64().map_or_else(|| value.to_string(), number)),
        Kind::Number { .. } => plain(value.to_string()),
        Kind::Flag => plain(if value.as_bool() == Some(true) { "yes" } else { "no" }),
        Kind::Word(words) => {
            let found = words.iter().find(|word| word.name == text_of(value));
            plain(found.map_or_else(|| text_of(value).to_owned(), |word| first_upper(said(word))))
        }
        Kind::Audiences => plain(audiences(value)),
        Kind::Content => plain(value["size"].as_u64().map_or_else(|| "a file".to_owned(), size)),
        // A file is named; the panel says the rest of it.
        Kind::Object(_) if !value["base64"].is_null() => {
            let size = value["base64"]["size"].as_u64().map(|n| format!(", {}", size(n))).unwrap_or_default();
            plain(format!("{}{size}", text_of(&value["name"])))
        }
        Kind::Object(keys) => match value {
            Value::Object(object) => Told::Group { fields: fields(names, &[keys], object) },
            other => plain(other.to_string()),
        },
    }
}

/// Every value of a key.
pub fn values(names: &Names<'_>, key: &Key, stored: &Value) -> Vec<Told> {
    match stored {
        Value::Array(all) if key.presence == Presence::List => all.iter().map(|one| value(names, key, one)).collect(),
        one => vec![value(names, key, one)],
    }
}

/// The fields of an object that hold something, in the order of the format.
pub fn fields(names: &Names<'_>, keys: &[&[Key]], object: &Map<String, Value>) -> Vec<FieldLine> {
    let known = keys.iter().flat_map(|keys| keys.iter());
    known
        .filter_map(|key| {
            let stored = object.get(key.name)?;
            let (name, label) = (key.name.to_owned(), key.label.to_owned());
            Some(FieldLine { key: name, label, values: values(names, key, stored), missing: None })
        })
        .collect()
}

/// A value in one line of text, for what a correction changed.
pub fn flat(told: &Told) -> String {
    match told {
        Told::Words { words, .. } => words.clone(),
        Told::Link { to } => to.words.clone(),
        Told::Group { fields } => {
            let of = |field: &FieldLine| format!("{}: {}", field.label, flat_all(&field.values));
            fields.iter().map(of).collect::<Vec<_>>().join(", ")
        }
    }
}

/// Values in one line of text.
pub fn flat_all(all: &[Told]) -> String {
    all.iter().map(flat).collect::<Vec<_>>().join("; ")
}

/// Audiences in words, `the ICO and the force`.
pub fn audiences(value: &Value) -> String {
    let known = breachbook_case::Audience::SAID;
    let names = value.as_array().into_iter().flatten().map(text_of);
    let said: Vec<&str> =
        names.map(|name| known.iter().find(|word| word.name == name).map_or(name, |word| word.said)).collect();
    in_a_row(&said)
}

/// `a`, `a and b`, `a, b and c`.
pub fn in_a_row(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// A file's size in decimal units, `84 kB`.
pub fn size(bytes: u64) -> String {
    match bytes {
        ..1000 => counted(bytes, "byte", "bytes"),
        1000..1_000_000 => format!("{} kB", (bytes + 500) / 1000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// With a capital first letter.
pub fn first_upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default() + letters.as_str()
}

/// With a small first letter, unless the word goes on in capitals.
pub fn first_lower(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next();
    match (first, letters.clone().next()) {
        (Some(c), Some(second)) if !second.is_uppercase() => c.to_lowercase().collect::<String>() + letters.as_str(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_sizes_are_said_as_people_write_them() {
        assert_eq!([0, 999, 1000, 47_000, 1_234_567].map(number), ["0", "999", "1,000", "47,000", "1,234,567"]);
        assert_eq!([1, 999, 84_200, 1_250_000].map(size), ["1 byte", "999 bytes", "84 kB", "1.2 MB"]);
        assert_eq!(in_a_row(&["the ICO", "the force", "the NCA"]), "the ICO, the force and the NCA");
        assert_eq!([first_lower("When"), first_lower("ICO told"), first_upper("to do")], ["when", "ICO told", "To do"]);
    }
}
