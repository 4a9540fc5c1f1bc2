//! The cases that lie open: each read once, kept up with its book, and answered from for every screen.

use std::ops::ControlFlow;

use breachbook_case::count;
use breachbook_case::{Id, Time};
use chrono::{DateTime, Duration, Utc};
use serde::Deserialize;
use ts_rs::TS;

use super::case::CaseScreen;
use super::form::choices;
use super::history::book_page;
use super::lines::{Line, Screen, plain};
use super::lists::{ListScreen, list_sheet};
use super::marks::{EntryAsk, MarksAsk};
use super::picture::{SharedPicture, Stretch};
use super::record::{RecordSheet, sheet};
use super::record_line::{Checked, RecordLine};
use super::row::Place;
use super::standing::capital;
use super::timeline::Timeline;
use super::write::{Write, WrittenRecord, Wrote};
use super::{Request, Response};
use crate::{Failure, OpenCase, Session};

/// Which case, and as of when.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CaseAsk {
    /// Its reference.
    pub reference: String,
    /// A time in the form of `at`: the case as its book stood at the last moment of it. None for now.
    pub as_of: Option<String>,
}

/// Which lines of which list of a case.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LinesAsk {
    /// The case's reference.
    pub reference: String,
    /// As of when; none for now.
    pub as_of: Option<String>,
    /// Which list.
    pub screen: Screen,
    /// The number of the first line, from 0.
    pub from: u32,
    /// How many, at most 500.
    pub count: u32,
    /// A record whose line is looked for; the answer says its number.
    pub find: Option<Place>,
}

/// At most so many lines in one answer.
const MOST_LINES: u32 = 500;

/// A case that was worked out longer ago is worked out again when its screen is asked for, so that clocks move.
fn old() -> Duration {
    Duration::seconds(20)
}

/// How many cases lie open at once, as of some moment each: the one in view, the same as of then, and one more.
const MOST_LYING: usize = 3;

/// What lies open, the last asked for first.
#[derive(Default)]
pub(super) struct Desk {
    lying: Vec<Lying>,
    checked: Option<Checked>,
}

pub(super) struct Lying {
    pub(super) open: OpenCase,
    as_of: Option<String>,
    made: DateTime<Utc>,
    pub(super) timeline: Timeline,
    /// Made when it is first asked for.
    picture: Option<SharedPicture>,
    /// The lines of the screen beside the timeline that was asked for last.
    other: Option<(Screen, Vec<Line>)>,
}

impl Desk {
    /// Clears the desk before a request after which another vault, or none, is open.
    pub fn heed(&mut self, request: &Request) {
        let another = matches!(
            request,
            Request::Lock
                | Request::Unlock { .. }
                | Request::OpenVault { .. }
                | Request::Recover { .. }
                | Request::RecoverFrom { .. }
                | Request::MakeVault(_)
                | Request::Sample
        );
        if another {
            *self = Self::default();
        }
    }

    /// Answers `where`.
    pub fn place(
        &mut self,
        session: &Session,
        ask: CaseAsk,
        id: &str,
        now: DateTime<Utc>,
    ) -> Result<Response, Failure> {
        let lying = self.lay(session, &ask.reference, ask.as_of.as_deref(), now, false)?;
        let found = lying.open.place(id).zip(Id::new(id));
        Ok(Response::Where { place: found.map(|((list, _), id)| Place::of(list, &id)) })
    }

    /// Answers `case`.
    pub fn case(&mut self, session: &Session, ask: &CaseAsk, now: DateTime<Utc>) -> Result<Response, Failure> {
        let checked = self.checked.clone();
        let lying = self.lay(session, &ask.reference, ask.as_of.as_deref(), now, true)?;
        let record = RecordLine::of(&lying.open, checked.as_ref());
        Ok(Response::Case { case: Box::new(CaseScreen::of(&lying.open, lying.timeline.count(), record)) })
    }

    /// Answers `picture`.
    pub fn picture(&mut self, session: &Session, ask: &CaseAsk, now: DateTime<Utc>) -> Result<Response, Failure> {
        let lying = self.lay(session, &ask.reference, ask.as_of.as_deref(), now, false)?;
        Ok(Response::Picture { picture: lying.picture() })
    }

