//! The case that lies open: worked out once, kept while its book stays as it is, and answered from for every screen.

use std::collections::HashMap;
use std::ops::ControlFlow;

use breachbook_case::{Id, Time, happenings};
use chrono::{DateTime, Duration, Utc};
use serde::Deserialize;
use ts_rs::TS;

use super::case::CaseScreen;
use super::lines::{Line, Screen, plain, timeline};
use super::picture::{Picture, picture};
use super::record_line::{Checked, RecordLine};
use super::row::Place;
use super::standing::capital;
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

/// What lies open.
#[derive(Default)]
pub(super) struct Desk {
    lying: Option<Lying>,
    checked: Option<Checked>,
}

struct Lying {
    open: OpenCase,
    as_of: Option<String>,
    made: DateTime<Utc>,
    timeline: Vec<Line>,
    /// Made when it is first asked for.
    picture: Option<Picture>,
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
        let items = lying.open.view.case.items();
        let found = items.iter().find(|(.., item)| item.id().as_str() == id);
        Ok(Response::Where { place: found.map(|(list, _, item)| Place::of(*list, item.id())) })
    }

    /// Answers `case`.
    pub fn case(&mut self, session: &Session, ask: &CaseAsk, now: DateTime<Utc>) -> Result<Response, Failure> {
        let checked = self.checked.clone();
        let lying = self.lay(session, &ask.reference, ask.as_of.as_deref(), now, true)?;
        let record = RecordLine::of(&lying.open, checked.as_ref());
        Ok(Response::Case { case: Box::new(CaseScreen::of(&lying.open, record)) })
    }

    /// Answers `picture`.
    pub fn picture(&mut self, session: &Session, ask: &CaseAsk, now: DateTime<Utc>) -> Result<Response, Failure> {
        let lying = self.lay(session, &ask.reference, ask.as_of.as_deref(), now, false)?;
        if lying.picture.is_none() {
            lying.picture = Some(picture(&lying.open, &happenings(&lying.open.view.case), &lying.timeline));
        }
        lying.picture.clone().map(|picture| Response::Picture { picture }).ok_or_else(Failure::window_fault)
    }

    /// Answers `lines`.
    pub fn lines(&mut self, session: &Session, ask: &LinesAsk, now: DateTime<Utc>) -> Result<Response, Failure> {
        let lying = self.lay(session, &ask.reference, ask.as_of.as_deref(), now, false)?;
        let lines = match ask.screen {
            Screen::Timeline => &lying.timeline,
            screen => {
                if lying.other.as_ref().is_none_or(|(of, _)| *of != screen) {
                    lying.other = Some((screen, plain(&lying.open, screen)));
                }
                lying.other.as_ref().map_or(&lying.timeline, |(_, lines)| lines)
            }
        };
        let is = |line: &Line, place: &Place| matches!(line, Line::Row(row) if row.place == *place);
        let found = ask.find.as_ref().and_then(|place| lines.iter().position(|line| is(line, place)));
        let wanted = lines.iter().skip(ask.from as usize).take(ask.count.min(MOST_LINES) as usize);
        Ok(Response::Lines {
            total: u32::try_from(lines.len()).unwrap_or(u32::MAX),
            from: ask.from,
            lines: wanted.cloned().collect(),
            found: found.and_then(|line| u32::try_from(line).ok()),
        })
    }

    /// How often each record of a case was corrected.
    pub fn corrections(
        &mut self,
        session: &Session,
        reference: &str,
        as_of: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<&HashMap<Id, usize>, Failure> {
        Ok(&self.lay(session, reference, as_of, now, false)?.open.corrections)
    }

    /// Answers `check-record`.
    pub fn check(&mut self, session: &mut Session, now: DateTime<Utc>) -> Result<Response, Failure> {
        let verdict = session.verify(&mut |_, _| ControlFlow::Continue(()))?;
        let faults: Vec<String> = verdict.faults.iter().map(|(_, said)| format!("{}.", capital(said))).collect();
        let words = if verdict.intact {
            format!("Every one of {} entries is as it was written.", super::standing::number(verdict.entries))
        } else {
            faults.join(" ")
        };
        let entries = session.entries_of_all()?;
        self.checked = Some(Checked { at: now, intact: verdict.intact, faults, entries });
        Ok(Response::Checked { intact: verdict.intact, words })
    }

    /// The open case: the one that lies there, or worked out anew where its book has grown, another is asked for, or
    /// (for `fresh` answers) its clocks have stood too long.
    fn lay(
        &mut self,
        session: &Session,
        reference: &str,
        as_of: Option<&str>,
        now: DateTime<Utc>,
        fresh: bool,
    ) -> Result<&mut Lying, Failure> {
        let entries = session.entries_of(reference)?;
        let fits = |lying: &Lying| {
            let same = lying.open.reference == reference && lying.as_of.as_deref() == as_of;
            let age = now - lying.made;
            let young = age >= Duration::zero() && age <= old();
            same && lying.open.entries == entries && (young || !fresh || as_of.is_some())
        };
        let lying = match self.lying.take().filter(fits) {
            Some(lying) => lying,
            None => {
                let time: Option<Time> = as_of.map(crate::time).transpose()?;
                let open = session.open_case(reference, time.as_ref(), now)?;
                let timeline = timeline(&open, &happenings(&open.view.case));
                Lying { open, as_of: as_of.map(str::to_owned), made: now, timeline, picture: None, other: None }
            }
        };
        Ok(self.lying.insert(lying))
    }
}
