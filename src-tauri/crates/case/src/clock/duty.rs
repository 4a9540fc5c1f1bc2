//! The clocks of the law: one for each controller and rule, one for each processor and controller.

use chrono::{DateTime, Duration, Utc};

use super::verdict::{self, Start, Telling};
use super::{Clock, State};
use crate::case::{Case, Item};
use crate::record::*;
use crate::rules::{Count, RULES, Rule, Told, Trigger, date};
use crate::shape::Id;
use crate::time::Bounds;
use crate::zone;

/// The rules of a regime; `mixed`, `undecided` and none show every candidate.
fn candidates(regime: Option<RegimeKey>, told: impl Fn(Told) -> bool) -> impl Iterator<Item = &'static Rule> {
    let every = matches!(regime, None | Some(RegimeKey::Mixed | RegimeKey::Undecided));
    RULES.iter().filter(move |rule| (every || regime == Some(rule.regime)) && told(rule.told))
}

/// Whether the rule holds at some moment of the trigger. For PECR the moment of detection decides.
fn in_force(rule: &Rule, trigger: Option<Bounds>) -> bool {
    let Some(trigger) = trigger else { return rule.until.is_none() };
    let begun = trigger.end.is_none_or(|end| end > zone::day_start(date(rule.from)));
    let over = rule.until.is_some_and(|until| trigger.first.is_some_and(|first| first >= zone::day_start(date(until))));
    begun && !over
}

fn statutory(rule: &Rule, start: &Start) -> Option<DateTime<Utc>> {
    let first = start.bounds.first?;
    let since = zone::day_start(date(rule.statutory_from?));
    (first >= since).then(|| zone::hour_start(first) + start.length + Duration::hours(1))
}

/// The notifications of a duty that belong to a controller; one that names none belongs to the only one.
fn notifications<'c>(case: &'c Case, duty: Duty, controller: &Id) -> Vec<&'c Item<Notification>> {
    let only = case.controllers.len() == 1;
    case.notifications
        .iter()
        .filter(|n| n.own.duty == duty)
        .filter(|n| n.own.controller.as_ref().map_or(only, |named| &named.0 == controller))
        .collect()
}

/// Tellings under a duty of which nobody says whose duty it was, where there are several controllers.
fn unattributed(case: &Case, duty: Duty) -> Vec<&Item<Notification>> {
    let several = case.controllers.len() > 1;
    let told = |n: &&Item<Notification>| n.own.status.told() && n.own.phase != Some(Phase::Supplement);
    let of_duty = case.notifications.iter().filter(|n| several && n.own.duty == duty && n.own.controller.is_none());
    of_duty.filter(told).collect()
}

/// The controllers beside this one where it matters that there are others: something of theirs or of this one names
/// no controller, and so belongs to this one only as long as it is the only one. What is worked out then rests on
/// them too.
pub fn beside(case: &Case, controller: &Id, unnamed: bool) -> Vec<Id> {
    let others = case.controllers.iter().filter(|other| unnamed && other.own.party.0 != *controller);
    others.map(|other| other.id.clone()).collect()
}

/// Whether a notification of the duty names no controller.
fn unnamed(case: &Case, duty: Duty) -> bool {
    case.notifications.iter().any(|n| n.own.duty == duty && n.own.controller.is_none())
}

/// The groups of a controller; one that names none belongs to the only one.
pub fn groups<'c>(case: &'c Case, controller: &Id) -> Vec<&'c Item<Group>> {
    let only = case.controllers.len() == 1;
    case.people_affected
        .iter()
        .filter(|group| group.own.controller.as_ref().map_or(only, |named| &named.0 == controller))
        .collect()
}

/// Tellings with the notification that each comes from (none for a telling of a group).
struct Tellings<'c> {
    list: Vec<Telling>,
    by: Vec<Option<&'c Item<Notification>>>,
}

impl<'c> Tellings<'c> {
    fn of(notifications: &[&'c Item<Notification>]) -> Self {
        let mut all = Self { list: Vec::new(), by: Vec::new() };
        for n in notifications {
            if n.own.status.told() && n.own.phase != Some(Phase::Supplement) {
                all.list.push(Telling { at: n.own.notified.as_ref().map(|when| when.bounds()) });
                all.by.push(Some(n));
            }
        }
        all
    }

    fn add(&mut self, at: Bounds) {
        self.list.push(Telling { at: Some(at) });
        self.by.push(None);
    }
}

struct Asked<'c> {
    rule: &'static Rule,
    trigger: Option<Bounds>,
    tellings: Tellings<'c>,
    not_required: bool,
    now: DateTime<Utc>,
}

