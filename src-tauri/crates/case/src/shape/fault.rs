//! What is wrong with the shape of a file, all in one answer.

use std::fmt;

/// One fault: where, and what was expected there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The JSON path, for example `$.events[3].occurred.at`.
    pub path: String,
    /// What was expected and, where it helps, what was found.
    pub expected: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}", self.path, self.expected)
    }
}

/// The first twenty faults and the count of all (`FORMAT.md`: at most 20, then a count).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    kept: Vec<Fault>,
    count: usize,
}

impl Faults {
    /// How many faults are told one by one.
    pub const TOLD: usize = 20;

    /// Adds one.
    pub fn add(&mut self, fault: Fault) {
        if self.kept.len() < Self::TOLD {
            self.kept.push(fault);
        }
        self.count += 1;
    }

    /// Adds all of another list.
    pub fn extend(&mut self, other: Faults) {
        let untold = other.count - other.kept.len();
        for fault in other.kept {
            self.add(fault);
        }
        self.count += untold;
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The faults that are told one by one.
    pub fn told(&self) -> &[Fault] {
        &self.kept
    }

    /// How many there are in all.
    pub fn count(&self) -> usize {
        self.count
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, fault) in self.kept.iter().enumerate() {
            if n > 0 {
                writeln!(f)?;
            }
            write!(f, "{fault}")?;
        }
        if self.count > self.kept.len() {
            write!(f, "\nand {} more", self.count - self.kept.len())?;
        }
        Ok(())
    }
}
