//! Certificate and CMS of a seal: X.509 v3 (RFC 5280), CMS SignedData (RFC 5652) with the attributes that CAdES and
//! PAdES baseline B ask for (ETSI EN 319 122-1, EN 319 142-1), ECDSA over P-256 with SHA-256 (RFC 5480, 6979).

use crate::Error;
use chrono::{DateTime, Datelike as _, Timelike as _, Utc};
use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use der::asn1::{BitString, GeneralizedTime, ObjectIdentifier, OctetString, SetOfVec, UtcTime};
use der::{Any, Encode as _, Tag};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use sha2::{Digest as _, Sha256};
use x509_cert::attr::Attribute;
use x509_cert::certificate::{Certificate, TbsCertificate, Version};
use x509_cert::ext::Extension;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};
use x509_cert::time::{Time, Validity};

const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const ECDSA_WITH_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_CERTIFICATE_V2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
const BASIC_CONSTRAINTS: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.19");
const KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.15");
const SUBJECT_KEY_IDENTIFIER: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.14");

/// Longest DER of an ECDSA signature over P-256 with low s: two integers of 33 and 32 bytes.
const LONGEST_SIGNATURE: usize = 71;

/// A key with its certificate, made afresh each time from key and date.
pub(super) struct Signer {
    key: SigningKey,
    certificate: Certificate,
}

/// SubjectPublicKeyInfo of a key.
fn public_key(key: &SigningKey) -> Result<SubjectPublicKeyInfoOwned, Error> {
    let point = key.verifying_key().to_encoded_point(false);
    Ok(SubjectPublicKeyInfoOwned {
        algorithm: AlgorithmIdentifierOwned { oid: EC_PUBLIC_KEY, parameters: Some((&P256).into()) },
        subject_public_key: BitString::from_bytes(point.as_bytes()).map_err(seal_error)?,
    })
}

/// SHA-256 of the SubjectPublicKeyInfo.
///
/// # Errors
/// [`Error::Seal`] when the 32 bytes are no P-256 key.
pub(super) fn key_id(secret: &[u8; 32]) -> Result<[u8; 32], Error> {
    let key = SigningKey::from_slice(secret).map_err(seal_error)?;
    Ok(Sha256::digest(public_key(&key)?.to_der().map_err(seal_error)?).into())
}

impl Signer {
    pub(super) fn new(secret: &[u8; 32], not_before: DateTime<Utc>) -> Result<Self, Error> {
        let key = SigningKey::from_slice(secret).map_err(seal_error)?;
        let key_id = key_id(secret)?;
        let certificate = certificate(&key, &key_id, not_before)?;
        Ok(Self { key, certificate })
    }

    /// The longest that [`Self::sign`] can give, in bytes.
    pub(super) fn longest(&self) -> Result<usize, Error> {
        let attributes = self.attributes(&[0; 32])?;
        let signature = OctetString::new([0xFF; LONGEST_SIGNATURE]).map_err(seal_error)?;
        Ok(self.content_info(attributes, signature)?.len())
    }

    /// A detached CMS signature of data with that SHA-256.
    pub(super) fn sign(&self, digest: &[u8; 32]) -> Result<Vec<u8>, Error> {
        let attributes = self.attributes(digest)?;
        let signature = self.signature(&attributes.to_der().map_err(seal_error)?);
        self.content_info(attributes, OctetString::new(signature).map_err(seal_error)?)
    }

    fn signature(&self, message: &[u8]) -> Vec<u8> {
        sign(&self.key, message)
    }

    /// No signingTime: PAdES baseline forbids it, the time stands in the PDF's `/M`.
    fn attributes(&self, digest: &[u8; 32]) -> Result<SetOfVec<Attribute>, Error> {
        let certificate = Sha256::digest(self.certificate.to_der().map_err(seal_error)?);
        // SigningCertificateV2 of one ESSCertIDv2 that holds the hash only (RFC 5035); its algorithm is the default.
        let mut reference = vec![0x30, 0x24, 0x30, 0x22, 0x04, 0x20];
        reference.extend(certificate);
        let values = [
            (CONTENT_TYPE, Any::from(DATA)),
            (MESSAGE_DIGEST, Any::new(Tag::OctetString, digest.as_slice()).map_err(seal_error)?),
            (SIGNING_CERTIFICATE_V2, Any::new(Tag::Sequence, reference).map_err(seal_error)?),
        ];
        let mut attributes = SetOfVec::new();
        for (oid, value) in values {
            let values = SetOfVec::try_from(vec![value]).map_err(seal_error)?;
            attributes.insert(Attribute { oid, values }).map_err(seal_error)?;
        }
        Ok(attributes)
    }

