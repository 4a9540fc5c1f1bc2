#![allow(clippy::unwrap_used, clippy::expect_used)]
use super::fonts::Face;
use super::prepare::{Type, prepare};
use super::wrap::{balanced, wrap};
use super::*;
use crate::document::{Cell, Column, Heading, Ink, Lane, Pairs, Table, Text, Timeline};
use crate::sample;
use proptest::prelude::*;
use std::fmt::Write as _;

/// Every page as lines: where, in which element, what.
fn describe(document: &Document) -> String {
    let (laid, _) = lay_out(document, &mut |_, _| true).unwrap();
    let mut out = String::new();
    let path = |mut id: ElementId| {
        let mut names = Vec::new();
        while let Some(element) = laid.tree.elements().get(id as usize) {
            names.push(element.role.name());
            let Some(parent) = element.parent else { break };
            id = parent;
        }
        names.reverse();
        names[1..].join("/")
    };
    for (n, page) in laid.pages.iter().enumerate() {
        writeln!(out, "== page {}", n + 1).unwrap();
        for running in page.head.iter().chain(&page.foot) {
            writeln!(out, "{:6.1} {:6.1} running      {:?}", running.y, running.x, running.text.text).unwrap();
        }
        for item in &page.items {
            match item {
                Item::Text { x, y, piece, element } => {
                    let element = element.map_or("artifact".to_owned(), path);
                    let PlacedText { text, face, size, ink, .. } = piece;
                    writeln!(out, "{y:6.1} {x:6.1} {element} {face:?} {size:.1} {ink:?} {text:?}").unwrap();
                }
                Item::Rule { x0, x1, y, width, ink } => {
                    writeln!(out, "{y:6.1} {x0:6.1} rule to {x1:.1}, {width} {ink:?}").unwrap();
                }
                Item::Fill { x, y, w, h, ink } => {
                    writeln!(out, "{y:6.1} {x:6.1} fill {w:.1} x {h:.1} {ink:?}").unwrap();
                }
                Item::Sign { mark, x, y, .. } => writeln!(out, "{y:6.1} {x:6.1} sign {mark:?}").unwrap(),
                Item::Picture { x, y, shapes, labels, element } => {
                    let element = path(*element);
                    writeln!(out, "{y:6.1} {x:6.1} {element} of {} shapes", shapes.len()).unwrap();
                    for (x, y, text) in labels {
                        writeln!(out, "{y:6.1} {x:6.1}     {:?} {:?}", text.ink, text.text).unwrap();
                    }
                }
            }
        }
        for link in &page.links {
            writeln!(out, "link {:?} from {:?}", link.link, link.words).unwrap();
        }
    }
    writeln!(out, "== bookmarks").unwrap();
    for bookmark in &laid.bookmarks {
        writeln!(out, "{} page {} {:?}", bookmark.level, bookmark.target.page + 1, bookmark.text).unwrap();
    }
    out
}

#[test]
fn the_report_on_its_pages() {
    insta::assert_snapshot!(describe(&sample::report()));
}

#[test]
fn the_oddities_on_their_pages() {
    insta::assert_snapshot!(describe(&sample::oddities()));
}

fn rows(count: usize) -> Document {
    let mut document = Document::new(sample::front("Rows")).unwrap();
    document.section("All rows");
    let mut table = Table::new([Column::mm("No.", 15.0), Column::share("Text", 1.0)]);
    for n in 0..count {
        if n % 7 == 0 {
            table.group(format!("Day {}", n / 7));
        }
        let text = format!("row {n} {}", "words ".repeat(n * 13 % 60));
        table.row([n.to_string().into(), Cell::from(text).then(Text::grey("source"))]);
    }
    document.push(table);
    document.section("After");
    document.para("The end.");
    document
}

/// Text items of a page by base line.
fn lines(page: &Page) -> Vec<(f32, &PlacedText, Option<ElementId>)> {
    page.items
        .iter()
        .filter_map(|item| match item {
            Item::Text { y, piece, element, .. } => Some((*y, piece, *element)),
            _ => None,
        })
        .collect()
}

#[test]
fn no_page_ends_with_a_header_or_a_heading() {
    for count in 1..120 {
        let (laid, _) = lay_out(&rows(count), &mut |_, _| true).unwrap();
        for (n, page) in laid.pages.iter().enumerate() {
            let lines = lines(page);
            let (_, last, element) = lines.iter().max_by(|a, b| a.0.total_cmp(&b.0)).unwrap();
            let role = element.map(|id| laid.tree.elements()[id as usize].role.name());
            assert!(
                !matches!(role, None | Some("TH" | "H1" | "H2" | "H3")),
                "{count} rows, page {}: {last:?} is the last line",
                n + 1
            );
        }
    }
}

