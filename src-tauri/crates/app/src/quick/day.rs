//! The day as people type it: `yesterday`, `last Friday`, `26 Aug`, `03/09/2023` (day first), `August 2023`.

use chrono::{NaiveDate, Weekday};

use super::token::{Token, longest, low};

/// A day, a month or a year, not yet counted from anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// A whole date, with the day of the week where one stood beside it.
    Date(NaiveDate, Option<Weekday>),
    /// Days from today, negative for the past.
    Away(i64),
    /// A day of the week, and the word before it.
    Weekday(Weekday, Which),
    /// A day and a month without a year.
    InYear(u32, u32, Option<Weekday>),
    /// A day of the month without its month: `the 26th`, `Mon 23rd`.
    InMonth(u32, Option<Weekday>),
    /// A month, with its year where one was written.
    Month(u32, Option<i32>),
    /// A year.
    Year(i32),
    /// The week before this one.
    LastWeek,
    /// The last day of this week that is worked, or of this month.
    EndOf(Stretch),
}

/// The word before a day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// None, or `this` or `on`.
    Plain,
    /// `last`.
    Last,
    /// `next`.
    Next,
}

/// What something is the end of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// The working week: Friday.
    Week,
    /// The month.
    Month,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A month by its name or short name, and whether the word is an everyday one too.
pub(super) fn month(word: &str) -> Option<(u32, bool)> {
    let word = if word == "sept" { "sep" } else { word };
    let at = MONTHS.iter().position(|name| *name == word || (word.len() == 3 && name.starts_with(word)))?;
    Some((u32::try_from(at).ok()? + 1, ["may", "march", "mar"].contains(&word)))
}

/// A day of the week, and whether it stands in full.
fn weekday(word: &str) -> Option<(Weekday, bool)> {
    let short = |name: &str| match word.len() {
        3 => name.starts_with(word),
        4 => ["tues", "thur", "weds"].contains(&word) && name.starts_with(&word[..3]),
        5 => word == "thurs" && name == "thursday",
        _ => false,
    };
    let at = DAYS.iter().position(|name| *name == word || short(name))?;
    let all = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    Some((all[at], DAYS[at] == word))
}

/// A year that a case can be about; earlier ones are numbers.
pub(super) fn year(word: &str) -> Option<i32> {
    (word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()))
        .then(|| word.parse().ok())
        .flatten()
        .filter(|year| (1950..=2099).contains(year))
}

/// `26` or `26th` as the day of a month, and whether it has an ending.
pub(super) fn ordinal(word: &str) -> Option<(u32, bool)> {
    let cut = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending));
    let body = cut.unwrap_or(word);
    let fits = (1..=2).contains(&body.len()) && body.bytes().all(|b| b.is_ascii_digit());
    let day: u32 = fits.then(|| body.parse().ok()).flatten()?;
    (1..=31).contains(&day).then_some((day, cut.is_some()))
}

/// Whether the words beside a date allow a reading that everyday words would make doubtful.
#[derive(Debug, Clone, Copy)]
pub struct Around {
    /// It stands first in the line, or after `on`, `by`, `due`, `last` and the like.
    pub led: bool,
}

/// Reads a day; gives it with the number of words that it took.
pub fn day(tokens: &[Token], at: usize, around: Around) -> Option<(Day, usize)> {
    let word = low(tokens, at);
    let next = |n: usize| if (0..n).any(|k| stops(tokens, at + k)) { "" } else { low(tokens, at + n) };
    if let Some(n) = longest(tokens, at, &["the day before yesterday", "day before yesterday"]) {
        return Some((Day::Away(-2), n));
    }
    match word {
        "today" => return Some((Day::Away(0), 1)),
        "yesterday" | "yest" | "yday" => return Some((Day::Away(-1), 1)),
        "tomorrow" => return Some((Day::Away(1), 1)),
        _ => {}
    }
    if let Some(n) = longest(tokens, at, &["the end of the week", "end of the week", "end of week"]) {
        return Some((Day::EndOf(Stretch::Week), n));
    }
    if let Some(n) = longest(tokens, at, &["the end of the month", "end of the month", "end of month", "month end"]) {
        return Some((Day::EndOf(Stretch::Month), n));
    }
    if let Some(n) = longest(tokens, at, &["last week"]) {
        return Some((Day::LastWeek, n));
    }
    let which = match word {
        "last" => Some(Which::Last),
        "next" => Some(Which::Next),
        "this" => Some(Which::Plain),
        _ => None,
    };
    if let Some(which) = which {
        return weekday(next(1)).map(|(day, _)| (Day::Weekday(day, which), 2));
    }
    numbers(word).map(|day| (day, 1)).or_else(|| named(tokens, at, around))
}

fn stops(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_none_or(Token::stops)
}

