//! The chips of a line as they are put together: each with its choices, and with what was chosen already.

use std::collections::BTreeMap;

use breachbook_case::{Case, Id, PartyKind, Time};
use chrono::{DateTime, Utc};
use serde_json::Value;

use super::bodies::{body_of, missing, new_party};
use super::chip_key::ChipKey;
use super::party::{Named, initials};
use super::past::Meant;
use super::reading::{Chip, Choice, time_words};
use super::token::{Span, Token};
use super::words_left::piece;

/// What a line is read against.
#[derive(Clone, Copy)]
pub struct Ground<'g> {
    /// The case: its parties, its controllers and whose book it is.
    pub case: &'g Case,
    /// The present moment (UTC).
    pub now: DateTime<Utc>,
    /// Whether an id is that of an item of the case, of any list.
    pub is_item: &'g dyn Fn(&str) -> bool,
}

/// One thing that a chip may be set to: the value given back, its words, and what is written.
pub type Offer = (String, String, Option<Value>);

/// What goes into a chip.
#[derive(Default)]
pub struct Given {
    /// What it may be, the likeliest first.
    pub offers: Vec<Offer>,
    /// The question, where it has to be asked.
    pub doubt: Option<String>,
    /// What was taken for granted.
    pub assumed: Option<String>,
    /// Where it comes from.
    pub span: Option<Span>,
    /// Whether it may be left out.
    pub optional: bool,
}

/// Begins the value of a choice that is counted from now.
const FROM_NOW: &str = "now:";

/// The chips so far.
pub struct Chips<'c> {
    /// What the line is read against.
    pub ground: Ground<'c>,
    /// The line.
    pub line: &'c str,
    choices: &'c BTreeMap<String, String>,
    /// The chips.
    pub all: Vec<Chip>,
}

impl<'c> Chips<'c> {
    /// None yet.
    pub fn new(line: &'c str, ground: Ground<'c>, choices: &'c BTreeMap<String, String>) -> Self {
        Self { ground, line, choices, all: Vec::new() }
    }

