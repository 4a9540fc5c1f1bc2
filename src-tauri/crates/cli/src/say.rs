//! What is printed, for people and as JSON.

use std::io::{IsTerminal as _, Write as _};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use breachbook_app::{
    CaseRow, Clock, CopyStage, CopyTold, Failure, HistoryRow, Leaf, Path, Shown, State, Told, View, Warning, rule, zone,
};
use serde_json::Value;

/// A text of somebody's as a terminal may have it: what a terminal would obey, and what turns the reading order round,
/// is printed as `\u{1b}`.
fn harmless(text: &str) -> String {
    let obeyed = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut said = String::with_capacity(text.len());
    for c in text.chars() {
        if obeyed(c) || turns(c) { said.extend(c.escape_unicode()) } else { said.push(c) }
    }
    said
}

/// Whether something could not be said on standard output.
static UNSAID: AtomicBool = AtomicBool::new(false);

/// Writes on standard output. A reader that went away is no fault; a full disk is one.
fn out(text: &str) {
    let written = std::io::stdout().write_all(text.as_bytes()).and_then(|()| std::io::stdout().flush());
    if written.is_err_and(|why| why.kind() != std::io::ErrorKind::BrokenPipe) && !UNSAID.swap(true, Ordering::Relaxed) {
        note("The answer could not be written whole. What was asked for is done; ask for the answer again.");
    }
}

/// Whether everything that was to be said on standard output was.
pub fn all_was_said() -> bool {
    !UNSAID.load(Ordering::Relaxed)
}

/// One line on standard output.
pub fn line(text: &str) {
    out(&format!("{}\n", harmless(text)));
}

/// A value as JSON on standard output.
pub fn json(value: &Value) {
    out(&format!("{value}\n"));
}

/// A note on standard error.
pub fn note(text: &str) {
    let _ = writeln!(std::io::stderr(), "breachbook: {}", harmless(text));
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
    let controller = clock.controller.as_ref().map(|id| name(view, id.as_str()));
    let whose = match (&clock.processor, controller) {
        (Some(processor), Some(controller)) => format!(" · {} to {controller}", name(view, processor.as_str())),
        (None, Some(controller)) => format!(" · {controller}"),
        (_, None) => String::new(),
    };
    let limit = match (&clock.due, clock.strict_limit) {
        (Some(due), _) => format!(" · by {due}"),
        (None, Some(at)) => format!(" · limit {}", zone::moment(at)),
        (None, None) => String::new(),
    };
    let state = match (clock.state, clock.item.is_some()) {
        (State::Overdue, true) => "overdue",
        (State::Running, true) => "to come",
        (state, _) => state.words(),
    };
    format!("  {state:<28} {what}{whose}{limit}")
}

fn warning(warning: &Warning) {
    let item = warning.item.as_ref().map(|id| format!("[{id}] ")).unwrap_or_default();
    let accepted = if warning.accepted { " (let stand)" } else { "" };
    line(&format!("  {item}{}{accepted}: {}", warning.code, warning.message));
}

/// The list of cases: the open ones first, in each what is worst first.
pub fn cases(rows: &[CaseRow]) {
    let rank = |state: State| match state {
        State::Overdue => 0,
        State::Late => 1,
        State::CannotTell => 2,
        State::Running => 3,
        State::NoAwareness => 4,
        State::Told | State::Met | State::NotRequired => 5,
    };
    let mut rows: Vec<&CaseRow> = rows.iter().collect();
    rows.sort_by_key(|row| row.status == "closed");
    for row in rows {
        line(&format!("{}  {}  ({})", row.reference, row.title, row.status));
        let mut clocks: Vec<&Clock> = row.clocks().iter().collect();
        clocks.sort_by_key(|clock| (rank(clock.state), clock.strict_limit));
        clocks.iter().for_each(|one| line(&clock(&row.view, one)));
        row.warnings.iter().for_each(warning);
        let open = row.view.case.questions.iter().filter(|q| q.own.answered.is_none()).count();
        let promised = row.view.case.commitments.iter().filter(|c| c.own.status.as_str() == "open").count();
        if open + promised > 0 {
            let counted = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
            let (open, promised) = (counted(open, "question"), counted(promised, "promise"));
            line(&format!("  {open} without an answer, {promised} open"));
        }
    }
}

