//! Killed at every named place of every write: nothing acknowledged is lost, the vault opens, verify is clean.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Output, Stdio};

use super::*;
use crate::{Draft, Why};

/// What the child does; each is run once for each place at which it can die.
fn run(what: &str, place: &Place) {
    let book = || place.open().books().unwrap()[0].id;
    match what {
        "create" => drop(place.create()),
        "begin" => drop(begin(&mut place.open())),
        "append" => {
            let mut vault = place.open();
            let book = vault.books().unwrap()[0].id;
            let typed = NewEntry { draft: Some("typed"), ..entry(vec![event("e2", "second", &[])]) };
            vault.append(&book, typed, NOW).unwrap();
            println!("acknowledged");
        }
        "stream" => {
            let mut vault = place.open();
            let book = vault.books().unwrap()[0].id;
            for n in 2.. {
                log_event(&mut vault, &book, &format!("e{n}"), "one of many", NOW);
                println!("acknowledged e{n}");
            }
        }
        "copied" => {
            let book = book();
            let mut vault = place.open_as(&place.folder(), &place.dir.join("other-home")).unwrap();
            log_event(&mut vault, &book, "e2", "second", NOW);
            println!("acknowledged");
        }
        "erase" => {
            let mut vault = place.open();
            let book = vault.books().unwrap()[0].id;
            let version = vault.records(&book).unwrap()[0].version;
            vault.erase(&book, &[version], None, "A", "order", NOW).unwrap();
            println!("acknowledged");
        }
        "backup" => drop(place.open().backup(&place.dir.join("backup"), NOW, untold_copy()).unwrap()),
        "rekey" => {
            let recipient = place.sheet.recipient().unwrap();
            let slots = [(SlotName::recovery(), SlotFor::Recipient(recipient.as_str()))];
            place.open().rekey(&slots, untold_copy()).unwrap();
            println!("acknowledged");
        }
        "slot" => {
            let vault = place.open();
            let recipient = place.sheet.recipient().unwrap();
            vault.add_slot(&"lead".parse().unwrap(), SlotFor::Recipient(&recipient)).unwrap();
            vault.remove_slot(&SlotName::recovery()).unwrap();
        }
        "derived" | "renewed" => drop(place.open()),
        other => panic!("{other}"),
    }
}

#[test]
#[ignore = "a child of another test"]
fn child_writes() {
    let dir = std::env::var_os("VAULT_TEST_DIR").expect("set by the parent");
    let place = Place::at(Path::new(&dir), &std::env::var("VAULT_TEST_SHEET").unwrap());
    run(&std::env::var("VAULT_TEST_WHAT").unwrap(), &place);
    println!("survived");
}

/// Runs the child until it dies at the place, and says what it printed.
fn die(place: &Place, what: &str, at: &str) -> String {
    let Output { status, stdout, stderr } = Command::new(std::env::current_exe().unwrap())
        .args(["tests::crash::child_writes", "--exact", "--ignored", "--nocapture"])
        .env("VAULT_TEST_DIR", &place.dir)
        .env("VAULT_TEST_SHEET", place.sheet.expose())
        .env("VAULT_TEST_WHAT", what)
        .env("BREACHBOOK_FAILPOINT", at)
        .output()
        .unwrap();
    let stdout = String::from_utf8_lossy(&stdout).into_owned();
    assert!(!status.success(), "{what} does not reach {at}: {stdout}");
    assert!(!stdout.contains("survived"), "{what} at {at}: {stdout}");
    let stderr = String::from_utf8_lossy(&stderr);
    assert!(!stderr.contains("panicked"), "{what} at {at}: {stderr}");
    stdout
}

#[test]
fn while_a_vault_is_made() {
    for at in [
        "slot.before-write",
        "disk.mid-write",
        "disk.before-rename",
        "slot.after-write",
        "create.before-rows",
        "create.after-rows",
        "folder.before-rename",
        "folder.after-rename",
    ] {
        let place = Place::new();
        die(&place, "create", at);
        if at == "folder.after-rename" {
            assert!(verify(&mut place.open()).is_intact());
        } else {
            assert!(!place.folder().exists(), "{at}");
            // What is left beside it does not stand in the way.
            place.create();
        }
    }
}

