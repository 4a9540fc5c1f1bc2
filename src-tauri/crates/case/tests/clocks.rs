//! Clocks and delays from small cases: the law's vectors, both clock changes, imprecise times, every verdict.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use breachbook_case::{Audience, Case, Clock, Node, State, View, zone};
use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;
use serde_json::{Value, json};

fn instant(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().with_timezone(&Utc)
}

fn case(change: impl FnOnce(&mut Value)) -> Case {
    let mut file = json!({
        "case": {"reference": "R", "title": "T", "incident_type": "loss", "audience": ["ico"]},
        "parties": [{"id": "force", "name": "Force", "kind": "force"}, {"id": "ico", "name": "ICO", "kind": "regulator"},
                    {"id": "other", "name": "Other force", "kind": "force"}, {"id": "maker", "name": "Maker", "kind": "supplier"}],
        "controllers": [{"id": "c1", "party": "force", "regime": {"key": "uk-gdpr"}, "aware": {"time": {"at": "2023-08-08T16:10:00+01:00"}}}],
    });
    change(&mut file);
    Case::read(&Node::from_value(&file), &[]).unwrap_or_else(|faults| panic!("{faults}"))
}

fn clocks_at(case: &Case, now: &str) -> Vec<Clock> {
    View::new(case, Audience::Team, instant(now)).clocks
}

fn clock(case: &Case, rule: &str, now: &str) -> Clock {
    clocks_at(case, now).into_iter().find(|clock| clock.rule == rule).expect("a clock of that rule")
}

fn told(file: &mut Value, at: Value) {
    file["notifications"] =
        json!([{"id": "n1", "body": "ico", "duty": "uk-gdpr-33", "status": "notified", "notified": at}]);
}

const LATER: &str = "2027-01-01T00:00:00Z";

/// `LAW-AND-FORMS.md` 1.3, test vectors: aware, strict limit, statutory reading.
#[test]
fn vectors_of_the_72_hours() {
    let vectors = [
        ("2023-08-08T16:10:00+01:00", "2023-08-11T15:10:00Z", None),
        ("2023-08-26T12:00:00+01:00", "2023-08-29T11:00:00Z", None),
        ("2026-04-03T18:30:00+01:00", "2026-04-06T17:30:00Z", Some("2026-04-06T18:00:00Z")),
        ("2026-10-24T09:15:00+01:00", "2026-10-27T08:15:00Z", Some("2026-10-27T09:00:00Z")),
        ("2026-03-28T10:00:00+00:00", "2026-03-31T10:00:00Z", Some("2026-03-31T11:00:00Z")),
        ("2026-12-24T23:59:00+00:00", "2026-12-27T23:59:00Z", Some("2026-12-28T00:00:00Z")),
        ("2024-02-27T00:00:00+00:00", "2024-03-01T00:00:00Z", None),
        // The two half past ones of the night in October are an hour apart.
        ("2026-10-25T01:30:00+01:00", "2026-10-28T00:30:00Z", Some("2026-10-28T01:00:00Z")),
        ("2026-10-25T01:30:00+00:00", "2026-10-28T01:30:00Z", Some("2026-10-28T02:00:00Z")),
        // A day in London begins at 23:00 UTC of the day before while summer time holds.
        ("2026-06-10", "2026-06-12T23:00:00Z", Some("2026-06-13T00:00:00Z")),
        ("2026-10-25", "2026-10-27T23:00:00Z", Some("2026-10-28T00:00:00Z")),
        ("2026-03-29", "2026-04-01T00:00:00Z", Some("2026-04-01T01:00:00Z")),
    ];
    for (aware, strict, statutory) in vectors {
        let case = case(|f| f["controllers"][0]["aware"]["time"]["at"] = aware.into());
        let clock = clock(&case, "uk-gdpr-33", LATER);
        assert_eq!(clock.strict_limit, Some(instant(strict)), "{aware}");
        assert_eq!(clock.statutory_limit, statutory.map(instant), "{aware}");
        assert_eq!(clock.state, State::Overdue);
    }
    let part3 = case(|f| {
        f["controllers"][0]["regime"]["key"] = "dpa-part3".into();
        f["controllers"][0]["aware"]["time"]["at"] = "2024-02-27T00:00:00+00:00".into();
    });
    assert_eq!(clock(&part3, "dpa-67", LATER).statutory_limit, Some(instant("2024-03-01T01:00:00Z")));
    let nis = case(|f| f["controllers"][0]["regime"]["key"] = "nis".into());
    assert_eq!(clock(&nis, "nis-11", LATER).statutory_limit, None);
}

