//! How much a durable entry costs beside a bare SQLite insert: the two interleaved, both with write-ahead log
//! and synchronous FULL on the same disk, the medians and their ratio. `cargo run --release -p breachbook-vault
//! --example bench_append [COUNT] [FOLDER]`

use std::path::PathBuf;
use std::time::{Duration, Instant};

use breachbook_book::{Act, Payload};
use breachbook_vault::{CreateOptions, NewEntry, OsRandom, Passphrase, Vault};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let count: usize = arguments.next().map_or(Ok(500), |count| count.parse())?;
    let base = arguments
        .next()
        .map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = base.join(format!("bench-append-{}", std::process::id()));
    std::fs::create_dir(&folder)?;
    let measured = measure(count, &folder);
    std::fs::remove_dir_all(&folder)?;
    let (mut ours, mut bare) = measured?;
    let (ours, bare) = (median(&mut ours), median(&mut bare));
    println!("entries           {count}");
    println!("durable entry     {ours:?} (median)");
    println!("bare insert       {bare:?} (median)");
    println!(
        "ratio             {:.2}",
        ours.as_secs_f64() / bare.as_secs_f64()
    );
    Ok(())
}

fn measure(
    count: usize,
    folder: &std::path::Path,
) -> Result<(Vec<Duration>, Vec<Duration>), Failure> {
    let mut vault = Vault::create(
        &folder.join("a.breachbook"),
        &Passphrase::new("bench".into()),
        CreateOptions::default(),
        Box::new(OsRandom),
        &folder.join("home"),
        0,
    )?
    .vault;
    let plain = rusqlite::Connection::open(folder.join("plain.db"))?;
    plain.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;
         CREATE TABLE entry (seq INTEGER PRIMARY KEY, body TEXT)",
    )?;
    let entry = |n: usize| -> Result<(NewEntry<'static>, String), Failure> {
        let text = format!(
            "Entry {n}: {}",
            "the quick brown fox jumps over the lazy dog ".repeat(10)
        );
        let body = format!(r#"{{"id":"e{n}","occurred":{{"at":"2023-08-08"}},"text":"{text}"}}"#);
        let put = Payload::put(
            "events",
            &format!("e{n}"),
            Default::default(),
            body.clone().into_bytes(),
        );
        let payloads = vec![Payload::act(&Act::new("log", "Bench"))?, put];
        Ok((
            NewEntry {
                payloads,
                ..NewEntry::default()
            },
            body,
        ))
    };
    let book = vault.begin_book("BENCH", entry(0)?.0, 0)?.log.book;
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for n in 1..=count {
        let (new, body) = entry(n)?;
        let begun = Instant::now();
        vault.append(&book, new, n as u64)?;
        ours.push(begun.elapsed());
        let begun = Instant::now();
        plain
            .prepare_cached("INSERT INTO entry (body) VALUES (?1)")?
            .execute([body])?;
        bare.push(begun.elapsed());
    }
    Ok((ours, bare))
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
