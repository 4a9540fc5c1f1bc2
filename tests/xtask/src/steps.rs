//! A list of steps that goes on after a fault, so that every fault is seen, and sums up at the end.

use std::time::{Duration, Instant};

use crate::Outcome;

/// What became of each step so far.
#[derive(Default)]
pub struct Steps {
    done: Vec<(String, Duration, Outcome)>,
}

impl Steps {
    /// Takes a step; answers whether it passed.
    pub fn take(&mut self, name: &str, work: impl FnOnce() -> Outcome) -> bool {
        println!("\n== {name}");
        let began = Instant::now();
        let outcome = work();
        if let Err(sentence) = &outcome {
            println!("failed: {sentence}");
        }
        let passed = outcome.is_ok();
        self.done.push((name.to_owned(), began.elapsed(), outcome));
        passed
    }

    /// One line a step, a line with the count, and a fault if any step failed.
    pub fn sum_up(&self) -> Outcome {
        let failed = self.done.iter().filter(|(_, _, outcome)| outcome.is_err()).count();
        println!("\n{}", self.table());
        println!("{} passed, {failed} failed", self.done.len() - failed);
        if failed == 0 { Ok(()) } else { Err("a step failed; its output stands above".into()) }
    }

    fn table(&self) -> String {
        let line = |(name, took, outcome): &(String, Duration, Outcome)| {
            let (word, why) = match outcome {
                Ok(()) => ("passed", String::new()),
                Err(sentence) => ("FAILED", format!("  {sentence}")),
            };
            format!("{word}  {:>6} s  {name}{why}", took.as_secs())
        };
        self.done.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn one_failed_step_fails_the_whole_and_the_later_ones_are_still_taken() {
        let mut steps = Steps::default();
        assert!(!steps.take("first", || Err("it broke".into())));
        assert!(steps.take("second", || Ok(())));
        assert_eq!(steps.table(), "FAILED       0 s  first  it broke\npassed       0 s  second");
        assert!(steps.sum_up().is_err());
    }
}
