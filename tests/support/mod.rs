//! A vault of its own for each test, and the command line as a process.
#![allow(dead_code)]

use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

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

    /// One with a vault and a small case in it, `ROTA-2026-01`.
    pub fn with_rota() -> Self {
        let desk = Self::with_vault();
        desk.write("rota.json", rota());
        desk.ok(&["import", "v", "rota.json"]);
        desk
    }

    /// The event of that id in the small case.
    pub fn event(&self, id: &str) -> serde_json::Value {
        let shown = self.json(&["show", "v", "--case", "ROTA-2026-01"]);
        let events = shown["records"]["events"].as_array().unwrap();
        events.iter().find(|event| event["id"] == id).unwrap_or_else(|| panic!("no {id}")).clone()
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
        done(within(LIMIT, self.command(arguments)))
    }

    /// Runs a command that must do its work; gives standard output.
    pub fn ok(&self, arguments: &[&str]) -> String {
        let done = self.run(arguments);
        assert_eq!(done.code, 0, "{arguments:?}: {}", done.err);
        done.out
    }

    /// Runs a command that must be refused with one clear answer; gives standard error.
    pub fn refused(&self, arguments: &[&str]) -> String {
        self.run(arguments).refused(arguments)
    }

    /// Runs a command that reads standard input.
    pub fn fed(&self, arguments: &[&str], input: &[u8]) -> Done {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // Closed by the end of this line; a command that does not read to the end is no fault of the test.
        let _ = child.stdin.take().unwrap().write_all(input);
        done(child.wait_with_output().unwrap())
    }

    /// A second desk with all that lies on this one.
    pub fn twin(&self) -> Self {
        let twin = Self::new();
        copy(self.folder.path(), twin.folder.path());
        twin
    }

    pub fn json(&self, arguments: &[&str]) -> serde_json::Value {
        let mut arguments = arguments.to_vec();
        arguments.push("--json");
        serde_json::from_str(&self.ok(&arguments)).unwrap()
    }

    /// Every file below the desk with its bytes.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut found = Vec::new();
        collect(self.folder.path(), &mut found);
        found.sort();
        found
    }
}

/// So long a command may take on a machine that does much else: whatever takes longer waits for something that does
/// not come.
pub const LIMIT: Duration = Duration::from_secs(90);

/// Runs a command to its end; one that does not come to it is killed and fails the test.
pub fn within(limit: Duration, mut command: Command) -> Output {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let [out, err] = [reader(child.stdout.take().unwrap()), reader(child.stderr.take().unwrap())];
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if begun.elapsed() > limit {
            let _ = child.kill();
            let _ = child.wait();
            panic!("{:?} did not end within {limit:?}", command.get_args());
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    Output { status, stdout: out.join().unwrap(), stderr: err.join().unwrap() }
}

fn reader(mut from: impl Read + Send + 'static) -> JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes).unwrap();
        bytes
    })
}

impl Done {
    /// That it was refused with one clear answer: exit code 1, nothing on standard output, a sentence and a remedy
    /// on standard error. Gives standard error.
    pub fn refused(self, what: &[&str]) -> String {
        let Self { code, out, err } = self;
        assert_eq!(code, 1, "{what:?}: {out}{err}");
        assert_eq!(out, "", "{what:?}: {err}");
        for machine in ["panicked", "RUST_BACKTRACE", "Error {", "Err(", "Os {", "Some(", "SqliteFailure"] {
            assert!(!err.contains(machine), "{what:?}: {err}");
        }
        // Nobody knows the file or folder that stands in for theirs until that is whole.
        assert!(!err.contains(".partial"), "{what:?}: {err}");
        assert!(err.starts_with("breachbook: "), "{what:?}: {err}");
        assert!(err.ends_with(".\n") && err.matches(". ").count() >= 1, "no sentence and remedy: {what:?}: {err}");
        err
    }
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let there = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &there);
        } else {
            std::fs::copy(&path, &there).unwrap();
        }
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

/// The small case file of the command line's examples.
pub fn rota() -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/cli/desk/rota.json")).unwrap()
}

/// A real case file of the demo.
pub fn real_case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/demo").join(format!("{name}.json"))
}
