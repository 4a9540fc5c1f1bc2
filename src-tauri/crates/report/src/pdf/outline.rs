//! Bookmarks, nested as the headings are (ISO 32000-1, 12.3.3).

use super::strings;
use crate::layout::{Bookmark, PAGE_HEIGHT, Target};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

/// With more bookmarks than this the upper level is closed at first.
const OPEN: usize = 30;

/// Where a target is, as a destination.
pub(super) fn destination(target: Target, pages: &[ObjectId]) -> Object {
    // A little above the line, so that it does not stick to the window's edge.
    let top = (PAGE_HEIGHT - target.y + 8.0).min(PAGE_HEIGHT).round();
    let page = pages.get(target.page).copied().map_or(Object::Null, Object::from);
    Object::Array(vec![page, "XYZ".into(), 0.into(), Object::Real(top), Object::Null])
}

/// Writes the bookmarks; `None` when there are none.
pub(super) fn write(doc: &mut Document, bookmarks: &[Bookmark], pages: &[ObjectId]) -> Option<ObjectId> {
    let first_level = bookmarks.iter().map(|bookmark| bookmark.level).min()?;
    let root = doc.new_object_id();
    let open = bookmarks.len() <= OPEN;
    let mut upper: Vec<(ObjectId, Dictionary)> = Vec::new();
    let mut lower: Vec<(ObjectId, Dictionary)> = Vec::new();
    for bookmark in bookmarks {
        let mut item = dictionary! {
            "Title" => strings::text(&bookmark.text),
            "Dest" => destination(bookmark.target, pages),
        };
        let id = doc.new_object_id();
        match upper.last() {
            Some((parent, _)) if bookmark.level > first_level => {
                item.set("Parent", *parent);
                lower.push((id, item));
            }
            _ => {
                adopt(doc, upper.last_mut(), std::mem::take(&mut lower), open);
                item.set("Parent", root);
                upper.push((id, item));
            }
        }
    }
    adopt(doc, upper.last_mut(), lower, open);
    let visible = if open { bookmarks.len() } else { upper.len() };
    let mut dict = dictionary! { "Type" => "Outlines", "Count" => visible as i64 };
    chain(doc, &mut dict, upper);
    doc.set_object(root, dict);
    Some(root)
}

/// Hangs the lower items under their parent.
fn adopt(
    doc: &mut Document,
    parent: Option<&mut (ObjectId, Dictionary)>,
    items: Vec<(ObjectId, Dictionary)>,
    open: bool,
) {
    let Some((_, parent)) = parent.filter(|_| !items.is_empty()) else {
        return;
    };
    let count = items.len() as i64;
    parent.set("Count", if open { count } else { -count });
    chain(doc, parent, items);
}

/// Links siblings to each other and to their parent, and writes them.
fn chain(doc: &mut Document, parent: &mut Dictionary, items: Vec<(ObjectId, Dictionary)>) {
    let ids: Vec<ObjectId> = items.iter().map(|(id, _)| *id).collect();
    if let (Some(first), Some(last)) = (ids.first(), ids.last()) {
        parent.set("First", *first);
        parent.set("Last", *last);
    }
    for (n, (id, mut item)) in items.into_iter().enumerate() {
        if let Some(previous) = n.checked_sub(1).and_then(|n| ids.get(n)) {
            item.set("Prev", *previous);
        }
        if let Some(next) = ids.get(n + 1) {
            item.set("Next", *next);
        }
        doc.set_object(id, item);
    }
}
