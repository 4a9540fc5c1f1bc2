//! Finished bytes → every text in them: pages in the order of the structure tree, and all strings.

use super::content::{self, Font, Fonts, Said};
use super::walk::Walk;
use super::{Fault, objects, strings};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::BTreeMap;

/// Where a text stands in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Place {
    /// The text of one structure element, over all its lines and pages; the first page that it stands on, from 1.
    Element {
        /// From 1.
        page: usize,
    },
    /// Letters of a page that belong to no element: running head, foot, marking, repeated header.
    Artifact {
        /// From 1.
        page: usize,
    },
    /// A string under that key: Alt, ActualText, Contents, Title (bookmarks and Info), URI, …
    String {
        /// Name of the key; empty for a string in no dictionary.
        key: String,
    },
    /// The XMP packet.
    Xmp,
    /// Another stream that is neither page, font, profile nor structure of the file.
    Stream {
        /// Its object number.
        object: u32,
    },
    /// Names: keys, resources, destinations.
    Names,
}

/// A text and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where.
    pub place: Place,
    /// The text as a reader of the file gets it.
    pub text: String,
    /// True for names and XML tags, which are words of the format.
    pub(super) vocabulary: bool,
}

impl Part {
    pub(super) fn new(place: Place, text: String) -> Self {
        Self { place, text, vocabulary: false }
    }

    pub(super) fn vocabulary(place: Place, text: String) -> Self {
        Self { vocabulary: true, ..Self::new(place, text) }
    }
}

/// Every text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readback {
    parts: Vec<Part>,
    pages: usize,
}

impl Readback {
    /// The texts: elements in reading order, then the rest.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// How many pages.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.pages
    }

    /// The texts of the structure elements, a line each: what a reader hears.
    #[must_use]
    pub fn reading_order(&self) -> String {
        let texts = self.parts.iter().filter(|part| matches!(part.place, Place::Element { .. }));
        texts.map(|part| part.text.trim_end()).collect::<Vec<_>>().join("\n")
    }
}

/// Reads all texts of a finished file.
///
/// # Errors
/// [`Fault::Structure`] when it is no PDF that can be read.
pub fn readback(bytes: &[u8]) -> Result<Readback, Fault> {
    let doc = Document::load_mem(bytes).map_err(Fault::structure)?;
    let pages: Vec<ObjectId> = doc.page_iter().collect();
    let fonts = FontCache::read(&doc);
    let half = pages.len().div_ceil(2);
    let (first, second) = pages.split_at(half);
    let mut said = std::thread::scope(|scope| {
        let other =
            scope.spawn(|| second.iter().map(|page| read_page(&doc, *page, &fonts)).collect::<Result<Vec<_>, _>>());
        let mut said = first.iter().map(|page| read_page(&doc, *page, &fonts)).collect::<Result<Vec<_>, _>>()?;
        match other.join() {
            Ok(more) => said.extend(more?),
            Err(panic) => std::panic::resume_unwind(panic),
        }
        Ok(said)
    })?;
    let mut parts = Vec::new();
    let mut walk = Walk { doc: &doc, marks: marks(&pages, &mut said), pages: numbers(&pages), parts: Vec::new() };
    walk.tree();
    let left = std::mem::take(&mut walk.marks);
    parts.append(&mut walk.parts);
    for (n, said) in said.into_iter().enumerate() {
        // Marks that no element claims count like letters outside of marks.
        let unclaimed = left.iter().filter(|((page, _), _)| *page == pages[n]).map(|(_, text)| text.clone());
        let texts = said.stretches.into_iter().map(|stretch| stretch.text).chain(unclaimed);
        let place = Place::Artifact { page: n + 1 };
        parts.extend(texts.filter(|text| !text.is_empty()).map(|text| Part::new(place.clone(), text)));
        for property in said.properties {
            let place = Place::String { key: "ActualText".into() };
            parts.extend(strings::readings(&property).into_iter().map(|text| Part::new(place.clone(), text)));
        }
    }
    objects::collect(&doc, &pages, &fonts, &mut parts)?;
    Ok(Readback { parts, pages: pages.len() })
}

