//! What one version of a record changed in the one before it: the old words and the new.

use breachbook_case::{Common, Key, Keys as _, Kind, List, Presence};
use serde::Serialize;
use serde_json::{Map, Value};
use ts_rs::TS;

use super::{Names, flat, flat_all, values};

/// What changed in one key: what stands before and after it in a long text, the old words and the new ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ChangeLine {
    /// What the key is called.
    pub label: String,
    /// Words that stayed, just before what changed; empty where the whole value changed.
    pub lead: String,
    /// What stood there; empty where nothing did.
    pub old: String,
    /// What stands there now; empty where nothing does.
    pub new: String,
    /// Words that stayed, just after what changed.
    pub tail: String,
}

impl ChangeLine {
    /// In one line of text, as `When: “August 2023” → “about 9 August 2023”`.
    pub fn line(&self) -> String {
        let side = |words: &str| {
            let all: Vec<&str> = [&self.lead, words, &self.tail].into_iter().filter(|part| !part.is_empty()).collect();
            if all.is_empty() { "nothing".to_owned() } else { format!("“{}”", all.join(" ")) }
        };
        format!("{}: {} → {}", self.label, side(&self.old), side(&self.new))
    }
}

/// The keys of a list's records, the case's own among them.
pub fn keys_of(list: &str) -> Vec<&'static [Key]> {
    match List::from_word(list) {
        Some(list) => vec![list.keys(), Common::KEYS],
        None => vec![breachbook_case::CaseKeys::KEYS],
    }
}

/// What changed between two versions, key by key in the order of the format.
pub fn changes(
    names: &Names<'_>,
    list: &str,
    before: &Map<String, Value>,
    after: &Map<String, Value>,
) -> Vec<ChangeLine> {
    let mut found = Vec::new();
    for keys in keys_of(list) {
        within(names, keys, "", before, after, &mut found);
    }
    found
}

fn within(
    names: &Names<'_>,
    keys: &[Key],
    above: &str,
    before: &Map<String, Value>,
    after: &Map<String, Value>,
    found: &mut Vec<ChangeLine>,
) {
    let empty = Map::new();
    for key in keys {
        let (old, new) = (before.get(key.name), after.get(key.name));
        if old == new {
            continue;
        }
        let label = if above.is_empty() { key.label.to_owned() } else { format!("{above}: {}", key.label) };
        match (key.kind, key.presence, old, new) {
            (_, Presence::List, old, new) => {
                let each = |side: Option<&Value>| match side.and_then(Value::as_array) {
                    Some(all) => all.clone(),
                    None => Vec::new(),
                };
                let (old, new) = (each(old), each(new));
                let only = |these: &[Value], others: &[Value]| {
                    let gone: Vec<Value> = these.iter().filter(|one| !others.contains(one)).cloned().collect();
                    values(names, key, &Value::Array(gone)).iter().map(flat).collect::<Vec<_>>().join("; ")
                };
                let (lost, come) = (only(&old, &new), only(&new, &old));
                // The same things in another order.
                let (lost, come) = if lost.is_empty() && come.is_empty() {
                    let all = |side: Vec<Value>| flat_all(&values(names, key, &Value::Array(side)));
                    (all(old), all(new))
                } else {
                    (lost, come)
                };
                found.push(ChangeLine { label, lead: String::new(), old: lost, new: come, tail: String::new() });
            }
            (Kind::Object(inner), _, old, new) => {
                let side =
                    |side: Option<&Value>| side.and_then(Value::as_object).cloned().unwrap_or_else(|| empty.clone());
                within(names, inner, &label, &side(old), &side(new), found);
            }
            (_, _, old, new) => {
                let words = |side: Option<&Value>| side.map(|v| flat_all(&values(names, key, v))).unwrap_or_default();
                found.push(narrowed(label, &words(old), &words(new)));
            }
        }
    }
}

/// How many words that stayed are shown on either side.
const CONTEXT: usize = 5;

