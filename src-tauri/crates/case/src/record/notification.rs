//! Bodies told, or considered.

use crate::shape::{ItemRef, PartyRef, Text};
use crate::time::{Time, When};

words! {
    /// The duty (or none) under which a body is told.
    pub enum Duty {
        UkGdpr33 = "uk-gdpr-33",
        UkGdpr33Processor = "uk-gdpr-33-processor",
        UkGdpr34 = "uk-gdpr-34",
        Dpa67 = "dpa-67",
        Dpa67Processor = "dpa-67-processor",
        Dpa68 = "dpa-68",
        Dpa108 = "dpa-108",
        Dpa108Processor = "dpa-108-processor",
        Pecr5a = "pecr-5a",
        Pecr5a24 = "pecr-5a-24",
        Nis11 = "nis-11",
        Nis12 = "nis-12",
        Voluntary = "voluntary",
        Contract = "contract" as "by contract",
    }
}

words! {
    /// Where a notification stands.
    pub enum NotificationStatus {
        Considered = "considered",
        NotRequired = "not-required" as "not required",
        ToDo = "to-do" as "to do",
        Drafted = "drafted",
        Notified = "notified" as "told",
        AwareOtherwise = "aware-otherwise" as "aware otherwise",
        Acknowledged = "acknowledged" as "told, acknowledged",
        Closed = "closed" as "told, closed",
    }
}

impl NotificationStatus {
    /// Whether the body was told. One that knows from somebody else has not been.
    pub fn told(self) -> bool {
        matches!(self, Self::Notified | Self::Acknowledged | Self::Closed)
    }
}

words! {
    /// First notification or a later part of it.
    pub enum Phase {
        Initial = "initial" as "first notification",
        Supplement = "supplement",
    }
}

object! {
    /// Who decided that this body is told, or not.
    pub struct Decided {
        /// When.
        optional at: Time as "When",
        /// Who.
        optional by: PartyRef as "By",
        /// Why.
        optional reason: Text as "Why" long,
    }
}

object! {
    /// What the body answered.
    pub struct Reply {
        /// When.
        optional at: Time as "When",
        /// What.
        optional text: Text as "What it said" long,
    }
}

object! {
    /// The next step with this body.
    pub struct NextStep {
        /// What.
        required text: Text as "Step" long,
        /// By when.
        optional due: Time as "Due",
    }
}

object! {
    /// A body told, or considered.
    pub struct Notification {
        /// The body.
        required body: PartyRef as "Body",
        /// Under which duty.
        required duty: Duty as "Duty",
        /// Where it stands.
        required status: NotificationStatus as "Where it stands",
        /// Whose duty it is; may be left out where there is one controller.
        optional controller: PartyRef as "Whose duty",
        /// Why this body.
        optional ground: Text as "Why this body" long,
        /// Who decided that this body is told or not, when and why.
        optional decided: Decided as "Decided",
        /// First notification or a later part.
        optional phase: Phase as "Phase",
        /// The notification that it supplements.
        optional follows: ItemRef as "Supplement to",
        /// When the body was told; where it knew otherwise, when it is known to have known.
        optional notified: When as "Told on",
        /// Who told it.
        optional by: PartyRef as "Told by",
        /// How the body was told.
        optional method: Text as "How",
        /// Which reference the body gave it.
        optional reference: Text as "Reference",
        /// What was said.
        optional text: Text as "What was said" long,
        /// Why it was late.
        optional reasons_for_delay: Text as "Reasons for the delay" long,
        /// When the body acknowledged it.
        optional acknowledged: Time as "Acknowledged on",
        /// What it answered.
        optional reply: Reply as "Reply",
        /// The next step.
        optional next: NextStep as "Next step",
    }
}
