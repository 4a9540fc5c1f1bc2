#![allow(clippy::unwrap_used, clippy::expect_used)]
use super::*;
use crate::check::{Place, readback};
use crate::pdf;
use crate::sample;
use std::ops::ControlFlow;

fn texts(page: &[Drawn]) -> Vec<&str> {
    page.iter().filter_map(|d| if let Drawn::Letters { text, .. } = d { Some(text.as_str()) } else { None }).collect()
}

#[test]
fn every_text_of_a_laid_out_page_stands_in_the_preview_in_order_and_in_place() {
    for document in [sample::report(), sample::oddities()] {
        let shown = preview(&document, &mut |_, _| true).unwrap();
        let (laid, missing) = layout::lay_out(&document, &mut |_, _| true).unwrap();
        assert_eq!(shown.pages.len(), laid.pages.len());
        assert_eq!(shown.missing, missing.into_iter().collect::<Vec<_>>());
        for (drawn, page) in shown.pages.iter().zip(laid.pages) {
            let mut wanted: Vec<(f32, f32, PlacedText)> = Vec::new();
            wanted.extend(page.head.into_iter().map(|r| (r.x, r.y, r.text)));
            for item in page.items {
                match item {
                    Item::Text { x, y, piece, .. } => wanted.push((x, y, piece)),
                    Item::Picture { labels, .. } => wanted.extend(labels),
                    _ => {}
                }
            }
            wanted.extend(page.foot.into_iter().map(|r| (r.x, r.y, r.text)));
            let mut letters = drawn.iter().filter_map(|d| match d {
                Drawn::Letters { x, y, text, size, colour, .. } => Some((*x, *y, text.clone(), *size, *colour)),
                _ => None,
            });
            for (x, y, text) in wanted {
                assert_eq!(letters.next(), Some((x, y, text.text, text.size, rgb(text.ink))));
            }
            assert_eq!(letters.next(), None);
        }
    }
}

/// What the screen shows is what the file says: letter for letter, but for their order over columns.
#[test]
fn the_preview_has_the_letters_of_the_finished_file() {
    let document = sample::report();
    let bytes = pdf::write(&document, None, &mut |_| ControlFlow::Continue(())).unwrap().bytes;
    let read = readback(&bytes).unwrap();
    let of_pages =
        read.parts().iter().filter(|part| matches!(part.place, Place::Element { .. } | Place::Artifact { .. }));
    let letters = |texts: Vec<&str>| {
        let mut letters: Vec<char> = texts.iter().flat_map(|t| t.chars()).filter(|c| !c.is_whitespace()).collect();
        letters.sort_unstable();
        letters.into_iter().collect::<String>()
    };
    let in_file = letters(of_pages.map(|part| part.text.as_str()).collect());
    let shown = preview(&document, &mut |_, _| true).unwrap();
    assert_eq!(letters(shown.pages.iter().flat_map(|page| texts(page)).collect()), in_file);
}

#[test]
fn signs_and_drawings_are_there_with_their_colours() {
    let shown = preview(&sample::report(), &mut |_, _| true).unwrap();
    let all: Vec<&Drawn> = shown.pages.iter().flatten().collect();
    assert!(all.iter().any(|d| matches!(d, Drawn::Area { colour, .. } if *colour == rgb(Ink::Late))));
    assert!(all.iter().any(|d| matches!(d, Drawn::Rectangle { pen: Some(pen), .. } if pen.dashed)));
    assert!(all.iter().any(|d| matches!(d, Drawn::Rectangle { fill: Some(c), .. } if *c == rgb(Ink::Panel))));
}

#[test]
fn layout_stops_when_it_is_told_to() {
    assert!(matches!(preview(&sample::report(), &mut |_, _| false), Err(Error::Cancelled)));
}
