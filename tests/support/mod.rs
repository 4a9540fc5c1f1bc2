//! A vault of its own for each test, and the command line as a process.
#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder with a home of its own, in which commands run.
pub struct Desk {
    folder: TempDir,
}

/// What a command did.
pub struct Done {
    /// Its exit code; -1 where it was killed.
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Desk {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// One with the vault `v` in it.
    pub fn with_vault() -> Self {
        let desk = Self::new();
        desk.ok(&["init", "v"]);
        desk
    }

    /// One with a vault and the real cases in it.
    pub fn with_cases() -> Self {
        let desk = Self::with_vault();
        let files: Vec<PathBuf> = ["met-2023", "psni-2023", "psni-theft-2023"].map(real_case).into();
        let mut arguments = vec!["import", "v"];
        arguments.extend(files.iter().map(|file| file.to_str().unwrap()));
        desk.ok(&arguments);
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_breachbook"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("BREACHBOOK_HOME", self.path("home"))
            .env("BREACHBOOK_PASSPHRASE", "seven plain words")
            .env("BREACHBOOK_WRITER", "lead");
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Done {
        done(self.command(arguments).output().unwrap())
    }

    /// Runs a command that must do its work; gives standard output.
    pub fn ok(&self, arguments: &[&str]) -> String {
        let done = self.run(arguments);
        assert_eq!(done.code, 0, "{arguments:?}: {}", done.err);
        done.out
    }

    /// Runs a command that must be refused with one clear answer; gives standard error.
    pub fn refused(&self, arguments: &[&str]) -> String {
        let done = self.run(arguments);
        assert_eq!(done.code, 1, "{arguments:?}: {}{}", done.out, done.err);
        assert!(!done.err.contains("panicked"), "{}", done.err);
        done.err
    }

    pub fn json(&self, arguments: &[&str]) -> serde_json::Value {
        let mut arguments = arguments.to_vec();
        arguments.push("--json");
        serde_json::from_str(&self.ok(&arguments)).unwrap()
    }

    /// Every file below the desk but the lock and the database's own working files, with its bytes.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut found = Vec::new();
        collect(self.folder.path(), &mut found);
        found.sort();
        found
    }
}

pub fn done(output: Output) -> Done {
    Done {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn collect(folder: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else {
            let bytes = std::fs::read(&path).unwrap();
            found.push((path, bytes));
        }
    }
}

/// A real case file of the demo.
pub fn real_case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/demo").join(format!("{name}.json"))
}
