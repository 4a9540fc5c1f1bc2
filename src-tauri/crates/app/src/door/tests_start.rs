#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::tests::{compare, scrubbed};
use super::*;

pub(super) const GOOD: &str = "harbour violet ladder onion";
pub(super) const OTHER: &str = "copper meadow whisper tunnel";

/// A home, a folder for documents, and a door.
pub(super) struct Desk {
    pub(super) folder: TempDir,
    pub(super) door: Door,
    /// The moment at which everything is asked.
    pub(super) now: DateTime<Utc>,
}

impl Desk {
    /// Of no vault.
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("Documents")).unwrap();
        let door = Door::new(None, folder.path().join("home"));
        Self { folder, door, now: "2026-11-25T14:30:00Z".parse().unwrap() }
    }

    /// The sample cases, open, long after them: no clock of the law moves any more.
    pub(super) fn sample() -> Self {
        let mut desk = Self { now: "2026-11-24T12:00:00Z".parse().unwrap(), ..Self::new() };
        desk.ask(json!({"act": "sample"}));
        desk
    }

    pub(super) fn documents(&self) -> PathBuf {
        self.folder.path().join("Documents")
    }

    pub(super) fn afresh(&mut self, vault: Option<PathBuf>) {
        self.door = Door::new(vault, self.folder.path().join("home"));
    }

    pub(super) fn try_ask(&mut self, request: Value) -> Result<Value, Failure> {
        let answer = self.door.call(serde_json::from_value(request).unwrap(), self.now)?;
        Ok(serde_json::to_value(answer).unwrap())
    }

    pub(super) fn ask(&mut self, request: Value) -> Value {
        self.try_ask(request).unwrap()
    }

    pub(super) fn refused(&mut self, request: Value) -> String {
        self.try_ask(request).unwrap_err().code
    }

    pub(super) fn make(&self, name: &str, passphrase: &str) -> Value {
        json!({"act": "make-vault", "name": name, "place": self.documents(), "writer": "Jo Field", "passphrase": passphrase,
            "again": passphrase, "sheet": self.documents().join("sheet.txt")})
    }

    pub(super) fn prove(&mut self) {
        let secret = self.secret();
        self.ask(json!({"act": "prove-sheet", "letters": secret[secret.len() - 6..]}));
    }

    /// What stands on the pages of a report between two headings.
    fn section(&mut self, reference: &str, audience: &str, from: &str, to: &str) -> String {
        let choice = json!({"reference": reference, "audience": audience, "as_of": null});
        let mut ask = choice.clone();
        ask["act"] = json!("preview");
        let pages = self.ask(ask)["head"]["pages"].as_u64().unwrap();
        let mut words = Vec::new();
        for page in 0..pages {
            let page = self.ask(json!({"act": "preview-page", "choice": choice, "page": page}));
            let drawn = page["page"]["drawn"].as_array().unwrap().clone();
            words.extend(drawn.iter().filter_map(|mark| mark["text"].as_str()).map(|text| text.trim().to_owned()));
        }
        let all = words.join(" ");
        let (_, after) = all.split_once(from).unwrap();
        after.split_once(to).unwrap().0.trim().to_owned()
    }

    fn secret(&self) -> String {
        let sheet = std::fs::read_to_string(self.documents().join("sheet.txt")).unwrap();
        sheet.lines().last().unwrap().to_owned()
    }
}

pub(super) fn answers() -> Value {
    json!({"act": "new-case", "title": "Lost notebook, district B", "reference": "KP-2026-11", "incident_type": "loss",
        "summary": "", "keeper": {"name": "Kent Police Federation", "kind": "federation"},
        "jurisdiction": "england-wales", "controller": {"name": "Kent Police", "kind": "force"}, "regime": "",
        "aware": "24 November 2026, 16:00", "about": true, "audience": []})
}

