//! The way to a value in a JSON file.

use std::borrow::Cow;
use std::fmt;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Key(Cow<'static, str>),
    Number(usize),
}

/// A JSON path, printed as `$.events[3].occurred`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Path(Vec<Step>);

impl Path {
    /// The whole file.
    pub fn root() -> Self {
        Self::default()
    }

    /// The item number `n` of a list of the file.
    pub fn item(list: &'static str, n: usize) -> Self {
        Self(vec![Step::Key(list.into()), Step::Number(n)])
    }

    /// One key deeper.
    pub fn enter(&mut self, key: impl Into<Cow<'static, str>>) {
        self.0.push(Step::Key(key.into()));
    }

    /// One list item deeper.
    pub fn enter_number(&mut self, n: usize) {
        self.0.push(Step::Number(n));
    }

    /// One step back.
    pub fn leave(&mut self) {
        self.0.pop();
    }

    /// The last key, for example `at`.
    pub fn last_key(&self) -> Option<&str> {
        self.0.iter().rev().find_map(|step| match step {
            Step::Key(key) => Some(&**key),
            Step::Number(_) => None,
        })
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("$")?;
        for step in &self.0 {
            match step {
                Step::Key(key)
                    if key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-') && !key.is_empty() =>
                {
                    write!(f, ".{key}")?;
                }
                // A key from outside may hold anything; it is shown so that it cannot be mistaken for a path.
                Step::Key(key) => write!(f, "[{:?}]", key.chars().take(60).collect::<String>())?,
                Step::Number(n) => write!(f, "[{n}]")?,
            }
        }
        Ok(())
    }
}
