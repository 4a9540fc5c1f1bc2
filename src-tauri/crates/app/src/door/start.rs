//! Before a vault is open: which vaults there are, opening one of them by passphrase or recovery sheet.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use breachbook_case::zone;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::typed::Typed;
use super::{Door, Response, locked, no_vault_named};
use crate::home::{NextDue, Recents};
use crate::tell::first_upper;
use crate::{CaseRow, Failure, Passphrase, RecoverySecret, Session, Told, place, strength};

/// The window's vault.
#[derive(Debug, Serialize, TS)]
pub struct NamedVault {
    /// Its folder's name without the ending.
    pub name: String,
    /// Whether it is unlocked.
    pub open: bool,
    /// What whoever opened it should be told: that it was copied, set back, or is a backup. Empty while locked.
    pub notices: Vec<String>,
    /// Why nothing can be written into it, in a sentence; empty where it can be, and while it is locked.
    pub unwritable: String,
}

/// A vault that was opened here before, or that this window is for.
#[derive(Debug, Serialize, TS)]
pub struct KnownVault {
    /// Its folder.
    pub folder: String,
    /// Its folder's name without the ending.
    pub name: String,
    /// Whether this window is for it.
    pub chosen: bool,
    /// Whether its folder is there; a drive may be away.
    pub there: bool,
    /// When it was last used, in words; empty where it is not there.
    pub used: String,
    /// Whether a limit runs in it, in words; empty where that is not known.
    pub due: String,
}

/// The vaults of this laptop.
#[derive(Debug, Serialize, TS)]
pub struct KnownVaults {
    /// The last opened first.
    pub vaults: Vec<KnownVault>,
    /// The user's folder for documents, where a new vault is proposed to lie.
    pub documents: Option<String>,
}

/// A passphrase in the place of a lost one.
#[derive(Deserialize, TS)]
pub struct NewPassphrase {
    /// The words that will open it.
    pub passphrase: Typed,
    /// The same once more.
    pub again: Typed,
}

impl Door {
    /// The vaults that were opened here, the last one first; the one that this window is for is among them.
    pub(super) fn vaults(&self, now: DateTime<Utc>) -> Response {
        let mut folders: Vec<PathBuf> = Recents::read(&self.home).folders().map(Path::to_owned).collect();
        let chosen = self.vault.as_ref().map(|vault| std::path::absolute(vault).unwrap_or_else(|_| vault.clone()));
        if let Some(chosen) = chosen.as_ref().filter(|chosen| !folders.contains(chosen)) {
            folders.insert(0, chosen.clone());
        }
        let row = |folder: &PathBuf| KnownVault {
            folder: folder.display().to_string(),
            name: name_of(folder),
            chosen: chosen.as_ref() == Some(folder),
            there: folder.join("vault.db").is_file(),
            used: last_used(folder).map(|at| used(at, now)).unwrap_or_default(),
            due: NextDue::read(&self.home, folder).words(now),
        };
        let vaults = folders.iter().map(row).collect();
        Response::Vaults(KnownVaults {
            vaults,
            documents: place::documents().map(|folder| folder.display().to_string()),
        })
    }

    /// Takes a vault off the list, with what is kept about it here. The vault itself is left as it is.
    pub(super) fn forget(&mut self, folder: &Path, now: DateTime<Utc>) -> Result<Response, Failure> {
        Recents::read(&self.home).forget(folder)?;
        NextDue::forget(&self.home, folder);
        if self.session.is_none() && self.vault.as_deref() == Some(folder) {
            self.vault = None;
        }
        Ok(self.vaults(now))
    }

    /// Makes this window one for another vault, which is still locked.
    pub(super) fn choose(&mut self, folder: &Path) -> Result<Response, Failure> {
        if self.session.is_some() {
            let said = "A vault is open in this window.";
            return Err(Failure::new("vault-open", said, "Lock it first, or start Breachbook once more."));
        }
        if !folder.join("vault.db").is_file() {
            let gone = !folder.exists();
            let said = format!(
                "{}: {}.",
                folder.display(),
                if gone { "there is no such folder" } else { "it is not a vault" }
            );
            let remedy = if gone {
                "Connect the drive on which it lies, or take the vault off the list."
            } else {
                "Choose the folder of a vault, NAME.breachbook; it was left as it is."
            };
            return Err(Failure::new(if gone { "vault-gone" } else { "not-a-vault" }, said, remedy));
        }
        self.vault = Some(folder.to_owned());
        self.named().map(|vault| Response::Chosen { vault }).ok_or_else(no_vault_named)
    }

