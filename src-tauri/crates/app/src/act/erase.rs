//! Erasure under law: what a record said is gone, that it was there stays.

use breachbook_case::words;

use super::correct::reason_given;
use super::log::Written;
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
}
