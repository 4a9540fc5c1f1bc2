//! Report: the view of a case for an audience as a sealed PDF, checked before it is saved, kept as a release.

use std::collections::{BTreeSet, HashMap};
use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::Path;

use breachbook_book::{BookId, Kind, LogId, Payload, checkpoint};
use breachbook_case::{Audience, BLANK, Id, Time, View, zone};
use breachbook_report::pdf::{self, Progress, Seal};
use breachbook_report::sections;
use breachbook_vault::{Change, FileRole, NewEntry, NewFile};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::leak;
use super::preview::{Draft, Standing};
use crate::session::{milliseconds, moment};
use crate::{Failure, Session, Writer, fingerprint, outfile};

/// What a report is made of.
#[derive(Debug, Clone)]
pub struct ReportOptions {
    /// For whom.
    pub audience: Audience,
    /// The record as it stood at the last moment of this time.
    pub as_of: Option<Time>,
    /// The moment that the report says it was made at (UTC, whole seconds); the writer's now otherwise.
    pub made_at: Option<DateTime<Utc>>,
    /// To whom it is given, in words, for the record alone: it stands on no page. May be empty.
    pub recipient: String,
}

impl ReportOptions {
    /// The report of the record as it stands, for that audience.
    pub fn of(audience: Audience) -> Self {
        Self { audience, as_of: None, made_at: None, recipient: String::new() }
    }
}

/// A report that was saved and noted as released.
#[derive(Debug, Clone)]
pub struct Reported {
    /// Its number among the reports of the case, from 1.
    pub number: u64,
    /// How many pages it has.
    pub pages: u64,
    /// SHA-256 of its bytes in hex.
    pub sha256: String,
    /// Characters that no face has, as sentences.
    pub warnings: Vec<String>,
    /// Whether this very report had been released before, so that nothing was written in.
    pub again: bool,
    /// The number of the entry that says that it was released, from 0.
    pub entry: u64,
}

/// A report that was released.
#[derive(Debug, Clone)]
pub struct ReleasedReport {
    /// Its number among the reports of the case, from 1.
    pub number: u64,
    /// The number of the entry that says so, from 0.
    pub entry: u64,
    /// The audience that it was made for, a word of the format.
    pub audience: String,
    /// To whom it was given, in words; empty where nobody said.
    pub recipient: String,
    /// When it says that it was made (UTC).
    pub made_at: DateTime<Utc>,
    /// The time as of which it shows the record, where that is not the time of its making.
    pub as_of: Option<Time>,
    /// How many pages it has.
    pub pages: u64,
    /// SHA-256 of its bytes in hex.
    pub sha256: String,
    /// The short name of the checkpoint that it carries, as its last page prints it.
    pub fingerprint: String,
    /// How many entries the record had.
    pub size: u64,
}

impl ReleasedReport {
    /// An object of `released --json`.
    pub fn json(&self) -> Value {
        json!({"number": self.number, "for": self.audience, "made_at": zone::rfc3339(self.made_at), "sha256": self.sha256})
    }

    /// In a line of words, London time.
    pub fn words(&self) -> String {
        let Self { number, audience, made_at, sha256, .. } = self;
        format!("report {number} for {audience}, {}, SHA-256 {sha256}", zone::moment(*made_at))
    }
}

/// The body of a release: what was handed out, for whom, on which record.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Release {
    pub number: u64,
    pub audience: String,
    /// To whom it was given, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub recipient: String,
    pub sha256: String,
    pub size: u64,
    pub pages: u64,
    /// Milliseconds since 1970 UTC.
    pub made_at: u64,
    /// The time as of which, as it was given; its precision is stated where it is `hour`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<serde_json::Value>,
    /// The signed checkpoint that the report carries.
    pub checkpoint: String,
}

impl Session {
    /// The releases of a book, oldest first, with the number of each entry in its log.
    pub(super) fn releases(&self, book: &BookId) -> Result<Vec<(LogId, u64, Release)>, Failure> {
        let mut found = Vec::new();
        for place in self.vault.releases(book)? {
            for Change { log, number, payload, .. } in self.vault.changes_between(book, place, place)? {
                if let Some(payload) = payload.filter(|payload| payload.kind == Kind::Release)
                    && let Ok(release) = serde_json::from_slice(&payload.body)
                {
                    found.push((log, number, release));
                }
            }
        }
        Ok(found)
    }

