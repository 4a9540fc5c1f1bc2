//! What ARCHITECTURE.md says of the pieces, held: who may import whom, how long a file may be, what no file says.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod weight;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Each crate and the siblings that it may import.
const IMPORTS: &[(&str, &[&str])] = &[
    ("breachbook-case", &[]),
    ("breachbook-book", &[]),
    ("breachbook-vault", &["breachbook-case", "breachbook-book"]),
    ("breachbook-report", &["breachbook-case"]),
    ("breachbook-exchange", &["breachbook-case"]),
    (
        "breachbook-app",
        &["breachbook-case", "breachbook-book", "breachbook-vault", "breachbook-report", "breachbook-exchange"],
    ),
    ("breachbook-cli", &["breachbook-app"]),
    ("breachbook-shell", &["breachbook-app"]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn metadata() -> serde_json::Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn every_crate_imports_only_what_it_may() {
    let metadata = metadata();
    let mut seen = BTreeSet::new();
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        let Some((_, may)) = IMPORTS.iter().find(|(of, _)| *of == name) else { continue };
        seen.insert(name.to_owned());
        for dependency in package["dependencies"].as_array().unwrap() {
            let on = dependency["name"].as_str().unwrap();
            let for_tests = dependency["kind"].as_str() == Some("dev");
            if on.starts_with("breachbook-") && !for_tests {
                assert!(may.contains(&on), "{name} imports {on}");
            }
        }
    }
    let all: BTreeSet<String> = IMPORTS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(seen, all);
}

fn files(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !["target", "node_modules", "dist", "gen", ".git"].contains(&name.as_str()) {
                files(&path, endings, found);
            }
        } else if path.extension().is_some_and(|ending| endings.iter().any(|e| ending == *e)) {
            found.push(path);
        }
    }
}

fn sources(endings: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    files(&root(), endings, &mut found);
    found.into_iter().map(|path| (path.clone(), std::fs::read_to_string(&path).unwrap())).collect()
}

#[test]
fn files_stay_small() {
    for (ending, most) in [("rs", 450), ("svelte", 300)] {
        for (path, text) in sources(&[ending]) {
            // Tests may list what they must hold; the product's own files have one reason to change.
            let is_test = path.components().any(|part| part.as_os_str() == "tests");
            let most = if is_test { 800 } else { most };
            let lines = text.lines().count();
            assert!(lines <= most, "{}: {lines} lines, at most {most}: split it by reasons to change", path.display());
        }
    }
}

#[test]
fn no_name_says_nothing() {
    let empty = ["Manager", "Service", "Helper", "Util"];
    for (path, text) in sources(&["rs", "ts", "svelte"]) {
        if path.starts_with(root().join("tests/tidy")) {
            continue;
        }
        for line in text.lines() {
            let declares = ["struct ", "enum ", "trait ", "class ", "mod "].iter().find(|word| line.contains(**word));
            let Some(word) = declares else { continue };
            let name = line.split(word).nth(1).unwrap_or_default();
            let name: String = name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            assert!(!empty.iter().any(|e| name.ends_with(e)), "{}: {name}", path.display());
        }
    }
}

#[test]
fn the_check_of_finished_bytes_imports_none_of_its_siblings() {
    let folder = root().join("src-tauri/crates/report/src/check");
    let mut found = Vec::new();
    files(&folder, &["rs"], &mut found);
    assert!(!found.is_empty());
    for path in found.into_iter().filter(|path| !path.ends_with("tests.rs")) {
        let text = std::fs::read_to_string(&path).unwrap();
        for sibling in ["document", "layout", "pdf", "sections"] {
            let import = format!("crate::{sibling}");
            assert!(!text.contains(&import), "{} imports {import}", path.display());
        }
    }
}

#[test]
fn the_pure_crates_read_no_clock_file_or_network() {
    for name in ["case", "book", "report", "exchange"] {
        let mut found = Vec::new();
        files(&root().join("src-tauri/crates").join(name).join("src"), &["rs"], &mut found);
        for path in found {
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            let file = path.file_name().unwrap().to_string_lossy().into_owned();
            for reach in ["Utc::now", "SystemTime::now", "std::fs", "std::net", "std::env::var"] {
                assert!(file == "tests.rs" || !code.contains(reach), "{}: {reach}", path.display());
            }
        }
    }
}

#[test]
fn the_two_faces_are_thin() {
    for folder in ["src-tauri/src", "src-tauri/crates/cli/src"] {
        let mut found = Vec::new();
        files(&root().join(folder), &["rs"], &mut found);
        let lines: usize = found.iter().map(|path| std::fs::read_to_string(path).unwrap().lines().count()).sum();
        assert!(lines < 1000, "{folder}: {lines} lines");
    }
}
