//! `cargo xtask`: everything that is done with this repository, one file a command.

mod bench;
mod build;
mod demo;
mod display;
mod packages;
mod programs;
mod run;
mod screenshots;
mod steps;
mod test;
mod types;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What a task answers: nothing, or one sentence that says what went wrong.
type Outcome<T = ()> = Result<T, String>;

const USAGE: &str = "\
cargo xtask run                  build everything and open the window on a throw-away vault with the demo's cases
cargo xtask test                 every check and test
cargo xtask bench [NAME]         the benchmarks, or one of them
cargo xtask types                write ui/src/api anew from the Rust types of the door
cargo xtask screenshots FOLDER   pictures of every screen of the window, and the README's";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["run"] => run::run(),
        ["test"] => test::test(),
        ["bench"] => bench::bench(None),
        ["bench", name] => bench::bench(Some(name)),
        ["types"] => types::types(),
        ["screenshots", folder] => screenshots::screenshots(Path::new(folder)),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("xtask: {sentence}");
            ExitCode::FAILURE
        }
    }
}

/// The repository's top folder.
fn root() -> PathBuf {
    // By the path's own parts: canonicalize would give Windows a `\\\\?\\` path, which npm does not take.
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).map_or_else(|| PathBuf::from("."), Path::to_owned)
}

/// Where cargo puts what it builds; `CARGO_TARGET_DIR` is heeded.
fn target_folder() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}
