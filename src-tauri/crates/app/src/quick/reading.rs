//! A line as it was read: data for the chips, and for the record that would be written.

use breachbook_case::{List, Time, zone};
use chrono::{DateTime, Datelike, Utc};
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use super::bodies::NewBody;
use super::chip_key::ChipKey;
use super::token::Span;

/// What a line was read as.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(rename = "LineReading")]
pub struct Reading {
    /// The list that it would be written into, as the case file names it.
    #[serde(rename = "list")]
    #[ts(rename = "list")]
    pub list_word: &'static str,
    /// The same list.
    #[serde(skip)]
    #[ts(skip)]
    pub list: List,
    /// What was understood, in the order in which it is shown; the first says the list.
    pub chips: Vec<Chip>,
    /// The beginning of the words that would be kept.
    pub text: String,
    /// Why it cannot be written as it stands, in a sentence; none where it can, once nothing is in doubt.
    pub lacks: Option<String>,
    /// What to know before it is written, in sentences.
    pub hints: Vec<String>,
    /// That it is written up late and asks for a reason, in a sentence.
    pub late: Option<String>,
    /// Whether that is asked before it is written, since the record warns where nobody says why; else it is offered.
    pub late_first: bool,
    /// What was read, to be given back as it is when it is written.
    pub mark: String,
    /// The words that would be kept, whole.
    #[serde(skip)]
    #[ts(skip)]
    pub words: String,
    /// The parties that are written in with it.
    #[serde(skip)]
    #[ts(skip)]
    pub new_parties: Vec<NewBody>,
}

/// One thing that was understood.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(rename = "LineChip")]
pub struct Chip {
    /// Its key, by which a choice is given: `list`, or the key of a record.
    #[ts(type = "string")]
    pub key: ChipKey,
    /// What it is, in words: `reply due`. Empty for the list.
    pub label: String,
    /// Its value in words; where it is in doubt, the first of the choices.
    pub words: String,
    /// The words of the line that it comes from; empty where it comes from none.
    pub from: String,
    /// What has to be settled before it can be written, as a question.
    pub doubt: Option<String>,
    /// What was taken for granted, in words.
    pub assumed: Option<String>,
    /// What it may be; what it is now is among them, by the same words. Empty where there is nothing to choose.
    pub choices: Vec<Choice>,
    /// Its place in the line.
    #[serde(skip)]
    #[ts(skip)]
    pub span: Option<Span>,
    /// What would be written; none where it is in doubt or left out.
    #[serde(skip)]
    #[ts(skip)]
    pub value: Option<Value>,
}

/// One thing that a chip may say.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(rename = "LineChoice")]
pub struct Choice {
    /// To be given back as it is.
    pub value: String,
    /// In words.
    pub words: String,
}

/// A list in the singular, as a chip names it.
pub fn list_words(list: List) -> &'static str {
    match list {
        List::Events => "Timeline entry",
        List::Questions => "Question",
        List::Commitments => "Promise",
        List::Statements => "Statement",
        List::Correspondence => "Correspondence",
        List::Notifications => "Body told",
        List::Mitigations => "Mitigation",
        List::Decisions => "Decision",
        List::Deadlines => "Deadline",
        other => other.as_str(),
    }
}

/// The lists that a line can go into.
pub const LISTS: [List; 9] = [
    List::Events,
    List::Questions,
    List::Commitments,
    List::Statements,
    List::Correspondence,
    List::Notifications,
    List::Mitigations,
    List::Decisions,
    List::Deadlines,
];

/// A time as a chip says it: `Mon 23 Nov, 14:30 GMT`, with the year where it is not this one.
pub fn time_words(time: &Time, now: DateTime<Utc>) -> String {
    let first = time.range().first;
    let day = zone::day(first);
    let short = zone::short_day(day);
    let short = if day.year() == zone::day(now).year() {
        short.rsplit_once(' ').map_or(short.clone(), |(short, _)| short.to_owned())
    } else {
        short
    };
    let day_words = format!("{} {short}", &zone::week_day(day)[..3]);
    let about = if time.approximate() { "c. " } else { "" };
    use breachbook_case::Precision as P;
    match time.precision() {
        P::Year | P::Month => format!("{about}{}", time.words().trim_start_matches("about ")),
        P::Day => format!("{about}{day_words}, that day"),
        P::Hour => format!("{day_words}, {about}{} to {}", zone::clock(first), zone::clock(time.range().end)),
        P::Minute | P::Second => format!("{day_words}, {about}{} {}", zone::clock(first), zone::name(first)),
    }
}
