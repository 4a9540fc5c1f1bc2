//! The picture of when things happened, to scale: a tick for each hour or day, a lane for each party.
//!
//! Doubt is drawn: what is known only to the hour or the day has a dashed outline.

use super::{Ink, PICTURE_WIDTH, Picture, Place, Shape, Stroke};
use crate::Error;
use chrono::{DateTime, Utc};

/// Left edge of the scale: the lane labels stand before it.
const SCALE_LEFT: f32 = 24.0;
const HEAD: f32 = 6.0;
const LANE: f32 = 9.8;
const BAR: f32 = 4.4;
/// Height of a further line of labels under the bars.
const LABEL_LINE: f32 = 4.5;
/// Further lines that a lane may get. A label for which there is no room then is left out: the words that the
/// picture stands with have it.
const LABEL_LINES: usize = 3;

/// Something that lasted.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// Beginning (UTC).
    pub from: DateTime<Utc>,
    /// End (UTC); `None` when it goes on beyond the picture, which draws an arrow.
    pub to: Option<DateTime<Utc>>,
    /// Words in or beside the bar.
    pub label: String,
    /// Colour, by meaning; `Ink::Grey` for no state.
    pub ink: Ink,
    /// False when either end is known only roughly: dashed outline, no fill.
    pub exact: bool,
}

/// Something at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// Words beside the point; may be empty.
    pub label: String,
    /// Colour, by meaning.
    pub ink: Ink,
    /// False for "about": a ring in place of a disc.
    pub exact: bool,
}

/// One party's lane.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Lane {
    /// Who, at the left.
    pub label: String,
    /// What lasted.
    pub spans: Vec<Span>,
    /// What happened at one moment.
    pub moments: Vec<Moment>,
}

/// The picture being made.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    ticks: Vec<(DateTime<Utc>, String)>,
    lanes: Vec<Lane>,
}

impl Timeline {
    /// A picture from one instant to another (both UTC; swapped when in the wrong order).
    #[must_use]
    pub fn new(from: DateTime<Utc>, to: DateTime<Utc>) -> Self {
        Self { from: from.min(to), to: to.max(from), ticks: Vec::new(), lanes: Vec::new() }
    }

    /// A line down the picture with words over it, for example "14:30" or "9 August".
    pub fn tick(&mut self, at: DateTime<Utc>, label: impl Into<String>) {
        self.ticks.push((at, label.into()));
    }

    /// Adds a lane below the last.
    pub fn lane(&mut self, lane: Lane) {
        self.lanes.push(lane);
    }

    /// The drawing. `alt` says in words what it shows.
    ///
    /// # Errors
    /// As [`Picture::new`]: without alternative text, or with more lanes than a page holds (19, fewer when labels
    /// crowd).
    pub fn picture(&self, alt: impl Into<String>) -> Result<Picture, Error> {
        let mut shapes = Vec::new();
        let mut top = HEAD;
        for lane in &self.lanes {
            top += self.draw_lane(lane, top, &mut shapes);
        }
        let mut ticks: Vec<Shape> = Vec::new();
        for (at, label) in &self.ticks {
            let x = self.x(*at);
            ticks.push(line(x, HEAD - 1.0, x, top, Ink::Line));
            let place = if x > PICTURE_WIDTH - 8.0 { Place::End } else { Place::Middle };
            ticks.push(words(x, HEAD - 2.4, label, Ink::Grey, place, 40.0));
        }
        ticks.append(&mut shapes);
        Picture::new(alt, top, ticks)
    }

    /// Bars and points, then the labels where they fit. Returns the lane's height.
    fn draw_lane(&self, lane: &Lane, top: f32, shapes: &mut Vec<Shape>) -> f32 {
        let middle = top + LANE / 2.0;
        shapes.push(words(0.0, middle + 0.9, &lane.label, Ink::Grey, Place::Start, SCALE_LEFT - 2.0));
        let mut room = Room::default();
        for span in &lane.spans {
            let (start, end) = self.draw_span(span, middle, shapes);
            room.take(0, start, end);
        }
        for moment in &lane.moments {
            let x = self.x(moment.at);
            let (fill, stroke) = match moment.exact {
                true => (moment.ink, None),
                false => (Ink::Paper, Some(Stroke::solid(moment.ink, 0.3))),
            };
            shapes.push(Shape::Circle { x, y: middle, radius: 1.1, fill: Some(fill), stroke });
            room.take(0, x - 1.1, x + 1.1);
        }
        let base = |line: usize| middle + 0.9 + LABEL_LINE * line as f32;
        for span in lane.spans.iter().filter(|span| !span.label.is_empty()) {
            let (start, end) = self.ends(span);
            let strong = span.exact && span.ink != Ink::Grey;
            let width = width_of(&span.label, strong);
            if width + 3.4 <= end - start {
                let mut label = words(start + 2.2, base(0), &span.label, span.ink, Place::Start, end - start - 2.4);
                if let Shape::Label { strong: label_strong, .. } = &mut label {
                    *label_strong = strong;
                }
                shapes.push(label);
            } else if let Some((line, x)) = room.find(start, end, width) {
                shapes.push(words(x, base(line), &span.label, span.ink, Place::Start, width * 1.2));
            }
        }
        for moment in lane.moments.iter().filter(|moment| !moment.label.is_empty()) {
            let x = self.x(moment.at);
            if let Some((line, at)) = room.find(x - 1.1, x + 1.1, width_of(&moment.label, false)) {
                shapes.push(words(at, base(line), &moment.label, moment.ink, Place::Start, PICTURE_WIDTH - at));
            }
        }
        let height = LANE + LABEL_LINE * room.further_lines() as f32;
        shapes.push(line(0.0, top + height, PICTURE_WIDTH, top + height, Ink::Line));
        height
    }

