//! Each value has one form in bytes, and bytes from outside never make the crate panic.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;

use breachbook_book::{Act, BookId, Decoded, Error, Header, Kind, MAX_TIME, Payload, Salt, VersionId, commit, seal};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;

fn version() -> impl Strategy<Value = VersionId> {
    any::<[u8; 32]>().prop_map(VersionId::from_bytes)
}

const KNOWN: [&str; 7] = ["act", "put", "withdraw", "attach", "release", "witness", "erase"];

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![proptest::sample::select(&KNOWN[..]).prop_map(str::to_owned), "[a-z0-9-]{1,255}",]
        .prop_map(|name| Kind::parse(&name).unwrap())
}

fn payload() -> impl Strategy<Value = Payload> {
    (any::<u16>(), kind(), "\\PC{0,60}", "\\PC{0,300}", btree_set(version(), 0..5), vec(any::<u8>(), 0..200))
        .prop_map(|(schema, kind, list, id, replaces, body)| Payload { schema, kind, list, id, replaces, body })
}

proptest! {
    #[test]
    fn a_header_reads_back(
        book: [u8; 16],
        recorded_at in 0..=MAX_TIME,
        commitments in vec(version(), 1..9),
    ) {
        let header = Header::new(BookId::from_bytes(book), recorded_at, commitments).unwrap();
        let bytes = header.encode();
        prop_assert_eq!(Header::decode(&bytes).unwrap(), Decoded::Known(header));
        for end in 0..bytes.len() {
            prop_assert!(Header::decode(&bytes[..end]).is_err());
        }
        let longer = [bytes.as_slice(), &[0]].concat();
        let trailing = matches!(Header::decode(&longer), Err(Error::Trailing { extra: 1, .. }));
        prop_assert!(trailing);
    }

    #[test]
    fn a_payload_reads_back(payload in payload()) {
        let bytes = payload.encode().unwrap();
        prop_assert_eq!(Payload::decode(&bytes).unwrap(), payload);
    }

    #[test]
    fn whatever_bytes_read_as_a_payload_are_written_the_same(bytes in vec(any::<u8>(), 0..80)) {
        if let Ok(payload) = Payload::decode(&bytes) {
            prop_assert_eq!(payload.encode().unwrap(), bytes);
        }
    }

    #[test]
    fn a_damaged_payload_that_still_reads_is_written_the_same(
        payload in payload(),
        at: prop::sample::Index,
        mask in 1..=255u8,
    ) {
        let mut bytes = payload.encode().unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= mask;
        if let Ok(read) = Payload::decode(&bytes) {
            prop_assert_eq!(read.encode().unwrap(), bytes);
        }
    }

    #[test]
    fn a_damaged_header_that_still_reads_is_written_the_same(
        count in 1..4usize,
        at: prop::sample::Index,
        mask in 1..=255u8,
    ) {
        let commitments = (0..count).map(|n| commit(&Salt::from_bytes([7; 32]), &[n as u8]));
        let header = Header::new(BookId::from_bytes([3; 16]), 5, commitments.collect()).unwrap();
        let mut bytes = header.encode();
        let at = at.index(bytes.len());
        bytes[at] ^= mask;
        match Header::decode(&bytes) {
            Ok(Decoded::Known(header)) => prop_assert_eq!(header.encode(), bytes),
            Ok(Decoded::Newer { bytes: kept, .. }) => prop_assert_eq!(kept, bytes),
            Err(_) => {}
        }
    }
}

#[test]
fn a_header_of_another_version_is_kept_whole() {
    let bytes = [0, 99, 1, 2, 3];
    let expected = Decoded::Newer { version: 99, bytes: bytes.to_vec() };
    assert_eq!(Header::decode(&bytes).unwrap(), expected);
    assert!(matches!(Header::decode(&[0, 0]), Err(Error::VersionZero)));
}

#[test]
fn a_count_from_outside_reserves_nothing() {
    let header = Header::new(BookId::from_bytes([0; 16]), 0, vec![VersionId::from_bytes([1; 32])]);
    let mut bytes = header.unwrap().encode();
    bytes[26..30].copy_from_slice(&u32::MAX.to_be_bytes());
    assert!(matches!(Header::decode(&bytes), Err(Error::Truncated { .. })));
}

#[test]
fn what_is_too_long_is_refused_and_not_cut() {
    let put =
        |list: usize, id: usize| Payload::put(&"l".repeat(list), &"i".repeat(id), BTreeSet::new(), Vec::new()).encode();
    assert!(put(255, 65_535).is_ok());
    assert!(matches!(put(256, 0), Err(Error::TooLong { found: 256, .. })));
    assert!(matches!(put(0, 65_536), Err(Error::TooLong { found: 65_536, .. })));
    let many: BTreeSet<_> = (0..=65_535_u32).map(|n| commit(&Salt::from_bytes([0; 32]), &n.to_be_bytes())).collect();
    let many = Payload::put("events", "e1", many, Vec::new());
    assert!(matches!(many.encode(), Err(Error::TooLong { found: 65_536, .. })));
}

#[test]
fn an_act_keeps_what_it_does_not_know() {
    let json = r#"{"act":"log","writer":"P. Okafor","reason":"Written up later","seen":[{"size":3}]}"#;
    let act = Act::decode(json.as_bytes()).unwrap();
    assert_eq!(act.more["seen"][0]["size"], 3);
    assert_eq!(act.encode().unwrap(), json.as_bytes());
    for wrong in [
        "",
        "[]",
        r#"{"act":"log"}"#,
        r#"{"act":"log","writer":7}"#,
        r#"{"act":"log","writer":"a","writer":"b"}"#,
        r#"{"act":"log","writer":"a"} x"#,
    ] {
        assert!(Act::decode(wrong.as_bytes()).is_err(), "{wrong}");
    }
}

#[test]
fn ids_are_lower_case_hexadecimal_in_json() {
    let id = VersionId::from_bytes([0xab; 32]);
    let json = serde_json::to_string(&id).unwrap();
    assert_eq!(json, format!("\"{}\"", "ab".repeat(32)));
    assert_eq!(serde_json::from_str::<VersionId>(&json).unwrap(), id);
    assert!(serde_json::from_str::<VersionId>(&json.to_uppercase()).is_err());
}

#[test]
fn an_entry_begins_with_an_act_and_commits_to_each_change() {
    let book = BookId::from_bytes([1; 16]);
    let act = || Payload::act(&Act::new("log", "P. Okafor")).unwrap();
    let put = || Payload::put("events", "e1", BTreeSet::new(), b"{}".to_vec());
    let salts = || [Salt::from_bytes([1; 32]), Salt::from_bytes([2; 32])];

    let entry = seal(book, 5, salts().into_iter().zip([act(), put()])).unwrap();
    for (change, version) in entry.changes.iter().zip(entry.header.commitments()) {
        assert_eq!(change.version, *version);
        assert_eq!(commit(&change.salt, &change.bytes), *version);
    }
    let Decoded::Known(header) = Header::decode(&entry.header_bytes).unwrap() else {
        panic!("the header is of this version");
    };
    assert_eq!(header, entry.header);

    let turned = seal(book, 5, salts().into_iter().zip([put(), act()]));
    assert!(matches!(turned, Err(Error::FirstNotAct)));
    assert!(matches!(seal(book, 5, []), Err(Error::NoChanges)));
    let late = seal(book, MAX_TIME + 1, salts().into_iter().zip([act()]));
    assert!(matches!(late, Err(Error::TimeOutOfRange { .. })));
}