    /// What was chosen for a key.
    pub fn chosen(&self, key: impl Into<ChipKey>) -> Option<&'c str> {
        self.choices.get(&key.into().to_string()).map(String::as_str)
    }

    /// Puts a chip; gives the number of the offer that holds, or none where it is in doubt or nothing is offered.
    pub fn put(&mut self, key: impl Into<ChipKey>, label: &str, given: Given) -> Option<usize> {
        let key = key.into();
        let Given { mut offers, mut doubt, mut assumed, span, optional } = given;
        if optional && !offers.is_empty() {
            offers.push((String::new(), "left out".to_owned(), None));
        }
        offers.extend(self.still(key, &offers));
        let chosen = self.chosen(key).and_then(|chosen| offers.iter().position(|(value, ..)| value == chosen));
        if chosen.is_some() {
            doubt = None;
            assumed = None;
        }
        let at = chosen.unwrap_or(0);
        let (_, words, value) = offers.get(at)?.clone();
        let from = span.map_or_else(String::new, |span| piece(self.line, span));
        let settled = doubt.is_none();
        let several = offers.len() > 1;
        self.all.push(Chip {
            key,
            label: label.to_owned(),
            words,
            from,
            doubt,
            assumed,
            choices: offers.into_iter().filter(|_| several).map(|(value, words, _)| Choice { value, words }).collect(),
            span,
            value: value.filter(|_| settled),
        });
        settled.then_some(at)
    }

    /// A time as an offer.
    pub fn offer(&self, time: &Time) -> Offer {
        let value = breachbook_case::Shape::write(time);
        (value.to_string(), time_words(time, self.ground.now), Some(value))
    }

    /// The same for a time that is counted from now: once chosen it holds, though now moves on.
    pub fn offer_from_now(&self, time: &Time) -> Offer {
        let (value, words, json) = self.offer(time);
        (format!("{FROM_NOW}{value}"), words, json)
    }

    /// Adds offers whose time is not among them yet.
    pub fn also(given: &mut Given, more: Vec<Offer>) {
        for offer in more {
            if !given.offers.iter().any(|(_, _, value)| *value == offer.2) {
                given.offers.push(offer);
            }
        }
    }

    /// What was chosen some minutes ago of the times that are counted from now.
    fn still(&self, key: ChipKey, offers: &[Offer]) -> Option<Offer> {
        let chosen = self.chosen(key)?;
        let value: Value = serde_json::from_str(chosen.strip_prefix(FROM_NOW)?).ok()?;
        let counted = offers.iter().any(|(value, ..)| value.starts_with(FROM_NOW));
        let known = offers.iter().any(|(value, ..)| value == chosen);
        let time = read_time(&value)?;
        let due = ["due", "reply_due"].contains(&key.name);
        let fits = counted && !known && (due || time.range().first <= self.ground.now);
        fits.then(|| {
            (chosen.to_owned(), time_words(&time, self.ground.now), Some(breachbook_case::Shape::write(&time)))
        })
    }

    /// What a phrase means, as a chip's content.
    pub fn given(&self, meant: &Meant, span: Option<Span>) -> Given {
        let mut offers: Vec<Offer> = Vec::new();
        for time in &meant.times {
            let offer = self.offer(time);
            if !offers.iter().any(|(value, ..)| *value == offer.0) {
                offers.push(offer);
            }
        }
        // With one reading left there is nothing to ask.
        let doubt = meant.doubt.clone().filter(|_| offers.len() > 1);
        Given { offers, doubt, assumed: meant.assumed.clone(), span, optional: false }
    }

    /// A party: named in the line, or asked where it is needed.
    pub fn party(
        &mut self,
        key: impl Into<ChipKey>,
        label: &str,
        named: Option<&Named>,
        tokens: &[Token],
        needed: Option<&str>,
    ) {
        let key = key.into();
        let named = named.filter(|named| !named.parties.is_empty());
        if named.is_none() && needed.is_none() && self.chosen(key).is_none_or(str::is_empty) {
            return;
        }
        let first: Vec<&Id> = named.map(|named| named.parties.iter().collect()).unwrap_or_default();
        let rest = self.ground.case.parties.iter().map(|party| &party.id).filter(|id| !first.contains(id));
        // A body that is no party yet may have been told all the same.
        let bodies: Vec<Id> = missing(self.ground.case).map(|(_, id)| id).filter(|id| !first.contains(&id)).collect();
        let bodies = bodies.iter().filter(|_| key.name == "body");
        let offers = first.iter().copied().chain(rest).chain(bodies).map(|id| self.party_offer(id)).collect();
        let doubt = match (first.len(), needed) {
            (0, Some(question)) => Some(question.to_owned()),
            (0 | 1, _) => None,
            _ => Some("More than one party is called that. Which?".to_owned()),
        };
        let span = named.and_then(|named| span_of(tokens, named));
        self.put(key, label, Given { offers, doubt, span, optional: needed.is_none(), assumed: None });
    }

    fn party_offer(&self, id: &Id) -> Offer {
        let words = match new_party(self.ground.case, id, self.ground.now) {
            Some(new) => format!("{} (new party)", new.alias),
            None => short_name(self.ground.case, id),
        };
        (id.to_string(), words, Some(id.as_str().into()))
    }

    /// A word of the format: read from the line, or asked where it is needed.
    pub fn word(
        &mut self,
        key: impl Into<ChipKey>,
        label: &str,
        found: Option<(&str, Option<Span>)>,
        all: &[(&str, &str)],
        needed: Option<&str>,
    ) {
        let key = key.into();
        if found.is_none() && needed.is_none() && self.chosen(key).is_none_or(str::is_empty) {
            return;
        }
        let offer = |(word, words): &(&str, &str)| ((*word).to_owned(), (*words).to_owned(), Some(Value::from(*word)));
        let is = |(word, _): &&(&str, &str)| found.is_some_and(|(found, _)| found == *word);
        let offers: Vec<Offer> = all.iter().filter(is).chain(all.iter().filter(|word| !is(word))).map(offer).collect();
        let doubt = needed.filter(|_| found.is_none()).map(str::to_owned);
        let span = found.and_then(|(_, span)| span);
        self.put(key, label, Given { offers, doubt, span, optional: needed.is_none(), assumed: None });
    }

    /// The value of a chip that is settled.
    pub fn value(&self, key: impl Into<ChipKey>) -> Option<&Value> {
        let key = key.into();
        self.all.iter().find(|chip| chip.key == key).and_then(|chip| chip.value.as_ref())
    }
}

/// Reads a time as a chip writes it.
pub fn read_time(value: &Value) -> Option<Time> {
    let about = value.get("approximate").is_some_and(|about| about == true);
    Time::parse(value.get("at")?.as_str()?, None, about).ok()
}

/// What kind of party an id is. A body that is known by name is of its own kind, whatever the case has written.
pub fn kind_of(ground: Ground<'_>, id: &Id) -> Option<PartyKind> {
    match ground.case.parties.iter().find(|party| &party.id == id) {
        Some(party) => Some(body_of(&party.own).map_or(party.own.kind, |body| body.kind)),
        None => new_party(ground.case, id, ground.now).map(|new| new.kind),
    }
}

/// A party's name, its initials or first alias where the name is long.
pub fn short_name(case: &Case, id: &Id) -> String {
    let Some(party) = case.parties.iter().find(|party| &party.id == id) else { return id.to_string() };
    let name = party.own.name.as_str();
    let short = party.own.aliases.iter().map(|alias| alias.as_str()).find(|alias| alias.len() < name.len());
    // Initials only where they are what the case itself calls the party.
    let initials = initials(name).filter(|initials| initials.eq_ignore_ascii_case(id.as_str()));
    if name.chars().count() <= 26 {
        return name.to_owned();
    }
    short.map(str::to_owned).or(initials).unwrap_or_else(|| name.to_owned())
}

fn span_of(tokens: &[Token], named: &Named) -> Option<Span> {
    Some(Span { start: tokens.get(named.first)?.span.start, end: tokens.get(named.end() - 1)?.span.end })
}