/// A desk with a vault of one case.
pub(super) fn made() -> Desk {
    let mut desk = Desk::new();
    desk.ask(desk.make("Incident desk", GOOD));
    desk.prove();
    desk.ask(answers());
    desk
}

/// A record that is written in; it as it was written.
pub(super) fn add(desk: &mut Desk, list: &str, record: Value) -> Value {
    let what = json!({"write": "add", "list": list, "record": record, "reason": null, "draft": null});
    desk.ask(json!({"act": "write-record", "reference": "KP-2026-11", "what": what}))["written"].clone()
}

#[test]
fn from_nothing_to_a_vault_with_a_case_and_back_through_the_lock() {
    let mut desk = Desk::new();
    assert_eq!(desk.ask(json!({"act": "start"})), json!({"is": "started", "vault": null}));
    assert_eq!(desk.ask(json!({"act": "vaults"}))["vaults"], json!([]));
    let made = desk.ask(desk.make("Incident desk", GOOD));
    assert_eq!(made["vault"], json!({"name": "Incident desk", "open": true, "notices": [], "unwritable": ""}));
    let folder = desk.documents().join("Incident desk.breachbook");
    assert_eq!(made["folder"], json!(folder));

    // The proof that the sheet was kept.
    assert_eq!(desk.refused(json!({"act": "prove-sheet", "letters": "AAAAAA"})), "wrong-letters");
    let end = desk.secret().chars().rev().take(6).collect::<Vec<_>>().into_iter().rev().collect::<String>();
    desk.ask(json!({"act": "prove-sheet", "letters": format!(" {} ", end.to_lowercase())}));
    assert_eq!(desk.refused(json!({"act": "prove-sheet", "letters": end})), "no-sheet");

    let questions = desk.ask(json!({"act": "case-questions", "name": "Kent Police"}));
    assert_eq!(questions["questions"]["reference"], "KP-2026-11");
    assert_eq!(desk.ask(answers()), json!({"is": "case-begun", "reference": "KP-2026-11", "entry": 0}));
    let again = desk.ask(json!({"act": "case-questions", "name": "Kent Police"}));
    assert_eq!(again["questions"]["reference"], "KP-2026-11-2");
    assert_eq!(desk.refused(answers()), "case-exists");
    let cases = desk.ask(json!({"act": "cases"}));
    assert_eq!(cases["cases"][0]["title"], "Lost notebook, district B");
    let clocks = cases["cases"][0]["clocks"].as_array().unwrap();
    assert!(clocks.iter().any(|clock| clock["limit"] == "27 November 2026, 16:00 GMT"), "{clocks:?}");

    // What is kept of the next limit follows what is written while the vault is open.
    let kept = |desk: &mut Desk| desk.ask(json!({"act": "vaults"}))["vaults"][0]["due"].clone();
    assert_eq!(kept(&mut desk), "a limit falls on 27 November 2026, 16:00 GMT");
    let sets = json!({"aware": {"time": {"at": "2026-11-24T18:00:00Z"}}});
    let choices = desk.ask(json!({"act": "choices", "reference": "KP-2026-11", "lists": ["controllers"], "typed": ""}));
    let what = json!({"write": "correct", "list": "controllers", "id": choices["choices"][0]["id"], "sets": sets,
        "reason": "the log says 18:00"});
    desk.ask(json!({"act": "write-record", "reference": "KP-2026-11", "what": what}));
    desk.ask(json!({"act": "cases"}));
    assert_eq!(kept(&mut desk), "a limit falls on 27 November 2026, 18:00 GMT");

    desk.ask(json!({"act": "lock"}));
    desk.afresh(None);
    let known = desk.ask(json!({"act": "vaults"}))["vaults"].clone();
    assert_eq!(known[0]["name"], "Incident desk");
    assert_eq!(known[0]["due"], "a limit falls on 27 November 2026, 18:00 GMT");
    assert_eq!(desk.ask(json!({"act": "open-vault", "folder": folder}))["vault"]["open"], false);
    assert_eq!(desk.refused(json!({"act": "unlock", "passphrase": OTHER})), "wrong-passphrase");
    assert_eq!(desk.ask(json!({"act": "unlock", "passphrase": GOOD}))["vault"]["open"], true);
    assert_eq!(desk.refused(json!({"act": "open-vault", "folder": folder})), "vault-open");
}

