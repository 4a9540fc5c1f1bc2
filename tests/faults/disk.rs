//! A read-only folder and a full disk, for the vault, the files that leave and the program's own folder.

use crate::mounts::Mounts;
use crate::support::{self, Desk};
use crate::{CASE, log, texts};

fn report(out: &str) -> [&str; 8] {
    ["report", "v", "--case", CASE, "--for", "ico", "--out", out]
}

fn export(out: &str) -> [&str; 8] {
    ["export", "v", "--case", CASE, "--format", "json", "--out", out]
}

/// The small case under another reference.
fn second(desk: &Desk) {
    desk.write("second.json", String::from_utf8(support::rota()).unwrap().replace(CASE, "SECOND-1"));
}

/// Evidence on a write-protected stick: looked at, verified, exported and copied as it lies there; what would write is
/// refused in one answer.
#[test]
fn a_read_only_vault_is_looked_at_and_nothing_is_written() {
    let desk = Desk::with_rota();
    second(&desk);
    let prove = ["prove", "v", "--case", CASE, "--since", "old.pdf", "--entry", "0", "--out", "p"];
    desk.ok(&["report", "v", "--case", CASE, "--for", "ico", "--out", "old.pdf"]);
    let looks: [&[&str]; 6] = [
        &["cases", "v"],
        &["show", "v", "--case", CASE],
        &["history", "v", "--case", CASE],
        &["search", "v", "rota"],
        &["verify", "old.pdf", "--vault", "v"],
        &["slot", "list", "v"],
    ];
    let said: Vec<String> = looks.iter().map(|command| desk.ok(command)).collect();
    desk.write("new.txt", "weak");
    let before = desk.files();
    let mut mounts = Mounts::new(&desk);
    mounts.read_only("v");
    for (command, said) in looks.iter().zip(&said) {
        let done = mounts.run(command);
        assert_eq!((done.code, &done.out), (0, said), "{command:?}: {}", done.err);
        assert!(done.err.contains("lies where nothing can be written"), "{command:?}: {}", done.err);
    }
    let verified = mounts.run(&["verify", "v"]);
    assert_eq!(verified.code, 0, "{}", verified.err);
    assert!(verified.out.contains("The record holds: 2 entries") && verified.err.contains("search-not-compared"));
    for command in [
        &log("x")[..],
        &["import", "v", "second.json"],
        &report("r.pdf"),
        &["withdraw", "v", "--case", CASE, "--id", "e1", "--reason", "r"],
        &["erase", "v", "--case", CASE, "--id", "e1", "--reason", "r"],
        &["name-key", "v", &"ab".repeat(32), "X"],
        &["correct", "v", "--case", CASE, "--id", "e1", "--set", "text=x", "--reason", "r"],
        &["slot", "add", "v", "second", "--new-passphrase-file", "new.txt"],
        &["slot", "remove", "v", "passphrase"],
        &["rekey", "v", "--new-passphrase-file", "new.txt"],
    ] {
        let done = mounts.run(command);
        let refused = done.refused(command);
        assert_eq!(refused.lines().count(), 1, "{command:?}: {refused}");
        assert!(refused.contains("v/vault.db cannot be written"), "{command:?}: {refused}");
    }
    // Of a copy, too, on a machine that never wrote it: what its first act would begin is beside the point.
    mounts.sh("rm -r home/marks");
    assert!(mounts.run(&["cases", "v"]).err.contains("has not been written from here before"));
    assert_eq!(mounts.run(&log("x")).refused(&log("x")).lines().count(), 1);
    mounts.ok(&export("e.json"));
    mounts.ok(&prove);
    mounts.ok(&["backup", "v", "b"]);
    drop(mounts);
    for made in ["e.json", "p"] {
        std::fs::remove_file(desk.path(made)).unwrap();
    }
    let verdict = desk.json(&["verify", "b"]);
    assert_eq!((&verdict["intact"], &verdict["entries"]), (&true.into(), &2.into()));
    std::fs::remove_dir_all(desk.path("b")).unwrap();
    let unchanged = |files: Vec<(std::path::PathBuf, Vec<u8>)>| -> Vec<_> {
        files
            .into_iter()
            .filter(|(path, _)| !path.ends_with("home") && !path.components().any(|part| part.as_os_str() == "home"))
            .collect()
    };
    assert!(unchanged(desk.files()) == unchanged(before));
    assert_eq!(texts(&desk).len(), 3);
}

