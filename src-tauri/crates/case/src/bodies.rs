//! The bodies that the law and the practice of a breach know by name.
//!
//! A breach is told to the Information Commission under UK GDPR Art 33(1), DPA 2018 ss.67(1) and 108(1) and PECR
//! reg 5A(2); the National Crime Agency, the National Cyber Security Centre and the Independent Office for Police
//! Conduct are told beside it.

use chrono::NaiveDate;

use crate::{PartyKind, regulator_name};

/// A body that is known by name, whether or not a case has it as a party.
#[derive(Debug, PartialEq, Eq)]
pub struct Body {
    /// Its usual short name: what people type, and in lower case the id of its party.
    pub short: &'static str,
    /// Its names in full, the usual one first.
    pub names: &'static [&'static str],
    /// What kind of party it is.
    pub kind: PartyKind,
}

impl Body {
    /// Its name in full on a day in London, without the short one: the regulator's changed by law.
    pub fn name_on(&self, day: NaiveDate) -> &'static str {
        match self.kind {
            PartyKind::Regulator => regulator_name(day).trim_end_matches(" (ICO)"),
            _ => self.names.first().copied().unwrap_or(self.short),
        }
    }
}

/// Every body that is known by name.
pub const BODIES: [Body; 4] = [
    Body {
        short: "ICO",
        names: &[
            "Information Commission",
            "Information Commissioner's Office",
            "Information Commissioners Office",
            "Information Commissioner",
        ],
        kind: PartyKind::Regulator,
    },
    Body { short: "NCA", names: &["National Crime Agency"], kind: PartyKind::LawEnforcement },
    Body { short: "NCSC", names: &["National Cyber Security Centre"], kind: PartyKind::Government },
    Body { short: "IOPC", names: &["Independent Office for Police Conduct"], kind: PartyKind::Oversight },
];
