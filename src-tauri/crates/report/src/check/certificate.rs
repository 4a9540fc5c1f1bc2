//! The certificate of an installation holds nothing that is not made from its key and a date, so it is made again
//! from those two and compared: a name in it cannot be exchanged.

use super::Fault;
use der::asn1::{ObjectIdentifier, OctetString};
use der::{Encode as _, Tag};
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use sha2::{Digest as _, Sha256};
use x509_cert::certificate::{Certificate, TbsCertificate, Version};
use x509_cert::ext::Extension;
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::AlgorithmIdentifierOwned;
use x509_cert::time::{Time, Validity};

const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const ECDSA_WITH_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");

/// A public key and its id.
pub(super) struct P256Key {
    key: VerifyingKey,
    /// SHA-256 of the SubjectPublicKeyInfo.
    pub(super) id: [u8; 32],
}

impl P256Key {
    /// Low s only: of the two signatures that anyone can turn into each other, we write one.
    pub(super) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_der(signature)
            .is_ok_and(|signature| signature.normalize_s().is_none() && self.key.verify(message, &signature).is_ok())
    }
}

/// The key of a certificate that is wholly made from it.
pub(super) fn check(certificate: &Certificate) -> Result<P256Key, Fault> {
    let fault = |what| Fault::Certificate { what };
    let tbs = &certificate.tbs_certificate;
    let info = &tbs.subject_public_key_info;
    let curve = info.algorithm.parameters.as_ref().and_then(|any| any.decode_as::<ObjectIdentifier>().ok());
    if info.algorithm.oid != EC_PUBLIC_KEY || curve != Some(P256) {
        return Err(fault("its key is not of P-256"));
    }
    let point = info.subject_public_key.as_bytes().filter(|point| point.len() == 65);
    let key = point
        .and_then(|point| VerifyingKey::from_sec1_bytes(point).ok())
        .ok_or_else(|| fault("its key is not a point"))?;
    let id = Sha256::digest(info.to_der().map_err(|_| fault("its key cannot be encoded"))?).into();
    let key = P256Key { key, id };
    let expected = expected(tbs, &id).ok_or_else(|| fault("it cannot be made again"))?;
    let message = tbs.to_der().map_err(|_| fault("it cannot be encoded"))?;
    if expected.to_der().ok().as_ref() != Some(&message) {
        return Err(fault("its name or another part was not made from its key"));
    }
    let algorithm = &certificate.signature_algorithm;
    if algorithm.oid != ECDSA_WITH_SHA256 || algorithm.parameters.is_some() {
        return Err(fault("another algorithm"));
    }
    let signature = certificate.signature.as_bytes().unwrap_or_default();
    if !key.verifies(&message, signature) {
        return Err(fault("its own signature does not verify"));
    }
    Ok(key)
}

/// What a certificate of that key and first day must say.
fn expected(tbs: &TbsCertificate, key_id: &[u8; 32]) -> Option<TbsCertificate> {
    let hex: String = key_id[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    let name: Name = format!("CN=Breachbook installation {hex}").parse().ok()?;
    let mut serial = key_id[..16].to_vec();
    serial[0] = serial[0] & 0x7F | 0x40;
    let identifier = [&[Tag::OctetString.octet(), 20], &key_id[..20]].concat();
    let extension = |oid, critical, value: &[u8]| {
        let (extn_id, extn_value) = (ObjectIdentifier::new_unwrap(oid), OctetString::new(value).ok()?);
        Some(Extension { extn_id, critical, extn_value })
    };
    Some(TbsCertificate {
        version: Version::V3,
        serial_number: SerialNumber::new(&serial).ok()?,
        signature: AlgorithmIdentifierOwned { oid: ECDSA_WITH_SHA256, parameters: None },
        issuer: name.clone(),
        validity: Validity { not_before: tbs.validity.not_before, not_after: Time::INFINITY },
        subject: name,
        subject_public_key_info: tbs.subject_public_key_info.clone(),
        issuer_unique_id: None,
        subject_unique_id: None,
        extensions: Some(vec![
            extension("2.5.29.19", true, &[0x30, 0x00])?,
            extension("2.5.29.15", true, &[0x03, 0x02, 0x06, 0xC0])?,
            extension("2.5.29.14", false, &identifier)?,
        ]),
    })
}
