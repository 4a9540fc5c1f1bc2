//! The case's own keys.

use crate::audience::Audiences;
use crate::record::Marking;
use crate::shape::{PartyRef, Reference, Text};
use crate::time::{Time, When};

words! {
    /// What kind of breach it is.
    pub enum IncidentType {
        Cyber = "cyber",
        Disclosure = "disclosure",
        Loss = "loss",
        Misuse = "misuse",
        Other = "other",
    }
}

words! {
    /// Whose law of limitation, holidays and freedom of information holds.
    pub enum Jurisdiction {
        EnglandWales = "england-wales",
        Scotland = "scotland",
        NorthernIreland = "northern-ireland",
    }
}

words! {
    /// Whether work on the case goes on.
    pub enum CaseStatus {
        Open = "open",
        Closed = "closed",
    }
}

words! {
    /// Yes, no, or nobody knows yet.
    pub enum YesNo {
        Yes = "yes",
        No = "no",
        Unknown = "unknown",
    }
}

words! {
    /// Impact on the organisation (the ICO form's scale).
    pub enum Impact {
        High = "high",
        Medium = "medium",
        Low = "low",
        Unknown = "unknown",
    }
}

words! {
    /// Recovery (the ICO form's scale).
    pub enum Recovery {
        Regular = "regular",
        Supplemented = "supplemented",
        Extended = "extended",
        NotRecoverable = "not-recoverable",
        Complete = "complete",
        Unknown = "unknown",
    }
}

words! {
    /// How another case is related.
    pub enum Relation {
        SameIncident = "same-incident",
        SameSupplier = "same-supplier",
        Related = "related",
    }
}

object! {
    /// What a cyber incident touched.
    pub struct Cyber {
        /// Whether confidentiality was affected.
        optional confidentiality: YesNo,
        /// Whether integrity was affected.
        optional integrity: YesNo,
        /// Whether availability was affected.
        optional availability: YesNo,
        /// Impact on the organisation.
        optional impact: Impact,
        /// Time to recover.
        optional recovery: Recovery,
    }
}

object! {
    /// Another case that this one has to do with.
    pub struct CaseLink {
        /// Its reference.
        required reference: Text,
        /// How it is related.
        required relation: Relation,
    }
}

object! {
    /// How long the case is kept.
    pub struct Retention {
        /// When that is looked at again.
        optional review: Time,
        /// On what basis it is kept.
        optional basis: Text,
    }
}

object! {
    /// The case's own keys; it has no id, its reference names it.
    pub struct CaseKeys {
        /// Its reference.
        required reference: Reference,
        /// Its title.
        required title: Text,
        /// What kind of breach it is.
        required incident_type: IncidentType,
        /// What happened, in a few sentences.
        optional summary: Text,
        /// Whose book this is.
        optional kept_by: PartyRef,
        /// Whose law holds.
        optional jurisdiction: Jurisdiction,
        /// The operation's name.
        optional operation: Text,
        /// Who may see it and whatever names no audience; missing means the team alone.
        optional audience: Audiences,
        /// Its marking; missing means OFFICIAL.
        optional marking: Marking,
        /// Whether work goes on; missing means open.
        optional status: CaseStatus,
        /// When the breach happened.
        optional happened: When,
        /// What a cyber incident touched.
        optional cyber: Cyber,
        /// Cases that this one has to do with.
        list links: CaseLink,
        /// How long it is kept.
        optional retention: Retention,
        /// What was learned.
        optional lessons: Text,
    }
}

impl CaseKeys {
    /// The marking that holds.
    pub fn marking(&self) -> Marking {
        self.marking.unwrap_or(Marking::Official)
    }

    /// The status that holds.
    pub fn status(&self) -> CaseStatus {
        self.status.unwrap_or(CaseStatus::Open)
    }
}