#[test]
fn a_new_case_is_the_teams_alone_until_somebody_says_who_else_may_see_it() {
    let mut desk = Desk::new();
    desk.ask(desk.make("Incident desk", GOOD));
    desk.prove();
    let offered = desk.ask(json!({"act": "case-questions", "name": ""}))["questions"]["audiences"].clone();
    let words: Vec<&str> = offered.as_array().unwrap().iter().map(|one| one["word"].as_str().unwrap()).collect();
    assert_eq!(words, ["force", "federation", "ico", "nca", "public"]);
    let mut begin = |reference: &str, audience: Value| {
        let mut answers = answers();
        answers["reference"] = json!(reference);
        answers["audience"] = audience;
        desk.ask(answers);
        let raw = json!({"act": "record", "reference": reference, "list": "case", "id": reference, "as_of": null});
        let raw = desk.ask(raw)["record"]["raw"]["audience"].clone();
        let head =
            |audience: &str| json!({"act": "preview", "reference": reference, "audience": audience, "as_of": null});
        let [federation, ico] = ["federation", "ico"].map(|one| desk.ask(head(one))["head"]["closed"].clone());
        (raw, federation, ico)
    };
    let closed = |to: &str| json!(format!("Nothing in this case is for {to} yet: it goes to the team alone."));
    assert_eq!(begin("A", json!([])), (Value::Null, closed("the federation"), closed("the ICO")));
    let (own, federation, ico) = begin("B", json!(["federation"]));
    assert_eq!((own, federation), (json!(["team", "federation"]), json!("")));
    assert_eq!(ico, json!("Nothing in this case is for the ICO yet: it goes to the team and the federation."));
}

#[test]
fn the_case_that_lay_open_last_is_named_to_the_window_when_it_comes_back() {
    let mut desk = Desk::new();
    desk.ask(desk.make("Incident desk", GOOD));
    desk.prove();
    for reference in ["A", "B", "C"] {
        let mut answers = answers();
        answers["reference"] = json!(reference);
        desk.ask(answers);
    }
    let last = |desk: &mut Desk| desk.ask(json!({"act": "cases"}))["last_open"].clone();
    assert_eq!(last(&mut desk), "");
    desk.ask(json!({"act": "case", "reference": "B", "as_of": null}));
    let folder = desk.documents().join("Incident desk.breachbook");
    desk.ask(json!({"act": "lock"}));
    desk.afresh(Some(folder));
    desk.ask(json!({"act": "unlock", "passphrase": GOOD}));
    assert_eq!(last(&mut desk), "B");
    // Under another reference it is not found, and nothing else is taken for it.
    let what =
        json!({"write": "correct", "list": "case", "id": "B", "sets": {"reference": "B2"}, "reason": "typed wrong"});
    desk.ask(json!({"act": "write-record", "reference": "B", "what": what}));
    assert_eq!(last(&mut desk), "");
}

