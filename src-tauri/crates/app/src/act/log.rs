//! Log: one line into the timeline.

use std::collections::{HashMap, HashSet};

use breachbook_book::Payload;
use breachbook_case::{Audience, Id, Leaf, List, Node, Path, Shape as _, Time, check_references, read_item};
use breachbook_vault::NewEntry;
use serde_json::{Value, json};

use super::import::Prepared;
use crate::assemble::{WRITTEN_UP_LATE, is_late};
use crate::quick::Chase;
use crate::session::milliseconds;
use crate::{Failure, Session, Writer};

/// A line to be written.
#[derive(Debug, Clone)]
pub struct NewLine<'l> {
    /// When it happened, or began.
    pub at: &'l Time,
    /// When it ended, where it took a stretch of time.
    pub until: Option<&'l Time>,
    /// What happened.
    pub text: &'l str,
    /// Its kind, a word of the format.
    pub kind: Option<&'l str>,
    /// Who did it: the id of a party.
    pub actor: Option<&'l str>,
    /// The ids of items that it concerns.
    pub concerns: &'l [&'l str],
    /// Who may see it.
    pub audience: &'l [Audience],
}

/// What is written in one transaction with a line that was typed.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Typed<'a> {
    /// The key of the draft that goes with it.
    pub draft: Option<&'a str>,
    /// What was chased by it: each gets its reminder added.
    pub chased: &'a [Chase],
}

/// An entry that is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The list of the record.
    pub list: String,
    /// Its id.
    pub id: String,
    /// The number of the entry in its log, from 0.
    pub entry: u64,
    /// Codes of warnings about it, with a sentence each.
    pub warnings: Vec<(String, String)>,
}

impl Written {
    /// The object of `--json`.
    pub fn json(&self) -> Value {
        let warnings: Vec<Value> =
            self.warnings.iter().map(|(code, message)| json!({"code": code, "message": message})).collect();
        json!({"list": self.list, "id": self.id, "entry": self.entry, "warnings": warnings})
    }
}

/// The failure for a record that does not fit the format.
pub(super) fn not_fit(faults: &breachbook_case::Faults) -> Failure {
    Failure::new(
        "wrong-shape",
        format!("The record does not fit the format: {faults}."),
        "Give the value that is expected there; nothing was written.",
    )
    .at(faults)
}

impl Session {
    /// Writes a line into the timeline of a case. When this returns, it is on disk.
    ///
    /// # Errors
    /// `no-case`, `wrong-shape`, and what keeps the vault from being written: nothing is written then.
    pub fn log(&mut self, reference: &str, line: &NewLine<'_>, writer: &Writer<'_>) -> Result<Written, Failure> {
        self.log_typed(reference, line, writer, Typed::default())
    }

