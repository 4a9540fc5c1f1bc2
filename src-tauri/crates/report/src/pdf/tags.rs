//! The structure tree as PDF objects: StructTreeRoot, elements, ParentTree (ISO 32000-1, 14.7). Knows lopdf only.

use crate::layout::{Element, ElementId, Role, Tree};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

/// Entries of the parent tree in one node.
const NODE: usize = 64;

/// An annotation and the element that it belongs to.
pub(super) struct Annotation {
    pub(super) id: ObjectId,
    /// From 0.
    pub(super) page: usize,
    pub(super) element: ElementId,
    /// Key in the parent tree, also its `StructParent`.
    pub(super) key: i64,
}

/// Writes the tree. `marks[page][mcid]` is the element of that mark; `widget` is the signature field (object, page,
/// key), which gets a Form element at the end.
pub(super) fn write(
    doc: &mut Document,
    tree: &Tree,
    pages: &[ObjectId],
    marks: &[Vec<ElementId>],
    annotations: &[Annotation],
    widget: Option<(ObjectId, usize, i64)>,
) -> ObjectId {
    let root = doc.new_object_id();
    let ids: Vec<ObjectId> = tree.elements().iter().map(|_| doc.new_object_id()).collect();
    let mut content: Vec<Vec<Content>> = tree.elements().iter().map(|_| Vec::new()).collect();
    for (page, marks) in marks.iter().enumerate() {
        for (mcid, element) in marks.iter().enumerate() {
            content[*element as usize].push(Content::Mark { page, mcid: mcid as i64 });
        }
    }
    for annotation in annotations {
        let Annotation { id, page, .. } = *annotation;
        content[annotation.element as usize].push(Content::Object { page, id });
    }
    let attributes = Attributes::write(doc);
    for ((element, id), content) in tree.elements().iter().zip(&ids).zip(&content) {
        let object = element_object(element, *id, root, &ids, content, pages, &attributes);
        doc.set_object(*id, object);
    }
    let mut entries: Vec<(i64, Object)> = marks
        .iter()
        .enumerate()
        .map(|(page, marks)| (page as i64, Object::Array(marks.iter().map(|e| ids[*e as usize].into()).collect())))
        .collect();
    entries.extend(annotations.iter().map(|a| (a.key, ids[a.element as usize].into())));
    if let Some((object, page, key)) = widget {
        let form = doc.add_object(dictionary! {
            "Type" => "StructElem", "S" => "Form", "P" => ids[Tree::ROOT as usize], "Pg" => pages[page],
            "K" => dictionary! { "Type" => "OBJR", "Obj" => object, "Pg" => pages[page] },
        });
        if let Ok(kids) = doc
            .get_dictionary_mut(ids[Tree::ROOT as usize])
            .and_then(|document| document.get_mut(b"K"))
            .and_then(Object::as_array_mut)
        {
            kids.push(form.into());
        }
        entries.push((key, form.into()));
    }
    let next_key = entries.len() as i64;
    let parent_tree = parent_tree(doc, entries);
    doc.set_object(
        root,
        dictionary! {
            "Type" => "StructTreeRoot",
            "K" => Object::Array(vec![ids[Tree::ROOT as usize].into()]),
            "ParentTree" => parent_tree,
            "ParentTreeNextKey" => next_key,
        },
    );
    root
}

enum Content {
    Mark { page: usize, mcid: i64 },
    Object { page: usize, id: ObjectId },
}

impl Content {
    fn page(&self) -> usize {
        match self {
            Self::Mark { page, .. } | Self::Object { page, .. } => *page,
        }
    }
}

fn element_object(
    element: &Element,
    id: ObjectId,
    root: ObjectId,
    ids: &[ObjectId],
    content: &[Content],
    pages: &[ObjectId],
    attributes: &Attributes,
) -> Dictionary {
    let parent = element.parent.map_or(root, |parent| ids[parent as usize]);
    debug_assert!(parent != id);
    let mut dict = dictionary! { "Type" => "StructElem", "S" => element.role.name(), "P" => parent };
    let own_page = content.first().map(Content::page);
    if let Some(page) = own_page {
        dict.set("Pg", pages[page]);
    }
    let marks = content.iter().map(|content| match content {
        Content::Mark { page, mcid } if Some(*page) == own_page => Object::Integer(*mcid),
        Content::Mark { page, mcid } => dictionary! { "Type" => "MCR", "Pg" => pages[*page], "MCID" => *mcid }.into(),
        Content::Object { page, id } => dictionary! { "Type" => "OBJR", "Pg" => pages[*page], "Obj" => *id }.into(),
    });
    let mut kids: Vec<Object> = marks.chain(element.kids.iter().map(|kid| ids[*kid as usize].into())).collect();
    match kids.len() {
        0 => {}
        1 if element.role != Role::Document => dict.set("K", kids.remove(0)),
        _ => dict.set("K", kids),
    }
    if let Some(alt) = &element.alt {
        dict.set("Alt", super::strings::text(alt));
    }
    if let Some(attribute) = attributes.of(element) {
        dict.set("A", attribute);
    }
    dict
}

/// Attribute objects that many elements share.
struct Attributes {
    column: ObjectId,
    row: ObjectId,
    bullets: ObjectId,
    numbers: ObjectId,
}

impl Attributes {
    fn write(doc: &mut Document) -> Self {
        Self {
            column: doc.add_object(dictionary! { "O" => "Table", "Scope" => "Column" }),
            row: doc.add_object(dictionary! { "O" => "Table", "Scope" => "Row" }),
            bullets: doc.add_object(dictionary! { "O" => "List", "ListNumbering" => "Disc" }),
            numbers: doc.add_object(dictionary! { "O" => "List", "ListNumbering" => "Decimal" }),
        }
    }

    fn of(&self, element: &Element) -> Option<Object> {
        Some(match element.role {
            Role::HeadOfColumn => self.column.into(),
            Role::HeadOfRow => self.row.into(),
            Role::HeadOfGroup(span) => {
                let span = i64::from(span);
                dictionary! { "O" => "Table", "Scope" => "Column", "ColSpan" => span }.into()
            }
            Role::L => self.bullets.into(),
            Role::NumberedL => self.numbers.into(),
            Role::Figure => {
                let [left, top, right, bottom] = element.bounds?;
                dictionary! {
                    "O" => "Layout", "Placement" => "Block",
                    "BBox" => super::strings::rectangle(left, top, right, bottom),
                }
                .into()
            }
            _ => return None,
        })
    }
}

fn parent_tree(doc: &mut Document, entries: Vec<(i64, Object)>) -> ObjectId {
    let nodes: Vec<Object> = entries
        .chunks(NODE)
        .map(|chunk| {
            let limits = [chunk.first(), chunk.last()].map(|entry| entry.map_or(0, |(key, _)| *key).into());
            let numbers: Vec<Object> =
                chunk.iter().flat_map(|(key, value)| [Object::Integer(*key), value.clone()]).collect();
            doc.add_object(dictionary! { "Limits" => limits.to_vec(), "Nums" => numbers }).into()
        })
        .collect();
    doc.add_object(dictionary! { "Kids" => nodes })
}
