//! Plausibility: what can hardly be so. The record comes in all the same, and `accepts` may let a warning stand.
//! Only what no reading of the times allows is warned of.

use serde_json::{Value, json};

use crate::case::{AnyItem, Case, List};
use crate::record::*;
use crate::shape::Id;
use crate::time::{Bounds, Time, When};

/// A warning about one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Its code, stable.
    pub code: &'static str,
    /// Where.
    pub path: String,
    /// A sentence.
    pub message: String,
    /// Who it is about.
    pub item: Option<Id>,
    /// Whether `accepts` of the item lets it stand.
    pub accepted: bool,
}

impl Warning {
    /// The object of `--json`.
    pub fn json(&self) -> Value {
        let mut out = json!({"code": self.code, "path": self.path, "message": self.message});
        if self.accepted {
            out["accepted"] = true.into();
        }
        out
    }
}

/// Whether `a` lies wholly before `b`.
fn before(a: Bounds, b: Bounds) -> bool {
    a.end.zip(b.first).is_some_and(|(a, b)| a <= b)
}

struct Found {
    all: Vec<Warning>,
}

impl Found {
    fn add(&mut self, code: &'static str, list: List, n: usize, key: &str, item: &dyn AnyItem, message: &str) {
        self.all.push(Warning {
            code,
            path: format!("$.{}[{n}].{key}", list.as_str()),
            message: message.to_owned(),
            item: Some(item.id().clone()),
            accepted: item.common().accepts.iter().any(|accept| accept.code.as_str() == code),
        });
    }

    fn due(
        &mut self,
        list: List,
        n: usize,
        key: &str,
        item: &dyn AnyItem,
        due: Option<&Time>,
        trigger: Option<Bounds>,
    ) {
        if let (Some(due), Some(trigger)) = (due, trigger)
            && before(due.bounds(), trigger)
        {
            self.add("due-before-trigger", list, n, key, item, "It is due before the moment that it counts from.");
        }
    }

    fn span(&mut self, list: List, n: usize, key: &str, item: &dyn AnyItem, when: Option<&When>) {
        if let Some(When::Span(span)) = when
            && let (Some(from), Some(to)) = (&span.from, &span.to)
            && before(to.bounds(), from.bounds())
        {
            self.add("ends-before-it-begins", list, n, key, item, "It ends before it begins.");
        }
    }
}

/// The warnings of a case.
pub fn warnings(case: &Case) -> Vec<Warning> {
    let mut found = Found { all: Vec::new() };
    let happened = case.own.happened.as_ref().map(When::bounds);
    for (n, item) in case.controllers.iter().enumerate() {
        if let (Some(aware), Some(happened)) = (&item.own.aware, happened)
            && before(aware.time.bounds(), happened)
        {
            let said = "The controller was aware before the breach happened.";
            found.add("aware-before-happened", List::Controllers, n, "aware.time", item, said);
        }
        found.span(List::Controllers, n, "aware.time", item, item.own.aware.as_ref().map(|aware| &aware.time));
        found.span(List::Controllers, n, "discovered", item, item.own.discovered.as_ref());
    }
    for (n, item) in case.events.iter().enumerate() {
        found.span(List::Events, n, "occurred", item, Some(&item.own.occurred));
    }
    let aware_of = |named: Option<&Id>| {
        let of =
            |c: &&crate::case::Item<Controller>| named.map_or(case.controllers.len() == 1, |id| &c.own.party.0 == id);
        case.controllers.iter().find(of).and_then(|c| c.own.aware.as_ref()).map(|aware| aware.time.bounds())
    };
    for (n, item) in case.notifications.iter().enumerate() {
        let notified = item.own.notified.as_ref().map(When::bounds);
        let aware = aware_of(item.own.controller.as_ref().map(|party| &party.0));
        if let (true, Some(notified), Some(aware)) = (item.own.status.told(), notified, aware)
            && before(notified, aware)
        {
            let said = "The body was told before the controller was aware.";
            found.add("told-before-aware", List::Notifications, n, "notified", item, said);
        }
        if let (Some(reply), Some(notified)) = (item.own.reply.as_ref().and_then(|reply| reply.at.as_ref()), notified)
            && before(reply.bounds(), notified)
        {
            found.add(
                "reply-before-question",
                List::Notifications,
                n,
                "reply.at",
                item,
                "The body answered before it was told.",
            );
        }
        found.due(
            List::Notifications,
            n,
            "next.due",
            item,
            item.own.next.as_ref().and_then(|next| next.due.as_ref()),
            notified,
        );
        found.span(List::Notifications, n, "notified", item, item.own.notified.as_ref());
    }
    for (n, item) in case.people_affected.iter().enumerate() {
        let aware = aware_of(item.own.controller.as_ref().map(|party| &party.0));
        for (k, told) in item.own.told.iter().enumerate() {
            if aware.is_some_and(|aware| before(told.at.bounds(), aware)) {
                let said = "The people were told before the controller was aware.";
                found.add("told-before-aware", List::PeopleAffected, n, &format!("told[{k}].at"), item, said);
            }
            if let (Some(number), Some(most)) = (told.number, item.own.most())
                && number.0 > most
            {
                let said = format!("{} were told; the group is {most}.", number.0);
                found.add("told-more-than-group", List::PeopleAffected, n, &format!("told[{k}].number"), item, &said);
            }
        }
        if let (Some(min), Some(max)) = (item.own.min, item.own.max)
            && min > max
        {
            found.add("least-above-most", List::PeopleAffected, n, "min", item, "The least number is above the most.");
        }
    }
    for (n, item) in case.questions.iter().enumerate() {
        let asked = item.own.asked.as_ref().map(Time::bounds);
        if let (Some(answered), Some(asked)) = (item.own.answered.as_ref().map(When::bounds), asked)
            && before(answered, asked)
        {
            found.add(
                "reply-before-question",
                List::Questions,
                n,
                "answered",
                item,
                "It was answered before it was asked.",
            );
        }
        found.due(List::Questions, n, "due", item, item.own.due.as_ref(), asked);
        found.span(List::Questions, n, "answered", item, item.own.answered.as_ref());
    }
    for (n, item) in case.correspondence.iter().enumerate() {
        let replied_to = item.own.replies_to.as_ref().and_then(|to| case.correspondence.iter().find(|l| l.id == to.0));
        if replied_to.is_some_and(|letter| before(item.own.at.bounds(), letter.own.at.bounds())) {
            found.add(
                "reply-before-question",
                List::Correspondence,
                n,
                "at",
                item,
                "It answers a letter that came after it.",
            );
        }
        found.due(List::Correspondence, n, "reply_due", item, item.own.reply_due.as_ref(), Some(item.own.at.bounds()));
    }
    for (n, item) in case.commitments.iter().enumerate() {
        found.due(List::Commitments, n, "due", item, item.own.due.as_ref(), item.own.made.as_ref().map(Time::bounds));
        found.due(
            List::Commitments,
            n,
            "settled",
            item,
            item.own.settled.as_ref(),
            item.own.made.as_ref().map(Time::bounds),
        );
    }
    for (n, item) in case.mitigations.iter().enumerate() {
        found.span(List::Mitigations, n, "completed", item, item.own.completed.as_ref());
    }
    for (n, item) in case.deadlines.iter().enumerate() {
        found.due(List::Deadlines, n, "due", item, Some(&item.own.due), item.own.from.as_ref().map(Time::bounds));
    }
    found.all
}
