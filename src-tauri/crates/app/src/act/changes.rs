//! What a correction changed, in words: for the history and for the team's report.

use std::collections::HashMap;

use breachbook_book::{BookId, Kind, Payload, VersionId};
use breachbook_case::{Case, Id, words};
use breachbook_report::sections::Correction;
use serde_json::{Map, Value};

use crate::session::moment;
use crate::tell::Names;
use crate::tell::change::{ChangeLine, changes};
use crate::{Failure, Session};

/// The versions of records that were read so far, oldest first, each to be held against those that it replaced.
pub(super) struct Versions<'c> {
    names: Names<'c>,
    bodies: HashMap<VersionId, Map<String, Value>>,
}

impl<'c> Versions<'c> {
    /// None yet; what they name is called as in this case, if there is one that can be read.
    pub fn new(case: Option<&'c Case>) -> Self {
        Self { names: case.map_or_else(Names::none, Names::of_case), bodies: HashMap::new() }
    }

    /// Takes in a version and says what it changed, a line a key; `None` where it corrects nothing that was read.
    pub fn take(&mut self, version: VersionId, payload: &Payload) -> Option<Vec<String>> {
        if payload.kind != Kind::Put {
            return None;
        }
        let Ok(Value::Object(body)) = serde_json::from_slice::<Value>(&payload.body) else { return None };
        let before = payload.replaces.iter().find_map(|replaced| self.bodies.get(replaced));
        let said = before.map(|before| {
            changes(&self.names, &payload.list, before, &body).iter().map(ChangeLine::line).collect::<Vec<_>>()
        });
        self.bodies.insert(version, body);
        said
    }
}

impl Session {
    /// The corrections of each item of a case that were written by a moment (milliseconds since 1970 UTC), if one is
    /// given, oldest first. What they name is called as in `case`.
    pub(super) fn corrections(
        &self,
        book: &BookId,
        case: &Case,
        until: Option<u64>,
    ) -> Result<HashMap<Id, Vec<Correction>>, Failure> {
        let mut versions = Versions::new(Some(case));
        let mut found: HashMap<Id, Vec<Correction>> = HashMap::new();
        for change in self.vault.history(book, None)? {
            let Some(payload) = change.payload else { continue };
            if until.is_some_and(|until| change.effective > until) || payload.list == words::CASE {
                continue;
            }
            let Some(changes) = versions.take(change.version, &payload) else { continue };
            let Some(id) = Id::new(payload.id) else { continue };
            let (writer, reason) = match change.act {
                Some(act) => (act.writer, act.reason.unwrap_or_default()),
                None => (String::new(), String::new()),
            };
            let at = moment(change.recorded_at.unwrap_or(change.effective));
            found.entry(id).or_default().push(Correction { at, writer, reason, changes });
        }
        Ok(found)
    }
}