/// A signed page must not say that nothing is on record where something is that its reader may not see; nor may it say
/// of what is not even counted that it is there.
#[test]
fn an_empty_section_says_no_more_and_no_less_than_the_count_of_what_is_withheld() {
    let mut desk = Desk::new();
    desk.ask(desk.make("Incident desk", GOOD));
    desk.prove();
    let mut said = |reference: &str, more: Value| {
        let mut answers = answers();
        answers["reference"] = json!(reference);
        answers["audience"] = json!(["ico"]);
        desk.ask(answers);
        if let Some(more) = more.as_object() {
            let mut record = json!({"body": "controller", "duty": "contract", "status": "notified"});
            record.as_object_mut().unwrap().extend(more.clone());
            let what =
                json!({"write": "add", "list": "notifications", "record": record, "reason": null, "draft": null});
            desk.ask(json!({"act": "write-record", "reference": reference, "what": what}));
        }
        let mut of = |audience: &str| desk.section(reference, audience, "Bodies told", "Controllers and processors");
        (of("ico"), of("team"))
    };
    let (none, team) = said("A", Value::Null);
    assert_eq!(none, "No notification of any body is on record that this report may show.");
    assert_eq!(team, "No notification of any body is on record.");
    let uncounted = json!({"withhold": {"ground": "law-enforcement", "count": false}});
    assert_eq!(said("B", uncounted).0, none);
    let counted = "No notification of any body is on record that this report may show; what is withheld from it is \
                   counted under “What is withheld”.";
    let (ico, team) = said("C", json!({"audience": ["team"]}));
    assert_eq!(ico, counted);
    assert!(team.contains("Kent Police"), "{team}");
}

#[test]
fn what_should_not_be_made_is_refused_and_nothing_is_left_behind() {
    let mut desk = Desk::new();
    for (name, passphrase, code) in [
        ("Desk", "password", "weak-passphrase"),
        ("Desk", "", "empty-passphrase"),
        ("", GOOD, "bad-name"),
        ("a/b", GOOD, "bad-name"),
        ("..", GOOD, "bad-name"),
        ("what?", GOOD, "bad-name"),
        (&"long".repeat(30), GOOD, "bad-name"),
    ] {
        assert_eq!(desk.refused(desk.make(name, passphrase)), code, "{name:?} {passphrase:?}");
    }
    let mut differ = desk.make("Desk", GOOD);
    differ["again"] = OTHER.into();
    assert_eq!(desk.refused(differ), "passphrases-differ");
    let mut nowhere = desk.make("Desk", GOOD);
    nowhere["place"] = json!(desk.documents().join("gone"));
    assert_eq!(desk.refused(nowhere), "no-place");
    assert_eq!(std::fs::read_dir(desk.documents()).unwrap().count(), 0);
    assert_eq!(desk.ask(json!({"act": "start"}))["vault"], Value::Null);

    // A sheet that is there already is not written over, and no vault stands without its sheet.
    std::fs::write(desk.documents().join("sheet.txt"), "shopping list").unwrap();
    assert_eq!(desk.refused(desk.make("Desk", GOOD)), "exists");
    assert_eq!(std::fs::read_dir(desk.documents()).unwrap().count(), 1);
}

#[test]
fn the_recovery_sheet_opens_and_gives_a_new_passphrase() {
    let mut desk = Desk::new();
    desk.ask(desk.make("Desk", GOOD));
    assert_eq!(desk.refused(json!({"act": "renew", "passphrase": OTHER, "again": OTHER})), "not-recovered");
    desk.ask(json!({"act": "lock"}));
    let vault = desk.documents().join("Desk.breachbook");
    desk.afresh(Some(vault.clone()));
    assert_eq!(desk.refused(json!({"act": "recover", "sheet": "AGE-SECRET-KEY-1NO"})), "bad-recovery-text");
    let secret = desk.secret();
    desk.ask(json!({"act": "recover", "sheet": secret}));
    assert_eq!(desk.refused(json!({"act": "renew", "passphrase": "password", "again": "password"})), "weak-passphrase");
    desk.ask(json!({"act": "renew", "passphrase": OTHER, "again": OTHER}));
    desk.ask(json!({"act": "lock"}));
    desk.afresh(Some(vault.clone()));
    assert_eq!(desk.refused(json!({"act": "unlock", "passphrase": GOOD})), "wrong-passphrase");
    desk.ask(json!({"act": "unlock", "passphrase": OTHER}));
    desk.ask(json!({"act": "lock"}));
    desk.afresh(Some(vault));
    let sheet = desk.documents().join("sheet.txt");
    desk.ask(json!({"act": "recover-from", "file": sheet}));
}

