//! Outlines and areas as operations. Positions are from the upper left corner of the page, in points.

use super::ink::{dash, fill, outline};
use super::paint::pt;
use crate::document::{Ink, Shape, Stroke};
use crate::layout::{MM, PAGE_HEIGHT};
use printpdf::{Line, LinePoint, Op, PaintMode, Point, Polygon, PolygonRing, Pt, Rect};

/// Handle length of the cubic curve that is nearest to a quarter of a circle.
const QUARTER: f32 = 0.5523;

/// An open line through these points.
pub(super) fn polyline(points: &[(f32, f32)]) -> Op {
    Op::DrawLine { line: Line { points: points.iter().map(|p| point(*p, false)).collect(), is_closed: false } }
}

/// A filled area.
pub(super) fn filled(points: &[(f32, f32)]) -> Op {
    polygon(points.iter().map(|p| point(*p, false)).collect(), PaintMode::Fill)
}

/// A rectangle, filled or outlined.
pub(super) fn rectangle(x: f32, y: f32, w: f32, h: f32, fill: bool) -> Op {
    let mode = Some(if fill { PaintMode::Fill } else { PaintMode::Stroke });
    let (x, y, width, height) = (pt(x), pt(PAGE_HEIGHT - y - h), pt(w), pt(h));
    Op::DrawRectangle { rectangle: Rect { x, y, width, height, mode, winding_order: None } }
}

/// A disc, a ring, or both.
pub(super) fn circle(x: f32, y: f32, radius: f32, fill: bool, stroke: bool) -> Op {
    rounded(x - radius, y - radius, 2.0 * radius, 2.0 * radius, radius, mode(fill, stroke))
}

fn mode(fill: bool, stroke: bool) -> PaintMode {
    match (fill, stroke) {
        (true, true) => PaintMode::FillStroke,
        (true, false) => PaintMode::Fill,
        _ => PaintMode::Stroke,
    }
}

fn point((x, y): (f32, f32), bezier: bool) -> LinePoint {
    LinePoint { p: Point { x: pt(x), y: pt(PAGE_HEIGHT - y) }, bezier }
}

fn polygon(points: Vec<LinePoint>, mode: PaintMode) -> Op {
    let rings = vec![PolygonRing { points }];
    Op::DrawPolygon { polygon: Polygon { rings, mode, ..Polygon::default() } }
}

fn rounded(x: f32, y: f32, w: f32, h: f32, radius: f32, mode: PaintMode) -> Op {
    let r = radius.min(w / 2.0).min(h / 2.0);
    let c = r * (1.0 - QUARTER);
    let (x1, y1) = (x + w, y + h);
    // Clockwise from the upper left: an edge, then a corner of two handles and an end.
    let corners = [
        [(x1 - r, y), (x1 - c, y), (x1, y + c), (x1, y + r)],
        [(x1, y1 - r), (x1, y1 - c), (x1 - c, y1), (x1 - r, y1)],
        [(x + r, y1), (x + c, y1), (x, y1 - c), (x, y1 - r)],
        [(x, y + r), (x, y + c), (x + c, y), (x + r, y)],
    ];
    let mut points = vec![point((x + r, y), false)];
    for [edge, first, second, end] in corners {
        points.extend([point(edge, false), point(first, true), point(second, true), point(end, false)]);
    }
    polygon(points, mode)
}

/// A part of a drawing whose upper left corner is at x, y. Labels are set as text elsewhere.
pub(super) fn shape(shape: &Shape, left: f32, top: f32) -> Vec<Op> {
    let at = |x: f32, y: f32| (left + x * MM, top + y * MM);
    match shape {
        Shape::Line { x1, y1, x2, y2, stroke } => painted(None, Some(*stroke), polyline(&[at(*x1, *y1), at(*x2, *y2)])),
        Shape::Rect { x, y, w, h, radius, fill, stroke } => {
            let ((x, y), mode) = (at(*x, *y), mode(fill.is_some(), stroke.is_some()));
            painted(*fill, *stroke, rounded(x, y, w * MM, h * MM, radius * MM, mode))
        }
        Shape::Circle { x, y, radius, fill, stroke } => {
            let (x, y) = at(*x, *y);
            painted(*fill, *stroke, circle(x, y, radius * MM, fill.is_some(), stroke.is_some()))
        }
        Shape::ArrowRight { x, y, size, ink } => {
            let tip = at(*x, *y);
            let (upper, lower) = (at(x - size, y - size / 2.0), at(x - size, y + size / 2.0));
            painted(Some(*ink), None, filled(&[tip, upper, lower]))
        }
        Shape::Label { .. } => Vec::new(),
    }
}

fn painted(area: Option<Ink>, stroke: Option<Stroke>, op: Op) -> Vec<Op> {
    let mut ops: Vec<Op> = area.map(fill).into_iter().collect();
    if area.is_none() && stroke.is_none() {
        return ops;
    }
    let dashed = stroke.is_some_and(|stroke| stroke.dashed);
    if let Some(stroke) = stroke {
        ops.extend([outline(stroke.ink), Op::SetOutlineThickness { pt: Pt(stroke.width * MM) }]);
    }
    if dashed {
        ops.push(dash(true));
    }
    ops.push(op);
    if dashed {
        ops.push(dash(false));
    }
    ops
}
