//! One case as worked out, now or as of a moment.

use breachbook_case::{Audience, Time, View};
use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::session::milliseconds;
use crate::{Failure, Session};

/// A view and what the book adds to it.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The view for the team.
    pub view: View,
    /// The signed checkpoint of this vault's own log; `None` where it has none to continue.
    pub checkpoint: Option<String>,
    /// Records of a newer version, kept and not read: list and id.
    pub newer: Vec<(String, String)>,
}

impl Shown {
    /// The object of `show --json`.
    pub fn json(&self) -> Value {
        let mut out = self.view.json();
        out["checkpoint"] = self.checkpoint.clone().map_or(Value::Null, Value::from);
        if !self.newer.is_empty() {
            out["newer"] = self.newer.iter().map(|(list, id)| serde_json::json!({"list": list, "id": id})).collect();
        }
        out
    }
}

/// The last moment of a time: in the book's milliseconds, and for clocks in whole seconds.
pub(crate) fn last_moment(time: &Time) -> (u64, DateTime<Utc>) {
    let last = time.range().end - chrono::Duration::milliseconds(1);
    (milliseconds(last), time.range().last())
}

impl Session {
    /// A case as it stands, or as it stood at the last moment of `as_of`; clocks run to that moment.
    ///
    /// # Errors
    /// `no-case`, `not-then`.
    pub fn show(&self, reference: &str, as_of: Option<&Time>, now: DateTime<Utc>) -> Result<Shown, Failure> {
        let book = self.book_id(reference)?;
        let (moment, now) = match as_of.map(last_moment) {
            Some((moment, now)) => (Some(moment), now),
            None => (None, now),
        };
        let assembled = self.assemble(&book, moment)?;
        let mut view = View::new(&assembled.case, Audience::Team, now);
        view.warnings.extend(assembled.warnings);
        let mut newer = assembled.newer;
        for change in self.vault.history(&book, None)? {
            if moment.is_some_and(|moment| change.effective > moment) {
                continue;
            }
            if let Some(payload) = change.payload.filter(|payload| !payload.is_known()) {
                newer.push((payload.list, payload.id));
            }
        }
        Ok(Shown { view, checkpoint: self.vault.checkpoint(&book)?, newer })
    }
}
