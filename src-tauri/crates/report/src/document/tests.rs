#![allow(clippy::unwrap_used, clippy::expect_used)]
use super::*;

fn front(title: &str) -> Front {
    Front {
        kicker: None,
        title: title.into(),
        language: "en-GB".into(),
        marking: String::new(),
        running_left: String::new(),
        running_right: String::new(),
        foot_left: String::new(),
        made_at: "2026-11-24T18:00:00Z".parse().unwrap(),
        checkpoint: None,
        log_key: None,
        earlier: None,
    }
}

#[test]
fn a_document_has_a_title_and_a_language() {
    assert!(matches!(Document::new(front(" \n")), Err(Error::Empty { what: "title" })));
    let without_language = Front { language: String::new(), ..front("x") };
    assert!(matches!(Document::new(without_language), Err(Error::Empty { what: "language" })));
}

#[test]
fn an_h3_comes_after_an_h2() {
    let mut document = Document::new(front("x")).unwrap();
    assert!(matches!(document.subsection("too soon"), Err(Error::HeadingOrder { .. })));
    assert!(document.blocks().is_empty());
    document.section("a section");
    document.subsection("now").unwrap();
    assert_eq!(document.blocks().len(), 2);
}

#[test]
fn a_picture_has_words_and_fits_a_page() {
    assert!(matches!(Picture::new("", 10.0, Vec::new()), Err(Error::Empty { .. })));
    for height in [0.0, -1.0, 201.0, f32::NAN, f32::INFINITY] {
        assert!(matches!(Picture::new("x", height, Vec::new()), Err(Error::PictureHeight { .. })), "{height}");
    }
}

#[test]
fn only_web_and_mail_addresses_become_links() {
    for good in ["https://example.org/a?b=c#d", "http://x", "HTTPS://EXAMPLE.ORG", "mailto:a@example.org"] {
        assert!(Link::web(good).is_some(), "{good}");
    }
    for bad in
        ["javascript:alert(1)", "file:///etc/passwd", " https://x", "https://x y", "https://é", "https://x\n", ""]
    {
        assert_eq!(Link::web(bad), None, "{bad:?}");
    }
}

#[test]
fn plain_text_holds_every_word() {
    let mut document = Document::new(front("Title")).unwrap();
    document.section(Heading::new("Heading").bookmarked("only in the bookmark"));
    document.push(Pairs::new().with("Label", "Value"));
    document.push(vec![Figure::new("2 days", "from a to b")]);
    let mut table = Table::new([Column::share("Head", 1.0), Column::mm("Other", 20.0)]);
    table.group("Day");
    table.row([Cell::from("fact").then("source"), Cell::empty()]);
    document.push(table);
    document.push(List::bullets(["item"]));
    document.push(Callout::new("Withheld.", "3 records"));
    assert_eq!(
        document.plain_text(),
        "Title\nHeading\nLabel: Value\n2 days\nfrom a to b\nHead\nOther\nDay\nfact\nsource\n\nitem\nWithheld. 3 records"
    );
}

#[test]
fn entry_numbers_are_links_one_by_one() {
    let text = Text::entries(&[9, 18], |n| (n == 9).then(|| format!("entry-{n}")));
    assert_eq!(text.plain_text(), "[9, 18]");
    let links: Vec<Option<&Link>> = text.runs().iter().map(|run| run.link.as_ref()).collect();
    assert_eq!(links, [Some(&Link::to("entry-9")), None, None]);
    assert!(Text::entries(&[], |_| None).is_empty());
}

#[test]
fn a_group_without_rows_is_left_out() {
    let mut table = Table::new([Column::share("Head", 1.0)]);
    table.group("empty");
    assert!(table.is_empty());
    table.group("full");
    table.row(["x".into()]);
    let block = TableBlock::from(table);
    assert_eq!(block.groups().iter().map(Group::heading).collect::<Vec<_>>(), [Some("full")]);
}

#[test]
fn labels_of_a_crowded_timeline_do_not_overlap() {
    let at = |minute: i64| front("x").made_at + chrono::Duration::minutes(minute);
    for gap in [1, 5, 10, 20, 40] {
        let mut timeline = Timeline::new(at(0), at(200));
        let moments = (0..6).map(|n| Moment {
            at: at(20 + n * gap),
            label: format!("what happened at moment {n}"),
            ink: Ink::Ink,
            exact: true,
        });
        let span =
            Span { from: at(10), to: Some(at(15)), label: "too long for its bar".into(), ink: Ink::Late, exact: true };
        timeline.lane(Lane { label: "x".into(), spans: vec![span], moments: moments.collect() });
        let picture = timeline.picture("x").unwrap();
        let labels: Vec<(f32, f32, f32)> = picture
            .shapes()
            .iter()
            .filter_map(|shape| match shape {
                Shape::Label { x, y, text, .. } => Some((*y, *x, x + width_of(text, false))),
                _ => None,
            })
            .collect();
        assert!(labels.len() >= 4, "{gap}: {labels:?}");
        for (n, first) in labels.iter().enumerate() {
            assert!(first.0 < picture.height() && first.2 <= PICTURE_WIDTH + 0.2, "{gap}: {first:?}");
            for second in &labels[n + 1..] {
                let apart = first.0 != second.0 || first.2 < second.1 || second.2 < first.1;
                assert!(apart, "{gap}: {first:?} over {second:?}");
            }
        }
    }
}

#[test]
fn a_timeline_in_the_wrong_order_or_without_length_is_drawn() {
    let at = front("x").made_at;
    for (from, to) in [(at, at), (at, at - chrono::Duration::hours(1))] {
        let mut timeline = Timeline::new(from, to);
        timeline.tick(at, "now");
        let span = Span { from: at, to: None, label: "on".into(), ink: Ink::Blue, exact: false };
        timeline.lane(Lane { label: "x".into(), spans: vec![span], moments: Vec::new() });
        for shape in timeline.picture("x").unwrap().shapes() {
            if let Shape::Rect { x, w, .. } = shape {
                assert!(x.is_finite() && *w > 0.0 && x + w <= PICTURE_WIDTH + 0.1, "{shape:?}");
            }
        }
    }
}
