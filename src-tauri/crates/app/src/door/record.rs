//! One record as the panel shows it: its fields in words, who may see it, what it has to do with, its history.

use std::collections::HashSet;

use breachbook_case::{AnyItem, Audience, Case, Common, Id, Keys as _, Leaf, List, Path, Shown, Walk, Warning, words};
use serde::Serialize;
use serde_json::{Map, Value};
use ts_rs::TS;

use super::expected::expected;
use super::verbs::{VerbLine, verbs};
use super::version::{VersionLine, Versions};
use crate::tell::change::keys_of;
use crate::tell::title::{kind, title_of};
use crate::tell::{FieldLine, LinkLine, Names, fields, first_lower, in_a_row, size, values};
use crate::{Failure, OpenCase, Session};

/// A record in words.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct RecordSheet {
    /// Its list; `case` for the case's own keys.
    pub list: String,
    /// Its id; the case's reference for the case's own keys.
    pub id: String,
    /// What it is, as `Question`.
    pub kind: String,
    /// What it is called, in a line.
    pub title: String,
    /// Whether it still stands.
    pub standing: RecordStanding,
    /// Its fields: those that hold something, and those that a reader will look for and nobody filled in.
    pub fields: Vec<FieldLine>,
    /// Who sees it.
    pub goes_to: GoesTo,
    /// The files that belong to it.
    pub attachments: Vec<AttachmentLine>,
    /// What it names.
    pub refers_to: Vec<LinkLine>,
    /// What names it.
    pub referred_to_by: Vec<LinkLine>,
    /// Its versions, oldest first.
    pub versions: Vec<VersionLine>,
    /// That two versions are current, in a sentence.
    pub conflict: Option<String>,
    /// What can hardly be so.
    pub warnings: Vec<WarningLine>,
    /// What can be said now to have come of it: told, answered, kept, done; none of what was withdrawn.
    pub verbs: Vec<VerbLine>,
    /// The record as the form needs it.
    #[ts(type = "Record<string, unknown>")]
    pub raw: Value,
}

/// Whether a record still stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RecordStanding {
    /// It stands.
    Current,
    /// It was withdrawn; what it said is in its history.
    Withdrawn,
}

/// Who sees a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct GoesTo {
    /// In words: `the ICO and the force`, `the team alone`.
    pub words: String,
    /// Why these: that it says so itself, or that the case does.
    pub why: String,
    /// Audiences that it names and that still do not see it, with the reason, in a sentence.
    pub but: Option<String>,
    /// The ground on which it is withheld, with the reason, in a sentence.
    pub withheld: Option<String>,
}

/// An attached file.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct AttachmentLine {
    /// Its name.
    pub name: String,
    /// Its size, as `84 kB`.
    pub size: String,
    /// Its media type.
    pub media_type: String,
    /// SHA-256 of its bytes, in hex.
    pub sha256: String,
    /// Its exhibit reference, how it came to us and who held it.
    pub fields: Vec<FieldLine>,
}

/// A warning about the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct WarningLine {
    /// Its stable code.
    pub code: String,
    /// The key that it is about; empty where it is about the whole record.
    pub key: String,
    /// A sentence.
    pub message: String,
    /// Who let it stand, when and why, in a sentence.
    pub accepted: Option<String>,
}

/// The keys that have a place of their own in the panel.
const APART: [&str; 3] = ["audience", "withhold", "attachments"];

