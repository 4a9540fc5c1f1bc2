//! One line about several: bodies that were told, parties that were asked, and what was chased.

use breachbook_case::{Case, CommitmentStatus, QuestionStatus};
use serde_json::{Value, json};

use super::{NOW, case, case_of, file, read_in, shown};

/// What the line writes in, of some keys each.
fn written(line: &str, choices: &[(&str, &str)], keys: &[&str]) -> Vec<Value> {
    let records = read_in(&case(), line, NOW, choices).records();
    let of = |record: &serde_json::Map<String, Value>| {
        keys.iter().map(|key| record.get(*key).cloned().unwrap_or_default()).collect()
    };
    records.iter().map(|record| Value::Array(of(record))).collect()
}

const TOLD: &[(&str, &str)] = &[("duty", "uk-gdpr-33")];

#[test]
fn each_body_that_was_told_gets_a_record_of_its_own() {
    let keys = ["body", "duty", "method", "text"];
    for line in [
        "14:05 told the ICO and the NCA by phone",
        "14:05 ICO and NCA told by phone",
        "14:05 the ICO and the NCA were told by phone",
    ] {
        assert_eq!(
            written(line, TOLD, &keys),
            [json!(["ico", "uk-gdpr-33", "phone", null]), json!(["nca", "voluntary", "phone", null])],
            "{line}"
        );
    }
    // Two who told somebody are a line of the timeline.
    assert_eq!(read_in(&case(), "14:05 PSNI and Acme told the ICO by phone", NOW, &[]).list_word, "events");
    let three = "14:05 told the ICO, the NCA and the Policing Board that the list is out, ref IC-1234";
    let text = "The list is out";
    assert_eq!(
        written(three, TOLD, &["body", "duty", "reference", "text"]),
        [
            json!(["ico", "uk-gdpr-33", "IC-1234", text]),
            json!(["nca", "voluntary", null, text]),
            json!(["board", "voluntary", null, text])
        ]
    );
    // The chips say both, and one of them can be left out: then its name stays in the words.
    let both = read_in(&case(), "14:05 told the ICO and the NCA", NOW, TOLD);
    assert!(shown(&both).contains("body-2=National Crime Agency"), "{}", shown(&both));
    assert!(both.hints.iter().any(|hint| hint.starts_with("A record of its own")), "{:?}", both.hints);
    let one = written("14:05 told the ICO and the NCA", &[("duty", "uk-gdpr-33"), ("body-2", "")], &["body", "text"]);
    assert_eq!(one, [json!(["ico", "Told the ICO and the NCA"])]);
}

#[test]
fn under_which_duty_is_asked_of_each_body_of_which_it_must_be() {
    let reading = read_in(&case(), "14:05 told the NCA and the ICO", NOW, &[]);
    let open: Vec<String> =
        reading.chips.iter().filter(|chip| chip.doubt.is_some()).map(|chip| chip.key.to_string()).collect();
    assert_eq!(open, ["duty-2"]);
    let label = reading.chips.iter().find(|chip| chip.key.to_string() == "duty-2").map(|chip| chip.label.as_str());
    assert_eq!(label, Some("under, ICO"));
}

#[test]
fn however_often_bodies_are_named_the_line_is_read() {
    let line = format!("14:05 told {}NCA", "ICO,".repeat(490));
    assert_eq!(written(&line, TOLD, &["body"]), [json!(["ico"]), json!(["nca"])]);
}

#[test]
fn a_body_that_is_no_party_yet_comes_with_the_other() {
    let mut file = file();
    file["parties"].as_array_mut().unwrap().retain(|party| party["id"] != "nca");
    let reading = read_in(&case_of(file), "14:05 told the ICO and the NCA", NOW, TOLD);
    assert_eq!(reading.new_parties.iter().map(|new| new.alias).collect::<Vec<_>>(), ["NCA"]);
    assert_eq!(reading.records()[1]["body"], "nca");
}

