//! A case as the window holds it open: the view, and what the book says of it, read once for many requests. What is
//! written later is taken in by `upkeep`.

use std::collections::{HashMap, HashSet};

use breachbook_book::{BookId, LogId};
use breachbook_case::{AnyItem, Case, Event, Id, Item, Leaf, List, Path, Time, View, Warning, names, words};
use chrono::{DateTime, Utc};

use super::opening::Opening;
use super::show::last_moment;
use crate::assemble::{late_warning, replaced_by_newer, withdrawn_named, written_late};
use crate::session::moment;
use crate::{Failure, Session};

/// A case, now or as it stood, with what the book says of it.
#[derive(Debug, Clone)]
pub struct OpenCase {
    /// Its reference.
    pub reference: String,
    /// As of when it is shown; `None` for now.
    pub as_of: Option<Time>,
    /// How many entries its book holds now: another number means that this is stale.
    pub entries: u64,
    /// How many it held at the moment shown.
    pub entries_then: u64,
    /// The view for the team, without its parted texts. Its clocks run to `view.now`.
    pub view: View,
    /// How many reports were released.
    pub reports: usize,
    /// How many records a newer version wrote: kept, not told.
    pub newer: usize,
    /// The last checkpoint that was kept of any log of the book: the entries that it speaks of, and when (UTC).
    pub checkpoint: Option<(u64, DateTime<Utc>)>,
    pub(crate) book: BookId,
    /// The moment shown, in milliseconds since 1970 UTC.
    pub(crate) until: Option<u64>,
    /// The place of the last entry that was taken in, in the order in which the vault was written.
    pub(super) last: u64,
    /// The case with its references to what was withdrawn; `None` where it has none, and the view's case is all.
    pub(super) whole: Option<Box<Case>>,
    /// Where each item stands.
    pub(crate) places: HashMap<Id, (List, usize)>,
    /// What the book says of each record that ever stood; of the case's own keys under the empty id.
    pub(super) traces: HashMap<String, Trace>,
    /// That two versions of a record are current.
    pub(super) conflicts: Vec<Warning>,
    /// Records, as list and id, that a newer version has written anew.
    pub(super) replaced: Vec<(String, String)>,
    /// The items that name what was withdrawn.
    pub(super) loose: HashSet<Id>,
    /// The events that were written up late without a reason.
    pub(super) late: HashSet<Id>,
}

/// What the book says of a record.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Trace {
    /// The places of the entries that put or withdrew it, in the order in which the vault was written.
    pub places: Vec<u64>,
    /// How often it was put.
    pub puts: usize,
    /// Log and number of the entries of its current versions.
    pub entries: Vec<(LogId, u64)>,
    /// When the last of them took effect, in milliseconds since 1970 UTC.
    pub effective: u64,
    /// Whether that was one line of the timeline, written in without a reason.
    pub unexplained: bool,
}

impl Session {
    /// A case as it stands, or as it stood at the last moment of `as_of`; clocks run to that moment.
    ///
    /// # Errors
    /// `no-case`, `not-then`.
    pub fn open_case(&self, reference: &str, as_of: Option<&Time>, now: DateTime<Utc>) -> Result<OpenCase, Failure> {
        let row = self.book(reference)?;
        let (until, now) = match as_of.map(last_moment) {
            Some((until, now)) => (Some(until), now),
            None => (None, now),
        };
        let mut opening = Opening::new(until);
        self.vault.scan(&row.id, &mut |row| opening.take(row))?;
        let (mut case, told) = opening.read()?;
        let places: HashMap<Id, (List, usize)> =
            case.items().into_iter().map(|(list, n, item)| (item.id().clone(), (list, n))).collect();
        let exists = |id: &Id| places.contains_key(id);
        let items = case.items().into_iter();
        let loose: HashSet<Id> =
            items.filter(|(.., item)| is_loose(*item, &exists)).map(|(.., item)| item.id().clone()).collect();
        let own_loose = case.own.kept_by.as_ref().is_some_and(|party| !exists(&party.0));
        let whole = (!loose.is_empty() || own_loose).then(|| Box::new(case.clone()));
        if whole.is_some() {
            case.forget(&|id| !exists(id));
        }
        let view = View::of_team(case, whole.as_deref(), &exists, now);
        let mut open = OpenCase {
            reference: reference.to_owned(),
            as_of: as_of.cloned(),
            entries: row.entries,
            entries_then: told.entries,
            view,
            reports: told.reports,
            newer: told.newer,
            checkpoint: None,
            book: row.id,
            until,
            last: told.last,
            whole,
            places,
            traces: told.traces,
            conflicts: told.conflicts,
            replaced: told.replaced,
            loose,
            late: HashSet::new(),
        };
        let events = open.whole().events.iter();
        open.late = events.filter(|event| open.is_late(event)).map(|event| event.id.clone()).collect();
        let warnings = open.book_warnings();
        open.view.warnings.extend(warnings);
        open.checkpoint = self.last_checkpoint(&open)?;
        Ok(open)
    }

