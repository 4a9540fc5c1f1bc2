//! Damaged files: typed, never a panic, never half an answer.

use std::fs;

use super::*;
use crate::Error;

fn with_entries(place: &Place) -> BookId {
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    for n in 2..40 {
        log_event(&mut vault, &book, &format!("e{n}"), &"many words ".repeat(20), NOW);
    }
    vault.close().unwrap();
    book
}

#[test]
fn a_flipped_byte_in_any_page_is_found() {
    let place = Place::new();
    let book = with_entries(&place);
    let file = place.folder().join("vault.db");
    let good = fs::read(&file).unwrap();
    let pages = good.len() / 4096;
    assert!(pages > 20);
    for page in 0..pages {
        let mut bad = good.clone();
        bad[page * 4096 + 1000] ^= 0x10;
        fs::write(&file, &bad).unwrap();
        match place.open_as(&place.folder(), &place.home()) {
            Err(Error::Damaged { .. }) => {}
            Err(other) => panic!("page {page}: {other:?}"),
            Ok(mut vault) => {
                let found = vault.verify(&mut |_, _| ControlFlow::Continue(()));
                match found {
                    Ok(found) => {
                        assert_eq!(found.faults.first().map(crate::Fault::code), Some("file-damaged"), "page {page}")
                    }
                    Err(Error::Damaged { .. }) => {}
                    Err(other) => panic!("page {page}: {other:?}"),
                }
                // Reading may fail, typed, and writing too.
                if let Err(other) = vault.records(&book) {
                    assert!(matches!(other, Error::Damaged { .. }), "page {page}: {other:?}");
                }
            }
        }
    }
    fs::write(&file, &good).unwrap();
    assert!(verify(&mut place.open()).is_intact());
}

#[test]
fn where_damage_was_met_nothing_is_written_and_what_can_be_read_is() {
    let place = Place::new();
    let book = with_entries(&place);
    let file = place.folder().join("vault.db");
    let good = fs::read(&file).unwrap();
    let (mut met, mut read) = (0, 0);
    for page in 0..good.len() / 4096 {
        let mut bad = good.clone();
        bad[page * 4096 + 1000] ^= 0x10;
        fs::write(&file, &bad).unwrap();
        let Ok(mut vault) = place.open_as(&place.folder(), &place.home()) else { continue };
        if vault.records(&book).is_ok() {
            // The page is not one of those read: nothing is known of it.
            continue;
        }
        met += 1;
        let refused = |done: crate::Result<()>| {
            assert!(matches!(done, Err(Error::NotIntoDamage { .. })), "page {page}: {done:?}");
        };
        let draft = crate::Draft { key: "k".into(), book: None, id: None, body: "b".into(), saved: NOW };
        refused(vault.writable());
        refused(vault.append(&book, entry(vec![event("e99", "after", &[])]), NOW).map(drop));
        refused(vault.put_draft(&draft));
        refused(vault.delete_draft("k"));
        refused(vault.set_setting("a", Some("b")));
        vault.close().unwrap();
        assert!(fs::read(&file).unwrap() == bad, "page {page}: the file was written");
        // Opened again, what lies on other pages is read.
        let again = place.open();
        read += usize::from(again.books().is_ok() && again.logs(&book).is_ok());
    }
    assert!(met > 3 && read > 3, "{met}, {read}");
    // A check of the whole file meets it too, wherever it is.
    let mut bad = good.clone();
    let last = bad.len() - 1;
    bad[last] ^= 1;
    fs::write(&file, &bad).unwrap();
    let mut vault = place.open();
    assert!(vault.writable().is_ok());
    let found = vault.verify(&mut |_, _| ControlFlow::Continue(()));
    assert!(!found.is_ok_and(|found| found.is_intact()));
    assert!(matches!(vault.writable(), Err(Error::NotIntoDamage { .. })));
}

