//! The five faces, their widths, and which of them can show a character. The only place that asks about glyphs.

use crate::Error;
use printpdf::ParsedFont;
use std::sync::LazyLock;

/// A face that is embedded. The family is IBM Plex (SIL OFL 1.1, see `fonts/OFL.txt`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Face {
    Sans,
    SansStrong,
    Serif,
    SerifStrong,
    Mono,
}

pub(crate) const FACES: [Face; 5] = [Face::Sans, Face::SansStrong, Face::Serif, Face::SerifStrong, Face::Mono];

impl Face {
    /// Resource name in the PDF. printpdf takes the first six letters as the tag of the subset, so six capitals.
    pub(crate) fn resource(self) -> &'static str {
        match self {
            Self::Sans => "BBSANS",
            Self::SansStrong => "BBSANB",
            Self::Serif => "BBSERF",
            Self::SerifStrong => "BBSERB",
            Self::Mono => "BBMONO",
        }
    }

    /// The sans face of the same weight: it has Greek.
    fn fallback(self) -> Self {
        match self {
            Self::Sans | Self::Serif | Self::Mono => Self::Sans,
            Self::SansStrong | Self::SerifStrong => Self::SansStrong,
        }
    }

    fn bytes(self) -> &'static [u8] {
        match self {
            Self::Sans => include_bytes!("../../fonts/IBMPlexSans-Regular.ttf"),
            Self::SansStrong => include_bytes!("../../fonts/IBMPlexSans-SemiBold.ttf"),
            Self::Serif => include_bytes!("../../fonts/IBMPlexSerif-Regular.ttf"),
            Self::SerifStrong => include_bytes!("../../fonts/IBMPlexSerif-SemiBold.ttf"),
            Self::Mono => include_bytes!("../../fonts/IBMPlexMono-Regular.ttf"),
        }
    }
}

/// Characters up to here are looked up once, when the faces are first needed. Of those beyond, Plex has private
/// ones, which no record means, and two ligatures.
const TABLE: usize = 0x3000;
/// Texts copied from other PDFs hold them.
const LIGATURES: [char; 2] = ['\u{FB01}', '\u{FB02}'];
const MISSING: u16 = u16::MAX;

struct FaceTable {
    parsed: ParsedFont,
    /// Advance in thousandths of an em by character, or `MISSING`.
    advances: Vec<u16>,
}

/// All faces, parsed.
pub(crate) struct Fonts {
    tables: Vec<FaceTable>,
}

static FONTS: LazyLock<Result<Fonts, String>> = LazyLock::new(Fonts::parse);

impl Fonts {
    /// The faces, parsed at the first call.
    pub(crate) fn get() -> Result<&'static Self, Error> {
        FONTS.as_ref().map_err(|why| Error::Write { why: why.clone() })
    }

    fn parse() -> Result<Self, String> {
        FACES.into_iter().map(FaceTable::parse).collect::<Result<_, _>>().map(|tables| Self { tables })
    }

    /// The parsed face, for embedding.
    pub(crate) fn parsed(&self, face: Face) -> &ParsedFont {
        &self.tables[face as usize].parsed
    }

    /// The face that shows `ch` when `face` is asked for, and the advance in thousandths of an em; `None` when
    /// no face has it.
    pub(crate) fn glyph(&self, face: Face, ch: char) -> Option<(Face, u16)> {
        let index = index(ch)?;
        [face, face.fallback()].into_iter().find_map(|face| {
            let advance = self.tables[face as usize].advances[index];
            (advance != MISSING).then_some((face, advance))
        })
    }

    /// Width of a text in points, characters without a glyph left out.
    pub(crate) fn width(&self, face: Face, size: f32, text: &str) -> f32 {
        let units: u32 = text.chars().filter_map(|c| self.glyph(face, c)).map(|(_, a)| u32::from(a)).sum();
        units as f32 * size / 1000.0
    }
}

/// Place of a character in the tables.
fn index(ch: char) -> Option<usize> {
    match ch as usize {
        code if code < TABLE => Some(code),
        _ => LIGATURES.iter().position(|one| *one == ch).map(|n| TABLE + n),
    }
}

impl FaceTable {
    fn parse(face: Face) -> Result<Self, String> {
        let mut warnings = Vec::new();
        let parsed = ParsedFont::from_bytes(face.bytes(), 0, &mut warnings)
            .ok_or_else(|| format!("the face {face:?} cannot be parsed: {warnings:?}"))?;
        let em = u32::from(parsed.font_metrics.units_per_em).max(1);
        let mut advances = vec![MISSING; TABLE + LIGATURES.len()];
        for ch in (' '..'\u{3000}').chain(LIGATURES) {
            let glyph = parsed.lookup_glyph_index(ch as u32).filter(|glyph| *glyph != 0);
            if let (Some(glyph), Some(index)) = (glyph, index(ch)) {
                let advance = u32::from(parsed.get_horizontal_advance(glyph)) * 1000 / em;
                advances[index] = u16::try_from(advance).map_err(|e| e.to_string())?;
            }
        }
        Ok(Self { parsed, advances })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use std::collections::BTreeMap;

    /// ToUnicode holds one text for a glyph, and the last use wins: with a face in which hyphen and soft hyphen
    /// share one, a single soft hyphen changes every hyphen of the document for readers of the text.
    #[test]
    fn no_face_has_one_glyph_for_two_characters() {
        let fonts = Fonts::get().unwrap();
        for face in FACES {
            let mut by_glyph = BTreeMap::<u16, char>::new();
            for ch in (' '..='\u{2FFF}').chain(LIGATURES) {
                let glyph = fonts.parsed(face).lookup_glyph_index(ch as u32).filter(|glyph| *glyph != 0);
                if let Some(other) = glyph.and_then(|glyph| by_glyph.insert(glyph, ch)) {
                    panic!("{face:?} shows {other:?} and {ch:?} with one glyph");
                }
            }
            assert!(by_glyph.len() > 700, "{face:?}");
        }
    }

    #[test]
    fn greek_in_serif_and_mono_comes_from_sans_of_the_same_weight() {
        let fonts = Fonts::get().unwrap();
        assert_eq!(fonts.glyph(Face::SerifStrong, 'Ω').map(|g| g.0), Some(Face::SansStrong));
        assert_eq!(fonts.glyph(Face::Mono, 'λ').map(|g| g.0), Some(Face::Sans));
        assert_eq!(fonts.glyph(Face::Serif, 'é').map(|g| g.0), Some(Face::Serif));
        assert_eq!(fonts.glyph(Face::Serif, '日'), None);
    }

    #[test]
    fn every_letter_that_our_cases_need_has_a_glyph() {
        let fonts = Fonts::get().unwrap();
        for ch in "ÁÉÍÓÚáéíóúĄĆĘŁŃŚŻąćęłńśżȘȚșțŴŶŵŷĀČĞİŠŽ€£→✓“”‘’–—…·½ΑΩαωйЖЩﬁﬂ".chars()
        {
            for face in FACES {
                assert!(fonts.glyph(face, ch).is_some(), "{face:?} has no {ch}");
            }
        }
    }
}
