//! The menu bar of macOS, without which cut, copy and paste have no keys there. On Windows and Linux a bar would take
//! a line from a small screen for what the keys, the page and its own menu of the right button give already.

use breachbook_app::home::ZoomStep;
use tauri::menu::{AboutMetadata, Menu, MenuItem, PredefinedMenuItem, Submenu};
use tauri::{AppHandle, Manager, Wry};

use crate::{closing, window};

const ZOOM_IN: &str = "zoom-in";
const ZOOM_OUT: &str = "zoom-out";
const ZOOM_RESET: &str = "zoom-reset";
const HELP: &str = "help";
/// What the open vault's page does, by the names that its table of keys gives them.
const OF_THE_PAGE: [&str; 5] = ["new-case", "export", "backup", "settings", HELP];
const QUIT: &str = "quit";

/// The bar.
///
/// # Errors
/// What the system answers when it cannot make one.
pub fn bar(app: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let item = |id: &str, text: &str, keys: &str| MenuItem::with_id(app, id, text, true, Some(keys));
    let about = Submenu::with_items(
        app,
        "Breachbook",
        true,
        &[
            &PredefinedMenuItem::about(app, None, Some(AboutMetadata::default()))?,
            &PredefinedMenuItem::separator(app)?,
            &PredefinedMenuItem::hide(app, None)?,
            // Not the system's own, which ends the program without asking what could not be kept.
            &item(QUIT, "Quit Breachbook", "CmdOrCtrl+Q")?,
        ],
    )?;
    let file = Submenu::with_items(
        app,
        "File",
        true,
        &[
            &item("new-case", "New Case…", "CmdOrCtrl+N")?,
            &item("export", "Export the Case File…", "CmdOrCtrl+Shift+E")?,
            &item("backup", "Back Up This Vault…", "CmdOrCtrl+Shift+B")?,
            &item("settings", "Settings…", "CmdOrCtrl+,")?,
        ],
    )?;
    let edit = Submenu::with_items(
        app,
        "Edit",
        true,
        &[
            &PredefinedMenuItem::undo(app, None)?,
            &PredefinedMenuItem::redo(app, None)?,
            &PredefinedMenuItem::separator(app)?,
            &PredefinedMenuItem::cut(app, None)?,
            &PredefinedMenuItem::copy(app, None)?,
            &PredefinedMenuItem::paste(app, None)?,
            &PredefinedMenuItem::select_all(app, None)?,
        ],
    )?;
    let view = Submenu::with_items(
        app,
        "View",
        true,
        &[
            &item(ZOOM_IN, "Zoom In", "CmdOrCtrl+Plus")?,
            &item(ZOOM_OUT, "Zoom Out", "CmdOrCtrl+-")?,
            &item(ZOOM_RESET, "Actual Size", "CmdOrCtrl+0")?,
        ],
    )?;
    let help = Submenu::with_items(app, "Help", true, &[&item(HELP, "Breachbook Help", "F1")?])?;
    Menu::with_items(app, &[&about, &file, &edit, &view, &help])
}

/// Does what was chosen.
pub fn chosen(app: &AppHandle, id: &str) {
    match id {
        ZOOM_IN => drop(window::zoom(app, ZoomStep::In)),
        ZOOM_OUT => drop(window::zoom(app, ZoomStep::Out)),
        ZOOM_RESET => drop(window::zoom(app, ZoomStep::Reset)),
        QUIT => closing::begin(app),
        id => {
            if let Some(name) = OF_THE_PAGE.into_iter().find(|name| *name == id)
                && let Some(page) = app.get_webview_window("main")
            {
                // Help is shown from anywhere; a page that shows no case does not listen to the rest.
                let event = format!("new CustomEvent('breachbook-act', {{ detail: '{name}' }})");
                let _ = page.eval(format!("window.dispatchEvent({event})"));
            }
        }
    }
}
