//! The settings of this installation, as the page shows and changes them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Door, Response};
use crate::Failure;
use crate::home::{IDLE_MINUTES, NextDue, Settings};

/// What can be set.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Choices {
    /// After how many minutes without a key or a pointer the vault locks.
    pub idle_minutes: u32,
    /// Whether the lock screen says when the next limit falls.
    pub next_due: bool,
    /// Whether the window is drawn in high contrast whatever the system says.
    pub more_contrast: bool,
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
        let Settings { idle_minutes, next_due, more_contrast, letter_keys } = Settings::read(&self.home);
        let settings = Choices { idle_minutes, next_due, more_contrast, letter_keys };
        Response::Settings(ChoicesNow { settings, minutes: IDLE_MINUTES.to_vec() })
    }

    /// Changes them. With the note turned off, what was kept for any vault is taken away.
    pub(super) fn set(&self, choices: &Choices, now: chrono::DateTime<chrono::Utc>) -> Result<Response, Failure> {
        let Choices { idle_minutes, next_due, more_contrast, letter_keys } = *choices;
        Settings { idle_minutes, next_due, more_contrast, letter_keys }.write(&self.home)?;
        if next_due {
            self.note_next_due(now);
        } else {
            NextDue::forget_all(&self.home);
        }
        Ok(self.settings())
    }
}
