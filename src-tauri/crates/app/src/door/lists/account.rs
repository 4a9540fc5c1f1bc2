//! Holding to account: questions, promises, time limits; statements and what came of them; decisions; and what the
//! record cannot say yet.

use std::collections::BTreeMap;

use breachbook_case::{
    Commitment, CommitmentStatus, Deadline, Decision, Id, Item, List, Question, QuestionStatus, Statement,
    StatementPlace, StatementStatus, When, delays, gaps, rule,
};

use super::{ListRow, ListSection, RowBeside, RowCell, RowState, Shape, Sight, Tone, dotted, tally};
use crate::tell::first_upper;
use crate::tell::title::{short, title};

pub fn sections(sight: &Sight) -> Vec<ListSection> {
    vec![questions(sight), commitments(sight), deadlines(sight), statements(sight), decisions(sight), unsaid(sight)]
}

fn section(list: List, title: &str, note: String, rows: Vec<ListRow>, empty: &str, add: &str) -> ListSection {
    ListSection {
        list: list.as_str().to_owned(),
        title: title.to_owned(),
        note,
        columns: Vec::new(),
        rows,
        empty: empty.to_owned(),
        add: Some(add.to_owned()),
        begins: BTreeMap::new(),
    }
}

fn chased(times: usize) -> String {
    match times {
        0 => String::new(),
        1 => "chased once".to_owned(),
        2 => "chased twice".to_owned(),
        n => format!("chased {n} times"),
    }
}

fn due(time: Option<&breachbook_case::Time>, word: &str) -> String {
    time.map(|due| format!("{word} {}", due.short())).unwrap_or_default()
}

/// The state of what is open: late once its date has passed, else how long it has been so.
fn open(sight: &Sight, id: &Id, word: &str, since: Option<&breachbook_case::Time>) -> RowState {
    use breachbook_case::State::{Overdue, Running};
    match sight.own_clock(id) {
        Some(clock) if clock.state == Overdue => sight.clock_state(clock),
        Some(clock) if clock.state == Running => {
            let left = sight.clock_state(clock);
            RowState { words: format!("{word}, {}", left.words), ..left }
        }
        _ => RowState::new(format!("{word}{}", sight.days_open(since)), Tone::Due, Shape::Clock),
    }
}

fn questions(sight: &Sight) -> ListSection {
    let all = &sight.case.questions;
    let row = |item: &Item<Question>| {
        let own = &item.own;
        let mut row = sight.row(List::Questions, item, own.text.as_str());
        let asked = own.asked.as_ref().map(|at| format!("asked {}", at.short())).unwrap_or_default();
        let asked = match chased(own.chased.len()) {
            chased if chased.is_empty() => asked,
            chased if asked.is_empty() => chased,
            chased => format!("{asked}, {chased}"),
        };
        let of = own.to.as_ref().map(|party| format!("of {}", sight.name(&party.0))).unwrap_or_default();
        let by = own.asked_by.as_ref().map(|party| format!("by {}", sight.name(&party.0))).unwrap_or_default();
        let how = own.channel.as_ref().map(|how| format!("by {how}")).unwrap_or_default();
        row.lines.push(dotted([asked, of, by, how, due(own.due.as_ref(), "answer due")]));
        if let Some(answer) = &own.answer {
            let at = own.answered.as_ref().map(|at| format!(", {}", at.short())).unwrap_or_default();
            row.lines.push(format!("Answer{at}: {}", short(answer.as_str(), 240)));
        }
        row.lines.retain(|line| !line.is_empty());
        row.chased = u32::try_from(own.chased.len()).unwrap_or(u32::MAX);
        row.state = Some(match own.status {
            QuestionStatus::Open => {
                let state = open(sight, &item.id, "unanswered", own.asked.as_ref());
                RowState { tone: Tone::Late, shape: Shape::Alert, ..state }
            }
            QuestionStatus::Part => RowState::new("answered in part", Tone::Due, Shape::Clock),
            QuestionStatus::Answered => RowState::new("answered", Tone::Met, Shape::Check),
            QuestionStatus::Evaded => RowState::new("evaded", Tone::Late, Shape::Alert),
            QuestionStatus::Refused => RowState::new("refused", Tone::Late, Shape::Alert),
        });
        row
    };
    let note = tally(
        all.iter().map(|item| item.own.status.words()),
        &["open", "answered in part", "answered", "evaded", "refused"],
    );
    let rows = all.iter().map(row).collect();
    section(List::Questions, "Questions", note, rows, "No question has been put on record.", "Ask…")
}

