//! Why a step inside a transaction stopped, before it has the path that an [`Error`] names.

use std::path::Path;

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

/// Adds the path to whatever stopped.
pub(crate) trait At<T> {
    /// The result with the database file that its error is about.
    fn at(self, file: &Path) -> Result<T>;
}

impl<T, E: Into<Refused>> At<T> for Result<T, E> {
    fn at(self, file: &Path) -> Result<T> {
        self.map_err(|stopped| stopped.into().at(file))
    }
}
