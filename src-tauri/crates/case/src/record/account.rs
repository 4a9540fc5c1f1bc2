//! Holding to account: questions, commitments, statements.

use crate::shape::{EventsOrStatements, ItemRef, PartyRef, Text};
use crate::time::{Time, When};

words! {
    /// Where a question stands.
    pub enum QuestionStatus {
        Open = "open",
        Part = "part",
        Answered = "answered",
        Evaded = "evaded",
        Refused = "refused",
    }
}

words! {
    /// Where a commitment stands.
    pub enum CommitmentStatus {
        Open = "open",
        Kept = "kept",
        Broken = "broken",
        Withdrawn = "withdrawn",
    }
}

words! {
    /// Whether a statement still stands.
    pub enum StatementStatus {
        Standing = "standing",
        Corrected = "corrected",
        Contradicted = "contradicted",
    }
}

words! {
    /// Where a statement was made.
    pub enum StatementPlace {
        Public = "public",
        Internal = "internal",
    }
}

object! {
    /// One reminder.
    pub struct Chaser {
        /// When.
        required at: Time,
        /// How.
        optional channel: Text,
    }
}

object! {
    /// A question put to somebody.
    pub struct Question {
        /// What is asked.
        required text: Text,
        /// Where it stands.
        required status: QuestionStatus,
        /// To whom.
        optional to: PartyRef,
        /// By whom.
        optional asked_by: PartyRef,
        /// When.
        optional asked: Time,
        /// How.
        optional channel: Text,
        /// By when an answer is due.
        optional due: Time,
        /// Reminders.
        list chased: Chaser,
        /// The answer.
        optional answer: Text,
        /// When it came.
        optional answered: When,
    }
}

object! {
    /// A promise that somebody made.
    pub struct Commitment {
        /// Who promised.
        required by: PartyRef,
        /// What.
        required text: Text,
        /// Where it stands.
        required status: CommitmentStatus,
        /// To whom.
        optional to: PartyRef,
        /// When.
        optional made: Time,
        /// By when.
        optional due: Time,
        /// When it was kept, broken or withdrawn.
        optional settled: Time,
        /// Reminders.
        list chased: Chaser,
    }
}

object! {
    /// Something that somebody said of the breach.
    pub struct Statement {
        /// Who said it.
        required by: PartyRef,
        /// What.
        required text: Text,
        /// Whether it stands.
        required status: StatementStatus,
        /// When.
        optional made: Time,
        /// Where.
        optional r#where: StatementPlace,
        /// What contradicts it.
        optional contradicted_by: ItemRef<EventsOrStatements>,
    }
}
