//! Answers for the ICO's report form that the case does not hold elsewhere.

use crate::record::YesNo;
use crate::shape::{PartyRef, Text, Whole};

words! {
    /// First report or a later one.
    pub enum ReportType {
        Initial = "initial" as "initial report",
        FollowUp = "follow-up" as "follow-up report",
    }
}

words! {
    /// How likely significant consequences are (the form's scale).
    pub enum LikelihoodValue {
        VeryLikely = "very-likely" as "very likely",
        Likely = "likely",
        Neutral = "neutral",
        Unlikely = "unlikely",
        VeryUnlikely = "very-unlikely" as "very unlikely",
        Unknown = "unknown" as "not yet known",
    }
}

object! {
    /// How likely, and why.
    pub struct Likelihood {
        /// How likely.
        required value: LikelihoodValue as "How likely",
        /// Why.
        optional reasons: Text as "Reasons" long,
    }
}

object! {
    /// Who reports.
    pub struct Reporter {
        /// Name.
        optional name: Text as "Name",
        /// Email address.
        optional email: Text as "Email",
        /// Telephone number.
        optional phone: Text as "Telephone",
    }
}

object! {
    /// Answers for one report to the ICO.
    pub struct IcoForm {
        /// Whose report.
        optional controller: PartyRef as "Controller",
        /// The member of the ICO's staff already spoken to.
        optional spoken_to: Text as "Already spoken to",
        /// First report or a later one.
        optional report_type: ReportType as "Report",
        /// The ICO's case reference.
        optional ico_reference: Text as "ICO reference",
        /// Why it is reported.
        optional why_reporting: Text as "Why it is reported" long,
        /// How the breach was found.
        optional how_found: Text as "How it was found" long,
        /// Potential consequences.
        optional consequences: Text as "Potential consequences" long,
        /// How likely significant consequences are.
        optional likelihood: Likelihood as "Likelihood of significant consequences",
        /// Whether staff were trained in the last two years.
        optional trained: YesNo as "Trained in the last two years",
        /// Measures in place before.
        optional measures_before: Text as "Measures in place before" long,
        /// Actions taken or planned.
        optional actions: Text as "Actions taken or planned" long,
        /// Steps to prevent a repeat.
        optional prevention: Text as "Steps to prevent a repeat" long,
        /// Whether people were told.
        optional people_told: Text as "People told" long,
        /// Other organisations told.
        optional others_told: Text as "Others told" long,
        /// People or regulators overseas.
        optional overseas: Text as "Overseas" long,
        /// How many records of personal data.
        optional records: Whole as "Number of records",
        /// Who reports.
        optional reporter: Reporter as "Reported by",
    }
}
