//! What a person at the window does and waits for: keys, words that appear, values that stand in fields.

use std::time::{Duration, Instant};

use serde_json::Value;
use thirtyfour::error::WebDriverErrorInner;
use thirtyfour::prelude::*;

use crate::stage::LIMIT;

pub const PULSE: Duration = Duration::from_millis(50);

/// What is typed is on disk at most half a second behind the keys; three times that on a busy machine.
pub const KEPT_WITHIN: Duration = Duration::from_millis(1500);

pub async fn find(page: &WebDriver, css: &str) -> WebElement {
    found(page, By::Css(css)).await.unwrap_or_else(|fault| panic!("{css}: {fault}"))
}

/// An element that holds this text in itself.
pub async fn find_text(page: &WebDriver, text: &str) -> WebElement {
    let path = format!("//*[text()[contains(., '{text}')]]");
    found(page, By::XPath(path)).await.unwrap_or_else(|fault| panic!("“{text}”: {fault}"))
}

/// The first that is found; the page may put another in its place in the very moment in which it is.
async fn found(page: &WebDriver, by: By) -> WebDriverResult<WebElement> {
    let end = Instant::now() + LIMIT;
    loop {
        match page.query(by.clone()).wait(LIMIT, PULSE).first().await {
            Err(fault) if is_gone(&fault) && Instant::now() < end => {}
            came => return came,
        }
    }
}

fn is_gone(fault: &WebDriverError) -> bool {
    matches!(fault.as_inner(), WebDriverErrorInner::StaleElementReference(_))
}

/// Presses keys wherever the focus is.
pub async fn press(page: &WebDriver, keys: impl Into<TypingData>) {
    page.active_element().await.unwrap().send_keys(keys).await.unwrap();
}

pub async fn type_in(page: &WebDriver, css: &str, keys: impl Into<TypingData>) {
    find(page, css).await.send_keys(keys).await.unwrap();
}

/// What a script in the page answers.
pub async fn ask(page: &WebDriver, script: &str) -> Value {
    page.execute(script, vec![]).await.unwrap_or_else(|fault| panic!("{script}: {fault}")).json().clone()
}

/// Waits until a script in the page answers true.
pub async fn wait_until(page: &WebDriver, what: &str, script: &str) {
    let end = Instant::now() + LIMIT;
    while ask(page, script).await != Value::Bool(true) {
        assert!(Instant::now() < end, "{what}: never so");
        tokio::time::sleep(PULSE).await;
    }
}

/// Waits until the words stand somewhere under an element.
pub async fn wait_for_words(page: &WebDriver, css: &str, words: &str) {
    let end = Instant::now() + LIMIT;
    loop {
        let script = format!("return document.querySelector({css:?})?.textContent.replace(/\\s+/g, ' ') ?? null");
        let said = ask(page, &script).await;
        if said.as_str().is_some_and(|said| said.contains(words)) {
            return;
        }
        assert!(Instant::now() < end, "{css} does not say “{words}” but {said}");
        tokio::time::sleep(PULSE).await;
    }
}

pub async fn wait_for_value(page: &WebDriver, css: &str, value: &str) {
    let end = Instant::now() + LIMIT;
    loop {
        let holds = find(page, css).await.value().await.unwrap();
        if holds.as_deref() == Some(value) {
            return;
        }
        assert!(Instant::now() < end, "{css} does not hold “{value}” but {holds:?}");
        tokio::time::sleep(PULSE).await;
    }
}

/// Puts the focus where it is on a screen in use, out of any field: into its list, or else onto the screen.
pub async fn to_list(page: &WebDriver) {
    ask(page, "(document.querySelector('#entries') ?? document.querySelector('#screen')).focus()").await;
}

/// Finds something in the palette by words and runs the first choice.
pub async fn by_palette(page: &WebDriver, words: &str) {
    press(page, Key::Control + "k").await;
    type_in(page, "dialog[open] input", words).await;
    let first = format!(
        "return document.querySelector('#choice-0')?.textContent.toLowerCase().includes({:?})",
        words.to_lowercase()
    );
    wait_until(page, words, &first).await;
    press(page, "" + Key::Enter).await;
}

/// Goes on by Tab until the focus is on what begins with these words.
pub async fn tab_to(page: &WebDriver, words: &str) {
    let there = format!("return document.activeElement?.textContent.trim().startsWith({words:?}) === true");
    for _ in 0..12 {
        press(page, "" + Key::Tab).await;
        if ask(page, &there).await == Value::Bool(true) {
            return;
        }
    }
    panic!("no Tab leads to “{words}”");
}
