//! Who knew, and when they were told: the moments that matter as stretches of doubt, to scale.

use breachbook_case::{Bounds, Delay, Id, List, NotificationStatus, Phase, delays, zone};
use chrono::{DateTime, Duration, Months, NaiveDate, Utc};
use serde::Serialize;
use ts_rs::TS;

use super::{Sight, Tone};

/// The picture.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Knew {
    /// The left edge, in milliseconds since 1970 UTC.
    #[ts(type = "number")]
    pub from: i64,
    /// The right edge, in milliseconds since 1970 UTC.
    #[ts(type = "number")]
    pub to: i64,
    /// The days that are marked.
    pub ticks: Vec<KnewTick>,
    /// A line for each moment, earliest first.
    pub lines: Vec<KnewLine>,
}

/// A marked day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct KnewTick {
    /// Its first moment, in milliseconds since 1970 UTC.
    #[ts(type = "number")]
    pub at: i64,
    /// `21 Aug`.
    pub words: String,
}

/// A moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct KnewLine {
    /// The list of the record that says it; `case` for the case's own keys.
    pub list: String,
    /// Its id; the case's reference for its own keys.
    pub id: String,
    /// Who, and what.
    pub label: String,
    /// The earliest moment, in milliseconds since 1970 UTC; none where nobody says since when.
    #[ts(type = "number | null")]
    pub first: Option<i64>,
    /// Just after the latest moment, in milliseconds since 1970 UTC; none where nobody says until when.
    #[ts(type = "number | null")]
    pub end: Option<i64>,
    /// When, in words, and how long after awareness.
    pub words: String,
    /// How long it took before this, from the moment of awareness.
    pub delay: String,
    /// Whether it is known to less than the minute, or "about".
    pub doubt: bool,
    /// What it is: late for what happened, blue is left to the page for awareness, met for a telling.
    pub tone: Tone,
    /// Whether it is a moment of awareness.
    pub aware: bool,
}

/// How many lines fit above the columns at 1280 × 800; further tellings stand on Bodies told.
const LINES: usize = 9;

struct Found {
    line: KnewLine,
    bounds: Bounds,
}

/// The picture; `None` where no moment is known.
pub fn knew(sight: &Sight) -> Option<Knew> {
    let mut all = moments(sight);
    all.retain(|found| found.bounds.first.or(found.bounds.end).is_some());
    // By the latest moment: what is known to the day only stands after what happened in that day.
    all.sort_by_key(|found| (found.bounds.end.or(found.bounds.first), found.bounds.first));
    all.truncate(LINES);
    let firsts = all.iter().filter_map(|found| found.bounds.first.or(found.bounds.end));
    let ends = all.iter().filter_map(|found| found.bounds.end.or(found.bounds.first));
    let (first, end) = (firsts.min()?, ends.max()?);
    let days = (end - first).num_days().max(1);
    let margin = Duration::hours((days * 24 / 20).max(4));
    let (from, to) = (first - margin, end + margin);
    Some(Knew {
        from: from.timestamp_millis(),
        to: to.timestamp_millis(),
        ticks: ticks(from, to),
        lines: all.into_iter().map(|found| found.line).collect(),
    })
}

fn found(list: &str, id: &str, label: String, when: (&str, Bounds), tone: Tone) -> Found {
    let (words, bounds) = when;
    let exact = bounds.first.zip(bounds.end).is_some_and(|(first, end)| end - first <= Duration::minutes(1));
    let line = KnewLine {
        list: list.to_owned(),
        id: id.to_owned(),
        label,
        first: bounds.first.map(|at| at.timestamp_millis()),
        end: bounds.end.map(|at| at.timestamp_millis()),
        words: words.to_owned(),
        delay: String::new(),
        doubt: bounds.approximate || !exact,
        tone,
        aware: false,
    };
    Found { line, bounds }
}

