//! Progress and cancel of a long act. They are answered beside the door, which the act itself keeps busy.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use ts_rs::TS;

use super::{Request, Response};
use crate::{CopyStage, CopyTold, Progress, Stage, Told};

/// How far a long act has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Advance {
    /// What is being done, in words; empty while nothing is.
    pub doing: String,
    /// Of `total`, within what is being done.
    #[ts(type = "number")]
    pub done: u64,
    /// Above 0 while something is being done.
    #[ts(type = "number")]
    pub total: u64,
}

/// Where a long act writes how far it has come, and sees that it shall stop. Clones look at the same act.
#[derive(Clone, Default)]
pub struct Watch(Arc<Shared>);

#[derive(Default)]
struct Shared {
    at: Mutex<At>,
    cancelled: AtomicBool,
    /// What a test does as an act first says how far it is: the act waits for it.
    #[cfg(test)]
    first: Mutex<Option<Box<dyn FnOnce() + Send>>>,
}

/// How far an act has come, in one piece: what is being done is never told with the number of another.
#[derive(Clone, Copy, Default)]
struct At {
    /// What is being done, in words; empty while nothing is.
    doing: &'static str,
    done: u64,
    total: u64,
}

impl Watch {
    /// Answers `progress` and `cancel`, which never wait for the door; `None` for every other request.
    pub fn answer(&self, request: &Request) -> Option<Response> {
        match request {
            Request::Progress => Some(Response::Progress { advance: self.advance() }),
            Request::Cancel => {
                self.0.cancelled.store(true, Ordering::Relaxed);
                Some(Response::Progress { advance: self.advance() })
            }
            _ => None,
        }
    }

    /// Begins to watch an act; it is at rest again when what is answered is dropped.
    pub(super) fn begin(&self) -> Running {
        self.0.cancelled.store(false, Ordering::Relaxed);
        self.tell("Reading the record", 0, 1);
        Running(self.clone())
    }

    /// Begins to watch an act of which only one part, which seldom comes, takes long.
    pub(super) fn begin_at_rest(&self) -> Running {
        let running = self.begin();
        self.tell("", 0, 0);
        running
    }

    /// Does something as the next act first says how far it is, while the act waits.
    #[cfg(test)]
    pub(super) fn at_first(&self, does: impl FnOnce() + Send + 'static) {
        *self.0.first.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(does));
    }

    #[cfg(test)]
    fn met_first(&self) {
        if let Some(does) = self.0.first.lock().unwrap_or_else(PoisonError::into_inner).take() {
            does();
        }
    }

    fn tell(&self, doing: &'static str, done: u64, total: u64) {
        *self.0.at.lock().unwrap_or_else(PoisonError::into_inner) = At { doing, done, total };
    }

    fn goes_on(&self) -> bool {
        !self.0.cancelled.load(Ordering::Relaxed)
    }

    fn advance(&self) -> Advance {
        let At { doing, done, total } = *self.0.at.lock().unwrap_or_else(PoisonError::into_inner);
        Advance { doing: doing.to_owned(), done: done.min(total), total }
    }
}

/// An act that is being watched.
pub(super) struct Running(Watch);

impl Running {
    /// Tells how far a report has come; the answer says whether to go on.
    pub fn report(&self, progress: Progress) -> ControlFlow<()> {
        let doing = match progress.stage {
            Stage::Layout => "Setting the pages",
            Stage::Paint => "Drawing the pages",
            Stage::Write => "Signing and checking",
        };
        self.0.tell(doing, progress.done as u64, progress.total as u64);
        #[cfg(test)]
        self.0.met_first();
        if self.goes_on() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    /// Tells how far it has come to bring a vault of an older version up to date.
    pub fn renewal(&self) -> Told {
        let watch = self.0.clone();
        Arc::new(move |done, total| {
            watch.tell("Bringing the vault up to date", done, total);
            if watch.goes_on() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })
    }

    /// Tells how far a copy of the whole vault has come.
    pub fn copy(&self) -> CopyTold {
        let watch = self.0.clone();
        Arc::new(move |stage, done, total| {
            let doing = match stage {
                CopyStage::Copy => "Copying the vault",
                CopyStage::Check => "Opening the copy and comparing it with the vault",
            };
            watch.tell(doing, done, total);
            #[cfg(test)]
            watch.met_first();
            if watch.goes_on() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })
    }

    /// Whether nobody has cancelled it.
    pub fn goes_on(&self) -> bool {
        self.0.goes_on()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.tell("", 0, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn advance(watch: &Watch) -> Advance {
        match watch.answer(&Request::Progress) {
            Some(Response::Progress { advance }) => advance,
            other => unreachable!("{other:?}"),
        }
    }

    #[test]
    fn a_watch_follows_an_act_stops_it_and_is_at_rest_after_it() {
        let watch = Watch::default();
        assert_eq!(advance(&watch), Advance { doing: String::new(), done: 0, total: 0 });
        {
            let running = watch.begin();
            assert!(running.report(Progress { stage: Stage::Paint, done: 3, total: 9 }).is_continue());
            assert_eq!(advance(&watch), Advance { doing: "Drawing the pages".to_owned(), done: 3, total: 9 });
            assert!(watch.answer(&Request::Cancel).is_some());
            assert!(running.report(Progress { stage: Stage::Paint, done: 4, total: 9 }).is_break());
        }
        assert_eq!(advance(&watch).total, 0);
        {
            let running = watch.begin_at_rest();
            assert_eq!(advance(&watch).total, 0);
            assert!(running.renewal()(7, 99).is_continue());
            assert_eq!(
                advance(&watch),
                Advance { doing: "Bringing the vault up to date".to_owned(), done: 7, total: 99 }
            );
            assert!(watch.answer(&Request::Cancel).is_some());
            assert!(running.renewal()(8, 99).is_break());
        }
        assert_eq!(advance(&watch).total, 0);
        // A cancel that came too late stops no later act.
        assert!(watch.begin().goes_on());
        assert!(watch.answer(&Request::Start).is_none());
    }
}
