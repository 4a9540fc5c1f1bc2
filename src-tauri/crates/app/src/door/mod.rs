//! The one door for the window: a request in, a response or a [`Failure`] out.
//!
//! The page knows these types and nothing else (`cargo xtask types` writes them to `ui/src/api/types.ts`). Whatever
//! it shows comes in words: the page reckons no date and knows no rule of law.

mod case_line;
mod quick;
#[cfg(test)]
mod quick_tests;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use case_line::{CaseLine, ClockLine, ClockState};
pub use quick::{DraftToKeep, LineAsked, LineToWrite, LineWritten};

use crate::quick::Reading;
use crate::{Failure, Passphrase, Session};

/// What the page asks.
#[derive(Deserialize, TS)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum Request {
    /// Which vault this window is for, and whether it is open.
    Start,
    /// Opens the vault.
    Unlock {
        /// The words that open it.
        passphrase: String,
    },
    /// The cases in the vault, with their clocks as they stand now.
    Cases,
    /// Reads a typed line without writing anything.
    ReadLine(LineAsked),
    /// Writes a typed line as it was read, and clears the bar's draft.
    WriteLine(LineToWrite),
    /// What was typed at a place and is no entry yet.
    Draft {
        /// The case.
        reference: String,
        /// The field or form that it was typed into.
        place: String,
    },
    /// Keeps what was typed at a place, outside the book.
    KeepDraft(DraftToKeep),
    /// Signs a checkpoint and closes the vault. The process that held the key then ends.
    Lock,
}

/// What it is answered.
#[derive(Debug, Serialize, TS)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Response {
    /// To `start`.
    Started {
        /// None where no vault was named.
        vault: Option<NamedVault>,
    },
    /// To `unlock`.
    Unlocked {
        /// The vault, now open.
        vault: NamedVault,
    },
    /// To `cases`.
    Cases {
        /// In the order in which they came in.
        cases: Vec<CaseLine>,
    },
    /// To `read-line`.
    LineRead {
        /// What was understood.
        reading: Reading,
    },
    /// To `write-line`.
    LineWritten {
        /// What is on disk now.
        written: LineWritten,
    },
    /// To `draft`.
    Draft {
        /// Empty where there is none.
        text: String,
    },
    /// To `keep-draft`: it is on disk.
    DraftKept,
    /// To `lock`.
    Locked,
}

/// The window's vault.
#[derive(Debug, Serialize, TS)]
pub struct NamedVault {
    /// Its folder's name without the ending.
    pub name: String,
    /// Whether it is unlocked.
    pub open: bool,
    /// What whoever opened it should be told: that it was copied, set back, or is a backup. Empty while locked.
    pub notices: Vec<String>,
}

/// One vault's door: the vault that the window is for, and the session once it is open.
pub struct Door {
    vault: Option<PathBuf>,
    home: PathBuf,
    session: Option<Session>,
}

impl Door {
    /// The door of a vault's folder, or of none; `home` is the program's own folder. Nothing is opened yet.
    pub fn new(vault: Option<PathBuf>, home: PathBuf) -> Self {
        Self { vault, home, session: None }
    }

    /// Answers a request at the moment `now`. It works on the calling thread, `unlock` for about a second.
    ///
    /// # Errors
    /// What the act refuses, and `vault-locked` for an act that needs an open vault.
    pub fn call(&mut self, request: Request, now: DateTime<Utc>) -> Result<Response, Failure> {
        match request {
            Request::Start => Ok(Response::Started { vault: self.named() }),
            Request::Unlock { passphrase } => {
                self.unlock(&Passphrase::new(passphrase))?;
                self.named().map(|vault| Response::Unlocked { vault }).ok_or_else(no_vault_named)
            }
            Request::Cases => {
                let rows = self.session.as_ref().ok_or_else(locked)?.cases(now)?;
                Ok(Response::Cases { cases: rows.iter().map(CaseLine::of).collect() })
            }
            Request::ReadLine(asked) => {
                let reading = quick::read_line(self.open()?, &asked, now)?;
                Ok(Response::LineRead { reading })
            }
            Request::WriteLine(line) => {
                let session = self.session.as_mut().ok_or_else(locked)?;
                Ok(Response::LineWritten { written: quick::write_line(session, line, now)? })
            }
            Request::Draft { reference, place } => {
                Ok(Response::Draft { text: quick::draft(self.open()?, &reference, &place)? })
            }
            Request::KeepDraft(DraftToKeep { reference, place, text, about }) => {
                quick::keep_draft(self.open()?, &reference, &place, &text, about, now)?;
                Ok(Response::DraftKept)
            }
            Request::Lock => {
                if let Some(session) = self.session.take() {
                    session.lock(now)?;
                }
                Ok(Response::Locked)
            }
        }
    }

    fn open(&self) -> Result<&Session, Failure> {
        self.session.as_ref().ok_or_else(locked)
    }

    fn named(&self) -> Option<NamedVault> {
        let name = self.vault.as_ref()?.file_stem()?.to_string_lossy().into_owned();
        let notices = self.session.as_ref().map(Session::notices).unwrap_or_default();
        Some(NamedVault { name, open: self.session.is_some(), notices })
    }

    fn unlock(&mut self, passphrase: &Passphrase) -> Result<(), Failure> {
        let vault = self.vault.as_ref().ok_or_else(no_vault_named)?;
        if self.session.is_none() {
            self.session = Some(Session::open(vault, passphrase, &self.home)?);
        }
        Ok(())
    }
}

fn no_vault_named() -> Failure {
    Failure::new("no-vault-named", "No vault is named.", "Start Breachbook with the folder of a vault.")
}

fn locked() -> Failure {
    Failure::new("vault-locked", "The vault is locked.", "Open it with its passphrase.")
}
