#![allow(clippy::unwrap_used, clippy::expect_used)]

mod desk;

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

fn committed(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/api").join(name)
}

fn compare(name: &str, now: &str) {
    let file = committed(name);
    if std::env::var_os(WRITE_VARIABLE).is_some() {
        std::fs::write(&file, now).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap().replace("\r\n", "\n");
    assert_eq!(committed, now, "{name} is stale: cargo xtask types");
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
    compare("types.ts", &text);
}

#[test]
fn the_recorded_answers_are_what_this_door_answers_on_the_demo() {
    let folder = tempfile::tempdir().unwrap();
    let (vault, home) = (folder.path().join("demo.breachbook"), folder.path().join("home"));
    let passphrase = Passphrase::new(PASSPHRASE.to_owned());
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
    let lock = ask(json!({"act": "lock"}));
    assert_eq!(ask(json!({"act": "start"})), start);
    assert_eq!(locked["code"], "vault-locked");
    let answers = json!({
        "start": start, "opened": opened, "refused": refused, "unlock": unlock, "cases": cases, "lock": lock,
    });
    compare("answers.json", &format!("{}\n", serde_json::to_string_pretty(&answers).unwrap()));
}
