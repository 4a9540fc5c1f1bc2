//! Everything that opens over a screen or in it, in the real window: without a fault that axe knows of, in light, in dark
//! and in high contrast, and at twice the size nothing cut off or out of reach.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::journeys_app::drag;
use crate::screens::{Look, look_at};
use crate::stage::{DARK, Dress, LIGHT, Stage, Vault};
use crate::{ask, by_palette, find, find_text, press, to_list, type_in, wait_for_words, wait_until, wait_until_drawn};

#[tokio::test]
async fn everything_that_opens_is_accessible_in_light_and_in_high_contrast() {
    every_overlay("light", Dress { theme: LIGHT, ..Dress::default() }, Look::Contrast).await;
}

#[tokio::test]
async fn everything_that_opens_is_accessible_in_dark_and_in_high_contrast() {
    every_overlay("dark", Dress { theme: DARK, ..Dress::default() }, Look::Contrast).await;
}

#[tokio::test]
async fn everything_that_opens_holds_at_twice_the_size() {
    every_overlay("light-200", Dress { zoom: 200, ..Dress::default() }, Look::Reach).await;
}

/// Who writes is asked where nobody has said so: in a line above the case.
#[tokio::test]
async fn the_question_who_writes_is_accessible_and_holds_at_twice_the_size() {
    for (name, dress, look) in [
        ("light", Dress { theme: LIGHT, ..Dress::default() }, Look::Contrast),
        ("dark", Dress { theme: DARK, ..Dress::default() }, Look::Contrast),
        ("light-200", Dress { zoom: 200, ..Dress::default() }, Look::Reach),
    ] {
        let stage = Stage::on(Vault::demo().unnamed().looking(dress), true).await;
        let page = &stage.page;
        find(page, "#entries [role=row]").await;
        wait_until_drawn(page).await;
        find(page, "#who-writes").await;
        let faults = look_at(page, "who-writes", name, look).await;
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        stage.close().await;
    }
}

async fn every_overlay(name: &str, dress: Dress, look: Look) {
    let stage = Stage::dressed(dress).await;
    let page = &stage.page;
    find(page, "#entries [role=row]").await;
    wait_until_drawn(page).await;
    let mut faults = Vec::new();

    press(page, Key::Shift + "n").await;
    find(page, "dialog #title").await;
    faults.extend(look_at(page, "over-new-case", name, look).await);
    back(page).await;

    press(page, "1").await;
    find_text(page, "Correct the case…").await.send_keys("" + Key::Enter).await.unwrap();
    find(page, "dialog form input").await;
    faults.extend(look_at(page, "over-correct-case", name, look).await);
    back(page).await;

    press(page, "2").await;
    find(page, "#panel [data-act=withdraw]").await;
    for (key, holds) in [("w", "#withdraw-reason"), ("i", "#link-to")] {
        press(page, key).await;
        find(page, holds).await;
        // Refused, it says why.
        press(page, Key::Tab + Key::Tab).await;
        faults.extend(look_at(page, &format!("over-{}", &holds[1..]), name, look).await);
        find(page, holds).await.send_keys("" + Key::Escape).await.unwrap();
        back(page).await;
    }

    // The menu of a row, which has the words of what came of it first.
    press(page, "7").await;
    find(page, "#screen [role=option]").await;
    ask(page, "document.querySelector('#screen [role=option]').focus()").await;
    press(page, Key::Shift + Key::F10).await;
    find(page, "[role=menu] [role=menuitem]:focus").await;
    faults.extend(look_at(page, "over-row-menu", name, look).await);
    if ask(page, "return document.querySelector('[role=menu]') !== null").await == json!(true) {
        press(page, "" + Key::Escape).await;
    }
    to_list(page).await;
    press(page, "2").await;
    find(page, "#entries [role=row]").await;

    let log = stage.home().join("takedown log.pdf");
    std::fs::write(&log, "%PDF-1.7 not much of one").unwrap();
    drag(page, json!({"is": "over"})).await;
    find_text(page, "Let go to attach").await;
    faults.extend(look_at(page, "over-drop-target", name, look).await);
    drag(page, json!({"is": "dropped", "paths": [stage.home(), log]})).await;
    find(page, "#dropped-reason").await;
    faults.extend(look_at(page, "over-drop-asked", name, look).await);
    back(page).await;

    // The list of a chip that is in doubt, and that of who may see the line.
    type_in(page, "#quick-entry", "14:05 told the ICO and the NCA by phone").await;
    wait_for_words(page, "#bar .chips", "told").await;
    for (menu, screen) in [("#bar .chips [aria-haspopup]", "over-chip"), ("#bar .side [aria-haspopup]", "over-goes-to")]
    {
        find(page, menu).await.send_keys("" + Key::Down).await.unwrap();
        find(page, "#bar [role=listbox]").await;
        faults.extend(look_at(page, screen, name, look).await);
        if ask(page, "return document.querySelector('#bar [role=listbox]') !== null").await == json!(true) {
            press(page, "" + Key::Escape).await;
        }
    }

    // Over the case: what is done with the vault as a whole.
    for (words, holds, screen) in [
        ("Change the passphrase", "#passphrase-form-title", "over-passphrase"),
        ("Give this vault a new key", "#key-form-title", "over-new-key"),
    ] {
        by_palette(page, words).await;
        find(page, holds).await;
        faults.extend(look_at(page, screen, name, look).await);
        find(page, "#old-passphrase").await.send_keys("" + Key::Escape).await.unwrap();
        press(page, "" + Key::Escape).await;
        find(page, "#entries [role=row]").await;
    }

    // What cannot be kept is asked about, as the vault locks and as the window closes.
    let (vault, away) = (stage.home().join("demo.breachbook"), stage.home().join("away"));
    std::fs::rename(&vault, &away).unwrap();
    type_in(page, "#quick-entry", " today").await;
    wait_for_words(page, "#bar", "vault.db is no longer there.").await;
    for (key, screen) in [("l", "over-lock-asked"), ("q", "over-close-asked")] {
        press(page, Key::Control + key).await;
        wait_for_words(page, "dialog", "and lose what is typed?").await;
        faults.extend(look_at(page, screen, name, look).await);
        back(page).await;
    }
    std::fs::rename(&away, &vault).unwrap();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    stage.close().await;
}

/// Closes what is open, and goes back to the list or the screen.
async fn back(page: &WebDriver) {
    press(page, "" + Key::Escape).await;
    wait_until(page, "nothing is open", "return document.querySelector('dialog[open]') === null").await;
    to_list(page).await;
}
