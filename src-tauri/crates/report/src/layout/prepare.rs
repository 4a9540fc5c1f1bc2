//! Text → units that can be measured and wrapped: NFC, controls, characters that no face has.

use super::fonts::{Face, Fonts};
use crate::document::{Ink, Link, Mark, Style, Text};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// How a block's text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Type {
    pub(crate) size: f32,
    pub(crate) leading: f32,
    pub(crate) plain: Face,
    pub(crate) strong: Face,
    pub(crate) ink: Ink,
}

/// Mono letters look larger than sans ones of the same size.
const MONO_SCALE: f32 = 0.93;

/// What all units of a run share.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Look {
    pub(crate) size: f32,
    pub(crate) ink: Ink,
    pub(crate) link: Option<Link>,
}

/// What may happen after a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    /// The line goes on.
    Glue,
    /// The unit is a space at which the line may end.
    Space,
    /// The line may end after the unit, without a space: a hyphen or dash.
    Break,
    /// The line must end.
    Newline,
}

/// One character (or sign) as it will be printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Unit {
    pub(crate) ch: char,
    pub(crate) face: Face,
    /// In points.
    pub(crate) advance: f32,
    /// Index into the looks.
    pub(crate) look: u16,
    pub(crate) then: Then,
    /// The character that these letters stand for, when they are its code.
    pub(crate) stands_for: Option<char>,
    /// True for the first letter of a code.
    pub(crate) code_start: bool,
    /// A sign drawn in place of a letter.
    pub(crate) mark: Option<Mark>,
}

/// A text ready for wrapping.
#[derive(Clone, Debug, Default)]
pub(crate) struct Prepared {
    pub(crate) units: Vec<Unit>,
    pub(crate) looks: Vec<Look>,
}

/// Characters that no face has, and how often they were printed as their code.
pub(crate) type Missing = BTreeMap<char, usize>;

/// Prepares a text in that type. Links for which `live` is false print as words.
pub(crate) fn prepare(
    fonts: &Fonts,
    text: &Text,
    ty: &Type,
    mono: bool,
    live: &dyn Fn(&Link) -> bool,
    missing: &mut Missing,
) -> Prepared {
    let mut out = Prepared::default();
    for run in text.runs().iter().filter(|run| !run.text.is_empty()) {
        let (face, scale, ink) = look_of(run.style, ty, mono);
        let link = run.link.clone().filter(live);
        let ink = if link.is_some() && ink == ty.ink && !mono { Ink::Blue } else { ink };
        let size = ty.size * scale;
        let look = u16::try_from(out.looks.len()).unwrap_or(u16::MAX);
        out.looks.push(Look { size, ink, link });
        let mut writer = Writer { fonts, face, size, look, units: &mut out.units, missing };
        if let Some(mark) = run.mark {
            writer.mark(mark);
        }
        writer.text(&run.text);
    }
    out
}

/// NFC. Most texts are already, and then nothing is copied.
fn nfc(text: &str) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    }
}

fn look_of(style: Style, ty: &Type, mono: bool) -> (Face, f32, Ink) {
    match style {
        Style::Plain if mono => (Face::Mono, MONO_SCALE, ty.ink),
        Style::Plain => (ty.plain, 1.0, ty.ink),
        Style::Strong => (ty.strong, 1.0, ty.ink),
        Style::Grey if mono => (Face::Mono, MONO_SCALE, Ink::Grey),
        Style::Grey => (ty.plain, 1.0, Ink::Grey),
        Style::Mono => (Face::Mono, MONO_SCALE, ty.ink),
        Style::MonoGrey => (Face::Mono, MONO_SCALE, Ink::Faint),
        Style::Late => (ty.strong, 1.0, Ink::Late),
        Style::Met => (ty.strong, 1.0, Ink::Met),
        Style::Due => (ty.strong, 1.0, Ink::Due),
        Style::Marking => (ty.strong, 1.0, Ink::Marking),
    }
}

