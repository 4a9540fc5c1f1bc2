//! Making and opening: what is refused, how, and what is left.

use std::fs;
use std::process::Command;
use std::time::Instant;

use super::*;
use crate::table::setting;
use crate::{CreateOptions, Error, NotAVault, Passphrase};

#[test]
fn a_vault_opens_with_its_passphrase_and_its_recovery_sheet() {
    let place = Place::new();
    let passphrase = Passphrase::new("correct horse battery staple".into());
    let options = CreateOptions { recovery: true };
    let made = Vault::create(&place.folder(), &passphrase, options, Box::new(OsRandom), &place.home(), NOW).unwrap();
    let sheet = made.recovery.unwrap();
    assert_eq!(made.vault.slots().unwrap().len(), 2);
    drop(made.vault);
    let open = |secret| Vault::open(&place.folder(), secret, Box::new(OsRandom), &place.home());
    drop(open(Secret::Passphrase(&passphrase)).unwrap());
    drop(open(Secret::Recovery(&sheet)).unwrap());
    let wrong = Passphrase::new("wrong".into());
    assert!(matches!(open(Secret::Passphrase(&wrong)), Err(Error::WrongPassphrase { .. })));
    let other = RecoverySecret::generate();
    assert!(matches!(open(Secret::Recovery(&other)), Err(Error::WrongRecovery { .. })));
}

#[test]
fn what_is_already_there_is_not_touched() {
    let place = Place::new();
    fs::create_dir(place.folder()).unwrap();
    fs::write(place.folder().join("letter.txt"), "dear").unwrap();
    let made = Vault::create(
        &place.folder(),
        &Passphrase::new("x".into()),
        CreateOptions::default(),
        Box::new(OsRandom),
        &place.home(),
        NOW,
    );
    assert!(matches!(made, Err(Error::Exists { .. })));
    assert_eq!(fs::read_dir(&place.dir).unwrap().count(), 1);
    assert!(matches!(
        place.open_as(&place.folder(), &place.home()),
        Err(Error::NotAVault { why: NotAVault::NoDatabase, .. })
    ));
    // A folder that is no vault is left as it is: no lock file either.
    assert_eq!(fs::read_dir(place.folder()).unwrap().count(), 1);
}

#[test]
fn no_random_bytes_leave_no_folder() {
    struct Dry(usize);
    impl crate::Random for Dry {
        fn fill(&mut self, bytes: &mut [u8]) -> Result<()> {
            self.0 = self.0.checked_sub(1).ok_or(Error::NoRandom)?;
            bytes.fill(7);
            Ok(())
        }
    }
    for draws in 0..4 {
        let place = Place::new();
        let recipient = place.sheet.recipient().unwrap();
        let slots = [(SlotName::recovery(), SlotFor::Recipient(&recipient))];
        let made = Vault::create_with(&place.folder(), &slots, Box::new(Dry(draws)), &place.home(), NOW);
        assert!(matches!(made, Err(Error::NoRandom)));
        assert_eq!(fs::read_dir(&place.dir).unwrap().count(), 0);
    }
}

#[test]
fn the_file_is_no_plain_sqlite_and_its_folder_is_private() {
    let place = Place::new();
    drop(place.create());
    let bytes = fs::read(place.folder().join("vault.db")).unwrap();
    assert_ne!(&bytes[..16], b"SQLite format 3\0");
    assert!(!bytes.windows(7).any(|window| window == b"payload"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(place.folder()).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0);
    }
}

#[test]
fn what_is_no_vault_is_said_to_be_none() {
    let place = Place::new();
    let why = |path: &Path| match place.open_as(path, &place.home()) {
        Err(Error::NotAVault { why, .. }) => why,
        other => panic!("{other:?}"),
    };
    assert_eq!(why(&place.dir.join("nowhere")), NotAVault::Nothing);
    let file = place.dir.join("file");
    fs::write(&file, "x").unwrap();
    assert_eq!(why(&file), NotAVault::File);
    fs::create_dir_all(place.folder().join("keys")).unwrap();
    assert_eq!(why(&place.folder()), NotAVault::NoDatabase);
    rusqlite::Connection::open(place.folder().join("vault.db")).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    assert_eq!(why(&place.folder()), NotAVault::NoKeys);
    let key = crate::key::Key::random(&mut OsRandom).unwrap();
    let recipient = place.sheet.recipient().unwrap();
    crate::slot::write(&place.folder(), &SlotName::recovery(), &key, SlotFor::Recipient(&recipient)).unwrap();
    assert_eq!(why(&place.folder()), NotAVault::Plain);
}

