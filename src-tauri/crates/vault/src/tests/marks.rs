//! Copies, roll-backs and restored backups: never a fork in silence.

use std::fs;

use super::*;
use crate::{Error, Notice, Why};

fn opening_act(vault: &Vault, book: &BookId, log: usize) -> breachbook_book::Act {
    let id = vault.logs(book).unwrap()[log].id;
    let first = vault.entry(&id, 0).unwrap();
    vault.history(book, None).unwrap().into_iter().find(|change| change.seq == first.seq).unwrap().act.unwrap()
}

#[test]
fn a_copy_on_another_machine_starts_a_new_log_that_says_so() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    vault.close().unwrap();
    let (folder, home) = (place.dir.join("copy.breachbook"), place.dir.join("other-home"));
    copy(&place.folder(), &folder);

    let mut copied = place.open_as(&folder, &home).unwrap();
    assert_eq!(copied.notices(), [Notice::Unmarked]);
    // Reading changes nothing, and a copy signs nothing for the vault that it was copied from.
    assert!(verify(&mut copied).is_intact());
    assert_eq!(copied.checkpoint(&book).unwrap(), None);
    assert!(!copied.logs(&book).unwrap()[0].own);
    let before = copied.installation().id;

    let first = log_event(&mut copied, &book, "e2", "in the copy", NOW);
    assert_eq!((first.took_over, first.number), (Some(Why::Copied), 1));
    assert_ne!(first.log.installation, before);
    assert!(copied.notices().is_empty());
    let act = opening_act(&copied, &book, 1);
    assert_eq!((act.act.as_str(), act.writer.as_str()), ("new-log", "A. Tester"));
    assert_eq!(act.more["why"], "copied");
    assert_eq!(act.more["heads"][0]["size"], 1);
    assert_eq!(act.more.get("missed"), None);
    // Each head stands in a change of its own, so that it can be shown without who wrote.
    let opening = copied.entry(&copied.logs(&book).unwrap()[1].id, 0).unwrap();
    let changes = copied.changes(opening.seq).unwrap();
    let head = breachbook_book::Payload::decode(&changes[1].kept.as_ref().unwrap().1).unwrap().named_head().unwrap();
    let old = &copied.logs(&book).unwrap()[0];
    assert_eq!(
        (changes.len(), head.unwrap()),
        (2, breachbook_book::Checkpoint { log: old.id, size: 1, root: old.root })
    );
    assert!(act.log_key.is_some() && act.pdf_key.is_some());
    let second = log_event(&mut copied, &book, "e3", "again", NOW);
    assert_eq!((second.log, second.number, second.took_over), (first.log, 2, None));
    assert!(copied.checkpoint(&book).unwrap().is_some());
    assert!(verify(&mut copied).is_intact());
    assert_eq!(texts(&copied, &book), ["a laptop was lost", "in the copy", "again"]);
    // The copy has forgotten the keys of the vault that it was copied from.
    let secrets: i64 = copied
        .connection
        .query_row("SELECT count(*) FROM installation WHERE log_secret IS NOT NULL", [], |row| row.get(0))
        .unwrap();
    assert_eq!(secrets, 1);
    copied.close().unwrap();
    let copied = place.open_as(&folder, &home).unwrap();
    assert!(copied.notices().is_empty());
    drop(copied);

    // The vault it was copied from goes on with its own log.
    let mut vault = place.open();
    assert!(vault.notices().is_empty());
    assert_eq!(log_event(&mut vault, &book, "e2", "in the original", NOW).number, 1);
    assert_eq!(vault.logs(&book).unwrap().len(), 1);
}

#[test]
fn of_two_copies_on_one_machine_one_goes_on_and_the_other_says_so() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    vault.close().unwrap();
    let folder = place.dir.join("copy.breachbook");
    copy(&place.folder(), &folder);
    // Both are open at once, which no lock on either file can see.
    let mut vault = place.open();
    let mut copied = place.open_as(&folder, &place.home()).unwrap();
    assert!(vault.notices().is_empty() && copied.notices().is_empty());
    assert_eq!(log_event(&mut copied, &book, "e2", "first", NOW).took_over, None);
    // Once the other's mark is read, this one signs no more, even before it has written.
    assert_eq!(codes(&verify(&mut vault)), ["log-set-back"]);
    assert_eq!(vault.checkpoint(&book).unwrap(), None);
    let late = log_event(&mut vault, &book, "e3", "second", NOW);
    assert_eq!(late.took_over, Some(Why::RolledBack));
    assert_eq!(opening_act(&vault, &book, 1).more["missed"][0]["size"], 2);
    for vault in [&mut vault, &mut copied] {
        assert!(verify(vault).is_intact());
        log_event(vault, &book, "e4", "each goes on", NOW);
        assert!(verify(vault).is_intact());
    }
    drop((vault, copied));
    assert!(place.open().notices().is_empty());
    assert!(place.open_as(&folder, &place.home()).unwrap().notices().is_empty());
}

