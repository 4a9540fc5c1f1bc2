//! The history: every change, who wrote it and why.

use std::collections::HashMap;

use breachbook_book::{Kind, Payload, VersionId};
use breachbook_case::{words, zone};
use breachbook_vault::Change;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::changes::Versions;
use crate::assemble::OWN_ID;
use crate::session::moment;
use crate::{Failure, Session};

/// One change with the act that it was part of.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryRow {
    /// The number of its entry in the log, from 0.
    pub entry: u64,
    /// The log's origin line.
    pub log: String,
    /// When the writer's clock said it was (UTC); `None` in an entry of a newer version.
    pub recorded_at: Option<DateTime<Utc>>,
    /// Who says that they wrote.
    pub writer: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// What was done; `None` where that was erased or written by a newer version.
    pub act: Option<String>,
    /// The record's list; empty for an act alone.
    pub list: String,
    /// The record's id.
    pub id: String,
    /// What the record said, or what was released or witnessed; `None` for a withdrawal and where it was erased.
    pub record: Option<Value>,
    /// What a correction changed, a line of words a key; none where it corrected nothing.
    pub changed: Vec<String>,
}

impl HistoryRow {
    /// What the act was done to, in words: a record by list and id.
    pub fn what(&self) -> String {
        match (&self.record, self.act.as_deref()) {
            (Some(record), Some("release")) => {
                format!("report {} for {}", record["number"], record["audience"].as_str().unwrap_or("?"))
            }
            (Some(head), Some("new-log")) => format!("from {} entries of another log", head["size"]),
            _ => format!("{} {}", self.list, self.id).trim().to_owned(),
        }
    }

    /// The object of `history --json`: the moment to the millisecond.
    pub fn json(&self) -> Value {
        let at = self.recorded_at.map(|at| at.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string());
        let none = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        json!({
            "entry": self.entry, "log": self.log, "recorded_at": at, "writer": self.writer, "reason": self.reason,
            "act": self.act, "list": none(&self.list), "id": none(&self.id), "record": self.record,
        })
    }
}

/// What a payload says, as `--json` gives it: a release keeps its moment in milliseconds.
fn record(payload: &Payload) -> Option<Value> {
    if let Some(head) = payload.named_head().ok().flatten() {
        return Some(json!({"log": head.log.origin(), "size": head.size, "root": head.root.to_string()}));
    }
    let mut record: Value = serde_json::from_slice(&payload.body).ok()?;
    if payload.kind == Kind::Release
        && let Some(made_at) = record.get_mut("made_at")
        && let Some(at) = made_at.as_u64()
    {
        *made_at = zone::rfc3339(moment(at)).into();
    }
    Some(record)
}

impl Session {
    /// Every change of a case, oldest first; with `id`, those of that record. The case's own keys answer to its
    /// reference.
    ///
    /// # Errors
    /// `no-case`, `no-record`.
    pub fn history(&self, reference: &str, id: Option<&str>) -> Result<Vec<HistoryRow>, Failure> {
        let book = self.book_id(reference)?;
        let mut changes = self.vault.history(&book, id)?;
        let of_erasures = |changes: &[Change]| -> HashMap<VersionId, (String, String)> {
            let erasures =
                changes.iter().filter_map(|change| change.payload.as_ref()).filter(|p| p.kind == Kind::Erase);
            erasures.flat_map(|p| p.replaces.iter().map(|v| (*v, (p.list.clone(), p.id.clone())))).collect()
        };
        let erased = of_erasures(&changes);
        if id.is_some() && !erased.is_empty() {
            // What was erased no longer says whose it was; the erasures do.
            changes = self.vault.history(&book, None)?;
            changes.retain(|change| match &change.payload {
                Some(payload) => id == Some(payload.id.as_str()),
                None => erased.contains_key(&change.version),
            });
        }
        if let Some(id) = id
            && changes.is_empty()
        {
            if id != reference {
                let said = format!("No record {id:?} ever stood in the case {reference}.");
                return Err(Failure::new("no-record", said, "Look its id up with `breachbook show`."));
            }
            changes = self.vault.history(&book, Some(OWN_ID))?;
            changes.retain(|change| change.payload.as_ref().is_some_and(|payload| payload.list == words::CASE));
        }
        let case = self.assemble(&book, None).ok().map(|assembled| assembled.case);
        let mut versions = Versions::new(case.as_ref());
        let rows = changes.into_iter().map(|change| {
            let (writer, reason, act) = match change.act {
                Some(act) => (Some(act.writer), act.reason, Some(act.act)),
                None => (None, None, None),
            };
            let payload = change.payload.as_ref();
            let changed = payload.and_then(|payload| versions.take(change.version, payload)).unwrap_or_default();
            let was = if payload.is_none() { erased.get(&change.version) } else { None };
            let told =
                |payload: &&Payload| matches!(payload.kind, Kind::Put | Kind::Release | Kind::Witness | Kind::Head);
            let told = payload.filter(told);
            HistoryRow {
                entry: change.number,
                log: change.log.origin(),
                recorded_at: change.recorded_at.map(moment),
                writer,
                reason,
                act,
                list: payload.map(|payload| &payload.list).or(was.map(|(list, _)| list)).cloned().unwrap_or_default(),
                id: payload
                    .map(|p| if p.list == words::CASE { reference.to_owned() } else { p.id.clone() })
                    .or(was.map(|(_, id)| id.clone()))
                    .unwrap_or_default(),
                record: told.and_then(record),
                changed,
            }
        });
        Ok(rows.collect())
    }
}
