//! Texts that somebody means ill with, or that are only odd: they come back equal, and reports still pass.

use serde_json::{Value, json};

use crate::support::Desk;

const AUDIENCES: [&str; 6] = ["team", "force", "federation", "ico", "nca", "public"];

fn odd() -> Vec<String> {
    let mut texts: Vec<String> = [
        "nul \u{0} bell \u{7} escape \u{1b}[31mred\u{1b}[0m delete \u{7f} next line \u{85}",
        "\u{202e}desrever \u{2066}isolated\u{2069} \u{200f}\u{200b}zero\u{feff}width",
        "line\nline\r\nline\rtab\there\u{b}\u{c}\u{2028}\u{2029}",
        "👮🏽‍♀️ 🏴󠁧󠁢󠁳󠁣󠁴󠁿 👨‍👩‍👧‍👦 ☃️ 𝔘𝔫𝔦",
        "日本語 العربية עברית ไทย हिन्दी Ελληνικά Кириллица",
        "e\u{301} and \u{e9}, \u{1e9b}\u{323}, Z\u{335}\u{321}\u{328}a\u{334}\u{361}l\u{337}g\u{338}o\u{336}",
        "'; DROP TABLE entry; -- \" OR 1=1 /* */ \\",
        "text:rota NEAR(a b) AND OR NOT ^x* {a b}: - + ( ) \"\"",
        "../../../etc/passwd C:\\Windows\\system32 \\\\server\\share file:///etc/passwd",
        "<script>alert(1)</script> &lt; ]]> <?xml?> <!-- -->",
        "(PDF) \\( \\) << /JS (app.alert\\(1\\)) >> endstream endobj %%EOF",
        "%s %n {} {0} $HOME `id` $(id)",
        "\u{ffff}\u{fffe}\u{10ffff}\u{e000}\u{fdd0}",
        "@page :root --option =cmd|' /C calc'!A0",
        " ",
    ]
    .map(str::to_owned)
    .into();
    texts.push("x".repeat(1_000_000));
    texts.push("a".repeat(300) + &"\u{301}".repeat(5000));
    texts
}

/// Ids that are odd, or that something of ours might be called too.
#[rustfmt::skip]
const IDS: [&str; 16] = [
    "../../up", "a b", "'; --", "\u{202e}di", "👮", "nul\u{0}", "C:\\x", "<i>", "-e", "--id",
    "case", "e1", "E1", "é", "e\u{301}", "id\nline",
];

/// A case whose reference, title, ids and texts are all odd.
fn case() -> Value {
    let every = json!(AUDIENCES);
    let events: Vec<Value> = odd()
        .iter()
        .enumerate()
        .map(|(n, text)| {
            let id = IDS.get(n).map_or_else(|| format!("n{n}"), |id| (*id).to_owned());
            // The longest is withheld from most, so that it is also looked for in their reports.
            let audience = if text.len() < 1_000_000 { every.clone() } else { json!(["team", "ico"]) };
            json!({"id": id, "occurred": {"at": "2026-03-01"}, "text": text, "source": text, "audience": audience})
        })
        .collect();
    json!({
        "format": "breachbook-case", "version": 1,
        "case": {"reference": "../../../etc/\u{202e}x; DROP", "title": "\u{1b}]0;title\u{7} <b>(\\)", "incident_type": "other", "audience": every},
        "parties": [{"id": "..", "name": "\u{0}\u{202e}Nobody", "kind": "other", "audience": every}],
        "events": events,
        "questions": [{"id": "q", "text": "?\u{0}", "status": "open", "to": "..", "audience": every}]
    })
}

