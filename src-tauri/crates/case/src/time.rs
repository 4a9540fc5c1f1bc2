//! A time is a range: what was written says how exactly it is known (`FORMAT.md`, "Times").

use std::fmt;

use chrono::{DateTime, Duration, FixedOffset, NaiveDate, Timelike, Utc};
use serde_json::{Map, Value};

use crate::shape::{Fields, Key, Kind, Node, Presence, Reading, Shape, type_name};
use crate::zone;

words! {
    /// How exactly a time is known.
    pub enum Precision {
        Year = "year",
        Month = "month",
        Day = "day",
        Hour = "hour",
        Minute = "minute",
        Second = "second",
    }
}

/// From the first moment to just before `end`, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The first moment.
    pub first: DateTime<Utc>,
    /// The moment just after the last.
    pub end: DateTime<Utc>,
}

impl Range {
    /// The last whole second. Fractions of a second are no part of the format.
    pub fn last(&self) -> DateTime<Utc> {
        self.end - Duration::seconds(1)
    }
}

/// A range of which a side may be open, and whether it is "about".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The first moment; `None` when nobody says since when.
    pub first: Option<DateTime<Utc>>,
    /// The moment just after the last; `None` when nobody says until when.
    pub end: Option<DateTime<Utc>>,
    /// Whether a time that this rests on is "about".
    pub approximate: bool,
}

/// Why a text is no time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimeFault {
    /// Not one of the four forms.
    #[error(
        "a time as 2023, 2023-08, 2023-08-26 or 2023-08-26T14:30:00+01:00 (offset or Z, no fractions), found {0:?}"
    )]
    Form(String),
    /// The form is right and the date is none.
    #[error("a date that exists, found {0:?}")]
    Impossible(String),
    /// The stated precision says something else than the form.
    #[error("the precision {form} or none, as {at:?} is written; found {stated}")]
    Precision {
        /// What was written.
        at: String,
        /// What its form says.
        form: &'static str,
        /// What was stated.
        stated: &'static str,
    },
}

/// A time as somebody wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    at: String,
    stated: Option<Precision>,
    precision: Precision,
    approximate: bool,
    range: Range,
}

impl Time {
    /// Reads the form of `at`; `stated` is the `precision` beside it.
    ///
    /// # Errors
    /// [`TimeFault`]: another form, a date that does not exist, a precision that disagrees.
    pub fn parse(at: &str, stated: Option<Precision>, approximate: bool) -> Result<Self, TimeFault> {
        let (precision, range) = read_at(at)?;
        let (precision, range) = match stated {
            // The hour is London's, whose offsets are whole hours.
            Some(Precision::Hour) if precision >= Precision::Minute => {
                let first = zone::hour_start(range.first);
                (Precision::Hour, Range { first, end: first + Duration::hours(1) })
            }
            Some(stated) if stated != precision => {
                let (form, stated) = (precision.as_str(), stated.as_str());
                return Err(TimeFault::Precision { at: at.to_owned(), form, stated });
            }
            _ => (precision, range),
        };
        Ok(Self { at: at.to_owned(), stated, precision, approximate, range })
    }

    /// The same, as "about".
    #[must_use]
    pub fn about(&self) -> Self {
        Self { approximate: true, ..self.clone() }
    }

    /// What was written.
    pub fn at(&self) -> &str {
        &self.at
    }

    /// How exactly it is known.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// Whether it is "about".
    pub fn approximate(&self) -> bool {
        self.approximate
    }

    /// The range that it stands for.
    pub fn range(&self) -> Range {
        self.range
    }

    /// Both ends as bounds.
    pub fn bounds(&self) -> Bounds {
        Bounds { first: Some(self.range.first), end: Some(self.range.end), approximate: self.approximate }
    }

    /// In words, London time: `26 August 2023`, `about 14:30 BST on 26 August 2023`.
    pub fn words(&self) -> String {
        let day = zone::day(self.range.first);
        let said = match self.precision {
            Precision::Year => day.format("%Y").to_string(),
            Precision::Month => zone::month(day),
            Precision::Day => zone::long_day(day),
            Precision::Hour => {
                let (from, to) = (zone::clock(self.range.first), zone::clock(self.range.end));
                format!("{}, between {from} and {to} {}", zone::long_day(day), zone::name(self.range.first))
            }
            Precision::Minute | Precision::Second => zone::moment(self.range.first),
        };
        if self.approximate { format!("about {said}") } else { said }
    }
}

