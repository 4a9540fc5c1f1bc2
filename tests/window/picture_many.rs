//! The picture of a case of very many entries: few marks, and an entry that stays itself through them.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::stage::{Stage, Vault};
use crate::{ask, find, press, wait_until};

/// Asks something of the `name` of the chosen mark; it is empty where none is chosen.
fn active(question: &str) -> String {
    format!(
        "const mark = document.querySelector('#picture').getAttribute('aria-activedescendant');
        const name = document.getElementById(mark)?.getAttribute('aria-label') ?? '';
        return {question};"
    )
}

#[tokio::test]
async fn very_many_entries_are_few_marks_and_keys_go_from_one_to_the_next() {
    let vault = Vault::changed(|case| {
        let events = case["events"].as_array_mut().unwrap();
        for n in 0..2400 {
            let day = format!("2023-{:02}-{:02}", 9 + n / 800, 1 + n / 30 % 27);
            let at = format!("{day}T{:02}:{:02}:00Z", n % 24, n % 60);
            let event = json!({"id": format!("many-{n}"), "occurred": {"at": at}, "kind": "other",
                "text": format!("Call {n} to the switchboard.")});
            events.push(event);
        }
    });
    let stage = Stage::on(vault, true).await;
    let page = &stage.page;
    find(page, "#picture [data-mark]").await;
    press(page, "p0").await;
    let many = "const marks = [...document.querySelectorAll('#picture [data-mark]')];
        const more = marks.map((mark) => Number(/ and (\\d+) more$/.exec(mark.getAttribute('aria-label'))?.[1] ?? 0));
        return marks.length < 400 && more.reduce((sum, count) => sum + count, marks.length) > 2400;";
    wait_until(page, "all of it", many).await;
    let first = ask(page, &active("name")).await;
    press(page, "" + Key::End).await;
    wait_until(page, "the last entry", &active(&format!("name !== '' && name !== {first}"))).await;
    let last = ask(page, &active("name")).await;
    press(page, "" + Key::Home).await;
    wait_until(page, "the first entry", &active(&format!("name !== '' && name !== {last}"))).await;
    press(page, "" + Key::End + Key::Left + Key::Right).await;
    wait_until(page, "the last entry again", &active(&format!("name === {last}"))).await;
    // Closer and farther the entry stays the same, once what is in sight has come.
    for keys in ["+++", "--", "+"] {
        press(page, keys).await;
        wait_until(page, "the same entry", &active(&format!("name === {last}"))).await;
    }
    stage.close().await;
}
