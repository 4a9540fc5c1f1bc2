//! A case and its lists: reading a whole file or one record, writing, and the references between items.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use crate::record::*;
use crate::shape::{
    Fault, Faults, Fields, Id, Key, Keys, Kind, Leaf, Node, Path, Presence, Reading, Shape, Walk, read_each,
};

/// An item of a list: its id, the keys common to all, and its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Item<T> {
    /// Unique in the case.
    pub id: Id,
    /// The keys common to every item.
    pub common: Common,
    /// The keys of its list.
    pub own: T,
}

const ID_KEY: &[Key] = &[Key::bare("id", Presence::Required, Kind::Text)];

impl<T: Keys> Shape for Item<T> {
    const KIND: Kind = Kind::Object(T::KEYS);
    fn read(node: &Node, reading: &mut Reading) -> Option<Self> {
        let mut fields = Fields::of(node, reading)?;
        reading.path.enter("id");
        let id = match fields.take("id") {
            Some(node) => Id::read(node, reading),
            None => {
                reading.fault("this key; it is missing");
                None
            }
        };
        reading.path.leave();
        let own = T::read_keys(&mut fields, reading);
        let common = Common::read_keys(&mut fields, reading);
        fields.finish(&[ID_KEY, T::KEYS, Common::KEYS], reading);
        Some(Self { id: id?, common: common?, own: own? })
    }
    fn write(&self) -> Value {
        let mut out = Map::new();
        out.insert("id".into(), self.id.write());
        self.own.write_keys(&mut out);
        self.common.write_keys(&mut out);
        Value::Object(out)
    }
    fn walk(&self, walk: &mut Walk<'_>, _needed: bool) {
        self.own.walk_keys(walk);
        self.common.walk_keys(walk);
    }
    fn forget(&mut self, hidden: &dyn Fn(&Id) -> bool) -> bool {
        self.own.forget_keys(hidden);
        self.common.forget_keys(hidden);
        true
    }
    fn blank(&mut self) {
        self.own.blank_keys();
        self.common.blank_keys();
    }
}

