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
        EnglandWales = "england-wales" as "England and Wales",
        Scotland = "scotland" as "Scotland",
        NorthernIreland = "northern-ireland" as "Northern Ireland",
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
        Unknown = "unknown" as "not known",
    }
}

words! {
    /// Impact on the organisation (the ICO form's scale).
    pub enum Impact {
        High = "high",
        Medium = "medium",
        Low = "low",
        Unknown = "unknown" as "not yet known",
    }
}

words! {
    /// Recovery (the ICO form's scale).
    pub enum Recovery {
        Regular = "regular",
        Supplemented = "supplemented",
        Extended = "extended",
        NotRecoverable = "not-recoverable" as "not recoverable",
        Complete = "complete",
        Unknown = "unknown" as "not yet known",
    }
}

words! {
    /// How another case is related.
    pub enum Relation {
        SameIncident = "same-incident" as "same incident",
        SameSupplier = "same-supplier" as "same supplier",
        Related = "related",
    }
}

object! {
    /// What a cyber incident touched.
    pub struct Cyber {
        /// Whether confidentiality was affected.
        optional confidentiality: YesNo as "Confidentiality affected",
        /// Whether integrity was affected.
        optional integrity: YesNo as "Integrity affected",
        /// Whether availability was affected.
        optional availability: YesNo as "Availability affected",
        /// Impact on the organisation.
        optional impact: Impact as "Impact on the organisation",
        /// Time to recover.
        optional recovery: Recovery as "Recovery",
    }
}

object! {
    /// Another case that this one has to do with.
    pub struct CaseLink {
        /// Its reference.
        required reference: Text as "Reference",
        /// How it is related.
        required relation: Relation as "How it is related",
    }
}

object! {
    /// How long the case is kept.
    pub struct Retention {
        /// When that is looked at again.
        optional review: Time as "Looked at again on",
        /// On what basis it is kept.
        optional basis: Text as "Basis" long,
    }
}

object! {
    /// The case's own keys; it has no id, its reference names it.
    pub struct CaseKeys {
        /// Its reference.
        required reference: Reference as "Reference",
        /// Its title.
        required title: Text as "Title",
        /// What kind of breach it is.
        required incident_type: IncidentType as "Kind of breach",
        /// What happened, in a few sentences.
        optional summary: Text as "Summary" long,
        /// Whose book this is.
        optional kept_by: PartyRef as "Record kept by",
        /// Whose law of limitation, holidays and freedom of information holds.
        optional jurisdiction: Jurisdiction as "Jurisdiction",
        /// The operation's name.
        optional operation: Text as "Operation",
        /// Who may see it and whatever names no audience; missing means the team alone.
        optional audience: Audiences as "Goes to",
        /// Its marking; missing means OFFICIAL.
        optional marking: Marking as "Marking",
        /// Whether work goes on; missing means open.
        optional status: CaseStatus as "Status",
        /// When the breach happened.
        optional happened: When as "Happened",
        /// What a cyber incident touched.
        optional cyber: Cyber as "Cyber incident",
        /// Cases that this one has to do with.
        list links: CaseLink as "Linked cases",
        /// How long it is kept.
        optional retention: Retention as "Retention",
        /// What was learned.
        optional lessons: Text as "Lessons" long,
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
