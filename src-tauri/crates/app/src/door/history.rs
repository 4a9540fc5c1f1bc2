//! The book itself in words: every entry, newest first, and the checkpoints that others hold.

use std::collections::{BTreeMap, HashMap};

use breachbook_book::{Kind, Payload, VersionId};
use breachbook_case::Audience;
use breachbook_case::count::{counted, number};
use breachbook_vault::{Change, KeptCheckpoint};
use serde::Serialize;
use serde_json::{Map, Value};
use ts_rs::TS;

use super::version::act_words;
use crate::session::moment;
use crate::tell::Names;
use crate::tell::change::{ChangeLine, changes};
use crate::tell::title::{kind, title_of};
use crate::{Failure, OpenCase, Session, zone};

/// A page of the book.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct BookPage {
    /// The entries, newest first.
    pub entries: Vec<EntryLine>,
    /// What to ask for next; none at the beginning of the book.
    #[ts(type = "number | null")]
    pub next: Option<u64>,
    /// How many entries there are in all, in words.
    pub count: String,
    /// The checkpoints, newest first.
    pub checkpoints: Vec<CheckpointLine>,
    /// What a checkpoint shows and what it does not.
    pub says: String,
}

/// An entry of the book.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct EntryLine {
    /// Its place in the order in which the vault was written.
    #[ts(type = "number")]
    pub seq: u64,
    /// Its number in its log, from 0.
    #[ts(type = "number")]
    pub entry: u64,
    /// Whether it stands in a log of another installation, or an earlier one.
    pub other_log: bool,
    /// The day, as `Tuesday 24 November 2026`.
    pub day: String,
    /// The hour, by the writer's clock, as `12:00 GMT`.
    pub hour: String,
    /// Who says that they wrote it.
    pub who: String,
    /// What was done.
    pub act: String,
    /// Why; empty where no reason was given.
    pub why: String,
    /// What it changed.
    pub changes: Vec<EntryChange>,
    /// How many more it changed, in words; empty where all are listed.
    pub more: String,
}

/// What an entry did to one record, or which file or report it holds.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct EntryChange {
    /// The record's list; empty where it is about no record.
    pub list: String,
    /// The record's id.
    pub id: String,
    /// What the record is, as `Question`.
    pub kind: String,
    /// What it is called, or what was released, witnessed or erased.
    pub title: String,
    /// What changed in it.
    pub changed: Vec<ChangeLine>,
}

/// A checkpoint: a signed statement of what stood then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CheckpointLine {
    /// A sentence, as `412 entries stood when the report for the ICO was signed on 24 Nov 2026, 12:00 GMT.`
    pub words: String,
    /// Who holds it, in a sentence: only where somebody else does can nothing before it be changed unseen.
    pub held: String,
}

/// How many records of one entry are listed.
const LISTED: usize = 12;

/// The most entries of a page.
const MOST: u32 = 500;

/// Of the versions that one change replaces so many are looked up: more than one is a conflict that was settled.
const REPLACED: usize = 8;

/// What a checkpoint is worth, said wherever checkpoints are shown.
const SAYS: &str = "A checkpoint that somebody else keeps binds us: from then on nothing before it can be changed \
                    without that holder seeing it. It proves no time, no person, and not that nothing was left out.";

type Bodies = HashMap<VersionId, Map<String, Value>>;

