//! A vault that was set back or copied: said on the spot, and never continued in silence.

use std::fs;

use serde_json::Value;

use crate::support::{self, Desk};
use crate::{CASE, log, texts};

/// A desk whose vault was copied, written in, and set back to the copy.
fn set_back() -> Desk {
    let desk = Desk::with_rota();
    desk.ok(&log("Stays."));
    support::copy(&desk.path("v"), &desk.path("then"));
    desk.ok(&log("Lost."));
    desk.ok(&["report", "v", "--case", CASE, "--for", "team", "--out", "r.pdf"]);
    fs::remove_dir_all(desk.path("v")).unwrap();
    fs::rename(desk.path("then"), desk.path("v")).unwrap();
    desk
}

fn verdict(desk: &Desk) -> (i32, Value) {
    let done = desk.run(&["verify", "v", "--json"]);
    (done.code, serde_json::from_str(&done.out).unwrap())
}

#[test]
fn a_set_back_vault_is_noticed_until_a_new_log_has_named_it() {
    let desk = set_back();
    let (code, found) = verdict(&desk);
    assert_eq!((code, &found["intact"], &found["faults"][0]["code"]), (1, &false.into(), &"log-set-back".into()));
    // Looking at it changes nothing: it is still noticed.
    for command in [
        &["cases", "v"][..],
        &["show", "v", "--case", CASE],
        &["search", "v", "rota"],
        &["history", "v", "--case", CASE],
        &["export", "v", "--case", CASE, "--format", "json", "--out", "e.json"],
        &["backup", "v", "b"],
    ] {
        let done = desk.run(command);
        assert_eq!(done.code, 0, "{}", done.err);
        assert!(done.err.contains("the vault was set back"), "{command:?}: {}", done.err);
    }
    assert_eq!(verdict(&desk).0, 1);
    // The report of the lost state shows it too.
    let report = desk.run(&["verify", "r.pdf", "--vault", "v", "--json"]);
    assert_eq!((report.code, report.out.contains("record-shorter")), (1, true), "{}", report.out);

    let done = desk.run(&log("Written after."));
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.err.contains("the vault was set back"), "{}", done.err);
    assert_eq!(texts(&desk)[3..], ["Stays.", "Written after."]);
    let (code, found) = verdict(&desk);
    assert_eq!((code, &found["intact"]), (0, &true.into()), "{found}");
    assert_eq!(desk.run(&["cases", "v"]).err, "");

    // A new log stands beside the old one and says what it saw and why.
    let history = desk.json(&["history", "v", "--case", CASE]);
    let rows = history["entries"].as_array().unwrap();
    let new: Vec<&Value> = rows.iter().filter(|row| row["log"] != rows[0]["log"]).collect();
    assert_eq!(new[0]["entry"], 0);
    assert_eq!(new[0]["act"], "new-log");
    assert_eq!(new.last().unwrap()["record"]["text"], "Written after.");
    // The report stays what it was: its log has lost entries, and no new log brings them back.
    assert_eq!(desk.run(&["verify", "r.pdf", "--vault", "v"]).code, 1);
    desk.ok(&["verify", "r.pdf"]);
}

#[test]
fn a_case_that_is_not_written_in_stays_unnamed_and_noticed() {
    let desk = Desk::with_rota();
    let second = String::from_utf8(support::rota()).unwrap().replace(CASE, "SECOND-1");
    desk.write("second.json", second);
    desk.ok(&["import", "v", "second.json"]);
    support::copy(&desk.path("v"), &desk.path("then"));
    desk.ok(&log("Lost."));
    desk.ok(&["log", "v", "--case", "SECOND-1", "--at", "2026-03-05", "--reason", "r", "Lost as well."]);
    fs::remove_dir_all(desk.path("v")).unwrap();
    fs::rename(desk.path("then"), desk.path("v")).unwrap();
    desk.ok(&log("Written after."));
    let (code, found) = verdict(&desk);
    assert_eq!(code, 1, "the second case's log is not named yet: {found}");
    desk.ok(&["log", "v", "--case", "SECOND-1", "--at", "2026-03-06", "--reason", "r", "Written after."]);
    assert_eq!(verdict(&desk).0, 0);
}

