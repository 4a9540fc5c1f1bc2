//! Checkpoints: signed notes of a log's size and root (c2sp.org/signed-note, c2sp.org/tlog-checkpoint).

use sha2::{Digest, Sha256};
use signed_note::{Note, NoteError, Signature, VerifierList};
use tlog_tiles::tlog;

use crate::{Error, Hash, KeyUse, LogId, LogKey, VerifierKey, tree};

/// What a checkpoint says: so many entries, this root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log.
    pub log: LogId,
    /// How many entries it had.
    pub size: u64,
    /// The root of its tree.
    pub root: Hash,
}

impl Checkpoint {
    /// The text that is signed: origin, size and root in base64, a line each.
    #[must_use]
    pub fn text(&self) -> String {
        let root = tlog::Hash(*self.root.as_bytes());
        format!("{}\n{}\n{root}\n", self.log.origin(), self.size)
    }

    /// Reads what [`Checkpoint::text`] wrote, and nothing else.
    ///
    /// # Errors
    /// A text that is no checkpoint of a book's log, or extension lines.
    pub fn from_text(text: &[u8]) -> Result<Self, Error> {
        let malformed = |why| Error::CheckpointMalformed { why };
        let read =
            tlog_tiles::Checkpoint::from_bytes(text).map_err(|_| malformed("its text is not origin, size and root"))?;
        // We write none, and nothing we know could be said by one.
        if !read.extension().is_empty() {
            return Err(malformed("it has extension lines"));
        }
        if read.size() > tree::MAX_SIZE {
            return Err(malformed("its size is above 2 to the power of 53"));
        }
        let root = Hash::from_bytes(read.hash().0);
        let said = Self { log: LogId::from_origin(read.origin())?, size: read.size(), root };
        // Each checkpoint has one text.
        if said.text().as_bytes() == text { Ok(said) } else { Err(malformed("its text has another form")) }
    }

    /// The SHA-256 of [`Checkpoint::text`]: what a page prints, the same whoever else signs.
    #[must_use]
    pub fn fingerprint(&self) -> Hash {
        Hash::from_bytes(Sha256::digest(self.text()).into())
    }
}

/// Signs a checkpoint. The same log, size, root and key give the same bytes.
///
/// # Errors
/// A size above [`tree::MAX_SIZE`].
pub fn sign(key: &LogKey, size: u64, root: Hash) -> Result<String, Error> {
    if size > tree::MAX_SIZE {
        return Err(Error::OutsideLog { asked: size, size: tree::MAX_SIZE });
    }
    let checkpoint = Checkpoint { log: key.log(), size, root };
    let verifier = key.verifier();
    let text = checkpoint.text();
    let signature = key.sign(text.as_bytes());
    append_line(&format!("{text}\n"), &verifier, signature.to_vec())
}

/// Opens a checkpoint: only one that the log's key has signed. Signatures of other keys are not looked at.
///
/// # Errors
/// A malformed note, another log than the key's, no signature by the key, or a wrong one.
pub fn open(note: &str, key: &VerifierKey) -> Result<Checkpoint, Error> {
    let checkpoint = read_unverified(note)?;
    let origin = checkpoint.log.origin();
    if key.name() != origin || key.key_use() != KeyUse::Log {
        return Err(Error::OtherLog { expected: key.name().to_owned(), found: origin });
    }
    verify_note(note, key)?;
    Ok(checkpoint)
}

/// What a note *says*, with no signature verified: to find the key, never to believe it.
///
/// # Errors
/// A malformed note, a text that is no checkpoint of a book's log, or extension lines.
pub fn read_unverified(note: &str) -> Result<Checkpoint, Error> {
    let note =
        Note::from_bytes(note.as_bytes()).map_err(|_| Error::CheckpointMalformed { why: "it is no signed note" })?;
    Checkpoint::from_text(note.text())
}

/// Verifies the key's signature on a note and gives back what follows the key id in the signature line.
pub(crate) fn verify_note(note: &str, key: &VerifierKey) -> Result<Vec<u8>, Error> {
    let name = format!("{}+{:08x}", key.name(), key.id());
    let parsed =
        Note::from_bytes(note.as_bytes()).map_err(|_| Error::CheckpointMalformed { why: "it is no signed note" })?;
    match parsed.verify(&VerifierList::new(vec![Box::new(key.clone())])) {
        Ok((verified, _)) => match verified.first() {
            Some(signature) => Ok(signature.signature().to_vec()),
            None => Err(Error::SignatureMissing { name }),
        },
        Err(NoteError::UnverifiedNote) => Err(Error::SignatureMissing { name }),
        Err(_) => Err(Error::SignatureWrong { name }),
    }
}

/// Adds a signature line to a note, or to a text with its blank line.
pub(crate) fn append_line(note: &str, key: &VerifierKey, signature: Vec<u8>) -> Result<String, Error> {
    let line = Signature::new(key.name().to_owned(), key.id(), signature)
        .map_err(|_| Error::KeyMalformed { why: "its name holds a space" })?;
    Ok(format!("{note}{}", String::from_utf8_lossy(&line.to_bytes())))
}

impl signed_note::Verifier for VerifierKey {
    fn name(&self) -> &str {
        self.name()
    }

    fn key_id(&self) -> u32 {
        self.id()
    }

    fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        match self.key_use() {
            KeyUse::Log => self.is_signed(message, signature),
            KeyUse::Witness => crate::cosign::is_cosigned(self, message, signature),
        }
    }
}
