//! How a JSON value becomes a typed value and comes out again, once for all records: reading that reports every
//! fault with its path, writing, walking over references and texts, and the description of keys for forms.

mod fault;
#[macro_use]
mod object;
mod node;
mod path;
mod value;
#[macro_use]
mod word;

pub use fault::{Fault, Faults};
pub use node::{Node, NodeFault};
pub use object::{Fields, Key, Keys, Presence, key_name};
pub use path::Path;
pub use value::{
    EventsOrStatements, Groups, Id, ItemRef, PartyRef, Reference, TEXT_LIMIT, Text, Whole, read_each, read_list,
};
pub use word::Word;

/// What a key may hold, for forms and for the sentence of a fault.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// Free text.
    Text,
    /// The id of an item of `parties`.
    Party,
    /// The id of an item of one of these lists; of any list where none is named.
    Item(&'static [&'static str]),
    /// A time (a moment known to the year, month, day, hour, minute or second).
    Time,
    /// A time or a span of two times.
    When,
    /// A whole number, zero or more.
    Whole,
    /// One of these numbers, or any number between the first two where `between`.
    Number {
        /// The numbers.
        of: &'static [f64],
        /// Whether any number between the first and the last may stand.
        between: bool,
    },
    /// True or false.
    Flag,
    /// One of these words.
    Word(&'static [Word]),
    /// An object with these keys.
    Object(&'static [Key]),
    /// The bytes of a file, in base64.
    Content,
    /// A list of audiences, never empty.
    Audiences,
}

/// Something at the end of a path that a walk meets.
#[derive(Debug, Clone, Copy)]
pub enum Leaf<'a> {
    /// Free text.
    Text(&'a str),
    /// A reference to a party.
    Party(&'a Id),
    /// A reference to an item of one of the lists (any, where none is named).
    Item(&'a Id, &'static [&'static str]),
}

/// A walk over a value: `meet` is called with the path, the leaf, and whether the item cannot be shown without it.
pub struct Walk<'w> {
    /// Where the walk stands.
    pub path: Path,
    /// What to do with each leaf; the last argument says that the item stands or falls with it.
    pub meet: &'w mut dyn FnMut(&Path, Leaf<'_>, bool),
}

/// The state of a reading: where it stands, what it found wrong, and how attachments are given.
pub struct Reading {
    /// Where the reading stands.
    pub path: Path,
    /// What was found wrong so far.
    pub faults: Faults,
    /// True for a record out of a vault, whose attachments name stored bytes instead of carrying base64.
    pub stored: bool,
}

impl Reading {
    /// A reading that starts at `path`.
    pub fn new(path: Path, stored: bool) -> Self {
        Self { path, faults: Faults::default(), stored }
    }

    /// Notes that another shape was expected here.
    pub fn fault(&mut self, expected: impl Into<String>) {
        let path = self.path.to_string();
        self.faults.add(Fault { path, expected: expected.into() });
    }
}

/// A value that can be read from JSON, written, and walked over.
pub trait Shape: Sized {
    /// What it is, for forms.
    const KIND: Kind;
    /// Reads it; `None` when a fault was noted.
    fn read(node: &Node, reading: &mut Reading) -> Option<Self>;
    /// The JSON that reads back as the same value.
    fn write(&self) -> serde_json::Value;
    /// Meets every leaf; `needed` says whether the item stands or falls with this value.
    fn walk(&self, _walk: &mut Walk<'_>, _needed: bool) {}
    /// Leaves out every reference to a hidden id; false when nothing of the value is left.
    fn forget(&mut self, _hidden: &dyn Fn(&Id) -> bool) -> bool {
        true
    }
    /// Puts [`BLANK`] in the place of every free text.
    fn blank(&mut self) {}
}

/// What stands where a free text was taken out.
pub const BLANK: &str = "§";

/// The name of a JSON value's type in a sentence.
pub fn type_name(node: &Node) -> &'static str {
    match node {
        Node::Null => "null",
        Node::Flag(_) => "true or false",
        Node::Number(_) => "a number",
        Node::Text(_) => "a text",
        Node::List(_) => "a list",
        Node::Object(_) => "an object",
    }
}