#[test]
fn each_party_that_was_asked_gets_a_question_of_its_own_and_one_that_stands_twice_gets_one() {
    assert_eq!(
        written("14:05 asked PSNI and Acme who has the file", &[], &["to", "text"]),
        [json!(["psni", "who has the file"]), json!(["acme", "who has the file"])].map(|mut one| {
            one[1] = "Who has the file".into();
            one
        })
    );
    assert_eq!(written("14:05 told the ICO and the regulator", TOLD, &["body"]), [json!(["ico"])]);
    // A letter to two is one letter.
    assert_eq!(written("14:05 emailed PSNI and Acme", &[], &["to"]), [json!([["psni", "acme"]])]);
}

/// The case with open and settled questions and promises.
fn asked() -> Case {
    let mut file = file();
    file["questions"] = json!([
        {"id": "q1", "text": "Who downloaded the file?", "status": "open", "to": "psni"},
        {"id": "q2", "text": "When will the rotas be changed?", "status": "open", "to": "psni"},
        {"id": "q3", "text": "Was the rota in the file?", "status": "answered", "to": "psni"},
        {"id": "q4", "text": "Which passes were printed?", "status": "part", "to": "acme"},
    ]);
    file["commitments"] = json!([
        {"id": "k1", "text": "Write to every member", "status": "open", "by": "psni"},
    ]);
    case_of(file)
}

fn about(line: &str) -> String {
    let reading = read_in(&asked(), line, NOW, &[]);
    let chip = reading.chips.iter().find(|chip| chip.key.is("about"));
    chip.map_or("nothing".to_owned(), |chip| {
        let asks = if chip.doubt.is_some() { "?" } else { "" };
        let ids: Vec<&str> = chip.choices.iter().map(|one| &*one.value).filter(|id| !id.is_empty()).collect();
        format!(
            "{asks}{}",
            if asks.is_empty() { chip.value.clone().unwrap_or_default().to_string() } else { ids.join(" ") }
        )
    })
}

