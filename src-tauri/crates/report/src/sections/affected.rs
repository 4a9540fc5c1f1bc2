//! Whose breach it is, which data, which people, how severe.

use breachbook_case::count::number;
use breachbook_case::{Band, Basis, Group, Item, Whole, YesNo};

use super::said::{Said, word};
use crate::document::{Cell, Column, Document, Style, Table, Text};
use breachbook_case::when;

pub fn add(said: &Said<'_>, document: &mut Document) {
    responsible(said, document);
    data(said, document);
    people(said, document);
    severity(said, document);
}

fn responsible(said: &Said<'_>, document: &mut Document) {
    let case = &said.view.case;
    if case.controllers.is_empty() && case.processors.is_empty() {
        return;
    }
    document.section("Controllers and processors");
    let mut table = Table::new([
        Column::share("Who", 2.1).row_header(),
        Column::share("Regime and risk", 2.8),
        Column::share("Discovered and aware", 4.1),
        Column::mm("Entry", 15.0).right(),
    ]);
    for item in &case.controllers {
        let own = &item.own;
        let joint = if own.joint { "joint controller" } else { "controller" };
        let mut who = Cell::from(said.name(&own.party.0)).then(Text::grey(joint));
        let mut detail = |label: &str, text: Option<String>| {
            if let Some(text) = text {
                who = std::mem::take(&mut who).then(Text::grey(format!("{label}{text}")));
            }
        };
        detail("registration ", own.registration.as_ref().map(ToString::to_string));
        detail("", own.sector.as_ref().map(ToString::to_string));
        detail("", own.address.as_ref().map(ToString::to_string));
        let dpo = own.dpo.as_ref().map(|dpo| {
            let parts = [&dpo.name, &dpo.contact].into_iter().flatten().map(ToString::to_string);
            parts.collect::<Vec<_>>().join(", ")
        });
        detail("data protection officer ", dpo.filter(|dpo| !dpo.is_empty()));
        let mut regime = match &own.regime {
            Some(regime) => Cell::from(regime_words(regime.key.as_str())),
            None => Cell::from(Text::due("regime undecided")),
        };
        if let Some(chosen) = &own.regime {
            regime = regime.then(said.judged(chosen.reason.as_ref(), chosen.by.as_ref(), chosen.at.as_ref()));
        }
        regime = match &own.risk {
            Some(risk) => regime.then(format!("risk to people: {}", risk.level.as_str())).then(said.judged(
                risk.reason.as_ref(),
                risk.by.as_ref(),
                risk.at.as_ref(),
            )),
            None => regime.then(Text::due("risk to people: not yet recorded")),
        };
        let mut aware = Cell::empty();
        if let Some(discovered) = &own.discovered {
            aware = aware.then(format!("discovered {}", discovered.short()));
        }
        aware = match &own.aware {
            Some(awareness) => {
                let by = awareness.by.as_ref().map(|by| format!(", says {}", said.name(&by.0))).unwrap_or_default();
                aware
                    .then(format!("aware {}{by}", awareness.time.short()))
                    .then(awareness.reason.as_ref().map(|r| Text::grey(r.as_str())).unwrap_or_default())
            }
            None => aware.then(Text::due("awareness not on record")),
        };
        if let Some(source) = &item.common.source {
            aware = aware.then(Text::grey(source.as_str()));
        }
        table.row([who, regime, aware, said.entries([&item.id]).into()]);
    }
    for item in &case.processors {
        let own = &item.own;
        let role = match own.controllers.is_empty() {
            true => "processor".to_owned(),
            false => format!("processor for {}", said.parties(&own.controllers)),
        };
        let contract = own.contract.as_ref().map(|c| format!("contract: {c}")).unwrap_or_default();
        let mut aware = Cell::empty();
        if let Some(at) = &own.aware {
            aware = aware.then(format!("aware {}", at.short()));
        }
        if let Some(at) = &own.told_controller {
            aware = aware.then(format!("told the controller {}", at.short()));
        }
        if let Some(source) = &item.common.source {
            aware = aware.then(Text::grey(source.as_str()));
        }
        table.row([
            Cell::from(said.name(&own.party.0)).then(Text::grey(role)),
            contract.into(),
            aware,
            said.entries([&item.id]).into(),
        ]);
    }
    document.push(table);
}

