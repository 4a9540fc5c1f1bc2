//! What a clock says, in words: the same on a page and on a screen.

use super::{Clock, Margin, State};
use crate::case::Case;
use crate::delay::{between, length};

impl Clock {
    /// Where it stands, in words. An own date is done or overdue, a duty is met or has nothing on record. `case` says
    /// whether all of the people were told.
    pub fn words(&self, case: &Case) -> &'static str {
        let own = self.item.is_some();
        match self.state {
            State::Met if own => "done in time",
            State::Late if own => "done late",
            State::Overdue if own => "overdue",
            State::Running if own => "to come",
            State::CannotTell if own && self.margin.is_none() => "done; when is not on record",
            State::NotRequired if own => "no longer asked for",
            State::Running if self.strict_limit.is_none() => "not told on record",
            State::Told if self.told_in_part(case) => "told in part",
            state => state.words(),
        }
    }

    /// Whether a group of the controller has no telling on record while another has.
    fn told_in_part(&self, case: &Case) -> bool {
        let mut groups = case.people_affected.iter().filter(|group| self.rests_on.contains(&group.id));
        groups.any(|group| group.own.told.is_empty() && group.own.exemption.is_none())
    }

    /// How much time was left or over at the telling, in words.
    pub fn margin_words(&self) -> Option<String> {
        let Margin { min, max } = self.margin?;
        match (min, max) {
            (Some(min), Some(max)) if min >= 0 && max - min <= 1 => Some(format!("{} before the limit", length(min))),
            (Some(min), _) if min >= 0 => Some(format!("at least {} before the limit", length(min))),
            (Some(min), Some(max)) if max <= 0 && max - min <= 1 => {
                Some(format!("{} after the strict limit", length(-max)))
            }
            (Some(min), Some(max)) if max <= 0 => Some(format!("{} after the strict limit", between(-max, -min))),
            (None, Some(max)) if max <= 0 => Some(format!("at least {} after the strict limit", length(-max))),
            (Some(min), Some(max)) => {
                Some(format!("between {} before and {} after the strict limit", length(max), length(-min)))
            }
            _ => None,
        }
    }
}
