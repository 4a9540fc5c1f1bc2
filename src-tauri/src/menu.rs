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
    Menu::with_items(app, &[&about, &edit, &view, &help])
}

/// Does what was chosen.
pub fn chosen(app: &AppHandle, id: &str) {
    match id {
        ZOOM_IN => drop(window::zoom(app, ZoomStep::In)),
        ZOOM_OUT => drop(window::zoom(app, ZoomStep::Out)),
        ZOOM_RESET => drop(window::zoom(app, ZoomStep::Reset)),
        QUIT => closing::begin(app),
        HELP => {
            if let Some(page) = app.get_webview_window("main") {
                // A page that is not there yet has no help to show either.
                let _ = page.eval("window.dispatchEvent(new CustomEvent('breachbook-help'))");
            }
        }
        _ => {}
    }
}
