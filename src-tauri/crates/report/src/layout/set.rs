//! Setting a text: prepared, wrapped, and tied to elements of the tree.

use super::fonts::Fonts;
use super::page::PlacedText;
use super::prepare::{Missing, Prepared, Type, prepare};
use super::strip::{Leaves, LineBox};
use super::tree::{ElementId, Role, Tree};
use super::wrap::{Line, balanced, wrap};
use crate::document::{Align, Link, Text};
use std::collections::BTreeSet;

/// What every block needs to set its texts.
pub(crate) struct Setter {
    pub(crate) fonts: &'static Fonts,
    pub(crate) tree: Tree,
    pub(crate) missing: Missing,
    /// A heading was set: what comes now is no longer the head of the document.
    pub(crate) in_section: bool,
    anchors: BTreeSet<String>,
}

/// A column in which text is set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// From the left edge of the page.
    pub(crate) x: f32,
    pub(crate) width: f32,
    pub(crate) align: Align,
    /// Plain runs in the monospaced face.
    pub(crate) mono: bool,
    /// Lines of even length, for titles.
    pub(crate) balance: bool,
}

impl Place {
    pub(crate) fn new(x: f32, width: f32) -> Self {
        Self { x, width, align: Align::Left, mono: false, balance: false }
    }
}

impl Setter {
    pub(crate) fn new(fonts: &'static Fonts, anchors: BTreeSet<String>) -> Self {
        Self { fonts, tree: Tree::new(), missing: Missing::new(), in_section: false, anchors }
    }

    /// Sets a text as the content of `element`, or as an artifact.
    pub(crate) fn text(&mut self, text: &Text, ty: &Type, place: Place, element: Option<ElementId>) -> Vec<LineBox> {
        let anchors = &self.anchors;
        let live = |link: &Link| match link {
            Link::Anchor(name) => element.is_some() && anchors.contains(name),
            Link::Web(_) => element.is_some(),
        };
        let prepared = prepare(self.fonts, text, ty, place.mono, &live, &mut self.missing);
        let leaves = self.leaves(&prepared, element);
        let lines = if place.balance { balanced(&prepared, place.width) } else { wrap(&prepared, place.width) };
        lines
            .into_iter()
            .map(|mut line| {
                if element.is_none() {
                    line.end_with_space();
                }
                let x = match place.align {
                    Align::Left => place.x,
                    Align::Right => place.x + place.width - line.width,
                };
                let base = ty.leading * 0.5 + ty.size * 0.35;
                LineBox { line, x, height: ty.leading, base, leaves: leaves.clone() }
            })
            .collect()
    }

    /// One line that belongs to no column: a label of a drawing, a running head. It ends with a space, which its
    /// width leaves out, so that readers of the text do not glue it to the next.
    pub(crate) fn one_line(&mut self, text: &str, ty: &Type) -> Line {
        let text = Text::plain(super::prepare::one_line(text));
        let prepared = prepare(self.fonts, &text, ty, false, &|_| false, &mut self.missing);
        let mut line = wrap(&prepared, f32::INFINITY).into_iter().next().unwrap_or_default();
        line.end_with_space();
        line
    }

    /// Pieces of a line as placed text with their x.
    pub(crate) fn placed(line: Line) -> impl Iterator<Item = (f32, PlacedText)> {
        line.pieces.into_iter().map(|piece| (piece.x, piece.into()))
    }

    /// Without links the element itself holds the marked content; with links each run gets an element of its own,
    /// so that no element mixes marks and children.
    fn leaves(&mut self, prepared: &Prepared, element: Option<ElementId>) -> Leaves {
        let Some(element) = element else {
            return vec![None; prepared.looks.len()].into();
        };
        if prepared.looks.iter().all(|look| look.link.is_none()) {
            return vec![Some(element); prepared.looks.len()].into();
        }
        let mut leaves: Vec<Option<ElementId>> = Vec::with_capacity(prepared.looks.len());
        let mut last: Option<&Option<Link>> = None;
        for look in &prepared.looks {
            let leaf = match (last, leaves.last()) {
                (Some(link), Some(leaf)) if *link == look.link => *leaf,
                _ => {
                    let role = if look.link.is_some() { Role::Link } else { Role::Span };
                    Some(self.tree.add(element, role))
                }
            };
            leaves.push(leaf);
            last = Some(&look.link);
        }
        leaves.into()
    }
}
