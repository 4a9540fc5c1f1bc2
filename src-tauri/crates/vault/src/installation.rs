//! An installation: the two keys with which a vault signs, and the id that comes from one of them.

use breachbook_book::InstallationId;
use p256::SecretKey;
use p256::pkcs8::EncodePublicKey;
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::refused::Refused;
use crate::table::installation as table;
use crate::{Random, random};

/// Why an installation began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The vault was made.
    Created,
    /// The vault was opened where no mark of its logs is kept: a copy, or a new account or computer.
    Copied,
    /// The vault is a backup that is behind its mark or has none here.
    Restored,
    /// The vault is behind its mark, or differs from it.
    RolledBack,
    /// Nothing could be read of the vault's marks.
    MarksUnreadable,
}

impl Why {
    /// As written in the vault and in a `new-log` act.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Copied => "copied",
            Self::Restored => "restored",
            Self::RolledBack => "rolled-back",
            Self::MarksUnreadable => "marks-unreadable",
        }
    }

    /// The reason given in a `new-log` act.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Created => "The vault was made.",
            Self::Copied => "The vault was opened where nothing says that it had been written there before.",
            Self::Restored => "The vault was restored from a backup.",
            Self::RolledBack => "The vault is not as it was last written here: it was set back or replaced.",
            Self::MarksUnreadable => {
                "The marks that say how the vault was last written here could not be read: whether it was set back cannot be told."
            }
        }
    }

    fn parse(text: &str) -> Self {
        match text {
            "created" => Self::Created,
            "restored" => Self::Restored,
            "rolled-back" => Self::RolledBack,
            "marks-unreadable" => Self::MarksUnreadable,
            _ => Self::Copied,
        }
    }
}

/// An installation's public half.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installation {
    /// Its id: the first 32 hexadecimal digits of [`Installation::pdf_key_hash`].
    pub id: InstallationId,
    /// The P-256 key that seals its PDFs: SubjectPublicKeyInfo, DER.
    pub pdf_public: Vec<u8>,
    /// The Ed25519 key that signs its logs' checkpoints, 32 bytes.
    pub log_public: [u8; 32],
    /// When it began, in milliseconds since 1970 UTC.
    pub created: u64,
    /// Why it began.
    pub why: Why,
}

impl Installation {
    /// The SHA-256 of the P-256 key's SubjectPublicKeyInfo: its key id in full.
    pub fn pdf_key_hash(&self) -> [u8; 32] {
        Sha256::digest(&self.pdf_public).into()
    }
}

/// The installation that writes in this vault, with its secrets.
pub(crate) struct Writer {
    pub seq: i64,
    pub public: Installation,
    pub pdf_secret: Zeroizing<[u8; 32]>,
    pub log_secret: Zeroizing<[u8; 32]>,
}

/// Makes a new installation and puts it in the place of the last.
pub(crate) fn begin(connection: &Connection, random: &mut dyn Random, why: Why, now: u64) -> Result<Writer, Refused> {
    let (pdf_secret, key) = loop {
        let bytes = Zeroizing::new(random::array::<32>(random)?);
        // About one draw in 2³² is no scalar of the curve.
        if let Ok(key) = SecretKey::from_slice(&*bytes) {
            break (bytes, key);
        }
    };
    let log_secret = Zeroizing::new(random::array::<32>(random)?);
    let pdf_public = key
        .public_key()
        .to_public_key_der()
        .map_err(|_| Refused::Damaged("a new key cannot be encoded".into()))?
        .into_vec();
    let log_public = ed25519_dalek::SigningKey::from_bytes(&log_secret).verifying_key().to_bytes();
    let hash: [u8; 32] = Sha256::digest(&pdf_public).into();
    let id = InstallationId::from_key_hash(&hash);
    let seq = table::insert(
        connection,
        &table::New {
            id: &id.to_string(),
            pdf_public: &pdf_public,
            log_public: &log_public,
            pdf_secret: &*pdf_secret,
            log_secret: &*log_secret,
            created: now,
            why: why.as_str(),
        },
    )?;
    let public = Installation { id, pdf_public, log_public, created: now, why };
    Ok(Writer { seq, public, pdf_secret, log_secret })
}

/// All installations that ever wrote in the vault; the last one writes now.
pub(crate) fn all(connection: &Connection) -> Result<Vec<(i64, Installation)>, Refused> {
    table::all(connection)?.into_iter().map(|row| Ok((row.seq, public(row)?))).collect()
}

/// The installation that writes now.
pub(crate) fn writer(connection: &Connection) -> Result<Writer, Refused> {
    let gone = || Refused::Damaged("the vault's own keys are missing".into());
    let (seq, public) = all(connection)?.pop().ok_or_else(gone)?;
    let secrets = table::secrets(connection, seq)?.ok_or_else(gone)?;
    let fixed = |bytes: &[u8]| -> Result<Zeroizing<[u8; 32]>, Refused> {
        Ok(Zeroizing::new(bytes.try_into().map_err(|_| gone())?))
    };
    Ok(Writer { seq, public, pdf_secret: fixed(&secrets.pdf)?, log_secret: fixed(&secrets.log)? })
}

fn public(row: table::Row) -> Result<Installation, Refused> {
    let damaged = || Refused::Damaged("an installation's row cannot be read".into());
    let installation = Installation {
        id: row.id.parse().map_err(|_| damaged())?,
        log_public: row.log_public.as_slice().try_into().map_err(|_| damaged())?,
        pdf_public: row.pdf_public,
        created: row.created,
        why: Why::parse(&row.why),
    };
    if InstallationId::from_key_hash(&installation.pdf_key_hash()) != installation.id {
        return Err(Refused::Damaged("an installation's id is not that of its key".into()));
    }
    Ok(installation)
}
