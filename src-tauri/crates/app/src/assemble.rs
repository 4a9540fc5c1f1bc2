//! From the records of a book to a case: what is current, or was current then.

use std::collections::{HashMap, HashSet};

use breachbook_book::{Act, BookId, LogId, Payload};
use breachbook_case::{
    CLOCK_LISTS, Case, CaseKeys, Id, Leaf, List, Node, Path, RECORD_SCHEMA, Time, Warning, read_own, words,
};
use breachbook_vault::Record;
use chrono::{DateTime, Duration, Utc};

use crate::session::moment;
use crate::{Failure, Session};

/// A case with what the book says about its records.
pub struct Assembled {
    /// The case.
    pub case: Case,
    /// Log and number of the entry of each record.
    pub entries: HashMap<Id, Vec<(LogId, u64)>>,
    /// Warnings that the book gives: conflicts, references to what was withdrawn, lines written up late.
    pub warnings: Vec<Warning>,
    /// Records of a newer version, as list and id.
    pub newer: Vec<(String, String)>,
    /// Records that a newer version has written anew or withdrawn, as list and id: what stands in the case is no
    /// longer what holds, and this version cannot read what does.
    pub replaced: Vec<(String, String)>,
}

/// The id under which the book keeps the case's own keys: one that no item can have.
pub(crate) const OWN_ID: &str = "";

/// After how long an event counts as written up late (JESIP: a delay of more than a few minutes is explained).
const LATE: Duration = Duration::minutes(5);

impl Session {
    /// As much of a case as its clocks rest on: its own keys and the lists of [`CLOCK_LISTS`], with the warnings that a
    /// newer version has written some of it anew.
    pub(crate) fn assemble_for_clocks(&self, book: &BookId) -> Result<(Case, Vec<Warning>), Failure> {
        let records = self.records_of(book, CLOCK_LISTS)?;
        let replaced = self.replaced(book, None, &records)?;
        let mut built = build(records)?.0;
        built.warn_of_replaced(&replaced);
        let warnings = built.warnings.into_iter().filter(|warning| warning.code == REPLACED_BY_NEWER).collect();
        Ok((built.case, warnings))
    }

    /// A case's own keys and some of its lists.
    pub(crate) fn assemble_lists(&self, book: &BookId, lists: &[List]) -> Result<Case, Failure> {
        Ok(build(self.records_of(book, lists)?)?.0.case)
    }

    fn records_of(&self, book: &BookId, lists: &[List]) -> Result<Vec<Record>, Failure> {
        let lists: Vec<&str> = [words::CASE].into_iter().chain(lists.iter().map(|list| list.as_str())).collect();
        Ok(self.vault.records_in(book, &lists)?)
    }

    /// The records among these that a newer version has written anew, as list and id.
    fn replaced(
        &self,
        book: &BookId,
        as_of: Option<u64>,
        records: &[Record],
    ) -> Result<Vec<(String, String)>, Failure> {
        let by_newer = self.vault.replaced_by_newer(book, as_of)?;
        let replaced = records.iter().filter(|record| by_newer.contains(&record.version));
        Ok(replaced.map(|record| (record.list.clone(), record.id.clone())).collect())
    }

    /// The case as it stands, or as it stood at a moment in milliseconds since 1970 UTC.
    pub(crate) fn assemble(&self, book: &BookId, as_of: Option<u64>) -> Result<Assembled, Failure> {
        let records = match as_of {
            Some(moment) => self.vault.records_as_of(book, moment)?,
            None => self.vault.records(book)?,
        };
        let replaced = self.replaced(book, as_of, &records)?;
        let (mut built, newer) = build(records)?;
        built.warn_of_withdrawn();
        built.warn_of_replaced(&replaced);
        self.warn_late(&mut built)?;
        Ok(Assembled { case: built.case, entries: built.numbers, warnings: built.warnings, newer, replaced })
    }

    /// Notes the events that were written up late without a reason.
    fn warn_late(&self, built: &mut Build) -> Result<(), Failure> {
        let mut reasons: HashMap<(LogId, u64), bool> = HashMap::new();
        let mut found = Vec::new();
        for (n, event) in built.case.events.iter().enumerate() {
            let Some(end) = event.own.occurred.bounds().end else { continue };
            let Some((log, number)) = built.first.get(&event.id) else { continue };
            let written = built.effective.get(&event.id).copied().unwrap_or(0);
            if !written_late(written, end) {
                continue;
            }
            let late = match reasons.get(&(*log, *number)) {
                Some(late) => *late,
                None => {
                    let late = self.written_without_reason(*log, *number)?;
                    reasons.insert((*log, *number), late);
                    late
                }
            };
            if late {
                found.push((n, event.id.clone()));
            }
        }
        for (n, id) in found {
            let warning = late_warning(&built.case, n, id);
            built.warnings.push(warning);
        }
        Ok(())
    }

