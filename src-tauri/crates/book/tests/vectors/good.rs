//! Books that are intact, some with a notice.

use breachbook_book::{Act, InstallationId, Kind, MAX_TIME, Payload, StoredLog, WitnessKey, cosign, fold};
use serde_json::{Value, json};

use super::Vector;
use super::verdict::book_json;
use super::writing::{Writer, event, sample, sample_writer};

/// A book with the findings stated; what is current and when is taken from the crate and read by the eye, for
/// `verify.py` computes it too.
pub fn vector(path: &str, about: &str, logs: &[StoredLog], findings: &[&str]) -> Vector {
    let mut json = book_json(about, logs[0].log.book, logs);
    let codes = |notice: bool| -> Vec<&str> {
        let codes = findings.iter().map(|finding| finding.rsplit_once(' ').unwrap().1);
        codes.filter(|code| NOTICES.contains(code) == notice).collect()
    };
    let faults = codes(false);
    let verdict = super::verdict::of(&json);
    let when_intact = |key: &str| match faults.is_empty() {
        true => verdict[key].clone(),
        false => Value::Null,
    };
    json["expect"] = json!({
        "intact": faults.is_empty(),
        "faults": faults,
        "notices": codes(true),
        "findings": findings
            .iter()
            .map(|finding| {
                let (log, rest) = finding.split_once(' ').unwrap();
                format!("{}, {rest}", logs[log.parse::<usize>().unwrap()].log.installation)
            })
            .collect::<Vec<_>>(),
        "current": when_intact("current"),
        "effective": when_intact("effective"),
    });
    Vector { path: path.to_owned(), json }
}

const NOTICES: [&str; 4] = ["newer-version", "newer-payload", "clock-step-back", "erased-present"];

pub fn all() -> Vec<Vector> {
    vec![
        one_entry(),
        vector(
            "good/three-entries.json",
            "An event is logged and corrected; checkpoints of one and of three entries.",
            &[sample()],
            &[],
        ),
        no_checkpoint(),
        key_from_elsewhere(),
        conflict(),
        settled(),
        withdrawn(),
        erased(),
        erased_middle(),
        erased_present(),
        version_99(),
        schema_99(),
        unknown_kind(),
        clock_step_back(),
        last_moment(),
        witnessed(),
        empty_log(),
        deep_act(),
    ]
}

fn one_entry() -> Vector {
    let mut writer = Writer::new(1, 1);
    let act = writer.opening();
    writer.write(1_693_040_400_000, vec![act]);
    writer.checkpoint();
    let about = "The worked example of FORMAT.md: one entry, one change, one checkpoint.";
    vector("good/one-entry.json", about, &[writer.stored()], &[])
}

fn no_checkpoint() -> Vector {
    let mut log = sample();
    log.checkpoints.clear();
    let about = "No checkpoint: nothing is bound, and nothing is wrong.";
    vector("good/no-checkpoint.json", about, &[log], &[])
}

fn key_from_elsewhere() -> Vector {
    let mut writer = Writer::new(1, 1);
    let key = writer.key.verifier();
    writer.write(1_000, vec![Payload::act(&Act::new("import", "P. Okafor")).unwrap()]);
    writer.checkpoint();
    let mut log = writer.stored();
    log.key = Some(key);
    let about = "The first entry names no key; the reader knows it from a report.";
    vector("good/key-from-elsewhere.json", about, &[log], &[])
}

/// Two installations correct the same event without knowing of each other.
fn parted() -> [Writer; 2] {
    let mut here = Writer::opened(1, 1);
    let mut there = Writer::new(1, 2);
    let act = there.opening();
    there.write(1_500, vec![act]);
    let first = here.log_event(2_000, "e1", "Rang the supplier at 09:40.");
    here.put_event(3_000, "e1", "Rang the supplier at 09:45.", &[first]);
    there.put_event(2_500, "e1", "Rang the supplier at 09:50.", &[first]);
    [here, there]
}

fn conflict() -> Vector {
    let [mut here, mut there] = parted();
    here.checkpoint();
    there.checkpoint();
    let about = "Two logs of one book; both replace the same version, so that two are current.";
    vector("good/conflict.json", about, &[here.stored(), there.stored()], &[])
}

fn settled() -> Vector {
    let [mut here, there] = parted();
    let versions: Vec<_> = [&here, &there]
        .map(|writer| {
            let header = &writer.entries.last().unwrap().header;
            breachbook_book::VersionId::from_slice(&header[62..94]).unwrap()
        })
        .into();
    here.put_event(4_000, "e1", "Rang the supplier at 09:50.", &versions);
    here.checkpoint();
    let about = "The conflict of conflict.json, settled by a version that replaces both.";
    vector("good/conflict-settled.json", about, &[here.stored(), there.stored()], &[])
}

fn withdrawn() -> Vector {
    let mut writer = Writer::opened(1, 1);
    let version = writer.log_event(2_000, "e1", "Belongs to another case.");
    let act = Act::new("withdraw", "P. Okafor").because("Belongs to another case");
    let withdraw = Payload::withdraw("events", "e1", [version].into());
    writer.write(3_000, vec![Payload::act(&act).unwrap(), withdraw]);
    writer.checkpoint();
    let about = "An event is withdrawn: no version of it is current.";
    vector("good/withdrawn.json", about, &[writer.stored()], &[])
}

fn erase(writer: &mut Writer, entry: usize, recorded_at: u64, remove: bool) {
    let header = &writer.entries[entry].header;
    let version = breachbook_book::VersionId::from_slice(&header[62..94]).unwrap();
    let (_, bytes) = writer.entries[entry].payloads[1].clone().unwrap();
    let payload = Payload::decode(&bytes).unwrap();
    let erasure = fold::erasure([(version, &payload)]).unwrap();
    let act = Act::new("erase", "P. Okafor").because("Request under Article 17");
    writer.write(recorded_at, vec![Payload::act(&act).unwrap(), erasure]);
    if remove {
        writer.entries[entry].payloads[1] = None;
    }
}

