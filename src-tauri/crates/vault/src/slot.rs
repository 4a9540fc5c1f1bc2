//! Slots: `keys/NAME.age`, each an ordinary age file that holds the vault's key as 64 hexadecimal
//! digits and a line end. Any age tool opens them, and `PRAGMA key = "x'…'"` in a stock sqlcipher
//! shell opens `vault.db` with what they hold.

use std::fmt;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use age::{DecryptError, Decryptor, Encryptor};
use zeroize::Zeroizing;

use crate::disk;
use crate::failpoint::failpoint;
use crate::key::Key;
use crate::{Error, NotAVault, Passphrase, Result, Secret};

/// log2 of the scrypt cost that a new passphrase slot is written with: 128 MiB, under a second.
pub const WORK_FACTOR: u8 = 17;
/// log2 of the largest scrypt cost that is read: 4 GiB; more would only serve to stall an opening.
pub const MOST_WORK_FACTOR: u8 = 22;

/// The name of a slot: 1 to 40 of `a-z`, `0-9` and `-`, so that it is a file name on every system.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SlotName(String);

impl SlotName {
    /// The slot that `create` makes for its passphrase.
    pub fn passphrase() -> Self {
        Self("passphrase".into())
    }

    /// The slot that `create` makes for a recovery secret.
    pub fn recovery() -> Self {
        Self("recovery".into())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SlotName {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        // Windows keeps these names for devices, with any extension.
        let device = ["con", "prn", "aux", "nul"].contains(&name)
            || (name.len() == 4 && (name.starts_with("com") || name.starts_with("lpt")));
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || name.len() > 40 || device || !name.chars().all(plain) {
            return Err(Error::BadSlotName { name: name.into() });
        }
        Ok(Self(name.into()))
    }
}

impl fmt::Display for SlotName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a slot is opened with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotKind {
    /// A passphrase.
    Passphrase,
    /// The secret of an age recipient, such as a recovery sheet.
    Recipient,
    /// Nothing: the file is damaged or is no age file.
    Unreadable,
}

/// What a new slot is written for.
#[derive(Debug, Clone, Copy)]
pub enum SlotFor<'a> {
    /// Somebody who types this passphrase.
    Passphrase(&'a Passphrase),
    /// The holder of the secret of this age recipient, `age1…`.
    Recipient(&'a str),
}

/// A slot as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Its name.
    pub name: SlotName,
    /// What opens it.
    pub kind: SlotKind,
}

/// The file of a slot in a vault's folder.
pub(crate) fn path(folder: &Path, name: &SlotName) -> PathBuf {
    folder.join("keys").join(format!("{name}.age"))
}

/// Writes the key for somebody to a slot's file, whole.
pub(crate) fn write(folder: &Path, name: &SlotName, key: &Key, to: SlotFor<'_>) -> Result<()> {
    failpoint("slot.before-write");
    disk::write_whole(&path(folder, name), &encrypt(key, to)?)?;
    failpoint("slot.after-write");
    Ok(())
}

fn encrypt(key: &Key, to: SlotFor<'_>) -> Result<Vec<u8>> {
    let recipient: Box<dyn age::Recipient> = match to {
        SlotFor::Passphrase(passphrase) => {
            let mut recipient = age::scrypt::Recipient::new(passphrase.secret());
            recipient.set_work_factor(WORK_FACTOR);
            Box::new(recipient)
        }
        SlotFor::Recipient(text) => Box::new(recipient(text)?),
    };
    // Writing into memory fails for no reason that a caller could act on.
    let failed = |_| Error::NoRandom;
    let encryptor = Encryptor::with_recipients(std::iter::once(&*recipient)).map_err(|_| Error::NoRandom)?;
    let mut file = Vec::new();
    let mut writer = encryptor.wrap_output(&mut file).map_err(failed)?;
    writer.write_all(key.hex().as_bytes()).map_err(failed)?;
    writer.write_all(b"\n").map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(file)
}

fn recipient(text: &str) -> Result<age::x25519::Recipient> {
    text.trim().parse().map_err(|_| Error::BadAgeText { expected: "an age recipient (age1…)" })
}

/// All slots, by name. Files in `keys` that are no slots are passed over.
pub(crate) fn list(folder: &Path) -> Result<Vec<Slot>> {
    let keys = folder.join("keys");
    let names = match fs::read_dir(&keys) {
        Ok(names) => names,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            return Err(Error::NotAVault { path: folder.into(), why: NotAVault::NoKeys });
        }
        Err(e) => return Err(Error::io(&keys, "reading", e)),
    };
    let mut slots = Vec::new();
    for name in names {
        let file = name.map_err(|e| Error::io(&keys, "reading", e))?.path();
        if file.extension().is_none_or(|extension| extension != "age") {
            continue;
        }
        let Some(Ok(name)) = file.file_stem().and_then(|stem| stem.to_str()).map(SlotName::from_str) else {
            continue;
        };
        let kind = match Decryptor::new_buffered(&*read(&file)?) {
            Ok(file) if file.is_scrypt() => SlotKind::Passphrase,
            Ok(_) => SlotKind::Recipient,
            Err(_) => SlotKind::Unreadable,
        };
        slots.push(Slot { name, kind });
    }
    slots.sort_by(|a, b| a.name.cmp(&b.name));
    if slots.is_empty() {
        return Err(Error::NotAVault { path: folder.into(), why: NotAVault::NoKeys });
    }
    Ok(slots)
}

