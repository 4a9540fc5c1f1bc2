//! Clocks: what is due, met, late or cannot be told, for each controller, processor and item.

mod duty;
mod own;
mod said;
mod verdict;

pub use duty::{controllers_of, groups as groups_of};

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::case::{Case, List};
use crate::shape::Id;
use crate::time::Time;
use crate::zone::rfc3339;

words! {
    /// Where a clock stands.
    pub enum State {
        Running = "running",
        Met = "met" as "in time",
        Late = "late",
        CannotTell = "cannot-tell" as "cannot tell",
        Overdue = "overdue" as "no notification on record",
        NotRequired = "not-required" as "not required",
        NoAwareness = "no-awareness" as "no awareness on record",
        Told = "told",
    }
}

/// Limit minus telling, in minutes; negative when late. The outermost whole minutes that the times allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Margin {
    /// The least; `None` where nobody says how late the telling may have been.
    pub min: Option<i64>,
    /// The most; `None` where nobody says how early.
    pub max: Option<i64>,
}

/// One clock.
#[derive(Debug, Clone, PartialEq)]
pub struct Clock {
    /// The rule's id; `own` for the team's own dates.
    pub rule: &'static str,
    /// The controller (party id).
    pub controller: Option<Id>,
    /// The processor (party id).
    pub processor: Option<Id>,
    /// The item that an own, foi, sar or limitation clock comes from.
    pub item: Option<Id>,
    /// What the item's date is for.
    pub title: Option<String>,
    /// The item's date as it was written.
    pub due: Option<Time>,
    /// The earliest moment that it counts from.
    pub from: Option<DateTime<Utc>>,
    /// The limit that drives alarms.
    pub strict_limit: Option<DateTime<Utc>>,
    /// The statutory reading beside it, never used to relax an alarm.
    pub statutory_limit: Option<DateTime<Utc>>,
    /// Where it stands.
    pub state: State,
    /// Whether a time that it rests on is "about".
    pub approximate: bool,
    /// The notification that settles it.
    pub met_by: Option<Id>,
    /// How much time was left at the telling.
    pub margin: Option<Margin>,
    /// Whether reasons for delay are asked for and not on record.
    pub needs_reasons: bool,
    /// Notifications that say that the body knows from somebody else: it has not been told.
    pub aware_otherwise: Vec<Id>,
    /// Whether its rule is chosen by the case's jurisdiction, which is the case's own to say.
    pub by_jurisdiction: bool,
    /// Every item that the clock rests on: it is shown only where all are.
    pub rests_on: Vec<Id>,
}

impl Clock {
    /// The object of `--json`.
    pub fn json(&self) -> Value {
        let instant = |at: Option<DateTime<Utc>>| at.map_or(Value::Null, |at| rfc3339(at).into());
        let mut out = json!({
            "rule": self.rule,
            "from": instant(self.from),
            "strict_limit": instant(self.strict_limit),
            "statutory_limit": instant(self.statutory_limit),
            "state": self.state.as_str(),
            "approximate": self.approximate,
            "needs_reasons": self.needs_reasons,
        });
        let mut set = |key: &str, id: &Option<Id>| {
            if let Some(id) = id {
                out[key] = id.as_str().into();
            }
        };
        set("controller", &self.controller);
        set("processor", &self.processor);
        set("item", &self.item);
        set("met_by", &self.met_by);
        if let Some(title) = &self.title {
            out["title"] = title.as_str().into();
        }
        if let Some(margin) = self.margin {
            out["margin_minutes"] = json!({"min": margin.min, "max": margin.max});
        }
        if !self.aware_otherwise.is_empty() {
            out["aware_otherwise"] = self.aware_otherwise.iter().map(Id::as_str).collect();
        }
        out
    }
}

/// The lists that clocks are worked out from, and the parties for their names: all that a list of cases needs.
pub const CLOCK_LISTS: &[List] = &[
    List::Parties,
    List::Controllers,
    List::Processors,
    List::Notifications,
    List::PeopleAffected,
    List::Mitigations,
    List::Correspondence,
    List::Questions,
    List::Commitments,
    List::Deadlines,
];

/// Every clock of a case at the moment `now`.
pub fn clocks(case: &Case, now: DateTime<Utc>) -> Vec<Clock> {
    let mut all = duty::of_controllers(case, now);
    all.extend(duty::of_processors(case, now));
    all.extend(own::of_items(case, now));
    all
}
