//! An event that took a stretch of time: `from 14:30 to 16:50`, `13:00-14:00`.

use breachbook_case::{Shape as _, Time, zone};
use chrono::{DateTime, Duration, Utc};
use serde_json::json;

use super::chips::Given;
use super::parts::Stretch;
use super::past::{Meant, on, past};
use super::phrase::{Phrase, Says};
use super::reading::time_words;
use super::record::Record;

impl Record<'_, '_> {
    /// A stretch of time, where the line says one and no other time before it, and neither end is in doubt.
    pub(super) fn stretch(&mut self) -> bool {
        let Some(stretch) = &self.parts.stretch else { return false };
        if self.parts.times.iter().any(|time| time.first < stretch.first) {
            return false;
        }
        let now = self.chips.ground.now;
        let Some((from, to, assumed)) = ends(stretch, now) else {
            let mut given = Given { offers: self.present(), span: Some(stretch.span), ..Given::default() };
            given.doubt = Some("The stretch of time that was written cannot be placed. When was it?".to_owned());
            let at = self.chips.put("occurred", "when", given);
            self.settle("occurred", at);
            return true;
        };
        let value = json!({"from": from.write(), "to": to.write()});
        let offers = vec![(value.to_string(), stretch_words(&from, &to, now), Some(value))];
        let given = Given { offers, span: Some(stretch.span), assumed, ..Given::default() };
        self.chips.put("occurred", "when", given);
        self.cuts.push(stretch.span);
        self.at = Some(to);
        true
    }
}

/// The sure ends of a stretch, in order and not ahead, and what was taken for granted. A bare hour is of the day of the
/// other end; one at the end may be of the day after.
fn ends(stretch: &Stretch, now: DateTime<Utc>) -> Option<(Time, Time, Option<String>)> {
    let sure = |meant: Meant| match &meant.times[..] {
        [one, ..] if meant.doubt.is_none() => Some((one.clone(), meant.assumed)),
        _ => None,
    };
    let bare = |phrase: &Phrase| match phrase.says {
        Says::When { day: None, clock: Some(clock), .. } => Some(clock),
        _ => None,
    };
    let day_of = |time: &Time| zone::day(time.range().first);
    let after = |from: &Time, clock| {
        let (same, _) = sure(on(day_of(from), clock))?;
        if same.range().first > from.range().first {
            return Some(same);
        }
        Some(sure(on(day_of(from) + Duration::days(1), clock))?.0)
    };
    let (from, to, assumed) = match (bare(&stretch.from), bare(&stretch.to)) {
        (Some(first), Some(last)) => {
            let (from, assumed) = sure(past(&stretch.from, now)?)?;
            let to = after(&from, last)?;
            if to.range().first <= now {
                (from, to, assumed)
            } else {
                // "22:00-23:30" said in the morning was yesterday evening, both of it.
                let (from, _) = sure(on(day_of(&from) - Duration::days(1), first))?;
                let to = after(&from, last)?;
                (from, to, Some("its end is later than now, so yesterday".to_owned()))
            }
        }
        (None, Some(last)) => {
            let (from, assumed) = sure(past(&stretch.from, now)?)?;
            let to = after(&from, last)?;
            (from, to, assumed)
        }
        (Some(first), None) => {
            let (to, assumed) = sure(past(&stretch.to, now)?)?;
            (sure(on(day_of(&to), first))?.0, to, assumed)
        }
        (None, None) => {
            let (from, assumed) = sure(past(&stretch.from, now)?)?;
            let (to, also) = sure(past(&stretch.to, now)?)?;
            (from, to, assumed.or(also))
        }
    };
    let from = if stretch.from.about { from.about() } else { from };
    let to = if stretch.to.about { to.about() } else { to };
    (to.range().first > from.range().first && to.range().first <= now).then_some((from, to, assumed))
}

/// A stretch as a chip says it; the day once where it is the same.
fn stretch_words(from: &Time, to: &Time, now: DateTime<Utc>) -> String {
    let (from_words, to_words) = (time_words(from, now), time_words(to, now));
    let same = zone::day(from.range().first) == zone::day(to.range().first);
    let short = to_words.split_once(", ").filter(|_| same).map_or(to_words.as_str(), |(_, clock)| clock);
    format!("{from_words} to {short}")
}
