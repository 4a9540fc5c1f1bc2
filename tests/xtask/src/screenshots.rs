//! `cargo xtask screenshots FOLDER`: pictures of the window's screens in both themes.

use std::path::Path;
use std::time::Duration;

use crate::demo::{Demo, Window};
use crate::display::Display;
use crate::packages::{self, For};
use crate::{Outcome, build};

/// A screen, the start of its title, and whether the vault is open for it.
const SCREENS: &[(&str, &str, bool)] = &[("lock", "Locked", false), ("cases", "Cases", true)];

/// A theme and the toolkit's own name for it, from which the page takes its colour scheme.
const THEMES: &[(&str, &str)] = &[("light", "Adwaita"), ("dark", "Adwaita:dark")];

/// Takes each picture as `SCREEN-THEME.png` in the folder, on a display of its own.
pub fn screenshots(folder: &Path) -> Outcome {
    if !cfg!(target_os = "linux") {
        return Err("pictures are taken under Xvfb, so on Linux only".into());
    }
    packages::install(&[For::Build, For::Headless])?;
    build::everything()?;
    std::fs::create_dir_all(folder).map_err(|fault| format!("{}: {fault}", folder.display()))?;
    let folder = folder.canonicalize().map_err(|fault| format!("{}: {fault}", folder.display()))?;
    let demo = Demo::make()?;
    for (screen, title, unlocked) in SCREENS {
        for (theme, gtk) in THEMES {
            let file = folder.join(format!("{screen}-{theme}.png"));
            let display = Display::start()?;
            let mut command = demo.window(*unlocked);
            display.show(&mut command);
            let window = Window::open({
                command.env("GTK_THEME", gtk);
                command
            })?;
            window.wait_for(title, Duration::from_secs(60))?;
            display.picture(&file)?;
            println!("{}", file.display());
        }
    }
    Ok(())
}
