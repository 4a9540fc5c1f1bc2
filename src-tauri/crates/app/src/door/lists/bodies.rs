//! Bodies told: a row for each body with its clock, how far the telling is, and what is missing.

use std::collections::BTreeMap;

use breachbook_case::count::number;
use breachbook_case::{
    AnyItem as _, Clock, Controller, IcoForm, Item, List, Notification, NotificationStatus, Phase, rule, rules, zone,
};

use serde_json::Value;

use super::{ListRow, ListSection, Reached, RowState, RowStep, Shape, Sight, Tone, dotted};
use crate::tell::first_upper;

pub fn sections(sight: &Sight) -> Vec<ListSection> {
    let mut rows: Vec<(bool, ListRow)> = Vec::new();
    let case = &sight.case;
    let law: Vec<&Clock> = sight.clocks.iter().filter(|clock| clock.item.is_none()).collect();
    let mut shown: Vec<usize> = Vec::new();
    for item in &case.notifications {
        let clock = law.iter().enumerate().find(|(n, clock)| !shown.contains(n) && answers(sight, item, clock));
        if let Some((n, _)) = clock {
            shown.push(n);
        }
        rows.push((!open(item.own.status), told(sight, item, clock.map(|(_, clock)| *clock))));
    }
    for (n, clock) in law.iter().enumerate() {
        if !shown.contains(&n) {
            rows.push((!pressing(clock), untold(sight, clock)));
        }
    }
    rows.sort_by_key(|(settled, _)| *settled);
    let told = case.notifications.iter().filter(|item| item.own.status.told()).count();
    let bodies = ListSection {
        list: List::Notifications.as_str().to_owned(),
        title: "Bodies told".to_owned(),
        note: if case.notifications.is_empty() { String::new() } else { format!("{told} told on record") },
        columns: Vec::new(),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        empty: "No body is on record yet, and no duty to tell one can be worked out.".to_owned(),
        add: Some("Add a body".to_owned()),
        begins: BTreeMap::new(),
    };
    let kept = (!case.ico_forms.is_empty()).then(|| answers_kept(sight));
    [bodies].into_iter().chain(kept).collect()
}

/// The answers for the regulator's form that stand nowhere else: how many of each form are there.
fn answers_kept(sight: &Sight) -> ListSection {
    let all = &sight.case.ico_forms;
    let row = |(n, item): (usize, &Item<IcoForm>)| {
        let title = crate::tell::title::title(sight.case, List::IcoForms, n);
        let mut row = sight.row(List::IcoForms, item, title);
        let asked = List::IcoForms.keys().len() - 1;
        let Value::Object(record) = item.json() else { return row };
        let answered = List::IcoForms.keys().iter().filter(|key| key.name != "controller");
        let answered = answered.filter(|key| record.contains_key(key.name)).count();
        let (tone, shape) = if answered == asked { (Tone::Met, Shape::Check) } else { (Tone::Due, Shape::Clock) };
        row.state = Some(RowState::new(format!("{answered} of {asked} answered"), tone, shape));
        row
    };
    ListSection {
        list: List::IcoForms.as_str().to_owned(),
        title: "Answers written for the regulator’s form".to_owned(),
        note: String::new(),
        columns: Vec::new(),
        rows: all.iter().enumerate().map(row).collect(),
        empty: String::new(),
        add: None,
        begins: BTreeMap::new(),
    }
}

fn open(status: NotificationStatus) -> bool {
    use NotificationStatus::{AwareOtherwise, Considered, Drafted, ToDo};
    matches!(status, Considered | ToDo | Drafted | AwareOtherwise)
}

fn pressing(clock: &Clock) -> bool {
    use breachbook_case::State::{CannotTell, Overdue, Running};
    matches!(clock.state, Running | Overdue | CannotTell)
}

/// Whether a notification is about the duty that a clock counts.
fn answers(sight: &Sight, item: &Item<Notification>, clock: &Clock) -> bool {
    let only = sight.case.controllers.len() == 1;
    let whose = item.own.controller.as_ref().map_or(only, |party| Some(&party.0) == clock.controller.as_ref());
    item.own.duty.as_str() == clock.rule && whose && item.own.phase != Some(Phase::Supplement)
}

fn told(sight: &Sight, item: &Item<Notification>, clock: Option<&Clock>) -> ListRow {
    let own = &item.own;
    let mut row = sight.row(List::Notifications, item, sight.name(&own.body.0));
    let kind = sight.case.parties.iter().find(|party| party.id == own.body.0);
    let kind = kind.map(|party| first_upper(party.own.kind.words())).unwrap_or_default();
    let duty = match (rule(own.duty.as_str()), clock) {
        (Some(_), Some(_)) => String::new(),
        (Some(rule), None) => rule.provision.to_owned(),
        (None, _) => own.duty.words().to_owned(),
    };
    let phase = if own.phase == Some(Phase::Supplement) { "supplement".to_owned() } else { String::new() };
    row.lines.push(dotted([kind, duty, phase]));
    if let Some(clock) = clock {
        row.lines.extend(sight.clock_lines(clock));
    }
    let at = own.notified.as_ref().map(breachbook_case::When::short).unwrap_or_default();
    let at = match (own.status.told(), at.is_empty()) {
        (_, true) => String::new(),
        (true, false) => format!("told {at}"),
        (false, false) => format!("known to have known {at}"),
    };
    let by = own.by.as_ref().map(|by| format!("by {}", sight.name(&by.0))).unwrap_or_default();
    let how = own.method.as_ref().map(|how| format!("by {how}")).unwrap_or_default();
    let reference = own.reference.as_ref().map(|reference| format!("reference {reference}")).unwrap_or_default();
    row.lines.push(dotted([at, by, how, reference]));
    if let Some(decided) = &own.decided {
        let at = decided.at.as_ref().map(|at| format!("decided {}", at.short())).unwrap_or_default();
        let by = decided.by.as_ref().map(|by| format!("by {}", sight.name(&by.0))).unwrap_or_default();
        let why = decided.reason.as_ref().map(|why| format!("“{why}”")).unwrap_or_default();
        row.lines.push(dotted([at, by, why]));
    }
    if let Some(next) = &own.next {
        let due = next.due.as_ref().map(|due| format!(", due {}", due.short())).unwrap_or_default();
        row.lines.push(format!("Next: {}{due}", next.text));
    }
    row.lines.retain(|line| !line.is_empty());
    row.state = Some(match clock {
        Some(clock) => sight.clock_state(clock),
        None => status(own.status),
    });
    row.steps = steps(own);
    row
}