fn regime_words(key: &str) -> String {
    match key {
        "uk-gdpr" => "UK GDPR".to_owned(),
        "dpa-part3" => "DPA 2018 Part 3".to_owned(),
        "dpa-part4" => "DPA 2018 Part 4".to_owned(),
        "pecr" => "PECR".to_owned(),
        "nis" => "NIS Regulations".to_owned(),
        other => format!("regime {other}"),
    }
}

fn data(said: &Said<'_>, document: &mut Document) {
    let case = &said.view.case;
    document.section("Data affected");
    if case.data.is_empty() {
        document.para(said.none("category of data"));
        return;
    }
    let mut table = Table::new([
        Column::share("Category", 3.0).row_header(),
        Column::share("Affected", 1.2),
        Column::share("Who says so", 4.0),
        Column::mm("Entry", 15.0).right(),
    ]);
    for item in &case.data {
        let own = &item.own;
        let affected = match own.affected {
            YesNo::Yes => Text::strong("yes"),
            YesNo::No => Text::plain("no"),
            YesNo::Unknown => Text::due("not known"),
        };
        let contradicted = own.contradicted_by.as_ref().map(|_| Text::late("contradicted")).unwrap_or_default();
        let by = said.party(own.said_by.as_ref());
        let at = when::short_or(own.said_at.as_ref());
        let said_by = [by, at.as_str()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", ");
        let mut category = Cell::from(own.category.as_str());
        if let Some(detail) = &own.detail {
            category = category.then(detail.as_str());
        }
        if let Some(controller) = &own.controller {
            category = category.then(Text::grey(format!("of {}", said.name(&controller.0))));
        }
        if let Some(label) = &own.ico_category {
            category = category.then(Text::grey(format!("on the regulator’s form: {label}")));
        }
        if !own.groups.is_empty() {
            let of = |id| case.people_affected.iter().find(|g| &g.id == id).map(|g| g.own.group.to_string());
            let groups: Vec<String> = own.groups.iter().filter_map(|group| of(&group.0)).collect();
            category = category.then(Text::grey(groups.join(", ")));
        }
        let source = item.common.source.as_ref().map(|s| Text::grey(s.as_str())).unwrap_or_default();
        table.row([
            category,
            Cell::from(affected).then(contradicted),
            Cell::from(said_by).then(source),
            said.entries([&item.id]).into(),
        ]);
    }
    document.push(table);
}

fn bounds(min: Option<Whole>, max: Option<Whole>) -> String {
    match (min, max) {
        (Some(min), Some(max)) => format!("{} to {}", number(min.0), number(max.0)),
        (Some(min), None) => format!("at least {}", number(min.0)),
        (None, Some(max)) => format!("at most {}", number(max.0)),
        (None, None) => String::new(),
    }
}

fn how_many(group: &Group) -> String {
    let n = match (group.number, group.min, group.max) {
        (Some(n), None, None) => number(n.0),
        (Some(n), min, max) => format!("{} ({})", number(n.0), bounds(min, max)),
        (None, None, None) => "not known".to_owned(),
        (None, min, max) => bounds(min, max),
    };
    match group.basis {
        Some(Basis::Estimate) if n != "not known" => format!("{n} (estimate)"),
        _ => n,
    }
}

fn telling(said: &Said<'_>, item: &Item<Group>) -> Cell {
    let mut cell = Cell::empty();
    for told in &item.own.told {
        let mut line = format!("told {}; how: {}", told.at.short(), told.channel);
        if let Some(n) = told.number {
            line.push_str(&format!("; {} people", number(n.0)));
        }
        if let Some(n) = told.undelivered {
            line.push_str(&format!("; {} not reached", number(n.0)));
        }
        if let Some(by) = &told.by {
            line.push_str(&format!("; by {}", said.name(&by.0)));
        }
        if let Some(from) = told.learned_from {
            line.push_str(&format!("; they learned it from: {}", from.as_str()));
        }
        cell = cell.then(line);
    }
    if item.own.told.is_empty() && item.own.exemption.is_none() {
        cell = cell.then(Text::due("no telling on record"));
    }
    if let Some(exemption) = &item.own.exemption {
        let ground = word(exemption.ground.as_str());
        cell = cell.then(format!("not told: {ground}. {}", exemption.reason));
    }
    cell
}

