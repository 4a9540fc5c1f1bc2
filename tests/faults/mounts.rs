//! File systems of a test's own: read-only and full ones, without a trace on the machine.
//!
//! A shell in a mount namespace of its own: made as root, or by a user who may make a user namespace, or by way of
//! sudo without a password. Where none of these can be had the tests fail and say so.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::support::{Desk, Done};

/// A desk as it is seen by processes with mounts of their own.
pub struct Mounts<'d> {
    desk: &'d Desk,
    shell: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

const WAYS: [&[&str]; 3] =
    [&["unshare", "-m"], &["unshare", "-rm"], &["sudo", "-n", "--preserve-env", "unshare", "-m"]];

impl<'d> Mounts<'d> {
    pub fn new(desk: &'d Desk) -> Self {
        let try_mount = "mount -t tmpfs -o size=64k none /mnt && mount --bind /mnt /mnt";
        let way = WAYS.into_iter().find(|way| {
            let tried = Command::new(way[0]).args(&way[1..]).args(["sh", "-c", try_mount]).output();
            tried.is_ok_and(|tried| tried.status.success())
        });
        let way = way.expect("no mounts of our own: run as root, allow user namespaces, or sudo without a password");
        // The shell gets the environment of a command of this desk.
        let model = desk.command(&[]);
        let mut shell = Command::new(way[0]);
        shell.args(&way[1..]).arg("sh").current_dir(model.get_current_dir().unwrap());
        shell.envs(model.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let mut shell = shell.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let input = shell.stdin.take().unwrap();
        let output = BufReader::new(shell.stdout.take().unwrap());
        Self { desk, shell, input, output }
    }

    /// Runs a line of shell; gives its exit code.
    fn status(&mut self, line: &str) -> i32 {
        writeln!(self.input, "{line} < /dev/null\necho $?").unwrap();
        let mut said = String::new();
        self.output.read_line(&mut said).unwrap();
        said.trim().parse().unwrap_or_else(|_| panic!("{line}: {said:?}"))
    }

    /// Runs a line of shell that must succeed.
    pub fn sh(&mut self, line: &str) {
        assert_eq!(self.status(&format!("{{ {line}; }} 1>&2")), 0, "{line}");
    }

    /// Makes a folder of the desk read-only.
    pub fn read_only(&mut self, folder: &str) {
        self.sh(&format!("mount --bind {folder} {folder} && mount -o remount,bind,ro {folder}"));
    }

    /// Lays a small disk over a folder of the desk, with a copy of what was in it.
    pub fn small_disk(&mut self, folder: &str, kib: usize) {
        self.sh(&format!(
            "mkdir -p {folder} {folder}.was && cp -R {folder}/. {folder}.was && mount -t tmpfs -o size={kib}k none {folder} \
             && cp -R {folder}.was/. {folder} && rm -r {folder}.was"
        ));
    }

    /// Fills what is left of a small disk, but for so many KiB.
    pub fn fill(&mut self, folder: &str, but: usize) {
        self.status(&format!("cat /dev/zero > {folder}/filler 2> /dev/null"));
        self.sh(&format!("truncate -s -{but}k {folder}/filler"));
    }

    /// Runs a command of the program.
    pub fn run(&mut self, arguments: &[&str]) -> Done {
        let quoted: Vec<String> = arguments.iter().map(|word| format!("'{}'", word.replace('\'', "'\\''"))).collect();
        let (out, err) = (tempfile::NamedTempFile::new().unwrap(), tempfile::NamedTempFile::new().unwrap());
        let line = format!(
            "{} {} > {} 2> {}",
            env!("CARGO_BIN_EXE_breachbook"),
            quoted.join(" "),
            out.path().display(),
            err.path().display()
        );
        let code = self.status(&line);
        let read = |file: &tempfile::NamedTempFile| std::fs::read_to_string(file.path()).unwrap();
        Done { code, out: read(&out), err: read(&err) }
    }

    pub fn ok(&mut self, arguments: &[&str]) -> String {
        let done = self.run(arguments);
        assert_eq!(done.code, 0, "{arguments:?}: {}", done.err);
        done.out
    }

    pub fn refused(&mut self, arguments: &[&str]) -> String {
        self.run(arguments).refused(arguments)
    }

    /// A listing of a folder with the hash of each file.
    pub fn listing(&mut self, folder: &str) -> String {
        let name = "listing";
        self.sh(&format!("find {folder} -type f ! -name filler -exec sha256sum {{}} + | sort > {name}"));
        let text = String::from_utf8(self.desk.read(name)).unwrap();
        std::fs::remove_file(self.desk.path(name)).unwrap();
        text
    }
}

impl Drop for Mounts<'_> {
    fn drop(&mut self) {
        // The mounts go with the last process in their namespace.
        let _ = writeln!(self.input, "exit");
        let _ = self.shell.wait();
    }
}
