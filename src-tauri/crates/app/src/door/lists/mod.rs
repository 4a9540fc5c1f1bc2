//! The screens that are lists: sections of rows in words, each row with where it stands and what is missing.

mod account;
mod asked;
mod bodies;
mod knew;
mod letters;
mod measures;
mod people;

use std::collections::HashMap;

use breachbook_case::{
    AnyItem, Audience, Case, Clock, Id, List, PartyRef, Shape as _, State, When, clocks, gaps, length, rule, zone,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

pub use knew::{Knew, KnewLine, KnewTick};

use super::expected::expected;
use super::record::missing;
use crate::act::last_moment;
use crate::assemble::Assembled;
use crate::{Failure, Session};

/// A screen that is a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ListScreen {
    /// Bodies told, or considered.
    BodiesTold,
    /// The people affected, the data, who is responsible and who takes part.
    PeopleAndData,
    /// Steps that limit the harm.
    Mitigations,
    /// Letters, calls, meetings.
    Correspondence,
    /// Questions, promises, time limits, statements, decisions.
    HoldingToAccount,
}

/// A list screen in words.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ListSheet {
    /// Its sections, in order.
    pub sections: Vec<ListSection>,
    /// Who knew, and when they were told, to scale; on Holding to account only.
    pub knew: Option<Knew>,
}

/// Rows of one kind.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ListSection {
    /// The list that a new row of it is added to.
    pub list: String,
    /// Its heading.
    pub title: String,
    /// What the rows come to, as `2 open, 1 answered`.
    pub note: String,
    /// The headings of the cells of its rows.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<ListRow>,
    /// What is said where there is no row.
    pub empty: String,
    /// The words of the button that adds a row; none where rows are worked out, not written.
    pub add: Option<String>,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
pub struct ListRow {
    /// The list of its record; empty where no record stands behind it.
    pub list: String,
    /// The record's id.
    pub id: String,
    /// What it is.
    pub title: String,
    /// More about it, a line each.
    pub lines: Vec<String>,
    /// A cell for each column of the section.
    pub cells: Vec<RowCell>,
    /// Where it stands.
    pub state: Option<RowState>,
    /// Marks: withheld, team only, to check.
    pub marks: Vec<RowMark>,
    /// What is missing, as `Missing: nobody has yet said …`.
    pub missing: Vec<String>,
    /// The stages that it goes through, in order; empty where there are none.
    pub steps: Vec<RowStep>,
    /// How many times it was chased.
    pub chased: u32,
    /// What came of it, beside it.
    pub beside: Option<RowBeside>,
    /// The numbers of the entries that it rests on, as `[9, 12]`.
    pub entries: String,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct RowCell {
    /// Its words; empty where there is nothing to say.
    pub words: String,
    /// Whether they are in doubt.
    pub doubt: bool,
}

/// Where something stands: a word, with a tone and a shape beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RowState {
    /// The word.
    pub words: String,
    /// The colour that goes with it.
    pub tone: RowTone,
    /// The shape that goes with it.
    pub shape: RowShape,
    /// Whether it rests on a time that is "about".
    pub doubt: bool,
}

/// A tone of the tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RowTone {
    /// In time, kept, answered.
    Met,
    /// Due, or not known.
    Due,
    /// Late, broken, contradicted.
    Late,
    /// Marking and restriction.
    Marking,
    /// Nothing of these.
    Plain,
}

/// A shape, so that colour never speaks alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RowShape {
    /// A tick.
    Check,
    /// A triangle.
    Alert,
    /// A clock.
    Clock,
    /// A question mark.
    Doubt,
    /// A line.
    None,
    /// A lock.
    Lock,
}

/// A mark on a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RowMark {
    /// Its words.
    pub words: String,
    /// Its tone.
    pub tone: RowTone,
}

/// A stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RowStep {
    /// Its words.
    pub words: String,
    /// Whether it is reached.
    pub reached: Reached,
}

/// How far a stage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Reached {
    /// It lies behind.
    Done,
    /// It is where things stand.
    Now,
    /// It lies ahead.
    Ahead,
}

/// What came of something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RowBeside {
    /// The word for it.
    pub word: String,
    /// Its tone.
    pub tone: RowTone,
    /// More, in a sentence.
    pub words: String,
    /// What it rests on; empty where there is nothing to say.
    pub small: String,
}

/// What the rows of a screen are made from.
pub(super) struct Sight {
    pub case: Case,
    pub now: DateTime<Utc>,
    pub clocks: Vec<Clock>,
    gaps: Vec<(Id, String, String)>,
    numbers: HashMap<Id, Vec<u64>>,
    warned: Vec<Id>,
}

