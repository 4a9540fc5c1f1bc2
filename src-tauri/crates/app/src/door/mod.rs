//! The one door for the window: a request in, a response or a [`Failure`] out.
//!
//! The page knows these types and nothing else (`cargo xtask types` writes them to `ui/src/api/types.ts`). Whatever
//! it shows comes in words: the page reckons no date and knows no rule of law.

mod case;
mod case_line;
mod desk;
mod due;
mod find;
mod lines;
mod picture;
mod record_line;
mod row;
mod standing;
mod strip;
#[cfg(test)]
mod tests;
mod ticks;

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use case::{CaseScreen, Fact, PeopleLine, Remark, Tab};
pub use case_line::{CaseLine, ClockLine, ClockState};
use desk::Desk;
pub use desk::{CaseAsk, LinesAsk};
pub use due::DueLine;
pub use find::Found;
pub use lines::{Line, Screen};
pub use picture::{LaneName, Picture, Point, Span, SpanKind, Stretch};
pub use record_line::RecordLine;
pub use row::{Mark, Place, Row};
pub use standing::{Shape, Standing, Tone};
pub use strip::Pressing;
pub use ticks::{Tick, Ticks};

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
    /// One case as its screen shows it: head, strip, overview, record.
    Case(CaseAsk),
    /// The timeline of a case to scale.
    Picture(CaseAsk),
    /// A stretch of a list of a case.
    Lines(LinesAsk),
    /// The ticks of a stretch of the picture's axis.
    Ticks {
        /// The beginning of the stretch (milliseconds since 1970 UTC).
        #[ts(type = "number")]
        from: i64,
        /// Its end (milliseconds since 1970 UTC).
        #[ts(type = "number")]
        to: i64,
        /// How many at the most.
        most: u32,
    },
    /// The records of every case that hold these words.
    Find {
        /// The words.
        query: String,
    },
    /// Checks every entry of the vault; the record's line may then say that it is intact.
    CheckRecord,
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
        /// What is due next in any of them.
        due_next: Vec<DueLine>,
    },
    /// To `case`.
    Case {
        /// The case.
        case: Box<CaseScreen>,
    },
    /// To `picture`.
    Picture {
        /// The picture.
        picture: Picture,
    },
    /// To `lines`.
    Lines {
        /// How many there are.
        total: u32,
        /// The number of the first that is given, from 0.
        from: u32,
        /// They.
        lines: Vec<Line>,
        /// The number of the line of the record that was looked for.
        found: Option<u32>,
    },
    /// To `ticks`.
    Ticks {
        /// The ticks.
        ticks: Ticks,
    },
    /// To `find`.
    Found {
        /// The newest first.
        found: Vec<Found>,
    },
    /// To `check-record`.
    Checked {
        /// Whether nothing but notices was found.
        intact: bool,
        /// What was found, in a sentence.
        words: String,
    },
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
    desk: Desk,
}

impl Door {
    /// The door of a vault's folder, or of none; `home` is the program's own folder. Nothing is opened yet.
    pub fn new(vault: Option<PathBuf>, home: PathBuf) -> Self {
        Self { vault, home, session: None, desk: Desk::default() }
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
                let cases = rows.iter().map(|row| CaseLine::of(row, now)).collect();
                Ok(Response::Cases { cases, due_next: due::due_next(&rows, now) })
            }
            Request::Case(ask) => self.desk.case(self.session.as_ref().ok_or_else(locked)?, &ask, now),
            Request::Picture(ask) => self.desk.picture(self.session.as_ref().ok_or_else(locked)?, &ask, now),
            Request::Lines(ask) => self.desk.lines(self.session.as_ref().ok_or_else(locked)?, &ask, now),
            Request::Ticks { from, to, most } => {
                Ok(Response::Ticks { ticks: ticks::ticks(ticks::moment(from), ticks::moment(to), most) })
            }
            Request::Find { query } => {
                Ok(Response::Found { found: find::find(self.session.as_ref().ok_or_else(locked)?, &query)? })
            }
            Request::CheckRecord => self.desk.check(self.session.as_mut().ok_or_else(locked)?, now),
            Request::Lock => {
                self.desk = Desk::default();
                if let Some(session) = self.session.take() {
                    session.lock(now)?;
                }
                Ok(Response::Locked)
            }
        }
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
