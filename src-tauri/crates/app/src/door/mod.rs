//! The one door for the window: a request in, a response or a [`Failure`] out.
//!
//! The page knows these types and nothing else (`cargo xtask types` writes them to `ui/src/api/types.ts`). Whatever
//! it shows comes in words: the page reckons no date and knows no rule of law.

mod case;
mod case_line;
mod desk;
mod due;
mod expected;
mod find;
mod form;
mod history;
mod lines;
mod lists;
mod look;
mod make;
mod marks;
mod new_case;
mod picture;
mod preview_page;
mod quick;
#[cfg(test)]
mod quick_tests;
mod record;
mod record_line;
#[cfg(test)]
mod record_tests;
mod reports;
mod request;
mod response;
mod row;
mod settings;
mod standing;
mod start;
mod strip;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_reports;
#[cfg(test)]
mod tests_start;
#[cfg(test)]
mod tests_verbs;
mod ticks;
mod timeline;
mod typed;
mod vault_acts;
mod verbs;
mod version;
mod watch;
mod write;

use std::path::{Path, PathBuf};

use breachbook_case::List;
use chrono::{DateTime, Utc};
use tempfile::TempDir;

pub use case::{CaseScreen, Fact, PeopleLine, Remark, Tab};
pub use case_line::{CaseLine, ClockLine, ClockState};
use desk::Desk;
pub use desk::{CaseAsk, LinesAsk};
pub use due::DueLine;
pub use find::Found;
pub use form::{FormKey, FormSheet, Holds, TimeRead, WordChoice};
pub use history::{BookPage, CheckpointLine, EntryChange, EntryLine};
pub use lines::{Line, Screen};
pub use lists::{
    Knew, KnewLine, KnewTick, ListRow, ListScreen, ListSection, ListSheet, Reached, RowBeside, RowCell, RowMark,
    RowState, RowStep,
};
pub use look::{SeenFile, SeenFiles};
pub use make::{Judgement, MadeVault, MakeVault, ToJudge};
pub use marks::{EntryAsk, EntryStep, MarksAsk};
pub use new_case::{Answers, Body, CaseBegun, CaseQuestions, Choice, TypedTime};
pub use picture::{LaneName, Picture, Point, SharedPicture, Span, SpanKind, Stretch};
pub use preview_page::{DrawnMark, DrawnPen, PreviewPage};
pub use quick::{DraftToKeep, LineAsked, LineToWrite, LineWritten};
pub use record::{AttachmentLine, GoesTo, RecordSheet, RecordStanding, WarningLine};
pub use record_line::RecordLine;
pub use reports::{
    CheckFound, FileCheck, MakeReport, PageChoice, PreviewHead, Reader, ReleasedLine, ReportChoice, ReportMade,
    ReportsNow, SaveReleased, WithheldCount, WithheldLine,
};
pub use request::Request;
pub use response::Response;
pub use row::{Mark, Place, Row};
pub use settings::{Choices, ChoicesNow};
pub use standing::{Shape, Standing, Tone};
pub use start::{KnownVault, KnownVaults, NamedVault, NewPassphrase};
pub use strip::Pressing;
pub use ticks::{Tick, Ticks};
pub use typed::Typed;
pub use vault_acts::{BackedUp, ChangePassphrase, Erase, Erasure, ExportReader, Rekey, Rekeyed, ToExport, VaultNow};
pub use verbs::VerbLine;
pub use version::VersionLine;
pub use watch::{Advance, Watch};
pub use write::{AttachedFile, Write, WrittenRecord};

pub use crate::tell::change::ChangeLine;
pub use crate::tell::{FieldLine, LinkLine, Told};
use crate::{Failure, RecoverySecret, Session, late};
use reports::KeptPreview;

/// One vault's door: the vault that the window is for, the session once it is open, and who says that they write.
pub struct Door {
    vault: Option<PathBuf>,
    home: PathBuf,
    session: Option<Session>,
    /// Whether the vault was opened with its recovery sheet and has no new passphrase yet.
    recovered: bool,
    /// The secret of a new vault's recovery sheet, until it is proved that the sheet was kept.
    unproved: Option<RecoverySecret>,
    /// The folder of the sample cases, removed when it is dropped.
    sample: Option<TempDir>,
    preview: Option<KeptPreview>,
    watch: Watch,
    desk: Desk,
    /// Who writes: the name given in the settings, else as the system names its user.
    writer: String,
}