struct Writer<'a> {
    fonts: &'a Fonts,
    face: Face,
    size: f32,
    look: u16,
    units: &'a mut Vec<Unit>,
    missing: &'a mut Missing,
}

impl Writer<'_> {
    fn text(&mut self, text: &str) {
        let text = nfc(text);
        let mut chars = text.chars().peekable();
        while let Some(ch) = chars.next() {
            match ch {
                '\r' if chars.peek() == Some(&'\n') => {}
                '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                    self.push(' ', self.face, 0, Then::Newline);
                }
                ' ' | '\t' => self.letter(' ', Then::Space),
                // Invisible places to break: nothing is printed.
                '\u{AD}' | '\u{200B}' => {
                    if let Some(last) = self.units.last_mut().filter(|last| last.then == Then::Glue) {
                        last.then = Then::Break;
                    }
                }
                '-' | '\u{2010}' | '\u{2013}' | '\u{2014}' | '/' => {
                    // No break before a digit ("2023-08", "3/4") nor after a leading dash.
                    let inside = self.units.last().is_some_and(|last| last.ch.is_alphanumeric());
                    let word_follows = chars.peek().is_some_and(|next| next.is_alphabetic());
                    self.letter(ch, if inside && word_follows { Then::Break } else { Then::Glue });
                }
                _ => self.letter(ch, Then::Glue),
            }
        }
    }

    fn letter(&mut self, ch: char, then: Then) {
        if is_unprintable(ch) {
            self.code(ch, None);
            return;
        }
        match self.fonts.glyph(self.face, ch) {
            Some((face, advance)) => self.push(ch, face, advance, then),
            None => {
                *self.missing.entry(ch).or_default() += 1;
                self.code(ch, Some(ch));
            }
        }
    }

    /// `[U+65E5]`. For a letter the page's hidden text is the letter itself; for a control it is the code, so
    /// that no control comes out of the PDF by copying.
    fn code(&mut self, ch: char, stands_for: Option<char>) {
        let mut code = String::with_capacity(10);
        // Writing to a String cannot fail.
        let _ = write!(code, "[U+{:04X}]", ch as u32);
        let start = self.units.len();
        for letter in code.chars() {
            if let Some((face, advance)) = self.fonts.glyph(self.face, letter) {
                self.push(letter, face, advance, Then::Glue);
            }
        }
        for (n, unit) in self.units[start..].iter_mut().enumerate() {
            unit.stands_for = stands_for;
            unit.code_start = n == 0;
        }
        if let Some(last) = self.units.last_mut() {
            last.then = Then::Break;
        }
    }

    fn mark(&mut self, mark: Mark) {
        let units = 1000;
        self.push(' ', self.face, units, Then::Glue);
        if let Some(last) = self.units.last_mut() {
            last.mark = Some(mark);
        }
    }

    fn push(&mut self, ch: char, face: Face, thousandths: u16, then: Then) {
        let advance = f32::from(thousandths) * self.size / 1000.0;
        let (look, stands_for, code_start, mark) = (self.look, None, false, None);
        self.units.push(Unit { ch, face, advance, look, then, stands_for, code_start, mark });
    }
}

/// A text for a place that has no glyphs (bookmark, alternative text, metadata): one line, controls as their code.
pub(crate) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in nfc(text).chars() {
        match ch {
            '\n' | '\t' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push(' '),
            '\r' | '\u{AD}' | '\u{200B}' => {}
            // Writing to a String cannot fail.
            _ if is_unprintable(ch) => drop(write!(out, "[U+{:04X}]", ch as u32)),
            _ => out.push(ch),
        }
    }
    out
}

/// Controls, characters that change the order or look of others without being seen, and what XML cannot hold.
fn is_unprintable(ch: char) -> bool {
    ch.is_control()
        || (ch as u32) & 0xFFFE == 0xFFFE
        || matches!(ch, '\u{61C}' | '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}
