//! What is done with a vault as a whole, and what leaves it or is taken out of it for good: backup, export, erasure,
//! another passphrase.

use std::path::{Path, PathBuf};

use breachbook_case::{Audience, zone};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::form::WordChoice;
use super::record::RecordSheet;
use super::reports::audience;
use super::start::{name_of, same};
use super::typed::Typed;
use super::{CaseAsk, Door, Response, locked, no_vault_named};
use crate::outfile::name_for;
use crate::tell::{first_upper, in_a_row};
use crate::{Failure, Writer, strength};

/// The open vault as a whole.
#[derive(Debug, Serialize, TS)]
pub struct VaultNow {
    /// Its folder.
    pub folder: String,
    /// When it was backed up last, in a sentence.
    pub backed_up: String,
    /// What opens it, in a sentence.
    pub opens: String,
    /// Whether it is the sample, which is thrown away when it is locked.
    pub sample: bool,
}

/// A backup that was made.
#[derive(Debug, Serialize, TS)]
pub struct BackedUp {
    /// Its folder.
    pub folder: String,
    /// How it was checked and what opens it, in sentences.
    pub words: String,
    /// The vault, which was backed up now.
    pub vault: VaultNow,
}

/// Whom a case can be exported for.
#[derive(Debug, Serialize, TS)]
pub struct ToExport {
    /// The team first, who has all of it.
    pub readers: Vec<ExportReader>,
}

/// A reader of an export.
#[derive(Debug, Serialize, TS)]
pub struct ExportReader {
    /// The reader.
    pub reader: WordChoice,
    /// What the file will hold, in a sentence.
    pub holds: String,
    /// What the file is proposed to be called.
    pub file_name: String,
}

/// What an erasure would do.
#[derive(Debug, Serialize, TS)]
pub struct Erasure {
    /// What the record is called.
    pub title: String,
    /// What goes, a sentence each.
    pub goes: Vec<String>,
    /// What stays, a sentence each.
    pub stays: Vec<String>,
    /// What is to be typed before it is done.
    pub confirm: String,
}

/// An erasure that was decided on.
#[derive(Deserialize, TS)]
pub struct Erase {
    /// The case's reference.
    pub reference: String,
    /// The record's id.
    pub id: String,
    /// Why: the order or the right under which it is erased.
    pub reason: String,
    /// What was typed to confirm it.
    pub typed: String,
}

/// Another passphrase in the place of the one that is known.
#[derive(Deserialize, TS)]
pub struct ChangePassphrase {
    /// The one that opens the vault now.
    pub old: Typed,
    /// The words that will open it.
    pub passphrase: Typed,
    /// The same once more.
    pub again: Typed,
}

impl Door {
    /// The vault as a whole.
    pub(super) fn this_vault(&self) -> Result<Response, Failure> {
        self.vault_now().map(Response::ThisVault)
    }

    fn vault_now(&self) -> Result<VaultNow, Failure> {
        let session = self.session()?;
        let folder = self.vault.as_deref().ok_or_else(no_vault_named)?;
        // A slot is named where its name says more than what opens it.
        let named = |slot: crate::SlotRow| match slot.name.as_str() {
            "passphrase" | "recovery" => slot.opens_with.to_owned(),
            name => format!("{} ({name})", slot.opens_with),
        };
        let opens: Vec<String> = session.slots()?.into_iter().map(named).collect();
        let opens: Vec<&str> = opens.iter().map(String::as_str).collect();
        Ok(VaultNow {
            folder: folder.display().to_string(),
            backed_up: match session.last_backup()? {
                Some(at) => format!("It was backed up last on {}.", zone::moment(at)),
                None => "It was never backed up from here.".to_owned(),
            },
            opens: format!("It opens with {}.", in_a_row(&opens)),
            sample: self.sample.is_some(),
        })
    }

    /// Backs the vault up into a new folder under `place`, named after the vault and London's time.
    pub(super) fn back_up(&self, place: &Path, now: DateTime<Utc>) -> Result<Response, Failure> {
        let session = self.session()?;
        let vault = self.vault.as_deref().ok_or_else(no_vault_named)?;
        if !place.is_absolute() || !place.is_dir() {
            let said = format!("{}: there is no such folder.", place.display());
            return Err(Failure::new("no-place", said, "Choose the folder in which the backup shall lie."));
        }
        let _running = self.watch.copying();
        let at = zone::local(now).format("%Y-%m-%d %H%M");
        let folder: PathBuf = place.join(format!("{} backup {at}.breachbook", name_of(vault)));
        let swept = session.backup(&folder, now)?;
        let swept: String = swept.iter().map(|said| format!(" {}.", first_upper(said))).collect();
        Ok(Response::BackedUp(BackedUp {
            folder: folder.display().to_string(),
            words: format!(
                "It was opened and compared with the vault: every table, the end of every log and every record. It \
                 opens with the same passphrases and sheets as the vault does today, also after they are changed \
                 here.{swept}"
            ),
            vault: self.vault_now()?,
        }))
    }

