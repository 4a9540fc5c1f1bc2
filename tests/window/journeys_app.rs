//! Journeys in the real window: files dropped on a case, a link, a case begun beside others, an answer copied, a folder
//! that goes away in mid-sentence, and the lock that falls by itself. Where a person would let go of files, the page is
//! told as the shell tells it: no driver drags anything over a window.

use std::time::{Duration, Instant};

use serde_json::json;
use thirtyfour::prelude::*;

use crate::stage::{PASSPHRASE, Stage};
use crate::{PULSE, find, find_text, press, type_in, wait_for_value};

/// Longer than the shortest time after which a vault may lock, by as much as a busy machine needs.
const IDLE_LIMIT: Duration = Duration::from_secs(200);

pub async fn picture(page: &WebDriver, name: &str) {
    if let Some(folder) = std::env::var_os("BREACHBOOK_PICTURES") {
        tokio::time::sleep(5 * PULSE).await;
        let file = std::path::Path::new(&folder).join(format!("{name}.png"));
        std::fs::write(file, crate::drawn::screenshot(page).await).unwrap();
    }
}

pub async fn drag(page: &WebDriver, detail: serde_json::Value) {
    let say = "window.dispatchEvent(new CustomEvent('breachbook-drag', { detail: arguments[0] }))";
    page.execute(say, vec![detail]).await.unwrap();
}

/// Waits until the focus is in the field that a selector names.
async fn focus_in(page: &WebDriver, css: &str) {
    find(page, &format!("{css}:focus")).await;
}

#[tokio::test]
async fn a_dropped_file_is_attached_and_a_folder_or_one_that_went_away_is_refused_in_place() {
    let stage = Stage::open(true).await;
    find(&stage.page, "#panel [data-act=link]").await;
    let log = stage.home().join("takedown log.pdf");
    std::fs::write(&log, "%PDF-1.7 not much of one").unwrap();
    type_in(&stage.page, "#quick-entry", "half a line").await;
    drag(&stage.page, json!({"is": "over"})).await;
    find_text(&stage.page, "Let go to attach").await;
    picture(&stage.page, "drop-target").await;
    drag(&stage.page, json!({"is": "dropped", "paths": [stage.home(), stage.home().join("gone.txt"), log]})).await;
    find_text(&stage.page, "it is a folder, a file was expected.").await;
    find_text(&stage.page, "gone.txt: there is no such file.").await;
    find_text(&stage.page, "takedown log.pdf, 24 bytes").await;
    // The record that was chosen on the screen is proposed: only the reason is left to type.
    find_text(&stage.page, "It goes to: ").await;
    picture(&stage.page, "drop-asked").await;
    type_in(&stage.page, "#dropped-reason", "the host sent it").await;
    find(&stage.page, "dialog button[type=submit]").await.click().await.unwrap();
    find_text(&stage.page, "takedown log.pdf, 24 bytes").await;
    find(&stage.page, "#panel summary").await;
    assert!(stage.page.find(By::Css("dialog")).await.is_err());
    wait_for_value(&stage.page, "#quick-entry", "half a line").await;
    stage.close().await;
}

#[tokio::test]
async fn a_record_is_linked_to_another_by_keys_alone() {
    let stage = Stage::open(true).await;
    find(&stage.page, "#panel [data-act=link]").await;
    press(&stage.page, "i").await;
    focus_in(&stage.page, "#link-to").await;
    press(&stage.page, "commissioner").await;
    // What the first letters found may stand there until all of them are answered.
    let first = "//*[@id='link-to-list']/*[1][contains(., 'Information Commissioner')]";
    stage.page.query(By::XPath(first)).wait(crate::stage::LIMIT, PULSE).first().await.unwrap();
    press(&stage.page, "" + Key::Down).await;
    picture(&stage.page, "link").await;
    press(&stage.page, "" + Key::Enter).await;
    press(&stage.page, Key::Tab + Key::Tab).await;
    focus_in(&stage.page, "#link-reason").await;
    press(&stage.page, "they asked about it").await;
    press(&stage.page, "" + Key::Tab + Key::Enter).await;
    find_text(&stage.page, "Linked in entry 1.").await;
    find_text(&stage.page, "they asked about it").await;
    stage.close().await;
}

#[tokio::test]
async fn a_case_is_begun_beside_others() {
    let stage = Stage::open(true).await;
    find(&stage.page, "#entries [role=row]").await;
    press(&stage.page, Key::Shift + "n").await;
    focus_in(&stage.page, "#title").await;
    press(&stage.page, "Lost notebook, district B").await;
    type_in(&stage.page, "#keeper", "Kent Police Federation").await;
    type_in(&stage.page, "#controller", "Kent Police").await;
    picture(&stage.page, "new-case").await;
    press(&stage.page, "" + Key::Enter).await;
    find(&stage.page, "h1[title='Lost notebook, district B'], main h1").await;
    let open = "//aside//button[@aria-current='true'][contains(., 'Lost notebook')]";
    stage.page.query(By::XPath(open)).wait(crate::stage::LIMIT, PULSE).first().await.unwrap();
    assert!(stage.page.find(By::Css("dialog")).await.is_err());
    stage.close().await;
}

