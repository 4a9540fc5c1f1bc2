//! Preview: what a report would say and withhold, before anything is signed, saved or written in.

use std::collections::HashMap;
use std::ops::ControlFlow;

use breachbook_book::{BookId, LogId, checkpoint};
use breachbook_case::{Audience, Case, Id, List, Shown, View};
use breachbook_report::preview::{Preview, preview};
use breachbook_report::sections;
use chrono::{DateTime, Utc};
use serde_json::Value;

use super::earlier::Earlier;
use super::report::{Release, ReportOptions, hex};
use super::show::last_moment;
use crate::session::{milliseconds, moment};
use crate::{Failure, Progress, Session, Stage, fingerprint};

/// Where the record stands that a report rests on.
pub(super) struct Standing {
    pub log: LogId,
    pub size: u64,
    pub fingerprint: String,
    /// The signed checkpoint.
    pub note: String,
}

/// A report before it is laid out.
pub(super) struct Draft {
    /// The whole case.
    pub case: Case,
    pub view: View,
    /// The moment to which clocks run.
    pub now: DateTime<Utc>,
    /// Without the log's key, which stands on no page.
    pub record: sections::Record,
}

/// A report as it would be.
#[derive(Debug, Clone)]
pub struct Previewed {
    /// Its pages.
    pub pages: Preview,
    /// What is withheld, by ground, as the report counts it.
    pub withheld: Vec<WithheldRow>,
    /// What is withheld, item by item: for the team's own eyes.
    pub items: Vec<WithheldItem>,
    /// Who sees the case beside the team, where nothing at all of it is for this audience: neither its own keys nor a
    /// record. `None` where something is.
    pub closed: Option<Vec<Audience>>,
}

/// How many records are withheld on one ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithheldRow {
    /// The ground in words.
    pub ground: String,
    /// How many.
    pub count: usize,
}

/// A record that this reader does not get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithheldItem {
    /// Its list, a word of the format.
    pub list: &'static str,
    /// Its id.
    pub id: String,
    /// The first words of it.
    pub text: String,
    /// Why, in words.
    pub why: String,
    /// Whether the report counts it.
    pub counted: bool,
}

