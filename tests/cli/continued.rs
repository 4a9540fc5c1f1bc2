//! A holder of two reports and no vault: whether the later continues the record of the earlier, in one log and
//! across a restored, copied or set-back vault; and proofs from such a vault.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::support::{self, Desk, Done};

const CASE: &str = "ROTA-2026-01";

fn report<'a>(vault: &'a str, out: &'a str) -> [&'a str; 8] {
    ["report", vault, "--case", CASE, "--for", "ico", "--out", out]
}

fn log<'a>(vault: &'a str, text: &'a str) -> [&'a str; 9] {
    ["log", vault, "--case", CASE, "--at", "2026-03-06", "--reason", "r", text]
}

/// The verdict on the later report with the earlier one beside it, and the exit code.
fn compared(desk: &Desk, later: &str, earlier: &str) -> (i32, Value) {
    let done = desk.run(&["verify", later, "--earlier", earlier, "--json"]);
    (done.code, serde_json::from_str(&done.out).unwrap())
}

/// What the verifier that was written from the document alone says of the two.
fn stranger(desk: &Desk, arguments: &[&str]) -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/vectors/verify.py");
    let python = ["python3", "python"].into_iter().find(|name| Command::new(name).arg("--version").output().is_ok());
    let mut command = Command::new(python.expect("Python 3"));
    let output = command.arg(script).args(arguments).current_dir(desk.path("")).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// The words on its pages.
fn text(desk: &Desk, report: &str) -> String {
    let output = Command::new("pdftotext").args([report, "-"]).current_dir(desk.path("")).output().unwrap();
    String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A desk with a vault, a report of it, a backup made then, and a report of the backup written in elsewhere.
fn restored() -> Desk {
    let desk = Desk::with_rota();
    desk.ok(&report("v", "first.pdf"));
    desk.ok(&["backup", "v", "b"]);
    elsewhere(&desk, &log("b", "Written in the restored vault."), "lead");
    elsewhere(&desk, &report("b", "second.pdf"), "lead");
    // Of the same record in the same second it would be the same report.
    elsewhere(&desk, &log("b", "Written between the two."), "lead");
    elsewhere(&desk, &report("b", "third.pdf"), "lead");
    desk
}

/// A command on another machine, which knows no mark of the vault's log.
fn elsewhere(desk: &Desk, arguments: &[&str], writer: &str) -> Done {
    let mut command = desk.command(arguments);
    let command = command.env("BREACHBOOK_HOME", desk.path("other-home")).env("BREACHBOOK_WRITER", writer);
    let done = support::done(command.output().unwrap());
    assert_eq!(done.code, 0, "{arguments:?}: {}", done.err);
    done
}

#[test]
fn a_report_of_a_restored_vault_continues_those_before_it() {
    let desk = restored();
    for (later, earlier, how) in [
        ("second.pdf", "first.pdf", "new-log"),
        ("third.pdf", "first.pdf", "new-log"),
        ("third.pdf", "second.pdf", "same-log"),
        ("first.pdf", "first.pdf", "same-log"),
    ] {
        let (code, found) = compared(&desk, later, earlier);
        assert_eq!((code, &found["intact"]), (0, &true.into()), "{later} after {earlier}: {found}");
        assert_eq!((&found["continues"], &found["notices"]), (&"proven".into(), &json!([])), "{found}");
        let said = found["earlier"].as_str().unwrap();
        assert_eq!(said.contains("new log"), how == "new-log", "{said}");
        assert_eq!(stranger(&desk, &["--reports", later, earlier]), how, "{later} after {earlier}");
    }
    let words = desk.ok(&["verify", "second.pdf", "--earlier", "first.pdf"]);
    assert!(words.contains("ask whose key it is"), "{words}");
    // The other way round is no continuity.
    let (code, found) = compared(&desk, "first.pdf", "second.pdf");
    assert_eq!((code, &found["continues"], &found["earlier"]), (1, &"cannot-tell".into(), &Value::Null));
    // That nothing is shown says nothing against the report.
    assert_eq!((&found["intact"], &found["faults"]), (&true.into(), &json!([])), "{found}");
    assert_eq!(found["notices"][0]["code"], "earlier-not-shown");
    let words = desk.run(&["verify", "first.pdf", "--earlier", "second.pdf"]).out;
    assert!(words.starts_with("Not changed since") && words.contains("carries nothing that shows"), "{words}");
    let (code, found) = compared(&desk, "second.pdf", "third.pdf");
    assert_eq!((code, &found["faults"][0]["code"]), (1, &"earlier-is-later".into()));
    assert_eq!((&found["intact"], &found["continues"]), (&false.into(), &"cannot-tell".into()));
    // The page says why the record stands in a new log, and that nothing was lost is not in doubt.
    let text = text(&desk, "second.pdf");
    assert!(text.contains("was restored from a backup") && !text.contains("Not all was found"), "{text}");
    assert!(text.contains("what was last written in an earlier log has no number here"), "{text}");
    // A report that carries no question about an earlier one is answered as ever.
    assert!(desk.json(&["verify", "second.pdf"]).get("earlier").is_none());
}

/// The base64 in what the report carries about earlier ones, decoded.
fn carried(desk: &Desk, report: &str) -> String {
    let bytes = desk.read(report);
    let text = String::from_utf8_lossy(&bytes);
    let proof = text.split("<bb:earlier>").nth(1).unwrap().split("</bb:earlier>").next().unwrap();
    let words = proof.lines().map(|line| line.rsplit(' ').next().unwrap());
    words.map(|word| String::from_utf8_lossy(&unbase64(word)).into_owned()).collect()
}

fn unbase64(text: &str) -> Vec<u8> {
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits = text.bytes().filter_map(|byte| letters.iter().position(|letter| *letter == byte));
    let (mut bytes, mut held, mut count) = (Vec::new(), 0u32, 0);
    for six in bits {
        held = held << 6 | six as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((held >> count) as u8);
        }
    }
    bytes
}