    /// The same, with what goes along.
    ///
    /// # Errors
    /// As [`Session::log`]; the draft stays then.
    pub(crate) fn log_typed(
        &mut self,
        reference: &str,
        line: &NewLine<'_>,
        writer: &Writer<'_>,
        typed: Typed<'_>,
    ) -> Result<Written, Failure> {
        if line.text.trim().is_empty() {
            return Err(Failure::new(
                "empty-text",
                "There are no words to write in.",
                "Say what happened; nothing was written.",
            ));
        }
        let book = self.book_id(reference)?;
        let id = self.free_id(&book, "e")?;
        let occurred = match line.until {
            Some(until) => json!({"from": line.at.write(), "to": until.write()}),
            None => line.at.write(),
        };
        let mut event = json!({
            "id": id,
            "occurred": occurred,
            "text": line.text,
            "audience": line.audience.iter().map(|a| a.as_str()).collect::<Vec<_>>(),
        });
        if let Some(kind) = line.kind {
            event["kind"] = kind.into();
        }
        if let Some(actor) = line.actor {
            event["actor"] = actor.into();
        }
        if !line.concerns.is_empty() {
            event["about"] = line.concerns.into();
        }
        let item = read_item(List::Events, &Node::from_value(&event), false).map_err(|faults| not_fit(&faults))?;
        self.check_item(&book, &*item, &HashSet::new())?;
        let mut prepared = Prepared::new(Payload::act(&writer.act("log"))?);
        let body = serde_json::to_vec(&item.json())?;
        prepared.payloads.push(Payload::put(List::Events.as_str(), &id, Default::default(), body));
        self.put_chased(&mut prepared, (&book, reference), typed.chased)?;
        let appended = self.vault.append(
            &book,
            NewEntry { draft: typed.draft, ..prepared.entry(None) },
            milliseconds(writer.now),
        )?;
        let mut warnings = Vec::new();
        if writer.reason.is_none() && is_late(line.until.unwrap_or(line.at), writer.now) {
            let said = format!(
                "It is written up later than a few minutes after it happened. Say why, by accepting {WRITTEN_UP_LATE} on {id} with a reason."
            );
            warnings.push((WRITTEN_UP_LATE.to_owned(), said));
        }
        if line.at.range().first > writer.now + chrono::Duration::minutes(5) {
            warnings.push((
                "in-the-future".to_owned(),
                "It lies in the future; what is due belongs to deadlines.".to_owned(),
            ));
        }
        if line.kind == Some("notification") {
            let said = "This is a line of the timeline; a clock stops with a record in notifications.";
            warnings.push(("no-clock-stopped".to_owned(), said.to_owned()));
        }
        Ok(Written { list: List::Events.as_str().to_owned(), id, entry: appended.number, warnings })
    }

    /// An id that no item of the book has, such as `e12`.
    pub(crate) fn free_id(&self, book: &breachbook_book::BookId, letter: &str) -> Result<String, Failure> {
        self.free_id_but(book, letter, &[])
    }

    /// The same, but for ids that are about to be used.
    pub(crate) fn free_id_but(
        &self,
        book: &breachbook_book::BookId,
        letter: &str,
        taken: &[String],
    ) -> Result<String, Failure> {
        let entries = self.vault.books()?.into_iter().find(|row| row.id == *book).map_or(0, |row| row.entries);
        let mut n = entries;
        loop {
            let id = format!("{letter}{n}");
            if !taken.contains(&id) && self.vault.id_ever(book, &id)?.is_none() {
                return Ok(id);
            }
            n += 1;
        }
    }

    /// Checks the references of an item against the ids of its book, but for those that it `had` before.
    pub(super) fn check_item(
        &self,
        book: &breachbook_book::BookId,
        item: &dyn breachbook_case::AnyItem,
        had: &HashSet<Id>,
    ) -> Result<(), Failure> {
        let mut named = HashMap::new();
        item.meet(Path::root(), &mut |_, leaf, _| {
            let (id, list) = match leaf {
                Leaf::Party(id) => (id, Some(List::Parties)),
                Leaf::Item(id, lists) => (id, lists.first().and_then(|list| List::from_word(list))),
                _ => return,
            };
            named.insert(id.clone(), list);
        });
        let lists = self.lists_of(book, named, had)?;
        let faults = check_references(item, Path::root(), &|id| lists.get(id).copied().flatten());
        if faults.is_empty() { Ok(()) } else { Err(not_fit(&faults)) }
    }

    /// The list of each id: that of the current record, and for one that was named before also where it stood. One
    /// that was erased stood where it had to, in the list that comes with the id: a record that names it can still be
    /// corrected.
    pub(super) fn lists_of(
        &self,
        book: &breachbook_book::BookId,
        named: HashMap<Id, Option<List>>,
        had: &HashSet<Id>,
    ) -> Result<HashMap<Id, Option<List>>, Failure> {
        let mut lists = HashMap::new();
        for (id, fitting) in named {
            let mut list = self.vault.id_exists(book, id.as_str())?.and_then(|list| List::from_word(&list));
            if list.is_none() && had.contains(&id) {
                let ever = self.vault.id_ever(book, id.as_str())?;
                list = ever.map_or(fitting, |list| List::from_word(&list));
            }
            lists.insert(id, list);
        }
        Ok(lists)
    }
}
