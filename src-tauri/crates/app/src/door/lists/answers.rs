//! The answers of the regulator's form that are put together from several records.

use breachbook_case::count::number;
use breachbook_case::{Group, Item, List, State, YesNo, zone};

use super::asked::{Answer, Form};
use crate::tell::{first_upper, in_a_row};

impl Form<'_> {
    pub(super) fn data(&mut self) {
        let all = &self.sight.case.data;
        let unknown: Vec<&str> = all
            .iter()
            .filter(|item| item.own.affected == YesNo::Unknown)
            .map(|item| item.own.category.as_str())
            .collect();
        let affected = all.iter().filter(|item| item.own.affected == YesNo::Yes);
        let names: Vec<&str> =
            affected.map(|item| item.own.ico_category.as_ref().unwrap_or(&item.own.category).as_str()).collect();
        let mut once: Vec<&str> = Vec::new();
        for name in names {
            if !once.contains(&name) {
                once.push(name);
            }
        }
        let missing = match unknown.is_empty() {
            true => "nobody has yet said which data is affected".to_owned(),
            false => format!("nobody has yet said whether this is in it: {}", in_a_row(&unknown)),
        };
        let answer = all.first().filter(|_| unknown.is_empty() && !once.is_empty()).map(|first| Answer {
            words: first_upper(&once.join("; ")),
            doubt: false,
            from: "the data",
            list: List::Data.as_str(),
            id: first.id.to_string(),
        });
        self.row(8, "Categories of data", answer, &missing);
    }

    pub(super) fn people(&mut self) {
        let most: Vec<Option<u64>> = self.groups.iter().map(|group| group.own.most()).collect();
        let sum = most.iter().copied().sum::<Option<u64>>().filter(|_| !most.is_empty());
        let estimate = self.groups.iter().any(|group| group.own.basis != Some(breachbook_case::Basis::Confirmed));
        let words = sum.map(|sum| format!("{}{}", number(sum), if estimate { " (estimate)" } else { "" }));
        self.row(
            10,
            "People who could be affected",
            self.of_groups(words, estimate),
            "nobody has yet said how many people each group has; the form asks for the maximum",
        );
        let mut kinds: Vec<&str> = Vec::new();
        for kind in self.groups.iter().filter_map(|group| group.own.ico_category.as_ref()) {
            if !kinds.contains(&kind.as_str()) {
                kinds.push(kind.as_str());
            }
        }
        let words = (!kinds.is_empty()).then(|| kinds.join("; "));
        self.row(
            11,
            "Categories of people",
            self.of_groups(words, false),
            "which of the form’s categories the groups belong to",
        );
    }

    pub(super) fn cyber(&mut self) {
        let cyber = self.sight.case.own.cyber.as_ref();
        let parts = cyber.map(|cyber| {
            let of = [
                ("confidentiality", cyber.confidentiality),
                ("integrity", cyber.integrity),
                ("availability", cyber.availability),
            ];
            of.into_iter()
                .filter_map(|(name, word)| word.map(|word| format!("{name}: {}", word.words())))
                .collect::<Vec<_>>()
        });
        let parts = parts.filter(|parts| !parts.is_empty()).map(|parts| first_upper(&parts.join("; ")));
        self.row(
            14,
            "Confidentiality, integrity, availability",
            self.of_case(parts),
            "which of the three was affected",
        );
        let impact = cyber.and_then(|cyber| cyber.impact).map(|word| first_upper(word.words()));
        self.row(
            15,
            "Impact on the organisation",
            self.of_case(impact),
            "how much of its services it lost: high, medium or low",
        );
        let recovery = cyber.and_then(|cyber| cyber.recovery).map(|word| first_upper(word.words()));
        self.row(16, "Recovery", self.of_case(recovery), "how long recovery takes, by the form’s scale");
    }

    /// The reasons for a delay: asked for only once the strict limit has passed without a telling in time.
    pub(super) fn delay(&mut self) {
        let sight = self.sight;
        let party = &self.controller.own.party.0;
        let law = |rule: &str| matches!(rule, "uk-gdpr-33" | "dpa-67" | "dpa-108" | "pecr-5a" | "pecr-5a-24");
        let clock = sight.clocks.iter().find(|clock| {
            clock.item.is_none()
                && clock.processor.is_none()
                && law(clock.rule)
                && clock.controller.as_ref() == Some(party)
        });
        let given = sight.case.notifications.iter().find(|item| {
            item.own.reasons_for_delay.is_some()
                && law(item.own.duty.as_str())
                && item.own.controller.as_ref().is_none_or(|named| &named.0 == party)
        });
        if let Some(item) = given {
            let words = item.own.reasons_for_delay.as_ref().map(ToString::to_string).unwrap_or_default();
            let (list, id) = (List::Notifications.as_str(), item.id.to_string());
            let answer = Answer { words, doubt: false, from: "the notification", list, id };
            return self.row(18, "Reasons for the delay", Some(answer), "");
        }
        let words = match clock {
            Some(clock) if clock.state == State::Running => {
                clock.strict_limit.map(|limit| format!("Not needed before {}", zone::short_moment(limit)))
            }
            Some(clock) if clock.state == State::Met => Some("Not needed: told in time".to_owned()),
            _ => None,
        };
        let answer = self.of_controller(words, false).map(|answer| Answer { from: "the clock", ..answer });
        self.row(18, "Reasons for the delay", answer, "why the regulator was not told within the limit");
    }

    pub(super) fn steps(&self, prevents: bool) -> Option<Answer> {
        let prevent = Some(breachbook_case::MitigationKind::Prevent);
        let all: Vec<_> =
            self.sight.case.mitigations.iter().filter(|item| (item.own.kind == prevent) == prevents).collect();
        let first = all.first()?;
        let said =
            |item: &&Item<breachbook_case::Mitigation>| format!("{} ({})", item.own.title, item.own.status.words());
        let words = all.iter().map(said).collect::<Vec<_>>().join("; ");
        let (list, id) = (List::Mitigations.as_str(), first.id.to_string());
        Some(Answer { words, doubt: false, from: "the mitigations", list, id })
    }

    pub(super) fn told(&self) -> Option<Answer> {
        let said = |group: &&Item<Group>| match (group.own.told.first(), &group.own.exemption) {
            (Some(first), _) => Some(format!("{}: told {}", group.own.group, first.at.short())),
            (None, Some(exemption)) => Some(format!("{}: not told, {}", group.own.group, exemption.ground.words())),
            (None, None) => None,
        };
        let all: Vec<String> = self.groups.iter().filter_map(said).collect();
        let whole = !all.is_empty() && all.len() == self.groups.len();
        self.of_groups(whole.then(|| all.join("; ")), false)
    }

    pub(super) fn others(&self) -> Option<Answer> {
        let regulator = |item: &&Item<breachbook_case::Notification>| {
            let kind =
                self.sight.case.parties.iter().find(|party| party.id == item.own.body.0).map(|party| party.own.kind);
            item.own.status.told() && kind != Some(breachbook_case::PartyKind::Regulator)
        };
        let all: Vec<_> = self.sight.case.notifications.iter().filter(regulator).collect();
        let first = all.first()?;
        let mut names: Vec<String> = all.iter().map(|item| self.sight.name(&item.own.body.0)).collect();
        names.dedup();
        let (list, id) = (List::Notifications.as_str(), first.id.to_string());
        Some(Answer { words: format!("Yes: {}", names.join(", ")), doubt: false, from: "the bodies told", list, id })
    }
}