/// The first line of a text, cut where it is long.
fn brief(text: &str) -> String {
    let first = text.lines().next().unwrap_or_default();
    if first.chars().count() <= 100 { first.to_owned() } else { first.chars().take(99).chain(['…']).collect() }
}

/// A case.
pub fn shown(shown: &Shown) {
    let view = &shown.view;
    let own = &view.case.own;
    line(&format!("{}  {}  ({})", own.reference, own.title, own.status().as_str()));
    if let Some(summary) = &own.summary {
        line(summary.as_str());
    }
    line("\nClocks");
    for one in &view.clocks {
        line(&clock(view, one));
    }
    if !view.delays.is_empty() {
        line("\nDelays");
        for delay in &view.delays {
            line(&format!("  {} to {}: {}", delay.from, delay.to, delay.minutes.words()));
        }
    }
    line("\nTimeline");
    let mut events: Vec<_> = view.case.events.iter().collect();
    events.sort_by_key(|event| event.own.occurred.bounds().first);
    for event in events {
        line(&format!("  [{}] {}  {}", event.id, event.own.occurred.words(), event.own.text));
    }
    let mut list = None;
    for (of, _, item) in view.case.items().into_iter().filter(|(of, ..)| of.as_str() != "events") {
        if list != Some(of) {
            line(&format!("\n{}", of.as_str()));
            list = Some(of);
        }
        let mut words = String::new();
        item.meet(Path::root(), &mut |path, leaf, _| match leaf {
            Leaf::Text(text) if words.len() < 120 && path.last_key() != Some("source") => {
                words.push_str(&format!("{text}  "))
            }
            Leaf::Party(id) if words.len() < 120 => words.push_str(&format!("{}  ", name(view, id.as_str()))),
            _ => {}
        });
        line(&format!("  [{}] {}", item.id(), brief(words.trim_end())));
    }
    if !view.gaps.is_empty() {
        line("\nMissing");
        for gap in &view.gaps {
            line(&format!("  {}", gap.why));
        }
    }
    if !view.warnings.is_empty() {
        line("\nWarnings");
        view.warnings.iter().for_each(warning);
    }
    if !shown.newer.is_empty() {
        line("\nWritten by a newer version: kept and verified, not readable here");
        for (list, id) in &shown.newer {
            line(&format!("  {list} {id}"));
        }
    }
}

/// The history of a case: each change with what it changed.
pub fn history(rows: &[HistoryRow]) {
    for row in rows {
        let at = row.recorded_at.map_or_else(|| "by a newer version".to_owned(), zone::moment);
        let act = row.act.as_deref().unwrap_or("(not readable)");
        let writer = row.writer.as_deref().unwrap_or("?");
        let reason = row.reason.as_deref().map(|reason| format!(", because: {reason}")).unwrap_or_default();
        line(&format!("[{}] {at}  {act} {}  by {writer}{reason}", row.entry, row.what()));
        row.changed.iter().for_each(|change| line(&format!("      {change}")));
    }
}

/// Progress of long work on a terminal, from the second second on.
pub struct Progress {
    began: Instant,
    shown: AtomicBool,
}

impl Progress {
    pub fn new() -> Self {
        Self { began: Instant::now(), shown: AtomicBool::new(false) }
    }

    pub fn tell(&self, what: &str, done: u64, total: u64) -> ControlFlow<()> {
        if self.began.elapsed() > Duration::from_secs(1) && std::io::stderr().is_terminal() {
            let _ = write!(std::io::stderr(), "\r{what} {done} of {total}\x1b[K");
            self.shown.store(true, Ordering::Relaxed);
        }
        ControlFlow::Continue(())
    }
}

/// Says how far it has come to bring a vault of an older version up to date.
pub fn renewal() -> Told {
    let progress = Progress::new();
    Arc::new(move |done, total| progress.tell("Bringing the vault up to date:", done, total))
}

/// Says how far a copy of a vault has come.
pub fn copying() -> CopyTold {
    let progress = Progress::new();
    Arc::new(move |stage, done, total| match stage {
        CopyStage::Copy => progress.tell("Copying the vault, MB:", done / 1_000_000, total.div_ceil(1_000_000)),
        CopyStage::Check => progress.tell("Checking the copy, per cent:", done * 100 / total.max(1), 100),
    })
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown.load(Ordering::Relaxed) {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
