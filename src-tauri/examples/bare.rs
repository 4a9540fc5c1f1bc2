//! A bare window with the settings of ours and next to nothing in it: what `cargo xtask bench window` measures ours
//! against. With `list` as its argument it shows a list of 100,000 rows of one height, otherwise a static page; with
//! `untouched` that page is painted as the system's webview does by itself, not as suits the machine.

#[cfg(target_os = "linux")]
#[path = "../src/painting.rs"]
mod painting;

use tauri::webview::NewWindowResponse;
use tauri::{WebviewUrl, WebviewWindowBuilder};

fn main() -> tauri::Result<()> {
    let argument = std::env::args().nth(1).unwrap_or_default();
    let page = if argument == "list" { "list.html" } else { "index.html" };
    let driven = std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some();
    tauri::Builder::default()
        .setup(move |app| {
            let window = WebviewWindowBuilder::new(app, "main", WebviewUrl::App(page.into()))
                .inner_size(1280.0, 800.0)
                .center()
                .incognito(!driven)
                .general_autofill_enabled(false)
                .on_navigation(|_| true)
                .on_new_window(|_, _| NewWindowResponse::Deny)
                .on_download(|_, _| false)
                .build()?;
            #[cfg(target_os = "linux")]
            if argument != "untouched" {
                painting::suit_the_machine(&window)?;
            }
            drop(window);
            Ok(())
        })
        .run(tauri::generate_context!("examples/bare/tauri.conf.json"))
}