/// What is known to the minute is said as one figure, before and after the limit; what is not, as a range.
#[test]
fn a_margin_known_to_the_minute_is_one_figure() {
    let words = |told_at: Value| {
        let case = case(|f| {
            f["controllers"][0]["aware"]["time"]["at"] = "2023-08-08T16:10:00+01:00".into();
            told(f, told_at);
        });
        clock(&case, "uk-gdpr-33", LATER).margin_words()
    };
    let at = |text: &str| json!({"at": text});
    assert_eq!(words(at("2023-08-11T16:25:00+01:00")).unwrap(), "15 min after the strict limit");
    assert_eq!(words(at("2023-08-13T17:10:00+01:00")).unwrap(), "2 days 1 h after the strict limit");
    assert_eq!(words(at("2023-08-11T15:55:00+01:00")).unwrap(), "14 min before the limit");
    let by_the_day = words(at("2023-08-13")).unwrap();
    assert!(by_the_day.contains(" to ") && by_the_day.ends_with("after the strict limit"), "{by_the_day}");
    // Days to days are said once.
    let days = case(|f| {
        f["controllers"][0]["aware"]["time"]["at"] = "2023-08-08".into();
        told(f, at("2023-08-12"));
    });
    assert_eq!(clock(&days, "uk-gdpr-33", LATER).margin_words().unwrap(), "1 to 2 days after the strict limit");
}

#[test]
fn verdicts_from_times_of_every_precision() {
    let verdict = |aware: &str, told_at: Value| {
        let case = case(|f| {
            f["controllers"][0]["aware"]["time"]["at"] = aware.into();
            told(f, told_at);
        });
        let clock = clock(&case, "uk-gdpr-33", LATER);
        (clock.state, clock.margin.map(|m| (m.min, m.max)))
    };
    let at = |text: &str| json!({"at": text});
    let aware = "2023-08-08T16:10:00+01:00";
    assert_eq!(verdict(aware, at("2023-08-11T16:09:00+01:00")), (State::Met, Some((Some(0), Some(1)))));
    assert_eq!(verdict(aware, at("2023-08-11T16:10:00+01:00")), (State::CannotTell, Some((Some(-1), Some(0)))));
    assert_eq!(verdict(aware, at("2023-08-11T16:11:00+01:00")), (State::Late, Some((Some(-2), Some(-1)))));
    assert_eq!(verdict(aware, at("2023-08-11")).0, State::CannotTell);
    assert_eq!(verdict(aware, at("2023-08-10")).0, State::Met);
    assert_eq!(verdict(aware, at("2023-08-12")).0, State::Late);
    assert_eq!(verdict("2023-08-08", at("2023-08-10")), (State::Met, Some((Some(0), Some(1440)))));
    assert_eq!(verdict("2023-08-08", at("2023-08-11")).0, State::CannotTell);
    assert_eq!(verdict("2023-08-08", at("2023-08-12")).0, State::Late);
    assert_eq!(verdict("2023-08", at("2023-08-03")).0, State::Met);
    assert_eq!(verdict("2023", at("2024-01-04")).0, State::Late);
    assert_eq!(verdict(aware, json!({"to": {"at": "2023-08-10"}})), (State::Met, Some((Some(970), None))));
    assert_eq!(verdict(aware, json!({"from": {"at": "2023-08-12"}})).0, State::Late);
    assert_eq!(verdict(aware, json!({"to": {"at": "2023-08-14"}})).0, State::CannotTell);
}

