//! The vault itself: made, opened, closed.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};
use zeroize::Zeroizing;

use crate::failpoint::failpoint;
use crate::installation::{self, Installation, Why, Writer};
use crate::key::{Key, hex};
use crate::lock::Lock;
use crate::marks::Marks;
use crate::refused::{At, DatabaseFile, Refused};
use crate::renewal::{Renewal, Told, untold};
use crate::slot::{self, Slot, SlotFor, SlotName};
use crate::standing::{self, Notice};
use crate::table::node::Edge;
use crate::table::setting;
use crate::{
    Error, NotAVault, Passphrase, Random, RecoverySecret, Result, Secret, database, derived, disk, random, rekey,
};

/// Choices for a new vault.
#[derive(Debug, Clone, Copy, Default)]
pub struct CreateOptions {
    /// Whether to make a recovery secret and a slot for it.
    pub recovery: bool,
}

/// A new vault, open.
#[derive(Debug)]
pub struct Created {
    /// The vault.
    pub vault: Vault,
    /// The recovery secret, if asked for. It is kept nowhere: write it to the file that was asked for.
    pub recovery: Option<RecoverySecret>,
}

/// An open vault. Nothing else can open it until this is dropped.
pub struct Vault {
    pub(crate) folder: PathBuf,
    pub(crate) file: DatabaseFile,
    pub(crate) home: PathBuf,
    pub(crate) connection: Connection,
    pub(crate) key: Key,
    pub(crate) random: Box<dyn Random>,
    pub(crate) writer: Writer,
    pub(crate) marks: Marks,
    pub(crate) notices: Vec<Notice>,
    pub(crate) edge: Edge,
    /// Whether it lies where nothing can be written.
    pub(crate) read_only: bool,
    /// Declared last, so that it is let go last.
    pub(crate) lock: Lock,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vault").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Vault {
    /// Makes a vault. `folder` must not exist, or be empty; `home` is the program's own folder, where marks
    /// are kept; `now` is in milliseconds since 1970 UTC.
    ///
    /// # Errors
    /// [`Error::Exists`], [`Error::DiskFull`], [`Error::ReadOnly`], [`Error::Io`]: nothing is left behind.
    pub fn create(
        folder: &Path,
        passphrase: &Passphrase,
        options: CreateOptions,
        random: Box<dyn Random>,
        home: &Path,
        now: u64,
    ) -> Result<Created> {
        let recovery = options.recovery.then(RecoverySecret::generate);
        let recipient = recovery.as_ref().map(RecoverySecret::recipient).transpose()?;
        let mut slots = vec![(SlotName::passphrase(), SlotFor::Passphrase(passphrase))];
        if let Some(recipient) = &recipient {
            slots.push((SlotName::recovery(), SlotFor::Recipient(recipient)));
        }
        let vault = Self::create_with(folder, &slots, random, home, now)?;
        Ok(Created { vault, recovery })
    }

