//! The one door for the window: a request in, a response or a [`Failure`] out.
//!
//! The page knows these types and nothing else (`cargo xtask types` writes them to `ui/src/api/types.ts`). Whatever
//! it shows comes in words: the page reckons no date and knows no rule of law.

mod case;
mod case_line;
mod change;
mod desk;
mod due;
mod expected;
mod find;
mod form;
mod history;
mod lines;
mod lists;
mod make;
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
mod row;
mod say;
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
mod ticks;
mod title;
mod typed;
mod version;
mod watch;
mod write;

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use tempfile::TempDir;
use ts_rs::TS;

pub use case::{CaseScreen, Fact, PeopleLine, Remark, Tab};
pub use case_line::{CaseLine, ClockLine, ClockState};
pub use change::ChangeLine;
use desk::Desk;
pub use desk::{CaseAsk, LinesAsk};
pub use due::DueLine;
pub use find::Found;
pub use form::{FormKey, FormSheet, Holds, TimeRead, WordChoice};
pub use history::{BookPage, CheckpointLine, EntryChange, EntryLine};
pub use lines::{Line, Screen};
pub use lists::{
    Knew, KnewLine, KnewTick, ListRow, ListScreen, ListSection, ListSheet, Reached, RowBeside, RowCell, RowMark,
    RowShape, RowState, RowStep, RowTone,
};
pub use make::{Judgement, MadeVault, MakeVault, ToJudge};
pub use new_case::{Answers, Body, CaseBegun, CaseQuestions, Choice, TypedTime};
pub use picture::{LaneName, Picture, Point, Span, SpanKind, Stretch};
pub use preview_page::{DrawnMark, DrawnPen, PreviewPage};
pub use quick::{DraftToKeep, LineAsked, LineToWrite, LineWritten};
pub use record::{AttachmentLine, GoesTo, RecordSheet, RecordStanding, WarningLine};
pub use record_line::RecordLine;
pub use reports::{
    FileCheck, MakeReport, PageChoice, PreviewHead, Reader, ReleasedLine, ReportChoice, ReportMade, ReportsNow,
    SaveReleased, WithheldCount, WithheldLine,
};
pub use row::{Mark, Place, Row};
pub use say::{FieldLine, LinkLine, Told};
pub use settings::{Choices, ChoicesNow};
pub use standing::{Shape, Standing, Tone};
pub use start::{KnownVault, KnownVaults, NamedVault, NewPassphrase};
pub use strip::Pressing;
pub use ticks::{Tick, Ticks};
pub use typed::Typed;
pub use version::VersionLine;
pub use watch::{Advance, Watch};
pub use write::{AttachedFile, Write, WrittenRecord};

use crate::quick::Reading;
use crate::{Failure, RecoverySecret, Session};
use reports::KeptPreview;