#[test]
fn a_newer_vault_is_named_and_left_alone() {
    let place = Place::new();
    let vault = place.create();
    vault.connection.execute_batch("PRAGMA user_version = 1000").unwrap();
    drop(vault);
    let opened = place.open_as(&place.folder(), &place.home());
    assert!(matches!(opened, Err(Error::NewerVault { found: 1000, known: 3, .. })), "{opened:?}");
}

#[test]
fn derived_tables_of_another_version_are_rebuilt() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    vault.connection.execute_batch("DELETE FROM record; DROP TABLE search").unwrap();
    setting::set(&vault.connection, setting::DERIVED, "0.0").unwrap();
    drop(vault);
    let mut vault = place.open();
    assert_eq!(texts(&vault, &book), ["a laptop was lost"]);
    assert_eq!(vault.search("laptop", 10).unwrap().len(), 1);
    assert!(verify(&mut vault).is_intact());
}

/// Run by the test below in a process of its own: says whether the vault is in use.
#[test]
#[ignore = "a child of another test"]
fn child_opens() {
    let dir = std::env::var_os("VAULT_TEST_DIR").expect("set by the parent");
    let place = Place::at(Path::new(&dir), &std::env::var("VAULT_TEST_SHEET").unwrap());
    match place.open_as(&place.folder(), &place.home()) {
        Ok(_) => println!("opened"),
        Err(Error::InUse { .. }) => println!("in use"),
        Err(other) => println!("{other:?}"),
    }
}

#[test]
fn a_second_process_waits_then_says_in_use() {
    let place = Place::new();
    let vault = place.create();
    let child = || {
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["tests::opening::child_opens", "--exact", "--ignored", "--nocapture"])
            .env("VAULT_TEST_DIR", &place.dir)
            .env("VAULT_TEST_SHEET", place.sheet.expose())
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let begun = Instant::now();
    let said = child();
    assert!(said.contains("in use"), "{said}");
    assert!(begun.elapsed() >= crate::lock::PATIENCE, "it must have waited");
    drop(vault);
    assert!(child().contains("opened"));
}

#[test]
fn the_library_itself_keeps_a_second_reader_out() {
    let place = Place::new();
    let vault = place.create();
    let file = place.folder().join("vault.db");
    let other = rusqlite::Connection::open(&file).unwrap();
    other.busy_timeout(std::time::Duration::ZERO).unwrap();
    other.execute_batch(&format!("PRAGMA key = \"x'{}'\"", *vault.key.hex())).unwrap();
    let read = other.query_row("SELECT count(*) FROM entry", [], |row| row.get::<_, i64>(0));
    assert_eq!(read.unwrap_err().sqlite_error_code(), Some(rusqlite::ErrorCode::DatabaseBusy));
}

#[test]
fn a_vanished_folder_acknowledges_and_writes_nothing() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    let elsewhere = place.dir.join("elsewhere");
    fs::rename(place.folder(), &elsewhere).unwrap();
    let lost = vault.append(&book, entry(vec![event("e2", "x", &[])]), NOW);
    assert!(matches!(lost, Err(Error::Vanished { .. })), "{lost:?}");
    drop(vault);
    fs::rename(&elsewhere, place.folder()).unwrap();
    assert_eq!(texts(&place.open(), &book).len(), 1);
}

/// Moves the vault away while its bytes are read.
#[cfg(unix)]
struct Mover<'a>(&'a Place);

#[cfg(unix)]
impl std::io::Read for Mover<'_> {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        fs::rename(self.0.folder(), self.0.dir.join("elsewhere"))?;
        Ok(0)
    }
}

#[test]
#[cfg(unix)]
fn a_folder_that_vanishes_during_a_write_acknowledges_nothing() {
    use sha2::{Digest, Sha256};
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    let role = crate::FileRole::Attachment { media_type: "text/plain".into() };
    let mut source = Mover(&place);
    let sha256 = Sha256::digest(b"").into();
    let file = crate::NewFile { change: 0, sha256, size: 0, role, source: &mut source };
    let new = NewEntry { files: vec![file], ..entry(vec![]) };
    let lost = vault.append(&book, new, NOW);
    assert!(matches!(lost, Err(Error::Vanished { .. })), "{lost:?}");
}

