//! The lists of a case, line by line: headings and rows, counted through so that the page can ask for any stretch.

use breachbook_case::count::counted;
use breachbook_case::{AnyItem, Case, List, happening};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::row::{Mark, Place, Row, Rows};
use super::standing::{cut, word};
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

/// The lines of a screen other than the timeline, list by list as they were written in.
pub fn plain(open: &OpenCase, screen: Screen) -> Vec<Line> {
    let rows = Rows::new(open);
    let case = &open.view.case;
    let mut lines = Vec::new();
    for list in screen.lists() {
        let count = case.count(*list);
        if count == 0 {
            continue;
        }
        let detail = counted(count as u64, "entry", "entries");
        lines.push(Line::Heading { words: list_name(*list).to_owned(), detail });
        for n in 0..count {
            let Some(item) = case.item(*list, n) else { continue };
            lines.push(Line::Row(Box::new(match happening(case, *list, n) {
                Some(happening) => Row { time: happening.when.short(), ..rows.row(&happening) },
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
