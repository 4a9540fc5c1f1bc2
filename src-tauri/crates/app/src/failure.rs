//! The one table of error codes: every failure gets a code, a sentence and a remedy.

use std::fmt;
use std::path::Path;

use breachbook_exchange::case_file::CaseFileFault;
use breachbook_vault::{Error as VaultError, NotAVault};
use serde::Serialize;
use ts_rs::TS;

/// What went wrong and what to do. Codes are stable; sentence and remedy are for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Failure {
    /// A stable code, for example `in-use`.
    pub code: String,
    /// What went wrong, in one sentence.
    pub sentence: String,
    /// What to do about it.
    pub remedy: String,
    /// Where a record or a file does not fit the format, each place by itself; empty for every other failure.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<FaultAt>>", optional)]
    pub faults: Vec<FaultAt>,
}

/// One place that does not fit the format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FaultAt {
    /// The JSON path from the record, such as `$.told[0].at`.
    pub path: String,
    /// What was expected there.
    pub message: String,
}

impl Failure {
    /// A failure with its code, sentence and remedy.
    pub fn new(code: &str, sentence: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { code: code.to_owned(), sentence: sentence.into(), remedy: remedy.into(), faults: Vec::new() }
    }

    /// The same with the places that do not fit.
    #[must_use]
    pub fn at(mut self, faults: &breachbook_case::Faults) -> Self {
        let place = |fault: &breachbook_case::Fault| FaultAt {
            path: fault.path.clone(),
            message: match fault.expected.as_str() {
                "this key; it is missing" => "Missing: this must be filled in.".to_owned(),
                expected => format!("Expected {expected}."),
            },
        };
        self.faults = faults.told().iter().map(place).collect();
        self
    }

    /// The window's own thread ended in the middle of an answer.
    pub fn window_fault() -> Self {
        Self::new(
            "window-fault",
            "The program stopped in the middle of an answer.",
            "Lock the vault and open it again; nothing acknowledged is lost.",
        )
    }

    /// What is wrong with a case file.
    pub fn of_case_file(path: &Path, fault: &CaseFileFault) -> Self {
        let file = path.display();
        match fault {
            CaseFileFault::Json(why) => Self::new(
                "not-json",
                format!("{file}: {why}."),
                "Send the file again from where it came, or mend it at that place; nothing was taken in.",
            ),
            CaseFileFault::NotACaseFile => Self::new(
                "not-a-case-file",
                format!("{file}: {fault}."),
                "Choose a case file as `breachbook export` writes it; nothing was taken in.",
            ),
            CaseFileFault::Newer { .. } => Self::new(
                "case-file-newer",
                format!("{file}: {fault}."),
                "Update Breachbook, or export the case in version 1; nothing was taken in.",
            ),
            CaseFileFault::Shape(faults) => Self::new(
                "wrong-shape",
                if faults.count() == 1 {
                    format!("{file}: {faults}.")
                } else {
                    format!("{file}: {} faults:\n{faults}.", faults.count())
                },
                "Mend the file at the places named; nothing was taken in.",
            ),
            CaseFileFault::Attachments { .. } => Self::new(
                "attachments-too-large",
                format!("{file}: {fault}."),
                "Leave out attachments and attach them one by one; nothing was taken in.",
            ),
        }
    }

    /// A file that cannot be read.
    pub fn reading(path: &Path, why: &std::io::Error) -> Self {
        let sentence = match why.kind() {
            std::io::ErrorKind::NotFound => format!("{}: there is no such file.", path.display()),
            std::io::ErrorKind::IsADirectory => format!("{}: it is a folder, a file was expected.", path.display()),
            _ => format!("{}: it cannot be read ({why}).", path.display()),
        };
        Self::new("cannot-read", sentence, "Check the name, and that you may read the file.")
    }

    /// A file that cannot be written.
    pub fn writing(path: &Path, why: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let at = path.display();
        match why.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::new(
                "disk-full",
                format!("{at}: there is no space left for it."),
                "Free some space and try again; nothing was written.",
            ),
            ErrorKind::NotFound => Self::new(
                "cannot-write",
                format!("{at}: its folder does not exist."),
                "Make the folder or name another; nothing was written.",
            ),
            // What came with words of somebody's own names a temporary file beside it.
            kind if why.get_ref().is_some() => Self::new(
                "cannot-write",
                format!("{at}: it cannot be written ({kind})."),
                "Name a place where you may write; nothing was written.",
            ),
            _ => Self::new(
                "cannot-write",
                format!("{at}: it cannot be written ({why})."),
                "Name a place where you may write; nothing was written.",
            ),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.sentence, self.remedy)
    }
}

impl std::error::Error for Failure {}

