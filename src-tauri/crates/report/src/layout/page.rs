//! What layout hands over: pages of placed items, the tree they belong to, targets and bookmarks.

use super::fonts::Face;
use super::tree::{ElementId, Tree};
use super::wrap::Piece;
use crate::document::{Ink, Link, Mark, Shape};
use std::collections::BTreeMap;

/// Something placed on a page; lengths in points from its upper left corner.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Item {
    /// A horizontal line: an artifact.
    Rule { x0: f32, x1: f32, y: f32, width: f32, ink: Ink },
    /// A filled rectangle: an artifact.
    Fill { x: f32, y: f32, w: f32, h: f32, ink: Ink },
    /// A sign on a base line: an artifact, the words repeat it.
    Sign { mark: Mark, x: f32, y: f32, size: f32, ink: Ink },
    /// Letters on a base line. Without an element they are an artifact: a repeated table header.
    Text { x: f32, y: f32, piece: PlacedText, element: Option<ElementId> },
    /// A drawing: shapes in millimetres from x, y, and letters placed on the page.
    Picture { x: f32, y: f32, shapes: Vec<Shape>, labels: Vec<(f32, f32, PlacedText)>, element: ElementId },
}

/// Letters of one face, size and colour.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PlacedText {
    pub(crate) text: String,
    pub(crate) face: Face,
    pub(crate) size: f32,
    pub(crate) ink: Ink,
    pub(crate) stands_for: Option<char>,
}

impl From<Piece> for PlacedText {
    fn from(piece: Piece) -> Self {
        let Piece { text, face, size, ink, stands_for, .. } = piece;
        Self { text, face, size, ink, stands_for }
    }
}

/// An area that leads somewhere: left, top, right, bottom.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LinkArea {
    pub(crate) bounds: [f32; 4],
    pub(crate) link: Link,
    /// The words that lead there.
    pub(crate) words: String,
    pub(crate) element: ElementId,
}

/// Letters around the text: marking, running head, foot.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Running {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) text: PlacedText,
    /// Additional space after each letter, in points.
    pub(crate) tracking: f32,
}

/// One page.
#[derive(Clone, Debug, PartialEq, Default)]
pub(crate) struct Page {
    pub(crate) items: Vec<Item>,
    pub(crate) links: Vec<LinkArea>,
    pub(crate) head: Vec<Running>,
    pub(crate) foot: Vec<Running>,
}

/// Where a link or bookmark goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Target {
    /// From 0.
    pub(crate) page: usize,
    /// From the top of the page, in points.
    pub(crate) y: f32,
}

/// A bookmark; level 2 stands at the top.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bookmark {
    pub(crate) level: u8,
    pub(crate) text: String,
    pub(crate) target: Target,
}

/// A document on pages.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Laid {
    pub(crate) pages: Vec<Page>,
    pub(crate) tree: Tree,
    pub(crate) anchors: BTreeMap<String, Target>,
    pub(crate) bookmarks: Vec<Bookmark>,
}