    /// Makes a report, checks the finished bytes, saves them and notes the release.
    ///
    /// The same head, earlier releases and options give the same bytes. Where this very report was released before
    /// and only releases came after, its kept bytes are saved again and nothing is written in.
    ///
    /// # Errors
    /// `no-case`, `not-then`, `leak` (the finished file holds what is withheld: it is not saved), `cancelled`,
    /// `cannot-write`: nothing is written then.
    pub fn report(
        &mut self,
        reference: &str,
        options: &ReportOptions,
        out: &Path,
        writer: &Writer<'_>,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Reported, Failure> {
        if options.made_at.is_some_and(|at| at.timestamp() < 0) {
            let said = "A report cannot be made before 1970.";
            return Err(Failure::new("bad-time", said, "Give another moment, or none for now; nothing was written."));
        }
        let book = self.book_id(reference)?;
        self.vault.writable()?;
        self.vault.ensure_log(&book, writer.name, milliseconds(writer.now))?;
        let note = self.vault.checkpoint(&book)?.ok_or_else(|| {
            Failure::new("no-log", "This vault has no log of its own in the case to sign for.", "Write an entry first.")
        })?;
        let head = checkpoint::read_unverified(&note)?;
        let releases = self.releases(&book)?;
        let made_at = moment(milliseconds(options.made_at.unwrap_or(writer.now)) / 1000 * 1000);
        let as_of = options.as_of.as_ref().map(breachbook_case::Shape::write);
        if let Some((entry, kept)) = same_again(&releases, head.log, head.size, options, made_at, as_of.as_ref()) {
            let bytes = self.kept_bytes(&kept.sha256)?;
            outfile::write(out, &bytes)?;
            let (number, pages, sha256) = (kept.number, kept.pages, kept.sha256.clone());
            return Ok(Reported { number, pages, sha256, warnings: Vec::new(), again: true, entry });
        }
        let on = Standing { size: head.size, fingerprint: fingerprint::of(&head), log: head.log, note: note.clone() };
        let Draft { case, view, now, mut record } = self.draft(&book, options, &releases, on, made_at)?;
        record.log_key = self.log_key(&book, head.log)?;
        let installation = self.vault.installation();
        let document = sections::report(&view, &record)?;
        let seal = Seal { secret: **self.vault.pdf_secret(), not_before: moment(installation.created / 1000 * 1000) };
        let written = pdf::write(&document, Some(&seal), progress)?;
        // What is ours and not the case's: numbers and names of keys and checkpoints.
        let own = [
            record.checkpoint.clone(),
            record.log_key.clone(),
            record.earlier.clone().unwrap_or_default(),
            record.fingerprint.clone(),
            sections::grouped(&record.key_id),
            zone::moment(record.made_at),
        ];
        leak::refuse(&written.bytes, &view, &own, || {
            let view = View::new(&case.blanked(), options.audience, now);
            let record = sections::Record { corrections: blanked(&record.corrections), ..record.clone() };
            Ok(pdf::write(&sections::report(&view, &record)?, None, &mut |_| ControlFlow::Continue(()))?.bytes)
        })?;
        let sha256 = Sha256::digest(&written.bytes);
        let release = Release {
            number: record.number,
            audience: options.audience.as_str().to_owned(),
            recipient: options.recipient.trim().to_owned(),
            sha256: hex(&sha256),
            size: written.bytes.len() as u64,
            pages: written.pages as u64,
            made_at: milliseconds(made_at),
            as_of,
            checkpoint: note.clone(),
        };
        let ready = outfile::prepare(out, &written.bytes)?;
        let payloads = vec![
            Payload::act(&writer.act("release"))?,
            Payload::new(Kind::Release, "", "", BTreeSet::new(), serde_json::to_vec(&release)?),
        ];
        let mut source = Cursor::new(&written.bytes);
        let role = FileRole::Report { audience: release.audience.clone(), recipient: release.recipient.clone() };
        let files = vec![NewFile { change: 1, sha256: sha256.into(), size: release.size, role, source: &mut source }];
        let entry = NewEntry { payloads, files, ..NewEntry::default() };
        let entry = self.vault.append(&book, entry, milliseconds(writer.now))?.number;
        self.vault.keep_checkpoint(&book, &note, "release", milliseconds(writer.now))?;
        ready.put(out)?;
        let warnings = written.warnings.iter().map(said).collect();
        let Release { number, pages, sha256, .. } = release;
        Ok(Reported { number, pages, sha256, warnings, again: false, entry })
    }

