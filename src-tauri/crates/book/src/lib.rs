//! A book that is only ever written forward: entries, logs, checkpoints and proofs.
//!
//! `FORMAT.md` beside this crate says what each byte is; the vectors in `tests/vectors/` are files named by
//! their fault. The crate is pure: no input or output, no clock, no random numbers. Salts, keys and times are
//! passed in. Times are milliseconds since 1970-01-01 UTC unless a name says otherwise, and an entry's `index`
//! counts from zero, as RFC 6962 counts leaves.
//!
//! What it proves: that the bytes before a checkpoint that *somebody else kept* have not changed since. It
//! proves no time, no person and no completeness.
//!
//! ```
//! use breachbook_book::{
//!     Act, BookId, InstallationId, LogId, LogKey, Payload, Salt, checkpoint, seal, tree,
//! };
//!
//! # fn main() -> Result<(), breachbook_book::Error> {
//! let log = LogId {
//!     book: BookId::from_bytes([1; 16]),
//!     installation: InstallationId::from_bytes([2; 16]),
//! };
//! let key = LogKey::new(log, &[3; 32]);
//! // The first entry names the keys; each salt must be 32 fresh random bytes.
//! let act = Act::new("new-log", "P. Okafor").opening_log(&key.verifier(), &[4; 32]);
//! let entry = seal(log.book, 1_693_040_400_000, [(Salt::from_bytes([5; 32]), Payload::act(&act)?)])?;
//!
//! let mut nodes = tree::MemoryNodes::default();
//! nodes.append(entry.leaf)?;
//! let note = checkpoint::sign(&key, 1, tree::root(1, &nodes)?)?;
//! assert_eq!(checkpoint::open(&note, &key.verifier())?.size, 1);
//! # Ok(())
//! # }
//! ```

mod act;
pub mod asof;
mod bytes;
pub mod check;
pub mod checkpoint;
pub mod cosign;
mod entry;
mod error;
mod fault;
pub mod fold;
mod header;
mod id;
mod key;
mod kind;
mod payload;
pub mod proof;
pub mod tree;

pub use act::Act;
pub use check::{BookCheck, LogCheck, StoredEntry, StoredLog, StoredPayload, verify_book};
pub use checkpoint::Checkpoint;
pub use entry::{Change, Entry, seal};
pub use error::{Error, NodeReadError};
pub use fault::{Fault, FaultKind, Place};
pub use fold::{Current, State};
pub use header::{Decoded, HEADER_VERSION, Header, MAX_TIME};
pub use id::{BookId, Hash, InstallationId, LogId, Salt, VersionId};
pub use key::{KeyUse, LogKey, VerifierKey, WitnessKey};
pub use kind::{Kind, UnknownKind};
pub use payload::{COMMITMENT_TAG, Payload, SCHEMA, commit};
