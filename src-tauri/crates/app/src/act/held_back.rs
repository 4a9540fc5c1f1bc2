//! What is withheld today goes out in no report of an earlier moment either.

use breachbook_book::BookId;
use breachbook_case::{Audience, Audiences, Case, Common, Id, words};
use std::collections::{HashMap, HashSet};

use crate::assemble::{Assembled, newer_case};
use crate::{Failure, Session};

impl Session {
    /// The case for a report: as it stands, or as it stood at a moment (milliseconds since 1970 UTC) without what may
    /// no longer go to this audience. Who may see an item is about today's reader, not about that day's record.
    pub(super) fn assemble_for(
        &self,
        book: &BookId,
        audience: Audience,
        as_of: Option<u64>,
    ) -> Result<Assembled, Failure> {
        let mut then = self.assemble(book, as_of)?;
        if as_of.is_some() && audience != Audience::Team {
            hold_back(&mut then.case, &self.assemble(book, None)?.case, audience);
        }
        if audience != Audience::Team {
            close_replaced(&mut then)?;
        }
        Ok(then)
    }
}

/// Closes to all but the team what a newer version has written anew: what it says now, and to whom, cannot be read.
fn close_replaced(then: &mut Assembled) -> Result<(), Failure> {
    let Assembled { case, replaced, .. } = then;
    if replaced.iter().any(|(list, _)| list == words::CASE) {
        return Err(newer_case());
    }
    let ids: HashSet<&str> = replaced.iter().map(|(_, id)| id.as_str()).collect();
    case.each_mut(&mut |_, item| {
        if ids.contains(item.id().as_str()) {
            item.common_mut().audience = Audiences::new(vec![Audience::Team]);
        }
    });
    Ok(())
}

/// Closes in a case of then what today's case closes to an audience.
fn hold_back(then: &mut Case, today: &Case, audience: Audience) {
    let own = |case: &Case| case.own.audience.as_ref().is_some_and(|list| list.contains(audience));
    if !own(today) {
        then.own.audience = None;
    }
    let items = today.items();
    let now: HashMap<&Id, &Common> = items.iter().map(|(_, _, item)| (item.id(), item.common())).collect();
    then.each_mut(&mut |_, item| {
        let Some(common) = now.get(item.id()) else { return };
        if let Some(withhold) = &common.withhold {
            item.common_mut().withhold = Some(withhold.clone());
        }
        if !common.audience.as_ref().map_or(own(today), |list| list.contains(audience)) {
            item.common_mut().audience = Audiences::new(vec![Audience::Team]);
        }
    });
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use breachbook_exchange::case_file;
    use serde_json::{Value, json};

    use super::*;

    fn case(own: &Value, event: &Value) -> Case {
        let mut one = json!({"id": "e1", "occurred": {"at": "2026-03-02"}, "text": "The rota is sent."});
        one.as_object_mut().unwrap().extend(event.as_object().unwrap().clone());
        let file = json!({
            "format": "breachbook-case", "version": 1, "events": [one],
            "case": {"reference": "R", "title": "t", "incident_type": "loss", "audience": own},
        });
        case_file::read(file.to_string().as_bytes()).unwrap()
    }

    fn shown(then: &Case, today: &Case) -> bool {
        let mut then = then.clone();
        hold_back(&mut then, today, Audience::Ico);
        !breachbook_case::View::new(&then, Audience::Ico, "2026-04-01T00:00:00Z".parse().unwrap())
            .case
            .events
            .is_empty()
    }

    #[test]
    fn what_is_withheld_or_closed_today_is_not_shown_as_it_stood_then() {
        let (open, team) = (json!(["team", "ico"]), json!(["team"]));
        let then = case(&open, &json!({}));
        assert!(shown(&then, &case(&open, &json!({}))));
        assert!(!shown(&then, &case(&open, &json!({"withhold": {"ground": "safety"}}))));
        assert!(!shown(&then, &case(&open, &json!({"audience": team}))));
        assert!(!shown(&then, &case(&team, &json!({}))));
        // What was closed then is not opened by what is open today.
        assert!(!shown(&case(&team, &json!({})), &case(&open, &json!({}))));
    }
}
