//! Other tools that make PDFs, in a Python of their own; what cannot be had is left out, and said.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::figures::Figures;
use super::folder;
use crate::programs::{command, find, see};
use crate::{Outcome, root};

/// The tools by the names that `tests/bench/rivals.py` knows.
pub const TOOLS: [&str; 3] = ["typst", "reportlab", "weasyprint"];

/// A Python that has them.
pub struct Rivals(PathBuf);

impl Rivals {
    /// Makes one under `target/bench/`, from `tests/bench/requirements.txt`.
    pub fn install() -> Option<Self> {
        match install() {
            Ok(python) => Some(Self(python)),
            Err(sentence) => {
                println!("The other tools are left out: {sentence}");
                None
            }
        }
    }

    /// Runs one of them over rows; `None`, and a line that says why, where it is not to be had.
    pub fn run(&self, tool: &str, rows: &Path) -> Option<Figures> {
        let mut command = Command::new(&self.0);
        let here = root();
        command.arg(here.join("tests/bench/rivals.py")).arg(tool);
        command.arg(rows);
        command.arg(here.join("src-tauri/crates/report/fonts/IBMPlexSans-Regular.ttf"));
        command.arg(folder().join(format!("{tool}.pdf")));
        match Figures::of(&mut command) {
            Ok(figures) => Some(figures),
            Err(sentence) => {
                println!("{tool} is left out: {sentence}");
                None
            }
        }
    }
}

fn install() -> Outcome<PathBuf> {
    let venv = folder().join("python");
    // The one place where the layout of a virtual environment differs.
    let python = if cfg!(windows) { venv.join("Scripts/python.exe") } else { venv.join("bin/python") };
    if !python.is_file() {
        let name = ["python3", "python"]
            .into_iter()
            .find(|name| find(name).is_some())
            .ok_or("there is no Python on the PATH")?;
        see(command(name, ["-m".as_ref(), "venv".as_ref(), venv.as_os_str()])?)?;
    }
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--requirement"]);
    pip.arg(root().join("tests/bench/requirements.txt"));
    see(pip)?;
    Ok(python)
}
