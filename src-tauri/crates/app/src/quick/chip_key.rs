//! What a chip is of: a key, and which of the records that a line becomes.

use std::fmt;

use serde::{Serialize, Serializer};

/// Which of the records that a line becomes a chip says something of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// The first, or the line as a whole.
    First,
    /// A further one of the same list, by its number: the first of them is 2.
    Further(u16),
    /// What stands in the case already and is chased by the line, by its number from 1.
    Chased(u16),
}

/// The key of a chip: a key of the record, or `list`. As text, as the page gives it back, `body`, `body-2` and
/// `chase-1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChipKey {
    /// The key of the record.
    pub name: &'static str,
    /// Of which record.
    pub of: Of,
}

impl ChipKey {
    /// The same key of a further record.
    pub const fn further(name: &'static str, n: u16) -> Self {
        Self { name, of: Of::Further(n) }
    }

    /// What is added to what was chased.
    pub const fn chased(n: u16) -> Self {
        Self { name: "chased", of: Of::Chased(n) }
    }

    /// Whether it is this key of the first record.
    pub fn is(self, name: &str) -> bool {
        self.of == Of::First && self.name == name
    }

    /// Another key of the same record.
    pub fn beside(self, name: &'static str) -> Self {
        Self { name, ..self }
    }
}

impl From<&'static str> for ChipKey {
    fn from(name: &'static str) -> Self {
        Self { name, of: Of::First }
    }
}

impl fmt::Display for ChipKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.of {
            Of::First => f.write_str(self.name),
            Of::Further(n) => write!(f, "{}-{n}", self.name),
            Of::Chased(n) => write!(f, "chase-{n}"),
        }
    }
}

impl Serialize for ChipKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
