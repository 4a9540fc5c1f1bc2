//! The people affected, the data, who is responsible, and who takes part.

use std::collections::BTreeMap;

use breachbook_case::count::number;
use breachbook_case::{Group, GroupRisk, Item, List, YesNo};

use super::{ListRow, ListSection, RowCell, RowState, Shape, Sight, Tone, dotted, tally};
use crate::tell::first_upper;

pub fn sections(sight: &Sight) -> Vec<ListSection> {
    vec![groups(sight), data(sight), controllers(sight), processors(sight), severity(sight), parties(sight)]
}

fn section(list: List, title: &str, columns: &[&str], rows: Vec<ListRow>, empty: &str, add: &str) -> ListSection {
    ListSection {
        list: list.as_str().to_owned(),
        title: title.to_owned(),
        note: String::new(),
        columns: columns.iter().map(|column| (*column).to_owned()).collect(),
        rows,
        empty: empty.to_owned(),
        add: Some(add.to_owned()),
        begins: BTreeMap::new(),
    }
}

/// How many people a group has, with its doubt.
fn how_many(own: &Group) -> RowCell {
    let whole = |n: Option<breachbook_case::Whole>| n.map(|n| number(n.0));
    let words = match (whole(own.number), whole(own.min), whole(own.max)) {
        (Some(number), None, None) => number,
        (Some(number), min, max) => {
            let range = [min.map(|n| format!("at least {n}")), max.map(|n| format!("at most {n}"))];
            format!("{number} ({})", range.into_iter().flatten().collect::<Vec<_>>().join(", "))
        }
        (None, Some(min), Some(max)) => format!("{min} to {max}"),
        (None, Some(min), None) => format!("at least {min}"),
        (None, None, Some(max)) => format!("at most {max}"),
        (None, None, None) => String::new(),
    };
    let estimate = own.basis == Some(breachbook_case::Basis::Estimate);
    match (words.is_empty(), estimate) {
        (true, _) => RowCell::default(),
        (false, true) => RowCell { words: format!("{words} (estimate)"), doubt: true },
        (false, false) => RowCell::plain(words),
    }
}

fn groups(sight: &Sight) -> ListSection {
    let row = |item: &Item<Group>| {
        let own = &item.own;
        let mut row = sight.row(List::PeopleAffected, item, own.group.as_str());
        let special = own.special.iter().map(|special| special.words()).collect::<Vec<_>>().join(", ");
        let special = if special.is_empty() { special } else { format!("at special risk: {special}") };
        let whose = own.controller.as_ref().map(|party| format!("of {}", sight.name(&party.0))).unwrap_or_default();
        let said = own.said_by.as_ref().map(|party| format!("said by {}", sight.name(&party.0))).unwrap_or_default();
        row.lines.push(dotted([whose, special, said]));
        if let Some(exemption) = &own.exemption {
            row.lines.push(format!("Not told, {}: {}", exemption.ground.words(), exemption.reason));
        }
        row.lines.extend(own.protection.as_ref().map(|how| format!("Protection: {how}")));
        row.lines.retain(|line| !line.is_empty());
        let first = own.told.iter().min_by_key(|told| told.at.range().first);
        let told: u64 = own.told.iter().filter_map(|told| told.number).map(|n| n.0).sum();
        let missed: u64 = own.told.iter().filter_map(|told| told.undelivered).map(|n| n.0).sum();
        let mut words = first.map(|first| first.at.short()).unwrap_or_default();
        if told > 0 {
            words = format!("{}, {words}", number(told));
        }
        if missed > 0 {
            words = format!("{words}; {} not reached", number(missed));
        }
        row.cells = vec![
            how_many(own),
            RowCell { words, doubt: first.is_some_and(|first| RowCell::time(Some(&first.at)).doubt) },
        ];
        row.state = own.risk.map(|risk| match risk {
            GroupRisk::High => RowState::new("high risk", Tone::Late, Shape::Alert),
            GroupRisk::Medium => RowState::new("medium risk", Tone::Due, Shape::Alert),
            GroupRisk::Low => RowState::new("low risk", Tone::Plain, Shape::None),
        });
        row
    };
    let rows = sight.case.people_affected.iter().map(row).collect();
    let empty = "Nobody has yet said whose data it is.";
    section(List::PeopleAffected, "People affected", &["How many", "Told"], rows, empty, "Add a group")
}

