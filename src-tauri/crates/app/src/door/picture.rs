//! The timeline picture to scale: lanes by party, points and ranges, the spans of the breach, of limits and of
//! statements that fell. Numbers to draw by are milliseconds since 1970 UTC; the words come with them.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use breachbook_case::{Clock, Happening, Id, List, Precision, What, When};
use chrono::{DateTime, Duration, Utc};
use serde::{Serialize, Serializer};
use ts_rs::TS;

use super::marks::{Drawing, Spot};
use super::row::{Place, Rows};
use super::standing::{Tone, instant, word};
use super::strip::length_of;
use super::timeline::Timeline;
use crate::OpenCase;
use crate::parts::in_parts;

/// The timeline to scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Picture {
    /// The lanes, the most important first.
    pub lanes: Vec<LaneName>,
    /// What happened, in the order of the list; none where it is very much: then the marks in sight are asked for.
    pub points: Vec<Point>,
    /// Whether it is very much.
    pub many: bool,
    /// The entry that is chosen as the case opens: the first that the picture shows then.
    pub first: Option<Place>,
    /// Where something stands in all of it (milliseconds since 1970 UTC): few, however much it is.
    #[ts(type = "number[]")]
    pub dots: Vec<i64>,
    /// What lasts.
    pub spans: Vec<Span>,
    /// All of it.
    pub all: Stretch,
    /// What is shown at first.
    pub opens: Stretch,
}

/// A picture that is kept for the next answer, with all that is in it: it is not copied for each.
#[derive(Debug, Clone)]
pub struct SharedPicture(pub(super) Arc<Drawing>);

impl Serialize for SharedPicture {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.picture.serialize(serializer)
    }
}

/// A lane.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LaneName {
    /// The short name.
    pub name: String,
    /// The full name.
    pub full: String,
}

/// A stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Stretch {
    /// Its beginning (milliseconds since 1970 UTC).
    #[ts(type = "number")]
    pub from: i64,
    /// Its end (milliseconds since 1970 UTC).
    #[ts(type = "number")]
    pub to: i64,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Point {
    /// Its record.
    pub place: Place,
    /// The number of its line in the timeline, from 0.
    pub line: u32,
    /// Its lane, from 0.
    pub lane: u32,
    /// The first moment that it may have been at (milliseconds since 1970 UTC).
    #[ts(type = "number")]
    pub from: i64,
    /// The moment just after the last that it may have been at.
    #[ts(type = "number")]
    pub to: i64,
    /// Whether it is known to the hour or worse: a range, drawn as one.
    pub range: bool,
    /// Whether its time is "about".
    pub approximate: bool,
    /// Whether it is reported or disputed, not confirmed.
    pub doubt: bool,
    /// Its tone.
    pub tone: Tone,
    /// What it is and when: `Breach, c. 8 Aug 2023, 14:30 BST`.
    pub words: String,
    /// Its text, short.
    pub text: String,
    /// Of a range, which: `some time on 8 August 2023`, `in August 2023`.
    pub within: String,
    /// How many stand here with it, itself among them: one, but for the marks of very much.
    pub count: u32,
    /// How exactly the best known of them is known, in milliseconds: 0 where that is less than an hour, none where all
    /// are "about" or in doubt.
    #[ts(type = "number | null")]
    pub sharp: Option<i64>,
}

/// What a span is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SpanKind {
    /// The breach itself.
    Breach,
    /// From awareness to the limit of a duty.
    Limit,
    /// How long a statement stood before what contradicts it.
    Stood,
}

/// Something that lasts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Span {
    /// What it is.
    pub kind: SpanKind,
    /// Its lane, from 0.
    pub lane: u32,
    /// Its beginning (milliseconds since 1970 UTC); none where nobody says.
    #[ts(type = "number | null")]
    pub from: Option<i64>,
    /// Its end (milliseconds since 1970 UTC); none where nobody says.
    #[ts(type = "number | null")]
    pub to: Option<i64>,
    /// Whether both ends are known to the minute and not "about".
    pub exact: bool,
    /// Its words.
    pub words: String,
    /// The record that it comes from.
    pub place: Option<Place>,
}

/// A picture of more than these is very much: the page gets the marks that it draws, not each entry.
const MOST_WHOLE: usize = 2000;

