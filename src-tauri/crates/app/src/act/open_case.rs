//! A case as the window holds it open: the view, and what the book says of it, worked out once for many requests.

use std::collections::HashMap;

use breachbook_book::Kind;
use breachbook_case::{Audience, Id, Time, View, words};
use breachbook_vault::Change;
use chrono::{DateTime, Utc};

use super::show::last_moment;
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
    /// The view for the team. Its clocks run to `view.now`.
    pub view: View,
    /// How often each item was corrected.
    pub corrections: HashMap<Id, usize>,
    /// How many reports were released.
    pub reports: usize,
    /// How many records a newer version wrote: kept, not read.
    pub newer: usize,
    /// The last checkpoint that was kept of any log of the book: the entries that it speaks of, and when (UTC).
    pub checkpoint: Option<(u64, DateTime<Utc>)>,
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
        let assembled = self.assemble(&row.id, until)?;
        let mut view = View::new(&assembled.case, Audience::Team, now);
        view.warnings.extend(assembled.warnings);
        let mut open = OpenCase {
            reference: reference.to_owned(),
            as_of: as_of.cloned(),
            entries: row.entries,
            entries_then: 0,
            view,
            corrections: HashMap::new(),
            reports: 0,
            newer: assembled.newer.len(),
            checkpoint: None,
        };
        let history = self.vault.history(&row.id, None)?;
        open.count(history.iter().filter(|change| until.is_none_or(|until| change.effective <= until)));
        let kept = self.vault.checkpoints(&row.id)?.into_iter();
        let kept = kept.filter(|kept| until.is_none_or(|until| kept.kept <= until)).max_by_key(|kept| kept.kept);
        open.checkpoint = kept.map(|kept| (kept.size, moment(kept.kept)));
        Ok(open)
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
    /// What keeps the vault from being read.
    pub fn entries_of_all(&self) -> Result<Vec<(String, u64)>, Failure> {
        Ok(self.vault.books()?.into_iter().map(|row| (row.reference, row.entries)).collect())
    }
}

impl OpenCase {
    /// Counts entries, corrections, releases, and what a newer version wrote.
    fn count<'c>(&mut self, changes: impl Iterator<Item = &'c Change>) {
        let mut last = None;
        let mut puts: HashMap<(&str, &str), usize> = HashMap::new();
        for change in changes {
            if last != Some(change.seq) {
                self.entries_then += 1;
                last = Some(change.seq);
            }
            let Some(payload) = &change.payload else { continue };
            if !payload.is_known() {
                self.newer += 1;
            }
            match payload.kind {
                Kind::Put if payload.list != words::CASE => {
                    let count = puts.entry((&payload.list, &payload.id)).or_default();
                    *count += 1;
                    if *count > 1
                        && let Some(id) = Id::new(payload.id.clone())
                    {
                        self.corrections.insert(id, *count - 1);
                    }
                }
                Kind::Release => self.reports += 1,
                _ => {}
            }
        }
    }
}
