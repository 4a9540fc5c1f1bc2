//! Why a step inside a transaction stopped, before it has the path that an [`Error`] names.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::{Error, Result};

/// Why a step stopped. `Refused::at` makes an [`Error`] of it.
#[derive(Debug)]
pub(crate) enum Refused {
    /// SQLite refused.
    Database(rusqlite::Error),
    /// Rows contradict each other or cannot be read.
    Damaged(String),
    /// Already sorted.
    Other(Error),
}

impl Refused {
    /// The error, with the database file that it is about.
    pub(crate) fn at(self, file: &Path) -> Error {
        match self {
            Self::Database(source) => Error::database(file, source),
            Self::Damaged(what) => Error::Damaged { path: file.into(), what },
            Self::Other(error) => error,
        }
    }
}

impl From<rusqlite::Error> for Refused {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

/// What `book` refuses when it reads our own rows is damage; what it refuses to write is sorted before.
impl From<breachbook_book::Error> for Refused {
    fn from(error: breachbook_book::Error) -> Self {
        Self::Damaged(error.to_string())
    }
}

/// The database file of an open vault. It remembers what damage was met in it, so that nothing more is written; clones
/// remember together. After a page whose code is wrong SQLCipher itself does nothing more on the connection; after a
/// broken structure, and after a check of the whole file, it would.
#[derive(Debug, Clone)]
pub(crate) struct DatabaseFile {
    path: PathBuf,
    damage: Arc<OnceLock<String>>,
}

impl DatabaseFile {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path, damage: Arc::default() }
    }

    /// What damage was met first.
    pub(crate) fn damage(&self) -> Option<&str> {
        self.damage.get().map(String::as_str)
    }

    /// Remembers damage; the first stays.
    pub(crate) fn met(&self, what: &str) {
        self.damage.get_or_init(|| what.to_owned());
    }
}

impl Deref for DatabaseFile {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.path
    }
}

/// What an error is about.
pub(crate) trait Place {
    /// The path that the error names.
    fn path(&self) -> &Path;
    /// Told of damage that the library met.
    fn met(&self, _what: &str) {}
}

impl Place for Path {
    fn path(&self) -> &Path {
        self
    }
}

impl Place for PathBuf {
    fn path(&self) -> &Path {
        self
    }
}

impl Place for DatabaseFile {
    fn path(&self) -> &Path {
        self
    }

    fn met(&self, what: &str) {
        self.met(what);
    }
}

/// Adds the path to whatever stopped.
pub(crate) trait At<T> {
    /// The result with the database file that its error is about.
    fn at(self, file: &(impl Place + ?Sized)) -> Result<T>;
}

impl<T, E: Into<Refused>> At<T> for Result<T, E> {
    fn at(self, file: &(impl Place + ?Sized)) -> Result<T> {
        self.map_err(|stopped| {
            let stopped = stopped.into();
            // Rows that contradict each other are refused one by one; of a page that cannot be read nobody knows what
            // else was on it.
            let by_library = matches!(stopped, Refused::Database(_));
            let error = stopped.at(file.path());
            if let Error::Damaged { what, .. } = &error
                && by_library
            {
                file.met(what);
            }
            error
        })
    }
}
