//! Blocks → strips, but for tables and drawings.

use super::flow::Flow;
use super::page::{Page, Running};
use super::prepare::Type;
use super::set::{Place, Setter};
use super::strip::{Cut, Rule, Strip};
use super::style::{
    BOTTOM, CAPTION, FOOT_LINE, FOOT_RULE, GAP, H2, H3, HEAD_LINE, HEAD_RULE, KICKER, LEAD, LEFT, MARKING,
    MARKING_BOTTOM, MARKING_TOP, MARKING_TRACKING, MEASURE, PAGE_WIDTH, PARA, RIGHT, RUNNING, SMALL, TITLE,
    TITLE_MEASURE, TOP, VALUE, WIDTH,
};
use super::tree::{Role, Tree};
use super::{picture, table};
use crate::Error;
use crate::document::{Block, Callout, Figure, Front, Heading, Ink, Level, List, Text};

/// Kicker and title.
pub(crate) fn title(front: &Front, setter: &mut Setter, flow: &mut Flow) {
    if let Some(kicker) = &front.kicker {
        paragraph(&Text::plain(kicker), &KICKER, Role::P, 0.0, setter, flow, |strip| {
            strip.keep_next = true;
            strip.pad_bottom = 4.0;
        });
    }
    let element = setter.tree.add(Tree::ROOT, Role::H1);
    let place = Place { balance: true, ..Place::new(LEFT, TITLE_MEASURE) };
    let lines = setter.text(&Text::plain(&front.title), &TITLE, place, Some(element));
    let strip = Strip { pad_bottom: 6.0, cut: Cut::Never, ..Strip::new(vec![lines]) };
    flow.push(strip, &mut setter.tree);
}

/// Any block, and the one that follows it: a table's last row is not parted from a small paragraph, and a picture may
/// let a table go before it. `rows` is told how many rows of a table are done, and stops by returning false.
///
/// # Errors
/// [`Error::Cancelled`] when `rows` says so.
pub(crate) fn block(
    block: &Block,
    next: Option<&Block>,
    setter: &mut Setter,
    flow: &mut Flow,
    rows: &mut dyn FnMut(usize) -> bool,
) -> Result<(), Error> {
    match block {
        Block::Heading(h) => heading(h, setter, flow),
        Block::Lead(text) => paragraph(text, &LEAD, Role::P, 3.0, setter, flow, |s| s.pad_bottom = 6.0),
        Block::Para(text) => paragraph(text, &PARA, Role::P, 2.0, setter, flow, |s| s.pad_bottom = 5.0),
        Block::Small(text) => paragraph(text, &SMALL, Role::P, 2.0, setter, flow, |s| s.pad_bottom = 4.0),
        Block::Pairs(pairs) => table::pairs(pairs, setter, flow),
        Block::Figures(all) => figures(all, setter, flow),
        Block::Table(t) => return table::table(t, matches!(next, Some(Block::Small(_))), setter, flow, rows),
        Block::List(l) => list(l, setter, flow),
        Block::Callout(c) => callout(c, setter, flow),
        Block::Picture(p) => picture::picture(p, matches!(next, Some(Block::Table(_))), setter, flow),
    }
    Ok(())
}

/// A text over the measure, with what `finish` changes.
pub(crate) fn paragraph(
    text: &Text,
    ty: &Type,
    role: Role,
    space: f32,
    setter: &mut Setter,
    flow: &mut Flow,
    finish: impl FnOnce(&mut Strip),
) {
    if text.is_empty() {
        return;
    }
    let element = setter.tree.add(Tree::ROOT, role);
    let measure = if ty == &LEAD { WIDTH } else { MEASURE };
    let lines = setter.text(text, ty, Place::new(LEFT, measure), Some(element));
    let mut strip = Strip { space_before: space, ..Strip::new(vec![lines]) };
    finish(&mut strip);
    flow.push(strip, &mut setter.tree);
}

fn heading(heading: &Heading, setter: &mut Setter, flow: &mut Flow) {
    let (ty, role, level, before, after) = match heading.level {
        Level::Two => (&H2, Role::H2, 2, 15.0, 3.5),
        Level::Three => (&H3, Role::H3, 3, 11.0, 2.0),
    };
    setter.in_section = true;
    let element = setter.tree.add(Tree::ROOT, role);
    let place = Place { balance: true, ..Place::new(LEFT, MEASURE) };
    let lines = setter.text(&Text::plain(&heading.text), ty, place, Some(element));
    let strip = Strip {
        space_before: before,
        pad_bottom: after,
        cut: Cut::Never,
        keep_next: true,
        anchor: heading.anchor.clone(),
        bookmark: Some((level, heading.bookmark.clone().unwrap_or_else(|| heading.text.clone()))),
        ..Strip::new(vec![lines])
    };
    flow.push(strip, &mut setter.tree);
}