#[test]
fn what_counts_as_told() {
    let state = |n: Value| {
        let case = case(|f| f["notifications"] = n);
        let clock = clock(&case, "uk-gdpr-33", LATER);
        (clock.state, clock.met_by.map(|id| id.to_string()), clock.needs_reasons)
    };
    let n = |id: &str, status: &str, at: &str| json!({"id": id, "body": "ico", "duty": "uk-gdpr-33", "status": status, "notified": {"at": at}});
    let (good, bad) = ("2023-08-09", "2023-08-20");
    assert_eq!(state(json!([n("n1", "notified", good)])), (State::Met, Some("n1".into()), false));
    assert_eq!(state(json!([n("n1", "acknowledged", good)])).0, State::Met);
    assert_eq!(state(json!([n("n1", "closed", good)])).0, State::Met);
    assert_eq!(state(json!([n("n1", "drafted", good)])).0, State::Overdue);
    assert_eq!(state(json!([n("n1", "aware-otherwise", good)])), (State::Overdue, None, true));
    assert_eq!(state(json!([n("n1", "not-required", good)])).0, State::NotRequired);
    assert_eq!(state(json!([n("n1", "not-required", good), n("n2", "to-do", good)])).0, State::Overdue);
    assert_eq!(
        state(json!([n("n1", "notified", bad), n("n2", "notified", good)])),
        (State::Met, Some("n2".into()), false)
    );
    assert_eq!(state(json!([n("n1", "notified", bad)])), (State::Late, Some("n1".into()), true));
    let mut reasons = n("n1", "notified", bad);
    reasons["reasons_for_delay"] = "It took long.".into();
    assert_eq!(state(json!([reasons])), (State::Late, Some("n1".into()), false));
    let mut supplement = n("n1", "notified", good);
    supplement["phase"] = "supplement".into();
    assert_eq!(state(json!([supplement])).0, State::Overdue);
    let mut undated = n("n1", "notified", good);
    undated.as_object_mut().unwrap().remove("notified");
    assert_eq!(state(json!([undated.clone()])), (State::CannotTell, None, true));
    assert_eq!(state(json!([undated, n("n2", "notified", bad)])).0, State::CannotTell);
}

#[test]
fn before_the_limit_it_runs_and_after_it_nothing_is_on_record() {
    let case = case(|_| {});
    assert_eq!(clock(&case, "uk-gdpr-33", "2023-08-11T15:10:00Z").state, State::Running);
    assert_eq!(clock(&case, "uk-gdpr-33", "2023-08-11T15:10:01Z").state, State::Overdue);
}

#[test]
fn undecided_shows_every_candidate_the_strictest_first() {
    let case = case(|f| {
        f["controllers"][0].as_object_mut().unwrap().remove("regime");
        f["controllers"][0]["discovered"] = json!({"at": "2023-08-08T16:10:00+01:00"});
    });
    let rules: Vec<&str> = clocks_at(&case, LATER).iter().map(|clock| clock.rule).collect();
    assert_eq!(rules, ["pecr-5a-24", "uk-gdpr-33", "dpa-67", "dpa-108", "nis-11", "nis-12", "uk-gdpr-34", "dpa-68"]);
}

#[test]
fn detection_decides_which_pecr_rule_holds() {
    let rules = |discovered: &str| {
        let case = case(|f| {
            f["controllers"][0]["regime"]["key"] = "pecr".into();
            f["controllers"][0]["discovered"] = json!({"at": discovered});
            f["controllers"][0]["aware"]["time"]["at"] = "2025-08-21".into();
        });
        clocks_at(&case, LATER).iter().map(|clock| (clock.rule, clock.strict_limit)).collect::<Vec<_>>()
    };
    assert_eq!(rules("2025-08-19T23:59:00+01:00"), [("pecr-5a-24", Some(instant("2025-08-20T22:59:00Z")))]);
    assert_eq!(rules("2025-08-20T00:00:00+01:00"), [("pecr-5a", Some(instant("2025-08-23T23:00:00Z")))]);
}

