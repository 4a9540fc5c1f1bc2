//! A page of a preview for drawing: short names, two decimals, colours as `#rrggbb`, lengths in points.

use breachbook_report::preview::{self, Drawn, Pen, Typeface};
use serde::Serialize;
use ts_rs::TS;

/// One page.
#[derive(Debug, Serialize, TS)]
pub struct PreviewPage {
    /// From 0.
    pub n: usize,
    /// Its width in points.
    pub width: f64,
    /// Its height in points.
    pub height: f64,
    /// What stands on it, in the order in which it is painted.
    pub drawn: Vec<DrawnMark>,
}

/// Something on a page.
#[derive(Debug, Serialize, TS)]
#[serde(tag = "is", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "x, y, w and h are what they say; the file names units and forms")]
pub enum DrawnMark {
    /// Letters from x on the base line y, `width` wide in all.
    Letters { x: f64, y: f64, width: f64, text: String, face: &'static str, strong: bool, size: f64, ink: String },
    /// A path of straight lines: `M` and `L` with their points; closed and filled where `fill` is given.
    Path { d: String, fill: Option<String>, pen: Option<DrawnPen> },
    /// A rectangle.
    Rectangle { x: f64, y: f64, w: f64, h: f64, radius: f64, fill: Option<String>, pen: Option<DrawnPen> },
    /// A disc or ring.
    Circle { x: f64, y: f64, radius: f64, fill: Option<String>, pen: Option<DrawnPen> },
}

/// The look of a line.
#[derive(Debug, Serialize, TS)]
pub struct DrawnPen {
    /// Its colour.
    pub ink: String,
    /// Its thickness.
    pub width: f64,
    /// Dash and gap; empty for a solid line.
    pub dash: String,
}

/// A page as the screen draws it.
pub(super) fn page(n: usize, drawn: &[Drawn]) -> PreviewPage {
    let (width, height) = (round(preview::WIDTH), round(preview::HEIGHT));
    PreviewPage { n, width, height, drawn: drawn.iter().map(mark).collect() }
}

fn mark(drawn: &Drawn) -> DrawnMark {
    match drawn {
        Drawn::Letters { x, y, width, text, face, size, colour, .. } => {
            let (face, strong) = match face {
                Typeface::Sans => ("sans", false),
                Typeface::SansStrong => ("sans", true),
                Typeface::Serif => ("serif", false),
                Typeface::SerifStrong => ("serif", true),
                Typeface::Mono => ("mono", false),
            };
            let (x, y, size) = (round(*x), round(*y), round(*size));
            let (width, text, ink) = (round(*width), text.clone(), ink(*colour));
            DrawnMark::Letters { x, y, width, text, face, strong, size, ink }
        }
        Drawn::Line { points, pen } => DrawnMark::Path { d: path(points), fill: None, pen: Some(self::pen(pen)) },
        Drawn::Area { points, colour } => {
            DrawnMark::Path { d: format!("{}Z", path(points)), fill: Some(ink(*colour)), pen: None }
        }
        Drawn::Rectangle { x, y, w, h, radius, fill, pen } => DrawnMark::Rectangle {
            x: round(*x),
            y: round(*y),
            w: round(*w),
            h: round(*h),
            radius: round(*radius),
            fill: fill.map(ink),
            pen: pen.as_ref().map(self::pen),
        },
        Drawn::Circle { x, y, radius, fill, pen } => DrawnMark::Circle {
            x: round(*x),
            y: round(*y),
            radius: round(*radius),
            fill: fill.map(ink),
            pen: pen.as_ref().map(self::pen),
        },
    }
}

fn path(points: &[(f32, f32)]) -> String {
    let mut d = String::new();
    for (n, (x, y)) in points.iter().enumerate() {
        d.push_str(&format!("{}{} {}", if n == 0 { "M" } else { "L" }, round(*x), round(*y)));
    }
    d
}

fn pen(pen: &Pen) -> DrawnPen {
    let dash = if pen.dashed { preview::DASH.map(|length| length.to_string()).join(" ") } else { String::new() };
    DrawnPen { ink: ink(pen.colour), width: round(pen.width), dash }
}

fn ink(colour: u32) -> String {
    format!("#{colour:06x}")
}

/// To a hundredth of a point, as the file is painted.
fn round(length: f32) -> f64 {
    (f64::from(length) * 100.0).round() / 100.0
}
