//! What is set on a record: `KEY=VALUE`, read by what the domain says of the key, or keys with their JSON.

use breachbook_case::count::read_number;
use breachbook_case::{Key, Kind, Presence};
use serde_json::{Map, Value, json};

use crate::Failure;

fn wrong(set: &str, why: &str) -> Failure {
    Failure::new(
        "bad-set",
        format!("--set {set}: {why}."),
        "Give KEY=VALUE, for example text=\"…\" or occurred=2023-08-26; KEY= removes.",
    )
}

const fn key(name: &'static str, kind: Kind) -> Key {
    Key::bare(name, Presence::Optional, kind)
}

/// The keys of a time (`FORMAT.md`, "Times").
const TIME: &[Key] = &[key("at", Kind::Text), key("precision", Kind::Text), key("approximate", Kind::Flag)];
/// Those of a span, beside them.
const SPAN: &[Key] = &[key("from", Kind::Time), key("to", Kind::Time)];
/// What is set on a record.
#[derive(Debug, Clone, Copy)]
pub enum Sets<'s> {
    /// `KEY=VALUE`, as the command line gives it.
    Words(&'s [&'s str]),
    /// Keys of the record with the whole JSON of each; null removes the key.
    Keys(&'s Map<String, Value>),
}

impl Sets<'_> {
    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        match self {
            Sets::Words(words) => words.is_empty(),
            Sets::Keys(keys) => keys.is_empty(),
        }
    }

    /// Applies them; a key that there is not is left for the reading of the record to refuse, with its place.
    ///
    /// # Errors
    /// `bad-set`.
    pub fn apply(&self, record: &mut Map<String, Value>, keys: &[&[Key]]) -> Result<(), Failure> {
        match self {
            Sets::Words(words) => {
                for word in *words {
                    apply(record, keys, word)?;
                }
            }
            Sets::Keys(sets) => {
                for (key, value) in *sets {
                    if value.is_null() {
                        record.remove(key);
                    } else {
                        record.insert(key.clone(), value.clone());
                    }
                }
            }
        }
        Ok(())
    }
}

/// The list under a key of a record, with one more at its end.
pub fn with_more(record: &Map<String, Value>, key: &str, one: Value) -> Value {
    let mut all = record.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    all.push(one);
    all.into()
}

/// Applies one `KEY=VALUE`; the key may lead into an object, as `aware.time`.
fn apply(record: &mut Map<String, Value>, keys: &[&[Key]], set: &str) -> Result<(), Failure> {
    let (path, value) = set.split_once('=').ok_or_else(|| wrong(set, "there is no = in it"))?;
    let mut keys: Vec<Key> = keys.iter().flat_map(|keys| keys.iter().copied()).collect();
    let mut at = record;
    let mut steps = path.split('.').peekable();
    while let Some(step) = steps.next() {
        let known = keys.iter().find(|key| key.name == step);
        let Some(key) = known.copied() else {
            let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
            return Err(wrong(set, &format!("there is no key {step:?}; known here are {}", names.join(", "))));
        };
        if steps.peek().is_none() {
            if value.is_empty() {
                at.remove(step);
            } else {
                at.insert(step.to_owned(), read(&key, value).map_err(|why| wrong(set, &why))?);
            }
            return Ok(());
        }
        keys = match key.kind {
            Kind::Object(inner) => inner.to_vec(),
            Kind::Time => TIME.to_vec(),
            Kind::When => [TIME, SPAN].concat(),
            _ => return Err(wrong(set, &format!("{step} holds no keys of its own"))),
        };
        if value.is_empty() && !at.contains_key(step) {
            return Ok(());
        }
        let entry = at.entry(step).or_insert_with(|| json!({}));
        at = entry.as_object_mut().ok_or_else(|| wrong(set, &format!("{step} is a list; give it whole, as JSON")))?;
    }
    Ok(())
}

/// The JSON of a value by the kind of its key.
fn read(key: &Key, value: &str) -> Result<Value, String> {
    let json = |what: &str| serde_json::from_str(value).map_err(|_| format!("{what} was expected"));
    if key.presence == Presence::List || key.kind == Kind::Audiences {
        return if value.starts_with('[') {
            json("a list in JSON")
        } else if key.kind == Kind::Text {
            // A comma may stand in a name; ids and words have none.
            Ok(json!([value]))
        } else {
            Ok(value.split(',').map(|word| Value::from(word.trim())).collect())
        };
    }
    match key.kind {
        Kind::Time | Kind::When if !value.starts_with('{') => Ok(json!({"at": value})),
        Kind::Time | Kind::When | Kind::Object(_) => json("an object in JSON"),
        Kind::Whole => read_number(value).map_or_else(|| json("a number"), |number| Ok(number.into())),
        Kind::Number { .. } => json("a number"),
        Kind::Flag => json("true or false"),
        _ => Ok(value.into()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use breachbook_case::List;

    fn set(list: List, start: Value, sets: &[&str]) -> Result<Value, String> {
        let mut record = start.as_object().unwrap().clone();
        for set in sets {
            apply(&mut record, &[list.keys()], set).map_err(|failure| failure.sentence)?;
        }
        Ok(Value::Object(record))
    }

    #[test]
    fn values_are_read_by_the_kind_of_their_key() {
        let out = set(
            List::Controllers,
            json!({"sector": "x"}),
            &[
                "party=force",
                "aware.time=2023-08-26",
                "joint=true",
                "sector=",
                "risk={\"level\": \"high\"}",
                "address=a=b",
            ],
        );
        let expected = json!({"party": "force", "aware": {"time": {"at": "2023-08-26"}}, "joint": true,
            "risk": {"level": "high"}, "address": "a=b"});
        assert_eq!(out.unwrap(), expected);
        assert_eq!(set(List::Correspondence, json!({}), &["to=a, b"]).unwrap(), json!({"to": ["a", "b"]}));
        assert_eq!(set(List::PeopleAffected, json!({}), &["number=9,483"]).unwrap(), json!({"number": 9483}));
    }

    #[test]
    fn a_time_is_set_whole_or_in_part() {
        let start = json!({"occurred": {"at": "2023-08"}});
        let out = set(List::Events, start.clone(), &["occurred.at=2023-08-26", "occurred.approximate=true"]);
        assert_eq!(out.unwrap(), json!({"occurred": {"at": "2023-08-26", "approximate": true}}));
        let out = set(List::Events, start, &["occurred.at=", "occurred.from=2023-08", "occurred.to.at=2023-09"]);
        assert_eq!(out.unwrap(), json!({"occurred": {"from": {"at": "2023-08"}, "to": {"at": "2023-09"}}}));
        assert_eq!(set(List::Controllers, json!({}), &["aware.reason="]).unwrap(), json!({}));
    }

    #[test]
    fn a_comma_parts_ids_and_no_names() {
        assert_eq!(set(List::Parties, json!({}), &["aliases=Smith, J."]).unwrap(), json!({"aliases": ["Smith, J."]}));
    }

    #[test]
    fn a_wrong_set_says_why() {
        for wrong in ["text", "colour=red", "text.more=1", "occurred={"] {
            assert!(set(List::Events, json!({}), &[wrong]).is_err(), "{wrong}");
        }
    }
}
