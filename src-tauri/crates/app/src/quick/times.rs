//! The two times of a line: when it was, and by when something is due.

use breachbook_case::{List, Time, zone};
use chrono::{DateTime, Utc};

use super::chips::{Chips, Given, Offer, read_time};
use super::impossible::Impossible;
use super::past::{Meant, of_day, past, this_minute};
use super::phrase::{Phrase, Says};
use super::record::Record;
use super::token::Span;
use super::words_left::piece;

impl Record<'_, '_> {
    /// The time of the line: the one that stands first or within who did what; others are asked about.
    pub(super) fn when(&mut self, key: &'static str, label: &str, needed: bool) {
        let now = self.chips.ground.now;
        // What lies ahead is when something is due, where the list has such a key and nothing else is due.
        let dues = matches!(self.list, List::Questions | List::Commitments | List::Correspondence);
        let spare = |time: &Phrase, meant: &Meant| {
            let ahead = if self.parts.in_head(time) { meant.ahead } else { meant.may_lie_ahead() };
            ahead && dues && self.parts.due.is_none()
        };
        let found = self.find_time().and_then(|(time, sure)| Some((time.clone(), sure, past(&time, now)?)));
        let found = found.filter(|(time, _, meant)| !spare(time, meant));
        let present = self.present();
        if let Some(none) = self.impossible(found.as_ref().map(|(time, ..)| time)) {
            let mut given = Given { span: Some(none.span), ..Given::default() };
            let times = found.iter().filter(|(.., meant)| !meant.ahead).flat_map(|(.., meant)| &meant.times);
            given.offers = times.map(|time| self.chips.offer(time)).collect();
            Chips::also(&mut given, present);
            given.doubt = Some(format!("There is no “{}”. When was it?", piece(self.chips.line, none.span)));
            let at = self.chips.put(key, label, given);
            self.settle(key, at);
            return;
        }
        let Some((time, sure, meant)) = found else {
            let mut given = Given { offers: present, ..Given::default() };
            given.assumed = Some("no time was written, so now".to_owned());
            given.optional = !needed;
            let at = self.chips.put(key, label, given);
            self.settle(key, at);
            return;
        };
        if meant.ahead {
            let mut given = Given { offers: present, span: Some(time.span), ..Given::default() };
            given.doubt = Some(
                "The time that was written lies ahead, and a record is about what has happened. When was it?"
                    .to_owned(),
            );
            let at = self.chips.put(key, label, given);
            self.settle(key, at);
            return;
        }
        let mut given = self.chips.given(&meant, Some(time.span));
        let own = given.offers.len();
        let mut shorter = None;
        if let Some((says, span)) = time.shorter
            && let Some(day) = past(&without_number(&time, says, span), now).filter(|day| !day.ahead)
        {
            given.offers.extend(day.times.iter().take(1).map(|time| self.chips.offer(time)));
            shorter = Some((own, span));
        }
        if !sure {
            Chips::also(&mut given, present);
            given.doubt.get_or_insert_with(|| "Is that when it happened, or part of the words?".to_owned());
        }
        let at = self.chips.put(key, label, given);
        // Chosen otherwise, the words stay where they are.
        match (at, shorter) {
            (Some(at), Some((index, span))) if at == index => self.cuts.push(span),
            (Some(at), _) if at >= own => {}
            _ => self.cuts.push(time.span),
        }
        self.settle(key, at);
    }

    /// What looks like the date or the time of the line and is none, unless the line has another time before its words.
    fn impossible(&self, found: Option<&Phrase>) -> Option<&Impossible> {
        let none = self.parts.impossible.as_ref().filter(|none| !none.due)?;
        let beside = |time: &Phrase| time.first == none.end || time.end() == none.first || !self.parts.in_head(time);
        found.is_none_or(beside).then_some(none)
    }

    /// Now to the minute, and today without an hour.
    pub(super) fn present(&self) -> Vec<Offer> {
        let now = self.chips.ground.now;
        let times = this_minute(now).into_iter().chain(of_day(zone::day(now)));
        times.map(|time| self.chips.offer_from_now(&time)).collect()
    }

