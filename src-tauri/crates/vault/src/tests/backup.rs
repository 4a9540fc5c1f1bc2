//! Backups are vaults again, and forks are never silent.

use std::fs;

use super::*;
use crate::{Error, Notice, Why};

#[test]
fn a_backup_is_a_vault_with_everything_in_it() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    log_event(&mut vault, &book, "e2", "second", NOW);
    let folder = place.dir.join("backup.breachbook");
    vault.backup(&folder, NOW + 7).unwrap();
    assert!(matches!(vault.backup(&folder, NOW), Err(Error::Exists { .. })));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 3, "vault.db, keys and lock alone");

    // Whoever writes in it begins a log of their own, and the vault that it was made from goes on as if it were not.
    let mut copy = place.open_as(&folder, &place.home()).unwrap();
    assert_eq!(copy.notices(), [Notice::Backup { made: NOW + 7 }]);
    assert_eq!(texts(&copy, &book), ["a laptop was lost", "second"]);
    assert_eq!(copy.search("laptop", 5).unwrap().len(), 1);
    assert!(verify(&mut copy).is_intact());
    assert_eq!(log_event(&mut copy, &book, "e3", "third", NOW).took_over, Some(Why::Restored));
    assert!(copy.notices().is_empty());
    assert_eq!(log_event(&mut copy, &book, "e4", "fourth", NOW).took_over, None);
    assert_eq!(log_event(&mut vault, &book, "e3", "other", NOW).took_over, None);
    assert!(verify(&mut vault).is_intact());
    assert!(verify(&mut copy).is_intact());
    // It is no backup any more, and does not say so again.
    copy.close().unwrap();
    assert_eq!(place.open_as(&folder, &place.home()).unwrap().notices(), []);
}

#[test]
fn an_older_backup_restored_says_restored_and_names_the_mark() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    let folder = place.dir.join("backup.breachbook");
    vault.backup(&folder, NOW).unwrap();
    log_event(&mut vault, &book, "e2", "second", NOW);
    vault.close().unwrap();
    fs::remove_dir_all(place.folder()).unwrap();
    fs::rename(&folder, place.folder()).unwrap();
    let mut vault = place.open();
    assert!(matches!(vault.notices(), [Notice::Behind { .. }, Notice::Backup { .. }]));
    assert_eq!(codes(&verify(&mut vault)), ["log-set-back"]);
    assert_eq!(log_event(&mut vault, &book, "e3", "after", NOW).took_over, Some(Why::Restored));
    assert!(verify(&mut vault).is_intact());
    let act = vault.history(&book, None).unwrap()[1].act.clone().unwrap();
    assert_eq!((act.more["why"].as_str(), act.more["missed"][0]["size"].as_u64()), (Some("restored"), Some(2)));
}

#[test]
fn a_backup_that_fails_leaves_nothing() {
    let place = Place::new();
    let mut vault = place.create();
    begin(&mut vault);
    // A slot that cannot be read stops the copy half way.
    let keys = place.folder().join("keys");
    fs::rename(&keys, place.dir.join("keys-away")).unwrap();
    let before = fs::read_dir(&place.dir).unwrap().count();
    assert!(vault.backup(&place.dir.join("backup.breachbook"), NOW).is_err());
    assert_eq!(fs::read_dir(&place.dir).unwrap().count(), before);
    // And the vault goes on: the copy's file is let go.
    fs::rename(place.dir.join("keys-away"), keys).unwrap();
    vault.backup(&place.dir.join("backup.breachbook"), NOW).unwrap();
}

#[test]
fn a_copy_that_differs_is_refused() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    let folder = place.dir.join("backup.breachbook");
    vault.backup(&folder, NOW).unwrap();
    log_event(&mut vault, &book, "e2", "second", NOW);
    let checked = vault.check_copy(&folder.join("vault.db"), &vault.key);
    assert!(matches!(checked, Err(Error::Damaged { .. })), "{checked:?}");
}

/// A row that no check of the running connection would let in: only reading the copy afresh can see it.
fn break_a_row(vault: &Vault) {
    vault
        .connection
        .execute_batch(
            "PRAGMA ignore_check_constraints = ON;
             INSERT INTO file (sha256, size) VALUES (x'00', 1);",
        )
        .unwrap();
}

#[test]
fn a_backup_that_does_not_pass_its_check_gets_no_name() {
    let place = Place::new();
    let vault = place.create();
    break_a_row(&vault);
    let before = fs::read_dir(&place.dir).unwrap().count();
    let made = vault.backup(&place.dir.join("backup.breachbook"), NOW);
    assert!(matches!(made, Err(Error::Damaged { .. })), "{made:?}");
    assert_eq!(fs::read_dir(&place.dir).unwrap().count(), before);
}

#[test]
fn a_new_key_is_not_taken_where_its_file_does_not_pass_the_check() {
    let place = Place::new();
    let vault = place.create();
    break_a_row(&vault);
    let recipient = place.sheet.recipient().unwrap();
    let old = vault.key.hex();
    let made = vault.rekey(&[(SlotName::recovery(), SlotFor::Recipient(&recipient))]);
    assert!(matches!(made, Err(Error::Damaged { .. })), "{made:?}");
    assert!(!place.folder().join("rekey.partial").exists());
    assert_eq!(*place.open().key.hex(), *old);
}
