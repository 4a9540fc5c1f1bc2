//! How long a large vault takes to open and to list its books, beyond key derivation: writes COUNT entries in
//! BOOKS books, then opens the vault with a recovery secret (no derivation). `cargo run --release
//! -p breachbook-vault --example bench_open [COUNT] [BOOKS]`

use std::ops::ControlFlow;
use std::time::Instant;

use breachbook_book::{Act, Payload};
use breachbook_vault::{CreateOptions, NewEntry, OsRandom, Passphrase, Secret, Vault};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let count: usize = arguments
        .next()
        .map_or(Ok(100_000), |count| count.parse())?;
    let books: usize = arguments.next().map_or(Ok(100), |books| books.parse())?;
    let folder = std::env::temp_dir().join(format!("bench-open-{}", std::process::id()));
    std::fs::create_dir(&folder)?;
    let measured = measure(count, books.max(1), &folder);
    std::fs::remove_dir_all(&folder)?;
    measured
}

fn measure(count: usize, books: usize, folder: &std::path::Path) -> Result<(), Failure> {
    let (place, home) = (folder.join("a.breachbook"), folder.join("home"));
    let options = CreateOptions { recovery: true };
    let made = Vault::create(
        &place,
        &Passphrase::new("bench".into()),
        options,
        Box::new(OsRandom),
        &home,
        0,
    )?;
    let (mut vault, sheet) = (made.vault, made.recovery.ok_or("no recovery secret")?);
    let begun = Instant::now();
    for book in 0..books {
        let entry = |n: usize| -> Result<NewEntry<'static>, Failure> {
            let text = format!(
                "Entry {n}: {}",
                "the quick brown fox jumps over the lazy dog ".repeat(10)
            );
            let body =
                format!(r#"{{"id":"e{n}","occurred":{{"at":"2023-08-08"}},"text":"{text}"}}"#);
            let put = Payload::put(
                "events",
                &format!("e{n}"),
                Default::default(),
                body.into_bytes(),
            );
            Ok(NewEntry {
                payloads: vec![Payload::act(&Act::new("log", "Bench"))?, put],
                ..NewEntry::default()
            })
        };
        let id = vault
            .begin_book(&format!("OP/{book}"), entry(0)?, 0)?
            .log
            .book;
        for n in 1..count / books {
            vault.append(&id, entry(n)?, n as u64)?;
        }
    }
    println!(
        "written           {count} entries in {books} books in {:?}",
        begun.elapsed()
    );
    vault.close()?;
    for _ in 0..3 {
        let begun = Instant::now();
        let vault = Vault::open(&place, Secret::Recovery(&sheet), Box::new(OsRandom), &home)?;
        let listed = vault.books()?.len();
        println!("open and list     {listed} books in {:?}", begun.elapsed());
        let begun = Instant::now();
        let hits = vault.search("lazy dog", 50)?.len();
        println!("search            {hits} hits in {:?}", begun.elapsed());
        let id = vault.books()?[0].id;
        let begun = Instant::now();
        println!(
            "records           {} in {:?}",
            vault.records(&id)?.len(),
            begun.elapsed()
        );
    }
    let mut vault = Vault::open(&place, Secret::Recovery(&sheet), Box::new(OsRandom), &home)?;
    let begun = Instant::now();
    let found = vault.verify(&mut |_, _| ControlFlow::Continue(()))?;
    println!(
        "verify            {} entries, {} faults in {:?}",
        found.entries,
        found.faults.len(),
        begun.elapsed()
    );
    let begun = Instant::now();
    vault.backup(&folder.join("backup"), 0)?;
    println!("backup            in {:?}", begun.elapsed());
    Ok(())
}
