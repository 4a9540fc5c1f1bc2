//! What a newer version of the program wrote, as far as this one can read it.

use std::collections::BTreeSet;

use breachbook_book::{BookId, Payload, VersionId};

use crate::refused::At;
use crate::table::newer;
use crate::{Result, Vault};

impl Vault {
    /// The versions that changes of a newer version say they replace. They stay current here, for nobody can read
    /// what took their place; whoever shows one must say so. `as_of` counts only what had taken effect by then, in
    /// milliseconds since 1970 UTC.
    ///
    /// # Errors
    /// [`crate::Error::NoBook`], [`crate::Error::Database`].
    pub fn replaced_by_newer(&self, book: &BookId, as_of: Option<u64>) -> Result<BTreeSet<VersionId>> {
        let rows = newer::of_book(&self.connection, self.book_seq(book)?).at(&self.file)?;
        let then = rows.iter().filter(|row| as_of.is_none_or(|moment| row.effective <= moment));
        Ok(then.filter_map(|row| Payload::decode(&row.bytes).ok()).flat_map(|payload| payload.replaces).collect())
    }
}
