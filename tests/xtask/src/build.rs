//! Building: the page first, since the shell takes it in when it is compiled.

use std::path::PathBuf;
use std::process::Command;

use crate::programs::{cargo, command, see};
use crate::{Outcome, root, target_folder};

/// A command of npm in `ui/`.
pub fn npm(args: &[&str]) -> Outcome<Command> {
    let mut command = command("npm", args)?;
    command.current_dir(root().join("ui"));
    Ok(command)
}

/// Fetches the page's packages exactly as the lock file names them.
///
/// Skipped where that was done before for the same lock file: `npm ci` empties the folder each time.
pub fn npm_ci() -> Outcome {
    let lock =
        std::fs::read(root().join("ui/package-lock.json")).map_err(|fault| format!("ui/package-lock.json: {fault}"))?;
    let stamp = root().join("ui/node_modules/.installed-lock.json");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        println!("ui/node_modules is as the lock file says.");
        return Ok(());
    }
    see(npm(&["ci"])?)?;
    std::fs::write(&stamp, lock).map_err(|fault| format!("{}: {fault}", stamp.display()))
}

/// Builds the page, then the command line and the window in the dev profile.
pub fn everything() -> Outcome {
    npm_ci()?;
    see(npm(&["run", "build"])?)?;
    see(cargo(["build", "-p", "breachbook-cli", "-p", "breachbook-shell"]))
}

/// A built program of this workspace, by its name.
pub fn built(name: &str) -> PathBuf {
    target_folder().join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
