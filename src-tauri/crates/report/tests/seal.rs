//! The seal: valid for other tools, and no change to a sealed file is accepted.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod sample;

use breachbook_report::check::{Fault, verify};
use breachbook_report::document::{Document, Front};
use breachbook_report::pdf::{self, Seal};
use cms::cert::CertificateChoices;
use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerInfo, SignerInfos};
use der::asn1::{BitString, OctetString, SetOfVec};
use der::{Any, Decode as _, Encode as _};
use sha2::{Digest as _, Sha256};
use std::ops::{ControlFlow, Range};
use std::path::Path;
use std::process::Command;

fn seal(secret: u8) -> Seal {
    Seal { secret: [secret; 32], not_before: sample::utc("2026-01-02T03:04:05Z") }
}

fn write(document: &Document, secret: u8) -> Vec<u8> {
    pdf::write(document, Some(&seal(secret)), &mut |_| ControlFlow::Continue(())).unwrap().bytes
}

/// A small report; `second` changes its time and so its signature.
fn small(second: u32) -> Vec<u8> {
    let mut front = sample::front("Small");
    front.kicker = None;
    front.made_at = sample::utc(&format!("2026-11-24T18:00:{second:02}Z"));
    write(&Document::new(Front { running_left: String::new(), running_right: String::new(), ..front }).unwrap(), 7)
}

/// The hex digits of the signature.
fn hole(bytes: &[u8]) -> Range<usize> {
    let start = find(bytes, b"/Contents<3").unwrap() + b"/Contents<".len();
    start..start + bytes[start..].iter().position(|byte| *byte == b'>').unwrap()
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}

fn from_hex(digits: &[u8]) -> Vec<u8> {
    digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// The signature without padding.
fn cms(bytes: &[u8]) -> Vec<u8> {
    let padded = from_hex(&bytes[hole(bytes)]);
    let length = 4 + usize::from(u16::from_be_bytes([padded[2], padded[3]]));
    padded[..length].to_vec()
}

/// The file with another signature in the same place; `None` when it is too long.
fn with_cms(bytes: &[u8], cms: &[u8]) -> Option<Vec<u8>> {
    let hole = hole(bytes);
    let mut hex: String = cms.iter().map(|byte| format!("{byte:02x}")).collect();
    if hex.len() > hole.len() {
        return None;
    }
    hex.push_str(&"0".repeat(hole.len() - hex.len()));
    let mut bytes = bytes.to_vec();
    bytes[hole].copy_from_slice(hex.as_bytes());
    Some(bytes)
}

/// The file with a changed CMS.
fn changed(bytes: &[u8], change: impl FnOnce(&mut SignedData)) -> Option<Vec<u8>> {
    let info = ContentInfo::from_der(&cms(bytes)).unwrap();
    let mut signed: SignedData = info.content.decode_as().unwrap();
    change(&mut signed);
    let content = Any::encode_from(&signed).unwrap();
    with_cms(bytes, &ContentInfo { content, ..info }.to_der().unwrap())
}

fn change_signer(signed: &mut SignedData, change: impl FnOnce(&mut SignerInfo)) {
    let mut signer = signed.signer_infos.0.as_slice()[0].clone();
    change(&mut signer);
    signed.signer_infos = SignerInfos(SetOfVec::try_from(vec![signer]).unwrap());
}

#[test]
fn a_sealed_report_is_accepted_and_its_checkpoint_read_back_equal() {
    let bytes = write(&sample::report(), 7);
    let signed = verify::signature(&bytes).unwrap();
    assert_eq!(signed.key_id, pdf::key_id(&[7; 32]).unwrap());
    assert_eq!(signed.claimed_time, sample::utc("2026-11-24T18:00:00Z"));
    let sealed = verify::content(&bytes, &signed).unwrap();
    assert_eq!(sealed.checkpoint.as_deref(), Some(sample::NOTE));
    assert_eq!(sealed.log_key, sample::front("x").log_key);
    assert_eq!(sealed.earlier, sample::front("x").earlier);
    assert!(sealed.pages >= 2);
    let mut front = sample::front("Without");
    front.checkpoint = None;
    let bytes = write(&Document::new(front).unwrap(), 7);
    assert_eq!(verify::content(&bytes, &verify::signature(&bytes).unwrap()).unwrap().checkpoint, None);
}

#[test]
fn a_checkpoint_with_signs_of_xml_comes_back_equal() {
    let mut front = sample::front("Signs");
    let note = "a<b>&amp;\"c\"&lt;\n\n— x & y\n";
    front.checkpoint = Some(note.into());
    let bytes = write(&Document::new(front).unwrap(), 7);
    let sealed = verify::content(&bytes, &verify::signature(&bytes).unwrap()).unwrap();
    assert_eq!(sealed.checkpoint.as_deref(), Some(note));
}

#[test]
fn a_stranger_s_key_is_valid_and_has_another_id() {
    let bytes = write(&sample::report(), 8);
    assert_eq!(verify::signature(&bytes).unwrap().key_id, pdf::key_id(&[8; 32]).unwrap());
    assert_ne!(pdf::key_id(&[8; 32]).unwrap(), pdf::key_id(&[7; 32]).unwrap());
}

#[test]
fn no_flipped_bit_is_accepted() {
    let bytes = small(0);
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for first in 0..threads {
            let mut bytes = bytes.clone();
            scope.spawn(move || {
                for at in (first..bytes.len()).step_by(threads) {
                    bytes[at] ^= 1 << (at % 8);
                    assert!(verify::signature(&bytes).is_err(), "byte {at}");
                    bytes[at] ^= 1 << (at % 8);
                }
            });
        }
    });
}

