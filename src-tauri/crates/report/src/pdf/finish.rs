//! What printpdf made → a whole PDF/A-2a and PDF/UA-1 file: annotations, tags, bookmarks, metadata, compression.

use super::seal::Prepared;
use super::tags::{self, Annotation};
use super::{icc, outline, strings, xmp};
use crate::Error;
use crate::document::{Front, Link};
use crate::layout::{ElementId, Laid, LinkArea};
use flate2::{Compression, write::ZlibEncoder};
use lopdf::{Document, Object, ObjectId, SaveOptions, Stream, StringFormat, dictionary};
use sha2::{Digest as _, Sha256};
use std::io::Write as _;

/// What [`finish`] needs besides the document from printpdf.
pub(super) struct Parts<'a> {
    pub(super) front: &'a Front,
    pub(super) laid: &'a Laid,
    /// Link areas of each page.
    pub(super) links: Vec<Vec<LinkArea>>,
    pub(super) marks: Vec<Vec<ElementId>>,
    pub(super) seal: Option<Prepared>,
}

/// The finished bytes.
pub(super) fn finish(mut doc: Document, parts: Parts<'_>) -> Result<Vec<u8>, Error> {
    let Parts { front, laid, links, marks, mut seal } = parts;
    doc.version = "1.7".into();
    let pages: Vec<ObjectId> = doc.page_iter().collect();
    if pages.len() != laid.pages.len() {
        return Err(Error::Write { why: format!("{} pages became {}", laid.pages.len(), pages.len()) });
    }
    let mut annotations = annotate(&mut doc, laid, links, &pages);
    let mut key = (pages.len() + annotations.iter().map(Vec::len).sum::<usize>()) as i64;
    let field = seal.as_mut().map(|seal| {
        let field = seal.field(&mut doc, pages[pages.len() - 1], key);
        key += 1;
        (field, pages.len() - 1, key - 1)
    });
    set_pages(&mut doc, &pages, &annotations, field.map(|(field, ..)| field))?;
    let annotations: Vec<Annotation> = annotations.drain(..).flatten().collect();
    let root = tags::write(&mut doc, &laid.tree, &pages, &marks, &annotations, field);
    let outlines = outline::write(&mut doc, &laid.bookmarks, &pages);
    let intent = output_intent(&mut doc);
    let title = crate::layout::one_line(&front.title);
    let properties = [
        (
            "checkpoint",
            "Signed note of the log that the report rests on (c2sp.org/tlog-checkpoint)",
            front.checkpoint.as_deref(),
        ),
        ("logKey", "Verifier key of that log (c2sp.org/signed-note)", front.log_key.as_deref()),
        ("earlier", "Proofs that the log continues the checkpoints of earlier reports", front.earlier.as_deref()),
    ];
    let packet = xmp::packet(&title, &front.language, front.made_at, &properties)?;
    let metadata = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet.into_bytes());
    // Not compressed, so that any tool finds the checkpoint.
    let metadata = doc.add_object(metadata.with_compression(false));

    let mut catalog = dictionary! {
        "Type" => "Catalog",
        "Pages" => doc.catalog().and_then(|catalog| catalog.get(b"Pages")).cloned().map_err(write_error)?,
        "Lang" => strings::text(&front.language),
        "MarkInfo" => dictionary! { "Marked" => true },
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        "PageLayout" => "OneColumn",
        "StructTreeRoot" => root,
        "Metadata" => metadata,
        "OutputIntents" => Object::Array(vec![intent]),
    };
    if let Some(outlines) = outlines {
        catalog.set("Outlines", outlines);
        catalog.set("PageMode", "UseOutlines");
    }
    if let (Some(seal), Some((field, ..))) = (&seal, field) {
        seal.catalog(&mut catalog, field);
    }
    *doc.catalog_mut().map_err(write_error)? = catalog;
    set_information(&mut doc, front, &title)?;
    set_id(&mut doc);
    compress(&mut doc);
    let mut bytes = Vec::new();
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .compression_level(6)
        .max_objects_per_stream(200)
        .build();
    doc.save_with_options(&mut bytes, options).map_err(write_error)?;
    drop(doc);
    match seal {
        Some(seal) => seal.sign(bytes),
        None => Ok(bytes),
    }
}

pub(super) fn write_error(error: impl std::fmt::Display) -> Error {
    Error::Write { why: error.to_string() }
}

