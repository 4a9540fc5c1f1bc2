//! Quick entry: one typed line, read by a small fixed grammar. Pure: a time, a case and words in, a reading out. What
//! the reading leaves in doubt is asked, never guessed; whatever was not understood stays in the words.

mod asked;
mod bodies;
mod chased;
mod chip_key;
mod chips;
mod clock;
mod consumed;
mod cue;
mod day;
mod due;
mod head;
mod impossible;
mod parts;
mod party;
mod past;
mod phrase;
mod reading;
mod record;
mod sent;
mod stretch;
#[cfg(test)]
mod tests;
mod times;
mod token;
mod words_left;

use std::collections::BTreeMap;

use breachbook_case::{Id, List, PartyKind};
use serde_json::{Map, Value, json};

pub use bodies::NewBody;
pub use chased::{Chase, chases};
pub use chip_key::ChipKey;
pub use chips::Ground;
pub use past::alone;
pub use reading::{Chip, Choice, Reading};
pub use token::Span;

use crate::late::why_now;
use chip_key::Of;
use chips::{Chips, Given};
use head::Act;
use parts::Parts;
use party::Names;
use reading::{LISTS, list_words};
use record::{Record, only_ahead};
use words_left::{beginning, left};

/// Reads a line against a case, with what was chosen for its chips so far. The same arguments give the same reading.
pub fn read(line: &str, ground: Ground<'_>, choices: &BTreeMap<String, String>) -> Reading {
    let names = Names::of(ground.case);
    let parts = Parts::of(line, &names, &names.with_bodies(ground.case));
    let mut chips = Chips::new(line, ground, choices);
    let list = choose_list(&mut chips, &parts, ground);
    let mut record =
        Record { chips: &mut chips, parts: &parts, list, cuts: Vec::new(), hints: Vec::new(), from: 0, at: None };
    record.fill();
    let Record { cuts, mut hints, from, at, .. } = record;
    let words = left(line, from, line.len(), &cuts);
    let late = at.and_then(|time| why_now(list, &time, ground.now));
    let late_first = list == List::Events;
    let optional = matches!(list, List::Correspondence | List::Notifications);
    let lacks = (words.is_empty() && !optional).then(|| match line.trim() {
        "" => "There are no words to write in.".to_owned(),
        _ => format!("Say in words what the {} is.", list_words(list).to_lowercase()),
    });
    if list == List::Events && chips.value("kind").is_some_and(|kind| kind == "notification") {
        hints.push("As a line of the timeline it stops no clock; as a body told it does.".to_owned());
    }
    if list == List::Events && chips.value("kind").is_some_and(|kind| kind == "awareness") {
        let said = "As a line of the timeline it starts no clock; that counts from “aware” of the controller.";
        hints.push(said.to_owned());
    }
    let text = beginning(&words);
    let mark = String::new();
    let new_parties = new_parties(&chips, ground);
    for party in &new_parties {
        let (name, alias) = (&party.name, party.alias);
        hints.push(format!("{alias} is no party of this case yet: {name} is written in as one with this line."));
    }
    Reading {
        list_word: list.as_str(),
        list,
        chips: chips.all,
        text,
        lacks,
        hints,
        late,
        late_first,
        mark,
        words,
        new_parties,
    }
}

/// The parties that the settled chips name and the case does not have yet.
fn new_parties(chips: &Chips<'_>, ground: Ground<'_>) -> Vec<NewBody> {
    let mut out: Vec<NewBody> = Vec::new();
    let named = chips.all.iter().filter(|chip| consumed::names_a_party(chip.key));
    for id in named.filter_map(|chip| chip.value.as_ref()?.as_str()).filter_map(Id::new) {
        let known = ground.case.parties.iter().any(|party| party.id == id);
        let new = bodies::new_party(ground.case, &id, ground.now).filter(|_| !known);
        out.extend(new.filter(|new| !out.contains(new)));
    }
    out
}

