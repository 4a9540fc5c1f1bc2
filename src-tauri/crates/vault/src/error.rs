//! Everything that can go wrong with a vault, with what a sentence and a remedy need.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Shorthand for a result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What a vault operation refuses or fails with. Nothing is half done when one is returned.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder to be made is already there and not empty.
    #[error("{} already exists", path.display())]
    Exists {
        /// The folder that was to be made.
        path: PathBuf,
    },
    /// The path does not hold a vault.
    #[error("{} is not a vault: {why}", path.display())]
    NotAVault {
        /// The path that was to be opened.
        path: PathBuf,
        /// What is missing or different.
        why: NotAVault,
    },
    /// The vault was there when it was opened and is gone now (a drive was pulled, a folder moved).
    #[error("{} is no longer there", path.display())]
    Vanished {
        /// The file that is gone.
        path: PathBuf,
    },
    /// Another process (or another handle of this one) has the vault open.
    #[error("{} is in use by another process", path.display())]
    InUse {
        /// The vault.
        path: PathBuf,
    },
    /// No passphrase slot of the vault opens with the passphrase given.
    #[error("the passphrase does not open {}", path.display())]
    WrongPassphrase {
        /// The vault.
        path: PathBuf,
        /// Whether a recovery secret opens it too.
        recovery: bool,
    },
    /// The text is a recovery secret, but none of the slots opens with it.
    #[error("the recovery secret does not open {}", path.display())]
    WrongRecovery {
        /// The vault.
        path: PathBuf,
    },
    /// The text is not a recovery secret (`AGE-SECRET-KEY-1…`) or not a recipient (`age1…`).
    #[error("this is not {expected}")]
    BadAgeText {
        /// What was expected, for a sentence "this is not …".
        expected: &'static str,
    },
    /// A slot name that cannot be a file name on every system.
    #[error("“{name}” cannot name a slot: use lower-case letters, digits and hyphens, at most 40")]
    BadSlotName {
        /// The name given.
        name: String,
    },
    /// There is no slot of this name.
    #[error("there is no slot “{name}”")]
    NoSlot {
        /// The name given.
        name: String,
    },
    /// A slot of this name is already there.
    #[error("there is already a slot “{name}”")]
    SlotExists {
        /// The name given.
        name: String,
    },
    /// The last slot cannot go: nothing could open the vault afterwards.
    #[error("“{name}” is the last slot")]
    LastSlot {
        /// The name given.
        name: String,
    },
    /// A slot file that is not an age file, or holds something that is not a vault key.
    #[error("the key file {} is damaged", path.display())]
    SlotDamaged {
        /// The slot's file.
        path: PathBuf,
    },
    /// A slot file asks for more key-derivation work than this version will do.
    #[error("the key file {} asks for work factor {required}, at most {most} is allowed", path.display())]
    SlotWork {
        /// The slot's file.
        path: PathBuf,
        /// log2 of the scrypt cost that the file asks for.
        required: u8,
        /// log2 of the largest scrypt cost accepted.
        most: u8,
    },
    /// The vault was written by a newer version of the program.
    #[error("{} was written by a newer version (format {found}, this one knows {known})", path.display())]
    NewerVault {
        /// The vault.
        path: PathBuf,
        /// The format number found.
        found: u32,
        /// The newest format number this version knows.
        known: u32,
    },
    /// The database cannot be read as it should: bytes changed, a page missing, a row that contradicts another.
    #[error("{} is damaged: {what}", path.display())]
    Damaged {
        /// The database file.
        path: PathBuf,
        /// What was found.
        what: String,
    },
    /// Reading this vault showed damage since it was opened: nothing more is written into it.
    #[error("{} is damaged, and nothing more is written into it: {what}", path.display())]
    NotIntoDamage {
        /// The database file.
        path: PathBuf,
        /// What was found.
        what: String,
    },
    /// The file or folder cannot be written.
    #[error("{} cannot be written", path.display())]
    ReadOnly {
        /// What was to be written.
        path: PathBuf,
    },
    /// The place cannot be written, and the vault was not closed: what was written last lies beside the database,
    /// and only an opening that writes can bring it in.
    #[error("{} was not closed, and cannot be read whole where nothing can be written", path.display())]
    NotClosed {
        /// The database file.
        path: PathBuf,
    },
    /// No space is left where this was to be written.
    #[error("no space is left for {}", path.display())]
    DiskFull {
        /// What was to be written.
        path: PathBuf,
    },
    /// Any other failure of the file system.
    #[error("{doing} {}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What was being done, as "writing", "reading".
        doing: &'static str,
        /// The system's error.
        source: io::Error,
    },
    /// The marks in the program's own folder cannot be read or written.
    #[error("the marks at {} cannot be used: {source}", path.display())]
    Home {
        /// The file of marks, or its folder.
        path: PathBuf,
        /// What went wrong there.
        source: Box<Error>,
    },
    /// Any other failure of the database.
    #[error("database {}: {source}", path.display())]
    Database {
        /// The database file.
        path: PathBuf,
        /// SQLite's error.
        source: rusqlite::Error,
    },
    /// The program was built without encryption, so nothing is opened or written.
    #[error("this build of the program has no encryption")]
    NoCipher,
    /// The system gave no random bytes.
    #[error("the system gave no random bytes")]
    NoRandom,
    /// There is no book with this id in the vault.
    #[error("there is no such book in the vault")]
    NoBook {
        /// The id, 32 hexadecimal digits.
        book: String,
    },
    /// There is no such entry.
    #[error("there is no entry {number} in that log")]
    NoEntry {
        /// The log's origin line.
        log: String,
        /// The entry's number, from 0.
        number: u64,
    },
    /// A change names a version that the book does not hold.
    #[error("the version {version} is not in this book")]
    NoVersion {
        /// The version's id, 64 hexadecimal digits.
        version: String,
    },
    /// The entry cannot be written as given.
    #[error("the entry cannot be written: {why}")]
    BadEntry {
        /// What is wrong with it.
        why: String,
    },
    /// A file's bytes do not fit the hash or size they were announced with.
    #[error("the file does not fit its SHA-256 {expected}")]
    FileHash {
        /// The hash announced, 64 hexadecimal digits.
        expected: String,
    },
    /// There is no file with this hash in the vault.
    #[error("there is no file {sha256} in the vault")]
    NoFile {
        /// The hash asked for, 64 hexadecimal digits.
        sha256: String,
    },
    /// A version that the vault needs and therefore does not erase.
    #[error("the version {version} opens a log and cannot be erased")]
    NotErasable {
        /// The version's id, 64 hexadecimal digits.
        version: String,
    },
    /// The caller asked a long work to stop; nothing was changed.
    #[error("stopped")]
    Cancelled,
    /// The entry is written, but the vault could not note it as its own outside (the mark). The
    /// next opening finds the log ahead of its mark, which is allowed: nothing is lost.
    #[error("the entry is written, but its mark is not: {source}")]
    WrittenNotMarked {
        /// Why the mark could not be written.
        source: Box<Error>,
    },
}

