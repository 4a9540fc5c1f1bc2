//! The one door for the window: a request in, a response or a [`Failure`] out.
//!
//! The page knows these types and nothing else (`cargo xtask types` writes them to `ui/src/api/types.ts`). Whatever
//! it shows comes in words: the page reckons no date and knows no rule of law.

mod case_line;
mod change;
mod expected;
mod form;
mod history;
mod lists;
mod record;
#[cfg(test)]
mod record_tests;
mod say;
#[cfg(test)]
mod tests;
mod title;
mod version;
mod write;

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use case_line::{CaseLine, ClockLine, ClockState};
pub use change::ChangeLine;
pub use form::{FormKey, FormSheet, Holds, TimeRead, WordChoice};
pub use history::{BookPage, CheckpointLine, EntryChange, EntryLine};
pub use lists::{
    Knew, KnewLine, KnewTick, ListRow, ListScreen, ListSection, ListSheet, Reached, RowBeside, RowCell, RowMark,
    RowShape, RowState, RowStep, RowTone,
};
pub use record::{AttachmentLine, GoesTo, RecordSheet, RecordStanding, WarningLine};
pub use say::{FieldLine, LinkLine, Told};
pub use version::VersionLine;
pub use write::{AttachedFile, Write, WrittenRecord};

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
    /// Signs a checkpoint and closes the vault. The process that held the key then ends.
    Lock,
    /// One record as the panel shows it.
    Record {
        /// The case's reference.
        reference: String,
        /// The record's list; `case` for the case's own keys.
        list: String,
        /// Its id; the case's reference for its own keys.
        id: String,
        /// The moment that the book is read at, in the form of `at`; now where it is left out.
        as_of: Option<String>,
    },
    /// What a form for a list's records is made of.
    Form {
        /// The list; `case` for the case's own keys.
        list: String,
    },
    /// The records of some lists whose name holds what was typed.
    Choices {
        /// The case's reference.
        reference: String,
        /// The lists; all where none is named.
        lists: Vec<String>,
        /// What was typed; everything matches nothing typed.
        typed: String,
    },
    /// What a typed time is read as.
    ReadWhen {
        /// What was typed.
        typed: String,
        /// Whether it is "about".
        approximate: bool,
        /// Whether it is known to the hour only.
        hour: bool,
    },
    /// Writes into a case.
    WriteRecord {
        /// The case's reference.
        reference: String,
        /// What is to be written.
        what: Write,
    },
    /// A screen that is a list.
    List {
        /// The case's reference.
        reference: String,
        /// Which screen.
        screen: ListScreen,
        /// The moment that the book is read at, in the form of `at`; now where it is left out.
        as_of: Option<String>,
    },
    /// A page of the book itself, newest first.
    Entries {
        /// The case's reference.
        reference: String,
        /// The moment that the book is read at, in the form of `at`; now where it is left out.
        as_of: Option<String>,
        /// The place before which to go on, as the last page named it; the newest where it is left out.
        #[ts(type = "number | null")]
        before: Option<u64>,
        /// How many at most.
        count: u32,
    },
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
    /// To `lock`.
    Locked,
    /// To `record`.
    Record {
        /// The record in words.
        record: Box<RecordSheet>,
    },
    /// To `form`.
    Form {
        /// The form's keys.
        form: FormSheet,
    },
    /// To `choices`.
    Choices {
        /// At most thirty; those that begin with what was typed first.
        choices: Vec<LinkLine>,
    },
    /// To `read-when`.
    WhenRead {
        /// What is kept, and in words.
        time: TimeRead,
    },
    /// To `write-record`.
    RecordWritten {
        /// The entry's number and the record afresh.
        written: Box<WrittenRecord>,
    },
    /// To `list`.
    List {
        /// The screen in words.
        sheet: ListSheet,
    },
    /// To `entries`.
    Entries {
        /// The page of the book.
        page: BookPage,
    },
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

/// One vault's door: the vault that the window is for, the session once it is open, and who says that they write.
pub struct Door {
    vault: Option<PathBuf>,
    home: PathBuf,
    session: Option<Session>,
    writer: String,
}

impl Door {
    /// The door of a vault's folder, or of none; `home` is the program's own folder. Nothing is opened yet.
    pub fn new(vault: Option<PathBuf>, home: PathBuf) -> Self {
        Self { vault, home, session: None, writer: crate::place::writer() }
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
            Request::Lock => {
                if let Some(session) = self.session.take() {
                    session.lock(now)?;
                }
                Ok(Response::Locked)
            }
            Request::Record { reference, list, id, as_of } => {
                let record = self.open()?.sheet(&reference, &list, &id, as_of.as_deref())?;
                Ok(Response::Record { record: Box::new(record) })
            }
            Request::Form { list } => Ok(Response::Form { form: form::form(&list)? }),
            Request::Choices { reference, lists, typed } => {
                Ok(Response::Choices { choices: self.open()?.choices(&reference, &lists, &typed)? })
            }
            Request::ReadWhen { typed, approximate, hour } => {
                Ok(Response::WhenRead { time: form::read_time(&typed, approximate, hour)? })
            }
            Request::WriteRecord { reference, what } => {
                let session = self.session.as_mut().ok_or_else(locked)?;
                let written = session.write(&reference, what, &self.writer, now)?;
                Ok(Response::RecordWritten { written: Box::new(written) })
            }
            Request::List { reference, screen, as_of } => {
                Ok(Response::List { sheet: self.open()?.list_sheet(&reference, screen, as_of.as_deref(), now)? })
            }
            Request::Entries { reference, as_of, before, count } => {
                let count = usize::try_from(count).unwrap_or(usize::MAX);
                Ok(Response::Entries { page: self.open()?.book_page(&reference, as_of.as_deref(), before, count)? })
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
