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
        LegalPrivilege = "legal-privilege" as "legal professional privilege",
        Safety = "safety" as "safety of a person",
        LawEnforcement = "law-enforcement" as "law enforcement",
        ThirdParty = "third-party" as "information about a third party",
        NationalSecurity = "national-security" as "national security",
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
        required ground: Ground as "Ground",
        /// The reason in words.
        optional reason: Text as "Reason" long,
        /// False where even the number of withheld items may not be said.
        optional count: Countable as "May be counted",
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
        required code: Text as "Warning",
        /// Why it may stand.
        required reason: Text as "Reason" long,
        /// Who said so.
        optional by: PartyRef as "By",
        /// When.
        optional at: Time as "When",
    }
}

object! {
    /// The keys common to every item, beside its id.
    pub struct Common {
        /// How we know it.
        optional source: Text as "Source",
        /// When our side learned it.
        optional known: Time as "Known to us since",
        /// The ids that it concerns.
        list about: ItemRef as "Concerns",
        /// Its marking; missing means the case's.
        optional marking: Marking as "Marking",
        /// Who may see it; missing means the case's audience.
        optional audience: Audiences as "Goes to",
        /// Kept to the team, and why.
        optional withhold: Withhold as "Withheld",
        /// Warnings that somebody let stand.
        list accepts: Accept as "Accepted warnings",
        /// Files that belong to it.
        list attachments: Attachment as "Attached",
    }
}
