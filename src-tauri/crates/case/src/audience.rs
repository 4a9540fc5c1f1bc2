//! Who may see what (`FORMAT.md`, "Who may see an item"): closed by default, worked out before anything is laid out.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::case::{AnyItem, Case, List};
use crate::record::CaseKeys;
use crate::shape::{Id, Kind, Leaf, Node, Path, Reading, Shape, Walk, read_list};

words! {
    /// A reader, or a body of readers.
    pub enum Audience {
        Team = "team" as "the team",
        Force = "force" as "the force",
        Federation = "federation" as "the federation",
        Ico = "ico" as "the ICO",
        Nca = "nca" as "the NCA",
        Public = "public" as "the public",
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
    uncountable: HashSet<Id>,
    /// Parties that something shown names and that this audience may not see.
    left_out: HashSet<Id>,
}

impl Shown {
    /// Works it out. An item that needs what is hidden is hidden too, until nothing changes; a party needs a
    /// shown item that names it.
    pub fn work_out(case: &Case, audience: Audience) -> Self {
        let items = case.items();
        if audience == Audience::Team {
            let ids = items.iter().map(|(_, _, item)| item.id().clone()).collect();
            return Self { audience, own: true, ids, uncountable: HashSet::new(), left_out: HashSet::new() };
        }
        let own = case.own.audience.as_ref().is_some_and(|list| list.contains(audience));
        let mut needs: HashMap<&Id, Vec<Id>> = HashMap::new();
        let mut names: HashMap<&Id, Vec<Id>> = HashMap::new();
        let mut ids: HashSet<Id> = HashSet::new();
        let mut uncountable: HashSet<Id> = HashSet::new();
        for (_, _, item) in &items {
            let common = item.common();
            if common.withhold.as_ref().is_some_and(|withhold| !withhold.countable()) {
                uncountable.insert(item.id().clone());
            }
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
                // Counted, it would say that there is something of which not even the number may be said.
                if needs.get(&id).is_some_and(|needed| needed.iter().any(|need| uncountable.contains(need))) {
                    uncountable.insert(id.clone());
                }
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
        // A party that is shown is a shown item too, and shows whom it names; two that name none but each other are not.
        let both = |id: &&Id| parties.contains(*id) && ids.contains(*id);
        let mut open: Vec<&Id> = named.iter().copied().filter(both).collect();
        while let Some(id) = open.pop() {
            let further = names.get(id).into_iter().flatten().filter(|id| named.insert(*id));
            open.extend(further.filter(both));
        }
        let unnamed: Vec<Id> = ids.iter().filter(|id| parties.contains(id) && !named.contains(id)).cloned().collect();
        for id in unnamed {
            ids.remove(&id);
        }
        let left_out = parties.iter().filter(|id| named.contains(*id) && !ids.contains(**id));
        let left_out = left_out.map(|id| (*id).clone()).collect();
        Self { audience, own, ids, uncountable, left_out }
    }

    /// Whether an audience is shown one item, as [`Shown::work_out`] would say, from that item alone and what it
    /// needs. `find` gives the item of an id.
    pub fn sees<'c>(
        case: &'c Case,
        audience: Audience,
        item: &'c dyn AnyItem,
        is_party: bool,
        find: &dyn Fn(&Id) -> Option<&'c dyn AnyItem>,
    ) -> bool {
        if audience == Audience::Team {
            return true;
        }
        let own = case.own.audience.as_ref().is_some_and(|list| list.contains(audience));
        let allowed = |item: &dyn AnyItem| {
            let common = item.common();
            common.withhold.is_none() && common.audience.as_ref().map_or(own, |list| list.contains(audience))
        };
        // What nothing hidden is needed by, however far that goes.
        let stands = |item: &'c dyn AnyItem| {
            let (mut seen, mut open) = (HashSet::from([item.id().clone()]), vec![item]);
            while let Some(item) = open.pop() {
                let mut missing = !allowed(item);
                item.meet(Path::root(), &mut |_, leaf, needed| {
                    if let (Leaf::Party(id) | Leaf::Item(id, _), true) = (leaf, needed)
                        && seen.insert(id.clone())
                    {
                        match find(id) {
                            Some(needed) => open.push(needed),
                            None => missing = true,
                        }
                    }
                });
                if missing {
                    return false;
                }
            }
            true
        };
        let named = |id: &Id| {
            let items = case.items();
            let (mut seen, mut open) = (HashSet::from([id.clone()]), vec![id.clone()]);
            while let Some(id) = open.pop() {
                if own && case.own.kept_by.as_ref().is_some_and(|party| party.0 == id) {
                    return true;
                }
                for (list, _, other) in &items {
                    if !(allowed(*other) && names(*other, &id) && stands(*other)) {
                        continue;
                    }
                    if *list != List::Parties {
                        return true;
                    }
                    // A party that names it is enough where something shown names that one.
                    if seen.insert(other.id().clone()) {
                        open.push(other.id().clone());
                    }
                }
            }
            false
        };
        stands(item) && (!is_party || named(item.id()))
    }

    /// Whether an item is shown.
    pub fn item(&self, id: &Id) -> bool {
        self.ids.contains(id)
    }

    /// Whether a hidden item may be counted.
    pub fn countable(&self, id: &Id) -> bool {
        !self.uncountable.contains(id)
    }

    /// Whether something is withheld: a party that nothing shown names is merely not needed.
    pub fn withheld(&self, list: List, item: &dyn AnyItem) -> bool {
        !self.item(item.id())
            && self.countable(item.id())
            && (list != List::Parties || item.common().withhold.is_some() || self.left_out.contains(item.id()))
    }

    /// Whether all the case's own keys are shown, or only its reference, title and kind.
    pub fn own(&self) -> bool {
        self.own
    }

    /// The case without what is not shown: a valid case again.
    pub fn case(&self, case: &Case) -> Case {
        let mut shown = case.clone();
        // References to what was withdrawn go here too, for the team as well: figures are worked out before.
        if self.audience == Audience::Team {
            shown.forget(&|id| !self.item(id));
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

/// Whether an item names an id.
pub fn names(item: &dyn AnyItem, id: &Id) -> bool {
    let mut met = false;
    item.meet(Path::root(), &mut |_, leaf, _| {
        met |= matches!(leaf, Leaf::Party(named) | Leaf::Item(named, _) if named == id);
    });
    met
}

/// The free texts and ids of a case, parted by whether an audience is shown them. Worked out item by item from the
/// whole case, not from what [`Shown::case`] left, so that a fault there is seen in what comes out.
#[derive(Debug, Clone, Default)]
pub struct Parted {
    /// What may stand in a file for that audience.
    pub shown: Vec<String>,
    /// What must not, as (item, text): no shown item holds the same text. The item is named by its id, the case's
    /// own keys by its reference.
    pub hidden: Vec<(String, String)>,
}

impl Parted {
    /// Parts the texts of a case.
    pub fn of(case: &Case, shown: &Shown) -> Self {
        let mut seen: HashSet<String> = HashSet::new();
        let mut hidden: Vec<(String, String)> = Vec::new();
        let mut sort = |visible: bool, item: &str, text: &str| {
            if visible {
                seen.insert(text.to_owned());
            } else if !text.trim().is_empty() {
                hidden.push((item.to_owned(), text.to_owned()));
            }
        };
        let team = shown.audience == Audience::Team;
        let reference = case.own.reference.as_str();
        case.own.walk(
            &mut Walk {
                path: Path::root(),
                meet: &mut |path, leaf, _| {
                    if let Leaf::Text(text) = leaf {
                        let public = matches!(path.last_key(), Some("title")) || text == reference;
                        sort(shown.own() || public, reference, text);
                    }
                },
            },
            true,
        );
        for (list, _, item) in case.items() {
            let visible = shown.item(item.id());
            let id = item.id().as_str();
            sort(visible, id, id);
            item.meet(Path::root(), &mut |path, leaf, _| {
                if let Leaf::Text(text) = leaf {
                    // How a party is reached is for the team alone, whoever else may see the party.
                    let reach = list == List::Parties && matches!(path.last_key(), Some("contact" | "emails"));
                    sort(visible && (team || !reach), id, text);
                }
            });
        }
        hidden.retain(|(_, text)| !seen.contains(text));
        Self { shown: seen.into_iter().collect(), hidden }
    }
}