/// Why a path is not a vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAVault {
    /// There is nothing at the path.
    #[error("there is nothing there")]
    Nothing,
    /// The path is a file; a vault is a folder.
    #[error("it is a file, a vault is a folder")]
    File,
    /// The folder has no `vault.db`.
    #[error("it holds no vault.db")]
    NoDatabase,
    /// The folder has no `keys/*.age`.
    #[error("it holds no key file (keys/*.age)")]
    NoKeys,
    /// `vault.db` is a database without encryption.
    #[error("its vault.db is not encrypted")]
    Plain,
}

impl Error {
    /// Sorts an I/O error into the typed variants.
    pub(crate) fn io(path: &Path, doing: &'static str, source: io::Error) -> Self {
        let path = path.to_path_buf();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path },
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            io::ErrorKind::PermissionDenied if doing == "writing" => Self::ReadOnly { path },
            // Only what was there a moment ago is read.
            io::ErrorKind::NotFound if doing == "reading" => Self::Vanished { path },
            _ => Self::Io { path, doing, source },
        }
    }

    /// Sorts a database error into the typed variants.
    pub(crate) fn database(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_path_buf();
        match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse { path },
            Some(ErrorCode::DiskFull) => Self::DiskFull { path },
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) if !path.exists() => Self::Vanished { path },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { path },
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged { path, what: source.to_string() }
            }
            // A row that is not what its table's definition says.
            None if matches!(
                source,
                rusqlite::Error::FromSqlConversionFailure(..)
                    | rusqlite::Error::InvalidColumnType(..)
                    | rusqlite::Error::IntegralValueOutOfRange(..)
            ) =>
            {
                Self::Damaged { path, what: source.to_string() }
            }
            // The function that copies a database passes on SQLite's words, not its code.
            _ if is_full(&source) => Self::DiskFull { path },
            _ if is_cipher_failure(&source) => Self::Damaged { path, what: "a page cannot be decrypted".into() },
            // What the pager says of such a page, too. Memory running out is so rare beside it that it is not told apart.
            Some(ErrorCode::OutOfMemory) => {
                Self::Damaged { path, what: "a page cannot be decrypted, or memory has run out".into() }
            }
            _ => Self::Database { path, source },
        }
    }

    /// Names `named`, which the user knows, in the place of what is filled `inside` a folder or file beside it until
    /// it is whole.
    pub(crate) fn naming(mut self, inside: &Path, named: &Path) -> Self {
        let place = match &mut self {
            Self::Exists { path }
            | Self::NotAVault { path, .. }
            | Self::Vanished { path }
            | Self::InUse { path }
            | Self::SlotDamaged { path }
            | Self::Damaged { path, .. }
            | Self::ReadOnly { path }
            | Self::NotClosed { path }
            | Self::DiskFull { path }
            | Self::Io { path, .. }
            | Self::Database { path, .. } => path,
            _ => return self,
        };
        if place.starts_with(inside) {
            *place = named.to_path_buf();
        }
        self
    }

    /// Wraps an error about the program's own folder, so that a sentence names the right place.
    pub(crate) fn home(path: &Path, source: Self) -> Self {
        Self::Home { path: path.to_path_buf(), source: Box::new(source) }
    }
}