#[test]
fn each_controller_and_processor_has_its_own_clock() {
    let case = case(|f| {
        f["controllers"]
            .as_array_mut()
            .unwrap()
            .push(json!({"id": "c2", "party": "other", "regime": {"key": "uk-gdpr"}}));
        f["processors"] = json!([{"id": "p1", "party": "maker", "controllers": ["force", "other"],
            "aware": {"at": "2023-08-07"}, "told_controller": {"at": "2023-08-08"}}]);
        f["notifications"] = json!([{"id": "n1", "body": "ico", "duty": "uk-gdpr-33", "status": "notified",
            "controller": "force", "notified": {"at": "2023-08-09"}}]);
        f["people_affected"] = json!([{"id": "g1", "group": "g", "controller": "force", "told": [{"at": {"at": "2023-08-10"}, "channel": "letter"}]}]);
    });
    let said: Vec<_> = clocks_at(&case, LATER)
        .iter()
        .map(|c| (c.rule, c.controller.as_ref().unwrap().to_string(), c.processor.is_some(), c.state))
        .collect();
    assert_eq!(
        said,
        [
            ("uk-gdpr-33", "force".to_owned(), false, State::Met),
            ("uk-gdpr-34", "force".to_owned(), false, State::Told),
            ("uk-gdpr-33", "other".to_owned(), false, State::NoAwareness),
            ("uk-gdpr-34", "other".to_owned(), false, State::NoAwareness),
            ("uk-gdpr-33-processor", "force".to_owned(), true, State::Told),
            ("uk-gdpr-33-processor", "other".to_owned(), true, State::Told),
        ]
    );
}

#[test]
fn risk_decides_whether_anybody_need_be_told() {
    let states = |level: &str| {
        let case = case(|f| f["controllers"][0]["risk"] = json!({"level": level}));
        clocks_at(&case, LATER).iter().map(|clock| clock.state).collect::<Vec<_>>()
    };
    assert_eq!(states("none"), [State::NotRequired, State::NotRequired]);
    assert_eq!(states("risk"), [State::Overdue, State::NotRequired]);
    assert_eq!(states("high"), [State::Overdue, State::Running]);
    assert_eq!(states("undecided"), [State::Overdue, State::Running]);
}

#[test]
fn own_dates_are_clocks_until_their_last_moment() {
    let case = case(|f| {
        f["questions"] = json!([{"id": "q1", "text": "Who?", "status": "open", "due": {"at": "2023-08-20"}},
            {"id": "q2", "text": "What?", "status": "answered", "due": {"at": "2023-08-20"}, "answered": {"at": "2023-08-20"}}]);
        f["deadlines"] = json!([{"id": "t1", "title": "Claims", "kind": "limitation", "due": {"at": "2029-08-07"}}]);
    });
    let own = |now: &str| {
        clocks_at(&case, now).into_iter().filter(|c| c.item.is_some()).map(|c| (c.rule, c.state)).collect::<Vec<_>>()
    };
    assert_eq!(own("2023-08-20T22:59:59Z"), [("lim-ew", State::Running), ("own", State::Running), ("own", State::Met)]);
    assert_eq!(own("2023-08-20T23:00:00Z")[1], ("own", State::Overdue));
}

#[test]
fn what_is_still_owed_runs_whatever_became_of_it_and_what_is_settled_does_not() {
    let state = |list: &str, status: &str| {
        let case = case(|f| {
            let by = f["parties"][0]["id"].clone();
            let settled = json!({"at": "2023-08-19"});
            let due = json!({"at": "2023-08-20"});
            f[list] = match list {
                "questions" => json!([{"id": "x1", "text": "Who?", "status": status, "due": due, "answered": settled}]),
                _ => {
                    json!([{"id": "x1", "by": by, "text": "To write", "status": status, "due": due, "settled": settled}])
                }
            };
        });
        clocks_at(&case, "2023-08-21T12:00:00Z").into_iter().find(|clock| clock.item.is_some()).map(|clock| clock.state)
    };
    for status in ["open", "part", "evaded", "refused"] {
        assert_eq!(state("questions", status), Some(State::Overdue), "{status}");
    }
    assert_eq!(state("questions", "answered"), Some(State::Met));
    for status in ["open", "broken"] {
        assert_eq!(state("commitments", status), Some(State::Overdue), "{status}");
    }
    assert_eq!(state("commitments", "kept"), Some(State::Met));
    assert_eq!(state("commitments", "withdrawn"), Some(State::NotRequired));
}