/// What the page asks.
#[derive(Deserialize, TS)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum Request {
    /// Which vault this window is for, and whether it is open.
    Start,
    /// Opens the vault.
    Unlock {
        /// The words that open it.
        passphrase: Typed,
    },
    /// The cases in the vault, with their clocks as they stand now.
    Cases,
    /// One case as its screen shows it: head, strip, overview, record.
    Case(CaseAsk),
    /// The timeline of a case to scale.
    Picture(CaseAsk),
    /// A stretch of a list of a case.
    Lines(LinesAsk),
    /// Which list a record stands in.
    Where {
        /// The case's reference.
        reference: String,
        /// As of when; none for now.
        as_of: Option<String>,
        /// The record's id.
        id: String,
    },
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
    /// The vaults that were opened here, and where a new one is proposed to lie.
    Vaults,
    /// Takes a vault off that list; the vault itself is left as it is.
    Forget {
        /// Its folder.
        folder: String,
    },
    /// Makes this window one for another vault, which is still locked.
    OpenVault {
        /// Its folder.
        folder: String,
    },
    /// Opens the vault with the text of its recovery sheet.
    Recover {
        /// As it stands on the sheet.
        sheet: Typed,
    },
    /// Opens the vault with a recovery sheet that was kept as a file.
    RecoverFrom {
        /// The file.
        file: String,
    },
    /// Gives a vault that was opened with its recovery sheet a new passphrase.
    Renew(NewPassphrase),
    /// Judges a passphrase before it is used.
    Judge(ToJudge),
    /// Makes a vault and leaves it open.
    MakeVault(MakeVault),
    /// Proves that the recovery sheet was kept.
    ProveSheet {
        /// The last six letters of the key on it.
        letters: Typed,
    },
    /// Makes a vault with the real cases to look around in; it is removed when it is locked.
    Sample,
    /// The first questions about a new case.
    CaseQuestions {
        /// The controller's name as far as it was typed, from which a reference is proposed.
        name: String,
    },
    /// What a typed time is read as.
    ReadTime(TypedTime),
    /// Writes a new case in.
    NewCase(Answers),
    /// The settings of this installation.
    Settings,
    /// Changes them.
    Set(Choices),
    /// Who can get a report of a case, and who got one.
    Reports {
        /// The case's reference.
        reference: String,
    },
    /// A report as it would be made now: how many pages, and what is withheld.
    Preview(ReportChoice),
    /// One page of it.
    PreviewPage(PageChoice),
    /// Makes a report, saves it and writes in that it was released.
    MakeReport(MakeReport),
    /// Saves the kept bytes of a released report again.
    SaveReleased(SaveReleased),
    /// Checks a report file, against this vault too.
    CheckReport {
        /// The file.
        file: String,
    },
    /// How far a long act has come. Never waits for it.
    Progress,
    /// Stops a long act. Never waits for it.
    Cancel,
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
    /// To `where`.
    Where {
        /// None where it stands in none.
        place: Option<Place>,
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
    /// To `vaults` and `forget`.
    Vaults(KnownVaults),
    /// To `open-vault`.
    Chosen {
        /// The vault, still locked.
        vault: NamedVault,
    },
    /// To `renew`.
    Renewed,
    /// To `judge`.
    Judged {
        /// What the judge says.
        judgement: Judgement,
    },
    /// To `make-vault`.
    Made(MadeVault),
    /// To `prove-sheet`.
    SheetProved,
    /// To `case-questions`.
    CaseQuestions {
        /// The questions.
        questions: CaseQuestions,
    },
    /// To `read-time`.
    TimeRead {
        /// The time in words; empty where nothing was typed.
        words: String,
    },
    /// To `new-case`.
    CaseBegun(CaseBegun),
    /// To `settings` and `set`.
    Settings(ChoicesNow),
    /// To `reports`.
    Reports(ReportsNow),
    /// To `preview`.
    Previewed {
        /// The report but for its pages.
        head: PreviewHead,
    },
    /// To `preview-page`.
    PreviewPage {
        /// The page.
        page: PreviewPage,
    },
    /// To `make-report`.
    ReportMade(ReportMade),
    /// To `save-released`.
    Saved {
        /// The file.
        file: String,
    },
    /// To `check-report`.
    ReportChecked {
        /// What was found.
        check: FileCheck,
    },
    /// To `progress` and `cancel`.
    Progress {
        /// How far it has come.
        advance: Advance,
    },
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
    /// Who writes, as the system names its user.
    writer: String,
}

impl Door {
    /// The door of a vault's folder, or of none; `home` is the program's own folder. Nothing is opened yet.
    pub fn new(vault: Option<PathBuf>, home: PathBuf) -> Self {
        Self {
            vault,
            home,
            session: None,
            recovered: false,
            unproved: None,
            sample: None,
            preview: None,
            watch: Watch::default(),
            desk: Desk::default(),
            writer: crate::place::writer(),
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
                let rows = self.session.as_ref().ok_or_else(locked)?.cases(now)?;
                let cases = rows.iter().map(|row| CaseLine::of(row, now)).collect();
                Ok(Response::Cases { cases, due_next: due::due_next(&rows, now) })
            }
            Request::Case(ask) => self.desk.case(self.session.as_ref().ok_or_else(locked)?, &ask, now),
            Request::Picture(ask) => self.desk.picture(self.session.as_ref().ok_or_else(locked)?, &ask, now),
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
                Ok(Response::LineWritten { written: quick::write_line(session, line, now)? })
            }
            Request::Draft { reference, place } => {
                Ok(Response::Draft { text: quick::draft(self.session()?, &reference, &place)? })
            }
            Request::KeepDraft(DraftToKeep { reference, place, text, about }) => {
                quick::keep_draft(self.session()?, &reference, &place, &text, about, now)?;
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
            Request::Reports { reference } => self.reports(&reference, now),
            Request::Preview(choice) => self.preview(&choice, now),
            Request::PreviewPage(page) => self.preview_page(&page, now),
            Request::MakeReport(make) => self.make_report(&make, now),
            Request::SaveReleased(save) => self.save_released(&save),
            Request::CheckReport { file } => self.check_report(Path::new(&file)),
            Request::Record { reference, list, id, as_of } => {
                let record = self.session()?.sheet(&reference, &list, &id, as_of.as_deref())?;
                Ok(Response::Record { record: Box::new(record) })
            }
            Request::Form { list } => Ok(Response::Form { form: form::form(&list)? }),
            Request::Choices { reference, lists, typed } => {
                Ok(Response::Choices { choices: self.session()?.choices(&reference, &lists, &typed)? })
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
                Ok(Response::List { sheet: self.session()?.list_sheet(&reference, screen, as_of.as_deref(), now)? })
            }
            Request::Entries { reference, as_of, before, count } => {
                let count = usize::try_from(count).unwrap_or(usize::MAX);
                Ok(Response::Entries { page: self.session()?.book_page(&reference, as_of.as_deref(), before, count)? })
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
