//! `cargo xtask types`: the page's types and the recorded answers, written anew from the Rust door.

use crate::Outcome;
use crate::programs::{cargo, see};

/// Runs the test that compares the committed files with the door, and lets it write them.
pub fn types() -> Outcome {
    let mut command = cargo(["test", "-p", "breachbook-app", "--lib", "door::"]);
    command.env("BREACHBOOK_WRITE_TYPES", "1");
    see(command)
}
