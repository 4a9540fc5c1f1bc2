//! What is due next across all cases, and how each case stands in the side bar.

use breachbook_case::count::counted;
use breachbook_case::{CommitmentStatus, State};
use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

use super::row::Place;
use super::standing::{Standing, Tone, distance, instant};
use super::strip::title;
use crate::CaseRow;

/// Something due.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DueLine {
    /// The case's reference.
    pub reference: String,
    /// The case's title.
    pub case_title: String,
    /// What is due.
    pub title: String,
    /// When, and whether that has passed.
    pub standing: Standing,
    /// The record that it comes from; none for a duty of the law.
    pub place: Option<Place>,
}

/// At most so many stand in the side bar.
const MOST: usize = 5;

/// What is due within these days comes before what is overdue: something can still be done about it.
const SOON: i64 = 14;

/// What is due next: what falls due soon, then what is overdue, the last first, then the rest.
pub fn due_next(rows: &[CaseRow], now: DateTime<Utc>) -> Vec<DueLine> {
    let mut all: Vec<((u8, i64), DueLine)> = Vec::new();
    for row in rows.iter().filter(|row| row.status != "closed") {
        let items = row.view.case.items();
        for clock in row.clocks() {
            let Some(limit) = clock.strict_limit else { continue };
            let left = (limit - now).num_seconds();
            let rank = match clock.state {
                State::Running if left <= SOON * 86_400 => (0, left),
                State::Overdue => (1, -left),
                State::Running => (2, left),
                _ => continue,
            };
            let overdue = clock.state == State::Overdue;
            let words = if overdue {
                format!("{} overdue", distance(limit, now).trim_end_matches(" ago"))
            } else if left <= SOON * 86_400 {
                format!("{}, {}", instant(limit), distance(limit, now))
            } else {
                clock.due.as_ref().map_or_else(|| instant(limit), breachbook_case::Time::short)
            };
            let tone = if overdue {
                Tone::Late
            } else if rank.0 == 0 {
                Tone::Due
            } else {
                Tone::Plain
            };
            let place = clock.item.as_ref().and_then(|id| {
                items.iter().find(|(.., item)| item.id() == id).map(|(list, _, item)| Place::of(*list, item.id()))
            });
            all.push((
                rank,
                DueLine {
                    reference: row.reference.clone(),
                    case_title: row.title.clone(),
                    title: title(clock),
                    standing: Standing { words, tone, shape: Standing::new("", tone).shape },
                    place,
                },
            ));
        }
    }
    all.sort_by_key(|(rank, _)| *rank);
    all.into_iter().take(MOST).map(|(_, line)| line).collect()
}

/// The one thing that a case's line in the side bar says.
pub fn most_pressing(row: &CaseRow, now: DateTime<Utc>) -> Standing {
    if row.status == "closed" {
        return Standing::new("closed", Tone::Plain);
    }
    let clocks = row.clocks();
    let overdue = clocks.iter().filter(|clock| clock.state == State::Overdue).count() as u64;
    if overdue > 0 {
        return Standing::new(format!("{overdue} overdue"), Tone::Late);
    }
    let soon = clocks.iter().filter(|clock| clock.state == State::Running);
    let soon = soon.filter_map(|clock| Some((clock.strict_limit?, clock))).min_by_key(|(limit, _)| *limit);
    if let Some((limit, clock)) = soon.filter(|(limit, _)| (*limit - now).num_days() <= SOON) {
        return Standing::new(format!("{}: {}", title(clock), distance(limit, now)), Tone::Due);
    }
    let case = &row.view.case;
    let open = case.questions.iter().filter(|q| q.own.status.is_owed()).count() as u64;
    if open > 0 {
        return Standing::new(format!("{} unanswered", counted(open, "question", "questions")), Tone::Due);
    }
    let promised = case.commitments.iter().filter(|k| k.own.status == CommitmentStatus::Open).count() as u64;
    if promised > 0 {
        return Standing::new(format!("{} open", counted(promised, "promise", "promises")), Tone::Due);
    }
    if clocks.iter().any(|clock| clock.state == State::NoAwareness) {
        return Standing::new("awareness not on record", Tone::Due);
    }
    Standing::new("nothing due", Tone::Plain)
}
