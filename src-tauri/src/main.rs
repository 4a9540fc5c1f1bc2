//! The window: a thin face over the acts of `breachbook-app`. It holds the one open vault, passes the page's
//! requests through the one door, answers those that are about the window itself, locks by itself when nobody is
//! there, and knows no rule of the domain.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod afresh;
mod asked;
mod closing;
mod dialogs;
mod drag;
mod held;
mod menu;
mod notification;
mod suspend;
mod window;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use breachbook_app::door::{Door, Request, Response};
use breachbook_app::home::{LimitCalls, NextDue, Settings};
use breachbook_app::typing::Typing;
use breachbook_app::vigil::{TICK, Verdict, Vigil};
use breachbook_app::{Failure, place};
use chrono::{TimeDelta, Utc};
use serde::Serialize;
use tauri::{AppHandle, Manager, RunEvent, State};

use crate::asked::{WindowRequest, WindowResponse};
use crate::closing::Closing;
use crate::held::{Held, Standing};

/// Who watches whether somebody is there.
type Watcher = Arc<Mutex<Vigil>>;

/// What is typed and could not be kept until now, as the page said it last.
type Unkept = Arc<Mutex<Vec<Typing>>>;

/// What the page is answered: by the door, or by the window itself.
#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Door(Response),
    Window(WindowResponse),
}

/// The page's only command: a request to the door or to the window in, an answer or a failure out.
///
/// The work runs off the window's thread. After a lock this process ends, and a fresh one takes its place.
#[tauri::command]
async fn call(
    request: Option<Request>,
    window: Option<WindowRequest>,
    app: AppHandle,
    held: State<'_, Held>,
    watcher: State<'_, Watcher>,
    unkept: State<'_, Unkept>,
) -> Result<Answer, Failure> {
    if let Some(asked) = window {
        return ask_window(&app, asked, &watcher, &unkept).await.map(Answer::Window);
    }
    let request = request.ok_or_else(Failure::window_fault)?;
    let locks = matches!(request, Request::Lock);
    let vault = held.standing().vault;
    let answer = held.call(request).await?;
    if locks {
        // Whoever locks was asked about what cannot be kept.
        afresh::start(&app, vault.as_deref(), &[]);
    }
    Ok(Answer::Door(answer))
}

async fn ask_window(
    app: &AppHandle,
    asked: WindowRequest,
    watcher: &Watcher,
    unkept: &Unkept,
) -> Result<WindowResponse, Failure> {
    match asked {
        WindowRequest::Awake => {
            watcher.lock().unwrap_or_else(PoisonError::into_inner).saw(Utc::now());
            Ok(WindowResponse::Noted)
        }
        WindowRequest::Zoom { step } => {
            let percent = window::zoom(app, step).map_err(|_| Failure::window_fault())?;
            Ok(WindowResponse::Zoomed { percent })
        }
        WindowRequest::Unkept { what } => {
            *unkept.lock().unwrap_or_else(PoisonError::into_inner) = what;
            Ok(WindowResponse::Noted)
        }
        WindowRequest::Lost => Ok(WindowResponse::Lost { what: afresh::lost() }),
        WindowRequest::CloseHeard => {
            app.state::<Closing>().heard();
            Ok(WindowResponse::Noted)
        }
        WindowRequest::Close => {
            app.exit(0);
            Ok(WindowResponse::Noted)
        }
        dialog => {
            let app = app.clone();
            tauri::async_runtime::spawn_blocking(move || dialogs::show(&app, &dialog))
                .await
                .unwrap_or_else(|_| Err(Failure::window_fault()))
        }
    }
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

/// Opens the window on the vault that the first argument names, or on none, and stays until it is closed.
fn run() -> Result<(), String> {
    let vault = std::env::args_os().nth(1).map(PathBuf::from);
    let home = place::home().map_err(|failure| format!("{} {}", failure.sentence, failure.remedy))?;
    let held = Held::new(Door::new(vault, home.clone()));
    let watcher: Watcher = Arc::new(Mutex::new(Vigil::new(Utc::now())));
    let unkept = Unkept::default();
    let (at_home, with, by, typed) = (home.clone(), held.clone(), Arc::clone(&watcher), unkept.clone());
    let of = held.clone();
    let mut builder = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .manage(held)
        .manage(watcher)
        .manage(unkept)
        .manage(Closing::default())
        .invoke_handler(tauri::generate_handler![call]);
    if cfg!(target_os = "macos") {
        builder = builder.menu(menu::bar).on_menu_event(|app, event| menu::chosen(app, event.id().as_ref()));
    }
    let app = builder
        .setup(move |app| {
            window::open(app, &at_home)?;
            let app = app.handle().clone();
            std::thread::spawn(move || keep_vigil(&app, &with, &by, &typed, &at_home));
            Ok(())
        })
        .build(tauri::generate_context!())
        .map_err(|fault| format!("the window could not be opened: {fault}"))?;
    app.run(move |app, event| match event {
        RunEvent::WindowEvent { event: tauri::WindowEvent::CloseRequested { api, .. }, .. } => {
            window::keep(app, &home);
            if of.standing().open && app.state::<Closing>().asked(app) {
                api.prevent_close();
            }
        }
        RunEvent::WindowEvent { event: tauri::WindowEvent::DragDrop(event), .. } => drag::tell(app, &event),
        RunEvent::Exit => close(app),
        _ => {}
    });
    Ok(())
}

/// Locks when nobody is there or the computer sleeps, keeps where the window stands, and calls when a limit is near.
fn keep_vigil(app: &AppHandle, held: &Held, watcher: &Watcher, unkept: &Unkept, home: &Path) {
    let (mut calls, begun) = (LimitCalls::new(Utc::now()), Instant::now());
    let mut passed = None;
    // Both ends are kept: where nobody tells, it is waited for a tick all the same.
    let (tell, told) = channel();
    suspend::listen(tell.clone());
    loop {
        let going = told.recv_timeout(TICK).ok();
        let now = Utc::now();
        window::keep(app, home);
        let idle = TimeDelta::minutes(i64::from(Settings::read(home).idle_minutes));
        let verdict = watcher.lock().unwrap_or_else(PoisonError::into_inner).tick(now, begun.elapsed(), idle);
        let Standing { open, vault } = held.standing();
        // A locked vault calls too: its next limit is kept outside, unless the setting says otherwise.
        let due = vault.as_deref().and_then(|vault| NextDue::read(home, vault).instant());
        if let Some(sentence) = calls.tick(due, now) {
            window::call_for_attention(app);
            notification::show(app, sentence);
        }
        if open && (going.is_some() || verdict != Verdict::Stay) {
            // What was acknowledged is on the disk, whatever keeps the vault from being closed in order.
            let _ = held.answer(Request::Lock);
            let lost = unkept.lock().unwrap_or_else(PoisonError::into_inner).clone();
            afresh::start(app, vault.as_deref(), &lost);
            // The computer sleeps when this process, and the key with it, is gone.
            std::mem::forget(going);
            return;
        }
        if open && passed != due && due.is_some_and(|due| due <= now) {
            // The limit that was kept has passed: the door keeps the next one as it reads the cases.
            passed = due;
            let _ = held.answer(Request::Cases);
        }
    }
}

/// Closes the vault as the process ends, so that its last checkpoint is signed.
fn close(app: &AppHandle) {
    if let Some(held) = app.try_state::<Held>() {
        // There is no window left to tell; what was acknowledged is on the disk.
        let _ = held.answer(Request::Lock);
    }
}
