//! What the page may ask of the door.

use serde::Deserialize;
use serde_json::{Map, Value};
use ts_rs::TS;

use super::{
    Answers, CaseAsk, ChangePassphrase, Choices, DraftToKeep, EntryAsk, Erase, LineAsked, LineToWrite, LinesAsk,
    ListScreen, MakeReport, MakeVault, MarksAsk, NewPassphrase, PageChoice, Rekey, ReportChoice, SaveReleased, ToJudge,
    Typed, TypedTime, Write,
};

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
    /// The marks of a stretch of it, where it is very much.
    PictureMarks(MarksAsk),
    /// One entry of it, found from another.
    PictureEntry(EntryAsk),
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
        /// The case; none for what belongs to the vault.
        reference: Option<String>,
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
    /// Says who writes in this window, also where it is as the system calls its user.
    SayWriter {
        /// The name.
        writer: String,
    },
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
        /// An earlier report whose record it should go on from; none where it is checked alone.
        earlier: Option<String>,
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
    /// What files are that somebody wants to attach.
    LookAtFiles {
        /// Their whole paths.
        paths: Vec<String>,
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
    /// Where the vault lies, what opens it, and when it was backed up last.
    ThisVault,
    /// Backs the vault up into a new folder, and opens the copy to check it.
    Backup {
        /// The folder in which that new folder is made.
        place: String,
    },
    /// Whom a case can be exported for, and what each file would be called.
    ToExport {
        /// The case's reference.
        reference: String,
    },
    /// Writes the case file of a case, which is not encrypted.
    Export {
        /// The case's reference.
        reference: String,
        /// Whom it is for, a word of the format; the team has everything.
        reader: String,
        /// The file; one that is there is replaced whole.
        out: String,
    },
    /// What an erasure of a record, or of one file of it, would take away and leave.
    ToErase {
        /// The case's reference.
        reference: String,
        /// The record's list.
        list: String,
        /// The record's id.
        id: String,
        /// The SHA-256 of the one attached file that is to be erased; none for the whole record.
        file: Option<String>,
    },
    /// Erases a record under law, or one file of it.
    Erase(Erase),
    /// Changes the passphrase that opens the vault.
    ChangePassphrase(ChangePassphrase),
    /// Writes the vault anew under a new key: every passphrase and sheet that opens it now opens it no longer.
    Rekey(Rekey),
    /// Whether what a form tells so far is long past, so that it asks why it is written in only now.
    AskLate {
        /// The list.
        list: String,
        /// The record as far as it is filled in.
        #[ts(type = "Record<string, unknown>")]
        record: Map<String, Value>,
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
