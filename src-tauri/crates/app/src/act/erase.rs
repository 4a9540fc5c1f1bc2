//! Erasure under law: what a record said is gone, that it was there stays.

use std::collections::HashSet;

use breachbook_book::{BookId, Kind, Payload};
use breachbook_case::{List, Node, read_item, words};
use breachbook_vault::Change;
use serde_json::{Map, Value};

use super::correct::{Versions, reason_given};
use super::log::{Written, not_fit};
use crate::assemble::OWN_ID;
use crate::session::milliseconds;
use crate::{Failure, Session, Writer};

impl Session {
    /// Erases every version of a record: payloads and salts, search words, drafts, attachments that nothing else
    /// names. The headers stay and the log verifies. Backups and released reports are not reached.
    ///
    /// With `file`, the SHA-256 in hex or the name of one attached file, only that: its bytes, unless another record has
    /// the same file, and every version of the record that names it. What the record says now is written anew without
    /// it, in the same step; versions that never named it stay.
    ///
    /// # Errors
    /// `no-case`, `no-record`, `no-reason`; `still-needed` where a record that stands cannot be without it;
    /// `no-attachment`; `two-files` where several have that name; `conflict` where two versions of the record stand
    /// beside each other.
    pub fn erase(
        &mut self,
        reference: &str,
        id: &str,
        file: Option<&str>,
        writer: &Writer<'_>,
    ) -> Result<Written, Failure> {
        if let Some(file) = file {
            return self.erase_file(reference, id, file, writer);
        }
        reason_given(writer)?;
        let book = self.book_id(reference)?;
        if id == reference && self.vault.id_ever(&book, id)?.is_none() {
            return self.erase_own(&book, reference, writer);
        }
        let changes = self.vault.history(&book, Some(id))?;
        let versions: Vec<_> = changes
            .iter()
            .filter(|change| change.payload.as_ref().is_some_and(|payload| payload.list != words::CASE))
            .map(|change| change.version)
            .collect();
        let Some(list) = changes.first().and_then(|change| change.payload.as_ref()).map(|payload| payload.list.clone())
        else {
            let said = format!("No record {id:?} stands in the case {reference}.");
            return Err(Failure::new("no-record", said, "Look its id up with `breachbook history`."));
        };
        self.not_needed(&book, id)?;
        let reason = writer.reason.unwrap_or_default();
        let appended = self.vault.erase(&book, &versions, None, writer.name, reason, milliseconds(writer.now))?;
        Ok(Written { list, id: id.to_owned(), entry: appended.number, warnings: Vec::new() })
    }

    /// Erases what the case's own keys said before they were corrected. What they say now stays: a case cannot be
    /// without it.
    fn erase_own(&mut self, book: &BookId, reference: &str, writer: &Writer<'_>) -> Result<Written, Failure> {
        let standing: HashSet<_> =
            self.vault.versions(book, words::CASE, OWN_ID)?.into_iter().map(|record| record.version).collect();
        let mut earlier = Vec::new();
        for change in self.vault.history(book, Some(OWN_ID))? {
            let is_own = change.payload.as_ref().is_some_and(|payload| payload.list == words::CASE);
            if is_own && !standing.contains(&change.version) {
                earlier.push(change.version);
            }
        }
        if earlier.is_empty() {
            let said =
                format!("A case cannot be without its own keys, and those of {reference} say nothing else than ever.");
            return Err(Failure::new(
                "still-needed",
                said,
                "Correct them with `breachbook correct`; then what they said before can be erased.",
            ));
        }
        let reason = writer.reason.unwrap_or_default();
        let appended = self.vault.erase(book, &earlier, None, writer.name, reason, milliseconds(writer.now))?;
        let list = words::CASE.to_owned();
        Ok(Written { list, id: reference.to_owned(), entry: appended.number, warnings: Vec::new() })
    }
    /// Erases one attached file of a record.
    fn erase_file(&mut self, reference: &str, id: &str, file: &str, writer: &Writer<'_>) -> Result<Written, Failure> {
        reason_given(writer)?;
        let book = self.book_id(reference)?;
        let Versions { list, id, mut body, replaces } = self.versions(&book, reference, id)?;
        if replaces.len() > 1 {
            let said = format!("Two versions of {id} stand beside each other, and each may name files.");
            return Err(Failure::new("conflict", said, "Correct the record first; nothing was erased."));
        }
        let sha256 = named(&id, &body, file)?;
        let keys = List::from_word(&list).ok_or_else(|| no_file(&id, file))?;
        if let Some(Value::Array(files)) = body.get_mut("attachments") {
            files.retain(|file| !is_of(file, &sha256));
            if files.is_empty() {
                body.remove("attachments");
            }
        }
        let item = read_item(keys, &Node::from_value(&Value::Object(body)), true).map_err(|faults| not_fit(&faults))?;
        let instead = Payload::put(&list, &id, replaces, serde_json::to_vec(&item.json())?);
        let names_it = |payload: &Payload| {
            let body: Value = serde_json::from_slice(&payload.body).unwrap_or_default();
            match payload.kind {
                Kind::Attach => body["sha256"] == sha256.as_str(),
                _ => body["attachments"].as_array().is_some_and(|files| files.iter().any(|file| is_of(file, &sha256))),
            }
        };
        let changes = self.vault.history(&book, Some(&id))?;
        let of_it = |change: &&Change| change.payload.as_ref().is_some_and(|said| said.list == list && names_it(said));
        let versions: Vec<_> = changes.iter().filter(of_it).map(|change| change.version).collect();
        let reason = writer.reason.unwrap_or_default();
        let now = milliseconds(writer.now);
        let appended = self.vault.erase(&book, &versions, Some(instead), writer.name, reason, now)?;
        Ok(Written { list, id, entry: appended.number, warnings: Vec::new() })
    }
}

/// Whether an attachment of a record is the file of this hash.
fn is_of(attachment: &Value, sha256: &str) -> bool {
    attachment["base64"]["sha256"] == sha256
}

fn no_file(id: &str, file: &str) -> Failure {
    let said = format!("No file {file:?} is attached to {id}.");
    Failure::new("no-attachment", said, "Name it as `breachbook show --json` does; nothing was erased.")
}

/// The hash of the one file of a record that bears this hash or name.
fn named(id: &str, body: &Map<String, Value>, file: &str) -> Result<String, Failure> {
    let all = body.get("attachments").and_then(Value::as_array).into_iter().flatten();
    let fits = |one: &&Value| is_of(one, file) || one["name"] == file;
    let mut found: Vec<&str> = all.filter(fits).filter_map(|one| one["base64"]["sha256"].as_str()).collect();
    found.sort_unstable();
    found.dedup();
    match found.as_slice() {
        [one] => Ok((*one).to_owned()),
        [] => Err(no_file(id, file)),
        several => {
            let said = format!("{} files of {id} are called {file:?}.", several.len());
            let remedy = format!("Name one by its SHA-256: {}.", several.join(", "));
            Err(Failure::new("two-files", said, remedy))
        }
    }
}
