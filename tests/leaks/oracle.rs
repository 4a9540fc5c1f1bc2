//! Who may see what, a second time and another way: from `FORMAT.md` over plain JSON, for the tests alone.

use std::collections::BTreeSet;

use breachbook_case::{Key, Kind, List, Presence};
use serde_json::Value;

/// What one audience may see.
pub struct Seen {
    pub ids: BTreeSet<String>,
    pub own: bool,
}

fn references(keys: &[Key], object: &Value, top: bool, found: &mut dyn FnMut(&str, bool)) {
    for key in keys {
        let Some(value) = object.get(key.name) else { continue };
        let values: Vec<&Value> = match value {
            Value::Array(values) => values.iter().collect(),
            one => vec![one],
        };
        for value in values {
            match key.kind {
                Kind::Party | Kind::Item(_) => {
                    let needed = top && matches!(key.presence, Presence::Required | Presence::Binding);
                    found(value.as_str().unwrap(), needed);
                }
                Kind::Object(inner) => references(inner, value, false, found),
                _ => {}
            }
        }
    }
}

fn allows(audience: &str, list: Option<&Value>) -> Option<bool> {
    list.map(|list| list.as_array().unwrap().iter().any(|one| one == audience))
}

/// Works it out by taking away until nothing changes.
pub fn seen(file: &Value, audience: &str, common: &[Key]) -> Seen {
    let own = allows(audience, file["case"].get("audience")).unwrap_or(false);
    let items: Vec<(List, &Value)> = List::ALL
        .iter()
        .flat_map(|list| file[list.as_str()].as_array().into_iter().flatten().map(|item| (*list, item)))
        .collect();
    let id = |item: &Value| item["id"].as_str().unwrap().to_owned();
    let mut ids: BTreeSet<String> = items
        .iter()
        .filter(|(_, item)| allows(audience, item.get("audience")).unwrap_or(own) && item.get("withhold").is_none())
        .map(|(_, item)| id(item))
        .collect();
    loop {
        let mut gone = BTreeSet::new();
        let mut named: BTreeSet<String> = BTreeSet::new();
        for (list, item) in items.iter().filter(|(_, item)| ids.contains(&id(item))) {
            for keys in [list.keys(), common] {
                references(keys, item, true, &mut |to, needed| {
                    if needed && !ids.contains(to) {
                        gone.insert(id(item));
                    }
                    if *list != List::Parties {
                        named.insert(to.to_owned());
                    }
                });
            }
        }
        if own && let Some(kept_by) = file["case"]["kept_by"].as_str() {
            named.insert(kept_by.to_owned());
        }
        if gone.is_empty() {
            for (list, item) in &items {
                if *list == List::Parties && !named.contains(&id(item)) {
                    gone.insert(id(item));
                }
            }
            gone.retain(|id| ids.contains(id));
        }
        if gone.is_empty() {
            return Seen { ids, own };
        }
        ids.retain(|id| !gone.contains(id));
    }
}

/// Every free text below a value, as (key, text).
pub fn texts(keys: &[Key], object: &Value, found: &mut Vec<(String, String)>) {
    for key in keys {
        let Some(value) = object.get(key.name) else { continue };
        let values: Vec<&Value> = match value {
            Value::Array(values) => values.iter().collect(),
            one => vec![one],
        };
        for value in values {
            match key.kind {
                Kind::Text => found.push((key.name.to_owned(), value.as_str().unwrap().to_owned())),
                Kind::Object(inner) => texts(inner, value, found),
                _ => {}
            }
        }
    }
}
