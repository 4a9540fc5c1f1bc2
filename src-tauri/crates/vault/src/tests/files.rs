//! Attachments and released reports.

use sha2::{Digest, Sha256};

use super::*;
use crate::table::file::CHUNK;
use crate::{Error, FileRole, NewFile};

pub(super) fn pdf() -> FileRole {
    FileRole::Attachment { media_type: "application/pdf".into() }
}

fn hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

pub(super) fn attach(vault: &mut Vault, book: &BookId, bytes: &[u8], role: FileRole) -> Result<Appended> {
    let mut source = bytes;
    let file = NewFile { change: 1, sha256: hash(bytes), size: bytes.len() as u64, role, source: &mut source };
    let new = NewEntry { files: vec![file], ..entry(vec![event(&format!("e{}", bytes.len()), "with a file", &[])]) };
    vault.append(book, new, NOW)
}

#[test]
fn bytes_come_back_as_they_were_at_every_size() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    for size in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7] {
        let bytes: Vec<u8> = (0..size).map(|n| u8::try_from(n % 251).unwrap()).collect();
        attach(&mut vault, &book, &bytes, pdf()).unwrap();
        let mut read = Vec::new();
        assert_eq!(vault.read_file(&hash(&bytes), &mut read).unwrap(), size as u64);
        assert!(read == bytes);
    }
    assert_eq!(vault.files(&book).unwrap().len(), 7);
    assert!(matches!(vault.read_file(&[1; 32], &mut Vec::new()), Err(Error::NoFile { .. })));
    assert!(verify(&mut vault).is_intact());
}

#[test]
fn bytes_that_are_not_what_was_announced_write_nothing() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    for (sha256, size, change) in [([0; 32], 3, 1), (hash(b"abc"), 2, 1), (hash(b"abc"), 4, 1), (hash(b"abc"), 3, 2)] {
        let mut source = &b"abc"[..];
        let file = NewFile { change, sha256, size, role: pdf(), source: &mut source };
        let new = NewEntry { files: vec![file], ..entry(vec![event("e2", "x", &[])]) };
        let refused = vault.append(&book, new, NOW).unwrap_err();
        assert!(matches!(refused, Error::FileHash { .. } | Error::BadEntry { .. }), "{refused}");
    }
    assert_eq!(vault.files(&book).unwrap(), []);
    assert_eq!(texts(&vault, &book).len(), 1);
}

#[test]
fn the_same_bytes_are_kept_once_and_go_with_the_last_that_names_them() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    let first = attach(&mut vault, &book, b"same", pdf()).unwrap();
    let report = FileRole::Report { audience: "ico".into(), recipient: "ICO".into() };
    let second = attach(&mut vault, &book, b"same", report.clone()).unwrap();
    let count = |vault: &Vault| -> i64 {
        vault.connection.query_row("SELECT count(*) FROM chunk", [], |row| row.get(0)).unwrap()
    };
    assert_eq!(count(&vault), 1);
    let files = vault.files(&book).unwrap();
    assert_eq!(files.iter().map(|file| file.role.clone()).collect::<Vec<_>>(), [pdf(), report]);
    assert_eq!((files[1].number, files[1].size), (2, 4));
    vault.erase(&book, &[first.versions[1]], None, "A", "an order", NOW).unwrap();
    assert_eq!(count(&vault), 1);
    vault.erase(&book, &[second.versions[1]], None, "A", "an order", NOW).unwrap();
    assert_eq!(count(&vault), 0);
    assert!(matches!(vault.read_file(&hash(b"same"), &mut Vec::new()), Err(Error::NoFile { .. })));
    assert!(verify(&mut vault).is_intact());
}

#[test]
fn a_changed_byte_of_a_file_is_a_fault() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    attach(&mut vault, &book, b"good bytes", pdf()).unwrap();
    vault.connection.execute("UPDATE chunk SET bytes = CAST('bad  bytes' AS BLOB)", []).unwrap();
    assert_eq!(codes(&verify(&mut vault)), ["attachment-wrong"]);
}
