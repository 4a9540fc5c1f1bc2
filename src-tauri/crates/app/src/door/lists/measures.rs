//! Mitigations.

use std::collections::BTreeMap;

use breachbook_case::{Item, List, Mitigation, MitigationStatus, When};

use super::{ListRow, ListSection, RowCell, RowState, Shape, Sight, Tone, dotted, tally};

pub fn sections(sight: &Sight) -> Vec<ListSection> {
    let all = &sight.case.mitigations;
    let (settled, open): (Vec<_>, Vec<_>) =
        all.iter().partition(|item| matches!(item.own.status, MitigationStatus::Done | MitigationStatus::Dropped));
    let section = |title: &str, items: &[&Item<Mitigation>], empty: &str, add: Option<&str>| ListSection {
        list: List::Mitigations.as_str().to_owned(),
        title: title.to_owned(),
        note: tally(items.iter().map(|item| item.own.status.words()), &["planned", "under way", "done", "dropped"]),
        columns: ["Owner", "Due", "Done on"].map(str::to_owned).into(),
        rows: items.iter().map(|item| row(sight, item)).collect(),
        empty: empty.to_owned(),
        add: add.map(str::to_owned),
        begins: BTreeMap::new(),
    };
    vec![
        section("Still to be done", &open, "Nothing is left to be done on record.", Some("Add a mitigation")),
        section("Done or dropped", &settled, "Nothing has been done on record yet.", None),
    ]
}

fn row(sight: &Sight, item: &Item<Mitigation>) -> ListRow {
    let own = &item.own;
    let mut row = sight.row(List::Mitigations, item, own.title.as_str());
    let protects = own.protects.as_ref().map(|whom| format!("protects {whom}")).unwrap_or_default();
    let whose = own.controller.as_ref().map(|party| format!("for {}", sight.name(&party.0))).unwrap_or_default();
    row.lines.extend(own.detail.as_ref().map(ToString::to_string));
    let kind = own.kind.map(|kind| format!("to {}", kind.words())).unwrap_or_default();
    row.lines.push(dotted([kind, protects, whose]));
    row.lines.retain(|line| !line.is_empty());
    row.cells = vec![
        RowCell::plain(sight.party(own.owner.as_ref())),
        RowCell::time(own.due.as_ref()),
        own.completed.as_ref().map(|when: &When| RowCell::when(when)).unwrap_or_default(),
    ];
    row.state = Some(match (own.status, sight.own_clock(&item.id)) {
        (MitigationStatus::Planned | MitigationStatus::UnderWay, Some(clock)) => sight.clock_state(clock),
        (MitigationStatus::Done, _) => RowState::new("done", Tone::Met, Shape::Check),
        (MitigationStatus::Dropped, _) => RowState::new("dropped", Tone::Plain, Shape::None),
        (status, None) => RowState::new(status.words(), Tone::Due, Shape::Clock),
    });
    row
}
