//! Killed in the middle: everything acknowledged is there afterwards, nothing is there by half.

use std::process::Stdio;
use std::thread::sleep;
use std::time::Instant;

use crate::support::{Desk, done};
use crate::{CASE, log, texts};

/// Everything that must hold after a kill: it opens without a word, verifies, and can be written in.
fn sound(desk: &Desk) {
    let verify = desk.run(&["verify", "v"]);
    assert_eq!((verify.code, verify.err.as_str()), (0, ""));
    let mut names: Vec<String> = std::fs::read_dir(desk.path("v"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["keys", "lock", "vault.db"]);
    // Without a word of a copy or a roll-back, and with a number of the same log.
    let after = desk.run(&log("After it all."));
    assert_eq!((after.code, after.err.as_str()), (0, ""));
}

/// The number of entries of the small case, and of logs.
fn history(desk: &Desk) -> (usize, usize) {
    let history = desk.json(&["history", "v", "--case", CASE]);
    let rows = history["entries"].as_array().unwrap();
    let entries: std::collections::BTreeSet<_> =
        rows.iter().map(|row| (row["log"].to_string(), row["entry"].as_u64())).collect();
    let logs: std::collections::BTreeSet<_> = rows.iter().map(|row| row["log"].to_string()).collect();
    (entries.len(), logs.len())
}

#[test]
fn what_was_acknowledged_before_a_kill_is_there() {
    let desk = Desk::with_rota();
    let begun = Instant::now();
    desk.ok(&log("First."));
    let whole = begun.elapsed();
    // Kills spread over the time that a line takes, and a little beyond.
    let kills = 16;
    let mut acknowledged = Vec::new();
    for n in 0..kills {
        let text = format!("line {n}");
        let mut child = desk.command(&log(&text)).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        sleep(whole * (n + 1) / (kills - 4));
        let _ = child.kill();
        let done = done(child.wait_with_output().unwrap());
        // Said on standard output is as good as the exit code: it comes after the entry is on disk.
        if done.code == 0 || done.out.contains("Written in") {
            acknowledged.push(text);
        }
    }
    let found = texts(&desk);
    for text in &acknowledged {
        assert_eq!(found.iter().filter(|one| *one == text).count(), 1, "{text} in {found:?}");
    }
    let lines: Vec<&String> = found.iter().filter(|text| text.starts_with("line ")).collect();
    let mut once = lines.clone();
    once.dedup();
    assert_eq!(once, lines, "a line stands twice");
    // The search index and the history know the same lines.
    let hits = desk.json(&["search", "v", "line"]);
    assert_eq!(hits["hits"].as_array().unwrap().len(), lines.len());
    assert_eq!(history(&desk), (2 + lines.len(), 1));
    sound(&desk);
}

/// Runs a command that dies at a named place.
fn dies_at(desk: &Desk, place: &str, arguments: &[&str]) {
    let died = done(desk.command(arguments).env("BREACHBOOK_FAILPOINT", place).output().unwrap());
    assert_eq!(died.code, -1, "{place} is not met by {arguments:?}: {}{}", died.out, died.err);
    assert_eq!(died.out, "", "acknowledged before {place}");
}

#[cfg(debug_assertions)]
#[test]
fn a_line_is_whole_or_not_there_wherever_the_process_dies() {
    let desk = Desk::with_rota();
    let mut expected = texts(&desk);
    for (place, written) in [
        ("append.begun", false),
        ("append.before-commit", false),
        ("append.after-commit", true),
        ("mark.mid-write", true),
        ("append.after-mark", true),
    ] {
        dies_at(&desk, place, &log(place));
        if written {
            expected.push(place.to_owned());
        }
        assert_eq!(texts(&desk), expected, "{place}");
        sound(&desk);
        expected.push("After it all.".to_owned());
    }
    // The import, the lines, and no new log.
    assert_eq!(history(&desk), (1 + expected.len() - 3, 1));
}

#[cfg(debug_assertions)]
#[test]
fn of_several_files_all_come_in_or_none_wherever_the_process_dies() {
    let desk = Desk::with_rota();
    let rota = String::from_utf8(desk.read("rota.json")).unwrap();
    desk.write("second.json", rota.replace(CASE, "SECOND-1"));
    desk.write("third.json", rota.replace(CASE, "THIRD-1"));
    let mut halves = Vec::new();
    for place in ["append.begun", "append.before-commit", "append.after-commit", "mark.mid-write", "append.after-mark"]
    {
        let desk = desk.twin();
        dies_at(&desk, place, &["import", "v", "second.json", "third.json"]);
        let cases = desk.json(&["cases", "v"])["cases"].as_array().unwrap().len();
        if cases == 2 {
            halves.push(place);
        }
        sound(&desk);
    }
    assert!(halves.is_empty(), "one of two files came in where the process died at {halves:?}");
}

#[cfg(debug_assertions)]
#[test]
fn a_report_is_there_whole_or_not_wherever_the_process_dies() {
    let first = Desk::with_rota();
    first.write("r.pdf", "old");
    for place in ["append.before-commit", "append.after-commit", "append.after-mark"] {
        let desk = first.twin();
        let report = ["report", "v", "--case", CASE, "--for", "ico", "--made-at", "2026-03-06", "--out", "r.pdf"];
        dies_at(&desk, place, &report);
        if desk.read("r.pdf") != b"old" {
            desk.ok(&["verify", "r.pdf", "--vault", "v"]);
            // Handed out is noted: a report without its release would be one that nobody can account for.
            let history = desk.json(&["history", "v", "--case", CASE]);
            let released = history["entries"].as_array().unwrap().iter().any(|row| row["act"] == "release");
            assert!(released, "{place}: saved, and not noted");
        }
        // The same again gives the file in any case.
        desk.ok(&report);
        desk.ok(&["verify", "r.pdf", "--vault", "v"]);
        sound(&desk);
    }
}

#[cfg(debug_assertions)]
#[test]
fn a_new_key_is_taken_whole_or_not_wherever_the_process_dies() {
    let first = Desk::with_rota();
    first.write("new.txt", "copper meadow whisper tunnel\n");
    for (place, taken) in [
        ("rekey.exported", false),
        ("rekey.before-decision", false),
        ("rekey.after-decision", true),
        ("rekey.between-keys", true),
    ] {
        let desk = first.twin();
        dies_at(&desk, place, &["rekey", "v", "--new-passphrase-file", "new.txt"]);
        // With the old passphrase or with the new, never with neither and never with both.
        let opens =
            [desk.run(&["cases", "v"]).code == 0, desk.run(&["cases", "v", "--passphrase-file", "new.txt"]).code == 0];
        assert_eq!(opens, [!taken, taken], "{place}");
        let with: &[&str] = if taken { &["verify", "v", "--passphrase-file", "new.txt"] } else { &["verify", "v"] };
        desk.ok(with);
        let names = std::fs::read_dir(desk.path("v")).unwrap().count();
        assert_eq!(names, 3, "{place}: something of it is left");
    }
}

/// What lies half made beside the vaults of a desk.
#[cfg(debug_assertions)]
fn partials(desk: &Desk) -> Vec<String> {
    let names = std::fs::read_dir(desk.path("")).unwrap().map(|entry| entry.unwrap().file_name());
    names.map(|name| name.into_string().unwrap()).filter(|name| name.contains(".partial")).collect()
}

#[cfg(debug_assertions)]
#[test]
fn a_vault_or_backup_has_its_name_only_when_it_is_whole() {
    let desk = Desk::with_rota();
    for (what, places) in [
        (
            &["init", "new"][..],
            &[
                "slot.after-write",
                "create.before-rows",
                "create.after-rows",
                "folder.before-rename",
                "folder.after-rename",
            ][..],
        ),
        (
            &["backup", "v", "new"],
            &["backup.exported", "backup.checked", "folder.before-rename", "folder.after-rename"],
        ),
    ] {
        for place in places {
            dies_at(&desk, place, what);
            if desk.path("new").exists() {
                desk.ok(&["verify", "new"]);
                std::fs::remove_dir_all(desk.path("new")).unwrap();
            }
            let left = partials(&desk);
            let again = desk.run(what);
            assert_eq!(again.code, 0, "{place}: {}", again.err);
            // What the killed one left is cleared away, and a backup says so.
            assert_eq!(partials(&desk), [""; 0], "{place}");
            if what[0] == "backup" {
                let told = again.err.matches("which a backup that was cut off had left").count();
                assert_eq!((told, left.len()), (left.len(), usize::from(*place != "folder.after-rename")), "{place}");
            }
            std::fs::remove_dir_all(desk.path("new")).unwrap();
        }
    }
    sound(&desk);
}
