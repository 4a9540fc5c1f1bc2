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
        Contract = "contract",
    }
}

words! {
    /// Where a notification stands.
    pub enum NotificationStatus {
        Considered = "considered",
        NotRequired = "not-required",
        ToDo = "to-do",
        Drafted = "drafted",
        Notified = "notified",
        AwareOtherwise = "aware-otherwise",
        Acknowledged = "acknowledged",
        Closed = "closed",
    }
}

impl NotificationStatus {
    /// Whether the body was told. One that knows from somebody else has not been.
    pub fn told(self) -> bool {
        matches!(self, Self::Notified | Self::Acknowledged | Self::Closed)
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Considered => "considered",
            Self::NotRequired => "not required",
            Self::ToDo => "to do",
            Self::Drafted => "drafted",
            Self::Notified => "told",
            Self::AwareOtherwise => "aware otherwise",
            Self::Acknowledged => "told, acknowledged",
            Self::Closed => "told, closed",
        }
    }
}

words! {
    /// First notification or a later part of it.
    pub enum Phase {
        Initial = "initial",
        Supplement = "supplement",
    }
}

object! {
    /// Who decided that this body is told, or not.
    pub struct Decided {
        /// When.
        optional at: Time,
        /// Who.
        optional by: PartyRef,
        /// Why.
        optional reason: Text,
    }
}

object! {
    /// What the body answered.
    pub struct Reply {
        /// When.
        optional at: Time,
        /// What.
        optional text: Text,
    }
}

object! {
    /// The next step with this body.
    pub struct NextStep {
        /// What.
        required text: Text,
        /// By when.
        optional due: Time,
    }
}

object! {
    /// A body told, or considered.
    pub struct Notification {
        /// The body.
        required body: PartyRef,
        /// Under which duty.
        required duty: Duty,
        /// Where it stands.
        required status: NotificationStatus,
        /// Whose duty it is; may be missing where there is one controller.
        optional controller: PartyRef,
        /// Why this body.
        optional ground: Text,
        /// Who decided it.
        optional decided: Decided,
        /// First notification or a later part.
        optional phase: Phase,
        /// The notification that it supplements.
        optional follows: ItemRef,
        /// When the body was told; for `aware-otherwise`, when it is known to have known.
        optional notified: When,
        /// Who told it.
        optional by: PartyRef,
        /// How.
        optional method: Text,
        /// The body's reference.
        optional reference: Text,
        /// What was said.
        optional text: Text,
        /// Why it was late.
        optional reasons_for_delay: Text,
        /// When the body acknowledged it.
        optional acknowledged: Time,
        /// What it answered.
        optional reply: Reply,
        /// The next step.
        optional next: NextStep,
    }
}
