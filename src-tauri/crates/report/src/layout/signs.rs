//! The outlines of the signs that stand before a word of state. Points from the upper left corner of the page; `x`
//! and `y` are the left end of the sign on its base line, `size` the size of the letters beside it.

/// How much of the letters' size a sign takes.
const SIDE: f32 = 0.66;
/// Thickness of a tick's line, as a part of the letters' size.
pub(crate) const TICK_WIDTH: f32 = 0.13;
/// Thickness of the dashed ring of a doubt, as a part of the letters' size.
pub(crate) const DOUBT_WIDTH: f32 = 0.1;

/// A filled triangle.
pub(crate) fn triangle(x: f32, y: f32, size: f32) -> [(f32, f32); 3] {
    let side = size * SIDE;
    [(x, y), (x + side, y), (x + side / 2.0, y - side * 0.95)]
}

/// The line of a tick.
pub(crate) fn tick(x: f32, y: f32, size: f32) -> [(f32, f32); 3] {
    let side = size * SIDE;
    [(x + side * 0.05, y - side * 0.45), (x + side * 0.35, y - side * 0.08), (x + side, y - side * 0.95)]
}

/// Middle and radius of the ring of a doubt.
pub(crate) fn doubt(x: f32, y: f32, size: f32) -> (f32, f32, f32) {
    let side = size * SIDE;
    (x + side / 2.0, y - side / 2.0, side / 2.0)
}

/// Dash and gap of every dashed line, in points.
pub(crate) const DASH: [f32; 2] = [2.2, 1.6];
