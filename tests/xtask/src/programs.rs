//! Finding and running programs on every platform.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{Outcome, root};

/// Where a program lies on the PATH; on Windows with the endings of PATHEXT (npm is `npm.cmd` there).
pub fn find(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    let endings = endings();
    std::env::split_paths(&folders)
        .flat_map(|folder| endings.iter().map(move |ending| folder.join(format!("{name}{ending}"))))
        .find(|path| is_program(path))
}

fn endings() -> Vec<String> {
    if !cfg!(windows) {
        return vec![String::new()];
    }
    let listed = std::env::var("PATHEXT").unwrap_or_else(|_| ".COM;.EXE;.BAT;.CMD".into());
    listed.split(';').map(str::to_ascii_lowercase).collect()
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

/// A command for a program, found on the PATH, standing in the repository's top folder.
pub fn command<A: AsRef<OsStr>>(name: &str, args: impl IntoIterator<Item = A>) -> Outcome<Command> {
    let path = find(name).ok_or_else(|| format!("the program `{name}` is not on the PATH"))?;
    let mut command = Command::new(path);
    command.args(args).current_dir(root());
    Ok(command)
}

/// The cargo that runs us, so that a chosen toolchain stays chosen.
pub fn cargo<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args).current_dir(root());
    command
}

/// Runs a command whose output the user sees; an exit code other than 0 is a fault.
pub fn see(mut command: Command) -> Outcome {
    let shown = shown(&command);
    println!("\n$ {shown}");
    let status = command.status().map_err(|fault| format!("`{shown}` did not start: {fault}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{shown}` failed ({status})")) }
}

/// Runs a command in silence and answers what it printed, if it ended well.
pub fn quiet(mut command: Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_stem().unwrap_or_default();
    std::iter::once(program).chain(command.get_args()).map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_found_by_its_bare_name_and_an_absent_one_is_not() {
        assert!(find("cargo").is_some());
        assert_eq!(find("no-such-program-anywhere"), None);
    }

    #[test]
    fn a_failing_program_is_named_with_its_arguments() {
        let fault = see(cargo(["no-such-subcommand"])).unwrap_err();
        assert!(fault.starts_with("`cargo no-such-subcommand` failed"), "{fault}");
    }
}
