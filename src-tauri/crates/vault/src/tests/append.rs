//! Entries, records, history, search, drafts, checkpoints.

use breachbook_book::{Act, Kind, LogKey, Payload, VerifierKey, checkpoint, tree};

use super::*;
use crate::{Draft, Error};

#[test]
fn what_is_appended_is_read_after_reopening() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, first) = begin(&mut vault);
    assert_eq!((first.number, first.versions.len(), first.took_over), (0, 2, None));
    let second = log_event(&mut vault, &book, "e2", "the ICO was told", NOW + 5);
    assert_eq!((second.number, second.effective), (1, NOW + 5));
    vault.close().unwrap();

    let mut vault = place.open();
    assert!(vault.notices().is_empty());
    let books = vault.books().unwrap();
    assert_eq!((books.len(), books[0].id, books[0].reference.as_str(), books[0].entries), (1, book, "OP/1", 2));
    assert_eq!(texts(&vault, &book), ["a laptop was lost", "the ICO was told"]);
    let entries = vault.entries(&book, 0, 10).unwrap();
    assert_eq!(entries.iter().map(|entry| entry.number).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(vault.entries(&book, entries[0].seq, 10).unwrap(), entries[1..]);
    assert_eq!(vault.places_before(&book, u64::MAX, None, 1).unwrap(), [entries[1].seq]);
    assert_eq!(vault.places_before(&book, entries[1].seq, None, 5).unwrap(), [entries[0].seq]);
    assert_eq!(vault.entry(&first.log, 1).unwrap(), entries[1]);
    let changes = vault.changes(entries[1].seq).unwrap();
    assert_eq!(changes.iter().map(|change| change.version).collect::<Vec<_>>(), second.versions);
    let found = verify(&mut vault);
    assert_eq!((found.entries, found.books, found.faults), (2, 1, vec![]));
}

#[test]
fn the_first_entry_of_a_log_names_its_keys() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, first) = begin(&mut vault);
    let changes = vault.history(&book, None).unwrap();
    let act = changes[0].act.clone().unwrap();
    let key: VerifierKey = act.log_key.unwrap().parse().unwrap();
    let secret = vault.log_secret();
    assert_eq!(key, LogKey::new(first.log, secret).verifier());
    let pdf_key = act.pdf_key.unwrap();
    assert_eq!(pdf_key[..32], first.log.installation.to_string());
    assert_eq!((act.act.as_str(), act.writer.as_str()), ("log", "A. Tester"));
    let second = log_event(&mut vault, &book, "e2", "x", NOW);
    assert_eq!(second.number, 1);
    assert_eq!(vault.history(&book, None).unwrap()[1].act.clone().unwrap().log_key, None);
}

#[test]
fn a_correction_replaces_a_withdrawal_removes_and_a_conflict_shows() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, first) = begin(&mut vault);
    log_event(&mut vault, &book, "e2", "second", NOW);
    let old = first.versions[1];
    let corrected = vault.append(&book, entry(vec![event("e1", "a phone was lost", &[old])]), NOW).unwrap();
    // The place in the list is that of the first appearance.
    assert_eq!(texts(&vault, &book), ["a phone was lost", "second"]);
    let conflicting = vault.append(&book, entry(vec![event("e1", "a tablet was lost", &[old])]), NOW).unwrap();
    assert_eq!(texts(&vault, &book), ["a phone was lost", "a tablet was lost", "second"]);
    let both = [corrected.versions[1], conflicting.versions[1]];
    let settled = vault.append(&book, entry(vec![event("e1", "settled", &both)]), NOW).unwrap();
    assert_eq!(texts(&vault, &book), ["settled", "second"]);
    assert_eq!(vault.id_exists(&book, "e1").unwrap().as_deref(), Some("events"));
    let gone = Payload::withdraw("events", "e1", BTreeSet::from([settled.versions[1]]));
    vault.append(&book, entry(vec![gone]), NOW).unwrap();
    assert_eq!(texts(&vault, &book), ["second"]);
    assert_eq!(vault.id_exists(&book, "e1").unwrap(), None);
    let kinds: Vec<_> =
        vault.history(&book, Some("e1")).unwrap().into_iter().map(|change| change.payload.unwrap().kind).collect();
    assert_eq!(kinds, [Kind::Put, Kind::Put, Kind::Put, Kind::Put, Kind::Withdraw]);
    assert!(verify(&mut vault).is_intact());
}

