//! Is the seal whole? Bytes, CMS, signature; then the caller decides on the key; only then a PDF parser.
//!
//! PAdES baseline B with DocMDP P 1 over the whole file, as `pdf` writes it and no other way: each byte outside the
//! signature's own place is signed, and that place has one encoding only.

use super::Fault;
use super::certificate;
use super::signer::{check_signer, signed_data};
use chrono::{DateTime, NaiveDateTime, Utc};
use der::{Encode as _, Reader as _, SliceReader};
use lopdf::xref::XrefEntry;
use lopdf::{Document, Object, ObjectId};
use memchr::memmem;
use sha2::{Digest as _, Sha256};
use std::ops::Range;

const SUB_FILTER: &[u8] = b"/SubFilter/ETSI.CAdES.detached";
const BEFORE_SUB_FILTER: &[u8] = b"<</Type/Sig/Filter/Adobe.PPKLite";
const AFTER_DATE: &[u8] = b")/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams\
<</Type/TransformParams/P 1/V/1.2>>>>]/ByteRange";
const BYTE_RANGE: usize = 40;
/// Bytes that the longest signature has more than the shortest that we meet.
const PADDING: usize = 8;

/// A file whose bytes are those that the holder of a key signed. That says nothing about who holds it, nor when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// SHA-256 of the key's SubjectPublicKeyInfo. Decide on it before calling [`content`].
    pub key_id: [u8; 32],
    /// The time that the signer claims (UTC, to the second). Nothing proves it.
    pub claimed_time: DateTime<Utc>,
    /// The certificate in DER.
    pub certificate: Vec<u8>,
    /// Where the object of the signature begins, and its number.
    object: (usize, u32),
}

/// What a sealed report carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The signed note of the checkpoint, byte for byte as it was given.
    pub checkpoint: Option<String>,
    /// The verifier key of the log, as the report names it.
    pub log_key: Option<String>,
    /// Proofs that the record continues the checkpoints of earlier reports.
    pub earlier: Option<String>,
    /// How many pages it has.
    pub pages: usize,
}

/// Checks bytes, certificate and signature. No PDF parser sees a byte.
///
/// # Errors
/// The first [`Fault`] found.
pub fn signature(bytes: &[u8]) -> Result<Signed, Fault> {
    let found = locate(bytes)?;
    let signature = hole(&bytes[found.hole.clone()])?;
    let digest = Sha256::new()
        .chain_update(&bytes[..found.hole.start - 1])
        .chain_update(&bytes[found.hole.end + 1..])
        .finalize();
    let (signer, certificate) = signed_data(&signature)?;
    let der = certificate.to_der().map_err(|_| Fault::Certificate { what: "it cannot be encoded" })?;
    check_signer(&signer, &certificate, &der, &digest.into())?;
    let key = certificate::check(&certificate)?;
    let message = signer.signed_attrs.as_ref().and_then(|attributes| attributes.to_der().ok());
    if !message.is_some_and(|message| key.verifies(&message, signer.signature.as_bytes())) {
        return Err(Fault::Signature);
    }
    let Found { object, claimed_time, .. } = found;
    Ok(Signed { key_id: key.id, claimed_time, certificate: der, object })
}

/// Reads what the report carries. Call it with what [`signature`] gave for the same bytes, once the key is one that
/// may reach a PDF parser.
///
/// # Errors
/// [`Fault::Structure`] when the PDF does not hang together as ours do.
pub fn content(bytes: &[u8], signed: &Signed) -> Result<Sealed, Fault> {
    let doc = Document::load_mem(bytes).map_err(Fault::structure)?;
    let (offset, number) = signed.object;
    let entry = doc.reference_table.get(number);
    if !matches!(entry, Some(XrefEntry::Normal { offset: at, generation: 0 }) if *at as usize == offset) {
        return Err(Fault::structure("the signed signature is not the one that a reader finds"));
    }
    let signature: ObjectId = (number, 0);
    let catalog = doc.catalog().map_err(Fault::structure)?;
    let form = doc.get_dict_in_dict(catalog, b"AcroForm").map_err(Fault::structure)?;
    let fields = form.get(b"Fields").and_then(Object::as_array).map_err(Fault::structure)?;
    let [Object::Reference(field)] = fields.as_slice() else {
        return Err(Fault::structure("there is not exactly one form field"));
    };
    let field = doc.get_dictionary(*field).map_err(Fault::structure)?;
    let permission = doc.get_dict_in_dict(catalog, b"Perms").and_then(|perms| perms.get(b"DocMDP"));
    for value in [field.get(b"V"), permission] {
        if value.and_then(Object::as_reference).ok() != Some(signature) {
            return Err(Fault::structure("field or permissions name another signature"));
        }
    }
    let xmp = super::strings::xmp(&doc)?.ok_or_else(|| Fault::structure("there is no XMP"))?;
    Ok(Sealed {
        checkpoint: super::strings::property(&xmp, "checkpoint")?,
        log_key: super::strings::property(&xmp, "logKey")?,
        earlier: super::strings::property(&xmp, "earlier")?,
        pages: doc.page_iter().count(),
    })
}

struct Found {
    /// Hex digits of the signature, without brackets.
    hole: Range<usize>,
    object: (usize, u32),
    claimed_time: DateTime<Utc>,
}

