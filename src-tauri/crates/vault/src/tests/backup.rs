//! Backups are vaults again, and forks are never silent.

use std::fs;

use super::files::{attach, pdf};
use super::*;
use crate::copying::Copying;
use crate::{CopyStage, Error, Notice, Why};

#[test]
fn a_backup_is_a_vault_with_everything_in_it() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    log_event(&mut vault, &book, "e2", "second", NOW);
    let folder = place.dir.join("backup.breachbook");
    vault.backup(&folder, NOW + 7, untold_copy()).unwrap();
    assert!(matches!(vault.backup(&folder, NOW, untold_copy()), Err(Error::Exists { .. })));
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
    vault.backup(&folder, NOW, untold_copy()).unwrap();
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
    assert!(vault.backup(&place.dir.join("backup.breachbook"), NOW, untold_copy()).is_err());
    assert_eq!(fs::read_dir(&place.dir).unwrap().count(), before);
    // And the vault goes on: the copy's file is let go.
    fs::rename(place.dir.join("keys-away"), keys).unwrap();
    vault.backup(&place.dir.join("backup.breachbook"), NOW, untold_copy()).unwrap();
}

#[test]
fn a_copy_that_differs_is_refused() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    let folder = place.dir.join("backup.breachbook");
    vault.backup(&folder, NOW, untold_copy()).unwrap();
    log_event(&mut vault, &book, "e2", "second", NOW);
    let checked = vault.check_copy(&folder.join("vault.db"), &vault.key, &Copying::new(untold_copy()));
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
    let made = vault.backup(&place.dir.join("backup.breachbook"), NOW, untold_copy());
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
    let made = vault.rekey(&[(SlotName::recovery(), SlotFor::Recipient(&recipient))], untold_copy());
    let made = made.map_err(|failed| failed.error);
    assert!(matches!(made, Err(Error::Damaged { .. })), "{made:?}");
    assert!(!place.folder().join("rekey.partial").exists());
    assert_eq!(*place.open().key.hex(), *old);
}

/// A vault of a few megabytes: SQLite keeps that much of a new file to itself before it grows.
fn large(place: &Place) -> (Vault, BookId) {
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    for n in 0..12_u8 {
        attach(&mut vault, &book, &vec![n; 500_000 + usize::from(n)], pdf()).unwrap();
    }
    (vault, book)
}

#[test]
fn it_is_told_how_far_a_copy_is_and_then_how_far_its_check() {
    let place = Place::new();
    let (vault, _) = large(&place);
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hears = heard.clone();
    let told: CopyTold = Arc::new(move |stage, done, total| {
        hears.lock().unwrap().push((stage, done, total));
        ControlFlow::Continue(())
    });
    vault.backup(&place.dir.join("backup.breachbook"), NOW, told).unwrap();
    let heard = heard.lock().unwrap();
    let copy: Vec<_> = heard.iter().take_while(|(stage, ..)| *stage == CopyStage::Copy).collect();
    let check: Vec<_> = heard.iter().skip(copy.len()).collect();
    assert!(check.iter().all(|(stage, ..)| *stage == CopyStage::Check));
    let total = copy[0].2;
    assert!((6_000_000..7_000_000).contains(&total), "{total}");
    assert!(copy.iter().all(|(_, done, of)| *of == total && *done <= total));
    assert!(copy.is_sorted_by_key(|(_, done, _)| *done) && check.is_sorted_by_key(|(_, done, _)| *done));
    let midway: BTreeSet<u64> =
        copy.iter().map(|(_, done, _)| *done).filter(|done| (1..10).contains(&(done * 10 / total))).collect();
    assert!(midway.len() > 1, "{midway:?}");
    let steps: BTreeSet<u64> = check.iter().map(|(_, done, _)| *done).collect();
    assert_eq!(steps.len(), 4, "{steps:?}");
}

#[test]
fn broken_off_wherever_a_backup_leaves_nothing_and_the_vault_goes_on() {
    let place = Place::new();
    let (mut vault, book) = large(&place);
    let before = fs::read_dir(&place.dir).unwrap().count();
    let folder = place.dir.join("backup.breachbook");
    for told in stops() {
        let made = vault.backup(&folder, NOW, told);
        assert!(matches!(made, Err(Error::Cancelled)), "{made:?}");
        assert_eq!(fs::read_dir(&place.dir).unwrap().count(), before);
        // The vault itself was not met as damaged, and nothing breaks off what is written after it.
        log_event(&mut vault, &book, "e2", "goes on", NOW);
        assert!(verify(&mut vault).is_intact());
    }
    vault.backup(&folder, NOW, untold_copy()).unwrap();
}

#[test]
fn broken_off_wherever_a_new_key_is_not_taken_and_the_vault_stays_open() {
    let place = Place::new();
    let (mut vault, book) = large(&place);
    let old = vault.key.hex();
    let recipient = RecoverySecret::generate().recipient().unwrap();
    for told in stops() {
        let failed = vault.rekey(&[(SlotName::recovery(), SlotFor::Recipient(&recipient))], told).unwrap_err();
        assert!(matches!(failed.error, Error::Cancelled), "{:?}", failed.error);
        vault = *failed.vault.expect("open as before");
        assert_eq!(
            fs::read_dir(place.folder()).unwrap().filter(|name| is_of_a_rekey(name.as_ref().unwrap())).count(),
            0
        );
        log_event(&mut vault, &book, "e2", "goes on", NOW);
        assert!(verify(&mut vault).is_intact());
    }
    vault.close().unwrap();
    assert_eq!(*place.open().key.hex(), *old);
}

fn is_of_a_rekey(name: &fs::DirEntry) -> bool {
    name.file_name().to_string_lossy().starts_with("rekey")
}

/// Stops a copy at its beginning, in its middle, and in each part of its check.
fn stops() -> Vec<CopyTold> {
    let at = |wanted: CopyStage, quarter: u64| -> CopyTold {
        Arc::new(move |stage, done, total| {
            let met = stage == wanted && done >= total * quarter / 4;
            if met { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
    };
    let in_part = |part: usize| -> CopyTold {
        let seen = Mutex::new(BTreeSet::new());
        Arc::new(move |stage, done, _| {
            let again = stage == CopyStage::Check && !seen.lock().unwrap().insert(done);
            // The second word of a part comes out of the midst of it.
            if again && seen.lock().unwrap().len() > part { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
    };
    vec![at(CopyStage::Copy, 0), at(CopyStage::Copy, 2), at(CopyStage::Check, 0), in_part(1), in_part(2), in_part(3)]
}