    /// Whom a case can be exported for.
    pub(super) fn before_export(&self, reference: &str) -> Result<Response, Failure> {
        self.session()?.entry_count(reference)?;
        let plain = name_for(reference);
        let reader = |audience: &Audience| ExportReader {
            reader: WordChoice { word: audience.as_str().to_owned(), said: first_upper(audience.words()) },
            holds: match audience {
                Audience::Team => {
                    "Everything that stands in the case, also what is withheld, with every attached file.".to_owned()
                }
                _ => format!(
                    "What {} may see, with the files attached to it. What is withheld is left out.",
                    audience.words()
                ),
            },
            file_name: match audience {
                Audience::Team => format!("{plain}.json"),
                _ => format!("{plain}-{}.json", audience.as_str()),
            },
        };
        Ok(Response::ToExport(ToExport { readers: Audience::ALL.iter().map(reader).collect() }))
    }

    /// Writes the case file of a case for a reader.
    pub(super) fn export(
        &self,
        reference: &str,
        reader: &str,
        out: &Path,
        now: DateTime<Utc>,
    ) -> Result<Response, Failure> {
        self.session()?.export(reference, audience(reader)?, out, now)?;
        Ok(Response::Exported { file: out.display().to_string() })
    }

    /// What an erasure of a record would take away and leave.
    pub(super) fn before_erasing(
        &mut self,
        reference: String,
        (list, id): (&str, &str),
        now: DateTime<Utc>,
    ) -> Result<Response, Failure> {
        let session = self.session.as_ref().ok_or_else(locked)?;
        let record = self.desk.record(session, &CaseAsk { reference, as_of: None }, (list, id), now)?;
        Ok(Response::ToErase(erasure(&record)))
    }

    /// Erases a record, once what stands beside the button was typed.
    pub(super) fn erase(&mut self, asked: &Erase, now: DateTime<Utc>) -> Result<Response, Failure> {
        let Erase { reference, id, reason, typed } = asked;
        let session = self.session.as_mut().ok_or_else(locked)?;
        if typed.trim() != id {
            return Err(Failure::new(
                "not-confirmed",
                format!("What was typed is not {id}."),
                format!("Type {id} to erase it; nothing was erased."),
            ));
        }
        let written = session.erase(reference, id, &Writer { name: &self.writer, reason: Some(reason), now })?;
        self.preview = None;
        Ok(Response::Erased { entry: written.entry })
    }

    /// Changes the passphrase that opens the vault. Whoever stands at an open window does not know it by that.
    pub(super) fn change_passphrase(&self, change: &ChangePassphrase) -> Result<Response, Failure> {
        let ChangePassphrase { old, passphrase, again } = change;
        let session = self.session()?;
        same(passphrase, again)?;
        let name = self.vault.as_deref().map(name_of).unwrap_or_default();
        strength::refuse_weak(passphrase.expose(), &[&name])?;
        session.change_passphrase(&old.passphrase(), &passphrase.passphrase())?;
        Ok(Response::PassphraseChanged)
    }
}

/// What erasing a record would do.
fn erasure(record: &RecordSheet) -> Erasure {
    let versions = match record.versions.len() {
        0 | 1 => "What it says, and what the search knows of it.".to_owned(),
        n => format!("What it says in every one of its {n} versions, and what the search knows of it."),
    };
    let files: Vec<&str> = record.attachments.iter().map(|file| file.name.as_str()).collect();
    let files = match files.as_slice() {
        [] => None,
        [one] => Some(format!("The file {one}, unless another record has the same.")),
        many => Some(format!("The files {}, but for one that another record has too.", in_a_row(many))),
    };
    let drafts = "What was typed about it and not written in.".to_owned();
    Erasure {
        title: record.title.clone(),
        goes: [Some(versions), files, Some(drafts)].into_iter().flatten().collect(),
        stays: vec![
            "That something was written in then, as a fingerprint: the log still proves that nothing else was taken out."
                .to_owned(),
            "Who erased it, when and why.".to_owned(),
            "Whatever was given out before: backups, exports and reports are not reached.".to_owned(),
        ],
        confirm: record.id.clone(),
    }
}
