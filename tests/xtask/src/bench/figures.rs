//! The figures that a benchmark prints in its last line, and what becomes of several runs.

use std::process::{Command, Stdio};

use crate::Outcome;

/// One run: `NAME: 1.23 s, 45 MB peak, 1.40 s of processor, …`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    pub seconds: f64,
    pub peak: f64,
    /// Of all threads together; 0 where the system does not say.
    pub processor: f64,
}

impl Figures {
    /// Runs a command and reads the last line that it prints.
    pub fn of(command: &mut Command) -> Outcome<Self> {
        let output = command
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()
            .map_err(|fault| format!("{command:?}: {fault}"))?;
        let text = String::from_utf8_lossy(&output.stdout);
        for line in text.lines() {
            println!("  {line}");
        }
        if !output.status.success() {
            return Err(format!("{command:?} failed ({})", output.status));
        }
        let last = text.lines().last().unwrap_or_default();
        Self::read(last).ok_or_else(|| format!("{command:?} printed no figures"))
    }

    fn read(line: &str) -> Option<Self> {
        let (_, figures) = line.split_once(": ")?;
        let mut figures = figures.split(", ");
        let mut next = |unit: &str| figures.next()?.strip_suffix(unit)?.parse().ok();
        Some(Self { seconds: next(" s")?, peak: next(" MB peak")?, processor: next(" s of processor")? })
    }
}

/// The median of some numbers with the least and the most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    pub median: f64,
    least: f64,
    most: f64,
}

impl Spread {
    /// Of at least one number.
    pub fn of(numbers: impl IntoIterator<Item = f64>) -> Self {
        let mut sorted: Vec<f64> = numbers.into_iter().collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let at = |n: usize| sorted.get(n).copied().unwrap_or(f64::NAN);
        Self { median: at(sorted.len() / 2), least: at(0), most: at(sorted.len().saturating_sub(1)) }
    }
}

impl std::fmt::Display for Spread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { median, least, most } = self;
        write!(f, "{median:.2} ({least:.2} to {most:.2})")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_read_and_anything_else_refused() {
        let read = Figures::read("tagged 10000 rows: 1.02 s, 158 MB peak, 1.21 s of processor, 910 pages, 3.23 MB");
        let expected = Figures { seconds: 1.02, peak: 158.0, processor: 1.21 };
        assert_eq!(read, Some(expected));
        for wrong in ["", "tagged: soon", "tagged: 1.02 s, 158 MB peak, little"] {
            assert_eq!(Figures::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_middle_of_the_runs_counts() {
        let spread = Spread::of([3.0, 1.0, 2.0, 9.0, 1.5]);
        assert_eq!(spread.to_string(), "2.00 (1.00 to 9.00)");
    }
}
