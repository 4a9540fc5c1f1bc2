//! The strip over a case: of each kind of thing that presses the one that presses most, the most pressing first.

use breachbook_case::count::counted;
use breachbook_case::{Clock, List, RegimeKey, Rule, State, Time, Told, View, When, rule};
use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

use super::row::{Place, Rows, promise, question};
use super::standing::{Standing, Tone, capital, cut, distance, grouped, instant};
use crate::OpenCase;

/// Something that presses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Pressing {
    /// What it is, as `Promised by PSNI: identify each person …`.
    pub label: String,
    /// Where it stands.
    pub standing: Standing,
    /// One line about it: since when, until when, how long it took.
    pub detail: String,
    /// Whether a time that it rests on is approximate.
    pub approximate: bool,
    /// The record that it comes from; none for a duty without a telling.
    pub place: Option<Place>,
    /// How many more of its kind there are.
    pub more: u32,
}

/// Kinds: of each, one stands in the strip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Regulator,
    People,
    Controller,
    Own,
    Promise,
    Question,
    Statement,
}

struct Candidate {
    kind: Kind,
    /// Smaller presses more: what is overdue, what runs, what is broken or unanswered, what fell, what is
    /// done, what lies far off.
    rank: (u8, i64),
    pressing: Pressing,
}

/// The strip of a case.
pub fn strip(open: &OpenCase) -> Vec<Pressing> {
    let mut all = candidates(open);
    all.sort_by_key(|candidate| candidate.rank);
    let mut strip: Vec<(Kind, Pressing)> = Vec::new();
    for candidate in all {
        match strip.iter_mut().find(|(kind, _)| *kind == candidate.kind) {
            Some((_, first)) => first.more += 1,
            None => strip.push((candidate.kind, candidate.pressing)),
        }
    }
    strip.into_iter().map(|(_, pressing)| pressing).collect()
}

fn candidates(open: &OpenCase) -> Vec<Candidate> {
    let (view, rows) = (&open.view, Rows::new(open));
    let now = view.now;
    let mut all: Vec<Candidate> = view.clocks.iter().filter_map(|clock| of_clock(clock, view, &rows)).collect();
    for item in &view.case.commitments {
        let own = &item.own;
        let (words, tone) = promise(own.status);
        if tone != Tone::Late {
            continue;
        }
        let since = own.made.as_ref().map(|made| made.range().first);
        all.push(Candidate {
            kind: Kind::Promise,
            rank: overdue_rank(own.due.as_ref().map(|due| due.range().end), now, since),
            pressing: Pressing {
                label: format!("Promised by {}: {}", rows.short(&own.by.0), cut(own.text.as_str(), 80)),
                standing: Standing::new(words, Tone::Late),
                detail: dates("promised", own.made.as_ref(), own.due.as_ref(), now),
                approximate: own.made.as_ref().is_some_and(Time::approximate),
                place: Some(Place::of(List::Commitments, &item.id)),
                more: 0,
            },
        });
    }
    for item in &view.case.questions {
        let own = &item.own;
        let (words, tone) = question(own.status);
        if tone == Tone::Met {
            continue;
        }
        let since = own.asked.as_ref().map(|asked| asked.range().first);
        let of = own.to.as_ref().map(|to| format!("Asked of {}: ", rows.short(&to.0))).unwrap_or_default();
        all.push(Candidate {
            kind: Kind::Question,
            rank: overdue_rank(own.due.as_ref().map(|due| due.range().end), now, since),
            pressing: Pressing {
                label: format!("{of}{}", cut(own.text.as_str(), 80)),
                standing: Standing::new(words, tone),
                detail: dates("asked", own.asked.as_ref(), own.due.as_ref(), now),
                approximate: own.asked.as_ref().is_some_and(Time::approximate),
                place: Some(Place::of(List::Questions, &item.id)),
                more: 0,
            },
        });
    }
    all.extend(statements(view, &rows));
    all
}

