//! Holding to account: questions, commitments, statements.

use crate::shape::{EventsOrStatements, ItemRef, PartyRef, Text};
use crate::time::{Time, When};

words! {
    /// Where a question stands.
    pub enum QuestionStatus {
        Open = "open",
        Part = "part" as "answered in part",
        Answered = "answered",
        Evaded = "evaded",
        Refused = "refused",
    }
}

impl QuestionStatus {
    /// Whether an answer is still owed: its clock runs, and it may be chased.
    pub fn is_owed(self) -> bool {
        !matches!(self, Self::Answered)
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

impl CommitmentStatus {
    /// Whether it is still to be kept: its clock runs, also after it was broken, and it may be chased.
    pub fn is_owed(self) -> bool {
        matches!(self, Self::Open | Self::Broken)
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
        Public = "public" as "in public",
        Internal = "internal" as "internally",
    }
}

object! {
    /// One reminder.
    pub struct Chaser {
        /// When.
        required at: Time as "When",
        /// How.
        optional channel: Text as "How",
    }
}

object! {
    /// A question put to somebody.
    pub struct Question {
        /// What is asked.
        required text: Text as "Question" long,
        /// Where it stands.
        required status: QuestionStatus as "Where it stands",
        /// Who was asked.
        optional to: PartyRef as "Asked of",
        /// Who asked it.
        optional asked_by: PartyRef as "Asked by",
        /// When it was asked.
        optional asked: Time as "Asked on",
        /// How it was asked.
        optional channel: Text as "How",
        /// By when an answer is due.
        optional due: Time as "Answer due",
        /// The reminders sent since.
        list chased: Chaser as "Chased",
        /// What was answered.
        optional answer: Text as "Answer" long,
        /// When the answer came.
        optional answered: When as "Answered on",
    }
}

object! {
    /// A promise that somebody made.
    pub struct Commitment {
        /// Who promised.
        required by: PartyRef as "Promised by",
        /// What was promised.
        required text: Text as "Promise" long,
        /// Where it stands.
        required status: CommitmentStatus as "Where it stands",
        /// To whom it was promised.
        optional to: PartyRef as "Promised to",
        /// When it was promised.
        optional made: Time as "Promised on",
        /// By when it is to be kept.
        optional due: Time as "Due",
        /// When it was kept, broken or withdrawn.
        optional settled: Time as "Settled on",
        /// The reminders sent since.
        list chased: Chaser as "Chased",
    }
}

object! {
    /// Something that somebody said of the breach.
    pub struct Statement {
        /// Who said it.
        required by: PartyRef as "Said by",
        /// What was said, word for word where that is known.
        required text: Text as "Statement" long,
        /// Whether it stands.
        required status: StatementStatus as "Whether it stands",
        /// When it was said.
        optional made: Time as "Said on",
        /// Whether it was said in public.
        optional r#where: StatementPlace as "Where",
        /// The event or statement that contradicts it.
        optional contradicted_by: ItemRef<EventsOrStatements> as "Contradicted by",
    }
}