#[test]
fn a_clock_is_shown_only_where_all_that_it_rests_on_is() {
    let shown = |change: &dyn Fn(&mut Value)| {
        let case = case(|f| {
            told(f, json!({"at": "2023-08-09"}));
            change(f);
        });
        View::new(&case, Audience::Ico, instant(LATER)).clocks.iter().map(|clock| clock.rule).collect::<Vec<_>>()
    };
    assert_eq!(shown(&|_| {}), ["uk-gdpr-33", "uk-gdpr-34"]);
    assert_eq!(shown(&|f| f["notifications"][0]["audience"] = json!(["team"])), ["uk-gdpr-34"]);
    assert!(shown(&|f| f["controllers"][0]["withhold"] = json!({"ground": "safety"})).is_empty());
    // The controller's party is hidden, so its item is, and the clock with it.
    assert!(shown(&|f| f["parties"][0]["audience"] = json!(["team"])).is_empty());
}

proptest! {
    /// Whatever the precisions: met and late are claimed only where every reading of the times agrees.
    #[test]
    fn a_verdict_never_claims_more_than_the_times_say(
        aware in 0_i64..200_000, told_after in -5_000_i64..9_000, aware_form in 0..4_usize, told_form in 0..4_usize, inside in 0.0..1.0_f64, inside_too in 0.0..1.0_f64,
    ) {
        let base = instant("2023-01-01T00:00:00Z");
        let form = |minutes: i64, form: usize| {
            let at = base + Duration::minutes(minutes);
            match form {
                0 => json!({"at": at.format("%Y-%m-%dT%H:%M:00Z").to_string()}),
                1 => json!({"at": at.format("%Y-%m-%dT%H:%M:00Z").to_string(), "precision": "hour"}),
                2 => json!({"at": zone::day(at).format("%Y-%m-%d").to_string()}),
                _ => json!({"at": zone::day(at).format("%Y-%m").to_string()}),
            }
        };
        let case = case(|f| {
            f["controllers"][0]["aware"]["time"] = form(aware, aware_form);
            told(f, form(aware + told_after, told_form));
        });
        let aware_range = case.controllers[0].own.aware.as_ref().unwrap().time.bounds();
        let told_range = case.notifications[0].own.notified.as_ref().unwrap().bounds();
        let pick = |bounds: breachbook_case::Bounds, part: f64| {
            let (first, end) = (bounds.first.unwrap(), bounds.end.unwrap());
            let seconds = (end - first).num_seconds() - 1;
            #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
            let chosen = (seconds as f64 * part) as i64;
            first + Duration::seconds(chosen)
        };
        let (aware_at, told_at) = (pick(aware_range, inside), pick(told_range, inside_too));
        let clock = clock(&case, "uk-gdpr-33", LATER);
        match clock.state {
            State::Met => prop_assert!(told_at <= aware_at + Duration::hours(72)),
            State::Late => prop_assert!(told_at > aware_at + Duration::hours(72)),
            State::CannotTell => prop_assert!(clock.needs_reasons),
            other => prop_assert!(false, "{other:?}"),
        }
        let margin = clock.margin.unwrap();
        let left = (clock.strict_limit.unwrap() - told_at).num_seconds();
        prop_assert!(margin.min.unwrap() * 60 <= left && left <= margin.max.unwrap() * 60);
    }
}

#[test]
fn a_telling_that_nobody_s_duty_is_named_for_is_not_called_missing() {
    let case = case(|f| {
        f["controllers"]
            .as_array_mut()
            .unwrap()
            .push(json!({"id": "c2", "party": "other", "regime": {"key": "uk-gdpr"}}));
        told(f, json!({"at": "2023-08-09"}));
    });
    let clock = clock(&case, "uk-gdpr-33", LATER);
    assert_eq!(clock.state, State::CannotTell);
    assert!(clock.rests_on.iter().any(|id| id.as_str() == "n1"));
}

