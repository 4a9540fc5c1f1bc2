//! Pages → printpdf's operations. Everything goes through [`Painter::marked`] or [`Painter::artifact`], so nothing
//! is unmarked and no mark stands in another.

use super::ink::{dash, fill, outline};
use super::shapes;
use crate::document::{Ink, Mark};
use crate::layout::{ElementId, Face, Item, PAGE_HEIGHT, Page, PlacedText, Running, signs};
use printpdf::{DictItem, FontId, Op, PdfFontHandle, Pt, TextItem, TextMatrix};
use std::collections::BTreeMap;

/// A painted page: its operations, and the element of each mark, by MCID.
pub(super) struct Painted {
    pub(super) ops: Vec<Op>,
    pub(super) marks: Vec<ElementId>,
}

/// Paints one page.
pub(super) fn paint(page: Page) -> Painted {
    let mut painter = Painter { ops: Vec::new(), marks: Vec::new(), font: None, ink: None };
    painter.running("Header", page.head);
    let mut items = page.items.into_iter().peekable();
    while let Some(item) = items.next() {
        let element = element(&item);
        let mut group = vec![item];
        while let Some(next) = items.next_if(|next| self::element(next) == element) {
            group.push(next);
        }
        match element {
            Some(element) => painter.marked(element, group),
            None => painter.artifact(group),
        }
    }
    painter.running("Footer", page.foot);
    Painted { ops: painter.ops, marks: painter.marks }
}

fn element(item: &Item) -> Option<ElementId> {
    match item {
        Item::Text { element, .. } => *element,
        Item::Picture { element, .. } => Some(*element),
        Item::Rule { .. } | Item::Fill { .. } | Item::Sign { .. } => None,
    }
}

/// To a hundredth of a point, which is finer than print and shorter in the file.
pub(super) fn pt(points: f32) -> Pt {
    Pt((points * 100.0).round() / 100.0)
}

struct Painter {
    ops: Vec<Op>,
    marks: Vec<ElementId>,
    /// What the last operations set, to leave out repetitions.
    font: Option<(Face, f32)>,
    ink: Option<Ink>,
}

impl Painter {
    fn marked(&mut self, element: ElementId, items: Vec<Item>) {
        let mcid = DictItem::Int(i64::try_from(self.marks.len()).unwrap_or(i64::MAX));
        self.marks.push(element);
        self.ops.push(Op::BeginMarkedContentWithProperties {
            // The element says what it is; the tag here is a hint only.
            tag: "P".into(),
            properties: DictItem::Dict { map: BTreeMap::from([("MCID".to_owned(), mcid)]) },
        });
        self.items(items);
        self.ops.push(Op::EndMarkedContentWithProperties);
    }

    fn artifact(&mut self, items: Vec<Item>) {
        self.ops.push(Op::BeginMarkedContent { tag: "Artifact".into() });
        self.items(items);
        self.ops.push(Op::EndMarkedContent);
    }

    fn items(&mut self, items: Vec<Item>) {
        let mut items = items.into_iter().peekable();
        while let Some(item) = items.next() {
            match item {
                Item::Text { x, y, piece, .. } => {
                    self.ops.push(Op::StartTextSection);
                    self.text(x, y, piece);
                    let more = |next: &Item| matches!(next, Item::Text { .. });
                    while let Some(Item::Text { x, y, piece, .. }) = items.next_if(more) {
                        self.text(x, y, piece);
                    }
                    self.ops.push(Op::EndTextSection);
                }
                Item::Rule { x0, x1, y, width, ink } => {
                    self.ops.push(outline(ink));
                    self.ops.push(Op::SetOutlineThickness { pt: Pt(width) });
                    self.ops.push(shapes::polyline(&[(x0, y), (x1, y)]));
                }
                Item::Fill { x, y, w, h, ink } => {
                    self.ink(ink);
                    self.ops.push(shapes::rectangle(x, y, w, h, true));
                }
                Item::Sign { mark, x, y, size, ink } => self.sign(mark, x, y, size, ink),
                Item::Picture { x, y, shapes, labels, .. } => {
                    for shape in &shapes {
                        self.ops.extend(shapes::shape(shape, x, y));
                        // Shapes set colours of their own.
                        self.ink = None;
                    }
                    self.ops.push(Op::StartTextSection);
                    for (x, y, text) in labels {
                        self.text(x, y, text);
                    }
                    self.ops.push(Op::EndTextSection);
                }
            }
        }
    }

