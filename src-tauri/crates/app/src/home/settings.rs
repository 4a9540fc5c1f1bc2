//! The settings of this installation. They are read before any vault is open, so they lie outside of all.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::write;
use crate::Failure;

/// After how many minutes without a key or a pointer a vault may lock. "Never" is not among them.
pub const IDLE_MINUTES: [u32; 6] = [2, 5, 10, 15, 30, 60];

/// The settings of this installation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// After how many minutes without a key or a pointer the vault locks.
    pub idle_minutes: u32,
    /// Whether the next due instant of a vault is kept beside its mark, for the lock screen.
    pub next_due: bool,
    /// Whether the window is drawn in high contrast whatever the system says. Without it the system decides.
    pub more_contrast: bool,
    /// The name that stands beside each entry that is written in the window; empty where nobody has said, and then the
    /// system's user stands there.
    pub writer: String,
    /// Whether a single letter outside a field does something (WCAG 2.1.4 wants that it can be turned off).
    pub letter_keys: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { idle_minutes: 15, next_due: true, more_contrast: false, letter_keys: true, writer: String::new() }
    }
}

impl Settings {
    /// Reads them; what is missing or damaged is as it is by default.
    pub fn read(home: &Path) -> Self {
        let read = std::fs::read(home.join("settings.json")).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let settings: Self = read.unwrap_or_default();
        if IDLE_MINUTES.contains(&settings.idle_minutes) {
            settings
        } else {
            Self { idle_minutes: Self::default().idle_minutes, ..settings }
        }
    }

    /// Writes them.
    ///
    /// # Errors
    /// `bad-setting` for minutes that are not among [`IDLE_MINUTES`], `cannot-write`, `disk-full`.
    pub fn write(&self, home: &Path) -> Result<(), Failure> {
        if !IDLE_MINUTES.contains(&self.idle_minutes) {
            let known = IDLE_MINUTES.map(|minutes| minutes.to_string()).join(", ");
            return Err(Failure::new(
                "bad-setting",
                format!("A vault cannot be set to lock after {} minutes.", self.idle_minutes),
                format!("Choose one of {known} minutes; nothing was changed."),
            ));
        }
        write(&home.join("settings.json"), &serde_json::to_vec_pretty(self)?)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_kept_and_impossible_ones_are_refused_or_passed_over() {
        let home = tempfile::tempdir().unwrap();
        assert_eq!(Settings::read(home.path()), Settings::default());
        let chosen = Settings {
            idle_minutes: 5,
            next_due: false,
            more_contrast: true,
            letter_keys: false,
            writer: "Jo Field".to_owned(),
        };
        chosen.write(home.path()).unwrap();
        assert_eq!(Settings::read(home.path()), chosen);
        assert_eq!(Settings { idle_minutes: 0, ..chosen.clone() }.write(home.path()).unwrap_err().code, "bad-setting");
        assert_eq!(Settings::read(home.path()).idle_minutes, 5);
        std::fs::write(home.path().join("settings.json"), br#"{"idle_minutes": 9000, "next_due": false}"#).unwrap();
        assert_eq!(Settings::read(home.path()), Settings { next_due: false, ..Settings::default() });
    }
}
