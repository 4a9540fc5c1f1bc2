//! Somebody was chased: the open question or promise that it is about is found by whom it was put to and by its words,
//! or named by its id. The line is linked to it, and it gets the chase added to those on record, unless that is left
//! out. Where several fit it is asked.

use breachbook_case::{Case, Id, List, Shape as _};
use serde_json::{Map, Value, json};

use super::chip_key::ChipKey;
use super::chips::{Given, Offer};
use super::head::{Act, Head};
use super::record::Record;
use super::token::{Token, low, tokens};

const WORDS: [&str; 9] =
    ["chased", "chases", "chase", "chasing", "chaser", "reminded", "reminds", "reminder", "reminders"];
/// Words that say nothing of what it is about.
const SMALL: [&str; 34] = [
    "about",
    "again",
    "another",
    "answer",
    "asked",
    "been",
    "by",
    "call",
    "could",
    "does",
    "email",
    "from",
    "have",
    "letter",
    "once",
    "over",
    "phone",
    "promised",
    "question",
    "reply",
    "request",
    "still",
    "sent",
    "that",
    "their",
    "them",
    "they",
    "this",
    "were",
    "what",
    "when",
    "which",
    "with",
    "yesterday",
];
/// So many letters of a text stand on a chip.
const LETTERS: usize = 56;

/// Whether a line may say that somebody was chased, so that what is open in the case must be known to read it.
pub fn chases(line: &str) -> bool {
    tokens(line).iter().any(|token| WORDS.contains(&token.low.as_str()))
}

/// A chase that is added to a question or promise of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chase {
    /// The id of the question or promise.
    pub id: String,
    /// When and how: what is added to its `chased`.
    pub reminder: Map<String, Value>,
}

impl Chase {
    /// From the value of its chip.
    pub(super) fn read(value: &Value) -> Option<Self> {
        let id = value.get("id")?.as_str()?.to_owned();
        Some(Self { id, reminder: value.get("reminder")?.as_object()?.clone() })
    }
}

/// What is open in a case.
struct Open<'c> {
    id: &'c Id,
    /// What it is, in words.
    what: &'static str,
    text: &'c str,
    /// Who has to answer it or to keep it.
    of: Option<&'c Id>,
}

fn open(case: &Case) -> impl Iterator<Item = Open<'_>> {
    let questions = case.questions.iter().filter(|one| one.own.status.is_owed()).map(|one| Open {
        id: &one.id,
        what: "the question",
        text: one.own.text.as_str(),
        of: one.own.to.as_ref().map(|to| &to.0),
    });
    let promises = case.commitments.iter().filter(|one| one.own.status.is_owed()).map(|one| Open {
        id: &one.id,
        what: "the promise",
        text: one.own.text.as_str(),
        of: Some(&one.own.by.0),
    });
    questions.chain(promises)
}

impl Record<'_, '_> {
    /// Who chased whom: by a verb of its own, or `emailed the ICO to chase …`, `rang Acme chasing …`.
    fn chase(&self) -> Option<&Head> {
        let tokens = &self.parts.tokens;
        let behind = |head: &Head| {
            let to = usize::from(low(tokens, head.clause) == "to");
            ["chase", "chasing"].contains(&low(tokens, head.clause + to))
        };
        let chases = |head: &&Head| head.act == Act::Chase || (matches!(head.act, Act::Write(_)) && behind(head));
        self.parts.head.as_ref().filter(chases)
    }

