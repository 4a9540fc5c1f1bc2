//! A phrase counted from now, leaning to the past: a record is about what has happened.

use breachbook_case::{Time, zone};
use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc, Weekday};

use super::clock::{Clock, Zone};
use super::day::{Day, Stretch, Which};
use super::phrase::{Far, Part, Phrase, Says, phrase};
use super::token::tokens;

/// The times that a phrase may mean; the first is meant unless there is a doubt.
#[derive(Debug, Clone, Default)]
pub struct Meant {
    /// At least one.
    pub times: Vec<Time>,
    /// The question to ask before anything is written.
    pub doubt: Option<String>,
    /// What was taken for granted, in words: `later than now, so yesterday`.
    pub assumed: Option<String>,
    /// Whether every time that it may mean lies ahead.
    pub ahead: bool,
}

/// How the assumption about a date without a year begins, where that year is not this one.
const NO_YEAR: &str = "no year was written";

impl Meant {
    /// Whether it may as well lie ahead: it does, or only a year that nobody wrote keeps it in the past.
    pub(super) fn may_lie_ahead(&self) -> bool {
        self.ahead || self.assumed.as_ref().is_some_and(|assumed| assumed.starts_with(NO_YEAR))
    }

    pub(super) fn of(times: Vec<Time>) -> Self {
        Self { times, ..Self::default() }
    }
    pub(super) fn doubt(mut self, question: impl Into<String>) -> Self {
        self.doubt.get_or_insert(question.into());
        self
    }
    pub(super) fn assume(mut self, what: impl Into<String>) -> Self {
        self.assumed.get_or_insert(what.into());
        self
    }
}

/// The times that a text may mean which says one time and nothing else; `None` for any other text.
pub fn alone(text: &str, now: DateTime<Utc>) -> Option<Meant> {
    let tokens = tokens(text);
    let found = phrase(&tokens, 0, true).filter(|phrase| phrase.count == tokens.len())?;
    let mut meant = past(&found, now).filter(|meant| !meant.times.is_empty())?;
    if found.about {
        meant.times = meant.times.iter().map(Time::about).collect();
    }
    Some(meant)
}

/// A time of the form that says only a day.
pub fn of_day(day: NaiveDate) -> Option<Time> {
    Time::parse(&day.format("%Y-%m-%d").to_string(), None, false).ok()
}

/// A time of the minute (or second) of an instant, with London's offset.
pub fn of_instant(at: DateTime<Utc>) -> Option<Time> {
    Time::parse(&zone::written(at), None, false).ok()
}

/// The present minute.
pub fn this_minute(now: DateTime<Utc>) -> Option<Time> {
    let over = now.timestamp().rem_euclid(60);
    of_instant(now - Duration::seconds(over))
}

/// A time of day on a day: what it may mean. Hours of the clock changes are asked, never guessed.
pub fn on(day: NaiveDate, clock: Clock) -> Meant {
    let mut found = sure_on(day, clock);
    if clock.either {
        let later = Clock { hour: (clock.hour % 12) + 12, either: false, ..clock };
        let earlier = Clock { hour: clock.hour % 12, either: false, ..clock };
        let (earlier, later) = (sure_on(day, earlier), sure_on(day, later));
        found.times = [earlier.times, later.times].concat();
        return found.doubt("In the morning or in the afternoon?");
    }
    found
}

