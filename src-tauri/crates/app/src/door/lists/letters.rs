//! Correspondence: letters, calls, meetings, newest first.

use std::collections::BTreeMap;

use breachbook_case::count::counted;
use breachbook_case::{Direction, Item, Letter, List, When};

use super::{ListRow, ListSection, RowCell, Sight, dotted};
use crate::tell::first_upper;
use crate::tell::title::{short, title};

/// How much of a letter's text stands in its row, in characters.
const GLIMPSE: usize = 180;

pub fn sections(sight: &Sight) -> Vec<ListSection> {
    let mut all: Vec<(usize, &Item<Letter>)> = sight.case.correspondence.iter().enumerate().collect();
    all.sort_by_key(|(_, item)| std::cmp::Reverse(item.own.at.range().first));
    let due = all.iter().filter(|(_, item)| waits(sight, item)).count();
    vec![ListSection {
        list: List::Correspondence.as_str().to_owned(),
        title: "Correspondence".to_owned(),
        note: if due == 0 { String::new() } else { counted(due as u64, "reply outstanding", "replies outstanding") },
        columns: ["When", "How", "From and to"].map(str::to_owned).into(),
        rows: all.into_iter().map(|(n, item)| row(sight, n, item)).collect(),
        empty: "No letter, call or meeting is on record yet.".to_owned(),
        add: Some("Add a letter, call or meeting".to_owned()),
        begins: BTreeMap::new(),
    }]
}

/// Whether a reply is due and none is on record.
fn waits(sight: &Sight, item: &Item<Letter>) -> bool {
    use breachbook_case::State::{Overdue, Running};
    sight.own_clock(&item.id).is_some_and(|clock| matches!(clock.state, Running | Overdue))
}

fn row(sight: &Sight, n: usize, item: &Item<Letter>) -> ListRow {
    let own = &item.own;
    let mut row = sight.row(List::Correspondence, item, title(sight.case, List::Correspondence, n));
    if own.subject.is_some() {
        row.lines.extend(own.body.as_ref().map(|body| short(body.as_str(), GLIMPSE)));
    }
    let answers = own.replies_to.as_ref().and_then(|to| {
        let n = sight.case.correspondence.iter().position(|letter| letter.id == to.0)?;
        Some(format!("answers “{}”", short(&title(sight.case, List::Correspondence, n), 60)))
    });
    let due = own.reply_due.as_ref().map(|due| format!("reply due {}", due.short())).unwrap_or_default();
    row.lines.push(dotted([answers.unwrap_or_default(), due]));
    row.lines.retain(|line| !line.is_empty());
    let row_of =
        |all: &[breachbook_case::PartyRef]| all.iter().map(|party| sight.name(&party.0)).collect::<Vec<_>>().join(", ");
    let from = sight.party(own.from.as_ref());
    let from =
        if from.is_empty() { own.from_address.as_ref().map(ToString::to_string).unwrap_or_default() } else { from };
    let to = row_of(&own.to);
    let to = match (to.is_empty(), own.to_addresses.is_empty()) {
        (true, false) => own.to_addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        _ => to,
    };
    let cc = row_of(&own.cc);
    let cc = if cc.is_empty() { String::new() } else { format!(", copy to {cc}") };
    let way = match own.direction {
        Direction::Between => "between others",
        other => other.words(),
    };
    row.cells = vec![
        RowCell::when(&When::Time(own.at.clone())),
        RowCell::plain(format!("{}, {way}", first_upper(own.channel.words()))),
        RowCell::plain(if to.is_empty() { from } else { format!("{from} → {to}{cc}") }),
    ];
    row.state = sight.own_clock(&item.id).map(|clock| sight.clock_state(clock));
    row
}
