//! A display of our own where there is none (Xvfb), and pictures of what is on it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Outcome;
use crate::programs::{command, find, quiet};

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
}

impl Display {
    /// Starts a server on a display number that is free, with a screen of the smallest laptop.
    pub fn start() -> Outcome<Self> {
        let mut server =
            command("Xvfb", ["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"])?
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .map_err(|fault| format!("Xvfb did not start: {fault}"))?;
        let mut number = String::new();
        if let Some(output) = server.stdout.take() {
            let _ = BufReader::new(output).read_line(&mut number);
        }
        let display = Self { server, name: format!(":{}", number.trim()) };
        if number.trim().is_empty() { Err("Xvfb named no display".into()) } else { Ok(display) }
    }

    /// Makes a program draw here.
    pub fn show(&self, command: &mut Command) {
        command.env("DISPLAY", &self.name).env_remove("WAYLAND_DISPLAY").env("GDK_BACKEND", "x11");
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
    colours_and_hash.split(' ').next().and_then(|colours| colours.parse().ok()).is_some_and(|colours: u32| colours > 16)
}

/// ImageMagick 7 has one program, `magick`; 6 has one for each tool.
fn magick<const N: usize>(tool: &str, args: [&str; N]) -> Outcome<Command> {
    if find(tool).is_some() { command(tool, args) } else { command("magick", [&[tool], args.as_slice()].concat()) }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
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
