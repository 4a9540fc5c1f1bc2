//! The team's own dates, and the dates of foi, sar and limitation as they were recorded.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::verdict;
use super::{Clock, State};
use crate::case::{Case, Item};
use crate::record::*;
use crate::rules::date;
use crate::shape::{Id, PartyRef};
use crate::time::{Bounds, Precision, Time};
use crate::zone;

/// How the thing that was due ended.
enum End {
    /// It is still to be done.
    Open,
    /// It was done, at this time if somebody says when.
    Done(Option<Bounds>),
    /// It is no longer asked for.
    Dropped,
}

struct Due<'c> {
    rule: &'static str,
    item: &'c Id,
    title: &'c str,
    controller: Option<&'c PartyRef>,
    from: Option<&'c Time>,
    due: &'c Time,
    end: End,
    by_jurisdiction: bool,
    /// What settles it beside the item itself.
    settled_by: Vec<&'c Id>,
}

impl<'c> Due<'c> {
    fn own(item: &'c Id, title: &'c str, due: &'c Time, end: End) -> Self {
        let (controller, from) = (None, None);
        Self { rule: "own", item, title, controller, from, due, end, by_jurisdiction: false, settled_by: Vec::new() }
    }
}

fn answer(due: Due<'_>, now: DateTime<Utc>) -> Clock {
    // A date is kept until its last moment. One to the minute falls due in that minute: done in the very minute
    // cannot be told apart, as with the limits of the law.
    let range = due.due.range();
    let exact = due.due.precision() >= Precision::Minute;
    let (limit, met_until) = if exact { (range.first, range.first) } else { (range.last(), range.end) };
    let end_of_limit = range.end;
    let mut approximate = due.due.approximate() || due.from.is_some_and(Time::approximate);
    let mut margin = None;
    let state = match due.end {
        End::Dropped => State::NotRequired,
        End::Done(None) => State::CannotTell,
        End::Done(Some(at)) => {
            approximate |= at.approximate;
            margin = Some(verdict::margin(met_until, at));
            verdict::against(at, Some(met_until), Some(end_of_limit))
        }
        End::Open if now > limit => State::Overdue,
        End::Open => State::Running,
    };
    Clock {
        rule: due.rule,
        controller: due.controller.map(|party| party.0.clone()),
        processor: None,
        item: Some(due.item.clone()),
        title: Some(due.title.to_owned()),
        due: Some(due.due.clone()),
        from: due.from.map(|time| time.range().first),
        strict_limit: Some(limit),
        statutory_limit: None,
        state,
        approximate,
        met_by: None,
        margin,
        needs_reasons: false,
        aware_otherwise: Vec::new(),
        by_jurisdiction: due.by_jurisdiction,
        rests_on: [due.item].into_iter().chain(due.settled_by).cloned().collect(),
    }
}

/// The rule of a deadline in its jurisdiction (`LAW-AND-FORMS.md`, section 9). Its limit is the recorded date until
/// days, months and years are computed.
fn deadline_rule(
    kind: Option<DeadlineKind>,
    jurisdiction: Option<Jurisdiction>,
    trigger: Option<&Time>,
) -> &'static str {
    match (kind, jurisdiction) {
        (Some(DeadlineKind::Foi), Some(Jurisdiction::Scotland)) => "foisa-10",
        (Some(DeadlineKind::Foi), _) => "foi-10",
        (Some(DeadlineKind::Sar), _) => {
            let since = zone::day_start(date((2026, 2, 5)));
            if trigger.is_some_and(|time| time.range().first < since) { "sar-12" } else { "sar-12a" }
        }
        (Some(DeadlineKind::Limitation), Some(Jurisdiction::NorthernIreland)) => "lim-ni",
        (Some(DeadlineKind::Limitation), Some(Jurisdiction::Scotland)) => "lim-sc",
        (Some(DeadlineKind::Limitation), _) => "lim-ew",
        (Some(DeadlineKind::Own | DeadlineKind::Review) | None, _) => "own",
    }
}

/// A clock for every recorded date that something is due by.
pub fn of_items(case: &Case, now: DateTime<Utc>) -> Vec<Clock> {
    let mut all: Vec<Due<'_>> = Vec::new();
    for item in &case.deadlines {
        let own = &item.own;
        let end = own.done.as_ref().map_or(End::Open, |done| End::Done(Some(done.bounds())));
        all.push(Due {
            rule: deadline_rule(own.kind, case.own.jurisdiction, own.from.as_ref().or(Some(&own.due))),
            from: own.from.as_ref(),
            by_jurisdiction: matches!(own.kind, Some(DeadlineKind::Foi | DeadlineKind::Limitation)),
            ..Due::own(&item.id, own.title.as_str(), &own.due, end)
        });
    }
    for item in &case.mitigations {
        if let Some(due) = &item.own.due {
            let end = match item.own.status {
                MitigationStatus::Done => End::Done(item.own.completed.as_ref().map(|when| when.bounds())),
                MitigationStatus::Dropped => End::Dropped,
                MitigationStatus::Planned | MitigationStatus::UnderWay => End::Open,
            };
            let controller = item.own.controller.as_ref();
            all.push(Due { controller, ..Due::own(&item.id, item.own.title.as_str(), due, end) });
        }
    }
    for item in &case.questions {
        if let Some(due) = &item.own.due {
            let end = match item.own.status {
                status if status.is_owed() => End::Open,
                _ => End::Done(item.own.answered.as_ref().map(|when| when.bounds())),
            };
            all.push(Due { from: item.own.asked.as_ref(), ..Due::own(&item.id, item.own.text.as_str(), due, end) });
        }
    }
    for item in &case.commitments {
        if let Some(due) = &item.own.due {
            let end = match item.own.status {
                status if status.is_owed() => End::Open,
                CommitmentStatus::Withdrawn => End::Dropped,
                _ => End::Done(item.own.settled.as_ref().map(Time::bounds)),
            };
            all.push(Due { from: item.own.made.as_ref(), ..Due::own(&item.id, item.own.text.as_str(), due, end) });
        }
    }
    for item in &case.notifications {
        if let Some(NextStep { text, due: Some(due) }) = &item.own.next {
            let controller = item.own.controller.as_ref();
            all.push(Due { controller, ..Due::own(&item.id, text.as_str(), due, End::Open) });
        }
    }
    let mut replies: HashMap<&Id, Vec<&Item<Letter>>> = HashMap::new();
    for letter in &case.correspondence {
        if let Some(to) = &letter.own.replies_to {
            replies.entry(&to.0).or_default().push(letter);
        }
    }
    for item in &case.correspondence {
        if let Some(due) = &item.own.reply_due {
            let answers = replies.get(&item.id).map(Vec::as_slice).unwrap_or_default();
            let first = answers.iter().min_by_key(|letter| letter.own.at.range().first);
            let end = first.map_or(End::Open, |reply| End::Done(Some(reply.own.at.bounds())));
            let title = item.own.subject.as_ref().map_or("Reply due", |subject| subject.as_str());
            all.push(Due {
                from: Some(&item.own.at),
                settled_by: answers.iter().map(|letter| &letter.id).collect(),
                ..Due::own(&item.id, title, due, end)
            });
        }
    }
    all.into_iter().map(|due| answer(due, now)).collect()
}
