//! Strings of a PDF in the encodings that they can have, and the properties that we look for in the XMP.

use super::Fault;
use lopdf::Document;

/// Every reading of a string: UTF-16 or UTF-8 by its mark; without a mark PDFDocEncoding (as Latin-1, from which it
/// differs in signs only) and, where it is valid, UTF-8.
pub(super) fn readings(bytes: &[u8]) -> Vec<String> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        vec![String::from_utf16_lossy(&units)]
    };
    match bytes {
        [] => Vec::new(),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => vec![String::from_utf8_lossy(rest).into_owned()],
        _ if bytes.is_ascii() => vec![String::from_utf8_lossy(bytes).into_owned()],
        _ => {
            let latin: String = bytes.iter().map(|byte| char::from(*byte)).collect();
            let utf8 = std::str::from_utf8(bytes).ok().map(str::to_owned);
            // Somebody's string in UTF-16 without its mark: zeros between the letters.
            let narrow: String = latin.chars().filter(|c| *c != '\0').collect();
            [Some(latin), utf8, Some(narrow)].into_iter().flatten().collect()
        }
    }
}

/// The XMP packet of the catalogue.
pub(super) fn xmp(doc: &Document) -> Result<Option<String>, Fault> {
    let Ok(metadata) = doc.catalog().and_then(|catalog| catalog.get_deref(b"Metadata", doc)) else {
        return Ok(None);
    };
    let stream = metadata.as_stream().map_err(Fault::structure)?;
    let bytes = match stream.dict.has(b"Filter") {
        true => stream.decompressed_content().map_err(Fault::structure)?,
        false => stream.content.clone(),
    };
    String::from_utf8(bytes).map(Some).map_err(Fault::structure)
}

/// The text of one of our own properties, `bb:NAME`.
pub(super) fn property(xmp: &str, name: &str) -> Result<Option<String>, Fault> {
    let (open, close) = (format!("<bb:{name}>"), format!("</bb:{name}>"));
    match (xmp.matches(&open).count(), xmp.matches(&close).count()) {
        (0, 0) => return Ok(None),
        (1, 1) => {}
        _ => {
            return Err(Fault::structure(format!("there is more than one bb:{name}")));
        }
    }
    let inside = xmp.split_once(&open).and_then(|(_, rest)| rest.split_once(&close)).map(|(inside, _)| inside);
    Ok(inside.map(unescape))
}

/// The entities that our XMP uses; `&amp;` last, so that nothing is unescaped twice.
pub(super) fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// What an XMP packet says: its text without tags. Left out are the schemas, which describe and say nothing, and our
/// own properties (notes and proofs of a log), in whose format and base64 short words occur by chance.
pub(super) fn xml_text(xml: &str) -> String {
    let mut out = String::new();
    let (mut rest, mut left_out) = (xml, false);
    while let Some((text, after)) = rest.split_once('<') {
        if !left_out && !text.trim().is_empty() {
            out.push_str(&unescape(text));
            out.push('\n');
        }
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        let ours = |tag: &str| tag == "pdfaExtension:schemas" || tag.starts_with("bb:");
        match tag.strip_prefix('/') {
            Some(closed) if ours(closed) => left_out = false,
            None if ours(tag) => left_out = true,
            _ => {}
        }
        rest = after;
    }
    out
}
