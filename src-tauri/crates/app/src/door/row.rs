//! One thing of the timeline as a row: every column in words.

use std::collections::{HashMap, HashSet};

use breachbook_case::{
    Audience, Certainty, CommitmentStatus, Common, Happening, Id, List, NotificationStatus, QuestionStatus,
    StatementStatus, Warning, What, When, when,
};
use serde::Serialize;
use ts_rs::TS;

use super::standing::{Tone, cut, on, word};
use crate::OpenCase;
use crate::assemble::{REPLACED_BY_NEWER, WRITTEN_UP_LATE};

/// The most characters of a row's text; the panel shows all.
const MOST: usize = 600;

/// Which record something is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize, TS)]
pub struct Place {
    /// Its list, a word of the format.
    pub list: String,
    /// Its id.
    pub id: String,
}

impl Place {
    /// A record of a list.
    pub fn of(list: List, id: &Id) -> Self {
        Self { list: list.as_str().to_owned(), id: id.as_str().to_owned() }
    }
}

/// A word on a row: a state, a doubt, a restriction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Mark {
    /// The word.
    pub words: String,
    /// Its tone.
    pub tone: Tone,
    /// Whether it says that something is not certain: drawn dashed.
    pub doubt: bool,
}

impl Mark {
    fn new(words: impl Into<String>, tone: Tone) -> Self {
        Self { words: words.into(), tone, doubt: false }
    }

    fn doubt(words: &str, tone: Tone) -> Self {
        Self { words: words.to_owned(), tone, doubt: true }
    }
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Row {
    /// Its record.
    pub place: Place,
    /// The time column beside the day's heading: `14:30`, `c. 14:30`, `day`.
    pub time: String,
    /// The time in full, London time.
    pub when: String,
    /// Whether the time is approximate, or known to the day or less.
    pub vague: bool,
    /// What it is, in a word: `Breach`, `Question`.
    pub kind: String,
    /// The same as a word that never changes, for the icon.
    pub icon: String,
    /// What happened, cut where it is very long.
    pub text: String,
    /// Who, short.
    pub who: String,
    /// Who, in full.
    pub who_full: String,
    /// Words that stand beside the text.
    pub marks: Vec<Mark>,
    /// How often it was corrected, as `Corrected twice`; empty where it stands as it was written in.
    pub corrected: String,
    /// Small words under it: what it contradicts, what is to be checked.
    pub notes: Vec<String>,
}

/// What several rows share: names, what contradicts what, warnings by item.
pub struct Rows<'c> {
    open: &'c OpenCase,
    full: HashMap<&'c Id, &'c str>,
    short: HashMap<&'c Id, String>,
    contradicts: HashMap<&'c Id, Vec<String>>,
    warnings: HashMap<&'c Id, Vec<&'c Warning>>,
    default: Vec<Audience>,
}

impl<'c> Rows<'c> {
    /// Looks up once what the rows of a case need.
    pub fn new(open: &'c OpenCase) -> Self {
        let case = &open.view.case;
        let mut contradicts: HashMap<&Id, Vec<String>> = HashMap::new();
        for statement in &case.statements {
            if let Some(by) = &statement.own.contradicted_by {
                let day = statement.own.made.clone().map(|made| on(&When::Time(made)));
                let said = day.map_or_else(|| "a statement".to_owned(), |day| format!("a statement of {day}"));
                let verb = if statement.own.status == StatementStatus::Corrected { "corrects" } else { "contradicts" };
                contradicts.entry(&by.0).or_default().push(format!("{verb} {said}"));
            }
        }
        let mut warnings: HashMap<&Id, Vec<&Warning>> = HashMap::new();
        for warning in open.view.warnings.iter().filter(|warning| !warning.accepted) {
            if let Some(item) = &warning.item {
                warnings.entry(item).or_default().push(warning);
            }
        }
        let default =
            case.own.audience.as_ref().map_or_else(|| vec![Audience::Team], |audience| audience.list().to_vec());
        Self {
            open,
            full: case.parties.iter().map(|party| (&party.id, party.own.name.as_str())).collect(),
            short: case.parties.iter().map(|party| (&party.id, party.own.short_name())).collect(),
            contradicts,
            warnings,
            default,
        }
    }

    /// The short name of a party.
    pub fn short(&self, id: &Id) -> String {
        self.short.get(id).cloned().unwrap_or_else(|| id.to_string())
    }

    /// The full name of a party.
    pub fn full(&self, id: &Id) -> String {
        self.full.get(id).map_or_else(|| id.to_string(), |name| (*name).to_owned())
    }

    /// The place of a record, by its id.
    pub fn place(&self, id: &Id) -> Option<Place> {
        self.list(id).map(|list| Place::of(list, id))
    }

    /// The list that a record stands in.
    pub fn list(&self, id: &Id) -> Option<List> {
        self.open.place(id.as_str()).map(|(list, _)| list)
    }

