//! Re-keying.

use std::fs;

use super::*;
use crate::{Error, Secret};

#[test]
fn a_new_key_shuts_the_old_slots_out_and_loses_nothing() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, first) = begin(&mut vault);
    let lead = RecoverySecret::generate();
    vault.add_slot(&"lead".parse().unwrap(), SlotFor::Recipient(&lead.recipient().unwrap())).unwrap();
    let old_key = vault.key.hex();
    let old_file = fs::read(place.folder().join("vault.db")).unwrap();
    let newer = RecoverySecret::generate();
    let recipient = newer.recipient().unwrap();
    let mut vault = vault.rekey(&[(SlotName::recovery(), SlotFor::Recipient(&recipient))], untold_copy()).unwrap();
    assert_ne!(*vault.key.hex(), *old_key);
    assert!(vault.notices().is_empty());
    assert_eq!(log_event(&mut vault, &book, "e2", "after", NOW).log, first.log);
    assert!(verify(&mut vault).is_intact());
    assert_eq!(vault.slots().unwrap().len(), 1);
    vault.close().unwrap();
    assert_ne!(fs::read(place.folder().join("vault.db")).unwrap()[..64], old_file[..64]);
    let mut names: Vec<_> =
        fs::read_dir(place.folder()).unwrap().map(|name| name.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["keys", "lock", "vault.db"]);
    let open = |sheet| Vault::open(&place.folder(), Secret::Recovery(sheet), Box::new(OsRandom), &place.home());
    for shut_out in [&place.sheet, &lead] {
        assert!(matches!(open(shut_out), Err(Error::WrongRecovery { .. })));
    }
    assert_eq!(texts(&open(&newer).unwrap(), &book), ["a laptop was lost", "after"]);
}

#[test]
fn a_new_key_that_cannot_be_made_changes_nothing() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    let bad = vault.rekey(&[(SlotName::recovery(), SlotFor::Recipient("age1nonsense"))], untold_copy()).unwrap_err();
    assert!(matches!(bad.error, Error::BadAgeText { .. }));
    assert!(!place.folder().join("rekey.partial").exists());
    // It is open as before.
    let vault = *bad.vault.unwrap();
    assert_eq!(texts(&vault, &book), ["a laptop was lost"]);
    let none = vault.rekey(&[], untold_copy()).unwrap_err();
    assert!(matches!(none.error, Error::BadEntry { .. }));
    none.vault.unwrap().close().unwrap();
    place.open();
}

#[test]
fn a_new_file_that_cannot_take_its_place_leaves_the_old() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    fs::create_dir_all(place.folder().join("rekey.ready/in the way")).unwrap();
    let recipient = RecoverySecret::generate().recipient().unwrap();
    let failed = vault.rekey(&[(SlotName::recovery(), SlotFor::Recipient(&recipient))], untold_copy()).unwrap_err();
    assert!(failed.vault.is_none() && matches!(failed.error, Error::Io { .. }), "{failed:?}");
    assert_eq!(texts(&place.open(), &book), ["a laptop was lost"]);
}
