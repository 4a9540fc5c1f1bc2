//! Checkpoints: signed for the writer's own log, and kept with those of others.

use breachbook_book::{BookId, Hash, LogId, LogKey, checkpoint, tree};

use crate::refused::{At, Refused};
use crate::standing::{self, Standing};
use crate::table::checkpoint as table;
use crate::table::node::Nodes;
use crate::{Error, Result, Vault};

/// A signed note as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptCheckpoint {
    /// The origin line of its log, ours or another's.
    pub origin: String,
    /// The number of entries that it speaks of.
    pub size: u64,
    /// The note.
    pub note: String,
    /// Why it was kept, such as `release`, `lock`, `witness`.
    pub why: String,
    /// When it was kept, in milliseconds since 1970 UTC.
    pub kept: u64,
}

impl Vault {
    /// A signed checkpoint of the head of this installation's own log in a book. `None` where it has no log
    /// there, or may not continue it: a copy signs nothing for the vault that it was copied from.
    ///
    /// The same head gives the same bytes. Nothing is written: see [`Vault::keep_checkpoint`].
    ///
    /// # Errors
    /// [`Error::NoBook`], [`Error::Damaged`], [`Error::Database`].
    pub fn checkpoint(&self, book: &BookId) -> Result<Option<String>> {
        let Some(row) = self.own_log(book)? else {
            return Ok(None);
        };
        let standing = standing::of(&self.connection, &row, self.marks.of(&row.origin)).at(&self.file)?;
        if standing != Standing::Ours {
            return Ok(None);
        }
        let key = LogKey::new(LogId { book: *book, installation: self.writer.public.id }, &self.writer.log_secret);
        let note = checkpoint::sign(&key, row.size, Hash::from_bytes(row.root));
        note.map(Some).map_err(Refused::from).at(&self.file)
    }

    /// Keeps a signed note with a book: our own when it leaves the house, another's when it is shown to us.
    /// Its signature is the caller's to verify. The same note twice is kept once.
    ///
    /// # Errors
    /// [`Error::NoBook`], [`Error::BadEntry`] for a text that is no note of a log, [`Error::DiskFull`],
    /// [`Error::ReadOnly`], [`Error::Database`].
    pub fn keep_checkpoint(&self, book: &BookId, note: &str, why: &str, now: u64) -> Result<()> {
        let said = checkpoint::read_unverified(note).map_err(crate::append::bad)?;
        let seq = self.book_seq(book)?;
        self.writable()?;
        self.present()?;
        table::insert(&self.connection, seq, &said.log.origin(), said.size, note, why, now).at(&self.file)
    }

    /// The notes kept with a book, oldest first.
    ///
    /// # Errors
    /// [`Error::NoBook`], [`Error::Damaged`], [`Error::Database`].
    pub fn checkpoints(&self, book: &BookId) -> Result<Vec<KeptCheckpoint>> {
        let rows = table::of_book(&self.connection, self.book_seq(book)?).at(&self.file)?;
        let public = |row: table::Row| KeptCheckpoint {
            origin: row.origin,
            size: row.size,
            note: row.note,
            why: row.why,
            kept: row.kept,
        };
        Ok(rows.into_iter().map(public).collect())
    }

    /// The root of the first `size` entries of a log.
    ///
    /// # Errors
    /// [`Error::NoBook`], [`Error::NoEntry`] beyond its end, [`Error::Damaged`], [`Error::Database`].
    pub fn root_at(&self, log: &LogId, size: u64) -> Result<Hash> {
        self.in_log(log, size, |nodes| tree::root(size, nodes))
    }

    /// The proof that entry `number` is among the first `size` entries of a log.
    ///
    /// # Errors
    /// As [`Vault::root_at`].
    pub fn prove_inclusion(&self, log: &LogId, number: u64, size: u64) -> Result<Vec<Hash>> {
        self.in_log(log, size.max(number.saturating_add(1)), |nodes| tree::prove_inclusion(number, size, nodes))
    }

    /// The proof that the first `size` entries of a log continue its first `old` entries.
    ///
    /// # Errors
    /// As [`Vault::root_at`].
    pub fn prove_consistency(&self, log: &LogId, old: u64, size: u64) -> Result<Vec<Hash>> {
        self.in_log(log, size.max(old), |nodes| tree::prove_consistency(old, size, nodes))
    }

    fn in_log<T>(
        &self,
        log: &LogId,
        reach: u64,
        read: impl FnOnce(&Nodes<'_>) -> Result<T, breachbook_book::Error>,
    ) -> Result<T> {
        let row = self.log_row(log)?;
        if reach > row.size {
            return Err(Error::NoEntry { log: row.origin, number: reach.saturating_sub(1) });
        }
        read(&Nodes { connection: &self.connection, log: row.seq }).map_err(Refused::from).at(&self.file)
    }
}
