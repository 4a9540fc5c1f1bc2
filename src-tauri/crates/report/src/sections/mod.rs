//! A view of a case → what its report says, section by section. Every audience's report is made of the same
//! sections; what the audience may not see is not in the view. Imports of this crate: only [`crate::document`].

mod account;
mod affected;
mod bodies;
mod clocks;
mod closing;
mod findings;
mod form;
mod head;
mod letters;
mod measures;
mod said;
mod timeline;

use std::collections::HashMap;

use breachbook_case::{Audience, Id, View};
use chrono::{DateTime, Utc};

use crate::Error;
use crate::document::Document;

pub use closing::grouped;

/// What the book says about the record that a report rests on.
#[derive(Debug, Clone)]
pub struct Record {
    /// The numbers of the entries that hold each item's current version (from 0).
    pub entries: HashMap<Id, Vec<u64>>,
    /// What was corrected since it was first written, by item; oldest first.
    pub corrections: HashMap<Id, Vec<Correction>>,
    /// How many entries the log holds at the checkpoint.
    pub size: u64,
    /// The number of this report among those released from the book, from 1.
    pub number: u64,
    /// The earlier report for the same audience: its number and when it was made (UTC).
    pub replaces: Option<(u64, DateTime<Utc>)>,
    /// SHA-256 of the sealing key's SubjectPublicKeyInfo, lower-case hex.
    pub key_id: String,
    /// The signed note of the checkpoint.
    pub checkpoint: String,
    /// The verifier key of the log, so that a reader can open the checkpoint.
    pub log_key: String,
    /// Proofs that the record continues the checkpoints of earlier reports; `None` where there are none.
    pub earlier: Option<String>,
    /// What is to be said of the logs that the record had before.
    pub goes_on: Option<GoesOn>,
    /// A short name of the checkpoint that can be read over a telephone.
    pub fingerprint: String,
    /// When the report is made (UTC).
    pub made_at: DateTime<Utc>,
    /// The moment in the book as of which the record is shown (UTC); `None` for now.
    pub as_of: Option<DateTime<Utc>>,
}

/// How the record came to stand in a new log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoesOn {
    /// What happened to the vault, after "was": `restored from a backup`.
    pub why: String,
    /// Logs that were found to lack entries, or to hold others, when a new log was begun: how many entries each had
    /// held when it was last written, and how many it then held.
    pub set_back: Vec<(u64, u64)>,
}

/// One correction of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// When it was written (UTC).
    pub at: DateTime<Utc>,
    /// Who says that they wrote it.
    pub writer: String,
    /// Why.
    pub reason: String,
    /// What changed, a line for each key: old and new.
    pub changes: Vec<String>,
}

/// The report of a view.
///
/// # Errors
/// [`Error`] where the document cannot be made, for example without a title.
pub fn report(view: &View, record: &Record) -> Result<Document, Error> {
    let said = said::Said::new(view, record);
    let mut document = head::start(&said)?;
    findings::add(&said, &mut document);
    // A federation reads first what was promised, everybody else what the law asks.
    if view.audience == Audience::Federation {
        account::add(&said, &mut document);
        clocks::add(&said, &mut document);
    } else {
        clocks::add(&said, &mut document);
        account::add(&said, &mut document);
    }
    timeline::add(&said, &mut document)?;
    bodies::add(&said, &mut document);
    affected::add(&said, &mut document);
    measures::add(&said, &mut document);
    letters::add(&said, &mut document);
    form::add(&said, &mut document)?;
    closing::add(&said, &mut document);
    Ok(document)
}