#[test]
fn a_dated_telling_settles_before_an_undated_one() {
    let case = case(|f| {
        told(f, json!({"at": "2023-08-11"}));
        let undated = json!({"id": "n0", "body": "ico", "duty": "uk-gdpr-33", "status": "notified"});
        f["notifications"].as_array_mut().unwrap().insert(0, undated);
    });
    let clock = clock(&case, "uk-gdpr-33", LATER);
    assert_eq!((clock.state, clock.met_by.unwrap().to_string()), (State::CannotTell, "n1".to_owned()));
    assert!(clock.margin.is_some());
}

#[test]
fn an_awareness_with_an_open_beginning_runs_until_its_latest_limit() {
    let case = case(|f| f["controllers"][0]["aware"]["time"] = json!({"to": {"at": "2026-12-20"}}));
    assert_eq!(clock(&case, "uk-gdpr-33", "2026-12-22T00:00:00Z").state, State::Running);
    assert_eq!(clock(&case, "uk-gdpr-33", "2026-12-24T00:00:00Z").state, State::Overdue);
}

#[test]
fn an_own_date_to_the_minute_is_due_in_that_minute() {
    let state = |done: &str| {
        let case = case(|f| {
            let due = json!({"at": "2023-08-20T12:00:00+01:00"});
            f["deadlines"] = json!([{"id": "t1", "title": "x", "due": due, "done": {"at": done}}]);
        });
        clock(&case, "own", LATER)
    };
    assert_eq!(state("2023-08-20T11:59:00+01:00").state, State::Met);
    assert_eq!(state("2023-08-20T12:00:00+01:00").state, State::CannotTell);
    assert_eq!(state("2023-08-20T12:01:00+01:00").state, State::Late);
    assert_eq!(state("2023-08-20").strict_limit, Some(instant("2023-08-20T11:00:00Z")));
}

#[test]
fn delays_are_measured_from_detection_too_and_for_every_controller_of_a_processor() {
    let case = case(|f| {
        f["controllers"][0]["discovered"] = json!({"at": "2023-08-07"});
        f["processors"] = json!([{"id": "p1", "party": "maker", "controllers": ["force", "other"],
            "aware": {"at": "2023-08-07"}, "told_controller": {"at": "2023-08-08"}}]);
        told(f, json!({"at": "2023-08-09"}));
    });
    let delays = View::new(&case, Audience::Team, instant(LATER)).delays;
    let from: Vec<&str> = delays.iter().filter(|d| d.to == "n1").map(|d| d.from.as_str()).collect();
    assert_eq!(from, ["discovered", "aware"]);
    let towards: Vec<String> =
        delays.iter().filter(|d| d.to == "p1").map(|d| d.controller.as_ref().unwrap().to_string()).collect();
    assert_eq!(towards, ["force", "other"]);
}

/// A telling that names no controller is the only controller's. With a second one nobody says whose it was, and the
/// verdict rests on there being a second: where that is hidden, the clock is not shown, and gives nothing away.
#[test]
fn a_hidden_second_controller_is_not_given_away_by_a_verdict() {
    let with = |second: Value| {
        let case = case(|f| {
            f["controllers"][0]["audience"] = json!(["ico"]);
            if !second.is_null() {
                f["controllers"].as_array_mut().unwrap().push(second.clone());
            }
            f["notifications"] = json!([{"id": "n1", "body": "ico", "duty": "uk-gdpr-33", "status": "notified",
                "notified": {"at": "2023-08-09T10:00:00+01:00"}, "audience": ["ico"]}]);
        });
        let view = View::new(&case, Audience::Ico, instant(LATER));
        view.clocks.iter().filter(|c| c.rule == "uk-gdpr-33").map(|c| c.state).collect::<Vec<_>>()
    };
    let second = |audience: &str| json!({"id": "c2", "party": "other", "audience": [audience]});
    assert_eq!(with(Value::Null), [State::Met]);
    assert_eq!(with(second("ico"))[0], State::CannotTell);
    assert_eq!(with(second("team")), []);
}
