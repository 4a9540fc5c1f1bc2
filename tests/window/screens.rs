//! Every screen in the real window, reached by keys alone: drawn, and without a fault that axe knows of; in light and
//! dark, in high contrast, and at twice the size.
//! With `BREACHBOOK_PICTURES=FOLDER` (`cargo xtask screenshots`) a picture of each is left there.

use std::path::{Path, PathBuf};

use serde_json::Value;
use thirtyfour::prelude::*;

use crate::axe::{axe, cut_off, low_contrast};
use crate::stage::{DARK, Dress, HIGH_CONTRAST, LIGHT, Stage};
use crate::{PULSE, ask, by_palette, find, find_text, press, tab_to, to_list, type_in, wait_until, wait_until_drawn};

/// A screen, how it is reached, and what must stand there.
const SCREENS: &[(&str, Way, &str)] = &[
    ("overview", Way::Key("1"), "#screen h2"),
    ("timeline", Way::Key("2"), "#entries [role=row]"),
    ("record-corrected", Way::Correct, "#panel form textarea"),
    ("bodies-told", Way::Key("3"), "#screen [role=option]"),
    ("record-new", Way::New, "#screen form input"),
    ("people-and-data", Way::Key("4"), "#screen [role=grid]"),
    ("mitigations", Way::Key("5"), "#screen h2"),
    ("correspondence", Way::Key("6"), "#screen h2"),
    ("holding-to-account", Way::Key("7"), "#screen h2"),
    ("reports", Way::Key("8"), "#screen svg"),
    ("history", Way::Key("9"), "#screen h2"),
    ("known-on", Way::Key("k"), "#known-on"),
    ("keys", Way::Key("?"), "dialog[open]"),
    ("palette", Way::Palette, "dialog[open] #choice-0"),
    ("help", Way::Help, "main h1"),
    ("settings", Way::Settings, "#more-contrast"),
    ("quick-entry", Way::Line, "#bar [data-line]"),
];

