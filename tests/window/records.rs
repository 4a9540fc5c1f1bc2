//! Records by keyboard: added by the generic form, corrected, let stand with a warning, withdrawn.

use thirtyfour::prelude::*;

use crate::stage::{Stage, Vault};
use crate::wayfinding::write_line;
use crate::{
    ask, by_palette, find, find_text, press, tab_to, to_list, type_in, wait_for_value, wait_for_words, wait_until,
};

/// The screens on which something can be added.
const KEYS: [&str; 5] = ["3", "4", "5", "6", "7"];

/// Every list that the door offers to add to: its form is opened, what it requires is filled in as a person would,
/// it is saved, and the record stands in the list.
#[tokio::test]
async fn a_record_of_every_type_that_can_be_added_is_added_by_its_form() {
    let stage = Stage::open(true).await;
    let page = &stage.page;
    find(page, "#entries [role=row]").await;
    let mut added = Vec::new();
    for key in KEYS {
        to_list(page).await;
        press(page, key).await;
        find(page, "#screen section header").await;
        let offers = ask(
            page,
            "return [...document.querySelectorAll('#screen section header button')].map((b) => b.textContent.trim())",
        )
        .await;
        for (n, offer) in offers.as_array().unwrap().iter().enumerate() {
            let offer = offer.as_str().unwrap();
            let count = "return document.querySelectorAll('#screen section :is([role=option], tbody tr)').length";
            let before = ask(page, count).await.as_u64().unwrap();
            let button = format!("return document.querySelectorAll('#screen section header button')[{n}]");
            let button = page.execute(&button, vec![]).await.unwrap().element().unwrap();
            button.send_keys("" + Key::Enter).await.unwrap();
            let heading = format!("return document.querySelectorAll('#screen section:has(header button) h2')[{n}]");
            let heading = ask(page, &format!("{heading}.textContent")).await;
            fill(page, offer, heading.as_str().unwrap()).await;
            press(page, Key::Control + Key::Enter).await;
            let settled = "const form = document.querySelector('#screen form');
                const says = (el) => el.textContent.trim() !== '';
                return form === null || [...form.querySelectorAll('[role=alert], .fault')].some(says);";
            wait_until(page, &format!("{offer}: saved"), settled).await;
            let form = ask(page, "return document.querySelector('#screen form')?.innerText ?? null").await;
            assert!(form.is_null(), "{offer} was refused:\n{}", form.as_str().unwrap_or_default());
            let stands = format!(
                "{count} === {} && document.querySelector('#screen [aria-selected=true]') !== null",
                before + 1
            );
            wait_until(page, &format!("{offer}: in the list"), &stands).await;
            added.push(offer.to_owned());
        }
    }
    assert!(added.len() >= 9, "{added:?}");
    stage.close().await;
}

/// Fills in what a form requires: words, the first choice, the first party, a time. Whose answer it is, where there
/// are two controllers, stands there already: it was opened from that controller's section.
async fn fill(page: &WebDriver, offer: &str, heading: &str) {
    find(page, "#screen form [aria-required=true], #screen form #field-controller").await;
    if let Some(controller) = heading.strip_prefix("What the ICO will ask ") {
        wait_for_value(page, "#field-controller", controller).await;
    }
    let kinds = ask(page, "return [...document.querySelectorAll('#screen form [aria-required=true]')].filter((el) => el.checkVisibility()).map((el) => [el.id, el.tagName, el.getAttribute('role') ?? '', el.placeholder ?? '', el.inputMode ?? ''])").await;
    for kind in kinds.as_array().unwrap() {
        let word = |n: usize| kind[n].as_str().unwrap_or_default();
        let id = word(0);
        let field = find(page, &format!("[id=\"{id}\"]")).await;
        match (word(1), word(2)) {
            ("SELECT", _) => field.send_keys("" + Key::Down).await.unwrap(),
            (_, "combobox") => {
                field.send_keys("" + Key::Down).await.unwrap();
                let offered = format!("return document.getElementById('{id}-option-0') !== null");
                wait_until(page, &format!("{offer}: choices"), &offered).await;
                let at = format!("return document.getElementById('{id}').hasAttribute('aria-activedescendant')");
                if ask(page, &at).await != true {
                    field.send_keys("" + Key::Down).await.unwrap();
                }
                field.send_keys("" + Key::Enter).await.unwrap();
            }
            _ if word(3).starts_with("26/8/2023") => {
                field.send_keys("2023-08-27 14:30").await.unwrap();
                wait_for_words(page, &format!("[id=\"{id}-read\"]"), "Read as").await;
            }
            _ if !word(4).is_empty() => field.send_keys("3").await.unwrap(),
            _ => field.send_keys("a few plain words").await.unwrap(),
        }
    }
}