fn sure_on(day: NaiveDate, clock: Clock) -> Meant {
    // 24:00 is the end of a day: the midnight with which the next one begins.
    let (day, hour) = if clock.hour == 24 { (day + Duration::days(1), 0) } else { (day, clock.hour) };
    let Some(local) = day.and_hms_opt(hour, clock.minute, clock.second) else { return Meant::default() };
    let instants = zone::instants(local);
    let utc = |minutes: i64| local.and_utc() - Duration::minutes(minutes);
    let times = |all: &[DateTime<Utc>]| all.iter().filter_map(|at| of_instant(*at)).collect::<Vec<_>>();
    let named = match clock.zone {
        Some(Zone::Offset(minutes)) => {
            let sign = if minutes < 0 { '-' } else { '+' };
            let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
            let at = format!("{}{sign}{hours:02}:{rest:02}", local.format("%Y-%m-%dT%H:%M:%S"));
            return Meant::of(Time::parse(&at, None, false).into_iter().collect());
        }
        Some(Zone::Bst) => Some((utc(60), "BST")),
        Some(Zone::Gmt) => Some((utc(0), "GMT")),
        None => None,
    };
    match (named, &instants[..]) {
        (Some((at, name)), _) if zone::name(at) == name && zone::local(at) == local => Meant::of(times(&[at])),
        (Some((at, name)), _) => {
            let mut all = instants.clone();
            all.push(at);
            let holds = if name == "BST" { "GMT" } else { "BST" };
            Meant::of(times(&all)).doubt(format!("{name} did not hold then, {holds} did. Which time is meant?"))
        }
        (None, []) => Meant::of(times(&[utc(60), utc(0)]))
            .doubt("That hour did not exist: the clocks went forward. Which time is meant?"),
        (None, [one]) => Meant::of(times(&[*one])),
        (None, two) => {
            Meant::of(times(two)).doubt("That hour came twice: the clocks went back. The first or the second?")
        }
    }
}

/// What a phrase means when it is about the past, counted from `now`.
pub fn past(phrase: &Phrase, now: DateTime<Utc>) -> Option<Meant> {
    let today = zone::day(now);
    let mut meant = match phrase.says {
        Says::Now => Meant::of(this_minute(now).into_iter().collect()),
        Says::Ago(Far::Minutes(n)) => {
            let at = this_minute(now - Duration::minutes(n))?;
            Meant::of(vec![at.about()])
        }
        Says::Ago(Far::Days(n)) => Meant::of(of_day(today - Duration::days(n)).into_iter().collect()),
        Says::In(_) => return None,
        Says::When { day: None, clock: Some(clock), .. } => bare(clock, now),
        Says::When { day: Some(day), clock, part } => on_days(day, clock, part, now),
        Says::When { day: None, clock: None, .. } => return None,
    };
    if phrase.about {
        meant.times = meant.times.iter().map(Time::about).collect();
    }
    if phrase.maybe_number
        && let Says::When { day: None, clock: Some(clock), .. } = phrase.says
        && (1950..2100).contains(&(clock.hour * 100 + clock.minute))
    {
        // "2015 audit report": a year as well as a time of day.
        let year = format!("{:02}{:02}", clock.hour, clock.minute);
        meant.times.splice(0..0, Time::parse(&year, None, false));
    }
    let (before, after): (Vec<Time>, Vec<Time>) = meant.times.into_iter().partition(|time| time.range().first <= now);
    meant.ahead = before.is_empty();
    meant.times = if before.is_empty() { after } else { before };
    if meant.times.len() == 1 && matches!(phrase.says, Says::When { part: None, .. }) && !meant.ahead {
        // The other reading lay ahead, so there is nothing to ask.
        if meant.doubt.as_deref() == Some("In the morning or in the afternoon?") {
            meant.doubt = None;
            meant.assumed.get_or_insert("the other half of the day lies ahead".to_owned());
        }
    }
    (!meant.times.is_empty()).then_some(meant)
}

/// A time of day alone: today, or yesterday where today's lies ahead.
fn bare(clock: Clock, now: DateTime<Utc>) -> Meant {
    let today = zone::day(now);
    if clock.hour == 24 {
        let ends = [1, 2].map(|back| on(today - Duration::days(back), clock).times).concat();
        return Meant::of(ends).doubt("24:00 is the end of a day, and no day was written. Which midnight is meant?");
    }
    let mut meant = on(today, clock);
    if meant.times.iter().any(|time| time.range().first <= now) {
        return meant;
    }
    meant = on(today - Duration::days(1), clock);
    meant.assume("later than now, so yesterday")
}

