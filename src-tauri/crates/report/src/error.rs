//! Everything that can go wrong when a report is made. What can be wrong with a finished file is [`crate::check::Fault`].

/// Why a document or its PDF could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A text that must be there is blank.
    #[error("the report has no {what}")]
    Empty {
        /// Which one.
        what: &'static str,
    },
    /// An H3 before the first H2.
    #[error("the heading {heading:?} comes before the first section")]
    HeadingOrder {
        /// Its words.
        heading: String,
    },
    /// A drawing that cannot stand on a page.
    #[error("a picture {millimetres} mm high does not fit on a page")]
    PictureHeight {
        /// Its height.
        millimetres: f32,
    },
    /// The caller's progress function asked to stop.
    #[error("cancelled")]
    Cancelled,
    /// The 32 bytes are not a P-256 key, or the certificate could not be made.
    #[error("the report key cannot sign: {why}")]
    Seal {
        /// What the key or encoder said.
        why: String,
    },
    /// The PDF could not be put together: a fault of this program.
    #[error("the PDF could not be written: {why}")]
    Write {
        /// What was found.
        why: String,
    },
}
