//! What was done about it: mitigations and decisions.

use breachbook_case::{Decision, Item, MitigationStatus};

use super::said::{Said, word};
use crate::document::{Cell, Column, Document, Table, Text};

pub fn add(said: &Said<'_>, document: &mut Document) {
    let case = &said.view.case;
    document.section("Mitigations");
    if case.mitigations.is_empty() {
        document.para(said.none("mitigation"));
    } else {
        let mut table = Table::new([
            Column::share("Step", 4.2).row_header(),
            Column::share("Who", 2.2),
            Column::share("State", 2.4),
            Column::mm("Entry", 15.0).right(),
        ]);
        for item in &case.mitigations {
            let own = &item.own;
            let mut step = Cell::from(own.title.as_str());
            if let Some(detail) = &own.detail {
                step = step.then(detail.as_str());
            }
            if let Some(protects) = &own.protects {
                step = step.then(Text::grey(format!("Protects {protects}")));
            }
            if let Some(source) = &item.common.source {
                step = step.then(Text::grey(source.as_str()));
            }
            let state = match own.status {
                MitigationStatus::Done => Text::met("done"),
                MitigationStatus::UnderWay => Text::due("under way"),
                MitigationStatus::Planned => Text::due("planned"),
                MitigationStatus::Dropped => Text::strong("dropped"),
            };
            let kind = own.kind.map(|kind| Text::grey(format!("to {}", kind.as_str()))).unwrap_or_default();
            let at = own.completed.as_ref().map(|at| Text::plain(at.short())).unwrap_or_default();
            let due = own.due.as_ref().map(|due| Text::grey(format!("due {}", due.short()))).unwrap_or_default();
            let whose = own.controller.as_ref().map(|c| Text::grey(format!("for {}", said.name(&c.0))));
            table.row([
                step,
                Cell::from(said.party(own.owner.as_ref())).then(whose.unwrap_or_default()),
                Cell::from(state).then(at).then(due).then(kind),
                said.entries([&item.id]).into(),
            ]);
        }
        document.push(table);
    }
    if !case.decisions.is_empty() {
        document.section("Decisions");
        let mut table = Table::new([
            Column::mm("When", 30.0).row_header(),
            Column::share("Decision and rationale", 6.0),
            Column::share("Who", 2.0),
            Column::mm("Entry", 15.0).right(),
        ]);
        for item in &case.decisions {
            table.row([
                item.own.at.short().into(),
                decision(item),
                said.party(item.own.by.as_ref()).into(),
                said.entries([&item.id]).into(),
            ]);
        }
        document.push(table);
    }
}

fn decision(item: &Item<Decision>) -> Cell {
    let own = &item.own;
    let mut cell = Cell::from(Text::strong(own.text.to_string()));
    if let Some(rationale) = &own.rationale {
        cell = cell.then(rationale.as_str());
    }
    for option in &own.options {
        let taken = if option.chosen { "Option taken: " } else { "Option: " };
        let side = |label: &str, text: Option<String>| text.map(|t| format!(" {label}: {t}.")).unwrap_or_default();
        let pro = side("For", option.r#for.as_ref().map(ToString::to_string));
        let contra = side("Against", option.against.as_ref().map(ToString::to_string));
        cell = cell.then(format!("{taken}{}.{pro}{contra}", option.text.as_str().trim_end_matches('.')));
    }
    if let Some(powers) = &own.powers {
        cell = cell.then(format!("{}: {powers}", word("powers-and-policy")));
    }
    if let Some(review) = &own.review {
        cell = cell.then(Text::grey(format!("to be reviewed {}", review.short())));
    }
    cell.then(item.common.source.as_ref().map(|s| Text::grey(s.as_str())).unwrap_or_default())
}