#[test]
fn the_proof_names_no_writer_and_no_reason() {
    let desk = Desk::with_rota();
    desk.ok(&report("v", "first.pdf"));
    desk.ok(&["backup", "v", "b"]);
    elsewhere(&desk, &log("b", "Written in the restored vault."), "Confidential Source");
    elsewhere(&desk, &report("b", "second.pdf"), "Confidential Source");
    let said = carried(&desk, "second.pdf");
    // The head of the earlier log is there, and nothing of the act beside it.
    assert!(said.contains("head") && said.contains("breachbook/"), "{said}");
    for word in ["Confidential", "Source", "writer", "reason", "restored", "new-log", "log_key"] {
        assert!(!said.contains(word), "{word}: {said}");
    }
    // The book itself says who: what is kept out of the report is there.
    let history = desk.json(&["history", "b", "--case", CASE]).to_string();
    assert!(history.contains("Confidential Source"));
}

#[test]
fn a_set_back_vault_claims_no_continuity_with_what_was_lost() {
    let desk = Desk::with_rota();
    desk.ok(&report("v", "before.pdf"));
    support::copy(&desk.path("v"), &desk.path("then"));
    desk.ok(&log("v", "Lost."));
    desk.ok(&report("v", "lost.pdf"));
    std::fs::remove_dir_all(desk.path("v")).unwrap();
    std::fs::rename(desk.path("then"), desk.path("v")).unwrap();
    desk.ok(&log("v", "Written after."));
    desk.ok(&report("v", "after.pdf"));

    let (code, found) = compared(&desk, "after.pdf", "lost.pdf");
    assert_eq!((code, &found["faults"][0]["code"]), (1, &"earlier-set-back".into()), "{found}");
    assert_eq!((&found["earlier"], &found["continues"]), (&Value::Null, &"contradicted".into()));
    assert_eq!(stranger(&desk, &["--reports", "after.pdf", "lost.pdf"]), "set-back");
    let words = desk.run(&["verify", "after.pdf", "--earlier", "lost.pdf"]);
    assert!(words.out.contains("does not continue the record of the earlier report"), "{}", words.out);
    // What was not lost is continued, and the page says what happened.
    let (code, found) = compared(&desk, "after.pdf", "before.pdf");
    assert_eq!(code, 0, "{found}");
    assert_eq!(stranger(&desk, &["--reports", "after.pdf", "before.pdf"]), "new-log");
    let text = text(&desk, "after.pdf");
    assert!(text.contains("found set back or replaced"), "{text}");
    assert!(text.contains("a log that had held 4 entries held 2 entries then"), "{text}");
}