/// Corrected with a reason, the old words stay struck through; withdrawn with a reason, it stays legible.
#[tokio::test]
async fn a_record_is_corrected_and_withdrawn_with_reasons_and_stays_legible() {
    let stage = Stage::open(true).await;
    let page = &stage.page;
    find(page, "#entries [role=row]").await;
    write_line(page, "26 Aug 2023 16:10 BST the switchboard reports forty calls").await;
    wait_for_words(page, "#panel h2", "forty calls").await;
    // On the smallest laptop too, what can be done with it stands on one line.
    let places = "return [...document.querySelectorAll('#panel .buttons button')]
        .map((button) => [button.getBoundingClientRect().top, button.getBoundingClientRect().right])";
    let places = ask(page, places).await;
    let all = places.as_array().unwrap();
    assert!(all.len() == 4 && all.iter().all(|place| place[0] == all[0][0]), "{places}");

    act(page, "Correct", "#panel form textarea").await;
    let field = find(page, "#panel form textarea").await;
    field.send_keys(Key::Control + "a").await.unwrap();
    field.send_keys("The switchboard reports sixty calls.").await.unwrap();
    // Without a reason nothing is corrected, and nothing typed is lost.
    press(page, Key::Control + Key::Enter).await;
    find_text(page, "Missing: why it is corrected.").await;
    type_in(page, "#form-reason", "counted again").await;
    press(page, Key::Control + Key::Enter).await;
    wait_for_words(page, "#panel h2", "sixty calls").await;
    wait_for_words(page, "#panel del", "forty").await;
    wait_for_words(page, "#panel ins", "sixty").await;
    wait_for_words(page, "#panel ol", "“counted again”").await;
    let struck = "return getComputedStyle(document.querySelector('#panel del')).textDecorationLine";
    assert_eq!(ask(page, struck).await, "line-through");

    act(page, "Withdraw", "#withdraw-reason").await;
    press(page, "" + Key::Tab + Key::Enter).await;
    wait_for_words(page, "#panel form", "Missing: the reason.").await;
    type_in(page, "#withdraw-reason", "belongs to another case").await;
    press(page, "" + Key::Tab + Key::Enter).await;
    wait_for_words(page, "#panel", "Withdrawn. What it said stays in its history.").await;
    wait_for_words(page, "#panel ol", "“belongs to another case”").await;
    wait_for_words(page, "#panel del", "forty").await;
    stage.close().await;
}

/// A warning stands where it arises, and is let stand with a reason.
#[tokio::test]
async fn a_warning_is_let_stand_with_a_reason() {
    // Answered before it was asked.
    let vault = Vault::changed(|case| case["questions"][0]["answered"] = serde_json::json!({ "at": "2023-08-20" }));
    let stage = Stage::on(vault, true).await;
    let page = &stage.page;
    find(page, "#entries [role=row]").await;
    by_palette(page, "Which safeguards and checks").await;
    wait_for_words(page, "#panel .warning", "To check.").await;
    let button = find_text(page, "Let it stand…").await;
    button.send_keys("" + Key::Enter).await.unwrap();
    type_in(page, "#accept-reason", "the log of the switchboard says so").await;
    press(page, "" + Key::Tab + Key::Enter).await;
    wait_for_words(page, "#panel .warning.accepted", "the log of the switchboard says so").await;
    stage.close().await;
}

/// Presses one of the buttons of the panel by keys, and waits for what it opens.
async fn act(page: &WebDriver, words: &str, opens: &str) {
    wait_until(page, "a record", "return document.querySelector('#panel .buttons button') !== null").await;
    to_list(page).await;
    press(page, "d").await;
    tab_to(page, words).await;
    press(page, "" + Key::Enter).await;
    find(page, opens).await;
}
