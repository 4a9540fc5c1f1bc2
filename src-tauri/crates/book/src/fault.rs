//! What the check of a book can find.

use std::fmt;

use crate::LogId;

/// One finding: what, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The log.
    pub log: LogId,
    /// Where in the log.
    pub place: Place,
    /// What it is.
    pub kind: FaultKind,
}

/// Where a finding lies. Entries, changes and checkpoints count from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The log as a whole.
    Log,
    /// An entry.
    Entry(u64),
    /// A change of an entry.
    Change(u64, u32),
    /// A checkpoint, in the order given.
    Checkpoint(usize),
}

/// What a finding is. The last four are notices: the book is intact all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FaultKind {
    /// The log was given twice, or belongs to another book.
    LogWrong,
    /// A header that cannot be read.
    HeaderMalformed,
    /// A header of another book.
    BookWrong,
    /// Another number of payloads (or gaps for them) than the header commits to.
    PayloadCount,
    /// A payload and salt that are not what the header commits to.
    CommitmentWrong,
    /// A payload that cannot be read, though it is what the header commits to.
    PayloadMalformed,
    /// A payload is missing, and no erasure names it.
    PayloadMissing,
    /// The first change of an entry is no act.
    ActMissing,
    /// The body of an act cannot be read.
    ActMalformed,
    /// A version that stands in the book a second time.
    VersionRepeated,
    /// A change replaces a version that the book does not hold.
    ReplacesUnknown,
    /// The log's key cannot be read, bears another name, or is not the one expected.
    KeyWrong,
    /// There is a checkpoint, and no key to verify it with.
    KeyMissing,
    /// A checkpoint that cannot be read.
    CheckpointMalformed,
    /// A checkpoint of another log.
    CheckpointOtherLog,
    /// A checkpoint that the log's key has not signed.
    SignatureMissing,
    /// A checkpoint whose signature is wrong.
    SignatureWrong,
    /// A checkpoint of more entries than the log has: entries are gone from its end.
    CheckpointAhead,
    /// A checkpoint whose root is not that of the log: something before it was changed.
    RootWrong,
    /// Notice: a header written by a newer version.
    NewerVersion,
    /// Notice: a change of a schema or kind that this version does not know.
    NewerPayload,
    /// Notice: the clock of the writer was set back.
    ClockStepBack,
    /// Notice: a payload is still there though an erasure names it.
    ErasedPresent,
}

impl FaultKind {
    /// Its stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::LogWrong => "log-wrong",
            Self::HeaderMalformed => "header-malformed",
            Self::BookWrong => "book-wrong",
            Self::PayloadCount => "payload-count",
            Self::CommitmentWrong => "commitment-wrong",
            Self::PayloadMalformed => "payload-malformed",
            Self::PayloadMissing => "payload-missing",
            Self::ActMissing => "act-missing",
            Self::ActMalformed => "act-malformed",
            Self::VersionRepeated => "version-repeated",
            Self::ReplacesUnknown => "replaces-unknown",
            Self::KeyWrong => "key-wrong",
            Self::KeyMissing => "key-missing",
            Self::CheckpointMalformed => "checkpoint-malformed",
            Self::CheckpointOtherLog => "checkpoint-other-log",
            Self::SignatureMissing => "signature-missing",
            Self::SignatureWrong => "signature-wrong",
            Self::CheckpointAhead => "checkpoint-ahead",
            Self::RootWrong => "root-wrong",
            Self::NewerVersion => "newer-version",
            Self::NewerPayload => "newer-payload",
            Self::ClockStepBack => "clock-step-back",
            Self::ErasedPresent => "erased-present",
        }
    }

    /// Whether the book is intact all the same.
    #[must_use]
    pub fn is_notice(self) -> bool {
        matches!(self, Self::NewerVersion | Self::NewerPayload | Self::ClockStepBack | Self::ErasedPresent)
    }

    fn sentence(self) -> &'static str {
        match self {
            Self::LogWrong => "the log was given twice or belongs to another book",
            Self::HeaderMalformed => "the header cannot be read",
            Self::BookWrong => "the header belongs to another book",
            Self::PayloadCount => "the entry holds another number of changes than it commits to",
            Self::CommitmentWrong => "the change is not what the entry commits to",
            Self::PayloadMalformed => "the change cannot be read",
            Self::PayloadMissing => "the change is missing and no erasure says why",
            Self::ActMissing => "the entry does not begin with an act",
            Self::ActMalformed => "the act of the entry cannot be read",
            Self::VersionRepeated => "the change stands in the book a second time",
            Self::ReplacesUnknown => "the change replaces a version that the book does not hold",
            Self::KeyWrong => "the log's key cannot be read or is not the one expected",
            Self::KeyMissing => "there is no key to verify the checkpoint with",
            Self::CheckpointMalformed => "the checkpoint cannot be read",
            Self::CheckpointOtherLog => "the checkpoint belongs to another log",
            Self::SignatureMissing => "the log's key has not signed the checkpoint",
            Self::SignatureWrong => "the signature of the checkpoint is wrong",
            Self::CheckpointAhead => "the checkpoint counts more entries than the log has",
            Self::RootWrong => "the log was changed before the checkpoint",
            Self::NewerVersion => "the entry was written by a newer version",
            Self::NewerPayload => "the change was written by a newer version",
            Self::ClockStepBack => "the clock of the writer was set back",
            Self::ErasedPresent => "the change is still there though an erasure names it",
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Log => write!(f, "log"),
            Self::Entry(entry) => write!(f, "entry {entry}"),
            Self::Change(entry, change) => write!(f, "entry {entry} change {change}"),
            Self::Checkpoint(checkpoint) => write!(f, "checkpoint {checkpoint}"),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}: {}", self.log, self.place, self.kind.sentence())
    }
}
