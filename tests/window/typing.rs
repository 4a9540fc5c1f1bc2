//! What is typed: written in, and never lost.

use thirtyfour::prelude::*;

use crate::stage::{LIMIT, Stage};
use crate::wayfinding::write_line;
use crate::{KEPT_WITHIN, PULSE, find, find_text, press, type_in, wait_for_value, wait_for_words, wait_until};

/// A power cut in the middle of a sentence: what was typed is there again, in the bar and in a form.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_survives_the_window_being_killed() {
    let stage = Stage::open(true).await;
    find(&stage.page, "#entries").await;
    type_in(&stage.page, "#quick-entry", "14:30 the federation asked who").await;
    tokio::time::sleep(KEPT_WITHIN).await;
    let stage = stage.cut_and_open().await;
    wait_for_value(&stage.page, "#quick-entry", "14:30 the federation asked who").await;

    find_text(&stage.page, "Correct").await.click().await.unwrap();
    let field = "#panel form textarea";
    find(&stage.page, field).await;
    type_in(&stage.page, field, " And more.").await;
    let typed = find(&stage.page, field).await.value().await.unwrap().unwrap();
    assert!(typed.ends_with(" And more."), "{typed}");
    tokio::time::sleep(KEPT_WITHIN).await;
    let stage = stage.cut_and_open().await;
    find_text(&stage.page, "Correct").await.click().await.unwrap();
    wait_for_value(&stage.page, field, &typed).await;
    stage.close().await;
}

/// What is typed outside a form too: the questions about a new case, and why a record is to be withdrawn.
#[tokio::test(flavor = "multi_thread")]
async fn a_new_case_and_a_reason_survive_the_window_being_killed() {
    let stage = Stage::open(true).await;
    find(&stage.page, "#panel [data-act=withdraw]").await;
    press(&stage.page, Key::Shift + "n").await;
    type_in(&stage.page, "#title", "Lost notebook, district B").await;
    type_in(&stage.page, "#keeper", "Kent Police Federation").await;
    tokio::time::sleep(KEPT_WITHIN).await;
    let stage = stage.cut_and_open().await;
    find(&stage.page, "#panel [data-act=withdraw]").await.click().await.unwrap();
    type_in(&stage.page, "#withdraw-reason", "belongs to another ca").await;
    tokio::time::sleep(KEPT_WITHIN).await;
    let stage = stage.cut_and_open().await;
    find(&stage.page, "#panel [data-act=withdraw]").await.click().await.unwrap();
    wait_for_value(&stage.page, "#withdraw-reason", "belongs to another ca").await;

    press(&stage.page, "" + Key::Escape).await;
    press(&stage.page, Key::Shift + "n").await;
    wait_for_value(&stage.page, "#title", "Lost notebook, district B").await;
    wait_for_value(&stage.page, "#keeper", "Kent Police Federation").await;
    // What is begun is no draft any more.
    type_in(&stage.page, "#controller", "Kent Police").await;
    press(&stage.page, "" + Key::Enter).await;
    wait_for_words(&stage.page, "main h1", "Lost notebook, district B").await;
    let closed = "return document.querySelector('dialog') === null && document.activeElement.tagName !== 'INPUT'";
    wait_until(&stage.page, "the questions are gone", closed).await;
    press(&stage.page, Key::Shift + "n").await;
    wait_for_value(&stage.page, "#title", "").await;
    stage.close().await;
}

/// A line from the keyboard to the record, and the record afresh.
#[tokio::test]
async fn a_typed_line_is_written_in_and_stands_in_the_timeline() {
    let stage = Stage::open(true).await;
    find(&stage.page, "#entries").await;
    let line = "26 Aug 2023 16:10 BST the switchboard reports calls from families";
    write_line(&stage.page, line).await;
    find_text(&stage.page, "Written in as entry 1").await;
    let row = "//*[@id='entries']//*[text()[contains(., 'switchboard reports calls')]]";
    stage.page.query(By::XPath(row)).wait(LIMIT, PULSE).first().await.unwrap();
    wait_for_value(&stage.page, "#quick-entry", "").await;
    stage.close().await;
}
