//! The ENISA severity score: SE = DPC × EI + CB. It advises and decides nothing (ENISA, December 2013).

use crate::record::Severity;

words! {
    /// The band of a score.
    pub enum Band {
        Low = "low",
        Medium = "medium",
        High = "high",
        VeryHigh = "very-high" as "very high",
    }
}

/// A score and its band.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// SE, at most 6.
    pub value: f64,
    /// Below 2 low, below 3 medium, below 4 high, else very high.
    pub band: Band,
}

impl Severity {
    /// The score of these inputs.
    pub fn score(&self) -> Score {
        let circumstances = [self.confidentiality, self.integrity, self.availability];
        let cb: f64 = circumstances.into_iter().flatten().map(|c| c.value()).sum::<f64>()
            + self.malicious.map_or(0.0, |m| m.value());
        // Four places are more than anybody judges to; what a binary fraction adds beyond them is not meant.
        let value = ((self.dpc.value() * self.ei.value() + cb) * 1e4).round() / 1e4;
        let band = match value {
            v if v < 2.0 => Band::Low,
            v if v < 3.0 => Band::Medium,
            v if v < 4.0 => Band::High,
            _ => Band::VeryHigh,
        };
        Score { value, band }
    }
}
