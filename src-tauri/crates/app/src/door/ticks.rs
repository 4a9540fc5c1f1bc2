//! The axis of the timeline picture: where a tick stands and what it says, in London's days and hours.

use breachbook_case::zone;
use chrono::{DateTime, Datelike, Duration, Months, NaiveDate, Utc};
use serde::Serialize;
use ts_rs::TS;

/// A tick.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Tick {
    /// Where (milliseconds since 1970 UTC).
    #[ts(type = "number")]
    pub at: i64,
    /// What it says: `14:30`, `9 Aug`, `Sep 2023`, `2024`.
    pub words: String,
    /// Whether a day, month or year begins here that the others lie in.
    pub strong: bool,
}

/// The ticks of a stretch, and what the stretch is in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Ticks {
    /// In order.
    pub ticks: Vec<Tick>,
    /// The stretch, as `8 August 2023 BST` or `8 Aug 2023 to 11 Aug 2023`.
    pub words: String,
}

/// How far two ticks lie apart.
#[derive(Debug, Clone, Copy)]
enum Step {
    Minutes(i64),
    Days(u64),
    Months(u32),
}

const STEPS: &[Step] = &[
    Step::Minutes(1),
    Step::Minutes(5),
    Step::Minutes(10),
    Step::Minutes(15),
    Step::Minutes(30),
    Step::Minutes(60),
    Step::Minutes(120),
    Step::Minutes(180),
    Step::Minutes(360),
    Step::Minutes(720),
    Step::Days(1),
    Step::Days(2),
    Step::Days(7),
    Step::Days(14),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Months(12),
    Step::Months(24),
    Step::Months(60),
    Step::Months(120),
    Step::Months(600),
];

impl Step {
    fn length(self) -> Duration {
        match self {
            Self::Minutes(n) => Duration::minutes(n),
            Self::Days(n) => Duration::days(n.cast_signed()),
            Self::Months(n) => Duration::days(i64::from(n) * 30),
        }
    }

    /// The first tick at or before a moment.
    fn begin(self, at: DateTime<Utc>) -> DateTime<Utc> {
        let day = zone::day(at);
        match self {
            // Counted from midnight in London, so that the hours are those that people say.
            Self::Minutes(n) => {
                let midnight = zone::day_start(day);
                midnight + Duration::minutes((at - midnight).num_minutes().div_euclid(n) * n)
            }
            Self::Days(n) => {
                let n = i32::try_from(n).unwrap_or(1);
                let over = day.num_days_from_ce().rem_euclid(n);
                zone::day_start(day - Duration::days(i64::from(over)))
            }
            Self::Months(n) => {
                let n = i32::try_from(n).unwrap_or(1);
                let months = day.year() * 12 + day.month0().cast_signed();
                let first = months - months.rem_euclid(n);
                let month = u32::try_from(first.rem_euclid(12)).unwrap_or(0) + 1;
                zone::day_start(NaiveDate::from_ymd_opt(first.div_euclid(12), month, 1).unwrap_or(day))
            }
        }
    }

    fn next(self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let day = zone::day(at);
        match self {
            Self::Minutes(n) => {
                let next = at + Duration::minutes(n);
                let midnight = zone::day_start(day.succ_opt()?);
                // A day of the clock change has 23 or 25 hours: the next begins where it begins.
                Some(if next > midnight { midnight } else { next })
            }
            Self::Days(n) => day.checked_add_days(chrono::Days::new(n)).map(zone::day_start),
            Self::Months(n) => day.checked_add_months(Months::new(n)).map(zone::day_start),
        }
    }

    fn tick(self, at: DateTime<Utc>) -> Tick {
        let day = zone::day(at);
        let midnight = zone::day_start(day) == at;
        let short = zone::short_day(day);
        let of_day = short.rsplit_once(' ').map_or(short.as_str(), |(day, _)| day).to_owned();
        let (words, strong) = match self {
            Self::Minutes(_) if midnight => (of_day, true),
            Self::Minutes(_) => (zone::clock(at), false),
            Self::Days(_) if day.day() == 1 && day.month() == 1 => (day.year().to_string(), true),
            Self::Days(_) => (of_day, day.day() == 1),
            Self::Months(n) if n >= 12 || day.month() == 1 => (day.year().to_string(), true),
            Self::Months(_) => (zone::month(day).chars().take(3).collect(), false),
        };
        Tick { at: at.timestamp_millis(), words, strong }
    }
}

