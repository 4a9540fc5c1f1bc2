//! What can be wrong with a finished file.

/// Why a file is not a sealed report of ours, unchanged. The order is that of the checks; the first found is told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// It does not begin as our PDFs do.
    #[error("this is not a PDF written by Breachbook")]
    NotAReport,
    /// There is no signature in it.
    #[error("the PDF is not signed")]
    NotSigned,
    /// Something stands after its end: a line end, a comment, other data.
    #[error("something was added after the end of the PDF")]
    AddedAfterEnd,
    /// It was cut off.
    #[error("the PDF is cut off")]
    CutOff,
    /// A revision was added, which can replace what a reader shows.
    #[error("the PDF has {count} revisions; a report has one")]
    Revisions {
        /// How many.
        count: usize,
    },
    /// There is more than one signature.
    #[error("the PDF has {count} signatures; a report has one")]
    Signatures {
        /// How many.
        count: usize,
    },
    /// The signature dictionary is not as we write it: `what` differs.
    #[error("the signature was altered: its {what} is not as Breachbook writes it")]
    Dictionary {
        /// Which part.
        what: &'static str,
    },
    /// The place of the signature holds something else: upper case, padding with data, more than one value.
    #[error("the place of the signature was altered: {what}")]
    Hole {
        /// What is wrong.
        what: &'static str,
    },
    /// The CMS structure is not the one that we write.
    #[error("the signature's structure was altered: {what}")]
    Cms {
        /// What is wrong.
        what: &'static str,
    },
    /// The certificate is not the one that belongs to its key: another name, another date, another signature.
    #[error("the certificate was altered: {what}")]
    Certificate {
        /// What is wrong.
        what: &'static str,
    },
    /// The document's bytes are not those that were signed.
    #[error("the document was changed after it was signed")]
    Changed,
    /// The signature does not verify under the key in the certificate, or is its mirror image (n − s).
    #[error("the signature does not verify")]
    Signature,
    /// Signed, but the PDF inside does not hang together as ours do.
    #[error("the PDF is signed, but not put together as Breachbook does: {what}")]
    Structure {
        /// What is wrong.
        what: String,
    },
}

impl Fault {
    pub(super) fn structure(what: impl std::fmt::Display) -> Self {
        Self::Structure { what: what.to_string() }
    }
}
