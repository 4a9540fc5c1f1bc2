//! Nothing that is withheld leaves: every word of a case with every key, searched for in every audience's PDF and
//! JSON, in every encoding and with white space removed.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod every;
mod oracle;
#[path = "../support/mod.rs"]
mod support;

use std::collections::HashSet;
use std::process::Command;

use breachbook_case::{CaseKeys, Common, Keys as _, List};
use serde_json::Value;
use support::Desk;

const AUDIENCES: [&str; 5] = ["force", "federation", "ico", "nca", "public"];

fn vault() -> (Desk, Value) {
    let desk = Desk::with_vault();
    let file = every::case();
    desk.write("every.json", file.to_string());
    desk.ok(&["import", "v", "every.json"]);
    (desk, file)
}

/// Words that this audience may see, and words that it may not.
fn words(file: &Value, audience: &str) -> (Vec<String>, Vec<String>) {
    let seen = oracle::seen(file, audience, Common::KEYS);
    let (mut shown, mut hidden) = (Vec::new(), Vec::new());
    let mut own = Vec::new();
    oracle::texts(CaseKeys::KEYS, &file["case"], &mut own);
    for (key, text) in own {
        let public = key == "reference" && text == file["case"]["reference"] || key == "title";
        if seen.own || public { shown.push(text) } else { hidden.push(text) }
    }
    for list in List::ALL {
        for item in file[list.as_str()].as_array().unwrap() {
            let id = item["id"].as_str().unwrap();
            let mut found = vec![("id".to_owned(), id.to_owned())];
            oracle::texts(list.keys(), item, &mut found);
            oracle::texts(Common::KEYS, item, &mut found);
            for (key, text) in found {
                let reach = *list == List::Parties && (key == "contact" || key == "emails");
                if seen.ids.contains(id) && !reach { shown.push(text) } else { hidden.push(text) }
            }
        }
    }
    hidden.retain(|text| !shown.contains(text));
    (shown, hidden)
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What bytes say in other encodings: as they are, without the zeros of UTF-16, and with runs of hex digits decoded
/// (as bytes, and again without zeros).
fn readings(bytes: &[u8]) -> Vec<Vec<u8>> {
    let narrow = |bytes: &[u8]| bytes.iter().copied().filter(|b| *b != 0).collect::<Vec<u8>>();
    let digit = |b: u8| char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok());
    let mut decoded = Vec::new();
    let mut half = None;
    for byte in bytes {
        match (digit(*byte), half) {
            (Some(low), Some(high)) => {
                decoded.push(high << 4 | low);
                half = None;
            }
            (Some(high), None) => half = Some(high),
            (None, _) => {
                half = None;
                decoded.push(b' ');
            }
        }
    }
    vec![bytes.to_vec(), narrow(bytes), narrow(&decoded), decoded]
}

/// The first hidden word that stands in the bytes, in UTF-8, UTF-16 or hex: all of its parts are words there.
fn found<'h>(haystack: &[u8], hidden: &'h [String]) -> Option<&'h String> {
    let parts = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    readings(haystack).into_iter().find_map(|reading| {
        let there: HashSet<String> = parts(&String::from_utf8_lossy(&reading)).into_iter().collect();
        let text = String::from_utf8_lossy(&reading).into_owned();
        hidden.iter().find(|word| parts(word).iter().all(|part| there.contains(part)) && text.contains(word.as_str()))
    })
}

fn output(program: &str, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(program).args(arguments).output().unwrap_or_else(|why| panic!("{program}: {why}"));
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

#[test]
fn a_case_with_every_key_comes_out_equal() {
    let (desk, file) = vault();
    desk.ok(&["export", "v", "--case", "EVERY-2023-01", "--format", "json", "--out", "out.json"]);
    let out: Value = serde_json::from_slice(&desk.read("out.json")).unwrap();
    for (key, value) in file.as_object().unwrap() {
        assert_eq!(out[key], *value, "{key}");
    }
    assert_eq!(out, file);
}

#[test]
fn an_export_holds_what_its_audience_may_see_and_no_more() {
    let (desk, file) = vault();
    for audience in AUDIENCES {
        let (shown, hidden) = words(&file, audience);
        desk.ok(&[
            "export",
            "v",
            "--case",
            "EVERY-2023-01",
            "--format",
            "json",
            "--for",
            audience,
            "--out",
            "out.json",
        ]);
        let bytes = desk.read("out.json");
        assert_eq!(found(&bytes, &hidden), None, "{audience}");
        let text = String::from_utf8(bytes).unwrap();
        let missing = shown.iter().find(|word| !text.contains(word.as_str()));
        assert_eq!(missing, None, "{audience}");
        // A valid case file again.
        let other = Desk::with_vault();
        other.write("in.json", text);
        other.ok(&["import", "v", "in.json"]);
    }
}

#[test]
fn a_report_holds_no_word_that_is_not_for_its_audience() {
    let (desk, file) = vault();
    for audience in AUDIENCES {
        let (_, hidden) = words(&file, audience);
        let out = format!("{audience}.pdf");
        desk.ok(&["report", "v", "--case", "EVERY-2023-01", "--for", audience, "--out", &out]);
        let path = desk.path(&out);
        let path = path.to_str().unwrap();
        let plain = desk.path("plain.pdf");
        output("qpdf", &["--qdf", "--object-streams=disable", "--decrypt", path, plain.to_str().unwrap()]);
        assert_eq!(found(&desk.read(&out), &hidden), None, "{audience}");
        assert_eq!(found(&std::fs::read(&plain).unwrap(), &hidden), None, "{audience}, decompressed");
        let text = String::from_utf8(output("pdftotext", &["-layout", path, "-"])).unwrap();
        let raw = String::from_utf8(output("pdftotext", &["-raw", path, "-"])).unwrap();
        let hidden: Vec<String> = hidden.iter().map(|word| squeezed(word)).filter(|word| word.len() >= 6).collect();
        for said in [&text, &raw] {
            let said = squeezed(said);
            let leak = hidden.iter().find(|word| said.contains(word.as_str()));
            assert_eq!(leak, None, "{audience}");
        }
    }
}

#[test]
fn the_teams_report_holds_the_main_text_of_every_item() {
    let (desk, file) = vault();
    desk.ok(&["report", "v", "--case", "EVERY-2023-01", "--for", "team", "--out", "team.pdf"]);
    let text = output("pdftotext", &["-raw", desk.path("team.pdf").to_str().unwrap(), "-"]);
    let said = squeezed(&String::from_utf8(text).unwrap());
    let main = [
        ("parties", "name"),
        ("events", "text"),
        ("notifications", "text"),
        ("mitigations", "title"),
        ("mitigations", "detail"),
        ("correspondence", "subject"),
        ("correspondence", "body"),
        ("data", "category"),
        ("people_affected", "group"),
        ("questions", "text"),
        ("questions", "answer"),
        ("commitments", "text"),
        ("statements", "text"),
        ("decisions", "text"),
        ("decisions", "rationale"),
        ("deadlines", "title"),
        ("severity", "reasons"),
        ("processors", "contract"),
        ("ico_forms", "consequences"),
    ];
    for (list, key) in main {
        for item in file[list].as_array().unwrap() {
            let word = item[key].as_str().unwrap();
            assert!(said.contains(&squeezed(word)), "{list} {} {key}: {word}", item["id"]);
        }
    }
}
