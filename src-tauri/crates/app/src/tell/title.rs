//! What a record is called in a line: in lists, links and headings.

use breachbook_case::{Case, Direction, List, Node, read_own};
use serde_json::Value;

use super::first_upper;

/// The name of a list's record, as `Question`.
pub fn kind(list: &str) -> &'static str {
    let Some(list) = List::from_word(list) else { return "Case" };
    match list {
        List::Parties => "Party",
        List::Controllers => "Controller",
        List::Processors => "Processor",
        List::Severity => "Assessment of severity",
        List::Events => "Event",
        List::Notifications => "Body told",
        List::Mitigations => "Mitigation",
        List::Correspondence => "Correspondence",
        List::Data => "Category of data",
        List::PeopleAffected => "Group of people affected",
        List::Questions => "Question",
        List::Commitments => "Promise",
        List::Statements => "Statement",
        List::Decisions => "Decision",
        List::Deadlines => "Time limit",
        List::IcoForms => "Answers for the ICO",
    }
}

/// The longest title, in characters; what is longer ends in "…".
const TITLE: usize = 160;

/// At most as much of a text as fits in a line, cut at a blank where there is one.
pub fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{}…", cut.trim_end_matches([',', ';', ':', '.']))
}

/// What item `n` of a list is called.
pub fn title(case: &Case, list: List, n: usize) -> String {
    let party = |id: &breachbook_case::PartyRef| case.party_name(&id.0).to_owned();
    let said = match list {
        List::Parties => case.parties[n].own.name.to_string(),
        List::Controllers => party(&case.controllers[n].own.party),
        List::Processors => party(&case.processors[n].own.party),
        List::Severity => {
            let own = &case.severity[n].own;
            let score = own.score();
            let of = own.group.as_ref().and_then(|of| case.people_affected.iter().find(|group| group.id == of.0));
            let of = of.map_or("the whole breach", |group| group.own.group.as_str());
            format!("{:.2}, {}, for {of}", score.value, score.band.words())
        }
        List::Events => case.events[n].own.text.to_string(),
        List::Notifications => party(&case.notifications[n].own.body),
        List::Mitigations => case.mitigations[n].own.title.to_string(),
        List::Correspondence => {
            let own = &case.correspondence[n].own;
            let channel = first_upper(own.channel.words());
            match (&own.subject, &own.body) {
                (Some(subject), _) => subject.to_string(),
                (None, Some(body)) => body.to_string(),
                (None, None) => match (own.direction, own.from.as_ref(), own.to.first()) {
                    (Direction::In, Some(from), _) => format!("{channel} from {}", party(from)),
                    (Direction::Out, _, Some(to)) => format!("{channel} to {}", party(to)),
                    _ => channel,
                },
            }
        }
        List::Data => case.data[n].own.category.to_string(),
        List::PeopleAffected => case.people_affected[n].own.group.to_string(),
        List::Questions => case.questions[n].own.text.to_string(),
        List::Commitments => case.commitments[n].own.text.to_string(),
        List::Statements => case.statements[n].own.text.to_string(),
        List::Decisions => case.decisions[n].own.text.to_string(),
        List::Deadlines => case.deadlines[n].own.title.to_string(),
        List::IcoForms => match &case.ico_forms[n].own.controller {
            Some(controller) => format!("Answers for the ICO, {}", party(controller)),
            None => "Answers for the ICO".to_owned(),
        },
    };
    short(&said, TITLE)
}

/// What a version of a record is called, also one that no longer stands.
pub fn title_of(case: &Case, list: &str, record: &Value) -> String {
    let node = Node::from_value(record);
    let Some(list) = List::from_word(list) else {
        return read_own(&node).map(|own| own.title.to_string()).unwrap_or_default();
    };
    let mut alone = Case { parties: case.parties.clone(), ..Case::empty(case.own.clone()) };
    let n = if list == List::Parties { alone.parties.len() } else { 0 };
    match alone.add_stored(list, &node) {
        Ok(()) => title(&alone, list, n),
        Err(_) => kind(list.as_str()).to_owned(),
    }
}
