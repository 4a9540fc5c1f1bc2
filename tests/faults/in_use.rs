//! A vault that another process has open.

use std::fs::File;
use std::io::Write as _;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::support::{Desk, Done, done};
use crate::{log, texts};

/// A process that has the vault open: an import of a case file that comes slowly.
pub struct Holding(Child);

impl Holding {
    /// Begins it and waits until it has the vault.
    pub fn of(desk: &Desk) -> Self {
        let mut command = desk.command(&["import", "v", "/dev/stdin"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let holding = Self(command.spawn().unwrap());
        let begun = Instant::now();
        while File::open(desk.path("v/lock")).unwrap().try_lock().is_ok() {
            assert!(begun.elapsed() < Duration::from_secs(60), "the vault is never taken");
            sleep(Duration::from_millis(20));
        }
        // It has the lock; the key and the database come after. It reads its input when all of it is open.
        sleep(Duration::from_secs(2));
        holding
    }

    /// Gives it the rest of its input; gives what it did.
    pub fn end(mut self, input: &[u8]) -> Done {
        self.0.stdin.take().unwrap().write_all(input).unwrap();
        done(self.0.wait_with_output().unwrap())
    }
}

#[test]
fn a_vault_in_use_is_said_to_be_and_is_not_touched() {
    let desk = Desk::with_rota();
    let holding = Holding::of(&desk);
    // Both wait at the same time.
    let logging = desk.command(&log("x")).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let err = desk.refused(&["cases", "v"]);
    assert!(err.contains("v is in use by another process."), "{err}");
    let err = done(logging.wait_with_output().unwrap()).refused(&["log"]);
    assert!(err.contains("v is in use by another process."), "{err}");
    // Standard input ends: the first is refused for its empty file, and lets the vault go.
    holding.end(b"").refused(&["import"]);
    assert_eq!(texts(&desk).len(), 3);
    assert_eq!(desk.json(&["verify", "v"])["entries"], 1);
}

#[test]
fn a_second_process_waits_for_a_first_that_ends_in_time() {
    let desk = Desk::with_rota();
    let holding = Holding::of(&desk);
    let waiting = desk.command(&log("Waited.")).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    sleep(Duration::from_secs(1));
    holding.end(b"").refused(&["import"]);
    let waited = done(waiting.wait_with_output().unwrap());
    assert_eq!(waited.code, 0, "{}", waited.err);
    assert_eq!(texts(&desk).last().unwrap(), "Waited.");
}

#[test]
fn many_at_once_all_get_their_turn_or_say_that_they_did_not() {
    let desk = Desk::with_rota();
    let spawn = |n: usize| {
        let text = format!("line {n}");
        desk.command(&log(&text)).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let mut expected: Vec<String> = texts(&desk);
    let children: Vec<Child> = (0..6).map(spawn).collect();
    for (n, child) in children.into_iter().enumerate() {
        let done = done(child.wait_with_output().unwrap());
        if done.code == 0 {
            expected.push(format!("line {n}"));
        } else {
            assert!(done.refused(&["log"]).contains("in use"));
        }
    }
    let mut found = texts(&desk);
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    desk.ok(&["verify", "v"]);
}
