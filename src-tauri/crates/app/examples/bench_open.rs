//! How long opening a large vault and listing its cases takes beyond the derivation of the key:
//! `bench_open [CASES] [ENTRIES-IN-EACH] [ROUNDS] [FOLDER]`.
//!
//! The cases are copies of the demo's first, each followed by lines of the timeline of 60 words, an entry each.

#![allow(clippy::print_stdout)]

mod common;

use std::path::{Path, PathBuf};

use breachbook_app::{Audience, NewLine, Passphrase, Session, untold};
use breachbook_book::Act;
use chrono::Utc;
use common::{Failed, Words, act, passphrase, put_event, recovery, spread, timed, vault_of_copies, writer};

fn main() -> Result<(), Failed> {
    let mut arguments = std::env::args().skip(1);
    let mut number = |unsaid: usize| arguments.next().map_or(Ok(unsaid), |said| said.parse());
    let (cases, each, rounds) = (number(20)?, number(5_000)?, number(7)?);
    let base = arguments.next().map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = base.join(format!("bench-open-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let measured = prepare(&folder, cases, each).and_then(|()| measure(&folder, cases, each, rounds));
    std::fs::remove_dir_all(&folder)?;
    measured
}

/// Writes the vault, where that is quick, and puts it into the folder.
fn prepare(folder: &Path, cases: usize, each: usize) -> Result<(), Failed> {
    let memory = common::memory();
    let at = memory.as_deref().unwrap_or(folder);
    let written = write(at, cases, each);
    if let Some(memory) = &memory {
        if written.is_ok() {
            common::copy(memory, folder)?;
        }
        std::fs::remove_dir_all(memory)?;
    }
    written
}

fn write(at: &Path, cases: usize, each: usize) -> Result<(), Failed> {
    let mut vault = vault_of_copies(at, cases)?;
    let mut words = Words::new();
    for book in vault.books()? {
        for n in 0..each {
            let body = serde_json::json!({
                "id": format!("line-{n}"), "occurred": {"at": "2023-08-09T09:30:00+01:00"}, "kind": "other",
                "actor": "psni", "text": words.next(60), "audience": ["team"],
            });
            put_event(&mut vault, &book.id, &Act::new("log", "Bench").because("benchmark"), None, &body)?;
        }
    }
    Ok(vault.close()?)
}

fn measure(folder: &Path, cases: usize, each: usize, rounds: usize) -> Result<(), Failed> {
    let (vault, home) = (folder.join("a.breachbook"), folder.join("home"));
    let (right, wrong, sheet) = (passphrase(), Passphrase::new("wrong".into()), recovery(folder)?);
    let size = std::fs::metadata(vault.join("vault.db"))?.len();
    let [mut derived, mut opened, mut listed, mut beyond] = [(); 4].map(|()| Vec::new());
    for _ in 0..rounds {
        // A wrong passphrase is refused as soon as the key of its slot is derived.
        let (derivation, refused) = timed(|| Session::open(&vault, &wrong, &home, untold()));
        assert!(refused.is_err(), "a wrong passphrase opened the vault");
        let (whole, session) = timed(|| Session::open(&vault, &right, &home, untold()));
        let (listing, rows) = timed(|| act(session.and_then(|session| session.cases(Utc::now()))));
        assert_eq!(rows?.len(), cases);
        beyond.push(whole + listing - derivation);
        derived.push(derivation);
        // The same without a derivation: the recovery secret opens its slot at once.
        let (opening, session) = timed(|| Session::recover(&vault, &sheet, &home, untold()));
        let (listing, rows) = timed(|| act(session.and_then(|session| session.cases(Utc::now()))));
        assert_eq!(rows?.len(), cases);
        opened.push(opening);
        listed.push(listing);
    }
    println!(
        "{cases} cases of {each} lines, {} MB; milliseconds, median (least to most) of {rounds}",
        size / 1_000_000
    );
    println!("key derivation alone            {}", spread(derived));
    println!("open and list, less derivation  {}", spread(beyond));
    println!("open (recovery secret)          {}", spread(opened));
    println!("list the cases                  {}", spread(listed));
    let mut session = act(Session::recover(&vault, &sheet, &home, untold()))?;
    let at = act(breachbook_app::time("2023-08-09T10:00:00+01:00"))?;
    let mut logged = Vec::new();
    for _ in 0..rounds {
        let text = Words::new().next(60);
        let audience = &[Audience::Team];
        let line = NewLine { at: &at, until: None, text: &text, kind: None, actor: None, concerns: &[], audience };
        let (time, written) = timed(|| session.log("BENCH-0", &line, &writer()));
        act(written)?;
        logged.push(time);
    }
    println!("log a line into BENCH-0         {}", spread(logged));
    Ok(())
}
