//! "As of T": the effective time of an entry is the largest recorded time so far in its log.
//!
//! No clock decides anything: a laptop set back a year does not write into the past, and one set forward wins
//! nothing, since what is current is decided by what replaces what ([`crate::fold`]).

/// The effective time while a log is read from its start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    largest: u64,
}

/// The effective time of one entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effective {
    /// Milliseconds since 1970 UTC; never below that of an earlier entry of the log.
    pub at: u64,
    /// By how many milliseconds the recorded time lies before the largest so far; 0 when the clock went forward.
    pub back: u64,
}

impl Clock {
    /// A clock that goes on from the effective time of the log's last entry.
    #[must_use]
    pub fn at(effective: u64) -> Self {
        Self { largest: effective }
    }

    /// The next entry. A header of a newer version has no recorded time that could be read (`None`): it takes
    /// effect with the entry before it.
    pub fn next(&mut self, recorded_at: Option<u64>) -> Effective {
        let recorded_at = recorded_at.unwrap_or(self.largest);
        self.largest = self.largest.max(recorded_at);
        Effective { at: self.largest, back: self.largest - recorded_at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backward_step_is_flagged_and_moves_nothing() {
        let mut clock = Clock::default();
        let times = [Some(5), Some(9), Some(7), None, Some(9), Some(10)];
        let effective: Vec<_> = times.map(|time| clock.next(time)).map(|e| (e.at, e.back)).into();
        assert_eq!(effective, [(5, 0), (9, 0), (9, 2), (9, 0), (9, 0), (10, 0)]);
        assert_eq!(Clock::at(10).next(Some(4)), Effective { at: 10, back: 6 });
    }
}
