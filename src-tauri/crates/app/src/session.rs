//! An open vault and who writes in it.

use std::path::Path;

use breachbook_book::{Act, BookId};
use breachbook_vault::{BookRow, CreateOptions, Created, OsRandom, Passphrase, RecoverySecret, Secret, Told, Vault};
use chrono::{DateTime, Utc};

use crate::outfile::SHEET_BEGINS;
use crate::{Failure, outfile};

/// Who writes, and why.
#[derive(Debug, Clone)]
pub struct Writer<'w> {
    /// Who says that they write: a claim.
    pub name: &'w str,
    /// Why, where the act asks for a reason.
    pub reason: Option<&'w str>,
    /// The moment (UTC).
    pub now: DateTime<Utc>,
}

impl Writer<'_> {
    /// The act that stands first in an entry.
    pub(crate) fn act(&self, act: &str) -> Act {
        let act = Act::new(act, self.name);
        match self.reason {
            Some(reason) => act.because(reason),
            None => act,
        }
    }
}

/// Milliseconds since 1970 UTC, as the book keeps moments.
pub(crate) fn milliseconds(at: DateTime<Utc>) -> u64 {
    u64::try_from(at.timestamp_millis()).unwrap_or(0)
}

/// The moment of the book's milliseconds.
pub(crate) fn moment(milliseconds: u64) -> DateTime<Utc> {
    i64::try_from(milliseconds).ok().and_then(DateTime::from_timestamp_millis).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// An open vault.
#[derive(Debug)]
pub struct Session {
    pub(crate) vault: Vault,
}

impl Session {
    /// Makes a vault. With `recovery_out`, a recovery secret is made too and written to that file, which must
    /// not exist.
    ///
    /// # Errors
    /// `exists`, `cannot-write`, `disk-full`, `read-only`: nothing is left behind.
    pub fn init(
        folder: &Path,
        passphrase: &Passphrase,
        recovery_out: Option<&Path>,
        home: &Path,
        now: DateTime<Utc>,
    ) -> Result<Self, Failure> {
        outfile::not_in_a_vault(folder)?;
        let Some(out) = recovery_out else {
            let options = CreateOptions { recovery: false };
            let created = Vault::create(folder, passphrase, options, Box::new(OsRandom), home, milliseconds(now))?;
            return Ok(Self { vault: created.vault });
        };
        if out.exists() {
            let said = format!("{}: it is already there.", out.display());
            return Err(Failure::new("exists", said, "Name a file that does not exist yet; nothing was changed."));
        }
        // The place of the sheet is tried before anything is made, so that no vault stands without its sheet.
        drop(outfile::prepare(out, b"")?);
        let options = CreateOptions { recovery: true };
        let Created { vault, recovery } =
            Vault::create(folder, passphrase, options, Box::new(OsRandom), home, milliseconds(now))?;
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if let Some(recovery) = recovery {
            let sheet = sheet(&name, recovery.expose());
            if let Err(failure) = outfile::write(out, sheet.as_bytes()) {
                // Made a moment ago and empty: taken back whole.
                vault.close()?;
                std::fs::remove_dir_all(folder).map_err(|why| Failure::writing(folder, &why))?;
                return Err(failure);
            }
        }
        Ok(Self { vault })
    }

    /// Opens a vault. Where it is of an older version it is brought up to date first; `told` hears how far that has
    /// come and may stop it.
    ///
    /// # Errors
    /// `wrong-passphrase`, `in-use`, `not-a-vault`, `vault-newer`, `vault-damaged`, `cancelled`, …
    pub fn open(folder: &Path, passphrase: &Passphrase, home: &Path, told: Told) -> Result<Self, Failure> {
        let vault = Vault::open_told(folder, Secret::Passphrase(passphrase), Box::new(OsRandom), home, told)?;
        Ok(Self { vault })
    }

    /// Opens a vault with the secret of its recovery sheet.
    ///
    /// # Errors
    /// `wrong-recovery`, and as [`Session::open`].
    pub fn recover(folder: &Path, secret: &RecoverySecret, home: &Path, told: Told) -> Result<Self, Failure> {
        let vault = Vault::open_told(folder, Secret::Recovery(secret), Box::new(OsRandom), home, told)?;
        Ok(Self { vault })
    }

    /// What whoever opened the vault should be told: that it was copied, set back, or is a backup.
    pub fn notices(&self) -> Vec<String> {
        self.vault.notices().iter().map(ToString::to_string).collect()
    }

    /// That the vault can be written, for whoever is about to.
    ///
    /// # Errors
    /// `read-only`.
    pub fn writable(&self) -> Result<(), Failure> {
        Ok(self.vault.writable()?)
    }

    /// Signs and keeps a checkpoint of every book, and closes the vault.
    ///
    /// # Errors
    /// What keeps the last pages from being written; nothing acknowledged is lost.
    pub fn lock(self, now: DateTime<Utc>) -> Result<(), Failure> {
        // Where nothing can be written, locking must not fail for it.
        if self.vault.writable().is_err() {
            return Ok(self.vault.close()?);
        }
        for book in self.vault.books()? {
            if let Some(note) = self.vault.checkpoint(&book.id)? {
                self.vault.keep_checkpoint(&book.id, &note, "lock", milliseconds(now))?;
            }
        }
        Ok(self.vault.close()?)
    }

    /// The book of a case.
    pub(crate) fn book(&self, reference: &str) -> Result<BookRow, Failure> {
        let books = self.vault.books()?;
        let near =
            books.iter().find(|book| book.reference.eq_ignore_ascii_case(reference)).map(|book| book.reference.clone());
        books.into_iter().find(|book| book.reference == reference).ok_or_else(|| {
            let said = format!("There is no case {reference:?} in this vault.");
            match near {
                Some(near) => Failure::new("no-case", said, format!("Did you mean {near}?")),
                None => Failure::new("no-case", said, "List the cases and name one of them."),
            }
        })
    }

    pub(crate) fn book_id(&self, reference: &str) -> Result<BookId, Failure> {
        self.book(reference).map(|book| book.id)
    }
}

/// Makes a recovery secret and writes its sheet to a file that does not exist yet.
///
/// # Errors
/// `exists`, `cannot-write`, `disk-full`.
pub fn save_recovery_sheet(out: &Path, folder: &Path) -> Result<RecoverySecret, Failure> {
    if out.exists() {
        let said = format!("{}: it is already there.", out.display());
        return Err(Failure::new("exists", said, "Name a file that does not exist yet; nothing was changed."));
    }
    let recovery = RecoverySecret::generate();
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    outfile::write(out, sheet(&name, recovery.expose()).as_bytes())?;
    Ok(recovery)
}

/// The text of a recovery sheet.
fn sheet(vault: &str, secret: &str) -> String {
    format!(
        "{SHEET_BEGINS} of the vault {vault}\n\
         # Whoever holds this sheet can open the vault. Print it, lock it away, and delete this file.\n\
         # It opens the vault in Breachbook, and keys/recovery.age in any age tool.\n\
         {secret}\n"
    )
}