fn erased() -> Vector {
    let mut writer = sample_writer();
    erase(&mut writer, 2, 4_000, true);
    writer.checkpoint();
    let about = "The current version is erased under law: payload and salt are gone, the log holds.";
    vector("good/erased-payload.json", about, &[writer.stored()], &[])
}

fn erased_middle() -> Vector {
    let mut writer = Writer::opened(1, 1);
    let first = writer.log_event(2_000, "e1", "First.");
    let second = writer.put_event(3_000, "e1", "Second, with a name in it.", &[first]);
    writer.put_event(4_000, "e1", "Third.", &[second]);
    erase(&mut writer, 2, 5_000, true);
    writer.checkpoint();
    let about = "A version in the middle is erased; the erasure carries on what it replaced, so that the first \
                 version does not come back to life.";
    vector("good/erased-middle-version.json", about, &[writer.stored()], &[])
}

fn erased_present() -> Vector {
    let mut writer = sample_writer();
    erase(&mut writer, 2, 4_000, false);
    writer.checkpoint();
    let about = "An erasure names a payload that is still there, as after a restored backup.";
    let found = ["0 entry 2 change 1: erased-present"];
    vector("good/erased-still-present.json", about, &[writer.stored()], &found)
}

fn version_99() -> Vector {
    let mut writer = sample_writer();
    writer.raw([&[0, 99][..], b"whatever a newer version writes"].concat(), vec![]);
    let mut later = event("e2", "Replaces a version that only a newer program can read.", &[]);
    later.replaces = [breachbook_book::VersionId::from_bytes([9; 32])].into();
    let act = Payload::act(&Act::new("log", "P. Okafor")).unwrap();
    writer.write(5_000, vec![act, later]);
    writer.checkpoint();
    let about = "A header of version 99: a leaf like any other, kept and counted.";
    let found = ["0 entry 3: newer-version"];
    vector("good/version-99.json", about, &[writer.stored()], &found)
}

fn schema_99() -> Vector {
    let mut writer = sample_writer();
    let mut newer = event("e2", "", &[]);
    newer.schema = 99;
    newer.body = vec![0xff, 0xfe];
    let mut act = writer.opening();
    act.schema = 99;
    act.body = vec![0xff];
    writer.write(4_000, vec![act, newer]);
    writer.checkpoint();
    let about = "Changes of schema 99: the envelope is read, the body kept; they make nothing current.";
    let found = ["0 entry 3 change 0: newer-payload", "0 entry 3 change 1: newer-payload"];
    vector("good/schema-99.json", about, &[writer.stored()], &found)
}

fn unknown_kind() -> Vector {
    let mut writer = Writer::opened(1, 1);
    let version = writer.log_event(2_000, "e1", "Rang the supplier.");
    let kind = Kind::parse("merge-2").unwrap();
    let change = Payload::new(kind, "events", "e1", [version].into(), vec![1]);
    let act = Payload::act(&Act::new("merge", "P. Okafor")).unwrap();
    writer.write(3_000, vec![act, change]);
    writer.checkpoint();
    let about = "A kind that is not known: kept, and what it replaces stays current.";
    let found = ["0 entry 2 change 1: newer-payload"];
    vector("good/unknown-kind.json", about, &[writer.stored()], &found)
}

fn clock_step_back() -> Vector {
    let mut writer = Writer::opened(1, 1);
    writer.log_event(9_000, "e1", "Written while the clock was ahead.");
    writer.log_event(5_000, "e2", "Written after the clock was set right.");
    writer.checkpoint();
    let about = "The clock was set back; the entry takes effect with the one before it.";
    let found = ["0 entry 2: clock-step-back"];
    vector("good/clock-step-back.json", about, &[writer.stored()], &found)
}

fn last_moment() -> Vector {
    let mut writer = Writer::opened(1, 1);
    writer.log_event(MAX_TIME, "e1", "The last moment that can be written.");
    writer.checkpoint();
    let about = "Recorded at 9999-12-31T23:59:59.999Z.";
    vector("good/last-moment.json", about, &[writer.stored()], &[])
}

fn witnessed() -> Vector {
    let mut log = sample();
    let witness = WitnessKey::new(InstallationId::from_bytes([7; 16]), &[8; 32]);
    log.checkpoints[1] = cosign::cosign(&log.checkpoints[1], &witness, 1_693_000_000).unwrap();
    let about = "A checkpoint with a witness's line that the reader has no key for.";
    vector("good/witnessed.json", about, &[log], &[])
}

fn empty_log() -> Vector {
    let mut writer = Writer::new(1, 1);
    writer.checkpoint();
    let mut log = writer.stored();
    log.key = Some(Writer::new(1, 1).key.verifier());
    let about = "A log without an entry, and its checkpoint.";
    vector("good/empty-log.json", about, &[log], &[])
}

fn deep_act() -> Vector {
    let mut writer = sample_writer();
    let json = format!(
        r#"{{"writer":"P. Okafor","act":"log","reason":null,"x":{{"y":1,"y":2}},"x":{}{}}}"#,
        "[".repeat(126),
        "]".repeat(126)
    );
    let mut act = Payload::act(&Act::new("", "")).unwrap();
    act.body = json.into_bytes();
    writer.write(4_000, vec![act]);
    writer.checkpoint();
    let about = "An act nested 127 levels deep, with keys that are not known standing twice.";
    vector("good/act-unusual.json", about, &[writer.stored()], &[])
}
