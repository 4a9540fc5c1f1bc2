//! Controllers and processors: whose breach it is in law.

use crate::shape::{PartyRef, Text};
use crate::time::{Time, When};

words! {
    /// The regime that governs a controller's processing: a recorded choice.
    pub enum RegimeKey {
        UkGdpr = "uk-gdpr",
        DpaPart3 = "dpa-part3",
        DpaPart4 = "dpa-part4",
        Pecr = "pecr",
        Nis = "nis",
        Mixed = "mixed",
        Undecided = "undecided",
    }
}

words! {
    /// The risk to people, as the controller judges it: a recorded decision.
    pub enum RiskLevel {
        None = "none",
        Risk = "risk",
        High = "high",
        Undecided = "undecided",
    }
}

object! {
    /// Which regime, by whom and why.
    pub struct Regime {
        /// The regime.
        required key: RegimeKey,
        /// Why.
        optional reason: Text,
        /// Who chose.
        optional by: PartyRef,
        /// When.
        optional at: Time,
    }
}

object! {
    /// When the controller became aware, as somebody decided.
    pub struct Awareness {
        /// When.
        required time: When,
        /// Why that moment.
        optional reason: Text,
        /// Who says so.
        optional by: PartyRef,
    }
}

object! {
    /// The risk, by whom and why.
    pub struct Risk {
        /// How high.
        required level: RiskLevel,
        /// Why.
        optional reason: Text,
        /// Who judged.
        optional by: PartyRef,
        /// When.
        optional at: Time,
    }
}

object! {
    /// The data protection officer.
    pub struct Dpo {
        /// Name.
        optional name: Text,
        /// How to reach the officer.
        optional contact: Text,
    }
}

object! {
    /// A controller of the data, with a clock of its own.
    pub struct Controller {
        /// The party that is the controller.
        required party: PartyRef,
        /// Whether it decides jointly with others.
        flag joint: bool,
        /// Which regime holds; missing is undecided.
        optional regime: Regime,
        /// When the breach was detected.
        optional discovered: When,
        /// When it became aware.
        optional aware: Awareness,
        /// The risk; missing is undecided.
        optional risk: Risk,
        /// Its number in the ICO's register of fee payers.
        optional registration: Text,
        /// Its sector.
        optional sector: Text,
        /// Its address.
        optional address: Text,
        /// Its data protection officer.
        optional dpo: Dpo,
    }
}

object! {
    /// A processor: who held the data for a controller.
    pub struct Processor {
        /// The party that is the processor.
        required party: PartyRef,
        /// The controllers that it works for.
        list controllers: PartyRef,
        /// When it became aware.
        optional aware: Time,
        /// When it told the controller.
        optional told_controller: Time,
        /// The contract between them.
        optional contract: Text,
    }
}
