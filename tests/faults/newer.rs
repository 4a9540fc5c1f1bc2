//! What a newer version wrote: a vault is refused and left alone, an entry is kept and shown.

use std::io::Read as _;

use breachbook_book::{Act, Kind, Payload};
use breachbook_vault::{NewEntry, OsRandom, Passphrase, Secret, Vault};
use serde_json::Value;

use crate::support::Desk;
use crate::{CASE, log, texts};

/// Opens the database as anybody can who has the passphrase: with age and SQLCipher, without this program.
fn database(desk: &Desk) -> rusqlite::Connection {
    let file = desk.read("v/keys/passphrase.age");
    let identity = age::scrypt::Identity::new(age::secrecy::SecretString::from("seven plain words"));
    let decryptor = age::Decryptor::new_buffered(&*file).unwrap();
    let mut key = String::new();
    decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)).unwrap().read_to_string(&mut key).unwrap();
    let connection = rusqlite::Connection::open(desk.path("v/vault.db")).unwrap();
    connection.execute_batch(&format!("PRAGMA key = \"x'{}'\"", key.trim())).unwrap();
    connection
}

#[test]
fn a_newer_vault_is_refused_and_left_alone() {
    let desk = Desk::with_rota();
    let connection = database(&desk);
    let version: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    connection.execute_batch(&format!("PRAGMA user_version = {}; CREATE TABLE newer (x)", version + 98)).unwrap();
    connection.close().unwrap();
    let before = desk.files();
    for command in [
        &["cases", "v"][..],
        &log("x"),
        &["verify", "v"],
        &["backup", "v", "b"],
        &["report", "v", "--case", CASE, "--for", "ico", "--out", "r.pdf"],
    ] {
        let err = desk.refused(command);
        assert!(
            err.contains("v/vault.db was written by a newer version") && err.contains("Update Breachbook"),
            "{err}"
        );
    }
    assert!(desk.files() == before, "the newer vault was changed");
}

