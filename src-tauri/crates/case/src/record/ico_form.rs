//! Answers for the ICO's report form that the case does not hold elsewhere.

use crate::record::YesNo;
use crate::shape::{PartyRef, Text, Whole};

words! {
    /// First report or a later one.
    pub enum ReportType {
        Initial = "initial",
        FollowUp = "follow-up",
    }
}

words! {
    /// How likely significant consequences are (the form's scale).
    pub enum LikelihoodValue {
        VeryLikely = "very-likely",
        Likely = "likely",
        Neutral = "neutral",
        Unlikely = "unlikely",
        VeryUnlikely = "very-unlikely",
        Unknown = "unknown",
    }
}

object! {
    /// How likely, and why.
    pub struct Likelihood {
        /// How likely.
        required value: LikelihoodValue,
        /// Why.
        optional reasons: Text,
    }
}

object! {
    /// Who reports.
    pub struct Reporter {
        /// Name.
        optional name: Text,
        /// Email address.
        optional email: Text,
        /// Telephone number.
        optional phone: Text,
    }
}

object! {
    /// Answers for one report to the ICO.
    pub struct IcoForm {
        /// Whose report.
        optional controller: PartyRef,
        /// The member of the ICO's staff already spoken to.
        optional spoken_to: Text,
        /// First report or a later one.
        optional report_type: ReportType,
        /// The ICO's case reference.
        optional ico_reference: Text,
        /// Why it is reported.
        optional why_reporting: Text,
        /// How the breach was found.
        optional how_found: Text,
        /// Potential consequences.
        optional consequences: Text,
        /// How likely significant consequences are.
        optional likelihood: Likelihood,
        /// Whether staff were trained in the last two years.
        optional trained: YesNo,
        /// Measures in place before.
        optional measures_before: Text,
        /// Actions taken or planned.
        optional actions: Text,
        /// Steps to prevent a repeat.
        optional prevention: Text,
        /// Whether people were told.
        optional people_told: Text,
        /// Other organisations told.
        optional others_told: Text,
        /// People or regulators overseas.
        optional overseas: Text,
        /// Number of records.
        optional records: Whole,
        /// Who reports.
        optional reporter: Reporter,
    }
}
