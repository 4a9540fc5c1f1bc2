//! A new case by a few plain questions.

use breachbook_case::{Audience, RegimeKey};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::form::{WordChoice, words};
use super::{Door, Response, locked};
use crate::{Failure, NewCase, NewParty, Time, Writer, quick};

/// A choice: the word of the format and the words for people.
#[derive(Debug, Serialize, TS)]
pub struct Choice {
    /// The word of the format.
    pub value: &'static str,
    /// As it is shown.
    pub label: &'static str,
    /// What it means, where that is not plain; empty otherwise.
    pub hint: &'static str,
}

/// The first questions, with what there is to choose.
#[derive(Debug, Serialize, TS)]
pub struct CaseQuestions {
    /// A reference that no case of this vault has.
    pub reference: String,
    /// What kind of breach it is.
    pub incident_types: Vec<Choice>,
    /// Whose book it may be, and who may be the controller.
    pub bodies: Vec<Choice>,
    /// Whose law of limitation, holidays and freedom of information holds.
    pub jurisdictions: Vec<Choice>,
    /// What the data is processed for, which decides whose limits hold.
    pub regimes: Vec<Choice>,
    /// Who may get reports of it beside the team.
    pub audiences: Vec<WordChoice>,
}

/// The answers.
#[derive(Deserialize, TS)]
pub struct Answers {
    /// What the case is called.
    pub title: String,
    /// Its reference.
    pub reference: String,
    /// What kind of breach it is.
    pub incident_type: String,
    /// What happened; may be empty.
    pub summary: String,
    /// Whose book it is.
    pub keeper: Body,
    /// May be empty.
    pub jurisdiction: String,
    /// None where nobody knows yet whose breach it is in law.
    pub controller: Option<Body>,
    /// What the controller processes the data for, one of the regimes; empty where nobody knows yet.
    pub regime: String,
    /// When the controller became aware, as it was typed; empty where nobody has said.
    pub aware: String,
    /// Whether that time is "about".
    pub about: bool,
    /// Who may get reports of it beside the team; nobody where it is empty.
    pub audience: Vec<String>,
}

/// A time as it was typed.
#[derive(Deserialize, TS)]
pub struct TypedTime {
    /// The words.
    pub text: String,
    /// Whether it is "about".
    pub about: bool,
}

/// A case that was begun.
#[derive(Debug, Serialize, TS)]
pub struct CaseBegun {
    /// Its reference.
    pub reference: String,
    /// The number of its first entry.
    #[ts(type = "number")]
    pub entry: u64,
}

/// A body that is named.
#[derive(Deserialize, TS)]
pub struct Body {
    /// Its name.
    pub name: String,
    /// What kind of body it is.
    pub kind: String,
}

const fn choice(value: &'static str, label: &'static str, hint: &'static str) -> Choice {
    Choice { value, label, hint }
}

/// A regime as it is asked; that nobody knows yet is no answer.
fn regime(key: RegimeKey) -> Choice {
    let (label, hint) = key.plainly();
    choice(if key == RegimeKey::Undecided { "" } else { key.as_str() }, label, hint)
}

impl Door {
    /// The first questions; the reference is proposed from the controller's name.
    pub(super) fn case_questions(&self, name: &str, now: DateTime<Utc>) -> Result<Response, Failure> {
        let session = self.session.as_ref().ok_or_else(locked)?;
        let questions = CaseQuestions {
            reference: session.free_reference(name, now)?,
            incident_types: vec![
                choice(
                    "disclosure",
                    "Disclosed or published",
                    "sent to the wrong person, left in a file, put on a website",
                ),
                choice("cyber", "Cyber attack", "systems entered, data copied or locked"),
                choice("loss", "Lost or stolen", "paper, a notebook, a device"),
                choice("misuse", "Looked at or used without a right", "by somebody inside"),
                choice("other", "Something else, or not known yet", ""),
            ],
            bodies: vec![
                choice("force", "Police force", ""),
                choice("federation", "Federation or staff association", ""),
                choice("supplier", "Supplier", ""),
                choice("oversight", "Oversight body", ""),
                choice("government", "Government body", ""),
                choice("legal", "Solicitors or counsel", ""),
                choice("other", "Another body", ""),
            ],
            jurisdictions: vec![
                choice("england-wales", "England and Wales", ""),
                choice("scotland", "Scotland", ""),
                choice("northern-ireland", "Northern Ireland", ""),
            ],
            regimes: RegimeKey::ASKED.map(regime).into(),
            audiences: beside_the_team(),
        };
        Ok(Response::CaseQuestions { questions })
    }

