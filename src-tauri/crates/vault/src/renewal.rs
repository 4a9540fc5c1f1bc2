//! Bringing a vault of an older version up to date: how far it has come, and that it shall stop.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rusqlite::Connection;

use crate::Error;
use crate::refused::Refused;

/// Is told, now and then, how many rows are done of how many, and answers whether to go on. Called only while a vault
/// of an older version is brought up to date; what was stopped is as if it had not begun.
pub type Told = Arc<dyn Fn(u64, u64) -> ControlFlow<()> + Send + Sync>;

/// For whoever wants to hear nothing.
#[must_use]
pub fn untold() -> Told {
    Arc::new(|_, _| ControlFlow::Continue(()))
}

/// Rows between two calls.
const STEP: u64 = 128;
/// Steps of SQLite's machine between two looks at whether to stop: well under a millisecond.
const LOOK: i32 = 10_000;

/// The count of what is done. Clones count together.
#[derive(Clone)]
pub(crate) struct Renewal(Arc<Count>);

struct Count {
    told: Told,
    done: AtomicU64,
    total: AtomicU64,
    stopped: AtomicBool,
}

impl Renewal {
    pub(crate) fn new(told: Told) -> Self {
        let (done, total) = (AtomicU64::new(0), AtomicU64::new(0));
        Self(Arc::new(Count { told, done, total, stopped: AtomicBool::new(false) }))
    }

    /// So many more rows are to be done.
    pub(crate) fn expect(&self, rows: u64) {
        self.0.total.fetch_add(rows, Ordering::Relaxed);
    }

    /// Whether it was told to stop.
    pub(crate) fn is_stopped(&self) -> bool {
        self.0.stopped.load(Ordering::Relaxed)
    }

    /// One more row is done.
    ///
    /// # Errors
    /// [`Error::Cancelled`].
    pub(crate) fn step(&self) -> Result<(), Refused> {
        self.count();
        if self.is_stopped() { Err(Error::Cancelled.into()) } else { Ok(()) }
    }

    /// Counts the rows that statements write from now on, and breaks them off where it is told to stop.
    pub(crate) fn watch(&self, connection: &Connection) -> rusqlite::Result<()> {
        let (rows, look) = (self.clone(), self.clone());
        connection.update_hook(Some(move |_, _: &str, _: &str, _| rows.count()))?;
        connection.progress_handler(LOOK, Some(move || look.is_stopped()))
    }

    /// Watches no more statements.
    pub(crate) fn leave(connection: &Connection) -> rusqlite::Result<()> {
        connection.update_hook(None::<fn(rusqlite::hooks::Action, &str, &str, i64)>)?;
        connection.progress_handler(0, None::<fn() -> bool>)
    }

    fn count(&self) {
        let Count { told, done, total, stopped } = &*self.0;
        let rows = done.fetch_add(1, Ordering::Relaxed) + 1;
        let total = total.load(Ordering::Relaxed);
        if rows % STEP == 1 && told(rows.min(total), total).is_break() {
            stopped.store(true, Ordering::Relaxed);
        }
    }
}
