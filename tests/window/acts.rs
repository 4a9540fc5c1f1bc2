//! What is done with a record by its own word, and what is taken out of it for good: a promise kept, an erasure.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::stage::{Stage, Vault};
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

/// One attached file is erased from beside it, and the record stands without it, with the other file.
#[tokio::test]
async fn one_file_is_erased_from_beside_it_by_keys_alone() {
    let file = |name: &str, base64: &str| json!({"name": name, "media_type": "text/plain", "base64": base64});
    let vault = Vault::changed(|case| {
        case["events"][0]["id"] = "letters".into();
        case["events"][0]["text"] = "Two letters came in.".into();
        case["events"][0]["attachments"] =
            json!([file("of a witness.txt", "QUJD"), file("of the council.txt", "REVG")]);
    });
    let stage = Stage::on(vault, true).await;
    let page = &stage.page;
    find(page, "#entries [role=row]").await;
    by_palette(page, "Two letters came in").await;
    wait_for_words(page, "#panel h2", "Two letters came in.").await;
    find(page, "#panel details summary").await.focus().await.unwrap();
    press(page, "" + Key::Enter).await;
    press(page, "" + Key::Tab).await;
    wait_until(page, "at the button", "return document.activeElement?.dataset.act === 'erase-file'").await;
    press(page, "" + Key::Enter).await;
    wait_for_words(page, "#panel form", "The file of a witness.txt (3 bytes), unless another record has the same.")
        .await;
    type_in(page, "#erase-reason", "order of the court").await;
    type_in(page, "#erase-confirm", "letters" + Key::Enter).await;
    wait_for_words(page, "#panel", "The file was erased under law in entry").await;
    wait_until(page, "it is gone", "return !document.body.textContent.includes('of a witness')").await;
    wait_for_words(page, "#panel dl", "of the council.txt, 3 bytes").await;
    // The focus is in the panel still.
    wait_until(page, "in the panel", "return document.activeElement?.closest('#panel') !== null").await;
    stage.close().await;
}
