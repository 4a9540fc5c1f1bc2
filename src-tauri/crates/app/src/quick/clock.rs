//! The time of day as people type it: `14:30`, `9am`, `1430hrs`, `14:05 BST`.

use super::token::{Token, low, phrase};

/// The zone that somebody wrote beside a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// British Summer Time.
    Bst,
    /// Greenwich Mean Time.
    Gmt,
    /// An offset from UTC in minutes.
    Offset(i32),
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// The hour, 0 to 23; 24 with no minutes is the end of the day.
    pub hour: u32,
    /// The minute.
    pub minute: u32,
    /// The second.
    pub second: u32,
    /// Whether it may as well be twelve hours later: `2:30`, `at 4`.
    pub either: bool,
    /// The zone, where one was written.
    pub zone: Option<Zone>,
}

/// How a bare number may be read as a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bare {
    /// Not at all.
    No,
    /// Four digits, as `1430` after a day.
    Four,
    /// Four digits or an hour, as in `at 9`.
    Hour,
}

fn number(text: &str, most: usize) -> Option<u32> {
    let fits = !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

/// Reads a time of day and the zone behind it; gives it with the number of words that it took.
pub fn clock(tokens: &[Token], at: usize, bare: Bare) -> Option<(Clock, usize)> {
    let token = tokens.get(at)?;
    let word = token.low.as_str();
    if ["noon", "midday"].contains(&word) {
        return Some((plain(12, 0), 1));
    }
    if let Some(found) = past_or_to(tokens, at) {
        return Some(found);
    }
    let (body, mut half) = split_half(word);
    let (body, hours) = match body.strip_suffix("hrs").or_else(|| body.strip_suffix("hr")).or(body.strip_suffix('h')) {
        Some(rest) if half.is_none() => (rest, true),
        _ => (body, false),
    };
    let mut took = 1;
    if half.is_none() && !hours && !token.stops() {
        half = half_of(low(tokens, at + 1));
        took += usize::from(half.is_some());
    }
    let spelled = !hours && took == 1 && !token.stops() && ["hrs", "hours", "hr"].contains(&low(tokens, at + 1));
    // "3 hours" and "2h" say how long, not when.
    if (hours || spelled) && body.len() < 4 {
        return None;
    }
    let (hour, minute, second, short) = parts(body, half.is_some(), hours || spelled, bare)?;
    took += usize::from(spelled);
    if minute > 59 || second > 59 {
        return None;
    }
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(pm) => hour % 12 + if pm { 12 } else { 0 },
        None => hour,
    };
    let end_of_day = hour == 24 && (minute, second) == (0, 0) && body.len() >= 4;
    if hour > 23 && !end_of_day {
        return None;
    }
    let either = short && half.is_none() && (1..=7).contains(&hour) || (half.is_none() && bare_hour(body, hours));
    let either = either && (1..=12).contains(&hour) && !hours && !spelled;
    let mut clock = Clock { hour, minute, second, either, zone: None };
    if tokens.get(at + took - 1).is_some_and(|token| !token.stops())
        && let Some(zone) = zone(low(tokens, at + took))
    {
        clock.zone = Some(zone);
        took += 1;
    }
    Some((clock, took))
}

/// `half past one`, `quarter to 3`: of which half of the day is open.
fn past_or_to(tokens: &[Token], at: usize) -> Option<(Clock, usize)> {
    const SAID: [(&str, i32); 5] =
        [("half past", 30), ("quarter past", 15), ("a quarter past", 15), ("quarter to", -15), ("a quarter to", -15)];
    const HOURS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let (n, minutes) = SAID.iter().find_map(|(words, minutes)| Some((phrase(tokens, at, words)?, *minutes)))?;
    let word = low(tokens, at + n);
    let spelled = HOURS.iter().position(|hour| *hour == word).and_then(|at| u32::try_from(at + 1).ok());
    let hour = spelled.or_else(|| number(word, 2)).filter(|hour| (1..=12).contains(hour))?;
    let (hour, minute) = if minutes < 0 { ((hour + 10) % 12 + 1, 45) } else { (hour, minutes.unsigned_abs()) };
    Some((Clock { hour, minute, second: 0, either: true, zone: None }, n + 1))
}

/// A sure time of day in London.
pub fn plain(hour: u32, minute: u32) -> Clock {
    Clock { hour, minute, second: 0, either: false, zone: None }
}

fn bare_hour(body: &str, hours: bool) -> bool {
    !hours && body.len() <= 2 && number(body, 2).is_some()
}

/// Hour, minute, second, and whether the hour was written with one digit and minutes.
fn parts(body: &str, half: bool, hours: bool, bare: Bare) -> Option<(u32, u32, u32, bool)> {
    if let Some((hour, rest)) = body.split_once(':') {
        let (minute, second) = rest.split_once(':').unwrap_or((rest, "00"));
        if minute.len() != 2 || second.len() != 2 {
            return None;
        }
        return Some((number(hour, 2)?, number(minute, 2)?, number(second, 2)?, hour.len() == 1));
    }
    if let Some((hour, minute)) = body.split_once('.') {
        // 10.15 may be a version or a sum: only where am, pm or a word before it says that it is a time.
        let said = half || hours || bare != Bare::No;
        return (said && minute.len() == 2)
            .then(|| Some((number(hour, 2)?, number(minute, 2)?, 0, hour.len() == 1)))
            .flatten();
    }
    if body.len() == 4 && (half || hours || bare != Bare::No) {
        let all = number(body, 4)?;
        return Some((all / 100, all % 100, 0, false));
    }
    (body.len() <= 2 && (half || bare == Bare::Hour)).then(|| Some((number(body, 2)?, 0, 0, false))).flatten()
}

/// `9am` as `9` and false.
fn split_half(word: &str) -> (&str, Option<bool>) {
    for (ending, pm) in [("am", false), ("a.m", false), ("pm", true), ("p.m", true)] {
        if let Some(rest) = word.strip_suffix(ending)
            && rest.bytes().next_back().is_some_and(|b| b.is_ascii_digit())
        {
            return (rest, Some(pm));
        }
    }
    (word, None)
}

fn half_of(word: &str) -> Option<bool> {
    match word {
        "am" | "a.m" => Some(false),
        "pm" | "p.m" => Some(true),
        _ => None,
    }
}

fn zone(word: &str) -> Option<Zone> {
    match word {
        "bst" => Some(Zone::Bst),
        "gmt" => Some(Zone::Gmt),
        "utc" | "zulu" | "z" => Some(Zone::Offset(0)),
        _ => offset(word).map(Zone::Offset),
    }
}

/// `+01:00` as minutes.
pub fn offset(word: &str) -> Option<i32> {
    let (sign, rest) = match word.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let fits = hours.len() == 2 && minutes.len() == 2;
    let (hours, minutes) = (number(hours, 2)?, number(minutes, 2)?);
    (fits && hours <= 14 && minutes <= 59).then(|| i32::try_from(hours * 60 + minutes).ok().map(|all| sign * all))?
}
