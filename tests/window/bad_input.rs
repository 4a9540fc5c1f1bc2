//! Bad input in the real window: a vault in use, a full disk while something is typed, a vault that can only be read, a
//! paste of 5 MB, files too large or of an unknown kind. Each is a sentence with a remedy in place, and nothing typed is
//! lost.

use std::fs::File;
use std::io::Write as _;

use serde_json::json;
use thirtyfour::prelude::*;

use crate::journeys_app::{drag, picture};
use crate::stage::{PASSPHRASE, READ_ONLY, SMALL_DISK, Stage, Vault};
use crate::{ask, find, find_text, press, to_list, type_in, wait_for_value, wait_for_words, wait_until};

/// Said where a test needs a disk of its own and this user may lay none over a folder.
const NO_MOUNTS: &str = "left out: only root may lay a disk over a folder for one program";

/// So many letters and more, in lines: one line of as many would take a webview longer than the test waits.
fn long(letters: usize) -> String {
    format!("{}\n", "x".repeat(99)).repeat(letters.div_ceil(100))
}

/// Copies so many letters by keys, from a field of the test's own.
pub async fn copy(page: &WebDriver, letters: usize) {
    let field = format!(
        "const field = document.createElement('textarea'); field.id = 'long'; field.wrap = 'off';
         field.value = ('x'.repeat(99) + '\\n').repeat({}); document.body.append(field); field.focus(); field.select()",
        letters.div_ceil(100)
    );
    ask(page, &field).await;
    press(page, Key::Control + "c").await;
    ask(page, "document.querySelector('#long').remove()").await;
}

#[tokio::test]
async fn a_vault_in_use_is_said_at_the_lock_screen_and_opens_when_it_is_free() {
    let stage = Stage::open(false).await;
    let page = &stage.page;
    let lock = stage.home().join("demo.breachbook/lock");
    let lock = File::options().create(true).truncate(false).write(true).open(lock).unwrap();
    lock.lock().unwrap();
    type_in(page, "#passphrase", PASSPHRASE).await;
    press(page, "" + Key::Enter).await;
    wait_for_words(page, "#fault", "is in use by another process.").await;
    wait_for_words(page, "#fault", "Close the other window").await;
    picture(page, "in-use").await;
    // What was typed need not be typed again.
    wait_for_value(page, "#passphrase", PASSPHRASE).await;
    drop(lock);
    press(page, "" + Key::Enter).await;
    find(page, "#entries [role=row]").await;
    stage.close().await;
}

/// A disk that fills in mid-sentence is said where it is typed; a lock asks whether to lose it; when there is room again
/// all of it is kept, and the lock asks nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_is_full_in_mid_sentence_loses_nothing_and_a_lock_asks() {
    let Some(vault) = Vault::demo().on_mounts(SMALL_DISK) else { return eprintln!("{NO_MOUNTS}") };
    let stage = Stage::on(vault, true).await;
    let page = &stage.page;
    find(page, "#entries [role=row]").await;
    let filler = stage.seen(&stage.home().join("demo.breachbook/filler"));
    let mut file = File::create(&filler).unwrap();
    while file.write_all(&[0; 4096]).is_ok() {}
    drop(file);
    // More than fits into what the files have already.
    copy(page, 300_000).await;
    type_in(page, "#quick-entry", Key::Control + "v").await;
    wait_for_words(page, "#bar", "No space is left for").await;
    picture(page, "full-disk").await;

    press(page, Key::Control + "l").await;
    wait_for_words(page, "dialog", "What is typed in the bar of a case could not be kept").await;
    wait_for_words(page, "dialog", "No space is left for").await;
    picture(page, "lock-asked").await;
    press(page, "" + Key::Enter).await;
    wait_until(page, "going on", "return document.querySelector('dialog') === null").await;
    wait_for_value(page, "#quick-entry", &long(300_000)).await;

    // There is room again: it is kept without another key.
    std::fs::remove_file(&filler).unwrap();
    let said =
        "return [...document.querySelectorAll('[role=alert]')].every((one) => !one.textContent.includes('No space'))";
    wait_until(page, "it is kept", said).await;
    let before = stage.windows();
    // The process ends while it is driven.
    let _ = page.active_element().await.unwrap().send_keys(Key::Control + "l").await;
    stage.wait_for_title("Locked");
    stage.wait_for_another_window(&before);
}

