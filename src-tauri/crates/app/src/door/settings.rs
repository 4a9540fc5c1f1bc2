//! The settings of this installation, as the page shows and changes them.

use std::path::Path;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Door, Response};
use crate::Failure;
use crate::home::{IDLE_MINUTES, NextDue, Settings};
use crate::place;

/// What can be set.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Choices {
    /// After how many minutes without a key or a pointer the vault locks.
    pub idle_minutes: u32,
    /// Whether the lock screen says when the next limit falls.
    pub next_due: bool,
    /// Whether the window is drawn in high contrast whatever the system says.
    pub more_contrast: bool,
    /// Who writes: the name beside each entry. A claim that the record keeps, and no proof.
    pub writer: String,
    /// Whether a single letter outside a field does something.
    pub letter_keys: bool,
}

/// The settings as they stand.
#[derive(Debug, Serialize, TS)]
pub struct ChoicesNow {
    /// What is set.
    pub settings: Choices,
    /// The minutes that may be chosen.
    pub minutes: Vec<u32>,
}

impl Door {
    /// The settings, and what they may be.
    pub(super) fn settings(&self) -> Response {
        let Settings { idle_minutes, next_due, more_contrast, letter_keys, .. } = Settings::read(&self.home);
        let writer = if self.is_unnamed() { String::new() } else { self.writer.clone() };
        let settings = Choices { idle_minutes, next_due, more_contrast, letter_keys, writer };
        Response::Settings(ChoicesNow { settings, minutes: IDLE_MINUTES.to_vec() })
    }

    /// Whether nobody is named as writing: “unnamed” is nobody's name, and is not proposed as one.
    fn is_unnamed(&self) -> bool {
        place::named_writer().is_none() && self.writer == place::writer()
    }

    /// Changes them. With the note turned off, what was kept for any vault is taken away.
    pub(super) fn set(&mut self, choices: &Choices, now: chrono::DateTime<chrono::Utc>) -> Result<Response, Failure> {
        let Choices { idle_minutes, next_due, more_contrast, letter_keys, .. } = *choices;
        let writer = match choices.writer.trim() {
            "" if self.is_unnamed() => self.writer.clone(),
            typed => name_of_writer(typed)?,
        };
        // What the system says is kept only where somebody said it too.
        let said = !Settings::read(&self.home).writer.is_empty();
        let kept = if !said && writer == place::writer() { String::new() } else { writer.clone() };
        Settings { idle_minutes, next_due, more_contrast, letter_keys, writer: kept }.write(&self.home)?;
        self.writer = writer;
        if next_due {
            self.note_next_due(now);
        } else {
            NextDue::forget_all(&self.home);
        }
        Ok(self.settings())
    }
}

impl Door {
    /// Whether nobody has said yet who writes here, as on a computer to which a vault was taken. Of the sample cases
    /// nobody is asked.
    pub(super) fn asks_who_writes(&self) -> bool {
        self.sample.is_none() && Settings::read(&self.home).writer.is_empty()
    }

    /// Keeps who writes here, as it was said.
    pub(super) fn say_writer(&mut self, typed: &str) -> Result<Response, Failure> {
        let writer = name_of_writer(typed)?;
        Settings { writer: writer.clone(), ..Settings::read(&self.home) }.write(&self.home)?;
        self.writer = writer;
        Ok(self.settings())
    }
}

/// How long the name of a writer may be, in letters.
const LONGEST_NAME: usize = 80;

/// The name of whoever writes, without the spaces around it.
///
/// # Errors
/// `no-name`, `bad-name`.
pub(super) fn name_of_writer(typed: &str) -> Result<String, Failure> {
    let name = typed.trim();
    if name.is_empty() {
        let said = "Missing: the name of whoever writes.";
        return Err(Failure::new(
            "no-name",
            said,
            "Give it as it should stand beside each entry; nothing was changed.",
        ));
    }
    if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        let said = format!("A name of more than {LONGEST_NAME} letters, or with a line break, cannot stand there.");
        return Err(Failure::new("bad-name", said, "Give a shorter one; nothing was changed."));
    }
    Ok(name.to_owned())
}

