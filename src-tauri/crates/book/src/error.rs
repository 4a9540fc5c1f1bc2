//! What can be wrong with bytes that came from outside, or with what we are asked to write.

use crate::id::VersionId;

/// What a store of tree nodes failed with; the caller can downcast it to its own error.
pub type NodeReadError = Box<dyn std::error::Error + Send + Sync>;

/// Every way in which this crate refuses.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The bytes end before the field does.
    #[error("{what} is cut short: {needed} more bytes are needed, {found} are left")]
    Truncated {
        /// The field that is cut short.
        what: &'static str,
        /// Bytes that the field needs.
        needed: usize,
        /// Bytes that are left.
        found: usize,
    },
    /// Bytes follow after the last field.
    #[error("{extra} bytes follow after the end of the {what}")]
    Trailing {
        /// What should have ended.
        what: &'static str,
        /// Bytes too many.
        extra: usize,
    },
    /// A header of version 0, which never existed.
    #[error("the entry's header has version 0, which does not exist")]
    VersionZero,
    /// An entry without a change.
    #[error("an entry holds no change")]
    NoChanges,
    /// A recorded time after the year 9999.
    #[error("the recorded time {recorded_at} lies after the year 9999")]
    TimeOutOfRange {
        /// Milliseconds since 1970 UTC.
        recorded_at: u64,
    },
    /// A text or list that is longer than its length field can say.
    #[error("{what} has a length of {found}; at most {limit} can be written")]
    TooLong {
        /// The field.
        what: &'static str,
        /// Its length in bytes or items.
        found: usize,
        /// The longest that can be written.
        limit: usize,
    },
    /// A text that is not UTF-8.
    #[error("{what} is not UTF-8")]
    NotUtf8 {
        /// The field.
        what: &'static str,
    },
    /// A kind that is not 1 to 255 lower-case letters, digits and hyphens.
    #[error("{found:?} is no kind: lower-case letters, digits and hyphens are allowed")]
    KindMalformed {
        /// What was found.
        found: String,
    },
    /// `replaces` not in ascending order, or with a version twice.
    #[error("the replaced versions are not in ascending order at position {position}")]
    ReplacesOrder {
        /// The first position, from zero, that is not above the one before it.
        position: usize,
    },
    /// Hexadecimal digits of the wrong number or case.
    #[error("{found:?} is no {what}: lower-case hexadecimal digits are expected")]
    Hex {
        /// What was expected.
        what: &'static str,
        /// What was found.
        found: String,
    },
    /// The first change of an entry is not an act.
    #[error("the first change of an entry must be an act")]
    FirstNotAct,
    /// The body of an act is not the JSON that it should be.
    #[error("the act cannot be read: {source}")]
    ActMalformed {
        /// The reason.
        #[from]
        source: serde_json::Error,
    },
    /// The body of an erasure is not a list of versions in ascending order.
    #[error("the erasure's list of carried versions cannot be read")]
    EraseMalformed,
    /// An erasure that would remove an erasure, and with it the reason why other payloads are missing.
    #[error("an erasure cannot itself be erased ({version})")]
    EraseOfErase {
        /// The version that is an erasure.
        version: VersionId,
    },
    /// The store of tree nodes failed.
    #[error("the hashes of the log cannot be read: {source}")]
    NodeRead {
        /// The store's own error.
        source: NodeReadError,
    },
    /// The store of tree nodes answered with another number of hashes than asked for.
    #[error("{asked} hashes of the log were asked for, {found} were read")]
    NodeCount {
        /// Hashes asked for.
        asked: usize,
        /// Hashes read.
        found: usize,
    },
    /// An index or size that the log does not have.
    #[error("{asked} lies outside a log of {size} entries")]
    OutsideLog {
        /// The index or older size that was asked for.
        asked: u64,
        /// The size of the log.
        size: u64,
    },
    /// An inclusion proof that does not lead to the root.
    #[error("the proof does not show entry {index} in the log of {size} entries")]
    InclusionWrong {
        /// The entry's index.
        index: u64,
        /// The size of the log.
        size: u64,
    },
    /// A consistency proof that does not lead to both roots.
    #[error("the log of {size} entries does not continue the log of {old_size} entries")]
    ConsistencyWrong {
        /// The older size.
        old_size: u64,
        /// The newer size.
        size: u64,
    },
    /// A proof that goes on from a head of another log, which no entry shown in it names.
    #[error("no entry shown names the head of {size} entries of the log {log}")]
    HeadNotNamed {
        /// The other log's origin.
        log: String,
        /// The size of its head.
        size: u64,
    },
    /// A verifier key that cannot be read.
    #[error("the verifier key cannot be read: {why}")]
    KeyMalformed {
        /// The reason.
        why: &'static str,
    },
    /// An origin line that names no log of a book.
    #[error("{found:?} names no log of a book")]
    OriginMalformed {
        /// What was found.
        found: String,
    },
    /// Bytes that are no signed note or whose text is no checkpoint.
    #[error("the checkpoint cannot be read: {why}")]
    CheckpointMalformed {
        /// The reason.
        why: &'static str,
    },
    /// A checkpoint of another log than that of the key.
    #[error("the checkpoint belongs to {found}, not to {expected}")]
    OtherLog {
        /// The origin that was expected.
        expected: String,
        /// The origin that was found.
        found: String,
    },
    /// No signature by the expected key.
    #[error("there is no signature by the key {name}")]
    SignatureMissing {
        /// Name and id of the key.
        name: String,
    },
    /// A signature by the expected key that is wrong.
    #[error("the signature by the key {name} is wrong")]
    SignatureWrong {
        /// Name and id of the key.
        name: String,
    },
    /// A proof file that cannot be read.
    #[error("the proof cannot be read at line {line}: {why}")]
    ProofMalformed {
        /// Line, counted from one.
        line: usize,
        /// The reason.
        why: &'static str,
    },
    /// A payload in a proof that is not what the header commits to.
    #[error("change {change} of entry {index} is not what the entry commits to")]
    CommitmentWrong {
        /// The entry's index.
        index: u64,
        /// The change, counted from zero.
        change: usize,
    },
    /// A proof whose entries are not tied to the checkpoint that was asked about.
    #[error("the proof does not reach the checkpoint of {size} entries that it was asked about")]
    NotSince {
        /// The size of the checkpoint that was asked about.
        size: u64,
    },
}
