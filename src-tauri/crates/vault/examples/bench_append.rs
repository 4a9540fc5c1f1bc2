//! What a durable entry costs beside bare inserts of the same row: `bench_append [COUNT] [BEFORE] [FOLDER]`.
//!
//! Three writes in turn, COUNT times, on the same disk, each alone in its transaction, each with write-ahead log
//! and synchronous FULL: an entry through [`Vault::append`](breachbook_vault::Vault::append) (entry, payloads,
//! tree, current records, search index, mark), an insert of the record's text into a table of plain SQLite, and
//! one into a table of SQLCipher under a raw key. The book holds BEFORE entries when it begins.

#![allow(clippy::print_stdout)]

mod common;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use common::{Failure, Words, median};
use rusqlite::Connection;

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let count: usize = arguments.next().map_or(Ok(500), |count| count.parse())?;
    let before: usize = arguments.next().map_or(Ok(1), |count| count.parse())?;
    let base = arguments.next().map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = base.join(format!("bench-append-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let measured = measure(count, before.max(1), &folder);
    std::fs::remove_dir_all(&folder)?;
    let [ours, plain, cipher] = measured?;
    println!("{count} entries of 60 words, in a book of {before}; median (least to most), mean");
    let mean = |times: &[Duration]| times.iter().sum::<Duration>().as_secs_f64() / count as f64;
    let (ours_mean, plain_mean, cipher_mean) = (mean(&ours), mean(&plain), mean(&cipher));
    let ours = told("durable entry", ours, ours_mean);
    let plain = told("plain SQLite insert", plain, plain_mean);
    let cipher = told("SQLCipher insert", cipher, cipher_mean);
    println!("ratio to plain SQLite  {:.2} of medians, {:.2} of means", ours / plain, ours_mean / plain_mean);
    println!("ratio to SQLCipher     {:.2} of medians, {:.2} of means", ours / cipher, ours_mean / cipher_mean);
    Ok(())
}

/// Prints a line and gives the median in seconds.
fn told(name: &str, mut times: Vec<Duration>, mean: f64) -> f64 {
    let median = median(&mut times).as_secs_f64();
    let (least, most) = (times.first(), times.last());
    let ms = |time: Option<&Duration>| time.map_or(0.0, |time| time.as_secs_f64() * 1e3);
    println!("{name:<22} {:.2} ms ({:.2} to {:.2}), {:.2}", median * 1e3, ms(least), ms(most), mean * 1e3);
    median
}

fn measure(count: usize, before: usize, folder: &Path) -> Result<[Vec<Duration>; 3], Failure> {
    let (mut vault, book) = common::vault(folder, before)?;
    let plain = bare(&folder.join("plain.db"), "")?;
    let key = format!("PRAGMA key = \"x'{}'\";", "5a".repeat(32));
    let cipher = bare(&folder.join("cipher.db"), &key)?;
    let mut words = Words::new();
    let mut times = [(); 3].map(|()| Vec::with_capacity(count));
    for n in before..before + count {
        let (new, body) = common::entry(n, &mut words)?;
        let begun = Instant::now();
        vault.append(&book, new, n as u64)?;
        times[0].push(begun.elapsed());
        for (connection, times) in [&plain, &cipher].into_iter().zip(&mut times[1..]) {
            let begun = Instant::now();
            connection.prepare_cached("INSERT INTO entry (body) VALUES (?1)")?.execute([&body])?;
            times.push(begun.elapsed());
        }
    }
    Ok(times)
}

/// A file with one table, as somebody makes it who wants rows on disk and no more.
fn bare(file: &Path, key: &str) -> Result<Connection, Failure> {
    let connection = Connection::open(file)?;
    connection.execute_batch(&format!(
        "{key} PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;
         CREATE TABLE entry (seq INTEGER PRIMARY KEY, body TEXT);"
    ))?;
    Ok(connection)
}