    /// Opens the vault with a passphrase.
    pub(super) fn unlock(&mut self, passphrase: &Typed, now: DateTime<Utc>) -> Result<Response, Failure> {
        if passphrase.expose().len() > strength::LONGEST {
            return Err(Failure::new(
                "passphrase-too-long",
                "That is far too long to be a passphrase.",
                "Type the passphrase; what was pasted may be something else.",
            ));
        }
        let passphrase = passphrase.passphrase();
        self.open(now, |folder, home, told| Session::open(folder, &passphrase, home, told))
    }

    /// Opens the vault with the text of its recovery sheet, as it was typed or read.
    pub(super) fn recover(&mut self, sheet: &Typed, now: DateTime<Utc>) -> Result<Response, Failure> {
        let secret = RecoverySecret::parse(sheet.expose())?;
        let opened = self.open(now, |folder, home, told| Session::recover(folder, &secret, home, told))?;
        self.recovered = true;
        Ok(opened)
    }

    /// Opens the vault with a recovery sheet that was kept as a file.
    pub(super) fn recover_from(&mut self, file: &Path, now: DateTime<Utc>) -> Result<Response, Failure> {
        self.recover(&sheet_in(file)?, now)
    }

    /// Gives the vault, opened with its recovery sheet, a new passphrase in the place of the lost one.
    pub(super) fn renew(&mut self, NewPassphrase { passphrase, again }: &NewPassphrase) -> Result<Response, Failure> {
        let session = self.session.as_ref().ok_or_else(locked)?;
        if !self.recovered {
            let said = "The vault was opened with its passphrase.";
            return Err(Failure::new("not-recovered", said, "Change a passphrase with `breachbook slot replace`."));
        }
        same(passphrase, again)?;
        let name = self.vault.as_deref().map(name_of).unwrap_or_default();
        strength::refuse_weak(passphrase.expose(), &[&name])?;
        let slot = "passphrase";
        if session.slots()?.iter().any(|row| row.name == slot) {
            session.replace_slot(slot, &passphrase.passphrase())?;
        } else {
            session.add_slot(slot, &passphrase.passphrase())?;
        }
        self.recovered = false;
        Ok(Response::Renewed)
    }

    fn open(
        &mut self,
        now: DateTime<Utc>,
        with: impl FnOnce(&Path, &Path, Told) -> Result<Session, Failure>,
    ) -> Result<Response, Failure> {
        let folder = self.vault.clone().ok_or_else(no_vault_named)?;
        if self.session.is_none() {
            let running = self.watch.begin_at_rest();
            self.session = Some(with(&folder, &self.home, running.renewal())?);
            self.opened(&folder, now);
        }
        self.named().map(|vault| Response::Unlocked { vault }).ok_or_else(no_vault_named)
    }

    /// Signs a checkpoint of every case and closes the vault; the sample cases are thrown away.
    pub(super) fn lock(&mut self, now: DateTime<Utc>) -> Result<Response, Failure> {
        self.preview = None;
        self.unproved = None;
        self.note_next_due(now);
        if let Some(session) = self.session.take() {
            session.lock(now)?;
        }
        if self.sample.take().is_some() {
            self.vault = None;
        }
        Ok(Response::Locked)
    }

    /// Notes outside the vault that it was opened here.
    pub(super) fn opened(&self, folder: &Path, now: DateTime<Utc>) {
        // The vault is open: that the list could not be written is no reason to shut it again.
        let _ = Recents::read(&self.home).remember(folder);
        self.note_next_due(now);
    }

