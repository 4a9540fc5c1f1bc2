//! Pages → what a screen draws: the very pages that [`crate::pdf`] paints, as letters, lines and areas in points
//! from the upper left corner. No PDF is made, and none is read.

#[cfg(test)]
mod tests;

use crate::Error;
use crate::document::{Document, Ink, Mark, Shape, Stroke};
use crate::layout::{self, Face, Fonts, Item, Laid, MM, Page, PlacedText, Running, rgb, signs};

/// Width of every page, in points.
pub const WIDTH: f32 = layout::PAGE_WIDTH;
/// Height of every page, in points.
pub const HEIGHT: f32 = layout::PAGE_HEIGHT;
/// Dash and gap of a dashed line, in points.
pub const DASH: [f32; 2] = signs::DASH;

/// A report's pages.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// What stands on each page, in the order in which it is painted.
    pub pages: Vec<Vec<Drawn>>,
    /// Characters that no face has, and how often each occurs: the page shows their code.
    pub missing: Vec<(char, usize)>,
}

/// A typeface of the family IBM Plex.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typeface {
    /// Sans, 400.
    Sans,
    /// Sans, 600.
    SansStrong,
    /// Serif, 400.
    Serif,
    /// Serif, 600.
    SerifStrong,
    /// Mono, 400.
    Mono,
}

/// The look of a line: colour as 0xRRGGBB, thickness in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pen {
    /// Its colour.
    pub colour: u32,
    /// Its thickness.
    pub width: f32,
    /// Dashed by [`DASH`]: not exact.
    pub dashed: bool,
}

/// Something drawn on a page. Lengths in points, colours as 0xRRGGBB.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "x, y, w and h are what they say; the module names units and origin")]
pub enum Drawn {
    /// Letters that begin at `x` on the base line `y` and take `width`, with `tracking` points of space after each.
    Letters { x: f32, y: f32, width: f32, text: String, face: Typeface, size: f32, colour: u32, tracking: f32 },
    /// A line through these points.
    Line { points: Vec<(f32, f32)>, pen: Pen },
    /// A filled area within these points.
    Area { points: Vec<(f32, f32)>, colour: u32 },
    /// A rectangle with round corners.
    Rectangle { x: f32, y: f32, w: f32, h: f32, radius: f32, fill: Option<u32>, pen: Option<Pen> },
    /// A disc or ring.
    Circle { x: f32, y: f32, radius: f32, fill: Option<u32>, pen: Option<Pen> },
}

/// Lays the document out as [`crate::pdf::write`] does. `progress` is told now and then how many of
/// how many parts are set; when it answers false, layout stops.
///
/// # Errors
/// [`Error::Cancelled`], and [`Error::Write`] when a face cannot be read.
pub fn preview(document: &Document, progress: &mut dyn FnMut(usize, usize) -> bool) -> Result<Preview, Error> {
    let (Laid { pages, .. }, missing) = layout::lay_out(document, progress)?;
    let fonts = Fonts::get()?;
    let pages = pages.into_iter().map(|one| page(one, fonts)).collect();
    Ok(Preview { pages, missing: missing.into_iter().collect() })
}

fn page(page: Page, fonts: &Fonts) -> Vec<Drawn> {
    let running = |Running { x, y, text, tracking }: Running| letters(x, y, text, tracking, fonts);
    let mut drawn: Vec<Drawn> = page.head.into_iter().map(running).collect();
    page.items.into_iter().for_each(|item| place(item, &mut drawn, fonts));
    drawn.extend(page.foot.into_iter().map(running));
    drawn
}

fn letters(x: f32, y: f32, text: PlacedText, tracking: f32, fonts: &Fonts) -> Drawn {
    let PlacedText { text, face, size, ink, .. } = text;
    let width = fonts.width(face, size, &text) + tracking * text.chars().count() as f32;
    Drawn::Letters { x, y, width, text, face: face.into(), size, colour: rgb(ink), tracking }
}

fn place(item: Item, drawn: &mut Vec<Drawn>, fonts: &Fonts) {
    match item {
        Item::Text { x, y, piece, .. } => drawn.push(letters(x, y, piece, 0.0, fonts)),
        Item::Rule { x0, x1, y, width, ink } => {
            drawn.push(Drawn::Line { points: vec![(x0, y), (x1, y)], pen: solid(ink, width) });
        }
        Item::Fill { x, y, w, h, ink } => {
            drawn.push(Drawn::Rectangle { x, y, w, h, radius: 0.0, fill: Some(rgb(ink)), pen: None });
        }
        Item::Sign { mark, x, y, size, ink } => drawn.push(sign(mark, x, y, size, ink)),
        Item::Picture { x, y, shapes, labels, .. } => {
            drawn.extend(shapes.iter().filter_map(|shape| outline(shape, x, y)));
            drawn.extend(labels.into_iter().map(|(x, y, text)| letters(x, y, text, 0.0, fonts)));
        }
    }
}

fn solid(ink: Ink, width: f32) -> Pen {
    Pen { colour: rgb(ink), width, dashed: false }
}

fn sign(mark: Mark, x: f32, y: f32, size: f32, ink: Ink) -> Drawn {
    match mark {
        Mark::Triangle => Drawn::Area { points: signs::triangle(x, y, size).to_vec(), colour: rgb(ink) },
        Mark::Tick => {
            Drawn::Line { points: signs::tick(x, y, size).to_vec(), pen: solid(ink, size * signs::TICK_WIDTH) }
        }
        Mark::Doubt => {
            let (x, y, radius) = signs::doubt(x, y, size);
            let pen = Pen { dashed: true, ..solid(ink, size * signs::DOUBT_WIDTH) };
            Drawn::Circle { x, y, radius, fill: None, pen: Some(pen) }
        }
    }
}

/// A part of a drawing, in millimetres from `left`, `top`; its labels are letters of the page.
fn outline(shape: &Shape, left: f32, top: f32) -> Option<Drawn> {
    let at = |x: f32, y: f32| (left + x * MM, top + y * MM);
    let pen = |stroke: Stroke| Pen { colour: rgb(stroke.ink), width: stroke.width * MM, dashed: stroke.dashed };
    match shape {
        Shape::Line { x1, y1, x2, y2, stroke } => {
            Some(Drawn::Line { points: vec![at(*x1, *y1), at(*x2, *y2)], pen: pen(*stroke) })
        }
        Shape::Rect { x, y, w, h, radius, fill, stroke } => {
            let (x, y) = at(*x, *y);
            let (w, h, radius) = (w * MM, h * MM, radius * MM);
            Some(Drawn::Rectangle { x, y, w, h, radius, fill: fill.map(rgb), pen: stroke.map(pen) })
        }
        Shape::Circle { x, y, radius, fill, stroke } => {
            let (x, y) = at(*x, *y);
            Some(Drawn::Circle { x, y, radius: radius * MM, fill: fill.map(rgb), pen: stroke.map(pen) })
        }
        Shape::ArrowRight { x, y, size, ink } => {
            let points = vec![at(*x, *y), at(x - size, y - size / 2.0), at(x - size, y + size / 2.0)];
            Some(Drawn::Area { points, colour: rgb(*ink) })
        }
        Shape::Label { .. } => None,
    }
}

impl From<Face> for Typeface {
    fn from(face: Face) -> Self {
        match face {
            Face::Sans => Self::Sans,
            Face::SansStrong => Self::SansStrong,
            Face::Serif => Self::Serif,
            Face::SerifStrong => Self::SerifStrong,
            Face::Mono => Self::Mono,
        }
    }
}
