//! Writes books for the tests, from fixed seeds.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;

use breachbook_book::tree::{self, MemoryNodes};
use breachbook_book::{
    Act, BookId, Checkpoint, InstallationId, LogId, LogKey, Payload, Salt, StoredEntry, StoredLog, VersionId,
    checkpoint, seal,
};
use sha2::{Digest, Sha256};

/// One installation that writes one log.
pub struct Writer {
    pub key: LogKey,
    pub log: LogId,
    pub entries: Vec<StoredEntry>,
    pub nodes: MemoryNodes,
    pub checkpoints: Vec<String>,
    salts: u64,
}

impl Writer {
    /// A log without an entry. The seeds stand for keys that would be random.
    pub fn new(book: u8, installation: u8) -> Self {
        let log = LogId {
            book: BookId::from_bytes([book; 16]),
            installation: InstallationId::from_key_hash(&pdf_key_hash(installation)),
        };
        Self {
            key: LogKey::new(log, &Sha256::digest([installation]).into()),
            log,
            entries: Vec::new(),
            nodes: MemoryNodes::default(),
            checkpoints: Vec::new(),
            salts: u64::from(installation) << 32,
        }
    }

    /// A log whose first entry opens it and puts the case on record.
    pub fn opened(book: u8, installation: u8) -> Self {
        let mut writer = Self::new(book, installation);
        let act = writer.opening();
        let case = Payload::put("case", "case", BTreeSet::new(), br#"{"title":"Supplier's file server"}"#.to_vec());
        writer.write(1_000, vec![act, case]);
        writer
    }

    pub fn opening(&self) -> Payload {
        let hash = pdf_key_hash((self.salts >> 32) as u8);
        let act = Act::new("new-log", "P. Okafor").opening_log(&self.key.verifier(), &hash);
        Payload::act(&act).unwrap()
    }

    /// A log begun in a book that has another, which goes on from so many entries of it.
    pub fn going_on(other: &Writer, installation: u8, size: u64) -> Self {
        let mut writer = Self::new(1, installation);
        let root = tree::root(size, &other.nodes).unwrap();
        let head = Payload::head(&Checkpoint { log: other.log, size, root });
        let opening = writer.opening();
        writer.write(10_000, vec![opening, head]);
        writer.log_event(11_000, "e7", "Restored the record from the backup.");
        writer.checkpoint();
        writer
    }

    pub fn salt(&mut self) -> Salt {
        self.salts += 1;
        Salt::from_bytes(Sha256::digest(self.salts.to_be_bytes()).into())
    }

    /// Writes an entry and gives back the version ids of its changes.
    pub fn write(&mut self, recorded_at: u64, payloads: Vec<Payload>) -> Vec<VersionId> {
        let changes: Vec<_> = payloads.into_iter().map(|payload| (self.salt(), payload)).collect();
        let entry = seal(self.log.book, recorded_at, changes).unwrap();
        let versions = entry.header.commitments().to_vec();
        let payloads = entry.changes.into_iter().map(|change| Some((change.salt, change.bytes)));
        self.raw(entry.header_bytes, payloads.collect());
        versions
    }

    /// Writes an entry of bytes as they are.
    pub fn raw(&mut self, header: Vec<u8>, payloads: Vec<Option<(Salt, Vec<u8>)>>) {
        self.nodes.append(tree::leaf_hash(&header)).unwrap();
        self.entries.push(StoredEntry { header, payloads });
    }

    /// Logs one event and gives back its version.
    pub fn log_event(&mut self, recorded_at: u64, id: &str, text: &str) -> VersionId {
        self.put_event(recorded_at, id, text, &[])
    }

    pub fn put_event(&mut self, recorded_at: u64, id: &str, text: &str, replaces: &[VersionId]) -> VersionId {
        let act = match replaces {
            [] => Act::new("log", "P. Okafor"),
            _ => Act::new("correct", "P. Okafor").because("The time was wrong"),
        };
        let put = event(id, text, replaces);
        self.write(recorded_at, vec![Payload::act(&act).unwrap(), put])[1]
    }

    pub fn head(&self) -> (u64, breachbook_book::Hash) {
        let size = self.nodes.size();
        (size, tree::root(size, &self.nodes).unwrap())
    }

    pub fn checkpoint(&mut self) {
        let (size, root) = self.head();
        self.checkpoints.push(checkpoint::sign(&self.key, size, root).unwrap());
    }

    pub fn stored(self) -> StoredLog {
        StoredLog { log: self.log, key: None, entries: self.entries, checkpoints: self.checkpoints }
    }
}

pub fn event(id: &str, text: &str, replaces: &[VersionId]) -> Payload {
    let body = serde_json::json!({ "text": text }).to_string();
    Payload::put("events", id, replaces.iter().copied().collect(), body.into_bytes())
}

/// Stands for the SHA-256 of the SubjectPublicKeyInfo of an installation's P-256 key.
pub fn pdf_key_hash(installation: u8) -> [u8; 32] {
    Sha256::digest([b'p', installation]).into()
}

/// Three entries; checkpoints of the first and of all three.
pub fn sample_writer() -> Writer {
    let mut writer = Writer::opened(1, 1);
    writer.checkpoint();
    let first = writer.log_event(2_000, "e1", "Rang the supplier at 09:40.");
    writer.put_event(3_000, "e1", "Rang the supplier at 09:45.", &[first]);
    writer.checkpoint();
    writer
}

pub fn sample() -> StoredLog {
    sample_writer().stored()
}
