//! Begin: a new case from a few plain answers, as one entry of a new book.

use std::path::Path;

use breachbook_case::{Audience, zone};
use breachbook_exchange::case_file;
use chrono::{DateTime, Datelike, Utc};
use serde_json::{Value, json};

use super::import::entry_of;
use crate::session::milliseconds;
use crate::{Failure, Session, Time, Writer};

/// A party of a new case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewParty {
    /// Its name.
    pub name: String,
    /// What kind of party it is, a word of the format.
    pub kind: String,
}

/// The answers to the first questions.
#[derive(Debug, Clone)]
pub struct NewCase {
    /// What the case is called.
    pub title: String,
    /// Its reference, unique in the vault.
    pub reference: String,
    /// What kind of breach it is, a word of the format.
    pub incident_type: String,
    /// What happened, in a few sentences; may be empty.
    pub summary: String,
    /// Whose book it is.
    pub kept_by: NewParty,
    /// Whose law of limitation, holidays and freedom of information holds, a word of the format; may be empty.
    pub jurisdiction: String,
    /// Whose breach it is in law; `None` where nobody knows yet.
    pub controller: Option<NewParty>,
    /// What the controller processes the data for, a word of the format; empty where nobody knows yet.
    pub regime: String,
    /// When the controller became aware; `None` where nobody has said.
    pub aware: Option<Time>,
    /// Who may get reports of it beside the team, words of the format; nobody where it is empty.
    pub audience: Vec<String>,
}

/// A case that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// Its reference.
    pub reference: String,
    /// The number of its first entry.
    pub entry: u64,
}

impl NewCase {
    /// The case file that the answers amount to.
    fn file(&self, now: DateTime<Utc>) -> Value {
        let party = |id: &str, party: &NewParty| json!({"id": id, "name": party.name.trim(), "kind": party.kind});
        let mut case = json!({
            "reference": self.reference.trim(),
            "title": self.title.trim(),
            "incident_type": self.incident_type,
            "kept_by": "keeper",
        });
        if !self.summary.trim().is_empty() {
            case["summary"] = self.summary.trim().into();
        }
        if !self.jurisdiction.is_empty() {
            case["jurisdiction"] = self.jurisdiction.clone().into();
        }
        // Closed by default: a case that names no audience is for the team alone.
        if !self.audience.is_empty() {
            let team = Audience::Team.as_str();
            let others = self.audience.iter().map(String::as_str).filter(|word| *word != team);
            case["audience"] = [team].into_iter().chain(others).collect::<Vec<_>>().into();
        }
        let mut parties = vec![party("keeper", &self.kept_by)];
        let mut controllers = Vec::new();
        if let Some(controller) = &self.controller {
            // Whoever keeps the book may be the controller: one party then, not two of one name.
            let same = controller.name.trim().eq_ignore_ascii_case(self.kept_by.name.trim());
            let id = if same { "keeper" } else { "controller" };
            if !same {
                parties.push(party(id, controller));
            }
            let mut record = json!({"id": "c1", "party": id});
            if let Some(aware) = &self.aware {
                record["aware"] = json!({"time": breachbook_case::Shape::write(aware)});
            }
            if !self.regime.is_empty() {
                let at = now.format("%Y-%m-%dT%H:%M:%SZ").to_string();
                record["regime"] = json!({"key": self.regime, "at": {"at": at}});
            }
            controllers.push(record);
        }
        json!({"format": "breachbook-case", "version": 1, "case": case, "parties": parties, "controllers": controllers})
    }

    /// The first question that has no answer.
    fn missing(&self) -> Option<(&'static str, &'static str)> {
        let blank = |text: &str| text.trim().is_empty();
        if blank(&self.title) {
            Some((
                "The case has no title.",
                "Say in a few words what happened, for example “Lost notebook, district B”.",
            ))
        } else if blank(&self.reference) {
            Some(("The case has no reference.", "Give one, for example KENT-2026-11."))
        } else if blank(&self.kept_by.name) {
            Some((
                "Nobody is named as keeper of this record.",
                "Name the force, federation or other body that keeps it.",
            ))
        } else if self.controller.as_ref().is_some_and(|controller| blank(&controller.name)) {
            Some(("The controller has no name.", "Name it, or say that it is not known yet."))
        } else if self.aware.is_some() && self.controller.is_none() {
            Some((
                "Nobody is named as controller who could have become aware.",
                "Name the controller, or leave the time out.",
            ))
        } else {
            None
        }
    }
}

impl Session {
    /// Begins a case: a new book whose first entry holds what is known. When this returns, it is on disk.
    ///
    /// # Errors
    /// `missing-answer`, `case-exists`, `wrong-shape`; nothing is written then.
    pub fn begin(&mut self, new: &NewCase, writer: &Writer<'_>) -> Result<Begun, Failure> {
        if let Some((said, remedy)) = new.missing() {
            return Err(Failure::new("missing-answer", said, format!("{remedy} Nothing was written.")));
        }
        let reference = new.reference.trim().to_owned();
        if self.vault.books()?.iter().any(|book| book.reference.eq_ignore_ascii_case(&reference)) {
            let said = format!("There is a case {reference} in this vault already.");
            return Err(Failure::new("case-exists", said, "Give another reference; nothing was written."));
        }
        let bytes = serde_json::to_vec(&new.file(writer.now))?;
        let case = case_file::read(&bytes).map_err(|fault| Failure::of_case_file(Path::new("The new case"), &fault))?;
        let mut prepared = entry_of(case, &writer.act("begin"))?;
        let begun = self.vault.begin_books(vec![(&reference, prepared.entry(None))], milliseconds(writer.now))?;
        let entry = begun.first().map_or(0, |appended| appended.number);
        Ok(Begun { reference, entry })
    }

    /// A reference that no case of this vault has: the initials of a name, year and month, as `KP-2026-11`.
    ///
    /// # Errors
    /// What keeps the vault from being read.
    pub fn free_reference(&self, name: &str, now: DateTime<Utc>) -> Result<String, Failure> {
        let first = proposed_reference(name, now);
        let taken: Vec<String> = self.vault.books()?.into_iter().map(|book| book.reference).collect();
        let free = |one: &str| !taken.iter().any(|taken| taken.eq_ignore_ascii_case(one));
        let mut proposed = first.clone();
        let mut n = 2;
        while !free(&proposed) {
            proposed = format!("{first}-{n}");
            n += 1;
        }
        Ok(proposed)
    }
}

/// The initials of a name, then year and month in London.
pub fn proposed_reference(name: &str, now: DateTime<Utc>) -> String {
    let words =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().next().is_some_and(char::is_uppercase));
    let words: Vec<&str> = words.collect();
    let initials: String = match words.as_slice() {
        [] => "CASE".to_owned(),
        // A name that is an abbreviation is its own initials.
        [one] => one.chars().take(6).collect::<String>().to_uppercase(),
        many => many.iter().take(6).filter_map(|word| word.chars().next()).collect(),
    };
    let day = zone::day(now);
    format!("{initials}-{}-{:02}", day.year(), day.month())
}
