//! The screens before a case lies open, looked at as the others are: the first start, a new vault, its recovery
//! sheet, the first case, and the lock.

use thirtyfour::prelude::*;

use crate::screens::{Look, look_at, pictures};
use crate::stage::{DARK, Dress, LIGHT, PASSPHRASE, Stage};
use crate::{find, find_text, type_in, wait_until_drawn};

#[tokio::test(flavor = "multi_thread")]
async fn the_way_in_is_accessible_in_high_contrast() {
    way_in("light", Dress::default(), Look::Contrast).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_way_in_holds_in_dark_at_twice_the_size() {
    way_in("dark-200", Dress { theme: DARK, zoom: 200, ..Dress::default() }, Look::Reach).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_of_the_way_in() {
    if pictures().is_some() {
        let large = Dress { width: 1920, height: 1080, ..Dress::default() };
        way_in("dark", Dress { theme: DARK, ..Dress::default() }, Look::Picture).await;
        way_in("light-1920", Dress { theme: LIGHT, ..large }, Look::Picture).await;
        way_in("dark-1920", Dress { theme: DARK, ..large }, Look::Picture).await;
    }
}

async fn way_in(name: &str, dress: Dress, look: Look) {
    let stage = Stage::first_dressed(dress).await;
    let page = &stage.page;
    find(page, ".begin button").await;
    wait_until_drawn(page).await;
    let mut faults = look_at(page, "first-start", name, look).await;

    find(page, ".begin button").await.send_keys("" + Key::Enter).await.unwrap();
    find(page, "#new-passphrase").await;
    faults.extend(look_at(page, "make-a-vault", name, look).await);
    type_in(page, "#writer", "Jo Field").await;
    type_in(page, "#new-passphrase", PASSPHRASE).await;
    type_in(page, "#again", PASSPHRASE).await;
    type_in(page, "#again", "" + Key::Enter).await;

    find(page, "#letters").await;
    faults.extend(look_at(page, "recovery-sheet", name, look).await);
    let sheet = std::fs::read_to_string(stage.home().join("Recovery sheet of Incident desk.txt")).unwrap();
    let secret = sheet.lines().last().unwrap();
    type_in(page, "#letters", &secret[secret.len() - 6..]).await;
    type_in(page, "#letters", "" + Key::Enter).await;

    find(page, "#controller").await;
    faults.extend(look_at(page, "first-case", name, look).await);
    type_in(page, "#title", "Lost notebook, district B").await;
    type_in(page, "#keeper", "Kent Police Federation").await;
    type_in(page, "#controller", "Kent Police").await;
    type_in(page, "#aware", "24/11/2026 16:00").await;
    type_in(page, "#aware", "" + Key::Enter).await;
    find_text(page, "Lost notebook, district B").await;
    find(page, "#entries, #screen").await;
    faults.extend(look_at(page, "new-case", name, look).await);

    let vault = stage.home().join("Incident desk.breachbook");
    let stage = stage.again(vault).await;
    find(&stage.page, "#passphrase").await;
    wait_until_drawn(&stage.page).await;
    faults.extend(look_at(&stage.page, "lock", name, look).await);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    stage.close().await;
}
