//! A phrase of the line that says a time, not yet counted from any moment.

use super::clock::{Bare, Clock, Zone, clock, offset};
use super::day::{Around, Day, day};
use super::token::{Span, Token, longest, low, phrase as words};

/// A part of a day, which no time of the format says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Morning.
    Morning,
    /// Afternoon.
    Afternoon,
    /// Evening.
    Evening,
    /// The night that follows.
    Night,
    /// The end of the working day.
    Close,
}

/// How far something lies from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Far {
    /// Minutes.
    Minutes(i64),
    /// Days.
    Days(i64),
}

/// What the phrase says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// The present minute.
    Now,
    /// A day, a time of day, a part of a day, or some of these.
    When {
        /// The day.
        day: Option<Day>,
        /// The time of day.
        clock: Option<Clock>,
        /// The part of the day.
        part: Option<Part>,
    },
    /// So long ago.
    Ago(Far),
    /// So long from a moment.
    In(Far),
}

/// A phrase that says a time.
#[derive(Debug, Clone)]
pub struct Phrase {
    /// The number of its first word.
    pub first: usize,
    /// How many words it has.
    pub count: usize,
    /// Its place in the line, with `at`, `on`, `about` before it.
    pub span: Span,
    /// Whether it is "about".
    pub about: bool,
    /// What it says.
    pub says: Says,
    /// Whether it may be a number that is no time: `1200` first in a line.
    pub maybe_number: bool,
    /// What it says without such a number behind a day, and where: `yesterday` of `yesterday 1200`.
    pub shorter: Option<(Says, Span)>,
}

impl Phrase {
    /// The number of the word after it.
    pub fn end(&self) -> usize {
        self.first + self.count
    }
}

const ABOUT: [&str; 8] = ["about", "around", "approximately", "approx", "circa", "ca", "c", "roughly"];

/// Reads a phrase that begins at a word. `led` says that the words before it promise a time.
pub fn phrase(tokens: &[Token], first: usize, led: bool) -> Option<Phrase> {
    let mut at = first;
    let (mut about, mut at_word, mut on) = (false, false, false);
    while at < tokens.len() && at < first + 3 {
        let word = low(tokens, at);
        let is_about = ABOUT.contains(&word);
        if !is_about && !["at", "on", "just"].contains(&word) {
            break;
        }
        about |= is_about;
        at_word |= word == "at";
        on |= word == "on";
        at += 1;
    }
    let in_year = at == first && low(tokens, at) == "in";
    let led = led || on || first == 0 || in_year;
    let at = at + usize::from(in_year);
    let (mut maybe_number, mut shorter) = (false, None);
    let (says, n) = match says(
        tokens,
        at,
        led,
        if at_word {
            Bare::Hour
        } else if about {
            Bare::Four
        } else {
            Bare::No
        },
        &mut about,
    )? {
        // "in" goes with months, years and stretches only.
        (Says::When { day: Some(Day::Month(..) | Day::Year(_)), .. } | Says::In(_), _)
            if !in_year && at > first && !led =>
        {
            None?
        }
        (Says::When { day: Some(Day::Month(..) | Day::Year(_)), clock: None, .. }, _) if !in_year && at > first => {
            None?
        }
        (Says::When { day, .. }, _) if in_year && !matches!(day, Some(Day::Month(..) | Day::Year(_))) => None?,
        (says @ Says::When { day: None, clock: Some(clock), .. }, n) => {
            // "1200 officers", "at 9 stations", "about 20 were moved".
            maybe_number = n == 1 && is_number(low(tokens, at)) && clock.zone.is_none();
            (says, n)
        }
        (Says::When { day: Some(day), clock: Some(clock), part: None }, n) => {
            // "yesterday 1200 officers were moved".
            let last = at + n - 1;
            let number = is_number(low(tokens, last)) && !follows_date(tokens, last, day);
            if n > 1 && number && low(tokens, last - 1) != "at" && clock.zone.is_none() {
                maybe_number = true;
                let span = Span { start: tokens.get(first)?.span.start, end: tokens[last - 1].span.end };
                shorter = Some((Says::When { day: Some(day), clock: None, part: None }, span));
            }
            (Says::When { day: Some(day), clock: Some(clock), part: None }, n)
        }
        other => other,
    };
    // A clitic such as "at" alone, or a word before nothing, is no time.
    if n == 0 {
        return None;
    }
    let end = tokens.get(at + n - 1)?.span.end;
    let start = if first < tokens.len() { tokens[first].span.start } else { return None };
    Some(Phrase { first, count: at + n - first, span: Span { start, end }, about, says, maybe_number, shorter })
}

