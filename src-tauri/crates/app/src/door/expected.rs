//! Which answers a reader of a record will look for, so that a missing one is said and not passed over.

use serde_json::{Map, Value};

/// The keys of a record that a reader will look for, beside those that the format requires. What depends on how far
/// things have come is asked for only then: nobody is asked how a body was told that has not been told.
pub fn expected(list: &str, record: &Map<String, Value>) -> Vec<&'static str> {
    let is =
        |key: &str, words: &[&str]| record.get(key).and_then(Value::as_str).is_some_and(|word| words.contains(&word));
    let mut keys = match list {
        "case" => return vec!["summary", "kept_by", "jurisdiction", "happened"],
        "parties" => return Vec::new(),
        "controllers" => vec!["discovered", "aware", "regime", "risk"],
        "processors" => vec!["controllers", "aware", "told_controller"],
        "severity" => vec!["reasons", "at"],
        "events" => vec!["actor", "kind", "certainty"],
        "notifications" if is("status", &["notified", "acknowledged", "closed"]) => vec!["notified", "by", "method"],
        "notifications" if is("status", &["considered", "not-required"]) => vec!["decided"],
        "mitigations" if is("status", &["done"]) => vec!["completed"],
        "mitigations" => vec!["owner", "due"],
        "correspondence" => vec!["from", "to", "subject"],
        "data" => vec!["said_by", "said_at"],
        "people_affected" => {
            let mut keys = vec!["risk", "said_by"];
            if !record.contains_key("min") && !record.contains_key("max") {
                keys.push("number");
            }
            if !record.contains_key("exemption") {
                keys.push("told");
            }
            keys
        }
        "questions" if is("status", &["answered", "part"]) => vec!["to", "asked", "answer", "answered"],
        "questions" => vec!["to", "asked", "due"],
        "commitments" => vec!["made", "due"],
        "statements" if is("status", &["contradicted"]) => vec!["made", "where", "contradicted_by"],
        "statements" => vec!["made", "where"],
        "decisions" => vec!["by", "rationale"],
        "deadlines" => vec!["from", "owner"],
        "ico_forms" => {
            return vec![
                "why_reporting",
                "how_found",
                "consequences",
                "likelihood",
                "trained",
                "measures_before",
                "actions",
            ];
        }
        _ => Vec::new(),
    };
    keys.push("source");
    keys
}