fn data(sight: &Sight) -> ListSection {
    let all = &sight.case.data;
    let row = |item: &Item<breachbook_case::DataCategory>| {
        let own = &item.own;
        let mut row = sight.row(List::Data, item, own.category.as_str());
        row.lines.extend(own.detail.as_ref().map(ToString::to_string));
        let ico = own.ico_category.as_ref().map(|label| format!("on the ICO’s form: {label}")).unwrap_or_default();
        let whose = own.controller.as_ref().map(|party| format!("of {}", sight.name(&party.0))).unwrap_or_default();
        row.lines.push(dotted([whose, ico]));
        row.lines.retain(|line| !line.is_empty());
        row.cells = vec![RowCell::plain(sight.party(own.said_by.as_ref())), RowCell::time(own.said_at.as_ref())];
        row.state = Some(match (own.affected, &own.contradicted_by) {
            (_, Some(_)) => RowState::new("contradicted", Tone::Late, Shape::Alert),
            (YesNo::Yes, None) => RowState::new("affected", Tone::Due, Shape::Alert),
            (YesNo::No, None) => RowState::new("not affected, as they say", Tone::Plain, Shape::None),
            (YesNo::Unknown, None) => RowState::new("not known", Tone::Due, Shape::Doubt),
        });
        row
    };
    let mut found = section(
        List::Data,
        "Data",
        &["Said by", "Said on"],
        all.iter().map(row).collect(),
        "Nobody has yet said which data it is.",
        "Add a category of data",
    );
    let words = |item: &Item<breachbook_case::DataCategory>| match item.own.affected {
        YesNo::Yes => "affected",
        YesNo::No => "not affected",
        YesNo::Unknown => "not known",
    };
    found.note = tally(all.iter().map(words), &["affected", "not affected", "not known"]);
    found
}

fn controllers(sight: &Sight) -> ListSection {
    let row = |item: &Item<breachbook_case::Controller>| {
        let own = &item.own;
        let mut row = sight.row(List::Controllers, item, sight.name(&own.party.0));
        let why = own.aware.as_ref().and_then(|aware| aware.reason.as_ref()).map(|why| format!("aware because: {why}"));
        let risk = own.risk.as_ref().and_then(|risk| risk.reason.as_ref()).map(|why| format!("risk because: {why}"));
        row.lines.extend([why, risk].into_iter().flatten());
        row.cells = vec![
            RowCell::plain(own.regime.as_ref().map(|regime| first_upper(regime.key.words())).unwrap_or_default()),
            own.discovered.as_ref().map(RowCell::when).unwrap_or_default(),
            own.aware.as_ref().map(|aware| RowCell::when(&aware.time)).unwrap_or_default(),
            RowCell::plain(own.risk.as_ref().map(|risk| first_upper(risk.level.words())).unwrap_or_default()),
        ];
        row
    };
    let rows = sight.case.controllers.iter().map(row).collect();
    let columns = ["Regime", "Detected", "Became aware", "Risk"];
    let empty = "Nobody has yet said who the controller is; no clock of the law can run.";
    section(List::Controllers, "Controllers", &columns, rows, empty, "Add a controller")
}

fn processors(sight: &Sight) -> ListSection {
    let row = |item: &Item<breachbook_case::Processor>| {
        let own = &item.own;
        let mut row = sight.row(List::Processors, item, sight.name(&own.party.0));
        let of = own.controllers.iter().map(|party| sight.name(&party.0)).collect::<Vec<_>>().join(", ");
        row.lines.extend(own.contract.as_ref().map(|contract| format!("contract: {contract}")));
        row.cells =
            vec![RowCell::plain(of), RowCell::time(own.aware.as_ref()), RowCell::time(own.told_controller.as_ref())];
        row
    };
    let rows = sight.case.processors.iter().map(row).collect();
    let columns = ["Works for", "Became aware", "Told the controller"];
    section(List::Processors, "Processors", &columns, rows, "No processor is on record.", "Add a processor")
}

fn severity(sight: &Sight) -> ListSection {
    let row = |(n, item): (usize, &Item<breachbook_case::Severity>)| {
        let own = &item.own;
        let title = crate::tell::title::title(sight.case, List::Severity, n);
        let mut row = sight.row(List::Severity, item, title);
        row.lines.extend(own.reasons.as_ref().map(ToString::to_string));
        row.cells = vec![RowCell::plain(sight.party(own.by.as_ref())), RowCell::time(own.at.as_ref())];
        row
    };
    let rows = sight.case.severity.iter().enumerate().map(row).collect();
    let empty = "Severity has not been assessed. The score advises and decides nothing.";
    section(List::Severity, "Severity", &["Judged by", "Judged on"], rows, empty, "Assess severity")
}

fn parties(sight: &Sight) -> ListSection {
    let row = |item: &Item<breachbook_case::Party>| {
        let own = &item.own;
        let mut row = sight.row(List::Parties, item, own.name.as_str());
        let also = own.aliases.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        row.lines.push(if also.is_empty() { also } else { format!("also {also}") });
        row.lines.retain(|line| !line.is_empty());
        row.cells = vec![
            RowCell::plain(first_upper(own.kind.words())),
            RowCell::plain(own.role.as_ref().map(ToString::to_string).unwrap_or_default()),
            RowCell::plain(own.contact.as_ref().map(ToString::to_string).unwrap_or_default()),
        ];
        row
    };
    let rows = sight.case.parties.iter().map(row).collect();
    let columns = ["Kind", "Role", "Contact"];
    section(List::Parties, "Who takes part", &columns, rows, "Nobody is on record yet.", "Add a party")
}
