//! Erasure: gone from the bytes on disk, not only from sight.

use std::fs;

use aes::Aes256;
use aes::cipher::{BlockDecrypt, KeyInit};
use breachbook_book::{Kind, Payload};
use sha2::{Digest, Sha256};

use super::*;
use crate::{Draft, Error, FileRole, NewFile};

const SECRET: &str = "Wilhelmina Zanzibar-Quux";

const PAGE: usize = 4096;
/// At the end of each page: the initialisation vector, then the authentication code.
const RESERVED: usize = 80;

/// Every page of a database, free ones too, decrypted from the bytes on disk: SQLCipher 4, AES-256 in CBC mode.
fn plain_pages(file: &Path, key: &str) -> Vec<u8> {
    let cipher = Aes256::new_from_slice(&crate::key::unhex(key).unwrap()).unwrap();
    let mut plain = Vec::new();
    for (number, page) in fs::read(file).unwrap().chunks(PAGE).enumerate() {
        // The first page begins with the file's salt.
        let body = &page[if number == 0 { 16 } else { 0 }..PAGE - RESERVED];
        let mut before = page[PAGE - RESERVED..].first_chunk::<16>().unwrap();
        for block in body.chunks(16) {
            let mut out = *aes::Block::from_slice(block);
            cipher.decrypt_block(&mut out);
            plain.extend(out.iter().zip(before).map(|(byte, mask)| byte ^ mask));
            before = block.first_chunk().unwrap();
        }
    }
    assert!(plain.windows(12).any(|window| window == b"CREATE TABLE"), "the pages must be readable");
    plain
}

fn holds(bytes: &[u8], words: &str) -> bool {
    // Tables hold text as UTF-8; the index holds folded words, of which the rarest is looked for.
    let folded = bytes.to_ascii_lowercase();
    [words.to_lowercase().as_str(), "wilhelmina", "zanzibar"]
        .iter()
        .any(|needle| folded.windows(needle.len()).any(|window| window == needle.as_bytes()))
}

#[test]
fn what_is_erased_is_in_no_page_and_no_log() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    for n in 0..50 {
        log_event(&mut vault, &book, &format!("n{n}"), &format!("number {n} of many"), NOW);
    }
    let attached = format!("{SECRET} in a file").into_bytes();
    let mut source = attached.as_slice();
    let file = NewFile {
        change: 1,
        sha256: Sha256::digest(&attached).into(),
        size: attached.len() as u64,
        role: FileRole::Attachment { media_type: "text/plain".into() },
        source: &mut source,
    };
    let new = NewEntry { files: vec![file], ..entry(vec![event("e2", SECRET, &[])]) };
    let first = vault.append(&book, new, NOW).unwrap();
    let second =
        vault.append(&book, entry(vec![event("e2", &format!("{SECRET}!"), &[first.versions[1]])]), NOW).unwrap();
    log_event(&mut vault, &book, "e3", "something else", NOW);
    let draft = Draft {
        key: "e2".into(),
        book: Some(book),
        id: Some("e2".into()),
        body: format!("{SECRET} again"),
        saved: NOW,
    };
    vault.put_draft(&draft).unwrap();
    let key = vault.key.hex();
    vault.flush().unwrap();
    assert!(holds(&plain_pages(&vault.file, &key), SECRET), "the test must be able to see it");

    vault.erase(&book, &[first.versions[1], second.versions[1]], None, "A. Tester", "an order", NOW).unwrap();
    assert_eq!(fs::metadata(place.folder().join("vault.db-wal")).unwrap().len(), 0);
    assert!(!holds(&plain_pages(&vault.file, &key), SECRET));
    assert_eq!(vault.search("zanzibar", 10).unwrap(), []);
    assert_eq!(vault.drafts().unwrap(), []);
    assert_eq!(vault.id_exists(&book, "e2").unwrap(), None);
    // What it said is gone; that it was erased is all that still names it.
    let left = vault.history(&book, Some("e2")).unwrap();
    let kinds: Vec<_> = left.iter().map(|change| change.payload.as_ref().map(|said| said.kind.clone())).collect();
    assert_eq!(kinds, [Some(Kind::Erase)]);
    assert!(verify(&mut vault).is_intact());
    vault.close().unwrap();

    assert!(!holds(&plain_pages(&place.folder().join("vault.db"), &key), SECRET));
    for name in fs::read_dir(place.folder()).unwrap() {
        let name = name.unwrap().file_name();
        assert!(["vault.db", "keys", "lock"].contains(&name.to_str().unwrap()), "{name:?} is left");
    }
    let mut vault = place.open();
    assert!(verify(&mut vault).is_intact());
    assert_eq!(texts(&vault, &book).len(), 52);
}

#[test]
fn an_erasure_says_who_and_why_and_is_not_erased_itself() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, first) = begin(&mut vault);
    let second = log_event(&mut vault, &book, "e2", "x", NOW);
    let erased = vault.erase(&book, &[second.versions[1]], None, "A. Tester", "an order", NOW).unwrap();
    let last = vault.history(&book, None).unwrap().pop().unwrap();
    let act = last.act.unwrap();
    assert_eq!((act.act.as_str(), act.reason.as_deref()), ("erase", Some("an order")));
    let again = vault.erase(&book, &[second.versions[1]], None, "A", "x", NOW);
    assert!(matches!(again, Err(Error::BadEntry { .. })));
    for kept in [first.versions[0], erased.versions[1]] {
        assert!(matches!(vault.erase(&book, &[kept], None, "A", "x", NOW), Err(Error::NotErasable { .. })));
    }
    let unknown = VersionId::from_bytes([3; 32]);
    assert!(matches!(vault.erase(&book, &[unknown], None, "A", "x", NOW), Err(Error::NoVersion { .. })));
    // A later act may be erased: a reason can hold what must go.
    vault.erase(&book, &[second.versions[0]], None, "A", "x", NOW).unwrap();
    assert!(verify(&mut vault).is_intact());
    vault
        .append(&book, entry(vec![Payload::withdraw("events", "e1", BTreeSet::from([first.versions[1]]))]), NOW)
        .unwrap();
    assert!(verify(&mut vault).is_intact());
}
