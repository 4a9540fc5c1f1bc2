//! The check of a whole book from what is stored, with no storage code: `FORMAT.md`, "Verifying a book".

use std::collections::BTreeSet;

use crate::tree::{self, MemoryNodes};
use crate::{
    Act, BookId, Decoded, Error, Fault, FaultKind, Hash, Header, KeyUse, Kind, LogId, Payload, Place, Salt,
    VerifierKey, VersionId, asof, checkpoint, commit, fold,
};

/// A payload as it is stored.
#[derive(Clone, Copy, Debug)]
pub struct StoredPayload<'a> {
    /// The salt of its commitment.
    pub salt: Salt,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// A log as it is stored.
#[derive(Clone, Debug)]
pub struct StoredLog {
    /// Which one it is.
    pub log: LogId,
    /// Its key, where known from elsewhere; else that named by the first entry is taken at its word.
    pub key: Option<VerifierKey>,
    /// Its entries.
    pub entries: Vec<StoredEntry>,
    /// Its checkpoints, as signed notes.
    pub checkpoints: Vec<String>,
}

/// An entry as it is stored.
#[derive(Clone, Debug, Default)]
pub struct StoredEntry {
    /// The header's bytes.
    pub header: Vec<u8>,
    /// Salt and bytes of each payload, or nothing where it was erased.
    pub payloads: Vec<Option<(Salt, Vec<u8>)>>,
}

/// Checks all logs of a book. Empty, or notices only: the book is intact.
#[must_use]
pub fn verify_book(book: BookId, logs: &[StoredLog]) -> Vec<Fault> {
    let mut check = BookCheck::new(book);
    for stored in logs {
        let mut log = LogCheck::new(stored.log, stored.key.clone());
        for entry in &stored.entries {
            let payloads: Vec<_> = entry
                .payloads
                .iter()
                .map(|payload| {
                    let (salt, bytes) = payload.as_ref()?;
                    Some(StoredPayload { salt: *salt, bytes })
                })
                .collect();
            log.entry(&entry.header, &payloads);
        }
        for note in &stored.checkpoints {
            log.checkpoint(note);
        }
        check.add(log);
    }
    check.finish()
}

/// The check of one log, entry by entry, so that no log need be in memory.
pub struct LogCheck {
    log: LogId,
    known_key: Option<VerifierKey>,
    named_key: Option<VerifierKey>,
    nodes: MemoryNodes,
    clock: asof::Clock,
    checkpoints: usize,
    found: Vec<(Place, FaultKind)>,
    versions: Vec<(Place, VersionId)>,
    missing: Vec<(Place, VersionId)>,
    present: Vec<(Place, VersionId)>,
    replaces: Vec<(Place, BTreeSet<VersionId>)>,
    erased: BTreeSet<VersionId>,
    has_newer: bool,
}

impl LogCheck {
    /// A log without entries yet; `key` where it is known from elsewhere.
    #[must_use]
    pub fn new(log: LogId, key: Option<VerifierKey>) -> Self {
        Self {
            log,
            known_key: key,
            named_key: None,
            nodes: MemoryNodes::default(),
            clock: asof::Clock::default(),
            checkpoints: 0,
            found: Vec::new(),
            versions: Vec::new(),
            missing: Vec::new(),
            present: Vec::new(),
            replaces: Vec::new(),
            erased: BTreeSet::new(),
            has_newer: false,
        }
    }

