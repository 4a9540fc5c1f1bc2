//! Times as a table prints them, on a page and on a screen: the day in the heading, the hour in the row, doubt in words.

use crate::time::{Precision, Time, When};
use crate::zone;
use chrono::{DateTime, Utc};

/// A time in short form, or nothing.
pub fn short_or(time: Option<&Time>) -> String {
    time.map(Time::short).unwrap_or_default()
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
            (Some(from), Some(to)) => format!("{}, to {}", one(from), to.short()),
            (Some(from), None) => format!("from {}", one(from)),
            (None, Some(to)) => format!("by {}", one(to)),
            (None, None) => String::new(),
        },
    }
}

/// The place of something in a table by day; smaller stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The first moment of the day, month or year that heads it.
    heading: Option<DateTime<Utc>>,
    /// 0 under a day, 1 under a month, 2 under a year.
    length: u8,
    /// Whether only the day is known: after what has an hour.
    vague: bool,
    first: Option<DateTime<Utc>>,
    end: Option<DateTime<Utc>>,
}

impl Place {
    /// Whether something at the other place stands under the same [`heading`].
    pub fn same_heading(&self, other: &Self) -> bool {
        (self.heading, self.length) == (other.heading, other.length)
    }
}

/// The order in a table by day: heading by heading, so that each heads one group; under it what has an hour first,
/// then what is known to the day alone.
pub fn order(when: &When) -> Place {
    let bounds = when.bounds();
    let first = bounds.first.or(bounds.end);
    let time = when.anchor();
    let (length, vague) = match time.map(Time::precision) {
        Some(Precision::Year) => (2, true),
        Some(Precision::Month) => (1, true),
        Some(Precision::Day) => (0, true),
        _ => (0, false),
    };
    let heading = time.map(|time| zone::day_start(zone::day(time.range().first)));
    Place { heading, length, vague, first, end: bounds.end }
}

/// The time column of a row on a screen, beside the heading of its day: `14:30`, `c. 14:30`, `day`, `to 16:50`. The
/// zone stands in the heading, and beside an hour that comes twice in its night: `01:30 BST`.
pub fn brief(when: &When) -> String {
    let one = |time: &Time| {
        let first = time.range().first;
        let said = match time.precision() {
            Precision::Year => "year".to_owned(),
            Precision::Month => "month".to_owned(),
            Precision::Day => "day".to_owned(),
            Precision::Hour => format!("{}–{}", zone::clock(first), zone::clock(time.range().end)),
            Precision::Minute | Precision::Second if zone::instants(zone::local(first)).len() > 1 => {
                format!("{} {}", zone::clock(first), zone::name(first))
            }
            Precision::Minute | Precision::Second => zone::clock(first),
        };
        if time.approximate() { format!("c. {said}") } else { said }
    };
    match when {
        When::Time(time) => one(time),
        When::Span(span) => match (&span.from, &span.to) {
            (Some(from), _) => format!("from {}", one(from)),
            (None, Some(to)) => format!("by {}", one(to)),
            (None, None) => String::new(),
        },
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn time(at: &str, precision: Option<Precision>, approximate: bool) -> When {
        When::Time(Time::parse(at, precision, approximate).unwrap())
    }

    #[test]
    fn each_day_heads_one_group_and_what_has_an_hour_stands_first() {
        let times =
            ["2023-08-01T00:00:00+01:00", "2023-08-01", "2023-08-01T14:30:00+01:00", "2023-08", "2023", "2023-08-02"];
        let mut all: Vec<When> = times.iter().map(|at| time(at, None, false)).collect();
        all.sort_by_key(order);
        let mut headings: Vec<String> = all.iter().map(heading).collect();
        let said: Vec<String> = all.iter().map(|when| format!("{} {}", heading(when), brief(when))).collect();
        assert_eq!(
            said,
            [
                "2023 year",
                "Tuesday 1 August 2023 00:00",
                "Tuesday 1 August 2023 14:30",
                "Tuesday 1 August 2023 day",
                "August 2023 month",
                "Wednesday 2 August 2023 day",
            ]
        );
        headings.dedup();
        assert_eq!(headings.len(), 4);
    }

    #[test]
    fn doubt_stands_in_the_column() {
        assert_eq!(brief(&time("2023-08-08T14:30:00+01:00", None, true)), "c. 14:30");
        let twice = ["2026-10-25T01:30:00+01:00", "2026-10-25T01:30:00+00:00"].map(|at| brief(&time(at, None, false)));
        assert_eq!(twice, ["01:30 BST", "01:30 GMT"]);
        assert_eq!(brief(&time("2023-08-08T16:00:00+01:00", Some(Precision::Hour), false)), "16:00–17:00");
        assert_eq!(brief(&time("2023-08-08", None, true)), "c. day");
    }
}