#[test]
fn odd_texts_and_ids_come_back_equal_and_reports_pass() {
    let desk = Desk::with_vault();
    let file = case();
    desk.write("odd.json", file.to_string());
    desk.ok(&["import", "v", "odd.json"]);
    let reference = file["case"]["reference"].as_str().unwrap();
    let case = ["--case", reference];
    desk.ok(&[&["export", "v", "--format", "json", "--out", "out.json"], &case[..]].concat());
    let out: Value = serde_json::from_slice(&desk.read("out.json")).unwrap();
    assert!(out == file, "the export differs");
    let shown = desk.json(&[&["show", "v"], &case[..]].concat());
    assert!(shown["records"]["events"] == file["events"], "show differs");
    for audience in AUDIENCES {
        let path = format!("{audience}.pdf");
        desk.ok(&[&["report", "v", "--for", audience, "--out", &path], &case[..]].concat());
        desk.ok(&["verify", &path]);
    }
    assert_eq!(desk.json(&["verify", "v"])["intact"], true);
    // A record answers to its id, whatever it is.
    for (event, id) in file["events"].as_array().unwrap().iter().zip(IDS) {
        if !["../../up", "\u{202e}di", "-e", "case", "e\u{301}", "id\nline"].contains(&id) {
            continue;
        }
        let id = format!("--id={id}");
        let history = desk.json(&[&["history", "v", &id], &case[..]].concat());
        assert_eq!(history["entries"].as_array().unwrap().len(), 1, "{id}");
        assert!(history["entries"][0]["record"] == *event, "{id}");
        desk.ok(&[&["correct", "v", &id, "--set", "text=Corrected.", "--reason", "r"], &case[..]].concat());
    }
    let shown = desk.json(&[&["show", "v"], &case[..]].concat());
    assert_eq!(
        shown["records"]["events"][10],
        json!({"id": "case", "occurred": {"at": "2026-03-01"}, "text": "Corrected.", "source": odd()[10], "audience": AUDIENCES})
    );
    assert!(shown["case"] == file["case"]);
    // No path in a text or reference is ever followed.
    let mut names: Vec<String> = std::fs::read_dir(desk.path("."))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.ends_with(".pdf"))
        .collect();
    names.sort();
    assert_eq!(names, ["home", "odd.json", "out.json", "v"]);
}

#[test]
fn what_a_terminal_would_obey_is_not_printed() {
    let desk = Desk::with_vault();
    let file = case();
    desk.write("odd.json", file.to_string());
    desk.ok(&["import", "v", "odd.json"]);
    let reference = file["case"]["reference"].as_str().unwrap();
    for command in [
        &["cases", "v"][..],
        &["show", "v", "--case", reference],
        &["history", "v", "--case", reference],
        &["search", "v", "red"],
    ] {
        let out = desk.ok(command);
        let control = out.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
        assert_eq!(control, None, "{command:?}");
    }
}

#[test]
fn any_text_is_a_search_query() {
    let desk = Desk::with_rota();
    desk.ok(&[
        "log",
        "v",
        "--case",
        crate::CASE,
        "--at",
        "2026-03-05",
        "--reason",
        "r",
        "Ünïcode O'Brien 100% \"quoted\" a-b-c 日本語 x_y",
    ]);
    for (query, found) in [
        ("O'Brien", true),
        ("\"quoted\"", true),
        ("quoted\"", true),
        ("a-b-c", true),
        ("100%", true),
        ("unicode", true),
        ("x_y", true),
        ("brien quoted", true),
        ("brien NOT quoted", false),
        ("text:quoted", false),
        ("zzz OR quoted", false),
        ("quot*", true), // the last word may be only begun, star or not
        ("quot* brien", false),
        ("NEAR(brien quoted)", false),
        ("'; DROP TABLE entry; --", false),
    ] {
        let hits = desk.json(&["search", "v", query]);
        let hit = hits["hits"].as_array().unwrap().iter().any(|hit| hit["text"].as_str().unwrap().contains("Brien"));
        assert_eq!(hit, found, "{query}");
    }
    for query in ["", " ", "\"", "*", "(", "a AND", "-", "\\", "\u{202e}", &"word ".repeat(5000), &"x".repeat(100_000)]
    {
        desk.ok(&["search", "v", "--", query]);
    }
    desk.ok(&["verify", "v"]);
}

#[test]
fn names_of_writers_reasons_and_cases_come_back_equal() {
    let desk = Desk::with_rota();
    let odd = "\u{202e}O'Brien\t\"Zoë\" \u{1b}[1m\n<b>";
    desk.ok(&[
        "correct",
        "v",
        "--case",
        crate::CASE,
        "--id",
        "e1",
        "--set",
        &format!("text={odd}"),
        "--reason",
        odd,
        "--by",
        odd,
    ]);
    let history = desk.json(&["history", "v", "--case", crate::CASE, "--id", "e1"]);
    let last = history["entries"].as_array().unwrap().last().unwrap();
    for value in [&last["writer"], &last["reason"], &last["record"]["text"]] {
        assert_eq!(value, odd);
    }
    desk.ok(&[
        "correct",
        "v",
        "--case",
        crate::CASE,
        "--id",
        crate::CASE,
        "--set",
        "reference=../x y",
        "--reason",
        "r",
    ]);
    assert_eq!(desk.json(&["cases", "v"])["cases"][0]["reference"], "../x y");
    desk.ok(&["log", "v", "--case", "../x y", "--at", "2026-03-05", "--reason", "r", "--", "--looks-like an option"]);
    assert!(desk.refused(&["show", "v", "--case", crate::CASE]).contains(crate::CASE));
}
