//! Prove: chosen entries made verifiable against an old report, without showing the rest.

use std::path::Path;

use breachbook_book::proof::{ConsistencyProof, EntryProof, Proof};
use breachbook_book::{BookId, Kind, LogId, Payload, VerifierKey, checkpoint};
use breachbook_report::check::verify;
use breachbook_vault::ChangeRow;
use serde_json::Value;

use crate::{Failure, Session, outfile};

fn not_a_report(path: &Path, why: impl std::fmt::Display) -> Failure {
    Failure::new(
        "not-a-report",
        format!("{}: {why}.", path.display()),
        "Name a report as Breachbook saved it, unchanged.",
    )
}

/// The checkpoint that a sound report carries.
pub(super) fn checkpoint_of(path: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|why| Failure::reading(path, &why))?;
    let signed = verify::signature(&bytes).map_err(|why| not_a_report(path, why))?;
    let sealed = verify::content(&bytes, &signed).map_err(|why| not_a_report(path, why))?;
    sealed.checkpoint.ok_or_else(|| not_a_report(path, "it carries no checkpoint"))
}

impl Session {
    /// The last checkpoint of a log of this book that was kept.
    fn last_kept(&self, book: &BookId, log: LogId) -> Result<Option<String>, Failure> {
        let mut found: Option<(u64, String)> = None;
        for kept in self.vault.checkpoints(book)? {
            if let Ok(head) = checkpoint::read_unverified(&kept.note)
                && head.log == log
                && found.as_ref().is_none_or(|(size, _)| *size < head.size)
            {
                found = Some((head.size, kept.note));
            }
        }
        Ok(found.map(|(_, note)| note))
    }

    /// Writes a proof file: that the log continues the checkpoint of the report, and the chosen entries (numbers
    /// from 0) in its head now. Answers what whoever hands it out should know: an entry is shown whole, with every
    /// record in it.
    ///
    /// # Errors
    /// `not-a-report`, `other-record` (the report is of another log), `no-entry`, `cannot-write`.
    pub fn prove(&self, reference: &str, since: &Path, entries: &[u64], out: &Path) -> Result<Vec<String>, Failure> {
        let book = self.book_id(reference)?;
        let old = checkpoint_of(since)?;
        let other = || {
            let said = format!("{}: it rests on another log than the case {reference} has here.", since.display());
            Failure::new("other-record", said, "Name a report that was made from this vault and case.")
        };
        let old_head = checkpoint::read_unverified(&old)?;
        // A vault that was restored or taken to another machine goes on in a log of its own. The report's own log can
        // then no longer be signed for, and is proved up to the last checkpoint that was kept of it.
        let head = match self.vault.checkpoint(&book)? {
            Some(head) if checkpoint::read_unverified(&head)?.log == old_head.log => head,
            _ => self.last_kept(&book, old_head.log)?.unwrap_or_else(|| old.clone()),
        };
        let new_head = checkpoint::read_unverified(&head)?;
        if !self.vault.logs(&book)?.iter().any(|log| log.id == old_head.log) || old_head.size > new_head.size {
            return Err(other());
        }
        let key: VerifierKey = self.log_key(&book, new_head.log)?.parse()?;
        checkpoint::open(&old, &key).map_err(|_| other())?;
        let mut proof = Proof::default();
        let mut warnings = Vec::new();
        proof.consistency.push(ConsistencyProof {
            old: old.clone(),
            hashes: self.vault.prove_consistency(&new_head.log, old_head.size, new_head.size)?,
            checkpoint: head.clone(),
        });
        for number in entries {
            if *number >= new_head.size {
                return Err(beyond(*number, new_head.size));
            }
            let entry = self.vault.entry(&new_head.log, *number)?;
            let changes = self.vault.changes(entry.seq)?;
            warnings.extend(shown_whole(*number, &changes));
            proof.entries.push(EntryProof {
                index: *number,
                header: entry.header_bytes,
                payloads: changes.into_iter().map(|change| change.kept).collect(),
                hashes: self.vault.prove_inclusion(&new_head.log, *number, new_head.size)?,
                checkpoint: head.clone(),
            });
        }
        // What goes out is what a reader will be able to verify.
        proof.verify(&key, Some(&old_head))?;
        outfile::write(out, proof.encode()?.as_bytes())?;
        Ok(warnings)
    }
}

/// An entry that the checkpoint does not reach: there is none, or it stands in a log that this vault can no longer
/// sign for, after the last checkpoint that was kept of it.
fn beyond(number: u64, size: u64) -> Failure {
    let said = match size {
        1 => format!("There is no entry {number} to prove: the log of the report is signed up to 1 entry here."),
        _ => format!("There is no entry {number} to prove: the log of the report is signed up to {size} entries here."),
    };
    Failure::new(
        "no-entry",
        said,
        "Name an entry below that, counted from 0, or a report that rests on the log in which it was written.",
    )
}

/// That an entry holds more than one record, or one that goes to the team alone.
fn shown_whole(number: u64, changes: &[ChangeRow]) -> Option<String> {
    let said = changes.iter().filter_map(|change| Payload::decode(&change.kept.as_ref()?.1).ok());
    let records: Vec<Value> = said
        .filter(|payload| payload.kind == Kind::Put)
        .filter_map(|payload| serde_json::from_slice(&payload.body).ok())
        .collect();
    let withheld = records.iter().filter(|record| record.get("withhold").is_some()).count();
    let of = match records.len() {
        1 if withheld == 0 => return None,
        0 => return None,
        1 => "a record".to_owned(),
        n => format!("{n} records"),
    };
    Some(match withheld {
        0 => format!("entry {number} holds {of}; the proof shows all of it"),
        n => format!(
            "entry {number} holds {of}, {n} of them withheld from every reader but the team; the proof shows all of it"
        ),
    })
}
