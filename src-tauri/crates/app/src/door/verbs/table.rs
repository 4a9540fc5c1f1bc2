//! The table of the words that can be said of a record: which record has one, what it asks, and what it writes. A word
//! is offered where what it says is not on record yet.

use breachbook_case::{CommitmentStatus, List, QuestionStatus};
use serde_json::{Map, Value};

use crate::OpenCase;
use Writes::{Adds, Reply, Sets};

/// A row of the table.
pub struct Verb {
    /// The list of the records that have it.
    pub list: List,
    /// Its stable name.
    pub name: &'static str,
    /// The word on its button.
    pub label: &'static str,
    /// The same in a sentence, without its full stop.
    pub title: &'static str,
    /// What it does, in a sentence.
    pub says: &'static str,
    /// Whether a record has it now.
    pub has: fn(&Of<'_>) -> bool,
    /// What it writes.
    pub writes: Writes,
    /// The keys that it asks, in order: of the list, or of what is added.
    pub asks: &'static [&'static str],
    /// The key among them that is now unless somebody says otherwise.
    pub now: &'static str,
}

/// The record that a word would be said of.
pub struct Of<'o> {
    /// The case that it stands in.
    pub open: &'o OpenCase,
    /// Its id.
    pub id: &'o str,
    /// What it says now.
    pub record: &'o Map<String, Value>,
}