impl From<VaultError> for Failure {
    fn from(error: VaultError) -> Self {
        // What was to be made lies in a folder that is not there.
        if let VaultError::Io { path, doing: "writing", source } = &error
            && source.kind() == std::io::ErrorKind::NotFound
        {
            return Self { code: "file-system".to_owned(), ..Self::writing(path, source) };
        }
        let said = if names_place_first(&error) { format!("{error}.") } else { sentence(&error) };
        let (code, remedy) = match &error {
            VaultError::Exists { .. } => ("exists", "Name a folder that does not exist yet; nothing was changed."),
            VaultError::NotAVault { why, .. } => match why {
                NotAVault::Nothing => ("not-a-vault", "Check the name of the folder."),
                NotAVault::NoKeys => ("not-a-vault", "Put the folder keys back beside vault.db, from a backup."),
                NotAVault::File | NotAVault::NoDatabase | NotAVault::Plain => {
                    ("not-a-vault", "Name the folder of a vault, NAME.breachbook; it was left as it is.")
                }
            },
            VaultError::Vanished { .. } => {
                ("vault-gone", "Connect the drive again, or put the folder back, and open the vault anew.")
            }
            VaultError::InUse { .. } => {
                ("in-use", "Close the other window or wait for the other command, and try again.")
            }
            VaultError::WrongPassphrase { recovery: true, .. } => (
                "wrong-passphrase",
                "Type it again; capital letters and blanks count. The recovery sheet opens the vault too.",
            ),
            VaultError::WrongPassphrase { recovery: false, .. } => {
                ("wrong-passphrase", "Type it again; capital letters and blanks count.")
            }
            VaultError::WrongRecovery { .. } => {
                ("wrong-recovery", "Take the sheet of this vault, and type every character.")
            }
            VaultError::BadAgeText { .. } => {
                ("bad-recovery-text", "Type it as it stands on the sheet, from AGE-SECRET-KEY-1 to the end.")
            }
            VaultError::BadSlotName { .. } => ("bad-slot-name", "Use lower-case letters, digits and hyphens."),
            VaultError::NoSlot { .. } => ("no-slot", "List the slots and name one of them."),
            VaultError::SlotExists { .. } => ("slot-exists", "Name another slot, or replace this one."),
            VaultError::LastSlot { .. } => ("last-slot", "Add another slot first."),
            VaultError::SlotDamaged { .. } => {
                ("slot-damaged", "Open the vault with another slot, or put the file back from a backup.")
            }
            VaultError::SlotWork { .. } => ("slot-work", "Open the vault with another slot and write this one anew."),
            VaultError::NewerVault { .. } => ("vault-newer", "Update Breachbook; the vault was left as it is."),
            VaultError::Damaged { .. } => ("vault-damaged", "Restore a backup, and keep this folder for examination."),
            VaultError::NotIntoDamage { .. } => (
                "vault-damaged",
                "Restore a backup, and keep this folder for examination. Opened again, it exports the cases that can be read.",
            ),
            VaultError::ReadOnly { .. } => {
                ("read-only", "Move it to a place where you may write, or change its permissions; nothing was written.")
            }
            VaultError::NotClosed { .. } => {
                ("not-closed", "Copy the whole folder to a place where you may write, and open the copy.")
            }
            VaultError::DiskFull { .. } => ("disk-full", "Free some space and try again; nothing was written."),
            VaultError::Io { .. } => ("file-system", "Check the drive and your permissions, and try again."),
            VaultError::Home { .. } => {
                ("home-unusable", "Check the program's own folder, or name another in BREACHBOOK_HOME.")
            }
            VaultError::Database { .. } => ("database", "Try again; if it stays, restore a backup."),
            VaultError::NoCipher => {
                ("no-encryption", "Install a build of Breachbook with encryption; nothing was written.")
            }
            VaultError::NoRandom => ("no-randomness", "Restart the computer and try again."),
            VaultError::NoBook { .. } => ("no-case", "List the cases and name one of them."),
            VaultError::NoEntry { .. } => ("no-entry", "Look the number up in the history of the case."),
            VaultError::NoVersion { .. } => ("no-version", "Read the record again and try once more."),
            VaultError::BadEntry { .. } => {
                ("bad-entry", "This is a fault of the program: please report it. Nothing was written.")
            }
            VaultError::FileHash { .. } => ("file-changed", "Take the file in again; nothing was written."),
            VaultError::NoFile { .. } => {
                ("no-attachment", "It may have been erased; look at the history of the record.")
            }
            VaultError::NotErasable { .. } => {
                ("not-erasable", "Erase the records instead; the opening of a log stays.")
            }
            VaultError::Cancelled => ("cancelled", "Nothing was changed."),
            VaultError::WrittenNotMarked { .. } => {
                ("written-not-marked", "The entry is safe. Check the program's own folder (BREACHBOOK_HOME).")
            }
        };
        Self::new(code, said, remedy)
    }
}

/// Whether the error's words begin with a path, whose letters are left as they are.
fn names_place_first(error: &VaultError) -> bool {
    matches!(
        error,
        VaultError::Exists { .. }
            | VaultError::NotAVault { .. }
            | VaultError::Vanished { .. }
            | VaultError::InUse { .. }
            | VaultError::NewerVault { .. }
            | VaultError::Damaged { .. }
            | VaultError::NotIntoDamage { .. }
            | VaultError::ReadOnly { .. }
            | VaultError::NotClosed { .. }
    )
}