    /// The row of something that happened.
    pub fn row(&self, happening: &Happening<'_>) -> Row {
        let id = happening.item.id();
        let bounds = happening.when.bounds();
        let exact = happening.when.anchor().is_some_and(|time| time.precision() >= breachbook_case::Precision::Hour);
        let mut marks = standing(happening);
        marks.extend(match happening.certainty {
            Some(Certainty::Reported) => Some(Mark::doubt("reported", Tone::Plain)),
            Some(Certainty::Disputed) => Some(Mark::doubt("disputed", Tone::Due)),
            Some(Certainty::Unknown) => Some(Mark::doubt("not known to be so", Tone::Due)),
            Some(Certainty::Confirmed) | None => None,
        });
        marks.extend(self.common(id, happening.item.common()));
        Row {
            place: Place::of(happening.list, id),
            time: when::brief(&happening.when),
            when: happening.when.words(),
            vague: bounds.approximate || !exact,
            kind: word(match happening.what {
                What::Event(None) => "event",
                what => what.word(),
            }),
            icon: happening.what.word().to_owned(),
            text: cut(&self.text(happening), MOST),
            who: happening.party.map(|party| self.short(party)).unwrap_or_default(),
            who_full: happening.party.map(|party| self.full(party)).unwrap_or_default(),
            marks,
            corrected: self.corrected(id),
            notes: self.notes(id),
        }
    }

    /// What the row says: its own words; of a telling also who was told, of a statement that it is a quotation.
    fn text(&self, happening: &Happening<'_>) -> String {
        let text = happening.text;
        match happening.what {
            What::Told { body, .. } => {
                let told = format!("{} told.", self.full(body));
                if text.is_empty() { told } else { format!("{told} {text}") }
            }
            What::Statement(_) => format!("“{text}”"),
            What::Letter(_) if text.is_empty() => "No subject is on record.".to_owned(),
            _ => text.to_owned(),
        }
    }

    /// Who may see it where that is not what the case says, its marking, what is wrong with it.
    pub fn common(&self, id: &Id, common: &Common) -> Vec<Mark> {
        let mut marks = Vec::new();
        if let Some(withhold) = &common.withhold {
            marks.push(Mark::new(format!("withheld: {}", withhold.ground.words()), Tone::Marking));
        } else if let Some(audience) = &common.audience
            && !same(audience.list(), &self.default)
        {
            let words: Vec<&str> = audience.list().iter().map(|audience| audience_word(*audience)).collect();
            let only = audience.list() == [Audience::Team];
            marks.push(Mark::new(if only { "team only".to_owned() } else { words.join(", ") }, Tone::Marking));
        }
        if let Some(marking) = common.marking
            && marking > self.open.view.case.own.marking()
        {
            marks.push(Mark::new(marking.as_str(), Tone::Marking));
        }
        let mut said = HashSet::new();
        for warning in self.warnings.get(id).into_iter().flatten() {
            let words = match warning.code {
                "conflict" => "two versions",
                WRITTEN_UP_LATE => "written up late",
                REPLACED_BY_NEWER => "replaced by a newer version",
                "refers-to-withdrawn" => "names what was withdrawn",
                _ => "check",
            };
            if said.insert(words) {
                marks.push(Mark::new(words, if words == "two versions" { Tone::Late } else { Tone::Due }));
            }
        }
        marks
    }

    /// How often it was corrected, in words.
    pub fn corrected(&self, id: &Id) -> String {
        corrected(self.open.corrections(id.as_str()))
    }

    /// What it contradicts, and what is to be checked.
    pub fn notes(&self, id: &Id) -> Vec<String> {
        let warned = self.warnings.get(id).into_iter().flatten();
        let warned = warned.filter(|w| !["conflict", WRITTEN_UP_LATE].contains(&w.code)).map(|w| w.message.clone());
        self.contradicts.get(id).into_iter().flatten().cloned().chain(warned).collect()
    }
}

/// How often a record was corrected; empty where it never was.
pub fn corrected(times: usize) -> String {
    match times {
        0 => String::new(),
        1 => "Corrected once".to_owned(),
        2 => "Corrected twice".to_owned(),
        n => format!("Corrected {n} times"),
    }
}

/// The word and tone of a question's state.
pub fn question(status: QuestionStatus) -> (&'static str, Tone) {
    match status {
        QuestionStatus::Open => ("unanswered", Tone::Late),
        QuestionStatus::Part => ("answered in part", Tone::Due),
        QuestionStatus::Answered => ("answered", Tone::Met),
        QuestionStatus::Evaded => ("evaded", Tone::Late),
        QuestionStatus::Refused => ("refused", Tone::Late),
    }
}

/// The word and tone of a promise's state.
pub fn promise(status: CommitmentStatus) -> (&'static str, Tone) {
    match status {
        CommitmentStatus::Open => ("open", Tone::Late),
        CommitmentStatus::Kept => ("kept", Tone::Met),
        CommitmentStatus::Broken => ("broken", Tone::Late),
        CommitmentStatus::Withdrawn => ("withdrawn", Tone::Plain),
    }
}

fn audience_word(audience: Audience) -> &'static str {
    match audience {
        Audience::Ico => "ICO",
        Audience::Nca => "NCA",
        other => other.as_str(),
    }
}

fn same(one: &[Audience], other: &[Audience]) -> bool {
    one.iter().all(|audience| other.contains(audience)) && other.iter().all(|audience| one.contains(audience))
}

/// Where a question, promise or statement stands.
fn standing(happening: &Happening<'_>) -> Vec<Mark> {
    let mark = match happening.what {
        What::Question(status) => Some(question(status)),
        What::Promise(status) => Some(promise(status)),
        What::Statement(StatementStatus::Standing) => None,
        What::Statement(status) => Some((status.as_str(), Tone::Late)),
        What::Told { status: NotificationStatus::Notified, .. } => None,
        What::Told { status, .. } => Some((status.words(), Tone::Plain)),
        What::Event(_) | What::Letter(_) | What::Decision => None,
    };
    mark.map(|(words, tone)| Mark::new(words, tone)).into_iter().collect()
}
