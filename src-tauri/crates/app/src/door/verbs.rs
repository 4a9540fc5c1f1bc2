//! What came of a record, in the field's own word: told, answered, kept, done, chased. One table (`verbs/table.rs`)
//! says which words a record has, what each asks and what it writes; the keys and their words are the domain's own.

mod table;

use breachbook_case::{Common, Id, Key, Keys as _, Kind, List, Presence};
use serde::Serialize;
use serde_json::{Map, Value, json};
use ts_rs::TS;

use super::form::{FormKey, Holds, form_key};
use crate::sets::with_more;
use crate::{Failure, OpenCase};
use table::Writes::{Adds, Reply, Sets};
use table::{Of, VERBS, Verb};

/// A word that can be said of a record, with the small form that it opens.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct VerbLine {
    /// Its stable name, as `kept`.
    pub verb: String,
    /// The word on its button, as `Kept`.
    pub label: String,
    /// The same in a sentence, as `The promise was kept`: the heading of its form, and the reason that is written.
    pub title: String,
    /// What it does, in a sentence.
    pub says: String,
    /// What it asks, one to three keys; none where the word says it all.
    pub keys: Vec<FormKey>,
    /// What stands in the form at first, by key; a time `now` is read by the door as any typed time.
    #[ts(type = "Record<string, unknown>")]
    pub begins: Map<String, Value>,
}

/// What a word comes to, for the act that writes it.
#[derive(Debug, PartialEq)]
pub(super) enum Said {
    /// The keys of the record that change, each whole.
    Sets(Map<String, Value>),
    /// A new piece of correspondence.
    Letter(Map<String, Value>),
}

impl Verb {
    /// The keys that it asks, as the domain declares them.
    fn keys(&self) -> impl Iterator<Item = &'static Key> {
        let (own, common): (&'static [Key], &'static [Key]) = match self.writes {
            Adds(under) => match self.list.keys().iter().find(|key| key.name == under).map(|key| key.kind) {
                Some(Kind::Object(keys)) => (keys, &[]),
                _ => (&[], &[]),
            },
            Sets(_) | Reply => (self.list.keys(), Common::KEYS),
        };
        self.asks.iter().filter_map(move |name| own.iter().chain(common).find(|key| key.name == *name))
    }

    fn line(&self, of: &Of<'_>) -> VerbLine {
        let keys = self.keys().map(|key| {
            let asked =
                FormKey { required: key.name == self.now || key.presence == Presence::Required, ..form_key(key) };
            match key.name {
                "about" => answered_in(asked),
                name if name == self.now => self.when(asked),
                _ => asked,
            }
        });
        let mut begins = Map::new();
        if !self.now.is_empty() {
            begins.insert(self.now.to_owned(), json!({"at": "now"}));
        }
        if let (Reply, Some(channel)) = (&self.writes, of.record.get("channel")) {
            begins.insert("channel".to_owned(), channel.clone());
        }
        VerbLine {
            verb: self.name.to_owned(),
            label: self.label.to_owned(),
            title: self.title.to_owned(),
            says: self.says.to_owned(),
            keys: keys.collect(),
            begins,
        }
    }

    /// When it came of the record: under the word itself, and as one time. A stretch of time is for a correction.
    fn when(&self, key: FormKey) -> FormKey {
        FormKey { label: format!("{} on", self.label), help: String::new(), holds: Holds::Time, ..key }
    }

    fn said(&self, of: &Of<'_>, mut answers: Map<String, Value>) -> Result<Said, Failure> {
        answers.retain(|key, value| self.asks.contains(&key.as_str()) && !value.is_null());
        if !self.now.is_empty() && !answers.contains_key(self.now) {
            let said = "Missing: when.";
            return Err(Failure::new(
                "no-time",
                said,
                "Write the time as exactly as it is known; nothing was written.",
            ));
        }
        match self.writes {
            Sets(more) => {
                // One piece of correspondence is named beside whatever the record concerns already.
                if let Some(letter) = answers.remove("about") {
                    let mut all = list_of(of.record, "about");
                    all.extend(Some(letter).filter(|letter| !all.contains(letter)));
                    answers.insert("about".to_owned(), all.into());
                }
                let word = |word: &str| if word.is_empty() { Value::Null } else { word.into() };
                answers.extend(more.iter().map(|(key, to)| ((*key).to_owned(), word(to))));
                Ok(Said::Sets(answers))
            }
            Adds(under) => {
                let more = with_more(of.record, under, answers.into());
                Ok(Said::Sets(Map::from_iter([(under.to_owned(), more)])))
            }
            Reply => Ok(Said::Letter(reply(of, answers))),
        }
    }
}

