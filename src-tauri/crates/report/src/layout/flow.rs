//! Strips → pages: what stays together, what is cut, what is repeated.

use super::page::{Bookmark, Item, LinkArea, Page, Target};
use super::strip::{LineBox, Repeat, Strip};
use super::style::{BOTTOM, FIRST_TOP, LEFT, MM, RIGHT, TOP, WIDTH};
use super::tree::Tree;
use crate::document::PICTURE_WIDTH;
use std::collections::BTreeMap;

/// The most of a page that is left empty to hold a section together; where it would be more, the section is parted.
const MOST_LEFT: f32 = 45.0 * MM;

/// Between a picture at the top of a page and the table that goes on below it.
const BELOW_PICTURE: f32 = 6.0;

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
    /// A picture for which there was no room: it goes to the top of the next page, and what follows it fills this one.
    floating: Option<Floating>,
    header: Option<Strip>,
    group: Option<Strip>,
}

/// Strips that wait for a page, and how many of the pending ones stand before them, such as their heading.
struct Floating {
    strips: Vec<Strip>,
    behind: usize,
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
            floating: None,
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

    /// Keeps all that follows on one page, or lets go of what was kept so. What is held before ends here.
    pub(crate) fn hold(&mut self, held: bool, tree: &mut Tree) {
        if self.held && self.pending.last().is_some_and(|strip| !strip.keep_next) {
            self.place_pending(tree);
        }
        self.held = held;
    }

    /// Places a picture that waits for a page, for what it belongs to ends here.
    pub(crate) fn land(&mut self, tree: &mut Tree) {
        if self.floating.is_some() {
            self.place_pending(tree);
        }
        if let Some(floating) = self.floating.take() {
            self.pending = floating.strips.into_iter().map(|strip| Strip { floats: false, ..strip }).collect();
            self.place_pending(tree);
        }
    }

    /// Places what was kept for a follower that did not come.
    pub(crate) fn finish(&mut self, tree: &mut Tree) {
        self.place_pending(tree);
        self.land(tree);
    }

    fn place_pending(&mut self, tree: &mut Tree) {
        let mut chain = std::mem::take(&mut self.pending);
        if self.need(&chain) > self.room() && !self.fresh {
            if self.held && self.room() > MOST_LEFT {
                self.held = false;
                chain.into_iter().for_each(|strip| self.push(strip, tree));
                return self.place_pending(tree);
            }
            if let Some(behind) = chain.iter().position(|strip| strip.floats) {
                // What stands before it waits with it for what follows: only if that fits is it parted from it.
                let strips = chain.split_off(behind);
                self.pending = chain;
                self.floating = Some(Floating { strips, behind });
                return;
            }
            if let Some(floating) = self.floating.take_if(|floating| floating.behind > 0) {
                chain.splice(floating.behind..floating.behind, floating.strips);
            }
            self.new_page(chain.first().map_or(Repeat::Nothing, |strip| strip.repeat), tree);
        }
        if let Some(floating) = &mut self.floating {
            floating.behind = 0;
        }
        for strip in chain {
            self.place(strip, tree);
        }
    }

    /// The least height that strips take which are not parted.
    fn need(&self, chain: &[Strip]) -> f32 {
        let Some((last, before)) = chain.split_last() else { return 0.0 };
        let last_height = if self.held { last.height() } else { last.least_height() };
        before.iter().map(|s| s.space_before + s.height()).sum::<f32>() + last.space_before + last_height
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
        let floating = self.floating.take().map_or(Vec::new(), |floating| floating.strips);
        let room_below = floating.last().map_or(0.0, |_| BELOW_PICTURE);
        for strip in floating {
            self.draw(strip, tree);
        }
        self.y += room_below;
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
