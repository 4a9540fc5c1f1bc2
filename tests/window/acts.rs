//! What is done with a record by its own word, and what leaves the vault: a promise kept, a backup, an export, an
//! erasure.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::stage::{PASSPHRASE, Stage, Vault, built};
use crate::{ask, by_palette, find, find_text, press, to_list, type_in, wait_for_value, wait_for_words, wait_until};

/// A promise is kept by its own word, with the time of now, and what is due next knows it no more.
#[tokio::test]
async fn a_promise_is_kept_by_one_word_and_its_clock_stops() {
    let promise = "To write to every member by New Year";
    let vault = Vault::changed(|case| {
        case["commitments"][0]["text"] = promise.into();
        case["commitments"][0]["due"] = json!({"at": "2031-01-01"});
    });
    let stage = Stage::on(vault, true).await;
    let page = &stage.page;
    find(page, "#entries [role=row]").await;
    let due = format!("return document.querySelector('aside').textContent.includes({promise:?})");
    wait_until(page, "it is due", &due).await;
    by_palette(page, promise).await;
    wait_for_words(page, "#panel h2", promise).await;
    // The key leads to the words, the first of them the best; Enter opens its form at the time.
    to_list(page).await;
    press(page, "v").await;
    press(page, "" + Key::Enter).await;
    wait_for_words(page, "#field-settled-read", "Read as").await;
    press(page, Key::Control + Key::Enter).await;
    wait_for_words(page, "#panel ol", "“The promise was kept.”").await;
    wait_for_words(page, "#panel dl", "Kept").await;
    wait_until(page, "it is due no more", &due.replace("return ", "return !")).await;
    assert_eq!(ask(page, "return document.querySelector('#panel .verbs')").await, Value::Null);
    stage.close().await;
}

/// The vault is backed up into a folder that is chosen and opens by itself; the case is exported as a file.
#[tokio::test]
async fn a_vault_is_backed_up_and_a_case_exported_by_keys_alone() {
    let stage = Stage::open(true).await;
    let page = &stage.page;
    find(page, "#entries [role=row]").await;
    by_palette(page, "Back up this vault").await;
    wait_until(page, "at the button", "return document.activeElement?.id === 'back-up'").await;
    wait_for_words(page, "section[aria-labelledby=vault-title]", "It was never backed up from here.").await;
    press(page, "" + Key::Enter).await;
    wait_for_words(page, "section[aria-labelledby=vault-title]", "It was opened and compared with the vault").await;
    wait_for_words(page, "section[aria-labelledby=vault-title]", "It was backed up last on").await;
    let here: Vec<_> = std::fs::read_dir(stage.home()).unwrap().map(|entry| entry.unwrap().path()).collect();
    let name = |path: &std::path::Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let copy = here.iter().find(|path| name(path).starts_with("demo backup ")).expect("a backup");
    let opened = std::process::Command::new(built("breachbook"))
        .arg("cases")
        .arg(copy)
        .env("BREACHBOOK_HOME", stage.home().join("another home"))
        .env("BREACHBOOK_PASSPHRASE", PASSPHRASE)
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&opened.stdout).contains("MET-2023-08"), "{opened:?}");
    press(page, "" + Key::Escape).await;

    find(page, "#entries [role=row]").await;
    by_palette(page, "Export the case file").await;
    wait_for_words(page, "dialog[open]", "It leaves the vault, and is not encrypted.").await;
    wait_until(page, "at the choice", "return document.activeElement?.name === 'export-for'").await;
    press(page, "" + Key::Enter).await;
    wait_for_words(page, "dialog[open]", "Saved as").await;
    let saved = ask(page, "return document.querySelector('dialog[open] code').textContent").await;
    let file: Value = serde_json::from_slice(&std::fs::read(saved.as_str().unwrap()).unwrap()).unwrap();
    assert_eq!(file["format"], "breachbook-case");
    let open = ask(page, "return document.querySelector('main h1 + code').textContent").await;
    assert_eq!(file["case"]["reference"], open);
    stage.close().await;
}

/// An entry is erased under law: its id is typed, a reason is given, and no word of it is left in the window.
#[tokio::test]
async fn a_record_is_erased_after_its_id_was_typed() {
    let stage = Stage::open(true).await;
    let page = &stage.page;
    find(page, "#entries [role=row]").await;
    crate::wayfinding::write_line(page, "26 Aug 2023 16:10 BST the address of a witness is read out").await;
    wait_for_words(page, "#panel h2", "address of a witness").await;
    by_palette(page, "Erase the record under law").await;
    wait_for_words(page, "#panel form", "What it says, and what the search knows of it.").await;
    let id = ask(page, "return document.querySelector('#panel .kind code').textContent").await;
    type_in(page, "#erase-reason", "order of the court").await;
    press(page, "" + Key::Tab + Key::Enter).await;
    find_text(page, "It is not confirmed.").await;
    type_in(page, "#erase-confirm", id.as_str().unwrap()).await;
    wait_for_value(page, "#erase-reason", "order of the court").await;
    press(page, "" + Key::Enter).await;
    wait_for_words(page, "#panel", "Erased under law in entry").await;
    wait_until(page, "no word is left", "return !document.body.textContent.includes('address of a witness')").await;
    stage.close().await;
}
