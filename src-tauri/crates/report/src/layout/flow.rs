//! Strips → pages: what stays together, what is cut, what is repeated.

use super::page::{Bookmark, Item, LinkArea, Page, Target};
use super::strip::{LineBox, Repeat, Strip};
use super::style::{BOTTOM, FIRST_TOP, LEFT, MM, RIGHT, TOP, WIDTH};
use super::tree::Tree;
use crate::document::PICTURE_WIDTH;
use std::collections::BTreeMap;

/// The greatest height of a section that is held on one page: more would leave most of a page empty.
const MOST_HELD: f32 = (BOTTOM - TOP) * 0.6;

/// Pages being filled.
pub(crate) struct Flow {
    pub(crate) pages: Vec<Page>,
    pub(crate) anchors: BTreeMap<String, Target>,
    pub(crate) bookmarks: Vec<Bookmark>,
    y: f32,
    /// Nothing but repeated headers stands on the page yet.
    fresh: bool,
    /// Strips that must not be parted from the one that follows.
    pending: Vec<Strip>,
    /// Whether every strip is kept with the one that follows, until that is let go.
    held: bool,
    header: Option<Strip>,
    group: Option<Strip>,
}

impl Flow {
    pub(crate) fn new() -> Self {
        Self {
            pages: vec![Page::default()],
            anchors: BTreeMap::new(),
            bookmarks: Vec::new(),
            y: FIRST_TOP,
            fresh: true,
            pending: Vec::new(),
            held: false,
            header: None,
            group: None,
        }
    }

    /// The header to repeat, as an artifact, for strips that ask for it; then no group.
    pub(crate) fn repeat_header(&mut self, header: Option<Strip>) {
        self.header = header;
        self.group = None;
    }

    /// The group heading to repeat, as an artifact.
    pub(crate) fn repeat_group(&mut self, group: Option<Strip>) {
        self.group = group;
    }

    /// Adds a strip below the last.
    pub(crate) fn push(&mut self, strip: Strip, tree: &mut Tree) {
        let last = !strip.keep_next && !self.held;
        self.pending.push(strip);
        if last {
            self.place_pending(tree);
        }
    }

    /// Keeps all that follows on one page, or lets go of what was kept so.
    pub(crate) fn hold(&mut self, held: bool, tree: &mut Tree) {
        if !held {
            self.place_pending(tree);
        }
        self.held = held;
    }

    /// Places what was kept for a follower that did not come.
    pub(crate) fn finish(&mut self, tree: &mut Tree) {
        self.place_pending(tree);
    }

    fn place_pending(&mut self, tree: &mut Tree) {
        let chain = std::mem::take(&mut self.pending);
        let Some(last) = chain.last() else { return };
        if self.held && chain.iter().map(|s| s.space_before + s.height()).sum::<f32>() > MOST_HELD {
            self.held = false;
            chain.into_iter().for_each(|strip| self.push(strip, tree));
            return self.place_pending(tree);
        }
        let before: f32 = chain[..chain.len() - 1].iter().map(|s| s.space_before + s.height()).sum();
        let need = before + last.space_before + last.least_height();
        if need > self.room() && !self.fresh {
            self.new_page(chain[0].repeat, tree);
        }
        for strip in chain {
            self.place(strip, tree);
        }
    }

    fn place(&mut self, mut strip: Strip, tree: &mut Tree) {
        loop {
            let space = if self.fresh { 0.0 } else { strip.space_before };
            let repeat = strip.repeat;
            if strip.height() <= self.room() - space + 0.01 {
                self.y += space;
                self.draw(strip, tree);
                return;
            }
            match strip.cut(self.room() - space) {
                Some(head) => {
                    self.y += space;
                    self.draw(head, tree);
                }
                // Taller than a page and not to be cut: better over the edge than lost.
                None if self.fresh => {
                    self.draw(strip, tree);
                    return;
                }
                None => {}
            }
            self.new_page(repeat, tree);
        }
    }

    fn room(&self) -> f32 {
        BOTTOM - self.y
    }

    fn new_page(&mut self, repeat: Repeat, tree: &mut Tree) {
        self.pages.push(Page::default());
        self.y = TOP;
        let header = self.header.clone().filter(|_| repeat != Repeat::Nothing);
        let group = self.group.clone().filter(|_| repeat == Repeat::HeaderAndGroup);
        for strip in [header, group].into_iter().flatten() {
            self.draw(strip, tree);
        }
        self.fresh = true;
    }

    fn draw(&mut self, strip: Strip, tree: &mut Tree) {
        let target = Target { page: self.pages.len() - 1, y: self.y };
        if let Some(anchor) = strip.anchor.clone() {
            self.anchors.entry(anchor).or_insert(target);
        }
        if let Some((level, text)) = strip.bookmark.clone() {
            self.bookmarks.push(Bookmark { level, text, target });
        }
        let (top, height) = (self.y, strip.height());
        let Some(page) = self.pages.last_mut() else {
            return;
        };
        if let Some(ink) = strip.fill {
            page.items.push(Item::Fill { x: LEFT, y: top, w: WIDTH, h: height, ink });
        }
        let below = strip.rule_below.map(|rule| (rule, top + height));
        for (rule, y) in strip.rules_above.iter().map(|rule| (*rule, top)).chain(below) {
            page.items.push(Item::Rule { x0: rule.x0, x1: rule.x1, y, width: rule.width, ink: rule.ink });
        }
        let content = top + strip.pad_top;
        for cell in &strip.cells {
            signs(page, cell, content);
        }
        for cell in strip.cells {
            letters(page, cell, content);
        }
        if let Some(drawing) = strip.drawing {
            let bottom = content + drawing.height;
            tree.get_mut(drawing.element).bounds =
                Some([LEFT, content, (LEFT + PICTURE_WIDTH * MM).min(RIGHT), bottom]);
            let labels = drawing
                .labels
                .into_iter()
                .flat_map(|(x, y, line)| line.pieces.into_iter().map(move |p| (LEFT + x + p.x, content + y, p.into())));
            page.items.push(Item::Picture {
                x: LEFT,
                y: content,
                shapes: drawing.shapes,
                labels: labels.collect(),
                element: drawing.element,
            });
        }
        self.y += height;
        self.fresh = false;
    }
}

fn signs(page: &mut Page, cell: &[LineBox], mut top: f32) {
    for line in cell {
        for piece in &line.line.pieces {
            if let Some(mark) = piece.mark {
                let (x, y) = (line.x + piece.x, top + line.base);
                page.items.push(Item::Sign { mark, x, y, size: piece.size, ink: piece.ink });
            }
        }
        top += line.height;
    }
}

fn letters(page: &mut Page, cell: Vec<LineBox>, mut top: f32) {
    for line in cell {
        let y = top + line.base;
        for piece in line.line.pieces.into_iter().filter(|piece| piece.mark.is_none()) {
            let x = line.x + piece.x;
            let element = line.leaves.get(usize::from(piece.look)).copied().flatten();
            if let (Some(link), Some(element)) = (piece.link.clone(), element) {
                let bounds = [x, y - piece.size * 0.8, x + piece.width, y + piece.size * 0.25];
                let words = piece.text.trim().to_owned();
                page.links.push(LinkArea { bounds, link, words, element });
            }
            page.items.push(Item::Text { x, y, piece: piece.into(), element });
        }
        top += line.height;
    }
}
