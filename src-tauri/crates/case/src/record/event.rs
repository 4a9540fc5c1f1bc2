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
        Reported = "reported",
        Disputed = "disputed",
        Unknown = "unknown",
    }
}

object! {
    /// Something that happened: a line of the timeline.
    pub struct Event {
        /// When.
        required occurred: When,
        /// What.
        required text: Text,
        /// Who did it.
        optional actor: PartyRef,
        /// What kind of event it is.
        optional kind: EventKind,
        /// How sure it is.
        optional certainty: Certainty,
    }
}
