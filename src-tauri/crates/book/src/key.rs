//! Ed25519 keys of logs and witnesses, and their public form as note verifier keys (c2sp.org/signed-note).

use std::fmt;
use std::str::FromStr;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use crate::{Error, InstallationId, LogId};

/// What a key signs; its byte enters the key's id, so that one key cannot be taken for the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyUse {
    /// Checkpoints of its own log: signature type 0x01.
    Log,
    /// Checkpoints of other logs, with a time: signature type 0x04 (c2sp.org/tlog-cosignature).
    Witness,
}

impl KeyUse {
    const fn byte(self) -> u8 {
        match self {
            Self::Log => 0x01,
            Self::Witness => 0x04,
        }
    }
}

/// The public half of a key: what a stranger needs to verify. Written `NAME+ID+KEY`, the ID in eight lower-case
/// hexadecimal digits, KEY the base64 of the type byte and 32 bytes of Ed25519.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    key_use: KeyUse,
    public: VerifyingKey,
}

impl VerifierKey {
    /// The key's name; that of a log's key is the log's origin.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the key signs.
    #[must_use]
    pub fn key_use(&self) -> KeyUse {
        self.key_use
    }

    /// The key's id in a signature line.
    #[must_use]
    pub fn id(&self) -> u32 {
        signed_note::key_id(&self.name, &self.typed_bytes())
    }

    /// The 32 bytes of the Ed25519 public key.
    #[must_use]
    pub fn public_bytes(&self) -> [u8; 32] {
        self.public.to_bytes()
    }

    /// Verifies an Ed25519 signature strictly: no small-order key or point.
    pub(crate) fn is_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature).is_ok_and(|signature| self.public.verify_strict(message, &signature).is_ok())
    }

    fn typed_bytes(&self) -> Vec<u8> {
        [&[self.key_use.byte()], self.public.as_bytes().as_slice()].concat()
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = BASE64_STANDARD.encode(self.typed_bytes());
        write!(f, "{}+{:08x}+{key}", self.name, self.id())
    }
}

impl FromStr for VerifierKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let malformed = |why| Error::KeyMalformed { why };
        let (name, rest) = text.split_once('+').ok_or(malformed("there is no name"))?;
        let (id, key) = rest.split_once('+').ok_or(malformed("there is no id"))?;
        if !signed_note::is_key_name_valid(name) {
            return Err(malformed("the name is empty or holds a space"));
        }
        let bytes = BASE64_STANDARD.decode(key).map_err(|_| malformed("the key is not base64"))?;
        let key_use = match bytes.first() {
            Some(0x01) => KeyUse::Log,
            Some(0x04) => KeyUse::Witness,
            _ => return Err(malformed("the key is of a type that is not known")),
        };
        let public: [u8; 32] = bytes[1..].try_into().map_err(|_| malformed("the key has not 32 bytes"))?;
        let public = VerifyingKey::from_bytes(&public)
            .ok()
            // One key, one form: a non-canonical point is refused, and one of small order too.
            .filter(|key| key.to_edwards().compress().as_bytes() == &public && !key.is_weak())
            .ok_or(malformed("the key is no point of the curve"))?;
        let key = Self { name: name.to_owned(), key_use, public };
        if id != format!("{:08x}", key.id()) {
            return Err(malformed("the id is not that of the key"));
        }
        Ok(key)
    }
}

/// The key with which an installation signs the checkpoints of one of its logs. The secret is the installation's,
/// the name the log's.
pub struct LogKey {
    log: LogId,
    signing: SigningKey,
}

impl LogKey {
    /// From the 32 secret bytes of Ed25519.
    #[must_use]
    pub fn new(log: LogId, secret: &[u8; 32]) -> Self {
        Self { log, signing: SigningKey::from_bytes(secret) }
    }

    /// The log.
    #[must_use]
    pub fn log(&self) -> LogId {
        self.log
    }

    /// The public half.
    #[must_use]
    pub fn verifier(&self) -> VerifierKey {
        VerifierKey { name: self.log.origin(), key_use: KeyUse::Log, public: self.signing.verifying_key() }
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.signing.sign(message).to_bytes()
    }
}

/// The key with which a witness countersigns checkpoints of others' logs.
pub struct WitnessKey {
    name: String,
    signing: SigningKey,
}

impl WitnessKey {
    /// From the 32 secret bytes of Ed25519; the name is `breachbook/witness/INSTALLATION`. The installation's log
    /// key may serve: type byte and prefix keep the two uses apart.
    #[must_use]
    pub fn new(installation: InstallationId, secret: &[u8; 32]) -> Self {
        Self { name: format!("breachbook/witness/{installation}"), signing: SigningKey::from_bytes(secret) }
    }

    /// The public half.
    #[must_use]
    pub fn verifier(&self) -> VerifierKey {
        VerifierKey { name: self.name.clone(), key_use: KeyUse::Witness, public: self.signing.verifying_key() }
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.signing.sign(message).to_bytes()
    }
}
