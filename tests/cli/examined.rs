//! What a hostile examiner found in the command line, and how it must be.

use std::io::Write as _;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::support::{Desk, copy, done};

/// Two controllers' worth of a case: `f` is needed by a controller, a group and an open event beside it.
fn needed() -> Desk {
    let file = json!({"format": "breachbook-case", "version": 1,
        "case": {"reference": "R", "title": "T", "incident_type": "loss", "audience": ["ico"]},
        "parties": [{"id": "f", "name": "Force", "kind": "force"}],
        "controllers": [{"id": "c1", "party": "f", "regime": {"key": "uk-gdpr"}}],
        "events": [{"id": "e1", "occurred": {"at": "2023"}, "text": "What happened to Smith"}],
        "questions": [{"id": "q", "text": "why", "status": "open", "chased": [{"at": {"at": "2024-01-02"}}]}]});
    let desk = Desk::with_vault();
    desk.write("case.json", file.to_string());
    desk.ok(&["import", "v", "case.json"]);
    desk
}

#[test]
fn nothing_that_leaves_lands_in_a_vault() {
    let desk = Desk::with_rota();
    let before = desk.files();
    for place in ["v/vault.db", "v/keys/passphrase.age", "v/keys/new", "v/export.json"] {
        let export = ["export", "v", "--case", "ROTA-2026-01", "--format", "json", "--out", place];
        assert!(desk.refused(&export).contains("vault"), "{place}");
        assert!(
            desk.refused(&["report", "v", "--case", "ROTA-2026-01", "--for", "ico", "--out", place]).contains("vault")
        );
    }
    assert!(desk.files() == before);
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_is_no_file_to_write() {
    let desk = Desk::with_rota();
    assert!(std::process::Command::new("mkfifo").arg(desk.path("pipe")).status().unwrap().success());
    for place in ["pipe", "/dev/null"] {
        let err = desk.refused(&["export", "v", "--case", "ROTA-2026-01", "--format", "json", "--out", place]);
        assert!(err.contains("device or a pipe"), "{err}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_could_not_be_written_is_no_success() {
    let desk = Desk::with_rota();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = desk.command(&["history", "v", "--case", "ROTA-2026-01", "--json"]);
    let ended = done(command.stdout(full).stderr(Stdio::piped()).output().unwrap());
    assert_eq!(ended.code, 1);
    assert!(ended.err.contains("could not be written"), "{}", ended.err);
}

#[test]
fn what_is_needed_is_not_erased_and_what_is_erased_stays_in_the_history() {
    let desk = needed();
    let erase = |id| ["erase", "v", "--case", "R", "--id", id, "--reason", "asked for by law"];
    assert!(desk.refused(&erase("f")).contains("still needed by c1"));
    desk.ok(&erase("e1"));
    let rows = desk.json(&["history", "v", "--case", "R", "--id", "e1"]);
    let said: Vec<(&Value, &Value)> =
        rows["entries"].as_array().unwrap().iter().map(|r| (&r["act"], &r["list"])).collect();
    assert_eq!(said, [(&json!("import"), &json!("events")), (&json!("erase"), &json!("events"))]);
    assert_eq!(rows["entries"][0]["record"], Value::Null);
    assert!(!rows.to_string().contains("Smith"));
    assert_eq!(desk.json(&["verify", "v"])["intact"], true);
}

#[test]
fn one_file_of_a_record_is_erased_by_its_name_or_its_hash_and_the_record_stands() {
    let desk = needed();
    let file = |name: &str, base64: &str| json!({"name": name, "media_type": "text/plain", "base64": base64});
    let files = json!([file("Smith.txt", "QUJD"), file("note.txt", "REVG"), file("note.txt", "R0hJ")]);
    let set = format!("attachments={files}");
    desk.ok(&["correct", "v", "--case", "R", "--id", "e1", "--set", &set, "--reason", "as found"]);
    let erase = |file| ["erase", "v", "--case", "R", "--id", "e1", "--file", file, "--reason", "asked for by law"];
    assert!(desk.refused(&erase("other.txt")).contains("No file \"other.txt\" is attached to e1."));
    assert!(desk.refused(&erase("note.txt")).contains("2 files of e1 are called \"note.txt\"."));
    let all = |desk: &Desk| desk.json(&["show", "v", "--case", "R"])["records"]["events"][0]["attachments"].clone();
    let hash = all(&desk)[2]["base64"]["sha256"].as_str().unwrap().to_owned();
    desk.ok(&erase("Smith.txt"));
    desk.ok(&erase(&hash));
    let left = all(&desk);
    assert_eq!((left.as_array().unwrap().len(), &left[0]["name"]), (1, &json!("note.txt")));
    for said in [desk.json(&["history", "v", "--case", "R"]), desk.json(&["show", "v", "--case", "R"])] {
        // The words that it stands for are another record's in this case; the file's name is gone.
        assert!(!said.to_string().contains("Smith.txt") && !said.to_string().contains(&hash), "{said}");
    }
    assert_eq!(desk.json(&["verify", "v"])["intact"], true);
    desk.ok(&["export", "v", "--case", "R", "--format", "json", "--out", "r.json"]);
    let out = String::from_utf8(desk.read("r.json")).unwrap();
    assert!(out.contains("REVG") && !out.contains("QUJD") && !out.contains("R0hJ"));
}

#[test]
fn a_reminder_without_a_channel_is_taken_and_a_case_without_a_reference_is_not() {
    let desk = needed();
    let chased = &desk.json(&["show", "v", "--case", "R"])["records"]["questions"][0]["chased"][0];
    assert_eq!(chased, &json!({"at": {"at": "2024-01-02"}}));
    for reference in ["", "  "] {
        let case = json!({"reference": reference, "title": "T", "incident_type": "loss"});
        desk.write("none.json", json!({"format": "breachbook-case", "version": 1, "case": case}).to_string());
        assert!(desk.refused(&["import", "v", "none.json"]).contains("$.case.reference"));
    }
    desk.refused(&["correct", "v", "--case", "R", "--id", "R", "--set", "reference= ", "--reason", "x"]);
}

#[test]
fn a_line_that_was_waited_for_is_recorded_when_it_was_written() {
    let desk = Desk::with_rota();
    let log = |text| ["log", "v", "--case", "ROTA-2026-01", "--at", "2026-03-05", "--reason", "x", text];
    let mut waiting = desk.command(&log("-"));
    let mut waiting = waiting.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    desk.ok(&log("between"));
    waiting.stdin.take().unwrap().write_all(b"typed").unwrap();
    assert_eq!(done(waiting.wait_with_output().unwrap()).code, 0);
    let verdict = desk.json(&["verify", "v"]);
    assert_eq!((&verdict["intact"], &verdict["entries"]), (&json!(true), &json!(3)));
    assert!(!verdict.to_string().contains("clock-step-back"), "{verdict}");
}

#[test]
fn what_is_withheld_today_is_in_no_report_of_an_earlier_moment() {
    let desk = needed();
    let then = chrono::Utc::now().format("%Y-%m-%dT%H:%M:%SZ").to_string();
    std::thread::sleep(std::time::Duration::from_millis(1100));
    let report =
        |out| ["report", "v", "--case", "R", "--for", "ico", "--as-of", &then, "--out", out].map(str::to_owned);
    let run = |out| desk.ok(&report(out).each_ref().map(String::as_str));
    run("open.pdf");
    desk.ok(&[
        "correct",
        "v",
        "--case",
        "R",
        "--id",
        "e1",
        "--set",
        "withhold={\"ground\":\"safety\"}",
        "--reason",
        "r",
    ]);
    run("closed.pdf");
    let text = |name: &str| {
        let out = std::process::Command::new("pdftotext").arg(desk.path(name)).arg("-").output().unwrap();
        String::from_utf8(out.stdout).unwrap()
    };
    assert!(text("open.pdf").contains("happened to Smith"));
    let closed = text("closed.pdf");
    assert!(!closed.contains("Smith") && closed.contains("1 record, safety of a person"), "{closed}");
}

#[test]
fn an_old_report_is_proved_against_in_a_vault_that_goes_on_elsewhere() {
    let desk = Desk::with_rota();
    desk.ok(&["report", "v", "--case", "ROTA-2026-01", "--for", "ico", "--out", "r.pdf"]);
    copy(&desk.path("v"), &desk.path("copy"));
    let elsewhere = |arguments: &[&str]| {
        let mut command = desk.command(arguments);
        done(command.env("BREACHBOOK_HOME", desk.path("other-home")).output().unwrap())
    };
    let log = ["log", "copy", "--case", "ROTA-2026-01", "--at", "2026-03-05", "--reason", "x", "On a new laptop."];
    assert_eq!(elsewhere(&log).code, 0);
    let prove = ["prove", "copy", "--case", "ROTA-2026-01", "--since", "r.pdf", "--entry", "0", "--out", "p"];
    let proved = elsewhere(&prove);
    assert_eq!(proved.code, 0, "{}", proved.err);
    // An import is one entry: whoever hands the proof out is told what is in it.
    assert!(proved.err.contains("entry 0 holds 14 records, 1 of them withheld"), "{}", proved.err);
    assert!(!desk.read("p").is_empty());
}

#[test]
fn a_recovery_sheet_opens_from_the_command_line_and_a_release_gives_its_moment_in_utc() {
    let desk = Desk::new();
    desk.ok(&["init", "v", "--recovery-out", "sheet.txt"]);
    desk.write("rota.json", crate::support::rota());
    let mut command = desk.command(&["import", "v", "rota.json", "--recovery-file", "sheet.txt"]);
    assert_eq!(done(command.env_remove("BREACHBOOK_PASSPHRASE").output().unwrap()).code, 0);
    let made_at = "2026-03-05T12:00:00Z";
    desk.ok(&["report", "v", "--case", "ROTA-2026-01", "--for", "ico", "--made-at", made_at, "--out", "r.pdf"]);
    let rows = desk.json(&["history", "v", "--case", "ROTA-2026-01"]);
    let release = rows["entries"].as_array().unwrap().iter().find(|row| row["record"]["sha256"].is_string()).unwrap();
    assert_eq!(release["record"]["made_at"], made_at);
}

#[test]
fn a_record_that_names_an_erased_one_can_still_be_corrected() {
    let file = json!({"format": "breachbook-case", "version": 1,
        "case": {"reference": "D", "title": "t", "incident_type": "other", "audience": ["ico"]},
        "parties": [{"id": "p", "name": "Smith", "kind": "person"}],
        "events": [{"id": "e", "occurred": {"at": "2026-01-01"}, "text": "x", "actor": "p"}]});
    let desk = Desk::with_vault();
    desk.write("case.json", file.to_string());
    desk.ok(&["import", "v", "case.json"]);
    desk.ok(&["erase", "v", "--case", "D", "--id", "p", "--reason", "law"]);
    let withheld = r#"withhold={"ground":"safety"}"#;
    desk.ok(&["correct", "v", "--case", "D", "--id", "e", "--set", withheld, "--reason", "r"]);
    // What was never there is refused as ever.
    let unknown = ["correct", "v", "--case", "D", "--id", "e", "--set", "actor=nobody", "--reason", "r"];
    assert!(desk.refused(&unknown).contains("nobody"));
}

#[test]
fn what_a_case_said_of_itself_before_can_be_erased_and_what_it_says_cannot() {
    let desk = needed();
    let erase = ["erase", "v", "--case", "R", "--id", "R", "--reason", "law"];
    assert!(desk.refused(&erase).contains("cannot be without its own keys"));
    desk.ok(&["correct", "v", "--case", "R", "--id", "R", "--set", "title=Another", "--reason", "r"]);
    desk.ok(&erase);
    let history = desk.ok(&["history", "v", "--case", "R", "--json"]);
    assert!(history.contains("Another") && !history.contains("\"T\""), "{history}");
    desk.ok(&["verify", "v"]);
}

#[test]
fn a_vault_in_a_vault_is_refused() {
    let desk = Desk::with_rota();
    let before = desk.files();
    assert!(desk.refused(&["backup", "v", "v/inner"]).contains("it lies in the folder of a vault"));
    assert!(desk.refused(&["init", "v/inner"]).contains("it lies in the folder of a vault"));
    assert!(desk.files() == before);
}

#[test]
fn writing_in_a_backup_leaves_the_vault_that_it_was_made_from_as_it_was() {
    let desk = Desk::with_rota();
    desk.ok(&["backup", "v", "b"]);
    desk.ok(&["log", "b", "--case", "ROTA-2026-01", "--at", "2026-11-25", "--reason", "r", "written in the backup"]);
    desk.ok(&["verify", "v"]);
    desk.ok(&["log", "v", "--case", "ROTA-2026-01", "--at", "2026-11-25", "--reason", "r", "written in the vault"]);
    desk.ok(&["verify", "v"]);
    desk.ok(&["verify", "b"]);
}
