//! Controllers and processors: whose breach it is in law.

use crate::shape::{PartyRef, Text};
use crate::time::{Time, When};

words! {
    /// The regime that governs a controller's processing: a recorded choice.
    pub enum RegimeKey {
        UkGdpr = "uk-gdpr" as "UK GDPR",
        DpaPart3 = "dpa-part3" as "DPA 2018 Part 3",
        DpaPart4 = "dpa-part4" as "DPA 2018 Part 4",
        Pecr = "pecr" as "PECR",
        Nis = "nis" as "NIS Regulations",
        Mixed = "mixed",
        Undecided = "undecided",
    }
}

impl RegimeKey {
    /// The regimes that somebody who does not know the law can tell apart, by what the data is used for.
    pub const ASKED: [Self; 4] = [Self::DpaPart3, Self::UkGdpr, Self::Mixed, Self::Undecided];

    /// What the data is used for under it, in plain words, and which limits then hold; empty where nobody is asked.
    pub fn plainly(self) -> (&'static str, &'static str) {
        match self {
            Self::DpaPart3 => (
                "Law enforcement",
                "Crime, custody, suspects, victims, witnesses: Part 3 of the Data Protection Act 2018, and its limits alone.",
            ),
            Self::UkGdpr => (
                "Employing people, running the organisation",
                "Staff, payroll, vetting, complaints: the UK GDPR, and its limits alone.",
            ),
            Self::Mixed => ("Both", "Every limit stays on the clocks, the strictest first."),
            Self::Undecided => ("Not known yet", "Every limit that may hold stays until somebody decides."),
            Self::DpaPart4 | Self::Pecr | Self::Nis => ("", ""),
        }
    }
}

words! {
    /// The risk to people, as the controller judges it: a recorded decision.
    pub enum RiskLevel {
        None = "none" as "no risk",
        Risk = "risk" as "a risk",
        High = "high" as "high risk",
        Undecided = "undecided",
    }
}

object! {
    /// Which regime, by whom and why.
    pub struct Regime {
        /// The regime.
        required key: RegimeKey as "Regime",
        /// Why.
        optional reason: Text as "Why" long,
        /// Who chose.
        optional by: PartyRef as "By",
        /// When.
        optional at: Time as "When",
    }
}

object! {
    /// When the controller became aware, as somebody decided.
    pub struct Awareness {
        /// When it became aware.
        required time: When as "Aware",
        /// Why that moment.
        optional reason: Text as "Why that moment" long,
        /// Who says so.
        optional by: PartyRef as "Said by",
    }
}

object! {
    /// The risk, by whom and why.
    pub struct Risk {
        /// How high.
        required level: RiskLevel as "Risk",
        /// Why.
        optional reason: Text as "Why" long,
        /// Who judged.
        optional by: PartyRef as "By",
        /// When.
        optional at: Time as "When",
    }
}

object! {
    /// The data protection officer.
    pub struct Dpo {
        /// Name.
        optional name: Text as "Name",
        /// How to reach the officer.
        optional contact: Text as "Contact",
    }
}

object! {
    /// A controller of the data, with a clock of its own.
    pub struct Controller {
        /// The party that is the controller.
        required party: PartyRef as "Controller",
        /// Whether it decides jointly with others.
        flag joint: bool as "Joint controller",
        /// Which regime holds; missing is undecided.
        optional regime: Regime as "Regime",
        /// When the breach was detected.
        optional discovered: When as "Breach detected",
        /// When it became aware.
        optional aware: Awareness as "Became aware",
        /// The risk; missing is undecided.
        optional risk: Risk as "Risk to people",
        /// Its number in the ICO's register of fee payers.
        optional registration: Text as "ICO registration",
        /// Its sector.
        optional sector: Text as "Sector",
        /// Its address.
        optional address: Text as "Address" long,
        /// Its data protection officer.
        optional dpo: Dpo as "Data protection officer",
    }
}

object! {
    /// A processor: who held the data for a controller.
    pub struct Processor {
        /// The party that is the processor.
        required party: PartyRef as "Processor",
        /// Which controllers it works for.
        list controllers: PartyRef as "Controllers",
        /// When it became aware.
        optional aware: Time as "Became aware",
        /// When it told the controller.
        optional told_controller: Time as "Told the controller",
        /// The contract between them.
        optional contract: Text as "Contract" long,
    }
}