#[test]
fn what_cannot_be_written_leaves_no_trace() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    let unknown = VersionId::from_bytes([9; 32]);
    let refused = vault.append(&book, entry(vec![event("e9", "x", &[unknown])]), NOW);
    assert!(matches!(refused, Err(Error::NoVersion { .. })));
    let no_act = NewEntry { payloads: vec![event("e9", "x", &[])], ..NewEntry::default() };
    assert!(matches!(vault.append(&book, no_act, NOW), Err(Error::BadEntry { .. })));
    assert!(matches!(vault.append(&book, NewEntry::default(), NOW), Err(Error::BadEntry { .. })));
    let two_acts = NewEntry { payloads: vec![act("a"), act("b")], ..NewEntry::default() };
    assert!(matches!(vault.append(&book, two_acts, NOW), Err(Error::BadEntry { .. })));
    assert!(matches!(vault.append(&book, entry(vec![]), u64::MAX), Err(Error::BadEntry { .. })));
    let other = BookId::from_bytes([1; 16]);
    assert!(matches!(vault.append(&other, entry(vec![]), NOW), Err(Error::NoBook { .. })));
    assert!(vault.begin_book("OP/2", NewEntry::default(), NOW).is_err());
    assert_eq!(vault.books().unwrap().len(), 1);
    let found = verify(&mut vault);
    assert_eq!((found.entries, found.faults), (1, vec![]));
}

#[test]
fn a_clock_set_back_is_flagged_and_moves_nothing() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    let back = log_event(&mut vault, &book, "e2", "x", NOW - 1000);
    assert_eq!((back.effective, back.clock_back), (NOW, 1000));
    let found = verify(&mut vault);
    assert_eq!(codes(&found), ["clock-step-back"]);
    assert!(found.is_intact());
}

#[test]
fn search_finds_what_is_current_newest_first() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, first) = begin(&mut vault);
    log_event(&mut vault, &book, "e2", "Seán Ó Dálaigh found the laptop", NOW);
    let ids = |vault: &Vault, typed: &str| -> Vec<String> {
        vault.search(typed, 10).unwrap().into_iter().map(|hit| hit.id).collect()
    };
    assert_eq!(ids(&vault, "laptop"), ["e2", "e1"]);
    assert_eq!(ids(&vault, "lapt"), ["e2", "e1"]);
    assert_eq!(ids(&vault, "DALAIGH sean"), ["e2"]);
    assert_eq!(ids(&vault, "\"the laptop\""), ["e2"]);
    assert_eq!(ids(&vault, "laptop NOT lost \" OR"), [] as [&str; 0]);
    assert_eq!(ids(&vault, ""), [] as [&str; 0]);
    assert_eq!(vault.search("laptop", 1).unwrap().len(), 1);
    let hit = &vault.search("lost", 10).unwrap()[0];
    assert_eq!((hit.book, hit.list.as_str(), hit.number), (book, "events", 0));
    assert_eq!(hit.text, "a laptop was lost");
    vault.append(&book, entry(vec![event("e1", "a phone was lost", &[first.versions[1]])]), NOW).unwrap();
    assert_eq!(ids(&vault, "laptop"), ["e2"]);
    assert_eq!(ids(&vault, "lost"), ["e1"]);
}

#[test]
fn the_reference_changes_with_the_entry_that_says_so() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    let mut new = entry(vec![]);
    new.reference = Some("OP/2");
    vault.append(&book, new, NOW).unwrap();
    assert_eq!(vault.books().unwrap()[0].reference, "OP/2");
    let mut refused = entry(vec![event("e1", "x", &[VersionId::from_bytes([1; 32])])]);
    refused.reference = Some("OP/3");
    vault.append(&book, refused, NOW).unwrap_err();
    assert_eq!(vault.books().unwrap()[0].reference, "OP/2");
}