#[test]
fn in_the_place_of_the_signature_no_flip_of_any_bit_is_accepted() {
    let bytes = small(0);
    for at in hole(&bytes) {
        for bit in 0..8 {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << bit;
            assert!(verify::signature(&flipped).is_err(), "byte {at}, bit {bit}");
        }
    }
}

#[test]
fn no_shorter_file_is_accepted() {
    let bytes = small(0);
    for length in 0..bytes.len() {
        let fault = verify::signature(&bytes[..length]).unwrap_err();
        if length > 9 {
            assert_eq!(fault, Fault::CutOff, "{length}");
        }
    }
}

#[test]
fn nothing_may_be_added() {
    let bytes = small(0);
    for more in ["\n", "\r\n", " ", "%", "\n% a comment\n"] {
        let longer = [&bytes, more.as_bytes()].concat();
        assert_eq!(verify::signature(&longer), Err(Fault::AddedAfterEnd), "{more:?}");
    }
    let comment = [&bytes, b"\n% a comment\n%%EOF".as_slice()].concat();
    assert!(verify::signature(&comment).is_err());
}

/// Another first page by an incremental update, as a PDF editor saves it.
fn revision(bytes: &[u8]) -> Vec<u8> {
    let mut doc = lopdf::IncrementalDocument::create_from(bytes.to_vec(), lopdf::Document::load_mem(bytes).unwrap());
    let page = doc.get_prev_documents().page_iter().next().unwrap();
    let content = doc.get_prev_documents().get_page_contents(page)[0];
    doc.opt_clone_object_to_new_document(content).unwrap();
    let stream = doc.new_document.get_object_mut(content).unwrap().as_stream_mut().unwrap();
    stream.dict.remove(b"Filter");
    stream.set_content(b"BT ET".to_vec());
    let mut out = Vec::new();
    doc.save_to(&mut out).unwrap();
    out
}

#[test]
fn a_new_revision_is_refused() {
    let revised = revision(&small(0));
    assert!(revised.starts_with(&small(0)), "an incremental update keeps the signed bytes");
    assert_eq!(verify::signature(&revised), Err(Fault::Revisions { count: 2 }));
}

#[test]
fn a_second_signature_is_refused() {
    let bytes = small(0);
    let dictionary = find(&bytes, b"<</Type/Sig").unwrap();
    let end = dictionary + find(&bytes[dictionary..], b"\nendobj\n").unwrap() + b"\nendobj\n".len();
    let mut twice = bytes.clone();
    twice.splice(end..end, [b"9999 0 obj\n".as_slice(), &bytes[dictionary..end]].concat());
    assert_eq!(verify::signature(&twice), Err(Fault::Signatures { count: 2 }));
}