/// Text by page and MCID.
pub(super) type Marks = BTreeMap<(ObjectId, i64), String>;

fn numbers(pages: &[ObjectId]) -> BTreeMap<ObjectId, usize> {
    pages.iter().enumerate().map(|(n, id)| (*id, n + 1)).collect()
}

/// Moves the marked text out of what the pages say.
fn marks(pages: &[ObjectId], said: &mut [Said]) -> Marks {
    let mut marks = Marks::new();
    for (page, said) in pages.iter().zip(said) {
        for stretch in &mut said.stretches {
            if let Some(mcid) = stretch.mcid {
                marks.entry((*page, mcid)).or_default().push_str(&std::mem::take(&mut stretch.text));
            }
        }
    }
    marks
}

/// Fonts are shared by the pages, so each resource dictionary is read once.
pub(super) struct FontCache {
    by_dict: BTreeMap<ObjectId, Fonts>,
}

impl FontCache {
    /// Every object that is a dictionary of fonts.
    fn read(doc: &Document) -> Self {
        let is_font = |value: &Object| {
            value.as_reference().and_then(|id| doc.get_dictionary(id)).is_ok_and(|dict| dict.has_type(b"Font"))
        };
        let by_dict = doc
            .objects
            .iter()
            .filter_map(|(id, object)| Some((*id, object.as_dict().ok()?)))
            .filter(|(_, dict)| !dict.is_empty() && dict.iter().all(|(_, value)| is_font(value)))
            .map(|(id, dict)| (id, fonts(dict, doc)))
            .collect();
        Self { by_dict }
    }
}

fn fonts(dict: &Dictionary, doc: &Document) -> Fonts {
    dict.iter()
        .filter_map(|(name, value)| {
            let dict = doc.dereference(value).ok()?.1.as_dict().ok()?;
            Some((name.clone(), Font::read(dict, doc)))
        })
        .collect()
}

fn read_page(doc: &Document, page: ObjectId, cache: &FontCache) -> Result<Said, Fault> {
    let dict = doc.get_dictionary(page).map_err(Fault::structure)?;
    let mut content = Vec::new();
    for id in doc.get_page_contents(page) {
        let stream = doc.get_object(id).and_then(Object::as_stream).map_err(Fault::structure)?;
        content.extend(plain(stream)?);
        content.push(b'\n');
    }
    let resources = inherited(doc, dict, b"Resources");
    Ok(read_stream(doc, &content, resources, cache))
}

pub(super) fn read_stream(doc: &Document, content: &[u8], resources: Option<&Dictionary>, cache: &FontCache) -> Said {
    let font = resources.and_then(|resources| resources.get(b"Font").ok());
    let cached = font.and_then(|font| font.as_reference().ok()).and_then(|id| cache.by_dict.get(&id));
    match (cached, font) {
        (Some(known), _) => content::read(content, known),
        (None, font) => {
            let dict = font.and_then(|font| doc.dereference(font).ok()).and_then(|(_, dict)| dict.as_dict().ok());
            content::read(content, &dict.map(|dict| fonts(dict, doc)).unwrap_or_default())
        }
    }
}

/// A page's own entry or that of a parent.
fn inherited<'a>(doc: &'a Document, page: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    let mut dict = page;
    for _ in 0..32 {
        if let Ok(found) = dict.get_deref(key, doc).and_then(Object::as_dict) {
            return Some(found);
        }
        dict = dict.get_deref(b"Parent", doc).and_then(Object::as_dict).ok()?;
    }
    None
}

pub(super) fn plain(stream: &Stream) -> Result<Vec<u8>, Fault> {
    match stream.dict.has(b"Filter") {
        true => stream.decompressed_content().map_err(Fault::structure),
        false => Ok(stream.content.clone()),
    }
}
