//! When a record asks why it is written in only now. An event does after a few minutes, as JESIP has it for a log, and
//! the record warns where nobody says why. Anything else comes from letters and files in the course of a day: it asks
//! after that, and nothing hangs on the answer.

use breachbook_case::{List, Time, When, length, moment_keys};
use chrono::{DateTime, Duration, Utc};
use serde_json::{Map, Value};

use crate::assemble::is_late;
use crate::tell::when;

/// After how long anything but an event asks.
const LONG_PAST: Duration = Duration::hours(24);

/// The question, where what took place at a time is told late in a record of this list.
pub fn why_now(list: List, time: &Time, now: DateTime<Utc>) -> Option<String> {
    let ago = now - time.range().end;
    let asks = match list {
        List::Events => is_late(time, now),
        _ => !moment_keys(list).is_empty() && ago > LONG_PAST,
    };
    let what = if list == List::Events { "It happened" } else { "That was" };
    asks.then(|| format!("{what} {} ago. Why is it written in only now?", length(ago.num_minutes().max(0))))
}

/// The same for a record as far as it is filled in: of several moments the newest is what it tells.
pub fn of_record(list: List, record: &Map<String, Value>, now: DateTime<Utc>) -> Option<String> {
    let told = moment_keys(list).iter().filter_map(|key| record.get(*key)).filter_map(when);
    let ends = told.filter_map(|when| match when {
        When::Time(time) => Some(time),
        // One that has not ended is not long past.
        When::Span(span) => span.to,
    });
    why_now(list, &ends.max_by_key(|time| time.range().end)?, now)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    fn asked(list: List, record: Value) -> Option<String> {
        let now = "2026-11-25T14:30:00Z".parse().unwrap();
        of_record(list, record.as_object().unwrap(), now)
    }

    #[test]
    fn an_event_asks_after_minutes_and_all_else_after_a_day_by_its_newest_moment() {
        let at = |at: &str| json!({"at": at});
        let asks = |list, record| asked(list, record).is_some();
        assert!(asks(List::Events, json!({"occurred": at("2026-11-25T14:10:00Z")})));
        assert!(!asks(List::Events, json!({"occurred": at("2026-11-25T14:28:00Z")})));
        assert!(!asks(List::Questions, json!({"asked": at("2026-11-24T16:00:00Z")})));
        let old = asked(List::Questions, json!({"asked": at("2026-11-22T14:29:00Z"), "due": at("2020")}));
        assert_eq!(old.as_deref(), Some("That was 3 days ago. Why is it written in only now?"));
        let answered =
            json!({"asked": at("2026-11-20"), "answered": {"from": at("2026-11-20"), "to": at("2026-11-25")}});
        assert!(!asks(List::Questions, answered));
        assert!(!asks(List::Deadlines, json!({"due": at("2020"), "from": at("2020")})), "what is due is no moment");
        assert!(asks(List::Commitments, json!({"settled": at("2026-11-20")})));
        assert!(!asks(List::Parties, json!({"known": at("2020")})));
        assert!(!asks(List::Questions, json!({"asked": {"at": "soon"}})), "what is no time asks nothing");
    }
}