/// The page on which a line of these words stands.
fn page_of(laid: &Laid, words: &str) -> usize {
    let is_there = |page: &Page| lines(page).iter().any(|(_, placed, _)| placed.text.trim() == words);
    laid.pages.iter().position(is_there).unwrap_or_else(|| panic!("no {words:?}"))
}

#[test]
fn what_is_held_together_stands_on_one_page_and_a_note_with_the_end_of_its_table() {
    for count in 1..60 {
        let mut document = rows(count);
        let mut table = Table::new([Column::share("Score", 1.0)]);
        table.row([Cell::from("the last score")]);
        document.section("Scores");
        document.push(table);
        document.small("A note on scores.");
        document.section(Heading::new("Check").together());
        document.para("First.");
        document.para("Second.");
        document.push(Pairs::new().with("Key", "3f2c").with("Record", "4 entries").with("Shown", "0 to 3"));
        let (laid, _) = lay_out(&document, &mut |_, _| true).unwrap();
        assert_eq!(page_of(&laid, "the last score"), page_of(&laid, "A note on scores."), "{count}");
        for words in ["First.", "Second.", "3f2c", "0 to 3"] {
            assert_eq!(page_of(&laid, words), page_of(&laid, "Check"), "{count}: {words}");
        }
    }
}

#[test]
fn a_section_that_is_too_long_to_be_held_is_parted_and_its_heading_stays_with_its_text() {
    for count in 1..60 {
        let mut document = rows(count);
        document.section(Heading::new("Check").together());
        document.para("First.");
        (0..40).for_each(|_| document.para("Further."));
        let (laid, _) = lay_out(&document, &mut |_, _| true).unwrap();
        assert_eq!(page_of(&laid, "First."), page_of(&laid, "Check"), "{count}");
        if count == 1 {
            assert_eq!(page_of(&laid, "The end."), page_of(&laid, "Check"), "it begins where there is room");
        }
    }
}

#[test]
fn sections_that_are_each_held_together_are_not_held_to_one_another() {
    for count in 1..60 {
        let mut document = rows(count);
        document.section(Heading::new("About").together());
        document.push(Pairs::new().with("Kind", "Cyber"));
        for n in 0..4 {
            document.section(Heading::new(format!("Check {n}")).together());
            (0..8).for_each(|_| document.para("Said."));
        }
        let (laid, _) = lay_out(&document, &mut |_, _| true).unwrap();
        for page in &laid.pages[..laid.pages.len() - 1] {
            let end = lines(page).iter().map(|line| line.0).fold(0.0, f32::max);
            assert!(end > style::BOTTOM - 70.0 * MM, "{count}: a page ends at {} mm", end / MM);
        }
        // Two lines need 22 mm: what follows them takes them to the next page for want of no more than that.
        let before = page_of(&laid, "The end.");
        if page_of(&laid, "About") != before {
            let end = lines(&laid.pages[before]).iter().map(|line| line.0).fold(0.0, f32::max);
            assert!(end > style::BOTTOM - 27.0 * MM, "{count}: there was room at {} mm", end / MM);
        }
    }
}

/// A case with so many dates that its timeline begins lower with each, and so many events.
fn with_a_timeline(dates: usize, events: usize) -> Document {
    let mut document = Document::new(sample::front("A picture")).unwrap();
    document.section("Dates");
    (0..dates).for_each(|n| document.para(format!("Date {n}")));
    document.section("Timeline");
    let day = |n: i64| chrono::DateTime::from_timestamp(n * 86_400, 0).unwrap();
    let mut timeline = Timeline::new(day(0), day(9));
    for label in ["One", "Two", "Three", "Four", "Five", "Six"] {
        timeline.lane(Lane { label: label.to_owned(), ..Lane::default() });
    }
    document.push(timeline.picture("Six lanes").unwrap().captioned(Text::grey("Dashed is roughly.")));
    let mut table = Table::new([Column::mm("Time", 24.0), Column::share("What", 1.0)]);
    for n in 0..events {
        table.group(format!("Day {n}"));
        table.row([Cell::from("that day"), Cell::from(format!("event {n}")).then("and more").then("and its source")]);
    }
    document.push(table);
    document.section("After");
    document.para("The end.");
    document
}

