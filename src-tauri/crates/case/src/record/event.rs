//! What happened.

use crate::shape::{PartyRef, Text};
use crate::time::When;

words! {
    /// What kind of event it is.
    pub enum EventKind {
        Breach = "breach",
        Discovery = "discovery",
        Awareness = "awareness",
        Containment = "containment",
        Notification = "notification",
        Communication = "communication",
        Statement = "statement",
        Decision = "decision",
        Meeting = "meeting",
        Threat = "threat",
        Proceedings = "proceedings",
        Other = "other",
    }
}

words! {
    /// How sure it is.
    pub enum Certainty {
        Confirmed = "confirmed",
        Reported = "reported" as "reported, not confirmed",
        Disputed = "disputed",
        Unknown = "unknown" as "not known to be so",
    }
}

object! {
    /// Something that happened: a line of the timeline.
    pub struct Event {
        /// When it happened.
        required occurred: When as "When",
        /// What happened, in a sentence or two.
        required text: Text as "What happened" long,
        /// Who did it.
        optional actor: PartyRef as "Who",
        /// What kind of event it is.
        optional kind: EventKind as "Kind",
        /// How sure it is.
        optional certainty: Certainty as "Certainty",
    }
}