    /// Left and right edge: a millimetre apart at least, so that nothing short vanishes.
    fn ends(&self, span: &Span) -> (f32, f32) {
        let start = self.x(span.from).min(PICTURE_WIDTH - 1.0);
        let end = span.to.map_or(PICTURE_WIDTH, |to| self.x(to));
        (start, end.max(start + 1.0))
    }

    fn draw_span(&self, span: &Span, middle: f32, shapes: &mut Vec<Shape>) -> (f32, f32) {
        let (x, end) = self.ends(span);
        let (fill, stroke, radius) = match span.exact {
            true => (Some(span.ink.soft()), Stroke::solid(span.ink, 0.25), 0.0),
            false => (Some(Ink::Paper), Stroke::dashed(span.ink, 0.25), BAR / 2.0),
        };
        let (y, w) = (middle - BAR / 2.0, end - x);
        shapes.push(Shape::Rect { x, y, w, h: BAR, radius, fill, stroke: Some(stroke) });
        if span.to.is_none_or(|to| to > self.to) {
            shapes.push(Shape::ArrowRight { x: PICTURE_WIDTH, y: middle, size: 1.6, ink: span.ink });
        }
        (x, end)
    }

    fn x(&self, at: DateTime<Utc>) -> f32 {
        let whole = (self.to - self.from).num_milliseconds().max(1) as f64;
        let part = (at - self.from).num_milliseconds() as f64;
        SCALE_LEFT + (PICTURE_WIDTH - SCALE_LEFT) * (part / whole).clamp(0.0, 1.0) as f32
    }
}

/// What is taken on each line of a lane.
#[derive(Default)]
struct Room {
    lines: Vec<Vec<(f32, f32)>>,
}

/// Between a label and what stands beside it.
const CLEAR: f32 = 1.2;

impl Room {
    fn take(&mut self, line: usize, start: f32, end: f32) {
        while self.lines.len() <= line {
            self.lines.push(Vec::new());
        }
        self.lines[line].push((start, end));
    }

    /// A line and left edge for a label of something that reaches from `start` to `end`: after it, before it, or
    /// on a line below, as near as there is room.
    fn find(&mut self, start: f32, end: f32, width: f32) -> Option<(usize, f32)> {
        let beside = [(0, end + CLEAR), (0, start - CLEAR - width)];
        let last = PICTURE_WIDTH - width;
        let below = (1..=LABEL_LINES).map(|line| (line, start.min(last).max(SCALE_LEFT)));
        let (line, x) = beside.into_iter().chain(below).find(|(line, x)| self.is_free(*line, *x, *x + width))?;
        self.take(line, x, x + width);
        Some((line, x))
    }

    fn is_free(&self, line: usize, start: f32, end: f32) -> bool {
        let taken = self.lines.get(line).map_or(&[][..], Vec::as_slice);
        // What is longer than the scale may stand on a line of its own; layout cuts it.
        let inside = start >= SCALE_LEFT - 0.1 && (end <= PICTURE_WIDTH + 0.1 || line > 0 && taken.is_empty());
        inside && taken.iter().all(|(from, to)| end + CLEAR * 0.5 < *from || start > *to + CLEAR * 0.5)
    }

    fn further_lines(&self) -> usize {
        self.lines.len().saturating_sub(1)
    }
}

/// Millimetres of a label in the drawing's small type: near enough to choose a place by (the faces are layout's).
pub(crate) fn width_of(label: &str, strong: bool) -> f32 {
    let ems: f32 = label
        .chars()
        .map(|ch| match ch {
            'i' | 'j' | 'l' | ' ' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' => 0.28,
            'f' | 'r' | 't' | '(' | ')' | '-' | 'I' => 0.38,
            'm' | 'w' | 'M' | 'W' => 0.86,
            'A'..='Z' => 0.65,
            '0'..='9' => 0.6,
            _ => 0.565,
        })
        .sum();
    // Of 7.4 points.
    ems * 2.61 * if strong { 1.04 } else { 1.0 }
}

fn words(x: f32, y: f32, text: &str, ink: Ink, place: Place, max: f32) -> Shape {
    Shape::Label { x, y, text: text.to_owned(), strong: false, ink, place, max }
}

fn line(x1: f32, y1: f32, x2: f32, y2: f32, ink: Ink) -> Shape {
    Shape::Line { x1, y1, x2, y2, stroke: Stroke::solid(ink, 0.2) }
}
