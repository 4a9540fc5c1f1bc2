//! What a report says, as a tree of typed blocks: no fonts, no pages, no PDF.
//!
//! The types cannot say what the tagged PDF may not hold: a row has as many cells as its table has columns, a
//! picture has alternative text, the first heading is the title (H1), and H3 comes only after an H2.

mod picture;
mod table;
mod text;
mod timeline;

pub use picture::{Ink, PICTURE_WIDTH, Picture, Place, Shape, Stroke};
pub use table::{Align, Cell, Column, Group, Pairs, Row, Table, TableBlock, Width};
pub use text::{Link, Mark, Run, Style, Text};
#[cfg(test)]
pub(crate) use timeline::width_of;
pub use timeline::{Lane, Moment, Span, Timeline};

use crate::Error;
use chrono::{DateTime, Utc};

/// What stands around the blocks: title, marking, running head, foot, and what goes into the file's metadata.
#[derive(Clone, Debug, PartialEq)]
pub struct Front {
    /// The small blue line over the title, for example "Federation accountability report". Tagged as a paragraph.
    pub kicker: Option<String>,
    /// The title: the document's only H1, also `dc:title`. A document without one cannot be made.
    pub title: String,
    /// BCP 47 language of the whole document, for example `en-GB`.
    pub language: String,
    /// Protective marking, printed at top and bottom centre of every page, for example `OFFICIAL-SENSITIVE`.
    pub marking: String,
    /// Running head, left, from page 2.
    pub running_left: String,
    /// Running head, right, from page 2.
    pub running_right: String,
    /// Foot, left, on every page: reference and report number. Page x of y stands at the right.
    pub foot_left: String,
    /// When the report was made (UTC): the file's creation date and the time claimed by the seal.
    pub made_at: DateTime<Utc>,
    /// The signed note of the checkpoint that the report rests on, carried byte for byte in the XMP.
    pub checkpoint: Option<String>,
    /// The verifier key of the log that signed the checkpoint, carried in the XMP.
    pub log_key: Option<String>,
    /// Proofs that the record continues the checkpoints of earlier reports, carried in the XMP.
    pub earlier: Option<String>,
}

/// A report before layout. Blocks are added in reading order.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    front: Front,
    blocks: Vec<Block>,
    has_section: bool,
}

/// One block of a document, in reading order. Made through the types that it holds, added by [`Document::push`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Block {
    /// A heading below the title: added by [`Document::section`] and [`Document::subsection`].
    Heading(Heading),
    /// An opening paragraph in the serif face.
    Lead(Text),
    /// A paragraph.
    Para(Text),
    /// A small grey paragraph.
    Small(Text),
    /// Label and value rows, under a heavy rule: the head block of a report.
    Pairs(Pairs),
    /// Measured figures side by side, three to a row.
    Figures(Vec<Figure>),
    /// A table, with optional groups (a day each).
    Table(TableBlock),
    /// A list with drawn bullets, or numbers.
    List(List),
    /// A panel on grey: what is withheld, what to know.
    Callout(Callout),
    /// A drawing with alternative text.
    Picture(Picture),
}

/// Level of a heading below the title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// H2.
    Two,
    /// H3, only after an H2.
    Three,
}

/// A heading below the title. Each becomes a bookmark.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// Level in the heading order.
    pub level: Level,
    /// The words, also in the bookmark unless `bookmark` is given.
    pub text: String,
    /// Other words for the bookmark.
    pub bookmark: Option<String>,
    /// Name that [`Link::Anchor`] can point to.
    pub anchor: Option<String>,
    /// Whether what stands below it, up to the next heading, is kept on one page with it.
    pub together: bool,
}

impl Heading {
    /// A heading with these words; the level is given by the call that adds it.
    pub fn new(text: impl Into<String>) -> Self {
        Self { level: Level::Two, text: text.into(), bookmark: None, anchor: None, together: false }
    }

    /// The same, as a target of links.
    #[must_use]
    pub fn anchored(mut self, anchor: impl Into<String>) -> Self {
        self.anchor = Some(anchor.into());
        self
    }

    /// The same, kept on one page with what stands below it, where that is not long. Not for a table that may go on
    /// over pages.
    #[must_use]
    pub fn together(mut self) -> Self {
        self.together = true;
        self
    }

    /// The same, with other words in the bookmark.
    #[must_use]
    pub fn bookmarked(mut self, bookmark: impl Into<String>) -> Self {
        self.bookmark = Some(bookmark.into());
        self
    }
}

impl From<&str> for Heading {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

/// One measured figure: a big value and what it measures.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The value in the serif face, for example "2 days".
    pub value: String,
    /// What was measured, from what to what, with the entries that prove it.
    pub caption: Text,
}

impl Figure {
    /// A value and its caption.
    pub fn new(value: impl Into<String>, caption: impl Into<Text>) -> Self {
        Self { value: value.into(), caption: caption.into() }
    }
}

