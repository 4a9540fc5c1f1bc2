//! Checkpoints countersigned by a witness, right and wrong.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use breachbook_book::{InstallationId, VerifierKey, WitnessKey, cosign};
use ed25519_dalek::{Signer as _, SigningKey};
use serde_json::{Value, json};

use super::Vector;
use super::writing::sample_writer;

pub fn all() -> Vec<Vector> {
    let writer = sample_writer();
    let witness = WitnessKey::new(InstallationId::from_bytes([7; 16]), &[8; 32]);
    let key = witness.verifier();
    let [other, note] = [&writer.checkpoints[0], &writer.checkpoints[1]];
    let signed = cosign::cosign(note, &witness, 1_693_000_000).unwrap();
    let line = signed.strip_prefix(note.as_str()).unwrap();
    let vector = |path: &str, about: &str, key: &VerifierKey, note: String, expect: Value| Vector {
        path: format!("cosign/{path}.json"),
        json: json!({ "about": about, "key": key.to_string(), "note": note, "expect": expect }),
    };
    let fault = |code: &str| json!({ "valid": false, "fault": code });
    let again = WitnessKey::new(InstallationId::from_bytes([6; 16]), &[8; 32]);
    vec![
        vector(
            "good/one-witness",
            "A checkpoint, countersigned.",
            &key,
            signed.clone(),
            json!({ "valid": true, "fault": null, "time": 1_693_000_000 }),
        ),
        vector(
            "good/two-witnesses",
            "A checkpoint, countersigned twice; the reader knows one of the witnesses.",
            &again.verifier(),
            cosign::cosign(&signed, &again, 1_693_000_001).unwrap(),
            json!({ "valid": true, "fault": null, "time": 1_693_000_001 }),
        ),
        vector(
            "bad/not-cosigned",
            "A checkpoint that no witness has signed.",
            &key,
            note.clone(),
            fault("signature-missing"),
        ),
        vector(
            "bad/of-other-checkpoint",
            "The line of a witness, moved below another checkpoint.",
            &key,
            format!("{other}{line}"),
            fault("signature-wrong"),
        ),
        vector(
            "bad/time-changed",
            "The time in a witness's line was changed.",
            &key,
            {
                let (start, base64) = line.trim_end().rsplit_once(' ').unwrap();
                // Letters 6 to 16 hold the last bytes of the time.
                let changed = format!("{}B{}", &base64[..14], &base64[15..]);
                assert_ne!(changed, base64);
                format!("{note}{start} {changed}\n")
            },
            fault("signature-wrong"),
        ),
        vector(
            "bad/too-short",
            "A witness's line with a time and no signature.",
            &key,
            {
                let bytes = [&key.id().to_be_bytes()[..], &[0; 8]].concat();
                format!("{note}\u{2014} {} {}\n", key.name(), BASE64_STANDARD.encode(bytes))
            },
            fault("signature-wrong"),
        ),
        vector(
            "bad/time-too-large",
            "A time of 2 to the power of 63, truly signed.",
            &key,
            {
                let time = 1_u64 << 63;
                let (text, _) = note.rsplit_once("\n\n").unwrap();
                let message = format!("cosignature/v1\ntime {time}\n{text}\n");
                let signature = SigningKey::from_bytes(&[8; 32]).sign(message.as_bytes());
                let bytes = [&key.id().to_be_bytes()[..], &time.to_be_bytes(), &signature.to_bytes()];
                format!("{note}\u{2014} {} {}\n", key.name(), BASE64_STANDARD.encode(bytes.concat()))
            },
            fault("signature-wrong"),
        ),
        vector(
            "bad/no-checkpoint",
            "A signed note that is no checkpoint.",
            &key,
            format!("Hello.\n\n{line}"),
            fault("checkpoint-malformed"),
        ),
    ]
}
