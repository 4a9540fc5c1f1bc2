//! Our window beside a bare one with the same settings: how long until something useful is drawn, how much memory,
//! how long a frame while a long list is scrolled. Linux only, under Xvfb.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::figures::Spread;
use super::{built, folder};
use crate::display::Display;
use crate::packages::{self, For};
use crate::programs::{cargo, see};
use crate::{Outcome, root, target_folder};

/// How often each is started, in turn with the other.
const ROUNDS: usize = 9;
/// How many entries the case has that lies open while memory is counted.
const ENTRIES: usize = 10_000;
const PASSPHRASE: &str = "seven plain words for the benchmark only";

pub fn window() -> Outcome {
    if !cfg!(target_os = "linux") {
        return Err("windows are measured under Xvfb, so on Linux only".into());
    }
    packages::install(&[For::Build, For::Headless, For::Test])?;
    if !root().join("ui/dist/index.html").is_file() {
        return Err("ui/dist is not built: npm ci and npm run build in ui/".into());
    }
    see(cargo(["build", "--release", "--workspace", "--bins", "--examples"]))?;
    let vault = vault()?;
    let bare = built("bare").command([]);
    let ours = Command::new(target_folder().join("release/breachbook-shell"));
    start(&bare, &ours, &vault)?;
    memory(&bare, &ours, &vault)?;
    see(cargo(["build", "--workspace", "--bins", "--examples"]))?;
    println!("\nScrolling, both windows driven, in the dev profile:");
    see(cargo(["test", "--workspace", "--test=window", "--", "--ignored", "--nocapture", "a_long_list"]))
}

/// A vault with one long case.
fn vault() -> Outcome<PathBuf> {
    let folder = folder().join("window");
    let (vault, home, file) = (folder.join("a.breachbook"), folder.join("home"), folder.join("case.json"));
    if vault.is_dir() {
        return Ok(vault);
    }
    let said = |fault: std::io::Error| format!("{}: {fault}", folder.display());
    std::fs::create_dir_all(&folder).map_err(said)?;
    let demo = root().join("src-tauri/crates/app/demo/met-2023.json");
    let demo = std::fs::read_to_string(&demo).map_err(|fault| format!("{}: {fault}", demo.display()))?;
    let (before, after) = demo.split_once("\"events\": [").ok_or("the demo's case has no events")?;
    let text = "The switchboard reports calls from families. ";
    let more: String = (0..ENTRIES)
        .map(|n| {
            let (day, hour, words) = (n % 28 + 1, n % 24, text.repeat(n % 7 + 1));
            let at = format!("2023-09-{day:02}T{hour:02}:{:02}:00+01:00", n % 60);
            format!("{{\"id\": \"long-{n}\", \"occurred\": {{\"at\": \"{at}\"}}, \"text\": \"{}\"}},", words.trim())
        })
        .collect();
    std::fs::write(&file, format!("{before}\"events\": [{more}{after}")).map_err(said)?;
    for (act, file) in [("init", None), ("import", Some(&file))] {
        let mut command = Command::new(target_folder().join("release/breachbook"));
        command.arg(act).arg(&vault).args(file);
        command.env("BREACHBOOK_HOME", &home).env("BREACHBOOK_PASSPHRASE", PASSPHRASE);
        see(command)?;
    }
    Ok(vault)
}

/// From the start of the process to the first frame with text on it, as it stands in the memory of the X server.
fn start(bare: &Command, ours: &Command, vault: &Path) -> Outcome {
    let (mut of_bare, mut of_ours) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let bare = drawn_after(copy(bare))?;
        let mut locked = copy(ours);
        locked.arg(vault).env("BREACHBOOK_HOME", vault.with_file_name("home"));
        let ours = drawn_after(locked)?;
        // The first of each warms the caches of the disk.
        if round > 0 {
            println!("  round {round}: bare {bare:.0} ms, ours {ours:.0} ms");
            of_bare.push(bare);
            of_ours.push(ours);
        }
    }
    let ratio = Spread::of(of_ours.iter().zip(&of_bare).map(|(ours, bare)| ours / bare));
    let (bare, ours) = (Spread::of(of_bare), Spread::of(of_ours));
    println!("\n| start to the first frame with text | ms |\n|---|---|");
    println!("| bare window | {bare} |\n| lock screen | {ours} |\n| **ratio** | **{ratio}** |");
    Ok(())
}

