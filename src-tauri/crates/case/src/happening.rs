//! What of a case stands in its timeline: every event, and what else was told, written, asked, promised, said or
//! decided at a recorded time. A mitigation is no moment but work with a state of its own, so it stands elsewhere.

use std::borrow::Cow;

use crate::case::{AnyItem, Case, List};
use crate::record::{
    Certainty, Channel, CommitmentStatus, EventKind, NotificationStatus, QuestionStatus, StatementStatus,
};
use crate::shape::Id;
use crate::time::{Time, When};
use crate::when::{self, Place};

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What<'c> {
    /// A line of the timeline, of a kind if somebody says so.
    Event(Option<EventKind>),
    /// A body was told.
    Told {
        /// Which (party id).
        body: &'c Id,
        /// Where that stands.
        status: NotificationStatus,
    },
    /// A letter, call or meeting.
    Letter(Channel),
    /// A question was put.
    Question(QuestionStatus),
    /// A promise was made.
    Promise(CommitmentStatus),
    /// Something was said of the breach.
    Statement(StatementStatus),
    /// A decision with its rationale.
    Decision,
}

impl What<'_> {
    /// A word that stays the same, for the picture of it: `breach`, `told`, `email`, `promise`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Event(kind) => kind.map_or("other", EventKind::as_str),
            Self::Told { .. } => "told",
            Self::Letter(channel) => channel.as_str(),
            Self::Question(_) => "question",
            Self::Promise(_) => "promise",
            Self::Statement(_) => "statement",
            Self::Decision => "decision",
        }
    }
}

/// Something with a place in the timeline.
pub struct Happening<'c> {
    /// The list of its record.
    pub list: List,
    /// Its record.
    pub item: &'c dyn AnyItem,
    /// What it is.
    pub what: What<'c>,
    /// When.
    pub when: Cow<'c, When>,
    /// Its own words; empty where there are none.
    pub text: &'c str,
    /// Who did, said, asked or promised it (party id).
    pub party: Option<&'c Id>,
    /// How sure it is.
    pub certainty: Option<Certainty>,
}

impl Happening<'_> {
    /// Its place among the others.
    pub fn place(&self) -> Place {
        when::order(&self.when)
    }
}

/// The lists of which something stands in the timeline. What stands at one moment comes in this order: events first,
/// since they say what the others are about.
pub const TIMELINE_LISTS: &[List] = &[
    List::Events,
    List::Notifications,
    List::Correspondence,
    List::Questions,
    List::Commitments,
    List::Statements,
    List::Decisions,
];

/// What item `n` of a list is in the timeline, if anything.
pub fn happening(case: &Case, list: List, n: usize) -> Option<Happening<'_>> {
    let of = |item, what, when, text, party| Happening { list, item, what, when, text, party, certainty: None };
    let at = |time: &Time| Cow::Owned(When::Time(time.clone()));
    Some(match list {
        List::Events => {
            let item = case.events.get(n)?;
            let own = &item.own;
            let party = own.actor.as_ref().map(|party| &party.0);
            let event = of(item, What::Event(own.kind), Cow::Borrowed(&own.occurred), own.text.as_str(), party);
            Happening { certainty: own.certainty, ..event }
        }
        List::Notifications => {
            let item = case.notifications.get(n)?;
            let own = &item.own;
            let party = own.by.as_ref().or(own.controller.as_ref()).map(|party| &party.0);
            let text = own.text.as_ref().map_or("", |text| text.as_str());
            let when = own.notified.as_ref().filter(|_| own.status.told())?;
            of(item, What::Told { body: &own.body.0, status: own.status }, Cow::Borrowed(when), text, party)
        }
        List::Correspondence => {
            let item = case.correspondence.get(n)?;
            let own = &item.own;
            let text = own.subject.as_ref().or(own.body.as_ref()).map_or("", |text| text.as_str());
            let party = own.from.as_ref().map(|party| &party.0);
            of(item, What::Letter(own.channel), at(&own.at), text, party)
        }
        List::Questions => {
            let item = case.questions.get(n)?;
            let own = &item.own;
            let party = own.asked_by.as_ref().or(own.to.as_ref()).map(|party| &party.0);
            of(item, What::Question(own.status), at(own.asked.as_ref()?), own.text.as_str(), party)
        }
        List::Commitments => {
            let item = case.commitments.get(n)?;
            let own = &item.own;
            of(item, What::Promise(own.status), at(own.made.as_ref()?), own.text.as_str(), Some(&own.by.0))
        }
        List::Statements => {
            let item = case.statements.get(n)?;
            let own = &item.own;
            of(item, What::Statement(own.status), at(own.made.as_ref()?), own.text.as_str(), Some(&own.by.0))
        }
        List::Decisions => {
            let item = case.decisions.get(n)?;
            let own = &item.own;
            let party = own.by.as_ref().map(|party| &party.0);
            of(item, What::Decision, at(&own.at), own.text.as_str(), party)
        }
        _ => return None,
    })
}

/// The keys under which a record of this list says when what it tells took place: the last of them is what it tells
/// newest. What is due or planned is none of them. `at` is that of an item within, such as a reminder or a telling.
pub fn moment_keys(list: List) -> &'static [&'static str] {
    match list {
        List::Events => &["occurred"],
        List::Notifications => &["notified", "acknowledged"],
        List::Processors => &["told_controller"],
        List::Mitigations => &["completed"],
        List::Correspondence | List::Decisions | List::PeopleAffected => &["at"],
        List::Questions => &["asked", "answered", "at"],
        List::Commitments => &["made", "settled", "at"],
        List::Statements => &["made"],
        List::Deadlines => &["done"],
        List::Parties | List::Controllers | List::Severity | List::Data | List::IcoForms => &[],
    }
}

/// The timeline of a case, oldest first.
pub fn happenings(case: &Case) -> Vec<Happening<'_>> {
    let of_list = |list: &List| (0..case.count(*list)).filter_map(|n| happening(case, *list, n)).collect::<Vec<_>>();
    let mut all: Vec<Happening<'_>> = TIMELINE_LISTS.iter().flat_map(of_list).collect();
    // Stable: what stands at one moment keeps the order of the lists.
    all.sort_by_cached_key(Happening::place);
    all
}