#[test]
fn what_was_chased_is_found_by_the_party_and_the_words_and_asked_where_several_fit() {
    for (line, found) in [
        ("14:05 chased PSNI about the rota", r#"["q2"]"#),
        ("14:05 chased PSNI up about the rota", r#"["q2"]"#),
        ("14:05 reminded PSNI that it promised to write to members", r#"["k1"]"#),
        ("14:05 PSNI was reminded about the rotas", r#"["q2"]"#),
        ("reminder to Acme by email, reply by Friday", r#"["q4"]"#),
        ("14:05 sent a reminder to Acme", r#"["q4"]"#),
        ("chased again: who downloaded the file", r#"["q1"]"#),
        // Nothing says which, or what is said fits none of them.
        ("14:05 chased PSNI", "?k1 q2 q1"),
        ("14:05 chased Acme about the car park", "?q4"),
        // Named by its id, it is that.
        ("14:05 chased PSNI about q1", r#"["q1"]"#),
        // Nothing is open with them, or nothing was chased.
        ("14:05 chased the ICO about the rota", "nothing"),
        ("14:05 PSNI changed the rota", "nothing"),
    ] {
        assert_eq!(about(line), found, "{line}");
    }
}

#[test]
fn what_was_evaded_refused_or_broken_is_chased_too_and_what_is_settled_is_not() {
    let linked = |question: &str, promise: &str| {
        let mut case = asked();
        case.questions[1].own.status = QuestionStatus::from_word(question).unwrap();
        case.commitments[0].own.status = CommitmentStatus::from_word(promise).unwrap();
        ["14:05 chased PSNI about the rota", "14:05 chased PSNI about members"].map(|line| {
            let reading = read_in(&case, line, NOW, &[]);
            reading.chips.iter().find(|chip| chip.key.is("about")).and_then(|chip| chip.value.clone())
        })
    };
    let both = [Some(json!(["q2"])), Some(json!(["k1"]))];
    assert_eq!(linked("evaded", "broken"), both);
    assert_eq!(linked("refused", "open"), both);
    assert!(linked("answered", "kept").iter().all(|found| found.is_none()));
    assert!(linked("answered", "withdrawn").iter().all(|found| found.is_none()));
}

#[test]
fn what_was_chased_by_a_channel_is_a_letter_and_otherwise_a_line_and_every_word_is_kept() {
    let line = read_in(&asked(), "14:05 chased PSNI about the rota", NOW, &[]);
    assert_eq!((line.list_word, line.words.as_str()), ("events", "Chased PSNI about the rota"));
    assert_eq!(line.value("kind"), Some(&json!("communication")));
    let mail = read_in(&asked(), "14:05 chased PSNI by email about the rota", NOW, &[]);
    assert_eq!(
        (mail.list_word, mail.value("to"), mail.value("direction")),
        ("correspondence", Some(&json!("psni")), Some(&json!("out")))
    );
    assert!(mail.words.contains("about the rota"), "{}", mail.words);
    assert_eq!(mail.records()[0]["about"], json!(["q2"]));
}

/// What a line adds to what it chased: its id, the channel, and the words of its chip.
fn chases(line: &str, choices: &[(&str, &str)]) -> Vec<(String, Value, String)> {
    let reading = read_in(&asked(), line, NOW, choices);
    let words: Vec<String> = reading
        .chips
        .iter()
        .filter(|chip| chip.key.to_string().starts_with("chase-"))
        .map(|chip| format!("{} {}", chip.label, chip.words))
        .collect();
    let added = reading.chased();
    assert!(added.len() <= words.len(), "{line}: each is shown");
    let of = |chase: &super::super::Chase| chase.reminder.get("channel").cloned().unwrap_or_default();
    added.iter().zip(words).map(|(chase, words)| (chase.id.clone(), of(chase), words)).collect()
}

#[test]
fn what_was_chased_gets_the_chase_added_and_one_look_says_so() {
    let the = |id: &str, channel: Value, what: &str| vec![(id.to_owned(), channel, format!("adds a chase to {what}"))];
    for (line, choices, added) in [
        ("14:05 chased PSNI about the rota", vec![], the("q2", Value::Null, "the question")),
        ("14:05 reminded PSNI that it promised to write to members", vec![], the("k1", Value::Null, "the promise")),
        ("14:05 chased PSNI by email about the rota", vec![], the("q2", json!("email"), "the question")),
        // Kept as a line of the timeline, it was chased that way all the same.
        (
            "14:05 chased PSNI by email about the rota",
            vec![("list", "events")],
            the("q2", json!("email"), "the question"),
        ),
        ("chased PSNI about q1", vec![], the("q1", Value::Null, "the question “Who downloaded the file?”")),
        // Asked first, and nothing before that.
        ("14:05 chased PSNI", vec![], vec![]),
        ("14:05 chased PSNI", vec![("about", "k1")], the("k1", Value::Null, "the promise")),
        // Taken away, or linked to nothing, or to what is answered.
        ("14:05 chased PSNI about the rota", vec![("chase-1", "")], vec![]),
        ("14:05 chased PSNI about the rota", vec![("about", "")], vec![]),
        // No line that was chased: a new question, or a call about one.
        ("14:05 chased PSNI about the rota", vec![("list", "questions")], vec![]),
        ("14:05 asked PSNI about q1", vec![], vec![]),
    ] {
        assert_eq!(chases(line, &choices), added, "{line} {choices:?}");
    }
    let both = chases("14:05 chased PSNI about q1 and q2", &[]);
    assert_eq!(both.iter().map(|(id, ..)| id.as_str()).collect::<Vec<_>>(), ["q1"], "q2 is no item of this test");
    let left = read_in(&asked(), "14:05 chased PSNI about the rota", NOW, &[("chase-1", "")]);
    assert_eq!(left.record()["about"], json!(["q2"]), "the link stays");
    let when = read_in(&asked(), "from 13:00 to 14:05 chased PSNI about the rota", NOW, &[]);
    assert_eq!(when.chased()[0].reminder["at"], json!({"at": "2026-11-24T14:05:00+00:00"}));
}
