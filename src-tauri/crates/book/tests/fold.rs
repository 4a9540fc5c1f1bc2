//! What is current does not depend on the order of changes, nor on whether an erasure came before or after.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};

use breachbook_book::fold::{self, carried};
use breachbook_book::{Current, Error, Kind, Payload, Salt, State, VersionId, commit};
use proptest::prelude::*;

type Change = (VersionId, Payload);

fn sealed(payload: Payload, salt: u8) -> Change {
    let version = commit(&Salt::from_bytes([salt; 32]), &payload.encode().unwrap());
    (version, payload)
}

fn put(id: &str, replaces: &[VersionId], salt: u8) -> Change {
    let replaces = replaces.iter().copied().collect();
    sealed(Payload::put("events", id, replaces, b"{}".to_vec()), salt)
}

fn current(changes: &[Change]) -> Current {
    Current::of(changes.iter().map(|(version, payload)| (*version, payload)))
}

/// Puts, withdrawals and the odd unknown change; each names earlier versions of any record.
fn book() -> impl Strategy<Value = Vec<Change>> {
    let step = (0..8u8, 0..4u8, proptest::collection::vec(any::<prop::sample::Index>(), 0..3));
    proptest::collection::vec(step, 0..40).prop_map(|steps| {
        let mut changes: Vec<Change> = Vec::new();
        for (salt, (what, record, names)) in steps.into_iter().enumerate() {
            let replaces: BTreeSet<_> =
                names.iter().filter(|_| !changes.is_empty()).map(|name| changes[name.index(changes.len())].0).collect();
            let id = format!("e{record}");
            let payload = match what {
                0 => Payload::withdraw("events", &id, replaces),
                1 => Payload::new(Kind::parse("merge").unwrap(), "events", &id, replaces, vec![]),
                2 => Payload { schema: 99, ..Payload::put("events", &id, replaces, vec![]) },
                _ => Payload::put("events", &id, replaces, vec![]),
            };
            changes.push(sealed(payload, salt as u8));
        }
        changes
    })
}

/// Each record of which there is a put, with the puts that no put or withdrawal replaces.
fn defined(changes: &[Change]) -> BTreeMap<String, BTreeSet<VersionId>> {
    let of_kind = |kind: Kind| changes.iter().filter(move |(_, payload)| payload.schema == 1 && payload.kind == kind);
    let replaced: BTreeSet<_> =
        of_kind(Kind::Put).chain(of_kind(Kind::Withdraw)).flat_map(|(_, payload)| &payload.replaces).collect();
    let mut records: BTreeMap<String, BTreeSet<VersionId>> = BTreeMap::new();
    for (version, payload) in of_kind(Kind::Put) {
        let versions = records.entry(payload.id.clone()).or_default();
        if !replaced.contains(version) {
            versions.insert(*version);
        }
    }
    records
}

proptest! {
    #[test]
    fn the_order_of_changes_does_not_matter(
        (changes, shuffled) in book().prop_flat_map(|changes| {
            (Just(changes.clone()), Just(changes).prop_shuffle())
        }),
    ) {
        prop_assert_eq!(current(&changes), current(&shuffled));
    }

    /// Change by change, against the definition computed the slow way at each step.
    #[test]
    fn current_is_a_put_that_nothing_replaces(changes in book()) {
        let mut kept_up = Current::default();
        for (upto, (version, payload)) in changes.iter().enumerate() {
            kept_up.apply(*version, payload);
            let read: BTreeMap<_, _> = kept_up
                .records()
                .map(|(_, id, _)| (id.to_owned(), kept_up.versions("events", id).collect()))
                .collect();
            prop_assert_eq!(read, defined(&changes[..=upto]));
        }
    }

    /// Kept up through an erasure = rebuilt from what is left after it.
    #[test]
    fn an_erasure_brings_nothing_back_to_life(
        changes in book(),
        chosen in proptest::collection::vec(any::<prop::sample::Index>(), 1..5),
    ) {
        prop_assume!(!changes.is_empty());
        let erased: BTreeSet<_> = chosen.iter().map(|index| index.index(changes.len())).collect();
        let gone = erased.iter().map(|at| (changes[*at].0, &changes[*at].1));
        let erasure = sealed(fold::erasure(gone).unwrap(), 255);

        let mut kept_up = current(&changes);
        kept_up.apply(erasure.0, &erasure.1);
        let mut left: Vec<_> = changes
            .iter()
            .enumerate()
            .filter(|(at, _)| !erased.contains(at))
            .map(|(_, change)| change.clone())
            .collect();
        left.push(erasure.clone());
        prop_assert_eq!(&kept_up, &current(&left));

        left.rotate_right(1);
        prop_assert_eq!(&kept_up, &current(&left));
        let mut before = vec![erasure];
        before.extend(changes);
        prop_assert_eq!(&kept_up, &current(&before));
    }
}

#[test]
fn two_versions_are_a_conflict_until_one_replaces_both() {
    let first = put("e1", &[], 1);
    let here = put("e1", &[first.0], 2);
    let there = put("e1", &[first.0], 3);
    let mut fold = current(&[first, here.clone(), there.clone()]);
    let mut both = vec![here.0, there.0];
    both.sort();
    assert_eq!(fold.state("events", "e1"), Some(State::Conflict(both.clone())));

    let settled = put("e1", &both, 4);
    fold.apply(settled.0, &settled.1);
    assert_eq!(fold.state("events", "e1"), Some(State::Current(settled.0)));

    let withdrawn = sealed(Payload::withdraw("events", "e1", [settled.0].into()), 5);
    fold.apply(withdrawn.0, &withdrawn.1);
    assert_eq!(fold.state("events", "e1"), Some(State::Withdrawn));
    assert_eq!(fold.state("events", "e2"), None);
}

#[test]
fn an_erasure_counts_for_every_moment() {
    let first = put("e1", &[], 1);
    let second = put("e1", &[first.0], 2);
    let third = put("e1", &[second.0], 3);
    let erasure = sealed(fold::erasure([(second.0, &second.1)]).unwrap(), 4);
    assert_eq!(carried(&erasure.1).unwrap(), [first.0].into());
    // The payload of the second version is gone; as of a time at which it was current, nothing is.
    let left = [(10, &first), (30, &third), (40, &erasure)];
    let at = |time| {
        let changes = left.iter().map(|(at, change)| (*at, change.0, &change.1));
        Current::as_of(changes, time).state("events", "e1")
    };
    assert_eq!(at(20), Some(State::Withdrawn));
    assert_eq!(at(30), Some(State::Current(third.0)));
}

#[test]
fn an_erasure_cannot_be_erased() {
    let first = put("e1", &[], 1);
    let erasure = sealed(fold::erasure([(first.0, &first.1)]).unwrap(), 2);
    let again = fold::erasure([(erasure.0, &erasure.1)]);
    assert!(matches!(again, Err(Error::EraseOfErase { version }) if version == erasure.0));
}
