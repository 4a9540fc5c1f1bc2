//! Books whose keys or checkpoints are wrong.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use breachbook_book::{Act, LogKey, Payload, VerifierKey, WitnessKey, checkpoint, cosign};
use ed25519_dalek::{Signature, Signer as _, SigningKey, Verifier as _, VerifyingKey};
use sha2::{Digest, Sha256};

use super::bad::Bad;
use super::writing::{Writer, pdf_key_hash, sample};

/// A note of any text, truly signed with the key of the sample.
fn signed(text: &str) -> String {
    let key = Writer::new(1, 1).key.verifier();
    let secret = SigningKey::from_bytes(&Sha256::digest([1]).into());
    line(text, &key, &secret.sign(text.as_bytes()).to_bytes())
}

fn line(text: &str, key: &VerifierKey, signature: &[u8]) -> String {
    let bytes = [&key.id().to_be_bytes(), signature].concat();
    format!("{text}\n\u{2014} {} {}\n", key.name(), BASE64_STANDARD.encode(bytes))
}

pub fn checkpoints(bad: Bad<'_>) {
    let note = sample().checkpoints[1].clone();
    let (text, _) = note.rsplit_once("\n\n").unwrap();
    let text = format!("{text}\n");
    let key = Writer::new(1, 1).key.verifier();
    let (origin, size_and_root) = text.split_once('\n').unwrap();
    let mut last = |name: &str, about: &str, note: String, code: &str| {
        let mut log = sample();
        log.checkpoints[1] = note;
        bad(name, about, vec![log], &[&format!("0 checkpoint 1: {code}")]);
    };

    let (size, root) = Writer::opened(1, 1).head();
    assert_eq!(size, 1);
    last(
        "root-wrong",
        "A checkpoint of three entries, truly signed, with another root.",
        checkpoint::sign(&Writer::new(1, 1).key, 3, root).unwrap(),
        "root-wrong",
    );

    let signature = note.trim_end().rsplit_once(' ').unwrap().1;
    let signature = BASE64_STANDARD.decode(signature).unwrap()[4..].to_vec();
    let mut wrong = signature.clone();
    wrong[10] ^= 1;
    last("signature-wrong", "One bit of a signature was changed.", line(&text, &key, &wrong), "signature-wrong");
    last(
        "signature-of-other-text",
        "The size was changed below a signature.",
        note.replacen("\n3\n", "\n2\n", 1),
        "signature-wrong",
    );
    last("signature-short", "A signature of 63 bytes.", line(&text, &key, &signature[..63]), "signature-wrong");
    last(
        "signature-not-reduced",
        "A signature whose number S was raised by the order of the curve: the same equation, another form.",
        line(&text, &key, &raised(&signature)),
        "signature-wrong",
    );
    last(
        "signature-small-order",
        "A signature whose point R is the neutral one: only the key's holder can make it, and it holds loosely.",
        line(&text, &key, &small_order(&text, &key)),
        "signature-wrong",
    );
    let stranger = SigningKey::from_bytes(&[9; 32]);
    last(
        "signature-of-other-key",
        "Signed with another key under the id of the log's key.",
        line(&text, &key, &stranger.sign(text.as_bytes()).to_bytes()),
        "signature-wrong",
    );
    last(
        "signature-under-other-id",
        "Signed by somebody with a key of the same name.",
        checkpoint::sign(&LogKey::new(Writer::new(1, 1).log, &[9; 32]), 3, root).unwrap(),
        "signature-missing",
    );
    let witness = WitnessKey::new(Writer::new(1, 2).log.installation, &[8; 32]);
    let witnessed = cosign::cosign(&note, &witness, 1_693_000_000).unwrap();
    let witness_line = witnessed.lines().last().unwrap();
    last(
        "signature-of-witness-only",
        "Countersigned by a witness, not signed by the log.",
        format!("{text}\n{witness_line}\n"),
        "signature-missing",
    );

    let malformed = "checkpoint-malformed";
    last("checkpoint-empty", "A checkpoint without a letter.", String::new(), malformed);
    last("checkpoint-unsigned", "A checkpoint without signature lines.", text.clone(), malformed);
    last("checkpoint-no-last-newline", "The last newline is missing.", note.trim_end().to_owned(), malformed);
    last("checkpoint-carriage-return", "Lines that end as on Windows.", note.replace('\n', "\r\n"), malformed);
    last(
        "checkpoint-size-leading-zero",
        "A size with a leading zero, truly signed.",
        signed(&text.replacen("\n3\n", "\n03\n", 1)),
        malformed,
    );
    last(
        "checkpoint-size-too-large",
        "A size above 2 to the power of 53, truly signed.",
        signed(&text.replacen("\n3\n", "\n9007199254740993\n", 1)),
        malformed,
    );
    last(
        "checkpoint-root-short",
        "A root of 31 bytes, truly signed.",
        signed(&format!("{origin}\n3\n{}\n", BASE64_STANDARD.encode([7; 31]))),
        malformed,
    );
    last(
        "checkpoint-extension-line",
        "A fourth line, truly signed: we write none.",
        signed(&format!("{text}extension\n")),
        malformed,
    );
    last(
        "checkpoint-origin-upper-case",
        "An origin with capital letters, truly signed.",
        signed(&format!("Breachbook{}", &text["breachbook".len()..])),
        malformed,
    );
    // The last base64 letter before `=` or at the end carries bits that mean nothing: they must be zero.
    let root = size_and_root.lines().nth(1).unwrap();
    let at = root.len() - 2;
    let next = char::from(root.as_bytes()[at] + 1);
    last(
        "checkpoint-base64-loose",
        "Base64 whose unused bits are not zero, truly signed.",
        signed(&format!("{origin}\n3\n{}{next}=\n", &root[..at])),
        malformed,
    );
    last(
        "checkpoint-other-log",
        "A checkpoint of the same book by another installation.",
        {
            let mut other = Writer::opened(1, 2);
            other.checkpoint();
            other.checkpoints.remove(0)
        },
        "checkpoint-other-log",
    );
}

