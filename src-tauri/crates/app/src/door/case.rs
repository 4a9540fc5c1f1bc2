//! The case on one screen: its head, its tabs, what presses, and what the overview says.

use std::collections::HashMap;

use breachbook_case::count::{counted, number};
use breachbook_case::{Delay, Group, Id, Item, List, Warning};
use serde::Serialize;
use ts_rs::TS;

use super::case_line::ClockLine;
use super::lines::Screen;
use super::record_line::RecordLine;
use super::row::{Place, Rows};
use super::standing::capital;
use super::strip::{Pressing, length_of, strip};
use crate::OpenCase;
use crate::tell::{LinkLine, Names};

/// A case as its screen shows it, in words.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CaseScreen {
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// `open` or `closed`.
    pub status: String,
    /// The highest marking of anything in it.
    pub marking: String,
    /// As of when it is shown, in words; none for now.
    pub as_of: Option<String>,
    /// The screens, in order, with how much each holds.
    pub tabs: Vec<Tab>,
    /// What presses, the most pressing first.
    pub strip: Vec<Pressing>,
    /// What happened, in a few sentences.
    pub summary: String,
    /// Facts about the case: a label and its words.
    pub facts: Vec<Fact>,
    /// Every clock, duties first.
    pub clocks: Vec<ClockLine>,
    /// The people affected.
    pub people: Vec<PeopleLine>,
    /// Measured delays.
    pub delays: Vec<Fact>,
    /// What nobody has said yet.
    pub gaps: Vec<Remark>,
    /// What can hardly be so and nobody let stand.
    pub warnings: Vec<Remark>,
    /// What the book says of itself.
    pub record: RecordLine,
}

/// A screen of the case.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Tab {
    /// Which.
    pub screen: Screen,
    /// Its name.
    pub name: String,
    /// How much it holds; none where that says nothing.
    pub count: Option<u32>,
}

/// A label and its words.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Fact {
    /// The label.
    pub label: String,
    /// The words.
    pub words: String,
}

/// A sentence about a record, or about the whole case.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct Remark {
    /// The sentence.
    pub words: String,
    /// Its code, for a warning.
    pub code: String,
    /// The record; the first of them.
    pub place: Option<Place>,
    /// How often the same is said, as `6 times`; empty for once.
    pub times: String,
    /// The records that it is said of, where it is more than one; not more than fifty of them.
    pub each: Vec<LinkLine>,
}

/// A group of people affected, in figures.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PeopleLine {
    /// Who they are.
    pub group: String,
    /// How many: `47,000, an estimate`; where nobody says, that.
    pub number: String,
    /// Whether they were told, and when.
    pub told: String,
    /// Whether a telling is on record.
    pub is_told: bool,
    /// The risk to them, if somebody judged it.
    pub risk: String,
    /// Its record.
    pub place: Place,
}

impl CaseScreen {
    /// The screen of an open case in whose timeline so much stands.
    pub fn of(open: &OpenCase, happened: usize, record: RecordLine) -> Self {
        let (view, rows) = (&open.view, Rows::new(open));
        let own = &view.case.own;
        let mut clocks: Vec<&breachbook_case::Clock> = view.clocks.iter().collect();
        clocks.sort_by_key(|clock| clock.item.is_some());
        Self {
            reference: open.reference.clone(),
            title: own.title.to_string(),
            status: own.status().as_str().to_owned(),
            marking: view.marking.as_str().to_owned(),
            as_of: open.as_of.as_ref().map(|_| super::standing::in_full(view.now)),
            tabs: tabs(open, happened),
            strip: strip(open),
            summary: own.summary.as_ref().map(ToString::to_string).unwrap_or_default(),
            facts: facts(open, &rows),
            clocks: clocks.into_iter().map(|clock| ClockLine::of(clock, view, |id| rows.place(id))).collect(),
            people: view.case.people_affected.iter().map(people).collect(),
            delays: view.delays.iter().filter_map(|delay| said(delay, open, &rows)).collect(),
            gaps: gaps(open),
            warnings: warnings(open, &rows),
            record,
        }
    }
}