#[test]
fn a_vault_set_back_is_a_fault_until_a_new_log_names_it() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, first) = begin(&mut vault);
    let (other, _) = begin(&mut vault);
    vault.close().unwrap();
    let old = place.dir.join("old");
    copy(&place.folder(), &old);
    let mut vault = place.open();
    for n in 2..5 {
        log_event(&mut vault, &book, &format!("e{n}"), "later", NOW);
    }
    log_event(&mut vault, &other, "e9", "later", NOW);
    vault.close().unwrap();
    fs::remove_dir_all(place.folder()).unwrap();
    fs::rename(&old, place.folder()).unwrap();

    let mut vault = place.open();
    let origin = first.log.origin();
    assert!(vault.notices().contains(&Notice::Behind { log: origin.clone(), size: 1, marked: 4 }));
    assert_eq!(codes(&verify(&mut vault)), ["log-set-back", "log-set-back"]);
    let next = log_event(&mut vault, &book, "e5", "after", NOW);
    assert_eq!(next.took_over, Some(Why::RolledBack));
    let act = opening_act(&vault, &book, 1);
    assert_eq!(act.more["why"], "rolled-back");
    assert_eq!(act.more["missed"][0]["log"], origin);
    assert_eq!(act.more["missed"][0]["size"], 4);
    assert_eq!(act.more["missed"].as_array().unwrap().len(), 1);
    // The other book's log is named in its own new log.
    assert_eq!(codes(&verify(&mut vault)), ["log-set-back"]);
    vault.close().unwrap();
    let mut vault = place.open();
    assert!(matches!(vault.notices(), [Notice::Unnamed { marked: 2, .. }]));
    let next = log_event(&mut vault, &other, "e5", "after", NOW);
    assert_eq!((next.took_over, next.number), (None, 1));
    assert_eq!(vault.notices(), []);
    assert_eq!(opening_act(&vault, &other, 1).more["missed"][0]["size"], 2);
    assert!(verify(&mut vault).is_intact());
    vault.close().unwrap();
    assert!(place.open().notices().is_empty());
}

#[test]
fn a_book_that_is_gone_is_noticed_and_named() {
    let place = Place::new();
    place.create().close().unwrap();
    let old = place.dir.join("old");
    copy(&place.folder(), &old);
    let mut vault = place.open();
    let (_, lost) = begin(&mut vault);
    vault.close().unwrap();
    fs::remove_dir_all(place.folder()).unwrap();
    fs::rename(&old, place.folder()).unwrap();
    let mut vault = place.open();
    assert_eq!(vault.notices(), [Notice::Absent { log: lost.log.origin(), marked: 1 }]);
    assert_eq!(codes(&verify(&mut vault)), ["log-set-back"]);
    let (book, begun) = begin(&mut vault);
    assert_eq!((begun.took_over, begun.number), (Some(Why::RolledBack), 1));
    assert_eq!(opening_act(&vault, &book, 0).more["missed"][0]["log"], lost.log.origin());
    assert!(verify(&mut vault).is_intact());
}

#[test]
fn entries_replaced_by_others_are_noticed() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, first) = begin(&mut vault);
    vault.close().unwrap();
    let forged = place.dir.join("forged.breachbook");
    copy(&place.folder(), &forged);
    let mut vault = place.open();
    log_event(&mut vault, &book, "e2", "what was written", NOW);
    vault.close().unwrap();
    // The same marks as before the entry, so that the forged copy goes on with the same log.
    let home = place.dir.join("forger");
    fs::create_dir_all(home.join("marks")).unwrap();
    for name in fs::read_dir(place.home().join("marks")).unwrap() {
        let path = name.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let older: Vec<&str> = text.lines().filter(|line| !line.contains(" 2 ")).collect();
        fs::write(home.join("marks").join(path.file_name().unwrap()), older.join("\n") + "\n").unwrap();
    }
    let mut vault = place.open_as(&forged, &home).unwrap();
    assert_eq!(log_event(&mut vault, &book, "e2", "what was not", NOW).log, first.log);
    log_event(&mut vault, &book, "e3", "nor this", NOW);
    vault.close().unwrap();
    let mut vault = place.open_as(&forged, &place.home()).unwrap();
    assert_eq!(vault.notices(), [Notice::Differs { log: first.log.origin(), size: 3, marked: 2 }]);
    assert_eq!(codes(&verify(&mut vault)), ["log-replaced"]);
    assert_eq!(log_event(&mut vault, &book, "e4", "x", NOW).took_over, Some(Why::RolledBack));
    assert!(verify(&mut vault).is_intact());
}

