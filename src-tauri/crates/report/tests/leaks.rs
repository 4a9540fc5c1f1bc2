//! Whatever the place and however it is written: a withheld text in a finished file is found.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod sample;

use breachbook_report::check::{Forbidden, Leak, Place, leaks, readback};
use breachbook_report::document::{Cell, Column, Document, Heading, Lane, Link, Pairs, Picture, Table, Text, Timeline};
use breachbook_report::pdf::{self, Seal};
use std::ops::ControlFlow;

fn write(document: &Document) -> Vec<u8> {
    let seal = Seal { secret: [7; 32], not_before: sample::utc("2026-01-02T03:04:05Z") };
    pdf::write(document, Some(&seal), &mut |_| ControlFlow::Continue(())).unwrap().bytes
}

fn find(bytes: &[u8], text: &str) -> Vec<Leak> {
    find_beside(bytes, text, &[])
}

fn find_beside(bytes: &[u8], text: &str, allowed: &[&str]) -> Vec<Leak> {
    let forbidden = [Forbidden { text: text.into(), item: "event-9".into() }];
    leaks(&readback(bytes).unwrap(), &forbidden, allowed.iter().copied()).unwrap()
}

fn document(add: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut document = Document::new(sample::front("A report")).unwrap();
    add(&mut document);
    write(&document)
}

const SECRET: &str = "the informant lives above the bakery in Ard\u{E9}e Street";

#[test]
fn a_clean_report_has_none() {
    let bytes = write(&sample::report());
    assert_eq!(find(&bytes, SECRET), []);
    assert_eq!(find(&bytes, "event-9"), []);
}

#[test]
fn a_text_wrapped_over_lines_is_found() {
    let around = format!("{} {SECRET} {}", "before ".repeat(13), "after ".repeat(30));
    let bytes = document(|d| d.para(around.as_str()));
    let found = find(&bytes, SECRET);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].place, Place::Element { page: 1 });
    // Nearly the same is not the same.
    assert_eq!(find(&bytes, &SECRET.replace("bakery", "butcher")), []);
}

#[test]
fn a_text_wrapped_over_pages_is_found_in_a_paragraph_and_in_a_cell() {
    for words in 900..960 {
        let around = format!("{} {SECRET}", "word ".repeat(words));
        let mut table = Table::new([Column::mm("No.", 20.0), Column::share("Text", 1.0), Column::mm("Who", 30.0)]);
        table.row(["1".into(), Cell::from(around.as_str()), Cell::from("others ".repeat(300))]);
        let bytes = document(|d| d.push(table));
        assert_eq!(find(&bytes, SECRET).len(), 1, "{words} words before");
        if words % 10 == 0 {
            let bytes = document(|d| d.para(format!("{around} {}", "x ".repeat(600))));
            assert_eq!(find(&bytes, SECRET).len(), 1, "{words} words before");
        }
    }
}

#[test]
fn a_short_word_broken_in_a_narrow_column_is_found() {
    let mut table = Table::new([Column::mm("N", 7.0), Column::share("Text", 1.0)]);
    table.row(["AB12345XY".into(), "x".into()]);
    let bytes = document(|d| d.push(table));
    assert_eq!(find(&bytes, "AB12345XY").len(), 1);
}

