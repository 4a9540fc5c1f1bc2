//! The structure tree: which element every piece of text belongs to. Standard structure types only (ISO 32000-1,
//! 14.8.4), so that no role map is needed.

/// Index into the tree.
pub(crate) type ElementId = u32;

/// Standard structure type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Document,
    P,
    H1,
    H2,
    H3,
    Table,
    THead,
    TBody,
    TR,
    /// Header of its column.
    HeadOfColumn,
    /// Header of its row.
    HeadOfRow,
    /// Header that spans all columns of the rows under it.
    HeadOfGroup(u16),
    TD,
    L,
    /// A list whose labels are numbers.
    NumberedL,
    LI,
    Lbl,
    LBody,
    Figure,
    Span,
    Link,
}

impl Role {
    /// Name of the structure type.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Document => "Document",
            Self::P => "P",
            Self::H1 => "H1",
            Self::H2 => "H2",
            Self::H3 => "H3",
            Self::Table => "Table",
            Self::THead => "THead",
            Self::TBody => "TBody",
            Self::TR => "TR",
            Self::HeadOfColumn | Self::HeadOfRow | Self::HeadOfGroup(_) => "TH",
            Self::TD => "TD",
            Self::L | Self::NumberedL => "L",
            Self::LI => "LI",
            Self::Lbl => "Lbl",
            Self::LBody => "LBody",
            Self::Figure => "Figure",
            Self::Span => "Span",
            Self::Link => "Link",
        }
    }
}

/// A node. It has either child elements or, being a leaf, marked content.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Element {
    pub(crate) role: Role,
    pub(crate) parent: Option<ElementId>,
    pub(crate) kids: Vec<ElementId>,
    pub(crate) alt: Option<String>,
    /// Bounds of a figure on its page: left, top, right, bottom, from the upper left corner.
    pub(crate) bounds: Option<[f32; 4]>,
}

/// All elements; the first is the document.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tree {
    elements: Vec<Element>,
}

impl Tree {
    pub(crate) fn new() -> Self {
        let root = Element { role: Role::Document, parent: None, kids: Vec::new(), alt: None, bounds: None };
        Self { elements: vec![root] }
    }

    pub(crate) const ROOT: ElementId = 0;

    /// Adds an element as the last child of `parent`.
    pub(crate) fn add(&mut self, parent: ElementId, role: Role) -> ElementId {
        let id = ElementId::try_from(self.elements.len()).unwrap_or(ElementId::MAX);
        self.elements.push(Element { role, parent: Some(parent), kids: Vec::new(), alt: None, bounds: None });
        self.elements[parent as usize].kids.push(id);
        id
    }

    pub(crate) fn get_mut(&mut self, id: ElementId) -> &mut Element {
        &mut self.elements[id as usize]
    }

    pub(crate) fn elements(&self) -> &[Element] {
        &self.elements
    }
}