#[test]
fn bytes_put_between_the_signed_parts_are_refused() {
    let bytes = small(0);
    let hole = hole(&bytes);
    let mut wrapped = bytes.clone();
    wrapped.splice(hole.end..hole.end, vec![b'0'; 60_000]);
    assert_eq!(verify::signature(&wrapped), Err(Fault::Dictionary { what: "byte range" }));
}

#[test]
fn the_place_of_the_signature_has_one_encoding() {
    let bytes = small(0);
    let letter = hole(&bytes).find(|at| bytes[*at].is_ascii_lowercase()).unwrap();
    let mut upper = bytes.clone();
    upper[letter].make_ascii_uppercase();
    assert!(matches!(verify::signature(&upper), Err(Fault::Hole { .. })));

    let padded = (0..60).map(small).find(|bytes| cms(bytes).len() * 2 < hole(bytes).len()).unwrap();
    let mut data = padded.clone();
    data[hole(&padded).end - 1] = b'1';
    assert_eq!(verify::signature(&data), Err(Fault::Hole { what: "data after the signature" }));
}

#[test]
fn the_mirror_image_of_the_signature_is_refused() {
    // n − s needs a byte more than s, so not every signature leaves room for it.
    let mirrored = (0..60)
        .find_map(|second| {
            changed(&small(second), |signed| {
                change_signer(signed, |signer| {
                    let signature = p256::ecdsa::Signature::from_der(signer.signature.as_bytes()).unwrap();
                    let (r, s) = signature.split_scalars();
                    let mirrored = p256::ecdsa::Signature::from_scalars(*r, -*s).unwrap();
                    signer.signature = OctetString::new(mirrored.to_der().as_bytes()).unwrap();
                });
            })
        })
        .unwrap();
    assert_eq!(verify::signature(&mirrored), Err(Fault::Signature));
}

#[test]
fn another_name_in_the_certificate_is_refused() {
    let rename = |name: &str| {
        changed(&small(0), |signed| {
            let set = signed.certificates.as_mut().unwrap();
            let CertificateChoices::Certificate(mut certificate) = set.0.as_slice()[0].clone() else { panic!() };
            certificate.tbs_certificate.subject = name.parse().unwrap();
            set.0 = SetOfVec::try_from(vec![CertificateChoices::Certificate(certificate)]).unwrap();
        })
        .unwrap()
    };
    let short = rename("CN=Information Commissioner");
    assert!(matches!(verify::signature(&short), Err(Fault::Hole { .. })), "padding shows it already");
    let name = format!("CN={:x<56}", "Information Commissioner ");
    // The signed attributes name the certificate by its hash.
    assert_eq!(verify::signature(&rename(&name)), Err(Fault::Cms { what: "it refers to another certificate" }));
}

/// The file with a larger place for the signature, signed by `sign`, which gets the digest: what somebody could
/// do who holds a key. The cross-reference table is wrong then, but nothing of it is read before the signature.
fn resigned(bytes: &[u8], sign: impl Fn(&[u8; 32]) -> Vec<u8>, room: usize) -> Vec<u8> {
    let old = hole(bytes);
    let range = find(bytes, b"/ByteRange[").unwrap() + b"/ByteRange".len();
    let (before, after) = (old.start - 1, old.start + room + 1);
    let mut out = bytes[..old.start].to_vec();
    out.extend(vec![b'0'; room]);
    out.extend(&bytes[old.end..]);
    let text = format!("[0 {before} {after} {}]", out.len() - after);
    out[range..range + 40].copy_from_slice(format!("{text:<40}").as_bytes());
    let digest = Sha256::new().chain_update(&out[..before]).chain_update(&out[after..]).finalize();
    let hex: String = sign(&digest.into()).iter().map(|byte| format!("{byte:02x}")).collect();
    out[old.start..old.start + hex.len()].copy_from_slice(hex.as_bytes());
    out
}

