//! Erasure under law: what was said is removed, that something was said stays.

use breachbook_book::{Act, BookId, Kind, Payload, VersionId, fold};

use crate::append::{NewEntry, Target, bad};
use crate::failpoint::failpoint;
use crate::refused::{At, Refused};
use crate::table::{draft, entry, file, payload};
use crate::{Appended, Error, Result, Vault};

impl Vault {
    /// Removes the payloads of these versions from a book, with their salts, attachments that nothing else
    /// names, search words and drafts, and writes an `erase` entry that names the versions and the reason. The
    /// headers stay and the log verifies. Versions already erased are passed over.
    ///
    /// `instead` is what their record says from now on, where something of it stays: a put that is written with the
    /// erasure, in one step. What other places hold (backups, released reports, exports) is not reached.
    ///
    /// # Errors
    /// [`Error::NoVersion`]; [`Error::NotErasable`] for the act that opens a log and for an erasure;
    /// [`Error::BadEntry`] when nothing is left to erase; and as [`Vault::append`].
    pub fn erase(
        &mut self,
        book: &BookId,
        versions: &[VersionId],
        instead: Option<Payload>,
        writer: &str,
        reason: &str,
        now: u64,
    ) -> Result<Appended> {
        let seq = self.book_seq(book)?;
        let mut erased = Vec::new();
        for version in versions {
            let row = payload::of_version(&self.connection, seq, version.as_bytes())
                .at(&self.file)?
                .ok_or_else(|| Error::NoVersion { version: version.to_string() })?;
            let Some((_, bytes)) = &row.kept else {
                continue;
            };
            let said = Payload::decode(bytes).map_err(Refused::from).at(&self.file)?;
            let opens = row.n == 0 && entry::number(&self.connection, row.entry).at(&self.file)? == 0;
            if opens || said.kind == Kind::Erase {
                return Err(Error::NotErasable { version: version.to_string() });
            }
            erased.push((*version, row.seq, said));
        }
        if erased.is_empty() {
            return Err(Error::BadEntry { why: "nothing is left to erase".into() });
        }
        let mut erasure = fold::erasure(erased.iter().map(|(version, _, said)| (*version, said))).map_err(bad)?;
        // Which record it was stays legible where it was one.
        let (_, _, first) = &erased[0];
        if erased.iter().all(|(_, _, said)| (&said.list, &said.id) == (&first.list, &first.id)) {
            (erasure.list, erasure.id) = (first.list.clone(), first.id.clone());
        }
        let act = Payload::act(&Act::new("erase", writer).because(reason)).map_err(bad)?;
        // The put comes first, so that the record stands all the while.
        let payloads = [Some(act), instead, Some(erasure)].into_iter().flatten().collect();
        let entry = NewEntry { payloads, ..NewEntry::default() };
        let appended = self.write(Target::Book(book), entry, now, |connection, book| {
            for (_, seq, said) in &erased {
                payload::erase(connection, *seq)?;
                file::forget(connection, *seq)?;
                if !said.id.is_empty() {
                    draft::remove_about(connection, book, &said.id)?;
                }
            }
            Ok(())
        })?;
        failpoint("erase.before-checkpoint");
        self.flush()?;
        Ok(appended)
    }

    /// Moves everything into `vault.db` and empties the write-ahead log, so that no older page lies there.
    pub(crate) fn flush(&self) -> Result<()> {
        self.connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").at(&self.file)
    }
}
