//! Times as a table prints them: the day in the heading, the hour in the row, doubt in words.

use breachbook_case::{Precision, Time, When, zone};
use chrono::{DateTime, Utc};

/// A short form for a table: `26 Aug 2023`, `c. 8 Aug 2023, 14:30 BST`.
pub fn short(time: &Time) -> String {
    let first = time.range().first;
    let day = zone::day(first);
    let said = match time.precision() {
        Precision::Year => day.format("%Y").to_string(),
        Precision::Month => zone::month(day),
        Precision::Day => zone::short_day(day),
        Precision::Hour => format!(
            "{}, {} to {} {}",
            zone::short_day(day),
            zone::clock(first),
            zone::clock(time.range().end),
            zone::name(first)
        ),
        Precision::Minute | Precision::Second => {
            format!("{}, {} {}", zone::short_day(day), zone::clock(first), zone::name(first))
        }
    };
    if time.approximate() { format!("c. {said}") } else { said }
}

/// The same, or nothing.
pub fn short_or(time: Option<&Time>) -> String {
    time.map(short).unwrap_or_default()
}

/// A time or span in short form.
pub fn short_when(when: &When) -> String {
    match when {
        When::Time(time) => short(time),
        When::Span(span) => match (&span.from, &span.to) {
            (Some(from), Some(to)) => format!("{} to {}", short(from), short(to)),
            (Some(from), None) => format!("from {}", short(from)),
            (None, Some(to)) => format!("by {}", short(to)),
            (None, None) => String::new(),
        },
    }
}

/// An instant in short form: `11 Aug 2023, 16:00 BST`.
pub fn instant(at: DateTime<Utc>) -> String {
    format!("{}, {} {}", zone::short_day(zone::day(at)), zone::clock(at), zone::name(at))
}

/// The heading under which something stands in a table by day.
pub fn heading(when: &When) -> String {
    let Some(time) = when.anchor() else { return "At an unknown time".to_owned() };
    let day = zone::day(time.range().first);
    match time.precision() {
        Precision::Year => day.format("%Y").to_string(),
        Precision::Month => zone::month(day),
        _ => zone::week_day(day),
    }
}

/// What the row says under that heading.
pub fn of_day(when: &When) -> String {
    let one = |time: &Time| {
        let first = time.range().first;
        let said = match time.precision() {
            Precision::Year => "that year".to_owned(),
            Precision::Month => "that month".to_owned(),
            Precision::Day => "that day".to_owned(),
            Precision::Hour => {
                format!("{} to {} {}", zone::clock(first), zone::clock(time.range().end), zone::name(first))
            }
            Precision::Minute | Precision::Second => format!("{} {}", zone::clock(first), zone::name(first)),
        };
        match (time.approximate(), time.precision()) {
            (false, _) => said,
            (true, Precision::Year | Precision::Month | Precision::Day) => format!("about {said}"),
            (true, _) => format!("c. {said}"),
        }
    };
    match when {
        When::Time(time) => one(time),
        When::Span(span) => match (&span.from, &span.to) {
            (Some(from), Some(to)) if zone::day(from.range().first) == zone::day(to.range().first) => {
                format!("{} to {}", one(from), one(to))
            }
            (Some(from), Some(to)) => format!("{}, to {}", one(from), short(to)),
            (Some(from), None) => format!("from {}", one(from)),
            (None, Some(to)) => format!("by {}", one(to)),
            (None, None) => String::new(),
        },
    }
}

/// The order in a table by day: by the earliest moment, the more exact first.
pub fn order(when: &When) -> (Option<DateTime<Utc>>, Option<DateTime<Utc>>) {
    let bounds = when.bounds();
    (bounds.first.or(bounds.end), bounds.end)
}
