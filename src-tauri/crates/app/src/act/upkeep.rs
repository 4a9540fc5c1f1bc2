//! What is written into a book while its case lies open is taken into that case: the one place that knows how.
//!
//! Only the records that changed are read again. What rests on the whole case (clocks, delays, gaps, warnings) is worked
//! out anew from what lies there. Whatever is rare and touches more than its own record (an erasure, a conflict, a
//! record that comes back, a large import, an entry of a newer version) is not taken in: the case is read anew.

use std::collections::HashSet;

use breachbook_book::Kind;
use breachbook_case::{Id, Keys as _, List, names};
use breachbook_vault::{Change, Record};
use chrono::{DateTime, Utc};

use super::open_case::{is_loose, is_own};
use crate::assemble::{OWN_ID, is_unexplained, known, own_keys, unreadable};
use crate::{Failure, OpenCase, Session};

/// What happened to an item of a list, in the order in which it happened. Numbers are those at that step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// It was put at the end, or a new version in its place.
    Put(List, usize),
    /// It was taken out, and those after it moved up.
    Removed(List, usize),
}

/// What became of a record that changed.
enum Taken {
    /// It is not taken in: the case must be read anew.
    Not,
    /// No list changed.
    Quietly,
    /// A list changed so.
    Step(Step),
}

/// With more changes than these a case is read anew.
const MOST: usize = 400;

impl OpenCase {
    /// Takes in what the book gained since, and works out anew what rests on it. `None`: the case must be read anew,
    /// and is not to be used any more.
    ///
    /// # Errors
    /// What keeps the vault from being read.
    pub(crate) fn take_in(&mut self, session: &Session, now: DateTime<Utc>) -> Result<Option<Vec<Step>>, Failure> {
        if self.as_of.is_some() {
            return Ok(None);
        }
        let row = session.book(&self.reference)?;
        let gained = session.vault.changes_between(&self.book, self.last + 1, u64::MAX)?;
        if row.id != self.book || gained.len() > MOST {
            return Ok(None);
        }
        let Some(changed) = self.note(&gained) else { return Ok(None) };
        let mut steps = Vec::new();
        for (list, id) in &changed {
            let versions = session.vault.versions(&self.book, list, id)?;
            let taken = match versions.as_slice() {
                [] => self.remove(list, id),
                [record] if is_own(list) => self.put_own(record)?,
                [record] => self.put(record)?,
                _ => Taken::Not,
            };
            match taken {
                Taken::Not => return Ok(None),
                Taken::Quietly => {}
                Taken::Step(step) => steps.push(step),
            }
        }
        self.settle(&changed, &steps);
        self.entries = row.entries;
        self.checkpoint = session.last_checkpoint(self)?;
        self.figure(now);
        Ok(Some(steps))
    }

    /// Counts what was gained; the records that changed, each once. `None` for what is not taken in.
    fn note(&mut self, gained: &[Change]) -> Option<Vec<(String, String)>> {
        let mut changed: Vec<(String, String)> = Vec::new();
        let mut unexplained = false;
        for change in gained {
            if change.n == 0 {
                self.entries_then += 1;
                self.last = change.seq;
            }
            let payload = change.payload.as_ref().filter(|payload| payload.is_known())?;
            match payload.kind {
                _ if change.n == 0 => unexplained = is_unexplained(payload),
                Kind::Put | Kind::Withdraw => {
                    let trace = self.traces.entry(payload.id.clone()).or_default();
                    // A record that comes back stands where it stood first, among others.
                    if payload.kind == Kind::Put && trace.puts > 0 && trace.entries.is_empty() {
                        return None;
                    }
                    trace.places.push(change.seq);
                    trace.puts += usize::from(payload.kind == Kind::Put);
                    trace.unexplained = unexplained;
                    let record = (payload.list.clone(), payload.id.clone());
                    if !changed.contains(&record) {
                        changed.push(record);
                    }
                }
                Kind::Release => self.reports += 1,
                Kind::Erase => return None,
                _ => {}
            }
        }
        let clear = |(list, id): &(String, String)| {
            let of_it = |warning: &breachbook_case::Warning| match &warning.item {
                Some(item) => item.as_str() == id,
                None => is_own(list),
            };
            !self.conflicts.iter().any(of_it) && !self.replaced.iter().any(|(_, of)| of == id)
        };
        changed.iter().all(clear).then_some(changed)
    }

