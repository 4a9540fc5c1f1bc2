//! Whether a later report continues the record of an earlier one, from what the two carry: no vault is needed.
//! `FORMAT.md`, "Two reports".

use super::Proof;
use crate::{Checkpoint, Error, VerifierKey, checkpoint};

/// What a report carries of the record that it rests on.
#[derive(Clone, Copy, Debug)]
pub struct Carried<'a> {
    /// The signed checkpoint.
    pub checkpoint: &'a str,
    /// The key of its log.
    pub key: &'a VerifierKey,
    /// The proofs about earlier reports, a proof file; `None` where there are none.
    pub proof: Option<&'a str>,
}

/// How the record of a later report stands to that of an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Continuity {
    /// It is the same log, which still holds all that the earlier report rests on.
    SameLog,
    /// It is a new log, begun on a head of the earlier report's log that holds all that it rests on.
    NewLog {
        /// How many entries that head has.
        named: u64,
    },
    /// It is a new log, begun on an older head of the earlier report's log: what was written in between is not
    /// in the record of the later report.
    SetBack {
        /// How many entries that head has.
        named: u64,
        /// How many entries the earlier report rests on.
        earlier: u64,
    },
    /// Two heads of one log and size differ: somebody who holds the key has written the log twice.
    Forked,
    /// The report that is called the earlier one rests on more entries of the same log.
    NotEarlier,
    /// The two name different keys for one log.
    OtherKey,
    /// The two rest on different books.
    OtherBook,
    /// Nothing that the later report carries says.
    NotShown,
}

impl Continuity {
    /// Whether all that the earlier report rests on is shown to stand behind the later one.
    #[must_use]
    pub fn is_shown(self) -> bool {
        matches!(self, Self::SameLog | Self::NewLog { .. })
    }

    /// Its name in `FORMAT.md`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::SameLog => "same-log",
            Self::NewLog { .. } => "new-log",
            Self::SetBack { .. } => "set-back",
            Self::Forked => "forked",
            Self::NotEarlier => "not-earlier",
            Self::OtherKey => "other-key",
            Self::OtherBook => "other-book",
            Self::NotShown => "not-shown",
        }
    }
}

/// Whether the record of the later report continues that of the earlier one.
///
/// # Errors
/// A checkpoint or proof that does not hold, as [`checkpoint::open`] and [`Proof::verify`] say.
pub fn continuity(later: &Carried<'_>, earlier: &Carried<'_>) -> Result<Continuity, Error> {
    let new = checkpoint::open(later.checkpoint, later.key)?;
    let old = checkpoint::open(earlier.checkpoint, earlier.key)?;
    let proof = later.proof.map(Proof::decode).transpose()?.unwrap_or_default();
    let shown = proof.verify(later.key, None)?;
    if new.log.book != old.log.book {
        return Ok(Continuity::OtherBook);
    }
    if new.log == old.log {
        return Ok(within(&proof, &new, &old, later.key == earlier.key));
    }
    let entries = proof.entries.iter().zip(&shown.entries);
    let under = entries.filter(|(proof, _)| says(&proof.checkpoint, &new));
    let named = under.flat_map(|(_, entry)| entry.heads()).find(|head| head.log == old.log);
    let is_tied = proof.other_logs.iter().zip(&shown.other_logs).any(|(block, shown)| {
        says(&block.checkpoint, &new) && *shown == old && named.as_ref().is_some_and(|named| named.text() == block.head)
    });
    Ok(match named {
        Some(head) if is_tied => Continuity::NewLog { named: head.size },
        Some(head) if head.size < old.size => Continuity::SetBack { named: head.size, earlier: old.size },
        Some(head) if head.size == old.size && head.root != old.root => Continuity::Forked,
        _ => Continuity::NotShown,
    })
}

/// Two checkpoints of one log.
fn within(proof: &Proof, new: &Checkpoint, old: &Checkpoint, same_key: bool) -> Continuity {
    let is_tied = |block: &super::ConsistencyProof| says(&block.checkpoint, new) && says(&block.old, old);
    if !same_key {
        Continuity::OtherKey
    } else if old.size > new.size {
        Continuity::NotEarlier
    } else if old.size == new.size && old.root != new.root {
        Continuity::Forked
    } else if old == new || proof.consistency.iter().any(is_tied) {
        Continuity::SameLog
    } else {
        Continuity::NotShown
    }
}

/// Whether a note, opened before, is of this head, whoever else signed it.
fn says(note: &str, head: &Checkpoint) -> bool {
    checkpoint::read_unverified(note).is_ok_and(|said| said == *head)
}
