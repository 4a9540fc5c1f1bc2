//! Dates and times of day that do not exist: `31/2`, `30 February`, `14:61`. They are asked about, never passed over.

use chrono::NaiveDate;

use super::clock::{Bare, clock};
use super::day::{month, numbers, ordinal, year};
use super::phrase::Phrase;
use super::token::{Span, Token, low};

/// What looks like a date or a time of day and is none.
#[derive(Debug, Clone)]
pub struct Impossible {
    /// The number of its first word.
    pub first: usize,
    /// The number of the word after it.
    pub end: usize,
    /// Its place.
    pub span: Span,
    /// Whether it says by when something is due.
    pub due: bool,
}

/// The first of a line that stands where a date or a time would: at its beginning, beside a time, or as a whole date.
pub fn impossible(tokens: &[Token], behind: Option<usize>, times: &[Phrase]) -> Option<Impossible> {
    (0..tokens.len()).find_map(|at| {
        let before = at.checked_sub(1).map_or("", |before| low(tokens, before));
        let (n, sure) = no_date(tokens, at).or_else(|| no_clock(tokens, at))?;
        let beside = times.iter().any(|time| time.end() == at || time.first == at + n);
        let led = at == 0 || Some(at) == behind || ["on", "at"].contains(&before);
        let due = ["by", "due"].contains(&before);
        // "a letter dated 31/2/2023" is about the letter.
        let thing = ["of", "dated", "from", "to", "since", "until"].contains(&before);
        let span = Span { start: tokens.get(at)?.span.start, end: tokens.get(at + n - 1)?.span.end };
        ((sure || beside || led || due) && !thing).then_some(Impossible { first: at, end: at + n, span, due })
    })
}

fn small(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// How many words it takes, and whether nothing but a date looks like that.
fn no_date(tokens: &[Token], at: usize) -> Option<(usize, bool)> {
    let word = low(tokens, at);
    let slashed: Vec<&str> = word.split(['/', '-', '.']).collect();
    match slashed[..] {
        [y, m, d] if y.len() == 4 && word.contains('-') => {
            year(y).zip(small(m)).zip(small(d))?;
            return numbers(word).is_none().then_some((1, true));
        }
        [d, m, y] if y.len() == 4 || word.contains('/') => {
            small(d).zip(small(m))?;
            year(y).map(drop).or(small(y).map(drop))?;
            return numbers(word).is_none().then_some((1, true));
        }
        [d, m] if word.contains('/') => {
            let (day, month) = (small(d)?, small(m)?);
            let none = NaiveDate::from_ymd_opt(2024, month, day).is_none();
            let timed = clock(tokens, at + 1, Bare::No).is_some();
            let near = (1..=31).contains(&day) && (1..=12).contains(&month);
            return (none && (near || timed)).then_some((1, false));
        }
        _ => {}
    }
    let next = |n: usize| if tokens.get(at + n - 1).is_none_or(Token::stops) { "" } else { low(tokens, at + n) };
    let (day, month, n) = match ordinal(word) {
        Some((day, _)) => {
            let of = usize::from(next(1) == "of");
            (day, month(if of == 1 { low(tokens, at + 2) } else { next(1) })?.0, 2 + of)
        }
        None => (ordinal(next(1))?.0, month(word)?.0, 2),
    };
    let dated = year(low(tokens, at + n));
    let none = NaiveDate::from_ymd_opt(dated.unwrap_or(2024), month, day).is_none();
    none.then_some((n + usize::from(dated.is_some()), true))
}

/// `14:61`, `25:00`: as a time of day is written, and none.
fn no_clock(tokens: &[Token], at: usize) -> Option<(usize, bool)> {
    let (hour, minute) = low(tokens, at).split_once(':')?;
    small(hour).zip(small(minute).filter(|_| minute.len() == 2))?;
    clock(tokens, at, Bare::No).is_none().then_some((1, false))
}