/// Who writes in this window: the name that was given here, else as the system names its user.
pub(super) fn writer(home: &Path) -> String {
    Some(Settings::read(home).writer).filter(|name| !name.is_empty()).unwrap_or_else(place::writer)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use crate::door::tests_start::{Desk, GOOD, add, made};

    #[test]
    fn whoever_writes_is_asked_for_once_and_stands_beside_each_entry_until_somebody_else_says_so() {
        let mut desk = made();
        let who = |desk: &mut Desk| {
            let page = desk.ask(json!({"act": "entries", "reference": "KP-2026-11", "count": 1}))["page"].clone();
            page["entries"][0]["who"].clone()
        };
        assert_eq!(who(&mut desk), "Jo Field");
        assert_eq!(desk.ask(json!({"act": "cases"}))["writer"], "Jo Field");
        let mut settings = desk.ask(json!({"act": "settings"}))["settings"].clone();
        for (name, code) in [(" ", "no-name"), (&*"long".repeat(30), "bad-name"), ("Jo\nField", "bad-name")] {
            settings["writer"] = name.into();
            settings["act"] = "set".into();
            assert_eq!(desk.refused(settings.clone()), code);
        }
        settings["writer"] = " Ann Okoro ".into();
        assert_eq!(desk.ask(settings)["settings"]["writer"], "Ann Okoro");
        add(&mut desk, "parties", json!({"name": "Kent County Council", "kind": "government"}));
        assert_eq!(who(&mut desk), "Ann Okoro");
        // A line of quick entry has the same writer, and so has the next start.
        desk.ask(json!({"act": "lock"}));
        let vault = desk.documents().join("Incident desk.breachbook");
        desk.afresh(Some(vault));
        desk.ask(json!({"act": "unlock", "passphrase": GOOD}));
        let line = json!({"reference": "KP-2026-11", "line": "today 14:20 the notebook is found", "choices": {}});
        let mut read = line.clone();
        read["act"] = "read-line".into();
        let mark = desk.ask(read)["reading"]["mark"].clone();
        let mut write = line;
        write.as_object_mut().unwrap().extend(
            json!({"act": "write-line", "mark": mark, "audience": ["team"], "reason": null})
                .as_object()
                .unwrap()
                .clone(),
        );
        desk.ask(write);
        assert_eq!(who(&mut desk), "Ann Okoro");
    }

    #[test]
    fn whoever_opens_a_vault_where_nobody_was_named_is_asked_until_they_say_so() {
        let mut desk = made();
        let vault = desk.documents().join("Incident desk.breachbook");
        let unnamed = |desk: &mut Desk| desk.ask(json!({"act": "cases"}))["unnamed"].clone();
        // Whoever made it said so; on another computer nobody has.
        assert_eq!(unnamed(&mut desk), false);
        desk.ask(json!({"act": "lock"}));
        desk.door = crate::door::Door::new(Some(vault.clone()), desk.folder.path().join("another home"));
        desk.ask(json!({"act": "unlock", "passphrase": GOOD}));
        assert_eq!(unnamed(&mut desk), true);
        // Other settings, which the page sends back with the name that stands there, are no answer.
        let mut settings = desk.ask(json!({"act": "settings"}))["settings"].clone();
        settings["act"] = "set".into();
        desk.ask(settings.clone());
        assert_eq!(unnamed(&mut desk), true);
        assert_eq!(desk.refused(json!({"act": "say-writer", "writer": " "})), "no-name");
        // Who is called so by the system too may say so, and it stays said.
        let called = crate::place::writer();
        desk.ask(json!({"act": "say-writer", "writer": called}));
        assert_eq!(unnamed(&mut desk), false);
        settings["writer"] = called.into();
        desk.ask(settings);
        assert_eq!(unnamed(&mut desk), false);
    }
}