#[test]
fn a_picture_without_room_goes_to_the_next_page_and_its_table_begins_before_it() {
    let mut floated = 0;
    for (dates, events) in (0..45).flat_map(|dates| [1, 3, 30].map(|events| (dates, events))) {
        let (laid, _) = lay_out(&with_a_timeline(dates, events), &mut |_, _| true).unwrap();
        let is_picture = |item: &Item| matches!(item, Item::Picture { .. });
        let pictures: Vec<usize> =
            (0..laid.pages.len()).filter(|n| laid.pages[*n].items.iter().any(is_picture)).collect();
        let at = format!("{dates} dates, {events} events");
        let [picture] = pictures[..] else { panic!("{at}: {pictures:?}") };
        let heading = page_of(&laid, "Timeline");
        assert_eq!(page_of(&laid, "Dashed is roughly."), picture, "{at}");
        assert!(picture <= page_of(&laid, "After"), "{at}");
        if picture != heading {
            floated += 1;
            assert_eq!((page_of(&laid, "event 0"), picture), (heading, heading + 1), "{at}");
            let first = laid.pages[picture].items.iter().position(is_picture).unwrap();
            let before = &laid.pages[picture].items[..first];
            if events > 3 {
                assert!(before.is_empty(), "{at}: the picture comes first on its page: {before:?}");
            }
        }
        // The figure stands before the table in the structure wherever it is printed.
        let roles: Vec<&str> = laid.tree.elements().iter().map(|element| element.role.name()).collect();
        assert!(roles.iter().position(|role| *role == "Figure") < roles.iter().position(|role| *role == "Table"));
        for page in &laid.pages[..laid.pages.len() - 1] {
            let end = lines(page).iter().map(|line| line.0).fold(0.0, f32::max);
            assert!(events < 30 || end > style::BOTTOM - 50.0 * MM, "{at}: a page ends at {} mm", end / MM);
        }
    }
    assert!(floated > 6, "{floated}");
}

#[test]
fn no_last_row_stands_alone_under_a_header_that_is_repeated_for_it() {
    for paras in 0..60 {
        let mut document = Document::new(sample::front("Last rows")).unwrap();
        document.section("Before");
        (0..paras).for_each(|_| document.para("Said."));
        document.section("Rows");
        let mut table = Table::new([Column::share("Name", 1.0)]);
        (0..5).for_each(|n| table.row([Cell::from(format!("row {n}"))]));
        document.push(table);
        let (laid, _) = lay_out(&document, &mut |_, _| true).unwrap();
        assert_eq!(page_of(&laid, "row 4"), page_of(&laid, "row 3"), "{paras}");
    }
}

#[test]
fn every_page_of_a_table_repeats_its_header_as_an_artifact() {
    let (laid, _) = lay_out(&rows(100), &mut |_, _| true).unwrap();
    assert!(laid.pages.len() > 2);
    for page in &laid.pages[1..laid.pages.len() - 1] {
        let (_, first, element) = lines(page)[0];
        assert_eq!((first.text.trim(), element), ("No.", None));
    }
}

#[test]
fn nothing_is_printed_below_or_beside_the_text_area() {
    for document in [sample::report(), sample::oddities(), rows(150)] {
        let (laid, _) = lay_out(&document, &mut |_, _| true).unwrap();
        let fonts = Fonts::get().unwrap();
        for page in &laid.pages {
            for item in &page.items {
                if let Item::Text { x, y, piece, .. } = item {
                    let right = x + fonts.width(piece.face, piece.size, piece.text.trim_end());
                    assert!(*y < style::BOTTOM && *x >= style::LEFT - 0.1 && right < style::RIGHT + 0.1, "{item:?}");
                }
            }
        }
    }
}

#[test]
fn a_link_to_a_row_that_is_cut_goes_to_its_beginning() {
    let (laid, _) = lay_out(&sample::oddities(), &mut |_, _| true).unwrap();
    let page = laid.pages.iter().position(|page| lines(page).iter().any(|line| line.1.text == "ABC-2"));
    assert_eq!(Some(laid.anchors["long"].page), page);
}

#[test]
fn layout_can_be_broken_off_inside_a_table() {
    let mut calls = 0;
    let result = lay_out(&rows(500), &mut |_, _| {
        calls += 1;
        calls < 4
    });
    assert!(matches!(result, Err(Error::Cancelled)));
    assert_eq!(calls, 4);
}

