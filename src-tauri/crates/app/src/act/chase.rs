//! What was chased gets the chase added in the entry of the line that says so.

use breachbook_book::{BookId, Payload};
use breachbook_case::List;
use serde_json::Map;

use super::correct::Versions;
use super::import::Prepared;
use crate::quick::Chase;
use crate::sets::{Sets, with_more};
use crate::{Failure, Session};

/// The key of a question and of a promise that holds the reminders sent since.
const CHASED: &str = "chased";

impl Session {
    /// Puts each question or promise that was chased anew into an entry, with its reminder added.
    ///
    /// # Errors
    /// `no-record`, `wrong-shape`; nothing was written then.
    pub(super) fn put_chased(
        &self,
        prepared: &mut Prepared,
        (book, reference): (&BookId, &str),
        chased: &[Chase],
    ) -> Result<(), Failure> {
        for chase in chased {
            let versions = self.versions(book, reference, &chase.id)?;
            let Versions { list, id, body, replaces } = versions;
            // The case's own keys cannot be chased.
            let known = List::from_word(&list).ok_or_else(|| {
                let said = format!("{id} is no question and no promise.");
                Failure::new("no-record", said, "Look at the line again; nothing was written.")
            })?;
            let more = with_more(&body, CHASED, chase.reminder.clone().into());
            let sets = Map::from_iter([(CHASED.to_owned(), more)]);
            let bytes = self.corrected(prepared, book, known, body, Sets::Keys(&sets))?;
            prepared.payloads.push(Payload::put(&list, &id, replaces, bytes));
        }
        Ok(())
    }
}
