//! How long the door takes for each thing that the window asks of it: `bench_door CASES ENTRIES-IN-EACH ROUNDS FOLDER`.
//!
//! The vault is made once and kept in the folder. Each request goes in as the page sends it and its answer comes out
//! as JSON, as the shell hands it on; the first case is the one that lies open. Every line is median, worst, and the
//! median of the processor time of the thread that answers, which a busy machine does not change.

#![allow(clippy::print_stdout)]

mod common;

use std::path::{Path, PathBuf};

use breachbook_app::door::{Door, Request};
use breachbook_book::Act;
use chrono::{DateTime, Duration, SecondsFormat, Utc};
use common::{Failed, Words, act, on_processor, put_event, timed, vault_of_copies};
use serde_json::{Value, json};

const CASE: &str = "BENCH-0";

fn main() -> Result<(), Failed> {
    let mut arguments = std::env::args().skip(1);
    let mut number = |unsaid: usize| arguments.next().map_or(Ok(unsaid), |said| said.parse());
    let (cases, each, rounds) = (number(20)?, number(5_000)?, number(7)?);
    let base = arguments.next().map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = base.join(format!("door-{cases}-{each}"));
    if !folder.join("made").exists() {
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(&folder)?;
        write(&folder, cases, each)?;
        std::fs::write(folder.join("made"), "")?;
    }
    println!("{cases} cases of {each} lines; milliseconds, median and worst of {rounds}");
    Asking::new(&folder)?.run(cases, rounds)
}

/// A vault of copies of the demo's first case, each with lines of 60 words over five months: one in a hundred is
/// corrected, one in five hundred was written up late without a reason.
fn write(at: &Path, cases: usize, each: usize) -> Result<(), Failed> {
    let mut vault = vault_of_copies(at, cases)?;
    let mut words = Words::new();
    let begins: DateTime<Utc> = "2023-08-08T13:30:00Z".parse()?;
    let actors = ["psni", "ico", "pfni", "wdtk"];
    for book in vault.books()? {
        for n in 0..each {
            let at = begins + Duration::minutes((n * 7_919 % 216_000).try_into()?);
            let occurred = match n % 10 {
                0 => json!({"at": at.format("%Y-%m-%d").to_string()}),
                1 => json!({"at": at.to_rfc3339_opts(SecondsFormat::Secs, true), "approximate": true}),
                _ => json!({"at": at.to_rfc3339_opts(SecondsFormat::Secs, true)}),
            };
            let id = format!("line-{n}");
            let mut body = json!({"id": id, "occurred": occurred, "kind": "other", "text": words.next(60)});
            if let Some(actor) = actors.get(n % 6) {
                body["actor"] = (*actor).into();
            }
            let act = Act::new("log", "Bench");
            let act = if n % 500 == 0 { act } else { act.because("benchmark") };
            let first = put_event(&mut vault, &book.id, &act, None, &body)?;
            if n % 100 == 50 {
                body["text"] = words.next(60).into();
                let act = Act::new("correct", "Bench").because("benchmark");
                put_event(&mut vault, &book.id, &act, Some(first), &body)?;
            }
        }
    }
    Ok(vault.close()?)
}

/// A door, what was asked of it and how long each took.
struct Asking {
    door: Door,
    sheet: String,
    times: Vec<Asked>,
}

/// An answer as the page gets it. Only what is asked for next is read, so that no other answer's memory is on its bill.
struct Answer(String);

impl Answer {
    fn read(&self) -> Result<Value, Failed> {
        Ok(serde_json::from_str(&self.0)?)
    }
}

/// What was asked under one name.
struct Asked {
    name: String,
    times: Vec<f64>,
    /// Of the processor alone, of the thread that answers.
    worked: Vec<f64>,
    /// The bytes of the last answer.
    size: usize,
}

impl Asking {
    fn new(folder: &Path) -> Result<Self, Failed> {
        let sheet = std::fs::read_to_string(folder.join("sheet.txt"))?;
        let door = Door::new(Some(folder.join("a.breachbook")), folder.join("home"));
        Ok(Self { door, sheet, times: Vec::new() })
    }

    /// Asks, and notes how long it took under a name.
    fn ask(&mut self, name: &str, request: Value) -> Result<Answer, Failed> {
        let before = on_processor();
        let (time, answer) = timed(|| {
            let request: Request = serde_json::from_value(request)?;
            let answer = act(self.door.call(request, Utc::now()))?;
            Ok::<_, Failed>(serde_json::to_string(&answer)?)
        });
        let answer = answer.map_err(|failed| format!("{name}: {failed}"))?;
        let worked = on_processor() - before;
        match self.times.iter_mut().find(|asked| asked.name == name) {
            Some(asked) => {
                asked.times.push(time);
                asked.worked.push(worked);
                asked.size = answer.len();
            }
            None => {
                let name = name.to_owned();
                self.times.push(Asked { name, times: vec![time], worked: vec![worked], size: answer.len() });
            }
        }
        Ok(Answer(answer))
    }

