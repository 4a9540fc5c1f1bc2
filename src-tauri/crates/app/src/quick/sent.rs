//! Letters, calls and notifications: who sent what to whom, and under which duty a body was told.

use breachbook_case::{Duty, Id, PartyKind, RULES};

use super::chip_key::ChipKey;
use super::chips::{Given, short_name};
use super::reading::Chip;
use super::record::Record;

impl Record<'_, '_> {
    /// One letter, mail, call or meeting.
    pub(super) fn letter(&mut self) {
        let head = self.parts.head.clone();
        let by = head.as_ref().and_then(|head| head.by.clone());
        let to: Vec<_> = head.as_ref().map(|head| head.to.clone()).unwrap_or_default();
        self.way("channel", Some("By letter, by email, by phone?"));
        self.chips.party("from", "from", by.as_ref(), &self.parts.tokens, None);
        match &to[..] {
            [] | [_] => self.chips.party("to", "to", to.first(), &self.parts.tokens, None),
            several => {
                // Each certain name; one that two parties share is asked alone.
                let ids: Vec<&Id> = several.iter().filter_map(|named| named.parties.first()).collect();
                let words =
                    ids.iter().map(|id| short_name(self.chips.ground.case, id)).collect::<Vec<_>>().join(" and ");
                let value = ids.iter().map(|id| id.as_str()).collect::<Vec<_>>();
                let doubt = several.iter().any(|named| named.parties.len() > 1);
                let doubt = doubt.then(|| "More than one party is called that. Write a line for each.".to_owned());
                let offers = vec![(value.join(","), words, Some(value.into()))];
                self.chips.put("to", "to", Given { offers, doubt, optional: true, ..Given::default() });
            }
        }
        self.when("at", "at", true);
        let found = self.direction().map(|word| (word, None));
        let all = [("in", "to us"), ("out", "from us"), ("between", "between others")];
        self.chips.word("direction", "", found, &all, Some("To us, from us, or between others?"));
        self.due("reply_due", "reply due", None);
    }

