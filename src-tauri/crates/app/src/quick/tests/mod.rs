//! The grammar, line by line.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod bodies;
mod kept;
mod lines;
mod night;
mod properties;
mod settled;
mod several;

use std::collections::BTreeMap;

use breachbook_case::{Case, Node};
use chrono::{DateTime, Utc};
use serde_json::json;

use super::{Ground, Reading, read};

/// Tuesday, 24 November 2026, 14:25 in London (GMT).
pub(super) const NOW: &str = "2026-11-24T14:25:30Z";

pub(super) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A federation's book about a force and its supplier.
pub(super) fn case() -> Case {
    case_of(file())
}

pub(super) fn case_of(file: serde_json::Value) -> Case {
    Case::read(&Node::from_value(&file), &[]).unwrap()
}

/// The same as a case file.
pub(super) fn file() -> serde_json::Value {
    json!({
        "case": {"reference": "T-1", "title": "A test", "incident_type": "disclosure", "kept_by": "pfni"},
        "parties": [
            {"id": "psni", "name": "Police Service of Northern Ireland", "kind": "force"},
            {"id": "pfni", "name": "Police Federation for Northern Ireland", "kind": "federation"},
            {"id": "ico", "name": "Information Commissioner's Office", "kind": "regulator"},
            {"id": "nca", "name": "National Crime Agency", "kind": "law-enforcement"},
            {"id": "board", "name": "Northern Ireland Policing Board", "kind": "oversight", "aliases": ["Policing Board"]},
            {"id": "byrne", "name": "Simon Byrne", "kind": "person"},
            {"id": "site", "name": "WhatDoTheyKnow", "kind": "media", "aliases": ["the site"]},
            {"id": "acme", "name": "Acme Passes Ltd", "kind": "supplier"},
            {"id": "copper", "name": "Copper Data Ltd", "kind": "supplier"},
        ],
        "controllers": [{"id": "c1", "party": "psni"}],
    })
}

pub(super) fn read_at(line: &str, now: &str, choices: &[(&str, &str)]) -> Reading {
    read_in(&case(), line, now, choices)
}

pub(super) fn read_in(case: &Case, line: &str, now: &str, choices: &[(&str, &str)]) -> Reading {
    let choices: BTreeMap<String, String> =
        choices.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let is_item = |id: &str| ["e12", "q1"].contains(&id);
    read(line, Ground { case, now: at(now), is_item: &is_item }, &choices)
}

/// A reading on one line: what a chip says, `?` where it is in doubt with its choices, `~` where it was assumed.
pub(super) fn shown(reading: &Reading) -> String {
    let mut out = Vec::new();
    for chip in &reading.chips {
        let name = if chip.key.is("list") { String::new() } else { format!("{}=", chip.key) };
        let sign = if chip.assumed.is_some() { "~" } else { "" };
        if chip.doubt.is_some() {
            let choices: Vec<&str> = chip.choices.iter().take(4).map(|choice| choice.words.as_str()).collect();
            out.push(format!("{name}?({})", choices.join(" | ")));
        } else {
            out.push(format!("{name}{sign}{}", chip.words));
        }
    }
    let late = if reading.late.is_some() && reading.late_first { " late" } else { "" };
    format!("{} «{}»{late}", out.join("; "), reading.text)
}