fn count(n: usize) -> Option<u32> {
    u32::try_from(n).ok()
}

fn tabs(open: &OpenCase, happened: usize) -> Vec<Tab> {
    let case = &open.view.case;
    let tab = |screen, name: &str, count| Tab { screen, name: name.to_owned(), count };
    let held = |screen: Screen| count(screen.lists().iter().map(|list| case.count(*list)).sum());
    vec![
        tab(Screen::Overview, "Overview", None),
        tab(Screen::Timeline, "Timeline", count(happened)),
        tab(Screen::BodiesTold, "Bodies told", held(Screen::BodiesTold)),
        tab(Screen::PeopleAndData, "People and data", held(Screen::PeopleAndData)),
        tab(Screen::Mitigations, "Mitigations", held(Screen::Mitigations)),
        tab(Screen::Correspondence, "Correspondence", held(Screen::Correspondence)),
        tab(Screen::HoldingToAccount, "Holding to account", held(Screen::HoldingToAccount)),
        tab(Screen::Reports, "Reports", count(open.reports)),
        tab(Screen::History, "History", u32::try_from(open.entries_then).ok()),
    ]
}

fn facts(open: &OpenCase, rows: &Rows<'_>) -> Vec<Fact> {
    let case = &open.view.case;
    let own = &case.own;
    let mut facts = Vec::new();
    let mut add = |label: &str, words: String| {
        if !words.is_empty() {
            facts.push(Fact { label: label.to_owned(), words });
        }
    };
    let happened = own.happened.as_ref().map(|when| match length_of(when) {
        Some(length) => format!("{}, {length}", when.short()),
        None => when.short(),
    });
    add("Happened", happened.unwrap_or_else(|| "Missing: nobody has yet said when it happened".to_owned()));
    add("Kind", super::standing::word(own.incident_type.as_str()));
    let controllers: Vec<String> = case.controllers.iter().map(|c| rows.full(&c.own.party.0)).collect();
    add(if controllers.len() == 1 { "Controller" } else { "Controllers" }, controllers.join(", "));
    let processors: Vec<String> = case.processors.iter().map(|p| rows.full(&p.own.party.0)).collect();
    add(if processors.len() == 1 { "Processor" } else { "Processors" }, processors.join(", "));
    for controller in &case.controllers {
        let own = &controller.own;
        let who = if case.controllers.len() == 1 { String::new() } else { format!(" ({})", rows.short(&own.party.0)) };
        let aware = own.aware.as_ref().map(|aware| aware.time.short());
        add(&format!("Aware{who}"), aware.unwrap_or_default());
    }
    add("Operation", own.operation.as_ref().map(ToString::to_string).unwrap_or_default());
    add("Record kept by", own.kept_by.as_ref().map(|party| rows.full(&party.0)).unwrap_or_default());
    add("Law of", own.jurisdiction.map(|law| jurisdiction(law).to_owned()).unwrap_or_default());
    if open.newer > 0 {
        add(
            "Kept, not read",
            format!("{} written by a newer version", counted(open.newer as u64, "record", "records")),
        );
    }
    facts
}

fn jurisdiction(law: breachbook_case::Jurisdiction) -> &'static str {
    match law {
        breachbook_case::Jurisdiction::EnglandWales => "England and Wales",
        breachbook_case::Jurisdiction::Scotland => "Scotland",
        breachbook_case::Jurisdiction::NorthernIreland => "Northern Ireland",
    }
}

