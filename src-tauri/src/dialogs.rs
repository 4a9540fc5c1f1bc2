//! The system's dialogs for files and folders. They answer a path and write nothing.

use std::path::PathBuf;

use breachbook_app::Failure;
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder};

use crate::asked::{FileKind, WindowRequest, WindowResponse};

/// In a driven window of a debug build: the folder that stands for whatever a person would choose, as no driver
/// reaches a dialog of the system. A file `.chosen` in it names another choice; an empty one is a dialog that is closed.
const ANSWERS_VARIABLE: &str = "BREACHBOOK_DIALOG_FOLDER";

/// Shows the dialog that is asked for, on a thread that may wait.
///
/// # Errors
/// `bad-path` for a choice whose name is no Unicode.
pub fn show(app: &AppHandle, request: &WindowRequest) -> Result<WindowResponse, Failure> {
    let chosen = answered_for_a_test(request).unwrap_or_else(|| ask(app, request));
    let text = |path: PathBuf| {
        path.to_str().map(str::to_owned).ok_or_else(|| {
            let said = format!("{}: its name has letters that are no text.", path.display());
            Failure::new("bad-path", said, "Choose or make another folder or file.")
        })
    };
    Ok(WindowResponse::Picked { path: chosen.map(text).transpose()? })
}

fn ask(app: &AppHandle, request: &WindowRequest) -> Option<PathBuf> {
    let mut dialog = app.dialog().file();
    if let Some(window) = app.get_webview_window("main") {
        dialog = dialog.set_parent(&window);
    }
    let chosen = match request {
        WindowRequest::PickFolder { title } => {
            dialog.set_title(title).set_can_create_directories(true).blocking_pick_folder()
        }
        WindowRequest::PickFile { title, kind } => filtered(dialog.set_title(title), *kind).blocking_pick_file(),
        WindowRequest::SaveAs { title, name, kind } => {
            filtered(dialog.set_title(title).set_file_name(name), *kind).blocking_save_file()
        }
        WindowRequest::Awake
        | WindowRequest::Zoom { .. }
        | WindowRequest::Unkept { .. }
        | WindowRequest::Lost
        | WindowRequest::CloseHeard
        | WindowRequest::Close => None,
    };
    chosen.and_then(|path| path.into_path().ok())
}

fn filtered<R: tauri::Runtime>(dialog: FileDialogBuilder<R>, kind: FileKind) -> FileDialogBuilder<R> {
    match kind {
        FileKind::Report => dialog.add_filter("Report (PDF)", &["pdf"]),
        FileKind::Sheet => dialog.add_filter("Recovery sheet (text)", &["txt"]),
        FileKind::Case => dialog.add_filter("Case file (JSON)", &["json"]),
        FileKind::Any => dialog,
    }
}

/// The choice that stands for a person's, where there is none to make it.
fn answered_for_a_test(request: &WindowRequest) -> Option<Option<PathBuf>> {
    if !crate::window::is_driven() {
        return None;
    }
    let folder = PathBuf::from(std::env::var_os(ANSWERS_VARIABLE)?);
    if let Ok(chosen) = std::fs::read_to_string(folder.join(".chosen")) {
        return Some((!chosen.is_empty()).then(|| chosen.into()));
    }
    Some(Some(match request {
        WindowRequest::SaveAs { name, .. } => folder.join(name),
        _ => folder,
    }))
}