    /// Answers `picture-marks`.
    pub fn marks(&mut self, session: &Session, ask: &MarksAsk, now: DateTime<Utc>) -> Result<Response, Failure> {
        let lying = self.lay(session, &ask.reference, ask.as_of.as_deref(), now, false)?;
        let stretch = Stretch { from: ask.from, to: ask.to };
        let drawing = lying.picture().0;
        Ok(Response::PictureMarks { points: drawing.marks(&lying.open.view.case, &lying.timeline, stretch, ask.width) })
    }

    /// Answers `picture-entry`.
    pub fn entry(&mut self, session: &Session, ask: &EntryAsk, now: DateTime<Utc>) -> Result<Response, Failure> {
        let lying = self.lay(session, &ask.reference, ask.as_of.as_deref(), now, false)?;
        let at = ask.at.as_ref().and_then(|place| lying.timeline.line_of(&lying.open, place));
        let drawing = lying.picture().0;
        Ok(Response::PictureEntry {
            point: drawing.entry(&lying.open.view.case, &lying.timeline, at, &ask.step).map(Box::new),
        })
    }

    /// Answers `lines`.
    pub fn lines(&mut self, session: &Session, ask: &LinesAsk, now: DateTime<Utc>) -> Result<Response, Failure> {
        let lying = self.lay(session, &ask.reference, ask.as_of.as_deref(), now, false)?;
        let (from, count) = (ask.from as usize, ask.count.min(MOST_LINES) as usize);
        let Lying { open, timeline, other, .. } = lying;
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (total, lines, found) = if ask.screen == Screen::Timeline {
            let found = ask.find.as_ref().and_then(|place| timeline.line_of(open, place));
            (timeline.lines(), timeline.stretch(open, from, count), found)
        } else {
            let (_, lines) = match other.take() {
                Some((screen, lines)) if screen == ask.screen => other.insert((screen, lines)),
                _ => other.insert((ask.screen, plain(open, ask.screen))),
            };
            let is = |line: &Line, place: &Place| matches!(line, Line::Row(row) if row.place == *place);
            let found = ask.find.as_ref().and_then(|place| lines.iter().position(|line| is(line, place)));
            (lines.len(), lines.iter().skip(from).take(count).cloned().collect(), found)
        };
        Ok(Response::Lines { total: number(total), from: ask.from, lines, found: found.map(number) })
    }

    /// Answers `record`.
    pub fn record(
        &mut self,
        session: &Session,
        ask: &CaseAsk,
        (list, id): (&str, &str),
        now: DateTime<Utc>,
    ) -> Result<RecordSheet, Failure> {
        let lying = self.lay(session, &ask.reference, ask.as_of.as_deref(), now, false)?;
        sheet(session, &lying.open, list, id)
    }

    /// Answers `list`.
    pub fn list(
        &mut self,
        session: &Session,
        ask: &CaseAsk,
        screen: ListScreen,
        now: DateTime<Utc>,
    ) -> Result<Response, Failure> {
        let lying = self.lay(session, &ask.reference, ask.as_of.as_deref(), now, true)?;
        let mut sheet = list_sheet(&lying.open, screen);
        sheet.say_corrected(|id| lying.open.corrections(id));
        Ok(Response::List { sheet })
    }

    /// Answers `entries`.
    pub fn entries(
        &mut self,
        session: &Session,
        ask: &CaseAsk,
        (before, count): (Option<u64>, u32),
        now: DateTime<Utc>,
    ) -> Result<Response, Failure> {
        let lying = self.lay(session, &ask.reference, ask.as_of.as_deref(), now, false)?;
        Ok(Response::Entries { page: book_page(session, &lying.open, before, count)? })
    }

    /// Answers `choices`.
    pub fn choices(
        &mut self,
        session: &Session,
        reference: &str,
        (lists, typed): (&[String], &str),
        now: DateTime<Utc>,
    ) -> Result<Response, Failure> {
        let lying = self.lay(session, reference, None, now, false)?;
        Ok(Response::Choices { choices: choices(&lying.open, lists, typed) })
    }

