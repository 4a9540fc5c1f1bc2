//! `cargo xtask types`: the page's types and the recorded answers, written anew from the Rust door and the window.

use crate::Outcome;
use crate::programs::{cargo, see};

/// Runs the tests that compare the committed files with the door and the window, and lets them write them.
pub fn types() -> Outcome {
    for arguments in [&["-p", "breachbook-app", "--lib", "door::"][..], &["-p", "breachbook-shell", "asked::"]] {
        let mut command = cargo(["test"]);
        command.args(arguments).env("BREACHBOOK_WRITE_TYPES", "1");
        see(command)?;
    }
    Ok(())
}
