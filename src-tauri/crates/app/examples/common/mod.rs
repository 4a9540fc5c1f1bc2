//! What the benchmarks of the acts share: files, text, figures. Each uses a part of it.

#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::time::Instant;

use breachbook_app::{Failure, Passphrase, RecoverySecret, Session, Writer};
use breachbook_book::{Act, BookId, Payload, VersionId};
use breachbook_vault::{NewEntry, OsRandom, Secret, Vault};
use chrono::Utc;
use serde_json::Value;

/// Why a benchmark could not be run.
pub type Failed = Box<dyn std::error::Error>;

/// A failure of an act as an error.
pub fn act<T>(outcome: Result<T, Failure>) -> Result<T, Failed> {
    outcome.map_err(|failure| failure.sentence.into())
}

/// Who writes in a benchmark.
pub fn writer() -> Writer<'static> {
    Writer { name: "Bench", reason: None, now: Utc::now() }
}

/// What opens a benchmark's vault.
pub fn passphrase() -> Passphrase {
    Passphrase::new("bench".into())
}

/// What opens it without a derivation of its key.
pub fn recovery(folder: &Path) -> Result<RecoverySecret, Failed> {
    Ok(RecoverySecret::parse(&std::fs::read_to_string(folder.join("sheet.txt"))?)?)
}

/// A vault of copies of the demo's first case (`BENCH-0` and on) in a folder, open for lines to be put into.
pub fn vault_of_copies(at: &Path, cases: usize) -> Result<Vault, Failed> {
    let (vault, home, sheet) = (at.join("a.breachbook"), at.join("home"), at.join("sheet.txt"));
    let mut session = act(Session::init(&vault, &passphrase(), Some(&sheet), &home, Utc::now()))?;
    let demo: Value = serde_json::from_str(include_str!("../../demo/psni-2023.json"))?;
    for n in 0..cases {
        let mut case = demo.clone();
        case["case"]["reference"] = format!("BENCH-{n}").into();
        let file = at.join("case.json");
        std::fs::write(&file, case.to_string())?;
        act(session.import(&[&file], &writer()))?;
    }
    act(session.lock(Utc::now()))?;
    Ok(Vault::open(&vault, Secret::Recovery(&recovery(at)?), Box::new(OsRandom), &home)?)
}

/// Puts an event into a book as an entry of its own; gives the version that it became.
pub fn put_event(
    vault: &mut Vault,
    book: &BookId,
    done: &Act,
    replaces: Option<VersionId>,
    event: &Value,
) -> Result<VersionId, Failed> {
    let id = event["id"].as_str().ok_or("an event without an id")?;
    let line = Payload::put("events", id, replaces.into_iter().collect(), serde_json::to_vec(event)?);
    let payloads = vec![Payload::act(done)?, line];
    let now = u64::try_from(Utc::now().timestamp_millis())?;
    Ok(vault.append(book, NewEntry { payloads, ..NewEntry::default() }, now)?.versions[1])
}

/// Real words, taken from the demo's cases, in no order.
pub struct Words {
    known: Vec<String>,
    state: u64,
}

impl Words {
    /// Always the same words in the same order.
    pub fn new() -> Self {
        let texts = [
            include_str!("../../demo/psni-2023.json"),
            include_str!("../../demo/psni-theft-2023.json"),
            include_str!("../../demo/met-2023.json"),
        ];
        let words =
            texts.iter().flat_map(|text| text.split(|c: char| !c.is_alphabetic())).filter(|word| word.len() > 1);
        Self { known: words.map(str::to_lowercase).collect(), state: 1 }
    }

    /// The next so many words.
    pub fn next(&mut self, count: usize) -> String {
        let words = (0..count).map(|_| {
            self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = usize::try_from(self.state >> 33).unwrap_or(0) % self.known.len();
            self.known[at].as_str()
        });
        words.collect::<Vec<_>>().join(" ")
    }
}

/// A folder in memory where there is one (Linux), so that what is only prepared waits for no disk; else none.
pub fn memory() -> Option<PathBuf> {
    let own = Path::new("/dev/shm").join(format!("breachbook-bench-{}", std::process::id()));
    (own.parent().is_some_and(Path::is_dir) && std::fs::create_dir(&own).is_ok()).then_some(own)
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for found in std::fs::read_dir(from)? {
        let found = found?.path();
        let to = to.join(found.file_name().unwrap_or_default());
        if found.is_dir() {
            copy(&found, &to)?;
        } else {
            std::fs::copy(&found, &to)?;
        }
    }
    Ok(())
}

/// How long something takes, in milliseconds, and what it gives.
pub fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let begun = Instant::now();
    let done = work();
    (begun.elapsed().as_secs_f64() * 1e3, done)
}

/// `MEDIAN (LEAST to MOST)`.
pub fn spread(mut times: Vec<f64>) -> String {
    times.sort_unstable_by(f64::total_cmp);
    let at = |n: usize| times.get(n).copied().unwrap_or(f64::NAN);
    let last = times.len().saturating_sub(1);
    format!("{:.1} ({:.1} to {:.1})", at(times.len() / 2), at(0), at(last))
}

/// Seconds of processor that this process has used, all threads together, from the kernel; 0 where there is no /proc.
pub fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default();
    // utime and stime, the 14th and 15th field of all, in hundredths of a second.
    let ticks = fields.split_whitespace().skip(11).take(2);
    ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// Milliseconds of processor that the calling thread has used, from the kernel; 0 where there is no /proc. What other
/// programs take of a busy machine is not in it, and neither is what threads do that it waits for.
pub fn on_processor() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    told.split_whitespace().next().and_then(|ns| ns.parse::<f64>().ok()).unwrap_or(0.0) / 1e6
}

/// Peak resident memory of this process in MB, from the kernel; 0 where there is no /proc.
pub fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kb = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kb.unwrap_or(0) / 1024
}
