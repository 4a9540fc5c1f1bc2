//! How long it took between the moments that matter, as ranges: an imprecise time gives an imprecise delay.

use serde_json::{Value, json};

use crate::case::Case;
use crate::clock::{controllers_of, groups_of};
use crate::record::Phase;
use crate::shape::Id;
use crate::time::{Bounds, When};

/// A range of whole minutes, rounded outwards; an open side is unknown. A negative minimum says that the times
/// overlap, not that anything was early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Minutes {
    /// The least.
    pub min: Option<i64>,
    /// The most.
    pub max: Option<i64>,
}

impl Minutes {
    /// The range between two bounds.
    pub fn between(from: Bounds, to: Bounds) -> Self {
        let min = to.first.zip(from.end).map(|(to, from)| (to - from).num_seconds().div_euclid(60));
        let max = to.end.zip(from.first).map(|(to, from)| -(from - to).num_seconds().div_euclid(60));
        Self { min, max }
    }

    /// In words: `same day`, `2 h 20 min`, `1 to 2 days`, `at least 3 days`.
    pub fn words(self) -> String {
        match (self.min, self.max) {
            (_, Some(max)) if max < 0 => "before".to_owned(),
            (Some(min), Some(max)) if max - min <= 2 => length((min + max) / 2),
            (Some(min), Some(max)) => {
                let min = min.max(0);
                if max <= DAY && min == 0 {
                    return format!("up to {}", length(max));
                }
                let (low, high) = if max >= 2 * DAY { (min / DAY * DAY, max) } else { (min, max) };
                if max >= 2 * DAY {
                    let (low, high) = (low / DAY, (high + DAY - 1) / DAY);
                    if low == high { plural(low, "day") } else { format!("{low} to {}", plural(high, "day")) }
                } else {
                    format!("{} to {}", length(low), length(high))
                }
            }
            (Some(min), None) => format!("at least {}", length(min.max(0))),
            (None, Some(max)) => format!("at most {}", length(max)),
            (None, None) => "unknown".to_owned(),
        }
    }
}

const DAY: i64 = 24 * 60;

fn plural(n: i64, unit: &str) -> String {
    if n == 1 { format!("1 {unit}") } else { format!("{n} {unit}s") }
}

/// A length in words, rounded to what a reader needs.
pub fn length(minutes: i64) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    match minutes {
        ..60 => format!("{minutes} min"),
        60..DAY if rest == 0 => format!("{hours} h"),
        60..DAY => format!("{hours} h {rest} min"),
        _ if minutes < 10 * DAY && minutes % DAY >= 60 => {
            format!("{} {} h", plural(minutes / DAY, "day"), minutes % DAY / 60)
        }
        _ => plural(minutes / DAY, "day"),
    }
}

/// From one length to a longer one: `2 h to 1 day`, `1 to 2 days`.
pub fn between(low: i64, high: i64) -> String {
    let (low, high) = (length(low), length(high));
    let days = |said: &str| said.strip_suffix(" days").or(said.strip_suffix(" day")).map(str::to_owned);
    match (days(&low), days(&high)) {
        _ if low == high => low,
        (Some(low), Some(_)) => format!("{low} to {high}"),
        _ => format!("{low} to {high}"),
    }
}

/// A measured delay.
#[derive(Debug, Clone, PartialEq)]
pub struct Delay {
    /// `happened`, `discovered`, `aware`, or the id of an item.
    pub from: String,
    /// `discovered`, `aware`, or the id of a notification, group or item.
    pub to: String,
    /// The controller (party id).
    pub controller: Option<Id>,
    /// The processor (party id) whose awareness it counts from.
    pub processor: Option<Id>,
    /// How long.
    pub minutes: Minutes,
    /// Whether a time that it rests on is "about".
    pub approximate: bool,
    /// Every item that it rests on.
    pub rests_on: Vec<Id>,
    /// Whether it rests on the case's own keys too.
    pub rests_on_case: bool,
}

impl Delay {
    /// The object of `--json`.
    pub fn json(&self) -> Value {
        let mut out = json!({
            "from": self.from, "to": self.to,
            "minutes": {"min": self.minutes.min, "max": self.minutes.max},
            "controller": self.controller.as_ref().map(Id::as_str),
            "approximate": self.approximate,
        });
        if let Some(processor) = &self.processor {
            out["processor"] = processor.as_str().into();
        }
        out
    }
}