    /// The next entry: its header's bytes, and for each change what is stored of it (`None` where it was erased).
    pub fn entry(&mut self, header: &[u8], payloads: &[Option<StoredPayload<'_>>]) {
        let index = self.nodes.size();
        let place = Place::Entry(index);
        if self.nodes.append(tree::leaf_hash(header)).is_err() {
            self.found.push((Place::Log, FaultKind::LogWrong));
            return;
        }
        match Header::decode(header) {
            Err(_) => self.found.push((place, FaultKind::HeaderMalformed)),
            Ok(Decoded::Newer { .. }) => {
                self.has_newer = true;
                self.clock.next(None);
                self.found.push((place, FaultKind::NewerVersion));
            }
            Ok(Decoded::Known(header)) => {
                if header.book() != self.log.book {
                    self.found.push((place, FaultKind::BookWrong));
                }
                if self.clock.next(Some(header.recorded_at())).back > 0 {
                    self.found.push((place, FaultKind::ClockStepBack));
                }
                if header.commitments().len() != payloads.len() {
                    self.found.push((place, FaultKind::PayloadCount));
                }
                let gaps = std::iter::repeat(&None);
                for ((commitment, payload), number) in
                    header.commitments().iter().zip(payloads.iter().chain(gaps)).zip(0..)
                {
                    self.change(index, number, *commitment, payload.as_ref());
                }
            }
        }
    }

    fn change(&mut self, index: u64, number: u32, commitment: VersionId, stored: Option<&StoredPayload<'_>>) {
        let place = Place::Change(index, number);
        self.versions.push((place, commitment));
        let Some(stored) = stored else {
            self.missing.push((place, commitment));
            return;
        };
        self.present.push((place, commitment));
        if commit(&stored.salt, stored.bytes) != commitment {
            self.found.push((place, FaultKind::CommitmentWrong));
            return;
        }
        let Ok(payload) = Payload::decode(stored.bytes) else {
            self.found.push((place, FaultKind::PayloadMalformed));
            return;
        };
        if number == 0 && payload.kind != Kind::Act {
            self.found.push((place, FaultKind::ActMissing));
        }
        if !payload.is_known() {
            self.found.push((place, FaultKind::NewerPayload));
        } else if payload.kind == Kind::Act {
            match Act::decode(&payload.body) {
                Ok(act) if index == 0 && number == 0 => self.log_key(act.log_key.as_deref()),
                Ok(_) => {}
                Err(_) => self.found.push((place, FaultKind::ActMalformed)),
            }
        } else if payload.kind == Kind::Head {
            if payload.named_head().is_err() {
                self.found.push((place, FaultKind::PayloadMalformed));
                return;
            }
        } else if payload.kind == Kind::Erase {
            if fold::carried(&payload).is_err() {
                self.found.push((place, FaultKind::PayloadMalformed));
                return;
            }
            self.erased.extend(&payload.replaces);
        }
        if !payload.replaces.is_empty() {
            self.replaces.push((place, payload.replaces));
        }
    }

    fn log_key(&mut self, text: Option<&str>) {
        let Some(text) = text else { return };
        match text.parse::<VerifierKey>() {
            Ok(key)
                if key.key_use() == KeyUse::Log
                    && key.name() == self.log.origin()
                    && self.known_key.as_ref().is_none_or(|known| *known == key) =>
            {
                self.named_key = Some(key);
            }
            _ => self.found.push((Place::Entry(0), FaultKind::KeyWrong)),
        }
    }

    /// A checkpoint of the log, as a signed note; after all its entries.
    pub fn checkpoint(&mut self, note: &str) {
        let place = Place::Checkpoint(self.checkpoints);
        self.checkpoints += 1;
        if let Err(fault) = self.checked(note) {
            self.found.push((place, fault));
        }
    }

    fn checked(&self, note: &str) -> Result<(), FaultKind> {
        let said = checkpoint::read_unverified(note).map_err(|_| FaultKind::CheckpointMalformed)?;
        if said.log != self.log {
            return Err(FaultKind::CheckpointOtherLog);
        }
        let key = self.known_key.as_ref().or(self.named_key.as_ref());
        let key = key.ok_or(FaultKind::KeyMissing)?;
        let checkpoint = checkpoint::open(note, key).map_err(|error| match error {
            Error::SignatureMissing { .. } => FaultKind::SignatureMissing,
            Error::SignatureWrong { .. } => FaultKind::SignatureWrong,
            _ => FaultKind::KeyWrong,
        })?;
        match self.root_at(checkpoint.size) {
            None => Err(FaultKind::CheckpointAhead),
            Some(root) if root != checkpoint.root => Err(FaultKind::RootWrong),
            Some(_) => Ok(()),
        }
    }

    /// How many entries were given so far.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.nodes.size()
    }

    /// The root of the first `size` entries, `None` if there are not so many: for comparison with a mark.
    #[must_use]
    pub fn root_at(&self, size: u64) -> Option<Hash> {
        (size <= self.nodes.size()).then(|| tree::root(size, &self.nodes).ok())?
    }
}

/// The check of a book over all its logs.
pub struct BookCheck {
    book: BookId,
    logs: Vec<LogCheck>,
}

impl BookCheck {
    /// A book without logs yet.
    #[must_use]
    pub fn new(book: BookId) -> Self {
        Self { book, logs: Vec::new() }
    }

    /// One more log, all of whose entries and checkpoints were given.
    pub fn add(&mut self, mut log: LogCheck) {
        let repeated = self.logs.iter().any(|other| other.log == log.log);
        if repeated || log.log.book != self.book {
            log.found.push((Place::Log, FaultKind::LogWrong));
        }
        self.logs.push(log);
    }

    /// What was found, in the order of logs and places.
    #[must_use]
    pub fn finish(self) -> Vec<Fault> {
        let mut known = BTreeSet::new();
        let mut erased: BTreeSet<VersionId> = BTreeSet::new();
        let mut has_newer = false;
        for log in &self.logs {
            known.extend(log.versions.iter().map(|(_, version)| *version));
            erased.extend(&log.erased);
            has_newer |= log.has_newer;
        }
        let mut seen = BTreeSet::new();
        let mut faults = Vec::new();
        for mut log in self.logs {
            for (place, version) in &log.versions {
                if !seen.insert(*version) {
                    log.found.push((*place, FaultKind::VersionRepeated));
                }
            }
            for (place, version) in &log.missing {
                if !erased.contains(version) {
                    log.found.push((*place, FaultKind::PayloadMissing));
                }
            }
            for (place, version) in &log.present {
                if erased.contains(version) {
                    log.found.push((*place, FaultKind::ErasedPresent));
                }
            }
            for (place, replaces) in &log.replaces {
                // The versions of a newer header cannot be read: one of them may be meant.
                if !has_newer && !replaces.is_subset(&known) {
                    log.found.push((*place, FaultKind::ReplacesUnknown));
                }
            }
            log.found.sort_by_key(|(place, kind)| (order(*place), *kind));
            faults.extend(log.found.into_iter().map(|(place, kind)| Fault { log: log.log, place, kind }));
        }
        faults
    }
}

/// The log, then each entry before its changes, then the checkpoints.
fn order(place: Place) -> (u8, u64, u32, usize) {
    match place {
        Place::Log => (0, 0, 0, 0),
        Place::Entry(entry) => (1, entry, 0, 0),
        Place::Change(entry, change) => (1, entry, change.saturating_add(1), 0),
        Place::Checkpoint(checkpoint) => (2, 0, 0, checkpoint),
    }
}
