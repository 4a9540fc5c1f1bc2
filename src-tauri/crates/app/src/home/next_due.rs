//! The next due instant of a vault, for its lock screen: one instant in a file named by the hash of the vault's
//! path. It names no case and holds no word. A setting turns it off.

use std::path::{Path, PathBuf};

use breachbook_case::{State, zone};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use super::{Settings, write};
use crate::{CaseRow, Failure};

/// What the program's own folder says of a locked vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextDue {
    /// Nothing is kept: the vault was not open here, or the setting is off.
    Unknown,
    /// Nothing was due when it was last open here.
    Nothing,
    /// Something is due at that instant (UTC).
    At(DateTime<Utc>),
}

/// The earliest limit that still lies ahead in an open case.
pub fn next_due(rows: &[CaseRow], now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let open = rows.iter().filter(|row| row.status == "open");
    let running = open.flat_map(CaseRow::clocks).filter(|clock| clock.state == State::Running);
    running.filter_map(|clock| clock.strict_limit).filter(|limit| *limit > now).min()
}

impl NextDue {
    /// Reads the note of a vault's folder.
    pub fn read(home: &Path, folder: &Path) -> Self {
        if !Settings::read(home).next_due {
            return Self::Unknown;
        }
        match std::fs::read_to_string(file(home, folder)) {
            Ok(text) if text.trim().is_empty() => Self::Nothing,
            Ok(text) => text.trim().parse().map_or(Self::Unknown, Self::At),
            Err(_) => Self::Unknown,
        }
    }

    /// The instant, where one is kept.
    pub fn instant(self) -> Option<DateTime<Utc>> {
        if let Self::At(at) = self { Some(at) } else { None }
    }

    /// Keeps the instant for a vault's folder; with the setting off it takes away what was kept.
    ///
    /// # Errors
    /// `cannot-write`, `disk-full`.
    pub fn keep(home: &Path, folder: &Path, due: Option<DateTime<Utc>>) -> Result<(), Failure> {
        if !Settings::read(home).next_due {
            Self::forget(home, folder);
            return Ok(());
        }
        write(&file(home, folder), due.map(zone::rfc3339).unwrap_or_default().as_bytes())
    }

    /// Takes away what is kept for a vault's folder.
    pub fn forget(home: &Path, folder: &Path) {
        // A note that is not there, or cannot be removed, is no reason to stop: it holds one instant.
        let _ = std::fs::remove_file(file(home, folder));
    }

    /// Takes away what is kept for every vault.
    pub fn forget_all(home: &Path) {
        // As above.
        let _ = std::fs::remove_dir_all(home.join("due"));
    }

    /// As the lock screen says it; empty where nothing is known.
    pub fn words(self, now: DateTime<Utc>) -> String {
        match self {
            Self::Unknown => String::new(),
            Self::Nothing => "nothing due".to_owned(),
            Self::At(at) if at <= now => format!("a limit passed on {}", zone::moment(at)),
            Self::At(at) => format!("a limit falls on {}", zone::moment(at)),
        }
    }
}

fn file(home: &Path, folder: &Path) -> PathBuf {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let hash = Sha256::digest(whole.to_string_lossy().as_bytes());
    let name: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    home.join("due").join(name)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn one_instant_is_kept_for_a_vault_and_nothing_else() {
        let home = tempfile::tempdir().unwrap();
        let folder = Path::new("/vaults/incident-desk.breachbook");
        let now: DateTime<Utc> = "2026-11-25T12:00:00Z".parse().unwrap();
        let due = now + chrono::Duration::hours(13);
        assert_eq!(NextDue::read(home.path(), folder), NextDue::Unknown);
        NextDue::keep(home.path(), folder, Some(due)).unwrap();
        assert_eq!(NextDue::read(home.path(), folder), NextDue::At(due));
        assert_eq!(NextDue::At(due).words(now), "a limit falls on 26 November 2026, 01:00 GMT");
        assert_eq!(NextDue::At(due).words(due), "a limit passed on 26 November 2026, 01:00 GMT");
        let files: Vec<_> = std::fs::read_dir(home.path().join("due")).unwrap().map(|file| file.unwrap()).collect();
        assert_eq!(files.len(), 1);
        assert!(!files[0].file_name().to_string_lossy().contains("incident"));
        assert_eq!(std::fs::read_to_string(files[0].path()).unwrap(), "2026-11-26T01:00:00Z");
        NextDue::keep(home.path(), folder, None).unwrap();
        assert_eq!(NextDue::read(home.path(), folder), NextDue::Nothing);
    }

    #[test]
    fn with_the_setting_off_nothing_is_kept_or_said() {
        let home = tempfile::tempdir().unwrap();
        let folder = Path::new("/vaults/a.breachbook");
        let due = Some("2026-11-25T12:00:00Z".parse().unwrap());
        NextDue::keep(home.path(), folder, due).unwrap();
        Settings { next_due: false, ..Settings::default() }.write(home.path()).unwrap();
        assert_eq!(NextDue::read(home.path(), folder), NextDue::Unknown);
        NextDue::keep(home.path(), folder, due).unwrap();
        assert_eq!(std::fs::read_dir(home.path().join("due")).unwrap().count(), 0);
    }
}
