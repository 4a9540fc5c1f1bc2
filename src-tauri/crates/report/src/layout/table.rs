//! Tables and label–value rows → strips.

use super::flow::Flow;
use super::prepare::Type;
use super::set::{Place, Setter};
use super::strip::{Cut, LineBox, Repeat, Rule, Strip};
use super::style::{CELL, GAP, HEAD, LABEL, LEFT, MM, RIGHT, WIDTH};
use super::tree::{ElementId, Role, Tree};
use crate::Error;
use crate::document::{Cell, Column, Ink, Pairs, TableBlock, Text, Width};

const RULE: Rule = Rule { x0: LEFT, x1: RIGHT, width: 0.5, ink: Ink::Line };
const HEAVY: Rule = Rule { x0: LEFT, x1: RIGHT, width: 0.8, ink: Ink::Ink };
/// A row that is moved to the next page for the sake of the last one is no higher than this.
const SHORT: f32 = 35.0 * MM;
/// Rows between two calls of the progress function.
const STEP: usize = 64;

/// Paragraphs of a cell or list item. One alone is the content of `element`; several are paragraphs in it.
pub(crate) fn cell(
    cell: &Cell,
    ty: &Type,
    place: Place,
    element: Option<ElementId>,
    setter: &mut Setter,
) -> Vec<LineBox> {
    match cell.paragraphs() {
        [] => Vec::new(),
        [only] => setter.text(only, ty, place, element),
        several => several
            .iter()
            .flat_map(|text| {
                let paragraph = element.map(|element| setter.tree.add(element, Role::P));
                setter.text(text, ty, place, paragraph)
            })
            .collect(),
    }
}

/// A table; `noted` where a note stands below it. `rows` is told how many rows are done.
pub(crate) fn table(
    table: &TableBlock,
    noted: bool,
    setter: &mut Setter,
    flow: &mut Flow,
    rows: &mut dyn FnMut(usize) -> bool,
) -> Result<(), Error> {
    if table.groups().is_empty() {
        return Ok(());
    }
    let places = places(table.columns());
    let element = setter.tree.add(Tree::ROOT, Role::Table);
    let head = setter.tree.add(element, Role::THead);
    let head_row = setter.tree.add(head, Role::TR);
    let header = header(table.columns(), &places, Some(head_row), setter);
    flow.push(Strip { keep_next: true, space_before: 3.0, ..header }, &mut setter.tree);
    let repeated = self::header(table.columns(), &places, None, setter);
    flow.repeat_header(Some(repeated));
    let mut done = 0;
    let total: usize = table.groups().iter().map(|group| group.rows().len()).sum();
    for group in table.groups() {
        let body = setter.tree.add(element, Role::TBody);
        let mut repeat = Repeat::Header;
        if let Some(words) = group.heading() {
            let span = u16::try_from(table.columns().len()).unwrap_or(u16::MAX);
            let row = setter.tree.add(body, Role::TR);
            let th = setter.tree.add(row, Role::HeadOfGroup(span));
            let strip = group_heading(words, Some(th), setter);
            flow.push(Strip { keep_next: true, repeat: Repeat::Header, ..strip }, &mut setter.tree);
            flow.repeat_group(Some(group_heading(&format!("{words}, continued"), None, setter)));
            repeat = Repeat::HeaderAndGroup;
        }
        for row in group.rows() {
            let tr = setter.tree.add(body, Role::TR);
            let cells = row.cells().iter().zip(table.columns()).zip(&places).map(|((content, column), place)| {
                let role = if column.row_header { Role::HeadOfRow } else { Role::TD };
                let td = setter.tree.add(tr, role);
                cell(content, &CELL, *place, Some(td), setter)
            });
            let mut strip = Strip {
                pad_top: 4.6,
                pad_bottom: 4.8,
                rule_below: Some(RULE),
                cut: Cut::IfTall,
                repeat,
                keep_next: noted && done + 1 == total,
                anchor: row.anchor().map(str::to_owned),
                ..Strip::new(cells.collect())
            };
            // No last row goes alone to the next page, where it would stand under the whole header.
            strip.keep_next |= total > 2 && done + 2 == total && strip.height() < SHORT;
            flow.push(strip, &mut setter.tree);
            done += 1;
            if done % STEP == 0 && !rows(done) {
                return Err(Error::Cancelled);
            }
        }
        flow.repeat_group(None);
    }
    flow.repeat_header(None);
    flow.land(&mut setter.tree);
    flow.push(Strip { pad_bottom: 2.0, keep_next: noted, ..Strip::new(Vec::new()) }, &mut setter.tree);
    Ok(())
}

