//! What the foot of the side bar says of the record: how many entries, and when that was last checked or signed.

use breachbook_case::count::{counted, number};
use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

use super::standing::{Standing, Tone, instant};
use crate::OpenCase;

/// What the book says of itself.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RecordLine {
    /// The sentence, and whether it was checked.
    pub standing: Standing,
    /// What it rests on, for whoever asks.
    pub more: String,
}

/// A check of the whole vault in this session.
#[derive(Debug, Clone)]
pub struct Checked {
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// Whether nothing but notices was found.
    pub intact: bool,
    /// What was found, a sentence each.
    pub faults: Vec<String>,
    /// How many entries each case had then, by reference.
    pub entries: Vec<(String, u64)>,
}

impl RecordLine {
    /// The line of an open case. Only a check in this session lets it say "intact".
    pub fn of(open: &OpenCase, checked: Option<&Checked>) -> Self {
        let entries = match &open.as_of {
            None => counted(open.entries, "entry", "entries"),
            Some(_) => {
                format!("{} then, {} now", counted(open.entries_then, "entry", "entries"), number(open.entries))
            }
        };
        let signed = match open.checkpoint {
            Some((size, at)) if size >= open.entries => format!("all signed on {}", instant(at)),
            Some((size, at)) => format!("the first {} signed on {}", number(size), instant(at)),
            None => "none signed yet: that is done on lock and with each report".to_owned(),
        };
        let of_case = |checked: &Checked| checked.entries.iter().find(|(of, _)| *of == open.reference).map(|(_, n)| *n);
        match checked {
            Some(check) if !check.intact => {
                Self { standing: Standing::new("The record is not intact", Tone::Late), more: check.faults.join(" ") }
            }
            Some(check) if of_case(check).is_some() => {
                let then = of_case(check).unwrap_or_default();
                let since = match open.entries.saturating_sub(then) {
                    0 => String::new(),
                    n => format!(", {} since", counted(n, "entry", "entries")),
                };
                let said = format!(
                    "Record intact: {}, checked {}{since}",
                    counted(then, "entry", "entries"),
                    instant(check.at)
                );
                Self { standing: Standing::new(said, Tone::Met), more: super::standing::capital(&signed) }
            }
            _ => Self {
                standing: Standing::new(format!("{entries}, {signed}"), Tone::Plain),
                more: "Not checked since it was opened.".to_owned(),
            },
        }
    }
}