/// `1,204 days, promised 9 Aug 2023, due 11 Aug 2023`.
fn dates(verb: &str, since: Option<&Time>, due: Option<&Time>, now: DateTime<Utc>) -> String {
    let days = since.map(|time| (now - time.range().first).num_days()).filter(|days| *days > 0);
    let days = days.map(|days| counted(days.unsigned_abs(), "day", "days"));
    let since = since.map(|time| format!("{verb} {}", time.short()));
    let due = due.map(|time| format!("due {}", time.short()));
    let said: Vec<String> = days.into_iter().chain(since).chain(due).collect();
    if said.is_empty() { format!("Missing: nobody has said when it was {verb}") } else { said.join(", ") }
}

/// Overdue before the rest, the oldest first.
fn overdue_rank(due: Option<DateTime<Utc>>, now: DateTime<Utc>, since: Option<DateTime<Utc>>) -> (u8, i64) {
    let age = since.map_or(i64::MAX, |since| since.timestamp());
    (if due.is_some_and(|due| due < now) { 1 } else { 4 }, age)
}

fn statements(view: &View, rows: &Rows<'_>) -> Vec<Candidate> {
    let fell = view.case.statements.iter().filter(|s| s.own.status != breachbook_case::StatementStatus::Standing);
    let of = |item: &breachbook_case::Item<breachbook_case::Statement>| {
        let own = &item.own;
        let delay = view.delays.iter().find(|delay| delay.from == item.id.as_str());
        let by = own.contradicted_by.as_ref().map(|by| &by.0);
        let event = by.and_then(|by| view.case.events.iter().find(|event| &event.id == by));
        let other = by.and_then(|by| view.case.statements.iter().find(|other| &other.id == by));
        let then = event.map(|event| event.own.occurred.short());
        let then = then.or_else(|| other.and_then(|other| other.own.made.as_ref()).map(Time::short));
        let detail = match (delay, then) {
            (Some(delay), Some(then)) if delay.minutes.max.is_some_and(|max| max < 0) => {
                format!("by what happened before it, {then}")
            }
            (Some(delay), Some(then)) => format!("after {}, {then}", delay.minutes.words()),
            (None, Some(then)) => then,
            (_, None) => "Missing: nobody has said by what".to_owned(),
        };
        Candidate {
            kind: Kind::Statement,
            // What was contradicted weighs more than what was corrected.
            rank: (5, i64::from(own.status == breachbook_case::StatementStatus::Corrected)),
            pressing: Pressing {
                label: format!("Said by {}: “{}”", rows.short(&own.by.0), cut(own.text.as_str(), 80)),
                standing: Standing::new(own.status.as_str(), Tone::Late),
                detail,
                approximate: delay.is_some_and(|delay| delay.approximate),
                place: Some(Place::of(List::Statements, &item.id)),
                more: 0,
            },
        }
    };
    fell.map(of).collect()
}

fn of_clock(clock: &Clock, view: &View, rows: &Rows<'_>) -> Option<Candidate> {
    let law: Option<&Rule> = rule(clock.rule);
    let list = clock.item.as_ref().and_then(|id| rows.list(id));
    // A promise or a question stands in the strip as itself, whether or not it has a date.
    if matches!(list, Some(List::Commitments | List::Questions)) {
        return None;
    }
    let kind = match law.filter(|_| clock.item.is_none()).map(|law| law.told) {
        Some(Told::Regulator) => Kind::Regulator,
        Some(Told::People) => Kind::People,
        Some(Told::Controller) => Kind::Controller,
        None => Kind::Own,
    };
    let limit = clock.strict_limit.map_or(i64::MAX, |limit| limit.timestamp());
    let rank = match (clock.state, kind) {
        (State::Overdue, Kind::Own) => (1, limit),
        (State::Overdue, _) => (0, limit),
        (State::Running, Kind::Own) if limit - view.now.timestamp() > 14 * 86_400 => (8, limit),
        (State::Running, _) => (2, limit),
        (State::CannotTell | State::Late, _) if kind != Kind::Own => (3, limit),
        (State::NoAwareness, _) => (6, limit),
        (State::Met | State::Told, _) if kind != Kind::Own => (7, limit),
        // What the team has done, or need not do, presses nobody.
        _ => return None,
    };
    let place = clock.item.as_ref().or(clock.met_by.as_ref());
    Some(Candidate {
        kind,
        rank,
        pressing: Pressing {
            label: label(clock, law, view, rows),
            standing: Standing::of_clock(clock, view),
            detail: detail(clock, view),
            approximate: clock.approximate,
            place: place.and_then(|id| rows.place(id)),
            more: 0,
        },
    })
}

