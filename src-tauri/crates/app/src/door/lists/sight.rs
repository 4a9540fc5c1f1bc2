//! What the rows of a list screen are made from: the case at a moment, with its clocks, gaps and warnings.

use std::collections::HashSet;

use breachbook_case::count::number;
use breachbook_case::{AnyItem, Audience, Case, Clock, Id, List, PartyRef, State, clocks, length, rule, zone};
use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{ListRow, RowMark, RowState, Tone};
use crate::OpenCase;
use crate::door::expected::expected;
use crate::door::record::{gap_words, missing};
use crate::door::standing::look;

/// What the rows of a screen are made from.
pub(super) struct Sight<'c> {
    pub case: &'c Case,
    pub now: DateTime<Utc>,
    pub clocks: Vec<Clock>,
    open: &'c OpenCase,
    gaps: Vec<(&'c Id, &'c str, &'c str)>,
    warned: HashSet<&'c Id>,
}

impl<'c> Sight<'c> {
    pub fn of(open: &'c OpenCase) -> Self {
        let (view, case) = (&open.view, open.whole());
        let warned = view.warnings.iter().filter(|warning| !warning.accepted);
        let warned = warned.filter_map(|warning| warning.item.as_ref()).collect();
        let gaps = view.gaps.iter().filter_map(|gap| {
            let key = gap.path.rsplit('.').next().unwrap_or_default();
            Some((gap.rests_on.first()?, key, gap.why.as_str()))
        });
        Self { clocks: clocks(case, view.now), gaps: gaps.collect(), warned, now: view.now, case, open }
    }

    /// A party's name.
    pub fn name(&self, id: &Id) -> String {
        self.case.party_name(id).to_owned()
    }

    /// A party's name, or nothing.
    pub fn party(&self, party: Option<&PartyRef>) -> String {
        party.map(|party| self.name(&party.0)).unwrap_or_default()
    }

    /// The row of an item, with its marks, its gaps and its entry.
    pub fn row(&self, list: List, item: &dyn AnyItem, title: impl Into<String>) -> ListRow {
        ListRow {
            list: list.as_str().to_owned(),
            id: item.id().to_string(),
            title: title.into(),
            marks: self.marks(item),
            missing: self.missing(list, item),
            entries: self.entries(&[item.id()]),
            ..ListRow::default()
        }
    }

    /// `[9, 12]`.
    pub fn entries(&self, ids: &[&Id]) -> String {
        let mut all: Vec<u64> = ids.iter().flat_map(|id| self.open.numbers(id.as_str())).collect();
        all.sort_unstable();
        all.dedup();
        let said: Vec<String> = all.iter().map(u64::to_string).collect();
        if said.is_empty() { String::new() } else { format!("[{}]", said.join(", ")) }
    }

    fn marks(&self, item: &dyn AnyItem) -> Vec<RowMark> {
        let common = item.common();
        let mut marks = Vec::new();
        let mut mark = |words: String, tone: Tone| marks.push(RowMark { words, tone });
        let team = [Audience::Team];
        let own = common.audience.as_ref().map(|list| list.list());
        if let Some(withheld) = &common.withhold {
            mark(format!("withheld, {}", withheld.ground.words()), Tone::Marking);
        } else if own == Some(&team) && self.case.own.audience.is_some() {
            mark("team only".to_owned(), Tone::Marking);
        }
        if self.warned.contains(item.id()) {
            mark("to check".to_owned(), Tone::Due);
        }
        marks
    }

    fn missing(&self, list: List, item: &dyn AnyItem) -> Vec<String> {
        let Value::Object(record) = item.json() else { return Vec::new() };
        let mut gaps: Vec<(&str, &str)> = Vec::new();
        gaps.extend(self.gaps.iter().filter(|(of, ..)| *of == item.id()).map(|(_, key, why)| (*key, *why)));
        let mut said: Vec<String> = gaps.iter().map(|(_, why)| gap_words(why)).collect();
        let looked_for = expected(list.as_str(), &record);
        for key in looked_for.into_iter().filter(|key| *key != "source" && !record.contains_key(*key)) {
            if !gaps.iter().any(|(of, _)| *of == key) {
                said.extend(missing(list.as_str(), key));
            }
        }
        said
    }

    /// The clock of an item's own date.
    pub fn own_clock(&self, id: &Id) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.item.as_ref() == Some(id))
    }

    /// How long something has been open, as `, 12 days`.
    pub fn days_open(&self, since: Option<&breachbook_case::Time>) -> String {
        let days = since.map_or(0, |since| (self.now - since.range().first).num_days());
        match days {
            ..=0 => String::new(),
            1 => ", 1 day".to_owned(),
            days => format!(", {} days", number(days.unsigned_abs())),
        }
    }

    /// Where a clock stands, with the time left or over.
    pub fn clock_state(&self, clock: &Clock) -> RowState {
        let own = clock.item.is_some();
        let over = clock.strict_limit.map(|limit| (limit - self.now).num_minutes());
        let words = match (clock.state, over) {
            (State::Running, Some(left)) if left >= 0 => format!("{} left", long(left)),
            (State::Running, _) if own => "to come".to_owned(),
            (State::Running, _) => "not told on record".to_owned(),
            (State::Overdue, Some(left)) if own => format!("overdue, {}", long(-left)),
            (State::Overdue, _) if own => "overdue".to_owned(),
            (State::Met, _) if own => "done in time".to_owned(),
            (State::Late, _) if own => "done late".to_owned(),
            (State::CannotTell, _) if own && clock.margin.is_none() => "done; when is not on record".to_owned(),
            (State::NotRequired, _) if own => "no longer asked for".to_owned(),
            (state, _) => state.words().to_owned(),
        };
        let (tone, shape) = look(clock.state);
        RowState { words, tone, shape, doubt: clock.approximate }
    }

    /// What a clock says beside its state: provision, whose, limits.
    pub fn clock_lines(&self, clock: &Clock) -> Vec<String> {
        let about = if clock.approximate { "c. " } else { "" };
        let mut lines = Vec::new();
        let law = rule(clock.rule).map(|rule| rule.provision.to_owned());
        let limit = clock.strict_limit.map(|limit| format!("strict limit {about}{}", zone::short_moment(limit)));
        let whose = clock.controller.as_ref().map(|id| format!("duty of {}", self.name(id)));
        let first: Vec<String> = [law, whose, limit].into_iter().flatten().collect();
        lines.push(first.join(" · "));
        if let Some(statutory) = clock.statutory_limit {
            lines.push(format!("Art 3(1) reading: {}", zone::short_moment(statutory)));
        }
        if clock.needs_reasons {
            lines.push("Reasons for the delay are asked for.".to_owned());
        }
        lines.retain(|line| !line.is_empty());
        lines
    }
}

/// A length in words, days in thousands.
fn long(minutes: i64) -> String {
    const DAY: i64 = 24 * 60;
    match minutes {
        ..1_440_000 => length(minutes),
        _ => format!("{} days", number((minutes / DAY).unsigned_abs())),
    }
}
