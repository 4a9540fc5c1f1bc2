//! Europe/London: the days and hours that people mean, over instants that computers keep.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, Offset, TimeZone, Timelike, Utc};
use chrono_tz::Europe::London;

/// The instant of a local time in London. A time that stands twice in the night of the clock change in October
/// is its first; one that is left out in March is the moment of the change.
pub fn instant(local: NaiveDateTime) -> DateTime<Utc> {
    if let Some(found) = London.from_local_datetime(&local).earliest() {
        return found.with_timezone(&Utc);
    }
    // Left out in spring: the first local minute after it that exists is the change itself.
    let mut later = local;
    for _ in 0..180 {
        later += Duration::minutes(1);
        if let Some(found) = London.from_local_datetime(&later).earliest() {
            return found.with_timezone(&Utc);
        }
    }
    Utc.from_utc_datetime(&local)
}

/// Every instant that a local time in London can mean: one, two in the hour that comes twice in October, none in the
/// hour that is left out in March.
pub fn instants(local: NaiveDateTime) -> Vec<DateTime<Utc>> {
    use chrono::offset::LocalResult;
    match London.from_local_datetime(&local) {
        LocalResult::None => Vec::new(),
        LocalResult::Single(one) => vec![one.with_timezone(&Utc)],
        LocalResult::Ambiguous(first, second) => vec![first.with_timezone(&Utc), second.with_timezone(&Utc)],
    }
}

/// The local time in London at an instant.
pub fn local(at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&London).naive_local()
}

/// `2023-08-26T14:30:00+01:00`: an instant as a time is written, with London's offset. Fractions are left out.
pub fn written(at: DateTime<Utc>) -> String {
    at.with_timezone(&London).format("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// The first moment of a day in London.
pub fn day_start(day: NaiveDate) -> DateTime<Utc> {
    instant(day.and_time(chrono::NaiveTime::MIN))
}

/// The day in London on which an instant falls.
pub fn day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&London).date_naive()
}

/// The start of the hour in which an instant falls. London's offsets are whole hours, so the hour of UTC is it.
pub fn hour_start(at: DateTime<Utc>) -> DateTime<Utc> {
    let over = i64::from(at.minute()) * 60 + i64::from(at.second());
    at - Duration::seconds(over) - Duration::nanoseconds(i64::from(at.nanosecond() % 1_000_000_000))
}

/// `26 August 2023`.
pub fn long_day(day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), MONTHS[day.month0() as usize], day.year())
}

/// `26 Aug 2023`.
pub fn short_day(day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), &MONTHS[day.month0() as usize][..3], day.year())
}

/// `Saturday 26 August 2023`.
pub fn week_day(day: NaiveDate) -> String {
    let name = DAYS[day.weekday().num_days_from_monday() as usize];
    format!("{name} {}", long_day(day))
}

/// `August 2023`.
pub fn month(day: NaiveDate) -> String {
    format!("{} {}", MONTHS[day.month0() as usize], day.year())
}

/// `14:30`, in London.
pub fn clock(at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&London);
    let (hour, minute, second) = (local.hour(), local.minute(), local.second());
    if second == 0 { format!("{hour:02}:{minute:02}") } else { format!("{hour:02}:{minute:02}:{second:02}") }
}

/// `BST` or `GMT`, as it holds in London at that moment.
pub fn name(at: DateTime<Utc>) -> &'static str {
    if at.with_timezone(&London).offset().fix().local_minus_utc() == 0 { "GMT" } else { "BST" }
}

/// `BST` or `GMT` of a day; `BST to GMT` of one on which the clocks change.
pub fn of_day(day: NaiveDate) -> String {
    let (begins, ends) = (name(day_start(day)), name(day_start(day) + Duration::hours(22)));
    if begins == ends { begins.to_owned() } else { format!("{begins} to {ends}") }
}

/// `26 August 2023, 14:30 BST`.
pub fn moment(at: DateTime<Utc>) -> String {
    format!("{}, {} {}", long_day(day(at)), clock(at), name(at))
}

/// `26 Aug 2023, 14:30 BST`.
pub fn short_moment(at: DateTime<Utc>) -> String {
    format!("{}, {} {}", short_day(day(at)), clock(at), name(at))
}

/// RFC 3339 in UTC with `Z`, whole seconds: the form of every instant in `--json`.
pub fn rfc3339(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_says_its_zone_and_that_of_a_clock_change_both() {
        let said = |m, d| of_day(NaiveDate::from_ymd_opt(2026, m, d).unwrap_or_default());
        assert_eq!([said(10, 24), said(10, 25), said(10, 26), said(3, 29)], ["BST", "BST to GMT", "GMT", "GMT to BST"]);
    }

    #[test]
    fn a_day_of_the_clock_change_has_25_or_23_hours() {
        let october = NaiveDate::from_ymd_opt(2026, 10, 25).unwrap_or_default();
        assert_eq!(day_start(october.succ_opt().unwrap_or_default()) - day_start(october), Duration::hours(25));
        let march = NaiveDate::from_ymd_opt(2026, 3, 29).unwrap_or_default();
        assert_eq!(day_start(march.succ_opt().unwrap_or_default()) - day_start(march), Duration::hours(23));
    }

    #[test]
    fn an_hour_of_the_clock_change_stands_twice_or_not_at_all() {
        let at = |text: &str| text.parse::<NaiveDateTime>().unwrap_or_default();
        let written = |text: &str| instants(at(text)).into_iter().map(written).collect::<Vec<_>>();
        assert_eq!(written("2026-10-25T01:30:00"), ["2026-10-25T01:30:00+01:00", "2026-10-25T01:30:00+00:00"]);
        assert!(written("2026-03-29T01:30:00").is_empty());
        assert_eq!(written("2026-08-26T01:30:00"), ["2026-08-26T01:30:00+01:00"]);
        assert_eq!(local(instant(at("2026-08-26T01:30:00"))), at("2026-08-26T01:30:00"));
    }
}