/// So many dots are all of the picture at the most.
const DOTS: i64 = 600;

const BREACH: &str = "The breach";

struct Lanes {
    names: Vec<LaneName>,
    of: HashMap<Id, u32>,
    nobody: u32,
}

impl Lanes {
    /// The breach, controllers, processors, whose book it is; then who does most.
    fn new(open: &OpenCase, timeline: &Timeline, rows: &Rows<'_>) -> Self {
        let case = &open.view.case;
        let mut order: Vec<&Id> = case.controllers.iter().map(|c| &c.own.party.0).collect();
        order.extend(case.own.kept_by.as_ref().map(|party| &party.0));
        order.extend(case.processors.iter().map(|p| &p.own.party.0));
        let mut busy: HashMap<&Id, usize> = HashMap::new();
        let mut nobody = false;
        for (_, happening) in timeline.all(case) {
            match happening.party {
                Some(party) => *busy.entry(party).or_default() += 1,
                None => nobody = true,
            }
        }
        let mut rest: Vec<(&Id, usize)> = busy.iter().map(|(id, count)| (*id, *count)).collect();
        rest.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
        order.extend(rest.into_iter().map(|(id, _)| id));
        let drawn = |id: &Id| busy.contains_key(id) || case.controllers.iter().any(|c| &c.own.party.0 == id);
        let mut lanes = Self { names: Vec::new(), of: HashMap::new(), nobody: 0 };
        if case.own.happened.is_some() {
            lanes.names.push(LaneName { name: BREACH.to_owned(), full: BREACH.to_owned() });
        }
        for id in order {
            if drawn(id) && !lanes.of.contains_key(id) {
                let n = lanes.add(rows.short(id), rows.full(id));
                lanes.of.insert(id.clone(), n);
            }
        }
        if nobody {
            lanes.nobody = lanes.add("Nobody named".to_owned(), "Nobody named".to_owned());
        }
        lanes
    }

    /// The number of the new lane.
    fn add(&mut self, name: String, full: String) -> u32 {
        self.names.push(LaneName { name, full });
        u32::try_from(self.names.len() - 1).unwrap_or(u32::MAX)
    }

    fn of(&self, party: Option<&Id>) -> u32 {
        party.map_or(self.nobody, |id| self.of.get(id).copied().unwrap_or(0))
    }
}

/// The picture of a timeline.
pub(super) fn picture(open: &OpenCase, timeline: &Timeline) -> SharedPicture {
    let rows = Rows::new(open);
    let case = &open.view.case;
    let lanes = Lanes::new(open, timeline, &rows);
    let spots: Vec<Spot> = in_parts(timeline.count(), |part| {
        timeline.part(case, part).filter_map(|(line, happening)| spot(&happening, line, &lanes)).collect()
    });
    let mut spans: Vec<Span> = open.view.case.own.happened.iter().map(breach).collect();
    spans.extend(limits(open, &lanes, &rows));
    spans.extend(stood(open, &lanes));
    let now = open.view.now.timestamp_millis();
    let moments = || {
        let of_spots = spots.iter().flat_map(|spot| [spot.from, spot.to]);
        of_spots.chain(spans.iter().flat_map(|span| [span.from, span.to]).flatten())
    };
    let all = widened(moments().min().unwrap_or(now), moments().max().unwrap_or(now), 0.02);
    let opens = first_view(open).unwrap_or(all);
    let many = spots.len() > MOST_WHOLE;
    let words = |spot: &Spot| Some(point(&timeline.at(case, spot.line as usize)?, spot));
    let points = if many { Vec::new() } else { spots.iter().filter_map(words).collect() };
    let first = first(&spots, opens).and_then(words).map(|point| point.place);
    let dots = dots(&spots, all);
    let picture = Picture { lanes: lanes.names, points, many, first, dots, spans, all, opens };
    SharedPicture(Arc::new(Drawing { picture, spots }))
}

/// The first of a stretch that is known to the hour, or else the first that lies in it, or else the first of all.
fn first(spots: &[Spot], Stretch { from, to }: Stretch) -> Option<&Spot> {
    let exact = spots.iter().find(|spot| !spot.range && spot.from >= from && spot.from < to);
    exact.or_else(|| spots.iter().find(|spot| spot.to > from && spot.from < to)).or(spots.first())
}

