//! Export: the case file, whole for the team or as an audience may have it.

use std::path::Path;

use breachbook_case::{Audience, Case, Content, View};
use breachbook_exchange::case_file;
use chrono::{DateTime, Utc};

use crate::{Failure, Session, outfile};

impl Session {
    /// Writes the case file of a case for an audience; attachments go with their item.
    ///
    /// # Errors
    /// `no-case`, `cannot-write`, `disk-full`: nothing is written then.
    pub fn export(&self, reference: &str, audience: Audience, out: &Path, now: DateTime<Utc>) -> Result<(), Failure> {
        let book = self.book_id(reference)?;
        let case = self.assemble_for(&book, audience, None)?.case;
        let mut shown = View::new(&case, audience, now).case;
        self.bring_attachments(&mut shown)?;
        outfile::write(out, &case_file::write(&shown)?)
    }

    /// Puts the bytes of kept attachments back into their items.
    fn bring_attachments(&self, case: &mut Case) -> Result<(), Failure> {
        let mut failed = None;
        case.each_mut(&mut |_, item| {
            for attachment in &mut item.common_mut().attachments {
                let Content::Stored { sha256, .. } = &attachment.0.base64 else { continue };
                match self.kept_bytes(sha256) {
                    Ok(bytes) => attachment.0.base64 = Content::Inline(bytes),
                    Err(failure) => {
                        failed.get_or_insert(failure);
                    }
                }
            }
        });
        failed.map_or(Ok(()), Err)
    }

    /// The bytes of a kept file.
    pub(super) fn kept_bytes(&self, sha256: &str) -> Result<Vec<u8>, Failure> {
        let missing = || {
            let said = format!("The file {sha256} is not in this vault.");
            Failure::new("no-attachment", said, "It may have been erased; look at the history of the record.")
        };
        let digits = |n: usize| sha256.get(2 * n..2 * n + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
        let mut hash = [0_u8; 32];
        for (n, byte) in hash.iter_mut().enumerate() {
            *byte = digits(n).ok_or_else(missing)?;
        }
        let mut bytes = Vec::new();
        self.vault.read_file(&hash, &mut bytes)?;
        Ok(bytes)
    }
}
