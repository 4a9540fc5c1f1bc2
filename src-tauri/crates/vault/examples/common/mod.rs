//! What the benchmarks of the vault share: entries of 60 words, and where files go.

use std::path::{Path, PathBuf};
use std::time::Duration;

use breachbook_book::{Act, BookId, Payload};
use breachbook_vault::{CreateOptions, NewEntry, OsRandom, Passphrase, Secret, Vault};

/// Why a benchmark could not be run.
pub type Failure = Box<dyn std::error::Error>;

/// Text without meaning but with the spread of words that an index has to deal with: 1,600 of them.
pub struct Words(u64);

impl Words {
    /// Always the same words in the same order.
    pub fn new() -> Self {
        Self(1)
    }

    /// The next so many words.
    pub fn next(&mut self, count: usize) -> String {
        const SYLLABLES: [&str; 40] = [
            "ba", "ber", "cal", "con", "da", "den", "dis", "el", "en", "fa", "for", "ga", "gren", "hal", "il", "in",
            "ka", "ken", "la", "len", "ma", "men", "na", "nor", "o", "or", "pa", "per", "qua", "ra", "ren", "sa",
            "ser", "ta", "ter", "un", "va", "ver", "wi", "zen",
        ];
        let mut words = String::new();
        for _ in 0..count {
            if !words.is_empty() {
                words.push(' ');
            }
            for _ in 0..2 {
                self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let at = usize::try_from(self.0 >> 33).unwrap_or(0) % SYLLABLES.len();
                words.push_str(SYLLABLES[at]);
            }
        }
        words
    }
}

/// A line of the timeline as `log` writes it, and the record in it.
pub fn entry(n: usize, words: &mut Words) -> Result<(NewEntry<'static>, String), Failure> {
    let text = words.next(60);
    let body = format!(
        r#"{{"id":"e{n}","occurred":{{"at":"2023-08-08T14:30:00+01:00"}},"text":"{text}","audience":["team"]}}"#
    );
    let record = Payload::put("events", &format!("e{n}"), Default::default(), body.clone().into_bytes());
    let payloads = vec![Payload::act(&Act::new("log", "Bench"))?, record];
    let new = NewEntry { payloads, ..NewEntry::default() };
    Ok((new, body))
}

/// A vault at `FOLDER/a.breachbook` with a book of `count` entries, written where that is quick and moved there.
pub fn vault(folder: &Path, count: usize) -> Result<(Vault, BookId), Failure> {
    let passphrase = Passphrase::new("bench".into());
    let quick = quick(folder);
    let made = Vault::create(
        &quick.join("a.breachbook"),
        &passphrase,
        CreateOptions::default(),
        Box::new(OsRandom),
        &quick.join("home"),
        0,
    )?;
    let mut vault = made.vault;
    let mut words = Words::new();
    let book = vault.begin_book("BENCH", entry(0, &mut words)?.0, 0)?.log.book;
    for n in 1..count {
        vault.append(&book, entry(n, &mut words)?.0, n as u64)?;
    }
    vault.close()?;
    if quick != folder {
        copy(&quick, folder)?;
        std::fs::remove_dir_all(&quick)?;
    }
    let vault = Vault::open(
        &folder.join("a.breachbook"),
        Secret::Passphrase(&passphrase),
        Box::new(OsRandom),
        &folder.join("home"),
    )?;
    Ok((vault, book))
}

/// A folder in memory where there is one (Linux), so that what is only prepared waits for no disk; else the
/// folder itself.
fn quick(folder: &Path) -> PathBuf {
    let memory = Path::new("/dev/shm");
    let own = memory.join(format!("breachbook-bench-{}", std::process::id()));
    if memory.is_dir() && std::fs::create_dir(&own).is_ok() { own } else { folder.to_owned() }
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for found in std::fs::read_dir(from)? {
        let (found, to) = (found?.path(), to);
        let to = to.join(found.file_name().unwrap_or_default());
        if found.is_dir() {
            copy(&found, &to)?;
        } else {
            std::fs::copy(&found, &to)?;
            std::fs::File::open(&to)?.sync_all()?;
        }
    }
    Ok(())
}

/// The middle one.
pub fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