fn moments(sight: &Sight) -> Vec<Found> {
    let case = &sight.case;
    let delays = delays(case);
    let mut all = Vec::new();
    if let Some(happened) = &case.own.happened {
        let reference = case.own.reference.as_str();
        all.push(found("case", reference, "Happened".to_owned(), (&happened.short(), happened.bounds()), Tone::Late));
    }
    for item in &case.controllers {
        let (name, id) = (sight.name(&item.own.party.0), item.id.as_str());
        if let Some(when) = &item.own.discovered {
            let label = format!("Detected: {name}");
            all.push(found(List::Controllers.as_str(), id, label, (&when.short(), when.bounds()), Tone::Plain));
        }
        if let Some(aware) = &item.own.aware {
            let label = format!("Aware: {name}");
            let when = (&*aware.time.short(), aware.time.bounds());
            let mut aware = found(List::Controllers.as_str(), id, label, when, Tone::Plain);
            aware.line.aware = true;
            aware.line.delay = after(&delays, "aware", Some(&item.own.party.0), "happened");
            all.push(aware);
        }
    }
    for item in &case.notifications {
        let told = item.own.status.told() && item.own.phase != Some(Phase::Supplement);
        let knew = item.own.status == NotificationStatus::AwareOtherwise;
        let Some(when) = item.own.notified.as_ref().filter(|_| told || knew) else { continue };
        let body = sight.name(&item.own.body.0);
        let label = if told { format!("Told: {body}") } else { format!("Aware, not told: {body}") };
        let tone = if told { Tone::Met } else { Tone::Due };
        let mut telling =
            found(List::Notifications.as_str(), item.id.as_str(), label, (&when.short(), when.bounds()), tone);
        telling.line.delay = after(&delays, item.id.as_str(), None, "aware");
        all.push(telling);
    }
    for item in &case.people_affected {
        let Some(first) = item.own.told.iter().min_by_key(|told| told.at.range().first) else { continue };
        let label = format!("Told: {}", crate::tell::title::short(item.own.group.as_str(), 48));
        let when = (&*first.at.short(), first.at.bounds());
        let mut telling = found(List::PeopleAffected.as_str(), item.id.as_str(), label, when, Tone::Met);
        telling.line.delay = after(&delays, item.id.as_str(), None, "aware");
        all.push(telling);
    }
    all
}

/// How long it took from one moment to another, as `0 to 2 days after awareness`; empty where it is not measured.
fn after(delays: &[Delay], to: &str, controller: Option<&Id>, from: &str) -> String {
    let of = delays.iter().find(|delay| {
        delay.to == to && delay.from == from && controller.is_none_or(|id| delay.controller.as_ref() == Some(id))
    });
    let Some(delay) = of else { return String::new() };
    let moment = if from == "aware" { "awareness" } else { "it happened" };
    match delay.minutes.max {
        Some(max) if max < 0 => format!("before {moment}"),
        _ => format!("{} after {moment}", delay.minutes.words()),
    }
}

/// Four to eight days at even steps: days, weeks, months or years, as the whole is long.
fn ticks(from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<KnewTick> {
    let days = (to - from).num_days().max(1);
    let mut found = Vec::new();
    let mut mark = |day: NaiveDate, words: String| {
        let at = zone::day_start(day);
        if at >= from && at <= to {
            found.push(KnewTick { at: at.timestamp_millis(), words });
        }
    };
    let first = zone::day(from);
    if days <= 56 {
        let step = u64::try_from((days / 7).max(1)).unwrap_or(1);
        let day_month =
            |day: NaiveDate| zone::short_day(day).rsplit_once(' ').map(|(d, _)| d.to_owned()).unwrap_or_default();
        for n in 0..=8 {
            let Some(day) = first.checked_add_days(chrono::Days::new(1 + n * step)) else { break };
            mark(day, day_month(day));
        }
    } else {
        let months = u32::try_from((days / 30 / 6).max(1)).unwrap_or(1);
        let Some(start) = chrono::Datelike::with_day(&first, 1) else { return found };
        for n in 1..=9 {
            let Some(day) = start.checked_add_months(Months::new(n * months)) else { break };
            mark(day, zone::short_day(day).split_once(' ').map(|(_, rest)| rest.to_owned()).unwrap_or_default());
        }
    }
    found
}
