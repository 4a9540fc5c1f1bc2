//! The processes of a stage, as the kernel sees them.

use std::os::unix::process::CommandExt;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use crate::stage::{LIMIT, Stage};

impl Stage {
    /// Waits until one window runs here and it is another process than these; answers its id.
    pub fn wait_for_another_window(&self, than: &[u32]) -> u32 {
        let end = Instant::now() + LIMIT;
        loop {
            match self.windows().as_slice() {
                [one] if !than.contains(one) => return *one,
                here => assert!(Instant::now() < end, "processes of the window: {here:?}"),
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The process ids of the windows that this stage's driver started, directly or not.
    pub fn windows(&self) -> Vec<u32> {
        self.processes("breachbook-shel")
    }

    /// The ids of the processes of that name (cut at 15 letters) that this stage's driver started, directly or not.
    fn processes(&self, name: &str) -> Vec<u32> {
        let group = self.driver.0.id();
        // A zombie has ended.
        let ours = |one: &Stat| one.name == name && one.state != "Z" && one.group == group;
        stats().filter(ours).map(|one| one.id).collect()
    }

    /// The arguments that a process of the window was started with.
    pub fn arguments(pid: u32) -> Vec<String> {
        let line = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap();
        line.split(|byte| *byte == 0)
            .skip(1)
            .map(|word| String::from_utf8_lossy(word).into_owned())
            .filter(|word| !word.is_empty())
            .collect()
    }
}

/// What the kernel says of a process.
struct Stat {
    id: u32,
    name: String,
    state: String,
    group: u32,
}

/// What it says of each that runs.
fn stats() -> impl Iterator<Item = Stat> {
    let files = std::fs::read_dir("/proc").into_iter().flatten().flatten().map(|entry| entry.path().join("stat"));
    files.filter_map(|file| {
        // "ID (NAME) STATE PARENT GROUP …".
        let stat = std::fs::read_to_string(file).ok()?;
        let (head, tail) = stat.rsplit_once(") ")?;
        let (id, name) = head.split_once(" (")?;
        let words: Vec<_> = tail.split(' ').collect();
        Some(Stat {
            id: id.parse().ok()?,
            name: name.to_owned(),
            state: words[0].to_owned(),
            group: words[2].parse().ok()?,
        })
    })
}

/// A program and all that it started, ended together: after a lock the fresh window is a grandchild.
pub struct Group(pub Child);

impl Group {
    pub fn start(mut command: Command) -> Self {
        let name = command.get_program().to_string_lossy().into_owned();
        Self(command.process_group(0).spawn().unwrap_or_else(|fault| panic!("{name}: {fault}")))
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.0.wait();
    }
}
