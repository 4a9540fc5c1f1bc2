//! The document that the tests look at: a federation's report on a real case, with every kind of block.
//! Dates and words about the record's length are invented for the test.
#![allow(clippy::unwrap_used, clippy::expect_used, dead_code, missing_docs)]

use breachbook_report::document::{
    Callout, Cell, Column, Document, Figure, Front, Heading, Ink, Lane, Link, List, Mark, Moment, Pairs, Picture,
    Place, Run, Shape, Span, Stroke, Style, Table, Text, Timeline,
};
use chrono::{DateTime, Utc};

pub const NOTE: &str = "breachbook/PSNI-2023-08/3f2c9a4177e05d1b08c4e6f2b39a6d10\n412\n\
    47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\u{2014} breachbook/PSNI-2023-08 Az3grlgtzPICa5OS8npV\n";

pub fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub fn front(title: &str) -> Front {
    Front {
        kicker: Some("Federation accountability report".into()),
        title: title.into(),
        language: "en-GB".into(),
        marking: "OFFICIAL-SENSITIVE".into(),
        running_left: "PSNI: workforce published in an FOI answer".into(),
        running_right: "Federation accountability report".into(),
        foot_left: "PSNI-2023-08 · report 3".into(),
        made_at: utc("2026-11-24T18:00:00Z"),
        checkpoint: Some(NOTE.into()),
        log_key: Some("breachbook/PSNI-2023-08/3f2c9a41+8a5b1c2d+AQID".into()),
        earlier: Some("c2sp.org/tlog-proof@v1\nindex 40\n&<\n".into()),
    }
}

fn entries(numbers: &[u64]) -> Text {
    Text::entries(numbers, |n| Some(format!("entry-{n}")))
}

/// The report of the picture.
pub fn report() -> Document {
    let mut d = Document::new(front("PSNI: workforce published in an FOI answer")).unwrap();
    d.lead(
        "On 8 August 2023 a spreadsheet given in answer to a freedom of information request held, on a hidden sheet, \
         the names, ranks, units and locations of 9,483 officers and staff. Anyone could read it for about two hours \
         and twenty minutes.",
    );
    d.push(
        Pairs::new()
            .with("Case", "PSNI-2023-08")
            .with("Controller", "Police Service of Northern Ireland")
            .with("Made for", "Police Federation for Northern Ireland")
            .with("As recorded on", "24 November 2026, 18:00 GMT (412 entries)")
            .with("Report", "3, replaces report 2 of 3 October 2024"),
    );
    d.section(Heading::new("What the record shows").anchored("findings"));
    d.push(vec![
        Figure::new(
            "same day",
            Text::plain("from awareness (about 16:00) to the ICO being told; limit 72 hours ").and(entries(&[12])),
        ),
        Figure::new(
            "1 day",
            Text::plain("from awareness to people being told; 9,483 of 9,483 ").and(entries(&[15, 31])),
        ),
        Figure::new(
            "2 days",
            Text::plain("from “no immediate security concerns” to its contradiction by the Chief Constable ")
                .and(entries(&[9, 18])),
        ),
    ]);
    d.section("Promises and questions");
    let mut promises = Table::new([
        Column::share("What was promised or asked", 1.5),
        Column::share("By or of", 1.0),
        Column::mm("On", 24.0),
        Column::share("State", 1.6),
        Column::mm("Entry", 14.0).right(),
    ]);
    for (what, who, on, state, entry) in [
        (
            "Try to identify each person who saw or downloaded the information",
            "PSNI promised",
            "9 Aug 2023",
            Text::late("open, 1,203 days"),
            22,
        ),
        (
            "How many people have downloaded the file, and who are they?",
            "asked of PSNI",
            "9 Aug 2023",
            Text::late("unanswered"),
            21,
        ),
        ("Have the file removed from the website", "PSNI", "8 Aug 2023", Text::met("done in about 50 min"), 6),
    ] {
        promises.row([what.into(), who.into(), on.into(), state.into(), entries(&[entry]).into()]);
    }
    d.push(promises);
    d.section("Statements that changed");
    let mut statements = Table::new([
        Column::share("What was said", 1.0).row_header(),
        Column::share("Then", 1.15),
        Column::mm("Entries", 15.0).right(),
    ]);
    statements.row([
        Text::plain("“The data was visible for two and a half to three hours.” ")
            .and(Text::grey("PSNI, 9 August 2023"))
            .into(),
        "Corrected: about 2 hours 20 minutes, in the penalty notice of 26 September 2024".into(),
        entries(&[10, 44]).into(),
    ]);
    statements.row([
        Text::plain("“There are no immediate security concerns.” ").and(Text::grey("PSNI, 8 August 2023")).into(),
        "Contradicted on 10 August by the Chief Constable, who told the Policing Board that dissident republicans \
         claimed to hold the data"
            .into(),
        entries(&[9, 18]).into(),
    ]);
    d.push(statements);
    d.push(Callout::new(
        "Withheld from this report.",
        "3 records, legal professional privilege; 1 record, for the team only. What is withheld is not in this file.",
    ));
    d.section(Heading::new("Timeline").bookmarked("Timeline, 8 to 10 August"));
    d.push(timeline());
    d.push(events());
    d.section("Can this report be checked?");
    d.para(
        "Yes. It is signed as PDFs are: any reader that checks signatures says whether a page was changed since. \
         Whoever keeps this file can later ask that the record still holds all that it held now, unchanged; \
         Breachbook checks both, and the written format says how to do it without Breachbook. The signature shows \
         which key made it, not who held the key.",
    );
    d.push(
        Pairs::new()
            .with("Signed with key", Text::mono("3f2c 9a41 77e0 5d1b 08c4 e6f2 b39a 6d10"))
            .with("The record then", Text::mono("412 entries · K7QD-93MA-XW2T-6HNE")),
    );
    d
}

