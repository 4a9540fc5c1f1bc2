//! What is typed in the window and could not be kept in the vault, by its kind and never by its words: whoever finds the
//! vault locked by itself is told what that cost.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A kind of place at which something is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Typing {
    /// The bar of quick entry.
    Line,
    /// The form of a record.
    Form,
    /// A reason, or what a record is linked to.
    Reason,
    /// The questions about a new case.
    NewCase,
}

impl Typing {
    const ALL: [Self; 4] = [Self::Line, Self::Form, Self::Reason, Self::NewCase];

    const fn word(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Form => "form",
            Self::Reason => "reason",
            Self::NewCase => "new-case",
        }
    }

    /// Kinds in one word with commas between, for a fresh process of this program.
    pub fn told(all: &[Self]) -> String {
        all.iter().map(|one| one.word()).collect::<Vec<_>>().join(",")
    }

    /// The kinds in what [`Typing::told`] said; whatever else stands there is passed over.
    pub fn heard(words: &str) -> Vec<Self> {
        words.split(',').filter_map(|word| Self::ALL.into_iter().find(|one| one.word() == word)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_heard_and_nothing_else() {
        let all = [Typing::Form, Typing::Line, Typing::Form, Typing::Reason, Typing::NewCase];
        assert_eq!(Typing::heard(&Typing::told(&all)), all);
        assert_eq!(Typing::told(&[]), "");
        assert_eq!(Typing::heard(""), []);
        assert_eq!(Typing::heard("line,the rota was on the bus"), [Typing::Line]);
    }
}
