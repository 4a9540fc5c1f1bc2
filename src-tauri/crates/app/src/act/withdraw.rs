//! Withdraw: a record no longer stands; it stays in the history.

use breachbook_book::{BookId, Payload};
use breachbook_case::{Leaf, Path, words};

use super::correct::{Versions, reason_given};
use super::import::Prepared;
use super::log::Written;
use crate::session::milliseconds;
use crate::{Failure, Session, Writer};

impl Session {
    /// Refuses to take a record away without which another that stands cannot be.
    pub(super) fn not_needed(&self, book: &BookId, id: &str) -> Result<(), Failure> {
        let case = self.assemble(book, None)?.case;
        let mut needed_by = Vec::new();
        for (_, _, item) in case.items() {
            item.meet(Path::root(), &mut |_, leaf, needed| {
                if let Leaf::Party(named) | Leaf::Item(named, _) = leaf
                    && needed
                    && named.as_str() == id
                {
                    needed_by.push(item.id().to_string());
                }
            });
        }
        if needed_by.is_empty() {
            return Ok(());
        }
        let said = format!("{id} is still needed by {}.", needed_by.join(", "));
        Err(Failure::new("still-needed", said, "Correct or withdraw those first; nothing was written."))
    }

    /// Withdraws a record. When this returns, it is on disk.
    ///
    /// # Errors
    /// `no-case`, `no-record`, `no-reason`; `still-needed` where a record that stands cannot be without it.
    pub fn withdraw(&mut self, reference: &str, id: &str, writer: &Writer<'_>) -> Result<Written, Failure> {
        reason_given(writer)?;
        let book = self.book_id(reference)?;
        let Versions { list, id, replaces, .. } = self.versions(&book, reference, id)?;
        if list == words::CASE {
            return Err(Failure::new(
                "still-needed",
                "The case's own keys cannot be withdrawn.",
                "Close the case instead: --set status=closed.",
            ));
        }
        self.not_needed(&book, &id)?;
        let mut prepared = Prepared::new(Payload::act(&writer.act("withdraw"))?);
        prepared.payloads.push(Payload::withdraw(&list, &id, replaces));
        let appended = self.vault.append(&book, prepared.entry(None), milliseconds(writer.now))?;
        Ok(Written { list, id, entry: appended.number, warnings: Vec::new() })
    }
}
