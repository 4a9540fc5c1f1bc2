//! A display of our own where there is none (Xvfb), and pictures of what is on it.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use crate::Outcome;
use crate::programs::{command, find, quiet};

/// A window with no text yet has fewer colours.
const MANY: usize = 16;

/// Whether a window can be opened here as things stand.
pub fn there_is_one() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// An X server in memory, ended when this is dropped.
pub struct Display {
    server: Child,
    name: String,
    /// Holds the server's screen as a file.
    memory: PathBuf,
}

impl Display {
    /// Starts a server on a display number that is free, with a screen of the smallest laptop.
    pub fn start() -> Outcome<Self> {
        // Two displays of one process have folders of their own.
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let memory = std::env::temp_dir().join(format!("breachbook-screen-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&memory).map_err(|fault| format!("{}: {fault}", memory.display()))?;
        let mut server =
            command("Xvfb", ["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"])?
                .arg("-fbdir")
                .arg(&memory)
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .map_err(|fault| format!("Xvfb did not start: {fault}"))?;
        let mut number = String::new();
        if let Some(output) = server.stdout.take() {
            let _ = BufReader::new(output).read_line(&mut number);
        }
        let display = Self { server, memory, name: format!(":{}", number.trim()) };
        if number.trim().is_empty() { Err("Xvfb named no display".into()) } else { Ok(display) }
    }

    /// Makes a program draw here.
    pub fn show(&self, command: &mut Command) {
        command.env("DISPLAY", &self.name).env_remove("WAYLAND_DISPLAY").env("GDK_BACKEND", "x11");
    }

    /// Whether the screen has as many colours as only text with its smoothed edges has.
    pub fn shows_text(&self) -> bool {
        let screen = std::fs::read(self.memory.join("Xvfb_screen0")).unwrap_or_default();
        // A window dump: a header and a table of colours, then four bytes a pixel, of which the last are the screen.
        let pixels = screen.get(screen.len().saturating_sub(1280 * 800 * 4)..).unwrap_or_default();
        let mut seen = Vec::with_capacity(MANY);
        // Every third row will do, and the last colour comes again most often.
        for row in pixels.chunks_exact(1280 * 4).step_by(3) {
            let mut last: &[u8] = &[];
            for pixel in row.chunks_exact(4) {
                if pixel != last && !seen.contains(&pixel) {
                    seen.push(pixel);
                    if seen.len() > MANY {
                        return true;
                    }
                }
                last = pixel;
            }
        }
        false
    }

    /// Takes a picture once the screen holds still and is not blank.
    pub fn picture(&self, file: &Path) -> Outcome {
        let end = Instant::now() + Duration::from_secs(20);
        let mut before = None;
        while Instant::now() < end {
            std::thread::sleep(Duration::from_millis(400));
            let mut take = magick("import", ["-window", "root"])?;
            take.arg(file);
            self.show(&mut take);
            quiet(take).ok_or("ImageMagick could not take a picture of the display")?;
            let mut identify = magick("identify", ["-format", "%k %#"])?;
            identify.arg(file);
            let now = quiet(identify);
            if now == before && now.as_deref().is_some_and(is_drawn) {
                return Ok(());
            }
            before = now;
        }
        Err("nothing was drawn within 20 s".into())
    }
}

/// Text and its smoothed edges have many colours; a blank window has one or two.
fn is_drawn(colours_and_hash: &str) -> bool {
    colours_and_hash
        .split(' ')
        .next()
        .and_then(|colours| colours.parse().ok())
        .is_some_and(|colours: usize| colours > MANY)
}

/// ImageMagick 7 has one program, `magick`; 6 has one for each tool.
fn magick<const N: usize>(tool: &str, args: [&str; N]) -> Outcome<Command> {
    if find(tool).is_some() { command(tool, args) } else { command("magick", [&[tool], args.as_slice()].concat()) }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.memory);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::is_drawn;

    #[test]
    fn a_window_of_one_or_two_colours_is_blank() {
        assert!(!is_drawn("1 6f2a"));
        assert!(!is_drawn("2 6f2a"));
        assert!(!is_drawn(""));
        assert!(is_drawn("412 6f2a"));
    }
}
