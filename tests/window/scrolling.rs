//! A benchmark, run by `cargo xtask bench window`: how long a frame takes while a list of 100,000 rows of varying
//! height is scrolled in the real webview, beside a bare list of as many rows of one height.

use std::path::Path;
use std::time::Duration;

use thirtyfour::prelude::*;

use crate::stage::{Stage, Vault};
use crate::{PULSE, ask, find};

/// How often each is scrolled, in turn.
const RUNS: usize = 5;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a benchmark: cargo xtask bench window"]
async fn a_long_list_beside_a_bare_one() {
    let count: usize = std::env::var("BREACHBOOK_BENCH_ROWS").map_or(100_000, |rows| rows.parse().unwrap());
    let ours = Stage::on(Vault::long(count), true).await;
    // In the dev profile so long a case takes its time.
    let opened = ours.page.query(By::Css("#entries [role=row]")).wait(Duration::from_secs(900), PULSE).first().await;
    opened.unwrap();
    let bare = Stage::bare(Path::new("examples/bare"), "list").await;
    find(&bare.page, "#list .row").await;
    let rows = ask(&ours.page, "return document.getElementById('entries').getAttribute('aria-rowcount')").await;
    // What the first lines ask for has come, and engines have warmed to both.
    for (page, id) in [(&ours.page, "entries"), (&bare.page, "list")] {
        let first = frames(page, id).await;
        println!("{id}, not counted: {} frames, longest {:.0} ms", first.len(), at(&first, 1.0));
    }
    println!("{rows} lines of varying height beside 100000 of one height; {RUNS} runs in turn");
    println!("| run | ours: median ms | 95 % | longest | bare: median ms | 95 % | longest | ratio of medians |");
    println!("|---|---|---|---|---|---|---|---|");
    let mut ratios = Vec::new();
    for run in 1..=RUNS {
        let ours = frames(&ours.page, "entries").await;
        let bare = frames(&bare.page, "list").await;
        let ratio = at(&ours, 0.5) / at(&bare, 0.5);
        ratios.push(ratio);
        let of = |all: &[f64]| format!("{:.1} | {:.1} | {:.1}", at(all, 0.5), at(all, 0.95), at(all, 1.0));
        println!("| {run} | {} | {} | {ratio:.2} |", of(&ours), of(&bare));
    }
    ratios.sort_by(f64::total_cmp);
    println!("median of the ratios: {:.2}", ratios[RUNS / 2]);
    ours.close().await;
    bare.close().await;
}

/// The lengths of the frames, sorted, while a list is scrolled down for four seconds by 60 px a frame.
async fn frames(page: &WebDriver, id: &str) -> Vec<f64> {
    let script = format!(
        "const done = arguments[arguments.length - 1];
        const list = document.getElementById('{id}');
        const lengths = [];
        let before = null;
        const begun = performance.now();
        requestAnimationFrame(function frame(now) {{
            if (before !== null) lengths.push(now - before);
            before = now;
            list.scrollTop += 60;
            if (now - begun < 4000 || lengths.length < 20) requestAnimationFrame(frame);
            else done(lengths.slice(5));
        }});"
    );
    let answer = page.execute_async(script, vec![]).await.unwrap();
    let mut lengths: Vec<f64> = answer.json().as_array().unwrap().iter().map(|one| one.as_f64().unwrap()).collect();
    lengths.sort_by(f64::total_cmp);
    lengths
}

/// The length below which such a part of the frames lies.
fn at(sorted: &[f64], part: f64) -> f64 {
    sorted[((sorted.len() - 1) as f64 * part) as usize]
}
