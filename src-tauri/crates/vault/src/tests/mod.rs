//! Tests of the vault as a whole, on real files. Slots are made for age recipients here: they cost no key
//! derivation. The one test of the passphrase way through is in `vault_folder`.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use breachbook_book::{Act, BookId, Payload, VersionId};

use crate::slot::{SlotFor, SlotName};
use crate::{Appended, CopyTold, NewEntry, OsRandom, RecoverySecret, Result, Secret, Vault, Verification, untold_copy};

mod append;
mod as_of;
mod backup;
mod crash;
mod damage;
mod erase;
mod files;
mod marks;
mod opening;
mod rebuilt;
mod rekey;
mod renewal;

/// 2023-08-08T13:00:00Z, in milliseconds.
pub(crate) const NOW: u64 = 1_691_499_600_000;

/// A place for a vault and for the program's own folder.
pub(crate) struct Place {
    pub dir: PathBuf,
    pub sheet: RecoverySecret,
    _kept: Option<tempfile::TempDir>,
}

impl Place {
    pub(crate) fn new() -> Self {
        let kept = tempfile::tempdir().unwrap();
        Self { dir: kept.path().into(), sheet: RecoverySecret::generate(), _kept: Some(kept) }
    }

    /// A place that another process made.
    pub(crate) fn at(dir: &Path, sheet: &str) -> Self {
        Self { dir: dir.into(), sheet: RecoverySecret::parse(sheet).unwrap(), _kept: None }
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.dir.join("a.breachbook")
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.dir.join("home")
    }

    pub(crate) fn create(&self) -> Vault {
        let recipient = self.sheet.recipient().unwrap();
        let slots = [(SlotName::recovery(), SlotFor::Recipient(&recipient))];
        Vault::create_with(&self.folder(), &slots, Box::new(OsRandom), &self.home(), NOW).unwrap()
    }

    pub(crate) fn open(&self) -> Vault {
        self.open_as(&self.folder(), &self.home()).unwrap()
    }

    pub(crate) fn open_as(&self, folder: &Path, home: &Path) -> Result<Vault> {
        Vault::open(folder, Secret::Recovery(&self.sheet), Box::new(OsRandom), home)
    }
}

/// Copies a folder and all in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for name in std::fs::read_dir(from).unwrap() {
        let name = name.unwrap();
        let target = to.join(name.file_name());
        if name.file_type().unwrap().is_dir() {
            copy(&name.path(), &target);
        } else {
            std::fs::copy(name.path(), target).unwrap();
        }
    }
}

pub(crate) fn act(name: &str) -> Payload {
    Payload::act(&Act::new(name, "A. Tester")).unwrap()
}

/// An event that says a text.
pub(crate) fn event(id: &str, text: &str, replaces: &[VersionId]) -> Payload {
    let body = serde_json::json!({ "id": id, "occurred": { "at": "2023-08-08" }, "text": text });
    Payload::put("events", id, BTreeSet::from_iter(replaces.iter().copied()), body.to_string().into_bytes())
}

pub(crate) fn entry(changes: Vec<Payload>) -> NewEntry<'static> {
    let payloads = std::iter::once(act("log")).chain(changes).collect();
    NewEntry { payloads, ..NewEntry::default() }
}

/// A book with one event.
pub(crate) fn begin(vault: &mut Vault) -> (BookId, Appended) {
    let begun = vault.begin_book("OP/1", entry(vec![event("e1", "a laptop was lost", &[])]), NOW).unwrap();
    (begun.log.book, begun)
}

pub(crate) fn log_event(vault: &mut Vault, book: &BookId, id: &str, text: &str, now: u64) -> Appended {
    vault.append(book, entry(vec![event(id, text, &[])]), now).unwrap()
}

pub(crate) fn verify(vault: &mut Vault) -> Verification {
    vault.verify(&mut |_, _| ControlFlow::Continue(())).unwrap()
}

pub(crate) fn codes(found: &Verification) -> Vec<&'static str> {
    found.faults.iter().map(crate::Fault::code).collect()
}

/// The texts of the current events, in their order.
pub(crate) fn texts(vault: &Vault, book: &BookId) -> Vec<String> {
    vault.records(book).unwrap().iter().map(text_of).collect()
}

pub(crate) fn text_of(record: &crate::Record) -> String {
    let body: serde_json::Value = serde_json::from_slice(&record.body).unwrap();
    body["text"].as_str().unwrap().to_owned()
}