/// Finds the key with a secret: the slot that `create` made first, then the others.
pub(crate) fn open(folder: &Path, secret: Secret<'_>) -> Result<Key> {
    let (kind, first) = match secret {
        Secret::Passphrase(_) => (SlotKind::Passphrase, SlotName::passphrase()),
        Secret::Recovery(_) => (SlotKind::Recipient, SlotName::recovery()),
    };
    let mut slots = list(folder)?;
    // A damaged slot must not stand in the way of another that opens.
    let mut damaged = slots
        .iter()
        .find(|slot| slot.kind == SlotKind::Unreadable)
        .map(|slot| Error::SlotDamaged { path: path(folder, &slot.name) });
    let recovery = slots.iter().any(|slot| slot.kind == SlotKind::Recipient);
    slots.retain(|slot| slot.kind == kind);
    slots.sort_by_key(|slot| slot.name != first);
    let identity: Box<dyn age::Identity> = match secret {
        Secret::Passphrase(passphrase) => {
            let mut identity = age::scrypt::Identity::new(passphrase.secret());
            identity.set_max_work_factor(MOST_WORK_FACTOR);
            Box::new(identity)
        }
        Secret::Recovery(secret) => Box::new(secret.identity()?),
    };
    for slot in slots {
        match open_one(&path(folder, &slot.name), &*identity) {
            Ok(Some(key)) => return Ok(key),
            Ok(None) => {}
            Err(e) => damaged = damaged.or(Some(e)),
        }
    }
    Err(match (damaged, secret) {
        (Some(e), _) => e,
        (None, Secret::Passphrase(_)) => Error::WrongPassphrase { path: folder.into(), recovery },
        (None, Secret::Recovery(_)) => Error::WrongRecovery { path: folder.into() },
    })
}

/// The slot that a passphrase opens.
pub(crate) fn opened_by(folder: &Path, passphrase: &Passphrase) -> Result<SlotName> {
    let mut identity = age::scrypt::Identity::new(passphrase.secret());
    identity.set_max_work_factor(MOST_WORK_FACTOR);
    for slot in list(folder)?.into_iter().filter(|slot| slot.kind == SlotKind::Passphrase) {
        if open_one(&path(folder, &slot.name), &identity)?.is_some() {
            return Ok(slot.name);
        }
    }
    let recovery = list(folder)?.iter().any(|slot| slot.kind == SlotKind::Recipient);
    Err(Error::WrongPassphrase { path: folder.into(), recovery })
}

fn open_one(file: &Path, identity: &dyn age::Identity) -> Result<Option<Key>> {
    let damaged = || Error::SlotDamaged { path: file.into() };
    let bytes = read(file)?;
    let decryptor = Decryptor::new_buffered(&*bytes).map_err(|_| damaged())?;
    let mut reader = match decryptor.decrypt(std::iter::once(identity)) {
        Ok(reader) => reader,
        Err(DecryptError::NoMatchingKeys | DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed) => {
            return Ok(None);
        }
        Err(DecryptError::ExcessiveWork { required, .. }) => {
            return Err(Error::SlotWork { path: file.into(), required, most: MOST_WORK_FACTOR });
        }
        Err(_) => return Err(damaged()),
    };
    let mut text = Zeroizing::new(Vec::with_capacity(128));
    reader.read_to_end(&mut text).map_err(|_| damaged())?;
    Key::parse(&text).map(Some).ok_or_else(damaged)
}

/// Reads a slot's file; one over 64 KiB is no slot.
fn read(file: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(file)
        .and_then(|f| f.take(65_537).read_to_end(&mut bytes))
        .map_err(|e| Error::io(file, "reading", e))?;
    if bytes.len() > 65_536 {
        return Err(Error::SlotDamaged { path: file.into() });
    }
    Ok(bytes)
}

/// Deletes a slot's file. Whoever opened the vault with it before may still have the key.
pub(crate) fn remove(folder: &Path, name: &SlotName) -> Result<()> {
    let slots = list(folder)?;
    if !slots.iter().any(|slot| slot.name == *name) {
        return Err(Error::NoSlot { name: name.to_string() });
    }
    if !slots.iter().any(|slot| slot.name != *name && slot.kind != SlotKind::Unreadable) {
        return Err(Error::LastSlot { name: name.to_string() });
    }
    let file = path(folder, name);
    failpoint("slot.before-remove");
    fs::remove_file(&file).map_err(|e| Error::io(&file, "writing", e))?;
    failpoint("slot.after-remove");
    disk::sync_parent(&file)
}

#[cfg(test)]
#[path = "slot_tests.rs"]
mod tests;
