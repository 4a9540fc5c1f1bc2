//! Pages → bytes: painted by printpdf, tagged and finished with lopdf, sealed (PAdES B-B). PDF/A-2a and PDF/UA-1.

mod cms;
mod finish;
mod icc;
mod ink;
mod outline;
mod paint;
mod seal;
mod shapes;
mod strings;
mod tags;
mod xmp;

pub use seal::{Seal, key_id};

use crate::Error;
use crate::document::Document;
use crate::layout::{self, FACES, Fonts, Missing, PAGE_HEIGHT, PAGE_WIDTH};
use printpdf::{FontId, PdfDocument, PdfFont, PdfPage, PdfSaveOptions, Pt};
use std::ops::ControlFlow;

/// How far [`write()`] has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Of `total`.
    pub done: usize,
    /// Blocks and table rows while laying out, pages while painting, 1 while writing.
    pub total: usize,
}

/// The three steps of [`write()`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Wrapping and page breaks.
    Layout,
    /// Pages.
    Paint,
    /// Tags, compression, seal.
    Write,
}

/// A finished report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// What the reader of the page should know.
    pub warnings: Vec<Warning>,
}

/// Something that prints other than it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// No face has this character: the page shows its code, for example `[U+65E5]`, and a screen reader or copying
    /// gives the character.
    NoGlyph {
        /// The character.
        character: char,
        /// How often it occurs, running heads and repeated headers included.
        times: usize,
    },
}

/// Lays out, paints, tags and, with a seal, signs. The same arguments give the same bytes.
///
/// `progress` is called now and then and stops the work by `ControlFlow::Break`.
///
/// # Errors
/// [`Error::Cancelled`] when `progress` broke off, [`Error::Seal`] when the key cannot sign, [`Error::Write`] for
/// faults of this program.
pub fn write(
    document: &Document,
    seal: Option<&Seal>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Written, Error> {
    let mut report = |stage, done, total| progress(Progress { stage, done, total }).is_continue();
    let (mut laid, missing) = layout::lay_out(document, &mut |done, total| report(Stage::Layout, done, total))?;
    let seal = seal.map(|seal| seal.prepare(document.front().made_at)).transpose()?;
    let mut pdf = PdfDocument::new("");
    let fonts = Fonts::get()?;
    for face in FACES {
        let font = PdfFont::new(fonts.parsed(face).clone());
        pdf.resources.fonts.map.insert(FontId(face.resource().into()), font);
    }
    let count = laid.pages.len();
    let (mut marks, mut links) = (Vec::with_capacity(count), Vec::with_capacity(count));
    for (n, page) in laid.pages.iter_mut().enumerate() {
        if !report(Stage::Paint, n, count) {
            return Err(Error::Cancelled);
        }
        let mut page = std::mem::take(page);
        links.push(std::mem::take(&mut page.links));
        let painted = paint::paint(page);
        marks.push(painted.marks);
        pdf.pages.push(PdfPage::new(Pt(PAGE_WIDTH).into(), Pt(PAGE_HEIGHT).into(), painted.ops));
    }
    if !report(Stage::Write, 0, 1) {
        return Err(Error::Cancelled);
    }
    let mut warnings = Vec::new();
    let options = PdfSaveOptions { image_optimization: None, ..PdfSaveOptions::default() };
    let doc = pdf.to_lopdf_document(&options, &mut warnings);
    drop(pdf);
    if let Some(warning) = warnings.first() {
        return Err(Error::Write { why: format!("{warning:?}") });
    }
    if !report(Stage::Write, 0, 1) {
        return Err(Error::Cancelled);
    }
    let front = document.front();
    let bytes = finish::finish(doc, finish::Parts { front, laid: &laid, links, marks, seal })?;
    report(Stage::Write, 1, 1);
    Ok(Written { bytes, pages: count, warnings: self::warnings(missing) })
}

fn warnings(missing: Missing) -> Vec<Warning> {
    missing.into_iter().map(|(character, times)| Warning::NoGlyph { character, times }).collect()
}