/// A list. Without items it prints nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// Items in order; an item holds one or more paragraphs.
    pub items: Vec<Cell>,
    /// Numbers (1., 2., …) in place of bullets.
    pub numbered: bool,
}

impl List {
    /// A list with bullets.
    pub fn bullets<T: Into<Cell>>(items: impl IntoIterator<Item = T>) -> Self {
        Self { items: items.into_iter().map(Into::into).collect(), numbered: false }
    }

    /// A list with numbers.
    pub fn numbers<T: Into<Cell>>(items: impl IntoIterator<Item = T>) -> Self {
        Self { numbered: true, ..Self::bullets(items) }
    }
}

/// A panel: a title in bold that runs into its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Callout {
    /// Words in bold, for example "Withheld from this report."
    pub title: String,
    /// What follows on the same line.
    pub text: Text,
}

impl Callout {
    /// A title and its text.
    pub fn new(title: impl Into<String>, text: impl Into<Text>) -> Self {
        Self { title: title.into(), text: text.into() }
    }
}

impl Document {
    /// An empty document: the title (and kicker) only.
    ///
    /// # Errors
    /// [`Error::Empty`] when the title or the language is blank.
    pub fn new(front: Front) -> Result<Self, Error> {
        for (what, value) in [("title", &front.title), ("language", &front.language)] {
            if value.trim().is_empty() {
                return Err(Error::Empty { what });
            }
        }
        Ok(Self { front, blocks: Vec::new(), has_section: false })
    }

    /// What stands around the blocks.
    #[must_use]
    pub fn front(&self) -> &Front {
        &self.front
    }

    /// The blocks in reading order.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Adds a block that is not a heading.
    pub fn push(&mut self, content: impl Into<Content>) {
        self.blocks.push(content.into().0);
    }

    /// Adds an opening paragraph in the serif face.
    pub fn lead(&mut self, text: impl Into<Text>) {
        self.blocks.push(Block::Lead(text.into()));
    }

    /// Adds a paragraph.
    pub fn para(&mut self, text: impl Into<Text>) {
        self.blocks.push(Block::Para(text.into()));
    }

    /// Adds a small grey paragraph.
    pub fn small(&mut self, text: impl Into<Text>) {
        self.blocks.push(Block::Small(text.into()));
    }

    /// Adds an H2.
    pub fn section(&mut self, heading: impl Into<Heading>) {
        self.has_section = true;
        self.blocks.push(Block::Heading(Heading { level: Level::Two, ..heading.into() }));
    }

    /// Adds an H3 below the last H2.
    ///
    /// # Errors
    /// [`Error::HeadingOrder`] when no H2 comes before it.
    pub fn subsection(&mut self, heading: impl Into<Heading>) -> Result<(), Error> {
        let heading = Heading { level: Level::Three, ..heading.into() };
        if !self.has_section {
            return Err(Error::HeadingOrder { heading: heading.text });
        }
        self.blocks.push(Block::Heading(heading));
        Ok(())
    }

    /// All words of the document in reading order, a line for each paragraph or cell: for tests.
    #[must_use]
    pub fn plain_text(&self) -> String {
        let mut lines: Vec<String> = self.front.kicker.iter().cloned().collect();
        lines.push(self.front.title.clone());
        for block in &self.blocks {
            match block {
                Block::Heading(h) => lines.push(h.text.clone()),
                Block::Lead(t) | Block::Para(t) | Block::Small(t) => lines.push(t.plain_text()),
                Block::Pairs(p) => p.plain_lines(&mut lines),
                Block::Figures(f) => {
                    lines.extend(f.iter().flat_map(|f| [f.value.clone(), f.caption.plain_text()]));
                }
                Block::Table(t) => t.plain_lines(&mut lines),
                Block::List(l) => {
                    lines.extend(l.items.iter().flat_map(|i| i.paragraphs()).map(Text::plain_text));
                }
                Block::Callout(c) => lines.push(format!("{} {}", c.title, c.text.plain_text())),
                Block::Picture(p) => p.plain_lines(&mut lines),
            }
        }
        lines.join("\n")
    }
}

/// A block that [`Document::push`] takes: everything but headings, whose order the document checks.
#[derive(Clone, Debug)]
pub struct Content(Block);

macro_rules! content {
    ($($from:ty => $variant:ident),* $(,)?) => {$(
        impl From<$from> for Content {
            fn from(value: $from) -> Self {
                Self(Block::$variant(value))
            }
        }
    )*};
}
content!(Pairs => Pairs, Vec<Figure> => Figures, List => List, Callout => Callout, Picture => Picture);

impl<const N: usize> From<Table<N>> for Content {
    fn from(table: Table<N>) -> Self {
        Self(Block::Table(table.into()))
    }
}

#[cfg(test)]
mod tests;
