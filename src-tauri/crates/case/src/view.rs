//! The view: a case for one audience at one moment, with all that is worked out from it.

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::audience::{Audience, Parted, Shown};
use crate::case::Case;
use crate::clock::{Clock, clocks};
use crate::delay::{Delay, delays};
use crate::gap::{Gap, gaps};
use crate::record::{Ground, Marking};
use crate::shape::Id;
use crate::warning::{Warning, warnings};

/// How many records are withheld on one ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withheld {
    /// The ground; `None` for what is simply not for this audience.
    pub ground: Option<Ground>,
    /// How many, but for those of which not even the number may be said.
    pub count: usize,
}

/// A case for one audience at one moment.
#[derive(Debug, Clone)]
pub struct View {
    /// For whom.
    pub audience: Audience,
    /// The moment to which clocks run.
    pub now: DateTime<Utc>,
    /// The case without what this audience may not see.
    pub case: Case,
    /// Whether all the case's own keys are shown.
    pub own_shown: bool,
    /// The highest marking among what is shown, and the case's.
    pub marking: Marking,
    /// Its clocks.
    pub clocks: Vec<Clock>,
    /// Its delays.
    pub delays: Vec<Delay>,
    /// What nobody has said yet.
    pub gaps: Vec<Gap>,
    /// What can hardly be so; for the team alone.
    pub warnings: Vec<Warning>,
    /// What is withheld, by ground.
    pub withheld: Vec<Withheld>,
    /// What a finished file may hold of the case's texts, and what not.
    pub parted: Parted,
}

impl View {
    /// Works everything out on the whole case, then takes away what rests on something that is not shown.
    pub fn new(case: &Case, audience: Audience, now: DateTime<Utc>) -> Self {
        let shown = Shown::work_out(case, audience);
        let mut withheld: BTreeMap<Option<Ground>, usize> = BTreeMap::new();
        for (list, _, item) in case.items() {
            if shown.withheld(list, item) {
                *withheld.entry(item.common().withhold.as_ref().map(|w| w.ground)).or_default() += 1;
            }
        }
        let mut view = Self::bare(audience, shown.case(case), now);
        view.own_shown = shown.own();
        view.withheld = withheld.into_iter().map(|(ground, count)| Withheld { ground, count }).collect();
        view.parted = Parted::of(case, &shown);
        view.figure(Some(case), &|id| shown.item(id), now);
        view
    }

    /// The view for the team of a case that a window holds open: without [`View::parted`], since nothing is handed out
    /// from it. `case` is what is shown; `whole` is the case with its references to what was withdrawn, where it has
    /// any; `exists` knows the ids of its items.
    pub fn of_team(case: Case, whole: Option<&Case>, exists: &dyn Fn(&Id) -> bool, now: DateTime<Utc>) -> Self {
        let mut view = Self::bare(Audience::Team, case, now);
        view.figure(whole, exists, now);
        view
    }

    fn bare(audience: Audience, case: Case, now: DateTime<Utc>) -> Self {
        Self {
            audience,
            now,
            own_shown: true,
            marking: case.own.marking(),
            clocks: Vec::new(),
            delays: Vec::new(),
            gaps: Vec::new(),
            warnings: Vec::new(),
            withheld: Vec::new(),
            parted: Parted::default(),
            case,
        }
    }

    /// Works out anew what rests on the whole case (this view's own where it is none): marking, clocks, delays, gaps,
    /// warnings.
    pub fn figure(&mut self, whole: Option<&Case>, shown: &dyn Fn(&Id) -> bool, now: DateTime<Utc>) {
        let case = whole.unwrap_or(&self.case);
        let visible = |ids: &[Id]| ids.iter().all(shown);
        let named = |party: &Option<Id>| party.as_ref().is_none_or(shown);
        let team = self.audience == Audience::Team;
        let items = case.items().into_iter().filter(|(_, _, item)| team || shown(item.id()));
        let markings = items.map(|(_, _, item)| item.common().marking.unwrap_or(Marking::Official));
        let marking = markings.fold(case.own.marking(), Marking::max);
        let delays = delays(case)
            .into_iter()
            .filter(|delay| visible(&delay.rests_on) && (!delay.rests_on_case || self.own_shown))
            .filter(|delay| named(&delay.controller) && named(&delay.processor))
            .collect();
        // Paths count in the lists that are shown, so gaps are found on those; what rests on the hidden is left out.
        let gaps = if team { gaps(case) } else { known_gaps(case, &self.case) };
        let warnings = if team { warnings(case) } else { Vec::new() };
        let clocks = clocks_for(case, shown, self.own_shown, now);
        (self.now, self.marking, self.clocks, self.delays) = (now, marking, clocks, delays);
        (self.gaps, self.warnings) = (gaps, warnings);
    }

    /// Works out anew where the clocks stand at another moment; nothing else moves with time.
    pub fn tick(&mut self, whole: Option<&Case>, shown: &dyn Fn(&Id) -> bool, now: DateTime<Utc>) {
        self.clocks = clocks_for(whole.unwrap_or(&self.case), shown, self.own_shown, now);
        self.now = now;
    }

    /// The object of `show --json`, but for the checkpoint.
    pub fn json(&self) -> Value {
        let full = self.case.write();
        let mut records = self.case.lists_json();
        records.retain(|_, list| list.as_array().is_some_and(|list| !list.is_empty()));
        json!({
            "case": full["case"],
            "records": records,
            "clocks": self.clocks.iter().map(Clock::json).collect::<Vec<_>>(),
            "delays": self.delays.iter().map(Delay::json).collect::<Vec<_>>(),
            "gaps": self.gaps.iter().map(|gap| json!({"path": gap.path, "why": gap.why})).collect::<Vec<_>>(),
            "warnings": self.warnings.iter().map(Warning::json).collect::<Vec<_>>(),
        })
    }
}

/// The clocks of a case, without what rests on something that is not shown.
fn clocks_for(case: &Case, shown: &dyn Fn(&Id) -> bool, own_shown: bool, now: DateTime<Utc>) -> Vec<Clock> {
    let named = |party: &Option<Id>| party.as_ref().is_none_or(shown);
    let all = clocks(case, now).into_iter().filter(|clock| clock.rests_on.iter().all(shown));
    all.filter_map(|mut clock| {
        // A date of an item loses its controller as the item does; a clock of the law is about its parties.
        if clock.item.is_some() && !named(&clock.controller) {
            clock.controller = None;
        }
        // The date is the item's; which law it falls under is the case's to say.
        if clock.by_jurisdiction && !own_shown {
            clock.rule = "own";
        }
        (named(&clock.controller) && named(&clock.processor)).then_some(clock)
    })
    .collect()
}

/// The gaps of what is shown that are gaps of the whole case too: hiding an item must not make it look missing.
fn known_gaps(case: &Case, shown: &Case) -> Vec<Gap> {
    let real: HashSet<(String, Vec<Id>)> = gaps(case).into_iter().map(|gap| (gap.why, gap.rests_on)).collect();
    let mut found = gaps(shown);
    found.retain(|gap| real.contains(&(gap.why.clone(), gap.rests_on.clone())));
    found
}
