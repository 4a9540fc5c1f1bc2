//! How something stands, as a word with a tone and a shape: colour never speaks alone.

use breachbook_case::count::number;
use breachbook_case::{Clock, State, View, When, length, when, zone};
use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

/// The tone of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// Nothing is asked for.
    Plain,
    /// Done, and in time.
    Met,
    /// Something is due, or in doubt.
    Due,
    /// Late, broken, unanswered, contradicted.
    Late,
    /// A marking or a restriction.
    Marking,
}

/// The shape beside the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// A tick.
    Check,
    /// A triangle.
    Alert,
    /// A clock.
    Clock,
    /// A question mark.
    Doubt,
    /// A minus.
    None,
    /// A lock.
    Lock,
}

/// A word for how something stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Standing {
    /// The word.
    pub words: String,
    /// Its tone.
    pub tone: Tone,
    /// Its shape.
    pub shape: Shape,
}

impl Standing {
    /// A word in a tone, with the shape that goes with the tone.
    pub fn new(words: impl Into<String>, tone: Tone) -> Self {
        let shape = match tone {
            Tone::Met => Shape::Check,
            Tone::Due => Shape::Clock,
            Tone::Late => Shape::Alert,
            Tone::Plain | Tone::Marking => Shape::None,
        };
        Self { words: capital(&words.into()), tone, shape }
    }

    /// The same with another shape.
    #[must_use]
    pub fn shaped(self, shape: Shape) -> Self {
        Self { shape, ..self }
    }

    /// How a clock of a view stands.
    pub fn of_clock(clock: &Clock, view: &View) -> Self {
        let (tone, shape) = look(clock.state);
        Self::new(clock.words(&view.case), tone).shaped(shape)
    }
}

/// The tone and shape of a clock's state.
pub fn look(state: State) -> (Tone, Shape) {
    match state {
        State::Met => (Tone::Met, Shape::Check),
        State::Told => (Tone::Plain, Shape::Check),
        State::Late | State::Overdue => (Tone::Late, Shape::Alert),
        State::Running => (Tone::Due, Shape::Clock),
        State::CannotTell => (Tone::Due, Shape::Doubt),
        State::NoAwareness => (Tone::Plain, Shape::Doubt),
        State::NotRequired => (Tone::Plain, Shape::None),
    }
}

/// A word of the format in words: `law-enforcement` is "Law enforcement".
pub fn word(word: &str) -> String {
    capital(&word.replace('-', " "))
}

/// With a capital first letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

/// A short text: cut at a character, with dots where something is left out.
pub fn cut(text: &str, most: usize) -> String {
    let mut short: String = text.chars().take(most).collect();
    if short.len() < text.len() {
        short.truncate(short.trim_end().len());
        short.push('…');
    }
    short
}

/// An instant to the minute in short form: `11 Aug 2023, 15:00 BST`.
pub fn instant(at: DateTime<Utc>) -> String {
    when::instant(at - chrono::Duration::seconds(at.timestamp().rem_euclid(60)))
}

/// An instant to the minute, in full: `11 August 2023, 15:00 BST`.
pub fn in_full(at: DateTime<Utc>) -> String {
    zone::moment(at - chrono::Duration::seconds(at.timestamp().rem_euclid(60)))
}

/// How far an instant lies from now: `31 h 12 min left`, `818 days ago`.
pub fn distance(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let minutes = (at - now).num_minutes();
    if minutes >= 0 { format!("{} left", grouped(minutes)) } else { format!("{} ago", grouped(-minutes)) }
}

/// A length in words, with its thousands apart.
pub fn grouped(minutes: i64) -> String {
    let days = minutes / (24 * 60);
    if days < 1000 { length(minutes) } else { format!("{} days", number(days.unsigned_abs())) }
}

/// The day of a time, without its hour: `9 August 2023`; its month or year where no day is known.
pub fn on(time: &When) -> String {
    match time.anchor() {
        Some(time) if time.precision() >= breachbook_case::Precision::Day => {
            zone::long_day(zone::day(time.range().first))
        }
        _ => time.words(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn distances_say_their_side_and_group_thousands() {
        let now: DateTime<Utc> = "2026-11-24T12:00:00Z".parse().unwrap();
        let said = |at: &str| distance(at.parse().unwrap(), now);
        assert_eq!(said("2026-11-25T19:12:00Z"), "1 day 7 h left");
        assert_eq!(said("2026-11-24T12:45:00Z"), "45 min left");
        assert_eq!(said("2023-08-09T12:00:00Z"), "1,203 days ago");
    }

    #[test]
    fn a_cut_text_ends_in_dots_and_never_inside_a_character() {
        assert_eq!(cut("Łukasz Żak", 20), "Łukasz Żak");
        assert_eq!(cut("Łukasz Żak", 7), "Łukasz…");
    }
}
