//! The window: a thin face over the acts of `breachbook-app`. It holds the one open vault, passes the page's
//! requests through the one door, and knows no rule of the domain.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod afresh;
mod held;
mod window;

use std::path::PathBuf;
use std::process::ExitCode;

use breachbook_app::door::{Door, Request, Response};
use breachbook_app::{Failure, place};
use tauri::{AppHandle, RunEvent, State};

use crate::held::Held;

/// The page's only command: a request in, an answer or a failure out.
///
/// The work runs off the window's thread. After a lock this process ends, and a fresh one takes its place.
#[tauri::command]
async fn call(request: Request, app: AppHandle, held: State<'_, Held>) -> Result<Response, Failure> {
    let locks = matches!(request, Request::Lock);
    let answer = held.call(request).await?;
    if locks {
        afresh::start(&app);
    }
    Ok(answer)
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("breachbook-shell: {fault}");
            ExitCode::FAILURE
        }
    }
}

/// Opens the window on the vault that the first argument names, and stays until it is closed.
fn run() -> Result<(), String> {
    let vault = std::env::args_os().nth(1).map(PathBuf::from);
    let home = place::home().map_err(|failure| format!("{} {}", failure.sentence, failure.remedy))?;
    let app = tauri::Builder::default()
        .manage(Held::new(Door::new(vault, home)))
        .invoke_handler(tauri::generate_handler![call])
        .setup(|app| Ok(window::open(app)?))
        .build(tauri::generate_context!())
        .map_err(|fault| format!("the window could not be opened: {fault}"))?;
    app.run(|app, event| {
        if let RunEvent::Exit = event {
            held::close(app);
        }
    });
    Ok(())
}