/// The list, by the words and by what was chosen.
fn choose_list(chips: &mut Chips<'_>, parts: &Parts, ground: Ground<'_>) -> List {
    let mut list = parts.list();
    let mut doubt = None;
    let mut second = None;
    let mut assumed = None;
    match parts.head.as_ref().filter(|_| parts.lead.is_none()).map(|head| head.act) {
        Some(Act::SayWould) => {
            (list, second) = (List::Commitments, Some(List::Statements));
            doubt = Some("Was that a promise, or only a statement?".to_owned());
        }
        // Only a body is told in the sense of the law; others hear a statement.
        Some(Act::Tell) if !tells_a_body(parts, ground) => {
            let named = parts.head.as_ref().is_some_and(|head| head.by.is_some());
            list = if named { List::Statements } else { List::Events };
            second = Some(List::Notifications);
        }
        // What went by a channel is a letter, a mail or a call.
        Some(Act::Chase) if parts.way.as_ref().is_some_and(|way| way.channel.is_some()) => {
            (list, second) = (List::Correspondence, Some(List::Events));
        }
        None if parts.lead.is_none() && parts.wonders => {
            (list, second) = (List::Questions, Some(List::Events));
            doubt = Some("Was that question put to somebody, or is it a line of the timeline?".to_owned());
        }
        None if parts.lead.is_none() && only_ahead(parts, ground.now) => {
            list = List::Deadlines;
            assumed = Some("the time lies ahead".to_owned());
        }
        None if parts.lead.is_none() && parts.is_owed() => {
            (list, second) = (List::Deadlines, Some(List::Events));
            assumed = Some("it says what is still to be done".to_owned());
        }
        _ => {}
    }
    let order = [Some(list), second].into_iter().flatten();
    let rest = LISTS.into_iter().filter(|other| *other != list && Some(*other) != second);
    let all: Vec<List> = order.chain(rest).collect();
    let offers = all.iter().map(|list| (list.as_str().to_owned(), list_words(*list).to_owned(), None)).collect();
    let at = chips.put("list", "", Given { offers, doubt, assumed, ..Given::default() });
    at.and_then(|at| all.get(at).copied()).unwrap_or(list)
}

/// Whether one of those told is a body that is notified of breaches.
fn tells_a_body(parts: &Parts, ground: Ground<'_>) -> bool {
    let Some(head) = &parts.head else { return false };
    let kind = |id| chips::kind_of(ground, id);
    head.to.iter().flat_map(|named| &named.parties).filter_map(kind).any(|kind| {
        matches!(
            kind,
            PartyKind::Regulator
                | PartyKind::LawEnforcement
                | PartyKind::Oversight
                | PartyKind::Government
                | PartyKind::Insurer
        )
    })
}

impl Reading {
    /// The first thing that must be settled before it can be written.
    pub fn open(&self) -> Option<&Chip> {
        self.chips.iter().find(|chip| chip.doubt.is_some())
    }

    /// The value of a settled chip.
    pub fn value(&self, key: impl Into<ChipKey>) -> Option<&Value> {
        let key = key.into();
        self.chips.iter().find(|chip| chip.key == key).and_then(|chip| chip.value.as_ref())
    }

    /// What is added to what the line says was chased, where nothing is in doubt.
    pub fn chased(&self) -> Vec<Chase> {
        let of = self.chips.iter().filter(|chip| matches!(chip.key.of, Of::Chased(_)));
        of.filter_map(|chip| Chase::read(chip.value.as_ref()?)).collect()
    }

    /// The records that the line becomes, each without id and audience, where nothing is in doubt: the first, and one
    /// for each other body that was told or party that was asked. Its reference is that of the first.
    pub fn records(&self) -> Vec<Map<String, Value>> {
        let first = self.record();
        let mut all = vec![first.clone()];
        for chip in &self.chips {
            let Of::Further(_) = chip.key.of else { continue };
            let Some(value) = chip.value.as_ref().filter(|_| chip.key.name != "duty") else { continue };
            let mut record = first.clone();
            record.remove("reference");
            record.remove("duty");
            record.insert(chip.key.name.to_owned(), value.clone());
            record.extend(self.value(chip.key.beside("duty")).map(|duty| ("duty".to_owned(), duty.clone())));
            all.push(record);
        }
        all
    }

    /// The keys of the first record, without id and audience, where nothing is in doubt.
    pub fn record(&self) -> Map<String, Value> {
        let mut out = Map::new();
        for chip in self.chips.iter().filter(|chip| chip.key.of == Of::First) {
            if let Some(value) = &chip.value {
                let several = self.list == List::Correspondence && chip.key.is("to") && !value.is_array();
                out.insert(chip.key.name.to_owned(), if several { json!([value]) } else { value.clone() });
            }
        }
        let status = match self.list {
            List::Questions | List::Commitments => Some("open"),
            List::Statements => Some("standing"),
            List::Notifications => Some("notified"),
            List::Mitigations => Some("planned"),
            _ => None,
        };
        if let Some(status) = status {
            out.entry("status").or_insert_with(|| status.into());
        }
        let key = match self.list {
            List::Mitigations | List::Deadlines => "title",
            List::Correspondence => "body",
            _ => "text",
        };
        if !self.words.is_empty() {
            out.insert(key.to_owned(), self.words.as_str().into());
        }
        out
    }
}