impl Time {
    /// A short form for tables, London time: `26 Aug 2023`, `c. 8 Aug 2023, 14:30 BST`.
    pub fn short(&self) -> String {
        let first = self.range.first;
        let day = zone::day(first);
        let said = match self.precision {
            Precision::Year => day.format("%Y").to_string(),
            Precision::Month => zone::month(day),
            Precision::Day => zone::short_day(day),
            Precision::Hour => format!(
                "{}, {} to {} {}",
                zone::short_day(day),
                zone::clock(first),
                zone::clock(self.range.end),
                zone::name(first)
            ),
            Precision::Minute | Precision::Second => zone::short_moment(first),
        };
        if self.approximate { format!("c. {said}") } else { said }
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words())
    }
}

fn digits(text: &str) -> Option<u32> {
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

fn read_at(at: &str) -> Result<(Precision, Range), TimeFault> {
    let form = || TimeFault::Form(at.chars().take(60).collect());
    let impossible = || TimeFault::Impossible(at.to_owned());
    if !at.is_ascii() {
        return Err(form());
    }
    let date = |text: &str| -> Result<NaiveDate, TimeFault> {
        let mut parts = text.split('-');
        let part = |part: Option<&str>, long: usize| part.filter(|p| p.len() == long).and_then(digits);
        let year = part(parts.next(), 4).ok_or_else(form)?;
        let month = if text.len() > 4 { part(parts.next(), 2).ok_or_else(form)? } else { 1 };
        let day = if text.len() > 7 { part(parts.next(), 2).ok_or_else(form)? } else { 1 };
        if parts.next().is_some() {
            return Err(form());
        }
        // No calendar of ours has a year nought: it was typed to fill a gap, or came from a program that had none.
        if year == 0 {
            return Err(impossible());
        }
        NaiveDate::from_ymd_opt(i32::try_from(year).map_err(|_| form())?, month, day).ok_or_else(impossible)
    };
    let day_range = |from: NaiveDate, to: Option<NaiveDate>| -> Result<Range, TimeFault> {
        Ok(Range { first: zone::day_start(from), end: zone::day_start(to.ok_or_else(impossible)?) })
    };
    match at.len() {
        4 => {
            let from = date(at)?;
            Ok((Precision::Year, day_range(from, from.checked_add_months(chrono::Months::new(12)))?))
        }
        7 => {
            let from = date(at)?;
            Ok((Precision::Month, day_range(from, from.checked_add_months(chrono::Months::new(1)))?))
        }
        10 => {
            let from = date(at)?;
            Ok((Precision::Day, day_range(from, from.succ_opt())?))
        }
        20 | 25 => {
            let (day, clock) = at.split_once('T').ok_or_else(form)?;
            let day = date(day).map_err(|e| if day.len() == 10 { e } else { form() })?;
            let (hms, offset) = clock.split_at_checked(8).ok_or_else(form)?;
            let parts: Vec<&str> = hms.split(':').collect();
            let [h, m, s] = parts[..] else { return Err(form()) };
            let two = |t: &str| (t.len() == 2).then(|| digits(t)).flatten().ok_or_else(form);
            let (h, m, s) = (two(h)?, two(m)?, two(s)?);
            let offset_seconds = match offset.as_bytes() {
                b"Z" => 0,
                [sign @ (b'+' | b'-'), _, _, b':', _, _] => {
                    let (oh, om) = (two(&offset[1..3])?, two(&offset[4..6])?);
                    if oh > 23 || om > 59 {
                        return Err(impossible());
                    }
                    let seconds = i32::try_from(oh * 3600 + om * 60).map_err(|_| form())?;
                    if *sign == b'-' { -seconds } else { seconds }
                }
                _ => return Err(form()),
            };
            let local = day.and_hms_opt(h, m, s).ok_or_else(impossible)?;
            let offset = FixedOffset::east_opt(offset_seconds).ok_or_else(impossible)?;
            let first = local.and_local_timezone(offset).single().ok_or_else(impossible)?.with_timezone(&Utc);
            if first.second() == 0 {
                Ok((Precision::Minute, Range { first, end: first + Duration::minutes(1) }))
            } else {
                Ok((Precision::Second, Range { first, end: first + Duration::seconds(1) }))
            }
        }
        _ => Err(form()),
    }
}

impl Shape for Time {
    const KIND: Kind = Kind::Time;
    fn read(node: &Node, reading: &mut Reading) -> Option<Self> {
        let mut fields = Fields::of(node, reading)?;
        let at = match fields.take("at") {
            Some(Node::Text(at)) => Some(at.clone()),
            Some(other) => {
                reading.path.enter("at");
                reading.fault(format!("a text, found {}", type_name(other)));
                reading.path.leave();
                None
            }
            None => {
                reading.path.enter("at");
                reading.fault("this key; it is missing");
                reading.path.leave();
                None
            }
        };
        let stated = fields.take("precision").map(|node| {
            reading.path.enter("precision");
            let stated = Precision::read(node, reading);
            reading.path.leave();
            stated
        });
        let approximate = fields.take("approximate").map_or(Some(false), |node| {
            reading.path.enter("approximate");
            let flag = bool::read(node, reading);
            reading.path.leave();
            flag
        });
        fields.finish(&[TIME_KEYS], reading);
        let (at, approximate) = (at?, approximate?);
        let stated = match stated {
            Some(None) => return None,
            Some(stated) => stated,
            None => None,
        };
        match Time::parse(&at, stated, approximate) {
            Ok(time) => Some(time),
            Err(fault) => {
                reading.path.enter(if matches!(fault, TimeFault::Precision { .. }) { "precision" } else { "at" });
                reading.fault(fault.to_string());
                reading.path.leave();
                None
            }
        }
    }
    fn write(&self) -> Value {
        let mut out = Map::new();
        out.insert("at".into(), self.at.clone().into());
        if let Some(stated) = self.stated {
            out.insert("precision".into(), stated.as_str().into());
        }
        if self.approximate {
            out.insert("approximate".into(), true.into());
        }
        Value::Object(out)
    }
}

const TIME_KEYS: &[Key] = &[
    Key::bare("at", Presence::Required, Kind::Text),
    Key::bare("precision", Presence::Optional, Kind::Word(Precision::SAID)),
    Key::bare("approximate", Presence::Flag, Kind::Flag),
];

object! {
    /// A stretch of time; a missing side is open.
    pub struct Span {
        /// Its beginning.
        optional from: Time as "From",
        /// Its end.
        optional to: Time as "To",
    }
}

/// A time or a span.
#[derive(Debug, Clone, PartialEq)]
pub enum When {
    /// One time.
    Time(Time),
    /// From one time to another; at least one side is known.
    Span(Span),
}

impl When {
    /// The earliest and latest moment that it allows.
    pub fn bounds(&self) -> Bounds {
        match self {
            When::Time(time) => time.bounds(),
            When::Span(span) => Bounds {
                first: span.from.as_ref().map(|time| time.range().first),
                end: span.to.as_ref().map(|time| time.range().end),
                approximate: [&span.from, &span.to].into_iter().flatten().any(Time::approximate),
            },
        }
    }

    /// The time by which it is put in order: its beginning, or its end where that is all there is.
    pub fn anchor(&self) -> Option<&Time> {
        match self {
            When::Time(time) => Some(time),
            When::Span(span) => span.from.as_ref().or(span.to.as_ref()),
        }
    }

    /// A short form for tables, London time; empty where neither side is known.
    pub fn short(&self) -> String {
        match self {
            When::Time(time) => time.short(),
            When::Span(span) => match (&span.from, &span.to) {
                (Some(from), Some(to)) => format!("{} to {}", from.short(), to.short()),
                (Some(from), None) => format!("from {}", from.short()),
                (None, Some(to)) => format!("by {}", to.short()),
                (None, None) => String::new(),
            },
        }
    }

    /// In words, London time.
    pub fn words(&self) -> String {
        match self {
            When::Time(time) => time.words(),
            When::Span(Span { from: Some(from), to: Some(to) }) => format!("{} to {}", from.words(), to.words()),
            When::Span(Span { from: Some(from), to: None }) => format!("from {}", from.words()),
            When::Span(Span { from: None, to: Some(to) }) => format!("by {}", to.words()),
            When::Span(Span { from: None, to: None }) => "at an unknown time".to_owned(),
        }
    }
}

impl Shape for When {
    const KIND: Kind = Kind::When;
    fn read(node: &Node, reading: &mut Reading) -> Option<Self> {
        let is_time = matches!(node, Node::Object(pairs) if pairs.iter().any(|(key, _)| key == "at"));
        if is_time {
            return Time::read(node, reading).map(When::Time);
        }
        let span = match node {
            Node::Object(_) => Span::read(node, reading)?,
            other => {
                reading.fault(format!(
                    "a time ({{\"at\": …}}) or a span ({{\"from\": …, \"to\": …}}), found {}",
                    type_name(other)
                ));
                return None;
            }
        };
        if span.from.is_none() && span.to.is_none() {
            reading.fault("a time ({\"at\": …}) or a span with from, to or both");
            return None;
        }
        Some(When::Span(span))
    }
    fn write(&self) -> Value {
        match self {
            When::Time(time) => time.write(),
            When::Span(span) => span.write(),
        }
    }
}
