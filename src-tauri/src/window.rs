//! The one window: where it may go (nowhere), where it stands, and what its title says.

use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use breachbook_app::home::{Screen, WindowPlace, ZoomStep};
use tauri::utils::config::WindowConfig;
use tauri::webview::NewWindowResponse;
use tauri::{App, AppHandle, Manager, Url, WebviewWindowBuilder};

/// Set by tests and by `cargo xtask`: each title is printed as its screen is drawn.
const PRINT_TITLE_VARIABLE: &str = "BREACHBOOK_PRINT_TITLE";

/// The window as it was last kept.
pub struct Last(Mutex<WindowPlace>);

/// Opens the window that tauri.conf.json describes, where it stood last.
///
/// # Errors
/// What the system's webview answers when it cannot make one.
pub fn open(app: &App, home: &Path) -> tauri::Result<()> {
    let none = WindowConfig::default();
    let config = app.config().app.windows.first().unwrap_or(&none);
    let prints = std::env::var_os(PRINT_TITLE_VARIABLE).is_some();
    let kept = WindowPlace::read(home).on(&screens(app.handle()));
    let mut builder = WebviewWindowBuilder::from_config(app, config)?
        .inner_size(kept.width, kept.height)
        .maximized(kept.maximized)
        .incognito(!is_driven())
        .general_autofill_enabled(false)
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_document_title_changed(move |window, title| {
            // A title that could not be set or printed is no reason to stop.
            let _ = window.set_title(&title);
            if prints {
                let _ = writeln!(std::io::stdout(), "{title}");
            }
        });
    if let (Some(x), Some(y)) = (kept.x, kept.y) {
        builder = builder.position(x, y);
    }
    let window = builder.build()?;
    if kept.zoom != 100 {
        window.set_zoom(f64::from(kept.zoom) / 100.0)?;
    }
    app.manage(Last(Mutex::new(kept)));
    Ok(())
}

fn screens(app: &AppHandle) -> Vec<Screen> {
    let screen = |monitor: &tauri::Monitor| {
        let scale = monitor.scale_factor();
        let (place, size) = (monitor.position().to_logical::<f64>(scale), monitor.size().to_logical::<f64>(scale));
        (place.x, place.y, size.width, size.height)
    };
    app.available_monitors().unwrap_or_default().iter().map(screen).collect()
}

/// Keeps where the window stands, if it has moved since.
pub fn keep(app: &AppHandle, home: &Path) {
    let (Some(window), Some(last)) = (app.get_webview_window("main"), app.try_state::<Last>()) else { return };
    let mut last = last.0.lock().unwrap_or_else(PoisonError::into_inner);
    let (Ok(size), Ok(scale)) = (window.inner_size(), window.scale_factor()) else { return };
    let size = size.to_logical::<f64>(scale);
    let maximized = window.is_maximized().unwrap_or(false);
    // A window that fills the screen keeps the place to which it goes back.
    let now = if maximized || window.is_minimized().unwrap_or(false) {
        WindowPlace { maximized, ..*last }
    } else {
        let place = window.outer_position().ok().map(|place| place.to_logical::<f64>(scale));
        let (x, y) = (place.map(|place| place.x), place.map(|place| place.y));
        WindowPlace { x, y, width: size.width, height: size.height, maximized, zoom: last.zoom }
    };
    if now != *last {
        now.write(home);
        *last = now;
    }
}

/// Zooms the page and answers how far, in per cent. It is kept with the window's place.
///
/// # Errors
/// What the webview answers.
pub fn zoom(app: &AppHandle, step: ZoomStep) -> tauri::Result<u32> {
    let Some(last) = app.try_state::<Last>() else { return Ok(100) };
    let mut last = last.0.lock().unwrap_or_else(PoisonError::into_inner);
    let zoomed = last.zoomed(step);
    if let Some(window) = app.get_webview_window("main") {
        window.set_zoom(f64::from(zoomed.zoom) / 100.0)?;
    }
    if let Ok(home) = breachbook_app::place::home() {
        zoomed.write(&home);
    }
    *last = zoomed;
    Ok(zoomed.zoom)
}

/// Asks, without a word, to be looked at: a limit comes near or has fallen.
pub fn call_for_attention(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        // Not every desktop can.
        let _ = window.request_user_attention(Some(tauri::UserAttentionType::Informational));
    }
}

/// Whether a WebDriver drives this window: never in a release build.
///
/// WebKitGTK gives a driver no window that is incognito (wry makes such a window a context of its own, which refuses
/// automation), so a driven window is the one that is not; what the page keeps is then looked for in a window that
/// nobody drives.
pub fn is_driven() -> bool {
    cfg!(debug_assertions) && std::env::var("TAURI_WEBVIEW_AUTOMATION").as_deref() == Ok("true")
}

/// Whether an address is the page that is built into this program, by the name that each system's webview gives it.
fn is_ours(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_window_goes_nowhere_but_to_its_own_page() {
        let ours = |address: &str| is_ours(&address.parse().unwrap());
        assert!(ours("tauri://localhost/index.html"));
        assert!(ours("http://tauri.localhost/"));
        assert!(!ours("https://example.org/"));
        assert!(!ours("http://localhost:1420/"));
        assert!(!ours("file:///etc/passwd"));
        assert!(!ours("data:text/html,hello"));
    }
}