/// Signs anew with the right key; `rename` gives the certificate another subject, `change` comes after signing.
fn sign_anew(bytes: &[u8], digest: &[u8; 32], rename: Option<&str>, change: impl Fn(&mut SignedData)) -> Vec<u8> {
    let info = ContentInfo::from_der(&cms(bytes)).unwrap();
    let mut signed: SignedData = info.content.decode_as().unwrap();
    let set = signed.certificates.as_mut().unwrap();
    let CertificateChoices::Certificate(mut certificate) = set.0.as_slice()[0].clone() else {
        panic!("no certificate")
    };
    if let Some(name) = rename {
        certificate.tbs_certificate.subject = name.parse().unwrap();
        let message = certificate.tbs_certificate.to_der().unwrap();
        certificate.signature = BitString::from_bytes(&ecdsa(&message)).unwrap();
    }
    // SigningCertificateV2 ends with the hash of the certificate.
    let mut reference = vec![0x30, 0x24, 0x30, 0x22, 0x04, 0x20];
    reference.extend(Sha256::digest(certificate.to_der().unwrap()));
    set.0 = SetOfVec::try_from(vec![CertificateChoices::Certificate(certificate)]).unwrap();
    change_signer(&mut signed, |signer| {
        let attributes = signer.signed_attrs.take().unwrap();
        let attributes = attributes.into_vec().into_iter().map(|mut attribute| {
            let value = match attribute.oid.to_string().as_str() {
                "1.2.840.113549.1.9.4" => Any::new(der::Tag::OctetString, digest.as_slice()).unwrap(),
                "1.2.840.113549.1.9.16.2.47" => Any::new(der::Tag::Sequence, reference.clone()).unwrap(),
                _ => return attribute,
            };
            attribute.values = SetOfVec::try_from(vec![value]).unwrap();
            attribute
        });
        let attributes = SetOfVec::try_from(attributes.collect::<Vec<_>>()).unwrap();
        signer.signature = OctetString::new(ecdsa(&attributes.to_der().unwrap())).unwrap();
        signer.signed_attrs = Some(attributes);
    });
    change(&mut signed);
    let content = Any::encode_from(&signed).unwrap();
    ContentInfo { content, ..info }.to_der().unwrap()
}

/// A signature of the right key, with low s.
fn ecdsa(message: &[u8]) -> Vec<u8> {
    use p256::ecdsa::signature::Signer as _;
    let key = p256::ecdsa::SigningKey::from_slice(&[7; 32]).unwrap();
    let signature: p256::ecdsa::Signature = key.sign(message);
    signature.normalize_s().unwrap_or(signature).to_der().as_bytes().to_vec()
}

#[test]
fn not_even_the_holder_of_the_key_can_give_it_another_name() {
    let bytes = small(0);
    let renamed = |name: Option<&str>| {
        let sign = |digest: &[u8; 32]| sign_anew(&bytes, digest, name, |_| {});
        let room = sign(&[0; 32]).len() * 2 + 8;
        verify::signature(&resigned(&bytes, sign, room))
    };
    assert!(renamed(None).is_ok());
    let fault = renamed(Some("CN=Information Commissioner")).unwrap_err();
    assert_eq!(fault, Fault::Certificate { what: "its name or another part was not made from its key" });
}

#[test]
fn an_unsigned_attribute_or_a_second_certificate_is_refused_even_where_it_fits() {
    let bytes = small(0);
    let fitting = |change: &dyn Fn(&mut SignedData)| {
        let sign = |digest: &[u8; 32]| sign_anew(&bytes, digest, None, change);
        let room = sign(&[0; 32]).len() * 2 + 8;
        verify::signature(&resigned(&bytes, sign, room))
    };
    assert!(fitting(&|_| {}).is_ok(), "the forger of these tests can sign");
    let attribute = |signed: &mut SignedData| {
        change_signer(signed, |signer| {
            let first = signer.signed_attrs.as_ref().unwrap().as_slice()[0].clone();
            signer.unsigned_attrs = Some(SetOfVec::try_from(vec![first]).unwrap());
        });
    };
    assert!(matches!(fitting(&attribute), Err(Fault::Cms { .. })));
    let certificate = |signed: &mut SignedData| {
        let set = signed.certificates.as_mut().unwrap();
        let CertificateChoices::Certificate(first) = set.0.as_slice()[0].clone() else { panic!() };
        let mut second = first.clone();
        second.tbs_certificate.subject = "CN=Information Commissioner".parse().unwrap();
        let both = [first, second].map(CertificateChoices::Certificate);
        set.0 = SetOfVec::try_from(both.to_vec()).unwrap();
    };
    assert_eq!(fitting(&certificate), Err(Fault::Cms { what: "it does not hold exactly one certificate" }));
    let renamed = |signed: &mut SignedData| {
        let set = signed.certificates.as_mut().unwrap();
        let CertificateChoices::Certificate(mut one) = set.0.as_slice()[0].clone() else { panic!() };
        one.tbs_certificate.subject = "CN=Information Commissioner".parse().unwrap();
        set.0 = SetOfVec::try_from(vec![CertificateChoices::Certificate(one)]).unwrap();
    };
    assert!(matches!(fitting(&renamed), Err(Fault::Cms { .. })));
}