    /// Which way it went, by whose book this is.
    fn direction(&self) -> Option<&'static str> {
        let us = &self.chips.ground.case.own.kept_by.as_ref()?.0;
        let is_us = |key: &'static str| self.chips.value(key).map(|value| value == us.as_str());
        match (is_us("from"), is_us("to")) {
            (Some(true), _) | (None, Some(false)) => Some("out"),
            (_, Some(true)) => Some("in"),
            // "PSNI emailed members" came not to us; "ICO replied" did.
            (Some(false), None) if self.parts.head.as_ref().is_some_and(|head| head.to_us) => Some("in"),
            (Some(false), Some(false)) => Some("between"),
            (Some(false), None) | (None, None) => None,
        }
    }

    /// A body that was told.
    pub(super) fn notification(&mut self) {
        let head = self.parts.head.clone();
        let body = head.as_ref().and_then(|head| head.to.first().cloned());
        let by = head.as_ref().and_then(|head| head.by.clone());
        self.chips.party("body", "told", body.as_ref(), &self.parts.tokens, Some("Which body was told?"));
        let others = self.others("body", "and told");
        self.told_when();
        let named = |chip: &Chip| chip.words.trim_end_matches(" (new party)").to_owned();
        let first = ChipKey::from("body");
        for key in std::iter::once(first).chain(others.iter().copied()) {
            let told = self.chips.all.iter().find(|chip| chip.key == key && chip.value.is_some()).map(named);
            let of = told.as_deref().filter(|_| !others.is_empty());
            if key == first || told.is_some() {
                self.duty(key, &of.map_or("under".to_owned(), |told| format!("under, {told}")));
            }
        }
        self.chips.party("by", "by", by.as_ref(), &self.parts.tokens, None);
        self.controller();
        if let Some(way) = &self.parts.way {
            let span = self.parts.place(way.first, way.count);
            let offers = vec![(way.words.clone(), way.words.clone(), Some(way.words.as_str().into()))];
            self.chips.put("method", "how", Given { offers, span, ..Given::default() });
            self.cuts.extend(span);
        }
        if let Some(mark) = &self.parts.mark {
            let offers = vec![(mark.words.clone(), mark.words.clone(), Some(mark.words.as_str().into()))];
            self.chips.put("reference", "reference", Given { offers, span: Some(mark.span), ..Given::default() });
            self.cuts.push(mark.span);
        }
    }

    /// A clock of the law stops by this time: one that nobody wrote is asked, not taken for granted.
    fn told_when(&mut self) {
        self.when("notified", "at", true);
        let chosen = self.chips.chosen("notified").is_some();
        if let Some(chip) = self.chips.all.last_mut().filter(|chip| chip.key.is("notified"))
            && chip.assumed.as_deref() == Some("no time was written, so now")
            && !chosen
        {
            chip.assumed = None;
            chip.value = None;
            chip.doubt = Some("No time was written, and a clock stops by it. When was it told?".to_owned());
            self.at = None;
        }
    }

    /// Whoever was told or asked besides the first: one record more for each, unless it is left out. Answers the keys of
    /// their chips.
    pub(super) fn others(&mut self, key: &'static str, label: &str) -> Vec<ChipKey> {
        let to: Vec<_> = self.head().map(|head| head.to.clone()).unwrap_or_default();
        let mut seen: Vec<&[Id]> = to.first().map(|named| &named.parties[..]).into_iter().collect();
        let mut keys = Vec::new();
        for (n, named) in (2..).zip(to.iter().skip(1)) {
            if named.parties.is_empty() || seen.contains(&&named.parties[..]) {
                continue;
            }
            seen.push(&named.parties);
            let key = ChipKey::further(key, n);
            keys.push(key);
            self.chips.party(key, label, Some(named), &self.parts.tokens, None);
        }
        if !keys.is_empty() {
            self.hints.push("A record of its own is written in for each that is named.".to_owned());
        }
        keys
    }

    /// Under which duty the body of a chip was told: asked wherever the law has more than one answer for such a body.
    fn duty(&mut self, told: ChipKey, label: &str) {
        let body = self.chips.value(told).and_then(|body| body.as_str()).and_then(Id::new);
        let kind = body.as_ref().and_then(|id| self.kind_of_id(id));
        let likely: &[Duty] = match kind {
            Some(PartyKind::Regulator) => {
                &[Duty::UkGdpr33, Duty::Dpa67, Duty::Dpa108, Duty::Pecr5a, Duty::Nis11, Duty::Nis12]
            }
            Some(PartyKind::Person | PartyKind::Public) => &[Duty::UkGdpr34, Duty::Dpa68],
            Some(PartyKind::Force | PartyKind::Government) => {
                &[Duty::UkGdpr33Processor, Duty::Dpa67Processor, Duty::Dpa108Processor]
            }
            Some(PartyKind::Supplier | PartyKind::Insurer) => &[Duty::Contract],
            _ => &[],
        };
        let others = [Duty::Voluntary, Duty::Contract].into_iter().filter(|duty| !likely.contains(duty));
        let all: Vec<(&str, String)> =
            likely.iter().copied().chain(others).map(|duty| (duty.as_str(), duty_words(duty))).collect();
        let all: Vec<(&str, &str)> = all.iter().map(|(word, words)| (*word, words.as_str())).collect();
        let sure = kind.is_some() && likely.is_empty();
        let found = sure.then_some((Duty::Voluntary.as_str(), None));
        self.chips.word(told.beside("duty"), label, found, &all, Some("Under which duty was it told?"));
    }

    /// Whose duty it is, where the case has more than one controller.
    fn controller(&mut self) {
        let controllers = &self.chips.ground.case.controllers;
        if controllers.len() < 2 {
            return;
        }
        let by = self.chips.value("by").and_then(|by| by.as_str().map(str::to_owned));
        let mut ids: Vec<&Id> = controllers.iter().map(|controller| &controller.own.party.0).collect();
        ids.sort_by_key(|id| by.as_deref() != Some(id.as_str()));
        let known = ids.first().is_some_and(|id| by.as_deref() == Some(id.as_str()));
        let case = self.chips.ground.case;
        let offers =
            ids.into_iter().map(|id| (id.to_string(), short_name(case, id), Some(id.as_str().into()))).collect();
        let doubt = (!known).then(|| "Whose duty is it? The case has more than one controller.".to_owned());
        self.chips.put("controller", "for", Given { offers, doubt, optional: true, ..Given::default() });
    }
}

/// A duty as its provision.
fn duty_words(duty: Duty) -> String {
    match duty {
        Duty::Voluntary => "no duty: told of our own accord".to_owned(),
        Duty::Contract => "a contract".to_owned(),
        duty => RULES.iter().find(|rule| rule.duty == duty).map_or(duty.as_str(), |rule| rule.provision).to_owned(),
    }
}