struct Moment {
    name: String,
    bounds: Bounds,
    item: Option<Id>,
}

fn moment(name: &str, when: &When, item: Option<&Id>) -> Moment {
    Moment { name: name.to_owned(), bounds: when.bounds(), item: item.cloned() }
}

fn delay(from: &Moment, to: &Moment, controller: Option<&Id>, rest: &[&Id]) -> Delay {
    let rests_on = from.item.iter().chain(&to.item).chain(rest.iter().copied()).cloned().collect();
    Delay {
        from: from.name.clone(),
        to: to.name.clone(),
        controller: controller.cloned(),
        processor: None,
        minutes: Minutes::between(from.bounds, to.bounds),
        approximate: from.bounds.approximate || to.bounds.approximate,
        rests_on,
        rests_on_case: from.item.is_none(),
    }
}

/// Every delay that the record lets us measure.
pub fn delays(case: &Case) -> Vec<Delay> {
    let mut all = Vec::new();
    // Something that "happened" over a span is counted from its beginning.
    let happened = case.own.happened.as_ref().map(|when| {
        let bounds = match when {
            When::Span(span) => match &span.from {
                Some(from) => from.bounds(),
                None => when.bounds(),
            },
            When::Time(time) => time.bounds(),
        };
        Moment { name: "happened".into(), bounds, item: None }
    });
    for controller in &case.controllers {
        let (id, party) = (&controller.id, &controller.own.party.0);
        let discovered = controller.own.discovered.as_ref().map(|when| moment("discovered", when, Some(id)));
        let aware = controller.own.aware.as_ref().map(|aware| moment("aware", &aware.time, Some(id)));
        let points: Vec<&Moment> = [&happened, &discovered, &aware].into_iter().flatten().collect();
        for (n, from) in points.iter().enumerate() {
            for to in &points[n + 1..] {
                all.push(delay(from, to, Some(party), &[]));
            }
        }
        // From detection too: the old rule for communications providers counted from it.
        let starts: Vec<&Moment> = [&discovered, &aware].into_iter().flatten().collect();
        let Some(from) = starts.last() else { continue };
        let only = case.controllers.len() == 1;
        for n in &case.notifications {
            let ours = n.own.controller.as_ref().map_or(only, |named| &named.0 == party);
            let told = n.own.status.told() && n.own.phase != Some(Phase::Supplement);
            if let (true, true, Some(notified)) = (ours, told, &n.own.notified) {
                let to = moment(n.id.as_str(), notified, Some(&n.id));
                all.extend(starts.iter().map(|from| delay(from, &to, Some(party), &[])));
            }
        }
        for group in groups_of(case, party) {
            let first = group.own.told.iter().min_by_key(|told| told.at.range().first);
            if let Some(told) = first {
                let to =
                    Moment { name: group.id.as_str().into(), bounds: told.at.bounds(), item: Some(group.id.clone()) };
                all.push(delay(from, &to, Some(party), &[]));
            }
        }
    }
    for processor in &case.processors {
        if let (Some(aware), Some(told)) = (&processor.own.aware, &processor.own.told_controller) {
            let id = processor.id.clone();
            let from = Moment { name: "aware".into(), bounds: aware.bounds(), item: Some(id.clone()) };
            let to = Moment { name: id.as_str().into(), bounds: told.bounds(), item: None };
            for towards in controllers_of(case, &processor.own) {
                let processor = Some(processor.own.party.0.clone());
                all.push(Delay { processor, ..delay(&from, &to, Some(&towards), &[]) });
            }
        }
    }
    for statement in &case.statements {
        let (Some(made), Some(by)) = (&statement.own.made, &statement.own.contradicted_by) else { continue };
        let event = case.events.iter().find(|event| event.id == by.0).map(|event| event.own.occurred.bounds());
        let other = case.statements.iter().find(|other| other.id == by.0).and_then(|other| other.own.made.as_ref());
        if let Some(bounds) = event.or(other.map(crate::time::Time::bounds)) {
            let from =
                Moment { name: statement.id.as_str().into(), bounds: made.bounds(), item: Some(statement.id.clone()) };
            let to = Moment { name: by.0.as_str().into(), bounds, item: Some(by.0.clone()) };
            all.push(delay(&from, &to, None, &[]));
        }
    }
    all
}