/// The database file alone is write-protected, or the vault was never closed: read where that is sound, else refused.
#[test]
fn a_vault_that_was_not_closed_is_not_read_in_part() {
    let desk = Desk::with_rota();
    desk.write("v/vault.db-wal", [7; 5000]);
    let mut mounts = Mounts::new(&desk);
    mounts.read_only("v");
    let err = mounts.refused(&["cases", "v"]);
    assert!(err.contains("v/vault.db was not closed") && err.contains("Copy the whole folder"), "{err}");
    mounts.sh("umount v");
    mounts.sh("rm v/vault.db-wal && mount --bind v/vault.db v/vault.db && mount -o remount,bind,ro v/vault.db");
    assert!(mounts.run(&["cases", "v"]).out.contains(CASE));
    assert!(mounts.run(&log("x")).err.contains("v/vault.db cannot be written"));
}

#[test]
fn nothing_is_made_in_a_read_only_folder() {
    let desk = Desk::with_rota();
    std::fs::create_dir(desk.path("shelf")).unwrap();
    desk.write("shelf/old.pdf", "old");
    let before = desk.files();
    let mut mounts = Mounts::new(&desk);
    mounts.read_only("shelf");
    for command in [
        &["init", "shelf/w"][..],
        &["backup", "v", "shelf/b"],
        &export("shelf/old.pdf"),
        &report("shelf/old.pdf"),
        &["init", "w", "--recovery-out", "shelf/sheet.txt"],
    ] {
        let err = mounts.refused(command);
        assert!(err.contains("shelf/") && err.contains("cannot be written"), "{err}");
        assert!(!err.contains("/."), "what stands in for it until it is whole is named: {err}");
    }
    drop(mounts);
    assert!(desk.files() == before, "a report that could not be saved is noted as released, or a file is left");
}

#[test]
fn a_read_only_home_is_named_and_nothing_is_written() {
    let desk = Desk::with_rota();
    let before = desk.files();
    let mut mounts = Mounts::new(&desk);
    mounts.read_only("home");
    let err = mounts.refused(&log("x"));
    assert!(err.contains("home") && err.contains("BREACHBOOK_HOME"), "{err}");
    drop(mounts);
    assert!(desk.files() == before);
    assert_eq!(texts(&desk).len(), 3);
    assert_eq!(desk.json(&["verify", "v"])["entries"], 1);
}

#[test]
fn a_full_disk_refuses_what_does_not_fit_and_keeps_what_is_there() {
    let desk = Desk::with_rota();
    second(&desk);
    let mut mounts = Mounts::new(&desk);
    mounts.small_disk("v", 4096);
    // Room for a short line comes and goes; what is acknowledged is there, what is refused is not.
    let mut written = Vec::new();
    let long = "A line of some length. ".repeat(1000);
    for room in [0, 8, 16, 40, 80, 160, 400] {
        mounts.fill("v", room);
        let text = format!("{room}: {long}");
        let done = mounts.run(&log(&text));
        if done.code == 0 {
            written.push(text);
        } else {
            let err = done.refused(&["log"]);
            assert!(err.contains("No space is left for v/"), "{room}: {err}");
        }
        mounts.sh("rm v/filler");
    }
    assert!(!written.is_empty() && written.len() < 7, "the disk is never or always full: {}", written.len());
    mounts.fill("v", 100);
    let err = mounts.refused(&["import", "v", "second.json", "rota.json"]);
    assert!(err.contains("v"), "{err}");
    mounts.sh("rm v/filler");
    mounts.ok(&["verify", "v"]);
    let shown: serde_json::Value = serde_json::from_str(&mounts.ok(&["show", "v", "--case", CASE, "--json"])).unwrap();
    let found: Vec<&str> = shown["records"]["events"].as_array().unwrap()[3..]
        .iter()
        .map(|event| event["text"].as_str().unwrap())
        .collect();
    assert_eq!(found, written);
    mounts.ok(&log("There is room again."));
    // What stands beside the database is as full: the slot and the vault are named, not what stands in for them.
    desk.write("new.txt", "seven other plain words");
    mounts.fill("v", 0);
    let err = mounts.refused(&["slot", "add", "v", "second", "--new-passphrase-file", "new.txt"]);
    assert!(err.contains("No space is left for v/keys/second.age"), "{err}");
    for room in [0, 16, 100] {
        mounts.sh("rm v/filler");
        mounts.fill("v", room);
        let err = mounts.refused(&["rekey", "v", "--new-passphrase-file", "new.txt"]);
        assert!(err.contains("No space is left for v"), "{room}: {err}");
    }
    mounts.sh("rm v/filler");
    mounts.ok(&["verify", "v"]);
}

