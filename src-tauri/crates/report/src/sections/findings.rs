//! What the record shows: at most three measured figures.

use breachbook_case::{Clock, Count, Delay, Id, State, Trigger, rule};

use super::said::Said;
use crate::document::{Document, Figure, Text};
use breachbook_case::when;

pub fn add(said: &Said<'_>, document: &mut Document) {
    let mut figures = Vec::new();
    let clocks = &said.view.clocks;
    let numbered = |clock: &&Clock| {
        clock.item.is_none() && rule(clock.rule).is_some_and(|rule| matches!(rule.count, Count::Hours(_)))
    };
    for clock in clocks.iter().filter(numbered) {
        if let Some(figure) = of_clock(said, clock) {
            figures.push(figure);
            break;
        }
    }
    let groups = &said.view.case.people_affected;
    let people = said.view.delays.iter().find(|d| d.from == "aware" && groups.iter().any(|g| g.id.as_str() == d.to));
    if let Some(delay) = people {
        figures.push(of_people(said, delay));
    }
    let statements = &said.view.case.statements;
    let fell = said.view.delays.iter().find(|delay| {
        delay.minutes.max.is_some_and(|max| max >= 0) && statements.iter().any(|s| s.id.as_str() == delay.from)
    });
    if let Some(delay) = fell
        && let Some(statement) = statements.iter().find(|s| s.id.as_str() == delay.from)
    {
        let caption = Text::from(format!("from “{}” to what contradicts it ", brief(statement.own.text.as_str())))
            .and(said.entries(&delay.rests_on));
        figures.push(Figure::new(delay.minutes.words(), caption));
    }
    if figures.is_empty() {
        return;
    }
    document.section("What the record shows");
    figures.truncate(3);
    document.push(figures);
}

fn of_clock(said: &Said<'_>, clock: &Clock) -> Option<Figure> {
    let controller = clock.controller.as_ref().map_or("", |id| said.name(id));
    let hours = match rule(clock.rule)?.count {
        Count::Hours(hours) => hours,
        Count::WithoutUndueDelay => return None,
    };
    let entries = said.entries(clock.rests_on.iter());
    match (clock.state, clock.strict_limit) {
        (State::Met | State::Late | State::CannotTell, _) => {
            let told = clock.met_by.as_ref()?;
            let body = said.view.case.notifications.iter().find(|n| &n.id == told)?;
            let (from, since) = match rule(clock.rule)?.trigger {
                Trigger::Detected => ("discovered", "detection"),
                Trigger::Aware | Trigger::ProcessorAware => ("aware", "awareness"),
            };
            let delay = said.view.delays.iter().find(|d| {
                d.from == from && d.to == told.as_str() && d.controller.as_ref() == clock.controller.as_ref()
            })?;
            let about = if clock.approximate { "; a time is approximate" } else { "" };
            let name = said.name(&body.own.body.0);
            let caption = format!("from {controller}’s {since} to {name} being told; limit {hours} hours{about} ");
            Some(Figure::new(delay.minutes.words(), Text::from(caption).and(entries)))
        }
        (State::Overdue, Some(limit)) => {
            let otherwise = if clock.aware_otherwise.is_empty() { "" } else { "; it knew from another source" };
            let limit = when::instant(limit);
            let caption = format!("notification of the regulator by {controller}; limit {limit}{otherwise} ");
            Some(Figure::new("none on record", Text::from(caption).and(entries)))
        }
        _ => None,
    }
}

fn of_people(said: &Said<'_>, delay: &Delay) -> Figure {
    let controller = delay.controller.as_ref().map_or("", |id| said.name(id));
    let group = said.view.case.people_affected.iter().find(|g| g.id.as_str() == delay.to);
    let people = group.map_or("the people", |group| group.own.group.as_str());
    let caption = format!("from {controller}’s awareness to the first telling of {people} ");
    let rests: Vec<&Id> = delay.rests_on.iter().collect();
    Figure::new(delay.minutes.words(), Text::from(caption).and(said.entries(rests)))
}

/// The beginning of a longer text, cut at a word.
pub fn brief(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST {
        return text.trim_end_matches('.').to_owned();
    }
    let mut out = String::new();
    for word in text.split_whitespace() {
        if out.chars().count() + word.chars().count() + 1 > MOST {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    if out.is_empty() {
        out = text.chars().take(MOST).collect();
    }
    format!("{}…", out.trim_end_matches([',', ';', ':', '.']))
}