    /// Links a line that says so to what was chased, where it names nothing by its id.
    pub(super) fn find_chased(&mut self) {
        let Some(head) = self.chase() else { return };
        let of: Vec<&Id> = head.to.iter().flat_map(|named| &named.parties).collect();
        let said = self.said(head);
        let case = self.chips.ground.case;
        let mut found: Vec<(usize, Open<'_>)> = open(case)
            .filter(|one| of.is_empty() || one.of.is_some_and(|party| of.contains(&party)))
            .map(|one| (shared(&said, one.text), one))
            .filter(|(score, _)| *score > 0 || !of.is_empty())
            .collect();
        // The latest first, where the words say no more of one than of another.
        found.reverse();
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        let Some((best, _)) = found.first() else { return };
        let next = found.get(1).map(|(score, _)| *score);
        let sure = match next {
            Some(next) => *best > next,
            None => *best > 0 || said.is_empty(),
        };
        let offers: Vec<Offer> = found
            .iter()
            .map(|(_, one)| (one.id.to_string(), short(one.text), Some(vec![one.id.as_str()].into())))
            .collect();
        let doubt = (!sure).then(|| "Which open question or promise is it about?".to_owned());
        self.chips.put("about", "concerns", Given { offers, doubt, optional: true, ..Given::default() });
    }

    /// Adds the chase to what the line is linked to, as far as it is open: one chip each, which can be left out.
    pub(super) fn chased(&mut self) {
        let chases = self.chase().is_some();
        let Some(at) = self.at.clone().filter(|_| chases && matches!(self.list, List::Events | List::Correspondence))
        else {
            return;
        };
        let linked = self.chips.all.iter().find(|chip| chip.key.is("about"));
        let named = linked.is_some_and(|chip| chip.span.is_some());
        let ids = linked.and_then(|chip| chip.value.as_ref()?.as_array().cloned()).unwrap_or_default();
        let all: Vec<Open<'_>> = open(self.chips.ground.case).collect();
        let way = self.parts.way.as_ref().and_then(|way| way.channel).map(|way| way.as_str());
        let channel = self.chips.value("channel").and_then(Value::as_str).or(way).map(str::to_owned);
        let linked = ids.iter().filter_map(|id| all.iter().find(|one| Some(one.id.as_str()) == id.as_str()));
        for (n, one) in (1..).zip(linked) {
            let mut reminder = Map::from_iter([("at".to_owned(), at.write())]);
            reminder.extend(channel.clone().map(|channel| ("channel".to_owned(), channel.into())));
            // Where its words stand on the chip of the link already, it is enough to say what it is.
            let words = if named { format!("{} “{}”", one.what, short(one.text)) } else { one.what.to_owned() };
            let value = json!({"id": one.id.as_str(), "reminder": reminder});
            let given =
                Given { offers: vec![(one.id.to_string(), words, Some(value))], optional: true, ..Given::default() };
            self.chips.put(ChipKey::chased(n), "adds a chase to", given);
        }
    }

    /// The words behind the verb that may say what it is about: no names, times or channels.
    fn said(&self, head: &Head) -> Vec<String> {
        let parts = self.parts;
        let field = |at: usize| {
            head.to.iter().chain(&head.by).any(|named| (named.first..named.end()).contains(&at))
                || parts.times.iter().any(|time| (time.first..time.end()).contains(&at))
                || parts.due.as_ref().is_some_and(|due| (due.first..due.phrase.end()).contains(&at))
                || parts.way.as_ref().is_some_and(|way| (way.first..way.first + way.count).contains(&at))
        };
        let all = head.verb..parts.tokens.len();
        all.filter(|at| !field(*at))
            .map(|at| low(&parts.tokens, at))
            .filter(|word| says(word))
            .map(str::to_owned)
            .collect()
    }
}

/// Whether a word says what something is about.
fn says(word: &str) -> bool {
    word.chars().count() > 2
        && !SMALL.contains(&word)
        && !WORDS.contains(&word)
        && !["the", "and", "for"].contains(&word)
}

/// How many of the words stand in a text, in whatever form: `rota` in `rotas`.
fn shared(words: &[String], text: &str) -> usize {
    let text: Vec<Token> = tokens(text);
    let alike = |a: &str, b: &str| {
        let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
        short == long || (short.chars().count() > 3 && long.starts_with(short))
    };
    words.iter().filter(|word| text.iter().any(|other| says(&other.low) && alike(word, &other.low))).count()
}

/// The beginning of a text, for a chip.
fn short(text: &str) -> String {
    let mut letters = text.chars();
    let begun: String = letters.by_ref().take(LETTERS).collect();
    if letters.next().is_some() { format!("{}…", begun.trim_end()) } else { begun }
}
