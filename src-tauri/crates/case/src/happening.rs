//! What of a case stands in its timeline: every event, and what else was told, written, asked, promised, said or
//! decided at a recorded time. A mitigation is no moment but work with a state of its own, so it stands elsewhere.

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
    pub when: When,
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

/// The timeline of a case, oldest first.
pub fn happenings(case: &Case) -> Vec<Happening<'_>> {
    let mut all = Vec::new();
    let mut add = |list, item, what, when: Option<When>, text, party| {
        if let Some(when) = when {
            all.push(Happening { list, item, what, when, text, party, certainty: None });
        }
    };
    let at = |time: &Option<Time>| time.clone().map(When::Time);
    for item in &case.notifications {
        let own = &item.own;
        let party = own.by.as_ref().or(own.controller.as_ref()).map(|party| &party.0);
        let text = own.text.as_ref().map_or("", |text| text.as_str());
        let when = own.notified.clone().filter(|_| own.status.told());
        let what = What::Told { body: &own.body.0, status: own.status };
        add(List::Notifications, item as &dyn AnyItem, what, when, text, party);
    }
    for item in &case.correspondence {
        let own = &item.own;
        let text = own.subject.as_ref().or(own.body.as_ref()).map_or("", |text| text.as_str());
        let party = own.from.as_ref().map(|party| &party.0);
        add(List::Correspondence, item, What::Letter(own.channel), at(&Some(own.at.clone())), text, party);
    }
    for item in &case.questions {
        let own = &item.own;
        let party = own.asked_by.as_ref().or(own.to.as_ref()).map(|party| &party.0);
        add(List::Questions, item, What::Question(own.status), at(&own.asked), own.text.as_str(), party);
    }
    for item in &case.commitments {
        let own = &item.own;
        add(List::Commitments, item, What::Promise(own.status), at(&own.made), own.text.as_str(), Some(&own.by.0));
    }
    for item in &case.statements {
        let own = &item.own;
        add(List::Statements, item, What::Statement(own.status), at(&own.made), own.text.as_str(), Some(&own.by.0));
    }
    for item in &case.decisions {
        let own = &item.own;
        let party = own.by.as_ref().map(|party| &party.0);
        add(List::Decisions, item, What::Decision, at(&Some(own.at.clone())), own.text.as_str(), party);
    }
    all.extend(case.events.iter().map(|item| Happening {
        list: List::Events,
        item,
        what: What::Event(item.own.kind),
        when: item.own.occurred.clone(),
        text: item.own.text.as_str(),
        party: item.own.actor.as_ref().map(|party| &party.0),
        certainty: item.own.certainty,
    }));
    // Events first among what stands at one moment: they say what the others are about.
    all.sort_by_cached_key(|happening| (happening.place(), happening.list != List::Events));
    all
}
