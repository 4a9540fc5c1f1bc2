//! Locking ends the process that held the key; a fresh one, which never saw it, stands at the lock screen.

use std::path::Path;
use std::process::Command;

use breachbook_app::place::PASSPHRASE_VARIABLE;
use tauri::AppHandle;

/// Starts this program anew for a vault, or for none, without any passphrase, and ends the present one.
pub fn start(app: &AppHandle, vault: Option<&Path>) {
    let fresh = std::env::current_exe()
        .and_then(|program| Command::new(program).args(vault).env_remove(PASSPHRASE_VARIABLE).spawn());
    if let Err(fault) = fresh {
        eprintln!("breachbook-shell: the lock screen could not be started: {fault}");
    }
    app.exit(0);
}