    /// Keeps the next due instant of the open vault beside its mark, if the setting says so.
    pub(super) fn note_next_due(&self, now: DateTime<Utc>) {
        if let Some(Ok(rows)) = self.session.as_ref().map(|session| session.cases(now)) {
            self.keep_next_due(&rows, now);
        }
    }

    /// The same from cases that are known already; what is kept and still right is left alone.
    pub(super) fn keep_next_due(&self, rows: &[CaseRow], now: DateTime<Utc>) {
        let Some(folder) = self.vault().filter(|_| self.session.is_some()) else { return };
        let due = crate::home::next_due(rows, now);
        let kept = NextDue::read(&self.home, folder);
        if kept == NextDue::Unknown || kept.instant() != due {
            // As above: the vault itself is as it should be.
            let _ = NextDue::keep(&self.home, folder, due);
        }
    }

    pub(super) fn named(&self) -> Option<NamedVault> {
        let name = name_of(self.vault.as_ref()?);
        let notices = self.session.as_ref().map(Session::notices).unwrap_or_default();
        let notices = notices.iter().map(|notice| format!("{}.", first_upper(notice))).collect();
        let refused = self.session.as_ref().and_then(|session| session.writable().err());
        let unwritable = refused.map(|failure| failure.sentence).unwrap_or_default();
        Some(NamedVault { name, open: self.session.is_some(), notices, unwritable })
    }
}

/// Refuses two that differ.
pub(super) fn same(passphrase: &Typed, again: &Typed) -> Result<(), Failure> {
    if passphrase.expose() == again.expose() {
        return Ok(());
    }
    let said = "The two passphrases differ.";
    Err(Failure::new("passphrases-differ", said, "Type the same one twice; nothing was changed."))
}

/// Reads a recovery sheet; a file that is far too large for one is not read.
pub(super) fn sheet_in(file: &Path) -> Result<Typed, Failure> {
    let reading = |why: std::io::Error| Failure::reading(file, &why);
    if std::fs::metadata(file).map_err(reading)?.len() > 64 * 1024 {
        let said = format!("{}: it is too large to be a recovery sheet.", file.display());
        return Err(Failure::new("bad-recovery-text", said, "Choose the file in which the sheet was saved."));
    }
    let bytes = zeroize::Zeroizing::new(std::fs::read(file).map_err(reading)?);
    Ok(Typed::from(String::from_utf8_lossy(&bytes).into_owned()))
}

/// Its folder's name without the ending.
pub(super) fn name_of(folder: &Path) -> String {
    folder.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// When a vault was last written, which is when it was last locked or written in.
fn last_used(folder: &Path) -> Option<DateTime<Utc>> {
    let written = |name: &str| std::fs::metadata(folder.join(name)).and_then(|file| file.modified()).ok();
    let last: Option<SystemTime> = [written("vault.db"), written("vault.db-wal")].into_iter().flatten().max();
    last.map(DateTime::from)
}

fn used(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let (day, today) = (zone::day(at), zone::day(now));
    match (today - day).num_days() {
        ..=0 => "used today".to_owned(),
        1 => "used yesterday".to_owned(),
        days @ 2..=13 => format!("used {days} days ago"),
        days @ 14..=60 => format!("used {} weeks ago", days / 7),
        _ => format!("used on {}", zone::short_day(day)),
    }
}

/// A passphrase for a vault that nobody opens twice.
pub(super) fn random_passphrase() -> Passphrase {
    Passphrase::new(RecoverySecret::generate().expose().to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_last_use_is_said_as_people_say_it() {
        let now: DateTime<Utc> = "2026-11-25T00:30:00Z".parse().unwrap();
        for (at, words) in [
            ("2026-11-25T00:10:00Z", "used today"),
            ("2026-11-26T00:10:00Z", "used today"),
            ("2026-11-24T23:59:00Z", "used yesterday"),
            ("2026-11-20T12:00:00Z", "used 5 days ago"),
            ("2026-11-04T12:00:00Z", "used 3 weeks ago"),
            ("2025-11-04T12:00:00Z", "used on 4 Nov 2025"),
        ] {
            assert_eq!(used(at.parse().unwrap(), now), words);
        }
    }
}