/// A record of an open case in words.
///
/// # Errors
/// `no-record`.
pub(super) fn sheet(session: &Session, open: &OpenCase, list: &str, id: &str) -> Result<RecordSheet, Failure> {
    let case = open.whole();
    let names = Names::of(open);
    let history = Versions::of(session, open, list, id)?;
    let Some(latest) = history.latest() else {
        let said = format!("No record {id:?} stands in the case {}.", open.reference);
        return Err(Failure::new("no-record", said, "It may have been erased, or written in later."));
    };
    let own = list == words::CASE;
    let current = own || names.place(id).is_some();
    let raw = Value::Object(latest.clone());
    let item = open.item(id);
    let warned: Vec<&Warning> = open
        .view
        .warnings
        .iter()
        .filter(|warning| match &warning.item {
            Some(of) => of.as_str() == id,
            None => own && warning.path.starts_with("$.case"),
        })
        .collect();
    Ok(RecordSheet {
        list: list.to_owned(),
        id: id.to_owned(),
        kind: kind(list).to_owned(),
        title: title_of(case, list, &raw),
        standing: if current { RecordStanding::Current } else { RecordStanding::Withdrawn },
        fields: sheet_fields(&names, open, list, id, latest),
        goes_to: goes_to(open, item, own),
        attachments: attachments(&names, latest),
        refers_to: refers_to(&names, case, item, own),
        referred_to_by: referred_to_by(&names, open, id),
        versions: history.lines(&names),
        conflict: warned.iter().find(|warning| warning.code == "conflict").map(|warning| warning.message.clone()),
        warnings: warned.iter().map(|warning| warning_line(&names, latest, list, warning)).collect(),
        verbs: if current { verbs(open, list, id, latest) } else { Vec::new() },
        raw,
    })
}

/// The fields: what stands there, and what a reader will look for.
fn sheet_fields(
    names: &Names<'_>,
    open: &OpenCase,
    list: &str,
    id: &str,
    record: &Map<String, Value>,
) -> Vec<FieldLine> {
    let looked_for = expected(list, record);
    let gaps = open.view.gaps.iter().filter(|gap| gap.rests_on.first().is_some_and(|of| of.as_str() == id));
    let gaps: Vec<(&str, &str)> =
        gaps.map(|gap| (gap.path.rsplit('.').next().unwrap_or_default(), gap.why.as_str())).collect();
    let keys = keys_of(list);
    let known =
        keys.iter().flat_map(|keys| keys.iter()).filter(|key| list == words::CASE || !APART.contains(&key.name));
    let line = |key: &breachbook_case::Key| {
        let stored = record.get(key.name);
        let gap = gaps.iter().find(|(of, _)| *of == key.name).map(|(_, why)| gap_words(why));
        let missing = match (stored, gap) {
            (_, Some(gap)) => Some(gap),
            (None, None) if looked_for.contains(&key.name) => missing(list, key.name),
            _ => None,
        };
        if stored.is_none() && missing.is_none() {
            return None;
        }
        let values = stored.map(|stored| values(names, key, stored)).unwrap_or_default();
        Some(FieldLine { key: key.name.to_owned(), label: key.label.to_owned(), values, missing })
    };
    known.filter_map(line).collect()
}

/// A gap as a field says it.
pub fn gap_words(why: &str) -> String {
    // Whatever does not begin with one of our own words begins with a name.
    let ours = ["Nobody ", "No ", "The "].iter().any(|begin| why.starts_with(begin));
    format!("Missing: {}", if ours { first_lower(why) } else { why.to_owned() })
}

/// That a key is missing, in a sentence.
pub fn missing(list: &str, key: &str) -> Option<String> {
    let key = keys_of(list).into_iter().flat_map(|keys| keys.iter()).find(|known| known.name == key)?;
    Some(format!("Missing: nobody has yet said {}", first_lower(key.help)))
}