/// Digits that may count something as well as say a time: `1200`, `9`, but not `0905`.
fn is_number(word: &str) -> bool {
    let digits = !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    digits && (word.len() < 4 || !word.starts_with('0'))
}

/// Whether four digits say the time because a date stands before them, and nothing that is counted behind them:
/// `Mon 23rd 1830 server stopped`, but not `26 Aug 1200 officers`.
fn follows_date(tokens: &[Token], at: usize, day: Day) -> bool {
    let dated = matches!(day, Day::Date(..) | Day::InYear(..) | Day::InMonth(..));
    let year = low(tokens, at).parse().is_ok_and(|number: u32| (1950..2100).contains(&number));
    let next = low(tokens, at + 1);
    let counted = next.ends_with('s') && !next.ends_with("'s") && !["was", "has", "is", "its"].contains(&next);
    dated && !year && !counted && !["people", "staff"].contains(&next)
}

fn says(tokens: &[Token], at: usize, led: bool, glue: Bare, about: &mut bool) -> Option<(Says, usize)> {
    let when = |day, clock, part| Says::When { day, clock, part };
    if low(tokens, at) == "now" {
        return Some((Says::Now, 1));
    }
    if let Some(found) = far(tokens, at) {
        return Some(found);
    }
    if let Some((day, part, n)) = part_of_day(tokens, at) {
        if let Some((day, clock, m)) = hour_of_part(tokens, at + n, day, part) {
            return Some((when(Some(day), Some(clock), None), n + m));
        }
        return Some((when(Some(day), None, Some(part)), n));
    }
    if let Some(found) = exact(tokens.get(at)?) {
        return Some((found, 1));
    }
    let bare = if glue == Bare::No && at == 0 { Bare::Four } else { glue };
    if low(tokens, at) == "midnight" {
        // The last one: a day beside it would leave open which end of it is meant.
        return Some((when(Some(Day::Away(0)), Some(super::clock::plain(0, 0)), None), 1));
    }
    let open =
        |n: usize| n > 0 && tokens.get(at + n - 1).is_some_and(|token| token.after.is_empty() || token.after == ",");
    if let Some((clock, n)) = clock(tokens, at, bare) {
        // "14:30 yesterday", "9am on Monday", "14:05 BST 26 Aug".
        if open(n) {
            let skip = usize::from(low(tokens, at + n) == "on");
            if let Some((day, m)) = day(tokens, at + n + skip, Around { led: true })
                && !matches!(day, Day::Month(..) | Day::Year(_) | Day::InMonth(_, None) | Day::LastWeek | Day::EndOf(_))
            {
                return Some((when(Some(day), Some(clock), None), n + skip + m));
            }
        }
        // "1400 people" is a number of people.
        return Some((when(None, Some(clock), None), n));
    }
    let (found, n) = day(tokens, at, Around { led })?;
    let whole = !matches!(found, Day::Month(..) | Day::Year(_) | Day::LastWeek);
    if whole && open(n) {
        let mut skip = 0;
        while let word @ ("at" | "around" | "about" | "approx" | "approximately" | "c" | "ca" | "circa") =
            low(tokens, at + n + skip)
        {
            *about |= word != "at";
            skip += 1;
        }
        let bare = if skip > 0 { Bare::Hour } else { Bare::Four };
        if let Some((clock, m)) = clock(tokens, at + n + skip, bare) {
            return Some((when(Some(found), Some(clock), None), n + skip + m));
        }
        if skip == 0
            && let Some((part, m)) = part(tokens, at + n)
        {
            if let Some((day, clock, more)) = hour_of_part(tokens, at + n + m, found, part) {
                return Some((when(Some(day), Some(clock), None), n + m + more));
            }
            return Some((when(Some(found), None, Some(part)), n + m));
        }
    }
    Some((when(Some(found), None, None), n))
}

fn part(tokens: &[Token], at: usize) -> Option<(Part, usize)> {
    let skip = if words(tokens, at, "in the").is_some() { 2 } else { 0 };
    let part = match low(tokens, at + skip) {
        "morning" => Part::Morning,
        "afternoon" => Part::Afternoon,
        "evening" => Part::Evening,
        "night" => Part::Night,
        _ => return None,
    };
    Some((part, skip + 1))
}

