//! The structure tree of a finished file.

use super::readback::{Marks, Part, Place};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;

/// The structure tree in reading order: gathers marks into the text of each element.
pub(super) struct Walk<'a> {
    pub(super) doc: &'a Document,
    /// Text by page and MCID; what an element claims is taken out.
    pub(super) marks: Marks,
    /// Numbers of the pages, from 1.
    pub(super) pages: BTreeMap<ObjectId, usize>,
    pub(super) parts: Vec<Part>,
}

/// Deeper than any tree of ours; ends a loop in a broken one.
const DEPTH: usize = 64;

impl Walk<'_> {
    pub(super) fn tree(&mut self) {
        let doc = self.doc;
        let root = doc.catalog().and_then(|catalog| catalog.get_deref(b"StructTreeRoot", doc));
        if let Ok(root) = root.and_then(Object::as_dict) {
            let mut text = Text::default();
            self.kids(root, None, DEPTH, &mut text);
            self.push(text);
        }
    }

    fn kids(&mut self, element: &Dictionary, page: Option<ObjectId>, depth: usize, text: &mut Text) {
        let page = element.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        match element.get(b"K") {
            Ok(Object::Array(kids)) => kids.iter().for_each(|kid| self.kid(kid, page, depth, text)),
            Ok(kid) => self.kid(kid, page, depth, text),
            Err(_) => {}
        }
    }

    fn kid(&mut self, kid: &Object, page: Option<ObjectId>, depth: usize, text: &mut Text) {
        let doc = self.doc;
        let Ok((_, kid)) = doc.dereference(kid) else {
            return;
        };
        match kid {
            Object::Integer(mcid) => self.mark(page, *mcid, text),
            Object::Dictionary(dict) if dict.has_type(b"MCR") => {
                let page = dict.get(b"Pg").and_then(Object::as_reference).ok().or(page);
                if let Ok(mcid) = dict.get(b"MCID").and_then(Object::as_i64) {
                    self.mark(page, mcid, text);
                }
            }
            Object::Dictionary(dict) if dict.has_type(b"OBJR") => {}
            Object::Dictionary(dict) if is_inline(dict) => self.kids(dict, page, depth, text),
            Object::Dictionary(dict) => {
                let mut own = Text::default();
                self.kids(dict, page, depth, &mut own);
                self.push(own);
            }
            _ => {}
        }
    }

    fn mark(&mut self, page: Option<ObjectId>, mcid: i64, text: &mut Text) {
        let Some(page) = page else { return };
        if let Some(words) = self.marks.remove(&(page, mcid)) {
            text.page = text.page.or(self.pages.get(&page).copied());
            text.words.push_str(&words);
        }
    }

    fn push(&mut self, text: Text) {
        if let Some(page) = text.page.filter(|_| !text.words.is_empty()) {
            self.parts.push(Part::new(Place::Element { page }, text.words));
        }
    }
}

#[derive(Default)]
struct Text {
    page: Option<usize>,
    words: String,
}

/// Elements whose text runs on in that of their parent.
fn is_inline(element: &Dictionary) -> bool {
    let role = element.get(b"S").and_then(Object::as_name).unwrap_or_default();
    matches!(role, b"Span" | b"Link" | b"Quote" | b"Reference" | b"Code" | b"Annot" | b"NonStruct")
}
