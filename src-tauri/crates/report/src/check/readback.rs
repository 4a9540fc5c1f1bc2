//! Finished bytes → every text in them: pages in the order of the structure tree, and all strings.

use super::content::{self, Font, Fonts, Said};
use super::{Fault, strings};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::{BTreeMap, BTreeSet};

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
    fn new(place: Place, text: String) -> Self {
        Self { place, text, vocabulary: false }
    }

    fn vocabulary(place: Place, text: String) -> Self {
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
        let other = scope.spawn(|| second.iter().map(|page| read_page(&doc, *page, &fonts)).collect::<Result<Vec<_>, _>>());
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
    collect(&doc, &pages, &fonts, &mut parts)?;
    Ok(Readback { parts, pages: pages.len() })
}

type Marks = BTreeMap<(ObjectId, i64), String>;

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
struct FontCache {
    by_dict: BTreeMap<ObjectId, Fonts>,
}

impl FontCache {
    /// Every object that is a dictionary of fonts.
    fn read(doc: &Document) -> Self {
        let is_font = |value: &Object| {
            value
                .as_reference()
                .and_then(|id| doc.get_dictionary(id))
                .is_ok_and(|dict| dict.has_type(b"Font"))
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

fn read_stream(doc: &Document, content: &[u8], resources: Option<&Dictionary>, cache: &FontCache) -> Said {
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

fn plain(stream: &Stream) -> Result<Vec<u8>, Fault> {
    match stream.dict.has(b"Filter") {
        true => stream.decompressed_content().map_err(Fault::structure),
        false => Ok(stream.content.clone()),
    }
}

/// The structure tree in reading order.
struct Walk<'a> {
    doc: &'a Document,
    marks: Marks,
    pages: BTreeMap<ObjectId, usize>,
    parts: Vec<Part>,
}

/// Deeper than any tree of ours; ends a loop in a broken one.
const DEPTH: usize = 64;

impl Walk<'_> {
    fn tree(&mut self) {
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
        let Some(depth) = depth.checked_sub(1) else { return };
        match element.get(b"K") {
            Ok(Object::Array(kids)) => kids.iter().for_each(|kid| self.kid(kid, page, depth, text)),
            Ok(kid) => self.kid(kid, page, depth, text),
            Err(_) => {}
        }
    }

    fn kid(&mut self, kid: &Object, page: Option<ObjectId>, depth: usize, text: &mut Text) {
        let doc = self.doc;
        let Ok((_, kid)) = doc.dereference(kid) else { return };
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

/// Strings, names and other streams of all objects.
fn collect(doc: &Document, pages: &[ObjectId], fonts: &FontCache, parts: &mut Vec<Part>) -> Result<(), Fault> {
    let contents: BTreeSet<ObjectId> = pages.iter().flat_map(|page| doc.get_page_contents(*page)).collect();
    let mut found = Found::default();
    found.dictionary(&doc.trailer);
    for (id, object) in &doc.objects {
        found.object(b"", object);
        let Object::Stream(stream) = object else { continue };
        if contents.contains(id) || is_binary(stream) {
            continue;
        }
        if stream.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Form") {
            let resources = stream.dict.get_deref(b"Resources", doc).and_then(Object::as_dict).ok();
            let said = read_stream(doc, &plain(stream)?, resources, fonts);
            let place = Place::Stream { object: id.0 };
            let texts = said.stretches.into_iter().map(|stretch| stretch.text);
            parts.extend(texts.map(|text| Part::new(place.clone(), text)));
            continue;
        }
        let xmp = stream.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"XML");
        for text in strings::readings(&plain(stream)?) {
            if xmp {
                parts.push(Part::new(Place::Xmp, strings::xml_text(&text)));
                parts.push(Part::vocabulary(Place::Xmp, strings::unescape(&text)));
            } else {
                parts.push(Part::new(Place::Stream { object: id.0 }, text));
            }
        }
    }
    for (key, string) in found.strings.into_iter().filter(|(_, string)| !OURS.contains(string)) {
        let place = Place::String { key: String::from_utf8_lossy(&key).into_owned() };
        parts.extend(strings::readings(string).into_iter().map(|text| Part::new(place.clone(), text)));
    }
    let names: Vec<String> =
        found.names.into_iter().map(|name| String::from_utf8_lossy(&name).into_owned()).collect();
    parts.push(Part::vocabulary(Place::Names, names.join("\n")));
    Ok(())
}

/// Strings that stand in every report of ours.
const OURS: [&[u8]; 7] = [
    b"Adobe",
    b"Identity",
    b"sRGB",
    b"sRGB IEC61966-2.1",
    b"Breachbook",
    b"Signature1",
    b"Signature of this report",
];

/// Fonts, profiles, maps of glyphs and the file's own tables hold no text of the record.
fn is_binary(stream: &Stream) -> bool {
    let dict = &stream.dict;
    dict.has(b"Length1")
        || dict.has(b"N") && !dict.has(b"Subtype")
        || [b"XRef".as_slice(), b"ObjStm", b"CMap"].iter().any(|kind| dict.has_type(kind))
}

/// Each string once for each key, each name once.
#[derive(Default)]
struct Found<'a> {
    strings: BTreeSet<(Vec<u8>, &'a [u8])>,
    names: BTreeSet<Vec<u8>>,
}

impl<'a> Found<'a> {
    fn object(&mut self, key: &[u8], object: &'a Object) {
        match object {
            Object::String(bytes, _) => drop(self.strings.insert((key.to_vec(), bytes))),
            Object::Name(name) => self.name(name),
            Object::Array(items) => items.iter().for_each(|item| self.object(key, item)),
            Object::Dictionary(dict) => self.dictionary(dict),
            Object::Stream(stream) => self.dictionary(&stream.dict),
            _ => {}
        }
    }

    fn dictionary(&mut self, dict: &'a Dictionary) {
        // The value of a signature and the file's hash are random bytes, in which short words occur by chance.
        let random: &[u8] = if dict.has_type(b"Sig") { b"Contents" } else { b"ID" };
        for (key, value) in dict.iter() {
            self.name(key);
            if key != random {
                self.object(key, value);
            }
        }
    }

    fn name(&mut self, name: &[u8]) {
        if !self.names.contains(name) {
            self.names.insert(name.to_vec());
        }
    }
}