/// The hour behind a part of a day, which says the half of the day where the hour does not: `this morning at 2`,
/// `last night 11pm`. The small hours of a night are of the day after.
fn hour_of_part(tokens: &[Token], at: usize, day: Day, part: Part) -> Option<(Day, Clock, usize)> {
    if at == 0 || !["", ","].contains(&tokens.get(at - 1)?.after.as_str()) {
        return None;
    }
    let skip = usize::from(low(tokens, at) == "at");
    let (found, n) = clock(tokens, at + skip, if skip == 1 { Bare::Hour } else { Bare::No })?;
    let late = match part {
        Part::Morning => false,
        Part::Afternoon => true,
        Part::Evening | Part::Night => (5..12).contains(&found.hour),
        Part::Close => return None,
    };
    let hour = match found {
        Clock { either: true, hour, .. } => hour % 12 + if late { 12 } else { 0 },
        Clock { hour, .. } => hour,
    };
    let fits = match part {
        Part::Morning => hour < 12,
        Part::Afternoon => (12..19).contains(&hour),
        _ => true,
    };
    let day = match (part, day) {
        (Part::Night, Day::Away(days)) if hour < 12 => Day::Away(days + 1),
        (Part::Night, _) if hour < 12 => return None,
        (_, day) => day,
    };
    fits.then_some((day, Clock { hour, either: false, ..found }, skip + n))
}

/// `this morning`, `last night`, `end of day`.
fn part_of_day(tokens: &[Token], at: usize) -> Option<(Day, Part, usize)> {
    for close in [
        "the end of the day",
        "end of the day",
        "end of day",
        "eod",
        "cob",
        "cop",
        "close of business",
        "close of play",
    ] {
        if let Some(n) = words(tokens, at, close) {
            // "end of day Friday"
            if let Some((found, m)) =
                day(tokens, at + n + usize::from(low(tokens, at + n) == "on"), Around { led: true })
            {
                return Some((found, Part::Close, n + usize::from(low(tokens, at + n) == "on") + m));
            }
            return Some((Day::Away(0), Part::Close, n));
        }
    }
    if low(tokens, at) == "tonight" {
        return Some((Day::Away(0), Part::Evening, 1));
    }
    if words(tokens, at, "last night").is_some() {
        return Some((Day::Away(-1), Part::Night, 2));
    }
    if low(tokens, at) == "this" {
        return part(tokens, at + 1).map(|(part, n)| (Day::Away(0), part, n + 1));
    }
    None
}

/// `2 hours ago`, `half an hour ago`, `in 3 days`, `within 24 hours`.
fn far(tokens: &[Token], at: usize) -> Option<(Says, usize)> {
    let ahead = usize::from(["in", "within"].contains(&low(tokens, at)));
    let start = at + ahead;
    let halves = ["half an", "half", "1/2 an", "1/2", "½ an", "½"];
    let (amount, n) = if let Some(n) = longest(tokens, start, &halves) {
        (None, n)
    } else if ["a", "an", "one"].contains(&low(tokens, start)) {
        (Some(1), 1)
    } else {
        let word = low(tokens, start);
        let spelled = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
        let spelled = spelled.iter().position(|w| *w == word).and_then(|at| i64::try_from(at).ok()).map(|n| n + 2);
        let digits = (!word.is_empty() && word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit()))
            .then(|| word.parse().ok())
            .flatten();
        (Some(spelled.or(digits)?), 1)
    };
    let unit = low(tokens, start + n);
    let far = match (amount, unit.strip_suffix('s').unwrap_or(unit)) {
        (None, "hour") => Far::Minutes(30),
        (Some(n), "minute" | "min") => Far::Minutes(n),
        (Some(n), "hour" | "hr" | "h") => Far::Minutes(60 * n),
        (Some(n), "day") => Far::Days(n),
        (Some(n), "week") => Far::Days(7 * n),
        _ => return None,
    };
    if ahead == 1 {
        return Some((Says::In(far), ahead + n + 1));
    }
    (low(tokens, start + n + 1) == "ago").then_some((Says::Ago(far), n + 2))
}

/// `2023-08-26T14:30+01:00`, with or without offset, in one word.
fn exact(token: &Token) -> Option<Says> {
    let (day, rest) = token.low.split_once('t')?;
    let date: chrono::NaiveDate = (day.len() == 10).then(|| day.parse().ok()).flatten()?;
    let year = chrono::Datelike::year(&date);
    let cut = rest.find(['z', '+', '-']).unwrap_or(rest.len());
    let (clock, zone) = rest.split_at_checked(cut)?;
    let mut parts = clock.split(':');
    let mut part = || parts.next().filter(|part| part.len() == 2).and_then(|part| part.parse::<u32>().ok());
    let (hour, minute) = (part()?, part()?);
    let second = part().unwrap_or(0);
    let zone = match zone {
        "" => None,
        "z" => Some(Zone::Offset(0)),
        other => Some(Zone::Offset(offset(other)?)),
    };
    let fits = hour < 24 && minute < 60 && second < 60 && (1950..=2099).contains(&year);
    let clock = Clock { hour, minute, second, either: false, zone };
    fits.then_some(Says::When { day: Some(Day::Date(date, None)), clock: Some(clock), part: None })
}
