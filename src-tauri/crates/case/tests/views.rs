//! Views of the real cases as snapshots, and who may see what on small ones.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use breachbook_case::{Audience, Case, Id, List, Node, Shown, View};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

fn read(value: &Value) -> Case {
    Case::read(&Node::from_value(value), &["format", "version"]).unwrap_or_else(|faults| panic!("{faults}"))
}

fn real(name: &str) -> Case {
    let path = format!("{}/../app/demo/{name}.json", env!("CARGO_MANIFEST_DIR"));
    read(&serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap())
}

fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-11-24T18:00:00Z").unwrap().with_timezone(&Utc)
}

#[test]
fn real_cases_as_worked_out() {
    for name in ["met-2023", "psni-2023", "psni-theft-2023"] {
        let mut view = View::new(&real(name), Audience::Team, now()).json();
        // The records themselves are the file; what is worked out from them is the point here.
        view.as_object_mut().unwrap().remove("records");
        view.as_object_mut().unwrap().remove("case");
        insta::assert_json_snapshot!(name, view);
    }
}

fn guarded() -> Value {
    json!({
        "case": {"reference": "R", "title": "T", "incident_type": "loss", "summary": "secret summary", "audience": ["team", "ico"], "kept_by": "fed"},
        "parties": [
            {"id": "fed", "name": "Federation", "kind": "federation", "contact": "07700 900123", "emails": ["desk@example.org"]},
            {"id": "sol", "name": "Solicitor", "kind": "legal", "audience": ["team"]},
            {"id": "lone", "name": "Nobody names me", "kind": "other"},
            {"id": "force", "name": "Force", "kind": "force"}],
        "events": [
            {"id": "e1", "occurred": {"at": "2023"}, "text": "open to the ICO", "actor": "sol", "about": ["e2"]},
            {"id": "e2", "occurred": {"at": "2023"}, "text": "for the team", "audience": ["team"]},
            {"id": "e3", "occurred": {"at": "2023"}, "text": "privileged", "withhold": {"ground": "legal-privilege"}},
            {"id": "e4", "occurred": {"at": "2023"}, "text": "not even counted", "withhold": {"ground": "safety", "count": false}}],
        "commitments": [{"id": "k1", "by": "sol", "text": "promised by one who is hidden", "status": "open"},
            {"id": "k2", "by": "force", "text": "promised", "status": "open"}],
        "people_affected": [{"id": "g1", "group": "covert officers", "audience": ["team"]}],
        "severity": [{"id": "v1", "group": "g1", "dpc": 4, "ei": 1}, {"id": "v2", "dpc": 1, "ei": 1}],
    })
}

#[test]
fn closed_by_default() {
    let view = View::new(&read(&guarded()), Audience::Ico, now());
    insta::assert_json_snapshot!(view.case.write());
    let withheld: Vec<_> = view.withheld.iter().map(|w| (w.ground.map(|g| g.as_str()), w.count)).collect();
    assert_eq!(withheld, [(None, 5), (Some("legal-privilege"), 1)]);
    let forbidden: Vec<&str> = view.parted.hidden.iter().map(|(_, text)| text.as_str()).collect();
    for text in [
        "07700 900123",
        "desk@example.org",
        "Solicitor",
        "sol",
        "for the team",
        "privileged",
        "not even counted",
        "covert officers",
        "v1",
    ] {
        assert!(forbidden.contains(&text), "{text}");
    }
    assert!(!forbidden.contains(&"secret summary"));
}

#[test]
fn without_an_audience_only_the_team_sees_anything() {
    let mut file = guarded();
    file["case"].as_object_mut().unwrap().remove("audience");
    for audience in Audience::ALL.iter().filter(|a| **a != Audience::Team) {
        let view = View::new(&read(&file), *audience, now());
        assert_eq!(
            view.case.write(),
            json!({"format": "breachbook-case", "version": 1,
            "case": {"reference": "R", "title": "T", "incident_type": "loss"}})
        );
    }
}

#[test]
fn what_an_audience_gets_is_a_valid_case_again() {
    for name in ["met-2023", "psni-2023", "psni-theft-2023"] {
        for audience in Audience::ALL {
            let shown = View::new(&real(name), *audience, now()).case;
            assert_eq!(read(&shown.write()), shown);
        }
    }
    let shown = View::new(&read(&guarded()), Audience::Ico, now()).case;
    assert_eq!(read(&shown.write()), shown);
}

#[test]
fn warnings_name_code_and_place() {
    let case = read(&json!({
        "case": {"reference": "R", "title": "T", "incident_type": "loss", "happened": {"at": "2023-08-10"}},
        "parties": [{"id": "f", "name": "F", "kind": "force"}],
        "controllers": [{"id": "c1", "party": "f", "aware": {"time": {"at": "2023-08-09"}}}],
        "notifications": [{"id": "n1", "body": "f", "duty": "voluntary", "status": "notified", "notified": {"at": "2023-08-01"},
            "reply": {"at": {"at": "2023-07-01"}}, "accepts": [{"code": "told-before-aware", "reason": "The call came first."}]}],
        "questions": [{"id": "q1", "text": "?", "status": "answered", "asked": {"at": "2023-08-09"}, "answered": {"at": "2023-08-08"}, "due": {"at": "2023-08-07"}}],
        "people_affected": [{"id": "g1", "group": "g", "number": 10, "min": 5, "max": 3, "told": [{"at": {"at": "2023-08-01"}, "channel": "x", "number": 11}]}],
        "events": [{"id": "e1", "text": "x", "occurred": {"from": {"at": "2023-08-02"}, "to": {"at": "2023-08-01"}}}],
    }));
    let found: Vec<_> = View::new(&case, Audience::Team, now()).warnings;
    insta::assert_debug_snapshot!(found.iter().map(|w| (w.code, w.path.as_str(), w.accepted)).collect::<Vec<_>>());
}