    /// What the window asks after something was written.
    fn afresh(&mut self, after: &str) -> Result<(), Failed> {
        self.ask("the list of cases after a write", json!({"act": "cases"}))?;
        self.ask(&format!("the case after {after}"), json!({"act": "case", "reference": CASE, "as_of": null}))?;
        self.picture("after a write", 1)?;
        self.lines("lines after a write", 0, None)?;
        Ok(())
    }

    /// The picture, and the marks of a stretch of it, as of a window in which it is 944 pixels wide.
    fn picture(&mut self, when: &str, part: i64) -> Result<(), Failed> {
        let name = format!("the picture, {when}");
        let picture = self.ask(&name, json!({"act": "picture", "reference": CASE, "as_of": null}))?.read()?;
        let of_all = |end: &str| picture["picture"]["all"][end].as_i64().unwrap_or_default();
        let (from, length) = (of_all("from"), (of_all("to") - of_all("from")) / part);
        // As much again is asked for beside it.
        let (from, to) = (from - length / 2, from + length + length / 2);
        let width = u64::try_from(length * 14 / 944)?.next_power_of_two();
        self.ask(
            &format!("the marks of the picture, {when}"),
            json!({"act": "picture-marks", "reference": CASE, "as_of": null, "from": from, "to": to, "width": width}),
        )?;
        Ok(())
    }

    fn lines(&mut self, name: &str, from: u64, find: Option<Value>) -> Result<Answer, Failed> {
        self.ask(
            name,
            json!({"act": "lines", "reference": CASE, "as_of": null, "screen": "timeline", "from": from,
                "count": 100, "find": find}),
        )
    }