    /// The reports of a case that were released, oldest first, with all that is known of each.
    ///
    /// # Errors
    /// `no-case`.
    pub fn released(&self, reference: &str) -> Result<Vec<ReleasedReport>, Failure> {
        let row = |(_, entry, release): (LogId, u64, Release)| {
            let head = checkpoint::read_unverified(&release.checkpoint).ok();
            let at = release.as_of.as_ref().and_then(|as_of| as_of.get("at")).and_then(serde_json::Value::as_str);
            ReleasedReport {
                number: release.number,
                entry,
                audience: release.audience,
                recipient: release.recipient,
                made_at: moment(release.made_at),
                as_of: at.and_then(|at| Time::parse(at, None, false).ok()),
                pages: release.pages,
                sha256: release.sha256,
                fingerprint: head.as_ref().map(fingerprint::of).unwrap_or_default(),
                size: head.map_or(0, |head| head.size),
            }
        };
        Ok(self.releases(&self.book_id(reference)?)?.into_iter().map(row).collect())
    }

    /// Saves the kept bytes of a released report again. Nothing is written in.
    ///
    /// # Errors
    /// `no-case`, `no-report`, `cannot-write`.
    pub fn save_released(&self, reference: &str, number: u64, out: &Path) -> Result<(), Failure> {
        let found = self.released(reference)?.into_iter().find(|report| report.number == number);
        let found = found.ok_or_else(|| {
            let said = format!("There is no report {number} of the case {reference}.");
            Failure::new("no-report", said, "List the reports that were released and name one of them.")
        })?;
        outfile::write(out, &self.kept_bytes(&found.sha256)?)
    }

    /// The verifier key of a log.
    pub(super) fn log_key(&self, book: &BookId, log: LogId) -> Result<String, Failure> {
        let found = self.vault.logs(book)?.into_iter().find(|of| of.id == log);
        found.map(|log| log.key).ok_or_else(|| {
            Failure::new("no-log", "The log is not in this vault.", "Check the vault with `breachbook verify`.")
        })
    }
}

/// The kept release that the same options would give again: made on this head but for releases after it.
fn same_again<'r>(
    releases: &'r [(LogId, u64, Release)],
    log: LogId,
    size: u64,
    options: &ReportOptions,
    made_at: DateTime<Utc>,
    as_of: Option<&serde_json::Value>,
) -> Option<(u64, &'r Release)> {
    let numbers: BTreeSet<u64> = releases.iter().filter(|(of, ..)| *of == log).map(|(_, number, _)| *number).collect();
    releases.iter().rev().find_map(|(of, entry, release)| {
        let same = *of == log
            && release.audience == options.audience.as_str()
            && release.recipient == options.recipient.trim()
            && release.made_at == milliseconds(made_at)
            && release.as_of.as_ref() == as_of;
        let then = checkpoint::read_unverified(&release.checkpoint).ok()?.size;
        (same && (then..size).all(|number| numbers.contains(&number))).then_some((*entry, release))
    })
}

/// The corrections without a word of the case.
fn blanked(corrections: &HashMap<Id, Vec<sections::Correction>>) -> HashMap<Id, Vec<sections::Correction>> {
    let blank = |one: &sections::Correction| sections::Correction {
        at: one.at,
        writer: BLANK.to_owned(),
        reason: BLANK.to_owned(),
        changes: vec![BLANK.to_owned(); one.changes.len()],
    };
    corrections.iter().map(|(id, all)| (id.clone(), all.iter().map(blank).collect())).collect()
}

fn said(warning: &pdf::Warning) -> String {
    match warning {
        pdf::Warning::NoGlyph { character, times } => {
            format!("No face of the report has {character:?}: the page shows its code, {times} times.")
        }
        other => format!("{other:?}"),
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