    pub(crate) fn create_with(
        folder: &Path,
        slots: &[(SlotName, SlotFor<'_>)],
        mut random: Box<dyn Random>,
        home: &Path,
        now: u64,
    ) -> Result<Self> {
        let key = Key::random(&mut *random)?;
        let id = hex(&random::array::<16>(&mut *random)?);
        disk::sweep(folder);
        disk::make_folder(folder, &id[..8], |at| {
            let keys = at.join("keys");
            fs::create_dir(&keys).map_err(|e| Error::io(&keys, "writing", e))?;
            for (name, to) in slots {
                slot::write(at, name, &key, *to)?;
            }
            let file = at.join("vault.db");
            let mut connection = database::create(&file, &key)?;
            failpoint("create.before-rows");
            let transaction = connection.transaction().at(&file)?;
            derived::create(&transaction).at(&file)?;
            setting::set(&transaction, setting::VAULT, &id).at(&file)?;
            installation::begin(&transaction, &mut *random, Why::Created, now).at(&file)?;
            transaction.commit().at(&file)?;
            failpoint("create.after-rows");
            connection.close().map_err(|(_, e)| Error::database(&file, e))
        })?;
        Self::open_with(folder, |_| Ok(key), random, home, untold())
    }

    /// Opens a vault with a passphrase or recovery secret. Waits up to five seconds for another process to
    /// let it go. `home` is the program's own folder, where marks are kept.
    ///
    /// A vault that is behind its mark, or has none here, opens all the same: see [`Vault::notices`].
    ///
    /// # Errors
    /// [`Error::NotAVault`], [`Error::InUse`], [`Error::WrongPassphrase`], [`Error::WrongRecovery`],
    /// [`Error::SlotDamaged`], [`Error::NewerVault`], [`Error::Damaged`], [`Error::ReadOnly`], [`Error::Home`], …
    pub fn open(folder: &Path, secret: Secret<'_>, random: Box<dyn Random>, home: &Path) -> Result<Self> {
        Self::open_told(folder, secret, random, home, untold())
    }

    /// The same; where the vault is of an older version and has to be brought up to date first, which takes as long as
    /// it is, `told` hears how far that has come.
    ///
    /// # Errors
    /// As [`Vault::open`], and [`Error::Cancelled`]: the vault is as it was.
    pub fn open_told(
        folder: &Path,
        secret: Secret<'_>,
        random: Box<dyn Random>,
        home: &Path,
        told: Told,
    ) -> Result<Self> {
        Self::open_with(folder, |folder| slot::open(folder, secret), random, home, told)
    }

    pub(crate) fn open_with(
        folder: &Path,
        key: impl FnOnce(&Path) -> Result<Key>,
        random: Box<dyn Random>,
        home: &Path,
        told: Told,
    ) -> Result<Self> {
        let (lock, read_only) = claim(folder)?;
        let key = key(folder)?;
        if read_only {
            let connection = database::open_for_reading(&folder.join("vault.db"), &key)?;
            return Self::open_read_only(folder, key, connection, random, home, lock);
        }
        Self::open_locked(folder, key, random, home, lock, told)
    }

    pub(crate) fn open_locked(
        folder: &Path,
        key: Key,
        random: Box<dyn Random>,
        home: &Path,
        lock: Lock,
        told: Told,
    ) -> Result<Self> {
        let file = folder.join("vault.db");
        let renewal = Renewal::new(told);
        let mut connection = match database::open(&file, &key, &renewal) {
            Err(Error::ReadOnly { .. }) => {
                let connection = database::open_for_reading(&file, &key)?;
                return Self::open_read_only(folder, key, connection, random, home, lock);
            }
            opened => opened?,
        };
        if !derived::is_current(&connection).at(&file)? {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).at(&file)?;
            renewal.expect(derived::rows(&transaction).at(&file)?);
            derived::rebuild(&transaction, &mut || renewal.step()).at(&file)?;
            failpoint("derived.before-commit");
            transaction.commit().at(&file)?;
        }
        // After a crash older pages may lie in the write-ahead log, those of an erasure among them.
        connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").at(&file)?;
        Self::of_connection(folder, key, connection, random, home, lock)
    }

    /// A vault that lies where nothing can be written. Tables of another version cannot be rebuilt there.
    fn open_read_only(
        folder: &Path,
        key: Key,
        connection: Connection,
        random: Box<dyn Random>,
        home: &Path,
        lock: Lock,
    ) -> Result<Self> {
        let file = folder.join("vault.db");
        if !derived::is_current(&connection).at(&file)? {
            return Err(Error::ReadOnly { path: file });
        }
        let mut vault = Self::of_connection(folder, key, connection, random, home, lock)?;
        vault.read_only = true;
        vault.notices.push(Notice::ReadOnly);
        Ok(vault)
    }

    fn of_connection(
        folder: &Path,
        key: Key,
        connection: Connection,
        random: Box<dyn Random>,
        home: &Path,
        lock: Lock,
    ) -> Result<Self> {
        let file = DatabaseFile::new(folder.join("vault.db"));
        let writer = installation::writer(&connection).at(&file)?;
        let id = vault_id(&connection).at(&file)?;
        let marks = Marks::open(home, &id)?;
        let notices = standing::notices(&connection, &marks, writer.seq).at(&file)?;
        let read_only = false;
        Ok(Self {
            folder: folder.into(),
            file,
            home: home.into(),
            connection,
            key,
            random,
            writer,
            marks,
            notices,
            edge: Edge::default(),
            read_only,
            lock,
        })
    }

    /// Whether the vault lies where nothing can be written: it can be looked at, verified and copied.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// That the vault can be written, for acts that would find out late. Every write asks it first.
    ///
    /// Damage is known only where a page was read since the vault was opened, by whatever command or by
    /// [`Vault::verify`]: an entry reads few pages, and to read all of them before each would take seconds.
    ///
    /// # Errors
    /// [`Error::ReadOnly`], [`Error::NotIntoDamage`].
    pub fn writable(&self) -> Result<()> {
        if self.read_only {
            return Err(Error::ReadOnly { path: self.file.to_path_buf() });
        }
        match self.file.damage() {
            Some(what) => Err(Error::NotIntoDamage { path: self.file.to_path_buf(), what: what.into() }),
            None => Ok(()),
        }
    }

    /// Closes the vault: everything is on disk, nothing of it is left beside `vault.db`.
    ///
    /// # Errors
    /// [`Error::Database`], [`Error::DiskFull`] when the last pages cannot be moved into the file. Nothing is
    /// lost then: the next opening moves them.
    pub fn close(self) -> Result<()> {
        let Self { connection, file, lock, .. } = self;
        let closed = connection.close().map_err(|(_, e)| Error::database(&file, e));
        drop(lock);
        closed
    }

    /// The vault's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The vault's own id, 32 hexadecimal digits, under which things about it can be kept outside. A copy has
    /// the same until it is written in.
    ///
    /// # Errors
    /// [`Error::Damaged`], [`Error::Database`].
    pub fn id(&self) -> Result<String> {
        vault_id(&self.connection).at(&self.file)
    }

    /// What was found at opening that whoever uses the vault should be told, on standard error or in a banner.
    /// Empty once another installation has taken over.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The installation that writes in this vault now.
    pub fn installation(&self) -> &Installation {
        &self.writer.public
    }

    /// All installations that ever wrote in this vault, the present one last.
    ///
    /// # Errors
    /// [`Error::Damaged`], [`Error::Database`].
    pub fn installations(&self) -> Result<Vec<Installation>> {
        let all = installation::all(&self.connection).at(&self.file)?;
        Ok(all.into_iter().map(|(_, installation)| installation).collect())
    }

    /// The P-256 secret with which this installation seals its PDFs, 32 bytes big-endian.
    pub fn pdf_secret(&self) -> &Zeroizing<[u8; 32]> {
        &self.writer.pdf_secret
    }

    /// The Ed25519 secret with which this installation signs checkpoints and countersigns those of others.
    pub fn log_secret(&self) -> &Zeroizing<[u8; 32]> {
        &self.writer.log_secret
    }

    /// The slots, by name.
    ///
    /// # Errors
    /// [`Error::Io`], [`Error::NotAVault`] when none is left.
    pub fn slots(&self) -> Result<Vec<Slot>> {
        slot::list(&self.folder)
    }

    /// Adds a slot: one new file. Nothing else changes.
    ///
    /// # Errors
    /// [`Error::SlotExists`], [`Error::BadAgeText`], [`Error::DiskFull`], [`Error::ReadOnly`], [`Error::Io`].
    pub fn add_slot(&self, name: &SlotName, to: SlotFor<'_>) -> Result<()> {
        if slot::path(&self.folder, name).exists() {
            return Err(Error::SlotExists { name: name.to_string() });
        }
        slot::write(&self.folder, name, &self.key, to)
    }

    /// Writes a slot anew, such as for a changed passphrase. The old file is replaced whole.
    ///
    /// # Errors
    /// [`Error::NoSlot`], [`Error::BadAgeText`], [`Error::DiskFull`], [`Error::ReadOnly`], [`Error::Io`].
    pub fn replace_slot(&self, name: &SlotName, to: SlotFor<'_>) -> Result<()> {
        if !slot::path(&self.folder, name).exists() {
            return Err(Error::NoSlot { name: name.to_string() });
        }
        slot::write(&self.folder, name, &self.key, to)
    }

    /// The slot that this passphrase opens. It works for about a second.
    ///
    /// # Errors
    /// [`Error::WrongPassphrase`] where it opens none, [`Error::SlotDamaged`], [`Error::Io`].
    pub fn slot_of(&self, passphrase: &Passphrase) -> Result<SlotName> {
        slot::opened_by(&self.folder, passphrase)
    }

    /// Deletes a slot. This stops new openings only: to shut out somebody who has opened the vault, re-key it.
    ///
    /// # Errors
    /// [`Error::NoSlot`], [`Error::LastSlot`], [`Error::Io`].
    pub fn remove_slot(&self, name: &SlotName) -> Result<()> {
        slot::remove(&self.folder, name)
    }

    /// Fails if the vault's file is gone: on some systems writing to a deleted file succeeds and keeps nothing.
    pub(crate) fn present(&self) -> Result<()> {
        match fs::metadata(&*self.file) {
            Ok(_) => Ok(()),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                Err(Error::Vanished { path: self.file.to_path_buf() })
            }
            Err(e) => Err(Error::io(&self.file, "reading", e)),
        }
    }
}

