//! The first reading of a whole case: one pass over its book, then its records in parallel.

use std::collections::{HashMap, HashSet};

use breachbook_book::{Current, Kind, State, VersionId};
use breachbook_case::{Case, CaseKeys, Id, List, RECORD_SCHEMA, Warning};
use breachbook_vault::{Record, Scanned};

use super::open_case::{Trace, is_own};
use crate::Failure;
use crate::assemble::{conflict, is_unexplained, known, not_then, own_keys, unreadable};
use crate::parts::in_parts;

/// What one pass over a book gathers.
pub(super) struct Opening {
    until: Option<u64>,
    /// Changes that may stand at a past moment; empty for now, where the vault knows which stand.
    past: Vec<(Scanned, bool)>,
    standing: Vec<Standing>,
    /// The versions that changes of a newer version say they replace.
    by_newer: HashSet<VersionId>,
    told: Told,
    entry: Option<u64>,
    /// Whether the act of the entry is one line without a reason.
    unexplained: bool,
    /// Whether an act of a newer version has been alone in its entry so far.
    alone: bool,
}

struct Standing {
    /// The place of its record, and its own among the versions of the record.
    order: (u64, usize),
    record: Record,
    unexplained: bool,
}

/// What a book says of its case.
#[derive(Default)]
pub(super) struct Told {
    pub traces: HashMap<String, Trace>,
    pub conflicts: Vec<Warning>,
    pub entries: u64,
    pub reports: usize,
    pub newer: usize,
    /// Records, as list and id, that a newer version has written anew.
    pub replaced: Vec<(String, String)>,
    pub last: u64,
}

impl Opening {
    /// Of the book as it stands, or as it stood at a moment (milliseconds since 1970 UTC).
    pub fn new(until: Option<u64>) -> Self {
        let (past, standing, by_newer) = (Vec::new(), Vec::new(), HashSet::new());
        Self { until, past, standing, by_newer, told: Told::default(), entry: None, unexplained: false, alone: false }
    }

    /// Takes one more change in.
    pub fn take(&mut self, row: Scanned) {
        let then = self.until.is_none_or(|until| row.effective <= until);
        let told = &mut self.told;
        if self.entry != Some(row.seq) {
            self.entry = Some(row.seq);
            told.newer += usize::from(std::mem::take(&mut self.alone));
            told.entries += u64::from(then);
            told.last = row.seq;
            self.unexplained = false;
        }
        let Some(payload) = &row.payload else {
            self.alone &= row.n == 0;
            return;
        };
        if then && !payload.is_known() {
            self.by_newer.extend(&payload.replaces);
        }
        if row.n == 0 {
            self.unexplained = is_unexplained(payload);
            self.alone = then && !payload.is_known();
            return;
        }
        self.alone = false;
        told.newer += usize::from(then && !payload.is_known());
        told.reports += usize::from(then && payload.kind == Kind::Release);
        if matches!(payload.kind, Kind::Put | Kind::Withdraw) {
            let trace = match told.traces.get_mut(payload.id.as_str()) {
                Some(trace) => trace,
                None => told.traces.entry(payload.id.clone()).or_default(),
            };
            trace.places.push(row.seq);
            trace.puts += usize::from(then && payload.kind == Kind::Put);
        }
        let unexplained = self.unexplained;
        match (self.until, row.standing) {
            (Some(_), _) if matches!(payload.kind, Kind::Put | Kind::Withdraw | Kind::Erase) => {
                self.past.push((row, unexplained));
            }
            (None, Some(position)) => self.stands(row, position, unexplained),
            _ => {}
        }
    }

    fn stands(&mut self, row: Scanned, position: u64, unexplained: bool) {
        let Scanned { log, number, effective, version, payload: Some(payload), .. } = row else { return };
        let (list, id, schema, body) = (payload.list, payload.id, payload.schema, payload.body);
        let record = Record { list, id, version, schema, body, log, number, effective };
        self.standing.push(Standing { order: (position, self.standing.len()), record, unexplained });
    }

