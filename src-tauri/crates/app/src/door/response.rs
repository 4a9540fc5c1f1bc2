//! What the door answers the page.

use serde::Serialize;
use ts_rs::TS;

use super::{
    Advance, BackedUp, BookPage, CaseBegun, CaseLine, CaseQuestions, CaseScreen, ChoicesNow, DueLine, Erasure,
    FileCheck, FormSheet, Found, Judgement, KnownVaults, Line, LineWritten, LinkLine, ListSheet, MadeVault, NamedVault,
    Picture, Place, Point, PreviewHead, PreviewPage, RecordSheet, Rekeyed, ReportMade, ReportsNow, SeenFiles,
    SharedPicture, Ticks, TimeRead, ToExport, VaultNow, WrittenRecord,
};
use crate::quick::Reading;

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
        /// The reference of the case that lay open last; empty where none did.
        last_open: String,
        /// What is due next in any of them.
        due_next: Vec<DueLine>,
        /// Who writes in this window: the name beside each entry.
        writer: String,
        /// Whether nobody has said so here yet: then it is as the system calls its user.
        unnamed: bool,
    },
    /// To `case`.
    Case {
        /// The case.
        case: Box<CaseScreen>,
    },
    /// To `picture`.
    Picture {
        /// The picture.
        #[ts(as = "Picture")]
        picture: SharedPicture,
    },
    /// To `picture-marks`.
    PictureMarks {
        /// Each mark or range of each lane, as the first entry in it.
        points: Vec<Point>,
    },
    /// To `picture-entry`.
    PictureEntry {
        /// None where the entry has no place in the picture.
        point: Option<Box<Point>>,
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
    /// To `look-at-files`.
    FilesSeen {
        /// What they are.
        seen: SeenFiles,
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
    /// To `this-vault`.
    ThisVault(VaultNow),
    /// To `backup`: it is made, and was opened to check.
    BackedUp(BackedUp),
    /// To `to-export`.
    ToExport(ToExport),
    /// To `export`.
    Exported {
        /// The file.
        file: String,
    },
    /// To `to-erase`.
    ToErase(Erasure),
    /// To `erase`.
    Erased {
        /// The number of the entry that says so.
        #[ts(type = "number")]
        entry: u64,
    },
    /// To `change-passphrase`.
    PassphraseChanged,
    /// To `rekey`.
    Rekeyed(Rekeyed),
    /// To `ask-late`.
    Late {
        /// The question; none where there is nothing to ask.
        words: Option<String>,
    },
    /// To `entries`.
    Entries {
        /// The page of the book.
        page: BookPage,
    },
}