    fn run(mut self, cases: usize, rounds: usize) -> Result<(), Failed> {
        let opening = rounds.min(3);
        for _ in 0..opening {
            let sheet = self.sheet.clone();
            self.ask("open the vault (recovery sheet)", json!({"act": "recover", "sheet": sheet}))?;
            self.ask("the list of cases", json!({"act": "cases"}))?;
            self.ask("OPENING: the case", json!({"act": "case", "reference": CASE, "as_of": null}))?;
            self.picture("first", 1)?;
        }
        for n in 0..rounds {
            self.ask("the case again", json!({"act": "case", "reference": CASE, "as_of": null}))?;
            let top = self.lines("lines, top", 0, None)?;
            let total = top.read()?["total"].as_u64().unwrap_or(0);
            self.lines("lines, middle", total / 2 + n as u64 * 100, None)?;
            self.lines("lines, bottom", total.saturating_sub(100), None)?;
            self.lines("lines, find a record", 0, Some(json!({"list": "events", "id": format!("line-{}", 40 + n)})))?;
            self.picture("again", 1)?;
            self.picture("again, close", 64)?;
            let at = json!({"list": "events", "id": format!("line-{}", 40 + n)});
            for step in [json!({"to": "next"}), json!({"to": "beside", "lanes": [0, 1, 2, 3, 4], "width": 1_u64 << 31})]
            {
                let entry = json!({"act": "picture-entry", "reference": CASE, "as_of": null, "at": at, "step": step});
                self.ask("an entry of the picture, from another", entry)?;
            }
            let to = 1_691_500_000_000_u64 + (n as u64 + 1) * 86_400_000 * 10;
            self.ask("ticks", json!({"act": "ticks", "from": 1_691_500_000_000_u64, "to": to, "most": 12}))?;
            self.ask("where", json!({"act": "where", "reference": CASE, "as_of": null, "id": "line-17"}))?;
            let record = |list: &str, id: &str| json!({"act": "record", "reference": CASE, "list": list, "id": id, "as_of": null});
            self.ask("record: a line", record("events", &format!("line-{}", n + 7)))?;
            self.ask("record: a corrected line", record("events", "line-50"))?;
            self.ask("record: a party", record("parties", "psni"))?;
            self.ask("record: the case's own keys", record("case", CASE))?;
            for screen in ["bodies-told", "people-and-data", "mitigations", "correspondence", "holding-to-account"] {
                let list = json!({"act": "list", "reference": CASE, "screen": screen, "as_of": null});
                self.ask("list screens (five)", list)?;
            }
            let entries = |before: Value| json!({"act": "entries", "reference": CASE, "as_of": null, "before": before, "count": 50});
            let page = self.ask("history, newest page", entries(Value::Null))?;
            self.ask("history, next page", entries(page.read()?["page"]["next"].clone()))?;
            self.ask("reports", json!({"act": "reports", "reference": CASE}))?;
            for typed in ["t", "th", "the", "the si", "the sickness of", "officers federation"] {
                self.ask("search as one types", json!({"act": "find", "query": typed}))?;
            }
            let line = "yesterday 14:30 PSNI said that the list was taken down";
            for end in [10, 20, 40, line.len()] {
                let asked = json!({"act": "read-line", "reference": CASE, "line": &line[..end], "choices": {}});
                self.ask("quick entry, read", asked)?;
            }
            for typed in ["ps", "sheet"] {
                let choices = json!({"act": "choices", "reference": CASE, "lists": [], "typed": typed});
                self.ask("choices of a form as one types", choices)?;
            }
            let draft = json!({"act": "keep-draft", "reference": CASE, "place": "quick-entry", "text": line,
                "about": null});
            self.ask("draft, kept", draft)?;
            self.writes(n)?;
            self.ask(
                "the case as another opens",
                json!({"act": "case", "reference": format!("BENCH-{}", cases - 1), "as_of": null}),
            )?;
            self.ask("the case, back to the first", json!({"act": "case", "reference": CASE, "as_of": null}))?;
        }
        for _ in 0..opening {
            let as_of = json!({"act": "case", "reference": CASE, "as_of": "2026-01-01"});
            // A moment before anything was written is refused; one of today is all of it.
            drop(self.ask("as of a moment before the first entry", as_of));
            let today = Utc::now().format("%Y-%m-%dT%H:%M:00Z").to_string();
            self.ask("OPENING: as of today", json!({"act": "case", "reference": CASE, "as_of": today}))?;
            self.ask("as of today, again", json!({"act": "case", "reference": CASE, "as_of": today}))?;
            self.ask("back to now", json!({"act": "case", "reference": CASE, "as_of": null}))?;
        }
        let choice = json!({"reference": CASE, "audience": "ico", "as_of": null});
        let preview = json!({"act": "preview", "reference": CASE, "audience": "ico", "as_of": null});
        self.ask("OPENING: a preview of a report", preview)?;
        for page in 0..rounds {
            self.ask("a page of the preview", json!({"act": "preview-page", "choice": choice, "page": page}))?;
        }
        println!("| | median | worst | processor | kB |\n|---|---|---|---|---|");
        for Asked { name, mut times, mut worked, size } in self.times {
            times.sort_unstable_by(f64::total_cmp);
            worked.sort_unstable_by(f64::total_cmp);
            let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
            println!("| {name} | {median:.1} | {worst:.1} | {:.1} | {} |", worked[worked.len() / 2], size / 1000);
        }
        Ok(())
    }

    fn writes(&mut self, n: usize) -> Result<(), Failed> {
        let line = format!("9 August 2023 14:{:02} PSNI checked the list again", n % 60);
        let read = json!({"act": "read-line", "reference": CASE, "line": line, "choices": {}});
        let reading = self.ask("quick entry, read", read)?;
        let mark = reading.read()?["reading"]["mark"].clone();
        let write = json!({"act": "write-line", "reference": CASE, "line": line, "choices": {}, "mark": mark,
            "audience": ["team"], "reason": "benchmark"});
        let written = self.ask("write a line", write)?;
        let id = written.read()?["written"]["id"].clone();
        self.afresh("a line was written")?;
        let what = |what: Value| json!({"act": "write-record", "reference": CASE, "what": what});
        let sets = json!({"text": format!("Corrected in round {n}: {}", Utc::now().timestamp_micros())});
        let correct =
            json!({"write": "correct", "list": "events", "id": "line-50", "sets": sets, "reason": "benchmark"});
        self.ask("correct a record", what(correct))?;
        self.afresh("a correction")?;
        let record = json!({"text": "Who downloaded it?", "status": "open"});
        let question = json!({"write": "add", "list": "questions", "record": record, "reason": null});
        let added = self.ask("add a record", what(question))?;
        self.afresh("a record was added")?;
        for (list, id) in [("events", id), ("questions", added.read()?["written"]["record"]["id"].clone())] {
            let withdraw = json!({"write": "withdraw", "list": list, "id": id, "reason": "benchmark"});
            self.ask("withdraw a record", what(withdraw))?;
            self.afresh("a withdrawal")?;
        }
        Ok(())
    }
}
