//! What is said of a vault's next limit as it comes near: a time, and never a word of a case.

use std::collections::HashSet;

use breachbook_case::zone;
use chrono::{DateTime, TimeDelta, Utc};

/// So long before a limit it is called for the first time.
const AHEAD: TimeDelta = TimeDelta::hours(1);

/// Which of the two calls it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Call {
    Near,
    Fell,
}

/// Calls a limit an hour before it falls and as it falls, each once.
#[derive(Debug)]
pub struct LimitCalls {
    /// The last moment at which it was asked.
    asked: DateTime<Utc>,
    made: HashSet<(DateTime<Utc>, Call)>,
}

impl LimitCalls {
    /// Begins at a moment (UTC); what came before it is not called.
    pub fn new(now: DateTime<Utc>) -> Self {
        Self { asked: now, made: HashSet::new() }
    }

    /// What is to be said at this moment (UTC) of the next limit: a sentence with its time in London, or nothing.
    ///
    /// After a computer slept over both moments it says only that the limit fell.
    pub fn tick(&mut self, due: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<String> {
        let before = std::mem::replace(&mut self.asked, now);
        let due = due?;
        let comes = |at: DateTime<Utc>| before < at && at <= now;
        let call = if comes(due) {
            Call::Fell
        } else if comes(due - AHEAD) {
            Call::Near
        } else {
            return None;
        };
        // A clock that was set back passes the same moment twice.
        self.made.insert((due, call)).then(|| call.words(due, now))
    }
}

impl Call {
    fn words(self, due: DateTime<Utc>, now: DateTime<Utc>) -> String {
        let day = match (zone::day(due) - zone::day(now)).num_days() {
            0 => "today".to_owned(),
            1 => "tomorrow".to_owned(),
            -1 => "yesterday".to_owned(),
            _ => format!("on {}", zone::long_day(zone::day(due))),
        };
        let verb = if self == Self::Near { "falls" } else { "fell" };
        // The name of the zone tells the two 01:30s of October apart.
        format!("A limit {verb} at {} {} {day}.", zone::clock(due), zone::name(due))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    /// Everything that is said in so many minutes of ticks, five seconds apart.
    fn heard(calls: &mut LimitCalls, due: &str, from: &str, minutes: i64) -> Vec<String> {
        let seconds = (5..=minutes * 60).step_by(5);
        seconds.filter_map(|s| calls.tick(Some(at(due)), at(from) + TimeDelta::seconds(s))).collect()
    }

    #[test]
    fn a_limit_is_called_once_an_hour_before_and_once_as_it_falls() {
        let from = "2026-11-25T12:00:00Z";
        let mut calls = LimitCalls::new(at(from));
        let said = heard(&mut calls, "2026-11-25T14:05:00Z", from, 180);
        assert_eq!(said, ["A limit falls at 14:05 GMT today.", "A limit fell at 14:05 GMT today."]);
        // The clock is set back by three hours: the same moments come again, and nothing is said twice.
        calls.tick(None, at(from));
        assert!(heard(&mut calls, "2026-11-25T14:05:00Z", from, 180).is_empty());
    }

    #[test]
    fn the_day_and_the_clock_are_londons() {
        let said = |due: &str, from: &str| heard(&mut LimitCalls::new(at(from)), due, from, 2).pop().unwrap();
        assert_eq!(said("2026-08-27T23:30:00Z", "2026-08-27T22:29:00Z"), "A limit falls at 00:30 BST tomorrow.");
        assert_eq!(said("2026-10-25T00:30:00Z", "2026-10-24T23:29:00Z"), "A limit falls at 01:30 BST today.");
        assert_eq!(said("2026-10-25T01:30:00Z", "2026-10-25T00:29:00Z"), "A limit falls at 01:30 GMT today.");
    }

    #[test]
    fn after_sleep_over_both_moments_only_the_fall_is_said() {
        let mut calls = LimitCalls::new(at("2026-11-25T12:00:00Z"));
        let woke = calls.tick(Some(at("2026-11-25T23:05:00Z")), at("2026-11-26T07:00:00Z"));
        assert_eq!(woke.as_deref(), Some("A limit fell at 23:05 GMT yesterday."));
    }

    #[test]
    fn without_a_limit_or_one_that_passed_before_nothing_is_said() {
        let mut calls = LimitCalls::new(at("2026-11-25T12:00:00Z"));
        assert_eq!(calls.tick(None, at("2026-11-25T12:00:05Z")), None);
        assert_eq!(calls.tick(Some(at("2026-11-25T11:59:00Z")), at("2026-11-25T12:00:10Z")), None);
    }
}
