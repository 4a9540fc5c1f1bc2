//! Who may see what (`FORMAT.md`, "Who may see an item"): closed by default, worked out before anything is laid out.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::case::{Case, List};
use crate::record::CaseKeys;
use crate::shape::{Id, Kind, Leaf, Node, Path, Reading, Shape, Walk, read_list};

words! {
    /// A reader, or a body of readers.
    pub enum Audience {
        Team = "team",
        Force = "force",
        Federation = "federation",
        Ico = "ico",
        Nca = "nca",
        Public = "public",
    }
}

/// Some audiences, at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audiences(Vec<Audience>);

impl Audiences {
    /// A list of audiences; `None` where it is empty.
    pub fn new(list: Vec<Audience>) -> Option<Self> {
        (!list.is_empty()).then_some(Self(list))
    }

    /// Whether this audience is among them.
    pub fn contains(&self, audience: Audience) -> bool {
        self.0.contains(&audience)
    }

    /// The audiences, as written.
    pub fn list(&self) -> &[Audience] {
        &self.0
    }
}

impl Shape for Audiences {
    const KIND: Kind = Kind::Audiences;
    fn read(node: &Node, reading: &mut Reading) -> Option<Self> {
        let list = read_list(node, reading)?;
        let audiences = Self::new(list);
        if audiences.is_none() {
            reading.fault("at least one audience; leave the key out for the default");
        }
        audiences
    }
    fn write(&self) -> Value {
        Value::Array(self.0.iter().map(Shape::write).collect())
    }
}

/// Which ids of a case an audience is shown.
#[derive(Debug, Clone)]
pub struct Shown {
    audience: Audience,
    own: bool,
    ids: HashSet<Id>,
}

impl Shown {
    /// Works it out. An item that needs what is hidden is hidden too, until nothing changes; a party needs a
    /// shown item that names it.
    pub fn work_out(case: &Case, audience: Audience) -> Self {
        let items = case.items();
        if audience == Audience::Team {
            return Self { audience, own: true, ids: items.iter().map(|(_, _, item)| item.id().clone()).collect() };
        }
        let own = case.own.audience.as_ref().is_some_and(|list| list.contains(audience));
        let mut needs: HashMap<&Id, Vec<Id>> = HashMap::new();
        let mut names: HashMap<&Id, Vec<Id>> = HashMap::new();
        let mut ids: HashSet<Id> = HashSet::new();
        for (_, _, item) in &items {
            let common = item.common();
            let allowed = common.audience.as_ref().map_or(own, |list| list.contains(audience));
            if allowed && common.withhold.is_none() {
                ids.insert(item.id().clone());
            }
            item.meet(Path::root(), &mut |_, leaf, needed| {
                if let Leaf::Party(id) | Leaf::Item(id, _) = leaf {
                    names.entry(item.id()).or_default().push(id.clone());
                    if needed {
                        needs.entry(item.id()).or_default().push(id.clone());
                    }
                }
            });
        }
        loop {
            let before = ids.len();
            let hidden: Vec<Id> = ids
                .iter()
                .filter(|id| needs.get(id).is_some_and(|needed| needed.iter().any(|need| !ids.contains(need))))
                .cloned()
                .collect();
            for id in hidden {
                ids.remove(&id);
            }
            if ids.len() == before {
                break;
            }
        }
        let parties: HashSet<&Id> = case.parties.iter().map(|party| &party.id).collect();
        let mut named: HashSet<&Id> = HashSet::new();
        for (list, _, item) in &items {
            if *list != List::Parties && ids.contains(item.id()) {
                named.extend(names.get(item.id()).into_iter().flatten());
            }
        }
        if own && let Some(kept_by) = &case.own.kept_by {
            named.insert(&kept_by.0);
        }
        let unnamed: Vec<Id> =
            ids.iter().filter(|id| parties.contains(id) && !named.contains(id)).cloned().collect();
        for id in unnamed {
            ids.remove(&id);
        }
        Self { audience, own, ids }
    }

    /// Whether an item is shown.
    pub fn item(&self, id: &Id) -> bool {
        self.ids.contains(id)
    }

    /// Whether all the case's own keys are shown, or only its reference, title and kind.
    pub fn own(&self) -> bool {
        self.own
    }

    /// The case without what is not shown: a valid case again.
    pub fn case(&self, case: &Case) -> Case {
        let mut shown = case.clone();
        if self.audience == Audience::Team {
            return shown;
        }
        shown.retain(&|_, id| self.item(id));
        if !self.own {
            let CaseKeys { reference, title, incident_type, .. } = shown.own;
            shown.own = CaseKeys {
                reference,
                title,
                incident_type,
                summary: None,
                kept_by: None,
                jurisdiction: None,
                operation: None,
                audience: None,
                marking: None,
                status: None,
                happened: None,
                cyber: None,
                links: Vec::new(),
                retention: None,
                lessons: None,
            };
        }
        for party in &mut shown.parties {
            party.own.contact = None;
            party.own.emails.clear();
        }
        shown.forget(&|id| !self.item(id));
        shown
    }
}

/// The free texts of a case's own keys and items that an audience is not shown: what a finished file must not hold.
/// Each comes with the id of its item (the case's reference for its own keys).
pub fn hidden_texts(case: &Case, shown: &Shown) -> Vec<(String, String)> {
    let mut seen: HashSet<String> = HashSet::new();
    let visible = shown.case(case);
    let mut collect = |text: &str| {
        seen.insert(text.to_owned());
    };
    for (_, _, item) in visible.items() {
        collect(item.id().as_str());
        item.meet(Path::root(), &mut |_, leaf, _| {
            if let Leaf::Text(text) = leaf {
                collect(text);
            }
        });
    }
    let meet_own = |own: &CaseKeys, meet: &mut dyn FnMut(&str)| {
        own.walk(
            &mut Walk {
                path: Path::root(),
                meet: &mut |_, leaf, _| {
                    if let Leaf::Text(text) = leaf {
                        meet(text);
                    }
                },
            },
            true,
        );
    };
    meet_own(&visible.own, &mut |text| {
        seen.insert(text.to_owned());
    });
    let mut hidden: Vec<(String, String)> = Vec::new();
    let mut add = |item: &str, text: &str| {
        if !text.trim().is_empty() && !seen.contains(text) {
            hidden.push((item.to_owned(), text.to_owned()));
        }
    };
    meet_own(&case.own, &mut |text| add(case.own.reference.as_str(), text));
    for (_, _, item) in case.items() {
        if !shown.item(item.id()) {
            add(item.id().as_str(), item.id().as_str());
        }
        item.meet(Path::root(), &mut |_, leaf, _| {
            if let Leaf::Text(text) = leaf {
                add(item.id().as_str(), text);
            }
        });
    }
    hidden
}