/// Takes the vault's lock and finishes what an interrupted re-key left to do. True where nothing can be written: then
/// only other writers are kept out, and nothing is finished.
fn claim(folder: &Path) -> Result<(Lock, bool)> {
    let no = |why| Error::NotAVault { path: folder.into(), why };
    match fs::metadata(folder) {
        Ok(metadata) if !metadata.is_dir() => return Err(no(NotAVault::File)),
        Ok(_) => {}
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Err(no(NotAVault::Nothing)),
        Err(e) => return Err(Error::io(folder, "reading", e)),
    }
    // Looked at before the lock file is made: a folder that is no vault is left as it is.
    if !folder.join("vault.db").is_file() {
        return Err(no(NotAVault::NoDatabase));
    }
    match Lock::take(&folder.join("lock"), folder) {
        Err(Error::ReadOnly { .. }) if rekey::is_unfinished(folder) => {
            Err(Error::NotClosed { path: folder.join("vault.db") })
        }
        Err(Error::ReadOnly { .. }) => Ok((Lock::look(&folder.join("lock"), folder)?, true)),
        taken => {
            let lock = taken?;
            rekey::finish(folder)?;
            Ok((lock, false))
        }
    }
}

pub(crate) fn vault_id(connection: &Connection) -> Result<String, Refused> {
    let id = setting::get(connection, setting::VAULT)?;
    // It becomes a file's name outside the vault.
    id.filter(|id| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .ok_or_else(|| Refused::Damaged("the vault's id is missing".into()))
}
