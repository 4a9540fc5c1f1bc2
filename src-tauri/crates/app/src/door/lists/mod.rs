//! The screens that are lists: sections of rows in words, each row with where it stands and what is missing.

mod account;
mod answers;
mod asked;
mod bodies;
mod knew;
mod letters;
mod measures;
mod people;
mod sight;

use std::collections::BTreeMap;

use breachbook_case::{Shape as _, When};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use knew::{Knew, KnewLine, KnewTick};

use sight::Sight;

use super::standing::{Shape, Tone};
use crate::OpenCase;

/// A screen that is a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ListScreen {
    /// Bodies told, or considered.
    BodiesTold,
    /// The people affected, the data, who is responsible and who takes part.
    PeopleAndData,
    /// Steps that limit the harm.
    Mitigations,
    /// Letters, calls, meetings.
    Correspondence,
    /// Questions, promises, time limits, statements, decisions.
    HoldingToAccount,
}

/// A list screen in words.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ListSheet {
    /// Its sections, in order.
    pub sections: Vec<ListSection>,
    /// Who knew, and when they were told, to scale; on Holding to account only.
    pub knew: Option<Knew>,
}

/// Rows of one kind.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ListSection {
    /// The list that a new row of it is added to.
    pub list: String,
    /// Its heading.
    pub title: String,
    /// What the rows come to, as `2 open, 1 answered`.
    pub note: String,
    /// The headings of the cells of its rows.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<ListRow>,
    /// What is said where there is no row.
    pub empty: String,
    /// The words of the button that adds a row; none where rows are worked out, not written.
    pub add: Option<String>,
    /// What a new record of it begins with, as `controller`: the id of a party, by the key of the format.
    pub begins: BTreeMap<String, String>,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
pub struct ListRow {
    /// The list of its record; empty where no record stands behind it.
    pub list: String,
    /// The record's id.
    pub id: String,
    /// What it is.
    pub title: String,
    /// More about it, a line each.
    pub lines: Vec<String>,
    /// A cell for each column of the section.
    pub cells: Vec<RowCell>,
    /// Where it stands.
    pub state: Option<RowState>,
    /// How often it was corrected, as `Corrected twice`; empty where it stands as it was written in.
    pub corrected: String,
    /// Marks: withheld, team only, to check.
    pub marks: Vec<RowMark>,
    /// What is missing, as `Missing: nobody has yet said …`.
    pub missing: Vec<String>,
    /// The stages that it goes through, in order; empty where there are none.
    pub steps: Vec<RowStep>,
    /// How many times it was chased.
    pub chased: u32,
    /// What came of it, beside it.
    pub beside: Option<RowBeside>,
    /// The numbers of the entries that it rests on, as `[9, 12]`.
    pub entries: String,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct RowCell {
    /// Its words; empty where there is nothing to say.
    pub words: String,
    /// Whether they are in doubt.
    pub doubt: bool,
}

/// Where something stands: a word, with a tone and a shape beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RowState {
    /// The word.
    pub words: String,
    /// The colour that goes with it.
    pub tone: Tone,
    /// The shape that goes with it.
    pub shape: Shape,
    /// Whether it rests on a time that is "about".
    pub doubt: bool,
}

/// A mark on a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RowMark {
    /// Its words.
    pub words: String,
    /// Its tone.
    pub tone: Tone,
}

/// A stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RowStep {
    /// Its words.
    pub words: String,
    /// Whether it is reached.
    pub reached: Reached,
}

/// How far a stage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Reached {
    /// It lies behind.
    Done,
    /// It is where things stand.
    Now,
    /// It lies ahead.
    Ahead,
}

/// What came of something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RowBeside {
    /// The word for it.
    pub word: String,
    /// Its tone.
    pub tone: Tone,
    /// More, in a sentence.
    pub words: String,
    /// What it rests on; empty where there is nothing to say.
    pub small: String,
}

/// A list screen of an open case.
pub(super) fn list_sheet(open: &OpenCase, screen: ListScreen) -> ListSheet {
    let sight = Sight::of(open);
    let sections = match screen {
        ListScreen::BodiesTold => bodies::sections(&sight).into_iter().chain(asked::sections(&sight)).collect(),
        ListScreen::PeopleAndData => people::sections(&sight),
        ListScreen::Mitigations => measures::sections(&sight),
        ListScreen::Correspondence => letters::sections(&sight),
        ListScreen::HoldingToAccount => account::sections(&sight),
    };
    let knew = (screen == ListScreen::HoldingToAccount).then(|| knew::knew(&sight)).flatten();
    ListSheet { sections, knew }
}

impl ListSheet {
    /// Says of each row how often its record was corrected.
    pub(super) fn say_corrected(&mut self, times: impl Fn(&str) -> usize) {
        for row in self.sections.iter_mut().flat_map(|section| &mut section.rows) {
            row.corrected = super::row::corrected(times(&row.id));
        }
    }
}

impl RowState {
    /// A state that rests on no doubtful time.
    pub fn new(words: impl Into<String>, tone: Tone, shape: Shape) -> Self {
        Self { words: words.into(), tone, shape, doubt: false }
    }
}

impl RowCell {
    /// Words without doubt.
    pub fn plain(words: impl Into<String>) -> Self {
        Self { words: words.into(), doubt: false }
    }

    /// A time in short form.
    pub fn when(when: &When) -> Self {
        Self {
            words: when.short(),
            doubt: crate::tell::when(&when.write()).is_some_and(|when| crate::tell::doubtful(&when)),
        }
    }

    /// A time in short form, or nothing.
    pub fn time(time: Option<&breachbook_case::Time>) -> Self {
        time.map(|time| Self::when(&When::Time(time.clone()))).unwrap_or_default()
    }
}

/// Parts that say something, joined by a middle dot.
pub(super) fn dotted(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// `2 open, 1 answered`: how often each word stands, in the order of the words.
pub(super) fn tally<'w>(all: impl Iterator<Item = &'w str> + Clone, order: &[&'w str]) -> String {
    let of = |word: &&str| {
        let n = all.clone().filter(|one| one == word).count();
        (n > 0).then(|| format!("{n} {word}"))
    };
    order.iter().filter_map(of).collect::<Vec<_>>().join(", ")
}
