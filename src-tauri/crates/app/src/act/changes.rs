//! What a correction changed, key by key: for the history and for the team's report.

use std::collections::HashMap;

use breachbook_book::{BookId, Kind};
use breachbook_case::{Id, words};
use breachbook_report::sections::Correction;
use serde_json::Value;

use crate::session::moment;
use crate::{Failure, Session};

/// A value as a person reads it: a text bare, a time by its `at`, a list and an object by what they hold.
fn said(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "nothing".to_owned(),
        Some(Value::String(text)) => format!("“{text}”"),
        Some(Value::Object(object)) if object.contains_key("at") => {
            let about = if object.contains_key("approximate") { "about " } else { "" };
            format!("{about}{}", object["at"].as_str().unwrap_or_default())
        }
        Some(Value::Array(all)) => all.iter().map(|one| said(Some(one))).collect::<Vec<_>>().join(", "),
        Some(Value::Object(object)) => {
            // The bytes of a file and what they hash to are for no reader of a change.
            let held = object.iter().filter(|(key, _)| !["base64", "sha256"].contains(&key.as_str()));
            held.map(|(key, value)| format!("{key} {}", said(Some(value)))).collect::<Vec<_>>().join(", ")
        }
        Some(other) => other.to_string(),
    }
}

/// One line for each key that differs between two versions of a record.
pub fn changed(before: &Value, after: &Value) -> Vec<String> {
    let (Value::Object(old), Value::Object(new)) = (before, after) else { return Vec::new() };
    let mut keys: Vec<&String> = old.keys().chain(new.keys()).collect();
    keys.sort();
    keys.dedup();
    keys.into_iter()
        .filter(|key| old.get(*key) != new.get(*key))
        .map(|key| format!("{key}: {} → {}", said(old.get(key)), said(new.get(key))))
        .collect()
}

impl Session {
    /// The corrections of each item of a case that were written by a moment (milliseconds since 1970 UTC), if one is
    /// given, oldest first.
    pub(super) fn corrections(
        &self,
        book: &BookId,
        until: Option<u64>,
    ) -> Result<HashMap<Id, Vec<Correction>>, Failure> {
        let mut last: HashMap<(String, String), Value> = HashMap::new();
        let mut found: HashMap<Id, Vec<Correction>> = HashMap::new();
        for change in self.vault.history(book, None)? {
            let Some(payload) = change.payload.filter(|payload| payload.kind == Kind::Put) else { continue };
            if until.is_some_and(|until| change.effective > until) || payload.list == words::CASE {
                continue;
            }
            let Ok(body) = serde_json::from_slice::<Value>(&payload.body) else { continue };
            let before = last.insert((payload.list, payload.id.clone()), body.clone());
            if let (Some(before), Some(id)) = (before, Id::new(payload.id)) {
                let (writer, reason) = match change.act {
                    Some(act) => (act.writer, act.reason.unwrap_or_default()),
                    None => (String::new(), String::new()),
                };
                let at = moment(change.recorded_at.unwrap_or(change.effective));
                found.entry(id).or_default().push(Correction { at, writer, reason, changes: changed(&before, &body) });
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_change_is_said_key_by_key() {
        let before = json!({"id": "e1", "text": "old", "occurred": {"at": "2023"}, "about": ["a", "b"]});
        let after = json!({"id": "e1", "text": "new", "occurred": {"at": "2023-08", "approximate": true}, "actor": "f",
                "attachments": [{"name": "a.csv", "size": 3, "sha256": "ab", "base64": "YWJj"}]});
        assert_eq!(
            changed(&before, &after),
            [
                "about: “a”, “b” → nothing",
                "actor: nothing → “f”",
                "attachments: nothing → name “a.csv”, size 3",
                "occurred: 2023 → about 2023-08",
                "text: “old” → “new”"
            ]
        );
    }
}
