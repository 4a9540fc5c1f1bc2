//! Colours and dashes as operations.

use crate::document::Ink;
use crate::layout::{rgb, signs};
use printpdf::{Color, LineDashPattern, Op, Rgb};

/// Sets the colour of letters and areas.
pub(super) fn fill(ink: Ink) -> Op {
    Op::SetFillColor { col: colour(ink) }
}

/// Sets the colour of lines.
pub(super) fn outline(ink: Ink) -> Op {
    Op::SetOutlineColor { col: colour(ink) }
}

/// Dashed lines, or solid ones again.
pub(super) fn dash(dashed: bool) -> Op {
    Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, if dashed { &signs::DASH } else { &[] }) }
}

fn colour(ink: Ink) -> Color {
    let part = |shift: u32| {
        let value = f32::from((rgb(ink) >> shift) as u8) / 255.0;
        (value * 1000.0).round() / 1000.0
    };
    Color::Rgb(Rgb { r: part(16), g: part(8), b: part(0), icc_profile: None })
}