#[test]
fn an_earlier_report_that_is_edited_or_of_another_case_is_no_earlier_report() {
    let desk = restored();
    let mut edited = desk.read("first.pdf");
    let at = edited.len() / 2;
    edited[at] ^= 1;
    desk.write("edited.pdf", edited);
    let (code, found) = compared(&desk, "second.pdf", "edited.pdf");
    assert_eq!((code, &found["faults"][0]["code"]), (1, &"earlier-unsound".into()), "{found}");
    assert_eq!(found["continues"], "cannot-tell");
    let other = String::from_utf8(support::rota()).unwrap().replace(CASE, "OTHER-1");
    desk.write("other.json", other);
    desk.ok(&["import", "v", "other.json"]);
    desk.ok(&["report", "v", "--case", "OTHER-1", "--for", "ico", "--out", "other.pdf"]);
    let (code, found) = compared(&desk, "second.pdf", "other.pdf");
    assert_eq!((code, &found["faults"][0]["code"]), (1, &"earlier-other-case".into()), "{found}");
    assert_eq!(stranger(&desk, &["--reports", "second.pdf", "other.pdf"]), "other-book");
    desk.refused(&["verify", "second.pdf", "--earlier", "none.pdf"]);
    // A vault is no report: the option is not passed over in silence.
    assert!(desk.refused(&["verify", "v", "--earlier", "first.pdf"]).contains("a file was expected"));
    // The history of the new log says from what it goes on.
    let history = desk.ok(&["history", "b", "--case", CASE]);
    assert!(history.contains("new-log from 2 entries of another log"), "{history}");
}

#[test]
fn a_vault_that_goes_on_in_a_new_log_proves_against_reports_of_both() {
    let desk = restored();
    for (since, entry) in [("first.pdf", "0"), ("second.pdf", "1")] {
        let out = format!("{entry}.tlog-proof");
        let prove = ["prove", "b", "--case", CASE, "--since", since, "--entry", entry, "--out", &out];
        elsewhere(&desk, &prove, "lead");
        // The key is the one that the report names; the stranger needs no vault either.
        let text = desk.read(since);
        let text = String::from_utf8_lossy(&text);
        let of = |name: &str| {
            let inner = text.split(&format!("<bb:{name}>")).nth(1).unwrap();
            inner.split(&format!("</bb:{name}>")).next().unwrap().to_owned()
        };
        desk.write("since", of("checkpoint"));
        let found = stranger(&desk, &["--key", &of("logKey"), "--since", "since", &out]);
        let found: Value = serde_json::from_str(&found).unwrap_or_else(|_| panic!("{since}: {found}"));
        assert_eq!(
            (&found["valid"], &found["entries"][0]["index"]),
            (&true.into(), &entry.parse::<u64>().unwrap().into())
        );
        let proof = String::from_utf8(desk.read(&out)).unwrap();
        assert!(proof.contains(of("checkpoint").lines().next().unwrap()), "{since}");
    }
    // The old log cannot be signed for any more: what was written after its last checkpoint is said to be beyond it.
    let refused = desk.refused(&["prove", "b", "--case", CASE, "--since", "first.pdf", "--entry", "1", "--out", "p"]);
    assert!(refused.contains("no entry 1 to prove") && refused.contains("signed up to 1 entry here"), "{refused}");
    assert!(!refused.contains("damaged") && !desk.path("p").exists());
}
