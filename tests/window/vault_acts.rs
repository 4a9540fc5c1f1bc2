//! What is done with a vault as a whole: a backup, an export, a new key; and who writes where it was taken to.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use thirtyfour::prelude::*;

use crate::stage::{PASSPHRASE, Stage, Vault, built};
use crate::{ask, by_palette, find, find_text, press, type_in, wait_for_value, wait_for_words, wait_until};

/// The panel of the vault in the settings.
const VAULT: &str = "section[aria-labelledby=vault-title]";

/// What the command line says of a vault, opened with a passphrase.
fn cases(vault: &Path, home: &Path, passphrase: &str) -> Output {
    Command::new(built("breachbook"))
        .arg("cases")
        .arg(vault)
        .env("BREACHBOOK_HOME", home)
        .env("BREACHBOOK_PASSPHRASE", passphrase)
        .output()
        .unwrap()
}

/// What lies in the folder of whoever sits at the window, whose name begins so.
fn here(stage: &Stage, begins: &str) -> Vec<PathBuf> {
    let all = std::fs::read_dir(stage.home()).unwrap().map(|entry| entry.unwrap().path());
    all.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with(begins)).collect()
}

/// The vault is backed up into a folder that is chosen and opens by itself; the case is exported as a file.
#[tokio::test]
async fn a_vault_is_backed_up_and_a_case_exported_by_keys_alone() {
    let stage = Stage::open(true).await;
    let page = &stage.page;
    find(page, "#entries [role=row]").await;
    by_palette(page, "Back up this vault").await;
    wait_until(page, "at the button", "return document.activeElement?.id === 'back-up'").await;
    wait_for_words(page, VAULT, "It was never backed up from here.").await;
    press(page, "" + Key::Enter).await;
    wait_for_words(page, VAULT, "It was opened and compared with the vault").await;
    wait_for_words(page, VAULT, "It was backed up last on").await;
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

/// A backup that takes long says how far it is; Escape stops it, nothing of it is left, and the next one is made.
#[tokio::test]
async fn a_long_backup_says_how_far_it_is_and_is_stopped_by_a_key() {
    // So many that to copy and to check them takes seconds.
    let stage = Stage::on(Vault::long(20_000), true).await;
    let page = &stage.page;
    find(page, "#entries [role=row]").await;
    by_palette(page, "Back up this vault").await;
    wait_until(page, "at the button", "return document.activeElement?.id === 'back-up'").await;
    press(page, "" + Key::Enter).await;
    wait_for_words(page, VAULT, "the vault…").await;
    find(page, "#advance[value]").await;
    press(page, "" + Key::Escape).await;
    wait_for_words(page, VAULT, "Stopped. No backup was made").await;
    wait_for_words(page, VAULT, "It was never backed up from here.").await;
    assert!(here(&stage, "demo backup ").is_empty());
    assert!(here(&stage, ".demo backup ").is_empty());
    // The settings are there still, and the focus is where it was.
    wait_until(page, "at the button", "return document.activeElement?.id === 'back-up'").await;
    press(page, "" + Key::Enter).await;
    wait_for_words(page, VAULT, "It was opened and compared with the vault").await;
    assert_eq!(here(&stage, "demo backup ").len(), 1);
    stage.close().await;
}

/// The vault has a new key: the old passphrase opens it no longer, the new one does, and so does the new sheet.
#[tokio::test]
async fn a_vault_is_given_a_new_key_by_keys_alone() {
    const NEW: &str = "copper meadow whisper tunnel";
    let stage = Stage::open(true).await;
    let page = &stage.page;
    find(page, "#entries [role=row]").await;
    by_palette(page, "Give this vault a new key").await;
    wait_until(page, "at the field", "return document.activeElement?.id === 'old-passphrase'").await;
    press(page, "not it").await;
    type_in(page, "#new-passphrase", NEW).await;
    type_in(page, "#again", NEW).await;
    press(page, "" + Key::Enter).await;
    wait_for_words(page, VAULT, "does not open").await;
    assert!(here(&stage, "New recovery sheet").is_empty());
    // What was typed is there still, and the wrong one is typed over.
    wait_until(page, "at the field", "return document.activeElement?.id === 'old-passphrase'").await;
    press(page, PASSPHRASE).await;
    wait_for_value(page, "#new-passphrase", NEW).await;
    press(page, "" + Key::Enter).await;
    wait_for_words(page, VAULT, "the new passphrase and the new sheet open it, and nothing else.").await;
    wait_until(page, "at the proof", "return document.activeElement?.id === 'letters'").await;
    let sheet = here(&stage, "New recovery sheet").pop().expect("a sheet");
    let secret = std::fs::read_to_string(&sheet).unwrap().trim_end().to_owned();
    press(page, &secret[secret.len() - 6..]).await;
    press(page, "" + Key::Enter).await;
    wait_until(page, "back at the button", "return document.activeElement?.id === 'new-key'").await;
    assert_eq!(ask(page, "return document.body.innerHTML.includes('copper meadow')").await, Value::Bool(false));
    // The vault is open and can be written.
    press(page, "" + Key::Escape).await;
    find(page, "#entries [role=row]").await;
    crate::wayfinding::write_line(page, "26 Aug 2023 16:10 BST written under the new key").await;
    wait_for_words(page, "#panel h2", "Written under the new key").await;
    let (vault, home) = (stage.home().join("demo.breachbook"), stage.home().join("another home"));
    press(page, Key::Control + "l").await;
    stage.wait_for_title("Locked");
    let [old, new] = [PASSPHRASE, NEW].map(|passphrase| cases(&vault, &home, passphrase));
    assert!(!old.status.success() && String::from_utf8_lossy(&old.stderr).contains("does not open"), "{old:?}");
    assert!(String::from_utf8_lossy(&new.stdout).contains("MET-2023-08"), "{new:?}");
    stage.close().await;
}

/// Whoever opens a vault where nobody has said who writes is asked in a line that takes no focus and stands in no way.
#[tokio::test]
async fn whoever_opens_a_vault_on_a_new_computer_is_asked_who_they_are() {
    let stage = Stage::on(Vault::demo().unnamed(), true).await;
    let page = &stage.page;
    find(page, "#entries [role=row]").await;
    find_text(page, "Who writes here?").await;
    // It is no dialog, and has not the focus: what is typed begins an entry, and is written in.
    wait_until(page, "in the list", "return document.activeElement?.id === 'entries'").await;
    crate::wayfinding::write_line(page, "26 Aug 2023 16:10 BST the clock runs").await;
    wait_for_words(page, "#panel h2", "The clock runs").await;
    // Answered by keys alone, it goes, and the bar says the name at once.
    find(page, "#who-writes").await.focus().await.unwrap();
    press(page, "Ann Okoro").await;
    press(page, "" + Key::Enter).await;
    wait_for_words(page, "#bar", "as Ann Okoro").await;
    wait_until(page, "asked no more", "return document.querySelector('#who-writes') === null").await;
    wait_until(page, "not lost", "return document.activeElement !== document.body").await;
    crate::wayfinding::write_line(page, "26 Aug 2023 16:11 BST and runs on").await;
    wait_for_words(page, "#panel", "Ann Okoro").await;
    stage.close().await;
}
