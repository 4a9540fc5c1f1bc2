//! Any byte changed in what is stored is seen, and so is any entry removed, moved or added before a checkpoint.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod writing;

use breachbook_book::{Fault, FaultKind, StoredLog, verify_book};
use proptest::prelude::*;
use writing::{Writer, sample};

fn check(log: &StoredLog) -> Vec<Fault> {
    verify_book(log.log.book, std::slice::from_ref(log))
}

#[test]
fn an_untouched_book_is_intact() {
    assert_eq!(check(&sample()), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn a_changed_byte_of_a_header_is_seen(
        entry: prop::sample::Index,
        at: prop::sample::Index,
        mask in 1..=255u8,
    ) {
        let mut log = sample();
        let header = &mut log.entries[entry.index(3)].header;
        let at = at.index(header.len());
        header[at] ^= mask;
        prop_assert!(check(&log).iter().any(|fault| !fault.kind.is_notice()));
        // Its own first entry names the log's key; whoever kept a checkpoint kept the key too.
        log.key = Some(Writer::new(1, 1).key.verifier());
        let faults = check(&log);
        prop_assert!(faults.iter().any(|fault| fault.kind == FaultKind::RootWrong), "{faults:?}");
    }

    #[test]
    fn a_changed_byte_of_a_payload_or_salt_is_seen(
        entry: prop::sample::Index,
        change in 0..2usize,
        at: prop::sample::Index,
        mask in 1..=255u8,
        in_salt: bool,
    ) {
        let mut log = sample();
        let stored = log.entries[entry.index(3)].payloads[change].as_mut().unwrap();
        if in_salt {
            let mut salt = *stored.0.as_bytes();
            salt[at.index(32)] ^= mask;
            stored.0 = breachbook_book::Salt::from_bytes(salt);
        } else {
            let at = at.index(stored.1.len());
            stored.1[at] ^= mask;
        }
        let faults = check(&log);
        prop_assert!(faults.iter().any(|fault| fault.kind == FaultKind::CommitmentWrong), "{faults:?}");
    }

    #[test]
    fn a_changed_byte_of_a_checkpoint_is_seen(at: prop::sample::Index, mask in 1..128u8) {
        let mut log = sample();
        let mut note = log.checkpoints[1].clone().into_bytes();
        let at = at.index(note.len());
        note[at] ^= mask;
        // What is no UTF-8 could not have been stored as a text.
        if let Ok(note) = String::from_utf8(note) {
            log.checkpoints[1] = note;
            prop_assert!(!check(&log).is_empty());
        }
    }

    #[test]
    fn entries_moved_or_removed_are_seen(a in 0..3usize, b in 0..3usize, remove: bool) {
        let mut log = sample();
        if remove {
            log.entries.remove(a);
        } else {
            prop_assume!(a != b);
            log.entries.swap(a, b);
        }
        prop_assert!(check(&log).iter().any(|fault| !fault.kind.is_notice()));
    }

    #[test]
    fn nothing_from_outside_makes_the_check_panic(
        header in proptest::collection::vec(any::<u8>(), 0..100),
        payload in proptest::collection::vec(any::<u8>(), 0..100),
        note in "\\PC{0,200}",
    ) {
        let mut log = sample();
        log.entries[1].header = header;
        log.entries[2].payloads[1].as_mut().unwrap().1 = payload;
        log.checkpoints.push(note);
        prop_assert!(!check(&log).is_empty());
    }
}

#[test]
fn what_follows_a_checkpoint_is_not_bound_by_it() {
    let mut writer = Writer::opened(1, 1);
    writer.checkpoint();
    writer.log_event(2_000, "e1", "Rang the supplier.");
    let mut log = writer.stored();
    log.entries.truncate(1);
    assert_eq!(check(&log), [], "said plainly in FORMAT.md: only what somebody else kept binds");
}