#[test]
fn a_backup_that_takes_the_vaults_place_is_noticed() {
    let desk = Desk::with_rota();
    desk.ok(&["backup", "v", "b"]);
    desk.ok(&log("Lost."));
    fs::remove_dir_all(desk.path("v")).unwrap();
    fs::rename(desk.path("b"), desk.path("v")).unwrap();
    assert_eq!(verdict(&desk).0, 1);
    desk.ok(&log("Written after."));
    assert_eq!(verdict(&desk).0, 0);
    // In time, before anything was written, it is the vault itself.
    desk.ok(&["backup", "v", "b"]);
    fs::remove_dir_all(desk.path("v")).unwrap();
    fs::rename(desk.path("b"), desk.path("v")).unwrap();
    assert_eq!(verdict(&desk).0, 0);
}

#[test]
fn a_copy_with_another_home_begins_a_log_of_its_own() {
    let desk = Desk::with_rota();
    let copy = desk.twin();
    fs::remove_dir_all(copy.path("home")).unwrap();
    let done = copy.run(&["cases", "v"]);
    assert_eq!(done.code, 0);
    assert!(done.err.contains("has not been written from here before"), "{}", done.err);
    copy.ok(&log("In the copy."));
    desk.ok(&log("In the vault."));
    for one in [&desk, &copy] {
        assert_eq!(verdict(one).0, 0);
        assert_eq!(one.run(&["cases", "v"]).err, "");
    }
    let logs = |desk: &Desk| {
        let history = desk.json(&["history", "v", "--case", CASE]);
        let rows = history["entries"].as_array().unwrap().clone();
        (rows[0]["log"].clone(), rows.last().unwrap()["log"].clone())
    };
    let ((first, in_vault), (same, in_copy)) = (logs(&desk), logs(&copy));
    assert_eq!(first, same);
    assert_eq!(first, in_vault);
    assert_ne!(in_vault, in_copy, "a copy forked a log");
    // The keys differ too: reports of the two can be told apart.
    assert_ne!(verdict(&desk).1["key"], verdict(&copy).1["key"]);
}

#[test]
fn a_lost_home_is_not_taken_for_a_clean_one() {
    let desk = Desk::with_rota();
    fs::remove_dir_all(desk.path("home")).unwrap();
    assert!(desk.run(&["cases", "v"]).err.contains("has not been written from here before"));
    desk.ok(&log("x"));
    assert_eq!(verdict(&desk).0, 0);
}

#[test]
fn marks_that_cannot_be_read_are_said_and_kept() {
    let desk = Desk::with_rota();
    let marks = |desk: &Desk| -> Vec<_> {
        let found = fs::read_dir(desk.path("home/marks")).unwrap().map(|entry| entry.unwrap().path());
        found.filter(|path| path.extension().is_some_and(|extension| extension == "marks")).collect()
    };
    let [path] = marks(&desk).try_into().unwrap();
    for junk in [&b"\xff\xfe not a mark\n"[..], b"some other text", &[0; 4096]] {
        fs::write(&path, junk).unwrap();
        // The vault opens, and each command says what cannot be told now, and what to do.
        for command in [&["cases", "v"][..], &["show", "v", "--case", CASE]] {
            let done = desk.run(command);
            assert_eq!(done.code, 0, "{}", done.err);
            assert!(done.err.contains(".marks cannot be read"), "{}", done.err);
            assert!(done.err.contains("compare it with"), "{}", done.err);
            assert!(!done.err.contains("has not been written from here before"), "{}", done.err);
        }
        let (code, found) = verdict(&desk);
        assert_eq!((code, &found["faults"][0]["code"]), (1, &"marks-unreadable".into()), "{found}");
        // Looking changes nothing.
        assert_eq!(fs::read(&path).unwrap(), junk);
    }
    let done = desk.run(&log("After it."));
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.err.contains(".marks cannot be read"), "{}", done.err);
    // The damaged file stays for whoever can make something of it; a new log says why it was begun.
    assert_eq!(fs::read(&path).unwrap(), [0; 4096]);
    let history = desk.json(&["history", "v", "--case", CASE]);
    let rows = history["entries"].as_array().unwrap();
    assert!(rows.iter().any(|row| row["act"] == "new-log" && row["reason"].as_str().unwrap().contains("marks")));
    assert_eq!(verdict(&desk).0, 0);
    assert_eq!(desk.run(&["cases", "v"]).err, "");
}
