//! A damaged vault or key file: a clear answer, never wrong data, and nothing written into the damage.

use std::fs;

use crate::Numbers;
use crate::support::{Desk, real_case};

fn desk() -> Desk {
    let desk = Desk::with_vault();
    desk.ok(&["import", "v", real_case("psni-theft-2023").to_str().unwrap()]);
    desk
}

const SHOW: [&str; 4] = ["history", "v", "--case", "PSNI-2023-07"];

/// `verify` must find it. Reading either says the truth or is refused by a sentence that names the vault.
fn damaged(desk: &Desk, truth: &str, what: &str) {
    let bytes = desk.read("v/vault.db");
    let verify = desk.run(&["verify", "v"]);
    assert_eq!(verify.code, 1, "{what}: {}{}", verify.out, verify.err);
    assert!(verify.err.contains("v/vault.db") || verify.err.contains("damaged"), "{what}: {}", verify.err);
    assert!(!verify.err.contains("panicked") && !verify.out.contains("The record holds"), "{what}: {}", verify.err);
    let shown = desk.run(&SHOW);
    if shown.code == 0 {
        assert_eq!(shown.out, truth, "{what}: wrong data");
    } else {
        let err = shown.refused(&SHOW);
        assert!(err.contains("v/vault.db"), "{what}: {err}");
    }
    assert!(desk.read("v/vault.db") == bytes, "{what}: the file was written");
}

#[test]
fn a_changed_bit_in_any_page_of_the_database() {
    let desk = desk();
    let truth = desk.ok(&SHOW);
    let bytes = desk.read("v/vault.db");
    let mut numbers = Numbers(3);
    // Salt, first page, first page's code, last page; then anywhere.
    let mut places = vec![0, 20, 4090, bytes.len() - 1];
    places.extend((0..8).map(|_| numbers.below(bytes.len())));
    for at in places {
        let mut changed = bytes.clone();
        changed[at] ^= 1 << numbers.below(8);
        desk.write("v/vault.db", &changed);
        damaged(&desk, &truth, &format!("byte {at} of {}", bytes.len()));
    }
    desk.write("v/vault.db", &bytes);
    desk.ok(&["verify", "v"]);
}

#[test]
fn a_database_that_is_cut_emptied_or_another() {
    let desk = desk();
    let truth = desk.ok(&SHOW);
    let bytes = desk.read("v/vault.db");
    let other = self::desk().read("v/vault.db");
    let cut = bytes.len() / 2 / 4096 * 4096;
    for (bytes, what) in [
        (&b""[..], "empty"),
        (&bytes[..10], "ten bytes"),
        (&bytes[..4096], "one page"),
        (&bytes[..cut], "half of the pages"),
        (&bytes[..bytes.len() - 100], "a part of a page less"),
        (&bytes[4096..], "the first page gone"),
        (&[&bytes[..cut], &bytes[cut + 4096..], &bytes[..4096]].concat(), "pages moved"),
        (&vec![0; bytes.len()], "zeros"),
        (&other, "the database of another vault"),
    ] {
        desk.write("v/vault.db", bytes);
        damaged(&desk, &truth, what);
    }
    // Pages swapped: each is genuine, but not in its place.
    let mut swapped = bytes.clone();
    let (first, second) = swapped.split_at_mut(2 * 4096);
    first[4096..].swap_with_slice(&mut second[..4096]);
    desk.write("v/vault.db", &swapped);
    damaged(&desk, &truth, "pages swapped");
}

#[test]
fn a_stray_write_ahead_log_changes_nothing() {
    let desk = desk();
    let truth = desk.ok(&SHOW);
    let mut numbers = Numbers(4);
    let junk: Vec<u8> = (0..20_000).map(|_| u8::try_from(numbers.below(256)).unwrap()).collect();
    desk.write("v/vault.db-wal", junk);
    assert_eq!(desk.ok(&SHOW), truth);
    desk.ok(&["verify", "v"]);
}

#[test]
fn a_damaged_key_file_is_named_and_opens_nothing() {
    let desk = desk();
    let truth = desk.ok(&SHOW);
    let bytes = desk.read("v/keys/passphrase.age");
    let mut numbers = Numbers(5);
    let mut bad: Vec<(Vec<u8>, String)> = vec![
        (Vec::new(), "empty".into()),
        (bytes[..bytes.len() - 1].to_vec(), "a byte less".into()),
        (bytes[..40].to_vec(), "cut".into()),
        ([&bytes[..], b"\n"].concat(), "a line end more".into()),
        (vec![0; 100_000], "zeros".into()),
        (String::from_utf8_lossy(&bytes).replace(" 17\n", " 63\n").into_bytes(), "endless work".into()),
    ];
    for _ in 0..5 {
        let at = numbers.below(bytes.len());
        let mut changed = bytes.clone();
        changed[at] ^= 1 << numbers.below(8);
        bad.push((changed, format!("byte {at}")));
    }
    for (bytes, what) in bad {
        desk.write("v/keys/passphrase.age", bytes);
        let before = desk.files();
        let err = desk.refused(&SHOW);
        assert!(err.contains("v"), "{what}: {err}");
        let said = ["keys/passphrase.age is damaged", "The passphrase does not open v", "asks for work factor"];
        assert!(said.iter().any(|said| err.contains(said)), "{what}: {err}");
        assert!(desk.files() == before, "{what}");
    }
    // The key of another vault, under the same passphrase.
    desk.write("v/keys/passphrase.age", self::desk().read("v/keys/passphrase.age"));
    assert!(desk.refused(&SHOW).contains("v/vault.db"));
    desk.write("v/keys/passphrase.age", &bytes);
    assert_eq!(desk.ok(&SHOW), truth);
    fs::remove_dir_all(desk.path("v/keys")).unwrap();
    assert!(desk.refused(&SHOW).contains("no key file"));
}
