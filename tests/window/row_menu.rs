//! What can be done with a record from its row, in every list and by keys alone: its menu, what came of it, its text;
//! and a chase that is written with the line that says so.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::stage::{Stage, Vault};
use crate::{ask, find, press, to_list, type_in, wait_for_words, wait_until};

const AT_ROW: &str = "return document.activeElement?.closest('#screen [role=option], #screen tr') !== null";
const NO_MENU: &str = "return document.querySelector('[role=menu]') === null";

/// Goes on by Tab to the first row of the screen.
async fn to_row(page: &WebDriver) {
    to_list(page).await;
    for _ in 0..12 {
        press(page, "" + Key::Tab).await;
        if ask(page, AT_ROW).await == json!(true) {
            return;
        }
    }
    panic!("no Tab leads to a row");
}

/// The words of the menu that is open.
async fn menu(page: &WebDriver) -> Vec<String> {
    find(page, "[role=menu] [role=menuitem]:focus").await;
    let words =
        "return [...document.querySelectorAll('[role=menu] [role=menuitem] > span')].map((one) => one.textContent)";
    serde_json::from_value(ask(page, words).await).unwrap()
}

async fn escape(page: &WebDriver) {
    press(page, "" + Key::Escape).await;
    wait_until(page, "the menu is gone", NO_MENU).await;
}

#[tokio::test]
async fn a_row_of_every_list_has_a_menu_by_key_and_the_focus_comes_back_to_it() {
    let stage = Stage::open(true).await;
    let page = &stage.page;
    find(page, "#entries [role=row]").await;
    to_list(page).await;
    press(page, "" + Key::Home).await;
    find(page, "#panel [data-act=correct]").await;
    press(page, Key::Shift + Key::F10).await;
    let any = ["Correct…", "Link…", "Attach…", "Withdraw…", "Copy as text"];
    assert_eq!(menu(page).await, any);
    escape(page).await;
    assert_eq!(ask(page, "return document.activeElement.id").await, "entries");
    for (key, screen) in
        [("3", "bodies-told"), ("5", "mitigations"), ("6", "correspondence"), ("7", "holding-to-account")]
    {
        to_list(page).await;
        press(page, key).await;
        find(page, &format!("#screen[aria-labelledby=tab-{screen}] :is([role=option], tbody tr)")).await;
        to_row(page).await;
        press(page, Key::Shift + Key::F10).await;
        let words = menu(page).await;
        assert_eq!(words[words.len() - 5..], any, "{screen}: {words:?}");
        escape(page).await;
        assert_eq!(ask(page, AT_ROW).await, true, "{screen}");
    }
    stage.close().await;
}

#[tokio::test]
async fn a_promise_is_chased_from_its_row_and_then_by_a_line_that_says_so() {
    let promise = "To write to every member by New Year";
    let vault = Vault::changed(|case| {
        case["commitments"][0]["text"] = promise.into();
    });
    let stage = Stage::on(vault, true).await;
    let page = &stage.page;
    find(page, "#entries [role=row]").await;
    to_list(page).await;
    press(page, "7").await;
    wait_for_words(page, "#screen", promise).await;
    to_row(page).await;
    while ask(page, "return document.activeElement.textContent").await.as_str().is_none_or(|row| !row.contains(promise))
    {
        press(page, "" + Key::Tab).await;
    }
    press(page, Key::Shift + Key::F10).await;
    assert_eq!(menu(page).await[..3], ["Kept…", "Chased…", "Broken…"]);
    // A letter goes to its word, and Enter opens the form of the panel at its first field.
    press(page, "ch").await;
    wait_until(page, "at its word", "return document.activeElement?.dataset.item === 'say-chased'").await;
    press(page, "" + Key::Enter).await;
    wait_until(page, "in its first field", "return document.activeElement?.closest('form') !== null").await;
    wait_for_words(page, "#field-at-read", "Read as").await;
    press(page, Key::Control + Key::Enter).await;
    wait_for_words(page, "#panel ol", "“The promise was chased.”").await;

    // A line says the same, and writes itself and the chase in one entry.
    to_list(page).await;
    press(page, "n").await;
    type_in(page, "#quick-entry", "reminded PSNI about writing to every member").await;
    wait_for_words(page, "#bar .chips", "adds a chase to the promise").await;
    press(page, "" + Key::Enter).await;
    wait_for_words(page, "#panel h2", "Reminded PSNI about writing").await;
    to_row(page).await;
    while ask(page, "return document.activeElement.textContent").await.as_str().is_none_or(|row| !row.contains(promise))
    {
        press(page, "" + Key::Tab).await;
    }
    press(page, "" + Key::Enter).await;
    wait_for_words(page, "#panel ol", "Added to by a new entry").await;
    stage.close().await;
}
