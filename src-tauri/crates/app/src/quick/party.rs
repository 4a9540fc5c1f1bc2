//! Parties by name, alias, initials or kind, the longest match first.

use breachbook_case::{Case, Id, PartyKind};

use super::bodies::{body_of, missing};
use super::token::{Token, low, tokens};

/// A name that stands in the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The number of its first word, an article included.
    pub first: usize,
    /// How many words it has.
    pub count: usize,
    /// The parties that it may be; more than one is a doubt, none is the writer.
    pub parties: Vec<Id>,
}

impl Named {
    /// The number of the word after it.
    pub fn end(&self) -> usize {
        self.first + self.count
    }
}

/// Every name of the case's parties.
#[derive(Clone)]
pub struct Names {
    /// Words in lower case, the party, and how sure the name is: 0 its own, 1 a short form, 2 its kind, 3 a body that
    /// is no party yet.
    names: Vec<(Vec<String>, Id, u8)>,
    /// Words for whoever writes, where no party stands for them.
    nobody: &'static [&'static str],
}

impl Names {
    /// The names of a case's parties; whose book it is answers to "we" and "us".
    pub fn of(case: &Case) -> Self {
        let mut names = Vec::new();
        let mut add = |name: &str, id: &Id, rank: u8| {
            let words: Vec<String> = tokens(name).into_iter().map(|token| token.low).collect();
            if !words.is_empty() {
                names.push((words, id.clone(), rank));
            }
        };
        for party in &case.parties {
            let name = party.own.name.as_str();
            add(name, &party.id, 0);
            add(name.strip_prefix("The ").unwrap_or(name), &party.id, 0);
            for alias in &party.own.aliases {
                add(alias.as_str(), &party.id, 0);
            }
            if party.id.as_str().chars().count() > 1 {
                add(party.id.as_str(), &party.id, 1);
            }
            if let Some(initials) = initials(name) {
                add(&initials, &party.id, 1);
            }
            // A name that nobody says in full; without its article it is a verb. Its federation is not called that.
            if party.own.kind == PartyKind::Force && name.starts_with("Metropolitan Police") {
                add("the Met", &party.id, 1);
            }
            if let Some(short) = short(name) {
                add(short, &party.id, 2);
            }
            if party.own.kind == PartyKind::Person
                && let Some(last) = name.split_whitespace().next_back().filter(|last| last.chars().count() > 2)
            {
                add(last, &party.id, 1);
            }
            for word in by_kind(party.own.kind) {
                add(word, &party.id, 2);
            }
            // A body answers to its usual names, whatever the case calls it.
            for words in body_of(&party.own).into_iter().flat_map(super::bodies::names) {
                add(&words.join(" "), &party.id, 2);
            }
        }
        if let Some(us) = &case.own.kept_by {
            for word in ["we", "us", "our side"] {
                add(word, &us.0, 0);
            }
        }
        let known = case.own.kept_by.is_some();
        Self { names, nobody: if known { &["i", "me"] } else { &["i", "me", "we", "us"] } }
    }

    /// The same, with the bodies that are no parties of the case yet.
    pub fn with_bodies(&self, case: &Case) -> Self {
        let mut wide = self.clone();
        for (body, id) in missing(case) {
            wide.names.extend(super::bodies::names(body).map(|words| (words, id.clone(), 3)));
        }
        wide
    }

    /// The name at a word, with the article before it.
    pub fn at(&self, tokens: &[Token], first: usize) -> Option<Named> {
        let article = usize::from(["the", "our", "their"].contains(&low(tokens, first)));
        let whole = self.here(tokens, first).map(|(count, parties)| Named { first, count, parties });
        let without = || {
            let (count, parties) = self.here(tokens, first + article)?;
            Some(Named { first, count: count + article, parties })
        };
        whole.or_else(without)
    }

    fn here(&self, tokens: &[Token], first: usize) -> Option<(usize, Vec<Id>)> {
        let stands = |words: &[String]| {
            words.iter().enumerate().all(|(n, word)| {
                let inside = n + 1 < words.len();
                low(tokens, first + n) == word && !(inside && tokens[first + n].after.contains([';', '.', ':', ',']))
            })
        };
        if self.nobody.contains(&low(tokens, first)) {
            return Some((1, Vec::new()));
        }
        let found: Vec<&(Vec<String>, Id, u8)> = self.names.iter().filter(|(words, ..)| stands(words)).collect();
        let longest = found.iter().map(|(words, ..)| words.len()).max()?;
        let rank = found.iter().filter(|(words, ..)| words.len() == longest).map(|(.., rank)| *rank).min()?;
        let mut parties: Vec<Id> = Vec::new();
        for (words, id, of) in found {
            if words.len() == longest && *of == rank && !parties.contains(id) {
                parties.push(id.clone());
            }
        }
        Some((longest, parties))
    }
}

/// `PSNI` of the Police Service of Northern Ireland; at least three letters.
pub fn initials(name: &str) -> Option<String> {
    let letters: String = name
        .split_whitespace()
        .filter(|word| word.starts_with(char::is_uppercase) && *word != "The")
        .filter_map(|word| word.chars().next())
        .collect();
    (letters.chars().count() >= 3).then_some(letters)
}

/// `Police Federation` of the Police Federation for Northern Ireland, `Metropolitan Police` of its Service.
fn short(name: &str) -> Option<&str> {
    let cut = [" for ", " of ", " in "].iter().filter_map(|word| name.find(word)).min();
    let cut = cut.or_else(|| (name.split(' ').count() == 3).then(|| name.rfind(' ')).flatten())?;
    let short = &name[..cut];
    short.contains(' ').then_some(short)
}

/// What a party of a kind is called in everyday words.
fn by_kind(kind: PartyKind) -> &'static [&'static str] {
    match kind {
        PartyKind::Federation => &["federation", "fed", "polfed"],
        PartyKind::Force => &["force"],
        PartyKind::Supplier => &["supplier", "contractor"],
        PartyKind::Regulator => &["regulator", "ico", "information commissioner", "information commission"],
        PartyKind::Union => &["union"],
        PartyKind::Insurer => &["insurer", "insurers"],
        PartyKind::Media => &["press", "media"],
        PartyKind::Court => &["court"],
        PartyKind::Legal => &["solicitors", "lawyers", "counsel"],
        _ => &[],
    }
}
