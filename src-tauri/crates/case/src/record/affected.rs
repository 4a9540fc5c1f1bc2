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
        Covert = "covert",
        SharedName = "shared-name",
        ProtectedWitness = "protected-witness",
        Other = "other",
    }
}

words! {
    /// Why a group need not be told (UK GDPR Art 34(3), DPA 2018 s.68(3), (7)).
    pub enum ExemptionGround {
        Unintelligible = "unintelligible",
        LaterMeasures = "later-measures",
        Disproportionate = "disproportionate",
        Restricted = "restricted",
    }
}

words! {
    /// From whom people learned it.
    pub enum LearnedFrom {
        Force = "force",
        Intranet = "intranet",
        Press = "press",
        Union = "union",
        Other = "other",
    }
}

object! {
    /// A category of data, affected or not, as somebody says.
    pub struct DataCategory {
        /// The category.
        required category: Text,
        /// Whether it is affected.
        required affected: YesNo,
        /// More about it.
        optional detail: Text,
        /// The ICO form's label for it.
        optional ico_category: Text,
        /// Whose data.
        optional controller: PartyRef,
        /// The groups that it is about.
        list groups: ItemRef<Groups>,
        /// Who says so.
        optional said_by: PartyRef,
        /// When.
        optional said_at: Time,
        /// What contradicts it.
        optional contradicted_by: ItemRef,
    }
}

object! {
    /// Why a group is not told.
    pub struct Exemption {
        /// The ground.
        required ground: ExemptionGround,
        /// The reason.
        required reason: Text,
    }
}

object! {
    /// One telling of the people.
    pub struct Telling {
        /// When.
        required at: Time,
        /// How.
        required channel: Text,
        /// How many.
        optional number: Whole,
        /// How many it did not reach.
        optional undelivered: Whole,
        /// Who told them.
        optional by: PartyRef,
        /// From whom they learned it.
        optional learned_from: LearnedFrom,
    }
}

object! {
    /// A group of people affected.
    pub struct Group {
        /// Who they are.
        required group: Text,
        /// How many.
        optional number: Whole,
        /// At least so many.
        optional min: Whole,
        /// At most so many.
        optional max: Whole,
        /// How the number is known.
        optional basis: Basis,
        /// As of when.
        optional as_of: Time,
        /// Who says so.
        optional said_by: PartyRef,
        /// The risk to them.
        optional risk: GroupRisk,
        /// Why they are at special risk.
        list special: Special,
        /// What protects them.
        optional protection: Text,
        /// Whose people.
        optional controller: PartyRef,
        /// The ICO form's label for them.
        optional ico_category: Text,
        /// Why they are not told.
        optional exemption: Exemption,
        /// When and how they were told.
        list told: Telling,
    }
}

impl Group {
    /// The largest number that is said of the group.
    pub fn most(&self) -> Option<u64> {
        self.max.or(self.number).map(|n| n.0)
    }
}
