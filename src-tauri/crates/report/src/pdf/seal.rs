//! The seal: PAdES baseline B with DocMDP P 1, one signature, nothing allowed after it (ISO 32000-1, 12.8; ETSI
//! EN 319 142-1).
//!
//! lopdf puts every dictionary into a compressed object stream, but never a stream. So a stream of the right length
//! holds the place, and the signature dictionary is written over it after saving: no offset moves.

use super::cms::{self, Signer, seal_error};
use super::strings;
use crate::Error;
use chrono::{DateTime, Utc};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use memchr::memmem;
use sha2::{Digest as _, Sha256};

/// The key of an installation and when it was made.
#[derive(Clone)]
pub struct Seal {
    /// P-256 private key, 32 bytes, big endian.
    pub secret: [u8; 32],
    /// From when the certificate holds (UTC, to the second): when the key was made. Part of the certificate, so
    /// the same key must always come with the same instant.
    pub not_before: DateTime<Utc>,
}

/// The key id of a report key: SHA-256 of its SubjectPublicKeyInfo in DER. Its first 32 hex digits are the
/// installation's id.
///
/// # Errors
/// [`Error::Seal`] when the 32 bytes are no P-256 key (0, or not below the order of the curve).
pub fn key_id(secret: &[u8; 32]) -> Result<[u8; 32], Error> {
    cms::key_id(secret)
}

/// Columns of `[0 a b c]` with its padding.
const BYTE_RANGE: usize = 40;
/// What the place-holder begins with, to find it in the file.
const PLACE: &[u8] = b"Breachbook: the signature goes here";

/// A seal ready for one document.
pub(super) struct Prepared {
    signer: Signer,
    /// Everything of the dictionary up to the byte range.
    start: String,
    /// Hex digits of the longest signature.
    hole: usize,
    place: Option<ObjectId>,
}

impl Seal {
    pub(super) fn prepare(&self, made_at: DateTime<Utc>) -> Result<Prepared, Error> {
        let signer = Signer::new(&self.secret, self.not_before)?;
        let start = format!(
            "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M({})/Reference[<</Type/SigRef\
             /TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P 1/V/1.2>>>>]/ByteRange",
            strings::date(made_at)
        );
        let hole = signer.longest()? * 2;
        Ok(Prepared { signer, start, hole, place: None })
    }
}

impl Prepared {
    /// Adds place-holder and signature field; the field is an invisible widget on the last page.
    pub(super) fn field(&mut self, doc: &mut Document, page: ObjectId, key: i64) -> ObjectId {
        let mut content = PLACE.to_vec();
        content.resize(self.dictionary_length(), b' ');
        let place = doc.add_object(Stream::new(Dictionary::new(), content).with_compression(false));
        self.place = Some(place);
        doc.add_object(dictionary! {
            "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig",
            "T" => strings::text("Signature1"),
            "TU" => strings::text("Signature of this report"),
            "Contents" => strings::text("Signature of this report"),
            // Print, Locked.
            "F" => 132,
            "Rect" => Object::Array(vec![0.into(), 0.into(), 0.into(), 0.into()]),
            "P" => page,
            "V" => place,
            "StructParent" => key,
        })
    }

    /// What the catalogue says of the signature.
    pub(super) fn catalog(&self, catalog: &mut Dictionary, field: ObjectId) {
        // SignaturesExist, AppendOnly.
        let form = dictionary! { "Fields" => Object::Array(vec![field.into()]), "SigFlags" => 3 };
        catalog.set("AcroForm", form);
        if let Some(place) = self.place {
            catalog.set("Perms", dictionary! { "DocMDP" => place });
        }
    }

    fn dictionary_length(&self) -> usize {
        self.start.len() + BYTE_RANGE + "/Contents<".len() + self.hole + ">>>".len()
    }

    /// Writes the signature dictionary over the place-holder and signs all other bytes.
    pub(super) fn sign(self, mut bytes: Vec<u8>) -> Result<Vec<u8>, Error> {
        let lost = || seal_error("the place of the signature was not found");
        let (number, _) = self.place.ok_or_else(lost)?;
        let content = memmem::find(&bytes, PLACE).ok_or_else(lost)?;
        let opening = format!("\n{number} 0 obj\n");
        let object = memmem::rfind(&bytes[..content], opening.as_bytes()).ok_or_else(lost)?;
        let start = object + opening.len();
        let end = content + memmem::find(&bytes[content..], b"\nendobj").ok_or_else(lost)?;
        if end - start < self.dictionary_length() {
            return Err(lost());
        }
        let hole = start + self.start.len() + BYTE_RANGE + "/Contents".len();
        let after = hole + 1 + self.hole + 1;
        let range = format!("[0 {hole} {after} {}]", bytes.len() - after);
        let range = format!("{range:<BYTE_RANGE$}");
        let dictionary = format!("{}{range}/Contents<{}>>>", self.start, "0".repeat(self.hole));
        bytes[start..end].fill(b' ');
        bytes[start..start + dictionary.len()].copy_from_slice(dictionary.as_bytes());
        let digest = Sha256::new().chain_update(&bytes[..hole]).chain_update(&bytes[after..]).finalize();
        let signature = self.signer.sign(&digest.into())?;
        let hex: String = signature.iter().map(|byte| format!("{byte:02x}")).collect();
        if hex.len() > self.hole {
            return Err(seal_error("the signature is longer than its place"));
        }
        bytes[hole + 1..hole + 1 + hex.len()].copy_from_slice(hex.as_bytes());
        Ok(bytes)
    }
}
