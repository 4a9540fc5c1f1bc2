//! `cargo xtask bench`: what `tests/bench/README.md` tells, measured anew, in the release profile.
//!
//! The programs are examples of the crates that they measure. Each prints what it finds; nothing fails on a slow
//! machine.

mod figures;
mod report;
mod rivals;
mod window;

use std::path::PathBuf;

use crate::programs::{cargo, see};
use crate::{Outcome, target_folder};

/// A benchmark: its name, and what runs it.
type Bench = (&'static str, fn() -> Outcome);

/// The benchmarks. A new one is a line here.
const BENCHES: &[Bench] =
    &[("append", append), ("open", open), ("door", door), ("report", report::report), ("window", window::window)];

/// Runs all of them, or the one that is named.
pub fn bench(name: Option<&str>) -> Outcome {
    let chosen: Vec<_> = BENCHES.iter().filter(|(known, _)| name.is_none_or(|name| name == *known)).collect();
    if chosen.is_empty() {
        let known: Vec<_> = BENCHES.iter().map(|(known, _)| *known).collect();
        return Err(format!("no such benchmark; known are: {}", known.join(", ")));
    }
    std::fs::create_dir_all(folder()).map_err(|fault| format!("{}: {fault}", folder().display()))?;
    // All at once, whichever is to run: another choice of packages would build what they share anew.
    see(cargo([
        "build",
        "--release",
        "--package=breachbook-vault",
        "--package=breachbook-report",
        "--package=breachbook-app",
        "--examples",
    ]))?;
    chosen.into_iter().try_for_each(|(_, run)| run())
}

/// Where files are written that a benchmark needs: on the disk that holds everything else.
fn folder() -> PathBuf {
    target_folder().join("bench")
}

/// A durable entry beside bare inserts, in a new book and in a long one.
fn append() -> Outcome {
    let program = built("bench_append");
    for before in ["1", "100000"] {
        see(program.command(["500", before, &folder().to_string_lossy()]))?;
    }
    Ok(())
}

/// Opening a large vault and listing its cases, many of them and a single one.
fn open() -> Outcome {
    let program = built("bench_open");
    for (cases, each) in [("20", "5000"), ("1", "100000")] {
        see(program.command([cases, each, "7", &folder().to_string_lossy()]))?;
    }
    Ok(())
}

/// Every request of the window, over a vault of many cases and over one long case.
fn door() -> Outcome {
    let program = built("bench_door");
    for (cases, each) in [("20", "5000"), ("1", "100000")] {
        see(program.command([cases, each, "9", &folder().to_string_lossy()]))?;
    }
    Ok(())
}

/// A built program.
struct Program(PathBuf);

impl Program {
    fn command<const N: usize>(&self, args: [&str; N]) -> std::process::Command {
        let mut command = std::process::Command::new(&self.0);
        command.args(args);
        command
    }
}

/// A program that [`bench`] built.
fn built(example: &str) -> Program {
    let file = format!("{example}{}", std::env::consts::EXE_SUFFIX);
    Program(target_folder().join("release").join("examples").join(file))
}