fn list_of(record: &Map<String, Value>, key: &str) -> Vec<Value> {
    record.get(key).and_then(Value::as_array).cloned().unwrap_or_default()
}

/// The correspondence in which an answer stands, named under `about`.
fn answered_in(key: FormKey) -> FormKey {
    let correspondence = List::Correspondence.as_str().to_owned();
    FormKey {
        label: "Answered in".to_owned(),
        help: "The letter, mail or call that says it, where one is on record.".to_owned(),
        many: false,
        holds: Holds::Item { lists: vec![correspondence] },
        ..key
    }
}

/// The answer to a letter: the other way round, and for the same readers.
fn reply(of: &Of<'_>, answers: Map<String, Value>) -> Map<String, Value> {
    let letter = of.record;
    let mut reply = answers;
    let turned = match letter.get("direction").and_then(Value::as_str) {
        Some("in") => "out",
        Some("out") => "in",
        _ => "between",
    };
    reply.insert("direction".to_owned(), turned.into());
    reply.insert("replies_to".to_owned(), of.id.into());
    if let Some(from) = list_of(letter, "to").into_iter().next() {
        reply.insert("from".to_owned(), from);
    }
    if let Some(to) = letter.get("from") {
        reply.insert("to".to_owned(), json!([to]));
    }
    if let Some(subject) = letter.get("subject").and_then(Value::as_str) {
        let again = subject.get(..3).is_some_and(|begins| begins.eq_ignore_ascii_case("re:"));
        let subject = if again { subject.to_owned() } else { format!("Re: {subject}") };
        reply.insert("subject".to_owned(), subject.into());
    }
    for key in ["audience", "withhold", "marking"] {
        if let Some(value) = letter.get(key) {
            reply.insert(key.to_owned(), value.clone());
        }
    }
    reply
}

/// The words that can be said now of a record that stands.
pub(super) fn verbs(open: &OpenCase, list: &str, id: &str, record: &Map<String, Value>) -> Vec<VerbLine> {
    let of = Of { open, id, record };
    let own = VERBS.iter().filter(|verb| verb.list.as_str() == list && (verb.has)(&of));
    own.map(|verb| verb.line(&of)).collect()
}

/// What a word comes to, with the sentence that is its reason.
///
/// # Errors
/// `no-record`; `not-now` where the record has no such word, or no more.
pub(super) fn say(
    open: &OpenCase,
    (list, id): (&str, &str),
    word: &str,
    answers: Map<String, Value>,
) -> Result<(Said, String), Failure> {
    let item = Id::new(id).and_then(|id| open.item(id.as_str())).ok_or_else(|| {
        let said = format!("No record {id:?} stands in the case {}.", open.reference);
        Failure::new("no-record", said, "It may have been withdrawn meanwhile; look at the case again.")
    })?;
    let record = item.json().as_object().cloned().unwrap_or_default();
    let of = Of { open, id, record: &record };
    let verb = VERBS.iter().find(|verb| verb.list.as_str() == list && verb.name == word && (verb.has)(&of));
    let verb = verb.ok_or_else(|| {
        Failure::new(
            "not-now",
            "That can no longer be said of this record.",
            "It was changed meanwhile: look at it again; nothing was written.",
        )
    })?;
    Ok((verb.said(&of, answers)?, format!("{}.", verb.title)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_word_asks_for_keys_that_there_are_and_sets_words_that_there_are() {
        for verb in VERBS {
            let at = format!("{} {}", verb.list.as_str(), verb.name);
            assert_eq!(verb.keys().count(), verb.asks.len(), "{at}");
            assert!(verb.asks.len() <= 3, "{at}");
            assert!(verb.now.is_empty() || verb.asks.contains(&verb.now), "{at}");
            assert!(verb.says.ends_with('.') && !verb.title.ends_with('.'), "{at}");
            let Sets(sets) = verb.writes else { continue };
            for (name, word) in sets {
                let key = verb.list.keys().iter().find(|key| key.name == *name).unwrap();
                match key.kind {
                    Kind::Word(words) => assert!(words.iter().any(|known| known.name == *word), "{at}: {word}"),
                    _ => assert!(word.is_empty() && key.presence != Presence::Required, "{at}: {name}"),
                }
            }
        }
    }
}
