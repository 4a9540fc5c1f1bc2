//! The records as they were known at a moment.

use breachbook_book::Payload;

use super::*;

#[test]
fn the_past_is_what_had_taken_effect_by_then() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, first) = begin(&mut vault);
    let second = log_event(&mut vault, &book, "e2", "second", NOW + 10);
    vault.append(&book, entry(vec![event("e1", "corrected", &[first.versions[1]])]), NOW + 20).unwrap();
    let gone = Payload::withdraw("events", "e2", BTreeSet::from([second.versions[1]]));
    vault.append(&book, entry(vec![gone]), NOW + 30).unwrap();
    let at = |moment| -> Vec<String> { vault.records_as_of(&book, moment).unwrap().iter().map(text_of).collect() };
    assert_eq!(at(NOW - 1), [] as [&str; 0]);
    assert_eq!(at(NOW), ["a laptop was lost"]);
    assert_eq!(at(NOW + 19), ["a laptop was lost", "second"]);
    assert_eq!(at(NOW + 20), ["corrected", "second"]);
    assert_eq!(at(NOW + 30), ["corrected"]);
    assert_eq!(vault.records_as_of(&book, u64::MAX).unwrap(), vault.records(&book).unwrap());
}

#[test]
fn what_was_erased_is_gone_from_the_past_too() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, first) = begin(&mut vault);
    let corrected = vault.append(&book, entry(vec![event("e1", "corrected", &[first.versions[1]])]), NOW + 10).unwrap();
    log_event(&mut vault, &book, "e2", "second", NOW + 10);
    vault.erase(&book, &[corrected.versions[1]], None, "A", "an order", NOW + 20).unwrap();
    // The version that the erased one replaced does not come back to life.
    let at = |moment| -> Vec<String> { vault.records_as_of(&book, moment).unwrap().iter().map(text_of).collect() };
    assert_eq!(at(NOW + 10), ["second"]);
    assert_eq!(at(NOW + 20), ["second"]);
    assert_eq!(vault.records_as_of(&book, u64::MAX).unwrap(), vault.records(&book).unwrap());
}
