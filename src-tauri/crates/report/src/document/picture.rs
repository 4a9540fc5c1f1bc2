//! Drawings made of a few shapes. The whole drawing is one figure with one alternative text.
//!
//! Lengths are millimetres; the origin is the upper left corner of the drawing, y grows downwards.

use super::Text;
use crate::Error;

/// Width that a drawing may use: the text column of an A4 page with margins of 18 mm.
pub const PICTURE_WIDTH: f32 = 174.0;

/// Tallest drawing that fits on a page with a heading over it and a caption under it.
const TALLEST: f32 = 200.0;

/// The report's colours, by meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ink {
    /// Text.
    Ink,
    /// Second ink: sources, captions.
    Grey,
    /// Third ink: entry numbers.
    Faint,
    /// Hairlines.
    Line,
    /// Panels.
    Panel,
    /// Statutory, action.
    Blue,
    /// Fill for the same.
    BlueSoft,
    /// Late or broken.
    Late,
    /// Fill for the same.
    LateSoft,
    /// Due.
    Due,
    /// Fill for the same.
    DueSoft,
    /// Met.
    Met,
    /// Fill for the same.
    MetSoft,
    /// Marking or restriction.
    Marking,
    /// Fill for the same.
    MarkingSoft,
    /// The page.
    Paper,
}

impl Ink {
    /// The fill that goes with a state's colour.
    #[must_use]
    pub fn soft(self) -> Self {
        match self {
            Self::Blue => Self::BlueSoft,
            Self::Late => Self::LateSoft,
            Self::Due => Self::DueSoft,
            Self::Met => Self::MetSoft,
            Self::Marking => Self::MarkingSoft,
            _ => Self::Panel,
        }
    }
}

/// A line's look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Colour.
    pub ink: Ink,
    /// Thickness in millimetres.
    pub width: f32,
    /// Dashed: not exact.
    pub dashed: bool,
}

impl Stroke {
    /// A solid line.
    #[must_use]
    pub fn solid(ink: Ink, width: f32) -> Self {
        Self { ink, width, dashed: false }
    }

    /// A dashed line: not exact.
    #[must_use]
    pub fn dashed(ink: Ink, width: f32) -> Self {
        Self { ink, width, dashed: true }
    }
}

/// Which point of a label its position names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// A part of a drawing.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "x, y, w and h are what they say; the module names units and origin")]
pub enum Shape {
    /// A straight line.
    Line { x1: f32, y1: f32, x2: f32, y2: f32, stroke: Stroke },
    /// A rectangle, with round corners when `radius` is above 0.
    Rect { x: f32, y: f32, w: f32, h: f32, radius: f32, fill: Option<Ink>, stroke: Option<Stroke> },
    /// A disc or ring.
    Circle { x: f32, y: f32, radius: f32, fill: Option<Ink>, stroke: Option<Stroke> },
    /// A filled arrow head whose tip is at x, y and points to the right.
    ArrowRight { x: f32, y: f32, size: f32, ink: Ink },
    /// One line of small text (never wrapped); y is its base line. What does not fit in `max` millimetres ends in "…".
    Label { x: f32, y: f32, text: String, strong: bool, ink: Ink, place: Place, max: f32 },
}

/// A drawing with alternative text and an optional caption.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    alt: String,
    height: f32,
    shapes: Vec<Shape>,
    caption: Option<Text>,
}

impl Picture {
    /// A drawing of that height in millimetres, its width being [`PICTURE_WIDTH`].
    ///
    /// # Errors
    /// [`Error::Empty`] without alternative text, [`Error::PictureHeight`] outside 1 to 200 mm.
    pub fn new(alt: impl Into<String>, height: f32, shapes: Vec<Shape>) -> Result<Self, Error> {
        let alt = alt.into();
        if alt.trim().is_empty() {
            return Err(Error::Empty { what: "alternative text" });
        }
        if !(1.0..=TALLEST).contains(&height) {
            return Err(Error::PictureHeight { millimetres: height });
        }
        Ok(Self { alt, height, shapes, caption: None })
    }

    /// The same with words under it.
    #[must_use]
    pub fn captioned(mut self, caption: impl Into<Text>) -> Self {
        self.caption = Some(caption.into());
        self
    }

    /// What the drawing shows, in words.
    #[must_use]
    pub fn alt(&self) -> &str {
        &self.alt
    }

    /// Height in millimetres.
    #[must_use]
    pub fn height(&self) -> f32 {
        self.height
    }

    /// The parts, painted in this order.
    #[must_use]
    pub fn shapes(&self) -> &[Shape] {
        &self.shapes
    }

    /// Words under the drawing.
    #[must_use]
    pub fn caption(&self) -> Option<&Text> {
        self.caption.as_ref()
    }

    pub(super) fn plain_lines(&self, lines: &mut Vec<String>) {
        lines.push(self.alt.clone());
        lines.extend(self.shapes.iter().filter_map(|shape| match shape {
            Shape::Label { text, .. } => Some(text.clone()),
            _ => None,
        }));
        lines.extend(self.caption.iter().map(Text::plain_text));
    }
}
