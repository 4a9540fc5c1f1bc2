//! The text of a content stream: what its operators show, by marked content.

use super::lexer::{Lexer, Token};
use lopdf::{Dictionary, Document, Object};
use std::collections::BTreeMap;

/// Letters of a font by code: only what its ToUnicode map says, as a reader does that copies text.
pub(super) struct Font {
    /// Bytes of a code.
    width: usize,
    map: BTreeMap<u32, String>,
}

/// Fonts of a page by resource name.
pub(super) type Fonts = BTreeMap<Vec<u8>, Font>;

/// Text between two marked-content operators.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Stretch {
    /// The mark that it stands in; `None` for an artifact or no mark.
    pub(super) mcid: Option<i64>,
    pub(super) text: String,
}

/// What a content stream says.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) stretches: Vec<Stretch>,
    /// Strings in property lists: ActualText, Alt, E.
    pub(super) properties: Vec<Vec<u8>>,
}

impl Font {
    /// Reads `/ToUnicode`.
    pub(super) fn read(dict: &Dictionary, doc: &Document) -> Self {
        let width = if dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Type0") { 2 } else { 1 };
        let cmap = dict.get_deref(b"ToUnicode", doc).and_then(Object::as_stream).and_then(|stream| {
            if stream.dict.has(b"Filter") { stream.decompressed_content() } else { Ok(stream.content.clone()) }
        });
        Self { width, map: cmap.map(|bytes| to_unicode(&bytes)).unwrap_or_default() }
    }

    fn text(&self, bytes: &[u8], out: &mut String) {
        for code in bytes.chunks(self.width) {
            let code = code.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
            match self.map.get(&code) {
                Some(letters) => out.push_str(letters),
                // Without a map a one-byte code is most likely the letter itself.
                None => out.push(u8::try_from(code).map_or('\u{FFFD}', char::from)),
            }
        }
    }
}

/// `beginbfchar` and `beginbfrange` of a ToUnicode map.
fn to_unicode(bytes: &[u8]) -> BTreeMap<u32, String> {
    let mut map = BTreeMap::new();
    let mut lexer = Lexer::new(bytes);
    let mut strings: Vec<Vec<u8>> = Vec::new();
    let mut array: Option<usize> = None;
    while let Some(token) = lexer.next() {
        match token {
            Token::String(string) => strings.push(string),
            Token::ArrayStart => array = Some(strings.len()),
            Token::Word(b"beginbfchar" | b"beginbfrange") => strings.clear(),
            Token::Word(b"endbfchar") => {
                for pair in strings.chunks_exact(2) {
                    map.insert(number(&pair[0]), utf16(&pair[1]));
                }
            }
            Token::Word(b"endbfrange") => {
                for three in strings.chunks_exact(3) {
                    range(&three[0], &three[1], &three[2], &mut map);
                }
            }
            Token::ArrayEnd => {
                // `<lo> <hi> [<a> <b> …]`: each code has a text of its own.
                if let Some(start) = array.take().filter(|start| *start >= 2) {
                    let texts = strings.split_off(start);
                    let low = number(&strings[start - 2]);
                    strings.truncate(start - 2);
                    map.extend((low..).zip(texts.iter().map(|text| utf16(text))));
                }
            }
            _ => {}
        }
    }
    map
}

fn range(low: &[u8], high: &[u8], text: &[u8], map: &mut BTreeMap<u32, String>) {
    let (low, high) = (number(low), number(high));
    let mut units: Vec<u16> = text.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    for code in low..=high.min(low.saturating_add(0xFFFF)) {
        map.insert(code, String::from_utf16_lossy(&units));
        if let Some(last) = units.last_mut() {
            *last = last.wrapping_add(1);
        }
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

/// Text offsets in thousandths of an em from which a reader sees a space.
const SPACE: f32 = -200.0;

/// Reads a content stream.
pub(super) fn read(bytes: &[u8], fonts: &Fonts) -> Said {
    let mut said = Said::default();
    let mut lexer = Lexer::new(bytes);
    let mut operands: Vec<Token<'_>> = Vec::new();
    let mut font: Option<&Font> = None;
    let mut marks: Vec<Option<i64>> = Vec::new();
    while let Some(token) = lexer.next() {
        let Token::Word(operator) = token else {
            operands.push(token);
            continue;
        };
        match operator {
            b"Tf" => {
                if let Some(Token::Name(name)) = operands.first() {
                    font = fonts.get(*name);
                }
            }
            b"Tj" | b"TJ" | b"'" | b"\"" => show(&operands, font, &marks, &mut said),
            b"BMC" | b"BDC" => {
                let artifact = matches!(operands.first(), Some(Token::Name(b"Artifact")));
                let mcid = properties(&operands, &mut said.properties);
                // A span inside a mark belongs to the mark.
                let outer = marks.last().copied().flatten().filter(|_| !artifact);
                marks.push(mcid.or(outer));
            }
            b"EMC" => drop(marks.pop()),
            // Text in an image cannot be read; its data could look like operators.
            b"ID" => lexer.skip_image(),
            _ => {}
        }
        operands.clear();
    }
    said
}

fn show(operands: &[Token<'_>], font: Option<&Font>, marks: &[Option<i64>], said: &mut Said) {
    let mcid = marks.last().copied().flatten();
    if said.stretches.last().is_none_or(|last| last.mcid != mcid) {
        said.stretches.push(Stretch { mcid, text: String::new() });
    }
    let Some(stretch) = said.stretches.last_mut() else {
        return;
    };
    for operand in operands {
        match (operand, font) {
            (Token::String(bytes), Some(font)) => font.text(bytes, &mut stretch.text),
            (Token::String(bytes), None) => stretch.text.extend(bytes.iter().map(|byte| char::from(*byte))),
            (Token::Number(offset), _) if *offset < SPACE => stretch.text.push(' '),
            _ => {}
        }
    }
}

/// The MCID of a property list; its strings are collected.
fn properties(operands: &[Token<'_>], strings: &mut Vec<Vec<u8>>) -> Option<i64> {
    let mut mcid = None;
    for pair in operands.windows(2) {
        match pair {
            [Token::Name(b"MCID"), Token::Number(number)] => mcid = Some(*number as i64),
            [_, Token::String(string)] => strings.push(string.clone()),
            _ => {}
        }
    }
    mcid
}
