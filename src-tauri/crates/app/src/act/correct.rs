//! Correct: a new version of a record, with a reason; the old one stays in the history.

use std::collections::{BTreeSet, HashSet};

use breachbook_book::{BookId, Payload, VersionId};
use breachbook_case::{
    Common, Id, Keys as _, Leaf, List, Node, Path, check_own_references, read_item, read_own, words,
};
use breachbook_vault::NewEntry;
use serde_json::{Map, Value};

use super::import::Prepared;
use super::log::{Written, not_fit};
use crate::assemble::OWN_ID;
use crate::session::milliseconds;
use crate::sets::Sets;
use crate::{Failure, Session, Writer};

/// The current versions of one record: one, or several where there is a conflict.
pub(super) struct Versions {
    pub list: String,
    pub id: String,
    pub body: Map<String, Value>,
    pub replaces: BTreeSet<VersionId>,
}

/// A reason must say something.
pub(super) fn reason_given(writer: &Writer<'_>) -> Result<(), Failure> {
    match writer.reason {
        Some(reason) if !reason.trim().is_empty() => Ok(()),
        _ => Err(Failure::new(
            "no-reason",
            "A reason is asked for.",
            "Give --reason, in a few words; nothing was written.",
        )),
    }
}

/// The ids that a version of a record names: what it names may have been withdrawn since, which is no fault of a
/// correction.
fn named_by(list: List, body: &Map<String, Value>) -> HashSet<Id> {
    let mut named = HashSet::new();
    if let Ok(item) = read_item(list, &Node::from_value(&Value::Object(body.clone())), true) {
        item.meet(Path::root(), &mut |_, leaf, _| {
            if let Leaf::Party(id) | Leaf::Item(id, _) = leaf {
                named.insert(id.clone());
            }
        });
    }
    named
}

/// The hashes of the files that a version of a record holds.
fn kept_in(list: List, body: &Map<String, Value>) -> HashSet<String> {
    let item = read_item(list, &Node::from_value(&Value::Object(body.clone())), true);
    let attachments = item.iter().flat_map(|item| &item.common().attachments);
    attachments.map(|attachment| attachment.0.base64.sha256()).collect()
}

impl Session {
    /// The current versions of a record; the case's own keys answer to its reference.
    pub(super) fn versions(&self, book: &BookId, reference: &str, id: &str) -> Result<Versions, Failure> {
        let list = self.vault.id_exists(book, id)?;
        let own = list.is_none() && id == reference;
        let (list, key) = match list {
            Some(list) => (list, id),
            None if own => (words::CASE.to_owned(), OWN_ID),
            None => {
                let said = format!("There is no current record {id:?} in the case {reference}.");
                return Err(Failure::new(
                    "no-record",
                    said,
                    "Look its id up with `breachbook show` or `breachbook history`.",
                ));
            }
        };
        let current = self.vault.versions(book, &list, key)?;
        let Some(last) = current.last() else {
            let said = format!("There is no current record {id:?} in the case {reference}.");
            return Err(Failure::new("no-record", said, "Look its id up with `breachbook history`."));
        };
        let body = serde_json::from_slice::<Value>(&last.body)?;
        let Value::Object(body) = body else {
            return Err(Failure::new(
                "record-unreadable",
                format!("The record {id} is no object."),
                "Check the vault with `breachbook verify`.",
            ));
        };
        Ok(Versions { list, id: key.to_owned(), body, replaces: current.iter().map(|record| record.version).collect() })
    }

    /// What a record of a list says once this is set, as it is written; new files of it go into the entry.
    pub(super) fn corrected(
        &self,
        prepared: &mut Prepared,
        book: &BookId,
        list: List,
        before: Map<String, Value>,
        sets: Sets<'_>,
    ) -> Result<Vec<u8>, Failure> {
        let mut body = before.clone();
        sets.apply(&mut body, &[list.keys(), Common::KEYS])?;
        let mut item =
            read_item(list, &Node::from_value(&Value::Object(body)), true).map_err(|faults| not_fit(&faults))?;
        self.check_item(book, &*item, &named_by(list, &before))?;
        prepared.take_new_attachments(list.as_str(), &mut *item, &kept_in(list, &before))?;
        Ok(serde_json::to_vec(&item.json())?)
    }

    /// Corrects a record by `KEY=VALUE`. When this returns, it is on disk.
    ///
    /// # Errors
    /// `no-case`, `no-record`, `no-reason`, `bad-set`, `wrong-shape`, `case-exists` (a reference that another
    /// case has); nothing is written then.
    pub fn correct(
        &mut self,
        reference: &str,
        id: &str,
        set: &[&str],
        writer: &Writer<'_>,
    ) -> Result<Written, Failure> {
        self.correct_as("correct", reference, id, Sets::Words(set), writer, None)
    }

    /// A correction under the name of another act; the draft of this key goes with it.
    pub(crate) fn correct_as(
        &mut self,
        act: &str,
        reference: &str,
        id: &str,
        sets: Sets<'_>,
        writer: &Writer<'_>,
        draft: Option<&str>,
    ) -> Result<Written, Failure> {
        reason_given(writer)?;
        if sets.is_empty() {
            return Err(Failure::new("bad-set", "Nothing is to be corrected.", "Give --set KEY=VALUE at least once."));
        }
        let book = self.book_id(reference)?;
        let asked = id;
        let Versions { list, id, mut body, replaces } = self.versions(&book, reference, id)?;
        let before = body.clone();
        let mut prepared = Prepared::new(Payload::act(&writer.act(act))?);
        let (bytes, named) = match List::from_word(&list) {
            None => {
                sets.apply(&mut body, &[breachbook_case::CaseKeys::KEYS])?;
                let own =
                    read_own(&Node::from_value(&Value::Object(body.clone()))).map_err(|faults| not_fit(&faults))?;
                // A keeper that was withdrawn since is no fault of this correction.
                let kept_by = own.kept_by.iter().map(|party| (party.0.clone(), Some(List::Parties))).collect();
                let had = read_own(&Node::from_value(&Value::Object(before.clone())));
                let had = had.ok().and_then(|own| own.kept_by).map(|party| party.0).into_iter().collect();
                let lists = self.lists_of(&book, kept_by, &had)?;
                let faults = check_own_references(&own, &|id| lists.get(id).copied().flatten());
                if !faults.is_empty() {
                    return Err(not_fit(&faults));
                }
                let named = own.reference.to_string();
                if named != reference && self.vault.books()?.iter().any(|book| book.reference == named) {
                    let said = format!("The case exists: {named} is already in this vault.");
                    return Err(Failure::new("case-exists", said, "Choose another reference; nothing was written."));
                }
                (serde_json::to_vec(&body)?, Some(named))
            }
            Some(list) => (self.corrected(&mut prepared, &book, list, body, sets)?, None),
        };
        if replaces.len() == 1 && serde_json::from_slice::<Value>(&bytes)? == Value::Object(before) {
            let said = format!("{asked} says that already.");
            return Err(Failure::new("no-change", said, "Nothing was written; the record stands as it is."));
        }
        prepared.payloads.push(Payload::put(&list, &id, replaces, bytes));
        let named = named.filter(|named| named != reference);
        let appended = self.vault.append(
            &book,
            NewEntry { draft, ..prepared.entry(named.as_deref()) },
            milliseconds(writer.now),
        )?;
        Ok(Written { list, id: asked.to_owned(), entry: appended.number, warnings: Vec::new() })
    }
}
