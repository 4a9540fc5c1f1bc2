//! Every screen of a case in the real window, reached by keys alone: drawn, and without a fault that axe knows of.
//! With `BREACHBOOK_PICTURES=FOLDER` (`cargo xtask screenshots`) a picture of each is left there.

use std::path::{Path, PathBuf};

use serde_json::Value;
use thirtyfour::prelude::*;

use crate::stage::{DARK, LIGHT, Stage};
use crate::{PULSE, find, wait_until_drawn};

/// A screen, the key that leads to it, and what must stand there.
const SCREENS: &[(&str, &str, &str)] = &[
    ("overview", "1", "#screen h2"),
    ("timeline", "2", "#entries [role=row]"),
    ("bodies-told", "3", "#screen [role=row], #screen li, #screen article"),
    ("people-and-data", "4", "#screen h2"),
    ("mitigations", "5", "#screen h2"),
    ("correspondence", "6", "#screen h2"),
    ("holding-to-account", "7", "#screen h2"),
    ("reports", "8", "#screen svg"),
    ("history", "9", "#screen h2"),
    ("keys", "?", "dialog[open]"),
];

#[tokio::test]
async fn every_screen_is_reached_by_a_key_and_is_accessible_in_light() {
    every_screen("light", LIGHT).await;
}

#[tokio::test]
async fn every_screen_is_reached_by_a_key_and_is_accessible_in_dark() {
    every_screen("dark", DARK).await;
}

async fn every_screen(name: &str, theme: &'static str) {
    let stage = Stage::dressed(theme).await;
    find(&stage.page, "#entries [role=row]").await;
    let dark = stage.page.execute("return matchMedia('(prefers-color-scheme: dark)').matches", vec![]).await.unwrap();
    assert_eq!(dark.json(), &Value::Bool(theme == DARK));
    let mut faults = Vec::new();
    for (screen, key, holds) in SCREENS {
        press(&stage.page, key).await;
        find(&stage.page, holds).await;
        wait_until_drawn(&stage.page).await;
        faults.extend(axe(&stage.page).await.into_iter().map(|fault| format!("{screen}: {fault}")));
        faults.extend(scrolls_as_a_whole(&stage.page).await.map(|by| format!("{screen}: the window scrolls by {by}")));
        if let Some(folder) = pictures() {
            let file = folder.join(format!("{screen}-{name}.png"));
            tokio::time::sleep(5 * PULSE).await;
            stage.page.screenshot(&file).await.unwrap();
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    stage.close().await;
}

async fn press(page: &WebDriver, key: &str) {
    page.find(By::Css("body")).await.unwrap().send_keys(key).await.unwrap();
}

/// 1280 × 800 is the smallest laptop: the window as a whole has no scroll bar on it.
async fn scrolls_as_a_whole(page: &WebDriver) -> Option<Value> {
    let script = "const root = document.documentElement;
        return [root.scrollWidth - root.clientWidth, root.scrollHeight - root.clientHeight];";
    let over = page.execute(script, vec![]).await.unwrap().json().clone();
    (over != serde_json::json!([0, 0])).then_some(over)
}

/// What axe finds against WCAG 2.2 A and AA, each with the first place.
async fn axe(page: &WebDriver) -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&file).unwrap_or_else(|why| panic!("{}: {why}: npm ci", file.display()));
    page.execute(format!("if (!window.axe) {{ {axe} }}"), vec![]).await.unwrap();
    let run = "const done = arguments[arguments.length - 1];
        axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(
            (found) => done(found.passes.length < 10 ? ['axe looked at next to nothing'] : found.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary}`)),
            (fault) => done([String(fault)]));";
    let found = page.execute_async(run, vec![]).await.unwrap();
    found.json().as_array().unwrap().iter().map(|fault| fault.as_str().unwrap_or_default().to_owned()).collect()
}

fn pictures() -> Option<PathBuf> {
    std::env::var_os("BREACHBOOK_PICTURES").map(PathBuf::from)
}
