//! The bodies that the law and the practice of a breach know by name, whether or not the case has them as parties.
//!
//! A breach is told to the Information Commission under UK GDPR Art 33(1), DPA 2018 ss.67(1) and 108(1) and PECR
//! reg 5A(2); the National Crime Agency, the National Cyber Security Centre and the Independent Office for Police
//! Conduct are told beside it.

use breachbook_case::{Case, Id, Party, PartyKind, regulator_name, zone};
use chrono::{DateTime, Utc};

use super::token::tokens;

/// A body that is known by name.
#[derive(Debug, PartialEq, Eq)]
pub struct Body {
    /// Its usual short name: what people type, and in lower case the id of its party.
    pub short: &'static str,
    /// Its names in full; the first is written in, but for the regulator's, which goes by the day.
    pub names: &'static [&'static str],
    /// What kind of party it is.
    pub kind: PartyKind,
}

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

const BODIES: [Body; 4] = [
    Body {
        short: "ICO",
        names: &[
            "Information Commission",
            "Information Commissioner's Office",
            "Information Commissioners Office",
            "Information Commissioner",
        ],
        kind: PartyKind::Regulator,
    },
    Body { short: "NCA", names: &["National Crime Agency"], kind: PartyKind::LawEnforcement },
    Body { short: "NCSC", names: &["National Cyber Security Centre"], kind: PartyKind::Government },
    Body { short: "IOPC", names: &["Independent Office for Police Conduct"], kind: PartyKind::Oversight },
];

impl Body {
    /// Every name in lower-case words, the short one first.
    pub fn words(&self) -> impl Iterator<Item = Vec<String>> {
        [self.short].into_iter().chain(self.names.iter().copied()).map(words)
    }

    fn is_called(&self, name: &str) -> bool {
        let mut called = words(name);
        if called.len() > 1 && called.first().is_some_and(|word| word == "the") {
            called.remove(0);
        }
        // "Information Commission (ICO)" is its name with the short one behind it.
        let short = self.short.to_lowercase();
        if called.len() > 1 && called.last() == Some(&short) {
            called.pop();
        }
        self.words().any(|own| own == called)
    }
}

fn words(name: &str) -> Vec<String> {
    tokens(name).into_iter().map(|token| token.low).collect()
}

/// The body that a party is by its name or by another name of it, whatever kind was written.
pub fn body_of(party: &Party) -> Option<&'static Body> {
    let mut called = std::iter::once(&party.name).chain(&party.aliases).map(|name| name.as_str());
    let called: Vec<&str> = called.by_ref().collect();
    BODIES.iter().find(|body| called.iter().any(|name| body.is_called(name)))
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
    let name = match body.kind {
        PartyKind::Regulator => regulator_name(zone::day(now)).trim_end_matches(" (ICO)"),
        _ => body.names.first()?,
    };
    Some(NewBody { id, name: name.to_owned(), alias: body.short, kind: body.kind })
}
