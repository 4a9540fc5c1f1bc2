//! The one thing that layout puts on pages: a strip of cells side by side, each a column of lines. A paragraph is a
//! strip of one cell, a table row one of several; a strip that does not fit is cut between lines.

use super::style::MM;
use super::tree::ElementId;
use super::wrap::Line;
use crate::document::{Ink, Shape};
use std::rc::Rc;

/// The elements of a text's runs, by look; `None` everywhere for an artifact.
pub(crate) type Leaves = Rc<[Option<ElementId>]>;

/// A line and where it stands in its cell.
#[derive(Clone, Debug)]
pub(crate) struct LineBox {
    pub(crate) line: Line,
    /// From the left edge of the page.
    pub(crate) x: f32,
    pub(crate) height: f32,
    /// Base line, from the top of the line.
    pub(crate) base: f32,
    pub(crate) leaves: Leaves,
}

/// A horizontal line over or under a strip.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    pub(crate) x0: f32,
    pub(crate) x1: f32,
    pub(crate) width: f32,
    pub(crate) ink: Ink,
}

/// Whether a strip may be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    Never,
    /// Where two lines at least stand on both sides: paragraphs.
    Freely,
    /// Only a strip too tall to be moved: table rows.
    IfTall,
}

/// What is repeated when a strip begins a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    Nothing,
    /// The header of the table.
    Header,
    /// The header of the table and the heading of the group.
    HeaderAndGroup,
}

/// A drawing in a strip; labels are from its upper left corner, in points.
#[derive(Clone, Debug)]
pub(crate) struct Drawing {
    pub(crate) shapes: Vec<Shape>,
    pub(crate) labels: Vec<(f32, f32, Line)>,
    pub(crate) height: f32,
    pub(crate) element: ElementId,
}

/// Cells side by side.
#[derive(Clone, Debug)]
pub(crate) struct Strip {
    /// Left out at the top of a page.
    pub(crate) space_before: f32,
    pub(crate) pad_top: f32,
    pub(crate) pad_bottom: f32,
    pub(crate) cells: Vec<Vec<LineBox>>,
    pub(crate) drawing: Option<Drawing>,
    pub(crate) fill: Option<Ink>,
    pub(crate) rules_above: Vec<Rule>,
    pub(crate) rule_below: Option<Rule>,
    pub(crate) cut: Cut,
    pub(crate) keep_next: bool,
    /// Where there is no room for it and those kept with it, it may go to the top of the next page, and what follows
    /// fills this one.
    pub(crate) floats: bool,
    pub(crate) repeat: Repeat,
    pub(crate) anchor: Option<String>,
    /// Level and words.
    pub(crate) bookmark: Option<(u8, String)>,
}

/// Lines that stay together on either side of a cut.
const TOGETHER: usize = 2;
/// A row of this height or more is cut rather than moved, since to move it would leave as much of a page empty.
const TALL: f32 = 45.0 * MM;

impl Strip {
    pub(crate) fn new(cells: Vec<Vec<LineBox>>) -> Self {
        Self {
            space_before: 0.0,
            pad_top: 0.0,
            pad_bottom: 0.0,
            cells,
            drawing: None,
            fill: None,
            rules_above: Vec::new(),
            rule_below: None,
            cut: Cut::Freely,
            keep_next: false,
            floats: false,
            repeat: Repeat::Nothing,
            anchor: None,
            bookmark: None,
        }
    }

    fn content_height(&self) -> f32 {
        let tallest = self.cells.iter().map(|cell| height(cell)).fold(0.0, f32::max);
        tallest.max(self.drawing.as_ref().map_or(0.0, |drawing| drawing.height))
    }

    /// Height without the space before.
    pub(crate) fn height(&self) -> f32 {
        self.pad_top + self.content_height() + self.pad_bottom
    }

    /// The least that should stand on the page where the strip begins.
    pub(crate) fn least_height(&self) -> f32 {
        let lines = self.cells.iter().map(Vec::len).max().unwrap_or(0);
        let whole = self.height();
        let cut_at = match self.cut {
            Cut::Never => return whole,
            Cut::Freely if lines < 2 * TOGETHER => return whole,
            Cut::Freely => TOGETHER,
            Cut::IfTall if whole < TALL => return whole,
            Cut::IfTall => 2 * TOGETHER,
        };
        let first = self.cells.iter().map(|cell| height(&cell[..cell.len().min(cut_at)])).fold(0.0, f32::max);
        self.pad_top + first + self.pad_bottom
    }

    /// Cuts off and returns what fits into `room`; `None` when too little does, and then nothing is changed.
    pub(crate) fn cut(&mut self, room: f32) -> Option<Self> {
        if self.cut == Cut::Never {
            return None;
        }
        let room = room - self.pad_top - self.pad_bottom;
        let counts: Vec<usize> = self.cells.iter().map(|cell| fitting(cell, room)).collect();
        let something_left = counts.iter().zip(&self.cells).any(|(count, cell)| *count < cell.len());
        let enough = counts.iter().zip(&self.cells).all(|(count, cell)| *count >= cell.len().min(TOGETHER));
        if !something_left || !enough {
            return None;
        }
        let cells = self.cells.iter_mut().zip(counts).map(|(cell, count)| {
            let tail = cell.split_off(count);
            std::mem::replace(cell, tail)
        });
        let mut head = Self::new(cells.collect());
        (head.pad_top, head.pad_bottom, head.fill) = (self.pad_top, self.pad_bottom, self.fill);
        head.rules_above = std::mem::take(&mut self.rules_above);
        head.anchor = self.anchor.take();
        head.bookmark = self.bookmark.take();
        self.space_before = 0.0;
        Some(head)
    }
}

fn height(cell: &[LineBox]) -> f32 {
    cell.iter().map(|line| line.height).sum()
}

/// How many lines fit, leaving at least two for the next page when any are left.
fn fitting(cell: &[LineBox], room: f32) -> usize {
    let mut y = 0.0;
    let fit = cell
        .iter()
        .take_while(|line| {
            y += line.height;
            y <= room + 0.01
        })
        .count();
    let left = cell.len() - fit;
    if left > 0 && left < TOGETHER && fit > TOGETHER { fit - (TOGETHER - left) } else { fit }
}