/// One for each part of all that something begins in.
fn dots(spots: &[Spot], all: Stretch) -> Vec<i64> {
    let part = ((all.to - all.from) / DOTS).max(1);
    let parts: BTreeSet<i64> = spots.iter().map(|spot| spot.from.div_euclid(part)).collect();
    parts.into_iter().map(|n| n * part + part / 2).collect()
}

/// Where something stands in the picture; nowhere where nobody says when it was.
fn spot(happening: &Happening<'_>, line: usize, lanes: &Lanes) -> Option<Spot> {
    let bounds = happening.when.bounds();
    let (from, to) = (bounds.first.or(bounds.end)?, bounds.end.or(bounds.first)?);
    let kind = happening.what.word();
    let tone = match happening.what {
        What::Statement(breachbook_case::StatementStatus::Standing) => Tone::Plain,
        What::Statement(_) => Tone::Late,
        _ if kind == "breach" => Tone::Late,
        _ if kind == "containment" => Tone::Met,
        _ => Tone::Plain,
    };
    let known = happening.certainty.is_none_or(|certainty| certainty == breachbook_case::Certainty::Confirmed);
    Some(Spot {
        line: u32::try_from(line).ok()?,
        lane: lanes.of(happening.party),
        from: from.timestamp_millis(),
        to: to.timestamp_millis(),
        range: to - from >= Duration::hours(1),
        approximate: bounds.approximate,
        doubt: !known,
        tone,
    })
}

/// The same with its words.
pub(super) fn point(happening: &Happening<'_>, spot: &Spot) -> Point {
    Point {
        place: Place::of(happening.list, happening.item.id()),
        line: spot.line,
        lane: spot.lane,
        from: spot.from,
        to: spot.to,
        range: spot.range,
        approximate: spot.approximate,
        doubt: spot.doubt,
        tone: spot.tone,
        words: format!("{}, {}", word(happening.what.word()), happening.when.short()),
        text: super::standing::cut(happening.text, 60),
        within: within(&happening.when),
        count: 1,
        sharp: spot.sharp(),
    }
}

/// In which stretch something lies that is not known to the minute.
fn within(time: &When) -> String {
    let When::Time(time) = time else { return time.words() };
    match time.precision() {
        Precision::Year | Precision::Month | Precision::Day if time.approximate() => {
            format!("some time {}", time.words())
        }
        Precision::Year | Precision::Month => format!("some time in {}", time.words()),
        Precision::Day => format!("some time on {}", time.words()),
        Precision::Hour | Precision::Minute | Precision::Second => time.words(),
    }
}

fn breach(happened: &When) -> Span {
    let bounds = happened.bounds();
    let exact = match happened {
        When::Time(time) => exact(time),
        When::Span(span) => [&span.from, &span.to].into_iter().all(|time| time.as_ref().is_some_and(exact)),
    };
    let words = length_of(happened)
        .map_or_else(|| format!("The breach, {}", happened.short()), |length| format!("The breach, {length}"));
    Span {
        kind: SpanKind::Breach,
        lane: 0,
        from: bounds.first.map(|first| first.timestamp_millis()),
        to: bounds.end.map(|end| end.timestamp_millis()),
        exact,
        words,
        place: None,
    }
}

fn exact(time: &breachbook_case::Time) -> bool {
    time.precision() >= Precision::Minute && !time.approximate()
}

