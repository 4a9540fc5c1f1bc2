//! Whether the vault should lock by itself: nobody has touched a key or the pointer, or the computer slept.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

/// How often [`Vigil::tick`] is asked.
pub const TICK: Duration = Duration::from_secs(5);

/// A gap between two ticks above this means that the computer slept (or its clock was set forward): no system need
/// tell us, and none can forget to.
const SLEPT: TimeDelta = TimeDelta::seconds(90);
/// On Linux and macOS the clock that only runs on stands still while the computer sleeps: where the time of day went so
/// much further, it slept, however shortly. On Windows that clock goes on, and the gap alone tells.
const NAP: TimeDelta = TimeDelta::seconds(15);

/// When somebody was last seen, and when that was last asked.
#[derive(Debug)]
pub struct Vigil {
    awake: DateTime<Utc>,
    asked: DateTime<Utc>,
    /// How far the clock that only runs on had come then.
    ran: Duration,
}

/// What a tick finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Somebody is there.
    Stay,
    /// Nobody was there for too long.
    Idle,
    /// The computer slept.
    Slept,
}

impl Vigil {
    /// Begins at a moment (UTC), at 0 of the clock that only runs on.
    pub fn new(now: DateTime<Utc>) -> Self {
        Self { awake: now, asked: now, ran: Duration::ZERO }
    }

    /// Somebody touched a key or the pointer.
    pub fn saw(&mut self, now: DateTime<Utc>) {
        self.awake = now;
    }

    /// Asks whether to lock after `idle` without anybody. `ran` is how far the clock that only runs on has come.
    pub fn tick(&mut self, now: DateTime<Utc>, ran: Duration, idle: TimeDelta) -> Verdict {
        let gap = now - self.asked;
        let awake = TimeDelta::from_std(ran.saturating_sub(self.ran)).unwrap_or(gap);
        self.asked = now;
        self.ran = ran;
        // A clock that was set back would put off idleness for as long.
        self.awake = self.awake.min(now);
        if gap > SLEPT || gap - awake > NAP {
            Verdict::Slept
        } else if now - self.awake >= idle {
            Verdict::Idle
        } else {
            Verdict::Stay
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const IDLE: TimeDelta = TimeDelta::minutes(15);

    fn start() -> DateTime<Utc> {
        "2026-11-25T14:30:00Z".parse().unwrap()
    }

    /// Ticks every five seconds for so long; the first verdict that is not to stay, and when.
    fn watch(vigil: &mut Vigil, from: DateTime<Utc>, seconds: i64) -> Option<(Verdict, i64)> {
        (5..=seconds).step_by(5).find_map(|second| {
            let ran = vigil.ran + Duration::from_secs(5);
            match vigil.tick(from + TimeDelta::seconds(second), ran, IDLE) {
                Verdict::Stay => None,
                other => Some((other, second)),
            }
        })
    }

    #[test]
    fn nobody_for_fifteen_minutes_is_idle_and_a_key_puts_it_off() {
        assert_eq!(watch(&mut Vigil::new(start()), start(), 3600), Some((Verdict::Idle, 900)));
        let mut vigil = Vigil::new(start());
        assert_eq!(watch(&mut vigil, start(), 600), None);
        vigil.saw(start() + TimeDelta::seconds(600));
        assert_eq!(watch(&mut vigil, start() + TimeDelta::seconds(600), 3600), Some((Verdict::Idle, 900)));
    }

    #[test]
    fn a_gap_between_two_ticks_is_sleep_but_a_busy_computer_is_not() {
        for (gap, verdict) in
            [(5, Verdict::Stay), (60, Verdict::Stay), (90, Verdict::Stay), (91, Verdict::Slept), (8000, Verdict::Slept)]
        {
            let mut vigil = Vigil::new(start());
            vigil.tick(start(), Duration::ZERO, IDLE);
            let later = start() + TimeDelta::seconds(gap);
            assert_eq!(vigil.tick(later, Duration::from_secs(gap.unsigned_abs()), IDLE), verdict, "{gap} s");
        }
    }

    #[test]
    fn a_short_sleep_is_told_by_the_clock_that_stood_still() {
        for (gap, ran, verdict) in [(25, 5, Verdict::Slept), (25, 20, Verdict::Stay), (60, 3, Verdict::Slept)] {
            let mut vigil = Vigil::new(start());
            vigil.tick(start(), Duration::ZERO, IDLE);
            let later = start() + TimeDelta::seconds(gap);
            assert_eq!(vigil.tick(later, Duration::from_secs(ran), IDLE), verdict, "{gap} s, of which it ran {ran} s");
        }
    }

    #[test]
    fn a_clock_that_is_set_back_does_not_put_off_the_lock() {
        let mut vigil = Vigil::new(start());
        let back = start() - TimeDelta::hours(10);
        assert_eq!(vigil.tick(back, Duration::from_secs(5), IDLE), Verdict::Stay);
        assert_eq!(watch(&mut vigil, back, 3600), Some((Verdict::Idle, 900)));
    }
}