#[test]
fn the_list_of_vaults_says_what_is_gone_and_forgets() {
    let mut desk = Desk::new();
    desk.ask(desk.make("Desk", GOOD));
    desk.ask(json!({"act": "lock"}));
    let (vault, away) = (desk.documents().join("Desk.breachbook"), desk.documents().join("Away.breachbook"));
    std::fs::rename(&vault, &away).unwrap();
    desk.afresh(None);
    assert_eq!(desk.ask(json!({"act": "vaults"}))["vaults"][0]["there"], false);
    assert_eq!(desk.refused(json!({"act": "open-vault", "folder": vault})), "vault-gone");
    assert_eq!(desk.refused(json!({"act": "open-vault", "folder": desk.documents()})), "not-a-vault");
    assert_eq!(desk.ask(json!({"act": "forget", "folder": vault}))["vaults"], json!([]));
    assert!(away.join("vault.db").is_file());
    // What the program's own folder keeps names no vault that was forgotten.
    let list = std::fs::read_to_string(desk.folder.path().join("home/recent-vaults.json")).unwrap();
    assert!(!list.contains("Desk"), "{list}");
}

#[test]
fn the_sample_cases_are_thrown_away_on_lock_and_leave_no_trace_in_the_programs_folder() {
    let mut desk = Desk::new();
    assert_eq!(desk.ask(json!({"act": "sample"}))["vault"]["name"], "Sample cases");
    assert_eq!(desk.ask(json!({"act": "cases"}))["cases"].as_array().unwrap().len(), 3);
    let folder = desk.door.sample.as_ref().unwrap().path().to_owned();
    assert!(desk.door.vault().is_none());
    desk.ask(json!({"act": "lock"}));
    assert!(!folder.exists());
    assert_eq!(desk.ask(json!({"act": "start"}))["vault"], Value::Null);
    assert!(!Path::new(&desk.folder.path().join("home")).exists());
}

#[test]
fn questions_without_an_answer_are_named_and_nothing_is_written() {
    let mut desk = Desk::new();
    desk.ask(json!({"act": "sample"}));
    for (key, value, code) in [
        ("title", json!(" "), "missing-answer"),
        ("reference", json!(""), "missing-answer"),
        ("keeper", json!({"name": "", "kind": "force"}), "missing-answer"),
        ("controller", json!({"name": "", "kind": "force"}), "missing-answer"),
        ("controller", Value::Null, "missing-answer"),
        ("reference", json!("met-2023-08"), "case-exists"),
        ("incident_type", json!("flood"), "wrong-shape"),
        ("aware", json!("soon"), "bad-time"),
    ] {
        let mut asked = answers();
        asked[key] = value;
        assert_eq!(desk.refused(asked), code, "{key}");
    }
    assert_eq!(desk.ask(json!({"act": "cases"}))["cases"].as_array().unwrap().len(), 3);
    // Whoever keeps the book may be the controller; nobody need have become aware.
    let mut own = answers();
    own["controller"] = json!({"name": "kent police federation", "kind": "federation"});
    own["aware"] = "".into();
    desk.ask(own);
}

#[test]
fn a_new_case_that_says_what_the_data_is_for_has_the_clocks_of_that_law_alone() {
    let mut desk = made();
    let mut rules = |reference: &str, regime: &str| {
        let mut asked = answers();
        (asked["reference"], asked["regime"]) = (reference.into(), regime.into());
        desk.ask(asked);
        let cases = desk.ask(json!({"act": "cases"}))["cases"].clone();
        let case = cases.as_array().unwrap().iter().find(|case| case["reference"] == reference).unwrap().clone();
        case["clocks"].as_array().unwrap().iter().map(|clock| clock["rule"].as_str().unwrap().to_owned()).collect()
    };
    let (part3, uk): (Vec<String>, Vec<String>) = (rules("A", "dpa-part3"), rules("B", "uk-gdpr"));
    assert_eq!(part3, ["dpa-67", "dpa-68"]);
    assert_eq!(uk, ["uk-gdpr-33", "uk-gdpr-34"]);
    let open: Vec<String> = rules("C", "");
    assert!(open.len() > 4, "{open:?}");
    let mut wrong = answers();
    (wrong["reference"], wrong["regime"]) = ("D".into(), "gdpr".into());
    assert_eq!(desk.refused(wrong), "wrong-shape");
}