#[tokio::test]
async fn an_answer_for_the_regulators_form_is_copied_and_pasted() {
    let stage = Stage::open(true).await;
    find(&stage.page, "#entries [role=row]").await;
    press(&stage.page, "3").await;
    let button = find(&stage.page, "button[aria-label^='Copy the answer to']").await;
    let row = button.query(By::XPath("ancestor::tr/td[2]")).first().await.unwrap();
    let answer = row.text().await.unwrap();
    button.scroll_into_view().await.unwrap();
    picture(&stage.page, "copy").await;
    button.click().await.unwrap();
    find_text(&stage.page, "Copied").await;
    type_in(&stage.page, "#quick-entry", Key::Control + "v").await;
    wait_for_value(&stage.page, "#quick-entry", answer.trim()).await;
    stage.close().await;
}

#[tokio::test]
async fn a_folder_that_goes_away_in_mid_sentence_is_said_and_the_sentence_stays() {
    let stage = Stage::open(true).await;
    find(&stage.page, "#entries [role=row]").await;
    let (vault, away) = (stage.home().join("demo.breachbook"), stage.home().join("away"));
    std::fs::rename(&vault, &away).unwrap();
    type_in(&stage.page, "#quick-entry", "the switchboard reports").await;
    find_text(&stage.page, "vault.db is no longer there.").await;
    picture(&stage.page, "folder-gone").await;
    wait_for_value(&stage.page, "#quick-entry", "the switchboard reports").await;
    // It is back, and what was typed is kept without another key.
    std::fs::rename(&away, &vault).unwrap();
    let end = Instant::now() + crate::stage::LIMIT;
    while stage.page.find(By::XPath("//*[contains(text(), 'is no longer there.')]")).await.is_ok() {
        assert!(Instant::now() < end, "it is still missed");
        tokio::time::sleep(PULSE).await;
    }
    stage.close().await;
}

/// The shortest time that can be set is two minutes, and so long this takes.
#[tokio::test(flavor = "multi_thread")]
async fn a_vault_that_nobody_touches_locks_by_itself_and_its_process_ends() {
    let stage = Stage::open(true).await;
    find(&stage.page, "#entries [role=row]").await;
    // What is typed now cannot be kept: the lock falls all the same, and the fresh window knows what that cost.
    let (vault, away) = (stage.home().join("demo.breachbook"), stage.home().join("away"));
    std::fs::rename(&vault, &away).unwrap();
    type_in(&stage.page, "#quick-entry", "the switchboard reports").await;
    find_text(&stage.page, "vault.db is no longer there.").await;
    let held_the_key = stage.windows();
    assert_eq!(held_the_key.len(), 1);
    // Read at every tick, so it holds at once.
    let home = stage.home().join("home");
    std::fs::create_dir_all(&home).unwrap();
    std::fs::write(home.join("settings.json"), r#"{"idle_minutes": 2}"#).unwrap();
    let (begun, end) = (Instant::now(), Instant::now() + IDLE_LIMIT);
    let fresh = loop {
        match stage.windows().as_slice() {
            [one] if !held_the_key.contains(one) => break *one,
            here => assert!(Instant::now() < end, "processes of the window: {here:?}"),
        }
        tokio::time::sleep(PULSE).await;
    };
    assert!(begun.elapsed() > Duration::from_secs(60), "it locked after {:?}", begun.elapsed());
    assert!(!std::path::Path::new(&format!("/proc/{}/exe", held_the_key[0])).exists(), "the old process stands");
    // The fresh one is locked: it is for the same vault and was not given the passphrase by this test's environment.
    assert_eq!(Stage::arguments(fresh), [vault.display().to_string()]);
    let environment = std::fs::read(format!("/proc/{fresh}/environ")).unwrap_or_default();
    let environment = String::from_utf8_lossy(&environment);
    assert!(!environment.contains(PASSPHRASE) && !environment.contains("switchboard"));
    assert!(environment.split('\0').any(|one| one == "BREACHBOOK_LOST=line"), "{environment}");
}

/// A computer that slept, as its programs see it: they stood still for longer than two ticks can lie apart. So long this
/// takes. Awake again, the vault locks within two ticks, before anybody could have read on.
#[tokio::test(flavor = "multi_thread")]
async fn a_computer_that_slept_wakes_with_the_vault_locked() {
    let stage = Stage::open(true).await;
    find(&stage.page, "#entries [role=row]").await;
    let held_the_key = stage.windows();
    let tell = |signal: &str| {
        for pid in &held_the_key {
            let told = std::process::Command::new("kill").args([signal, &pid.to_string()]).status().unwrap();
            assert!(told.success());
        }
    };
    tell("-STOP");
    tokio::time::sleep(Duration::from_secs(96)).await;
    assert_eq!(stage.windows(), held_the_key);
    tell("-CONT");
    let woke = Instant::now();
    let fresh = stage.wait_for_another_window(&held_the_key);
    eprintln!("locked {:.1} s after waking", woke.elapsed().as_secs_f32());
    stage.wait_for_title("Locked");
    assert!(!String::from_utf8_lossy(&std::fs::read(format!("/proc/{fresh}/environ")).unwrap()).contains(PASSPHRASE));
}