/// A page of the book of an open case: at most `count` entries before the place `before`, or the newest. Only they are
/// read, and the versions that they replaced.
///
/// # Errors
/// What keeps the vault from being read.
pub(super) fn book_page(
    session: &Session,
    open: &OpenCase,
    before: Option<u64>,
    count: u32,
) -> Result<BookPage, Failure> {
    let (vault, book) = (&session.vault, &open.book);
    let own = vault.logs(book)?.into_iter().find(|log| log.own).map(|log| log.id);
    let count = u64::from(count.clamp(1, MOST));
    let mut places = vault.places_before(book, before.unwrap_or(u64::MAX), open.until, count + 1)?;
    let more = places.len() as u64 > count;
    places.truncate(usize::try_from(count).unwrap_or(usize::MAX));
    let mut entries: BTreeMap<u64, Vec<Change>> = BTreeMap::new();
    if let (Some(to), Some(from)) = (places.first(), places.last()) {
        for change in vault.changes_between(book, *from, *to)? {
            entries.entry(change.seq).or_default().push(change);
        }
    }
    let page: Vec<(u64, Vec<Change>)> =
        places.iter().filter_map(|seq| Some((*seq, told(entries.remove(seq)?)))).collect();
    let bodies = bodies(session, open, page.iter().flat_map(|(_, all)| all))?;
    let mut releases = HashMap::new();
    for place in vault.releases(book)? {
        let all = vault.changes_between(book, place, place)?;
        releases.extend(readers(all.iter().filter(|change| open.until.is_none_or(|until| change.effective <= until))));
    }
    let names = Names::of(open);
    let case = open.whole();
    let checkpoints = vault.checkpoints(book)?;
    Ok(BookPage {
        next: page.last().map(|(seq, _)| *seq).filter(|_| more),
        entries: page.iter().map(|(seq, all)| entry_line(&names, case, &bodies, *seq, all, own.as_ref())).collect(),
        count: counted(open.entries_then, "entry", "entries"),
        checkpoints: checkpoints
            .iter()
            .rev()
            .filter(|kept| open.until.is_none_or(|until| kept.kept <= until))
            .map(|kept| checkpoint_line(kept, own.as_ref().map(|log| log.origin()), &releases))
            .collect(),
        says: SAYS.to_owned(),
    })
}

/// The changes of an entry without its act, unless it is nothing else.
fn told(mut all: Vec<Change>) -> Vec<Change> {
    if all.iter().any(|change| change.n > 0) {
        all.retain(|change| change.n > 0);
    }
    all
}

/// What the records of some changes say, and what they said before.
fn bodies<'c>(
    session: &Session,
    open: &OpenCase,
    changes: impl Iterator<Item = &'c Change>,
) -> Result<Bodies, Failure> {
    let mut bodies = Bodies::new();
    let mut keep = |version: VersionId, payload: &Payload| {
        if payload.kind == Kind::Put
            && let Ok(Value::Object(body)) = serde_json::from_slice(&payload.body)
        {
            bodies.insert(version, body);
        }
    };
    for change in changes {
        let Some(payload) = &change.payload else { continue };
        keep(change.version, payload);
        for replaced in payload.replaces.iter().take(REPLACED) {
            if let Some(payload) = session.vault.said(&open.book, replaced, payload)? {
                keep(*replaced, &payload);
            }
        }
    }
    Ok(bodies)
}

fn body_of(change: &Change) -> Value {
    change.payload.as_ref().and_then(|payload| serde_json::from_slice(&payload.body).ok()).unwrap_or(Value::Null)
}

/// Who a report is for, and who was given it; the latter is empty where nobody is named.
struct Given {
    reader: String,
    recipient: String,
}

/// Who a report went to, by the checkpoint that it carries.
fn readers<'c>(all: impl Iterator<Item = &'c Change>) -> HashMap<String, Given> {
    all.filter(|change| change.payload.as_ref().is_some_and(|payload| payload.kind == Kind::Release))
        .filter_map(|change| {
            let release = body_of(change);
            let given = Given { reader: reader(&release), recipient: recipient(&release).to_owned() };
            Some((release["checkpoint"].as_str()?.to_owned(), given))
        })
        .collect()
}

fn reader(release: &Value) -> String {
    let audience = release["audience"].as_str().and_then(Audience::from_word);
    audience.map_or("an audience of a newer version", Audience::words).to_owned()
}

fn recipient(release: &Value) -> &str {
    release["recipient"].as_str().unwrap_or_default()
}

