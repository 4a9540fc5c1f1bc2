//! Locking ends the process that held the key; a fresh one, which never saw it, stands at the lock screen.

use std::process::Command;

use breachbook_app::place::PASSPHRASE_VARIABLE;
use tauri::AppHandle;

/// Starts this program anew with the same arguments, without any passphrase, and ends the present one.
pub fn start(app: &AppHandle) {
    let fresh = std::env::current_exe().and_then(|program| {
        Command::new(program).args(std::env::args_os().skip(1)).env_remove(PASSPHRASE_VARIABLE).spawn()
    });
    if let Err(fault) = fresh {
        eprintln!("breachbook-shell: the lock screen could not be started: {fault}");
    }
    app.exit(0);
}