#[test]
fn the_recorded_answers_of_the_first_start_are_what_this_door_answers() {
    let mut desk = Desk::new();
    let root = desk.folder.path().to_owned();
    let mut record = serde_json::Map::new();
    let mut keep = |name: &str, answer: Value| {
        record.insert(name.to_owned(), scrubbed(answer, &root));
    };
    let none = desk.ask(json!({"act": "vaults"}));
    // Where documents lie differs from computer to computer.
    keep("no-vaults", json!({"is": "vaults", "vaults": none["vaults"], "documents": root.join("Documents")}));
    for (name, passphrase) in [("weak", "password"), ("middling", "incident desk kent"), ("strong", GOOD)] {
        keep(name, desk.ask(json!({"act": "judge", "passphrase": passphrase, "words": ["Incident desk"]})));
    }
    let refused = desk.try_ask(desk.make("Incident desk", "password")).unwrap_err();
    keep("weak-refused", serde_json::to_value(refused).unwrap());
    keep("made", desk.ask(desk.make("Incident desk", GOOD)));
    let wrong = desk.try_ask(json!({"act": "prove-sheet", "letters": "AAAAAA"})).unwrap_err();
    keep("wrong-letters", serde_json::to_value(wrong).unwrap());
    keep("questions", desk.ask(json!({"act": "case-questions", "name": "Kent Police"})));
    keep("no-questions", desk.ask(json!({"act": "case-questions", "name": ""})));
    keep("time-read", desk.ask(json!({"act": "read-time", "text": "24/11/2026 16:00", "about": true})));
    let bad = desk.try_ask(json!({"act": "read-time", "text": "soon", "about": false})).unwrap_err();
    keep("bad-time", serde_json::to_value(bad).unwrap());
    keep("begun", desk.ask(answers()));
    keep("settings", desk.ask(json!({"act": "settings"})));
    keep("this-vault", desk.ask(json!({"act": "this-vault"})));
    std::fs::create_dir(root.join("Stick")).unwrap();
    keep("backed-up", desk.ask(json!({"act": "backup", "place": root.join("Stick")})));
    keep("to-export", desk.ask(json!({"act": "to-export", "reference": "KP-2026-11"})));
    let party = json!({"act": "to-erase", "reference": "KP-2026-11", "list": "parties", "id": "keeper"});
    keep("to-erase", desk.ask(party));
    let sheet = root.join("Documents/new sheet.txt");
    let rekey = json!({"act": "rekey", "old": GOOD, "passphrase": OTHER, "again": OTHER, "sheet": sheet});
    keep("rekeyed", desk.ask(rekey));
    desk.ask(json!({"act": "lock"}));
    let mut training = desk.make("Training", GOOD);
    training["sheet"] = Value::Null;
    desk.afresh(None);
    desk.ask(training);
    desk.ask(json!({"act": "lock"}));
    let folder = desk.documents().join("Incident desk.breachbook");
    desk.afresh(Some(folder));
    let mut vaults = desk.ask(json!({"act": "vaults"}));
    vaults["documents"] = json!(root.join("Documents"));
    // When the files were written is the clock's.
    vaults["vaults"].as_array_mut().unwrap().iter_mut().for_each(|vault| vault["used"] = "used yesterday".into());
    keep("vaults", vaults);
    compare("answers-start.json", &format!("{}\n", serde_json::to_string_pretty(&record).unwrap()));
}