    /// Answers `write-record`: writes, and gives the record afresh.
    pub fn write(
        &mut self,
        session: &mut Session,
        (reference, what): (&str, Write),
        name: &str,
        now: DateTime<Utc>,
    ) -> Result<Response, Failure> {
        let lying = self.lay(session, reference, None, now, false)?;
        let Wrote { reference, list, id, entry } = session.write(&lying.open, what, name, now)?;
        let ask = CaseAsk { reference, as_of: None };
        let record = self.record(session, &ask, (&list, &id), now)?;
        Ok(Response::RecordWritten { written: Box::new(WrittenRecord { entry, record }) })
    }

    /// Answers `check-record`.
    pub fn check(&mut self, session: &mut Session, now: DateTime<Utc>) -> Result<Response, Failure> {
        let verdict = session.verify(&mut |_, _| ControlFlow::Continue(()))?;
        let faults: Vec<String> = verdict.faults.iter().map(|(_, said)| format!("{}.", capital(said))).collect();
        let words = if verdict.intact {
            format!("Every one of {} entries is as it was written.", count::number(verdict.entries))
        } else {
            faults.join(" ")
        };
        let entries = session.entries_of_all()?;
        self.checked = Some(Checked { at: now, intact: verdict.intact, faults, entries });
        Ok(Response::Checked { intact: verdict.intact, words })
    }

    /// The open case: the one that lies there, with what its book gained; or read anew. For `fresh` answers its
    /// clocks have not stood too long.
    fn lay(
        &mut self,
        session: &Session,
        reference: &str,
        as_of: Option<&str>,
        now: DateTime<Utc>,
        fresh: bool,
    ) -> Result<&mut Lying, Failure> {
        let entries = session.entries_of(reference)?;
        let same = |lying: &Lying| lying.open.reference == reference && lying.as_of.as_deref() == as_of;
        let found = self.lying.iter().position(same).map(|n| self.lying.remove(n));
        let kept = match found {
            Some(lying) => lying.brought_up(session, entries, now, fresh)?,
            None => None,
        };
        let lying = match kept {
            Some(lying) => lying,
            None => {
                self.lying.truncate(MOST_LYING - 1);
                Lying::read(session, reference, as_of, now)?
            }
        };
        self.lying.insert(0, lying);
        self.lying.truncate(MOST_LYING);
        self.lying.first_mut().ok_or_else(Failure::window_fault)
    }
}

impl Lying {
    /// The picture, made where it is not there yet.
    fn picture(&mut self) -> SharedPicture {
        let Self { open, timeline, picture, .. } = self;
        picture.get_or_insert_with(|| super::picture::picture(open, timeline)).clone()
    }

    pub(super) fn read(
        session: &Session,
        reference: &str,
        as_of: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<Self, Failure> {
        let time: Option<Time> = as_of.map(crate::time).transpose()?;
        let open = session.open_case(reference, time.as_ref(), now)?;
        let timeline = Timeline::of(&open.view.case);
        Ok(Self { open, as_of: as_of.map(str::to_owned), made: now, timeline, picture: None, other: None })
    }

    /// The same with what its book gained, and with clocks that have not stood too long where it is to be `fresh`;
    /// `None` where it must be read anew.
    pub(super) fn brought_up(
        mut self,
        session: &Session,
        entries: u64,
        now: DateTime<Utc>,
        fresh: bool,
    ) -> Result<Option<Self>, Failure> {
        if self.open.entries != entries {
            let Some(steps) = self.open.take_in(session, now)? else { return Ok(None) };
            self.timeline.follow(&self.open.view.case, &steps);
            (self.made, self.picture, self.other) = (now, None, None);
            return Ok(Some(self));
        }
        let age = now - self.made;
        if fresh && self.as_of.is_none() && !(Duration::zero()..=old()).contains(&age) {
            let limits = |lying: &Self| -> Vec<_> {
                lying.open.view.clocks.iter().map(|clock| (clock.from, clock.strict_limit)).collect()
            };
            let before = limits(&self);
            self.open.tick(now);
            self.made = now;
            if limits(&self) != before {
                self.picture = None;
            }
        }
        Ok(Some(self))
    }
}