/// The change of a text without the words that both versions share at its ends.
fn narrowed(label: String, old: &str, new: &str) -> ChangeLine {
    let (olds, news): (Vec<&str>, Vec<&str>) = (old.split(' ').collect(), new.split(' ').collect());
    let most = olds.len().min(news.len());
    let first = olds.iter().zip(&news).take_while(|(a, b)| a == b).count();
    let last = olds.iter().rev().zip(news.iter().rev()).take(most - first).take_while(|(a, b)| a == b).count();
    // Where little stayed, the whole old and new are easier to read.
    if old.is_empty() || new.is_empty() || first + last < 3 {
        let none = String::new;
        return ChangeLine { label, lead: none(), old: old.to_owned(), new: new.to_owned(), tail: none() };
    }
    let lead = &olds[..first];
    let tail = &olds[olds.len() - last..];
    let lead = if first > CONTEXT { format!("… {}", lead[first - CONTEXT..].join(" ")) } else { lead.join(" ") };
    let tail = if last > CONTEXT { format!("{} …", tail[..CONTEXT].join(" ")) } else { tail.join(" ") };
    ChangeLine {
        label,
        lead,
        old: olds[first..olds.len() - last].join(" "),
        new: news[first..news.len() - last].join(" "),
        tail,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use breachbook_case::{Case, read_own};
    use serde_json::json;

    fn case() -> Case {
        let own = json!({"reference": "R", "title": "T", "incident_type": "loss"});
        Case::empty(read_own(&breachbook_case::Node::from_value(&own)).unwrap())
    }

    fn said(list: &str, before: Value, after: Value) -> Vec<String> {
        let case = case();
        let names = Names::of_case(&case);
        changes(&names, list, before.as_object().unwrap(), after.as_object().unwrap())
            .into_iter()
            .map(|c| format!("{}: {}[{}→{}]{}", c.label, c.lead, c.old, c.new, c.tail))
            .collect()
    }

    #[test]
    fn only_what_changed_of_a_text_is_shown_with_a_few_words_around_it() {
        let before = json!({"text": "The file was hidden from view; it had been available for about 2 h 51 min in all, they say."});
        let after = json!({"text": "The file was hidden from view; it had been available for about 2 h 20 min in all, they say."});
        assert_eq!(
            said("events", before, after),
            ["What happened: … available for about 2 h[51→20]min in all, they say."]
        );
        assert_eq!(
            said("events", json!({"text": "Seen by one."}), json!({"text": "Not seen."})),
            ["What happened: [Seen by one.→Not seen.]"]
        );
    }

    #[test]
    fn in_a_line_of_text_both_sides_stand_whole() {
        let case = case();
        let line = |before: Value, after: Value| {
            let found =
                changes(&Names::of_case(&case), "events", before.as_object().unwrap(), after.as_object().unwrap());
            found.iter().map(ChangeLine::line).collect::<Vec<_>>()
        };
        assert_eq!(
            line(
                json!({"text": "The file was seen by one of the team.", "kind": "breach"}),
                json!({"text": "The file was seen by two of the team.", "actor": "gone"})
            ),
            [
                "What happened: “The file was seen by one of the team.” → “The file was seen by two of the team.”",
                "Who: nothing → “gone (withdrawn)”",
                "Kind: “Breach” → nothing",
            ]
        );
    }

    #[test]
    fn times_words_lists_and_objects_are_said_in_words() {
        let before = json!({"occurred": {"at": "2023-08"}, "kind": "breach", "about": ["a", "b"]});
        let after = json!({"occurred": {"at": "2023-08-09", "approximate": true}, "about": ["b", "c"], "withhold": {"ground": "safety"}});
        assert_eq!(
            said("events", before, after),
            [
                "When: [August 2023→about 9 August 2023]",
                "Kind: [Breach→]",
                "Concerns: [a (withdrawn)→c (withdrawn)]",
                "Withheld: Ground: [→Safety of a person]"
            ]
        );
        let chased = |all: Value| json!({"chased": all});
        let first = json!({"at": {"at": "2023-08-09"}, "channel": "email"});
        let second = json!({"at": {"at": "2023-08-10"}, "channel": "call"});
        assert_eq!(
            said("questions", chased(json!([first])), chased(json!([first, second]))),
            ["Chased: [→When: 10 August 2023, How: call]"]
        );
    }
}