impl Session {
    /// A report of a case as it would be made now, laid out on pages. Nothing is written. `progress` is told now
    /// and then how far it is; when it breaks off, the work stops.
    ///
    /// # Errors
    /// `no-case`, `not-then`, `cancelled`.
    pub fn preview(
        &self,
        reference: &str,
        options: &ReportOptions,
        now: DateTime<Utc>,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Previewed, Failure> {
        let book = self.book_id(reference)?;
        let standing = match self.vault.checkpoint(&book)? {
            Some(note) => {
                let head = checkpoint::read_unverified(&note)?;
                Standing { log: head.log, size: head.size, fingerprint: fingerprint::of(&head), note }
            }
            None => self.before_its_log(&book)?,
        };
        let releases = self.releases(&book)?;
        let made_at = moment(milliseconds(options.made_at.unwrap_or(now)) / 1000 * 1000);
        let draft = self.draft(&book, options, &releases, standing, made_at)?;
        let mut set = |done, total| progress(Progress { stage: Stage::Layout, done, total }).is_continue();
        let pages = preview(&sections::report(&draft.view, &draft.record)?, &mut set)?;
        let ground = |row: &breachbook_case::Withheld| WithheldRow {
            ground: row.ground.map_or("not for this reader", |ground| ground.words()).to_owned(),
            count: row.count,
        };
        let withheld = draft.view.withheld.iter().map(ground).collect();
        let closed = closed(&draft);
        Ok(Previewed { pages, withheld, items: withheld_items(&draft.case, options.audience), closed })
    }

    /// How many entries a case has: what was worked out on as many is still so.
    pub(crate) fn entry_count(&self, reference: &str) -> Result<u64, Failure> {
        self.book(reference).map(|book| book.entries)
    }

    /// A copy or backup that has not been written in yet: its own log, and so its checkpoint, begins with the release.
    fn before_its_log(&self, book: &BookId) -> Result<Standing, Failure> {
        let no_log = || Failure::new("no-log", "This case has no log.", "Check the vault with `breachbook verify`.");
        let last = self.vault.logs(book)?.into_iter().max_by_key(|log| log.size).ok_or_else(no_log)?;
        let fingerprint = "given when it is released".to_owned();
        Ok(Standing { log: last.id, size: last.size, fingerprint, note: String::new() })
    }

    /// What a report says, for preview and release alike.
    pub(super) fn draft(
        &self,
        book: &BookId,
        options: &ReportOptions,
        releases: &[(LogId, u64, Release)],
        on: Standing,
        made_at: DateTime<Utc>,
    ) -> Result<Draft, Failure> {
        let (moment_then, now) = match options.as_of.as_ref().map(last_moment) {
            Some((then, now)) => (Some(then), now),
            None => (None, made_at),
        };
        let assembled = self.assemble_for(book, options.audience, moment_then)?;
        let mut view = View::new(&assembled.case, options.audience, now);
        if options.audience == Audience::Team {
            view.warnings.extend(assembled.warnings);
        }
        // A look back at an earlier moment replaces nothing, and nothing replaces it.
        let own = releases.iter().filter(|(_, _, r)| {
            r.audience == options.audience.as_str() && r.as_of.is_none() && options.as_of.is_none()
        });
        let Earlier { proof, goes_on } = self.earlier(book, releases, &on)?;
        let record = sections::Record {
            entries: numbers(&assembled.entries, on.log),
            corrections: self.corrections(book, &assembled.case, moment_then)?,
            size: on.size,
            number: releases.len() as u64 + 1,
            replaces: own.into_iter().next_back().map(|(_, _, release)| (release.number, moment(release.made_at))),
            key_id: hex(&self.vault.installation().pdf_key_hash()),
            checkpoint: on.note,
            fingerprint: on.fingerprint,
            log_key: String::new(),
            earlier: proof,
            goes_on,
            made_at,
            as_of: options.as_of.as_ref().map(|_| now),
        };
        Ok(Draft { case: assembled.case, view, now, record })
    }
}

/// The entry numbers of each record, of the log that the checkpoint speaks of.
fn numbers(entries: &HashMap<Id, Vec<(LogId, u64)>>, log: LogId) -> HashMap<Id, Vec<u64>> {
    let of_log = |all: &Vec<(LogId, u64)>| all.iter().filter(|(of, _)| *of == log).map(|(_, n)| *n).collect();
    entries.iter().map(|(id, all)| (id.clone(), of_log(all))).collect()
}

/// Whom the case goes to beside the team, where a report for this audience would be empty.
fn closed(draft: &Draft) -> Option<Vec<Audience>> {
    if draft.view.own_shown || !draft.view.case.items().is_empty() {
        return None;
    }
    let own = draft.case.own.audience.as_ref().map(|audiences| audiences.list().to_vec()).unwrap_or_default();
    Some(own.into_iter().filter(|audience| *audience != Audience::Team).collect())
}

/// Every record of the case that this audience does not get, and why.
fn withheld_items(case: &Case, audience: Audience) -> Vec<WithheldItem> {
    let shown = Shown::work_out(case, audience);
    let own = case.own.audience.as_ref().is_some_and(|list| list.contains(audience));
    let hidden = case.items().into_iter().filter(|(_, _, item)| !shown.item(item.id()));
    let row = |(list, _, item): (List, usize, &dyn breachbook_case::AnyItem)| {
        let common = item.common();
        let allowed = common.audience.as_ref().map_or(own, |list| list.contains(audience));
        let why = match &common.withhold {
            Some(withhold) => {
                let reason = withhold.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
                format!("{}{reason}", withhold.ground.words())
            }
            None if !allowed => "not for this reader".to_owned(),
            None if list == List::Parties => "nothing that is shown names it".to_owned(),
            None => "it rests on something that is withheld".to_owned(),
        };
        // As the view counts: a party that nobody names is left out, not withheld.
        let counted = shown.countable(item.id()) && (list != List::Parties || common.withhold.is_some());
        WithheldItem { list: list.as_str(), id: item.id().to_string(), text: first_words(&item.json()), why, counted }
    };
    hidden.map(row).collect()
}

/// The first text that says what a record is about.
fn first_words(item: &Value) -> String {
    let keys = ["text", "title", "name", "subject", "category", "group", "reasons", "reference", "body", "party"];
    keys.iter().find_map(|key| item.get(key).and_then(Value::as_str)).unwrap_or_default().to_owned()
}
