//! Erasure under law: what goes and what stays is said first, and it must be typed.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::door::record::{AttachmentLine, RecordSheet};
use crate::door::{CaseAsk, Door, Response, locked};
use crate::tell::in_a_row;
use crate::{Failure, Writer};

/// What an erasure would do.
#[derive(Debug, Serialize, TS)]
pub struct Erasure {
    /// What the record or the file is called.
    pub title: String,
    /// What goes, a sentence each.
    pub goes: Vec<String>,
    /// What stays, a sentence each.
    pub stays: Vec<String>,
    /// What is to be typed before it is done.
    pub confirm: String,
}

/// An erasure that was decided on.
#[derive(Deserialize, TS)]
pub struct Erase {
    /// The case's reference.
    pub reference: String,
    /// The record's id.
    pub id: String,
    /// The SHA-256 of the one attached file that is to be erased; none for the whole record.
    pub file: Option<String>,
    /// Why: the order or the right under which it is erased.
    pub reason: String,
    /// What was typed to confirm it.
    pub typed: String,
}

impl Door {
    /// What an erasure of a record would take away and leave.
    pub(in crate::door) fn before_erasing(
        &mut self,
        reference: String,
        (list, id): (&str, &str),
        file: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<Response, Failure> {
        let session = self.session.as_ref().ok_or_else(locked)?;
        let record = self.desk.record(session, &CaseAsk { reference, as_of: None }, (list, id), now)?;
        let Some(file) = file else { return Ok(Response::ToErase(erasure(&record))) };
        match record.attachments.iter().find(|one| one.sha256 == file) {
            Some(attached) => Ok(Response::ToErase(erasure_of_file(&record, attached))),
            None => {
                let said = "That file is not attached any more.";
                Err(Failure::new("no-attachment", said, "Look at the record again; nothing was erased."))
            }
        }
    }

    /// Erases a record or one file of it, once what stands beside the button was typed.
    pub(in crate::door) fn erase(&mut self, asked: &Erase, now: DateTime<Utc>) -> Result<Response, Failure> {
        let Erase { reference, id, file, reason, typed } = asked;
        let session = self.session.as_mut().ok_or_else(locked)?;
        if typed.trim() != id {
            return Err(Failure::new(
                "not-confirmed",
                format!("What was typed is not {id}."),
                format!("Type {id} to erase it; nothing was erased."),
            ));
        }
        let writer = Writer { name: &self.writer, reason: Some(reason), now };
        let written = session.erase(reference, id, file.as_deref(), &writer)?;
        self.preview = None;
        Ok(Response::Erased { entry: written.entry })
    }
}

/// What erasing a record would do.
fn erasure(record: &RecordSheet) -> Erasure {
    let versions = match record.versions.len() {
        0 | 1 => "What it says, and what the search knows of it.".to_owned(),
        n => format!("What it says in every one of its {n} versions, and what the search knows of it."),
    };
    let files: Vec<&str> = record.attachments.iter().map(|file| file.name.as_str()).collect();
    let files = match files.as_slice() {
        [] => None,
        [one] => Some(format!("The file {one}, unless another record has the same.")),
        many => Some(format!("The files {}, but for one that another record has too.", in_a_row(many))),
    };
    let drafts = "What was typed about it and not written in.".to_owned();
    Erasure {
        title: record.title.clone(),
        goes: [Some(versions), files, Some(drafts)].into_iter().flatten().collect(),
        stays: STAYS.map(str::to_owned).into(),
        confirm: record.id.clone(),
    }
}

/// What erasing one attached file of a record would do.
fn erasure_of_file(record: &RecordSheet, file: &AttachmentLine) -> Erasure {
    let about = "What the record says now, with the files that are left; and what it said before it named this one.";
    Erasure {
        title: file.name.clone(),
        goes: vec![
            format!("The file {} ({}), unless another record has the same.", file.name, file.size),
            "Its name and its fingerprint, and with them every version of the record that names it: as known while \
             one of those stood, the record is not there."
                .to_owned(),
            "What was typed about the record and not written in.".to_owned(),
        ],
        stays: std::iter::once(about).chain(STAYS).map(str::to_owned).collect(),
        confirm: record.id.clone(),
    }
}

/// What stays of anything that is erased.
const STAYS: [&str; 3] = [
    "That something was written in then, as a fingerprint: the log still proves that nothing else was taken out.",
    "Who erased it, when and why.",
    "Whatever was given out before: backups, exports and reports are not reached.",
];
