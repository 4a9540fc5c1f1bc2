//! Drawings → strips: labels are set here, shapes stay in millimetres.

use super::blocks::paragraph;
use super::flow::Flow;
use super::prepare::Type;
use super::set::Setter;
use super::strip::{Cut, Drawing, Strip};
use super::style::{MM, PICTURE, SMALL};
use super::tree::{Role, Tree};
use super::wrap::Line;
use crate::document::{Picture, Place, Shape};

/// A drawing and its caption; `floats` where a table follows that can go before it.
pub(crate) fn picture(picture: &Picture, floats: bool, setter: &mut Setter, flow: &mut Flow) {
    let element = setter.tree.add(Tree::ROOT, Role::Figure);
    setter.tree.get_mut(element).alt = Some(picture.alt().to_owned());
    let (mut shapes, mut labels) = (Vec::new(), Vec::new());
    for shape in picture.shapes() {
        match shape {
            Shape::Label { x, y, text, strong, ink, place, max } => {
                let plain = if *strong { PICTURE.strong } else { PICTURE.plain };
                let ty = Type { ink: *ink, plain, ..PICTURE };
                let line = label(text, &ty, max * MM, setter);
                let start = match place {
                    Place::Start => x * MM,
                    Place::Middle => x * MM - line.width / 2.0,
                    Place::End => x * MM - line.width,
                };
                labels.push((start.max(0.0), y * MM, line));
            }
            other => shapes.push(other.clone()),
        }
    }
    let drawing = Drawing { shapes, labels, height: picture.height() * MM, element };
    let strip = Strip {
        space_before: 6.0,
        pad_bottom: 5.0,
        drawing: Some(drawing),
        cut: Cut::Never,
        keep_next: picture.caption().is_some(),
        floats,
        ..Strip::new(Vec::new())
    };
    flow.push(strip, &mut setter.tree);
    if let Some(caption) = picture.caption() {
        paragraph(caption, &SMALL, Role::P, 0.0, setter, flow, |strip| strip.pad_bottom = 6.0);
    }
}

/// A label no wider than `max` points, with "…" where it was cut.
fn label(text: &str, ty: &Type, max: f32, setter: &mut Setter) -> Line {
    let whole = setter.one_line(text, ty);
    if whole.width <= max {
        return whole;
    }
    let mut chars: Vec<char> = text.chars().collect();
    while chars.pop().is_some() {
        let cut: String = chars.iter().collect::<String>().trim_end().to_owned() + "…";
        let line = setter.one_line(&cut, ty);
        if line.width <= max {
            return line;
        }
    }
    Line::default()
}