#[test]
fn other_files_are_told_apart() {
    assert_eq!(verify::signature(b""), Err(Fault::NotAReport));
    assert_eq!(verify::signature(b"%PDF-1.4\nsomething"), Err(Fault::NotAReport));
    let plain = pdf::write(&sample::report(), None, &mut |_| ControlFlow::Continue(())).unwrap().bytes;
    assert_eq!(verify::signature(&plain), Err(Fault::NotSigned));
}

/// Runs a tool that must be there.
fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?} is needed for this test: {error}"));
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn pdfsig(folder: &Path, bytes: &[u8]) -> String {
    let path = folder.join("report.pdf");
    std::fs::write(&path, bytes).unwrap();
    run(Command::new("pdfsig").arg(&path))
}

#[test]
fn pdfsig_agrees() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = write(&sample::report(), 7);
    let said = pdfsig(folder.path(), &bytes);
    assert!(said.contains("Signature is Valid") && said.contains("Total document signed"), "{said}");
    assert!(said.contains("ETSI.CAdES.detached"), "{said}");
    let mut changed = bytes.clone();
    changed[2000] ^= 1;
    assert!(!pdfsig(folder.path(), &changed).contains("Signature is Valid"));
    let said = pdfsig(folder.path(), &[&bytes, b"\n".as_slice()].concat());
    assert!(said.contains("Not total document signed"), "{said}");
}

#[test]
fn openssl_agrees_and_finds_the_key_id() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let bytes = write(&sample::report(), 7);
    let hole = hole(&bytes);
    let signed = [&bytes[..hole.start - 1], &bytes[hole.end + 1..]].concat();
    std::fs::write(path("content"), &signed).unwrap();
    std::fs::write(path("signature"), cms(&bytes)).unwrap();
    std::fs::write(path("certificate"), verify::signature(&bytes).unwrap().certificate).unwrap();
    run(Command::new("openssl")
        .args(["x509", "-inform", "DER", "-in"])
        .arg(path("certificate"))
        .arg("-out")
        .arg(path("pem")));
    let verify = |content: &str| {
        run(Command::new("openssl")
            .args(["cms", "-verify", "-cades", "-binary", "-purpose", "any", "-inform", "DER", "-in"])
            .arg(path("signature"))
            .arg("-content")
            .arg(path(content))
            .arg("-CAfile")
            .arg(path("pem"))
            .arg("-out")
            .arg(path("out")))
    };
    let said = verify("content");
    assert!(said.contains("CAdES Verification successful"), "{said}");
    let mut changed = signed.clone();
    changed[100] ^= 1;
    std::fs::write(path("changed"), changed).unwrap();
    assert!(!verify("changed").contains("successful"));
    run(Command::new("openssl")
        .args(["x509", "-pubkey", "-noout", "-in"])
        .arg(path("pem"))
        .arg("-out")
        .arg(path("key")));
    run(Command::new("openssl")
        .args(["pkey", "-pubin", "-outform", "DER", "-in"])
        .arg(path("key"))
        .arg("-out")
        .arg(path("spki")));
    let spki = std::fs::read(path("spki")).unwrap();
    assert_eq!(<[u8; 32]>::from(Sha256::digest(spki)), pdf::key_id(&[7; 32]).unwrap());
}