    fn ink(&mut self, ink: Ink) {
        if self.ink != Some(ink) {
            self.ink = Some(ink);
            self.ops.push(fill(ink));
        }
    }

    fn text(&mut self, x: f32, y: f32, text: PlacedText) {
        self.ink(text.ink);
        if self.font != Some((text.face, text.size)) {
            self.font = Some((text.face, text.size));
            let font = PdfFontHandle::External(FontId(text.face.resource().into()));
            self.ops.push(Op::SetFont { font, size: pt(text.size) });
        }
        let matrix = TextMatrix::Translate(pt(x), pt(PAGE_HEIGHT - y));
        self.ops.push(Op::SetTextMatrix { matrix });
        let show = Op::ShowText { items: vec![TextItem::Text(text.text)] };
        match text.stands_for {
            None => self.ops.push(show),
            // A span without MCID is the one thing that may stand inside a mark.
            Some(ch) => {
                let mut bytes = vec![0xFE, 0xFF];
                bytes.extend(ch.encode_utf16(&mut [0; 2]).iter().flat_map(|unit| unit.to_be_bytes()));
                let map = BTreeMap::from([("ActualText".to_owned(), DictItem::Bytes(bytes))]);
                let properties = DictItem::Dict { map };
                self.ops.push(Op::BeginMarkedContentWithProperties { tag: "Span".into(), properties });
                self.ops.push(show);
                self.ops.push(Op::EndMarkedContentWithProperties);
            }
        }
    }

    /// Signs are outlines, so no reader takes them for letters.
    fn sign(&mut self, mark: Mark, x: f32, y: f32, size: f32, ink: Ink) {
        match mark {
            Mark::Triangle => {
                self.ink(ink);
                self.ops.push(shapes::filled(&signs::triangle(x, y, size)));
            }
            Mark::Tick => {
                self.ops.push(outline(ink));
                self.ops.push(Op::SetOutlineThickness { pt: Pt(size * signs::TICK_WIDTH) });
                self.ops.push(shapes::polyline(&signs::tick(x, y, size)));
            }
            Mark::Doubt => {
                self.ops.push(outline(ink));
                self.ops.push(Op::SetOutlineThickness { pt: Pt(size * signs::DOUBT_WIDTH) });
                self.ops.push(dash(true));
                let (x, y, radius) = signs::doubt(x, y, size);
                self.ops.push(shapes::circle(x, y, radius, false, true));
                self.ops.push(dash(false));
            }
        }
    }

    /// Running head or foot, an artifact of its own kind.
    fn running(&mut self, subtype: &str, texts: Vec<Running>) {
        if texts.is_empty() {
            return;
        }
        let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
        let map = BTreeMap::from([("Type".to_owned(), name("Pagination")), ("Subtype".to_owned(), name(subtype))]);
        let properties = DictItem::Dict { map };
        self.ops.push(Op::BeginMarkedContentWithProperties { tag: "Artifact".into(), properties });
        self.ops.push(Op::StartTextSection);
        for Running { x, y, text, tracking } in texts {
            if tracking != 0.0 {
                self.ops.push(Op::SetCharacterSpacing { multiplier: tracking });
            }
            self.text(x, y, text);
            if tracking != 0.0 {
                self.ops.push(Op::SetCharacterSpacing { multiplier: 0.0 });
            }
        }
        self.ops.push(Op::EndTextSection);
        self.ops.push(Op::EndMarkedContentWithProperties);
    }
}
