//! Closing the window while a vault is open: the page first keeps what is typed, and asks where that cannot be kept.

use std::sync::{Mutex, PoisonError};

use tauri::{AppHandle, Manager};

/// Whether the page was asked to close and has not been heard since. A page that hangs must not hold the window open:
/// whoever closes it a second time closes it.
#[derive(Default)]
pub struct Closing(Mutex<bool>);

impl Closing {
    /// Somebody closes the window. Answers whether the page has it in hand; where it has not, the window goes.
    pub fn asked(&self, app: &AppHandle) -> bool {
        let mut unheard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if *unheard {
            return false;
        }
        let Some(page) = app.get_webview_window("main") else { return false };
        *unheard = page.eval("window.dispatchEvent(new CustomEvent('breachbook-close'))").is_ok();
        *unheard
    }

    /// The page heard it, and keeps what is typed or asks.
    pub fn heard(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = false;
    }
}

/// Closes the window as its own button does, so that the page is asked first.
pub fn begin(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        // A window that is gone is closed.
        let _ = window.close();
    }
}