    /// Whether an entry is one `log` act without a reason.
    fn written_without_reason(&self, log: LogId, number: u64) -> Result<bool, Failure> {
        let entry = self.vault.entry(&log, number)?;
        let act = self.vault.changes(entry.seq)?.into_iter().next().and_then(|change| change.kept);
        let act = act.and_then(|(_, bytes)| Payload::decode(&bytes).ok());
        Ok(act.is_some_and(|act| is_unexplained(&act)))
    }
}

/// Whether an act is one line of the timeline written in without a reason.
pub(crate) fn is_unexplained(act: &Payload) -> bool {
    let act = Act::decode(&act.body);
    act.is_ok_and(|act| act.act == "log" && act.reason.is_none())
}

/// Whether an entry that took effect then (milliseconds since 1970 UTC) tells late of what ended at `end`.
pub(crate) fn written_late(effective: u64, end: DateTime<Utc>) -> bool {
    moment(effective) - end > LATE
}

/// The warning that event `n` was written up late.
pub(crate) fn late_warning(case: &Case, n: usize, id: Id) -> Warning {
    let accepts = case.events.get(n).map(|event| event.common.accepts.as_slice()).unwrap_or_default();
    Warning {
        code: WRITTEN_UP_LATE,
        path: format!("$.events[{n}].occurred"),
        message: "It was written up later than a few minutes after it happened, and no reason is given.".to_owned(),
        item: Some(id),
        accepted: accepts.iter().any(|accept| accept.code.as_str() == WRITTEN_UP_LATE),
    }
}

/// The warning that two versions of a record are current. Both stand in the history until somebody writes one that
/// replaces both; the view shows the first.
pub(crate) fn conflict(list: &str, id: Option<Id>) -> Warning {
    let message = match &id {
        Some(id) => format!("Two versions of {id} are current; correct it to settle which holds."),
        None => "Two versions of the case's own keys are current.".to_owned(),
    };
    Warning { code: "conflict", path: format!("$.{list}"), message, item: id, accepted: false }
}

/// The warnings that a newer version has written records anew, given as list and id: they are shown as this version
/// knows them, never in silence.
pub(crate) fn replaced_by_newer(
    replaced: &[(String, String)],
    place: &dyn Fn(&str) -> Option<(List, usize)>,
) -> Vec<Warning> {
    let warn = |(list, id): &(String, String)| {
        let (path, item) = match place(id).filter(|(of, _)| of.as_str() == list) {
            Some((of, n)) => (Path::item(of.as_str(), n).to_string(), Some(Id::new(id.clone())?)),
            None if list == words::CASE => ("$.case".to_owned(), None),
            None => return None,
        };
        let message = "A newer version of the program has written this anew or withdrawn it, and this version cannot \
                       read that: what stands here is no longer what holds.";
        Some(Warning { code: REPLACED_BY_NEWER, path, message: message.to_owned(), item, accepted: false })
    };
    replaced.iter().filter_map(warn).collect()
}

/// The warnings that item `n` of a list names what `exists` does not know. The records keep such references, figures
/// see them, the view leaves them out.
pub(crate) fn withdrawn_named(case: &Case, list: List, n: usize, exists: &dyn Fn(&Id) -> bool) -> Vec<Warning> {
    let mut found = Vec::new();
    let Some(item) = case.item(list, n) else { return found };
    item.meet(Path::item(list.as_str(), n), &mut |path, leaf, _| {
        if let Leaf::Party(id) | Leaf::Item(id, _) = leaf
            && !exists(id)
        {
            found.push(Warning {
                code: "refers-to-withdrawn",
                path: path.to_string(),
                message: format!("It names {id}, which was withdrawn."),
                item: Some(item.id().clone()),
                accepted: false,
            });
        }
    });
    found
}