#[test]
fn a_file_cut_short_is_damaged() {
    let place = Place::new();
    with_entries(&place);
    let file = place.folder().join("vault.db");
    let good = fs::read(&file).unwrap();
    for length in [0, 10, 4096, good.len() / 2] {
        fs::write(&file, &good[..length]).unwrap();
        match place.open_as(&place.folder(), &place.home()) {
            Err(Error::Damaged { .. }) => {}
            Err(other) => panic!("{length}: {other:?}"),
            Ok(mut vault) => assert!(
                !vault.verify(&mut |_, _| ControlFlow::Continue(())).is_ok_and(|found| found.is_intact()),
                "{length}"
            ),
        }
    }
}

#[test]
fn changed_rows_are_found() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    log_event(&mut vault, &book, "e2", "second", NOW);
    vault.close().unwrap();
    let drop_triggers = "DROP TRIGGER payload_is_only_erased; DROP TRIGGER payload_is_never_deleted;
        DROP TRIGGER entry_is_never_changed; DROP TRIGGER entry_is_never_deleted;";
    for (change, expected) in [
        ("UPDATE payload SET bytes = CAST(replace(bytes, 'laptop', 'phone!') AS BLOB)", "commitment-wrong"),
        ("UPDATE payload SET salt = NULL, bytes = NULL WHERE entry = 1 AND n = 1", "payload-missing"),
        ("UPDATE entry SET effective = 5 WHERE seq = 2", "rows-wrong"),
        ("UPDATE entry SET number = 7 WHERE seq = 2", "rows-wrong"),
        ("UPDATE payload SET version = zeroblob(32) WHERE entry = 1 AND n = 1", "rows-wrong"),
        ("UPDATE entry SET header = zeroblob(10) WHERE seq = 2", "header-malformed"),
        ("DELETE FROM payload WHERE entry = 2; DELETE FROM entry WHERE seq = 2", "log-set-back"),
        ("UPDATE record SET current = 0", "derived-wrong"),
        ("UPDATE node SET hashes = zeroblob(32) WHERE number = 0", "derived-wrong"),
        ("DELETE FROM node WHERE number = 0", "rows-wrong"),
        ("UPDATE node SET entry = 1 WHERE number = 1", "derived-wrong"),
        ("INSERT INTO search (search) VALUES ('delete-all')", "derived-wrong"),
    ] {
        let copied = place.dir.join("copy");
        let _ = fs::remove_dir_all(&copied);
        copy(&place.folder(), &copied);
        let mut vault = place.open_as(&copied, &place.home()).unwrap();
        vault.connection.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        vault.connection.execute_batch(drop_triggers).unwrap();
        vault.connection.execute_batch(change).unwrap();
        if expected == "log-set-back" {
            // Done well enough that only the mark can tell.
            let transaction = vault.connection.transaction().unwrap();
            crate::derived::rebuild(&transaction, &mut || Ok(())).unwrap();
            transaction.commit().unwrap();
        }
        let found = verify(&mut vault);
        assert!(codes(&found).contains(&expected), "{change}: {:?}", found.faults);
        assert!(!found.is_intact());
    }
}

#[test]
fn a_check_can_be_stopped() {
    let place = Place::new();
    with_entries(&place);
    let mut vault = place.open();
    let mut seen = Vec::new();
    let stopped = vault.verify(&mut |done, total| {
        seen.push((done, total));
        if done < 5 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    assert!(matches!(stopped, Err(Error::Cancelled)));
    assert_eq!(seen.last(), Some(&(5, 39)));
}

#[test]
fn a_row_that_is_not_what_its_table_says_is_damage() {
    let place = Place::new();
    let vault = place.create();
    vault
        .connection
        .execute_batch(
            "PRAGMA ignore_check_constraints = ON;
             INSERT INTO missed (origin, size, root) VALUES ('x', 1, x'00');",
        )
        .unwrap();
    drop(vault);
    let opened = place.open_as(&place.folder(), &place.home());
    assert!(matches!(opened, Err(Error::Damaged { .. })), "{opened:?}");
}
