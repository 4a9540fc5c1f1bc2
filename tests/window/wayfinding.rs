//! Finding one's way by keys: the palette, and the case as it was known then.

use thirtyfour::prelude::*;

use crate::stage::Stage;
use crate::{ask, by_palette, find, find_text, press, to_list, type_in, wait_for_value, wait_for_words, wait_until};

/// The palette runs an action, opens another case, and finds a record by its words, each with Enter alone.
#[tokio::test]
async fn the_palette_runs_an_action_opens_a_case_and_finds_a_record() {
    let stage = Stage::open(true).await;
    let page = &stage.page;
    find(page, "#entries [role=row]").await;
    by_palette(page, "holding to account").await;
    wait_until(
        page,
        "the screen is there",
        "return document.querySelector('[role=tab][aria-selected=true]')?.id === 'tab-holding-to-account'",
    )
    .await;
    wait_until(page, "the palette is gone", "return document.querySelector('dialog[open]') === null").await;

    let other = "PSNI: laptop, radio";
    by_palette(page, other).await;
    wait_for_words(page, "h1", other).await;

    // A record of another case, by words that stand in it alone.
    by_palette(page, "receives a ransom demand").await;
    wait_for_words(page, "h1", "Metropolitan Police").await;
    wait_for_words(page, "#panel h2", "ransom demand").await;

    // Escape closes it without doing anything, and words that nothing holds say so.
    press(page, Key::Control + "k").await;
    type_in(page, "dialog[open] input", "qqqq zzzz").await;
    wait_for_words(page, "dialog[open]", "Nothing holds these words.").await;
    press(page, "" + Key::Escape).await;
    wait_until(page, "the palette is gone", "return document.querySelector('dialog[open]') === null").await;
    wait_for_words(page, "#panel h2", "ransom demand").await;
    stage.close().await;
}

/// The whole case as the book stood then: what was written since is not there, and nothing can be written in.
#[tokio::test]
async fn the_case_is_shown_as_it_was_known_then_and_leads_back_to_now() {
    let stage = Stage::open(true).await;
    let page = &stage.page;
    find(page, "#entries [role=row]").await;
    let before = ask(page, "return new Date().toISOString().replace(/\\.\\d+/, '')").await.as_str().unwrap().to_owned();
    let later = format!("return Date.now() > Date.parse('{before}') + 1500");
    wait_until(page, "a later second", &later).await;
    write_line(page, "26 Aug 2023 16:10 BST the switchboard reports calls from families").await;
    let tabs = "return document.querySelector('#tab-timeline .count').textContent";
    wait_until(page, "one entry more", &format!("{tabs} === '27'")).await;

    to_list(page).await;
    press(page, "k").await;
    // A time that is none is refused in place, and stays to be mended.
    type_in(page, "#known-on", "soon" + Key::Enter).await;
    wait_until(page, "a refusal", "return document.querySelector('#known-on-wrong')?.textContent.length > 10").await;
    wait_for_value(page, "#known-on", "soon").await;
    find(page, "#known-on").await.send_keys(Key::Control + "a").await.unwrap();
    type_in(page, "#known-on", before + Key::Enter).await;
    wait_until(page, "as it was then", &format!("{tabs} === '26'")).await;
    wait_for_words(page, "#bar", "The case is shown as it was known then.").await;
    wait_until(
        page,
        "nothing can be written",
        "return document.querySelector('#quick-entry, #panel .buttons') === null",
    )
    .await;

    by_palette(page, "Back to the case as it stands").await;
    wait_until(page, "as it stands", &format!("{tabs} === '27'")).await;
    find(page, "#quick-entry").await;
    stage.close().await;
}

/// Writes a line through the bar. It is written up late, so a reason is asked, and a second Enter goes without one.
pub async fn write_line(page: &WebDriver, line: &str) {
    type_in(page, "#quick-entry", line).await;
    wait_until(page, "the line is understood", "return document.querySelector('.late, #late-reason, [aria-label=\"Quick entry\"] .chips, [aria-label=\"Quick entry\"] button') !== null").await;
    press(page, "" + Key::Enter).await;
    let asked = "return document.activeElement?.id !== 'quick-entry' || document.querySelector('#bar .done') !== null";
    wait_until(page, "a reason is asked", asked).await;
    press(page, "" + Key::Enter).await;
    find_text(page, "Written in as entry").await;
}
