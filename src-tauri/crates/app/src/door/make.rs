//! Making a vault: its name and place, a passphrase that withstands guessing, a recovery sheet and the proof that it
//! was kept; or the sample cases in a vault that is thrown away.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::settings::name_of_writer;
use super::start::{random_passphrase, same, sheet_in};
use super::typed::Typed;
use super::{Door, NamedVault, Response, no_vault_named};
use crate::home::Settings;
use crate::{Failure, RecoverySecret, Session, Writer, sample, strength};

/// The letters at the end of a recovery secret that prove that its sheet was kept.
const PROOF: usize = 6;

/// A vault to be made.
#[derive(Deserialize, TS)]
pub struct MakeVault {
    /// What it is called; its folder is NAME.breachbook.
    pub name: String,
    /// The folder in which its folder is made.
    pub place: String,
    /// Who writes in it here: the name beside each entry.
    pub writer: String,
    /// The words that open it.
    pub passphrase: Typed,
    /// The same once more.
    pub again: Typed,
    /// The file for a recovery sheet, which must not exist; none is made without.
    pub sheet: Option<String>,
}

/// A passphrase to be judged.
#[derive(Deserialize, TS)]
pub struct ToJudge {
    /// The words.
    pub passphrase: Typed,
    /// What an attacker tries first, such as the name of the vault.
    pub words: Vec<String>,
}

/// A vault that was made.
#[derive(Debug, Serialize, TS)]
pub struct MadeVault {
    /// The vault, open.
    pub vault: NamedVault,
    /// Its folder.
    pub folder: String,
    /// The file of its recovery sheet, if one was made.
    pub sheet: Option<String>,
}

/// How well a passphrase withstands guessing.
#[derive(Debug, Serialize, TS)]
pub struct Judgement {
    /// From 0 (guessed at once) to 4 (as good as never).
    pub score: u8,
    /// Whether a new vault may have it.
    pub enough: bool,
    /// What it is, in a sentence.
    pub says: String,
    /// What would make it better, in sentences.
    pub advice: Vec<String>,
}

impl Door {
    /// Judges a passphrase before it is used.
    pub(super) fn judge(ToJudge { passphrase, words }: &ToJudge) -> Response {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let strength::Strength { score, enough, says, advice } = strength::judge(passphrase.expose(), &words);
        Response::Judged { judgement: Judgement { score, enough, says, advice } }
    }

    /// Makes a vault and leaves it open.
    pub(super) fn make(&mut self, make: &MakeVault, now: DateTime<Utc>) -> Result<Response, Failure> {
        self.refuse_while_open()?;
        let folder = folder_for(&make.name, Path::new(&make.place))?;
        let writer = name_of_writer(&make.writer)?;
        same(&make.passphrase, &make.again)?;
        strength::refuse_weak(make.passphrase.expose(), &[make.name.trim(), "breachbook"])?;
        let sheet = make.sheet.as_deref().map(PathBuf::from);
        let session = Session::init(&folder, &make.passphrase.passphrase(), sheet.as_deref(), &self.home, now)?;
        // Read back from the file, so that what is asked for is what stands on the sheet.
        self.unproved = match sheet.as_deref() {
            Some(sheet) => Some(RecoverySecret::parse(sheet_in(sheet)?.expose())?),
            None => None,
        };
        // The vault stands: that the name could not be kept for the next start is no reason to take it back.
        let _ = Settings { writer: writer.clone(), ..Settings::read(&self.home) }.write(&self.home);
        self.writer = writer;
        self.vault = Some(folder.clone());
        self.session = Some(session);
        self.opened(&folder, now);
        let vault = self.named().ok_or_else(no_vault_named)?;
        Ok(Response::Made(MadeVault { vault, folder: folder.display().to_string(), sheet: make.sheet.clone() }))
    }

    /// Takes the last letters of the recovery sheet as proof that it was kept.
    pub(super) fn prove_sheet(&mut self, letters: &Typed) -> Result<Response, Failure> {
        let Some(secret) = &self.unproved else {
            let said = "No recovery sheet waits to be proved.";
            return Err(Failure::new("no-sheet", said, "Go on; there is nothing to prove."));
        };
        let typed: String = letters.expose().chars().filter(|c| c.is_alphanumeric()).collect();
        let end = secret.expose().get(secret.expose().len().saturating_sub(PROOF)..).unwrap_or_default();
        if !typed.eq_ignore_ascii_case(end) {
            return Err(Failure::new(
                "wrong-letters",
                format!("Those are not the last {PROOF} letters of the key on the sheet."),
                "Look at the sheet that was saved a moment ago, at the end of its last line.",
            ));
        }
        self.unproved = None;
        Ok(Response::SheetProved)
    }

    /// Makes a vault with the real cases, to look around in. It lies in the system's folder for passing files, with
    /// marks of its own, and is removed when it is locked.
    pub(super) fn sample(&mut self, now: DateTime<Utc>) -> Result<Response, Failure> {
        self.refuse_while_open()?;
        let folder = tempfile::Builder::new().prefix("breachbook-sample-").tempdir();
        let folder = folder.map_err(|why| Failure::writing(&std::env::temp_dir(), &why))?;
        let vault = folder.path().join("Sample cases.breachbook");
        let writer = Writer { name: &self.writer, reason: None, now };
        self.session = Some(sample(&vault, &random_passphrase(), &folder.path().join("home"), &writer)?);
        self.vault = Some(vault);
        self.sample = Some(folder);
        self.named().map(|vault| Response::Unlocked { vault }).ok_or_else(no_vault_named)
    }

    fn refuse_while_open(&self) -> Result<(), Failure> {
        if self.session.is_none() {
            return Ok(());
        }
        let said = "A vault is open in this window.";
        Err(Failure::new("vault-open", said, "Lock it first, or start Breachbook once more."))
    }
}

/// The folder of a vault of that name: a name that is a file name on every system.
fn folder_for(name: &str, place: &Path) -> Result<PathBuf, Failure> {
    let name = name.trim();
    let bad = |why: &str| {
        Failure::new(
            "bad-name",
            format!("A vault cannot be called {name:?}: {why}."),
            "Give another name, for example Incident desk.",
        )
    };
    if name.is_empty() {
        return Err(Failure::new("bad-name", "The vault has no name.", "Give it one, for example Incident desk."));
    }
    if name.chars().count() > 80 {
        return Err(bad("it has more than 80 letters"));
    }
    if name.starts_with('.') || name.ends_with('.') {
        return Err(bad("it begins or ends with a full stop"));
    }
    if let Some(sign) = name.chars().find(|c| c.is_control() || "/\\:*?\"<>|".contains(*c)) {
        return Err(bad(&format!("the sign {sign:?} cannot stand in the name of a folder")));
    }
    if !place.is_absolute() || !place.is_dir() {
        let said = format!("{}: there is no such folder.", place.display());
        return Err(Failure::new("no-place", said, "Choose the folder in which the vault shall lie."));
    }
    Ok(place.join(format!("{name}.breachbook")))
}