/// How a screen is reached from the one before it.
enum Way {
    Key(&'static str),
    Correct,
    New,
    Palette,
    Help,
    Settings,
    Line,
}

/// A line with so much to say about it that the bar is as high as it gets: many chips, and written up late.
const LINE: &str = "26 Aug 2023 16:10 BST the duty inspector told the federation by phone, ref SW-2023/118, that the \
                    switchboard has had calls from families all day and that nobody at the supplier answers";

#[tokio::test]
async fn every_screen_is_accessible_in_light_and_in_high_contrast() {
    every_screen("light", Dress { theme: LIGHT, ..Dress::default() }, Look::Contrast).await;
}

#[tokio::test]
async fn every_screen_is_accessible_in_dark_and_in_high_contrast() {
    every_screen("dark", Dress { theme: DARK, ..Dress::default() }, Look::Contrast).await;
}

/// At twice the size (WCAG 1.4.4) everything can be read and reached, and nothing scrolls sideways (1.4.10).
#[tokio::test]
async fn every_screen_holds_at_twice_the_size() {
    every_screen("light-200", Dress { zoom: 200, ..Dress::default() }, Look::Reach).await;
}

/// So it does at the sizes between, where nothing is stacked yet and room is short already.
#[tokio::test]
async fn every_screen_holds_at_half_as_much_again() {
    every_screen("light-150", Dress { zoom: 150, ..Dress::default() }, Look::Reach).await;
}

#[tokio::test]
async fn every_screen_holds_a_little_larger() {
    every_screen("light-125", Dress { zoom: 125, ..Dress::default() }, Look::Reach).await;
}

/// Pictures for a look at a large screen; nothing is looked for in them that the small one does not show.
#[tokio::test]
async fn pictures_of_a_large_screen() {
    if pictures().is_some() {
        for (name, theme) in [("light-1920", LIGHT), ("dark-1920", DARK)] {
            every_screen(name, Dress { theme, width: 1920, height: 1080, zoom: 100 }, Look::Picture).await;
        }
    }
}

/// The system's wish is followed; without it the setting decides, at once and at the next start.
#[tokio::test]
async fn high_contrast_comes_by_the_systems_wish_or_by_the_setting() {
    let stage = Stage::dressed(Dress { theme: HIGH_CONTRAST, ..Dress::default() }).await;
    find(&stage.page, "#entries [role=row]").await;
    let drawn =
        "return getComputedStyle(document.body).color + ' on ' + getComputedStyle(document.body).backgroundColor";
    assert_eq!(ask(&stage.page, drawn).await, "rgb(0, 0, 0) on rgb(255, 255, 255)");
    stage.close().await;

    let stage = Stage::dressed(Dress::default()).await;
    find(&stage.page, "#entries [role=row]").await;
    assert_ne!(ask(&stage.page, drawn).await, "rgb(0, 0, 0) on rgb(255, 255, 255)");
    by_palette(&stage.page, "settings").await;
    find(&stage.page, "#more-contrast").await.send_keys(" ").await.unwrap();
    let black = format!("{} === 'rgb(0, 0, 0) on rgb(255, 255, 255)'", drawn);
    wait_until(&stage.page, "the setting is drawn", &black).await;
    find_text(&stage.page, "Kept.").await;
    let stage = stage.cut_and_open().await;
    wait_until(&stage.page, "the setting is kept", &black).await;
    stage.close().await;
}

/// What a screen is looked at for.
#[derive(Clone, Copy, PartialEq)]
pub enum Look {
    /// axe, and high contrast.
    Contrast,
    /// axe, and whether everything can be read and reached.
    Reach,
    /// A picture alone.
    Picture,
}

async fn every_screen(name: &str, dress: Dress, look: Look) {
    let dark = dress.theme == DARK;
    let stage = Stage::dressed(dress).await;
    let page = &stage.page;
    find(page, "#entries [role=row]").await;
    assert_eq!(ask(page, "return matchMedia('(prefers-color-scheme: dark)').matches").await, Value::Bool(dark));
    wait_until_drawn(page).await;
    let mut faults = Vec::new();
    for (screen, way, holds) in SCREENS {
        go(page, way).await;
        find(page, holds).await;
        faults.extend(look_at(page, screen, name, look).await);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    stage.close().await;
}

/// Takes a picture if pictures are wanted, and answers what is wrong with what is shown.
pub async fn look_at(page: &WebDriver, screen: &str, name: &str, look: Look) -> Vec<String> {
    if let Some(folder) = pictures() {
        picture(page, &folder.join(format!("{screen}-{name}.png"))).await;
    }
    if look == Look::Picture {
        return Vec::new();
    }
    let mut faults = axe(page).await;
    if look == Look::Reach {
        faults.extend(bar_in_sight(page).await);
        faults.extend(focus_in_sight(page).await);
        faults.extend(cut_off(page).await);
    } else {
        faults.extend(scrolls_as_a_whole(page).await);
        ask(page, "document.documentElement.dataset.contrast = 'more'").await;
        faults.extend(low_contrast(page).await);
        if let Some(folder) = pictures() {
            picture(page, &folder.join(format!("{screen}-{name}-contrast.png"))).await;
        }
        ask(page, "document.documentElement.dataset.contrast = 'usual'").await;
    }
    faults.into_iter().map(|fault| format!("{screen}: {fault}")).collect()
}

/// Goes to a screen by keys, from wherever the last one left the focus.
async fn go(page: &WebDriver, way: &Way) {
    // Out of what is open, and out of any field.
    press(page, "" + Key::Escape).await;
    wait_until(page, "nothing is open", "return document.querySelector('dialog[open], main .column') === null").await;
    to_list(page).await;
    match way {
        Way::Key(key) => press(page, *key).await,
        Way::Palette => press(page, Key::Control + "k").await,
        Way::Help => press(page, "" + Key::F1).await,
        Way::Line => {
            press(page, "2").await;
            find(page, "#entries [role=row]").await;
            type_in(page, "#quick-entry", LINE).await;
        }
        Way::Settings => by_palette(page, "settings").await,
        Way::Correct => {
            wait_until(page, "a record", "return document.querySelector('#panel .buttons button') !== null").await;
            press(page, "d").await;
            tab_to(page, "Correct").await;
            press(page, "" + Key::Enter).await;
        }
        Way::New => find(page, "#screen header button").await.send_keys("" + Key::Enter).await.unwrap(),
    }
}

/// The control that has the focus as a screen or a form opens lies in sight, and nothing over it.
async fn focus_in_sight(page: &WebDriver) -> Vec<String> {
    let script = "const el = document.activeElement;
        if (!el.matches('input, select, textarea, button')) return null;
        const box = el.getBoundingClientRect();
        const at = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height, 30) / 2);
        return at !== null && (el.contains(at) || at.contains(el)) ? null : `the focus is out of sight: ${el.outerHTML.slice(0, 120)}`";
    ask(page, script).await.as_str().map(str::to_owned).into_iter().collect()
}

/// While somebody writes in the bar, all of it is in sight: line, chips, reason and the keys below.
async fn bar_in_sight(page: &WebDriver) -> Vec<String> {
    let script = "if (document.querySelector('#bar:focus-within') === null) return [];
        return [...document.querySelectorAll('#bar :is(textarea, button, input, li, label, p, kbd)')]
            .filter((one) => one.closest('.aloud') === null && one.getClientRects().length > 0)
            .filter((one) => { const box = one.getBoundingClientRect();
                return box.height > 0 && (box.top < 0 || box.bottom > innerHeight || box.left < 0 || box.right > innerWidth) })
            .map((one) => `out of sight: ${one.outerHTML.slice(0, 120)}`)";
    let found = ask(page, script).await;
    found.as_array().unwrap().iter().map(|one| one.as_str().unwrap_or_default().to_owned()).collect()
}

/// 1280 × 800 is the smallest laptop: the window as a whole has no scroll bar on it.
async fn scrolls_as_a_whole(page: &WebDriver) -> Option<String> {
    let script = "const root = document.documentElement;
        return [root.scrollWidth - root.clientWidth, root.scrollHeight - root.clientHeight];";
    let over = ask(page, script).await;
    (over != serde_json::json!([0, 0])).then(|| format!("the window scrolls by {over}"))
}

/// Takes a picture once the window holds still: lines and ticks come a moment after their screen.
async fn picture(page: &WebDriver, file: &Path) {
    let mut before = Vec::new();
    for _ in 0..12 {
        let now = crate::drawn::screenshot(page).await;
        if now == before {
            break;
        }
        before = now;
        tokio::time::sleep(6 * PULSE).await;
    }
    std::fs::write(file, before).unwrap();
}

/// The folder for pictures, where they are wanted.
pub fn pictures() -> Option<PathBuf> {
    std::env::var_os("BREACHBOOK_PICTURES").map(PathBuf::from)
}
