#![allow(clippy::unwrap_used, clippy::expect_used)]

mod desk;
mod upkeep;

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use ts_rs::{Config, TS, TypeVisitor};

use super::*;
use crate::Writer;

const PASSPHRASE: &str = "seven plain words for the recorded answers";

/// Set by `cargo xtask types`: the committed files are written instead of compared.
const WRITE_VARIABLE: &str = "BREACHBOOK_WRITE_TYPES";

/// Lines whose readings are recorded, with what was chosen for them.
const LINES: [(&str, &str); 7] = [
    ("yesterday 14:30 federation asked PSNI by phone who downloaded the file, reply by Friday", "{}"),
    (
        "yesterday 14:30 federation asked PSNI by phone who downloaded the file, reply by Friday",
        r#"{"due":"{\"at\":\"2026-11-27T17:00:00+00:00\"}"}"#,
    ),
    ("11:40 WhatDoTheyKnow took the file down", "{}"),
    ("11:58 in the room", "{}"),
    ("told the ICO", "{}"),
    ("PSNI said it would write to every member by 14 December", "{}"),
    ("23:50 alarm from the night shift", "{}"),
];

fn committed(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/api").join(name)
}

pub(super) fn compare(name: &str, now: &str) {
    let file = committed(name);
    if std::env::var_os(WRITE_VARIABLE).is_some() {
        std::fs::write(&file, now).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap().replace("\r\n", "\n");
    assert_eq!(committed, now, "{name} is stale: cargo xtask types");
}

/// An answer without what differs from run to run: where its folder lies, and the names of keys and checkpoints.
pub(super) fn scrubbed(answer: Value, folder: &Path) -> Value {
    match answer {
        Value::String(text) => {
            let text = text.replace(&folder.display().to_string(), "/home/lead").replace('\\', "/");
            Value::String(without_keys(&text))
        }
        Value::Array(all) => all.into_iter().map(|one| scrubbed(one, folder)).collect(),
        Value::Object(all) => all.into_iter().map(|(key, one)| (key, scrubbed(one, folder))).collect(),
        other => other,
    }
}

/// Key ids (groups of four hex digits, or 64 in a row) and fingerprints (`K7QD-53MA-XW2T-6HNE`) as ever the same.
fn without_keys(text: &str) -> String {
    let bare = |word: &str| word.trim_end_matches([',', '.', ':']).to_owned();
    let hex = |word: &str, long: usize| word.len() == long && word.bytes().all(|b| b"0123456789abcdef".contains(&b));
    let base32 = |four: &str| four.len() == 4 && four.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    // One such word may be a year.
    let grouped = text.split(' ').filter(|word| hex(&bare(word), 4)).count() >= 4;
    let words = text.split(' ').map(|word| {
        let name = bare(word);
        if hex(&name, 64) || grouped && hex(&name, 4) {
            word.replace(&name, &"3f2c".repeat(name.len() / 4))
        } else if name.len() == 19 && name.split('-').all(base32) {
            word.replace(&name, "K7QD-53MA-XW2T-6HNE")
        } else {
            word.to_owned()
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The declarations of a type and of all that it is made of, by name.
#[derive(Default)]
struct Declarations {
    seen: HashSet<TypeId>,
    found: BTreeMap<String, String>,
    config: Config,
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_some() && self.seen.insert(TypeId::of::<T>()) {
            self.found.insert(T::ident(&self.config), T::decl(&self.config));
            T::visit_dependencies(self);
        }
    }
}

#[test]
fn the_page_has_the_types_of_this_door() {
    let mut all = Declarations::default();
    all.visit::<Request>();
    all.visit::<Response>();
    all.visit::<Failure>();
    let mut text =
        String::from("// Written by `cargo xtask types` from the Rust types of the door; not to be edited.\n");
    for declaration in all.found.values() {
        text.push_str(&format!("\nexport {declaration}\n"));
    }
    let limits = [
        ("TEXT_LIMIT", breachbook_case::TEXT_LIMIT as u64, "The most that one text may hold, in bytes of UTF-8."),
        ("FILE_LIMIT", breachbook_exchange::case_file::ATTACHMENTS_LIMIT, "The most bytes that a file may have."),
    ];
    for (name, limit, says) in limits {
        text.push_str(&format!("\n/** {says} */\nexport const {name} = {limit};\n"));
    }
    compare("types.ts", &text);
}

#[test]
fn the_recorded_answers_are_what_this_door_answers_on_the_demo() {
    let folder = tempfile::tempdir().unwrap();
    let (vault, home) = (folder.path().join("demo.breachbook"), folder.path().join("home"));
    let passphrase = crate::Passphrase::new(PASSPHRASE.to_owned());
    // Long after the demo's cases, so that no clock of the law moves any more.
    let now = "2026-11-24T12:00:00Z".parse().unwrap();
    let mut session = Session::init(&vault, &passphrase, None, &home, now).unwrap();
    let files = crate::DEMO_CASES.map(|(name, text)| {
        let file = folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        file
    });
    let writer = Writer { name: "Breachbook", reason: None, now };
    session.import(&files.each_ref().map(PathBuf::as_path), &writer).unwrap();
    session.lock(now).unwrap();

    let shown = vault.display().to_string();
    let mut door = Door::new(Some(vault), home);
    door.say_writer("Response lead").unwrap();
    let mut ask = |request: Value| match door.call(serde_json::from_value(request).unwrap(), now) {
        Ok(response) => serde_json::to_value(response).unwrap(),
        Err(mut failure) => {
            // Where the vault lies differs from run to run.
            failure.sentence = failure.sentence.replace(&shown, "demo.breachbook");
            serde_json::to_value(failure).unwrap()
        }
    };
    let start = ask(json!({"act": "start"}));
    let refused = ask(json!({"act": "unlock", "passphrase": "not the passphrase"}));
    let locked = ask(json!({"act": "cases"}));
    let unlock = ask(json!({"act": "unlock", "passphrase": PASSPHRASE}));
    let opened = ask(json!({"act": "start"}));
    let cases = ask(json!({"act": "cases"}));
    let lines: serde_json::Map<String, Value> = LINES
        .iter()
        .map(|(line, choices)| {
            let choices: Value = serde_json::from_str(choices).unwrap();
            let asked = json!({"act": "read-line", "reference": "PSNI-2023-08", "line": line, "choices": choices});
            let key = if choices == json!({}) { (*line).to_owned() } else { format!("{line} {choices}") };
            (key, ask(asked))
        })
        .collect();
    let (line, choices) = LINES[1];
    let settled = &lines[&format!("{line} {choices}")]["reading"];
    let write_line = ask(json!({"act": "write-line", "reference": "PSNI-2023-08", "line": line,
        "choices": serde_json::from_str::<Value>(choices).unwrap(), "mark": settled["mark"], "audience": ["team"],
        "reason": null}));
    assert_eq!(write_line["is"], "line-written");
    let place = json!({"act": "draft", "reference": "PSNI-2023-08", "place": "quick-entry"});
    let draft = ask(place);
    let keep_draft =
        ask(json!({"act": "keep-draft", "reference": "PSNI-2023-08", "place": "form", "text": "x", "about": null}));
    let lock = ask(json!({"act": "lock"}));
    assert_eq!(ask(json!({"act": "start"})), start);
    assert_eq!(locked["code"], "vault-locked");
    let answers = json!({
        "start": start, "opened": opened, "refused": refused, "unlock": unlock, "cases": cases, "lock": lock,
        "read-line": lines[LINES[0].0], "lines": lines, "write-line": write_line, "draft": draft,
        "keep-draft": keep_draft,
    });
    compare("answers.json", &format!("{}\n", serde_json::to_string_pretty(&answers).unwrap()));
}