/// The error's own words as a sentence.
fn sentence(error: &dyn fmt::Display) -> String {
    let said = error.to_string();
    let mut letters = said.chars();
    let first = letters.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}.", letters.as_str().trim_end_matches('.'))
}

impl From<breachbook_book::Error> for Failure {
    fn from(error: breachbook_book::Error) -> Self {
        Self::new("book", sentence(&error), "Check the file or vault that it came from.")
    }
}

impl From<breachbook_report::Error> for Failure {
    fn from(error: breachbook_report::Error) -> Self {
        match error {
            breachbook_report::Error::Cancelled => Self::new("cancelled", "Cancelled.", "Nothing was written."),
            other => Self::new(
                "report",
                sentence(&other),
                "This is a fault of the program: please report it. Nothing was written.",
            ),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::new("json", sentence(&error), "This is a fault of the program: please report it.")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    /// Every failure of the vault as its user reads it.
    #[test]
    fn every_failure_has_code_sentence_and_remedy() {
        let path = PathBuf::from("CASES.breachbook");
        let name = "second-lead".to_owned();
        let io = || std::io::Error::other("the device is not ready");
        let all = vec![
            VaultError::Exists { path: path.clone() },
            VaultError::NotAVault { path: path.clone(), why: NotAVault::Nothing },
            VaultError::NotAVault { path: path.clone(), why: NotAVault::File },
            VaultError::NotAVault { path: path.clone(), why: NotAVault::NoDatabase },
            VaultError::NotAVault { path: path.clone(), why: NotAVault::NoKeys },
            VaultError::NotAVault { path: path.clone(), why: NotAVault::Plain },
            VaultError::Vanished { path: path.clone() },
            VaultError::InUse { path: path.clone() },
            VaultError::WrongPassphrase { path: path.clone(), recovery: true },
            VaultError::WrongPassphrase { path: path.clone(), recovery: false },
            VaultError::WrongRecovery { path: path.clone() },
            VaultError::BadAgeText { expected: "a recovery secret (AGE-SECRET-KEY-1…)" },
            VaultError::BadSlotName { name: "A B".to_owned() },
            VaultError::NoSlot { name: name.clone() },
            VaultError::SlotExists { name: name.clone() },
            VaultError::LastSlot { name },
            VaultError::SlotDamaged { path: path.clone() },
            VaultError::SlotWork { path: path.clone(), required: 30, most: 22 },
            VaultError::NewerVault { path: path.clone(), found: 9, known: 1 },
            VaultError::Damaged { path: path.clone(), what: "a page is not what was written".to_owned() },
            VaultError::NotIntoDamage { path: path.clone(), what: "a page cannot be decrypted".to_owned() },
            VaultError::ReadOnly { path: path.clone() },
            VaultError::NotClosed { path: path.clone() },
            VaultError::DiskFull { path: path.clone() },
            VaultError::Io { path: path.clone(), doing: "reading", source: io() },
            VaultError::Io { path: path.clone(), doing: "writing", source: std::io::ErrorKind::NotFound.into() },
            VaultError::Home { path: path.clone(), source: Box::new(VaultError::ReadOnly { path: path.clone() }) },
            VaultError::NoCipher,
            VaultError::NoRandom,
            VaultError::NoBook { book: "00".repeat(16) },
            VaultError::NoEntry { log: "breachbook/…".to_owned(), number: 7 },
            VaultError::NoVersion { version: "00".repeat(32) },
            VaultError::FileHash { expected: "00".repeat(32) },
            VaultError::NoFile { sha256: "00".repeat(32) },
            VaultError::NotErasable { version: "00".repeat(32) },
            VaultError::Cancelled,
            VaultError::WrittenNotMarked { source: Box::new(VaultError::DiskFull { path: path.clone() }) },
        ];
        let mut said: Vec<(String, String, String)> =
            all.into_iter().map(Failure::from).map(|f| (f.code, f.sentence, f.remedy)).collect();
        for fault in [
            CaseFileFault::NotACaseFile,
            CaseFileFault::Newer { found: "2".to_owned() },
            CaseFileFault::Attachments { found: 70_000_000, path: "$.events[3].attachments[0]".to_owned() },
        ] {
            let failure = Failure::of_case_file(&PathBuf::from("CASE.json"), &fault);
            said.push((failure.code, failure.sentence, failure.remedy));
        }
        for kind in
            [std::io::ErrorKind::NotFound, std::io::ErrorKind::StorageFull, std::io::ErrorKind::PermissionDenied]
        {
            for failure in [Failure::reading(&path, &kind.into()), Failure::writing(&path, &kind.into())] {
                said.push((failure.code, failure.sentence, failure.remedy));
            }
        }
        for (code, sentence, remedy) in &said {
            assert!(
                !code.is_empty() && sentence.ends_with('.') && remedy.ends_with(['.', '!']),
                "{code}: {sentence} {remedy}"
            );
        }
        insta::assert_json_snapshot!(said);
    }
}
