//! `cargo xtask screenshots FOLDER`: pictures of every screen of the real window, in both themes.

use std::path::Path;

use crate::packages::{self, For};
use crate::programs::{cargo, see};
use crate::{Outcome, build};

/// The variable by which the window tests are told where to leave a picture of each screen that they see.
const PICTURES: &str = "BREACHBOOK_PICTURES";

/// Takes each picture as `SCREEN-THEME.png` in the folder, on displays of their own.
pub fn screenshots(folder: &Path) -> Outcome {
    if !cfg!(target_os = "linux") {
        return Err("pictures are taken under Xvfb, so on Linux only".into());
    }
    packages::install(&[For::Build, For::Headless, For::Test])?;
    build::everything()?;
    std::fs::create_dir_all(folder).map_err(|fault| format!("{}: {fault}", folder.display()))?;
    let folder = folder.canonicalize().map_err(|fault| format!("{}: {fault}", folder.display()))?;
    let mut tests = cargo(["test", "--package=breachbook-tests", "--test=window", "screens::"]);
    tests.env(PICTURES, &folder);
    see(tests)?;
    println!("Pictures of every screen are in {}.", folder.display());
    Ok(())
}
