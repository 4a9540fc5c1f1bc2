//! Clocks: each duty and date with its limit, its state and what proves it.

use breachbook_case::{Clock, Count, Deadline, Item, State, rule};

use super::said::{Said, link};
use crate::document::{Cell, Column, Document, Table, Text};
use breachbook_case::when;

pub fn add(said: &Said<'_>, document: &mut Document) {
    let (law, own): (Vec<&Clock>, Vec<&Clock>) = said.view.clocks.iter().partition(|clock| clock.item.is_none());
    if !law.is_empty() {
        document.section("Duties to tell");
        let mut table = Table::new([
            Column::share("Duty", 3.2).row_header(),
            Column::share("Whose", 2.3),
            Column::share("Limit", 2.6),
            Column::share("State", 2.6),
            Column::mm("Entries", 17.0).right(),
        ]);
        for clock in &law {
            table.row([
                duty(clock),
                Cell::from(whose(said, clock)),
                limit(clock),
                state(said, clock),
                said.entries(&clock.rests_on).into(),
            ]);
        }
        document.push(table);
        if law.iter().any(|clock| clock.statutory_limit.is_some()) {
            document.small(
                "Statutory reading: Regulation 1182/71 Art 3(1), the hour of awareness is not counted. It is shown \
                 beside the strict limit of elapsed hours and relaxes nothing.",
            );
        }
    }
    if !own.is_empty() {
        document.section("Dates to keep");
        let deadlines = &said.view.case.deadlines;
        let mut table = Table::new([
            Column::share("What is due", 4.5).row_header(),
            Column::share("By", 2.2),
            Column::share("State", 2.2),
            Column::mm("Entry", 17.0).right(),
        ]);
        for clock in own {
            let deadline = clock.item.as_ref().and_then(|id| deadlines.iter().find(|of| &of.id == id));
            let title = Cell::from(clock.title.as_deref().unwrap_or("")).then(particulars(said, clock.rule, deadline));
            let by = when::short_or(clock.due.as_ref());
            table.row([title, by.into(), state(said, clock), said.entries(&clock.rests_on).into()]);
        }
        document.push(table);
    }
}

/// The law of a date and what else the deadline says of itself, in grey.
fn particulars(said: &Said<'_>, rule: &str, deadline: Option<&Item<Deadline>>) -> Text {
    let own = deadline.map(|deadline| &deadline.own);
    let source = deadline.and_then(|deadline| deadline.common.source.as_ref()).map(ToString::to_string);
    // A source that goes on from the name of the law need not hear it twice, nor a title that ends in our advice.
    let advised = deadline.is_some_and(|deadline| deadline.own.title.as_str().ends_with("take advice"));
    let law = law(rule).map(|(law, rest)| {
        let rest = if advised { rest.trim_end_matches("; take advice") } else { rest };
        match &source {
            Some(source) if source.starts_with(law) => rest.to_owned(),
            _ => format!("{law}, {rest}"),
        }
    });
    let parts = [
        law,
        own.and_then(|own| own.from.as_ref()).map(|from| format!("counted from {}", from.short())),
        own.and_then(|own| own.owner.as_ref()).map(|owner| format!("kept by {}", said.name(&owner.0))),
        own.and_then(|own| own.done.as_ref()).map(|done| format!("done {}", done.short())),
        source,
    ];
    Text::grey(parts.into_iter().flatten().collect::<Vec<_>>().join("; "))
}

/// The law of a date that somebody recorded, and what is said with it.
fn law(rule: &str) -> Option<(&'static str, &'static str)> {
    Some(match rule {
        "foi-10" => ("Freedom of Information Act 2000 s.10", "as recorded"),
        "foisa-10" => ("Freedom of Information (Scotland) Act 2002 s.10", "as recorded"),
        "sar-12" | "sar-12a" => ("Access request, UK GDPR Art 12", "as recorded"),
        "lim-ew" => ("Limitation Act 1980", "as recorded; take advice"),
        "lim-ni" => ("Limitation (Northern Ireland) Order 1989", "as recorded; take advice"),
        "lim-sc" => ("Prescription and Limitation (Scotland) Act 1973", "as recorded; take advice"),
        _ => return None,
    })
}

fn duty(clock: &Clock) -> Cell {
    match rule(clock.rule) {
        Some(rule) => Cell::from(rule.provision).then(Text::grey(rule.says)),
        None => Cell::from(clock.rule),
    }
}

fn whose<'v>(said: &Said<'v>, clock: &'v Clock) -> String {
    let controller = clock.controller.as_ref().map_or("", |id| said.name(id));
    match &clock.processor {
        Some(processor) => format!("{} to {controller}", said.name(processor)),
        None => controller.to_owned(),
    }
}

fn limit(clock: &Clock) -> Cell {
    let numberless = rule(clock.rule).is_some_and(|rule| rule.count == Count::WithoutUndueDelay);
    match clock.strict_limit {
        None if numberless => Cell::from("without undue delay; the law gives no number"),
        None => Cell::from("cannot be counted"),
        Some(limit) => {
            let cell = Cell::from(when::instant(limit));
            match clock.statutory_limit {
                Some(statutory) => cell.then(Text::grey(format!("statutory reading {}", when::instant(statutory)))),
                None => cell,
            }
        }
    }
}

pub fn state(said: &Said<'_>, clock: &Clock) -> Cell {
    let words = clock.words(&said.view.case);
    let first = match clock.state {
        State::Met => Text::met(words),
        State::Late | State::Overdue => Text::late(words),
        State::Running | State::CannotTell => Text::due(words),
        State::Told | State::NotRequired | State::NoAwareness => Text::strong(words),
    };
    let first = match &clock.met_by {
        Some(by) => first.linked(link(by)),
        None => first,
    };
    let mut more = Vec::new();
    more.extend(clock.margin_words());
    if clock.approximate {
        more.push("a time is approximate".to_owned());
    }
    if clock.needs_reasons {
        more.push("reasons for the delay are asked for".to_owned());
    }
    if !clock.aware_otherwise.is_empty() {
        more.push("the body knew from another source".to_owned());
    }
    let cell = Cell::from(first);
    if more.is_empty() { cell } else { cell.then(Text::grey(more.join("; "))) }
}
