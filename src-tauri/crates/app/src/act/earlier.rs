//! What a report carries about the earlier reports of its book: proofs that it continues their record, for readers
//! who have no vault, in the same log or across a change of logs.

use std::collections::BTreeSet;

use breachbook_book::proof::{ConsistencyProof, EntryProof, OtherLogProof, Proof};
use breachbook_book::{Act, BookId, Checkpoint, Kind, LogId, Payload, checkpoint};
use breachbook_report::sections::GoesOn;
use serde_json::Value;

use super::preview::Standing;
use super::report::Release;
use crate::{Failure, Session};

/// What a report carries and says of the earlier ones.
#[derive(Default)]
pub(super) struct Earlier {
    /// The proof file; `None` where there is nothing to prove.
    pub proof: Option<String>,
    /// Where the record stands in a new log.
    pub goes_on: Option<GoesOn>,
}

/// The first entry of a log.
struct Opening {
    act: Act,
    /// The other heads that it names, each with the number of its change.
    heads: Vec<(usize, Checkpoint)>,
    /// Only the heads are shown: who wrote, and why, is for nobody outside.
    shown: EntryProof,
}

impl Session {
    /// Proofs for the holders of every earlier report. Nothing is proved of a record that has not begun its log.
    pub(super) fn earlier(
        &self,
        book: &BookId,
        releases: &[(LogId, u64, Release)],
        on: &Standing,
    ) -> Result<Earlier, Failure> {
        if on.note.is_empty() {
            return Ok(Earlier::default());
        }
        let opening = self.opening(on.log)?;
        let heads = opening.as_ref().map(|opening| opening.heads.as_slice()).unwrap_or_default();
        let mut proof = Proof::default();
        let mut seen = BTreeSet::new();
        for (_, _, release) in releases {
            if !seen.insert(&release.checkpoint) {
                continue;
            }
            let old = checkpoint::read_unverified(&release.checkpoint)?;
            let within = if old.log == on.log {
                Some(Checkpoint { log: on.log, size: on.size, root: self.vault.root_at(&on.log, on.size)? })
            } else {
                heads.iter().map(|(_, head)| head).find(|head| head.log == old.log).cloned()
            };
            let Some(head) = within.filter(|head| self.holds(head, &old)) else { continue };
            let hashes = self.vault.prove_consistency(&old.log, old.size, head.size)?;
            let (old, checkpoint) = (release.checkpoint.clone(), on.note.clone());
            if head.log == on.log {
                proof.consistency.push(ConsistencyProof { old, hashes, checkpoint });
            } else {
                proof.other_logs.push(OtherLogProof { old, head: head.text(), hashes, checkpoint });
            }
        }
        let goes_on = match opening {
            Some(opening) if opening.act.more.contains_key("heads") => {
                let goes_on = GoesOn { why: words(&opening.act).to_owned(), set_back: self.set_back(book)? };
                if !opening.heads.is_empty() {
                    let hashes = self.vault.prove_inclusion(&on.log, 0, on.size)?;
                    proof.entries.push(EntryProof { hashes, checkpoint: on.note.clone(), ..opening.shown });
                }
                Some(goes_on)
            }
            _ => None,
        };
        let proof = if proof == Proof::default() { None } else { Some(proof.encode()?) };
        Ok(Earlier { proof, goes_on })
    }

    /// Whether the vault's log holds, within that head, what the older checkpoint speaks of. A vault whose log was
    /// replaced does not, and nothing is claimed of it then.
    fn holds(&self, head: &Checkpoint, old: &Checkpoint) -> bool {
        let root = |of: &Checkpoint| self.vault.root_at(&of.log, of.size).ok();
        old.size <= head.size && root(old) == Some(old.root) && root(head) == Some(head.root)
    }

    /// The first entry of a log, where it can be read.
    fn opening(&self, log: LogId) -> Result<Option<Opening>, Failure> {
        let entry = self.vault.entry(&log, 0)?;
        let mut payloads: Vec<_> = self.vault.changes(entry.seq)?.into_iter().map(|change| change.kept).collect();
        let read = |kept: &Option<_>| kept.as_ref().and_then(|(_, bytes): &(_, Vec<u8>)| Payload::decode(bytes).ok());
        let said: Vec<Option<Payload>> = payloads.iter().map(read).collect();
        let act = said.first().and_then(Option::as_ref).filter(|payload| payload.kind == Kind::Act);
        let Some(act) = act.and_then(|payload| Act::decode(&payload.body).ok()) else { return Ok(None) };
        let head = |payload: &Payload| payload.named_head().ok().flatten();
        let heads: Vec<(usize, Checkpoint)> =
            said.iter().enumerate().filter_map(|(n, payload)| Some((n, head(payload.as_ref()?)?))).collect();
        for (n, kept) in payloads.iter_mut().enumerate() {
            if !heads.iter().any(|(of, _)| *of == n) {
                *kept = None;
            }
        }
        let (hashes, checkpoint) = (Vec::new(), String::new());
        let shown = EntryProof { index: 0, header: entry.header_bytes, payloads, hashes, checkpoint };
        Ok(Some(Opening { act, heads, shown }))
    }

    /// What the logs of the book say of logs that were found set back or replaced: how many entries each had held,
    /// and how many it held when a new log named it.
    fn set_back(&self, book: &BookId) -> Result<Vec<(u64, u64)>, Failure> {
        let mut found = Vec::new();
        for log in self.vault.logs(book)? {
            let Some(Opening { act, heads, .. }) = self.opening(log.id)? else { continue };
            for missed in act.more.get("missed").and_then(Value::as_array).into_iter().flatten() {
                let had = missed["size"].as_u64().unwrap_or_default();
                let is = |head: &&(usize, Checkpoint)| missed["log"].as_str() == Some(head.1.log.origin().as_str());
                found.push((had, heads.iter().find(is).map_or(0, |(_, head)| head.size)));
            }
        }
        Ok(found)
    }
}

/// What happened to the vault before a log was begun.
fn words(act: &Act) -> &'static str {
    match act.more.get("why").and_then(Value::as_str) {
        Some("restored") => "restored from a backup",
        Some("rolled-back") => "found set back or replaced",
        Some("marks-unreadable") => "opened where what was known of its last entries could not be read",
        _ => "copied, or taken to another place",
    }
}
