//! The versions of a record: who wrote each, when, why, and what it changed.

use std::collections::HashMap;

use breachbook_book::{Kind, VersionId, fold};
use breachbook_case::words;
use breachbook_vault::Change;
use serde::Serialize;
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::assemble::OWN_ID;
use crate::session::moment;
use crate::tell::Names;
use crate::tell::change::{ChangeLine, changes};
use crate::{Failure, OpenCase, Session, zone};

/// One version of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct VersionLine {
    /// The number of its entry in the log, from 0.
    pub entry: u64,
    /// When it was written, by the writer's clock, in London's time.
    pub when: String,
    /// Who says that they wrote it.
    pub who: String,
    /// Why; empty where no reason was given.
    pub why: String,
    /// What was done, as `Corrected`.
    pub act: String,
    /// What it changed in the version before it; empty for the first.
    pub changes: Vec<ChangeLine>,
    /// Whether it is a version that stands.
    pub current: bool,
}

/// What an act did, in words; the act's own name where this version does not know it.
pub fn act_words(act: &str) -> String {
    match act {
        "import" => "Taken in from a file",
        "log" | "add" => "Written in",
        "correct" => "Corrected",
        "accept" => "Warning let stand",
        "attach" => "File attached",
        "withdraw" => "Withdrawn",
        "release" => "Report released",
        "witness" => "Other side’s record witnessed",
        "erase" => "Erased under law",
        "new-log" => "Log begun",
        other => return crate::tell::first_upper(&other.replace('-', " ")),
    }
    .to_owned()
}

/// Every version of one record, oldest first.
pub struct Versions {
    list: String,
    changes: Vec<(Change, Option<Map<String, Value>>)>,
    replaced: Vec<VersionId>,
}

impl Versions {
    /// The versions of a record of an open case that had taken effect by the moment shown.
    ///
    /// # Errors
    /// What keeps the vault from being read.
    pub fn of(session: &Session, open: &OpenCase, list: &str, id: &str) -> Result<Self, Failure> {
        let key = if list == words::CASE { OWN_ID } else { id };
        let mut found = Vec::new();
        let mut replaced = Vec::new();
        let mut places = open.written_at(key).to_vec();
        places.dedup();
        let mut changes = Vec::new();
        for place in places {
            changes.extend(session.vault.changes_between(&open.book, place, place)?);
        }
        for change in changes {
            let Some(payload) = &change.payload else { continue };
            let of_it = payload.list == list && payload.id == key;
            if of_it && payload.kind == Kind::Erase {
                // What is gone for every moment: also what the erased versions replaced stands no more.
                replaced.extend(fold::carried(payload).unwrap_or_default());
            }
            let kept = of_it && matches!(payload.kind, Kind::Put | Kind::Withdraw);
            if !kept || open.until.is_some_and(|until| change.effective > until) {
                continue;
            }
            replaced.extend(payload.replaces.iter().copied());
            let body =
                (payload.kind == Kind::Put).then(|| serde_json::from_slice::<Value>(&payload.body).ok()).flatten();
            let body = body.and_then(|body| match body {
                Value::Object(body) => Some(body),
                _ => None,
            });
            found.push((change, body));
        }
        Ok(Self { list: list.to_owned(), changes: found, replaced })
    }

    /// What the record says, or said last before it was withdrawn: of two versions that stand, the first.
    pub fn latest(&self) -> Option<&Map<String, Value>> {
        let standing =
            self.changes.iter().find(|(change, body)| body.is_some() && !self.replaced.contains(&change.version));
        standing.or_else(|| self.changes.iter().rfind(|(_, body)| body.is_some())).and_then(|(_, body)| body.as_ref())
    }

    /// Each version in words.
    pub fn lines(&self, names: &Names<'_>) -> Vec<VersionLine> {
        let bodies: HashMap<VersionId, &Map<String, Value>> =
            self.changes.iter().filter_map(|(change, body)| Some((change.version, body.as_ref()?))).collect();
        let line = |(change, body): &(Change, Option<Map<String, Value>>)| {
            let before =
                change.payload.as_ref().and_then(|payload| payload.replaces.iter().find_map(|of| bodies.get(of)));
            let changed = match (before, body) {
                (Some(before), Some(after)) => changes(names, &self.list, before, after),
                _ => Vec::new(),
            };
            let act = change.act.as_ref();
            VersionLine {
                entry: change.number,
                when: zone::short_moment(moment(change.recorded_at.unwrap_or(change.effective))),
                who: act.map(|act| act.writer.clone()).unwrap_or_default(),
                why: act.and_then(|act| act.reason.clone()).unwrap_or_default(),
                act: match act.map(|act| act.act.as_str()) {
                    None => "Written by a newer version".to_owned(),
                    // A line that said that it was chased.
                    Some("log" | "add") if before.is_some() => "Added to by a new entry".to_owned(),
                    Some(act) => act_words(act),
                },
                changes: changed,
                current: body.is_some() && !self.replaced.contains(&change.version),
            }
        };
        self.changes.iter().map(line).collect()
    }
}
