//! The lists of a case, line by line: headings and rows, counted through so that the page can ask for any stretch.

use breachbook_case::{AnyItem, Case, Happening, List, Precision, happenings, when, zone};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::row::{Mark, Place, Row, Rows};
use super::standing::{counted, cut, word};
use crate::OpenCase;

/// A screen of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Screen {
    /// What is due, missing, and how many are affected.
    Overview,
    /// Everything that happened.
    Timeline,
    /// Bodies told.
    BodiesTold,
    /// People and data affected.
    PeopleAndData,
    /// What limits the harm.
    Mitigations,
    /// Letters, calls, meetings.
    Correspondence,
    /// Questions, promises, statements, dates, decisions.
    HoldingToAccount,
    /// Released reports.
    Reports,
    /// The book itself.
    History,
}

impl Screen {
    /// The lists that the screen shows, each under its heading.
    pub fn lists(self) -> &'static [List] {
        match self {
            Self::Overview | Self::Timeline | Self::Reports | Self::History => &[],
            Self::BodiesTold => &[List::Notifications],
            Self::PeopleAndData => &[List::PeopleAffected, List::Data, List::Severity],
            Self::Mitigations => &[List::Mitigations],
            Self::Correspondence => &[List::Correspondence],
            Self::HoldingToAccount => {
                &[List::Questions, List::Commitments, List::Statements, List::Deadlines, List::Decisions]
            }
        }
    }
}

/// A line of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Line {
    /// The heading of a day, or of a list.
    Heading {
        /// The day, as `Tuesday 8 August 2023`.
        words: String,
        /// The zone and the number of rows, as `BST · 7 entries`.
        detail: String,
    },
    /// A row.
    Row(Box<Row>),
}

/// The timeline of a case, oldest day first.
pub fn timeline(open: &OpenCase, all: &[Happening<'_>]) -> Vec<Line> {
    let rows = Rows::new(open);
    let mut lines = Vec::with_capacity(all.len() + all.len() / 4);
    for day in all.chunk_by(|one, next| when::heading(&one.when) == when::heading(&next.when)) {
        let Some(first) = day.first() else { continue };
        let entries = counted(day.len() as u64, "entry", "entries");
        let anchor = first.when.anchor().filter(|time| time.precision() >= Precision::Day);
        let detail = anchor.map_or_else(
            || entries.clone(),
            // At noon: on the day of a clock change the zone is the one that holds for the day's hours.
            |time| format!("{} · {entries}", zone::name(time.range().first + chrono::Duration::hours(12))),
        );
        lines.push(Line::Heading { words: when::heading(&first.when), detail });
        lines.extend(day.iter().map(|happening| Line::Row(Box::new(rows.row(happening)))));
    }
    lines
}

/// The lines of a screen other than the timeline, list by list as they were written in.
pub fn plain(open: &OpenCase, screen: Screen) -> Vec<Line> {
    let rows = Rows::new(open);
    let case = &open.view.case;
    let dated = happenings(case);
    let items = case.items();
    let mut lines = Vec::new();
    for list in screen.lists() {
        let of_list: Vec<&dyn AnyItem> = items.iter().filter(|(of, ..)| of == list).map(|(_, _, item)| *item).collect();
        if of_list.is_empty() {
            continue;
        }
        let detail = counted(of_list.len() as u64, "entry", "entries");
        lines.push(Line::Heading { words: list_name(*list).to_owned(), detail });
        for item in of_list {
            let known = dated.iter().find(|h| h.list == *list && h.item.id() == item.id());
            lines.push(Line::Row(Box::new(match known {
                Some(happening) => Row { time: when::short_when(&happening.when), ..rows.row(happening) },
                None => undated(&rows, case, *list, item),
            })));
        }
    }
    lines
}

/// A row of an item that has no place in the timeline.
fn undated(rows: &Rows<'_>, case: &Case, list: List, item: &dyn AnyItem) -> Row {
    let (text, mark) = main_words(case, list, item);
    let mut marks: Vec<Mark> = mark.into_iter().collect();
    marks.extend(rows.common(item.id(), item.common()));
    Row {
        place: Place::of(list, item.id()),
        time: String::new(),
        when: String::new(),
        vague: false,
        kind: list_name(list).to_owned(),
        icon: list.as_str().to_owned(),
        text: cut(&text, 600),
        who: String::new(),
        who_full: String::new(),
        marks,
        corrected: rows.corrected(item.id()),
        notes: rows.notes(item.id()),
    }
}

/// The words by which a record is known, and its state where it has one.
fn main_words(case: &Case, list: List, item: &dyn AnyItem) -> (String, Option<Mark>) {
    let json = item.json();
    let text = |key: &str| json.get(key).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
    let party = |key: &str| breachbook_case::Id::new(text(key)).map(|id| case.party_name(&id).to_owned());
    let keys = ["title", "group", "category", "text", "subject", "reasons", "name"];
    let words = keys.into_iter().map(text).find(|words| !words.is_empty());
    let words = match list {
        List::Notifications => party("body"),
        List::Controllers | List::Processors => party("party"),
        _ => words,
    };
    let state = ["status", "affected", "risk"].into_iter().map(text).find(|state| !state.is_empty());
    let mark = state.map(|state| Mark {
        words: match state.as_str() {
            "yes" => "affected".to_owned(),
            "no" => "not affected".to_owned(),
            state => word(state).to_lowercase(),
        },
        tone: super::standing::Tone::Plain,
        doubt: false,
    });
    (words.unwrap_or_else(|| item.id().to_string()), mark)
}

/// The name of a list in the words of the work.
pub fn list_name(list: List) -> &'static str {
    match list {
        List::Parties => "Parties",
        List::Controllers => "Controllers",
        List::Processors => "Processors",
        List::Severity => "Severity",
        List::Events => "Events",
        List::Notifications => "Bodies told",
        List::Mitigations => "Mitigations",
        List::Correspondence => "Correspondence",
        List::Data => "Data",
        List::PeopleAffected => "People affected",
        List::Questions => "Questions",
        List::Commitments => "Promises",
        List::Statements => "Statements",
        List::Decisions => "Decisions",
        List::Deadlines => "Dates to keep",
        List::IcoForms => "Answers for the ICO's form",
    }
}
