//! Quick entry and drafts through the door.
//!
//! What was shown is what is written. A reading depends on the line, the choices, the case's parties and the moment; so
//! its mark holds that moment and a digest of the reading. `write-line` brings the mark back: the line is read again for
//! that same moment, and where anything else comes out (a party was renamed meanwhile) nothing is written and the line
//! is asked to be read anew.

use std::collections::BTreeMap;

use breachbook_book::BookId;
use breachbook_case::{Audience, CLOCK_LISTS, List, TEXT_LIMIT, Time};
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use ts_rs::TS;

use crate::act::{Along, NewLine, Typed, Written};
use crate::quick::{Ground, Reading, chases, read};
use crate::session::milliseconds;
use crate::sets::Sets;
use crate::{Failure, Session, Writer};

/// How long a reading may stand before it is read anew: a line that sat overnight says "now" of another day.
const STANDS: Duration = Duration::hours(12);

/// The place of the bar's draft.
const PLACE: &str = "quick-entry";

/// A line to be read.
#[derive(Deserialize, TS)]
pub struct LineAsked {
    /// The case.
    pub reference: String,
    /// What was typed.
    pub line: String,
    /// What was chosen for chips, by their keys.
    pub choices: BTreeMap<String, String>,
}

/// A line to be written, as it was read.
#[derive(Deserialize, TS)]
pub struct LineToWrite {
    /// The case.
    pub reference: String,
    /// What was typed.
    pub line: String,
    /// What was chosen for chips, by their keys.
    pub choices: BTreeMap<String, String>,
    /// The mark of the reading that was shown.
    pub mark: String,
    /// Who may see it: words of the format, at least one.
    pub audience: Vec<String>,
    /// Why it is written up late, where it is.
    pub reason: Option<String>,
}

/// Typing to be kept.
#[derive(Deserialize, TS)]
pub struct DraftToKeep {
    /// The case; none for what belongs to the vault, such as a case that is not begun yet.
    pub reference: Option<String>,
    /// The field or form that it was typed into.
    pub place: String,
    /// What was typed; empty removes the draft.
    pub text: String,
    /// The item that it is about: when that is erased, the draft goes too.
    pub about: Option<String>,
}

/// A line that is on disk.
#[derive(Debug, Serialize, TS)]
pub struct LineWritten {
    /// The list of the record.
    pub list: String,
    /// Its id.
    pub id: String,
    /// The number of its entry.
    pub entry: u32,
    /// What to know about it, in sentences.
    pub warnings: Vec<String>,
    /// Whether clocks rest on such a record and must be asked for again.
    pub clocks_stale: bool,
}

/// Reads a line for a moment, and marks the reading.
///
/// # Errors
/// `no-case`, `too-long`.
pub(super) fn read_line(session: &Session, asked: &LineAsked, now: DateTime<Utc>) -> Result<Reading, Failure> {
    too_long(&asked.line)?;
    let book = session.book_id(&asked.reference)?;
    // What is open is looked up only where the line may be about it.
    let open: &[List] = if chases(&asked.line) { &[List::Questions, List::Commitments] } else { &[] };
    let case = session.assemble_lists(&book, &[&[List::Parties, List::Controllers], open].concat())?;
    // An id that cannot be looked up is read as a word.
    let is_item = |id: &str| session.vault.id_exists(&book, id).ok().flatten().is_some();
    let mut reading = read(&asked.line, Ground { case: &case, now, is_item: &is_item }, &asked.choices);
    let digest = Sha256::digest(format!("{}\n{}", serde_json::to_string(&reading)?, reading.words));
    let digest: String = digest.iter().take(8).map(|b| format!("{b:02x}")).collect();
    reading.mark = format!("{}-{digest}", milliseconds(now));
    Ok(reading)
}