fn commitments(sight: &Sight) -> ListSection {
    let all = &sight.case.commitments;
    let row = |item: &Item<Commitment>| {
        let own = &item.own;
        let mut row = sight.row(List::Commitments, item, own.text.as_str());
        let ours = sight.case.own.kept_by.as_ref() == Some(&own.by);
        let who = if ours { "our own".to_owned() } else { format!("by {}", sight.name(&own.by.0)) };
        let to = own.to.as_ref().map(|party| format!("to {}", sight.name(&party.0))).unwrap_or_default();
        let made = own.made.as_ref().map(|at| format!("made {}", at.short())).unwrap_or_default();
        let settled = own.settled.as_ref().map(|at| format!("settled {}", at.short())).unwrap_or_default();
        row.lines.push(dotted([who, to, made, due(own.due.as_ref(), "due"), settled, chased(own.chased.len())]));
        row.chased = u32::try_from(own.chased.len()).unwrap_or(u32::MAX);
        row.state = Some(match own.status {
            CommitmentStatus::Open => open(sight, &item.id, "open", own.made.as_ref()),
            CommitmentStatus::Kept => RowState::new("kept", Tone::Met, Shape::Check),
            CommitmentStatus::Broken => RowState::new("broken", Tone::Late, Shape::Alert),
            CommitmentStatus::Withdrawn => RowState::new("withdrawn", Tone::Plain, Shape::None),
        });
        row
    };
    let note = tally(all.iter().map(|item| item.own.status.words()), &["open", "kept", "broken", "withdrawn"]);
    let rows = all.iter().map(row).collect();
    section(List::Commitments, "Promises", note, rows, "No promise is on record.", "Add a promise")
}

fn deadlines(sight: &Sight) -> ListSection {
    let row = |item: &Item<Deadline>| {
        let own = &item.own;
        let mut row = sight.row(List::Deadlines, item, own.title.as_str());
        let clock = sight.own_clock(&item.id);
        let law = clock.and_then(|clock| rule(clock.rule)).map(|rule| rule.provision.to_owned()).unwrap_or_default();
        let kind = own.kind.map(breachbook_case::DeadlineKind::words).unwrap_or_default().to_owned();
        let owner = own.owner.as_ref().map(|party| format!("kept by {}", sight.name(&party.0))).unwrap_or_default();
        row.lines.push(dotted([due(Some(&own.due), "due"), kind, law, owner]));
        row.state = clock.map(|clock| sight.clock_state(clock));
        row
    };
    let rows = sight.case.deadlines.iter().map(row).collect();
    section(List::Deadlines, "Time limits", String::new(), rows, "No time limit is on record.", "Add a time limit")
}

fn statements(sight: &Sight) -> ListSection {
    let all = &sight.case.statements;
    let delays = delays(sight.case);
    let row = |item: &Item<Statement>| {
        let own = &item.own;
        let mut row = sight.row(List::Statements, item, format!("“{}”", own.text));
        let made = own.made.as_ref().map(|at| at.short()).unwrap_or_default();
        let place = own.r#where.map(StatementPlace::words).unwrap_or_default().to_owned();
        row.lines.push(dotted([sight.name(&own.by.0), made, place]));
        let by = own.contradicted_by.as_ref().map(|by| &by.0);
        let after =
            delays.iter().find(|delay| delay.from == item.id.as_str() && by.is_some_and(|by| delay.to == by.as_str()));
        // What contradicts it may have happened before it was said; how much earlier says nothing of anybody.
        let after = after.filter(|delay| delay.minutes.max.is_some_and(|max| max >= 0)).map(|delay| {
            let about = if delay.approximate { "about " } else { "" };
            format!(", {about}{} later", delay.minutes.words())
        });
        let (against, said) = by.and_then(|by| against(sight, by)).unwrap_or_default();
        let (word, tone) = match own.status {
            StatementStatus::Standing => ("Standing", Tone::Plain),
            StatementStatus::Corrected => ("Corrected", Tone::Due),
            StatementStatus::Contradicted => ("Contradicted", Tone::Late),
        };
        let words = match (own.status, against.is_empty()) {
            (StatementStatus::Standing, true) => "Nothing on record speaks against it.".to_owned(),
            (_, true) => "What speaks against it is not on record.".to_owned(),
            (_, false) => against,
        };
        row.beside = Some(RowBeside {
            word: format!("{word}{}", after.unwrap_or_default()),
            tone,
            words,
            small: dotted([said, by.map(|by| sight.entries(&[by])).unwrap_or_default()]),
        });
        row
    };
    let note = tally(all.iter().map(|item| item.own.status.words()), &["standing", "corrected", "contradicted"]);
    section(
        List::Statements,
        "What was said, and what came of it",
        note,
        all.iter().map(row).collect(),
        "Write down a statement as it was made; link what later confirms or contradicts it.",
        "Add a statement",
    )
}