fn header(columns: &[Column], places: &[Place], row: Option<ElementId>, setter: &mut Setter) -> Strip {
    let cells = columns.iter().zip(places).map(|(column, place)| {
        let th = row.map(|row| setter.tree.add(row, Role::HeadOfColumn));
        setter.text(&Text::plain(&column.head), &HEAD, Place { mono: false, ..*place }, th)
    });
    Strip { pad_top: 3.0, pad_bottom: 4.6, rule_below: Some(HEAVY), cut: Cut::Never, ..Strip::new(cells.collect()) }
}

fn group_heading(words: &str, element: Option<ElementId>, setter: &mut Setter) -> Strip {
    let lines = setter.text(&Text::plain(words), &HEAD, Place::new(LEFT, WIDTH), element);
    Strip {
        pad_top: 9.5,
        pad_bottom: 4.6,
        rule_below: Some(Rule { width: 0.6, ..HEAVY }),
        cut: Cut::Never,
        ..Strip::new(vec![lines])
    }
}

/// Fixed columns first, the rest by weight. Columns that ask for more than there is are narrowed in proportion.
fn places(columns: &[Column]) -> Vec<Place> {
    let room = WIDTH - GAP * columns.len().saturating_sub(1) as f32;
    let fixed: f32 = columns.iter().map(|c| if let Width::Mm(mm) = c.width { mm.max(1.0) * MM } else { 0.0 }).sum();
    let weights: f32 = columns.iter().map(|c| if let Width::Share(w) = c.width { w.max(0.01) } else { 0.0 }).sum();
    // A shared column keeps at least a tenth of the width for each unit of weight.
    let least = if weights > 0.0 { room * 0.1 } else { 0.0 };
    let scale = if fixed > room - least { (room - least) / fixed } else { 1.0 };
    let left = room - fixed * scale;
    let mut x = LEFT;
    columns
        .iter()
        .map(|column| {
            let width = match column.width {
                Width::Mm(mm) => mm.max(1.0) * MM * scale,
                Width::Share(weight) => left * weight.max(0.01) / weights,
            };
            let place = Place { align: column.align, mono: column.mono, ..Place::new(x, width) };
            x += width + GAP;
            place
        })
        .collect()
}

/// Labels in grey, values in ink, under a rule that is heavy in the head of the document; the labels are headers of their rows.
pub(crate) fn pairs(pairs: &Pairs, setter: &mut Setter, flow: &mut Flow) {
    if pairs.rows().is_empty() {
        return;
    }
    let element = setter.tree.add(Tree::ROOT, Role::Table);
    let body = setter.tree.add(element, Role::TBody);
    let value_x = LEFT + 36.0 * MM;
    let rule = if setter.in_section { RULE } else { HEAVY };
    for (n, (label, value)) in pairs.rows().iter().enumerate() {
        let tr = setter.tree.add(body, Role::TR);
        let th = setter.tree.add(tr, Role::HeadOfRow);
        let label = setter.text(&Text::plain(label), &LABEL, Place::new(LEFT, 36.0 * MM - GAP), Some(th));
        let td = setter.tree.add(tr, Role::TD);
        let value = setter.text(value, &CELL, Place::new(value_x, RIGHT - value_x), Some(td));
        let first = n == 0;
        let strip = Strip {
            space_before: if first { 6.0 } else { 0.0 },
            pad_top: if first { 7.0 } else { 1.6 },
            pad_bottom: 1.7,
            rules_above: if first { vec![rule] } else { Vec::new() },
            cut: Cut::IfTall,
            // The first rows of a head block stay together.
            keep_next: n < 2 && n + 1 < pairs.rows().len(),
            ..Strip::new(vec![label, value])
        };
        flow.push(strip, &mut setter.tree);
    }
}
