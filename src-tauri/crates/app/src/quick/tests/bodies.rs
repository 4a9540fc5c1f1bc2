//! Bodies that the law knows, as parties of the case or not.

use breachbook_case::Case;
use serde_json::{Value, json};

use super::{NOW, case_of, file, read_in, shown};

const LINE: &str = "14:05 force told ICO by phone ref IC-1234";

/// The case without its regulator, and with some other parties.
fn case_with(more: &[Value]) -> Case {
    let mut file = file();
    let parties = file["parties"].as_array_mut().unwrap();
    parties.retain(|party| party["id"] != "ico" && party["id"] != "nca");
    parties.extend_from_slice(more);
    case_of(file)
}

#[test]
fn a_body_that_is_no_party_yet_is_told_all_the_same() {
    let reading = read_in(&case_with(&[]), LINE, NOW, &[]);
    assert_eq!(
        shown(&reading),
        "Body told; body=ICO (new party); notified=Tue 24 Nov, 14:05 GMT; duty=?(UK GDPR Art 33(1) | DPA 2018 s.67(1) \
         | DPA 2018 s.108(1) | PECR reg 5A(2)); by=PSNI; method=phone; reference=IC-1234 «»"
    );
    let new = &reading.new_parties[0];
    assert_eq!((new.id.as_str(), new.name.as_str(), new.alias), ("ico", "Information Commission", "ICO"));
    assert_eq!(reading.hints.len(), 1);
    // Before 30 September 2026 it had another name.
    let earlier = read_in(&case_with(&[]), LINE, "2026-09-29T15:00:00Z", &[]);
    assert_eq!(earlier.new_parties[0].name, "Information Commissioner's Office");
    for (line, told) in [
        ("14:05 told the Information Commissioner's Office", "ICO (new party)"),
        ("ICO notified by PSNI at 13:00", "ICO (new party)"),
        ("14:05 PSNI told the National Crime Agency", "NCA (new party)"),
        ("14:05 PSNI self-reported to the IOPC", "IOPC (new party)"),
    ] {
        let reading = read_in(&case_with(&[]), line, NOW, &[]);
        assert!(shown(&reading).starts_with(&format!("Body told; body={told}; notified=Tue")), "{}", shown(&reading));
    }
    // Left for another, no party comes with it.
    let other = read_in(&case_with(&[]), LINE, NOW, &[("body", "board")]);
    assert_eq!(other.new_parties, []);
}

#[test]
fn a_body_is_known_by_its_name_whatever_kind_was_written() {
    for party in [
        json!({"id": "p9", "name": "ICO", "kind": "other"}),
        json!({"id": "p9", "name": "Information Commission (ICO)", "kind": "other"}),
        json!({"id": "p9", "name": "The watchdog", "kind": "government", "aliases": ["the ICO"]}),
    ] {
        let reading = read_in(&case_with(std::slice::from_ref(&party)), LINE, NOW, &[]);
        assert_eq!((reading.list_word, reading.value("body")), ("notifications", Some(&json!("p9"))), "{party}");
        assert!(shown(&reading).contains("duty=?(UK GDPR Art 33(1) |"), "{}", shown(&reading));
        assert_eq!(reading.new_parties, []);
    }
    // Its id may be that of another party.
    let iconic = json!({"id": "ico", "name": "Iconic Media Ltd", "kind": "media"});
    let reading = read_in(&case_with(&[iconic]), "14:05 force told the Information Commission", NOW, &[]);
    assert_eq!(reading.value("body"), Some(&json!("ico-2")));
}

#[test]
fn a_body_that_was_not_told_becomes_no_party() {
    for line in
        ["PSNI has not told the ICO", "13:00 ICO rang", "asked the ICO who saw it", "13:00 email from the ICO: no"]
    {
        let reading = read_in(&case_with(&[]), line, NOW, &[]);
        assert_eq!(reading.new_parties, [], "{line}");
        assert!(!shown(&reading).contains("new party)"), "{}", shown(&reading));
    }
    let event = read_in(&case_with(&[]), "14:05 NCA told ICO by phone", NOW, &[("list", "events")]);
    assert_eq!((event.new_parties.len(), event.words.as_str()), (0, "NCA told ICO by phone"));
}
