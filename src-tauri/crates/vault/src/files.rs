//! Attachments and released reports, read.

use std::io::Write;

use breachbook_book::{BookId, LogId, VersionId};

use crate::key::hex;
use crate::refused::At;
use crate::table::file;
use crate::{Error, FileRole, Result, Vault};

/// An attachment or a released report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// The SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// Its length in bytes.
    pub size: u64,
    /// What it is to the change that names it.
    pub role: FileRole,
    /// The change that names it.
    pub version: VersionId,
    /// The log that holds the change.
    pub log: LogId,
    /// The number of the change's entry in that log, from 0.
    pub number: u64,
    /// The effective time of that entry, in milliseconds since 1970 UTC.
    pub effective: u64,
}

impl Vault {
    /// The attachments and released reports of a book, in the order in which they were written.
    ///
    /// # Errors
    /// [`Error::NoBook`], [`Error::Damaged`], [`Error::Database`].
    pub fn files(&self, book: &BookId) -> Result<Vec<StoredFile>> {
        let rows = file::of_book(&self.connection, self.book_seq(book)?).at(&self.file)?;
        rows.into_iter()
            .map(|row| {
                let role = match (row.audience, row.recipient) {
                    (Some(audience), Some(recipient)) => FileRole::Report { audience, recipient },
                    _ => FileRole::Attachment { media_type: row.media_type },
                };
                Ok(StoredFile {
                    sha256: row.sha256,
                    size: row.size,
                    role,
                    version: VersionId::from_bytes(row.version),
                    log: self.log_id(&row.origin)?,
                    number: row.number,
                    effective: row.recorded,
                })
            })
            .collect()
    }

    /// Writes the bytes of a kept file out, a chunk at a time, and gives their number.
    ///
    /// # Errors
    /// [`Error::NoFile`], [`Error::Io`] from the sink, [`Error::Damaged`], [`Error::Database`].
    pub fn read_file(&self, sha256: &[u8; 32], sink: &mut dyn Write) -> Result<u64> {
        let name = || hex(sha256);
        file::read(&self.connection, sha256, sink)
            .at(&self.file)?
            .ok_or_else(|| Error::NoFile { sha256: name() })?
            .map_err(|source| Error::io(name().as_ref(), "writing", source))
    }
}
