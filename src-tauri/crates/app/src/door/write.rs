//! Writing from the window: each write answers with the number of its entry and the record afresh.

use std::path::PathBuf;

use breachbook_case::count::read_number;
use breachbook_case::{Key, Kind, List, words};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use super::quick;
use super::record::RecordSheet;
use super::verbs::{self, Said};
use crate::act::{Acceptance, Along, NewAttachment, media_type};
use crate::sets::Sets;
use crate::tell::change::keys_of;
use crate::{Failure, OpenCase, Session, Writer};

/// What is to be written.
#[derive(Deserialize, TS)]
#[serde(tag = "write", rename_all = "kebab-case")]
pub enum Write {
    /// A new record.
    Add {
        /// Its list.
        list: String,
        /// Its keys, but for the id.
        #[ts(type = "Record<string, unknown>")]
        record: Map<String, Value>,
        /// Why, where one is given.
        reason: Option<String>,
        /// The place of the draft of the form that led to it, which goes with it; none where no form did.
        draft: Option<String>,
    },
    /// A new version of a record; the old one stays in the history.
    Correct {
        /// Its list.
        list: String,
        /// Its id.
        id: String,
        /// The keys that change, each whole; null removes one.
        #[ts(type = "Record<string, unknown>")]
        sets: Map<String, Value>,
        /// Why.
        reason: String,
    },
    /// What came of a record, by one of the words that its sheet offers: told, answered, kept, done, chased.
    Say {
        /// Its list.
        list: String,
        /// Its id.
        id: String,
        /// The word's name.
        verb: String,
        /// What it asked, by key.
        #[ts(type = "Record<string, unknown>")]
        answers: Map<String, Value>,
        /// Why it is written in only now, where that was asked and somebody said.
        reason: Option<String>,
    },
    /// A record no longer stands.
    Withdraw {
        /// Its list.
        list: String,
        /// Its id.
        id: String,
        /// Why.
        reason: String,
    },
    /// A warning is let stand.
    Accept {
        /// The list of the record that it is about.
        list: String,
        /// Its id.
        id: String,
        /// The warning's code.
        code: String,
        /// Why it may stand.
        reason: String,
    },
    /// A file is attached to a record.
    Attach {
        /// The record's list.
        list: String,
        /// Its id.
        id: String,
        /// The file.
        file: AttachedFile,
        /// Why.
        reason: String,
    },
}

