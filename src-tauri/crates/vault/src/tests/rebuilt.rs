//! Rebuilt is what was kept up step by step, whatever was written.

use breachbook_book::{Current, Payload};
use proptest::prelude::*;

use super::*;
use crate::derived;

#[derive(Debug, Clone)]
enum Step {
    Put { book: bool, id: u8, replaces: Vec<u8> },
    Withdraw { book: bool, replaces: Vec<u8> },
    Erase { book: bool, versions: Vec<u8> },
    Strange { book: bool },
}

fn step() -> impl Strategy<Value = Step> {
    let some = || prop::collection::vec(any::<u8>(), 0..3);
    prop_oneof![
        5 => (any::<bool>(), 0..4_u8, some()).prop_map(|(book, id, replaces)| Step::Put { book, id, replaces }),
        2 => (any::<bool>(), some()).prop_map(|(book, replaces)| Step::Withdraw { book, replaces }),
        2 => (any::<bool>(), prop::collection::vec(any::<u8>(), 1..3))
            .prop_map(|(book, versions)| Step::Erase { book, versions }),
        1 => any::<bool>().prop_map(|book| Step::Strange { book }),
    ]
}

fn lines(vault: &Vault) -> Vec<String> {
    let mut lines = Vec::new();
    derived::each_line(&vault.connection, |line| lines.push(line.to_owned())).unwrap();
    lines
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn rebuilt_is_what_was_kept_up(steps in prop::collection::vec(step(), 1..25)) {
        let place = Place::new();
        let mut vault = place.create();
        let books = [begin(&mut vault).0, begin(&mut vault).0];
        let mut versions: [Vec<VersionId>; 2] = [Vec::new(), Vec::new()];
        for (n, step) in steps.iter().enumerate() {
            let pick = |book: bool, picks: &[u8]| -> BTreeSet<VersionId> {
                let known = &versions[usize::from(book)];
                picks.iter().filter(|_| !known.is_empty()).map(|pick| known[usize::from(*pick) % known.len()]).collect()
            };
            let now = NOW + n as u64;
            let (book, payload) = match step {
                Step::Put { book, id, replaces } => {
                    let replaces: Vec<_> = pick(*book, replaces).into_iter().collect();
                    (*book, event(&format!("e{id}"), &format!("text {n}"), &replaces))
                }
                Step::Withdraw { book, replaces } => (*book, Payload::withdraw("events", "e1", pick(*book, replaces))),
                Step::Strange { book } => {
                    let mut payload = event("e1", "strange", &[]);
                    payload.schema = 7;
                    (*book, payload)
                }
                Step::Erase { book, versions } => {
                    let versions: Vec<_> = pick(*book, versions).into_iter().collect();
                    // Nothing left to erase, or an erasure: refused, and nothing is written.
                    let _ = vault.erase(&books[usize::from(*book)], &versions, None, "A", "order", now);
                    continue;
                }
            };
            let written = vault.append(&books[usize::from(book)], entry(vec![payload]), now).unwrap();
            versions[usize::from(book)].push(written.versions[1]);
        }
        let kept = lines(&vault);
        let transaction = vault.connection.transaction().unwrap();
        derived::rebuild(&transaction, &mut || Ok(())).unwrap();
        transaction.commit().unwrap();
        prop_assert_eq!(lines(&vault), kept);
        // And what is current is what `book` says, which knows no order.
        for book in &books {
            let changes = vault.history(book, None).unwrap();
            let said = changes.iter().rev().filter_map(|change| Some((change.version, change.payload.as_ref()?)));
            let fold = Current::of(said);
            let mut expected = BTreeSet::new();
            for (list, id, _) in fold.records() {
                expected.extend(fold.versions(list, id));
            }
            let records = vault.records(book).unwrap();
            prop_assert_eq!(BTreeSet::from_iter(records.iter().map(|record| record.version)), expected);
            prop_assert_eq!(vault.records_as_of(book, u64::MAX).unwrap(), records);
        }
        prop_assert!(verify(&mut vault).is_intact());
    }
}