fn is_full(error: &rusqlite::Error) -> bool {
    matches!(error, rusqlite::Error::SqliteFailure(_, Some(text)) if text == "database or disk is full")
}

/// SQLCipher reports a page whose authentication code is wrong as the bare general error, with no more than its
/// standing text; every other general error comes with a text of its own.
fn is_cipher_failure(error: &rusqlite::Error) -> bool {
    matches!(error, rusqlite::Error::SqliteFailure(code, Some(text))
        if code.extended_code == rusqlite::ffi::SQLITE_ERROR && text == "SQL logic error")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_full_disk_and_a_read_only_folder_are_typed() {
        let path = Path::new("x");
        let full = Error::io(path, "writing", io::ErrorKind::StorageFull.into());
        assert!(matches!(full, Error::DiskFull { .. }));
        let denied = Error::io(path, "writing", io::ErrorKind::PermissionDenied.into());
        assert!(matches!(denied, Error::ReadOnly { .. }));
        let denied = Error::io(path, "reading", io::ErrorKind::PermissionDenied.into());
        assert!(matches!(denied, Error::Io { .. }));
    }

    #[test]
    fn sqlite_full_is_a_full_disk() {
        let database = rusqlite::Connection::open_in_memory().unwrap();
        database.execute_batch("PRAGMA max_page_count = 2; CREATE TABLE t (x)").unwrap();
        let full = database.execute("INSERT INTO t VALUES (zeroblob(100000))", []).unwrap_err();
        assert!(matches!(Error::database(Path::new("x"), full), Error::DiskFull { .. }));
    }
}