/// Reads records into a case; what a newer version wrote is named and left out.
fn build(records: Vec<Record>) -> Result<(Build, Vec<(String, String)>), Failure> {
    let (own, rest): (Vec<Record>, Vec<Record>) = records.into_iter().partition(|record| record.list == words::CASE);
    let first = own.first().ok_or_else(not_then)?;
    let mut newer = Vec::new();
    let mut built = Build::new(own_keys(first)?);
    if own.len() > 1 {
        built.warnings.push(conflict(words::CASE, None));
    }
    built.entries(&Id::new(OWN_ID), first);
    for record in &rest {
        match (List::from_word(&record.list), known(record)) {
            (Some(list), Some(node)) => built.add(list, &node, record)?,
            _ => newer.push((record.list.clone(), record.id.clone())),
        }
    }
    Ok((built, newer))
}

/// The case's own keys of a record.
pub(crate) fn own_keys(record: &Record) -> Result<CaseKeys, Failure> {
    match known(record) {
        Some(node) => read_own(&node).map_err(|faults| unreadable(record, &faults)),
        None => Err(newer_case()),
    }
}

/// The code of the warning about a record that a newer version has written anew.
pub const REPLACED_BY_NEWER: &str = "replaced-by-newer";

/// The code of the warning about a line written up late.
pub const WRITTEN_UP_LATE: &str = "written-up-late";

/// Whether an event that ended at `end` is late when written at `now`.
pub fn is_late(time: &Time, now: chrono::DateTime<chrono::Utc>) -> bool {
    now - time.range().end > LATE
}

struct Build {
    case: Case,
    numbers: HashMap<Id, Vec<(LogId, u64)>>,
    first: HashMap<Id, (LogId, u64)>,
    effective: HashMap<Id, u64>,
    warnings: Vec<Warning>,
    seen: HashSet<(List, Id)>,
}

impl Build {
    fn new(own: CaseKeys) -> Self {
        Self {
            case: Case::empty(own),
            numbers: HashMap::new(),
            first: HashMap::new(),
            effective: HashMap::new(),
            warnings: Vec::new(),
            seen: HashSet::new(),
        }
    }

    fn entries(&mut self, id: &Option<Id>, record: &Record) {
        if let Some(id) = id {
            self.numbers.entry(id.clone()).or_default().push((record.log, record.number));
            self.first.insert(id.clone(), (record.log, record.number));
            self.effective.insert(id.clone(), record.effective);
        }
    }

    fn add(&mut self, list: List, node: &Node, record: &Record) -> Result<(), Failure> {
        let id = Id::new(record.id.clone());
        self.entries(&id, record);
        if let Some(id) = id
            && !self.seen.insert((list, id.clone()))
        {
            self.warnings.push(conflict(list.as_str(), Some(id)));
            return Ok(());
        }
        self.case.add_stored(list, node).map_err(|faults| unreadable(record, &faults))
    }

    fn warn_of_replaced(&mut self, replaced: &[(String, String)]) {
        let items = self.case.items();
        let place = |id: &str| items.iter().find(|(.., item)| item.id().as_str() == id).map(|(list, n, _)| (*list, *n));
        self.warnings.extend(replaced_by_newer(replaced, &place));
    }

    /// References to what was withdrawn: the records keep them, figures see them, the view leaves them out.
    fn warn_of_withdrawn(&mut self) {
        let ids: HashSet<Id> = self.case.ids().into_iter().cloned().collect();
        let places: Vec<(List, usize)> = self.case.items().into_iter().map(|(list, n, _)| (list, n)).collect();
        let found =
            places.into_iter().flat_map(|(list, n)| withdrawn_named(&self.case, list, n, &|id| ids.contains(id)));
        self.warnings.extend(found.collect::<Vec<_>>());
    }
}

/// The node of a record of a schema that this version knows.
pub(crate) fn known(record: &Record) -> Option<Node> {
    (record.schema <= RECORD_SCHEMA).then(|| Node::parse(&record.body).ok()).flatten()
}

pub(crate) fn unreadable(record: &Record, faults: &breachbook_case::Faults) -> Failure {
    let said = format!("The record {} of {} cannot be read: {faults}.", record.id, record.list);
    Failure::new(
        "record-unreadable",
        said,
        "Check the vault with `breachbook verify`, and restore a backup where it is damaged.",
    )
}

pub(crate) fn not_then() -> Failure {
    Failure::new(
        "not-then",
        "The book held nothing of this case at that moment: it goes by when things were written in, not by when they happened.",
        "Look the first entry up in the history, and name a later moment.",
    )
}

pub(crate) fn newer_case() -> Failure {
    Failure::new(
        "case-newer",
        "The case's own keys were written by a newer version.",
        "Update Breachbook to read this case; its entries are kept and verified.",
    )
}