impl Session {
    /// A list screen of a case, as it stands or as it stood at the last moment of `as_of`.
    ///
    /// # Errors
    /// `no-case`, `not-then`, `bad-time`.
    pub(super) fn list_sheet(
        &self,
        reference: &str,
        screen: ListScreen,
        as_of: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<ListSheet, Failure> {
        let then = as_of.map(crate::time).transpose()?.map(|time| last_moment(&time));
        let book = self.book_id(reference)?;
        let assembled = self.assemble(&book, then.map(|(moment, _)| moment))?;
        let sight = Sight::of(assembled, then.map_or(now, |(_, now)| now));
        let sections = match screen {
            ListScreen::BodiesTold => bodies::sections(&sight).into_iter().chain(asked::sections(&sight)).collect(),
            ListScreen::PeopleAndData => people::sections(&sight),
            ListScreen::Mitigations => measures::sections(&sight),
            ListScreen::Correspondence => letters::sections(&sight),
            ListScreen::HoldingToAccount => account::sections(&sight),
        };
        let knew = (screen == ListScreen::HoldingToAccount).then(|| knew::knew(&sight)).flatten();
        Ok(ListSheet { sections, knew })
    }
}

impl Sight {
    fn of(assembled: Assembled, now: DateTime<Utc>) -> Self {
        let Assembled { case, entries, warnings, .. } = assembled;
        let open = breachbook_case::warnings(&case).into_iter().chain(warnings).filter(|warning| !warning.accepted);
        let warned = open.filter_map(|warning| warning.item).collect();
        let gaps = gaps(&case).into_iter().filter_map(|gap| {
            let key = gap.path.rsplit('.').next().unwrap_or_default().to_owned();
            Some((gap.rests_on.first()?.clone(), key, gap.why))
        });
        let numbers =
            entries.into_iter().map(|(id, at)| (id, at.into_iter().map(|(_, number)| number).collect())).collect();
        Self { clocks: clocks(&case, now), gaps: gaps.collect(), numbers, warned, now, case }
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
        let mut all: Vec<u64> = ids.iter().filter_map(|id| self.numbers.get(*id)).flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        let said: Vec<String> = all.iter().map(u64::to_string).collect();
        if said.is_empty() { String::new() } else { format!("[{}]", said.join(", ")) }
    }

    fn marks(&self, item: &dyn AnyItem) -> Vec<RowMark> {
        let common = item.common();
        let mut marks = Vec::new();
        let mut mark = |words: String, tone: RowTone| marks.push(RowMark { words, tone });
        let team = [Audience::Team];
        let own = common.audience.as_ref().map(|list| list.list());
        if let Some(withheld) = &common.withhold {
            mark(format!("withheld, {}", withheld.ground.words()), RowTone::Marking);
        } else if own == Some(&team) && self.case.own.audience.is_some() {
            mark("team only".to_owned(), RowTone::Marking);
        }
        if self.warned.contains(item.id()) {
            mark("to check".to_owned(), RowTone::Due);
        }
        marks
    }

    fn missing(&self, list: List, item: &dyn AnyItem) -> Vec<String> {
        let Value::Object(record) = item.json() else { return Vec::new() };
        let mut gaps: Vec<(&str, &str)> = Vec::new();
        gaps.extend(
            self.gaps.iter().filter(|(of, ..)| of == item.id()).map(|(_, key, why)| (key.as_str(), why.as_str())),
        );
        let mut said: Vec<String> = gaps.iter().map(|(_, why)| super::record::gap_words(why)).collect();
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
            days => format!(", {} days", super::say::number(days.unsigned_abs())),
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
        _ => format!("{} days", super::say::number((minutes / DAY).unsigned_abs())),
    }
}

/// The tone and shape of a clock's state.
pub(super) fn look(state: State) -> (RowTone, RowShape) {
    match state {
        State::Met => (RowTone::Met, RowShape::Check),
        State::Told => (RowTone::Plain, RowShape::Check),
        State::Late | State::Overdue => (RowTone::Late, RowShape::Alert),
        State::Running => (RowTone::Due, RowShape::Clock),
        State::CannotTell => (RowTone::Due, RowShape::Doubt),
        State::NoAwareness => (RowTone::Plain, RowShape::Doubt),
        State::NotRequired => (RowTone::Plain, RowShape::None),
    }
}

impl RowState {
    /// A state that rests on no doubtful time.
    pub fn new(words: impl Into<String>, tone: RowTone, shape: RowShape) -> Self {
        Self { words: words.into(), tone, shape, doubt: false }
    }
}

impl RowCell {
    /// Words without doubt.
    pub fn plain(words: impl Into<String>) -> Self {
        Self { words: words.into(), doubt: false }
    }

    /// A time in short form.
    pub fn when(when: &When) -> Self {
        Self {
            words: when.short(),
            doubt: super::say::when(&when.write()).is_some_and(|when| super::say::doubtful(&when)),
        }
    }

    /// A time in short form, or nothing.
    pub fn time(time: Option<&breachbook_case::Time>) -> Self {
        time.map(|time| Self::when(&When::Time(time.clone()))).unwrap_or_default()
    }
}

/// Parts that say something, joined by a middle dot.
pub(super) fn dotted(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// `2 open, 1 answered`: how often each word stands, in the order of the words.
pub(super) fn tally<'w>(all: impl Iterator<Item = &'w str> + Clone, order: &[&'w str]) -> String {
    let of = |word: &&str| {
        let n = all.clone().filter(|one| one == word).count();
        (n > 0).then(|| format!("{n} {word}"))
    };
    order.iter().filter_map(of).collect::<Vec<_>>().join(", ")
}