/// Where a body stands that no clock of the law counts for.
fn status(status: NotificationStatus) -> RowState {
    let (tone, shape) = match status {
        status if status.told() => (Tone::Met, Shape::Check),
        NotificationStatus::NotRequired => (Tone::Plain, Shape::None),
        NotificationStatus::AwareOtherwise => (Tone::Due, Shape::Doubt),
        _ => (Tone::Due, Shape::Clock),
    };
    RowState::new(status.words(), tone, shape)
}

/// The stages of a telling from where it stands: what was passed without being recorded is not drawn as done.
fn steps(own: &Notification) -> Vec<RowStep> {
    use NotificationStatus::{Acknowledged, Closed, Drafted, Notified, ToDo};
    let acknowledged = own.status == Acknowledged || own.acknowledged.is_some();
    let (done, now, ahead): (&[&str], &str, &[&str]) = match own.status {
        ToDo => (&[], "decided: tell", &["drafted", "told", "acknowledged", "closed"]),
        Drafted => (&["decided: tell"], "drafted", &["told", "acknowledged", "closed"]),
        Notified => (&[], "told", &["acknowledged", "closed"]),
        Acknowledged => (&["told"], "acknowledged", &["closed"]),
        Closed if acknowledged => (&["told", "acknowledged"], "closed", &[]),
        Closed => (&["told"], "closed", &[]),
        _ => return Vec::new(),
    };
    let last = if own.status.told() { Reached::Done } else { Reached::Now };
    let step = |words: &&str, reached: Reached| RowStep { words: (*words).to_owned(), reached };
    let mut steps: Vec<RowStep> = done.iter().map(|words| step(words, Reached::Done)).collect();
    steps.push(step(&now, last));
    steps.extend(ahead.iter().map(|words| step(words, Reached::Ahead)));
    steps
}

/// A duty for which no telling of its body is on record; of the people, what the groups say.
fn untold(sight: &Sight, clock: &Clock) -> ListRow {
    let told = rule(clock.rule).map(|rule| rule.told);
    let behind: Option<&Item<Controller>> =
        sight.case.controllers.iter().find(|item| Some(&item.own.party.0) == clock.controller.as_ref());
    let mut row = match behind {
        Some(item) => ListRow { missing: Vec::new(), ..sight.row(List::Controllers, item, "") },
        None => ListRow::default(),
    };
    row.title = match told {
        Some(rules::Told::People) => "The people affected".to_owned(),
        Some(rules::Told::Controller) => {
            let controller = clock.controller.as_ref().map(|id| sight.name(id)).unwrap_or_default();
            let processor = clock.processor.as_ref().map(|id| sight.name(id)).unwrap_or_default();
            format!("{controller}, by {processor}")
        }
        _ => breachbook_case::regulator_name(zone::day(sight.now)).to_owned(),
    };
    row.lines = sight.clock_lines(clock);
    if told == Some(rules::Told::People) {
        people(sight, clock, &mut row);
    }
    row.state = Some(match clock.state {
        breachbook_case::State::Told if told == Some(rules::Told::People) && in_part(sight, clock) => {
            RowState { doubt: clock.approximate, ..RowState::new("told in part", Tone::Due, Shape::Clock) }
        }
        _ => sight.clock_state(clock),
    });
    row
}

/// Whether a group of the duty has no telling on record while another has.
fn in_part(sight: &Sight, clock: &Clock) -> bool {
    let mut groups = sight.case.people_affected.iter().filter(|group| clock.rests_on.contains(&group.id));
    groups.any(|group| group.own.told.is_empty() && group.own.exemption.is_none())
}

/// How many of the people were told, as the groups say.
fn people(sight: &Sight, clock: &Clock, row: &mut ListRow) {
    let groups: Vec<_> = sight.case.people_affected.iter().filter(|group| clock.rests_on.contains(&group.id)).collect();
    for group in &groups {
        let own = &group.own;
        let of = own.most().map(|most| format!(" of {}", number(most))).unwrap_or_default();
        let size = own.most().map(|most| format!(" ({})", number(most))).unwrap_or_default();
        let first = own.told.iter().min_by_key(|told| told.at.range().first);
        let told: u64 = own.told.iter().filter_map(|told| told.number).map(|n| n.0).sum();
        row.lines.push(match first {
            Some(first) if told > 0 => {
                format!("{}: {}{of} told, first on {}", own.group, number(told), first.at.short())
            }
            Some(first) => format!("{}{size}: told, first on {}", own.group, first.at.short()),
            None => format!("{}{size}: no telling on record", own.group),
        });
    }
    let ids: Vec<_> = groups.iter().map(|group| group.id()).collect();
    if let Some(group) = groups.first() {
        row.list = List::PeopleAffected.as_str().to_owned();
        row.id = group.id.to_string();
        row.entries = sight.entries(&ids);
    }
}