fn on_days(day: Day, clock: Option<Clock>, part: Option<Part>, now: DateTime<Utc>) -> Meant {
    let today = zone::day(now);
    let (days, doubt, assumed) = match days(day, clock, now) {
        Days::Of { days, doubt, assumed } => (days, doubt, assumed),
        Days::Whole(time) => return Meant::of(time.into_iter().collect()),
    };
    let mut meant = Meant { doubt, assumed, ..Meant::default() };
    for day in days {
        match (clock, part) {
            (Some(clock), _) => {
                let on = on(day, clock);
                meant.times.extend(on.times);
                if on.doubt.is_some() {
                    // One question at a time.
                    meant.doubt = meant.doubt.or(on.doubt);
                    break;
                }
            }
            (None, Some(part)) => meant.times.extend(parts(day, part)),
            (None, None) => meant.times.extend(of_day(day)),
        }
    }
    if part.is_some() && clock.is_none() {
        let when = if day == Day::Away(0) || meant.times.iter().all(|time| zone::day(time.range().first) == today) {
            "today"
        } else {
            "then"
        };
        meant = meant.doubt(format!("At what time {when}?"));
    }
    meant
}

/// The times by which a part of a day can be said.
fn parts(day: NaiveDate, part: Part) -> Vec<Time> {
    let (hours, next): (&[u32], &[u32]) = match part {
        Part::Morning => (&[8, 10], &[]),
        Part::Afternoon => (&[13, 15], &[]),
        Part::Evening => (&[18, 20], &[]),
        Part::Night => (&[22, 23], &[2]),
        Part::Close => (&[17], &[]),
    };
    let about = |day: NaiveDate, hour: &u32| sure_on(day, super::clock::plain(*hour, 0)).times.first().map(Time::about);
    let mut out: Vec<Time> = of_day(day).into_iter().collect();
    out.extend(hours.iter().filter_map(|hour| about(day, hour)));
    out.extend(day.succ_opt().into_iter().flat_map(|day| next.iter().filter_map(move |hour| about(day, hour))));
    out
}

enum Days {
    Of { days: Vec<NaiveDate>, doubt: Option<String>, assumed: Option<String> },
    Whole(Option<Time>),
}

/// The days that a day may be, the likeliest first.
fn days(day: Day, clock: Option<Clock>, now: DateTime<Utc>) -> Days {
    let today = zone::day(now);
    let just = |day: NaiveDate| Days::Of { days: vec![day], doubt: None, assumed: None };
    match day {
        Day::Away(n) => just(today + Duration::days(n)),
        Day::Date(date, None) => just(date),
        Day::Date(date, Some(weekday)) if date.weekday() == weekday => just(date),
        Day::Date(date, Some(weekday)) => {
            let said = format!("{} was a {}. Which day is meant?", zone::long_day(date), name(date.weekday()));
            let back = back_to(date, weekday);
            let mut days = vec![date, date - Duration::days(back), date + Duration::days(7 - back)];
            days.retain(|day| *day <= today || *day == date);
            Days::Of { days, doubt: Some(said), assumed: None }
        }
        Day::Weekday(weekday, which) => weekdays(weekday, which, clock, now),
        Day::InYear(d, m, weekday) => in_year(d, m, weekday, today),
        Day::InMonth(d, weekday) => {
            let month = |back: u32| {
                let first = today.with_day(1)?.checked_sub_months(chrono::Months::new(back))?;
                first.with_day(d).filter(|day| *day <= today)
            };
            let all: Vec<NaiveDate> = (0..4).filter_map(month).collect();
            let fits = |day: &&NaiveDate| weekday.is_none_or(|weekday| day.weekday() == weekday);
            let days: Vec<NaiveDate> = all.iter().filter(fits).take(2).copied().collect();
            if let Some(weekday) = weekday.filter(|_| days.is_empty()) {
                let doubt = Some(format!("That day of the month was no {} lately. Which day is meant?", name(weekday)));
                return Days::Of { days: all, doubt, assumed: None };
            }
            let assumed = days.first().map(|day| format!("no month was written, so {}", zone::month(*day)));
            Days::Of { days, doubt: None, assumed }
        }
        Day::Month(m, year) => {
            let year = year.unwrap_or(if m > today.month() { today.year() - 1 } else { today.year() });
            Days::Whole(Time::parse(&format!("{year:04}-{m:02}"), None, false).ok())
        }
        Day::Year(year) => Days::Whole(Time::parse(&format!("{year:04}"), None, false).ok()),
        Day::LastWeek => {
            let monday = today - Duration::days(back_to(today, Weekday::Mon) + 7);
            let days = (0..7).map(|n| monday + Duration::days(n)).collect();
            Days::Of { days, doubt: Some("On which day of last week?".to_owned()), assumed: None }
        }
        Day::EndOf(Stretch::Week) => just(today + Duration::days((4 - from_monday(today)).rem_euclid(7))),
        Day::EndOf(Stretch::Month) => just(month_end(today)),
    }
}