/// Writes a line as it was shown, and clears the bar's draft in the same transaction.
///
/// # Errors
/// `read-again`, `in-doubt`, `empty-text`, `bad-audience`, `too-long`, and as [`Session::log`] and [`Session::add`];
/// nothing is written then, and the draft stays.
pub(super) fn write_line(
    session: &mut Session,
    ask: LineToWrite,
    name: &str,
    now: DateTime<Utc>,
) -> Result<LineWritten, Failure> {
    let LineToWrite { reference, line, choices, mark, audience, reason } = ask;
    let shown = moment_of(&mark).filter(|shown| *shown <= now && now - *shown < STANDS).ok_or_else(read_again)?;
    let asked = LineAsked { reference, line, choices };
    let reading = read_line(session, &asked, shown)?;
    if reading.mark != mark {
        return Err(read_again());
    }
    if let Some(open) = reading.open() {
        let what = if open.label.is_empty() { "This".to_owned() } else { format!("“{}”", open.label) };
        let said = format!("{what} is in doubt. {}", open.doubt.as_deref().unwrap_or_default());
        return Err(Failure::new("in-doubt", said.trim(), "Choose with Tab and Enter; nothing was written."));
    }
    if let Some(lacks) = &reading.lacks {
        return Err(Failure::new("empty-text", lacks, "Nothing was written."));
    }
    let audience = audiences(&audience)?;
    let reason = reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    let writer = Writer { name, reason, now };
    let written = match reading.list {
        List::Events => log(session, &asked.reference, &reading, &audience, &writer)?,
        list => add(session, &asked.reference, list, &reading, &audience, &writer)?,
    };
    let warnings: Vec<String> = written.warnings.into_iter().map(|(_, said)| said).collect();
    let entry = u32::try_from(written.entry).unwrap_or(u32::MAX);
    let chased = !reading.chased().is_empty();
    let clocks_stale = chased || CLOCK_LISTS.iter().any(|list| list.as_str() == written.list);
    Ok(LineWritten { list: written.list, id: written.id, entry, warnings, clocks_stale })
}

fn log(
    session: &mut Session,
    reference: &str,
    reading: &Reading,
    audience: &[Audience],
    writer: &Writer<'_>,
) -> Result<Written, Failure> {
    let record = reading.record();
    let word = |key: &str| record.get(key).and_then(Value::as_str);
    let when = record.get("occurred").ok_or_else(read_again)?;
    let time = |value: &Value| {
        let at = crate::time(value.get("at").and_then(Value::as_str).ok_or_else(read_again)?)?;
        Ok::<Time, Failure>(if value.get("approximate").is_some() { at.about() } else { at })
    };
    let at = time(when.get("from").unwrap_or(when))?;
    let until = when.get("to").map(time).transpose()?;
    let concerns: Vec<&str> =
        record.get("about").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let line = NewLine {
        at: &at,
        until: until.as_ref(),
        text: &reading.words,
        kind: word("kind"),
        actor: word("actor"),
        concerns: &concerns,
        audience,
    };
    let draft = key(&session.book_id(reference)?, PLACE);
    session.log_typed(reference, &line, writer, Typed { draft: Some(&draft), chased: &reading.chased() })
}

fn add(
    session: &mut Session,
    reference: &str,
    list: List,
    reading: &Reading,
    audience: &[Audience],
    writer: &Writer<'_>,
) -> Result<Written, Failure> {
    let mut records = reading.records();
    let audience: Vec<&str> = audience.iter().map(|a| a.as_str()).collect();
    for record in &mut records {
        record.insert("audience".to_owned(), audience.as_slice().into());
    }
    let book = session.book_id(reference)?;
    let mut parties = Vec::new();
    for party in &reading.new_parties {
        let mut id = party.id.to_string();
        // An id that was ever used stays that of what it was.
        if session.vault.id_ever(&book, &id)?.is_some() {
            id = session.free_id(&book, &format!("{id}-"))?;
            records
                .iter_mut()
                .flat_map(|record| record.values_mut())
                .filter(|value| **value == party.id.as_str())
                .for_each(|value| *value = id.as_str().into());
        }
        let party = json!({"id": id, "name": party.name, "kind": party.kind.as_str(), "aliases": [party.alias],
            "audience": audience});
        parties.extend(party.as_object().cloned());
    }
    let words = |record: &Map<String, Value>| -> Vec<String> {
        let word = |(key, value): (&String, &Value)| match value {
            Value::String(text) => format!("{key}={text}"),
            other => format!("{key}={other}"),
        };
        record.iter().map(word).collect()
    };
    let all: Vec<Vec<String>> = records.iter().map(words).collect();
    let (first, more) = all.split_first().ok_or_else(read_again)?;
    let sets: Vec<&str> = first.iter().map(String::as_str).collect();
    let draft = key(&book, PLACE);
    let chased = reading.chased();
    let along = Along { draft: Some(&draft), parties, more, chased: &chased };
    session.add_record(reference, list.as_str(), None, Sets::Words(&sets), writer, along)
}