#[test]
fn of_several_files_all_come_in_or_none_when_the_disk_fills() {
    let desk = Desk::with_rota();
    second(&desk);
    // The third file is larger than the room that is left, the second is not.
    let mut third: serde_json::Value = serde_json::from_slice(&support::rota()).unwrap();
    third["case"]["reference"] = "THIRD-1".into();
    third["case"]["summary"] = "Words that take room. ".repeat(60_000).into();
    desk.write("third.json", third.to_string());
    let mut mounts = Mounts::new(&desk);
    mounts.small_disk("v", 4096);
    mounts.fill("v", 1500);
    let err = mounts.refused(&["import", "v", "second.json", "third.json"]);
    assert!(err.contains("No space is left for v/"), "{err}");
    mounts.sh("rm v/filler");
    let cases: serde_json::Value = serde_json::from_str(&mounts.ok(&["cases", "v", "--json"])).unwrap();
    assert_eq!(cases["cases"].as_array().unwrap().len(), 1, "one of the files came in");
    mounts.ok(&["verify", "v"]);
}

#[test]
fn a_full_disk_gets_no_half_file_vault_or_backup() {
    let desk = Desk::with_rota();
    std::fs::create_dir(desk.path("shelf")).unwrap();
    desk.write("shelf/old.pdf", "old");
    let before = desk.files();
    let mut mounts = Mounts::new(&desk);
    mounts.small_disk("shelf", 512);
    let listing = mounts.listing("shelf");
    for room in [0, 4, 12] {
        mounts.fill("shelf", room);
        for command in [&["init", "shelf/w"][..], &["backup", "v", "shelf/b"], &report("shelf/old.pdf")] {
            let err = mounts.refused(command);
            assert!(err.contains("shelf/") && err.to_lowercase().contains("no space"), "{room}: {err}");
            assert!(!err.contains("/."), "what stands in for it until it is whole is named: {room}: {err}");
        }
        if room == 0 {
            let err = mounts.refused(&export("shelf/old.pdf"));
            assert!(err.contains("shelf/old.pdf: there is no space left"), "{err}");
        }
        assert_eq!(mounts.listing("shelf"), listing, "{room}");
    }
    drop(mounts);
    assert!(desk.files() == before, "a report that could not be saved is noted as released");
}

#[test]
fn a_full_home_loses_no_entry() {
    let desk = Desk::with_rota();
    let mut mounts = Mounts::new(&desk);
    // Without marks, so that the first line needs a new file there.
    mounts.sh("rm -r home/marks");
    mounts.small_disk("home", 64);
    mounts.fill("home", 0);
    // Either refused before anything is written, or written and said to be.
    let said = mounts.run(&log("x")).refused(&["log"]);
    assert!(said.contains("home"), "{said}");
    drop(mounts);
    let there = texts(&desk).contains(&"x".to_owned());
    assert_eq!(there, said.contains("is written"), "{said}");
    desk.ok(&log("y"));
    desk.ok(&["verify", "v"]);
}
