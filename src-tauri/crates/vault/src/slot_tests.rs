#![allow(clippy::unwrap_used)]
use super::*;
use crate::{OsRandom, RecoverySecret};

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("keys")).unwrap();
    folder
}

#[test]
fn names_are_file_names_everywhere() {
    for good in ["passphrase", "second-lead", "a", "2"] {
        assert!(SlotName::from_str(good).is_ok(), "{good}");
    }
    for bad in ["", "A", "a b", "../x", "a.b", "é", "con", "lpt1", &"a".repeat(41)] {
        assert!(matches!(SlotName::from_str(bad), Err(Error::BadSlotName { .. })), "{bad}");
    }
}

#[test]
fn a_slot_opens_with_its_own_secret_alone() {
    let folder = folder();
    let key = Key::random(&mut OsRandom).unwrap();
    let (right, wrong) = (Passphrase::new("right".into()), Passphrase::new("wrong".into()));
    let (sheet, other) = (RecoverySecret::generate(), RecoverySecret::generate());
    let recipient = sheet.recipient().unwrap();
    write(folder.path(), &SlotName::passphrase(), &key, SlotFor::Passphrase(&right)).unwrap();
    write(folder.path(), &SlotName::recovery(), &key, SlotFor::Recipient(&recipient)).unwrap();

    for secret in [Secret::Passphrase(&right), Secret::Recovery(&sheet)] {
        assert_eq!(*open(folder.path(), secret).unwrap().hex(), *key.hex());
    }
    assert!(matches!(open(folder.path(), Secret::Passphrase(&wrong)), Err(Error::WrongPassphrase { .. })));
    assert!(matches!(open(folder.path(), Secret::Recovery(&other)), Err(Error::WrongRecovery { .. })));
    let kinds: Vec<_> = list(folder.path()).unwrap().into_iter().map(|slot| slot.kind).collect();
    assert_eq!(kinds, [SlotKind::Passphrase, SlotKind::Recipient]);

    // The floor of the work factor stands in the file, in clear.
    let text = fs::read(path(folder.path(), &SlotName::passphrase())).unwrap();
    let header = String::from_utf8_lossy(&text);
    assert!(header.starts_with("age-encryption.org/v1\n-> scrypt "), "{header}");
    assert!(header.lines().nth(1).unwrap().ends_with(" 17"));

    remove(folder.path(), &SlotName::passphrase()).unwrap();
    assert!(matches!(remove(folder.path(), &SlotName::passphrase()), Err(Error::NoSlot { .. })));
    assert!(matches!(remove(folder.path(), &SlotName::recovery()), Err(Error::LastSlot { .. })));
}

#[test]
fn a_damaged_slot_is_named_and_does_not_hide_another() {
    let folder = folder();
    let key = Key::random(&mut OsRandom).unwrap();
    let sheet = RecoverySecret::generate();
    let recipient = sheet.recipient().unwrap();
    write(folder.path(), &SlotName::recovery(), &key, SlotFor::Recipient(&recipient)).unwrap();
    let second = "second".parse().unwrap();
    write(folder.path(), &second, &key, SlotFor::Recipient(&recipient)).unwrap();
    let file = path(folder.path(), &SlotName::recovery());
    let mut bytes = fs::read(&file).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&file, &bytes).unwrap();
    assert!(open(folder.path(), Secret::Recovery(&sheet)).is_ok());
    fs::remove_file(path(folder.path(), &second)).unwrap();
    assert!(matches!(open(folder.path(), Secret::Recovery(&sheet)), Err(Error::SlotDamaged { .. })));
    fs::write(&file, b"not an age file").unwrap();
    assert_eq!(list(folder.path()).unwrap()[0].kind, SlotKind::Unreadable);
    assert!(matches!(open(folder.path(), Secret::Recovery(&sheet)), Err(Error::SlotDamaged { .. })));
    write(folder.path(), &second, &key, SlotFor::Recipient(&recipient)).unwrap();
    assert!(open(folder.path(), Secret::Recovery(&sheet)).is_ok());
    assert!(matches!(remove(folder.path(), &second), Err(Error::LastSlot { .. })));
}

#[test]
fn a_slot_that_asks_for_too_much_work_is_refused_before_the_work() {
    let folder = folder();
    let file = path(folder.path(), &SlotName::passphrase());
    fs::write(
        &file,
        "age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 40\n\
         AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n0123456789abcdef",
    )
    .unwrap();
    let opened = open(folder.path(), Secret::Passphrase(&Passphrase::new("x".into())));
    assert!(matches!(opened, Err(Error::SlotWork { required: 40, most: 22, .. })), "{:?}", opened.err());
}

#[test]
fn a_folder_without_keys_is_no_vault() {
    let folder = tempfile::tempdir().unwrap();
    let no_keys = |result| matches!(result, Err(Error::NotAVault { why: NotAVault::NoKeys, .. }));
    assert!(no_keys(list(folder.path())));
    fs::create_dir(folder.path().join("keys")).unwrap();
    fs::write(folder.path().join("keys/readme.txt"), "").unwrap();
    assert!(no_keys(list(folder.path())));
}
