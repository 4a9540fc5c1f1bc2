//! Bodies told: who, under which duty, when, how, with which reference, and what was answered.

use breachbook_case::{Item, Notification, NotificationStatus, Phase, Time, rule};

use super::said::{Said, anchor, link, word};
use crate::document::{Cell, Column, Document, Table, Text};
use breachbook_case::when;

pub fn add(said: &Said<'_>, document: &mut Document) {
    let case = &said.view.case;
    if case.notifications.is_empty() {
        document.section("Bodies told");
        document.para(said.none("notification of any body"));
        return;
    }
    document.section("Bodies told");
    let mut table = Table::new([
        Column::share("Body", 2.4).row_header(),
        Column::share("Under", 1.9),
        Column::share("Told", 2.0),
        Column::share("What was said, and how it is known", 4.2),
        Column::mm("Entry", 15.0).right(),
    ]);
    for item in &case.notifications {
        let own = &item.own;
        let whose = own.controller.as_ref().map(|c| Text::grey(format!("by {}", said.name(&c.0)))).unwrap_or_default();
        table.row_at(
            anchor(&item.id),
            [
                Cell::from(said.name(&own.body.0)).then(whose),
                under(item),
                told(item),
                content(said, item),
                said.entries([&item.id]).into(),
            ],
        );
    }
    document.push(table);
}

fn under(item: &Item<Notification>) -> Cell {
    let own = &item.own;
    let duty = match rule(own.duty.as_str()) {
        Some(rule) => rule.provision.to_owned(),
        None => word(own.duty.as_str()),
    };
    let phase = match own.phase {
        Some(Phase::Supplement) => {
            let follows = own.follows.as_ref().map(|of| link(&of.0));
            let said = Text::grey("supplement");
            follows.map_or(said.clone(), |link| said.linked(link))
        }
        Some(Phase::Initial) => Text::grey("initial"),
        None => Text::default(),
    };
    Cell::from(duty).then(phase).then(own.ground.as_ref().map(|g| Text::grey(g.as_str())).unwrap_or_default())
}

fn told(item: &Item<Notification>) -> Cell {
    let own = &item.own;
    let status = match own.status {
        status if status.told() => Text::met(status.words()),
        NotificationStatus::NotRequired => Text::strong(own.status.words()),
        status => Text::due(status.words()),
    };
    let mut cell = Cell::from(status);
    match &own.notified {
        Some(at) => cell = cell.then(at.short()),
        None if own.status.told() => cell = cell.then(Text::grey("when is not on record")),
        None => {}
    }
    let mut grey = |label: &str, text: Option<String>| {
        if let Some(text) = text {
            cell = std::mem::take(&mut cell).then(Text::grey(format!("{label}{text}")));
        }
    };
    grey("", own.method.as_ref().map(ToString::to_string));
    grey("ref. ", own.reference.as_ref().map(ToString::to_string));
    grey("acknowledged ", own.acknowledged.as_ref().map(Time::short));
    cell
}

fn content(said: &Said<'_>, item: &Item<Notification>) -> Cell {
    let own = &item.own;
    let text = own.text.as_ref().map_or("", |text| text.as_str());
    let mut cell = if text.is_empty() { Cell::empty() } else { Cell::from(text) };
    let mut more = |label: &str, text: &str| {
        if !text.is_empty() {
            cell = std::mem::take(&mut cell).then(Text::strong(label.to_owned()).and(text));
        }
    };
    more("By: ", said.party(own.by.as_ref()));
    more("Reasons for the delay: ", own.reasons_for_delay.as_ref().map_or("", |t| t.as_str()));
    if let Some(decided) = &own.decided {
        let parts = [
            said.party(decided.by.as_ref()).to_owned(),
            when::short_or(decided.at.as_ref()),
            decided.reason.as_ref().map(ToString::to_string).unwrap_or_default(),
        ];
        more("Decided: ", &parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "));
    }
    if let Some(reply) = &own.reply {
        let at = when::short_or(reply.at.as_ref());
        let text = reply.text.as_ref().map_or("", |t| t.as_str());
        more("Reply: ", &[at.as_str(), text].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", "));
    }
    if let Some(next) = &own.next {
        let due = next.due.as_ref().map(|due| format!(", due {}", due.short())).unwrap_or_default();
        more("Next: ", &format!("{}{due}", next.text));
    }
    let source = item.common.source.as_ref().map(|source| Text::grey(source.as_str())).unwrap_or_default();
    cell.then(source)
}