impl Asked<'_> {
    /// The clock but for whom it concerns and what it rests on.
    fn answer(self) -> Clock {
        let rule = self.rule;
        let mut clock = Clock {
            rule: rule.id,
            controller: None,
            processor: None,
            item: None,
            title: None,
            due: None,
            from: self.trigger.and_then(|bounds| bounds.first),
            strict_limit: None,
            statutory_limit: None,
            state: State::NoAwareness,
            approximate: self.trigger.is_some_and(|bounds| bounds.approximate),
            met_by: None,
            margin: None,
            needs_reasons: false,
            aware_otherwise: Vec::new(),
            by_jurisdiction: false,
            rests_on: Vec::new(),
        };
        let settled_by = match (rule.count, self.trigger) {
            (_, None) => None,
            (Count::Hours(hours), Some(bounds)) => {
                let start = Start { bounds, length: Duration::hours(hours) };
                clock.strict_limit = start.strict();
                clock.statutory_limit = statutory(rule, &start);
                let (state, by) = verdict::over(&self.tellings.list, start).unwrap_or_else(|| {
                    let latest_end = bounds.end.map(|end| end + start.length);
                    (verdict::untold(self.now, start.strict(), latest_end), None)
                });
                clock.state = state;
                if let (Some(n), Some(limit)) = (by, clock.strict_limit) {
                    clock.margin = self.tellings.list[n].at.map(|at| verdict::margin(limit, at));
                }
                by
            }
            (Count::WithoutUndueDelay, Some(_)) => {
                let dated = (0..self.tellings.list.len())
                    .filter(|n| self.tellings.list[*n].at.is_some())
                    .min_by_key(|n| self.tellings.list[*n].at.map(|at| (at.first.or(at.end), at.end)));
                clock.state = match dated {
                    Some(_) => State::Told,
                    None if self.tellings.list.is_empty() => State::Running,
                    None => State::CannotTell,
                };
                dated
            }
        };
        if let Some(n) = settled_by {
            clock.approximate |= self.tellings.list[n].at.is_some_and(|at| at.approximate);
            clock.met_by = self.tellings.by[n].map(|n| n.id.clone());
        }
        if self.not_required {
            clock.state = State::NotRequired;
            clock.margin = None;
            clock.met_by = None;
        }
        let reasons_given = self.tellings.by.iter().flatten().any(|n| n.own.reasons_for_delay.is_some());
        clock.needs_reasons =
            rule.reasons && matches!(clock.state, State::Late | State::CannotTell | State::Overdue) && !reasons_given;
        clock
    }
}

fn all_not_required(notifications: &[&Item<Notification>]) -> bool {
    !notifications.is_empty() && notifications.iter().all(|n| n.own.status == NotificationStatus::NotRequired)
}

fn aware_otherwise(notifications: &[&Item<Notification>]) -> Vec<Id> {
    let knows = |n: &&&Item<Notification>| n.own.status == NotificationStatus::AwareOtherwise;
    notifications.iter().filter(knows).map(|n| n.id.clone()).collect()
}

