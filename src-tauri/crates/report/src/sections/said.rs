//! What every section needs: names for ids, entry numbers, sources in grey.

use std::collections::HashMap;

use breachbook_case::when;
use breachbook_case::{AnyItem, Audience, Certainty, Id, PartyRef, View, zone};

use super::Record;
use crate::document::{Cell, Link, Text};

pub struct Said<'v> {
    pub view: &'v View,
    pub record: &'v Record,
    names: HashMap<&'v Id, &'v str>,
}

impl<'v> Said<'v> {
    pub fn new(view: &'v View, record: &'v Record) -> Self {
        let names = view.case.parties.iter().map(|party| (&party.id, party.own.name.as_str())).collect();
        Self { view, record, names }
    }

    /// A party's name.
    pub fn name(&self, id: &'v Id) -> &'v str {
        self.names.get(id).copied().unwrap_or(id.as_str())
    }

    /// A party's name, or nothing.
    pub fn party(&self, party: Option<&'v PartyRef>) -> &'v str {
        party.map_or("", |party| self.name(&party.0))
    }

    /// Names in a row.
    pub fn parties(&self, parties: &'v [PartyRef]) -> String {
        parties.iter().map(|party| self.name(&party.0)).collect::<Vec<_>>().join(", ")
    }

    /// That a section has none of what it is about, such as `mitigation`. For the team that says that none is on record.
    /// For anyone else it never does: whether the record holds any that is withheld is told by nothing but the count at
    /// the end, and where even the number may not be said, the sentence is the one of a record that has none.
    pub fn none(&self, what: &str) -> String {
        if self.view.audience == Audience::Team {
            return format!("No {what} is on record.");
        }
        let none = format!("No {what} is on record that this report may show");
        if self.view.withheld.is_empty() {
            return format!("{none}.");
        }
        format!("{none}; what is withheld from it is counted under “What is withheld”.")
    }

    /// The numbers of the entries behind some items, as `[9, 18]`.
    pub fn entries<'i>(&self, ids: impl IntoIterator<Item = &'i Id>) -> Text {
        let mut numbers: Vec<u64> =
            ids.into_iter().filter_map(|id| self.record.entries.get(id)).flatten().copied().collect();
        numbers.sort_unstable();
        numbers.dedup();
        Text::entries(&numbers, |_| None)
    }

    /// Why, by whom and when something was judged, in grey; nothing where none of it is on record.
    pub fn judged(
        &self,
        reason: Option<&breachbook_case::Text>,
        by: Option<&'v PartyRef>,
        at: Option<&breachbook_case::Time>,
    ) -> Text {
        let parts = [reason.map_or("", |r| r.as_str()), self.party(by), &when::short_or(at)];
        Text::grey(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "))
    }

    /// A cell with a fact and, in grey under it, how it is known.
    pub fn sourced(&self, fact: impl Into<Text>, item: &dyn AnyItem, certainty: Option<Certainty>) -> Cell {
        let doubt = match certainty {
            Some(Certainty::Reported) => "Reported, not confirmed.",
            Some(Certainty::Disputed) => "Disputed.",
            Some(Certainty::Unknown) => "Not known to be so.",
            Some(Certainty::Confirmed) | None => "",
        };
        let source = item.common().source.as_ref().map_or("", |source| source.as_str());
        let grey = match (source.is_empty(), doubt.is_empty()) {
            (true, _) => doubt.to_owned(),
            (false, true) => source.to_owned(),
            (false, false) => format!("{}. {doubt}", source.trim_end_matches('.')),
        };
        let cell = Cell::from(fact.into());
        let cell = if grey.is_empty() { cell } else { cell.then(Text::grey(grey)) };
        cell.then(self.corrected(item.id()))
    }

    /// That an item was corrected, and how often; the appendix says more to the team.
    pub fn corrected(&self, id: &Id) -> Text {
        let Some(corrections) = self.record.corrections.get(id).filter(|all| !all.is_empty()) else {
            return Text::default();
        };
        let last = corrections.iter().map(|c| c.at).max().unwrap_or_default();
        let times = match corrections.len() {
            1 => "Corrected once".to_owned(),
            2 => "Corrected twice".to_owned(),
            n => format!("Corrected {n} times"),
        };
        Text::grey(format!("{times} since it was first written, last on {}.", zone::long_day(zone::day(last))))
    }
}

/// The place of an item's row in this report, as a link.
pub fn link(id: &Id) -> Link {
    Link::to(anchor(id))
}

/// The name of an item's row.
pub fn anchor(id: &Id) -> String {
    format!("item {id}")
}

/// A word of the format as a page prints it: `law-enforcement` is "Law enforcement".
pub fn word(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}", letters.as_str().replace('-', " "))
}
