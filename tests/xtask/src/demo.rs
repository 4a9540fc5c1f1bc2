//! A throw-away vault with the demo's cases, and the window on it.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::Outcome;
use crate::build::built;
use crate::programs::see;

/// Opens the throw-away vault, which holds nothing but published cases.
const PASSPHRASE: &str = "seven plain words for the demo only";

/// A folder that is gone when this is dropped, with a demo vault in it.
pub struct Demo {
    folder: PathBuf,
    /// The vault's own folder.
    pub vault: PathBuf,
}

impl Demo {
    /// Makes the vault with `breachbook demo`.
    pub fn make() -> Outcome<Self> {
        let folder = std::env::temp_dir().join(format!("breachbook-demo-{}", std::process::id()));
        let said = |fault: std::io::Error| format!("{}: {fault}", folder.display());
        std::fs::create_dir_all(&folder).map_err(said)?;
        let mut demo = Self { vault: PathBuf::new(), folder: folder.clone() };
        let inner = folder.join("demo");
        let mut command = Command::new(built("breachbook"));
        command.arg("demo").arg(&inner);
        demo.surround(&mut command);
        see(command)?;
        demo.vault =
            vault_in(&inner).ok_or_else(|| format!("`breachbook demo` left no vault in {}", inner.display()))?;
        Ok(demo)
    }

    /// The window on this vault, opened.
    pub fn window(&self) -> Command {
        let mut command = Command::new(built("breachbook-shell"));
        command.arg(&self.vault);
        self.surround(&mut command);
        command
    }

    /// Keeps a program away from the user's own marks and settings, and lets it open the vault.
    fn surround(&self, command: &mut Command) {
        command.env("BREACHBOOK_HOME", self.folder.join("home")).env("BREACHBOOK_PASSPHRASE", PASSPHRASE);
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn vault_in(folder: &Path) -> Option<PathBuf> {
    let mut entries = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    if folder.join("vault.db").is_file() {
        Some(folder.to_owned())
    } else {
        entries.find(|path| path.join("vault.db").is_file())
    }
}

/// A window that tells which screen it has drawn; it is ended when this is dropped.
pub struct Window {
    child: Child,
    titles: Receiver<String>,
}

impl Window {
    /// Starts the window. It prints the page's title each time a screen is drawn.
    pub fn open(mut command: Command) -> Outcome<Self> {
        command.env("BREACHBOOK_PRINT_TITLE", "1").stdout(Stdio::piped());
        let mut child = command.spawn().map_err(|fault| format!("the window did not start: {fault}"))?;
        let (send, titles) = channel();
        if let Some(output) = child.stdout.take() {
            std::thread::spawn(move || {
                BufReader::new(output).lines().map_while(Result::ok).try_for_each(|line| send.send(line))
            });
        }
        Ok(Self { child, titles })
    }

    /// Waits until the window shows a screen whose title begins so.
    pub fn wait_for(&self, title: &str, limit: Duration) -> Outcome {
        let end = std::time::Instant::now() + limit;
        loop {
            let left = end.saturating_duration_since(std::time::Instant::now());
            match self.titles.recv_timeout(left) {
                Ok(shown) if shown.starts_with(title) => return Ok(()),
                Ok(_) => {}
                Err(_) => {
                    return Err(format!("the window did not draw “{title}” within {} s", limit.as_secs()));
                }
            }
        }
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
