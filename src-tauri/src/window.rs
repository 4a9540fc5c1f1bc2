//! The one window: where it may go (nowhere), and what its title says.

use std::io::Write;

use tauri::utils::config::WindowConfig;
use tauri::webview::NewWindowResponse;
use tauri::{App, Url, WebviewWindowBuilder};

/// Set by tests and by `cargo xtask`: each title is printed as its screen is drawn.
const PRINT_TITLE_VARIABLE: &str = "BREACHBOOK_PRINT_TITLE";

/// Opens the window that tauri.conf.json describes.
///
/// # Errors
/// What the system's webview answers when it cannot make one.
pub fn open(app: &App) -> tauri::Result<()> {
    let none = WindowConfig::default();
    let config = app.config().app.windows.first().unwrap_or(&none);
    let prints = std::env::var_os(PRINT_TITLE_VARIABLE).is_some();
    WebviewWindowBuilder::from_config(app, config)?
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
        })
        .build()?;
    Ok(())
}

/// Whether a WebDriver drives this window: never in a release build.
///
/// WebKitGTK gives a driver no window that is incognito (wry makes such a window a context of its own, which refuses
/// automation), so a driven window is the one that is not; what the page keeps is then looked for in a window that
/// nobody drives.
fn is_driven() -> bool {
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