/// The clocks of every controller, the strictest first.
pub fn of_controllers(case: &Case, now: DateTime<Utc>) -> Vec<Clock> {
    let mut all = Vec::new();
    for controller in &case.controllers {
        let own = &controller.own;
        let party = &own.party.0;
        let aware = own.aware.as_ref().map(|aware| aware.time.bounds());
        let detected = own.discovered.as_ref().map(|when| when.bounds());
        let risk = own.risk.as_ref().map_or(RiskLevel::Undecided, |risk| risk.level);
        let mut clocks = Vec::new();
        let regime = own.regime.as_ref().map(|regime| regime.key);
        for rule in candidates(regime, |told| told != Told::Controller) {
            let decides = if rule.regime == RegimeKey::Pecr { detected.or(aware) } else { aware };
            if !in_force(rule, decides) {
                continue;
            }
            let of_duty = notifications(case, rule.duty, party);
            let mut tellings = Tellings::of(&of_duty);
            let mut rests_on = vec![controller.id.clone()];
            rests_on.extend(of_duty.iter().map(|n| n.id.clone()));
            let mut is_unnamed = unnamed(case, rule.duty);
            if rule.told == Told::People {
                is_unnamed |= case.people_affected.iter().any(|group| group.own.controller.is_none());
                for group in groups(case, party) {
                    rests_on.push(group.id.clone());
                    group.own.told.iter().for_each(|told| tellings.add(told.at.bounds()));
                }
            }
            // The people need be told only where the risk is high; undecided counts as high until decided.
            let unneeded = match rule.told {
                Told::People => matches!(risk, RiskLevel::None | RiskLevel::Risk),
                _ => rule.risk_decides && risk == RiskLevel::None,
            };
            let trigger = if rule.trigger == Trigger::Detected { detected } else { aware };
            let not_required = unneeded || all_not_required(&of_duty);
            let mut clock = Asked { rule, trigger, tellings, not_required, now }.answer();
            let of_nobody = unattributed(case, rule.duty);
            if clock.state == State::Overdue && !of_nobody.is_empty() {
                // A telling is on record; whether it was this controller's, nobody says.
                clock.state = State::CannotTell;
            }
            rests_on.extend(of_nobody.iter().map(|n| n.id.clone()));
            rests_on.extend(beside(case, party, is_unnamed));
            clocks.push(Clock {
                controller: Some(party.clone()),
                aware_otherwise: aware_otherwise(&of_duty),
                rests_on,
                ..clock
            });
        }
        // Stable: rules of the same limit keep the order of the table; a clock without a limit comes last.
        clocks.sort_by_key(|clock| (clock.strict_limit.is_none(), clock.strict_limit));
        all.append(&mut clocks);
    }
    all
}

/// The controllers (party ids) that a processor works for; one that names none works for the only one.
pub fn controllers_of(case: &Case, processor: &Processor) -> Vec<Id> {
    match (processor.controllers.as_slice(), case.controllers.as_slice()) {
        ([], [only]) => vec![only.own.party.0.clone()],
        (named, _) => named.iter().map(|party| party.0.clone()).collect(),
    }
}

/// The clocks of every processor towards each of its controllers.
pub fn of_processors(case: &Case, now: DateTime<Utc>) -> Vec<Clock> {
    let mut all = Vec::new();
    for processor in &case.processors {
        let towards = controllers_of(case, &processor.own);
        let aware = processor.own.aware.as_ref().map(crate::time::Time::bounds);
        for party in towards {
            let controller = case.controllers.iter().find(|controller| controller.own.party.0 == party);
            let regime = controller.and_then(|c| c.own.regime.as_ref()).map(|regime| regime.key);
            for rule in candidates(regime, |told| told == Told::Controller) {
                if !in_force(rule, aware) {
                    continue;
                }
                let all_of_duty = notifications(case, rule.duty, &party);
                let mut rests_on = vec![processor.id.clone()];
                rests_on.extend(controller.map(|c| c.id.clone()));
                rests_on.extend(all_of_duty.iter().map(|n| n.id.clone()));
                // One that another processor gave says nothing of this one.
                let another =
                    |by: &Id| by != &processor.own.party.0 && case.processors.iter().any(|p| &p.own.party.0 == by);
                let given = |p: &&Item<Processor>| {
                    all_of_duty.iter().any(|n| n.own.by.as_ref().is_some_and(|by| by.0 == p.own.party.0))
                };
                rests_on.extend(case.processors.iter().filter(given).map(|p| p.id.clone()));
                rests_on.extend(beside(case, &party, unnamed(case, rule.duty) || processor.own.controllers.is_empty()));
                let of_duty: Vec<_> =
                    all_of_duty.into_iter().filter(|n| !n.own.by.as_ref().is_some_and(|by| another(&by.0))).collect();
                let mut tellings = Tellings::of(&of_duty);
                if let Some(told) = &processor.own.told_controller {
                    tellings.add(told.bounds());
                }
                let not_required = all_not_required(&of_duty);
                let clock = Asked { rule, trigger: aware, tellings, not_required, now }.answer();
                all.push(Clock {
                    controller: Some(party.clone()),
                    processor: Some(processor.own.party.0.clone()),
                    aware_otherwise: aware_otherwise(&of_duty),
                    rests_on,
                    ..clock
                });
            }
        }
    }
    all
}