/// It is shown, what is typed is refused in place, and nothing is asked for that cannot be done.
#[tokio::test]
async fn a_vault_that_can_only_be_read_is_shown_and_says_so() {
    let Some(vault) = Vault::demo().on_mounts(READ_ONLY) else { return eprintln!("{NO_MOUNTS}") };
    let stage = Stage::on(vault, true).await;
    let page = &stage.page;
    find(page, "#entries [role=row]").await;
    wait_for_words(page, "main .notices", "This vault lies where nothing can be written").await;
    picture(page, "read-only").await;
    wait_for_words(page, "#bar", "Nothing can be written in:").await;
    find(page, "#panel h2").await;
    for key in ["1", "2", "3", "4", "5", "6", "7", "8", "9"] {
        to_list(page).await;
        press(page, key).await;
        wait_until(
            page,
            key,
            "return document.querySelector('#screen h2, #screen [role=row], #screen legend') !== null",
        )
        .await;
        let writes = "return [...document.querySelectorAll('button, textarea, #screen input[type=text]')]
            .filter((one) => /^(Add|New|Correct|Link|Attach|Withdraw|Begin|Save as|Let it)|^A new/.test(
                (one.getAttribute('aria-label') ?? one.textContent).trim()) || one.tagName === 'TEXTAREA')
            .map((one) => one.outerHTML)";
        assert_eq!(ask(page, writes).await, json!([]), "screen {key}");
        picture(page, &format!("read-only-{key}")).await;
    }
    press(page, Key::Control + "k").await;
    find(page, "#choice-0").await;
    let palette = ask(page, "return document.querySelector('#choices').textContent").await;
    for words in ["Write a new entry", "Begin a new case", "Correct the record", "Withdraw the record"] {
        assert!(!palette.as_str().unwrap().contains(words), "{words}");
    }
    stage.close().await;
}

#[tokio::test]
async fn a_paste_of_five_megabytes_is_refused_wherever_it_is_tried_and_what_stood_there_stays() {
    let stage = Stage::open(true).await;
    let page = &stage.page;
    find(page, "#panel [data-act=withdraw]").await;
    copy(page, 5_000_000).await;
    let too_long = "That would be 5.0 MB of text";
    type_in(page, "#quick-entry", "so far").await;
    press(page, Key::Control + "v").await;
    wait_for_words(page, "#bar", "5.0 MB of text").await;
    wait_for_words(page, "#bar", "Attach it as a file").await;
    wait_for_value(page, "#quick-entry", "so far").await;

    find(page, "#panel [data-act=withdraw]").await.click().await.unwrap();
    type_in(page, "#withdraw-reason", "entered twice").await;
    press(page, Key::Control + "v").await;
    wait_for_words(page, "#panel form", too_long).await;
    picture(page, "paste").await;
    wait_for_value(page, "#withdraw-reason", "entered twice").await;
    press(page, "" + Key::Escape).await;

    find(page, "#panel [data-act=correct]").await.click().await.unwrap();
    let field = "#panel form textarea";
    let filled = format!("return (document.querySelector('{field}')?.value ?? '') !== ''");
    wait_until(page, "the form is filled", &filled).await;
    let before = find(page, field).await.value().await.unwrap().unwrap();
    find(page, field).await.focus().await.unwrap();
    press(page, Key::Control + "v").await;
    wait_for_words(page, "#panel form", too_long).await;
    wait_for_value(page, field, &before).await;
    stage.close().await;
}

#[tokio::test]
async fn a_dropped_file_that_is_too_large_is_refused_and_one_of_an_unknown_kind_is_said_to_be() {
    let stage = Stage::open(true).await;
    let page = &stage.page;
    find(page, "#panel [data-act=link]").await;
    type_in(page, "#quick-entry", "half a line").await;
    let (film, dump) = (stage.home().join("film.mp4"), stage.home().join("dump.x7z"));
    // As large as it says, and no byte of it on the disk.
    File::create(&film).unwrap().set_len(64 * 1024 * 1024 + 1).unwrap();
    std::fs::write(&dump, "what is it").unwrap();
    drag(page, json!({"is": "dropped", "paths": [film, dump]})).await;
    find_text(page, "film.mp4").await;
    wait_for_words(page, "dialog .refused", "film.mp4").await;
    wait_for_words(page, "dialog .files", "What kind of file it is, its name does not say.").await;
    picture(page, "drop-refused").await;
    type_in(page, "#dropped-reason", "from the drive").await;
    find(page, "dialog button[type=submit]").await.click().await.unwrap();
    wait_until(page, "attached", "return document.querySelector('dialog') === null").await;
    wait_for_words(page, "#panel", "dump.x7z").await;
    wait_for_value(page, "#quick-entry", "half a line").await;
    stage.close().await;
}