/// A date in numbers: `2023-08-26`, `2023-08`, `03/09/2023`, `3.9.23`. The day comes first, as in Britain.
pub(super) fn numbers(word: &str) -> Option<Day> {
    let parts: Vec<&str> = word.split(['/', '.', '-']).collect();
    if !parts.iter().all(|part| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let two = |text: &str| (text.len() <= 2).then(|| text.parse::<u32>().ok()).flatten();
    match parts[..] {
        [y, m, d] if y.len() == 4 && word.contains('-') => {
            NaiveDate::from_ymd_opt(year(y)?, two(m)?, two(d)?).map(|date| Day::Date(date, None))
        }
        [d, m, y] => {
            let year = if y.len() == 2 { 2000 + i32::try_from(two(y)?).ok()? } else { year(y)? };
            NaiveDate::from_ymd_opt(year, two(m)?, two(d)?).map(|date| Day::Date(date, None))
        }
        [y, m] if y.len() == 4 && m.len() == 2 && word.contains('-') => {
            let month = two(m).filter(|m| (1..=12).contains(m))?;
            Some(Day::Month(month, Some(year(y)?)))
        }
        _ => None,
    }
}

/// A date with the name of a month or of a day in it.
fn named(tokens: &[Token], at: usize, around: Around) -> Option<(Day, usize)> {
    let word = low(tokens, at);
    if let Some((day, full)) = weekday(word) {
        // Newspapers are no days.
        let papers = ["times", "world", "mail", "telegraph", "express", "mirror", "people", "independent", "life"];
        if papers.contains(&low(tokens, at + 1)) || (at > 1 && low(tokens, at - 2) == "mail") {
            return None;
        }
        // "Sat 26 Aug", "Saturday, 26 August 2023".
        let of = Around { led: true };
        if let Some((dated, n)) = dated(tokens, at + 1, of) {
            let beside = match dated {
                Day::Date(date, _) => Some(Day::Date(date, Some(day))),
                Day::InYear(d, m, _) => Some(Day::InYear(d, m, Some(day))),
                Day::InMonth(d, _) => Some(Day::InMonth(d, Some(day))),
                _ => None,
            };
            if let Some(beside) = beside {
                return Some((beside, n + 1));
            }
        }
        let the = at > 0 && low(tokens, at - 1) == "the";
        let timed = super::clock::clock(tokens, at + 1, super::clock::Bare::No).is_some();
        return ((full || around.led || timed) && !the).then_some((Day::Weekday(day, Which::Plain), 1));
    }
    dated(tokens, at, around)
}

/// `26 Aug`, `26th of August 2023`, `August 26`, `August 2023`, `26/8`.
fn dated(tokens: &[Token], at: usize, around: Around) -> Option<(Day, usize)> {
    let next = |n: usize| if (0..n).any(|k| stops(tokens, at + k)) { "" } else { low(tokens, at + n) };
    let word = low(tokens, at);
    if let Some(day @ Day::Date(..)) = numbers(word) {
        return Some((day, 1));
    }
    let the = usize::from(word == "the");
    if let Some((day, ending)) = ordinal(next(the)) {
        let of = usize::from(next(the + 1) == "of");
        let Some((month, everyday)) = month(next(the + 1 + of)) else {
            return (ending && around.led && (the == 1 || at > 0)).then_some((Day::InMonth(day, None), the + 1));
        };
        let n = the + 2 + of;
        // A comma may stand before the year.
        if let Some(year) = year(low(tokens, at + n)) {
            return NaiveDate::from_ymd_opt(year, month, day).map(|date| (Day::Date(date, None), n + 1));
        }
        let capital = tokens.get(at + n - 1).is_some_and(|token| token.raw.starts_with(char::is_uppercase));
        // "9 may have been named" is no date.
        let verb = everyday && !capital && ["have", "be", "not", "well", "still", "also"].contains(&next(the + 2 + of));
        let sure = !verb && (!everyday || capital || around.led || ending || of == 1);
        let possible = NaiveDate::from_ymd_opt(2024, month, day).is_some();
        return (sure && possible).then_some((Day::InYear(day, month, None), n));
    }
    if let Some((month, everyday)) = month(word) {
        if let Some((day, _)) = ordinal(next(1)) {
            if let Some(year) = year(low(tokens, at + 2)) {
                return NaiveDate::from_ymd_opt(year, month, day).map(|date| (Day::Date(date, None), 3));
            }
            let possible = NaiveDate::from_ymd_opt(2024, month, day).is_some();
            let capital = tokens[at].raw.starts_with(char::is_uppercase);
            return (possible && (!everyday || capital)).then_some((Day::InYear(day, month, None), 2));
        }
        if let Some(year) = year(next(1)) {
            return Some((Day::Month(month, Some(year)), 2));
        }
        let full = word.len() > 3 || around.led;
        return (full && around.led && !(everyday && at == 0)).then_some((Day::Month(month, None), 1));
    }
    if around.led
        && let Some((day, month)) = word.split_once('/').filter(|_| word != "24/7" && next(1) != "of")
    {
        let (day, month) = (ordinal(day)?.0, month.parse::<u32>().ok()?);
        let possible = NaiveDate::from_ymd_opt(2024, month, day).is_some();
        return possible.then_some((Day::InYear(day, month, None), 1));
    }
    (around.led && at_edge(tokens, at)).then(|| year(word)).flatten().map(|year| (Day::Year(year), 1))
}

/// A year alone counts at the beginning or end of a line, or after `in`.
fn at_edge(tokens: &[Token], at: usize) -> bool {
    at == 0 || at + 1 == tokens.len() || ["in", "by", "due"].contains(&low(tokens, at - 1))
}
