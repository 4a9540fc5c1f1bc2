//! Holding to account: promises and questions, statements that changed.

use breachbook_case::count;
use breachbook_case::{
    Commitment, CommitmentStatus, Id, Item, Question, QuestionStatus, Statement, StatementStatus, Time,
};

use super::said::{Said, link, word};
use crate::document::{Cell, Column, Document, Table, Text};
use breachbook_case::when;

pub fn add(said: &Said<'_>, document: &mut Document) {
    promises_and_questions(said, document);
    statements(said, document);
}

/// How long something has been open, in whole days.
fn days_open(said: &Said<'_>, since: Option<&Time>) -> Option<i64> {
    let days = (said.view.now - since?.range().first).num_days();
    (days > 0).then_some(days)
}

fn with_days(words: &str, days: Option<i64>) -> String {
    match days {
        Some(1) => format!("{words}, 1 day"),
        Some(days) => format!("{words}, {} days", count::number(days.unsigned_abs())),
        None => words.to_owned(),
    }
}

fn due(time: Option<&Time>) -> Text {
    time.map(|due| Text::grey(format!("due {}", due.short()))).unwrap_or_default()
}

fn chased(times: usize) -> Text {
    match times {
        0 => Text::default(),
        1 => Text::grey("reminded once"),
        n => Text::grey(format!("reminded {n} times")),
    }
}

fn commitment_state(said: &Said<'_>, item: &Item<Commitment>) -> Cell {
    let own = &item.own;
    let settled = own.settled.as_ref().map(|at| Text::grey(at.short())).unwrap_or_default();
    let state = match own.status {
        CommitmentStatus::Open => Text::late(with_days("open", days_open(said, own.made.as_ref()))),
        CommitmentStatus::Kept => Text::met("kept"),
        CommitmentStatus::Broken => Text::late("broken"),
        CommitmentStatus::Withdrawn => Text::strong("withdrawn"),
    };
    Cell::from(state).then(settled).then(due(own.due.as_ref())).then(chased(own.chased.len()))
}

fn question_state(said: &Said<'_>, item: &Item<Question>) -> Cell {
    let own = &item.own;
    let state = match own.status {
        QuestionStatus::Open => Text::late(with_days("unanswered", days_open(said, own.asked.as_ref()))),
        QuestionStatus::Part => Text::due("answered in part"),
        QuestionStatus::Answered => Text::met("answered"),
        QuestionStatus::Evaded => Text::late("evaded"),
        QuestionStatus::Refused => Text::late("refused"),
    };
    let at = own.answered.as_ref().map(|at| Text::grey(at.short())).unwrap_or_default();
    Cell::from(state).then(at).then(due(own.due.as_ref())).then(chased(own.chased.len()))
}

fn promises_and_questions(said: &Said<'_>, document: &mut Document) {
    let case = &said.view.case;
    if case.commitments.is_empty() && case.questions.is_empty() {
        return;
    }
    document.section("Promises and questions");
    let mut table = Table::new([
        Column::share("What was promised or asked", 4.0).row_header(),
        Column::share("By or of", 1.9),
        Column::share("On", 1.5),
        Column::share("State", 2.6),
        Column::mm("Entry", 15.0).right(),
    ]);
    for item in &case.commitments {
        let own = &item.own;
        let to = own.to.as_ref().map(|to| format!(" to {}", said.name(&to.0))).unwrap_or_default();
        table.row([
            said.sourced(own.text.as_str(), item, None),
            format!("{} promised{to}", said.name(&own.by.0)).into(),
            when::short_or(own.made.as_ref()).into(),
            commitment_state(said, item),
            said.entries([&item.id]).into(),
        ]);
    }
    for item in &case.questions {
        let own = &item.own;
        let of = match (said.party(own.asked_by.as_ref()), said.party(own.to.as_ref())) {
            ("", "") => String::new(),
            ("", to) => format!("asked of {to}"),
            (by, "") => format!("asked by {by}"),
            (by, to) => format!("{by} asked {to}"),
        };
        let mut text = said.sourced(own.text.as_str(), item, None);
        if let Some(answer) = &own.answer {
            text = text.then(Text::plain(format!("Answer: {answer}")));
        }
        table.row([
            text,
            Cell::from(of).then(own.channel.as_ref().map(|c| Text::grey(format!("by {c}"))).unwrap_or_default()),
            when::short_or(own.asked.as_ref()).into(),
            question_state(said, item),
            said.entries([&item.id]).into(),
        ]);
    }
    document.push(table);
}

/// What contradicts a statement: when, what, and whether it lies before the statement.
fn then(said: &Said<'_>, statement: &Statement, by: &Id) -> Option<(String, String, bool)> {
    let case = &said.view.case;
    let earlier = |first: Option<chrono::DateTime<chrono::Utc>>| {
        first.zip(statement.made.as_ref()).is_some_and(|(first, made)| first < made.range().first)
    };
    if let Some(event) = case.events.iter().find(|event| &event.id == by) {
        let occurred = &event.own.occurred;
        return Some((occurred.short(), event.own.text.to_string(), earlier(occurred.bounds().first)));
    }
    let other = case.statements.iter().find(|other| &other.id == by)?;
    let made = other.own.made.as_ref();
    Some((when::short_or(made), other.own.text.to_string(), earlier(made.map(|made| made.range().first))))
}

fn statements(said: &Said<'_>, document: &mut Document) {
    let case = &said.view.case;
    let (changed, standing): (Vec<&Item<Statement>>, Vec<_>) =
        case.statements.iter().partition(|item| item.own.status != StatementStatus::Standing);
    let what = |item: &Item<Statement>| {
        let made = when::short_or(item.own.made.as_ref());
        let place = item.own.r#where.map(|place| format!(" ({})", place.as_str())).unwrap_or_default();
        let by = case.party_name(&item.own.by.0);
        let comma = if made.is_empty() { "" } else { ", " };
        Text::from(format!("“{}” ", item.own.text)).and(Text::grey(format!("{by}{comma}{made}{place}")))
    };
    if !changed.is_empty() {
        document.section("Statements that changed");
        let mut table = Table::new([
            Column::share("What was said", 4.0).row_header(),
            Column::share("Then", 5.0),
            Column::mm("Entries", 17.0).right(),
        ]);
        for item in changed {
            let by = item.own.contradicted_by.as_ref().map(|by| &by.0);
            let status = word(item.own.status.as_str());
            let then = match by.and_then(|by| Some((by, then(said, &item.own, by)?))) {
                Some((by, (at, text, true))) => Text::strong(format!("{status} by what happened {at}"))
                    .linked(link(by))
                    .and(Text::strong(": "))
                    .and(text),
                Some((by, (at, text, false))) => {
                    Text::strong(format!("{status}, {at}")).linked(link(by)).and(Text::strong(": ")).and(text)
                }
                None => Text::strong(status),
            };
            table.row([
                said.sourced(what(item), item, None),
                then.into(),
                said.entries([Some(&item.id), by].into_iter().flatten()).into(),
            ]);
        }
        document.push(table);
    }
    if !standing.is_empty() {
        document.section("Statements that stand");
        let mut table =
            Table::new([Column::share("What was said", 9.0).row_header(), Column::mm("Entry", 17.0).right()]);
        for item in standing {
            table.row([said.sourced(what(item), item, None), said.entries([&item.id]).into()]);
        }
        document.push(table);
    }
}