/// What a word writes.
pub enum Writes {
    /// A correction that sets these keys too; an empty word takes the key away.
    Sets(&'static [(&'static str, &'static str)]),
    /// A correction that adds to the list under this key.
    Adds(&'static str),
    /// A letter of its own that answers the record.
    Reply,
}

/// The table. A word is offered where what it says is not on record yet.
pub const VERBS: &[Verb] = &[
    Verb {
        list: List::Notifications,
        name: "told",
        label: "Told",
        title: "The body was told",
        says: "It is told from then on, and its clock is measured against that time.",
        has: |of| of.is("status", &["considered", "to-do", "drafted", "aware-otherwise"]),
        writes: Sets(&[("status", "notified")]),
        asks: &["notified", "method", "reference"],
        now: "notified",
    },
    Verb {
        list: List::Notifications,
        name: "acknowledged",
        label: "Acknowledged",
        title: "The body acknowledged it",
        says: "That it was told is confirmed by the body itself.",
        has: |of| of.is("status", &["notified"]),
        writes: Sets(&[("status", "acknowledged")]),
        asks: &["acknowledged", "reference"],
        now: "acknowledged",
    },
    Verb {
        list: List::Notifications,
        name: "step-done",
        label: "Next step done",
        title: "The next step was done",
        says: "The step is taken off, with its clock. What it was stays legible in the history.",
        has: |of| of.holds("next"),
        writes: Sets(&[("next", "")]),
        asks: &[],
        now: "",
    },
    Verb {
        list: List::PeopleAffected,
        name: "told",
        label: "Told",
        title: "The people were told",
        says: "A telling is added to those on record. Leave the number out if all of them were told.",
        has: |of| !of.holds("exemption"),
        writes: Adds("told"),
        asks: &["at", "channel", "number"],
        now: "at",
    },
    Verb {
        list: List::Processors,
        name: "told-controller",
        label: "Told the controller",
        title: "The processor told the controller",
        says: "How long it took is measured from the time at which the processor was aware.",
        has: |of| !of.holds("told_controller"),
        writes: Sets(&[]),
        asks: &["told_controller"],
        now: "told_controller",
    },
    Verb {
        list: List::Mitigations,
        name: "done",
        label: "Done",
        title: "The step was done",
        says: "Its clock stops at that time.",
        has: |of| of.is("status", &["planned", "under-way"]),
        writes: Sets(&[("status", "done")]),
        asks: &["completed"],
        now: "completed",
    },
    Verb {
        list: List::Correspondence,
        name: "answered",
        label: "Answered",
        title: "An answer came",
        says: "The answer is written in as correspondence of its own that answers this; its clock stops at that time.",
        has: |of| of.holds("reply_due") && !of.replied(),
        writes: Reply,
        asks: &["at", "channel", "body"],
        now: "at",
    },
    Verb {
        list: List::Questions,
        name: "answered",
        label: "Answered",
        title: "The question was answered",
        says: "It is answered from then on, and its clock stops at that time.",
        has: |of| of.awaits_answer(),
        writes: Sets(&[("status", "answered")]),
        asks: &["answered", "answer", "about"],
        now: "answered",
    },
    Verb {
        list: List::Questions,
        name: "chased",
        label: "Chased",
        title: "An answer was asked for again",
        says: "A reminder is added to those on record. The clock runs on.",
        has: |of| of.awaits_answer(),
        writes: Adds("chased"),
        asks: &["at", "channel"],
        now: "at",
    },
    Verb {
        list: List::Questions,
        name: "evaded",
        label: "Evaded",
        title: "What came was no answer",
        says: "It stands as evaded, with what was said. The clock runs on.",
        has: |of| of.is("status", &["open", "part"]),
        writes: Sets(&[("status", "evaded")]),
        asks: &["answer", "about"],
        now: "",
    },
    Verb {
        list: List::Commitments,
        name: "kept",
        label: "Kept",
        title: "The promise was kept",
        says: "It is kept from then on, and its clock stops at that time.",
        has: |of| of.is_promised(),
        writes: Sets(&[("status", "kept")]),
        asks: &["settled"],
        now: "settled",
    },
    Verb {
        list: List::Commitments,
        name: "chased",
        label: "Chased",
        title: "The promise was chased",
        says: "A reminder is added to those on record. The clock runs on.",
        has: |of| of.is_promised(),
        writes: Adds("chased"),
        asks: &["at", "channel"],
        now: "at",
    },
    Verb {
        list: List::Commitments,
        name: "broken",
        label: "Broken",
        title: "The promise was broken",
        says: "It stands as broken. Say so only of what is on record; its clock shows lateness by itself.",
        has: |of| of.is("status", &["open"]),
        writes: Sets(&[("status", "broken")]),
        asks: &["settled"],
        now: "settled",
    },
    Verb {
        list: List::Statements,
        name: "contradicted",
        label: "Contradicted",
        title: "The statement was contradicted",
        says: "It stands beside what contradicts it, and is never taken away.",
        has: |of| of.is("status", &["standing", "corrected"]),
        writes: Sets(&[("status", "contradicted")]),
        asks: &["contradicted_by"],
        now: "",
    },
    Verb {
        list: List::Deadlines,
        name: "answered",
        label: "Answered",
        title: "The request was answered",
        says: "Its clock stops at that time.",
        has: |of| !of.holds("done") && of.is("kind", REQUESTS),
        writes: Sets(&[]),
        asks: &["done", "about"],
        now: "done",
    },
    Verb {
        list: List::Deadlines,
        name: "done",
        label: "Done",
        title: "What was due was done",
        says: "Its clock stops at that time.",
        has: |of| !of.holds("done") && !of.is("kind", REQUESTS),
        writes: Sets(&[]),
        asks: &["done"],
        now: "done",
    },
];

/// The deadlines that are somebody's request.
const REQUESTS: &[&str] = &["foi", "sar"];

impl Of<'_> {
    fn is(&self, key: &str, words: &[&str]) -> bool {
        self.record.get(key).and_then(Value::as_str).is_some_and(|word| words.contains(&word))
    }

    fn status(&self) -> Option<&str> {
        self.record.get("status").and_then(Value::as_str)
    }

    /// Of a question.
    fn awaits_answer(&self) -> bool {
        self.status().and_then(QuestionStatus::from_word).is_some_and(QuestionStatus::is_owed)
    }

    /// Of a promise.
    fn is_promised(&self) -> bool {
        self.status().and_then(CommitmentStatus::from_word).is_some_and(CommitmentStatus::is_owed)
    }

    fn holds(&self, key: &str) -> bool {
        self.record.contains_key(key)
    }

    fn replied(&self) -> bool {
        let letters = &self.open.whole().correspondence;
        letters.iter().any(|letter| letter.own.replies_to.as_ref().is_some_and(|to| to.0.as_str() == self.id))
    }
}