    pub(super) fn last_checkpoint(&self, open: &OpenCase) -> Result<Option<(u64, DateTime<Utc>)>, Failure> {
        let kept = self.vault.checkpoints(&open.book)?.into_iter();
        let kept = kept.filter(|kept| open.until.is_none_or(|until| kept.kept <= until));
        Ok(kept.max_by_key(|kept| kept.kept).map(|kept| (kept.size, moment(kept.kept))))
    }

    /// How many entries the book of a case holds.
    ///
    /// # Errors
    /// `no-case`.
    pub fn entries_of(&self, reference: &str) -> Result<u64, Failure> {
        self.book(reference).map(|row| row.entries)
    }

    /// How many entries the book of each case holds, by reference.
    ///
    /// # Errors
    /// What keeps the vault from being told.
    pub fn entries_of_all(&self) -> Result<Vec<(String, u64)>, Failure> {
        Ok(self.vault.books()?.into_iter().map(|row| (row.reference, row.entries)).collect())
    }
}

/// Whether an item names what is not there.
pub(super) fn is_loose(item: &dyn AnyItem, exists: &dyn Fn(&Id) -> bool) -> bool {
    let mut loose = false;
    item.meet(Path::root(), &mut |_, leaf, _| {
        loose |= matches!(leaf, Leaf::Party(id) | Leaf::Item(id, _) if !exists(id));
    });
    loose
}

impl OpenCase {
    /// The case with its references to what was withdrawn, as the records keep them and figures see them.
    pub fn whole(&self) -> &Case {
        self.whole.as_deref().unwrap_or(&self.view.case)
    }

    /// Where an item stands: its list, and its number in it.
    pub fn place(&self, id: &str) -> Option<(List, usize)> {
        self.places.get(id).copied()
    }

    /// An item by its id.
    pub fn item(&self, id: &str) -> Option<&dyn AnyItem> {
        let (list, n) = self.place(id)?;
        self.whole().item(list, n)
    }

    /// How often an item was corrected.
    pub fn corrections(&self, id: &str) -> usize {
        self.traces.get(id).map_or(0, |trace| trace.puts.saturating_sub(1))
    }

    /// The numbers, in their logs, of the entries of an item's current versions.
    pub fn numbers(&self, id: &str) -> impl Iterator<Item = u64> {
        self.traces.get(id).into_iter().flat_map(|trace| trace.entries.iter().map(|(_, number)| *number))
    }

    /// The places of the entries that put or withdrew the records of an id, in the order in which the vault was
    /// written.
    pub(crate) fn written_at(&self, id: &str) -> &[u64] {
        self.traces.get(id).map(|trace| trace.places.as_slice()).unwrap_or_default()
    }

    /// The items that name another, in the order of the lists.
    pub(crate) fn naming<'c>(&'c self, id: &Id) -> impl Iterator<Item = &'c dyn AnyItem> {
        let id = id.clone();
        self.whole().items().into_iter().map(|(.., item)| item).filter(move |item| names(*item, &id))
    }

    /// Works out anew what rests on the whole case.
    pub(super) fn figure(&mut self, now: DateTime<Utc>) {
        let Self { view, whole, places, .. } = self;
        view.figure(whole.as_deref(), &|id| places.contains_key(id), now);
        let warnings = self.book_warnings();
        self.view.warnings.extend(warnings);
    }

    /// Lets the clocks run on to a moment.
    pub fn tick(&mut self, now: DateTime<Utc>) {
        let Self { view, whole, places, .. } = self;
        view.tick(whole.as_deref(), &|id| places.contains_key(id), now);
    }

    /// The warnings that the book gives: conflicts, references to what was withdrawn, what a newer version has written
    /// anew, lines written up late.
    fn book_warnings(&self) -> Vec<Warning> {
        let whole = self.whole();
        let mut found = self.conflicts.clone();
        let mut loose: Vec<(List, usize)> = self.loose.iter().filter_map(|id| self.place(id.as_str())).collect();
        loose.sort_unstable();
        let exists = |id: &Id| self.places.contains_key(id);
        found.extend(loose.into_iter().flat_map(|(list, n)| withdrawn_named(whole, list, n, &exists)));
        found.extend(replaced_by_newer(&self.replaced, &|id| self.place(id)));
        let mut late: Vec<(usize, &Id)> =
            self.late.iter().filter_map(|id| Some((self.place(id.as_str())?.1, id))).collect();
        late.sort_unstable();
        found.extend(late.into_iter().map(|(n, id)| late_warning(whole, n, id.clone())));
        found
    }

    /// Whether an event was written up late without a reason.
    pub(super) fn is_late(&self, event: &Item<Event>) -> bool {
        let Some(end) = event.own.occurred.bounds().end else { return false };
        let late = |trace: &Trace| trace.unexplained && written_late(trace.effective, end);
        self.traces.get(event.id.as_str()).is_some_and(late)
    }
}

/// Whether a list of the book is that of the case's own keys.
pub(super) fn is_own(list: &str) -> bool {
    list == words::CASE
}