/// What all processes of a window hold between them (PSS), five seconds after it stands still.
fn memory(bare: &Command, ours: &Command, vault: &Path) -> Outcome {
    let (mut of_bare, mut of_ours) = (Vec::new(), Vec::new());
    for round in 1..=3 {
        let bare = held_by(copy(bare))?;
        let mut open = copy(ours);
        open.arg(vault).env("BREACHBOOK_HOME", vault.with_file_name("home")).env("BREACHBOOK_PASSPHRASE", PASSPHRASE);
        let ours = held_by(open)?;
        println!("  round {round}: bare {bare:.0} MB, ours {ours:.0} MB");
        of_bare.push(bare);
        of_ours.push(ours);
    }
    let ratio = Spread::of(of_ours.iter().zip(&of_bare).map(|(ours, bare)| ours / bare));
    let (bare, ours) = (Spread::of(of_bare), Spread::of(of_ours));
    println!("\n| memory of all processes (PSS) | MB |\n|---|---|");
    println!("| bare window | {bare} |\n| a case of {ENTRIES} entries, open | {ours} |\n| **ratio** | **{ratio}** |");
    Ok(())
}

/// The same program with the same variables; a command cannot be cloned.
fn copy(command: &Command) -> Command {
    let mut copy = Command::new(command.get_program());
    copy.args(command.get_args());
    // Nothing of whoever runs this is read or written.
    for name in ["XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"] {
        copy.env(name, folder().join("window").join(name));
    }
    copy.env_remove("BREACHBOOK_PASSPHRASE").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    copy
}

/// Milliseconds until text is drawn.
fn drawn_after(mut command: Command) -> Outcome<f64> {
    let display = Display::start()?;
    display.show(&mut command);
    let begun = Instant::now();
    let window = Shown::start(command)?;
    while !display.shows_text() {
        if begun.elapsed() > Duration::from_secs(60) {
            return Err("nothing was drawn within 60 s".into());
        }
        std::thread::sleep(Duration::from_millis(4));
    }
    let took = begun.elapsed();
    drop(window);
    Ok(took.as_secs_f64() * 1e3)
}

/// Megabytes, once the window has stood still for five seconds.
fn held_by(mut command: Command) -> Outcome<f64> {
    let display = Display::start()?;
    display.show(&mut command);
    let window = Shown::start(command)?;
    let begun = Instant::now();
    while !display.shows_text() {
        if begun.elapsed() > Duration::from_secs(120) {
            return Err("nothing was drawn within 120 s".into());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    std::thread::sleep(Duration::from_secs(5));
    Ok(window.pss())
}

/// A window and all the processes it started, ended together.
struct Shown(std::process::Child);

impl Shown {
    fn start(mut command: Command) -> Outcome<Self> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        command.spawn().map(Self).map_err(|fault| format!("{command:?}: {fault}"))
    }

    /// The proportional set size of every process of the group, in megabytes.
    fn pss(&self) -> f64 {
        let group = self.0.id().to_string();
        let folders = std::fs::read_dir("/proc").into_iter().flatten().flatten().map(|entry| entry.path());
        let of_group = folders.filter(|folder| {
            let stat = std::fs::read_to_string(folder.join("stat")).unwrap_or_default();
            // "PID (NAME) STATE PARENT GROUP …"
            stat.rsplit_once(") ").and_then(|(_, rest)| rest.split(' ').nth(2)) == Some(&group)
        });
        let kilobytes = |folder: PathBuf| -> f64 {
            let rollup = std::fs::read_to_string(folder.join("smaps_rollup")).unwrap_or_default();
            let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
            line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0.0)
        };
        of_group.map(kilobytes).sum::<f64>() / 1e3
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.0.wait();
    }
}
