//! What somebody does without thinking: types where nothing has the focus, presses Ctrl A, makes everything larger,
//! closes the window. No word is lost by it, and nothing is done that nobody asked for.

use std::fs::File;
use std::io::Write as _;

use thirtyfour::prelude::*;

use crate::journeys_app::picture;
use crate::stage::{SMALL_DISK, Stage, Vault};
use crate::{PULSE, ask, by_palette, find, press, to_list, type_in, wait_for_value, wait_for_words, wait_until};

/// After a click on nothing a typed word is a word, whatever its letters do elsewhere; in the list they act.
#[tokio::test]
async fn a_word_typed_where_nothing_has_the_focus_begins_an_entry_and_none_of_its_letters_acts() {
    let stage = Stage::open(true).await;
    let page = &stage.page;
    find(page, "#panel .buttons").await;
    // On the title of the record, which is nothing to click on; the panel takes the focus.
    find(page, "#panel h2").await.click().await.unwrap();
    wait_until(page, "the click is over", "return document.activeElement.closest('#panel') !== null").await;
    let typed = "Kai rang 1 word, we attach 2/3? [pink]";
    page.action_chain().send_keys(typed).perform().await.unwrap();
    wait_for_value(page, "#quick-entry", typed).await;
    let still = "return document.querySelector('dialog, #panel form, #known-on') === null
        && document.querySelector('#tab-timeline').getAttribute('aria-selected') === 'true'";
    assert_eq!(ask(page, still).await, true);
    picture(page, "lost-keys").await;

    // Out of the bar and into the list, letters act again.
    press(page, "" + Key::Escape).await;
    page.action_chain().send_keys("1").perform().await.unwrap();
    find(page, "#tab-overview[aria-selected=true]").await;
    // With no focus at all, and turned off in the settings, they are words.
    ask(page, "document.activeElement.blur()").await;
    page.action_chain().send_keys(" w").perform().await.unwrap();
    wait_for_value(page, "#quick-entry", &format!("{typed}w")).await;
    press(page, "" + Key::Escape).await;
    by_palette(page, "settings").await;
    find(page, "#letter-keys").await.send_keys(" ").await.unwrap();
    wait_for_words(page, "main .said", "Kept.").await;
    picture(page, "settings-letters").await;
    press(page, "" + Key::Escape).await;
    find(page, "#quick-entry").await;
    to_list(page).await;
    page.action_chain().send_keys("r").perform().await.unwrap();
    wait_for_value(page, "#quick-entry", &format!("{typed}wr")).await;
    stage.close().await;
}

/// Ctrl A outside a field marks the record that is read, or nothing, and never the whole window.
#[tokio::test]
async fn ctrl_a_outside_a_field_marks_the_record_in_the_panel_or_nothing() {
    let stage = Stage::open(true).await;
    let page = &stage.page;
    find(page, "#panel .buttons").await;
    to_list(page).await;
    let marked = "return getSelection().toString()";
    page.action_chain().key_down(Key::Control).send_keys("a").key_up(Key::Control).perform().await.unwrap();
    assert_eq!(ask(page, marked).await, "");
    press(page, "d").await;
    wait_until(page, "the panel", "return document.activeElement.id === 'panel'").await;
    page.action_chain().key_down(Key::Control).send_keys("a").key_up(Key::Control).perform().await.unwrap();
    let text = ask(page, marked).await;
    let title = ask(page, "return document.querySelector('#panel h2').textContent.trim()").await;
    assert!(text.as_str().unwrap().contains(title.as_str().unwrap()), "{text} does not hold {title}");
    let other = ask(page, "return document.querySelector('main h1').textContent").await;
    assert!(!text.as_str().unwrap().contains(other.as_str().unwrap()), "{text}");
    stage.close().await;
}

/// A window is closed by its frame or by key while what is typed cannot be kept: it asks; with room again it goes.
#[tokio::test(flavor = "multi_thread")]
async fn closing_with_words_that_could_not_be_kept_asks_and_goes_when_they_are() {
    let Some(vault) = Vault::demo().on_mounts(SMALL_DISK) else {
        return eprintln!("left out: only root may lay a disk over a folder for one program");
    };
    let stage = Stage::on(vault, true).await;
    let page = &stage.page;
    find(page, "#entries [role=row]").await;
    let filler = stage.seen(&stage.home().join("demo.breachbook/filler"));
    let mut file = File::create(&filler).unwrap();
    while file.write_all(&[0; 4096]).is_ok() {}
    drop(file);
    crate::bad_input::copy(page, 300_000).await;
    type_in(page, "#quick-entry", Key::Control + "v").await;
    wait_for_words(page, "#bar", "No space is left for").await;

    let asks = "Close and lose what is typed?";
    stage.close_by_its_frame();
    wait_for_words(page, "dialog", asks).await;
    wait_for_words(page, "dialog", "What is typed in the bar of a case could not be kept").await;
    picture(page, "close-asked").await;
    // Again and again it asks, and stays.
    stage.close_by_its_frame();
    wait_for_words(page, "dialog", asks).await;
    press(page, "" + Key::Enter).await;
    wait_until(page, "going on", "return document.querySelector('dialog') === null").await;
    press(page, Key::Control + "q").await;
    wait_for_words(page, "dialog", asks).await;
    press(page, "" + Key::Enter).await;
    wait_until(page, "going on", "return document.querySelector('dialog') === null").await;

    std::fs::remove_file(&filler).unwrap();
    let said =
        "return [...document.querySelectorAll('[role=alert]')].every((one) => !one.textContent.includes('No space'))";
    wait_until(page, "it is kept", said).await;
    stage.close_by_its_frame();
    gone(&stage).await;
}

/// A page that answers nothing any more cannot hold its window open: closed a second time, it goes.
#[tokio::test(flavor = "multi_thread")]
async fn a_window_whose_page_does_not_answer_closes_the_second_time() {
    let stage = Stage::open(true).await;
    find(&stage.page, "#entries [role=row]").await;
    let deaf = "window.addEventListener('breachbook-close', (event) => {
        event.stopImmediatePropagation(); document.body.dataset.deaf = 'yes' }, { capture: true })";
    ask(&stage.page, deaf).await;
    stage.close_by_its_frame();
    find(&stage.page, "body[data-deaf]").await;
    assert_eq!(stage.windows().len(), 1);
    stage.close_by_its_frame();
    gone(&stage).await;
}

/// Waits until no window of the stage is left.
async fn gone(stage: &Stage) {
    let end = std::time::Instant::now() + crate::stage::LIMIT;
    while !stage.windows().is_empty() {
        assert!(std::time::Instant::now() < end, "the window stays open");
        tokio::time::sleep(PULSE).await;
    }
}
