//! Withdraw: a record no longer stands; it stays in the history.

use breachbook_book::{BookId, Payload};
use breachbook_case::{Case, Leaf, Path, words};

use super::correct::{Versions, reason_given};
use super::import::Prepared;
use super::log::Written;
use crate::session::milliseconds;
use crate::{Failure, Session, Writer};

impl Session {
    /// Refuses to take a record away without which another that stands cannot be.
    pub(super) fn not_needed(&self, book: &BookId, id: &str) -> Result<(), Failure> {
        not_needed_in(&self.assemble(book, None)?.case, id)
    }

    /// Withdraws a record. When this returns, it is on disk.
    ///
    /// # Errors
    /// `no-case`, `no-record`, `no-reason`; `still-needed` where a record that stands cannot be without it.
    pub fn withdraw(&mut self, reference: &str, id: &str, writer: &Writer<'_>) -> Result<Written, Failure> {
        self.withdraw_from(None, reference, id, writer)
    }

    /// The same; from a case that lies open as it stands now, where it does.
    ///
    /// # Errors
    /// As [`Session::withdraw`].
    pub(crate) fn withdraw_from(
        &mut self,
        case: Option<&Case>,
        reference: &str,
        id: &str,
        writer: &Writer<'_>,
    ) -> Result<Written, Failure> {
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
        match case {
            Some(case) => not_needed_in(case, &id)?,
            None => self.not_needed(&book, &id)?,
        }
        let mut prepared = Prepared::new(Payload::act(&writer.act("withdraw"))?);
        prepared.payloads.push(Payload::withdraw(&list, &id, replaces));
        let appended = self.vault.append(&book, prepared.entry(None), milliseconds(writer.now))?;
        Ok(Written { list, id, entry: appended.number, warnings: Vec::new() })
    }
}

/// Refuses to take a record of a case away without which another that stands cannot be.
fn not_needed_in(case: &Case, id: &str) -> Result<(), Failure> {
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
