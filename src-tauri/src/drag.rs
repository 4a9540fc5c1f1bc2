//! Files that are dragged over the window and let go. The page is told of them by an event of its own, as it may
//! listen to none of Tauri's; it then asks the door what they are. Nothing is read here.

use serde::Serialize;
use tauri::{AppHandle, DragDropEvent, Manager};
use ts_rs::TS;

/// What the page hears, as the detail of `breachbook-drag`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Dragged {
    /// Files hang over the window.
    Over,
    /// They went away again.
    Left,
    /// They were let go.
    Dropped {
        /// Their whole paths; letters that are no text are replaced, and such a file is then not found.
        paths: Vec<String>,
    },
}

/// What is to be said of an event; nothing while files move along, and of what is no file.
fn heard(event: &DragDropEvent) -> Option<Dragged> {
    match event {
        DragDropEvent::Enter { paths, .. } if !paths.is_empty() => Some(Dragged::Over),
        DragDropEvent::Drop { paths, .. } if !paths.is_empty() => {
            Some(Dragged::Dropped { paths: paths.iter().map(|path| path.to_string_lossy().into_owned()).collect() })
        }
        DragDropEvent::Drop { .. } | DragDropEvent::Leave => Some(Dragged::Left),
        _ => None,
    }
}

/// The script that says it. A path is written as JSON, in which no letter of it can end the text.
fn script(dragged: &Dragged) -> Option<String> {
    let detail = serde_json::to_string(dragged).ok()?;
    Some(format!("window.dispatchEvent(new CustomEvent('breachbook-drag', {{ detail: {detail} }}))"))
}

/// Tells the page.
pub fn tell(app: &AppHandle, event: &DragDropEvent) {
    if let (Some(page), Some(said)) = (app.get_webview_window("main"), heard(event).as_ref().and_then(script)) {
        // A page that is not there yet has no case to drop on either.
        let _ = page.eval(said);
    }
}

#[cfg(test)]
mod tests {
    use tauri::PhysicalPosition;

    use super::*;

    const HERE: PhysicalPosition<f64> = PhysicalPosition { x: 10.0, y: 20.0 };

    #[test]
    fn files_are_said_as_they_come_as_they_go_and_as_they_are_let_go() {
        let paths = vec!["/home/lead/log.pdf".into(), "/home/lead/it's \"so\"\u{2028}.eml".into()];
        let enter = DragDropEvent::Enter { paths: paths.clone(), position: HERE };
        assert_eq!(heard(&enter), Some(Dragged::Over));
        assert_eq!(heard(&DragDropEvent::Over { position: HERE }), None);
        assert_eq!(heard(&DragDropEvent::Leave), Some(Dragged::Left));
        let dropped = heard(&DragDropEvent::Drop { paths, position: HERE });
        let said = dropped.as_ref().and_then(script);
        assert_eq!(
            said.as_deref(),
            Some(
                "window.dispatchEvent(new CustomEvent('breachbook-drag', { detail: {\"is\":\"dropped\",\
                 \"paths\":[\"/home/lead/log.pdf\",\"/home/lead/it's \\\"so\\\"\u{2028}.eml\"]} }))"
            )
        );
    }

    #[test]
    fn a_text_or_a_picture_of_another_program_is_no_file() {
        assert_eq!(heard(&DragDropEvent::Enter { paths: Vec::new(), position: HERE }), None);
        assert_eq!(heard(&DragDropEvent::Drop { paths: Vec::new(), position: HERE }), Some(Dragged::Left));
    }
}