    pub(super) fn settle(&mut self, key: &'static str, at: Option<usize>) {
        if at.is_some() {
            self.at = self.chips.value(key).and_then(read_time);
        }
    }

    /// The phrase that says when it was, and whether there is no doubt of it.
    fn find_time(&self) -> Option<(Phrase, bool)> {
        let parts = self.parts;
        if let Some(time) = parts.times.iter().find(|time| parts.in_head(time)) {
            return Some((time.clone(), !time.maybe_number));
        }
        let clause = matches!(self.list, List::Questions | List::Commitments | List::Statements | List::Decisions);
        let time = parts.times.first()?;
        let sure = if clause { parts.closes(time) } else { parts.set_apart(time) };
        Some((time.clone(), sure && !time.maybe_number))
    }

    /// By when something is due.
    pub(super) fn due(&mut self, key: &'static str, label: &str, needed: Option<&str>) {
        let now = self.chips.ground.now;
        let base = self.base();
        let spare = || {
            // A time that lies ahead is when something is due, whatever words stand before it.
            let ahead = |time: &&Phrase| {
                let open = |meant: Meant| {
                    meant.ahead
                        || (!self.parts.in_head(time) && self.list != List::Mitigations && meant.may_lie_ahead())
                };
                self.list == List::Deadlines || past(time, now).is_some_and(open)
            };
            self.parts.times.iter().find(ahead).map(|time| (time.clone(), time.span))
        };
        let found = self.parts.due.as_ref().map(|due| (due.phrase.clone(), due.span)).or_else(spare);
        let meant = found.and_then(|(phrase, span)| Some((super::due::due(&phrase, base, now)?, phrase, span)));
        // "reply by 31 Feb" is asked about wherever something can be due.
        let none = self.parts.impossible.as_ref().filter(|none| none.due && meant.is_none());
        let asked = none.map(|none| format!("There is no “{}”. By when?", piece(self.chips.line, none.span)));
        match (meant, asked.as_deref().or(needed)) {
            (Some((meant, phrase, span)), needed) => {
                let mut given = self.chips.given(&meant, Some(span));
                given.optional = needed.is_none();
                if let (Says::In(_), [.., first, second]) = (phrase.says, &meant.times[..])
                    && meant.times.len() == 2
                {
                    // The second is counted from now.
                    given.offers = vec![self.chips.offer(first), self.chips.offer_from_now(second)];
                }
                // "tomorrow 2023 passes are due": the day alone, and the number stays in the words.
                let own = given.offers.len();
                let mut cut = span;
                if let Some((says, short)) = phrase.shorter
                    && let Some(day) = super::due::due(&without_number(&phrase, says, short), base, now)
                {
                    let more: Vec<_> = day.times.iter().map(|time| self.chips.offer(time)).collect();
                    given.offers.extend(more);
                    given.doubt = Some("Is that a time of day, or a number?".to_owned());
                    cut = Span { start: span.start, end: short.end };
                }
                let at = self.chips.put(key, label, given);
                let left_out = at.is_some() && self.chips.value(key).is_none();
                if !left_out {
                    self.cuts.push(if at.is_some_and(|at| at >= own) { cut } else { span });
                }
            }
            (None, Some(asked)) => {
                let tomorrow = zone::day(now) + chrono::Duration::days(1);
                let at = |day| super::past::on(day, super::clock::plain(17, 0)).times;
                let times = [at(tomorrow), at(tomorrow + chrono::Duration::days(6))].concat();
                let mut given = self.chips.given(&Meant::of(times), none.map(|none| none.span));
                given.optional = needed.is_none();
                given.doubt = Some(asked.to_owned());
                self.chips.put(key, label, given);
            }
            (None, None) => {}
        }
    }

    /// What a due date counts from: the time of the line where it is exact to a day, else now.
    fn base(&self) -> DateTime<Utc> {
        let now = self.chips.ground.now;
        let exact = |time: &&Time| time.precision() >= breachbook_case::Precision::Day;
        self.at.as_ref().filter(exact).map_or(now, |time| time.range().first.min(now))
    }
}

/// A phrase without the number behind its day.
fn without_number(time: &Phrase, says: Says, span: Span) -> Phrase {
    Phrase { says, span, maybe_number: false, shorter: None, ..time.clone() }
}