/// What contradicts a statement, and who and when.
fn against(sight: &Sight, id: &Id) -> Option<(String, String)> {
    let case = &sight.case;
    if let Some(n) = case.events.iter().position(|event| &event.id == id) {
        let own = &case.events[n].own;
        let said = dotted([sight.party(own.actor.as_ref()), own.occurred.short()]);
        return Some((title(case, List::Events, n), said));
    }
    let n = case.statements.iter().position(|statement| &statement.id == id)?;
    let own = &case.statements[n].own;
    let made = own.made.as_ref().map(|at| at.short()).unwrap_or_default();
    Some((format!("“{}”", title(case, List::Statements, n)), dotted([sight.name(&own.by.0), made])))
}

fn decisions(sight: &Sight) -> ListSection {
    let mut all: Vec<&Item<Decision>> = sight.case.decisions.iter().collect();
    all.sort_by_key(|item| item.own.at.range().first);
    let row = |item: &Item<Decision>| {
        let own = &item.own;
        let mut row = sight.row(List::Decisions, item, own.text.as_str());
        let by = own.by.as_ref().map(|party| format!("by {}", sight.name(&party.0))).unwrap_or_default();
        let taken = own.options.iter().find(|option| option.chosen);
        let of = match own.options.len() {
            0 => String::new(),
            1 => "1 option weighed".to_owned(),
            n => format!("{n} options weighed"),
        };
        let taken = taken.map(|option| format!("taken: {}", short(option.text.as_str(), 80))).unwrap_or_default();
        row.lines.push(dotted([own.at.short(), by, of, taken, due(own.review.as_ref(), "to be reviewed")]));
        row.lines.extend(own.rationale.as_ref().map(|why| short(why.as_str(), 240)));
        row.cells = vec![RowCell::when(&When::Time(own.at.clone()))];
        row.state = sight.own_clock(&item.id).map(|clock| sight.clock_state(clock));
        row
    };
    let rows = all.into_iter().map(row).collect();
    let empty = "No decision is on record. A decision is kept with its rationale, as in a policy book.";
    section(List::Decisions, "Decisions", String::new(), rows, empty, "Add a decision")
}

/// What nobody has said yet: a row for each gap, which leads to the record that would say it.
fn unsaid(sight: &Sight) -> ListSection {
    let row = |gap: breachbook_case::Gap| {
        let list = gap.path.trim_start_matches("$.").split(['[', '.']).next().unwrap_or_default().to_owned();
        let ids: Vec<&Id> = gap.rests_on.iter().take(1).collect();
        ListRow {
            list,
            id: gap.rests_on.first().map(ToString::to_string).unwrap_or_default(),
            title: first_upper(&gap.why),
            entries: sight.entries(&ids),
            state: Some(RowState::new("ask", Tone::Due, Shape::Clock)),
            ..ListRow::default()
        }
    };
    ListSection {
        list: String::new(),
        title: "What the record cannot say yet".to_owned(),
        note: String::new(),
        columns: Vec::new(),
        rows: gaps(sight.case).into_iter().map(row).collect(),
        empty: "Nothing that the clocks rest on is missing.".to_owned(),
        add: None,
        begins: BTreeMap::new(),
    }
}