#[test]
fn a_full_disk_is_typed_and_writes_nothing() {
    let place = Place::new();
    let mut vault = place.create();
    let (book, _) = begin(&mut vault);
    let pages: i64 = vault.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    vault.connection.execute_batch(&format!("PRAGMA max_page_count = {}", pages + 1)).unwrap();
    let long = "word ".repeat(20_000);
    let full = vault.append(&book, entry(vec![event("e2", &long, &[])]), NOW);
    assert!(matches!(full, Err(Error::DiskFull { .. })), "{full:?}");
    assert_eq!(texts(&vault, &book).len(), 1);
    assert!(verify(&mut vault).is_intact());
}

#[test]
fn slots_come_and_go() {
    let place = Place::new();
    let vault = place.create();
    let lead = RecoverySecret::generate();
    let recipient = lead.recipient().unwrap();
    let name: SlotName = "second-lead".parse().unwrap();
    vault.add_slot(&name, SlotFor::Recipient(&recipient)).unwrap();
    assert!(matches!(vault.add_slot(&name, SlotFor::Recipient(&recipient)), Err(Error::SlotExists { .. })));
    assert!(matches!(
        vault.replace_slot(&"no".parse().unwrap(), SlotFor::Recipient(&recipient)),
        Err(Error::NoSlot { .. })
    ));
    assert!(matches!(vault.replace_slot(&name, SlotFor::Recipient("age1x")), Err(Error::BadAgeText { .. })));
    drop(vault);
    let open = |secret| Vault::open(&place.folder(), Secret::Recovery(secret), Box::new(OsRandom), &place.home());
    let vault = open(&lead).unwrap();
    let newer = RecoverySecret::generate();
    vault.replace_slot(&name, SlotFor::Recipient(&newer.recipient().unwrap())).unwrap();
    drop(vault);
    assert!(matches!(open(&lead), Err(Error::WrongRecovery { .. })));
    let vault = open(&newer).unwrap();
    vault.remove_slot(&name).unwrap();
    drop(vault);
    assert!(matches!(open(&newer), Err(Error::WrongRecovery { .. })));
    assert!(open(&place.sheet).is_ok());
}

#[test]
fn any_age_tool_and_a_stock_sqlcipher_shell_open_it() {
    let place = Place::new();
    let mut vault = place.create();
    begin(&mut vault);
    vault.close().unwrap();
    let slot = fs::read(place.folder().join("keys/recovery.age")).unwrap();
    let identity: age::x25519::Identity = place.sheet.expose().parse().unwrap();
    let text = String::from_utf8(age::decrypt(&identity, &slot).unwrap()).unwrap();
    assert_eq!((text.len(), text.ends_with('\n')), (65, true));
    // The shell's defaults are those of SQLCipher 4: the key is all that is said.
    let shell = rusqlite::Connection::open(place.folder().join("vault.db")).unwrap();
    shell.execute_batch(&format!("PRAGMA key = \"x'{}'\"", text.trim_end())).unwrap();
    let entries: i64 = shell.query_row("SELECT count(*) FROM entry", [], |row| row.get(0)).unwrap();
    assert_eq!(entries, 1);
}

#[test]
#[cfg(unix)]
fn a_read_only_folder_is_typed() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let (locked, file) = (place.dir.join("locked"), place.folder().join("vault.db"));
    place.create().close().unwrap();
    fs::create_dir(&locked).unwrap();
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    mode(&locked, 0o500);
    mode(&file, 0o400);
    // Root writes regardless: nothing to see then.
    let root = fs::write(locked.join("probe"), "").is_ok();
    let made = crate::disk::make_folder(&locked.join("x"), "1", |_| Ok(()));
    let opened = place.open_as(&place.folder(), &place.home());
    mode(&locked, 0o700);
    if !root {
        assert!(matches!(made, Err(Error::ReadOnly { .. })), "{made:?}");
        assert!(matches!(opened, Err(Error::ReadOnly { .. })), "{opened:?}");
    }
}

#[test]
fn a_vault_moves_between_threads() {
    fn moves<T: Send>() {}
    moves::<Vault>();
    moves::<Error>();
}
