//! A notification of the system. It says a time and nothing of any case: it may be read by anyone who passes by, and
//! some systems keep it.

use notify_rust::Notification;
use tauri::AppHandle;

/// Shows a sentence, on a thread of its own: a bus that does not answer holds nothing up. Where there is no
/// notification service, nothing happens.
pub fn show(app: &AppHandle, sentence: String) {
    let identifier = app.config().identifier.clone();
    std::thread::spawn(move || {
        let mut notification = Notification::new();
        notification.appname("Breachbook").summary("Breachbook").body(&sentence);
        sign(&mut notification, &identifier);
        // Not every desktop has a place for it; the window asked to be looked at besides.
        let _ = notification.show();
    });
}

/// Says whose notification it is, where the system wants to know more than a name.
#[cfg(windows)]
fn sign(notification: &mut Notification, identifier: &str) {
    notification.app_id(identifier);
}

/// As above: on macOS once for the whole program.
#[cfg(target_os = "macos")]
fn sign(_: &mut Notification, identifier: &str) {
    // It fails the second time, and in a program that was never installed as an application.
    let _ = notify_rust::set_application(identifier);
}

/// As above: elsewhere the name is enough.
#[cfg(not(any(windows, target_os = "macos")))]
fn sign(_: &mut Notification, _: &str) {}
