//! Add: a new record in any list, by `KEY=VALUE`.

use std::collections::HashSet;

use breachbook_book::Payload;
use breachbook_case::{AnyItem, Common, Id, Keys as _, List, Node, read_item};
use breachbook_vault::NewEntry;
use serde_json::{Map, Value};

use super::import::Prepared;
use super::log::{Written, not_fit};
use crate::quick::Chase;
use crate::session::milliseconds;
use crate::sets::Sets;
use crate::{Failure, Session, Writer};

/// The letter with which a new id of a list begins, as the case files of the demo have them.
fn letter(list: List) -> &'static str {
    match list {
        List::Parties => "party",
        List::Controllers => "c",
        List::Processors => "p",
        List::Severity => "v",
        List::Events => "e",
        List::Notifications => "n",
        List::Mitigations => "m",
        List::Correspondence => "l",
        List::Data => "d",
        List::PeopleAffected => "g",
        List::Questions => "q",
        List::Commitments => "k",
        List::Statements => "s",
        List::Decisions => "x",
        List::Deadlines => "t",
        List::IcoForms => "f",
    }
}

/// What is written in one transaction with a new record.
#[derive(Debug, Default)]
pub(crate) struct Along<'a> {
    /// The key of the draft that goes with it.
    pub draft: Option<&'a str>,
    /// The parties that it names and the case does not have yet, each with an id that was never used.
    pub parties: Vec<Map<String, Value>>,
    /// What is set on further records of the same list; each gets a free id.
    pub more: &'a [Vec<String>],
    /// What was chased by it: each gets its reminder added.
    pub chased: &'a [Chase],
}

/// The item of a list that what is set amounts to.
fn item_of(list: List, id: &str, sets: Sets<'_>) -> Result<Box<dyn AnyItem>, Failure> {
    let mut record = Map::new();
    sets.apply(&mut record, &[list.keys(), Common::KEYS])?;
    record.insert("id".to_owned(), id.into());
    read_item(list, &Node::from_value(&Value::Object(record)), true).map_err(|faults| not_fit(&faults))
}

impl Session {
    /// Writes a new record into a list of a case. Without an id of its own it gets a free one. When this returns, it
    /// is on disk.
    ///
    /// # Errors
    /// `no-case`, `no-list`, `id-taken`, `bad-set`, `wrong-shape`; nothing is written then.
    pub fn add(
        &mut self,
        reference: &str,
        list: &str,
        id: Option<&str>,
        set: &[&str],
        writer: &Writer<'_>,
    ) -> Result<Written, Failure> {
        self.add_record(reference, list, id, Sets::Words(set), writer, Along::default())
    }

    /// The same, from any form of what is set, with what goes along. A party that comes along is part of the same act:
    /// there is no moment at which one of them stands without the other.
    ///
    /// # Errors
    /// As [`Session::add`].
    pub(crate) fn add_record(
        &mut self,
        reference: &str,
        list: &str,
        id: Option<&str>,
        sets: Sets<'_>,
        writer: &Writer<'_>,
        along: Along<'_>,
    ) -> Result<Written, Failure> {
        let book = self.book_id(reference)?;
        let Some(known) = List::from_word(list) else {
            let said = format!("There is no list {list:?}.");
            return Err(Failure::new("no-list", said, format!("Name one of {}.", List::WORDS.join(", "))));
        };
        let id = match id {
            Some(id) if self.vault.id_ever(&book, id)?.is_some() => {
                let said = format!("The id {id} is taken in the case {reference}.");
                return Err(Failure::new("id-taken", said, "Give another, or none; nothing was written."));
            }
            Some(id) => id.to_owned(),
            None => self.free_id(&book, letter(known))?,
        };
        let mut item = item_of(known, &id, sets)?;
        let mut prepared = Prepared::new(Payload::act(&writer.act("add"))?);
        let mut new = HashSet::new();
        for party in along.parties {
            let read = read_item(List::Parties, &Node::from_value(&Value::Object(party)), true);
            let party = read.map_err(|faults| not_fit(&faults))?;
            let (id, body) = (party.id().as_str(), serde_json::to_vec(&party.json())?);
            prepared.payloads.push(Payload::put(List::Parties.as_str(), id, Default::default(), body));
            new.extend(Id::new(id));
        }
        self.check_item(&book, &*item, &new)?;
        prepared.take_new_attachments(list, &mut *item, &HashSet::new())?;
        prepared.payloads.push(Payload::put(list, &id, Default::default(), serde_json::to_vec(&item.json())?));
        let mut taken = vec![id.clone()];
        for sets in along.more {
            let id = self.free_id_but(&book, letter(known), &taken)?;
            let sets: Vec<&str> = sets.iter().map(String::as_str).collect();
            let item = item_of(known, &id, Sets::Words(&sets))?;
            self.check_item(&book, &*item, &new)?;
            prepared.payloads.push(Payload::put(list, &id, Default::default(), serde_json::to_vec(&item.json())?));
            taken.push(id);
        }
        self.put_chased(&mut prepared, (&book, reference), along.chased)?;
        let appended = self.vault.append(
            &book,
            NewEntry { draft: along.draft, ..prepared.entry(None) },
            milliseconds(writer.now),
        )?;
        Ok(Written { list: list.to_owned(), id, entry: appended.number, warnings: Vec::new() })
    }
}
