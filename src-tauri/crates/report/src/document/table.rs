//! Tables and label–value rows. `Table<N>` takes rows of exactly `N` cells, so no row can lack one.

use super::Text;

/// Width of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Width {
    /// Fixed, in millimetres.
    Mm(f32),
    /// A share of what the fixed columns leave, by weight.
    Share(f32),
}

/// Where a column's text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Align {
    /// At the left.
    #[default]
    Left,
    /// At the right, for numbers.
    Right,
}

/// A column: its head and how its cells look.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Words in the header row.
    pub head: String,
    /// Width.
    pub width: Width,
    /// Where head and cells stand.
    pub align: Align,
    /// Plain runs of the cells in the monospaced face.
    pub mono: bool,
    /// Cells of this column are headers of their rows (TH with row scope).
    pub row_header: bool,
}

impl Column {
    /// A column that takes a share of the width.
    pub fn share(head: impl Into<String>, weight: f32) -> Self {
        let width = Width::Share(weight);
        Self { head: head.into(), width, align: Align::Left, mono: false, row_header: false }
    }

    /// A column of fixed width.
    pub fn mm(head: impl Into<String>, millimetres: f32) -> Self {
        Self { width: Width::Mm(millimetres), ..Self::share(head, 1.0) }
    }

    /// The same at the right.
    #[must_use]
    pub fn right(mut self) -> Self {
        self.align = Align::Right;
        self
    }

    /// The same in the monospaced face.
    #[must_use]
    pub fn mono(mut self) -> Self {
        self.mono = true;
        self
    }

    /// The same as header of its rows.
    #[must_use]
    pub fn row_header(mut self) -> Self {
        self.row_header = true;
        self
    }
}

/// A cell or list item: one or more paragraphs, for example the fact and then, in grey, its source.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Cell {
    paragraphs: Vec<Text>,
}

impl Cell {
    /// A cell without words. It is still tagged, so that the row is whole.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// The same and a further paragraph. An empty one is left out.
    #[must_use]
    pub fn then(mut self, text: impl Into<Text>) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.paragraphs.push(text);
        }
        self
    }

    /// The paragraphs in order; none when the cell is empty.
    #[must_use]
    pub fn paragraphs(&self) -> &[Text] {
        &self.paragraphs
    }

    fn plain_text(&self) -> String {
        self.paragraphs.iter().map(Text::plain_text).collect::<Vec<_>>().join("\n")
    }
}

impl<T: Into<Text>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::empty().then(text)
    }
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    cells: Vec<Cell>,
    anchor: Option<String>,
}

impl Row {
    /// As many cells as the table has columns.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// Name that links can point to.
    #[must_use]
    pub fn anchor(&self) -> Option<&str> {
        self.anchor.as_deref()
    }
}

/// Rows under an optional heading that spans all columns, for example a day.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Group {
    heading: Option<String>,
    rows: Vec<Row>,
}

impl Group {
    /// The heading, if the group has one.
    #[must_use]
    pub fn heading(&self) -> Option<&str> {
        self.heading.as_deref()
    }

    /// The rows.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }
}

/// A table of `N` columns, being filled.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<const N: usize> {
    columns: [Column; N],
    groups: Vec<Group>,
}

impl<const N: usize> Table<N> {
    /// A table with these columns and no rows. Without rows it prints nothing.
    #[must_use]
    pub fn new(columns: [Column; N]) -> Self {
        Self { columns, groups: Vec::new() }
    }

    /// The rows that follow stand under this heading, for example "Tuesday 8 August 2023".
    pub fn group(&mut self, heading: impl Into<String>) {
        self.groups.push(Group { heading: Some(heading.into()), rows: Vec::new() });
    }

    /// Adds a row.
    pub fn row(&mut self, cells: [Cell; N]) {
        self.add(cells, None);
    }

    /// Adds a row that links can point to.
    pub fn row_at(&mut self, anchor: impl Into<String>, cells: [Cell; N]) {
        self.add(cells, Some(anchor.into()));
    }

    /// True when no row was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.iter().all(|group| group.rows.is_empty())
    }

    fn add(&mut self, cells: [Cell; N], anchor: Option<String>) {
        let row = Row { cells: cells.into(), anchor };
        match self.groups.last_mut() {
            Some(group) => group.rows.push(row),
            None => self.groups.push(Group { heading: None, rows: vec![row] }),
        }
    }
}

/// A finished table: every row has as many cells as there are columns.
#[derive(Clone, Debug, PartialEq)]
pub struct TableBlock {
    columns: Vec<Column>,
    groups: Vec<Group>,
}

impl TableBlock {
    /// The columns.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The groups that hold rows.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    pub(super) fn plain_lines(&self, lines: &mut Vec<String>) {
        lines.extend(self.columns.iter().map(|column| column.head.clone()));
        for group in &self.groups {
            lines.extend(group.heading.clone());
            lines.extend(group.rows.iter().flat_map(|row| row.cells.iter().map(Cell::plain_text)));
        }
    }
}

impl<const N: usize> From<Table<N>> for TableBlock {
    fn from(table: Table<N>) -> Self {
        let groups = table.groups.into_iter().filter(|group| !group.rows.is_empty()).collect();
        Self { columns: table.columns.into(), groups }
    }
}

/// Label and value rows, tagged as a table with row headers. Without rows it prints nothing.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Pairs {
    rows: Vec<(String, Text)>,
}

impl Pairs {
    /// No rows yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a row.
    #[must_use]
    pub fn with(mut self, label: impl Into<String>, value: impl Into<Text>) -> Self {
        self.add(label, value);
        self
    }

    /// Adds a row in place.
    pub fn add(&mut self, label: impl Into<String>, value: impl Into<Text>) {
        self.rows.push((label.into(), value.into()));
    }

    /// The rows.
    #[must_use]
    pub fn rows(&self) -> &[(String, Text)] {
        &self.rows
    }

    pub(super) fn plain_lines(&self, lines: &mut Vec<String>) {
        lines.extend(self.rows.iter().map(|(label, value)| format!("{label}: {}", value.plain_text())));
    }
}
