//! What a vault keeps beside its books: unsaved typing, and the program's settings.

use breachbook_book::BookId;

use crate::refused::At;
use crate::table::{draft, setting};
use crate::{Result, Vault};

/// Typing that is not yet an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its key, chosen by the program.
    pub key: String,
    /// The book that it belongs to.
    pub book: Option<BookId>,
    /// The record that it is about: when that is erased, the draft goes too.
    pub id: Option<String>,
    /// What was typed.
    pub body: String,
    /// When it was saved, in milliseconds since 1970 UTC.
    pub saved: u64,
}

impl Vault {
    /// Keeps a draft, in the place of the last one of that key.
    ///
    /// # Errors
    /// [`Error::NoBook`], [`Error::DiskFull`], [`Error::ReadOnly`], [`Error::NotIntoDamage`], [`Error::Database`].
    pub fn put_draft(&self, draft: &Draft) -> Result<()> {
        let book = draft.book.as_ref().map(|book| self.book_seq(book)).transpose()?;
        self.writable()?;
        self.present()?;
        draft::put(&self.connection, &draft.key, book, draft.id.as_deref(), &draft.body, draft.saved).at(&self.file)
    }

    /// The draft of a key.
    ///
    /// # Errors
    /// [`Error::Damaged`], [`Error::Database`].
    pub fn draft(&self, key: &str) -> Result<Option<Draft>> {
        Ok(draft::get(&self.connection, key).at(&self.file)?.map(public_draft))
    }

    /// All drafts, the last saved first.
    ///
    /// # Errors
    /// [`Error::Damaged`], [`Error::Database`].
    pub fn drafts(&self) -> Result<Vec<Draft>> {
        Ok(draft::all(&self.connection).at(&self.file)?.into_iter().map(public_draft).collect())
    }

    /// Deletes a draft; none of that key is no error.
    ///
    /// # Errors
    /// [`Error::DiskFull`], [`Error::ReadOnly`], [`Error::NotIntoDamage`], [`Error::Database`].
    pub fn delete_draft(&self, key: &str) -> Result<()> {
        self.writable()?;
        draft::remove(&self.connection, key).at(&self.file)
    }

    /// A setting of the program, kept in the vault.
    ///
    /// # Errors
    /// [`Error::Damaged`], [`Error::Database`].
    pub fn setting(&self, name: &str) -> Result<Option<String>> {
        setting::get(&self.connection, &format!("{}{name}", setting::PROGRAM)).at(&self.file)
    }

    /// The program's settings whose names begin so, by name; the names without that beginning.
    ///
    /// # Errors
    /// [`Error::Damaged`], [`Error::Database`].
    pub fn settings(&self, prefix: &str) -> Result<Vec<(String, String)>> {
        setting::under(&self.connection, &format!("{}{prefix}", setting::PROGRAM)).at(&self.file)
    }

    /// Keeps a setting of the program; `None` removes it.
    ///
    /// # Errors
    /// [`Error::DiskFull`], [`Error::ReadOnly`], [`Error::NotIntoDamage`], [`Error::Database`].
    pub fn set_setting(&self, name: &str, value: Option<&str>) -> Result<()> {
        self.writable()?;
        let name = format!("{}{name}", setting::PROGRAM);
        match value {
            Some(value) => setting::set(&self.connection, &name, value),
            None => setting::remove(&self.connection, &name),
        }
        .at(&self.file)
    }
}

fn public_draft(row: draft::Row) -> Draft {
    Draft { key: row.key, book: row.book.map(BookId::from_bytes), id: row.id, body: row.body, saved: row.saved }
}
