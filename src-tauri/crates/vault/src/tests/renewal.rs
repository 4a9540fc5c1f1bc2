//! A vault of an older format is brought up to date as it is opened: told of, and broken off without a trace.

use std::fs;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};

use super::*;
use crate::{Error, Told};

/// Gives a vault the format before the newest, as a version that made it left it.
pub(super) fn age(vault: &Vault) {
    vault
        .connection
        .execute_batch(
            "PRAGMA foreign_keys = OFF;
             BEGIN;
             DROP TABLE search; DROP TABLE record; DROP TABLE node;
             CREATE TABLE entry_2 (
                 seq INTEGER PRIMARY KEY,
                 book INTEGER NOT NULL REFERENCES book (seq),
                 log INTEGER NOT NULL REFERENCES log (seq),
                 number INTEGER NOT NULL,
                 header BLOB NOT NULL,
                 effective INTEGER NOT NULL,
                 UNIQUE (log, number)
             ) STRICT;
             INSERT INTO entry_2 SELECT seq, book, log, number, header, effective FROM entry ORDER BY seq;
             DROP TABLE entry;
             ALTER TABLE entry_2 RENAME TO entry;
             CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
             BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
             CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
             BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;
             UPDATE setting SET value = 'old' WHERE name = 'derived';
             PRAGMA user_version = 2;
             COMMIT;
             PRAGMA foreign_keys = ON;",
        )
        .unwrap();
}

const EVENTS: u64 = 700;

/// A vault of the older format with many entries.
fn old(place: &Place) -> BookId {
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    for n in 2..=EVENTS {
        log_event(&mut vault, &book, &format!("e{n}"), "one of many", NOW);
    }
    age(&vault);
    vault.close().unwrap();
    book
}

fn open(place: &Place, told: Told) -> Result<Vault> {
    Vault::open_told(&place.folder(), Secret::Recovery(&place.sheet), Box::new(OsRandom), &place.home(), told)
}

#[test]
fn it_is_told_how_far_it_is_and_once_only() {
    let place = Place::new();
    let book = old(&place);
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hears = heard.clone();
    let told: Told = Arc::new(move |done, total| {
        hears.lock().unwrap().push((done, total));
        ControlFlow::Continue(())
    });
    let mut vault = open(&place, told.clone()).unwrap();
    let all = std::mem::take(&mut *heard.lock().unwrap());
    // Each entry anew in its table, then its place in the tree, then its two payloads.
    let total = EVENTS * 4;
    assert!(all.iter().all(|(done, of)| *of == total && done <= of), "{all:?}");
    assert!(all.is_sorted_by_key(|(done, _)| *done) && all.len() > 15, "{all:?}");
    assert!(all.first().unwrap().0 <= 128 && all.last().unwrap().0 > total - 256, "{all:?}");
    assert_eq!(texts(&vault, &book).len() as u64, EVENTS);
    assert!(verify(&mut vault).is_intact());
    vault.close().unwrap();
    open(&place, told).unwrap().close().unwrap();
    assert!(heard.lock().unwrap().is_empty(), "it was up to date");
}

#[test]
fn broken_off_wherever_it_leaves_the_vault_as_it_was() {
    let place = Place::new();
    let book = old(&place);
    let file = place.folder().join("vault.db");
    let before = fs::read(&file).unwrap();
    // In the kept tables, in the tree, in the records.
    for after in [0, EVENTS / 2, EVENTS * 3 / 2, EVENTS * 3] {
        let told: Told =
            Arc::new(move |done, _| if done >= after { ControlFlow::Break(()) } else { ControlFlow::Continue(()) });
        assert!(matches!(open(&place, told), Err(Error::Cancelled)), "after {after}");
        assert!(fs::read(&file).unwrap() == before, "after {after}: the file was changed");
    }
    let mut vault = place.open();
    assert_eq!(texts(&vault, &book).len() as u64, EVENTS);
    assert!(verify(&mut vault).is_intact());
}

#[test]
fn derived_tables_of_an_older_version_are_told_of_and_broken_off_too() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    crate::table::setting::set(&vault.connection, crate::table::setting::DERIVED, "old").unwrap();
    vault.close().unwrap();
    let told: Told = Arc::new(|_, _| ControlFlow::Break(()));
    assert!(matches!(open(&place, told), Err(Error::Cancelled)));
    assert_eq!(texts(&place.open(), &book), ["a laptop was lost"]);
}
