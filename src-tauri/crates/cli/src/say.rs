//! What is printed, for people and as JSON.

use std::io::{IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use breachbook_app::{CaseRow, Clock, Failure, HistoryRow, View, rule, zone};
use serde_json::Value;

/// One line on standard output. A reader that went away is no fault.
pub fn line(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// A value as JSON on standard output.
pub fn json(value: &Value) {
    line(&value.to_string());
}

/// A note on standard error.
pub fn note(text: &str) {
    let _ = writeln!(std::io::stderr(), "breachbook: {text}");
}

/// A failure: one sentence and what to do.
pub fn failure(failure: &Failure) {
    note(&format!("{} {}", failure.sentence, failure.remedy));
}

fn name(view: &View, id: &str) -> String {
    let party = view.case.parties.iter().find(|party| party.id.as_str() == id);
    party.map_or_else(|| id.to_owned(), |party| party.own.name.to_string())
}

fn clock(view: &View, clock: &Clock) -> String {
    let what = match (&clock.title, rule(clock.rule)) {
        (Some(title), _) => title.clone(),
        (None, Some(rule)) => rule.provision.to_owned(),
        (None, None) => clock.rule.to_owned(),
    };
    let whose = clock.controller.as_ref().map(|id| format!(" · {}", name(view, id.as_str()))).unwrap_or_default();
    let limit = match (&clock.due, clock.strict_limit) {
        (Some(due), _) => format!(" · by {due}"),
        (None, Some(at)) => format!(" · limit {}", zone::moment(at)),
        (None, None) => String::new(),
    };
    format!("  {:<28} {what}{whose}{limit}", clock.state.words())
}

/// The list of cases.
pub fn cases(rows: &[CaseRow]) {
    for row in rows {
        line(&format!("{}  {}  ({})", row.reference, row.title, row.status));
        for one in row.clocks() {
            line(&clock(&row.view, one));
        }
    }
}

/// A case.
pub fn view(view: &View) {
    let own = &view.case.own;
    line(&format!("{}  {}  ({})", own.reference, own.title, own.status().as_str()));
    if let Some(summary) = &own.summary {
        line(summary.as_str());
    }
    line("\nClocks");
    for one in &view.clocks {
        line(&clock(view, one));
    }
    line("\nTimeline");
    let mut events: Vec<_> = view.case.events.iter().collect();
    events.sort_by_key(|event| event.own.occurred.bounds().first);
    for event in events {
        line(&format!("  {}  [{}] {}", event.own.occurred.words(), event.id, event.own.text));
    }
    if !view.gaps.is_empty() {
        line("\nMissing");
        for gap in &view.gaps {
            line(&format!("  {}", gap.why));
        }
    }
    if !view.warnings.is_empty() {
        line("\nWarnings");
        for warning in &view.warnings {
            line(&format!("  {} {}: {}", warning.code, warning.path, warning.message));
        }
    }
}

/// The history of a case.
pub fn history(rows: &[HistoryRow]) {
    for row in rows {
        let at = row.recorded_at.map_or_else(|| "by a newer version".to_owned(), zone::moment);
        let act = row.act.as_deref().unwrap_or("(not readable)");
        let writer = row.writer.as_deref().unwrap_or("?");
        let reason = row.reason.as_deref().map(|reason| format!(", because: {reason}")).unwrap_or_default();
        line(&format!("[{}] {at}  {act} {} {}  by {writer}{reason}", row.entry, row.list, row.id));
    }
}

/// Progress of long work on a terminal, from the second second on.
pub struct Progress {
    began: Instant,
    shown: bool,
}

impl Progress {
    pub fn new() -> Self {
        Self { began: Instant::now(), shown: false }
    }

    pub fn tell(&mut self, what: &str, done: u64, total: u64) {
        if self.began.elapsed() > Duration::from_secs(1) && std::io::stderr().is_terminal() {
            let _ = write!(std::io::stderr(), "\r{what} {done} of {total}\x1b[K");
            self.shown = true;
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
