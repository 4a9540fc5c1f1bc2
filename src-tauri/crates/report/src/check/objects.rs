//! What stands outside of the pages: strings, names, streams.

use super::readback::{FontCache, Part, Place, plain, read_stream};
use super::{Fault, strings};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::BTreeSet;

/// Strings, names and other streams of all objects.
pub(super) fn collect(
    doc: &Document,
    pages: &[ObjectId],
    fonts: &FontCache,
    parts: &mut Vec<Part>,
) -> Result<(), Fault> {
    let contents: BTreeSet<ObjectId> = pages.iter().flat_map(|page| doc.get_page_contents(*page)).collect();
    let mut found = Found::default();
    found.dictionary(&doc.trailer);
    for (id, object) in &doc.objects {
        found.object(b"", object);
        let Object::Stream(stream) = object else {
            continue;
        };
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
    let names: Vec<String> = found.names.into_iter().map(|name| String::from_utf8_lossy(&name).into_owned()).collect();
    parts.push(Part::vocabulary(Place::Names, names.join("\n")));
    Ok(())
}

/// Strings that stand in every report of ours.
const OURS: [&[u8]; 7] =
    [b"Adobe", b"Identity", b"sRGB", b"sRGB IEC61966-2.1", b"Breachbook", b"Signature1", b"Signature of this report"];

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
