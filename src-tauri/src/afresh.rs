//! Locking ends the process that held the key; a fresh one, which never saw it, stands at the lock screen.

use std::path::Path;
use std::process::Command;

use breachbook_app::place::PASSPHRASE_VARIABLE;
use breachbook_app::typing::Typing;
use tauri::AppHandle;

/// By this the fresh process is told what was lost with the one before.
const LOST_VARIABLE: &str = "BREACHBOOK_LOST";

/// What was typed and lost when the process before this one locked by itself.
pub fn lost() -> Vec<Typing> {
    std::env::var(LOST_VARIABLE).map(|words| Typing::heard(&words)).unwrap_or_default()
}

/// Starts this program anew for a vault, or for none, without any passphrase, and ends the present one. What could not
/// be kept is lost with it, and the fresh one is told.
pub fn start(app: &AppHandle, vault: Option<&Path>, unkept: &[Typing]) {
    let fresh = std::env::current_exe().and_then(|program| {
        Command::new(program)
            .args(vault)
            .env_remove(PASSPHRASE_VARIABLE)
            .env(LOST_VARIABLE, Typing::told(unkept))
            .spawn()
    });
    if let Err(fault) = fresh {
        eprintln!("breachbook-shell: the lock screen could not be started: {fault}");
    }
    app.exit(0);
}
