//! A wrong passphrase, a folder that is no vault, one that went away, a home that cannot be used.

use std::fs;

use crate::support::Desk;
use crate::{CASE, log, texts};

#[test]
fn a_wrong_passphrase_opens_nothing_and_changes_nothing() {
    let desk = Desk::with_rota();
    let before = desk.files();
    for words in ["wrong", "Seven plain words", "seven plain words ", "seven plain  words", &"x".repeat(100_000)] {
        desk.write("words.txt", words);
        for command in [&["cases", "v"][..], &["verify", "v"], &log("x")] {
            let mut command = command.to_vec();
            command.extend(["--passphrase-file", "words.txt"]);
            let err = desk.refused(&command);
            assert!(err.contains("The passphrase does not open v."), "{err}");
        }
    }
    fs::remove_file(desk.path("words.txt")).unwrap();
    assert!(desk.files() == before);
}

#[test]
fn a_folder_that_is_no_vault_is_left_as_it_is() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("photos/keys")).unwrap();
    desk.write("photos/one.jpg", "x");
    fs::create_dir(desk.path("empty")).unwrap();
    fs::create_dir_all(desk.path("plain/keys")).unwrap();
    desk.write("plain/vault.db", [&b"SQLite format 3\0"[..], &[0; 4080]].concat());
    desk.write("plain/keys/passphrase.age", "age-encryption.org/v1\n");
    fs::create_dir(desk.path("keyless")).unwrap();
    desk.write("keyless/vault.db", [7; 8192]);
    desk.write("file", "x");
    let listing = |desk: &Desk| {
        let mut names: Vec<_> = desk.files().into_iter().filter(|(path, _)| !path.ends_with("lock")).collect();
        names.sort();
        names
    };
    let before = listing(&desk);
    for (place, said) in [
        ("photos", "photos is not a vault: it holds no vault.db"),
        ("empty", "empty is not a vault: it holds no vault.db"),
        ("keyless", "keyless is not a vault: it holds no key file"),
        ("file", "file is not a vault: it is a file"),
        ("nowhere", "nowhere is not a vault: there is nothing there"),
        ("nowhere/at/all", "nowhere/at/all is not a vault: there is nothing there"),
    ] {
        for command in
            [&["cases", place][..], &["import", place, "file"], &["backup", place, "copy"], &["search", place, "x"]]
        {
            let err = desk.refused(command);
            assert!(err.contains(said), "{err}");
        }
    }
    assert!(desk.refused(&["cases", "plain"]).contains("plain"));
    assert_eq!(listing(&desk), before);
    assert!(!desk.path("photos/lock").exists() && !desk.path("empty/lock").exists());
}

#[test]
fn no_vault_is_made_over_what_is_there() {
    let desk = Desk::new();
    fs::create_dir(desk.path("photos")).unwrap();
    desk.write("photos/one.jpg", "x");
    desk.write("file", "x");
    let before = desk.files();
    for place in ["photos", "file", "nowhere/v"] {
        let err = desk.refused(&["init", place]);
        assert!(err.contains(place), "{err}");
    }
    assert!(desk.refused(&["demo", "photos"]).contains("photos"));
    assert_eq!(desk.files(), before);
    // An empty folder will do.
    fs::create_dir(desk.path("empty")).unwrap();
    desk.ok(&["init", "empty"]);
}

#[test]
fn a_backup_is_not_made_over_what_is_there() {
    let desk = Desk::with_rota();
    fs::create_dir(desk.path("photos")).unwrap();
    desk.write("photos/one.jpg", "x");
    let before = desk.files();
    for place in ["photos", "rota.json", "v", "v/inside/there", "nowhere/copy"] {
        let err = desk.refused(&["backup", "v", place]);
        assert!(err.contains(place), "{err}");
    }
    assert!(desk.files() == before);
}

#[test]
fn a_home_that_is_no_folder_is_named_and_nothing_is_written() {
    let desk = Desk::with_rota();
    desk.write("in-the-way", "x");
    let before = desk.files();
    let mut command = desk.command(&log("x"));
    command.env("BREACHBOOK_HOME", desk.path("in-the-way"));
    let err = crate::support::done(command.output().unwrap()).refused(&["log"]);
    assert!(err.contains("in-the-way") && err.contains("BREACHBOOK_HOME"), "{err}");
    assert!(desk.files() == before);
}

/// A file cannot be held open on Windows and taken away; and there is no /dev/stdin to wait on.
#[cfg(unix)]
#[test]
fn a_vault_that_goes_away_under_a_command_is_missed_and_loses_nothing() {
    let desk = Desk::with_rota();
    let second = String::from_utf8(crate::support::rota()).unwrap().replace(CASE, "SECOND-1");
    for gone in ["v", "v/vault.db"] {
        let holding = crate::in_use::Holding::of(&desk);
        fs::rename(desk.path(gone), desk.path("away")).unwrap();
        let err = holding.end(second.as_bytes()).refused(&["import"]);
        assert!(err.contains("v/vault.db is no longer there."), "{err}");
        assert!(desk.refused(&["cases", "v"]).contains("is not a vault"));
        // A lock file may have been made in the place of what went away, nothing else.
        fs::rename(desk.path("away"), desk.path(gone)).unwrap();
        assert_eq!(desk.json(&["cases", "v"])["cases"].as_array().unwrap().len(), 1);
    }
    assert_eq!(texts(&desk).len(), 3);
    assert_eq!(desk.json(&["verify", "v"])["entries"], 1);
}
