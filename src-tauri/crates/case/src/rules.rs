//! The statutory clocks as one table, chosen by the moment of the trigger. Sources: UK GDPR and DPA 2018 on
//! legislation.gov.uk; PECR as amended by the Data (Use and Access) Act 2025, s.111 (SI 2025/904); Regulation (EU)
//! 611/2013; NIS Regulations 2018; Regulation (EEC, Euratom) 1182/71 Art 3 through UK GDPR Art 4A and DPA 2018
//! s.205(2). Dates of force are days in London.

use chrono::NaiveDate;

use crate::record::{Duty, RegimeKey};

/// What a clock counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// The controller became aware.
    Aware,
    /// The breach was detected (`discovered`).
    Detected,
    /// The processor became aware.
    ProcessorAware,
}

/// How long it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Elapsed hours; evenings, weekends and the clock change count like any others.
    Hours(i64),
    /// Without undue delay: no number, so never "in time", only how long it took.
    WithoutUndueDelay,
}

/// Who is told under a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// The regulator or competent authority.
    Regulator,
    /// The people affected.
    People,
    /// The controller, by its processor.
    Controller,
}

/// One rule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Its id, the same word as the duty of a notification.
    pub id: &'static str,
    /// The duty of a notification that fulfils it.
    pub duty: Duty,
    /// The regime that it belongs to.
    pub regime: RegimeKey,
    /// The provision.
    pub provision: &'static str,
    /// What it counts from.
    pub trigger: Trigger,
    /// How long it runs.
    pub count: Count,
    /// Who is told.
    pub told: Told,
    /// Whether the law asks for reasons when it is late.
    pub reasons: bool,
    /// Whether a risk of `none` means that nobody need be told.
    pub risk_decides: bool,
    /// The first day on which it holds.
    pub from: (i32, u32, u32),
    /// The first day on which it no longer holds.
    pub until: Option<(i32, u32, u32)>,
    /// The first day from which the hour of the event is not counted (Regulation 1182/71 Art 3(1)).
    pub statutory_from: Option<(i32, u32, u32)>,
    /// What the page says of it.
    pub says: &'static str,
}

const GDPR: (i32, u32, u32) = (2018, 5, 25);
const DUAA: (i32, u32, u32) = (2025, 8, 20);

const fn base(id: &'static str, duty: Duty, regime: RegimeKey, provision: &'static str, says: &'static str) -> Rule {
    Rule {
        id,
        duty,
        regime,
        provision,
        trigger: Trigger::Aware,
        count: Count::Hours(72),
        told: Told::Regulator,
        reasons: true,
        risk_decides: false,
        from: GDPR,
        until: None,
        statutory_from: None,
        says,
    }
}

const fn unnumbered(rule: Rule, told: Told) -> Rule {
    let trigger = match told {
        Told::Controller => Trigger::ProcessorAware,
        _ => Trigger::Aware,
    };
    Rule { count: Count::WithoutUndueDelay, told, trigger, reasons: false, ..rule }
}

/// Every rule that counts hours or has no number.
pub const RULES: &[Rule] = &[
    Rule {
        risk_decides: true,
        statutory_from: Some(DUAA),
        ..base(
            "uk-gdpr-33",
            Duty::UkGdpr33,
            RegimeKey::UkGdpr,
            "UK GDPR Art 33(1)",
            "72 hours from awareness; if later, give the reasons",
        )
    },
    unnumbered(
        base(
            "uk-gdpr-33-processor",
            Duty::UkGdpr33Processor,
            RegimeKey::UkGdpr,
            "UK GDPR Art 33(2)",
            "the processor tells the controller without undue delay",
        ),
        Told::Controller,
    ),
    unnumbered(
        Rule {
            risk_decides: true,
            ..base(
                "uk-gdpr-34",
                Duty::UkGdpr34,
                RegimeKey::UkGdpr,
                "UK GDPR Art 34(1)",
                "tell the people without undue delay where the risk is high",
            )
        },
        Told::People,
    ),
    Rule {
        risk_decides: true,
        statutory_from: Some(GDPR),
        ..base(
            "dpa-67",
            Duty::Dpa67,
            RegimeKey::DpaPart3,
            "DPA 2018 s.67(1)",
            "72 hours from awareness; if later, give the reasons",
        )
    },
    unnumbered(
        base(
            "dpa-67-processor",
            Duty::Dpa67Processor,
            RegimeKey::DpaPart3,
            "DPA 2018 s.67(9)",
            "the processor tells the controller without undue delay",
        ),
        Told::Controller,
    ),
    unnumbered(
        Rule {
            risk_decides: true,
            ..base(
                "dpa-68",
                Duty::Dpa68,
                RegimeKey::DpaPart3,
                "DPA 2018 s.68(1)",
                "tell the people without undue delay where the risk is high",
            )
        },
        Told::People,
    ),
    Rule {
        statutory_from: Some(GDPR),
        ..base(
            "dpa-108",
            Duty::Dpa108,
            RegimeKey::DpaPart4,
            "DPA 2018 s.108(1)",
            "a serious breach: without undue delay, shown as 72 hours; if later, give the reasons",
        )
    },
    unnumbered(
        base(
            "dpa-108-processor",
            Duty::Dpa108Processor,
            RegimeKey::DpaPart4,
            "DPA 2018 s.108(5)",
            "the processor tells the controller without undue delay",
        ),
        Told::Controller,
    ),
    Rule {
        trigger: Trigger::Detected,
        count: Count::Hours(24),
        from: (2013, 8, 25),
        until: Some(DUAA),
        ..base(
            "pecr-5a-24",
            Duty::Pecr5a24,
            RegimeKey::Pecr,
            "PECR reg 5A(2), Regulation 611/2013 Art 2(2)",
            "24 hours from detection",
        )
    },
    Rule {
        from: DUAA,
        statutory_from: Some(DUAA),
        ..base(
            "pecr-5a",
            Duty::Pecr5a,
            RegimeKey::Pecr,
            "PECR reg 5A(2)",
            "72 hours from awareness; if later, give the reasons",
        )
    },
    Rule {
        reasons: false,
        from: (2018, 5, 10),
        ..base("nis-11", Duty::Nis11, RegimeKey::Nis, "NIS Regulations 2018 reg 11(3)", "72 hours from awareness")
    },
    Rule {
        reasons: false,
        from: (2018, 5, 10),
        ..base("nis-12", Duty::Nis12, RegimeKey::Nis, "NIS Regulations 2018 reg 12(6)", "72 hours from awareness")
    },
];

/// The rule of an id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

/// A day of the table.
pub(crate) fn date((year, month, day): (i32, u32, u32)) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MIN)
}

/// The regulator's name for an act on this day in London: the Information Commission took the place of the
/// Information Commissioner's Office on 30 September 2026 (Data (Use and Access) Act 2025 ss.118, 119; SI 2026/1015).
pub fn regulator_name(day: NaiveDate) -> &'static str {
    if day < date((2026, 9, 30)) { "Information Commissioner's Office (ICO)" } else { "Information Commission (ICO)" }
}