fn people(said: &Said<'_>, document: &mut Document) {
    let case = &said.view.case;
    document.section("People affected");
    if case.people_affected.is_empty() {
        document.para(said.none("group of people"));
        return;
    }
    let mut table = Table::new([
        Column::share("Group", 3.2).row_header(),
        Column::share("How many", 1.9),
        Column::share("Told", 3.6),
        Column::mm("Entry", 15.0).right(),
    ]);
    for item in &case.people_affected {
        let own = &item.own;
        let mut group = Cell::from(own.group.as_str());
        if let Some(controller) = &own.controller {
            group = group.then(Text::grey(format!("of {}", said.name(&controller.0))));
        }
        if let Some(risk) = own.risk {
            group = group.then(format!("risk to them: {}", risk.as_str()));
        }
        if !own.special.is_empty() {
            let special: Vec<String> = own.special.iter().map(|s| word(s.as_str())).collect();
            group = group.then(Text::styled(Style::Marking, special.join(", ")));
        }
        if let Some(protection) = &own.protection {
            group = group.then(format!("Protection: {protection}"));
        }
        if let Some(label) = &own.ico_category {
            group = group.then(Text::grey(format!("on the regulator’s form: {label}")));
        }
        if let Some(source) = &item.common.source {
            group = group.then(Text::grey(source.as_str()));
        }
        let by = said.party(own.said_by.as_ref());
        let at = when::short_or(own.as_of.as_ref());
        let as_of = [by, at.as_str()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(", ");
        table.row([
            group,
            Cell::from(how_many(own)).then(if as_of.is_empty() { Text::default() } else { Text::grey(as_of) }),
            telling(said, item),
            said.entries([&item.id]).into(),
        ]);
    }
    document.push(table);
}

fn severity(said: &Said<'_>, document: &mut Document) {
    let case = &said.view.case;
    if case.severity.is_empty() {
        return;
    }
    document.section("Severity");
    let mut table = Table::new([
        Column::share("For", 2.6).row_header(),
        Column::share("Score", 1.6),
        Column::share("Worked out from", 4.4),
        Column::mm("Entry", 15.0).right(),
    ]);
    for item in &case.severity {
        let own = &item.own;
        let score = own.score();
        let band = match score.band {
            Band::Low => "low",
            Band::Medium => "medium",
            Band::High => "high",
            Band::VeryHigh => "very high",
        };
        let group = own.group.as_ref().and_then(|g| case.people_affected.iter().find(|of| of.id == g.0));
        let whole = group.map_or("the whole breach", |group| group.own.group.as_str());
        let part = |label: &str, value: f64| format!("{label} {value}");
        let mut inputs = vec![part("context", own.dpc.value()), part("ease of identification", own.ei.value())];
        let circumstances = [
            ("confidentiality", own.confidentiality.map(|c| c.value())),
            ("integrity", own.integrity.map(|c| c.value())),
            ("availability", own.availability.map(|c| c.value())),
            ("malicious intent", own.malicious.map(|m| m.value())),
        ];
        inputs.extend(circumstances.into_iter().filter_map(|(label, value)| value.map(|value| part(label, value))));
        let mut from = Cell::from(inputs.join(", "));
        if let Some(reasons) = &own.reasons {
            from = from.then(reasons.as_str());
        }
        from = from.then(said.judged(None, own.by.as_ref(), own.at.as_ref()));
        if let Some(source) = &item.common.source {
            from = from.then(Text::grey(source.as_str()));
        }
        table.row([
            Cell::from(whole),
            Cell::from(Text::strong(format!("{} {band}", score.value))),
            from,
            said.entries([&item.id]).into(),
        ]);
    }
    document.push(table);
    document.small(
        "ENISA, methodology of the assessment of severity of personal data breaches, 2013: context × ease of \
         identification + circumstances. Below 2 low, below 3 medium, below 4 high. The score advises and decides nothing.",
    );
}
