//! The keys of every item.

use crate::audience::Audiences;
use crate::record::Attachment;
use crate::shape::{ItemRef, PartyRef, Text};
use crate::time::Time;

words! {
    /// A protective marking. Breachbook is not for SECRET or above.
    pub enum Marking {
        Official = "OFFICIAL",
        OfficialSensitive = "OFFICIAL-SENSITIVE",
    }
}

words! {
    /// Why something is withheld.
    pub enum Ground {
        LegalPrivilege = "legal-privilege",
        Safety = "safety",
        LawEnforcement = "law-enforcement",
        ThirdParty = "third-party",
        NationalSecurity = "national-security",
    }
}

impl Ground {
    /// The ground as a report prints it.
    pub fn words(self) -> &'static str {
        match self {
            Ground::LegalPrivilege => "legal professional privilege",
            Ground::Safety => "safety of a person",
            Ground::LawEnforcement => "law enforcement",
            Ground::ThirdParty => "information about a third party",
            Ground::NationalSecurity => "national security",
        }
    }
}

/// Whether a withheld item may be counted; missing is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Countable(pub bool);

impl crate::shape::Shape for Countable {
    const KIND: crate::shape::Kind = crate::shape::Kind::Flag;
    fn read(node: &crate::shape::Node, reading: &mut crate::shape::Reading) -> Option<Self> {
        bool::read(node, reading).map(Self)
    }
    fn write(&self) -> serde_json::Value {
        self.0.into()
    }
}

object! {
    /// The item goes to the team alone, and why.
    pub struct Withhold {
        /// Why.
        required ground: Ground,
        /// The reason in words.
        optional reason: Text,
        /// False where even the number of withheld items may not be said.
        optional count: Countable,
    }
}

impl Withhold {
    /// Whether a report may count it.
    pub fn countable(&self) -> bool {
        self.count.is_none_or(|count| count.0)
    }
}

object! {
    /// Somebody let a warning stand.
    pub struct Accept {
        /// The warning's code; an unknown one is kept.
        required code: Text,
        /// Why it may stand.
        required reason: Text,
        /// Who said so.
        optional by: PartyRef,
        /// When.
        optional at: Time,
    }
}

object! {
    /// The keys common to every item, beside its id.
    pub struct Common {
        /// How we know.
        optional source: Text,
        /// When our side learned it.
        optional known: Time,
        /// The ids that it concerns.
        list about: ItemRef,
        /// Its marking; missing means the case's.
        optional marking: Marking,
        /// Who may see it; missing means the case's audience.
        optional audience: Audiences,
        /// Kept to the team, and why.
        optional withhold: Withhold,
        /// Warnings that somebody let stand.
        list accepts: Accept,
        /// Files that belong to it.
        list attachments: Attachment,
    }
}
