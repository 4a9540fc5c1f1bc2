//! Reports and files that leave: the same bytes again, and replaced whole.

use serde_json::Value;

use crate::support::Desk;

const CASE: &str = "ROTA-2026-01";

fn report<'a>(audience: &'a str, out: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut arguments = vec!["report", "v", "--case", CASE, "--for", audience, "--out", out];
    arguments.extend(more);
    arguments
}

const MADE: [&str; 2] = ["--made-at", "2026-03-07T09:00:00Z"];

#[test]
fn the_same_book_and_options_give_the_same_bytes_again_and_elsewhere() {
    let desk = Desk::with_rota();
    desk.ok(&report("force", "earlier.pdf", &MADE));
    desk.ok(&[
        "log",
        "v",
        "--case",
        CASE,
        "--at",
        "2026-03-06",
        "--reason",
        "r",
        "--audience",
        "ico",
        "After the first report.",
    ]);
    // The copy works the report out anew; the desk's second one may come from what it kept.
    let twin = desk.twin();
    desk.ok(&report("ico", "one.pdf", &MADE));
    desk.ok(&report("ico", "two.pdf", &MADE));
    twin.ok(&report("ico", "three.pdf", &MADE));
    assert_eq!(desk.read("one.pdf"), desk.read("two.pdf"));
    assert!(desk.read("one.pdf") == twin.read("three.pdf"), "a copy of vault and home gives other bytes");
    // Another moment or audience does not.
    desk.ok(&report("ico", "four.pdf", &["--made-at", "2026-03-07T09:00:01Z"]));
    assert_ne!(desk.read("one.pdf"), desk.read("four.pdf"));
    assert_eq!(desk.json(&["verify", "v"])["intact"], true);
}

#[test]
fn a_file_that_is_there_is_replaced_whole_and_stays_where_a_command_is_refused() {
    let desk = Desk::with_rota();
    let long = vec![b'x'; 3_000_000];
    for (name, command) in [
        ("out.pdf", report("team", "out.pdf", &[])),
        ("out.json", vec!["export", "v", "--case", CASE, "--format", "json", "--out", "out.json"]),
    ] {
        desk.write(name, &long);
        let refused: Vec<&str> = command.iter().map(|word| if *word == CASE { "OTHER" } else { word }).collect();
        desk.refused(&refused);
        assert_eq!(desk.read(name), long);
        desk.ok(&command);
        assert!(!desk.read(name).windows(8).any(|window| window == b"xxxxxxxx"), "{name}");
    }
    assert_eq!(desk.json(&["verify", "out.pdf"])["intact"], true);
    serde_json::from_slice::<Value>(&desk.read("out.json")).unwrap();
    // Nothing of the writing is left beside them.
    let names: Vec<String> = std::fs::read_dir(desk.path("."))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(
        names.iter().all(|name| ["v", "home", "rota.json", "out.pdf", "out.json"].contains(&name.as_str())),
        "{names:?}"
    );
}

#[test]
fn a_report_says_with_its_vault_whether_the_record_still_holds() {
    let desk = Desk::with_rota();
    let before = desk.twin();
    desk.ok(&["log", "v", "--case", CASE, "--at", "2026-03-06", "--reason", "r", "Second entry."]);
    desk.ok(&report("ico", "r.pdf", &[]));
    let verdict = |desk: &Desk| {
        let done = desk.run(&["verify", "r.pdf", "--vault", "v", "--json"]);
        (done.code, serde_json::from_str::<Value>(&done.out).unwrap())
    };
    let (code, sound) = verdict(&desk);
    assert_eq!((code, &sound["intact"], &sound["entries"]), (0, &true.into(), &2.into()));
    // A vault as it was before the report was made holds less than the report says.
    before.write("r.pdf", desk.read("r.pdf"));
    let (code, behind) = verdict(&before);
    assert_eq!((code, &behind["intact"]), (1, &false.into()));
    assert_eq!(behind["faults"][0]["code"], "record-shorter");
    // Another vault knows nothing of it.
    let other = Desk::with_vault();
    other.write("r.pdf", desk.read("r.pdf"));
    let (code, elsewhere) = verdict(&other);
    assert_eq!((code, &elsewhere["faults"][0]["code"]), (1, &"record-elsewhere".into()));
    assert_eq!(elsewhere["known"], Value::Null);
}

#[test]
fn a_proof_is_made_only_of_entries_that_stand_after_the_report_of_the_same_case() {
    let desk = Desk::with_rota();
    desk.ok(&report("ico", "old.pdf", &[]));
    let prove = |entry: &'static str, out: &'static str| {
        ["prove", "v", "--case", CASE, "--since", "old.pdf", "--entry", entry, "--out", out]
    };
    desk.ok(&prove("0", "zero.tlog-proof"));
    let text = String::from_utf8(desk.read("zero.tlog-proof")).unwrap();
    assert!(text.starts_with("c2sp.org/tlog-proof@v1\n"), "{text}");
    assert!(desk.refused(&prove("9", "none.tlog-proof")).contains("9"));
    assert!(!desk.path("none.tlog-proof").exists());
    // A report of another vault.
    let other = Desk::with_rota();
    other.ok(&report("ico", "old.pdf", &[]));
    desk.write("old.pdf", other.read("old.pdf"));
    desk.refused(&prove("0", "none.tlog-proof"));
}

/// The pages of the real case in plain words: a law is named once, a part of the kingdom as it is written.
#[test]
fn a_page_says_a_law_once_and_a_jurisdiction_as_it_is_written() {
    let desk = Desk::with_cases();
    desk.ok(&["report", "v", "--case", "PSNI-2023-08", "--for", "federation", "--out", "r.pdf"]);
    let output =
        std::process::Command::new("pdftotext").args(["-raw", "r.pdf", "-"]).current_dir(desk.path("")).output();
    let text = String::from_utf8_lossy(&output.unwrap().stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(text.matches("Limitation (Northern Ireland) Order 1989").count(), 1, "{text}");
    assert!(text.contains("Law of Northern Ireland"), "{text}");
}
