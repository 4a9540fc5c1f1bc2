//! `cargo xtask screenshots FOLDER`: pictures of every screen of the real window, in both themes, at the size of the
//! smallest laptop and of a large screen, in high contrast, and at twice the size; and the README's picture.

use std::path::Path;

use crate::packages::{self, For};
use crate::programs::{cargo, see};
use crate::{Outcome, build, root};

/// The variable by which the window tests are told where to leave a picture of each screen that they see.
const PICTURES: &str = "BREACHBOOK_PICTURES";

/// The picture that the README shows, and which of all it is.
const README: (&str, &str) = ("icons/readme/window.png", "timeline-light.png");

/// Takes each picture as `SCREEN-THEME.png`, `SCREEN-THEME-1920.png`, `SCREEN-THEME-contrast.png` or
/// `SCREEN-light-200.png` in the folder, on displays of their own.
pub fn screenshots(folder: &Path) -> Outcome {
    if !cfg!(target_os = "linux") {
        return Err("pictures are taken under Xvfb, so on Linux only".into());
    }
    packages::install(&[For::Build, For::Headless, For::Test])?;
    build::everything()?;
    std::fs::create_dir_all(folder).map_err(|fault| format!("{}: {fault}", folder.display()))?;
    let folder = folder.canonicalize().map_err(|fault| format!("{}: {fault}", folder.display()))?;
    let mut tests = cargo(["test", "--package=breachbook-tests", "--test=window", "--", "screens::", "way_in::"]);
    tests.env(PICTURES, &folder);
    see(tests)?;
    let (to, from) = (root().join(README.0), folder.join(README.1));
    std::fs::copy(&from, &to).map_err(|fault| format!("{}: {fault}", to.display()))?;
    println!("Pictures of every screen are in {}.", folder.display());
    Ok(())
}
