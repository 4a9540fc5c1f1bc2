//! Correspondence, in the order of time.

use breachbook_case::{Channel, Direction, Item, Letter};

use super::said::{Said, word};
use crate::document::{Cell, Column, Document, Table, Text};

pub fn add(said: &Said<'_>, document: &mut Document) {
    let mut letters: Vec<&Item<Letter>> = said.view.case.correspondence.iter().collect();
    if letters.is_empty() {
        return;
    }
    letters.sort_by_key(|letter| letter.own.at.range().first);
    document.section("Correspondence");
    let mut table = Table::new([
        Column::mm("When", 30.0),
        Column::share("From and to", 2.6),
        Column::share("What it says", 4.6).row_header(),
        Column::mm("Entry", 15.0).right(),
    ]);
    for letter in letters {
        table.row([
            Cell::from(letter.own.at.short()).then(Text::grey(how(letter.own.direction, letter.own.channel))),
            between(said, letter),
            content(letter),
            said.entries([&letter.id]).into(),
        ]);
    }
    document.push(table);
}

fn how(direction: Direction, channel: Channel) -> String {
    let way = match direction {
        Direction::In => "received",
        Direction::Out => "sent",
        Direction::Between => "between others",
    };
    format!("{}, {way}", word(channel.as_str()))
}

fn between<'v>(said: &Said<'v>, letter: &'v Item<Letter>) -> Cell {
    let own = &letter.own;
    let addressed = |name: String, address: String| match (name.is_empty(), address.is_empty()) {
        (true, _) => address,
        (false, true) => name,
        (false, false) => format!("{name} ({address})"),
    };
    let from = addressed(
        said.party(own.from.as_ref()).to_owned(),
        own.from_address.as_ref().map(ToString::to_string).unwrap_or_default(),
    );
    let addresses = own.to_addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let to = addressed(said.parties(&own.to), addresses);
    let mut cell = Cell::empty();
    if !from.is_empty() {
        cell = cell.then(format!("from {from}"));
    }
    if !to.is_empty() {
        cell = cell.then(format!("to {to}"));
    }
    if !own.cc.is_empty() {
        cell = cell.then(Text::grey(format!("copy to {}", said.parties(&own.cc))));
    }
    cell
}

fn content(letter: &Item<Letter>) -> Cell {
    let own = &letter.own;
    let mut cell = Cell::empty();
    if let Some(subject) = &own.subject {
        cell = cell.then(Text::strong(subject.to_string()));
    }
    if let Some(body) = &own.body {
        cell = cell.then(body.as_str());
    }
    if let Some(due) = &own.reply_due {
        cell = cell.then(Text::due(format!("reply due {}", due.short())));
    }
    cell.then(letter.common.source.as_ref().map(|s| Text::grey(s.as_str())).unwrap_or_default())
}