#[test]
fn a_log_ahead_of_its_mark_is_ours() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, first) = begin(&mut vault);
    log_event(&mut vault, &book, "e2", "second", NOW);
    vault.close().unwrap();
    // As after a power cut that lost the last line of the marks.
    let marks = place.home().join("marks");
    let file = fs::read_dir(&marks)
        .unwrap()
        .map(|name| name.unwrap().path())
        .find(|path| path.extension().unwrap() == "marks")
        .unwrap();
    let text = fs::read_to_string(&file).unwrap();
    let cut = text.trim_end().rfind('\n').unwrap();
    fs::write(&file, &text[..cut]).unwrap();
    let mut vault = place.open();
    assert!(vault.notices().is_empty());
    assert_eq!(log_event(&mut vault, &book, "e3", "third", NOW).log, first.log);
    assert!(verify(&mut vault).is_intact());
}

#[test]
fn a_log_is_begun_before_a_checkpoint_in_a_copy() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    vault.close().unwrap();
    let home = place.dir.join("other-home");
    let mut vault = place.open_as(&place.folder(), &home).unwrap();
    let begun = vault.ensure_log(&book, "A. Tester", NOW).unwrap().unwrap();
    assert_eq!((begun.number, begun.took_over), (0, Some(Why::Copied)));
    let act = opening_act(&vault, &book, 1);
    assert_eq!((act.act.as_str(), act.more["why"].as_str()), ("new-log", Some("copied")));
    assert!(vault.checkpoint(&book).unwrap().is_some());
    assert_eq!(vault.ensure_log(&book, "A. Tester", NOW).unwrap(), None);
    assert!(verify(&mut vault).is_intact());
}

#[test]
fn an_old_log_that_shrinks_under_a_new_one_is_a_fault() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, first) = begin(&mut vault);
    vault.close().unwrap();
    let mut vault = place.open_as(&place.folder(), &place.dir.join("other-home")).unwrap();
    log_event(&mut vault, &book, "e2", "x", NOW);
    vault
        .connection
        .execute_batch(
            "PRAGMA foreign_keys = OFF; DROP TRIGGER payload_is_never_deleted; DROP TRIGGER entry_is_never_deleted;
             DELETE FROM payload WHERE entry = 1; DELETE FROM entry WHERE seq = 1;",
        )
        .unwrap();
    let transaction = vault.connection.transaction().unwrap();
    crate::derived::rebuild(&transaction, &mut || Ok(())).unwrap();
    transaction.commit().unwrap();
    let found = codes(&verify(&mut vault));
    assert!(found.contains(&"head-wrong") && found.contains(&"log-set-back"), "{found:?}");
    assert_eq!(vault.root_at(&first.log, 0).unwrap(), breachbook_book::tree::empty_root());
}

#[test]
fn a_home_that_cannot_be_used_is_named() {
    let place = Place::new();
    place.create().close().unwrap();
    let home = place.dir.join("file");
    fs::write(&home, "x").unwrap();
    assert!(matches!(place.open_as(&place.folder(), &home), Err(Error::Home { .. })));
}

#[test]
#[cfg(unix)]
fn a_home_that_goes_while_the_vault_is_open_keeps_anything_from_being_written() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    fs::remove_dir_all(place.home()).unwrap();
    let lost = vault.append(&book, entry(vec![event("e2", "x", &[])]), NOW);
    assert!(matches!(lost, Err(Error::Home { .. })), "{lost:?}");
    assert_eq!(texts(&vault, &book).len(), 1);
    // Without the file alone the entry goes in, and a mark stands again.
    fs::create_dir_all(place.home().join("marks")).unwrap();
    log_event(&mut vault, &book, "e2", "y", NOW);
    vault.close().unwrap();
    assert!(place.open().notices().is_empty());
}
