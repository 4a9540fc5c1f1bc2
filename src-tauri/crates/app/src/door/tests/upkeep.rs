//! A case that is kept up with its book is the case that is read anew, after every act, in any order of acts; and that
//! one is what the records say, worked out plainly.

use std::cell::RefCell;
use std::collections::HashSet;

use breachbook_book::{Act, Payload};
use breachbook_case::count::counted;
use breachbook_case::{Case, Id, List, Precision, Shown, View, happenings, when, zone};
use breachbook_vault::NewEntry;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;

use super::super::desk::Lying;
use super::super::lines::Line;
use super::super::picture::picture;
use super::super::row::Rows;
use super::super::timeline::Timeline;
use super::super::*;
use super::PASSPHRASE;
use crate::Acceptance;
use crate::session::milliseconds;
use crate::tell::Names;
use crate::{Audience, NewLine, OpenCase, Passphrase, Writer};

/// An act, chosen by its first number; the others choose what it is about.
type Chosen = (u8, u16, u16);

struct Stand {
    folder: tempfile::TempDir,
    session: Session,
    now: DateTime<Utc>,
    cases: usize,
}

impl Stand {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let passphrase = Passphrase::new(PASSPHRASE.to_owned());
        let now = "2026-11-20T09:00:00Z".parse().unwrap();
        let (vault, home) = (folder.path().join("demo.breachbook"), folder.path().join("home"));
        let session = Session::init(&vault, &passphrase, None, &home, now).unwrap();
        Self { folder, session, now, cases: 0 }
    }

    /// One of the demo's cases under a reference of its own.
    fn begin(&mut self) -> String {
        self.cases += 1;
        let reference = format!("CASE-{}", self.cases);
        let mut case: Value = serde_json::from_str(crate::DEMO_CASES[self.cases % 3].1).unwrap();
        case["case"]["reference"] = reference.as_str().into();
        let file = self.folder.path().join("case.json");
        std::fs::write(&file, case.to_string()).unwrap();
        self.session.import(&[&file], &Writer { name: "A", reason: None, now: self.now }).unwrap();
        reference
    }

    /// Does what was chosen; what is refused is no act.
    fn act(&mut self, reference: &str, (act, a, b): Chosen) {
        self.now += chrono::Duration::seconds(i64::from(a % 900));
        let case = self.session.open_case(reference, None, self.now).unwrap();
        let items: Vec<(List, String)> =
            case.whole().items().into_iter().map(|(list, _, item)| (list, item.id().to_string())).collect();
        let events: Vec<&Id> = case.whole().events.iter().map(|event| &event.id).collect();
        let (list, id) = &items[usize::from(a) % items.len()];
        let event = |n: u16| events.get(usize::from(n) % events.len().max(1)).map_or("e1", |id| id.as_str());
        let reason = (b % 3 != 0).then_some("because");
        let writer = Writer { name: "B", reason: Some("because"), now: self.now };
        let free = Writer { reason, ..writer.clone() };
        let time = match a % 5 {
            0 => self.now.format("%Y-%m-%dT%H:%M:00Z").to_string(),
            1 => "2023-08".to_owned(),
            2 => format!("2023-08-{:02}", b % 28 + 1),
            3 => "2023".to_owned(),
            _ => format!("2023-08-{:02}T{:02}:30:00+01:00", b % 28 + 1, a % 24),
        };
        let session = &mut self.session;
        match act % 16 {
            0..=2 => {
                let at = crate::time(&time).unwrap();
                let about = [event(b)];
                let audience = [Audience::Team];
                let (kind, actor) = (None, (b % 2 == 0).then_some("ico"));
                let concerns = if a % 4 == 0 { &about[..] } else { &[] };
                let line =
                    NewLine { at: &at, until: None, text: "A line.", kind, actor, concerns, audience: &audience };
                drop(session.log(reference, &line, &free));
            }
            3 => {
                let sets = ["text=Who?", "status=open", &format!("asked={{\"at\":\"{time}\"}}")];
                drop(session.add(reference, "questions", None, &sets, &free));
            }
            4 => {
                let by = items.iter().find(|(list, _)| *list == List::Parties).map_or("ico", |(_, id)| id);
                let said = format!("contradicted_by={}", event(b));
                let sets = [
                    &format!("by={by}"),
                    "text=Nothing.",
                    "status=contradicted",
                    &said,
                    "made={\"at\":\"2023-08-08\"}",
                ];
                drop(session.add(reference, "statements", None, &sets, &free));
            }
            5 => drop(session.add(reference, "parties", None, &["name=Somebody"], &free)),
            6 | 7 => {
                let sets = [
                    format!("occurred={{\"at\":\"{time}\"}}"),
                    format!("text=Corrected {a}."),
                    "marking=OFFICIAL-SENSITIVE".to_owned(),
                ];
                let sets: Vec<&str> = sets.iter().map(String::as_str).collect();
                drop(session.correct(reference, event(a), &sets[usize::from(b % 2)..], &writer));
            }
            8 => drop(session.correct(reference, event(a), &[&format!("about=[\"{}\"]", event(b))], &writer)),
            9 if b % 2 == 0 => {
                let sets = [
                    r#"audience=["ico"]"#,
                    r#"audience=["ico","public","force"]"#,
                    r#"withhold={"ground":"safety","count":false}"#,
                    r#"withhold={"ground":"legal-privilege"}"#,
                ];
                drop(session.correct(reference, id, &[sets[usize::from(b / 2) % sets.len()]], &writer));
            }
            9 => drop(session.correct(reference, reference, &[&format!("summary=Summary {a}")], &writer)),
            10..=12 => drop(session.withdraw(reference, id, &writer)),
            13 => {
                let accept = Acceptance { code: crate::assemble::WRITTEN_UP_LATE, by: None };
                drop(session.accept(reference, id, accept, &writer));
            }
            14 if b % 4 == 0 => drop(session.erase(reference, id, None, &writer)),
            _ => self.beside_the_acts(&case, *list, id, b),
        }
    }

    /// What only another program, or a vault of two hands, would write: a version beside the one that stands, a record
    /// that comes back, a record of a newer version.
    fn beside_the_acts(&mut self, case: &OpenCase, list: List, id: &str, b: u16) {
        let Some(item) = case.item(id) else { return };
        let body = serde_json::to_vec(&item.json()).unwrap();
        let mut payload = Payload::put(list.as_str(), id, Default::default(), body);
        match b % 3 {
            0 if b.is_multiple_of(5) => payload.schema = 9,
            1 => {
                let gone = self.session.history(&case.reference, None).unwrap();
                let gone = gone.into_iter().find(|row| row.record.is_some() && case.item(&row.id).is_none());
                let Some(row) = gone.filter(|row| List::from_word(&row.list).is_some()) else { return };
                let body = serde_json::to_vec(&row.record.unwrap()).unwrap();
                payload = Payload::put(&row.list, &row.id, Default::default(), body);
            }
            _ if b.is_multiple_of(7) => {}
            _ => return,
        }
        let act = Payload::act(&Act::new("log", "C")).unwrap();
        let entry = NewEntry { payloads: vec![act, payload], ..NewEntry::default() };
        self.session.vault.append(&case.book, entry, milliseconds(self.now)).unwrap();
    }
}

