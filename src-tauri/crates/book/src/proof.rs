//! Proof files (`.tlog-proof`): chosen entries shown to be in a log, and logs shown to continue older ones,
//! without a vault and without the rest. `FORMAT.md`, "The proof file".

use crate::tree;
use crate::{Checkpoint, Decoded, Error, Hash, Header, Payload, Salt, VerifierKey, VersionId, checkpoint, commit};

mod continuity;
mod text;

pub use continuity::{Carried, Continuity, continuity};

/// A proof file: entries, and consistency with older checkpoints. All of one log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// The entries shown.
    pub entries: Vec<EntryProof>,
    /// Older checkpoints shown to be continued.
    pub consistency: Vec<ConsistencyProof>,
    /// Older checkpoints of other logs of the book, from whose later heads this log goes on.
    pub other_logs: Vec<OtherLogProof>,
}

/// One entry, shown to be in the log of a checkpoint: a `c2sp.org/tlog-proof@v1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryProof {
    /// Its index, counted from zero.
    pub index: u64,
    /// The header's bytes.
    pub header: Vec<u8>,
    /// Salt and bytes of each payload that is shown, in the order of the header; `None` where one is not.
    pub payloads: Vec<Option<(Salt, Vec<u8>)>>,
    /// The hashes from the leaf's sibling upwards.
    pub hashes: Vec<Hash>,
    /// The checkpoint, a signed note.
    pub checkpoint: String,
}

/// A checkpoint shown to continue an older one of the same log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsistencyProof {
    /// The older checkpoint, a signed note.
    pub old: String,
    /// The hashes of RFC 6962, section 2.1.2.
    pub hashes: Vec<Hash>,
    /// The newer checkpoint, a signed note.
    pub checkpoint: String,
}

/// A checkpoint of another log of the book, shown to lie within the head from which this log goes on. An entry of
/// the same file must show that this log names that head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherLogProof {
    /// The checkpoint of the other log, a signed note. This log's key says nothing of its signature.
    pub old: String,
    /// The text of the head of the other log, as this log names it.
    pub head: String,
    /// The hashes of RFC 6962, section 2.1.2, from the one to the other.
    pub hashes: Vec<Hash>,
    /// The checkpoint of this log, a signed note.
    pub checkpoint: String,
}

/// What a verified proof shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The entries, in the order of the file.
    pub entries: Vec<ShownEntry>,
    /// Every checkpoint of the file, verified, the older ones of the consistency proofs too; the smallest first.
    pub checkpoints: Vec<Checkpoint>,
    /// Checkpoints of other logs, each within a head from which this log goes on. Who signed them is not verified:
    /// compare them with ones that were opened under the key of their own log.
    pub other_logs: Vec<Checkpoint>,
}

/// An entry that a verified proof shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownEntry {
    /// Its index, counted from zero.
    pub index: u64,
    /// Its header, as far as this version can read it.
    pub header: Decoded,
    /// Its changes, where shown and of a header that this version can read.
    pub changes: Vec<Option<(VersionId, Payload)>>,
}

impl Proof {
    /// Verifies every signature, hash and commitment of the file under the key of its log.
    ///
    /// With `since`, a checkpoint that the reader holds already (from an older report), each entry must be tied to
    /// it too: shown in that very log head, or in one that the file shows to continue it. It may be a checkpoint of
    /// another log of the book, which the reader has opened under that log's key.
    ///
    /// # Errors
    /// The first thing that does not hold. A header of a newer version is no error.
    pub fn verify(&self, key: &VerifierKey, since: Option<&Checkpoint>) -> Result<Shown, Error> {
        let mut checkpoints = Vec::new();
        let mut tied = Vec::from_iter(since.cloned());
        for proof in &self.consistency {
            let old = checkpoint::open(&proof.old, key)?;
            let new = checkpoint::open(&proof.checkpoint, key)?;
            tree::verify_consistency(&proof.hashes, old.size, old.root, new.size, new.root)?;
            if since == Some(&old) {
                tied.push(new.clone());
            }
            checkpoints.extend([old, new]);
        }
        let mut other_logs = Vec::new();
        let mut named = Vec::new();
        for proof in &self.other_logs {
            let (old, head, new) = proof.opened(key)?;
            if since == Some(&old) {
                tied.push(new.clone());
            }
            named.push((head, new.clone()));
            other_logs.push(old);
            checkpoints.push(new);
        }
        let mut entries = Vec::new();
        let mut heads = Vec::new();
        for proof in &self.entries {
            let head = checkpoint::open(&proof.checkpoint, key)?;
            let leaf = tree::leaf_hash(&proof.header);
            tree::verify_inclusion(&proof.hashes, proof.index, head.size, leaf, head.root)?;
            if let Some(since) = since
                && !tied.contains(&head)
            {
                return Err(Error::NotSince { size: since.size });
            }
            let shown = proof.shown(&head)?;
            heads.extend(shown.heads().map(|named| (named, head.clone())));
            entries.push(shown);
            checkpoints.push(head);
        }
        if let Some((head, _)) = named.into_iter().find(|named| !heads.contains(named)) {
            return Err(Error::HeadNotNamed { log: head.log.origin(), size: head.size });
        }
        if let Some(since) = since
            && !checkpoints.contains(since)
            && !other_logs.contains(since)
        {
            return Err(Error::NotSince { size: since.size });
        }
        checkpoints.sort_by_key(|checkpoint| (checkpoint.size, checkpoint.root));
        checkpoints.dedup();
        Ok(Shown { entries, checkpoints, other_logs })
    }
}

impl OtherLogProof {
    /// The older checkpoint and the later head of the other log, which continues it, and this log's checkpoint.
    fn opened(&self, key: &VerifierKey) -> Result<(Checkpoint, Checkpoint, Checkpoint), Error> {
        let new = checkpoint::open(&self.checkpoint, key)?;
        let old = checkpoint::read_unverified(&self.old)?;
        let head = Checkpoint::from_text(self.head.as_bytes())?;
        if old.log != head.log || old.log == new.log || old.log.book != new.log.book {
            return Err(Error::OtherLog { expected: head.log.origin(), found: old.log.origin() });
        }
        tree::verify_consistency(&self.hashes, old.size, old.root, head.size, head.root)?;
        Ok((old, head, new))
    }
}

impl ShownEntry {
    /// The heads of other logs that the entry names, as far as they are shown.
    pub fn heads(&self) -> impl Iterator<Item = Checkpoint> {
        self.changes.iter().flatten().filter_map(|(_, payload)| payload.named_head().ok().flatten())
    }
}

impl EntryProof {
    fn shown(&self, head: &Checkpoint) -> Result<ShownEntry, Error> {
        let header = Header::decode(&self.header)?;
        let mut changes = Vec::new();
        if let Decoded::Known(known) = &header {
            if known.book() != head.log.book || known.commitments().len() != self.payloads.len() {
                return Err(Error::CommitmentWrong { index: self.index, change: self.payloads.len() });
            }
            for (change, (version, payload)) in known.commitments().iter().zip(&self.payloads).enumerate() {
                let Some((salt, bytes)) = payload else {
                    changes.push(None);
                    continue;
                };
                if commit(salt, bytes) != *version {
                    return Err(Error::CommitmentWrong { index: self.index, change });
                }
                changes.push(Some((*version, Payload::decode(bytes)?)));
            }
        }
        Ok(ShownEntry { index: self.index, header, changes })
    }
}