const APPEND: [&str; 5] =
    ["append.begun", "append.before-commit", "append.after-commit", "mark.mid-write", "append.after-mark"];

#[test]
fn while_an_entry_is_written() {
    for at in APPEND {
        let place = Place::new();
        let mut vault = place.create();
        let (book, first) = begin(&mut vault);
        let draft =
            |key: &str| Draft { key: key.into(), book: Some(book), id: None, body: "second".into(), saved: NOW };
        vault.put_draft(&draft("typed")).unwrap();
        vault.put_draft(&draft("other")).unwrap();
        vault.close().unwrap();
        die(&place, "append", at);
        let mut vault = place.open();
        assert!(vault.notices().is_empty(), "{at}: {:?}", vault.notices());
        assert!(verify(&mut vault).is_intact(), "{at}");
        let committed = !["append.begun", "append.before-commit"].contains(&at);
        assert_eq!(texts(&vault, &book).len(), 1 + usize::from(committed), "{at}");
        // The draft is there until its entry is, and then no more.
        assert_eq!(vault.draft("typed").unwrap().is_some(), !committed, "{at}");
        assert!(vault.draft("other").unwrap().is_some(), "{at}");
        let next = log_event(&mut vault, &book, "e3", "third", NOW);
        assert_eq!((next.log, next.took_over), (first.log, None), "{at}");
        assert!(verify(&mut vault).is_intact(), "{at}");
    }
}

/// Not at a place of ours but wherever the signal happens to meet it, a few times over.
#[test]
fn while_entries_stream_in() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    vault.close().unwrap();
    for round in 1..=4 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["tests::crash::child_writes", "--exact", "--ignored", "--nocapture"])
            .env("VAULT_TEST_DIR", &place.dir)
            .env("VAULT_TEST_SHEET", place.sheet.expose())
            .env("VAULT_TEST_WHAT", "stream")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map(|line| line.unwrap());
        let acknowledged = lines.filter(|line| line.starts_with("acknowledged")).take(round * 7).count();
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(acknowledged, round * 7);
        let mut vault = place.open();
        assert!(vault.notices().is_empty(), "{:?}", vault.notices());
        let events = texts(&vault, &book).len();
        let so_far: usize = (1..=round).map(|round| round * 7).sum();
        assert!(events > so_far, "{events} events of at least {so_far} acknowledged and the first");
        assert!(verify(&mut vault).is_intact());
        assert_eq!(vault.logs(&book).unwrap().len(), 1);
    }
}

#[test]
fn while_a_book_is_begun() {
    for at in APPEND {
        let place = Place::new();
        place.create().close().unwrap();
        die(&place, "begin", at);
        let mut vault = place.open();
        // Not even the first entry makes our own log look like a copy's.
        assert!(vault.notices().is_empty(), "{at}: {:?}", vault.notices());
        let (book, _) = begin(&mut vault);
        assert_eq!(log_event(&mut vault, &book, "e2", "x", NOW).took_over, None, "{at}");
        assert!(verify(&mut vault).is_intact(), "{at}");
    }
}

#[test]
fn while_a_new_installation_takes_over() {
    for at in APPEND {
        let place = Place::new();
        let mut vault = place.create();
        let (book, _) = begin(&mut vault);
        vault.close().unwrap();
        die(&place, "copied", at);
        let mut vault = place.open_as(&place.folder(), &place.dir.join("other-home")).unwrap();
        assert!(verify(&mut vault).is_intact(), "{at}");
        let took_over = log_event(&mut vault, &book, "e3", "third", NOW).took_over;
        // `mark.mid-write` dies at the first mark, before the commit.
        let committed = ["append.after-commit", "append.after-mark"].contains(&at);
        assert_eq!(took_over, (!committed).then_some(Why::Copied), "{at}");
        assert_eq!(vault.logs(&book).unwrap().len(), 2, "{at}");
        assert!(verify(&mut vault).is_intact(), "{at}");
    }
}

