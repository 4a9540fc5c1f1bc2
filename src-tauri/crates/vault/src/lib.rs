//! A vault: one encrypted SQLite file that holds many books.
//!
//! A vault is a folder `NAME.breachbook/`: `vault.db`, SQLCipher 4 under a random 256-bit key, and
//! `keys/SLOT.age`, each an ordinary age file that holds that key. Any age tool and the stock sqlcipher shell
//! open it: people own their data. `lock` is empty and only ever locked.
//!
//! **Kept** tables hold what was written and migrate; **derived** tables (heads and hashes of the logs, current
//! records, search) are dropped and rebuilt when their version changes. An entry and what is derived from it go
//! in with one transaction.
//!
//! Outside the vault, in the program's own folder, lie the **marks**: how far each log had come when it was last
//! written from there. A vault that was copied, restored or set back does not fit them, and its next act makes
//! a new installation and a new log that says why ([`Vault::notices`], [`Vault::append`]). Marks in a folder
//! that is set back together with the vault prove nothing: what binds a writer is a checkpoint that somebody
//! else kept.
//!
//! Times are milliseconds since 1970 UTC; time, randomness and folders are passed in.

mod append;
mod backup;
mod checkpoint;
mod copying;
mod database;
mod derived;
mod disk;
mod drafts;
mod erase;
mod error;
mod failpoint;
mod files;
mod installation;
mod key;
mod lock;
mod marks;
mod newer;
mod random;
mod read;
mod refused;
mod rekey;
mod renewal;
mod scan;
mod slot;
mod standing;
mod step;
mod table;
mod takeover;
mod vault;
mod verify;

pub use append::{Appended, FileRole, NewEntry, NewFile};
pub use checkpoint::KeptCheckpoint;
pub use copying::{CopyStage, CopyTold, untold_copy};
pub use drafts::Draft;
pub use error::{Error, NotAVault, Result};
pub use files::StoredFile;
pub use installation::{Installation, Why};
pub use key::{Passphrase, RecoverySecret, Secret};
pub use marks::Mark;
pub use random::{OsRandom, Random};
pub use read::{BookRow, Change, ChangeRow, EntryRow, Hit, Log, Record};
pub use rekey::NotRekeyed;
pub use renewal::{Told, untold};
pub use scan::Scanned;
pub use slot::{MOST_WORK_FACTOR, Slot, SlotFor, SlotKind, SlotName, WORK_FACTOR};
pub use standing::Notice;
pub use vault::{CreateOptions, Created, Vault};
pub use verify::{Fault, Verification};

#[cfg(test)]
mod tests;
