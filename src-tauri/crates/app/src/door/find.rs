//! Full-text search for the palette: over every case, in words.

use breachbook_case::{List, words};
use serde::Serialize;
use ts_rs::TS;

use super::lines::list_name;
use super::row::Place;
use super::standing::cut;
use crate::{Failure, Session};

/// How many hits the palette shows.
const MOST: u64 = 20;

/// A record that holds the words.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Found {
    /// Its case.
    pub reference: String,
    /// Its record; none for the case's own keys.
    pub place: Option<Place>,
    /// The name of its list.
    pub kind: String,
    /// Its words, cut.
    pub text: String,
}

/// The newest records that hold all the words.
///
/// # Errors
/// What keeps the vault from being read.
pub fn find(session: &Session, query: &str) -> Result<Vec<Found>, Failure> {
    let hits = session.search(query, MOST)?.into_iter();
    Ok(hits
        .map(|hit| {
            let list = List::from_word(&hit.list);
            let text = telling(&hit.text, query);
            Found {
                kind: if hit.list == words::CASE { "Case" } else { list.map_or("Record", list_name) }.to_owned(),
                place: (hit.list != words::CASE).then_some(Place { list: hit.list, id: hit.id }),
                reference: hit.case,
                text: cut(text, 140),
            }
        })
        .collect())
}

/// The line of a record's words that holds a word looked for; else the first.
fn telling<'t>(text: &'t str, query: &str) -> &'t str {
    let words: Vec<String> = query.split_whitespace().map(|word| word.trim_matches('"').to_lowercase()).collect();
    let held = |line: &&str| words.iter().filter(|word| line.to_lowercase().contains(word.as_str())).count();
    // Of several the first.
    let best = text.lines().rev().max_by_key(held);
    best.filter(|line| held(line) > 0).or_else(|| text.lines().next()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hit_shows_the_line_that_holds_the_words() {
        let text = "REF-1\nA title\nA sheet\nThe hidden sheet, and what it held";
        assert_eq!(telling(text, "hidden SHEET"), "The hidden sheet, and what it held");
        assert_eq!(telling(text, "sheet"), "A sheet");
        assert_eq!(telling(text, "łódź"), "REF-1");
        assert_eq!(telling("", "x"), "");
    }
}
