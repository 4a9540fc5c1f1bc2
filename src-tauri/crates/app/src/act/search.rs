//! Full-text search over every case, newest first.

use std::collections::HashMap;

use breachbook_case::words;
use serde_json::{Value, json};

use crate::{Failure, Session};

/// One hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchRow {
    /// The case's reference.
    pub case: String,
    /// The record's list.
    pub list: String,
    /// The record's id; the reference for a case's own keys.
    pub id: String,
    /// The words of the record.
    pub text: String,
    /// The number of its entry, from 0.
    pub entry: u64,
}

impl SearchRow {
    /// The object of `search --json`.
    pub fn json(&self) -> Value {
        json!({"case": self.case, "list": self.list, "id": self.id, "text": self.text, "entry": self.entry})
    }
}

impl Session {
    /// The newest current records that hold all the words.
    ///
    /// # Errors
    /// What keeps the vault from being read.
    pub fn search(&self, query: &str, limit: u64) -> Result<Vec<SearchRow>, Failure> {
        let references: HashMap<_, _> = self.vault.books()?.into_iter().map(|book| (book.id, book.reference)).collect();
        let row = |hit: breachbook_vault::Hit| {
            let case = references.get(&hit.book).cloned().unwrap_or_default();
            let id = if hit.list == words::CASE { case.clone() } else { hit.id };
            SearchRow { case, list: hit.list, id, text: hit.text, entry: hit.number }
        };
        Ok(self.vault.search(query, limit)?.into_iter().map(row).collect())
    }
}