/// Of each controller the limit that comes first.
fn limits(open: &OpenCase, lanes: &Lanes, rows: &Rows<'_>) -> Vec<Span> {
    let view = &open.view;
    let law = view.clocks.iter().filter(|clock| clock.item.is_none() && clock.processor.is_none());
    let mut first: Vec<(&Clock, DateTime<Utc>, DateTime<Utc>)> = Vec::new();
    for clock in law {
        let (Some(from), Some(limit)) = (clock.from, clock.strict_limit) else { continue };
        match first.iter_mut().find(|(known, ..)| known.controller == clock.controller) {
            Some(known) if known.2 <= limit => {}
            Some(known) => *known = (clock, from, limit),
            None => first.push((clock, from, limit)),
        }
    }
    let span = |(clock, from, limit): (&Clock, DateTime<Utc>, DateTime<Utc>)| {
        let party = clock.controller.as_ref();
        let controller = party.and_then(|id| view.case.controllers.iter().find(|c| &c.own.party.0 == id));
        let trigger = controller.and_then(|c| c.own.aware.as_ref()).and_then(|aware| aware.time.anchor());
        let law = breachbook_case::rule(clock.rule);
        let hours = match law.map(|law| law.count) {
            Some(breachbook_case::Count::Hours(hours)) => format!("{hours} h, "),
            _ => String::new(),
        };
        let about = if clock.approximate { "c. " } else { "" };
        let name = law.map_or(clock.rule, |law| law.provision);
        Span {
            kind: SpanKind::Limit,
            lane: lanes.of(party),
            from: Some(from.timestamp_millis()),
            to: Some(limit.timestamp_millis()),
            exact: !clock.approximate && trigger.is_some_and(exact),
            words: format!("{hours}{name}: limit {about}{}", instant(limit)),
            place: clock.met_by.as_ref().or(controller.map(|c| &c.id)).and_then(|id| rows.place(id)),
        }
    };
    first.into_iter().map(span).collect()
}

/// From a statement to what contradicts it, where that came later.
fn stood(open: &OpenCase, lanes: &Lanes) -> Vec<Span> {
    let view = &open.view;
    let of = |delay: &breachbook_case::Delay| {
        let statement = view.case.statements.iter().find(|s| s.id.as_str() == delay.from)?;
        let made = statement.own.made.as_ref()?;
        let by = &statement.own.contradicted_by.as_ref()?.0;
        let event = view.case.events.iter().find(|e| &e.id == by).map(|e| e.own.occurred.bounds());
        let other = view.case.statements.iter().find(|s| &s.id == by).and_then(|s| s.own.made.as_ref());
        let end = event.or(other.map(breachbook_case::Time::bounds))?.end?;
        (delay.minutes.max.is_some_and(|max| max > 0) && end > made.range().first).then(|| Span {
            kind: SpanKind::Stood,
            lane: lanes.of(Some(&statement.own.by.0)),
            from: Some(made.range().first.timestamp_millis()),
            to: Some(end.timestamp_millis()),
            exact: false,
            words: format!(
                "“{}” stood {}",
                super::standing::cut(statement.own.text.as_str(), 40),
                delay.minutes.words()
            ),
            place: Some(Place::of(List::Statements, &statement.id)),
        })
    };
    view.delays.iter().filter_map(of).collect()
}

fn widened(from: i64, to: i64, by: f64) -> Stretch {
    // An hour at the least, so that a single moment does not fill the picture.
    let length = (to - from).max(3_600_000);
    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
    let margin = (length as f64 * by) as i64;
    Stretch { from: from - margin, to: from + length + margin }
}

/// What the picture shows at first: the breach where it is known to the minute, with what followed; else from the
/// first that is known to the day to the first limit.
fn first_view(open: &OpenCase) -> Option<Stretch> {
    let case = &open.view.case;
    if let Some(When::Span(span)) = &case.own.happened
        && let (Some(from), Some(to)) = (&span.from, &span.to)
        && from.precision() >= Precision::Minute
        && to.precision() >= Precision::Minute
    {
        let (from, to) = (from.range().first.timestamp_millis(), to.range().end.timestamp_millis());
        let length = (to - from).max(600_000);
        return Some(Stretch { from: from - length / 5, to: to + length * 3 / 5 });
    }
    let by_day = |time: &When| time.anchor().is_some_and(|time| time.precision() >= Precision::Day);
    let moments = case.controllers.iter().flat_map(|controller| {
        let own = &controller.own;
        [own.discovered.as_ref(), own.aware.as_ref().map(|aware| &aware.time)]
    });
    let moments = moments.flatten().chain(&case.own.happened).filter(|time| by_day(time));
    let first = moments.filter_map(|time| time.bounds().first).min()?;
    let limits = open.view.clocks.iter().filter(|clock| clock.item.is_none()).filter_map(|clock| clock.strict_limit);
    let limit = limits.filter(|limit| *limit > first).min().unwrap_or(first + Duration::days(3));
    let length = (limit - first).min(Duration::days(60)).max(Duration::hours(6));
    Some(widened(first.timestamp_millis(), (first + length).timestamp_millis(), 0.08))
}
