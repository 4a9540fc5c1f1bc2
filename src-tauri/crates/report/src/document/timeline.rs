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
    /// As [`Picture::new`]: without alternative text, or with more lanes than a page holds (19).
    pub fn picture(&self, alt: impl Into<String>) -> Result<Picture, Error> {
        let height = HEAD + LANE * self.lanes.len() as f32;
        let mut shapes = Vec::new();
        for (at, label) in &self.ticks {
            let x = self.x(*at);
            shapes.push(line(x, HEAD - 1.0, x, height, Ink::Line));
            shapes.push(Shape::Label {
                x,
                y: HEAD - 2.4,
                text: label.clone(),
                strong: false,
                ink: Ink::Grey,
                place: if x > PICTURE_WIDTH - 8.0 { Place::End } else { Place::Middle },
                max: 40.0,
            });
        }
        for (n, lane) in self.lanes.iter().enumerate() {
            self.draw_lane(lane, HEAD + LANE * n as f32, &mut shapes);
        }
        Picture::new(alt, height, shapes)
    }

    fn draw_lane(&self, lane: &Lane, top: f32, shapes: &mut Vec<Shape>) {
        let middle = top + LANE / 2.0;
        shapes.push(line(0.0, top + LANE, PICTURE_WIDTH, top + LANE, Ink::Line));
        shapes.push(Shape::Label {
            x: 0.0,
            y: middle + 0.9,
            text: lane.label.clone(),
            strong: false,
            ink: Ink::Grey,
            place: Place::Start,
            max: SCALE_LEFT - 2.0,
        });
        for span in &lane.spans {
            self.draw_span(span, middle, shapes);
        }
        for moment in &lane.moments {
            let x = self.x(moment.at);
            let (fill, stroke) = match moment.exact {
                true => (moment.ink, None),
                false => (Ink::Paper, Some(Stroke::solid(moment.ink, 0.3))),
            };
            shapes.push(Shape::Circle { x, y: middle, radius: 1.1, fill: Some(fill), stroke });
            self.beside(x - 2.2, x + 2.2, middle, &moment.label, moment.ink, shapes);
        }
    }

    fn draw_span(&self, span: &Span, middle: f32, shapes: &mut Vec<Shape>) {
        let (x, end) = (self.x(span.from), span.to.map_or(PICTURE_WIDTH, |to| self.x(to)));
        let w = (end - x).max(1.0);
        let (fill, stroke, radius) = match span.exact {
            true => (Some(span.ink.soft()), Stroke::solid(span.ink, 0.25), 0.0),
            false => (Some(Ink::Paper), Stroke::dashed(span.ink, 0.25), BAR / 2.0),
        };
        shapes.push(Shape::Rect { x, y: middle - BAR / 2.0, w, h: BAR, radius, fill, stroke: Some(stroke) });
        if span.to.is_none_or(|to| to > self.to) {
            shapes.push(Shape::ArrowRight { x: PICTURE_WIDTH, y: middle, size: 1.6, ink: span.ink });
        }
        let strong = span.exact && span.ink != Ink::Grey;
        let room = w - 5.0;
        // A rough width is enough here: 1.25 mm a letter at this size. Layout cuts what is still too long.
        if span.label.chars().count() as f32 * 1.25 <= room {
            shapes.push(Shape::Label {
                x: x + 2.2,
                y: middle + 0.9,
                text: span.label.clone(),
                strong,
                ink: span.ink,
                place: Place::Start,
                max: room + 2.0,
            });
        } else {
            self.beside(x - 1.5, end + 1.5, middle, &span.label, span.ink, shapes);
        }
    }

    /// A label where there is more room: right of `after`, or left of `before`.
    fn beside(&self, before: f32, after: f32, middle: f32, label: &str, ink: Ink, shapes: &mut Vec<Shape>) {
        if label.is_empty() {
            return;
        }
        let (left, right) = (before - SCALE_LEFT, PICTURE_WIDTH - after);
        let (x, place, max) =
            if right >= left { (after, Place::Start, right) } else { (before, Place::End, left) };
        let y = middle + 0.9;
        shapes.push(Shape::Label { x, y, text: label.to_owned(), strong: false, ink, place, max });
    }

    fn x(&self, at: DateTime<Utc>) -> f32 {
        let whole = (self.to - self.from).num_milliseconds().max(1) as f64;
        let part = (at - self.from).num_milliseconds() as f64;
        SCALE_LEFT + (PICTURE_WIDTH - SCALE_LEFT) * (part / whole).clamp(0.0, 1.0) as f32
    }
}

fn line(x1: f32, y1: f32, x2: f32, y2: f32, ink: Ink) -> Shape {
    Shape::Line { x1, y1, x2, y2, stroke: Stroke::solid(ink, 0.2) }
}