/// The timeline's lines, worked out plainly.
fn plainly(open: &OpenCase) -> Vec<Line> {
    let rows = Rows::new(open);
    let mut lines = Vec::new();
    for day in happenings(&open.view.case).chunk_by(|one, next| when::heading(&one.when) == when::heading(&next.when)) {
        let first = &day[0].when;
        let entries = counted(day.len() as u64, "entry", "entries");
        let anchor = first.anchor().filter(|time| time.precision() >= Precision::Day);
        let name = anchor.map(|time| zone::name(time.range().first + chrono::Duration::hours(12)));
        let detail = name.map_or(entries.clone(), |name| format!("{name} · {entries}"));
        lines.push(Line::Heading { words: when::heading(first), detail });
        lines.extend(day.iter().map(|happening| Line::Row(Box::new(rows.row(happening)))));
    }
    lines
}

fn same_view(one: &View, other: &View) {
    assert_eq!(one.case, other.case);
    assert_eq!((one.now, one.marking, one.own_shown), (other.now, other.marking, other.own_shown));
    assert_eq!(one.clocks, other.clocks);
    assert_eq!(one.delays, other.delays);
    assert_eq!(one.gaps, other.gaps);
    assert_eq!(one.warnings, other.warnings);
}

/// A case that was read in one pass is what its records say, worked out as for the command line.
fn reads_as_it_stands(session: &Session, open: &OpenCase) {
    let assembled = session.assemble(&open.book, open.until).unwrap();
    let mut view = View::new(&assembled.case, Audience::Team, open.view.now);
    view.warnings.extend(assembled.warnings);
    same_view(&open.view, &view);
    assert_eq!(*open.whole(), assembled.case);
    for (id, entries) in &assembled.entries {
        let numbers: Vec<u64> = entries.iter().map(|(_, number)| *number).collect();
        assert_eq!(open.numbers(id.as_str()).collect::<Vec<_>>(), numbers, "{id}");
    }
    let of_every_id: Vec<(Id, (List, usize))> = places(open.whole());
    assert!(of_every_id.iter().all(|(id, place)| open.place(id.as_str()) == Some(*place)));
    assert_eq!(open.places.len(), of_every_id.len());
    for audience in Audience::ALL {
        let shown = Shown::work_out(open.whole(), *audience);
        for (list, _, item) in open.whole().items() {
            let find = |id: &Id| open.item(id.as_str());
            let sees = Shown::sees(open.whole(), *audience, item, list == List::Parties, &find);
            assert_eq!(sees, shown.item(item.id()), "{audience:?} {list:?} {}", item.id());
        }
    }
    for typed in ["", "s", "sh", "The ", "psni", "corrected 1", "line", "e2", "ß", "no such words"] {
        let found = super::super::form::choices(open, &[], typed);
        assert_eq!(found, chosen_plainly(open, typed), "{typed}");
    }
    let changes = session.vault.history(&open.book, None).unwrap();
    let then = |change: &&breachbook_vault::Change| open.until.is_none_or(|until| change.effective <= until);
    let entries: HashSet<u64> = changes.iter().filter(then).map(|change| change.seq).collect();
    let unknown = changes.iter().filter(then).filter(|c| c.payload.as_ref().is_some_and(|p| !p.is_known())).count();
    assert_eq!(open.entries_then, entries.len() as u64);
    assert_eq!(open.newer, assembled.newer.len() + unknown);
}

