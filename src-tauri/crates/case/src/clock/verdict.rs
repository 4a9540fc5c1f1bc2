//! The verdict from imprecise times (`DOMAIN.md`, "From an imprecise time"). Ranges are half open: a telling in the
//! minute of the limit, or one whose last moment reaches past it, is not met for certain.

use chrono::{DateTime, Duration, Utc};

use super::{Margin, State};
use crate::time::Bounds;

/// One recorded telling, or one whose time nobody recorded.
#[derive(Debug, Clone, Copy)]
pub struct Telling {
    /// When; `None` where the record says that it was told and not when.
    pub at: Option<Bounds>,
}

/// The start of a clock.
#[derive(Debug, Clone, Copy)]
pub struct Start {
    /// The trigger.
    pub bounds: Bounds,
    /// How long from it.
    pub length: Duration,
}

impl Start {
    /// The limit from the earliest moment of the trigger.
    pub fn strict(&self) -> Option<DateTime<Utc>> {
        self.bounds.first.map(|first| first + self.length)
    }
}

/// The state against a limit that lies in a range: `strict` is its earliest moment, `latest_end` the moment just
/// after the latest that it can be.
pub fn against(telling: Bounds, strict: Option<DateTime<Utc>>, latest_end: Option<DateTime<Utc>>) -> State {
    // The last moment lies just before `end`, so `end <= limit` would already do for "at or before"; told in the
    // very minute of the limit has `end` a minute after it and cannot be told apart.
    if let (Some(end), Some(limit)) = (telling.end, strict)
        && end <= limit
    {
        return State::Met;
    }
    if let (Some(first), Some(latest_end)) = (telling.first, latest_end)
        && first >= latest_end
    {
        return State::Late;
    }
    State::CannotTell
}

/// The best verdict over all tellings, and which of them settles it. `None`: nobody was told.
pub fn over(tellings: &[Telling], start: Start) -> Option<(State, Option<usize>)> {
    let latest_end = start.bounds.end.map(|end| end + start.length);
    let states: Vec<State> = tellings
        .iter()
        .map(|telling| telling.at.map_or(State::CannotTell, |at| against(at, start.strict(), latest_end)))
        .collect();
    let earliest = |wanted: State| {
        (0..tellings.len())
            .filter(|n| states[*n] == wanted)
            .min_by_key(|n| (tellings[*n].at.is_none(), tellings[*n].at.map(|at| (at.first.or(at.end), at.end))))
    };
    if states.is_empty() {
        None
    } else if let Some(n) = earliest(State::Met) {
        Some((State::Met, Some(n)))
    } else if let Some(n) = earliest(State::CannotTell) {
        Some((State::CannotTell, tellings[n].at.map(|_| n)))
    } else {
        Some((State::Late, earliest(State::Late)))
    }
}

/// Limit minus telling in whole minutes, rounded outwards.
pub fn margin(limit: DateTime<Utc>, telling: Bounds) -> Margin {
    let minutes = |at: DateTime<Utc>| (limit - at).num_seconds();
    Margin {
        min: telling.end.map(|end| minutes(end).div_euclid(60)),
        max: telling.first.map(|first| -(-minutes(first)).div_euclid(60)),
    }
}

/// The state while nobody was told.
pub fn untold(now: DateTime<Utc>, strict: Option<DateTime<Utc>>, latest_end: Option<DateTime<Utc>>) -> State {
    match (strict, latest_end) {
        (Some(limit), _) if now > limit => State::Overdue,
        (Some(_), _) => State::Running,
        (None, Some(end)) if now >= end => State::Overdue,
        // No reading of the times says yet that it is late.
        (None, Some(_)) => State::Running,
        (None, None) => State::CannotTell,
    }
}
