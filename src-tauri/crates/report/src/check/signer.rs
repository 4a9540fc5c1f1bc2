//! The CMS of a seal: one certificate, one signer, three signed attributes, one encoding (RFC 5652, ETSI EN 319 122-1).

use super::Fault;
use cms::cert::CertificateChoices;
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use der::asn1::{ObjectIdentifier, OctetStringRef};
use der::{Any, Decode as _, Encode as _, Tag, Tagged as _};
use sha2::{Digest as _, Sha256};
use x509_cert::certificate::Certificate;

const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const ECDSA_WITH_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_CERTIFICATE_V2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");

/// The one signer and the one certificate.
pub(super) fn signed_data(der: &[u8]) -> Result<(SignerInfo, Certificate), Fault> {
    let fault = |what| Fault::Cms { what };
    let info = ContentInfo::from_der(der).map_err(|_| fault("it cannot be read"))?;
    if info.content_type != SIGNED_DATA {
        return Err(fault("it is not signed data"));
    }
    let signed: SignedData = info.content.decode_as().map_err(|_| fault("it cannot be read"))?;
    let again =
        Any::encode_from(&signed).and_then(|content| ContentInfo { content_type: SIGNED_DATA, content }.to_der());
    if again.ok().as_deref() != Some(der) {
        return Err(fault("it has another encoding than ours"));
    }
    let algorithms = signed.digest_algorithms.as_slice();
    let ours = signed.version == CmsVersion::V1
        && matches!(algorithms, [one] if one.oid == SHA256 && one.parameters.is_none());
    if !ours {
        return Err(fault("another version or digest"));
    }
    if signed.encap_content_info.econtent_type != DATA || signed.encap_content_info.econtent.is_some() {
        return Err(fault("it holds content of its own"));
    }
    if signed.crls.is_some() {
        return Err(fault("it holds revocation lists"));
    }
    let certificates = signed.certificates.map(|set| set.0.into_vec()).unwrap_or_default();
    let Ok([CertificateChoices::Certificate(certificate)]) = <[_; 1]>::try_from(certificates) else {
        return Err(fault("it does not hold exactly one certificate"));
    };
    let Ok([signer]) = <[_; 1]>::try_from(signed.signer_infos.0.into_vec()) else {
        return Err(fault("it does not hold exactly one signature"));
    };
    Ok((signer, certificate))
}

/// Everything of the signer but the signature itself: cheap, so that a changed document is told before any curve.
pub(super) fn check_signer(
    signer: &SignerInfo,
    certificate: &Certificate,
    der: &[u8],
    digest: &[u8; 32],
) -> Result<(), Fault> {
    let fault = |what| Fault::Cms { what };
    if signer.version != CmsVersion::V1 || signer.unsigned_attrs.is_some() {
        return Err(fault("it has unsigned attributes or another version"));
    }
    let tbs = &certificate.tbs_certificate;
    let named = matches!(&signer.sid, SignerIdentifier::IssuerAndSerialNumber(sid)
        if sid.issuer == tbs.issuer && sid.serial_number == tbs.serial_number);
    if !named {
        return Err(fault("it names another certificate"));
    }
    let plain = |algorithm: &x509_cert::spki::AlgorithmIdentifierOwned, oid| {
        algorithm.oid == oid && algorithm.parameters.is_none()
    };
    if !plain(&signer.digest_alg, SHA256) || !plain(&signer.signature_algorithm, ECDSA_WITH_SHA256) {
        return Err(fault("another algorithm"));
    }
    let attributes = signer.signed_attrs.as_ref().ok_or_else(|| fault("no signed attributes"))?;
    let value = |oid| {
        attributes.iter().find(|attribute| attribute.oid == oid).and_then(|attribute| {
            match attribute.values.as_slice() {
                [value] => Some(value),
                _ => None,
            }
        })
    };
    let (Some(kind), Some(signed_digest), Some(reference), 3) =
        (value(CONTENT_TYPE), value(MESSAGE_DIGEST), value(SIGNING_CERTIFICATE_V2), attributes.len())
    else {
        return Err(fault("other signed attributes"));
    };
    if kind.decode_as::<ObjectIdentifier>().ok() != Some(DATA) {
        return Err(fault("another content type"));
    }
    let mut expected = vec![0x30, 0x24, 0x30, 0x22, 0x04, 0x20];
    expected.extend(Sha256::digest(der));
    if reference.value() != expected || reference.tag() != Tag::Sequence {
        return Err(fault("it refers to another certificate"));
    }
    let signed_digest = signed_digest.decode_as::<OctetStringRef<'_>>().map_err(|_| fault("no digest"))?;
    if signed_digest.as_bytes() != digest {
        return Err(Fault::Changed);
    }
    Ok(())
}
