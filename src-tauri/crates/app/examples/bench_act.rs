//! The whole act of a report, as `breachbook report` does it, beside what `bench_report` measures of its parts:
//!
//! - `bench_act make ROWS.tsv FOLDER` makes a vault with one case whose timeline holds the rows of
//!   `bench_report text N` for the ICO, and a tenth as many lines that are withheld from it;
//! - `bench_act report FOLDER` reports it to the ICO: records out of the vault, view, document, pages, seal, check of
//!   the finished bytes against all that is withheld, file, and the release with its kept copy into the vault.

#![allow(clippy::print_stdout)]

mod common;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use breachbook_app::{Audience, Passphrase, RecoverySecret, ReportOptions, Session, untold};
use chrono::Utc;
use common::{Failed, Words, act, timed, writer};
use serde_json::{Value, json};

/// The reference of the demo's case.
const REFERENCE: &str = "PSNI-2023-08";

fn main() -> Result<(), Failed> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    match arguments.as_slice() {
        [word, rows, folder] if word.as_os_str() == "make" => make(rows, folder),
        [word, folder] if word.as_os_str() == "report" => report(folder),
        _ => Err("bench_act make ROWS.tsv FOLDER, or bench_act report FOLDER".into()),
    }
}

fn make(rows: &Path, folder: &Path) -> Result<(), Failed> {
    let rows = std::fs::read_to_string(rows)?;
    let mut case: Value = serde_json::from_str(include_str!("../demo/psni-2023.json"))?;
    let lists = ["events", "statements", "correspondence", "questions", "commitments"];
    let of_case = case.as_object_mut().ok_or("the demo's case is no object")?;
    lists.iter().for_each(|list| drop(of_case.remove(*list)));
    let mut words = Words::new();
    let mut events = Vec::new();
    for (n, row) in rows.lines().enumerate() {
        let text = row.rsplit('\t').next().unwrap_or_default();
        let at = format!("2023-08-{:02}T{:02}:{:02}:00+01:00", n % 28 + 1, n % 24, n % 60);
        let line = |id: String, text: &str, audience: &[&str]| json!({"id": id, "occurred": {"at": at}, "text": text, "audience": audience});
        events.push(line(format!("line-{n}"), text, &["team", "ico"]));
        if n % 10 == 0 {
            let hidden = format!("Withheld {n}: {}", words.next(60));
            events.push(line(format!("hidden-{n}"), &hidden, &["team"]));
        }
    }
    case["events"] = events.into();
    std::fs::create_dir_all(folder)?;
    let file = folder.join("case.json");
    std::fs::write(&file, case.to_string())?;
    let (vault, sheet) = (folder.join("a.breachbook"), folder.join("sheet.txt"));
    let passphrase = Passphrase::new("bench".into());
    let mut session = act(Session::init(&vault, &passphrase, Some(&sheet), &folder.join("home"), Utc::now()))?;
    act(session.import(&[&file], &writer()))?;
    act(session.lock(Utc::now()))
}

fn report(folder: &Path) -> Result<(), Failed> {
    let sheet = RecoverySecret::parse(&std::fs::read_to_string(folder.join("sheet.txt"))?)?;
    let mut session = act(Session::recover(&folder.join("a.breachbook"), &sheet, &folder.join("home"), untold()))?;
    let out = folder.join("report.pdf");
    let options = ReportOptions::of(Audience::Ico);
    let before = common::processor();
    let (time, made) =
        timed(|| session.report(REFERENCE, &options, &out, &writer(), &mut |_| ControlFlow::Continue(())));
    let made = act(made)?;
    let size = std::fs::metadata(&out)?.len();
    println!(
        "act: {:.2} s, {} MB peak, {:.2} s of processor, {} pages, {:.2} MB",
        time / 1e3,
        common::peak(),
        common::processor() - before,
        made.pages,
        size as f64 / 1e6
    );
    Ok(())
}