    fn put_own(&mut self, record: &Record) -> Result<Taken, Failure> {
        let own = own_keys(record)?;
        if own.reference.as_str() != self.reference {
            return Ok(Taken::Not);
        }
        if let Some(whole) = &mut self.whole {
            whole.own = own.clone();
        }
        self.view.case.own = own;
        self.stands(record);
        Ok(Taken::Quietly)
    }

    fn put(&mut self, record: &Record) -> Result<Taken, Failure> {
        let list = List::from_word(&record.list);
        let (Some(list), Some(id), Some(node)) = (list, Id::new(record.id.clone()), known(record)) else {
            return Ok(Taken::Not);
        };
        let n = match self.places.get(&id) {
            Some((of, n)) if *of == list => Some(*n),
            // One id in two lists.
            Some(_) => return Ok(Taken::Not),
            None => None,
        };
        // An id that was erased and is given again: somebody may still name it.
        if n.is_none() && self.loose.iter().filter_map(|of| self.item(of.as_str())).any(|item| names(item, &id)) {
            return Ok(Taken::Not);
        }
        for case in self.whole.as_deref_mut().into_iter().chain([&mut self.view.case]) {
            let put = match n {
                Some(n) => case.replace_stored(list, n, &node),
                None => case.add_stored(list, &node),
            };
            put.map_err(|faults| unreadable(record, &faults))?;
        }
        let n = n.unwrap_or_else(|| self.view.case.count(list) - 1);
        self.places.insert(id.clone(), (list, n));
        self.stands(record);
        if list == List::Events {
            let late = self.whole().events.get(n).is_some_and(|event| self.is_late(event));
            if late {
                self.late.insert(id)
            } else {
                self.late.remove(&id)
            };
        }
        Ok(Taken::Step(Step::Put(list, n)))
    }

    fn stands(&mut self, record: &Record) {
        let trace = self.traces.entry(record.id.clone()).or_default();
        trace.entries = vec![(record.log, record.number)];
        trace.effective = record.effective;
    }

    fn remove(&mut self, list: &str, id: &str) -> Taken {
        if let Some(trace) = self.traces.get_mut(id) {
            trace.entries.clear();
        }
        // Written and withdrawn since.
        let Some((of, n)) = self.places.get(id).copied() else { return Taken::Quietly };
        if of.as_str() != list || id == OWN_ID {
            return Taken::Not;
        }
        self.places.remove(id);
        self.loose.remove(id);
        self.late.remove(id);
        for case in self.whole.as_deref_mut().into_iter().chain([&mut self.view.case]) {
            case.remove(of, n);
        }
        for after in n..self.view.case.count(of) {
            if let Some(item) = self.view.case.item(of, after)
                && let Some(place) = self.places.get_mut(item.id())
            {
                place.1 = after;
            }
        }
        Taken::Step(Step::Removed(of, n))
    }

    /// References: what was withdrawn is named no more in what is shown, and noted where it is.
    fn settle(&mut self, changed: &[(String, String)], steps: &[Step]) {
        let gone: HashSet<&str> =
            changed.iter().map(|(_, id)| id.as_str()).filter(|id| !self.places.contains_key(*id)).collect();
        let mut asked: HashSet<Id> = changed.iter().filter_map(|(_, id)| Id::new(id.clone())).collect();
        if steps.iter().any(|step| matches!(step, Step::Removed(..))) {
            let named = |id: &Id| !gone.contains(id.as_str());
            let items = self.whole().items().into_iter();
            asked.extend(items.filter(|(.., item)| is_loose(*item, &named)).map(|(.., item)| item.id().clone()));
        }
        let mut loose = Vec::new();
        let exists = |id: &Id| self.places.contains_key(id);
        for id in asked {
            let Some((list, n)) = self.place(id.as_str()) else { continue };
            let is = self.whole().item(list, n).is_some_and(|item| is_loose(item, &exists));
            loose.push((id, list, n, is));
        }
        let own_loose = self.whole().own.kept_by.as_ref().is_some_and(|party| !exists(&party.0));
        if self.whole.is_none() && (own_loose || loose.iter().any(|(.., is)| *is)) {
            self.whole = Some(Box::new(self.view.case.clone()));
        }
        let Self { view, places, .. } = self;
        let hidden = |id: &Id| !places.contains_key(id);
        for (id, list, n, is) in loose {
            if is {
                self.loose.insert(id);
                view.case.forget_in(list, n, &hidden);
            } else {
                self.loose.remove(&id);
            }
        }
        if own_loose {
            view.case.own.forget_keys(&hidden);
        }
    }
}