#[test]
fn the_width_that_a_timeline_guesses_is_near_and_not_too_small() {
    let fonts = Fonts::get().unwrap();
    for label in [
        "72 h to tell the ICO, to 11 August 16:00",
        "statement by the chair, some time on 8 August",
        "visible to anyone, about 2 h 20 min",
        "PSNI told the Information Commissioner’s Office",
        "WhatDoTheyKnow",
        "limit 11 August 2023, 16:00",
    ] {
        for (face, strong) in [(Face::Sans, false), (Face::SansStrong, true)] {
            let real = fonts.width(face, style::PICTURE.size, label) / MM;
            let guess = crate::document::width_of(label, strong);
            assert!((1.0..1.12).contains(&(guess / real)), "{label}: {guess} for {real}");
        }
    }
}

const TYPE: Type = Type { size: 10.0, leading: 12.0, plain: Face::Sans, strong: Face::SansStrong, ink: Ink::Ink };

fn wrapped(text: &str, measure: f32) -> Vec<String> {
    let mut missing = Missing::new();
    let prepared = prepare(Fonts::get().unwrap(), &Text::plain(text), &TYPE, false, &|_| true, &mut missing);
    wrap(&prepared, measure).into_iter().map(|line| line.pieces.into_iter().map(|piece| piece.text).collect()).collect()
}

#[test]
fn lines_end_with_a_space_where_one_was_and_only_there() {
    assert_eq!(wrapped("one two three", 40.0), ["one two ", "three"]);
    assert_eq!(wrapped("one\ntwo", 400.0), ["one ", "two"]);
    assert_eq!(wrapped("self-sufficient", 40.0), ["self-", "sufficien", "t"]);
    assert_eq!(wrapped("2023-08-09", 30.0), ["2023-", "08-09"]);
    assert_eq!(wrapped("in\u{AD}for\u{AD}mant", 25.0), ["infor", "mant"]);
    assert_eq!(wrapped("a\u{A0}b", 10.0), ["a\u{A0}", "b"]);
    assert_eq!(wrapped("日本", 55.0), ["[U+65E5]", "[U+672C]"]);
    assert_eq!(wrapped("", 55.0), Vec::<String>::new());
    assert_eq!(wrapped("a\r\nb\rc\td", 400.0), ["a ", "b ", "c d"]);
}

#[test]
fn balanced_lines_are_no_more_than_greedy_ones() {
    let text = Text::plain("PSNI: workforce published in an FOI answer");
    let mut missing = Missing::new();
    let prepared = prepare(Fonts::get().unwrap(), &text, &TYPE, false, &|_| true, &mut missing);
    for measure in [60.0, 90.0, 150.0, 300.0] {
        let (even, greedy) = (balanced(&prepared, measure), wrap(&prepared, measure));
        assert_eq!(even.len(), greedy.len());
        let widest = |lines: &[wrap::Line]| lines.iter().map(|line| line.width).fold(0.0, f32::max);
        assert!(widest(&even) <= widest(&greedy) + 0.01);
    }
}

proptest! {
    #[test]
    fn no_letter_is_lost_and_no_line_too_wide(text in "\\PC{0,80}", measure in 20.0_f32..200.0) {
        let mut missing = Missing::new();
        let fonts = Fonts::get().unwrap();
        let prepared = prepare(fonts, &Text::plain(text.as_str()), &TYPE, false, &|_| true, &mut missing);
        let lines = wrap(&prepared, measure);
        let widest_letter = prepared.units.iter().map(|unit| unit.advance).fold(0.0, f32::max);
        for line in &lines {
            prop_assert!(line.width <= measure.max(widest_letter) + 0.05, "{line:?}");
        }
        let printed: String = lines.iter().flat_map(|line| &line.pieces).map(|piece| piece.text.as_str()).collect();
        let wanted: String = prepared.units.iter().map(|unit| unit.ch).collect();
        let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
        prop_assert_eq!(letters(&printed), letters(&wanted));
    }

    #[test]
    fn any_text_can_be_laid_out(texts in proptest::collection::vec("\\PC{0,200}", 1..6)) {
        let mut document = Document::new(sample::front("x")).unwrap();
        let mut table = Table::new([Column::mm("a", 6.0), Column::share("b", 1.0)]);
        for text in &texts {
            document.para(text.as_str());
            table.row([Cell::from(text.as_str()), Cell::from(text.as_str())]);
        }
        document.push(table);
        lay_out(&document, &mut |_, _| true).unwrap();
    }
}