#[test]
fn every_other_place_is_read() {
    let secret = "Operation Halibut 7 began";
    let places: Vec<(&str, Vec<u8>)> = vec![
        ("title", write(&Document::new(sample::front(secret)).unwrap())),
        ("checkpoint", {
            let mut front = sample::front("x");
            front.checkpoint = Some(format!("{secret}\n"));
            write(&Document::new(front).unwrap())
        }),
        ("marking", {
            let mut front = sample::front("x");
            front.marking = secret.into();
            write(&Document::new(front).unwrap())
        }),
        ("foot", {
            let mut front = sample::front("x");
            front.foot_left = secret.into();
            write(&Document::new(front).unwrap())
        }),
        ("language", {
            let mut front = sample::front("x");
            front.language = secret.into();
            write(&Document::new(front).unwrap())
        }),
        ("bookmark", document(|d| d.section(Heading::new("x").bookmarked(secret)))),
        ("alt", document(|d| d.push(Picture::new(secret, 10.0, Vec::new()).unwrap()))),
        ("address", {
            let address = Link::web("https://example.org/Operation/Halibut7began");
            document(|d| d.para(Text::plain("x").linked(address)))
        }),
        ("pair", document(|d| d.push(Pairs::new().with("x", secret)))),
    ];
    for (place, bytes) in places {
        let text = if place == "address" { "Operation/Halibut7began" } else { secret };
        assert!(!find(&bytes, text).is_empty(), "{place}");
        // White space does not hide it.
        let spread: String = text.chars().flat_map(|c| [c, ' ']).collect();
        assert!(!find(&bytes, &spread).is_empty(), "{place}, spread");
    }
}

#[test]
fn a_repeated_header_is_read() {
    let mut table = Table::new([Column::share("Operation Halibut 7", 1.0)]);
    for _ in 0..80 {
        table.row(["x".into()]);
    }
    let places: Vec<Place> =
        find(&document(|d| d.push(table)), "Operation Halibut 7").into_iter().map(|leak| leak.place).collect();
    assert_eq!(places, [Place::Element { page: 1 }, Place::Artifact { page: 2 }, Place::Artifact { page: 3 }]);
}

#[test]
fn neighbours_do_not_hide_a_short_text() {
    let mut table = Table::new([Column::share("Ann", 1.0), Column::share("Bob", 1.0)]);
    for _ in 0..80 {
        table.row(["Cyd".into(), "Dan".into()]);
    }
    let mut timeline = Timeline::new(sample::utc("2026-01-01T00:00:00Z"), sample::utc("2026-01-02T00:00:00Z"));
    for label in ["Eve", "Fay"] {
        timeline.lane(Lane { label: label.into(), ..Lane::default() });
    }
    let mut front = sample::front("x");
    (front.marking, front.running_left, front.running_right, front.foot_left) =
        ("Gus".into(), "Hal".into(), "Ivy".into(), "Jon".into());
    let mut document = Document::new(front).unwrap();
    document.push(table);
    document.push(timeline.picture("alternative").unwrap());
    let bytes = write(&document);
    for name in ["Ann", "Bob", "Cyd", "Dan", "Eve", "Fay", "Gus", "Hal", "Ivy", "Jon"] {
        assert!(!find(&bytes, name).is_empty(), "{name}");
        let in_artifact = find(&bytes, name).iter().any(|leak| matches!(leak.place, Place::Artifact { .. }));
        assert_eq!(in_artifact, !["Cyd", "Dan", "Eve", "Fay"].contains(&name), "{name}");
    }
}

#[test]
fn short_texts_count_as_whole_words_only() {
    let bytes = document(|d| d.para("The constable met Ann at the station; Annex 4 names ev-10."));
    assert_eq!(find(&bytes, "Ann").len(), 1);
    assert_eq!(find(&bytes, "table"), []);
    assert_eq!(find(&bytes, "ann"), []);
    assert_eq!(find(&bytes, "ev-1"), []);
    assert_eq!(find(&bytes, "ev-10").len(), 1);
    assert_eq!(find(&bytes, "!"), [], "signs alone are no text");
    // Longer ones count in the middle of a word too.
    assert_eq!(find(&bytes, "constablemetAnn").len(), 1);
}

#[test]
fn what_is_shown_anyhow_is_no_leak() {
    let bytes = document(|d| d.para("Belfast Telegraph, August 2023"));
    assert_eq!(find(&bytes, "Belfast").len(), 1);
    assert_eq!(find_beside(&bytes, "Belfast", &["Belfast Telegraph, August 2023"]), []);
}

