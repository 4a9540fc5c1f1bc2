//! A case with every list, key, word and precision, an attachment everywhere, and its own word in every text: made
//! from the domain's own description of its keys, so that a new key is in it from its first day.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use breachbook_case::{CaseKeys, Common, Key, Keys as _, Kind, List, Presence};
use serde_json::{Map, Value, json};

const TIMES: [&str; 6] =
    ["2023", "2023-08", "2023-08-26", "2023-08-26T14:30:00+01:00", "2023-08-26T14:30:15Z", "2023-10-29T01:30:00+00:00"];
const AUDIENCES: [&[&str]; 6] = [
    &["team", "ico"],
    &["force", "federation"],
    &["team"],
    &["nca", "public"],
    &["ico", "nca", "force"],
    &["federation"],
];

struct Maker {
    words: usize,
    turns: usize,
    ids: Vec<(&'static str, Vec<String>)>,
}

/// How many items a list needs so that each word of each of its keys stands once.
fn needed(keys: &[Key]) -> usize {
    let of = |key: &Key| match key.kind {
        Kind::Word(words) => words.len(),
        Kind::Object(keys) => needed(keys),
        Kind::Number { of, .. } => of.len(),
        _ => 1,
    };
    keys.iter().map(of).max().unwrap_or(1).max(8)
}

impl Maker {
    /// A word that stands nowhere else; long and short ones.
    fn word(&mut self) -> String {
        self.words += 1;
        let mut n = self.words;
        let mut tail = String::new();
        for _ in 0..4 {
            tail.push(char::from(b'a' + u8::try_from(n % 26).unwrap()));
            n /= 26;
        }
        if self.words.is_multiple_of(3) { format!("Zq{tail}") } else { format!("Vorkommnis{tail} und Mehr{tail}") }
    }

    fn id(&mut self, lists: &[&str], n: usize) -> String {
        let of: Vec<&String> = self
            .ids
            .iter()
            .filter(|(list, _)| lists.is_empty() || lists.contains(list))
            .flat_map(|(_, ids)| ids)
            .collect();
        of[(n * 7 + self.turns) % of.len()].clone()
    }

    fn value(&mut self, name: &str, kind: Kind, n: usize) -> Value {
        self.turns += 1;
        match kind {
            Kind::Text if name == "sha256" => Value::Null,
            Kind::Text if name == "name" || name == "media_type" => self.word().replace(' ', "-").into(),
            Kind::Text => self.word().into(),
            Kind::Party => self.id(&["parties"], n).into(),
            Kind::Item(lists) => self.id(lists, n).into(),
            Kind::Time => self.time(),
            Kind::When => match self.turns % 4 {
                0 => json!({"from": self.time(), "to": self.time()}),
                1 => json!({"to": self.time()}),
                2 => json!({"from": self.time()}),
                _ => self.time(),
            },
            Kind::Whole => (self.turns * 37).into(),
            Kind::Number { of, .. } => of[n % of.len()].to_string().parse::<Value>().unwrap(),
            Kind::Flag => (name != "count").into(),
            Kind::Word(words) => words[n % words.len()].name.into(),
            Kind::Object(keys) => Value::Object(self.object(keys, n)),
            Kind::Content => STANDARD.encode(self.word()).into(),
            Kind::Audiences => AUDIENCES[n % AUDIENCES.len()].into(),
        }
    }

    fn time(&mut self) -> Value {
        self.turns += 1;
        let at = TIMES[self.turns % TIMES.len()];
        let mut time = json!({"at": at});
        if self.turns.is_multiple_of(5) {
            time["approximate"] = true.into();
        }
        if self.turns.is_multiple_of(7) && at.len() > 10 {
            time["precision"] = "hour".into();
        }
        time
    }

    fn object(&mut self, keys: &[Key], n: usize) -> Map<String, Value> {
        let mut out = Map::new();
        for key in keys {
            let value = match key.presence {
                Presence::List => json!([self.value(key.name, key.kind, n), self.value(key.name, key.kind, n + 1)]),
                _ => self.value(key.name, key.kind, n),
            };
            if !value.is_null() {
                out.insert(key.name.to_owned(), value);
            }
        }
        out
    }
}

/// The case file.
pub fn case() -> Value {
    let ids = List::ALL.iter().map(|list| {
        let prefix: String = list.as_str().chars().filter(|c| c.is_alphabetic()).take(5).collect();
        let ids = (0..needed(list.keys())).map(|n| format!("{prefix}-{n}-{}", n * 31 + 7)).collect();
        (list.as_str(), ids)
    });
    let mut maker = Maker { words: 0, turns: 0, ids: ids.collect() };
    let mut own = maker.object(CaseKeys::KEYS, 0);
    own.insert("reference".into(), "EVERY-2023-01".into());
    own.insert("audience".into(), json!(["team", "ico", "federation"]));
    let mut file = json!({"format": "breachbook-case", "version": 1, "case": own});
    for list in List::ALL {
        let ids = maker.ids.iter().find(|(name, _)| *name == list.as_str()).unwrap().1.clone();
        let items = ids.iter().enumerate().map(|(n, id)| {
            let mut item = maker.object(list.keys(), n);
            item.extend(maker.object(Common::KEYS, n));
            item.insert("id".into(), id.as_str().into());
            // Withheld, with the case's audience, with one of its own: in turn.
            if n % 5 != 4 {
                item.remove("withhold");
            } else if n % 2 == 0 {
                item["withhold"]["count"] = false.into();
            } else {
                item["withhold"].as_object_mut().unwrap().remove("count");
            }
            if n % 3 == 0 {
                item.remove("audience");
            }
            Value::Object(item)
        });
        file[list.as_str()] = items.collect();
    }
    file
}
