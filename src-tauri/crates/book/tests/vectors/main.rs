//! The vectors in the repository's `tests/vectors/`: made here from fixed seeds, each with the verdict that it must
//! get, and read by this crate and by a stranger's verifier in Python that must agree.
//!
//! `UPDATE_VECTORS=1 cargo test -p breachbook-book --test vectors` writes them anew.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod bad;
mod cosignatures;
mod damaged;
mod good;
mod other_logs;
mod proofs;
mod reports;
mod signed;
mod verdict;
#[path = "../writing/mod.rs"]
mod writing;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

/// A vector: its path below `tests/vectors/`, and its content with the expected verdict under `expect`.
pub struct Vector {
    path: String,
    json: Value,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/vectors")
}

/// Path and text of each vector; on request they are written first, once, whichever test comes first.
fn made() -> &'static BTreeMap<String, String> {
    static MADE: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    MADE.get_or_init(|| {
        let mut files = BTreeMap::new();
        let all = [good::all(), bad::all(), proofs::all(), other_logs::all(), reports::all(), cosignatures::all()];
        for Vector { path, json } in all.into_iter().flatten() {
            let text = serde_json::to_string_pretty(&json).unwrap() + "\n";
            let other = files.insert(path.clone(), text);
            assert!(other.is_none(), "two vectors are called {path}");
        }
        if std::env::var_os("UPDATE_VECTORS").is_some() {
            write(&files);
        }
        files
    })
}

fn write(files: &BTreeMap<String, String>) {
    for path in committed().keys().filter(|path| !files.contains_key(*path)) {
        std::fs::remove_file(folder().join(path)).unwrap();
    }
    for (path, text) in files {
        let path = folder().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

fn committed() -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                let name = path.strip_prefix(folder()).unwrap().to_str().unwrap();
                let text = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
                files.insert(name.replace('\\', "/"), text);
            }
        }
    }
    files
}

#[test]
fn the_committed_vectors_are_those_made_here() {
    let made = made();
    let committed = committed();
    assert!(made.keys().eq(committed.keys()), "files are missing or too many: run with UPDATE_VECTORS=1");
    for (path, text) in made {
        assert!(committed[path] == *text, "{path} is stale: run with UPDATE_VECTORS=1");
    }
}

#[test]
fn each_vector_gets_the_verdict_that_it_states() {
    for (path, text) in made() {
        let json: Value = serde_json::from_str(text).unwrap();
        assert_eq!(verdict::of(&json), json["expect"], "{path}");
        let intact = json["expect"]["intact"].as_bool().or(json["expect"]["valid"].as_bool());
        assert_eq!(intact, Some(path.contains("good/")), "{path} lies in the wrong folder");
    }
}

/// The verdicts of `verify.py` on files of these texts.
fn stranger(paths: impl IntoIterator<Item = PathBuf>) -> Vec<Value> {
    let python = ["python3", "python"]
        .into_iter()
        .find(|name| {
            let version = Command::new(name).arg("--version").output();
            version.is_ok_and(|output| output.status.success())
        })
        .expect("Python 3 is needed to run tests/vectors/verify.py");
    let output = Command::new(python).arg(folder().join("verify.py")).arg("--json").args(paths).output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).expect(&error)
}

#[test]
fn a_verifier_written_from_the_document_alone_agrees() {
    let made = made();
    let theirs = stranger(made.keys().map(|path| folder().join(path)));
    assert_eq!(theirs.len(), made.len());
    for ((path, text), theirs) in made.iter().zip(theirs) {
        let ours = verdict::of(&serde_json::from_str(text).unwrap());
        assert_eq!(theirs, ours, "{path}");
    }
}

#[test]
fn the_stranger_agrees_on_whatever_was_damaged() {
    let count = match std::env::var("DAMAGED_VECTORS") {
        Ok(count) => count.parse().unwrap(),
        Err(_) => 300,
    };
    let vectors: Vec<Value> = made().values().map(|text| serde_json::from_str(text).unwrap()).collect();
    let damaged = damaged::all(&vectors, count);
    // One file for all: a thousand paths would be too long a command line on Windows.
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("damaged-vectors.json");
    std::fs::write(&path, serde_json::to_string(&damaged).unwrap()).unwrap();
    let theirs = stranger([path]);
    let theirs = theirs[0].as_array().unwrap();
    assert_eq!(theirs.len(), damaged.len());
    for (vector, theirs) in damaged.iter().zip(theirs) {
        assert_eq!(*theirs, verdict::of(vector), "{vector}");
    }
}

/// The worked example of FORMAT.md is the vector `good/one-entry.json`.
#[test]
fn the_worked_example_of_the_document_is_a_vector() {
    let document = include_str!("../../FORMAT.md");
    let vector: Value = serde_json::from_str(&made()["good/one-entry.json"]).unwrap();
    let log = &vector["logs"][0];
    let hexadecimal: String =
        document.lines().filter(|line| !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_hexdigit())).collect();
    for text in [&log["headers"][0], &log["payloads"][0][0]["salt"], &log["payloads"][0][0]["payload"]] {
        assert!(hexadecimal.contains(text.as_str().unwrap()), "{text}");
    }
    let checkpoint = log["checkpoints"][0].as_str().unwrap();
    assert!(document.replace("\r\n", "\n").contains(checkpoint), "{checkpoint}");
}