fn entry_line(
    names: &Names<'_>,
    case: &breachbook_case::Case,
    bodies: &Bodies,
    seq: u64,
    all: &[Change],
    own: Option<&breachbook_book::LogId>,
) -> EntryLine {
    // An entry is never without a change: its act at least.
    let first = all.first();
    let at = moment(first.map_or(0, |change| change.recorded_at.unwrap_or(change.effective)));
    let act = first.and_then(|change| change.act.as_ref());
    let told: Vec<&Change> = all.iter().filter(|change| change.n > 0 || change.payload.is_none()).collect();
    // An attachment's bytes are named by the record that holds it.
    let told: Vec<&Change> =
        told.into_iter().filter(|c| c.payload.as_ref().is_none_or(|p| p.kind != Kind::Attach)).collect();
    EntryLine {
        seq,
        entry: first.map_or(0, |change| change.number),
        other_log: first.is_some_and(|change| own != Some(&change.log)),
        day: zone::week_day(zone::day(at)),
        hour: format!("{} {}", zone::clock(at), zone::name(at)),
        who: act.map(|act| act.writer.clone()).unwrap_or_default(),
        act: act.map_or_else(|| "Erased, or written by a newer version".to_owned(), |act| act_words(&act.act)),
        why: act.and_then(|act| act.reason.clone()).unwrap_or_default(),
        changes: told.iter().take(LISTED).map(|change| entry_change(names, case, bodies, change)).collect(),
        more: match told.len().saturating_sub(LISTED) {
            0 => String::new(),
            more => format!("and {}", counted(more as u64, "more record", "more records")),
        },
    }
}

fn entry_change(names: &Names<'_>, case: &breachbook_case::Case, bodies: &Bodies, change: &Change) -> EntryChange {
    let nothing = |title: String| EntryChange {
        list: String::new(),
        id: String::new(),
        kind: String::new(),
        title,
        changed: Vec::new(),
    };
    let Some(payload) = &change.payload else {
        return nothing("What stood here was erased under law.".to_owned());
    };
    let body = body_of(change);
    let before = payload.replaces.iter().find_map(|of| bodies.get(of));
    match &payload.kind {
        Kind::Put | Kind::Withdraw => {
            let said = bodies.get(&change.version).or(before);
            let changed = match (&payload.kind, before, bodies.get(&change.version)) {
                (Kind::Put, Some(before), Some(after)) => changes(names, &payload.list, before, after),
                _ => Vec::new(),
            };
            let own = payload.list == breachbook_case::words::CASE;
            EntryChange {
                list: payload.list.clone(),
                id: if own { case.own.reference.to_string() } else { payload.id.clone() },
                kind: kind(&payload.list).to_owned(),
                title: said.map(|said| title_of(case, &payload.list, &Value::Object(said.clone()))).unwrap_or_default(),
                changed,
            }
        }
        Kind::Release => {
            let pages = body["pages"].as_u64().unwrap_or(0);
            let pages = counted(pages, "page", "pages");
            let given = match recipient(&body) {
                "" => "nobody is named as having got it".to_owned(),
                to => format!("given to {to}"),
            };
            nothing(format!("Report {} for {}, {pages}; {given}", body["number"], reader(&body)))
        }
        Kind::Witness => {
            let held = body["size"].as_u64().map(number).unwrap_or_default();
            nothing(format!("Their record held {held} entries; we hold their checkpoint from now on."))
        }
        Kind::Head => {
            let held = payload.named_head().ok().flatten().map(|head| number(head.size)).unwrap_or_default();
            nothing(format!("This log goes on from an earlier one, which held {held} entries."))
        }
        Kind::Erase => nothing("Records were erased under law; that they stood stays on record.".to_owned()),
        other => nothing(format!("A change of a newer version ({other})")),
    }
}

fn checkpoint_line(kept: &KeptCheckpoint, own: Option<String>, releases: &HashMap<String, Given>) -> CheckpointLine {
    let stood = counted(kept.size, "entry stood", "entries stood");
    let on = zone::short_moment(moment(kept.kept));
    let ours = own.as_ref() == Some(&kept.origin);
    let given = releases.get(&kept.note);
    let words = match (kept.why.as_str(), given) {
        ("witness", _) if !ours => format!("{stood} in the other side’s record when we countersigned it on {on}."),
        ("release", Some(given)) => format!("{stood} when the report for {} was signed on {on}.", given.reader),
        ("release", None) => format!("{stood} when a report was signed on {on}."),
        ("lock", _) => format!("{stood} when the vault was locked on {on}."),
        _ => format!("{stood} on {on}."),
    };
    let held = match given.filter(|_| ours && kept.why == "release").map(|given| given.recipient.as_str()) {
        None if ours && kept.why == "release" => "Whoever has that report holds it.".to_owned(),
        None => "Kept in this vault.".to_owned(),
        Some("") => "Nobody is named as having got that report; whoever has it holds this.".to_owned(),
        Some(to) => format!("{to} was given that report, and holds it."),
    };
    CheckpointLine { words, held }
}