/// The last day of a month.
pub fn month_end(day: NaiveDate) -> NaiveDate {
    day.with_day(1)
        .and_then(|first| first.checked_add_months(chrono::Months::new(1)))
        .and_then(|first| first.pred_opt())
        .unwrap_or(day)
}

fn from_monday(day: NaiveDate) -> i64 {
    i64::from(day.weekday().num_days_from_monday())
}

/// How many days before `day` the last `weekday` was, 0 to 6.
pub fn back_to(day: NaiveDate, weekday: Weekday) -> i64 {
    (from_monday(day) - i64::from(weekday.num_days_from_monday())).rem_euclid(7)
}

fn name(weekday: Weekday) -> &'static str {
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        [weekday.num_days_from_monday() as usize]
}

fn weekdays(weekday: Weekday, which: Which, clock: Option<Clock>, now: DateTime<Utc>) -> Days {
    let today = zone::day(now);
    let back = back_to(today, weekday);
    let day = today - Duration::days(back);
    let week_before = day - Duration::days(7);
    if which == Which::Next {
        return Days::Of { days: vec![week_before + Duration::days(14)], doubt: None, assumed: None };
    }
    if which == Which::Last {
        let last = if back == 0 { week_before } else { day };
        // Said two days later, "last Friday" may be this one or the one before.
        let doubt = (1..=2).contains(&back).then(|| format!("Which {} is meant?", name(weekday)));
        return Days::Of { days: vec![last, last - Duration::days(7)], doubt, assumed: None };
    }
    if back > 0 {
        return Days::Of { days: vec![day, week_before], doubt: None, assumed: None };
    }
    match clock {
        Some(clock) if on(today, clock).times.iter().any(|time| time.range().first <= now) => {
            Days::Of { days: vec![today, week_before], doubt: None, assumed: None }
        }
        Some(_) => {
            let assumed = Some("later than now, so a week ago".to_owned());
            Days::Of { days: vec![week_before], doubt: None, assumed }
        }
        None => {
            let doubt = Some(format!("Today is {}. Today, or a week ago?", name(weekday)));
            Days::Of { days: vec![today, week_before], doubt, assumed: None }
        }
    }
}

/// A day and month: the last one, and where the day of the week says another year, that.
fn in_year(d: u32, m: u32, weekday: Option<Weekday>, today: NaiveDate) -> Days {
    let past = |back: i32| NaiveDate::from_ymd_opt(today.year() - back, m, d).filter(|day| *day <= today);
    let all: Vec<NaiveDate> = (0..9).filter_map(past).collect();
    let Some(last) = all.first().copied() else {
        return Days::Of { days: Vec::new(), doubt: None, assumed: None };
    };
    let said = |day: NaiveDate| (day.year() != today.year()).then(|| format!("{NO_YEAR}, so {}", day.year()));
    match weekday {
        None => Days::Of { days: all.into_iter().take(4).collect(), doubt: None, assumed: said(last) },
        Some(weekday) => match all.iter().find(|day| day.weekday() == weekday) {
            Some(fits) => Days::Of { days: vec![*fits], doubt: None, assumed: said(*fits) },
            None => days(Day::Date(last, Some(weekday)), None, zone::day_start(today)),
        },
    }
}