    /// What a typed time is read as.
    pub(super) fn read_time(typed: &TypedTime, now: DateTime<Utc>) -> Result<Response, Failure> {
        let words = typed_time(&typed.text, typed.about, now)?.map(|time| time.words()).unwrap_or_default();
        Ok(Response::TimeRead { words })
    }

    /// Writes a new case in from the answers.
    pub(super) fn new_case(&mut self, answers: &Answers, now: DateTime<Utc>) -> Result<Response, Failure> {
        let session = self.session.as_mut().ok_or_else(locked)?;
        let party = |body: &Body| NewParty { name: body.name.clone(), kind: body.kind.clone() };
        let new = NewCase {
            title: answers.title.clone(),
            reference: answers.reference.clone(),
            incident_type: answers.incident_type.clone(),
            summary: answers.summary.clone(),
            kept_by: party(&answers.keeper),
            jurisdiction: answers.jurisdiction.clone(),
            controller: answers.controller.as_ref().map(party),
            regime: answers.regime.clone(),
            aware: typed_time(&answers.aware, answers.about, now)?,
            audience: answers.audience.clone(),
        };
        let begun = session.begin(&new, &Writer { name: &self.writer, reason: None, now })?;
        self.note_next_due(now);
        Ok(Response::CaseBegun(CaseBegun { reference: begun.reference, entry: begun.entry }))
    }
}

/// Every audience but the team, as every form says it.
fn beside_the_team() -> Vec<WordChoice> {
    let mut all = words(Audience::SAID);
    all.retain(|choice| choice.word != Audience::Team.as_str());
    all
}

/// A time in the form of `at`, or as quick entry reads one: `26 August 2023`, `26/8/2023 14:30`, `yesterday 9am`.
fn typed_time(text: &str, about: bool, now: DateTime<Utc>) -> Result<Option<Time>, Failure> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let about = |time: &Time| if about { time.about() } else { time.clone() };
    if let Ok(time) = crate::time(text) {
        return Ok(Some(about(&time)));
    }
    let shown: String = text.chars().take(40).collect();
    let refused = |why: &str| {
        Failure::new(
            "bad-time",
            format!("“{shown}” {why}."),
            "Write it as 26 August 2023 or 26/8/2023, with the time of day after it if it is known: 26/8/2023 14:30.",
        )
    };
    let meant = quick::alone(text, now).ok_or_else(|| refused("is not read as a day or a time"))?;
    if meant.ahead {
        return Err(refused("lies ahead, and nobody is aware of anything yet"));
    }
    match (meant.doubt, meant.times.as_slice()) {
        (None, [time, ..]) => Ok(Some(about(time))),
        (Some(question), _) => Err(Failure::new(
            "bad-time",
            format!("“{shown}” may mean more than one time: {}", question.trim_end_matches('.')),
            "Write the time out in full, for example 26/8/2023 14:30.",
        )),
        (None, []) => Err(refused("is no time that there was")),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn read(text: &str, about: bool) -> Result<Option<Time>, Failure> {
        typed_time(text, about, "2026-11-25T14:30:00Z".parse().unwrap())
    }

    #[test]
    fn typed_times_are_read_in_london_and_said_back() {
        for (text, words) in [
            ("26 August 2023", "26 August 2023"),
            ("26/8/2023 14:30", "26 August 2023, 14:30 BST"),
            ("26 Aug 2023, 9:05", "26 August 2023, 09:05 BST"),
            ("26/11/2023 00:05", "26 November 2023, 00:05 GMT"),
            ("yesterday 16:00", "24 November 2026, 16:00 GMT"),
            ("about 8/8/2023 16:00", "about 8 August 2023, 16:00 BST"),
            ("2023-08", "August 2023"),
            ("2023-08-26T14:30:00+01:00", "26 August 2023, 14:30 BST"),
        ] {
            assert_eq!(read(text, false).unwrap().unwrap().words(), words, "{text}");
        }
        assert_eq!(read("8/8/2023 16:00", true).unwrap().unwrap().words(), "about 8 August 2023, 16:00 BST");
        assert_eq!(read("  ", false).unwrap(), None);
    }

    #[test]
    fn what_is_no_time_lies_ahead_did_not_exist_or_is_in_doubt_is_refused() {
        for text in [
            "soon",
            "31 February 2023",
            "26/8/2023 14:30 in the canteen",
            "26/8/2023 25:00",
            "26/3/2023 01:30",
            "29/10/2023 01:30",
            "tomorrow 10:00",
        ] {
            let failure = read(text, false).unwrap_err();
            assert_eq!(failure.code, "bad-time", "{text}");
            assert!(failure.sentence.ends_with(['.', '?']), "{}", failure.sentence);
        }
    }
}
