//! Where the passphrase comes from, and text from standard input.

use crate::support::Desk;

#[test]
fn a_passphrase_file_goes_before_the_variable_and_its_first_line_counts() {
    let desk = Desk::new();
    desk.write("words.txt", "another seven plain words\nnot this line\n");
    desk.write("windows.txt", "another seven plain words\r\n");
    desk.write("wrong.txt", "wrong");
    desk.ok(&["init", "v", "--passphrase-file", "words.txt"]);
    desk.ok(&["cases", "v", "--passphrase-file", "words.txt"]);
    desk.ok(&["cases", "--passphrase-file", "windows.txt", "v"]);
    // The variable holds another one.
    assert!(desk.refused(&["cases", "v"]).contains("passphrase does not open v"));
    assert!(desk.refused(&["cases", "v", "--passphrase-file", "wrong.txt"]).contains("passphrase does not open v"));
}

#[test]
fn a_passphrase_file_that_cannot_be_read_is_named() {
    let desk = Desk::new();
    desk.write("empty.txt", "");
    desk.write("latin-1.txt", b"gr\xfcn\n");
    for (file, said) in [
        ("missing.txt", "missing.txt: there is no such file"),
        ("empty.txt", "is empty"),
        ("latin-1.txt", "latin-1.txt: it cannot be read"),
    ] {
        let err = desk.refused(&["init", "v", "--passphrase-file", file]);
        assert!(err.contains(said), "{err}");
        assert!(!desk.path("v").exists());
    }
}

#[test]
fn a_passphrase_that_is_easy_to_guess_is_warned_of_and_taken() {
    let desk = Desk::new();
    desk.write("weak.txt", "password\n");
    desk.write("strong.txt", "harbour violet ladder onion\n");
    let weak = desk.run(&["init", "weak", "--passphrase-file", "weak.txt"]);
    assert_eq!(weak.code, 0, "{}", weak.err);
    assert!(weak.err.contains("The passphrase is easy to guess."), "{}", weak.err);
    assert!(!weak.err.contains("password\n") && !weak.out.contains("password\n"));
    desk.ok(&["cases", "weak", "--passphrase-file", "weak.txt"]);
    let strong = desk.run(&["init", "strong", "--passphrase-file", "strong.txt"]);
    assert_eq!((strong.code, strong.err.as_str()), (0, ""));
    // Every further passphrase is judged as the first was.
    let slot = |name, file| {
        let new = ["--new-passphrase-file", file, "--passphrase-file", "strong.txt"];
        desk.run(&[&["slot", "add", "strong", name][..], &new].concat())
    };
    let weak = slot("second", "weak.txt");
    assert_eq!(weak.code, 0, "{}", weak.err);
    assert!(weak.err.contains("The passphrase is easy to guess."), "{}", weak.err);
    assert_eq!(slot("third", "strong.txt").err, "");
    let rekey = |file| desk.run(&["rekey", "strong", "--new-passphrase-file", file, "--passphrase-file", "strong.txt"]);
    assert_eq!(rekey("strong.txt").err, "");
    assert!(rekey("weak.txt").err.contains("The passphrase is easy to guess."));
    desk.ok(&["cases", "strong", "--passphrase-file", "weak.txt"]);
}

#[test]
fn the_recovery_sheet_is_a_file_and_never_printed() {
    let desk = Desk::new();
    let out = desk.ok(&["init", "v", "--recovery-out", "sheet.txt"]);
    let sheet = String::from_utf8(desk.read("sheet.txt")).unwrap();
    assert!(sheet.contains("AGE-SECRET-KEY-1"));
    assert!(!out.contains("AGE-SECRET-KEY-1"));
    // Where there is a sheet, who types a wrong passphrase is told that it opens the vault too; elsewhere there is none.
    desk.write("wrong.txt", "wrong");
    assert!(desk.refused(&["cases", "v", "--passphrase-file", "wrong.txt"]).contains("recovery sheet opens the vault"));
    desk.ok(&["slot", "remove", "v", "recovery"]);
    assert!(!desk.refused(&["cases", "v", "--passphrase-file", "wrong.txt"]).contains("recovery"));
    // One that is there is not written over, and then no vault is made.
    desk.refused(&["init", "w", "--recovery-out", "sheet.txt"]);
    assert_eq!(desk.read("sheet.txt"), sheet.as_bytes());
    assert!(!desk.path("w").exists());
    desk.refused(&["init", "w", "--recovery-out", "no-such-folder/sheet.txt"]);
    assert!(!desk.path("w").exists());
}

#[test]
fn a_line_may_come_from_standard_input() {
    let desk = Desk::with_rota();
    let log = ["log", "v", "--case", "ROTA-2026-01", "--at", "2026-03-05", "--reason", "diary", "-", "--json"];
    let text = "First line.\n\tSecond, with “quotes” and \u{1f4c4}.";
    let done = desk.fed(&log, format!("{text}\r\n\n").as_bytes());
    assert_eq!(done.code, 0, "{}", done.err);
    let written: serde_json::Value = serde_json::from_str(&done.out).unwrap();
    let event = desk.event(written["id"].as_str().unwrap());
    assert_eq!(event["text"], text);

    let before = desk.files();
    let err = desk.fed(&log, b"no \xff text").refused(&log);
    assert!(err.contains("standard input"), "{err}");
    assert_eq!(desk.files(), before);
}

#[test]
fn the_writer_is_given_or_comes_from_the_environment() {
    let desk = Desk::with_rota();
    let log = |more: &[&str]| {
        let mut arguments = vec!["log", "v", "--case", "ROTA-2026-01", "--at", "2026-03-05", "--reason", "diary", "x"];
        arguments.extend(more);
        desk.json(&arguments)["id"].as_str().unwrap().to_owned()
    };
    let writer =
        |id: &str| desk.json(&["history", "v", "--case", "ROTA-2026-01", "--id", id])["entries"][0]["writer"].clone();
    assert_eq!(writer(&log(&["--by", "Zoë O’Brien"])), "Zoë O’Brien");
    assert_eq!(writer(&log(&[])), "lead");
}
