//! A report of 10,000 and of 50,000 lines beside a bare loop over the same text, and beside other tools.

use std::path::Path;

use super::figures::{Figures, Spread};
use super::rivals::{Rivals, TOOLS};
use super::{Program, built, folder};
use crate::Outcome;
use crate::programs::quiet;

/// How often each is run, in turn with the others, at 10,000 and at 50,000 lines.
const ROUNDS: [(usize, usize); 2] = [(10_000, 7), (50_000, 3)];
/// WeasyPrint takes minutes for what the others do in seconds: it is given this many lines, once.
const FEW: usize = 1_000;

/// A row of the table: what was run, and every run of it.
struct Row {
    name: String,
    runs: Vec<Figures>,
}

pub fn report() -> Outcome {
    let parts = built("bench_report");
    let act = built("bench_act");
    let rivals = Rivals::install();
    for (count, rounds) in ROUNDS {
        let rows = rows(&parts, count)?;
        let case = folder().join(format!("case-{count}"));
        if case.exists() {
            std::fs::remove_dir_all(&case).map_err(|fault| format!("{}: {fault}", case.display()))?;
        }
        let case_folder = case.to_string_lossy();
        if quiet(act.command(["make", &rows.to_string_lossy(), &case_folder])).is_none() {
            return Err(format!("a case of {count} lines could not be made"));
        }
        let mut table: Vec<Row> = Vec::new();
        for round in 1..=rounds {
            println!("\n{count} lines, round {round} of {rounds}");
            for mode in ["bare", "tagged", "checked"] {
                let run = Figures::of(&mut parts.command([mode, &count.to_string()]))?;
                add(&mut table, mode, run);
            }
            add(&mut table, "act", Figures::of(&mut act.command(["report", &case_folder]))?);
            // The other tools once in the longer run and three times in the shorter.
            if round > if count == ROUNDS[0].0 { 3 } else { 1 } {
                continue;
            }
            for tool in TOOLS.into_iter().filter(|tool| *tool != "weasyprint") {
                if let Some(run) = rivals.as_ref().and_then(|rivals| rivals.run(tool, &rows)) {
                    add(&mut table, tool, run);
                }
            }
        }
        print(count, &table);
    }
    if let Some(rivals) = rivals {
        println!("\n{FEW} lines");
        let few = rows(&parts, FEW)?;
        Figures::of(&mut parts.command(["tagged", &FEW.to_string()]))?;
        for tool in TOOLS {
            rivals.run(tool, &few);
        }
    }
    Ok(())
}

/// The text that all are given, as a table with tabs.
fn rows(parts: &Program, count: usize) -> Outcome<std::path::PathBuf> {
    let file = folder().join(format!("rows-{count}.tsv"));
    let text = quiet(parts.command(["text", &count.to_string()])).ok_or("bench_report did not give its text")?;
    write(&file, &text)?;
    Ok(file)
}

fn write(file: &Path, text: &str) -> Outcome {
    std::fs::write(file, text).map_err(|fault| format!("{}: {fault}", file.display()))
}

fn add(table: &mut Vec<Row>, name: &str, run: Figures) {
    match table.iter_mut().find(|row| row.name == name) {
        Some(row) => row.runs.push(run),
        None => table.push(Row { name: name.to_owned(), runs: vec![run] }),
    }
}

/// The table, as it stands in `tests/bench/README.md`. The ratio is that of each run to the bare one of its round.
fn print(count: usize, table: &[Row]) {
    println!(
        "\n| {count} lines | seconds | ratio to bare | ratio of processor time | peak MB |\n|---|---|---|---|---|"
    );
    let bare: &[Figures] = table.first().map_or(&[], |row| &row.runs);
    for row in table {
        let seconds = Spread::of(row.runs.iter().map(|run| run.seconds));
        let pairs = || row.runs.iter().zip(bare);
        let ratio = Spread::of(pairs().map(|(run, bare)| run.seconds / bare.seconds));
        let work = Spread::of(pairs().map(|(run, bare)| run.processor / bare.processor));
        let peak = Spread::of(row.runs.iter().map(|run| run.peak));
        let name = &row.name;
        println!("| {name} | {seconds} | {ratio} | {work} | {:.0} |", peak.median);
    }
}