/// What a clock is for: the date's own title, or who is told under which provision.
pub fn title(clock: &Clock) -> String {
    match (&clock.title, rule(clock.rule)) {
        (Some(title), _) => capital(title),
        (None, Some(law)) => {
            let whom = match law.told {
                Told::Regulator if law.regime == RegimeKey::Nis => "the competent authority",
                Told::Regulator => "the ICO",
                Told::People => "the people",
                Told::Controller => "the controller",
            };
            format!("Tell {whom} · {}", law.provision)
        }
        (None, None) => clock.rule.to_owned(),
    }
}

fn label(clock: &Clock, law: Option<&Rule>, view: &View, rows: &Rows<'_>) -> String {
    let title = title(clock);
    let hours = match law.filter(|_| clock.item.is_none()).map(|law| law.count) {
        Some(breachbook_case::Count::Hours(hours)) => format!(", {hours} h"),
        _ => String::new(),
    };
    // Of the only controller's duties the name says nothing.
    let alone = view.case.controllers.len() + view.case.processors.len() == 1;
    let whose = clock.processor.as_ref().or(clock.controller.as_ref()).filter(|_| !alone);
    let whose = whose.map(|id| format!(" · {}", rows.short(id)));
    format!("{title}{hours}{}", whose.unwrap_or_default())
}

/// One line about a clock.
pub fn detail(clock: &Clock, view: &View) -> String {
    let about = if clock.approximate { "c. " } else { "" };
    let limit = |limit: DateTime<Utc>| match &clock.due {
        Some(due) => due.short(),
        None => format!("{about}{}", instant(limit)),
    };
    match (clock.state, clock.strict_limit) {
        (State::Running, Some(at)) => format!("due {}, {}", limit(at), distance(at, view.now)),
        (State::Overdue, Some(at)) => format!("limit {}, {}", limit(at), distance(at, view.now)),
        (State::Told, _) => told_after(clock, view).unwrap_or_else(|| "the law gives no number".to_owned()),
        (State::Met | State::Late | State::CannotTell, _) => {
            clock.margin_words().map_or_else(|| "Missing: when was it?".to_owned(), |words| format!("{about}{words}"))
        }
        (State::NoAwareness, _) => "Missing: nobody has yet said when it was known".to_owned(),
        (State::Running, None) => "without undue delay; the law gives no number".to_owned(),
        (State::Overdue | State::NotRequired, _) => String::new(),
    }
}

/// How long after awareness the first telling was that the clock rests on.
fn told_after(clock: &Clock, view: &View) -> Option<String> {
    let of = |delay: &&breachbook_case::Delay| {
        delay.from == "aware"
            && delay.controller == clock.controller
            && clock.rests_on.iter().any(|id| id.as_str() == delay.to)
            && !view.case.controllers.iter().any(|c| c.id.as_str() == delay.to)
    };
    let first = view.delays.iter().filter(of).min_by_key(|delay| delay.minutes.max)?;
    let about = if first.approximate { "c. " } else { "" };
    Some(format!("{about}{} after awareness", first.minutes.words()))
}

/// How long a span is, where its length can be told.
pub fn length_of(time: &When) -> Option<String> {
    let When::Span(span) = time else { return None };
    let (from, to) = (span.from.as_ref()?, span.to.as_ref()?);
    let about = if from.approximate() || to.approximate() { "about " } else { "" };
    let exact = [from, to].iter().all(|time| time.precision() >= breachbook_case::Precision::Minute);
    let minutes = (to.range().first - from.range().first).num_minutes();
    (exact && minutes > 0).then(|| format!("{about}{}", grouped(minutes)))
}
