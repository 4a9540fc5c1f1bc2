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
    for bad in ["javascript:alert(1)", "file:///etc/passwd", " https://x", "https://x y", "https://é", "https://x\n", ""]
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