/// The signature dictionary letter by letter; the byte range is not read but reckoned and compared.
fn locate(bytes: &[u8]) -> Result<Found, Fault> {
    if !bytes.starts_with(b"%PDF-1.7\n") {
        return Err(Fault::NotAReport);
    }
    let signatures = occurrences(bytes, SUB_FILTER);
    let revisions = occurrences(bytes, b"startxref").len();
    match signatures.len() {
        0 => {
            return Err(if revisions == 0 { Fault::CutOff } else { Fault::NotSigned });
        }
        1 => {}
        count => return Err(Fault::Signatures { count }),
    }
    match revisions {
        0 => return Err(Fault::CutOff),
        1 => {}
        count => return Err(Fault::Revisions { count }),
    }
    if !bytes.ends_with(b"%%EOF") {
        let ended = memmem::find(bytes, b"%%EOF").is_some();
        return Err(if ended { Fault::AddedAfterEnd } else { Fault::CutOff });
    }
    let mut cursor = Cursor { bytes, at: signatures[0] };
    let differs = |what| move || Fault::Dictionary { what };
    let start = cursor.at.checked_sub(BEFORE_SUB_FILTER.len()).ok_or_else(differs("beginning"))?;
    cursor.at = start;
    cursor.take(BEFORE_SUB_FILTER).ok_or_else(differs("beginning"))?;
    cursor.take(SUB_FILTER).ok_or_else(differs("format"))?;
    cursor.take(b"/M(D:").ok_or_else(differs("time"))?;
    let claimed_time = cursor.time().ok_or_else(differs("time"))?;
    cursor.take(AFTER_DATE).ok_or_else(differs("permission"))?;
    let range = cursor.some(BYTE_RANGE).ok_or_else(differs("byte range"))?;
    cursor.take(b"/Contents<").ok_or_else(differs("contents"))?;
    let digits = bytes[cursor.at..].iter().take_while(|byte| **byte != b'>').count();
    let hole = cursor.at..cursor.at + digits;
    cursor.at = hole.end;
    cursor.take(b">>>").ok_or_else(differs("end"))?;
    let spaces = bytes[cursor.at..].iter().take_while(|byte| **byte == b' ').count();
    cursor.at += spaces;
    cursor.take(b"\nendobj\n").ok_or_else(differs("end"))?;
    let (before, after) = (hole.start - 1, hole.end + 1);
    let expected = format!("[0 {before} {after} {}]", bytes.len() - after);
    if range != format!("{expected:<BYTE_RANGE$}").as_bytes() {
        return Err(Fault::Dictionary { what: "byte range" });
    }
    let object = object_before(bytes, start).ok_or(Fault::Dictionary { what: "object" })?;
    Ok(Found { hole, object, claimed_time })
}

/// Offset and number of the object whose content begins at `start`: `\nN 0 obj\n`.
fn object_before(bytes: &[u8], start: usize) -> Option<(usize, u32)> {
    let head = bytes.get(..start)?.strip_suffix(b" 0 obj\n")?;
    let digits = head.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let offset = head.len() - digits;
    let number = std::str::from_utf8(&head[offset..]).ok()?;
    let canonical = !number.starts_with('0') && head[..offset].ends_with(b"\n");
    canonical.then_some((offset, number.parse().ok()?))
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn some(&mut self, count: usize) -> Option<&'a [u8]> {
        let slice = self.bytes.get(self.at..self.at.checked_add(count)?)?;
        self.at += count;
        Some(slice)
    }

    fn take(&mut self, expected: &[u8]) -> Option<()> {
        (self.some(expected.len())? == expected).then_some(())
    }

    /// `YYYYMMDDHHMMSSZ`.
    fn time(&mut self) -> Option<DateTime<Utc>> {
        let digits = self.some(14)?;
        let text = std::str::from_utf8(digits).ok().filter(|_| digits.iter().all(u8::is_ascii_digit))?;
        self.take(b"Z")?;
        Some(NaiveDateTime::parse_from_str(text, "%Y%m%d%H%M%S").ok()?.and_utc())
    }
}

fn occurrences(bytes: &[u8], needle: &[u8]) -> Vec<usize> {
    memmem::find_iter(bytes, needle).collect()
}

/// The bytes of the one DER value in the hole.
fn hole(digits: &[u8]) -> Result<Vec<u8>, Fault> {
    let fault = |what| Fault::Hole { what };
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    if !digits.len().is_multiple_of(2) {
        return Err(fault("an odd number of digits"));
    }
    let mut bytes = Vec::with_capacity(digits.len() / 2);
    for pair in digits.chunks_exact(2) {
        let (Some(high), Some(low)) = (digit(pair[0]), digit(pair[1])) else {
            return Err(fault("something else than lower-case hexadecimal"));
        };
        bytes.push(high << 4 | low);
    }
    let length = der_length(&bytes).ok_or_else(|| fault("no DER value"))?;
    let padding = bytes.split_off(length);
    if padding.len() > PADDING || padding.iter().any(|byte| *byte != 0) {
        return Err(fault("data after the signature"));
    }
    Ok(bytes)
}

fn der_length(bytes: &[u8]) -> Option<usize> {
    let reader = SliceReader::new(bytes).ok()?;
    let header = reader.peek_header().ok()?;
    let whole = (header.encoded_len().ok()? + header.length).ok()?;
    let whole = usize::try_from(whole).ok()?;
    (whole <= bytes.len()).then_some(whole)
}