#[test]
fn an_entry_of_a_newer_version_is_kept_verified_and_shown() {
    let desk = Desk::with_rota();
    let passphrase = Passphrase::new("seven plain words".to_owned());
    let mut vault =
        Vault::open(&desk.path("v"), Secret::Passphrase(&passphrase), Box::new(OsRandom), &desk.path("home")).unwrap();
    let book = vault.books().unwrap()[0].id;
    let entry = |payload: Payload| NewEntry {
        payloads: vec![Payload::act(&Act::new("something-new", "lead")).unwrap(), payload],
        ..NewEntry::default()
    };
    let none = Default::default;
    let event = br#"{"id": "e90", "text": "In a form of tomorrow."}"#.to_vec();
    let schema = Payload { schema: 99, ..Payload::put("events", "e90", none(), event) };
    let list = Payload::put("dreams", "x1", none(), br#"{"id": "x1", "dream": "of tomorrow"}"#.to_vec());
    let kind = Payload::new(Kind::parse("tomorrow").unwrap(), "events", "e1", none(), b"\x00\xff".to_vec());
    let now = u64::try_from(chrono::Utc::now().timestamp_millis()).unwrap();
    for payload in [schema, list, kind] {
        vault.append(&book, entry(payload), now).unwrap();
    }
    vault.close().unwrap();

    let shown = desk.json(&["show", "v", "--case", CASE]);
    let newer: Vec<&Value> = shown["newer"].as_array().unwrap().iter().map(|record| &record["id"]).collect();
    assert!(["e90", "x1"].iter().all(|id| newer.iter().any(|found| *found == id)), "{newer:?}");
    let history = desk.json(&["history", "v", "--case", CASE]);
    let rows: Vec<&Value> =
        history["entries"].as_array().unwrap().iter().filter(|row| row["entry"].as_u64() > Some(0)).collect();
    assert!(rows.iter().any(|row| row["id"] == "e90") && rows.iter().any(|row| row["id"] == "x1"), "{rows:?}");
    assert_eq!(desk.json(&["verify", "v"])["entries"], 4);
    // For people it says so, on the page too.
    assert!(desk.ok(&["show", "v", "--case", CASE]).contains("newer version"));
    // Work goes on around it.
    desk.ok(&log("After it."));
    assert_eq!(texts(&desk).len(), 4);
    desk.ok(&["search", "v", "tomorrow"]);
    desk.ok(&["report", "v", "--case", CASE, "--for", "ico", "--out", "r.pdf"]);
    desk.ok(&["verify", "r.pdf", "--vault", "v"]);
    desk.ok(&["export", "v", "--case", CASE, "--format", "json", "--out", "e.json"]);
    desk.ok(&["backup", "v", "b"]);
    assert_eq!(desk.json(&["verify", "b"])["entries"], 6);
    desk.refused(&["correct", "v", "--case", CASE, "--id", "e90", "--set", "text=x", "--reason", "r"]);
}

/// A correction in a form of tomorrow: the old version is not passed off as what holds.
#[test]
fn what_a_newer_version_wrote_anew_is_shown_as_that_and_goes_to_nobody_else() {
    let desk = Desk::with_rota();
    let passphrase = Passphrase::new("seven plain words".to_owned());
    let mut vault =
        Vault::open(&desk.path("v"), Secret::Passphrase(&passphrase), Box::new(OsRandom), &desk.path("home")).unwrap();
    let book = vault.books().unwrap()[0].id;
    let old = vault.records(&book).unwrap().into_iter().find(|record| record.id == "e1").unwrap();
    let mut write = |payload: Payload| {
        let payloads = vec![Payload::act(&Act::new("correct", "lead")).unwrap(), payload];
        let now = u64::try_from(chrono::Utc::now().timestamp_millis()).unwrap();
        vault.append(&book, NewEntry { payloads, ..NewEntry::default() }, now).unwrap();
    };
    let replaces = [old.version].into();
    write(Payload {
        schema: 99,
        ..Payload::put("events", "e1", replaces, b"{\"in\": \"a form of tomorrow\"}".to_vec())
    });
    vault.close().unwrap();

    let shown = desk.json(&["show", "v", "--case", CASE]);
    let warnings = shown["warnings"].as_array().unwrap();
    let found: Vec<&Value> = warnings.iter().filter(|warning| warning["code"] == "replaced-by-newer").collect();
    assert_eq!(found.len(), 1, "{warnings:?}");
    let text = old.body.windows(4).any(|four| four == b"text");
    assert!(
        text && desk.ok(&["show", "v", "--case", CASE]).contains("A newer version of the program has written this")
    );
    // It may be withheld now, for all that this version can tell: nobody outside the team gets the old words.
    let old: Value = serde_json::from_slice(&old.body).unwrap();
    let words = old["text"].as_str().unwrap();
    for (audience, has) in [("team", true), ("ico", false)] {
        let out = format!("{audience}.json");
        desk.ok(&["export", "v", "--case", CASE, "--format", "json", "--for", audience, "--out", &out]);
        assert_eq!(String::from_utf8(desk.read(&out)).unwrap().contains(words), has, "{audience}");
        let pdf = format!("{audience}.pdf");
        desk.ok(&["report", "v", "--case", CASE, "--for", audience, "--out", &pdf]);
        let page = std::process::Command::new("pdftotext").arg(desk.path(&pdf)).arg("-").output().unwrap();
        let page = String::from_utf8_lossy(&page.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(page.contains(words), has, "{audience}: {page}");
        assert_eq!(page.contains("A newer version of the program has written this"), has, "{audience}: {page}");
    }
    assert_eq!(desk.json(&["verify", "v"])["intact"], true);
    // No clock rests on an event.
    assert_eq!(desk.json(&["cases", "v"])["cases"][0].get("warnings"), None);
}

/// A clock that rests on what a newer version has written anew is not listed in silence.
#[test]
fn the_list_of_cases_says_that_a_clock_rests_on_what_a_newer_version_wrote_anew() {
    let desk = Desk::with_rota();
    assert!(!desk.ok(&["cases", "v"]).contains("newer version"));
    let passphrase = Passphrase::new("seven plain words".to_owned());
    let mut vault =
        Vault::open(&desk.path("v"), Secret::Passphrase(&passphrase), Box::new(OsRandom), &desk.path("home")).unwrap();
    let book = vault.books().unwrap()[0].id;
    let old = vault.records(&book).unwrap().into_iter().find(|record| record.list == "controllers").unwrap();
    let anew = Payload { schema: 99, ..Payload::put("controllers", &old.id, [old.version].into(), b"{}".to_vec()) };
    let payloads = vec![Payload::act(&Act::new("correct", "lead")).unwrap(), anew];
    let now = u64::try_from(chrono::Utc::now().timestamp_millis()).unwrap();
    vault.append(&book, NewEntry { payloads, ..NewEntry::default() }, now).unwrap();
    vault.close().unwrap();
    let said = desk.ok(&["cases", "v"]);
    assert!(said.contains(&format!("  [{}] replaced-by-newer: A newer version of the program", old.id)), "{said}");
    let warnings = &desk.json(&["cases", "v"])["cases"][0]["warnings"];
    assert_eq!((&warnings[0]["code"], &warnings[0]["path"]), (&"replaced-by-newer".into(), &"$.controllers[0]".into()));
    assert_eq!(desk.json(&["show", "v", "--case", CASE])["warnings"].as_array().unwrap().last(), Some(&warnings[0]));
}