    /// Of all changes those that stood at the moment, each at the place of the first that is known of its record.
    fn look_back(&mut self, until: u64) {
        let said = self.past.iter();
        let said = said.filter_map(|(row, _)| Some((row.effective, row.version, row.payload.as_ref()?)));
        let current = Current::as_of(said, until);
        let mut stand: HashSet<VersionId> = HashSet::new();
        for (_, _, state) in current.records() {
            match state {
                State::Current(version) => drop(stand.insert(version)),
                State::Conflict(versions) => stand.extend(versions),
                State::Withdrawn => {}
            }
        }
        let mut firsts: HashMap<(String, String), u64> = HashMap::new();
        for (place, (row, unexplained)) in std::mem::take(&mut self.past).into_iter().enumerate() {
            let Some(payload) = row.payload.as_ref().filter(|p| p.kind == Kind::Put && p.is_known()) else { continue };
            let first = *firsts.entry((payload.list.clone(), payload.id.clone())).or_insert(place as u64);
            if stand.contains(&row.version) {
                self.stands(row, first, unexplained);
            }
        }
    }

    /// Reads what stands.
    pub fn read(mut self) -> Result<(Case, Told), Failure> {
        self.told.newer += usize::from(self.alone);
        if let Some(until) = self.until {
            self.look_back(until);
        }
        let Self { mut standing, mut told, by_newer, .. } = self;
        standing.sort_unstable_by_key(|standing| standing.order);
        let replaced =
            standing.iter().map(|standing| &standing.record).filter(|record| by_newer.contains(&record.version));
        told.replaced = replaced.map(|record| (record.list.clone(), record.id.clone())).collect();
        let (own, rest): (Vec<Standing>, Vec<Standing>) =
            standing.into_iter().partition(|standing| is_own(&standing.record.list));
        let first = own.first().ok_or_else(not_then)?;
        let keys = own_keys(&first.record)?;
        if own.len() > 1 {
            told.conflicts.push(conflict(&first.record.list, None));
        }
        let mut seen: HashSet<(List, &str)> = HashSet::with_capacity(rest.len());
        let mut records: Vec<(List, &Standing)> = Vec::with_capacity(rest.len());
        for standing in &rest {
            let record = &standing.record;
            match List::from_word(&record.list).filter(|_| record.schema <= RECORD_SCHEMA) {
                Some(list) if seen.insert((list, &record.id)) => records.push((list, standing)),
                Some(list) => told.conflicts.push(conflict(list.as_str(), Id::new(record.id.clone()))),
                None => told.newer += 1,
            }
        }
        let mut case = Case::empty(keys.clone());
        let parts = in_parts(records.len(), |stretch| vec![part(&keys, records.get(stretch).unwrap_or_default())]);
        for part in parts {
            let part = part?;
            case.append(part.case);
            told.newer += part.newer;
        }
        for standing in own.iter().take(1).chain(&rest) {
            told.traces.entry(standing.record.id.clone()).or_default().stand(standing);
        }
        Ok((case, told))
    }
}

impl Trace {
    fn stand(&mut self, standing: &Standing) {
        let record = &standing.record;
        self.entries.push((record.log, record.number));
        self.effective = record.effective;
        self.unexplained = standing.unexplained;
    }
}

struct Part {
    case: Case,
    /// How many of its records cannot be read as JSON.
    newer: usize,
}

fn part(own: &CaseKeys, records: &[(List, &Standing)]) -> Result<Part, Failure> {
    let mut part = Part { case: Case::empty(own.clone()), newer: 0 };
    for (list, standing) in records {
        match known(&standing.record) {
            Some(node) => {
                part.case.add_stored(*list, &node).map_err(|faults| unreadable(&standing.record, &faults))?;
            }
            None => part.newer += 1,
        }
    }
    Ok(part)
}