#[test]
fn a_checkpoint_is_signed_kept_and_proves() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, first) = begin(&mut vault);
    let key: VerifierKey = vault.logs(&book).unwrap()[0].key.parse().unwrap();
    let note = vault.checkpoint(&book).unwrap().unwrap();
    assert_eq!(vault.checkpoint(&book).unwrap().unwrap(), note);
    let old = checkpoint::open(&note, &key).unwrap();
    assert_eq!((old.log, old.size), (first.log, 1));
    vault.keep_checkpoint(&book, &note, "release", NOW).unwrap();
    assert!(matches!(vault.keep_checkpoint(&book, "no note", "x", NOW), Err(Error::BadEntry { .. })));
    for n in 2..9 {
        log_event(&mut vault, &book, &format!("e{n}"), "x", NOW);
    }
    let new = checkpoint::open(&vault.checkpoint(&book).unwrap().unwrap(), &key).unwrap();
    let proof = vault.prove_consistency(&first.log, 1, 8).unwrap();
    tree::verify_consistency(&proof, 1, old.root, 8, new.root).unwrap();
    let leaf = tree::leaf_hash(&vault.entry(&first.log, 3).unwrap().header_bytes);
    let proof = vault.prove_inclusion(&first.log, 3, 8).unwrap();
    tree::verify_inclusion(&proof, 3, 8, leaf, new.root).unwrap();
    assert_eq!(vault.root_at(&first.log, 1).unwrap(), old.root);
    assert!(matches!(vault.root_at(&first.log, 9), Err(Error::NoEntry { .. })));
    assert!(matches!(vault.prove_inclusion(&first.log, 8, 8), Err(Error::NoEntry { .. })));
    assert!(matches!(vault.prove_consistency(&first.log, 9, 8), Err(Error::NoEntry { .. })));
    assert_eq!(vault.checkpoints(&book).unwrap()[0].why, "release");
    assert!(verify(&mut vault).is_intact());
    // A checkpoint of more than there is, kept with the book, is a fault.
    let forged = checkpoint::sign(&LogKey::new(first.log, vault.log_secret()), 99, new.root).unwrap();
    vault.keep_checkpoint(&book, &forged, "x", NOW).unwrap();
    assert_eq!(codes(&verify(&mut vault)), ["checkpoint-ahead"]);
}

#[test]
fn drafts_and_settings_stay() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    let draft = Draft { key: "log".into(), book: Some(book), id: None, body: "half a sent".into(), saved: NOW };
    vault.put_draft(&draft).unwrap();
    vault.set_setting("key.3f", Some("Force X")).unwrap();
    vault.close().unwrap();
    let vault = place.open();
    assert_eq!(vault.draft("log").unwrap(), Some(draft.clone()));
    assert_eq!(vault.drafts().unwrap(), [draft]);
    assert_eq!(vault.settings("key.").unwrap(), [("3f".to_string(), "Force X".to_string())]);
    vault.delete_draft("log").unwrap();
    vault.set_setting("key.3f", None).unwrap();
    assert_eq!(vault.drafts().unwrap(), []);
    assert_eq!(vault.setting("key.3f").unwrap(), None);
}

#[test]
fn a_payload_from_the_future_is_kept_and_verified() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    let mut strange = Payload::put("holograms", "h1", BTreeSet::new(), b"\xff\x00".to_vec());
    strange.schema = 99;
    let unknown = Payload::new(Kind::parse("teleport").unwrap(), "x", "y", BTreeSet::new(), vec![1]);
    let written = vault.append(&book, entry(vec![strange.clone(), unknown]), NOW).unwrap();
    let found = verify(&mut vault);
    assert_eq!(codes(&found), ["newer-payload", "newer-payload"]);
    assert!(found.is_intact());
    let history = vault.history(&book, Some("h1")).unwrap();
    assert_eq!(history[0].payload.as_ref().unwrap(), &strange);
    assert_eq!(history[0].version, written.versions[1]);
    // A list that this version does not know is a record all the same, with no words.
    let other = Payload::put("holograms", "h2", BTreeSet::new(), b"{}".to_vec());
    vault.append(&book, entry(vec![other]), NOW).unwrap();
    assert_eq!(vault.records(&book).unwrap().last().unwrap().list, "holograms");
}

#[test]
fn a_log_is_ensured_once() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    assert_eq!(vault.ensure_log(&book, "A", NOW).unwrap(), None);
    let act: Act = vault.history(&book, None).unwrap()[0].act.clone().unwrap();
    assert_eq!(act.act, "log");
}
