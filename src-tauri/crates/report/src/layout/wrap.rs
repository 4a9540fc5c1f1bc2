//! Units → lines of pieces. Greedy; words too long for the measure break anywhere.

use super::fonts::Face;
use super::prepare::{Prepared, Then, Unit};
use crate::document::{Ink, Link, Mark};

/// Letters of one look on one line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) face: Face,
    pub(crate) size: f32,
    pub(crate) ink: Ink,
    /// Left edge, from the left edge of the line, in points.
    pub(crate) x: f32,
    pub(crate) width: f32,
    /// Index of the run that it comes from.
    pub(crate) look: u16,
    pub(crate) link: Option<Link>,
    /// The character that the letters stand for.
    pub(crate) stands_for: Option<char>,
    /// A sign to draw in place of letters.
    pub(crate) mark: Option<Mark>,
}

/// One line; `width` leaves out a space at its end.
#[derive(Clone, Debug, PartialEq, Default)]
pub(crate) struct Line {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) width: f32,
}

/// Wraps to lines no wider than `measure` points. An empty text has no lines.
pub(crate) fn wrap(text: &Prepared, measure: f32) -> Vec<Line> {
    let units = &text.units;
    let mut lines = Vec::new();
    let mut start = 0;
    while start < units.len() {
        let (end, next, spaced) = line_end(units, start, measure);
        lines.push(line(text, start, end, spaced));
        start = next;
    }
    lines
}

/// The narrowest measure that takes no more lines than `measure` does: a title of two even lines.
pub(crate) fn balanced(text: &Prepared, measure: f32) -> Vec<Line> {
    let lines = wrap(text, measure);
    if lines.len() < 2 {
        return lines;
    }
    let (mut low, mut high) = (measure / 2.0, measure);
    for _ in 0..8 {
        let middle = (low + high) / 2.0;
        if wrap(text, middle).len() > lines.len() { low = middle } else { high = middle }
    }
    wrap(text, high)
}

/// End of the line that begins at `start` (its units end before it), where the next begins, and whether a space
/// follows its last letter.
fn line_end(units: &[Unit], start: usize, measure: f32) -> (usize, usize, bool) {
    // Rounding must not break a line that was measured to fit.
    let measure = measure + 0.01;
    let mut x = 0.0;
    let mut last_break = None;
    for (n, unit) in units.iter().enumerate().skip(start) {
        match unit.then {
            Then::Newline => return (n, n + 1, true),
            // A space may hang over the edge.
            Then::Space => last_break = Some((n, after_spaces(units, n), true)),
            _ if x + unit.advance > measure && n > start => {
                return last_break.unwrap_or_else(|| {
                    let n = code_start(units, start, n);
                    (n, n, false)
                });
            }
            Then::Break => last_break = Some((n + 1, n + 1, false)),
            Then::Glue => {}
        }
        x += unit.advance;
    }
    (units.len(), units.len(), false)
}

fn after_spaces(units: &[Unit], from: usize) -> usize {
    from + units[from..].iter().take_while(|unit| unit.then == Then::Space).count()
}

/// A code such as `[U+65E5]` stays whole, unless the line holds nothing else.
fn code_start(units: &[Unit], start: usize, n: usize) -> usize {
    if units[n].stands_for.is_none() || units[n].code_start {
        return n;
    }
    let begin = (start..n).rev().find(|n| units[*n].code_start).unwrap_or(start);
    if begin > start { begin } else { n }
}

fn line(text: &Prepared, start: usize, end: usize, spaced: bool) -> Line {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut x = 0.0;
    let units = &text.units[start..end];
    // Spaces before the end of a line are not part of its width, one is kept for readers of the text.
    let seen = units.len() - units.iter().rev().take_while(|unit| unit.then == Then::Space).count();
    for unit in &units[..seen] {
        let same = pieces.last().is_some_and(|piece| {
            piece.look == unit.look
                && piece.face == unit.face
                && piece.stands_for == unit.stands_for
                && !unit.code_start
                && unit.mark.is_none()
                && piece.mark.is_none()
        });
        if !same {
            let look = &text.looks[usize::from(unit.look)];
            pieces.push(Piece {
                text: String::new(),
                face: unit.face,
                size: look.size,
                ink: look.ink,
                x,
                width: 0.0,
                look: unit.look,
                link: look.link.clone(),
                stands_for: unit.stands_for,
                mark: unit.mark,
            });
        }
        if let Some(piece) = pieces.last_mut() {
            if unit.mark.is_none() {
                piece.text.push(unit.ch);
            }
            piece.width += unit.advance;
        }
        x += unit.advance;
    }
    let mut line = Line { pieces, width: x };
    if spaced {
        line.end_with_space();
    }
    line
}

impl Line {
    /// Readers of the text glue words together where a line does not end with a space. Its width stays as it is.
    pub(crate) fn end_with_space(&mut self) {
        let Some(last) = self.pieces.last_mut() else {
            return;
        };
        if last.stands_for.is_none() && last.mark.is_none() {
            if !last.text.ends_with(' ') {
                last.text.push(' ');
            }
            return;
        }
        let (x, mut space) = (last.x + last.width, last.clone());
        (space.stands_for, space.mark, space.x, space.width) = (None, None, x, 0.0);
        space.text = " ".into();
        self.pieces.push(space);
    }
}