/// Link annotations as objects of their own, page by page.
fn annotate(doc: &mut Document, laid: &Laid, links: Vec<Vec<LinkArea>>, pages: &[ObjectId]) -> Vec<Vec<Annotation>> {
    let mut key = pages.len() as i64;
    let mut out = Vec::with_capacity(links.len());
    for (page, areas) in links.into_iter().enumerate() {
        let mut annotations = Vec::with_capacity(areas.len());
        for LinkArea { bounds: [left, top, right, bottom], link, words, element } in areas {
            let mut dict = dictionary! {
                "Type" => "Annot", "Subtype" => "Link",
                "Rect" => strings::rectangle(left, top, right, bottom),
                "F" => 4,
                "Border" => Object::Array(vec![0.into(), 0.into(), 0.into()]),
                "StructParent" => key,
            };
            match &link {
                Link::Anchor(anchor) => {
                    dict.set("Contents", strings::text(&format!("Go to {words}")));
                    if let Some(target) = laid.anchors.get(anchor) {
                        dict.set("Dest", outline::destination(*target, pages));
                    }
                }
                Link::Web(address) => {
                    dict.set("Contents", strings::text(address));
                    let uri = Object::String(address.clone().into_bytes(), StringFormat::Literal);
                    dict.set("A", dictionary! { "Type" => "Action", "S" => "URI", "URI" => uri });
                }
            }
            annotations.push(Annotation { id: doc.add_object(dict), page, element, key });
            key += 1;
        }
        out.push(annotations);
    }
    out
}

fn set_pages(
    doc: &mut Document,
    pages: &[ObjectId],
    annotations: &[Vec<Annotation>],
    field: Option<ObjectId>,
) -> Result<(), Error> {
    for (n, (page, annotations)) in pages.iter().zip(annotations).enumerate() {
        let mut all: Vec<Object> = annotations.iter().map(|annotation| annotation.id.into()).collect();
        all.extend(field.filter(|_| n + 1 == pages.len()).map(Object::from));
        let dict = doc.get_dictionary_mut(*page).map_err(write_error)?;
        dict.set("StructParents", n as i64);
        dict.set("Tabs", "S");
        match all.is_empty() {
            true => drop(dict.remove(b"Annots")),
            false => dict.set("Annots", all),
        }
    }
    Ok(())
}

fn output_intent(doc: &mut Document) -> Object {
    let profile = doc.add_object(Stream::new(dictionary! { "N" => 3 }, icc::profile()));
    dictionary! {
        "Type" => "OutputIntent", "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => strings::text("sRGB"),
        "Info" => strings::text("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    }
    .into()
}

/// The same values as in the XMP.
fn set_information(doc: &mut Document, front: &Front, title: &str) -> Result<(), Error> {
    let date = Object::string_literal(strings::date(front.made_at));
    let information = dictionary! {
        "Title" => strings::text(title),
        "Creator" => strings::text(xmp::PRODUCER),
        "Producer" => strings::text(xmp::PRODUCER),
        "CreationDate" => date.clone(),
        "ModDate" => date,
    };
    let id = doc.trailer.get(b"Info").and_then(Object::as_reference).map_err(write_error)?;
    doc.set_object(id, information);
    Ok(())
}

/// The file's identifier is a hash of what it says, so that the same document has the same.
fn set_id(doc: &mut Document) {
    let mut hash = Sha256::new();
    for (id, object) in &doc.objects {
        if let Object::Stream(stream) = object {
            hash.update(id.0.to_be_bytes());
            hash.update(&stream.content);
        }
    }
    let id = Object::String(hash.finalize()[..16].to_vec(), StringFormat::Hexadecimal);
    doc.trailer.set("ID", Object::Array(vec![id.clone(), id]));
}

/// Level 6 in two threads: as small as level 9 to within a hundredth, and four times as fast.
fn compress(doc: &mut Document) {
    let streams: Vec<&mut Stream> = doc
        .objects
        .values_mut()
        .filter_map(|object| object.as_stream_mut().ok())
        .filter(|stream| stream.allows_compression && !stream.dict.has(b"Filter"))
        .collect();
    let (mut even, mut odd) = (Vec::new(), Vec::new());
    for (n, stream) in streams.into_iter().enumerate() {
        if n % 2 == 0 { even.push(stream) } else { odd.push(stream) }
    }
    std::thread::scope(|scope| {
        scope.spawn(|| odd.into_iter().for_each(deflate));
        even.into_iter().for_each(deflate);
    });
}

fn deflate(stream: &mut Stream) {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
    // Writing to memory cannot fail; if it did, the stream would stay as it is, which is valid too.
    let done = encoder.write_all(&stream.content).and_then(|()| encoder.finish());
    if let Ok(content) = done.map_err(drop)
        && content.len() < stream.content.len()
    {
        stream.set_content(content);
        stream.dict.set("Filter", "FlateDecode");
    }
}
