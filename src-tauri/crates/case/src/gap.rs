//! What nobody has said yet, and what that leaves open.

use crate::case::Case;
use crate::record::{NotificationStatus, RegimeKey, RiskLevel};
use crate::shape::Id;

/// Something that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Where it would stand.
    pub path: String,
    /// What is missing and what that leaves open.
    pub why: String,
    /// The items that this sentence rests on.
    pub rests_on: Vec<Id>,
}

/// The gaps of a case.
pub fn gaps(case: &Case) -> Vec<Gap> {
    let mut all = Vec::new();
    let mut gap = |path: String, why: String, rests_on: &[&Id]| {
        all.push(Gap { path, why, rests_on: rests_on.iter().map(|id| (*id).clone()).collect() });
    };
    if case.controllers.is_empty() {
        gap(
            "$.controllers".into(),
            "Nobody has yet said who the controller is; no clock of the law can run.".into(),
            &[],
        );
    }
    for (n, controller) in case.controllers.iter().enumerate() {
        let (own, id) = (&controller.own, &controller.id);
        let name = case.party_name(&own.party.0);
        let path = |key: &str| format!("$.controllers[{n}].{key}");
        let rests: &[&Id] = &[id, &own.party.0];
        if own.aware.is_none() {
            gap(
                path("aware"),
                format!("Nobody has yet said when {name} became aware; no limit can be counted."),
                rests,
            );
        }
        if own.regime.as_ref().is_none_or(|regime| regime.key == RegimeKey::Undecided) {
            gap(path("regime"), format!("The regime of {name} is undecided; every candidate clock is shown."), rests);
        }
        if own.risk.as_ref().is_none_or(|risk| risk.level == RiskLevel::Undecided) {
            gap(path("risk"), format!("Nobody has yet recorded the risk to people as {name} judges it."), rests);
        }
    }
    for (n, item) in case.notifications.iter().enumerate() {
        let body = case.party_name(&item.own.body.0);
        if item.own.status.told() && item.own.notified.is_none() {
            let why = format!("Nobody has yet said when {body} was told; whether it was in time cannot be told.");
            gap(format!("$.notifications[{n}].notified"), why, &[&item.id, &item.own.body.0]);
        }
        if item.own.status == NotificationStatus::AwareOtherwise {
            let why = format!("{body} is known to have known; a notification by the controller is not on record.");
            gap(format!("$.notifications[{n}].status"), why, &[&item.id, &item.own.body.0]);
        }
        if item.own.controller.is_none() && case.controllers.len() > 1 && item.own.duty.as_str() != "voluntary" {
            let why = format!("Nobody has yet said whose duty it was to tell {body}.");
            gap(format!("$.notifications[{n}].controller"), why, &[&item.id, &item.own.body.0]);
        }
    }
    for (n, item) in case.people_affected.iter().enumerate() {
        let group = item.own.group.as_str();
        if item.own.number.is_none() && item.own.min.is_none() && item.own.max.is_none() {
            gap(
                format!("$.people_affected[{n}].number"),
                format!("Nobody has yet said how many they are: {group}."),
                &[&item.id],
            );
        }
        if item.own.told.is_empty() && item.own.exemption.is_none() {
            let why = format!("No telling of these people is on record: {group}.");
            gap(format!("$.people_affected[{n}].told"), why, &[&item.id]);
        }
        if item.own.controller.is_none() && case.controllers.len() > 1 {
            gap(
                format!("$.people_affected[{n}].controller"),
                format!("Nobody has yet said whose people they are: {group}."),
                &[&item.id],
            );
        }
    }
    all
}
