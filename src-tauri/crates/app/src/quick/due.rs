//! A phrase counted forward: by when something is due. The hour is asked where only a day was said.

use breachbook_case::{Time, zone};
use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc, Weekday};

use super::clock::{Clock, plain};
use super::day::{Day, Stretch, Which};
use super::past::{Meant, back_to, month_end, of_day, of_instant, on};
use super::phrase::{Far, Part, Phrase, Says};

/// What a phrase means when it says by when, counted from `base`: the time of the line.
pub fn due(phrase: &Phrase, base: DateTime<Utc>, now: DateTime<Utc>) -> Option<Meant> {
    let mut meant = match phrase.says {
        Says::Now | Says::Ago(_) => return None,
        Says::In(far) => stretch(far, base, now),
        Says::When { day: None, clock: Some(clock), .. } => bare(clock, base),
        Says::When { day: Some(Day::Month(m, year)), .. } => {
            let from = zone::day(base);
            let year = year.unwrap_or(if m < from.month() { from.year() + 1 } else { from.year() });
            Meant::of(Time::parse(&format!("{year:04}-{m:02}"), None, false).into_iter().collect())
        }
        Says::When { day: Some(Day::Year(year)), .. } => {
            Meant::of(Time::parse(&format!("{year:04}"), None, false).into_iter().collect())
        }
        Says::When { day: Some(day), clock, part } => on_days(day, clock, part, base),
        Says::When { day: None, clock: None, .. } => return None,
    };
    if phrase.about {
        meant.times = meant.times.iter().map(Time::about).collect();
    }
    (!meant.times.is_empty()).then_some(meant)
}

/// Hours count to the minute; of days the hour is asked.
fn stretch(far: Far, base: DateTime<Utc>, now: DateTime<Utc>) -> Meant {
    let after = |from: DateTime<Utc>, n: i64| {
        let at = from + Duration::minutes(n);
        of_instant(at - Duration::seconds(at.timestamp().rem_euclid(60)))
    };
    match far {
        Far::Minutes(n) => {
            let mut times: Vec<Time> = after(base, n).into_iter().collect();
            if (now - base).num_minutes() > 0 {
                times.extend(after(now, n));
                return Meant::of(times).doubt("Counted from when it happened, or from now?");
            }
            Meant::of(times)
        }
        Far::Days(n) => open_hour(vec![zone::day(base) + Duration::days(n)], None),
    }
}

fn bare(clock: Clock, base: DateTime<Utc>) -> Meant {
    let day = zone::day(base);
    let mut meant = on(day, clock);
    meant.times.retain(|time| time.range().first > base);
    if !meant.times.is_empty() {
        if meant.times.len() == 1 {
            meant.doubt = None;
        }
        return meant;
    }
    on(day + Duration::days(1), clock).assume("earlier than the line, so the day after")
}

fn on_days(day: Day, clock: Option<Clock>, part: Option<Part>, base: DateTime<Utc>) -> Meant {
    let (days, doubt) = days(day, zone::day(base));
    if let Some(clock) = clock {
        let mut meant = Meant { doubt, ..Meant::default() };
        for day in days {
            let on = on(day, clock);
            meant.times.extend(on.times);
            meant.doubt = meant.doubt.or(on.doubt);
        }
        return meant;
    }
    let hour = match part {
        Some(Part::Morning) => 12,
        Some(Part::Evening) => 20,
        Some(Part::Night) => 23,
        _ => 17,
    };
    let mut meant = open_hour_at(days, doubt, hour);
    if part == Some(Part::Close) {
        meant.doubt = Some("Is the end of the day 17:00?".to_owned());
    }
    meant
}

fn open_hour(days: Vec<NaiveDate>, doubt: Option<String>) -> Meant {
    open_hour_at(days, doubt, 17)
}

/// Days without an hour: an hour is offered, and the day itself, and which of them holds is asked.
fn open_hour_at(days: Vec<NaiveDate>, doubt: Option<String>, hour: u32) -> Meant {
    let at = |day: &NaiveDate, hour: u32| on(*day, plain(hour, 0)).times.into_iter().next();
    let mut times: Vec<Time> = days.iter().filter_map(|day| at(day, hour)).collect();
    times.extend(days.iter().filter_map(|day| of_day(*day)));
    if hour != 12 {
        times.extend(days.first().and_then(|day| at(day, 12)));
    }
    Meant::of(times).doubt(doubt.unwrap_or_else(|| "By what hour? None was said.".to_owned()))
}

/// The days that a day may be, counted forward from one.
fn days(day: Day, from: NaiveDate) -> (Vec<NaiveDate>, Option<String>) {
    let sure = |day: NaiveDate| (vec![day], None);
    match day {
        Day::Away(n) => sure(from + Duration::days(n)),
        Day::Date(date, None) => sure(date),
        Day::Date(date, Some(weekday)) if date.weekday() == weekday => sure(date),
        Day::Date(date, Some(weekday)) => {
            let back = back_to(date, weekday);
            let near = [date, date - Duration::days(back), date + Duration::days(7 - back)];
            (near.to_vec(), Some(format!("{} is another day of the week. Which is meant?", zone::long_day(date))))
        }
        Day::Weekday(weekday, which) => ahead(weekday, which, from),
        Day::InYear(d, m, weekday) => {
            let find = |ahead: i32| NaiveDate::from_ymd_opt(from.year() + ahead, m, d).filter(|day| *day >= from);
            let all: Vec<NaiveDate> = (0..9).filter_map(find).collect();
            let fits = weekday.and_then(|weekday| all.iter().find(|day| day.weekday() == weekday)).or(all.first());
            (fits.copied().into_iter().collect(), None)
        }
        Day::InMonth(d, weekday) => {
            let find = |ahead: u32| {
                let first = from.with_day(1)?.checked_add_months(chrono::Months::new(ahead))?;
                first.with_day(d).filter(|day| *day >= from)
            };
            let all: Vec<NaiveDate> = (0..12).filter_map(find).collect();
            let fits = weekday.and_then(|weekday| all.iter().find(|day| day.weekday() == weekday)).or(all.first());
            (fits.copied().into_iter().collect(), None)
        }
        Day::EndOf(Stretch::Week) => sure(from + Duration::days((7 - back_to(from, Weekday::Fri)) % 7)),
        Day::EndOf(Stretch::Month) => sure(month_end(from)),
        Day::LastWeek | Day::Month(..) | Day::Year(_) => (Vec::new(), None),
    }
}

fn ahead(weekday: Weekday, which: Which, from: NaiveDate) -> (Vec<NaiveDate>, Option<String>) {
    let away = (7 - back_to(from, weekday)) % 7;
    let coming = from + Duration::days(if away == 0 { 7 } else { away });
    match which {
        Which::Plain if away == 0 => {
            let said = "It was said on that very day. The same day, or a week later?".to_owned();
            (vec![coming, from], Some(said))
        }
        Which::Plain => (vec![coming], None),
        Which::Next => {
            let said = "The coming one, or the one after it?".to_owned();
            (vec![coming, coming + Duration::days(7)], Some(said))
        }
        Which::Last => (Vec::new(), None),
    }
}