/// An item of any list.
pub trait AnyItem {
    /// Its id.
    fn id(&self) -> &Id;
    /// The keys common to every item.
    fn common(&self) -> &Common;
    /// The same, to change.
    fn common_mut(&mut self) -> &mut Common;
    /// The JSON that reads back as the same item.
    fn json(&self) -> Value;
    /// Meets every leaf of the item.
    fn meet(&self, path: Path, meet: &mut dyn FnMut(&Path, Leaf<'_>, bool));
}

impl<T: Keys> AnyItem for Item<T> {
    fn id(&self) -> &Id {
        &self.id
    }
    fn common(&self) -> &Common {
        &self.common
    }
    fn common_mut(&mut self) -> &mut Common {
        &mut self.common
    }
    fn json(&self) -> Value {
        self.write()
    }
    fn meet(&self, path: Path, meet: &mut dyn FnMut(&Path, Leaf<'_>, bool)) {
        self.walk(&mut Walk { path, meet }, true);
    }
}

macro_rules! case {
    ($( $(#[$meta:meta])* $variant:ident $field:ident $name:literal : $ty:ty ),* $(,)?) => {
        words! {
            /// A list of the case file.
            pub enum List { $( $variant = $name ),* }
        }

        /// A case: its own keys and its lists. Every id is unique and every reference holds when it comes out
        /// of [`Case::read`].
        #[derive(Debug, Clone, PartialEq)]
        pub struct Case {
            /// The case's own keys.
            pub own: CaseKeys,
            $( $(#[$meta])* pub $field: Vec<Item<$ty>>, )*
        }

        impl Case {
            /// A case without items.
            pub fn empty(own: CaseKeys) -> Self {
                Self { own, $( $field: Vec::new() ),* }
            }

            /// Every item with its list and its number in it.
            pub fn items(&self) -> Vec<(List, usize, &dyn AnyItem)> {
                let mut all: Vec<(List, usize, &dyn AnyItem)> = Vec::new();
                $( all.extend(self.$field.iter().enumerate().map(|(n, item)| (List::$variant, n, item as &dyn AnyItem))); )*
                all
            }

            /// Keeps the items that `keep` names.
            pub(crate) fn retain(&mut self, keep: &dyn Fn(List, &Id) -> bool) {
                $( self.$field.retain(|item| keep(List::$variant, &item.id)); )*
            }

            /// Leaves out every reference to an id that `hidden` names.
            pub fn forget(&mut self, hidden: &dyn Fn(&Id) -> bool) {
                self.own.forget_keys(hidden);
                $( for item in &mut self.$field { item.forget(hidden); } )*
            }

            /// The same case with [`BLANK`](crate::BLANK) in the place of every free text: dates, numbers, words of the format and
            /// references stay.
            pub fn blanked(&self) -> Self {
                let mut case = self.clone();
                case.own.blank_keys();
                $( for item in &mut case.$field { item.blank(); } )*
                case
            }

            /// Every item, to change what is common to all.
            pub fn each_mut(&mut self, change: &mut dyn FnMut(List, &mut dyn AnyItem)) {
                $( for item in &mut self.$field { change(List::$variant, item); } )*
            }

            /// Reads the lists and checks every reference, also of items whose neighbours are at fault.
            fn read_lists(fields: &mut Fields<'_>, reading: &mut Reading, own: Option<CaseKeys>) -> Option<Self> {
                let nodes = [ $( (List::$variant, fields.take($name)) ),* ];
                let ids = given_ids(&nodes, reading);
                let lookup = |id: &Id| ids.get(id.as_str()).copied();
                if let Some(own) = &own {
                    reading.faults.extend(check_own_references(own, &lookup));
                }
                let mut nodes = nodes.into_iter().map(|(_, node)| node);
                $( let $field = read_checked::<$ty>(List::$variant, nodes.next().flatten(), reading, &lookup); )*
                Some(Self { own: own?, $( $field: $field? ),* })
            }

            /// Takes in one record as it is kept in a vault.
            ///
            /// # Errors
            /// What is wrong with its shape.
            pub fn add_stored(&mut self, list: List, node: &Node) -> Result<(), Faults> {
                match list {
                    $( List::$variant => self.$field.push(read_stored(node, Path::item($name, self.$field.len()))?), )*
                }
                Ok(())
            }

            /// Puts one record as it is kept in a vault in the place of item `n`, where there is one.
            ///
            /// # Errors
            /// What is wrong with its shape.
            pub fn replace_stored(&mut self, list: List, n: usize, node: &Node) -> Result<(), Faults> {
                match list {
                    $( List::$variant => {
                        let item = read_stored(node, Path::item($name, n))?;
                        Ok(if let Some(place) = self.$field.get_mut(n) { *place = item })
                    } )*
                }
            }

            /// Takes item `n` out; those after it move up by one.
            pub fn remove(&mut self, list: List, n: usize) {
                match list { $( List::$variant => drop((n < self.$field.len()).then(|| self.$field.remove(n))), )* }
            }

            /// Adds the items of another case behind these, list by list.
            pub fn append(&mut self, other: Self) {
                $( self.$field.extend(other.$field); )*
            }

            /// How many items a list has.
            pub fn count(&self, list: List) -> usize {
                match list { $( List::$variant => self.$field.len(), )* }
            }

            /// Item `n` of a list.
            pub fn item(&self, list: List, n: usize) -> Option<&dyn AnyItem> {
                match list { $( List::$variant => self.$field.get(n).map(|item| item as &dyn AnyItem), )* }
            }

            /// Leaves out of item `n` of a list every reference to an id that `hidden` names.
            pub fn forget_in(&mut self, list: List, n: usize, hidden: &dyn Fn(&Id) -> bool) {
                match list { $( List::$variant => drop(self.$field.get_mut(n).map(|item| item.forget(hidden))), )* }
            }

            /// The JSON of the lists that hold something, in the order of the format.
            pub fn lists_json(&self) -> Map<String, Value> {
                let mut out = Map::new();
                $( if !self.$field.is_empty() {
                    out.insert($name.into(), Value::Array(self.$field.iter().map(Shape::write).collect()));
                } )*
                out
            }
        }

        /// Reads one item and gives it back as the JSON that is kept.
        ///
        /// # Errors
        /// What is wrong with its shape. References are not looked at: see [`Lookup`].
        pub fn read_item(list: List, node: &Node, stored: bool) -> Result<Box<dyn AnyItem>, Faults> {
            let path = Path::root();
            match list {
                $( List::$variant => read_at::<Item<$ty>>(node, path, stored).map(|item| Box::new(item) as Box<dyn AnyItem>), )*
            }
        }

        impl List {
            /// The keys of the list's own, for forms. The id and the keys of [`Common`] come beside them.
            pub fn keys(self) -> &'static [Key] {
                match self { $( List::$variant => <$ty as Keys>::KEYS ),* }
            }
        }
    };
}

case! {
    /// Who takes part.
    Parties parties "parties": Party,
    /// Whose breach it is in law.
    Controllers controllers "controllers": Controller,
    /// Who held the data for a controller.
    Processors processors "processors": Processor,
    /// Assessments of severity.
    Severity severity "severity": Severity,
    /// The timeline.
    Events events "events": Event,
    /// Bodies told.
    Notifications notifications "notifications": Notification,
    /// Steps that limit the harm.
    Mitigations mitigations "mitigations": Mitigation,
    /// Letters, calls, meetings.
    Correspondence correspondence "correspondence": Letter,
    /// Categories of data.
    Data data "data": DataCategory,
    /// People affected.
    PeopleAffected people_affected "people_affected": Group,
    /// Questions put.
    Questions questions "questions": Question,
    /// Promises made.
    Commitments commitments "commitments": Commitment,
    /// Statements made.
    Statements statements "statements": Statement,
    /// Decisions with their rationale.
    Decisions decisions "decisions": Decision,
    /// Dates to keep.
    Deadlines deadlines "deadlines": Deadline,
    /// Answers for the ICO's form.
    IcoForms ico_forms "ico_forms": IcoForm,
}

fn read_at<T: Shape>(node: &Node, path: Path, stored: bool) -> Result<T, Faults> {
    let mut reading = Reading::new(path, stored);
    match T::read(node, &mut reading) {
        Some(value) if reading.faults.is_empty() => Ok(value),
        _ => Err(reading.faults),
    }
}

fn read_stored<T: Shape>(node: &Node, path: Path) -> Result<T, Faults> {
    read_at(node, path, true)
}

/// Reads the case's own keys.
///
/// # Errors
/// What is wrong with their shape.
pub fn read_own(node: &Node) -> Result<CaseKeys, Faults> {
    let mut path = Path::root();
    path.enter("case");
    read_at(node, path, true)
}

/// Every id that the file gives to an item, also to one that cannot be read: a reference to it is no fault of its
/// own. An id that stands twice is one.
fn given_ids<'n>(nodes: &[(List, Option<&'n Node>)], reading: &mut Reading) -> HashMap<&'n str, List> {
    let mut ids = HashMap::new();
    for (list, node) in nodes {
        let Some(Node::List(items)) = node else { continue };
        for (n, item) in items.iter().enumerate() {
            let Node::Object(pairs) = item else { continue };
            let id = pairs.iter().find_map(|(key, node)| match node {
                Node::Text(id) if key == "id" && !id.is_empty() => Some(id.as_str()),
                _ => None,
            });
            if let Some(id) = id
                && ids.insert(id, *list).is_some()
            {
                let mut path = Path::item(list.as_str(), n);
                path.enter("id");
                let said: String = id.chars().take(60).collect();
                let expected = format!("an id that no other item has; {said:?} stands twice");
                reading.faults.add(Fault { path: path.to_string(), expected });
            }
        }
    }
    ids
}

/// Reads a list; `None` when an item of it is at fault.
fn read_checked<T: Keys>(
    list: List,
    node: Option<&Node>,
    reading: &mut Reading,
    lookup: &Lookup<'_>,
) -> Option<Vec<Item<T>>> {
    let Some(node) = node else { return Some(Vec::new()) };
    reading.path.enter(list.as_str());
    let items = read_each::<Item<T>>(node, reading);
    reading.path.leave();
    let items = items?;
    for (n, item) in items.iter().enumerate() {
        if let Some(item) = item {
            reading.faults.extend(check_references(item, Path::item(list.as_str(), n), lookup));
        }
    }
    items.into_iter().collect()
}

/// Which list an id belongs to, if any.
pub type Lookup<'l> = dyn Fn(&Id) -> Option<List> + 'l;

/// Checks one reference; the sentence of the fault where it does not hold.
fn check_reference(leaf: Leaf<'_>, lookup: &Lookup<'_>) -> Option<String> {
    let said = |id: &Id| format!("{:?}", id.as_str().chars().take(60).collect::<String>());
    match leaf {
        Leaf::Text(_) => None,
        Leaf::Party(id) => match lookup(id) {
            Some(List::Parties) => None,
            Some(_) => Some(format!("the id of a party; {} is none", said(id))),
            None => Some(format!("the id of a party; there is no {}", said(id))),
        },
        Leaf::Item(id, lists) => match lookup(id) {
            None => Some(format!("the id of an item; there is no {}", said(id))),
            Some(list) if lists.is_empty() || lists.contains(&list.as_str()) => None,
            Some(_) => Some(format!("the id of an item of {}; {} is none", lists.join(" or "), said(id))),
        },
    }
}

/// Checks every reference of an item against the ids of its case.
pub fn check_references(item: &dyn AnyItem, path: Path, lookup: &Lookup<'_>) -> Faults {
    let mut faults = Faults::default();
    item.meet(path, &mut |path, leaf, _| {
        if let Some(expected) = check_reference(leaf, lookup) {
            faults.add(Fault { path: path.to_string(), expected });
        }
    });
    faults
}

/// Checks every reference of the case's own keys.
pub fn check_own_references(own: &CaseKeys, lookup: &Lookup<'_>) -> Faults {
    let mut faults = Faults::default();
    let mut path = Path::root();
    path.enter("case");
    own.walk(
        &mut Walk {
            path,
            meet: &mut |path, leaf, _| {
                if let Some(expected) = check_reference(leaf, lookup) {
                    faults.add(Fault { path: path.to_string(), expected });
                }
            },
        },
        true,
    );
    faults
}

impl Case {
    /// Reads the object of a case file, whose keys beside the lists and `case` are in `beside`.
    ///
    /// # Errors
    /// Every fault of shape, ids used twice and references that do not hold among them.
    pub fn read(node: &Node, beside: &[&str]) -> Result<Self, Faults> {
        let mut reading = Reading::new(Path::root(), false);
        let case = Fields::of(node, &mut reading).and_then(|mut fields| {
            for key in beside {
                fields.take(key);
            }
            reading.path.enter("case");
            let own = match fields.take("case") {
                Some(node) => CaseKeys::read(node, &mut reading),
                None => {
                    reading.fault("this key; it is missing");
                    None
                }
            };
            reading.path.leave();
            let case = Self::read_lists(&mut fields, &mut reading, own);
            let known: Vec<&str> = beside.iter().copied().chain(["case"]).chain(List::WORDS.iter().copied()).collect();
            fields.finish_named(&known, &mut reading);
            case
        });
        match case {
            Some(case) if reading.faults.is_empty() => Ok(case),
            _ => Err(reading.faults),
        }
    }

    /// The whole file, version 1.
    pub fn write(&self) -> Value {
        let mut out = Map::new();
        out.insert("format".into(), "breachbook-case".into());
        out.insert("version".into(), 1.into());
        out.insert("case".into(), self.own.write());
        out.extend(self.lists_json());
        Value::Object(out)
    }

    /// The name of a party, or its id where it is unknown.
    pub fn party_name<'a>(&'a self, id: &'a Id) -> &'a str {
        self.parties.iter().find(|party| &party.id == id).map_or(id.as_str(), |party| party.own.name.as_str())
    }

    /// Every id.
    pub fn ids(&self) -> HashSet<&Id> {
        self.items().into_iter().map(|(_, _, item)| item.id()).collect()
    }
}
