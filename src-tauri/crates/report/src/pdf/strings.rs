//! Values as PDF objects.

use crate::layout::PAGE_HEIGHT;
use chrono::{DateTime, Utc};
use lopdf::{Object, StringFormat};

/// A text string: ASCII as it is, everything else as UTF-16BE with its mark (ISO 32000-1, 7.9.2.2). Controls are
/// written as their code before.
pub(super) fn text(words: &str) -> Object {
    let words = crate::layout::one_line(words);
    if words.is_ascii() {
        return Object::String(words.into_bytes(), StringFormat::Literal);
    }
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(words.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// A date string in UTC (ISO 32000-1, 7.9.4).
pub(super) fn date(instant: DateTime<Utc>) -> String {
    instant.format("D:%Y%m%d%H%M%SZ").to_string()
}

/// A rectangle given from the upper left corner of the page.
pub(super) fn rectangle(left: f32, top: f32, right: f32, bottom: f32) -> Object {
    let number = |points: f32| Object::Real((points * 100.0).round() / 100.0);
    Object::Array(vec![number(left), number(PAGE_HEIGHT - bottom), number(right), number(PAGE_HEIGHT - top)])
}
