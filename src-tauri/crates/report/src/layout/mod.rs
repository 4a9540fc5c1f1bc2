//! Document → pages: wrapping, page breaks, repeated headers, and the structure tree that says what belongs to what.
//!
//! Pure: the same document gives the same pages. Nothing here knows PDF but the faces' glyph tables in `fonts`.

mod blocks;
mod flow;
mod fonts;
mod page;
mod picture;
mod prepare;
mod set;
pub(crate) mod signs;
mod strip;
mod style;
mod table;
#[cfg(test)]
mod tests;
mod tree;
mod wrap;

pub(crate) use fonts::{FACES, Face, Fonts};
pub(crate) use page::{Bookmark, Item, Laid, LinkArea, Page, PlacedText, Running, Target};
pub(crate) use prepare::{Missing, one_line};
pub(crate) use style::{MM, PAGE_HEIGHT, PAGE_WIDTH, rgb};
pub(crate) use tree::{Element, ElementId, Role, Tree};

use crate::Error;
use crate::document::{Block, Document};
use flow::Flow;
use set::Setter;
use std::collections::BTreeSet;

/// Lays the document out. `progress` is called for each block and every few rows; when it returns false, layout
/// stops.
///
/// # Errors
/// [`Error::Cancelled`], and [`Error::Write`] when a face cannot be read.
pub(crate) fn lay_out(
    document: &Document,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<(Laid, Missing), Error> {
    let mut setter = Setter::new(Fonts::get()?, anchors(document));
    let mut flow = Flow::new();
    let total = document.blocks().iter().map(weight).sum::<usize>();
    let mut done = 0;
    blocks::title(document.front(), &mut setter, &mut flow);
    for (n, block) in document.blocks().iter().enumerate() {
        if let Block::Heading(heading) = block {
            flow.hold(heading.together, &mut setter.tree);
        }
        let next = document.blocks().get(n + 1);
        blocks::block(block, next, &mut setter, &mut flow, &mut |rows| progress(done + rows, total))?;
        done += weight(block);
        if !progress(done, total) {
            return Err(Error::Cancelled);
        }
    }
    flow.finish(&mut setter.tree);
    let mut pages = flow.pages;
    let count = pages.len();
    for (n, page) in pages.iter_mut().enumerate() {
        blocks::running(document.front(), n, count, page, &mut setter);
    }
    let Setter { tree, missing, .. } = setter;
    Ok((Laid { pages, tree, anchors: flow.anchors, bookmarks: flow.bookmarks }, missing))
}

/// Rows count one by one, every other block as one.
fn weight(block: &Block) -> usize {
    match block {
        Block::Table(table) => table.groups().iter().map(|group| group.rows().len()).sum::<usize>().max(1),
        _ => 1,
    }
}

/// Every name that a link can lead to.
fn anchors(document: &Document) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    for block in document.blocks() {
        match block {
            Block::Heading(heading) => anchors.extend(heading.anchor.clone()),
            Block::Table(table) => {
                let rows = table.groups().iter().flat_map(|group| group.rows());
                anchors.extend(rows.filter_map(|row| row.anchor().map(str::to_owned)));
            }
            _ => {}
        }
    }
    anchors
}
