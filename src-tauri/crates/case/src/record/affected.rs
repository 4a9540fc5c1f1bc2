//! The data and the people affected.

use crate::record::YesNo;
use crate::shape::{Groups, ItemRef, PartyRef, Text, Whole};
use crate::time::Time;

words! {
    /// How a number is known.
    pub enum Basis {
        Estimate = "estimate",
        Confirmed = "confirmed",
    }
}

words! {
    /// The risk to a group.
    pub enum GroupRisk {
        Low = "low",
        Medium = "medium",
        High = "high",
    }
}

words! {
    /// Why a group is at special risk.
    pub enum Special {
        Covert = "covert" as "covert post",
        SharedName = "shared-name" as "shared family name",
        ProtectedWitness = "protected-witness" as "protected witness",
        Other = "other",
    }
}

words! {
    /// Why a group need not be told (UK GDPR Art 34(3), DPA 2018 s.68(3), (7)).
    pub enum ExemptionGround {
        Unintelligible = "unintelligible" as "data unintelligible to others",
        LaterMeasures = "later-measures" as "later measures removed the risk",
        Disproportionate = "disproportionate" as "disproportionate effort",
        Restricted = "restricted" as "restricted by law",
    }
}

words! {
    /// From whom people learned it.
    pub enum LearnedFrom {
        Force = "force" as "the force",
        Intranet = "intranet" as "the intranet",
        Press = "press" as "the press",
        Union = "union" as "the union",
        Other = "other",
    }
}

object! {
    /// A category of data, affected or not, as somebody says.
    pub struct DataCategory {
        /// The category, such as home addresses or collar numbers.
        required category: Text as "Category of data",
        /// Whether it is affected.
        required affected: YesNo as "Affected",
        /// More about it.
        optional detail: Text as "Detail" long,
        /// The label on the ICO's form that comes nearest.
        optional ico_category: Text as "ICO category",
        /// Whose data it is.
        optional controller: PartyRef as "Controller",
        /// The groups that it is about.
        list groups: ItemRef<Groups> as "Groups",
        /// Who says so.
        optional said_by: PartyRef as "Said by",
        /// When that was said.
        optional said_at: Time as "Said on",
        /// What contradicts it.
        optional contradicted_by: ItemRef as "Contradicted by",
    }
}

object! {
    /// Why a group is not told.
    pub struct Exemption {
        /// The ground in UK GDPR Art 34(3) or DPA 2018 s.68.
        required ground: ExemptionGround as "Ground",
        /// The reason.
        required reason: Text as "Reason" long,
    }
}

object! {
    /// One telling of the people.
    pub struct Telling {
        /// When.
        required at: Time as "When",
        /// How.
        required channel: Text as "How",
        /// How many were told.
        optional number: Whole as "How many",
        /// How many it did not reach.
        optional undelivered: Whole as "Not reached",
        /// Who told them.
        optional by: PartyRef as "By",
        /// From whom they learned it.
        optional learned_from: LearnedFrom as "Learned it from",
    }
}

object! {
    /// A group of people affected.
    pub struct Group {
        /// Who they are.
        required group: Text as "Group",
        /// How many they are.
        optional number: Whole as "How many",
        /// At least so many.
        optional min: Whole as "At least",
        /// At most so many.
        optional max: Whole as "At most",
        /// How the number is known.
        optional basis: Basis as "How the number is known",
        /// As of when.
        optional as_of: Time as "Number as of",
        /// Who says how many they are.
        optional said_by: PartyRef as "Said by",
        /// How high the risk to them is.
        optional risk: GroupRisk as "Risk to them",
        /// Why they are at special risk.
        list special: Special as "At special risk",
        /// What protects them.
        optional protection: Text as "Protection" long,
        /// Whose people.
        optional controller: PartyRef as "Controller",
        /// The label on the ICO's form that comes nearest.
        optional ico_category: Text as "ICO category",
        /// Why they are not told.
        optional exemption: Exemption as "Exemption from telling",
        /// When and how they were told.
        list told: Telling as "Told",
    }
}

impl Group {
    /// The largest number that is said of the group.
    pub fn most(&self) -> Option<u64> {
        self.max.or(self.number).map(|n| n.0)
    }
}
