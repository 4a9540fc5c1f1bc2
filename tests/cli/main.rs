//! The promises of the command line. The `.md` files beside this one are examples to read: what is typed, what comes
//! back, with which status. What a file cannot say is a test in Rust.
//!
//! `TRYCMD=overwrite` writes what came back into the examples, wild cards kept where they still fit.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod continued;
mod examined;
mod json;
mod passphrases;
mod records;
mod reports;
mod review;
#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::path::{Path, PathBuf};

/// Each example runs in a folder of its own that holds the files of `desk/`.
#[test]
fn promises() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/cli");
    let examples: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    assert!(!examples.is_empty());
    let room = tempfile::tempdir().unwrap();
    for example in &examples {
        let copy = room.path().join(example.file_name().unwrap());
        fs::copy(example, &copy).unwrap();
        support::copy(&folder.join("desk"), &copy.with_extension("in"));
        // That there is such a folder asks trycmd for a sandbox.
        fs::create_dir(copy.with_extension("out")).unwrap();
    }
    let run = || {
        trycmd::TestCases::new()
            .register_bin("breachbook", Path::new(env!("CARGO_BIN_EXE_breachbook")))
            .env("BREACHBOOK_HOME", "home")
            .env("BREACHBOOK_PASSPHRASE", "seven plain words")
            .env("BREACHBOOK_WRITER", "lead")
            .case(room.path().join("*.md"))
            .run();
    };
    let ran = std::panic::catch_unwind(run);
    if std::env::var_os("TRYCMD").is_some_and(|mode| mode == "overwrite") {
        for example in &examples {
            fs::copy(room.path().join(example.file_name().unwrap()), example).unwrap();
        }
    }
    if let Err(why) = ran {
        std::panic::resume_unwind(why);
    }
}
