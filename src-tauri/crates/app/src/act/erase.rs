//! Erasure under law: what a record said is gone, that it was there stays.

use std::collections::HashSet;

use breachbook_book::BookId;
use breachbook_case::words;

use super::correct::reason_given;
use super::log::Written;
use crate::assemble::OWN_ID;
use crate::session::milliseconds;
use crate::{Failure, Session, Writer};

impl Session {
    /// Erases every version of a record: payloads and salts, search words, drafts, attachments that nothing else
    /// names. The headers stay and the log verifies. Backups and released reports are not reached.
    ///
    /// # Errors
    /// `no-case`, `no-record`, `no-reason`; `still-needed` where a record that stands cannot be without it.
    pub fn erase(&mut self, reference: &str, id: &str, writer: &Writer<'_>) -> Result<Written, Failure> {
        reason_given(writer)?;
        let book = self.book_id(reference)?;
        if id == reference && self.vault.id_ever(&book, id)?.is_none() {
            return self.erase_own(&book, reference, writer);
        }
        let changes = self.vault.history(&book, Some(id))?;
        let versions: Vec<_> = changes
            .iter()
            .filter(|change| change.payload.as_ref().is_some_and(|payload| payload.list != words::CASE))
            .map(|change| change.version)
            .collect();
        let Some(list) = changes.first().and_then(|change| change.payload.as_ref()).map(|payload| payload.list.clone())
        else {
            let said = format!("No record {id:?} stands in the case {reference}.");
            return Err(Failure::new("no-record", said, "Look its id up with `breachbook history`."));
        };
        self.not_needed(&book, id)?;
        let reason = writer.reason.unwrap_or_default();
        let appended = self.vault.erase(&book, &versions, writer.name, reason, milliseconds(writer.now))?;
        Ok(Written { list, id: id.to_owned(), entry: appended.number, warnings: Vec::new() })
    }

    /// Erases what the case's own keys said before they were corrected. What they say now stays: a case cannot be
    /// without it.
    fn erase_own(&mut self, book: &BookId, reference: &str, writer: &Writer<'_>) -> Result<Written, Failure> {
        let standing: HashSet<_> =
            self.vault.versions(book, words::CASE, OWN_ID)?.into_iter().map(|record| record.version).collect();
        let mut earlier = Vec::new();
        for change in self.vault.history(book, Some(OWN_ID))? {
            let is_own = change.payload.as_ref().is_some_and(|payload| payload.list == words::CASE);
            if is_own && !standing.contains(&change.version) {
                earlier.push(change.version);
            }
        }
        if earlier.is_empty() {
            let said =
                format!("A case cannot be without its own keys, and those of {reference} say nothing else than ever.");
            return Err(Failure::new(
                "still-needed",
                said,
                "Correct them with `breachbook correct`; then what they said before can be erased.",
            ));
        }
        let reason = writer.reason.unwrap_or_default();
        let appended = self.vault.erase(book, &earlier, writer.name, reason, milliseconds(writer.now))?;
        let list = words::CASE.to_owned();
        Ok(Written { list, id: reference.to_owned(), entry: appended.number, warnings: Vec::new() })
    }
}
