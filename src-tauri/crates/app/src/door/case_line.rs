//! A case in the list of cases, in words.

use breachbook_case::{Clock, Id, Rule, State, Time, View, rule, zone};
use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

use super::due::most_pressing;
use super::row::Place;
use super::standing::Standing;
use super::strip;
use crate::CaseRow;

/// A case in the list of cases.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CaseLine {
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// `open` or `closed`.
    pub status: String,
    /// The one thing that presses most.
    pub pressing: Standing,
    /// What hampers what its clocks rest on, a sentence each: a newer version wrote what this one cannot read.
    pub warnings: Vec<String>,
    /// Its clocks.
    pub clocks: Vec<ClockLine>,
}

/// A clock in words.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ClockLine {
    /// The rule's id, `own` for the team's own dates.
    pub rule: String,
    /// The provision, or what an own date is for.
    pub name: String,
    /// What the rule says, in a line; empty for an own date.
    pub says: String,
    /// Whether it is a duty of the law; else a date that somebody recorded.
    pub of_law: bool,
    /// Whose duty it is, by name; a processor's with its controller's. Empty where nobody's is recorded.
    pub whose: String,
    /// Where it stands.
    pub state: ClockState,
    /// The same in words.
    pub standing: Standing,
    /// One line about it: how long is left, or how long it took.
    pub detail: String,
    /// The record that it comes from, or that settles it; none in the list of cases.
    pub place: Option<Place>,
    /// Its strict limit in London's time, as `11 August 2023, 16:00 BST`; of a recorded date that date.
    pub limit: Option<String>,
    /// Whether a time that it rests on is "about".
    pub approximate: bool,
    /// Whether the law asks for reasons that are not on record.
    pub needs_reasons: bool,
}

/// Where a clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ClockState {
    /// The limit lies ahead, nobody was told.
    Running,
    /// Told in time.
    Met,
    /// Told late.
    Late,
    /// The times do not say.
    CannotTell,
    /// The limit has passed and no telling is on record.
    Overdue,
    /// Nobody need be told.
    NotRequired,
    /// Nobody recorded when the controller became aware.
    NoAwareness,
    /// Told, under a rule without a number.
    Told,
}

impl CaseLine {
    /// A case's line at the moment `now`.
    pub fn of(row: &CaseRow, now: DateTime<Utc>) -> Self {
        Self {
            reference: row.reference.clone(),
            title: row.title.clone(),
            status: row.status.to_owned(),
            pressing: most_pressing(row, now),
            warnings: row.warnings.iter().map(|warning| warning.message.clone()).collect(),
            clocks: row.clocks().iter().map(|clock| ClockLine::of(clock, &row.view, |_| None)).collect(),
        }
    }
}

impl ClockLine {
    /// A clock of a view; `place` knows where the record of an id stands.
    pub fn of(clock: &Clock, view: &View, place: impl Fn(&Id) -> Option<Place>) -> Self {
        let case = &view.case;
        let law: Option<&Rule> = rule(clock.rule);
        let name = |id: &Option<Id>| id.as_ref().map(|id| case.party_name(id).to_owned());
        let whose = match (name(&clock.processor), name(&clock.controller)) {
            (Some(processor), Some(controller)) => format!("{processor} for {controller}"),
            (processor, controller) => processor.or(controller).unwrap_or_default(),
        };
        Self {
            rule: clock.rule.to_owned(),
            name: clock.title.clone().unwrap_or_else(|| law.map_or(clock.rule, |law| law.provision).to_owned()),
            says: law.map_or("", |law| law.says).to_owned(),
            of_law: clock.item.is_none(),
            whose,
            state: clock.state.into(),
            standing: Standing::of_clock(clock, view),
            detail: strip::detail(clock, view),
            place: clock.item.as_ref().or(clock.met_by.as_ref()).and_then(place),
            limit: clock.due.as_ref().map(Time::words).or(clock.strict_limit.map(zone::moment)),
            approximate: clock.approximate,
            needs_reasons: clock.needs_reasons,
        }
    }
}

impl From<State> for ClockState {
    fn from(state: State) -> Self {
        match state {
            State::Running => Self::Running,
            State::Met => Self::Met,
            State::Late => Self::Late,
            State::CannotTell => Self::CannotTell,
            State::Overdue => Self::Overdue,
            State::NotRequired => Self::NotRequired,
            State::NoAwareness => Self::NoAwareness,
            State::Told => Self::Told,
        }
    }
}
