//! `cargo xtask run`: from a fresh clone to the open window.

use std::time::Duration;

use crate::demo::{Demo, Window};
use crate::display::{self, Display};
use crate::packages::{self, For};
use crate::programs::see;
use crate::{Outcome, build, target_folder};

/// Installs, builds, makes a throw-away vault, and opens the window on it. Without a display it draws into one in
/// memory, says where it put a picture, and ends.
pub fn run() -> Outcome {
    let headless = !display::there_is_one();
    packages::install(if headless { &[For::Build, For::Headless] } else { &[For::Build] })?;
    build::everything()?;
    let demo = Demo::make()?;
    println!("\nThe throw-away vault is {}; it is removed when the window closes.", demo.vault.display());
    if headless { picture(&demo) } else { see(demo.window()) }
}

fn picture(demo: &Demo) -> Outcome {
    println!("There is no display here: the window opens in Xvfb.");
    let folder = target_folder().join("window");
    std::fs::create_dir_all(&folder).map_err(|fault| format!("{}: {fault}", folder.display()))?;
    let file = folder.join("cases.png");
    let display = Display::start()?;
    let mut command = demo.window();
    display.show(&mut command);
    let window = Window::open(command)?;
    window.wait_for("Cases", Duration::from_secs(60))?;
    display.picture(&file)?;
    println!("A picture of the window: {}", file.display());
    Ok(())
}