/// A file to be attached.
#[derive(Deserialize, TS)]
#[serde(tag = "from", rename_all = "kebab-case")]
pub enum AttachedFile {
    /// A file of the disk, as dropped on the window or named in the system's dialog.
    Path {
        /// Its whole path.
        path: String,
    },
    /// A file whose bytes the page was handed.
    Bytes {
        /// Its plain name.
        name: String,
        /// Its bytes in base64.
        base64: String,
    },
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct WrittenRecord {
    /// The number of its entry in the log, from 0.
    #[ts(type = "number")]
    pub entry: u64,
    /// The record as it stands now; what it says, what it has to do with and its history are fresh. Whatever else is
    /// shown of the case is stale.
    pub record: RecordSheet,
}

/// Where what was written stands: the reference of its case may be another now.
pub(super) struct Wrote {
    pub reference: String,
    pub list: String,
    pub id: String,
    /// The number of its entry in the log, from 0.
    pub entry: u64,
}

/// Reads the numbers that were typed in a form, `1,240` among them; what is no number stays, to be refused at its place.
fn read_numbers(list: &str, record: &mut Map<String, Value>) {
    keys_of(list).into_iter().for_each(|keys| read_numbers_in(keys, record));
}

fn read_numbers_in(keys: &[Key], object: &mut Map<String, Value>) {
    for key in keys {
        let Some(stored) = object.get_mut(key.name) else { continue };
        match stored {
            Value::Array(all) => all.iter_mut().for_each(|one| read_numbers_of(key.kind, one)),
            one => read_numbers_of(key.kind, one),
        }
    }
}

fn read_numbers_of(kind: Kind, value: &mut Value) {
    match (kind, &mut *value) {
        (Kind::Object(keys), Value::Object(object)) => read_numbers_in(keys, object),
        (Kind::Whole | Kind::Number { .. }, Value::String(typed)) => {
            let decimal = || typed.trim().parse::<f64>().ok().and_then(serde_json::Number::from_f64);
            if let Some(number) = read_number(typed).map(Into::into).or_else(decimal) {
                *value = Value::Number(number);
            }
        }
        _ => {}
    }
}

impl Session {
    /// Writes into an open case. What was kept of the form that led to it (of a correction `record:LIST:ID`) goes in
    /// the same transaction.
    ///
    /// # Errors
    /// What the act refuses: nothing is written then. A record that does not fit says where, in `faults`.
    pub(super) fn write(
        &mut self,
        open: &OpenCase,
        write: Write,
        name: &str,
        now: DateTime<Utc>,
    ) -> Result<Wrote, Failure> {
        let reference = open.reference.as_str();
        let key = |place: &str| quick::key(&open.book, place);
        let mut named = reference.to_owned();
        let (list, written) = match write {
            Write::Add { list, mut record, reason, draft } => {
                read_numbers(&list, &mut record);
                let draft = draft.as_deref().map(key);
                let reason = reason.as_deref().filter(|reason| !reason.trim().is_empty());
                let writer = Writer { name, reason, now };
                let sets = Sets::Keys(&record);
                let along = Along { draft: draft.as_deref(), ..Along::default() };
                let written = self.add_record(reference, &list, None, sets, &writer, along)?;
                (list, written)
            }
            Write::Correct { list, id, mut sets, reason } => {
                read_numbers(&list, &mut sets);
                if let (words::CASE, Some(other)) = (list.as_str(), sets.get("reference").and_then(Value::as_str)) {
                    named = other.to_owned();
                }
                let writer = Writer { name, reason: Some(&reason), now };
                let draft = key(&format!("record:{list}:{id}"));
                let written = self.correct_as("correct", reference, &id, Sets::Keys(&sets), &writer, Some(&draft))?;
                (list, written)
            }
            Write::Say { list, id, verb, answers, reason: why } => {
                let draft = key(&format!("say-{verb}:{list}:{id}"));
                let (said, title) = verbs::say(open, (&list, &id), &verb, answers)?;
                let why = why.as_deref().map(str::trim).filter(|why| !why.is_empty());
                let reason = [Some(title.as_str()), why].into_iter().flatten().collect::<Vec<_>>().join(" ");
                let writer = Writer { name, reason: Some(&reason), now };
                match said {
                    Said::Sets(mut sets) => {
                        read_numbers(&list, &mut sets);
                        let sets = Sets::Keys(&sets);
                        let written = self.correct_as("correct", reference, &id, sets, &writer, Some(&draft))?;
                        (list, written)
                    }
                    Said::Letter(record) => {
                        let (list, sets) = (List::Correspondence.as_str(), Sets::Keys(&record));
                        let along = Along { draft: Some(&draft), ..Along::default() };
                        let written = self.add_record(reference, list, None, sets, &writer, along)?;
                        (list.to_owned(), written)
                    }
                }
            }
            Write::Withdraw { list, id, reason } => {
                let written = self.withdraw_from(
                    Some(open.whole()),
                    reference,
                    &id,
                    &Writer { name, reason: Some(&reason), now },
                )?;
                (list, written)
            }
            Write::Accept { list, id, code, reason } => {
                let writer = Writer { name, reason: Some(&reason), now };
                let written =
                    self.accept_of(&open.view.warnings, reference, &id, Acceptance { code: &code, by: None }, &writer)?;
                (list, written)
            }
            Write::Attach { list, id, file, reason } => {
                let file = match file {
                    AttachedFile::Path { path } => NewAttachment::read(&PathBuf::from(path))?,
                    AttachedFile::Bytes { name, base64 } => {
                        NewAttachment { media_type: media_type(&name).to_owned(), base64: base64.into(), name }
                    }
                };
                let written = self.attach(reference, &id, &file, &Writer { name, reason: Some(&reason), now })?;
                (list, written)
            }
        };
        let id = if list == words::CASE { named.clone() } else { written.id };
        Ok(Wrote { reference: named, list, id, entry: written.entry })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_are_read_as_they_were_typed() {
        let read = |list: &str, typed: Value| {
            let mut record = typed.as_object().unwrap().clone();
            read_numbers(list, &mut record);
            Value::Object(record)
        };
        assert_eq!(
            read("people_affected", json!({"group": "1,240", "number": "1,240", "min": "many", "max": 3})),
            json!({"group": "1,240", "number": 1240, "min": "many", "max": 3})
        );
        assert_eq!(read("severity", json!({"dpc": "2", "ei": "0.75"})), json!({"dpc": 2, "ei": 0.75}));
        assert_eq!(read("events", json!({"size": "1,240"})), json!({"size": "1,240"}), "no key: left to be refused");
    }
}
