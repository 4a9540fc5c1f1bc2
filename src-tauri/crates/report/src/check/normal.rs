//! One form for texts that are the same on paper: NFC, white space collapsed, codes such as `[U+65E5]` read back,
//! characters without a look left out.

use unicode_normalization::UnicodeNormalization as _;

/// A text in its form for matching, with single spaces and none at either end.
pub(super) fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    let decoded = decode_codes(text);
    for ch in decoded.chars().filter(|c| !is_unseen(*c)).nfc() {
        if ch.is_whitespace() {
            space = !out.is_empty();
        } else {
            if std::mem::take(&mut space) {
                out.push(' ');
            }
            out.push(ch);
        }
    }
    out
}

/// The same without any white space.
pub(super) fn without_space(normal: &str) -> String {
    normal.chars().filter(|c| *c != ' ').collect()
}

/// Printing leaves these out or shows them as a code; they cannot make a text another.
fn is_unseen(ch: char) -> bool {
    (ch.is_control() && !ch.is_whitespace())
        || (ch as u32) & 0xFFFE == 0xFFFE
        || matches!(ch, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E01EF}')
}

/// `[U+65E5]` → 日. What is no code stays.
fn decode_codes(text: &str) -> std::borrow::Cow<'_, str> {
    const OPEN: &str = "[U+";
    if !text.contains(OPEN) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(OPEN) {
        out.push_str(&rest[..at]);
        let code = &rest[at + OPEN.len()..];
        let decoded = code
            .split_once(']')
            .filter(|(digits, _)| (4..=6).contains(&digits.len()))
            .and_then(|(digits, after)| Some((char::from_u32(u32::from_str_radix(digits, 16).ok()?)?, after)));
        match decoded {
            Some((ch, after)) => {
                out.push(ch);
                rest = after;
            }
            None => {
                out.push_str(OPEN);
                rest = code;
            }
        }
    }
    out.push_str(rest);
    out.into()
}