fn timeline() -> Picture {
    let at = |time: &str| utc(&format!("2023-08-08T{time}:00Z"));
    let mut picture = Timeline::new(at("13:00"), at("16:00"));
    for n in 0..=6 {
        let minutes = 13 * 60 + 30 * n;
        let tick = at(&format!("{:02}:{:02}", minutes / 60, minutes % 60));
        picture.tick(tick, format!("{:02}:{:02}", minutes / 60 + 1, minutes % 60));
    }
    picture.lane(Lane {
        label: "Website".into(),
        spans: vec![Span {
            from: at("13:30"),
            to: Some(at("15:50")),
            label: "visible to anyone, about 2 h 20 min".into(),
            ink: Ink::Late,
            exact: true,
        }],
        moments: vec![
            Moment { at: at("13:30"), label: String::new(), ink: Ink::Late, exact: true },
            Moment { at: at("15:50"), label: String::new(), ink: Ink::Met, exact: true },
        ],
    });
    picture.lane(Lane {
        label: "PSNI".into(),
        spans: vec![Span {
            from: at("15:00"),
            to: None,
            label: "72 h to tell the ICO, to 11 August 16:00".into(),
            ink: Ink::Blue,
            exact: true,
        }],
        moments: vec![Moment { at: at("15:00"), label: "aware, about 16:00".into(), ink: Ink::Blue, exact: false }],
    });
    picture.lane(Lane {
        label: "Federation".into(),
        spans: vec![Span {
            from: at("14:42"),
            to: Some(at("16:00")),
            label: "statement by the chair, some time on 8 August".into(),
            ink: Ink::Grey,
            exact: false,
        }],
        moments: Vec::new(),
    });
    picture
        .picture(
            "Timeline of 8 August 2023, 14:00 to 17:00. Website: visible to anyone from 14:30 to 16:50. PSNI: aware at \
             about 16:00, from when 72 hours run. Federation: a statement by the chair at some time that day.",
        )
        .unwrap()
        .captioned(
            "A dashed outline marks a time that is known only to the hour or the day. Times are British Summer Time.",
        )
}

fn events() -> Table<5> {
    let mut t = Table::new([
        Column::mm("Time", 15.0),
        Column::mm("Kind", 20.0),
        Column::share("What happened, and how it is known", 1.0),
        Column::mm("Who", 27.0),
        Column::mm("Entry", 12.0).right(),
    ]);
    let row = |t: &mut Table<5>, time: &str, kind: &str, what: &str, source: &str, who: &str, entry: u64| {
        t.row_at(
            format!("entry-{entry}"),
            [time.into(), kind.into(), Cell::from(what).then(Text::grey(source)), who.into(), entries(&[entry]).into()],
        );
    };
    t.group("Tuesday 8 August 2023");
    row(
        &mut t,
        "c. 14:30",
        "Breach",
        "The answer with the hidden sheet is published on the freedom of information website.",
        "Belfast Telegraph, August 2023",
        "PSNI",
        2,
    );
    row(
        &mut t,
        "c. 16:50",
        "Containment",
        "The file is hidden from view; it had been available for about 2 hours 20 minutes.",
        "5 Essex Chambers, The Data Brief, 26 November 2024. Corrected twice since it was first written; see appendix B.",
        "WhatDoTheyKnow",
        44,
    );
    row(
        &mut t,
        "that day",
        "Notification",
        "The senior information risk owner says that the Information Commissioner’s Office has been informed.",
        "The Telegraph, 8 August 2023",
        "PSNI",
        12,
    );
    t.group("Wednesday 9 August 2023");
    row(
        &mut t,
        "that day",
        "Decision",
        "The force declares a critical incident, issues personal security advice and sets up an emergency threat assessment group.",
        "IrishCentral, 9 August 2023",
        "PSNI",
        15,
    );
    t.group("Thursday 10 August 2023");
    row(
        &mut t,
        "10:00",
        "Meeting",
        "The Policing Board holds an emergency meeting with the Chief Constable, who says that dissident republicans claim to hold the data.",
        "Belfast Telegraph, 9 August 2023. Reported, not confirmed.",
        "Policing Board",
        18,
    );
    t
}

