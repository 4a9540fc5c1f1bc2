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
            let text = hit.text.split('\n').next().unwrap_or_default();
            Found {
                kind: if hit.list == words::CASE { "Case" } else { list.map_or("Record", list_name) }.to_owned(),
                place: (hit.list != words::CASE).then_some(Place { list: hit.list, id: hit.id }),
                reference: hit.case,
                text: cut(text, 140),
            }
        })
        .collect())
}