/// Who sees the record, worked out as for a report.
fn goes_to(open: &OpenCase, item: Option<&dyn AnyItem>, own: bool) -> GoesTo {
    let case = open.whole();
    let common = item.map(AnyItem::common);
    let said = if own { case.own.audience.as_ref() } else { common.and_then(|common| common.audience.as_ref()) };
    let holds = said.or(case.own.audience.as_ref());
    let withheld = common.and_then(|common| common.withhold.as_ref());
    let readers: Vec<Audience> = Audience::ALL.iter().copied().filter(|audience| *audience != Audience::Team).collect();
    let sees = |audience: Audience| match item {
        Some(item) => {
            let is_party = open.place(item.id().as_str()).is_some_and(|(list, _)| list == List::Parties);
            Shown::sees(case, audience, item, is_party, &|id| open.item(id.as_str()))
        }
        None => own && case.own.audience.as_ref().is_some_and(|list| list.contains(audience)),
    };
    let named: Vec<Audience> =
        readers.into_iter().filter(|audience| holds.is_some_and(|list| list.contains(*audience))).collect();
    let (seen, unseen): (Vec<Audience>, Vec<Audience>) = match withheld {
        Some(_) => (Vec::new(), Vec::new()),
        None => named.into_iter().partition(|audience| sees(*audience)),
    };
    let row = |list: &[Audience]| in_a_row(&list.iter().map(|audience| audience.words()).collect::<Vec<_>>());
    GoesTo {
        words: if seen.is_empty() { "the team alone".to_owned() } else { row(&seen) },
        why: match (said, holds, own) {
            (Some(_), _, _) => "as it says itself",
            (None, Some(_), _) => "as the case says",
            (None, None, _) => "nobody else is named",
        }
        .to_owned(),
        but: (!unseen.is_empty()).then(|| {
            format!("Not to {}: it names what they may not see, or nothing that they see names it.", row(&unseen))
        }),
        withheld: withheld.map(|withheld| {
            let reason = withheld.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
            let count = if withheld.countable() { "" } else { " Not even its number may be said." };
            format!("Withheld, {}{}.{count}", withheld.ground.words(), reason.trim_end_matches('.'))
        }),
    }
}

fn attachments(names: &Names<'_>, record: &Map<String, Value>) -> Vec<AttachmentLine> {
    let all = record.get("attachments").and_then(Value::as_array);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let keys = Common::KEYS.iter().find(|key| key.name == "attachments").map(|key| key.kind);
    let Some(breachbook_case::Kind::Object(keys)) = keys else { return Vec::new() };
    let line = |file: &Value| {
        let mut more = file.as_object().cloned().unwrap_or_default();
        more.retain(|key, _| ["exhibit", "received", "custody"].contains(&key.as_str()));
        AttachmentLine {
            name: text(&file["name"]),
            size: file["base64"]["size"].as_u64().map(size).unwrap_or_default(),
            media_type: text(&file["media_type"]),
            sha256: text(&file["base64"]["sha256"]),
            fields: fields(names, &[keys], &more),
        }
    };
    all.into_iter().flatten().map(line).collect()
}

/// What the record names, each once, in the order in which it names it.
fn refers_to(names: &Names<'_>, case: &Case, item: Option<&dyn AnyItem>, own: bool) -> Vec<LinkLine> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    let mut meet = |_: &Path, leaf: Leaf<'_>, _: bool| {
        if let Leaf::Party(id) | Leaf::Item(id, _) = leaf
            && seen.insert(id.clone())
        {
            found.extend(names.link(id.as_str()));
        }
    };
    match item {
        Some(item) => item.meet(Path::root(), &mut meet),
        None if own => {
            use breachbook_case::Shape as _;
            case.own.walk(&mut Walk { path: Path::root(), meet: &mut meet }, true);
        }
        None => {}
    }
    found
}

/// How many records that name one are listed.
const NAMED_BY: usize = 50;

/// What names the record, at most [`NAMED_BY`].
fn referred_to_by(names: &Names<'_>, open: &OpenCase, id: &str) -> Vec<LinkLine> {
    let Some(id) = Id::new(id) else { return Vec::new() };
    open.naming(&id).filter_map(|item| names.link(item.id().as_str())).take(NAMED_BY).collect()
}

fn warning_line(names: &Names<'_>, record: &Map<String, Value>, list: &str, warning: &Warning) -> WarningLine {
    let key = warning.path.split(['.', '[']).nth(if list == words::CASE { 2 } else { 3 }).unwrap_or_default();
    let accepts = record.get("accepts").and_then(Value::as_array);
    let by_code = |accept: &&Value| accept["code"].as_str() == Some(warning.code);
    let accepted = accepts.into_iter().flatten().rfind(by_code).map(|accept| {
        let by = accept["by"].as_str().map(|id| format!(" by {}", names.name(id))).unwrap_or_default();
        let at = crate::tell::when(&accept["at"]).map(|at| format!(" on {}", at.words())).unwrap_or_default();
        format!("Let stand{by}{at}: {}", accept["reason"].as_str().unwrap_or_default())
    });
    WarningLine { code: warning.code.to_owned(), key: key.to_owned(), message: warning.message.clone(), accepted }
}
