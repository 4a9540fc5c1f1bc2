//! What the page asks of the window itself, and not of the vault: dialogs of the system, zoom, and that somebody is
//! there. It comes by the same command as the door's requests, which know no window.

use breachbook_app::home::ZoomStep;
use breachbook_app::typing::Typing;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the page asks of the window.
#[derive(Deserialize, TS)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum WindowRequest {
    /// The system's dialog for a folder.
    PickFolder {
        /// What the dialog says above.
        title: String,
    },
    /// The system's dialog for a file that is there.
    PickFile {
        /// What the dialog says above.
        title: String,
        /// What kind of file is looked for.
        kind: FileKind,
    },
    /// The system's dialog for a file that is to be written. Nothing is written by it.
    SaveAs {
        /// What the dialog says above.
        title: String,
        /// The name that is proposed.
        name: String,
        /// What kind of file it will be.
        kind: FileKind,
    },
    /// A key or the pointer was moved: the vault is not idle.
    Awake,
    /// Larger, smaller, or as it was.
    Zoom {
        /// Which way.
        step: ZoomStep,
    },
    /// What is typed and cannot be kept now, by its kind: the vault locks all the same when nobody is there.
    Unkept {
        /// A kind for each place.
        what: Vec<Typing>,
    },
    /// What was lost when the vault locked by itself.
    Lost,
    /// The page was told that somebody closes the window: it keeps what is typed, and asks where it cannot.
    CloseHeard,
    /// What is typed is kept, or may be lost: the window closes, and the vault with it.
    Close,
}

/// A kind of file, for the dialog's filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FileKind {
    /// A report.
    Report,
    /// A recovery sheet.
    Sheet,
    /// A case file.
    Case,
    /// Any file.
    Any,
}

/// What the page is answered.
#[derive(Debug, Serialize, TS)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum WindowResponse {
    /// To a dialog.
    Picked {
        /// None where it was closed without a choice.
        path: Option<String>,
    },
    /// To `awake`, `unkept`, `close-heard` and `close`.
    Noted,
    /// To `lost`.
    Lost {
        /// A kind for each place.
        what: Vec<Typing>,
    },
    /// To `zoom`.
    Zoomed {
        /// In per cent.
        percent: u32,
    },
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::any::TypeId;
    use std::collections::{BTreeMap, HashSet};
    use std::path::Path;

    use ts_rs::{Config, TypeVisitor};

    use super::*;
    use crate::drag::Dragged;

    #[derive(Default)]
    struct Declarations {
        seen: HashSet<TypeId>,
        found: BTreeMap<String, String>,
        config: Config,
    }

    impl TypeVisitor for Declarations {
        fn visit<T: TS + 'static + ?Sized>(&mut self) {
            if T::output_path().is_some() && self.seen.insert(TypeId::of::<T>()) {
                self.found.insert(T::ident(&self.config), T::decl(&self.config));
                T::visit_dependencies(self);
            }
        }
    }

    #[test]
    fn the_page_has_the_types_of_this_window() {
        let mut all = Declarations::default();
        all.visit::<WindowRequest>();
        all.visit::<WindowResponse>();
        all.visit::<Dragged>();
        let mut text =
            String::from("// Written by `cargo xtask types` from the Rust types of the window; not to be edited.\n");
        for declaration in all.found.values() {
            text.push_str(&format!("\nexport {declaration}\n"));
        }
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/api/window-types.ts");
        if std::env::var_os("BREACHBOOK_WRITE_TYPES").is_some() {
            std::fs::write(&file, &text).unwrap();
        }
        let committed = std::fs::read_to_string(&file).unwrap().replace("\r\n", "\n");
        assert_eq!(committed, text, "window-types.ts is stale: cargo xtask types");
    }
}