#[test]
fn letters_without_a_glyph_do_not_hide_a_text() {
    for text in ["東京都千代田区霞が関一丁目一番", "日本", "a\u{202E}bc", "caf\u{E9} \u{1F600}"] {
        let bytes = document(|d| d.para(format!("before {text} after")));
        assert!(!find(&bytes, text).is_empty(), "{text:?}");
    }
    // Written decomposed, printed composed.
    let bytes = document(|d| d.para("Sea\u{301}n O\u{301} Da\u{301}laigh was there"));
    assert!(!find(&bytes, "Sea\u{301}n O\u{301} Da\u{301}laigh").is_empty());
    assert!(!find(&bytes, "Seán Ó Dálaigh").is_empty());
    // A soft hyphen is not printed.
    let bytes = document(|d| d.para("a with\u{AD}held in\u{AD}for\u{AD}mant name"));
    assert!(!find(&bytes, "with\u{AD}held in\u{AD}for\u{AD}mant").is_empty());
    assert!(!find(&bytes, "withheld informant").is_empty());
}

#[test]
fn hidden_text_is_read_too() {
    // ActualText of a span says 日; the letters say [U+65E5]. Both are parts.
    let read = readback(&document(|d| d.para("日"))).unwrap();
    assert!(read.parts().iter().any(|part| part.text == "日"), "{:?}", read.parts());
    assert!(read.parts().iter().any(|part| part.text == "[U+65E5]"));
}

#[test]
fn the_format_s_own_words_are_no_leaks() {
    let mut front = sample::front("x");
    front.checkpoint = Some("breachbook/x\n1\nab+v1/cd=\n".into());
    front.earlier = Some("c2sp.org/tlog-proof@v1\nindex 4\nab+ev1/cd=\n".into());
    let bytes = write(&Document::new(front).unwrap());
    for word in [
        "Column", "Table", "Span", "internal", "Text", "external", "part", "Length", "sRGB", "Identity", "v1", "ev1",
        "index",
    ] {
        assert_eq!(find(&bytes, word), [], "{word}");
    }
    // Longer texts are looked for there too.
    assert!(!find(&bytes, "tlog-proof@v1 index").is_empty());
}

#[test]
fn strings_that_a_stranger_put_in_are_read_in_each_encoding() {
    let secret = "Operation Halibut é";
    let mut wide = vec![0xFE, 0xFF];
    wide.extend(secret.encode_utf16().flat_map(u16::to_be_bytes));
    let mut little = vec![0xFF, 0xFE];
    little.extend(secret.encode_utf16().flat_map(u16::to_le_bytes));
    let latin: Vec<u8> = secret.chars().map(|c| c as u8).collect();
    let marked = [b"\xEF\xBB\xBF".as_slice(), secret.as_bytes()].concat();
    let unmarked = wide[2..].to_vec();
    for bytes in [wide, little, latin, marked, secret.as_bytes().to_vec(), unmarked] {
        let mut doc = lopdf::Document::load_mem(&document(|d| d.para("x"))).unwrap();
        doc.add_object(lopdf::dictionary! { "Note" => lopdf::Object::string_literal(bytes.clone()) });
        let mut out = Vec::new();
        doc.save_to(&mut out).unwrap();
        let found = find(&out, secret);
        assert!(!found.is_empty(), "{bytes:?}");
        assert_eq!(found[0].place, Place::String { key: "Note".into() });
    }
    // In a stream of no known kind, compressed.
    let mut doc = lopdf::Document::load_mem(&document(|d| d.para("x"))).unwrap();
    doc.add_object(lopdf::Stream::new(lopdf::Dictionary::new(), secret.repeat(20).into_bytes()));
    doc.compress();
    let mut out = Vec::new();
    doc.save_to(&mut out).unwrap();
    assert!(matches!(find(&out, secret)[0].place, Place::Stream { .. }));
}
