//! The plain values: texts, numbers, flags, ids, lists.

use std::fmt;

use serde_json::Value;

use super::{BLANK, Kind, Leaf, Node, Reading, Shape, Walk, type_name};

/// The most bytes that one text may have (`FORMAT.md`: 4 MiB).
pub const TEXT_LIMIT: usize = 4 * 1024 * 1024;

/// The most bytes that an id may have: the book gives its length two bytes (`book/FORMAT.md`, "The payload").
pub const ID_LIMIT: usize = 65_535;

fn text(node: &Node, what: &str, reading: &mut Reading) -> Option<String> {
    match node {
        Node::Text(text) if text.len() > TEXT_LIMIT => {
            reading.fault(format!("{what} of at most 4 MiB, found {} bytes", text.len()));
            None
        }
        Node::Text(text) => Some(text.clone()),
        other => {
            reading.fault(format!("{what}, found {}", type_name(other)));
            None
        }
    }
}

/// Free text, at most 4 MiB.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(String);

impl Text {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Shape for Text {
    const KIND: Kind = Kind::Text;
    fn read(node: &Node, reading: &mut Reading) -> Option<Self> {
        text(node, "a text", reading).map(Self)
    }
    fn write(&self) -> Value {
        Value::String(self.0.clone())
    }
    fn walk(&self, walk: &mut Walk<'_>, needed: bool) {
        (walk.meet)(&walk.path, Leaf::Text(&self.0), needed);
    }
    fn blank(&mut self) {
        BLANK.clone_into(&mut self.0);
    }
}

/// The reference of a case: it names the case, so it is never blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference(String);

impl Reference {
    /// The reference.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Shape for Reference {
    const KIND: Kind = Kind::Text;
    fn read(node: &Node, reading: &mut Reading) -> Option<Self> {
        let reference = text(node, "a reference", reading)?;
        if reference.trim().is_empty() {
            reading.fault("a reference that is not empty: it names the case");
            return None;
        }
        Some(Self(reference))
    }
    fn write(&self) -> Value {
        Value::String(self.0.clone())
    }
    fn walk(&self, walk: &mut Walk<'_>, needed: bool) {
        (walk.meet)(&walk.path, Leaf::Text(&self.0), needed);
    }
}

/// The id of an item, never empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(String);

impl Id {
    /// An id; `None` where it is empty.
    pub fn new(id: impl Into<String>) -> Option<Self> {
        let id = id.into();
        (!id.is_empty()).then_some(Self(id))
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Shape for Id {
    const KIND: Kind = Kind::Text;
    fn read(node: &Node, reading: &mut Reading) -> Option<Self> {
        let id = text(node, "an id", reading)?;
        if id.len() > ID_LIMIT {
            reading.fault(format!("an id of at most {ID_LIMIT} bytes, found {}", id.len()));
            return None;
        }
        let id = Id::new(id);
        if id.is_none() {
            reading.fault("an id that is not empty");
        }
        id
    }
    fn write(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// A reference to a party, by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyRef(pub Id);

impl Shape for PartyRef {
    const KIND: Kind = Kind::Party;
    fn read(node: &Node, reading: &mut Reading) -> Option<Self> {
        Id::read(node, reading).map(Self)
    }
    fn write(&self) -> Value {
        self.0.write()
    }
    fn walk(&self, walk: &mut Walk<'_>, needed: bool) {
        (walk.meet)(&walk.path, Leaf::Party(&self.0), needed);
    }
    fn forget(&mut self, hidden: &dyn Fn(&Id) -> bool) -> bool {
        !hidden(&self.0)
    }
}

/// The lists that an [`ItemRef`] may point into; none named means any.
pub trait Lists {
    /// Their names.
    const OF: &'static [&'static str];
}

/// A reference to an item, by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemRef<L = AnyList>(pub Id, std::marker::PhantomData<L>);

/// Any list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnyList {}
impl Lists for AnyList {
    const OF: &'static [&'static str] = &[];
}
/// `people_affected`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Groups {}
impl Lists for Groups {
    const OF: &'static [&'static str] = &["people_affected"];
}
/// `events` or `statements`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventsOrStatements {}
impl Lists for EventsOrStatements {
    const OF: &'static [&'static str] = &["events", "statements"];
}

impl<L: Lists> Shape for ItemRef<L> {
    const KIND: Kind = Kind::Item(L::OF);
    fn read(node: &Node, reading: &mut Reading) -> Option<Self> {
        Id::read(node, reading).map(|id| Self(id, std::marker::PhantomData))
    }
    fn write(&self) -> Value {
        self.0.write()
    }
    fn walk(&self, walk: &mut Walk<'_>, needed: bool) {
        (walk.meet)(&walk.path, Leaf::Item(&self.0, L::OF), needed);
    }
    fn forget(&mut self, hidden: &dyn Fn(&Id) -> bool) -> bool {
        !hidden(&self.0)
    }
}

/// A whole number, zero or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Whole(pub u64);

impl Shape for Whole {
    const KIND: Kind = Kind::Whole;
    fn read(node: &Node, reading: &mut Reading) -> Option<Self> {
        match node {
            Node::Number(n) if n.as_u64().is_some() => n.as_u64().map(Self),
            Node::Number(n) => {
                reading.fault(format!("a whole number, zero or more, found {n}"));
                None
            }
            other => {
                reading.fault(format!("a whole number, found {}", type_name(other)));
                None
            }
        }
    }
    fn write(&self) -> Value {
        self.0.into()
    }
}

impl Shape for bool {
    const KIND: Kind = Kind::Flag;
    fn read(node: &Node, reading: &mut Reading) -> Option<Self> {
        match node {
            Node::Flag(flag) => Some(*flag),
            other => {
                reading.fault(format!("true or false, found {}", type_name(other)));
                None
            }
        }
    }
    fn write(&self) -> Value {
        Value::Bool(*self)
    }
}

/// Reads each item of a list: `None` where it is no list, and for each item that is at fault.
pub fn read_each<T: Shape>(node: &Node, reading: &mut Reading) -> Option<Vec<Option<T>>> {
    let Node::List(nodes) = node else {
        reading.fault(format!("a list, found {}", type_name(node)));
        return None;
    };
    let mut list = Vec::with_capacity(nodes.len());
    for (n, node) in nodes.iter().enumerate() {
        reading.path.enter_number(n);
        list.push(T::read(node, reading));
        reading.path.leave();
    }
    Some(list)
}

/// Reads a list; `None` when it is none or an item is at fault.
pub fn read_list<T: Shape>(node: &Node, reading: &mut Reading) -> Option<Vec<T>> {
    read_each(node, reading)?.into_iter().collect()
}