/// What an audience is shown of a case, and what it is told is withheld.
fn seen(file: &Value, audience: Audience) -> (View, Vec<(Option<&'static str>, usize)>) {
    let view = View::new(&read(file), audience, now());
    let withheld = view.withheld.iter().map(|w| (w.ground.map(|g| g.as_str()), w.count)).collect();
    (view, withheld)
}

#[test]
fn a_reply_due_rests_on_the_reply_too() {
    let mut file = json!({
        "case": {"reference": "R", "title": "T", "incident_type": "loss", "audience": ["ico"]},
        "correspondence": [
            {"id": "l1", "direction": "out", "channel": "letter", "at": {"at": "2023-08-01"}, "reply_due": {"at": "2023-08-20"}},
            {"id": "l3", "direction": "in", "channel": "letter", "at": {"at": "2023-08-25"}, "replies_to": "l1"},
            {"id": "l2", "direction": "in", "channel": "letter", "at": {"at": "2023-08-10"}, "replies_to": "l1"}],
    });
    let (view, _) = seen(&file, Audience::Ico);
    assert_eq!(view.clocks[0].state.as_str(), "met", "the earliest reply settles it");
    file["correspondence"][2]["withhold"] = json!({"ground": "legal-privilege", "count": false});
    let (view, withheld) = seen(&file, Audience::Ico);
    assert!(view.clocks.is_empty() && withheld.is_empty());
}

#[test]
fn what_goes_with_something_uncountable_is_not_counted() {
    let file = json!({
        "case": {"reference": "R", "title": "T", "incident_type": "loss", "audience": ["ico"]},
        "people_affected": [{"id": "g1", "group": "covert", "withhold": {"ground": "safety", "count": false}}],
        "severity": [{"id": "v1", "group": "g1", "dpc": 4, "ei": 1}],
    });
    assert_eq!(seen(&file, Audience::Ico).1, []);
}

#[test]
fn a_withheld_party_is_counted_and_an_unnamed_one_is_not() {
    let file = json!({
        "case": {"reference": "R", "title": "T", "incident_type": "loss", "audience": ["ico"]},
        "parties": [{"id": "p1", "name": "A", "kind": "person", "withhold": {"ground": "safety"}}, {"id": "p2", "name": "B", "kind": "other"}],
        "events": [{"id": "e1", "occurred": {"at": "2023"}, "text": "x", "actor": "p1"}],
    });
    assert_eq!(seen(&file, Audience::Ico).1, [(Some("safety"), 1)]);
}
#[test]
fn a_party_that_something_shown_names_is_counted_where_it_is_not_for_this_reader() {
    let file = json!({
        "case": {"reference": "R", "title": "T", "incident_type": "loss", "audience": ["ico"]},
        "parties": [{"id": "p1", "name": "A", "kind": "person", "audience": ["team"]}],
        "events": [{"id": "e1", "occurred": {"at": "2023"}, "text": "x", "actor": "p1"}],
    });
    assert_eq!(seen(&file, Audience::Ico).1, [(None, 1)]);
}

/// `FORMAT.md`: "where a shown item (or `kept_by`) names it", and a party that is shown is one.
#[test]
fn a_party_that_a_shown_party_names_is_shown_and_a_ring_of_parties_is_not() {
    let party = |id: &str, about: &[&str]| json!({"id": id, "name": id, "kind": "other", "about": about});
    let mut hidden = party("hidden", &["behind"]);
    hidden["audience"] = json!(["team"]);
    let file = json!({
        "case": {"reference": "R", "title": "T", "incident_type": "loss", "audience": ["ico"], "kept_by": "keeper"},
        "parties": [party("keeper", &["of-keeper"]), party("of-keeper", &[]), party("actor", &["far", "hidden"]),
            party("far", &["farther"]), party("farther", &["actor"]), hidden, party("behind", &[]),
            party("ring-1", &["ring-2"]), party("ring-2", &["ring-1", "behind"]), party("alone", &["alone"])],
        "events": [{"id": "e1", "occurred": {"at": "2023"}, "text": "x", "actor": "actor"}],
    });
    let case = read(&file);
    let shown = Shown::work_out(&case, Audience::Ico);
    let is_shown = ["keeper", "of-keeper", "actor", "far", "farther"];
    for (list, _, item) in case.items() {
        let expected = list != List::Parties || is_shown.contains(&item.id().as_str());
        assert_eq!(shown.item(item.id()), expected, "{}", item.id());
        let find = |id: &Id| case.items().into_iter().find(|(.., item)| item.id() == id).map(|(.., item)| item);
        let sees = Shown::sees(&case, Audience::Ico, item, list == List::Parties, &find);
        assert_eq!(sees, expected, "{} by itself", item.id());
    }
    assert_eq!(seen(&file, Audience::Ico).1, [(None, 1)], "only the party that is not for this reader is withheld");
}

#[test]
fn the_law_of_a_date_is_shown_only_with_the_case_s_own_keys() {
    let mut file = json!({
        "case": {"reference": "R", "title": "T", "incident_type": "loss", "jurisdiction": "scotland"},
        "deadlines": [{"id": "t1", "title": "Answer", "kind": "foi", "due": {"at": "2027-01-01"}, "audience": ["ico"]}],
    });
    assert_eq!(seen(&file, Audience::Ico).0.clocks[0].rule, "own");
    file["case"]["audience"] = json!(["ico"]);
    assert_eq!(seen(&file, Audience::Ico).0.clocks[0].rule, "foisa-10");
}