/// At most `most` ticks between two moments.
pub fn ticks(from: DateTime<Utc>, to: DateTime<Utc>, most: u32) -> Ticks {
    let most = i32::try_from(most.clamp(2, 200)).unwrap_or(200);
    let step = STEPS.iter().find(|step| (to - from) / most <= step.length());
    let step = step.or(STEPS.last()).copied().unwrap_or(Step::Months(600));
    let mut ticks = Vec::new();
    let mut at = step.begin(from);
    while at <= to && ticks.len() < 400 {
        if at >= from {
            ticks.push(step.tick(at));
        }
        match step.next(at) {
            Some(next) if next > at => at = next,
            _ => break,
        }
    }
    Ticks { ticks, words: stretch(from, to) }
}

fn stretch(from: DateTime<Utc>, to: DateTime<Utc>) -> String {
    let (first, last) = (zone::day(from), zone::day(to));
    if first == last {
        return format!("{} {}", zone::short_day(first), zone::name(from));
    }
    if to - from > Duration::days(90) {
        let month =
            |day: NaiveDate| zone::short_day(day).split_once(' ').map(|(_, m)| m.to_owned()).unwrap_or_default();
        return format!("{} to {}", month(first), month(last));
    }
    // The year once, and the month too where it is one: `25 to 29 Aug 2023`.
    let short = zone::short_day(first);
    let begins = match (first.year() == last.year(), first.month() == last.month()) {
        (true, true) => first.day().to_string(),
        (true, false) => short.rsplit_once(' ').map_or(short.clone(), |(day, _)| day.to_owned()),
        (false, _) => short,
    };
    format!("{begins} to {}", zone::short_day(last))
}

/// The moment of milliseconds since 1970 UTC; the year 9999 at the most.
pub fn moment(milliseconds: i64) -> DateTime<Utc> {
    const LAST: i64 = 253_370_764_800_000;
    DateTime::from_timestamp_millis(milliseconds.clamp(-62_000_000_000_000, LAST)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn said(from: &str, to: &str, most: u32) -> Vec<String> {
        let found = ticks(from.parse().unwrap(), to.parse().unwrap(), most);
        found.ticks.into_iter().map(|tick| tick.words).collect()
    }

    #[test]
    fn ticks_stand_on_the_days_and_hours_of_london() {
        assert_eq!(
            said("2023-08-08T13:00:00Z", "2023-08-08T15:00:00Z", 5),
            ["14:00", "14:30", "15:00", "15:30", "16:00"]
        );
        assert_eq!(said("2023-08-08T10:00:00Z", "2023-08-10T10:00:00Z", 4), ["12:00", "9 Aug", "12:00", "10 Aug"]);
        assert_eq!(said("2023-11-15T00:00:00Z", "2024-02-15T00:00:00Z", 4), ["Dec", "2024", "Feb"]);
        assert_eq!(said("2020-03-01T00:00:00Z", "2029-01-01T00:00:00Z", 5), ["2022", "2024", "2026", "2028"]);
    }

    #[test]
    fn a_day_of_the_clock_change_ends_at_its_own_midnight() {
        let october = said("2026-10-24T23:00:00Z", "2026-10-26T00:00:00Z", 6);
        assert_eq!(october, ["25 Oct", "05:00", "11:00", "17:00", "23:00", "26 Oct"]);
        let march = said("2026-03-29T00:00:00Z", "2026-03-29T23:00:00Z", 6);
        assert_eq!(march.first().map(String::as_str), Some("29 Mar"));
        assert_eq!(march.last().map(String::as_str), Some("30 Mar"));
    }

    #[test]
    fn a_stretch_says_year_and_month_once() {
        let said = |from: &str, to: &str| stretch(from.parse().unwrap(), to.parse().unwrap());
        assert_eq!(said("2023-08-08T13:00:00Z", "2023-08-08T15:00:00Z"), "8 Aug 2023 BST");
        assert_eq!(said("2023-08-25T13:00:00Z", "2023-08-29T15:00:00Z"), "25 to 29 Aug 2023");
        assert_eq!(said("2023-08-25T13:00:00Z", "2023-09-02T15:00:00Z"), "25 Aug to 2 Sep 2023");
        assert_eq!(said("2023-12-25T13:00:00Z", "2024-01-02T15:00:00Z"), "25 Dec 2023 to 2 Jan 2024");
        assert_eq!(said("2023-07-15T13:00:00Z", "2026-02-02T15:00:00Z"), "Jul 2023 to Feb 2026");
    }

    #[test]
    fn any_stretch_gives_few_ticks_in_order() {
        for (from, to) in [(0, 1), (0, i64::MAX), (i64::MIN, i64::MAX), (5, 5), (10, 0)] {
            let found = ticks(moment(from), moment(to), 8);
            assert!(found.ticks.len() <= 400);
            assert!(found.ticks.is_sorted_by_key(|tick| tick.at));
        }
    }
}