fn audiences(words: &[String]) -> Result<Vec<Audience>, Failure> {
    let found: Option<Vec<Audience>> = words.iter().map(|word| Audience::from_word(word)).collect();
    found.filter(|found| !found.is_empty()).ok_or_else(|| {
        let said = format!("Nobody of {:?} is an audience.", words.join(", "));
        Failure::new("bad-audience", said, format!("Name at least one of {}.", Audience::WORDS.join(", ")))
    })
}

/// The moment of a mark, to the millisecond.
fn moment_of(mark: &str) -> Option<DateTime<Utc>> {
    let (at, _) = mark.split_once('-')?;
    DateTime::from_timestamp_millis(at.parse().ok()?)
}

fn read_again() -> Failure {
    Failure::new(
        "read-again",
        "The line would now be read otherwise than it was shown.",
        "Look at it again and press Enter; nothing was written.",
    )
}

fn too_long(text: &str) -> Result<(), Failure> {
    if text.len() <= TEXT_LIMIT {
        return Ok(());
    }
    Err(Failure::new(
        "too-long",
        format!(
            "That is {:.1} MB of text, and one text holds at most {} MiB.",
            text.len() as f64 / 1_000_000.0,
            TEXT_LIMIT / 1024 / 1024
        ),
        "Attach it as a file instead, or write it in parts; nothing was lost.",
    ))
}

/// The key of a draft: of one book, so that a case that is renamed keeps it.
pub(super) fn key(book: &BookId, place: &str) -> String {
    format!("{book}/{place}")
}

/// The same, with the book of a case; without a case it belongs to the vault.
fn key_in(session: &Session, reference: Option<&str>, place: &str) -> Result<(Option<BookId>, String), Failure> {
    let Some(reference) = reference else { return Ok((None, format!("vault/{place}"))) };
    let book = session.book_id(reference)?;
    let key = key(&book, place);
    Ok((Some(book), key))
}

/// What was typed at a place and is no entry yet; empty where there is nothing.
///
/// # Errors
/// `no-case`.
pub(super) fn draft(session: &Session, reference: Option<&str>, place: &str) -> Result<String, Failure> {
    let (_, key) = key_in(session, reference, place)?;
    Ok(session.vault.draft(&key)?.map(|draft| draft.body).unwrap_or_default())
}

/// Keeps what was typed at a place; an empty text removes it.
///
/// # Errors
/// `no-case`, `too-long`, and what keeps the vault from being written.
pub(super) fn keep_draft(session: &Session, draft: DraftToKeep, now: DateTime<Utc>) -> Result<(), Failure> {
    let DraftToKeep { reference, place, text, about } = draft;
    // A draft may hold the choices beside the text.
    if text.len() > TEXT_LIMIT + 64 * 1024 {
        too_long(&text)?;
    }
    let (book, key) = key_in(session, reference.as_deref(), &place)?;
    if text.is_empty() {
        return Ok(session.vault.delete_draft(&key)?);
    }
    let saved = milliseconds(now);
    let draft = breachbook_vault::Draft { key, book, id: about, body: text, saved };
    Ok(session.vault.put_draft(&draft)?)
}