/// The choices for what was typed, worked out plainly: of every name, those that begin with it first.
fn chosen_plainly(open: &OpenCase, typed: &str) -> Vec<LinkLine> {
    let names = Names::of(open);
    let typed = typed.trim().to_lowercase();
    let mut found: Vec<(bool, LinkLine)> = Vec::new();
    for (list, n, item) in open.whole().items() {
        let link = names.link(item.id().as_str()).unwrap();
        let aliases = if list == List::Parties { open.whole().parties[n].own.aliases.as_slice() } else { &[] };
        let aliases: Vec<String> = aliases.iter().map(|alias| alias.as_str().to_lowercase()).collect();
        let words = link.words.to_lowercase();
        let begins = words.starts_with(&typed) || aliases.contains(&typed);
        let holds = words.contains(&typed) || link.id.to_lowercase() == typed;
        if begins || holds || aliases.iter().any(|alias| alias.contains(&typed)) {
            found.push((!begins, link));
        }
    }
    found.sort_by_key(|(late, _)| *late);
    found.into_iter().take(30).map(|(_, link)| link).collect()
}

fn places(case: &Case) -> Vec<(Id, (List, usize))> {
    case.items().into_iter().map(|(list, n, item)| (item.id().clone(), (list, n))).collect()
}

fn same(kept: &Lying, fresh: &OpenCase) {
    let open = &kept.open;
    same_view(&open.view, &fresh.view);
    assert_eq!(open.whole(), fresh.whole());
    assert_eq!(open.places, fresh.places);
    let counts = |open: &OpenCase| (open.entries, open.entries_then, open.reports, open.newer, open.checkpoint);
    assert_eq!(counts(open), counts(fresh));
    for (list, _, item) in fresh.whole().items() {
        let id = item.id().as_str();
        assert_eq!(open.written_at(id), fresh.written_at(id), "{list:?} {id}");
        assert_eq!(open.corrections(id), fresh.corrections(id), "{id}");
        assert!(open.numbers(id).eq(fresh.numbers(id)), "{id}");
    }
    let lines = plainly(fresh);
    assert_eq!(kept.timeline.lines(), lines.len());
    assert_eq!(kept.timeline.stretch(open, 0, usize::MAX), lines);
    for (n, line) in lines.iter().enumerate() {
        if let Line::Row(row) = line {
            assert_eq!(kept.timeline.line_of(open, &row.place), Some(n));
            assert_eq!(kept.timeline.stretch(open, n, 1), std::slice::from_ref(line));
        }
    }
    let drawn = |open: &OpenCase, timeline: &Timeline| picture(open, timeline).0;
    assert_eq!(drawn(open, &kept.timeline), drawn(fresh, &Timeline::of(&fresh.view.case)));
}

#[test]
fn a_case_kept_up_with_its_book_is_the_case_read_anew() {
    let stand = RefCell::new(Stand::new());
    let (kept_up, read_anew) = (RefCell::new(0), RefCell::new(0));
    let config = Config { cases: 10, failure_persistence: None, max_shrink_iters: 40, ..Config::default() };
    let acts = prop::collection::vec(any::<Chosen>(), 8..24);
    TestRunner::new(config)
        .run(&acts, |acts| {
            let stand = &mut *stand.borrow_mut();
            let reference = stand.begin();
            let mut kept = Lying::read(&stand.session, &reference, None, stand.now).unwrap();
            for act in acts {
                let before = stand.now;
                stand.act(&reference, act);
                let entries = stand.session.entries_of(&reference).unwrap();
                kept = match kept.brought_up(&stand.session, entries, stand.now, true).unwrap() {
                    Some(kept) => {
                        *kept_up.borrow_mut() += 1;
                        kept
                    }
                    None => {
                        *read_anew.borrow_mut() += 1;
                        Lying::read(&stand.session, &reference, None, stand.now).unwrap()
                    }
                };
                let fresh = stand.session.open_case(&reference, None, kept.open.view.now).unwrap();
                reads_as_it_stands(&stand.session, &fresh);
                same(&kept, &fresh);
                let then = crate::time(&before.format("%Y-%m-%dT%H:%M:%SZ").to_string()).unwrap();
                let then = stand.session.open_case(&reference, Some(&then), stand.now).unwrap();
                reads_as_it_stands(&stand.session, &then);
            }
            Ok(())
        })
        .unwrap();
    // Most acts must be taken in, or this shows nothing.
    assert!(*kept_up.borrow() > 3 * *read_anew.borrow(), "{kept_up:?} kept up, {read_anew:?} read anew");
}