fn people(item: &Item<Group>) -> PeopleLine {
    let own = &item.own;
    let n = number;
    let whole = |key: &Option<breachbook_case::Whole>| key.map(|n| n.0);
    let how_many = match (whole(&own.number), whole(&own.min), whole(&own.max)) {
        (Some(number), ..) => n(number),
        (None, Some(min), Some(max)) => format!("{} to {}", n(min), n(max)),
        (None, Some(min), None) => format!("at least {}", n(min)),
        (None, None, Some(max)) => format!("at most {}", n(max)),
        (None, None, None) => String::new(),
    };
    let basis = match own.basis {
        Some(breachbook_case::Basis::Estimate) => ", an estimate",
        Some(breachbook_case::Basis::Confirmed) => ", confirmed",
        None => "",
    };
    let first = own.told.iter().min_by_key(|told| told.at.range().first);
    let told = match (first, &own.exemption) {
        (Some(told), _) => match whole(&told.number) {
            Some(of) => format!("{} told {}", n(of), told.at.short()),
            None => format!("told {}; how many is not on record", told.at.short()),
        },
        (None, Some(exemption)) => format!("not told: {}", exemption.ground.as_str().replace('-', " ")),
        (None, None) => "Missing: no telling is on record".to_owned(),
    };
    PeopleLine {
        group: own.group.to_string(),
        number: if how_many.is_empty() {
            "Missing: nobody has yet said how many".to_owned()
        } else {
            format!("{how_many}{basis}")
        },
        told,
        is_told: first.is_some(),
        risk: own.risk.map(|risk| format!("{} risk", risk.as_str())).unwrap_or_default(),
        place: Place::of(List::PeopleAffected, &item.id),
    }
}

/// A delay in words: from what to what, and how long.
fn said(delay: &Delay, open: &OpenCase, rows: &Rows<'_>) -> Option<Fact> {
    let case = &open.view.case;
    let who = delay.processor.as_ref().or(delay.controller.as_ref()).map(|id| rows.short(id));
    let of = |words: &str| who.as_ref().map_or_else(|| capital(words), |who| format!("{who} {words}"));
    let end = |name: &str| match name {
        "happened" => Some("the breach".to_owned()),
        "discovered" => Some(of("discovered it")),
        "aware" => Some(of("aware")),
        id => {
            let id = Id::new(id)?;
            let told = case.notifications.iter().find(|n| n.id == id).map(|n| rows.short(&n.own.body.0));
            let told =
                told.or_else(|| case.people_affected.iter().find(|g| g.id == id).map(|g| g.own.group.to_string()));
            told.map(|who| format!("{who} told"))
        }
    };
    // A statement and what contradicts it stand in the strip and in their own screen.
    let (from, to) = (end(&delay.from)?, end(&delay.to)?);
    let about = if delay.approximate { "c. " } else { "" };
    Some(Fact { label: format!("{} to {to}", capital(&from)), words: format!("{about}{}", delay.minutes.words()) })
}

fn gaps(open: &OpenCase) -> Vec<Remark> {
    let place = |path: &str| {
        let (list, rest) = path.strip_prefix("$.")?.split_once('[')?;
        let n: usize = rest.split_once(']')?.0.parse().ok()?;
        let list = List::from_word(list)?;
        open.whole().item(list, n).map(|item| Place::of(list, item.id()))
    };
    let gaps = open.view.gaps.iter();
    gaps.map(|gap| Remark { words: gap.why.clone(), place: place(&gap.path), ..Remark::default() }).collect()
}

/// How many records are named of which the same is said.
const NAMED: usize = 50;

/// The warnings that nobody let stand; what is said of several records is said once, in the place of the first.
fn warnings(open: &OpenCase, rows: &Rows<'_>) -> Vec<Remark> {
    let mut said: Vec<(&Warning, Vec<&Id>)> = Vec::new();
    let mut places: HashMap<(&str, &str), usize> = HashMap::new();
    for warning in open.view.warnings.iter().filter(|warning| !warning.accepted) {
        let at = *places.entry((warning.code, &warning.message)).or_insert(said.len());
        if at == said.len() {
            said.push((warning, Vec::new()));
        }
        if let Some((_, of)) = said.get_mut(at) {
            of.extend(&warning.item);
        }
    }
    let names = Names::of(open);
    let remark = |(warning, of): (&Warning, Vec<&Id>)| Remark {
        words: warning.message.clone(),
        code: warning.code.to_owned(),
        place: of.first().and_then(|id| rows.place(id)),
        times: if of.len() > 1 { counted(of.len() as u64, "time", "times") } else { String::new() },
        each: match of.len() {
            0 | 1 => Vec::new(),
            _ => of.iter().take(NAMED).filter_map(|id| names.link(id.as_str())).collect(),
        },
    };
    said.into_iter().map(remark).collect()
}