/// R is the neutral point and S = k·a, computed elsewhere for this text and key.
fn small_order(text: &str, key: &VerifierKey) -> Vec<u8> {
    const S: [u8; 32] = [
        43, 254, 106, 134, 54, 159, 80, 123, 195, 192, 52, 234, 100, 45, 147, 162, 230, 165, 242, 144, 93, 223, 225,
        228, 12, 248, 20, 177, 170, 68, 251, 12,
    ];
    let mut signature = vec![0; 32];
    signature[0] = 1;
    signature.extend(S);
    let public = VerifyingKey::from_bytes(&key.public_bytes()).unwrap();
    let loosely = public.verify(text.as_bytes(), &Signature::from_slice(&signature).unwrap());
    loosely.expect("a verifier that is not strict takes it, or the vector would show nothing");
    signature
}

/// S + L, little-endian, in the second half of a signature.
fn raised(signature: &[u8]) -> Vec<u8> {
    const L: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut raised = signature.to_vec();
    let mut carry = 0;
    for (byte, add) in raised[32..].iter_mut().zip(L) {
        carry += u16::from(*byte) + u16::from(add);
        *byte = carry as u8;
        carry >>= 8;
    }
    raised
}

pub fn keys(bad: Bad<'_>) {
    let opened = |change: &dyn Fn(&mut Act)| {
        let mut writer = Writer::new(1, 1);
        let mut act = Act::new("new-log", "P. Okafor").opening_log(&writer.key.verifier(), &pdf_key_hash(1));
        change(&mut act);
        writer.write(1_000, vec![Payload::act(&act).unwrap()]);
        writer.checkpoint();
        writer.stored()
    };
    bad(
        "key-missing",
        "The first entry names no key to verify the checkpoint with.",
        vec![opened(&|act| act.log_key = None)],
        &["0 checkpoint 0: key-missing"],
    );
    let found = ["0 entry 0: key-wrong", "0 checkpoint 0: key-missing"];
    let mut key = |name: &str, about: &str, key: String| {
        let key = Some(key);
        bad(name, about, vec![opened(&|act| act.log_key.clone_from(&key))], &found);
    };
    let right = Writer::new(1, 1).key.verifier().to_string();
    key("key-malformed", "A key without its id.", right.replacen('+', "", 1));
    key("key-other-name", "A key of another log.", Writer::new(1, 2).key.verifier().to_string());
    let (name, rest) = right.split_once('+').unwrap();
    let (id, base64) = rest.split_once('+').unwrap();
    key("key-id-wrong", "A key under the id of another.", format!("{name}+00000000+{base64}"));
    key("key-id-upper-case", "An id with capital letters.", {
        let upper = id.to_uppercase();
        assert_ne!(upper, id);
        format!("{name}+{upper}+{base64}")
    });
    let of_bytes = |bytes: &[u8]| {
        let mut hash = Sha256::new();
        hash.update(format!("{name}\n"));
        hash.update(bytes);
        let id: String = hash.finalize()[..4].iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{name}+{id}+{}", BASE64_STANDARD.encode(bytes))
    };
    let public = Writer::new(1, 1).key.verifier().public_bytes();
    assert_eq!(of_bytes(&[&[1], &public[..]].concat()), right);
    key(
        "key-of-a-witness",
        "A key of type 4, for cosignatures, where type 1 belongs.",
        of_bytes(&[&[4], &public[..]].concat()),
    );
    key("key-short", "A key of 31 bytes.", of_bytes(&[&[1], &public[1..]].concat()));
    let mut one = [0; 32];
    one[0] = 1;
    key(
        "key-small-order",
        "A key of small order: it would take signatures of anybody.",
        of_bytes(&[&[1], &one[..]].concat()),
    );
    let mut two = [0; 32];
    two[0] = 2;
    key("key-no-point", "A key that is no point of the curve.", of_bytes(&[&[1], &two[..]].concat()));
    let mut not_reduced = [0xff; 32];
    not_reduced[0] = 0xf0;
    not_reduced[31] = 0x7f;
    key(
        "key-not-reduced",
        "A point in a second form: its coordinate is above the prime.",
        of_bytes(&[&[1], &not_reduced[..]].concat()),
    );
    bad(
        "key-not-the-known-one",
        "The first entry names another key than the reader knows, who goes by the known one.",
        {
            let mut log = opened(&|_| {});
            log.key = Some(LogKey::new(log.log, &[9; 32]).verifier());
            vec![log]
        },
        &["0 entry 0: key-wrong", "0 checkpoint 0: signature-missing"],
    );
}