#[test]
fn while_something_is_erased() {
    for at in ["append.before-commit", "append.after-commit", "append.after-mark", "erase.before-checkpoint"] {
        let place = Place::new();
        let mut vault = place.create();
        let (book, _) = begin(&mut vault);
        vault.close().unwrap();
        die(&place, "erase", at);
        let mut vault = place.open();
        let erased = at != "append.before-commit";
        assert_eq!(texts(&vault, &book).is_empty(), erased, "{at}");
        // Opening has moved everything into the file: no older page is left in the write-ahead log.
        assert_eq!(fs::metadata(place.folder().join("vault.db-wal")).unwrap().len(), 0, "{at}");
        assert!(verify(&mut vault).is_intact(), "{at}");
    }
}

#[test]
fn while_a_backup_is_made() {
    for at in ["backup.exported", "backup.checked", "folder.before-rename", "folder.after-rename"] {
        let place = Place::new();
        let mut vault = place.create();
        let (book, _) = begin(&mut vault);
        vault.close().unwrap();
        die(&place, "backup", at);
        assert!(verify(&mut place.open()).is_intact(), "{at}");
        let folder = place.dir.join("backup");
        assert_eq!(folder.exists(), at == "folder.after-rename", "{at}");
        if folder.exists() {
            let mut copy = place.open_as(&folder, &place.home()).unwrap();
            assert_eq!(texts(&copy, &book), ["a laptop was lost"]);
            assert!(verify(&mut copy).is_intact());
        }
    }
}

#[test]
fn while_the_key_is_changed() {
    for at in [
        "rekey.exported",
        "slot.before-write",
        "slot.after-write",
        "rekey.before-decision",
        "rekey.after-decision",
        "rekey.before-file",
        "rekey.after-file",
        "rekey.between-keys",
        "rekey.after-keys",
    ] {
        let place = Place::new();
        let mut vault = place.create();
        let (book, first) = begin(&mut vault);
        let old = vault.key.hex();
        vault.close().unwrap();
        die(&place, "rekey", at);
        let mut vault = place.open();
        let decided = ["after-decision", "before-file", "after-file", "between-keys", "after-keys"]
            .iter()
            .any(|end| at == format!("rekey.{end}"));
        assert_eq!(*vault.key.hex() != *old, decided, "{at}");
        assert!(!place.folder().join("rekey.partial").exists() && !place.folder().join("rekey.ready").exists(), "{at}");
        assert!(verify(&mut vault).is_intact(), "{at}");
        assert_eq!(log_event(&mut vault, &book, "e2", "x", NOW).log, first.log, "{at}");
    }
}

#[test]
fn while_a_slot_comes_or_goes() {
    for at in ["slot.before-write", "disk.mid-write", "slot.after-write", "slot.before-remove", "slot.after-remove"] {
        let place = Place::new();
        place.create().close().unwrap();
        die(&place, "slot", at);
        assert!(verify(&mut place.open()).is_intact(), "{at}");
    }
}

#[test]
fn while_derived_tables_are_rebuilt() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    crate::table::setting::set(&vault.connection, crate::table::setting::DERIVED, "old").unwrap();
    vault.close().unwrap();
    die(&place, "derived", "derived.before-commit");
    let mut vault = place.open();
    assert_eq!(texts(&vault, &book), ["a laptop was lost"]);
    assert!(verify(&mut vault).is_intact());
}

#[test]
fn while_a_vault_of_an_older_format_is_brought_up_to_date() {
    for at in ["migrate.kept", "migrate.before-commit"] {
        let place = Place::new();
        let mut vault = place.create();
        let (book, first) = begin(&mut vault);
        super::renewal::age(&vault);
        vault.close().unwrap();
        let file = place.folder().join("vault.db");
        let before = fs::read(&file).unwrap();
        die(&place, "renewed", at);
        assert!(fs::read(&file).unwrap() == before, "{at}: the file of the old format was changed");
        let mut vault = place.open();
        assert!(vault.notices().is_empty(), "{at}: {:?}", vault.notices());
        assert_eq!(texts(&vault, &book), ["a laptop was lost"], "{at}");
        assert!(verify(&mut vault).is_intact(), "{at}");
        assert_eq!(log_event(&mut vault, &book, "e2", "x", NOW).log, first.log, "{at}");
    }
}
