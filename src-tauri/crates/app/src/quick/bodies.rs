//! The bodies that are known by name, told apart by their words in a line and in a case's parties.

use breachbook_case::{BODIES, Body, Case, Id, Party, PartyKind, zone};
use chrono::{DateTime, Utc};

use super::token::tokens;

/// A party that would be written in together with the record that names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBody {
    /// The id by which the record names it.
    pub id: Id,
    /// Its name on the day of the line.
    pub name: String,
    /// Its usual short name.
    pub alias: &'static str,
    /// What kind of party it is.
    pub kind: PartyKind,
}

/// Every name of a body in lower-case words, the short one first.
pub fn names(body: &Body) -> impl Iterator<Item = Vec<String>> {
    [body.short].into_iter().chain(body.names.iter().copied()).map(words)
}

fn is_called(body: &Body, name: &str) -> bool {
    let mut called = words(name);
    if called.len() > 1 && called.first().is_some_and(|word| word == "the") {
        called.remove(0);
    }
    // "Information Commission (ICO)" is its name with the short one behind it.
    let short = body.short.to_lowercase();
    if called.len() > 1 && called.last() == Some(&short) {
        called.pop();
    }
    names(body).any(|own| own == called)
}

fn words(name: &str) -> Vec<String> {
    tokens(name).into_iter().map(|token| token.low).collect()
}

/// The body that a party is by its name or by another name of it, whatever kind was written.
pub fn body_of(party: &Party) -> Option<&'static Body> {
    let mut called = std::iter::once(&party.name).chain(&party.aliases).map(|name| name.as_str());
    let called: Vec<&str> = called.by_ref().collect();
    BODIES.iter().find(|body| called.iter().any(|name| is_called(body, name)))
}

/// The bodies that are no parties of the case, each with the id that its party would get.
pub fn missing(case: &Case) -> impl Iterator<Item = (&'static Body, Id)> {
    let there = |body: &Body| case.parties.iter().any(|party| body_of(&party.own) == Some(body));
    BODIES.iter().filter(move |body| !there(body)).filter_map(|body| Some((body, free(case, body)?)))
}

/// Its short name as an id, with a number behind it where a party of another name has that.
fn free(case: &Case, body: &Body) -> Option<Id> {
    let short = body.short.to_lowercase();
    let ids = std::iter::once(short.clone()).chain((2..100).map(|n| format!("{short}-{n}")));
    ids.filter_map(|id| Id::new(&id)).find(|id| case.parties.iter().all(|party| party.id != *id))
}

/// The party that a missing body would become, named as it was called at a moment.
pub fn new_party(case: &Case, id: &Id, now: DateTime<Utc>) -> Option<NewBody> {
    let (body, id) = missing(case).find(|(_, own)| own == id)?;
    let name = body.name_on(zone::day(now)).to_owned();
    Some(NewBody { id, name, alias: body.short, kind: body.kind })
}
