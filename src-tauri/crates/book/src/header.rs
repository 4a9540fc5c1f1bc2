//! The header of an entry: the leaf of the log. `FORMAT.md`, "The header".

use crate::bytes::Fields;
use crate::{BookId, Error, VersionId};

/// The version of the header that this crate writes.
pub const HEADER_VERSION: u16 = 1;

/// The last moment that a header can carry, 9999-12-31T23:59:59.999Z, so that every one can be printed.
pub const MAX_TIME: u64 = 253_402_300_799_999;

/// An entry's header: which book, when it was recorded, and a commitment to each change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    book: BookId,
    recorded_at: u64,
    commitments: Vec<VersionId>,
}

/// What the bytes of a header are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decoded {
    /// A header of the version that this crate knows.
    Known(Header),
    /// A header written by a newer version: a leaf like any other, kept as it is.
    Newer {
        /// Its version.
        version: u16,
        /// All its bytes, the version included.
        bytes: Vec<u8>,
    },
}

impl Header {
    /// A header; `recorded_at` in milliseconds since 1970 UTC.
    ///
    /// # Errors
    /// No commitment, more than a u32 can count, or a time after the year 9999.
    pub fn new(book: BookId, recorded_at: u64, commitments: Vec<VersionId>) -> Result<Self, Error> {
        if commitments.is_empty() {
            return Err(Error::NoChanges);
        }
        if u32::try_from(commitments.len()).is_err() {
            return Err(Error::TooLong {
                what: "the list of changes",
                found: commitments.len(),
                limit: u32::MAX as usize,
            });
        }
        if recorded_at > MAX_TIME {
            return Err(Error::TimeOutOfRange { recorded_at });
        }
        Ok(Self { book, recorded_at, commitments })
    }

    /// The book.
    #[must_use]
    pub fn book(&self) -> BookId {
        self.book
    }

    /// When the entry says that it was recorded, in milliseconds since 1970 UTC: a claim of the writer's clock.
    #[must_use]
    pub fn recorded_at(&self) -> u64 {
        self.recorded_at
    }

    /// The version id of each change, in order; never empty.
    #[must_use]
    pub fn commitments(&self) -> &[VersionId] {
        &self.commitments
    }

    /// The bytes of the leaf.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(30 + 32 * self.commitments.len());
        bytes.extend(HEADER_VERSION.to_be_bytes());
        bytes.extend(self.book.as_bytes());
        bytes.extend(self.recorded_at.to_be_bytes());
        // `new` and `decode` let no more through than a u32 counts.
        let count = u32::try_from(self.commitments.len()).unwrap_or(u32::MAX);
        bytes.extend(count.to_be_bytes());
        for commitment in &self.commitments {
            bytes.extend(commitment.as_bytes());
        }
        bytes
    }

    /// Reads the bytes of a leaf.
    ///
    /// # Errors
    /// Version 0, and for version 1 anything that [`Header::encode`] would not have written. A version above 1
    /// is no error.
    pub fn decode(bytes: &[u8]) -> Result<Decoded, Error> {
        let mut fields = Fields::new(bytes);
        match fields.u16("header version")? {
            0 => return Err(Error::VersionZero),
            HEADER_VERSION => {}
            version => {
                return Ok(Decoded::Newer { version, bytes: bytes.to_vec() });
            }
        }
        let book = BookId::from_bytes(fields.array("book id")?);
        let recorded_at = fields.u64("recorded time")?;
        let count = fields.u32("number of changes")? as usize;
        // Compared before anything is reserved: the count comes from outside.
        let needed = count.saturating_mul(32);
        if fields.left() < needed {
            return Err(Error::Truncated { what: "the list of changes", needed, found: fields.left() });
        }
        let mut commitments = Vec::with_capacity(count);
        for _ in 0..count {
            commitments.push(VersionId::from_bytes(fields.array("commitment")?));
        }
        fields.end("header")?;
        Self::new(book, recorded_at, commitments).map(Decoded::Known)
    }
}