impl Door {
    /// The door of a vault's folder, or of none; `home` is the program's own folder. Nothing is opened yet.
    pub fn new(vault: Option<PathBuf>, home: PathBuf) -> Self {
        Self {
            vault,
            writer: settings::writer(&home),
            home,
            session: None,
            recovered: false,
            unproved: None,
            sample: None,
            preview: None,
            watch: Watch::default(),
            desk: Desk::default(),
        }
    }

    /// What answers `progress` and `cancel` while the door is busy.
    pub fn watch(&self) -> Watch {
        self.watch.clone()
    }

    /// The folder of the vault that this window is for; none for a vault that is thrown away.
    pub fn vault(&self) -> Option<&Path> {
        if self.sample.is_some() { None } else { self.vault.as_deref() }
    }

    /// Whether the vault is open.
    pub fn is_open(&self) -> bool {
        self.session.is_some()
    }

    /// Answers a request at the moment `now`. It works on the calling thread, `unlock` for about a second.
    ///
    /// # Errors
    /// What the act refuses, and `vault-locked` for an act that needs an open vault.
    pub fn call(&mut self, request: Request, now: DateTime<Utc>) -> Result<Response, Failure> {
        if let Some(answer) = self.watch.answer(&request) {
            return Ok(answer);
        }
        self.desk.heed(&request);
        match request {
            Request::Start => Ok(Response::Started { vault: self.named() }),
            Request::Unlock { passphrase } => self.unlock(&passphrase, now),
            Request::Cases => {
                let session = self.session()?;
                let (rows, last_open) = (session.cases(now)?, session.last_open()?.unwrap_or_default());
                self.keep_next_due(&rows, now);
                let cases = rows.iter().map(|row| CaseLine::of(row, now)).collect();
                let due_next = due::due_next(&rows, now);
                let (writer, unnamed) = (self.writer.clone(), self.asks_who_writes());
                Ok(Response::Cases { cases, last_open, due_next, writer, unnamed })
            }
            Request::Case(ask) => {
                let session = self.session.as_ref().ok_or_else(locked)?;
                let answer = self.desk.case(session, &ask, now)?;
                session.note_open(&ask.reference);
                Ok(answer)
            }
            Request::Picture(ask) => self.desk.picture(self.session.as_ref().ok_or_else(locked)?, &ask, now),
            Request::PictureMarks(ask) => self.desk.marks(self.session.as_ref().ok_or_else(locked)?, &ask, now),
            Request::PictureEntry(ask) => self.desk.entry(self.session.as_ref().ok_or_else(locked)?, &ask, now),
            Request::Lines(ask) => self.desk.lines(self.session.as_ref().ok_or_else(locked)?, &ask, now),
            Request::Where { reference, as_of, id } => {
                let session = self.session.as_ref().ok_or_else(locked)?;
                self.desk.place(session, CaseAsk { reference, as_of }, &id, now)
            }
            Request::Ticks { from, to, most } => {
                Ok(Response::Ticks { ticks: ticks::ticks(ticks::moment(from), ticks::moment(to), most) })
            }
            Request::Find { query } => {
                Ok(Response::Found { found: find::find(self.session.as_ref().ok_or_else(locked)?, &query)? })
            }
            Request::CheckRecord => self.desk.check(self.session.as_mut().ok_or_else(locked)?, now),
            Request::ReadLine(asked) => {
                let reading = quick::read_line(self.session()?, &asked, now)?;
                Ok(Response::LineRead { reading })
            }
            Request::WriteLine(line) => {
                let session = self.session.as_mut().ok_or_else(locked)?;
                Ok(Response::LineWritten { written: quick::write_line(session, line, &self.writer, now)? })
            }
            Request::Draft { reference, place } => {
                Ok(Response::Draft { text: quick::draft(self.session()?, reference.as_deref(), &place)? })
            }
            Request::KeepDraft(draft) => {
                quick::keep_draft(self.session()?, draft, now)?;
                Ok(Response::DraftKept)
            }
            Request::Lock => self.lock(now),
            Request::Vaults => Ok(self.vaults(now)),
            Request::Forget { folder } => self.forget(Path::new(&folder), now),
            Request::OpenVault { folder } => self.choose(Path::new(&folder)),
            Request::Recover { sheet } => self.recover(&sheet, now),
            Request::RecoverFrom { file } => self.recover_from(Path::new(&file), now),
            Request::Renew(new) => self.renew(&new),
            Request::Judge(judge) => Ok(Self::judge(&judge)),
            Request::MakeVault(make) => self.make(&make, now),
            Request::ProveSheet { letters } => self.prove_sheet(&letters),
            Request::Sample => self.sample(now),
            Request::CaseQuestions { name } => self.case_questions(&name, now),
            Request::ReadTime(typed) => Self::read_time(&typed, now),
            Request::NewCase(answers) => self.new_case(&answers, now),
            Request::Settings => Ok(self.settings()),
            Request::Set(choices) => self.set(&choices, now),
            Request::SayWriter { writer } => self.say_writer(&writer),
            Request::Reports { reference } => self.reports(&reference, now),
            Request::Preview(choice) => self.preview(&choice, now),
            Request::PreviewPage(page) => self.preview_page(&page, now),
            Request::MakeReport(make) => self.make_report(&make, now),
            Request::SaveReleased(save) => self.save_released(&save),
            Request::CheckReport { file, earlier } => {
                self.check_report(Path::new(&file), earlier.as_deref().map(Path::new))
            }
            Request::Record { reference, list, id, as_of } => {
                let session = self.session.as_ref().ok_or_else(locked)?;
                let record = self.desk.record(session, &CaseAsk { reference, as_of }, (&list, &id), now)?;
                Ok(Response::Record { record: Box::new(record) })
            }
            Request::Form { list } => Ok(Response::Form { form: form::form(&list)? }),
            Request::Choices { reference, lists, typed } => {
                let session = self.session.as_ref().ok_or_else(locked)?;
                self.desk.choices(session, &reference, (&lists, &typed), now)
            }
            Request::LookAtFiles { paths } => Ok(Response::FilesSeen { seen: look::look(&paths) }),
            Request::ReadWhen { typed, approximate, hour } => {
                Ok(Response::WhenRead { time: form::read_time(&typed, approximate, hour, now)? })
            }
            Request::WriteRecord { reference, what } => {
                let session = self.session.as_mut().ok_or_else(locked)?;
                self.desk.write(session, (&reference, what), &self.writer, now)
            }
            Request::List { reference, screen, as_of } => {
                let session = self.session.as_ref().ok_or_else(locked)?;
                self.desk.list(session, &CaseAsk { reference, as_of }, screen, now)
            }
            Request::Entries { reference, as_of, before, count } => {
                let session = self.session.as_ref().ok_or_else(locked)?;
                self.desk.entries(session, &CaseAsk { reference, as_of }, (before, count), now)
            }
            Request::ThisVault => self.this_vault(),
            Request::Backup { place } => self.back_up(Path::new(&place), now),
            Request::ToExport { reference } => self.before_export(&reference),
            Request::Export { reference, reader, out } => self.export(&reference, &reader, Path::new(&out), now),
            Request::ToErase { reference, list, id, file } => {
                self.before_erasing(reference, (&list, &id), file.as_deref(), now)
            }
            Request::Erase(erasure) => self.erase(&erasure, now),
            Request::ChangePassphrase(change) => self.change_passphrase(&change),
            Request::Rekey(rekey) => self.rekey(&rekey),
            Request::AskLate { list, record } => {
                let list = List::from_word(&list);
                Ok(Response::Late { words: list.and_then(|list| late::of_record(list, &record, now)) })
            }
            // Answered by the watch above.
            Request::Progress | Request::Cancel => Err(Failure::window_fault()),
        }
    }

    pub(super) fn session(&self) -> Result<&Session, Failure> {
        self.session.as_ref().ok_or_else(locked)
    }
}

fn no_vault_named() -> Failure {
    Failure::new("no-vault-named", "No vault is named.", "Choose a vault, or make one.")
}

fn locked() -> Failure {
    Failure::new("vault-locked", "The vault is locked.", "Open it with its passphrase.")
}