    fn content_info(&self, attributes: SetOfVec<Attribute>, signature: OctetString) -> Result<Vec<u8>, Error> {
        let sha256 = AlgorithmIdentifierOwned { oid: SHA256, parameters: None };
        let tbs = &self.certificate.tbs_certificate;
        let signer = SignerInfo {
            version: CmsVersion::V1,
            sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
                issuer: tbs.issuer.clone(),
                serial_number: tbs.serial_number.clone(),
            }),
            digest_alg: sha256.clone(),
            signed_attrs: Some(attributes),
            signature_algorithm: ecdsa(),
            signature,
            unsigned_attrs: None,
        };
        let certificates = vec![CertificateChoices::Certificate(self.certificate.clone())];
        let signed = SignedData {
            version: CmsVersion::V1,
            digest_algorithms: SetOfVec::try_from(vec![sha256]).map_err(seal_error)?,
            encap_content_info: EncapsulatedContentInfo { econtent_type: DATA, econtent: None },
            certificates: Some(CertificateSet(SetOfVec::try_from(certificates).map_err(seal_error)?)),
            crls: None,
            signer_infos: SignerInfos(SetOfVec::try_from(vec![signer]).map_err(seal_error)?),
        };
        let content = Any::encode_from(&signed).map_err(seal_error)?;
        ContentInfo { content_type: SIGNED_DATA, content }.to_der().map_err(seal_error)
    }
}

fn ecdsa() -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid: ECDSA_WITH_SHA256, parameters: None }
}

/// RFC 6979, then the lower of the two possible s.
fn sign(key: &SigningKey, message: &[u8]) -> Vec<u8> {
    let signature: Signature = key.sign(message);
    signature.normalize_s().unwrap_or(signature).to_der().as_bytes().to_vec()
}

fn certificate(key: &SigningKey, key_id: &[u8; 32], not_before: DateTime<Utc>) -> Result<Certificate, Error> {
    let hex: String = key_id[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    let name: x509_cert::name::Name = format!("CN=Breachbook installation {hex}").parse().map_err(seal_error)?;
    let mut serial: [u8; 16] = [0; 16];
    serial.copy_from_slice(&key_id[..16]);
    // Positive and of full length.
    serial[0] = serial[0] & 0x7F | 0x40;
    let extension = |extn_id, critical, value: &[u8]| -> Result<Extension, Error> {
        Ok(Extension { extn_id, critical, extn_value: OctetString::new(value).map_err(seal_error)? })
    };
    let mut identifier = vec![0x04, 20];
    identifier.extend(&key_id[..20]);
    let tbs_certificate = TbsCertificate {
        version: Version::V3,
        serial_number: SerialNumber::new(&serial).map_err(seal_error)?,
        signature: ecdsa(),
        issuer: name.clone(),
        validity: Validity { not_before: time(not_before)?, not_after: Time::INFINITY },
        subject: name,
        subject_public_key_info: public_key(key)?,
        issuer_unique_id: None,
        subject_unique_id: None,
        extensions: Some(vec![
            // CA false; digitalSignature and nonRepudiation.
            extension(BASIC_CONSTRAINTS, true, &[0x30, 0x00])?,
            extension(KEY_USAGE, true, &[0x03, 0x02, 0x06, 0xC0])?,
            extension(SUBJECT_KEY_IDENTIFIER, false, &identifier)?,
        ]),
    };
    let signature = sign(key, &tbs_certificate.to_der().map_err(seal_error)?);
    let signature = BitString::from_bytes(&signature).map_err(seal_error)?;
    Ok(Certificate { tbs_certificate, signature_algorithm: ecdsa(), signature })
}

/// UTCTime to 2049, then GeneralizedTime (RFC 5280, 4.1.2.5).
fn time(instant: DateTime<Utc>) -> Result<Time, Error> {
    let year = u16::try_from(instant.year()).map_err(seal_error)?;
    // No part of a chrono time is out of range for a byte.
    let [month, day, hour, minute, second] =
        [instant.month(), instant.day(), instant.hour(), instant.minute(), instant.second()]
            .map(|part| u8::try_from(part).unwrap_or(0));
    let date = der::DateTime::new(year, month, day, hour, minute, second).map_err(seal_error)?;
    Ok(match UtcTime::from_date_time(date) {
        Ok(time) => Time::UtcTime(time),
        Err(_) => Time::GeneralTime(GeneralizedTime::from_date_time(date)),
    })
}

pub(super) fn seal_error(error: impl std::fmt::Display) -> Error {
    Error::Seal { why: error.to_string() }
}