/// Everything that [`report`] does not have: lists, H3, web links, other scripts, controls, long words, an empty
/// cell, a row longer than a page.
pub fn oddities() -> Document {
    let mut d = Document::new(front("Odds & ends <of> a report: Łukasz, Seán Ó Dálaigh, Ωμέγα")).unwrap();
    d.lead("Greek in the serif face: Ωμέγα, and Cyrillic: Жук. £4,500 “quoted” – dash — dash.");
    d.section("Lists");
    d.push(List::bullets([
        Text::plain("A first item that is long enough to need two lines, so that one sees where the second line begins under the first and not under the bullet."),
        Text::plain("A link to ").and(Text::plain("the case file").linked(Link::web("https://example.org/case?id=1&x=(2)"))).and(" in the middle of a line."),
        Text::strong("Bold, ").and(Text::due("due in 2 hours")).and(Text::styled(Style::Marking, ", restricted")),
    ]));
    d.push(List::numbers((1..=11).map(|n| Cell::from(format!("Item {n}")).then(Text::grey("and its source")))));
    d.subsection(Heading::new("Scripts and controls")).unwrap();
    d.para("Japanese 日本語 and an emoji 😀 print as codes; a bidi control\u{202E} prints as a code; a bell\u{7} too. soft\u{AD}hyphen, zero\u{200B}width.");
    d.para("A new line\nand a tab\tin a text; NFD: Se\u{301}an; dead link ".to_owned() + "to nowhere.");
    d.para(
        Text::plain("nowhere")
            .linked(Link::to("no-such-anchor"))
            .and(" and ")
            .and(Text::plain("findings").linked(Link::to("end")))
            .and(" and ")
            .and(Text::plain("the long row").linked(Link::to("long"))),
    );
    d.para("x".repeat(400));
    d.small("Small print, grey.");
    d.subsection("Doubt").unwrap();
    d.push(
        Picture::new(
            "A line, a ring, a disc, an arrow and a label that is cut.",
            30.0,
            vec![
                Shape::Line { x1: 0.0, y1: 5.0, x2: 174.0, y2: 5.0, stroke: Stroke::dashed(Ink::Due, 0.3) },
                Shape::Circle {
                    x: 20.0,
                    y: 15.0,
                    radius: 4.0,
                    fill: None,
                    stroke: Some(Stroke::solid(Ink::Marking, 0.3)),
                },
                Shape::Circle {
                    x: 40.0,
                    y: 15.0,
                    radius: 4.0,
                    fill: Some(Ink::MetSoft),
                    stroke: Some(Stroke::dashed(Ink::Met, 0.3)),
                },
                Shape::ArrowRight { x: 60.0, y: 15.0, size: 3.0, ink: Ink::Ink },
                Shape::Label {
                    x: 80.0,
                    y: 16.0,
                    text: "Σ a label that does not fit".into(),
                    strong: true,
                    ink: Ink::Ink,
                    place: Place::Start,
                    max: 25.0,
                },
                Shape::Rect { x: 120.0, y: 10.0, w: 30.0, h: 8.0, radius: 2.0, fill: Some(Ink::DueSoft), stroke: None },
            ],
        )
        .unwrap(),
    );
    let doubt =
        Run { text: "reported, not confirmed".into(), style: Style::Plain, link: None, mark: Some(Mark::Doubt) };
    d.para(Text::from(doubt));
    d.section(Heading::new("A row longer than a page").anchored("end"));
    let mut t =
        Table::new([Column::mm("No.", 15.0).row_header(), Column::share("Text", 1.0), Column::mm("Ref.", 30.0).mono()]);
    t.group("First day");
    t.row(["1".into(), Cell::empty(), "ABC-1".into()]);
    t.row_at("long", ["2".into(), Cell::from("words ".repeat(1100)).then(Text::grey("its source")), "ABC-2".into()]);
    t.row(["3".into(), "after it".into(), "abcdefghijklmnopqrstuvwxyz0123456789".into()]);
    d.push(t);
    d
}
