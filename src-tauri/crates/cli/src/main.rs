//! The command line: a thin face over the acts of `breachbook-app`. Exit codes: 0 done, 1 refused or failed with one
//! clear sentence on standard error, 2 wrong usage.

mod commands;
mod run;
mod say;
mod secret;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let arguments = commands::Arguments::parse();
    match run::run(&arguments) {
        Ok(sound) => {
            if sound && say::all_was_said() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(failure) => {
            say::failure(&failure);
            ExitCode::FAILURE
        }
    }
}