/// Three to a row, tagged as a list: each item its value, then what it measures.
fn figures(figures: &[Figure], setter: &mut Setter, flow: &mut Flow) {
    if figures.is_empty() {
        return;
    }
    const COLUMN_GAP: f32 = 16.0;
    let list = setter.tree.add(Tree::ROOT, Role::L);
    let columns = figures.len().clamp(1, 3) as f32;
    let width = (WIDTH - COLUMN_GAP * (columns - 1.0)) / columns;
    for row in figures.chunks(3) {
        let mut strip = Strip { space_before: 4.0, pad_top: 5.0, pad_bottom: 4.0, ..Strip::new(Vec::new()) };
        strip.cut = Cut::Never;
        for (n, figure) in row.iter().enumerate() {
            let x = LEFT + n as f32 * (width + COLUMN_GAP);
            strip.rules_above.push(Rule { x0: x, x1: x + width, width: 0.8, ink: Ink::Ink });
            let item = setter.tree.add(list, Role::LI);
            let body = setter.tree.add(item, Role::LBody);
            let place = Place::new(x, width);
            let value = setter.tree.add(body, Role::P);
            let mut cell = setter.text(&Text::plain(&figure.value), &VALUE, place, Some(value));
            if !figure.caption.is_empty() {
                let caption = setter.tree.add(body, Role::P);
                cell.extend(setter.text(&figure.caption, &CAPTION, place, Some(caption)));
            }
            strip.cells.push(cell);
        }
        if strip.height() > (BOTTOM - TOP) / 2.0 {
            strip.cut = Cut::Freely;
        }
        flow.push(strip, &mut setter.tree);
    }
}

fn list(list: &List, setter: &mut Setter, flow: &mut Flow) {
    if list.items.is_empty() {
        return;
    }
    let role = if list.numbered { Role::NumberedL } else { Role::L };
    let element = setter.tree.add(Tree::ROOT, role);
    let indent = if list.numbered { 18.0 } else { 11.0 };
    for (n, item) in list.items.iter().enumerate() {
        let li = setter.tree.add(element, Role::LI);
        let lbl = setter.tree.add(li, Role::Lbl);
        let body = setter.tree.add(li, Role::LBody);
        let label = if list.numbered { format!("{}.", n + 1) } else { "•".to_owned() };
        let label = setter.text(&Text::plain(label), &PARA, Place::new(LEFT, indent), Some(lbl));
        let lines = table::cell(item, &PARA, Place::new(LEFT + indent, MEASURE - indent), Some(body), setter);
        let space_before = if n == 0 { 2.0 } else { 0.0 };
        let strip = Strip { space_before, pad_bottom: 3.0, ..Strip::new(vec![label, lines]) };
        flow.push(strip, &mut setter.tree);
    }
}

fn callout(callout: &Callout, setter: &mut Setter, flow: &mut Flow) {
    let element = setter.tree.add(Tree::ROOT, Role::P);
    let text = Text::strong(&callout.title).and(" ").and(callout.text.clone());
    let place = Place::new(LEFT + 10.0, WIDTH - 20.0);
    let lines = setter.text(&text, &PARA, place, Some(element));
    let strip =
        Strip { space_before: 12.0, pad_top: 8.0, pad_bottom: 8.0, fill: Some(Ink::Panel), ..Strip::new(vec![lines]) };
    flow.push(strip, &mut setter.tree);
    // Room under the panel.
    flow.push(Strip { pad_bottom: 3.0, ..Strip::new(Vec::new()) }, &mut setter.tree);
}

/// Marking at top and bottom, running head from page 2, foot.
pub(crate) fn running(front: &Front, page: usize, pages: usize, out: &mut Page, setter: &mut Setter) {
    for (y, head) in [(MARKING_TOP, true), (MARKING_BOTTOM, false)] {
        let line = setter.one_line(&front.marking, &MARKING);
        let letters: usize = line.pieces.iter().map(|piece| piece.text.trim_end().chars().count()).sum();
        let width = line.width + MARKING_TRACKING * letters.saturating_sub(1) as f32;
        let mut x = (PAGE_WIDTH - width) / 2.0;
        for (_, text) in Setter::placed(line) {
            let advance = setter.fonts.width(text.face, text.size, &text.text);
            let step = advance + MARKING_TRACKING * text.text.chars().count() as f32;
            let running = Running { x, y, text, tracking: MARKING_TRACKING };
            x += step;
            if head { out.head.push(running) } else { out.foot.push(running) }
        }
    }
    let number = format!("Page {} of {pages}", page + 1);
    let mut around = vec![(&front.foot_left, true, FOOT_LINE, false), (&number, false, FOOT_LINE, false)];
    if page > 0 {
        around.push((&front.running_left, true, HEAD_LINE, true));
        around.push((&front.running_right, false, HEAD_LINE, true));
    }
    for (text, left, y, head) in around {
        let line = cut_to(text, WIDTH * if left { 0.7 } else { 0.45 } - GAP, setter);
        let start = if left { LEFT } else { RIGHT - line.width };
        let placed = Setter::placed(line).map(|(x, text)| Running { x: start + x, y, text, tracking: 0.0 });
        if head { out.head.extend(placed) } else { out.foot.extend(placed) }
    }
    let rules: &[f32] = if page > 0 { &[HEAD_RULE, FOOT_RULE] } else { &[FOOT_RULE] };
    for y in rules {
        out.items.push(super::Item::Rule { x0: LEFT, x1: RIGHT, y: *y, width: 0.5, ink: Ink::Line });
    }
}

/// A line of running text that fits, with "…" where it was cut.
fn cut_to(text: &str, width: f32, setter: &mut Setter) -> super::wrap::Line {
    let line = setter.one_line(text, &RUNNING);
    if line.width <= width {
        return line;
    }
    let mut short: Vec<char> = text.chars().collect();
    loop {
        short.truncate(short.len().saturating_sub(1));
        let line = setter.one_line(&(short.iter().collect::<String>() + "…"), &RUNNING);
        if line.width <= width || short.is_empty() {
            return line;
        }
    }
}
