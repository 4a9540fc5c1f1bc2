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
    Windows::new(&vault, None).measure("start to the first frame with text, ms", ROUNDS, 1, drawn_after)?;
    let open = Windows::new(&vault, Some(PASSPHRASE));
    open.measure(&format!("memory of all processes (PSS), ours with {ENTRIES} entries, MB"), 3, 0, held_by)?;
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

/// The windows that are measured in turn: a bare one as Tauri makes it, a bare one that is painted as ours, and ours.
struct Windows([Command; 3]);

impl Windows {
    const NAMES: [&str; 3] = ["bare window", "bare window, painted as ours", "ours"];

    fn new(vault: &Path, passphrase: Option<&str>) -> Self {
        let mut ours = Command::new(target_folder().join("release/breachbook-shell"));
        ours.arg(vault).env("BREACHBOOK_HOME", vault.with_file_name("home"));
        let mut all = [built("bare").command(["untouched"]), built("bare").command([]), ours].map(alone);
        if let Some(passphrase) = passphrase {
            all[2].env("BREACHBOOK_PASSPHRASE", passphrase);
        }
        Self(all)
    }

    /// Measures each in turn, and says what came out and how ours compares. The first round of `warms` is not counted:
    /// it warms the caches of the disk.
    fn measure(&self, what: &str, rounds: usize, warms: usize, measure: impl Fn(&Command) -> Outcome<f64>) -> Outcome {
        let mut found: [Vec<f64>; 3] = Default::default();
        for round in 0..rounds + warms {
            let now: Vec<f64> = self.0.iter().map(&measure).collect::<Outcome<_>>()?;
            if round >= warms {
                println!("  round {}: {now:.0?}", round + 1 - warms);
                found.iter_mut().zip(now).for_each(|(all, one)| all.push(one));
            }
        }
        println!("\n| {what} | | ours beside it |\n|---|---|---|");
        let [.., ours] = &found;
        for (name, all) in Self::NAMES.iter().zip(&found) {
            let ratio = Spread::of(ours.iter().zip(all).map(|(ours, one)| ours / one));
            println!("| {name} | {} | {ratio} |", Spread::of(all.iter().copied()));
        }
        Ok(())
    }
}

/// The program, which reads and writes nothing of whoever runs this.
fn alone(mut command: Command) -> Command {
    for name in ["XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"] {
        command.env(name, folder().join("window").join(name));
    }
    command.env_remove("BREACHBOOK_PASSPHRASE");
    command
}

/// Milliseconds from the start of the process to the first frame with text on it, as it stands in the memory of the X
/// server.
fn drawn_after(command: &Command) -> Outcome<f64> {
    let (display, begun, window) = shown(command)?;
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
fn held_by(command: &Command) -> Outcome<f64> {
    let (display, begun, window) = shown(command)?;
    while !display.shows_text() {
        if begun.elapsed() > Duration::from_secs(120) {
            return Err("nothing was drawn within 120 s".into());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    std::thread::sleep(Duration::from_secs(5));
    Ok(window.pss())
}

/// A window on a display of its own, and when it was started.
fn shown(command: &Command) -> Outcome<(Display, Instant, Shown)> {
    let display = Display::start()?;
    // A command cannot be cloned.
    let mut copy = Command::new(command.get_program());
    copy.args(command.get_args()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => copy.env(name, value),
            None => copy.env_remove(name),
        };
    }
    display.show(&mut copy);
    let begun = Instant::now();
    Ok((display, begun, Shown::start(copy)?))
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
