//! The list of cases, with clocks.

use breachbook_case::{Audience, Clock, View, Warning};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::{Failure, Session};

/// A case in the list.
#[derive(Debug, Clone)]
pub struct CaseRow {
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// `open` or `closed`.
    pub status: &'static str,
    /// Its view for the team, of the lists that clocks rest on alone.
    pub view: View,
    /// That a newer version has written anew, or withdrawn, what its clocks rest on.
    pub warnings: Vec<Warning>,
}

impl CaseRow {
    /// Its clocks.
    pub fn clocks(&self) -> &[Clock] {
        &self.view.clocks
    }

    /// The object of `cases --json`.
    pub fn json(&self) -> Value {
        let clocks: Vec<Value> = self.view.clocks.iter().map(Clock::json).collect();
        let mut out =
            json!({"reference": self.reference, "title": self.title, "status": self.status, "clocks": clocks});
        if !self.warnings.is_empty() {
            out["warnings"] = self.warnings.iter().map(Warning::json).collect();
        }
        out
    }
}

impl Session {
    /// Every case, in the order in which they came in, with clocks at `now`.
    ///
    /// # Errors
    /// What keeps the vault from being read.
    pub fn cases(&self, now: DateTime<Utc>) -> Result<Vec<CaseRow>, Failure> {
        let row = |book: breachbook_vault::BookRow| {
            let (case, warnings) = self.assemble_for_clocks(&book.id)?;
            let view = View::new(&case, Audience::Team, now);
            Ok(CaseRow {
                reference: book.reference,
                title: case.own.title.to_string(),
                status: case.own.status().as_str(),
                view,
                warnings,
            })
        };
        self.vault.books()?.into_iter().map(row).collect()
    }

    /// The reference of the case that lay open last in a window; `None` where none did, or it has another one since.
    ///
    /// # Errors
    /// What keeps the vault from being read.
    pub fn last_open(&self) -> Result<Option<String>, Failure> {
        let Some(last) = self.vault.setting(LAST_OPEN)? else { return Ok(None) };
        Ok(self.vault.books()?.into_iter().map(|book| book.reference).find(|reference| *reference == last))
    }

    /// Notes that a case lies open. Where nothing can be written, nothing is noted: a case opens all the same.
    pub fn note_open(&self, reference: &str) {
        let noted = self.vault.setting(LAST_OPEN).ok().flatten();
        if noted.as_deref() != Some(reference) && self.vault.writable().is_ok() {
            // No more is lost than the place at which the window opens next time.
            let _ = self.vault.set_setting(LAST_OPEN, Some(reference));
        }
    }
}

/// The setting of the vault that names the case that lay open last. It stands in the vault, as a reference is nothing
/// that may be read outside.
const LAST_OPEN: &str = "last-open";
