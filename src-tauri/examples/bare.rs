//! A bare window with the settings of ours and next to nothing in it: what `cargo xtask bench window` measures ours
//! against. With `list` as its argument it shows a list of 100,000 rows of one height, otherwise a static page.

use tauri::webview::NewWindowResponse;
use tauri::{WebviewUrl, WebviewWindowBuilder};

fn main() -> tauri::Result<()> {
    let page = if std::env::args().nth(1).as_deref() == Some("list") { "list.html" } else { "index.html" };
    let driven = std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some();
    tauri::Builder::default()
        .setup(move |app| {
            WebviewWindowBuilder::new(app, "main", WebviewUrl::App(page.into()))
                .inner_size(1280.0, 800.0)
                .center()
                .incognito(!driven)
                .general_autofill_enabled(false)
                .on_navigation(|_| true)
                .on_new_window(|_, _| NewWindowResponse::Deny)
                .on_download(|_, _| false)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!("examples/bare/tauri.conf.json"))
}
