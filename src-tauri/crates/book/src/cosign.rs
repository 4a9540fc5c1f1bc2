//! Witness cosignatures (c2sp.org/tlog-cosignature, `cosignature/v1`, Ed25519): somebody else has seen a checkpoint.

use crate::checkpoint::{append_line, read_unverified, verify_note};
use crate::{Error, KeyUse, VerifierKey, WitnessKey};

/// Countersigns a checkpoint and gives back the note with one more signature line; a note that this witness has
/// signed already comes back unchanged.
///
/// By signing, a witness says that this is the largest head of the log that it has seen, consistent with all
/// earlier ones: the caller opens the checkpoint and verifies that first. `time` is in **seconds** since 1970
/// UTC, as the specification asks.
///
/// # Errors
/// A malformed checkpoint, a wrong signature under this witness's name, or a time above 2⁶³ − 1.
pub fn cosign(note: &str, key: &WitnessKey, time: u64) -> Result<String, Error> {
    let text = read_unverified(note)?.text();
    if i64::try_from(time).is_err() {
        return Err(Error::TimeOutOfRange { recorded_at: time });
    }
    let verifier = key.verifier();
    // One line for each witness: of a second one nobody would look at the time.
    match verify_note(note, &verifier) {
        Ok(_) => return Ok(note.to_owned()),
        Err(Error::SignatureMissing { .. }) => {}
        Err(error) => return Err(error),
    }
    let signature = key.sign(&message(time, text.as_bytes()));
    append_line(note, &verifier, [&time.to_be_bytes(), signature.as_slice()].concat())
}

/// Verifies a witness's cosignature and gives back its time, in seconds since 1970 UTC: a claim of the witness.
///
/// # Errors
/// A malformed note, a key that is no witness's, no signature by it, or a wrong one.
pub fn open(note: &str, key: &VerifierKey) -> Result<u64, Error> {
    if key.key_use() != KeyUse::Witness {
        return Err(Error::KeyMalformed { why: "it is no witness's key" });
    }
    read_unverified(note)?;
    let signature = verify_note(note, key)?;
    let (time, _) = split(&signature).ok_or_else(|| Error::SignatureWrong { name: key.name().to_owned() })?;
    Ok(time)
}

pub(crate) fn is_cosigned(key: &VerifierKey, text: &[u8], signature: &[u8]) -> bool {
    split(signature).is_some_and(|(time, signature)| key.is_signed(&message(time, text), signature))
}

fn split(signature: &[u8]) -> Option<(u64, &[u8])> {
    let (time, signature) = signature.split_first_chunk::<8>()?;
    let time = u64::from_be_bytes(*time);
    i64::try_from(time).ok()?;
    Some((time, signature))
}

fn message(time: u64, text: &[u8]) -> Vec<u8> {
    [format!("cosignature/v1\ntime {time}\n").as_bytes(), text].concat()
}
