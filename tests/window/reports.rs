//! Reports by keyboard: made with progress, stopped, kept with whoever received them, and checked.

use std::time::Duration;

use thirtyfour::prelude::*;

use crate::stage::{Stage, Vault};
use crate::{ask, find, find_text, press, wait_for_words, wait_until};

/// Saved through the system's dialog, the bytes are kept with the recipient, saved again the same, and checked; one
/// byte more is found.
#[tokio::test]
async fn a_report_is_made_kept_with_its_recipient_saved_again_and_checked() {
    let stage = Stage::open(true).await;
    let page = &stage.page;
    find(page, "#entries [role=row]").await;
    press(page, "r").await;
    find(page, "#screen svg").await;

    // For another reader than the one that is proposed.
    find(page, "input[name=reader]:checked").await.send_keys("" + Key::Down).await.unwrap();
    let reader = "return document.querySelector('input[name=reader]:checked').value";
    let ico = format!("{reader} === 'ico'");
    wait_until(page, "another reader", &ico).await;

    // A dialog that is closed without a choice writes nothing.
    stage.chooses(None);
    save(page, "the federation's solicitor").await;
    wait_for_words(page, "#screen", "Nothing was saved").await;
    let file = stage.home().join("report.pdf");
    stage.chooses(Some(&file));
    press(page, "" + Key::Enter).await;
    find_text(page, "Report 1 was saved and written in as entry 1").await;
    let first = std::fs::read(&file).unwrap();
    assert!(first.starts_with(b"%PDF-"));
    wait_until(page, "the tab counts it", "return document.querySelector('#tab-reports .count').textContent === '1'")
        .await;
    assert_eq!(ask(page, &ico).await, true, "the reader that was chosen stays chosen");
    wait_for_words(page, "#screen", "Report 1 was saved").await;

    button(page, "Released").await;
    wait_for_words(page, "#screen ol", "Given to the federation").await;
    let again = stage.home().join("again.pdf");
    stage.chooses(Some(&again));
    button(page, "Save again").await;
    wait_for_words(page, "#screen", "the same to the byte").await;
    assert_eq!(std::fs::read(&again).unwrap(), first);

    stage.chooses(Some(&file));
    button(page, "Check a report file").await;
    find(page, ".verdict.proven").await;
    let mut more = first;
    more.push(b'\n');
    std::fs::write(&file, more).unwrap();
    button(page, "Check a report file").await;
    find(page, ".verdict.contradicted").await;
    stage.close().await;
}

/// The later of two reports goes on from the earlier, the wrong way round the two do not say, and one that was changed is
/// not relied on.
#[tokio::test]
async fn two_reports_are_compared_by_keys_alone() {
    let stage = Stage::open(true).await;
    let page = &stage.page;
    find(page, "#entries [role=row]").await;
    let (one, two) = (stage.home().join("one.pdf"), stage.home().join("two.pdf"));
    press(page, "r").await;
    find(page, "#screen svg").await;
    for (n, file) in [(1, &one), (2, &two)] {
        stage.chooses(Some(file));
        save(page, "the federation's solicitor").await;
        find_text(page, &format!("Report {n} was saved and written in")).await;
        // Of the same record in the same second it would be the same report, saved again.
        tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    }
    button(page, "Released").await;
    for (later, earlier, class, word) in
        [(&two, &one, "proven", "Proven."), (&one, &two, "cannot-tell", "Cannot tell.")]
    {
        stage.chooses(Some(later));
        button(page, "Check a report file").await;
        wait_for_words(page, ".verdict.proven .files", &later.file_name().unwrap().to_string_lossy()).await;
        stage.chooses(Some(earlier));
        button(page, "Compare it with an earlier report").await;
        wait_for_words(page, &format!(".verdict.{class}"), word).await;
        wait_for_words(page, ".verdict .files", &earlier.file_name().unwrap().to_string_lossy()).await;
        crate::journeys_app::picture(page, &format!("compared-{class}")).await;
    }
    let mut bytes = std::fs::read(&two).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&two, bytes).unwrap();
    button(page, "Compare it with another earlier report").await;
    wait_for_words(page, ".verdict.cannot-tell", "Do not rely on the earlier report").await;
    stage.close().await;
}

/// A long report says how far it has come, and stops when it is told to: nothing is saved or written in.
#[tokio::test]
async fn a_long_report_says_how_far_it_is_and_can_be_stopped() {
    let stage = Stage::on(Vault::long(1500), true).await;
    let page = &stage.page;
    find(page, "#entries [role=row]").await;
    press(page, "r").await;
    find(page, "#screen svg").await;
    let file = stage.home().join("report.pdf");
    stage.chooses(Some(&file));
    save(page, "nobody").await;
    wait_until(page, "progress", "return document.querySelector('#advance')?.value > 0").await;
    find(page, "#advance ~ button").await.send_keys("" + Key::Enter).await.unwrap();
    find_text(page, "Stopped. Nothing was saved or written in.").await;
    assert!(!file.exists());
    assert_eq!(ask(page, "return document.querySelector('#tab-reports .count').textContent").await, "0");
    // And afterwards it can be made.
    tokio::time::timeout(Duration::from_secs(120), async {
        save(page, "").await;
        find_text(page, "Report 1 was saved and written in as entry").await;
    })
    .await
    .unwrap();
    stage.close().await;
}

/// Says who gets it, and goes on to the button by Tab.
async fn save(page: &WebDriver, recipient: &str) {
    find(page, "#recipient").await.focus().await.unwrap();
    if !recipient.is_empty() {
        press(page, recipient).await;
    }
    press(page, "" + Key::Tab).await;
    wait_until(
        page,
        "the button",
        "return document.activeElement?.textContent.includes('Save as PDF') && !document.activeElement.disabled",
    )
    .await;
    press(page, "" + Key::Enter).await;
}

/// Presses a button that begins with these words by its key.
async fn button(page: &WebDriver, words: &str) {
    let script = format!(
        "return [...document.querySelectorAll('#screen button')].find((b) => b.textContent.trim().startsWith({words:?}))"
    );
    let found = page.execute(&script, vec![]).await.unwrap().element().unwrap();
    found.send_keys("" + Key::Enter).await.unwrap();
}
