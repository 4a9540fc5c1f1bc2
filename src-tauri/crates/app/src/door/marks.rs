//! What the picture draws of very many entries: those that stand together at a scale are one mark, gathered in stretches
//! of time that stay where they are while one moves along. Words are made for the marks in sight alone.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use breachbook_case::Case;
use serde::Deserialize;
use ts_rs::TS;

use super::picture::{Picture, Point, Stretch, point};
use super::row::Place;
use super::standing::Tone;
use super::timeline::Timeline;

/// Which marks of the picture of a case.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct MarksAsk {
    /// The case's reference.
    pub reference: String,
    /// As of when; none for now.
    pub as_of: Option<String>,
    /// The beginning of the stretch (milliseconds since 1970 UTC).
    #[ts(type = "number")]
    pub from: i64,
    /// Its end (milliseconds since 1970 UTC).
    #[ts(type = "number")]
    pub to: i64,
    /// How much time a mark stands for, a power of two in milliseconds.
    #[ts(type = "number")]
    pub width: i64,
}

/// Which entry of the picture of a case.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct EntryAsk {
    /// The case's reference.
    pub reference: String,
    /// As of when; none for now.
    pub as_of: Option<String>,
    /// The entry that is chosen; none where none is.
    pub at: Option<Place>,
    /// Where to go from it.
    pub step: EntryStep,
}

/// Where to go from an entry, in the order of the timeline.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "to", rename_all = "kebab-case")]
pub enum EntryStep {
    /// Nowhere: the entry itself.
    Itself,
    /// The one after it.
    Next,
    /// The one before it.
    Before,
    /// The first of all.
    First,
    /// The last of all.
    Last,
    /// The next of those that stand in one mark with it, the first after the last.
    Beside {
        /// The lanes that are drawn as one, from 0.
        lanes: Vec<u32>,
        /// How much time a mark stands for, in milliseconds.
        #[ts(type = "number")]
        width: i64,
    },
}

/// A stretch is at most so many marks long: the page draws fewer.
const MOST_MARKS: i64 = 512;

/// An entry in the picture, without its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    /// The number of its line in the timeline, from 0.
    pub line: u32,
    pub lane: u32,
    /// Milliseconds since 1970 UTC, as [`Point`] has them.
    pub from: i64,
    pub to: i64,
    pub range: bool,
    pub approximate: bool,
    pub doubt: bool,
    pub tone: Tone,
}

impl Spot {
    /// Whether it is drawn as a range where a mark stands for so much time.
    const fn wide(&self, width: i64) -> bool {
        self.range && self.to - self.from >= width
    }

    /// The moment that its mark stands at.
    const fn moment(&self) -> i64 {
        if self.range { self.from + (self.to - self.from) / 2 } else { self.from }
    }

    /// How exactly it is known, in milliseconds; nothing where it is "about" or in doubt.
    pub const fn sharp(&self) -> Option<i64> {
        if self.approximate || self.doubt {
            return None;
        }
        Some(if self.range { self.to - self.from } else { 0 })
    }
}

/// The picture of a case and, without their words, all entries that are in it, in the order of the timeline.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Drawing {
    pub picture: Picture,
    pub spots: Vec<Spot>,
}

impl Drawing {
    /// The marks that touch a stretch: of each the first entry with its words, and how many stand with it. A range
    /// stands for the shorter ones of its lane that it covers.
    pub fn marks(&self, case: &Case, timeline: &Timeline, stretch: Stretch, width: i64) -> Vec<Point> {
        let width = wide_enough(stretch, width);
        let of_group = |group: Vec<usize>| {
            let spots = || group.iter().filter_map(|n| self.spots.get(*n));
            let mut point = self.point(case, timeline, *group.first()?)?;
            point.count = u32::try_from(group.len()).unwrap_or(u32::MAX);
            point.sharp = spots().filter_map(Spot::sharp).min();
            point.tone = [Tone::Late, Tone::Met]
                .into_iter()
                .find(|tone| spots().any(|spot| spot.tone == *tone))
                .unwrap_or(Tone::Plain);
            Some(point)
        };
        gathered(&self.spots, stretch, width, Some).into_iter().filter_map(of_group).collect()
    }

    /// An entry, found from another.
    pub fn entry(&self, case: &Case, timeline: &Timeline, at: Option<usize>, step: &EntryStep) -> Option<Point> {
        let line = at.and_then(|line| u32::try_from(line).ok());
        let at = line.and_then(|line| self.spots.binary_search_by_key(&line, |spot| spot.line).ok());
        let last = self.spots.len().checked_sub(1)?;
        let n = match step {
            EntryStep::Itself => at?,
            EntryStep::Next => at.map_or(0, |n| (n + 1).min(last)),
            EntryStep::Before => at.map_or(0, |n| n.saturating_sub(1)),
            EntryStep::First => 0,
            EntryStep::Last => last,
            EntryStep::Beside { lanes, width } => {
                let one = |lane| lanes.contains(&lane).then_some(0);
                let everywhere = Stretch { from: i64::MIN / 4, to: i64::MAX / 4 };
                let mut group = gathered(&self.spots, everywhere, power(*width), one)
                    .into_iter()
                    .find(|group| at.is_some_and(|n| group.contains(&n)))?;
                group.sort_unstable();
                let place = group.iter().position(|n| Some(*n) == at)?;
                *group.get((place + 1) % group.len())?
            }
        };
        self.point(case, timeline, n)
    }

    fn point(&self, case: &Case, timeline: &Timeline, n: usize) -> Option<Point> {
        let spot = self.spots.get(n)?;
        Some(point(&timeline.at(case, spot.line as usize)?, spot))
    }
}

/// The power of two at or above so many milliseconds.
fn power(width: i64) -> i64 {
    let width = width.clamp(1, 1 << 52);
    width.unsigned_abs().next_power_of_two().cast_signed()
}

/// The same, and wide enough that a stretch is not too many marks.
fn wide_enough(stretch: Stretch, width: i64) -> i64 {
    power(width.max(stretch.to.saturating_sub(stretch.from) / MOST_MARKS))
}

/// The entries of each mark and range that touches a stretch, by number and the one that it is drawn as first. The lanes
/// are those that `lane` makes of an entry's own; what it makes none of is left out.
fn gathered(spots: &[Spot], stretch: Stretch, width: i64, lane: impl Fn(u32) -> Option<u32>) -> Vec<Vec<usize>> {
    let bucket = |at: i64| at.div_euclid(width);
    let (first, last) = (bucket(stretch.from), bucket(stretch.to));
    let mut marks: BTreeMap<(u32, i64), Vec<usize>> = BTreeMap::new();
    let mut ranges: BTreeMap<(u32, Reverse<i64>, i64), Vec<usize>> = BTreeMap::new();
    for (n, spot) in spots.iter().enumerate() {
        let Some(lane) = lane(spot.lane) else { continue };
        if spot.wide(width) {
            if spot.to > stretch.from && spot.from < stretch.to {
                ranges.entry((lane, Reverse(spot.to - spot.from), spot.from)).or_default().push(n);
            }
        } else if (first..=last).contains(&bucket(spot.moment())) {
            marks.entry((lane, bucket(spot.moment()))).or_default().push(n);
        }
    }
    let mut groups: Vec<Vec<usize>> = marks.into_values().collect();
    // Ranges that overlap in a lane would hide each other: the longest is drawn, and stands for the others.
    let mut kept: HashMap<u32, BTreeMap<i64, (i64, usize)>> = HashMap::new();
    for ((lane, Reverse(length), from), numbers) in ranges {
        let of_lane = kept.entry(lane).or_default();
        let over = of_lane.range(..from + length).rev().take_while(|(_, (end, _))| *end > from);
        match over.map(|(_, (_, group))| *group).min().and_then(|group| groups.get_mut(group)) {
            Some(group) => group.extend(numbers),
            None => {
                of_lane.insert(from, (from + length, groups.len()));
                groups.push(numbers);
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    prop_compose! {
        fn spot()(lane in 0_u32..4, from in -5_000_000_i64..50_000_000, length in 1_i64..20_000_000, long: bool) -> Spot {
            let range = long && length >= 3_600_000;
            let to = from + if range { length } else { 60_000 };
            Spot { line: 0, lane, from, to, range, approximate: false, doubt: false, tone: Tone::Plain }
        }
    }

    proptest! {
        #[test]
        fn each_entry_of_a_stretch_stands_in_one_mark_of_its_lane(
            spots in prop::collection::vec(spot(), 0..200),
            (from, length) in (-6_000_000_i64..50_000_000, 1_i64..60_000_000),
            shift in 10_u32..25,
        ) {
            let (width, stretch) = (1 << shift, Stretch { from, to: from + length });
            let groups = gathered(&spots, stretch, width, Some);
            let mut met = vec![0; spots.len()];
            for group in &groups {
                let first = spots[group[0]];
                for n in group {
                    met[*n] += 1;
                    prop_assert_eq!(spots[*n].lane, first.lane);
                    prop_assert_eq!(spots[*n].wide(width), first.wide(width));
                    if first.wide(width) {
                        prop_assert!(spots[*n].to > first.from && spots[*n].from < first.to);
                    } else {
                        prop_assert_eq!(spots[*n].moment().div_euclid(width), first.moment().div_euclid(width));
                    }
                }
            }
            for (n, spot) in spots.iter().enumerate() {
                let seen = if spot.wide(width) {
                    spot.to > from && spot.from < stretch.to
                } else {
                    (from.div_euclid(width)..=stretch.to.div_euclid(width)).contains(&spot.moment().div_euclid(width))
                };
                prop_assert_eq!(met[n], usize::from(seen));
            }
            // No two marks of a lane are the same, and no two ranges of it overlap.
            let firsts: Vec<Spot> = groups.iter().map(|group| spots[group[0]]).collect();
            for (n, one) in firsts.iter().enumerate() {
                for other in firsts[n + 1..].iter().filter(|other| other.lane == one.lane) {
                    match (one.wide(width), other.wide(width)) {
                        (true, true) => prop_assert!(one.to <= other.from || other.to <= one.from),
                        (false, false) => prop_assert_ne!(
                            one.moment().div_euclid(width),
                            other.moment().div_euclid(width)
                        ),
                        _ => {}
                    }
                }
            }
        }

        #[test]
        fn twice_the_width_joins_whole_marks(spots in prop::collection::vec(spot(), 0..200), shift in 10_u32..21) {
            let everywhere = Stretch { from: -100_000_000, to: 100_000_000 };
            let points: Vec<Spot> = spots.into_iter().filter(|spot| !spot.range).collect();
            let wider = gathered(&points, everywhere, 2 << shift, Some);
            for group in gathered(&points, everywhere, 1 << shift, Some) {
                prop_assert!(wider.iter().any(|wide| group.iter().all(|n| wide.contains(n))));
            }
        }
    }

    #[test]
    fn a_stretch_is_never_more_marks_than_can_be_drawn() {
        let stretch = Stretch { from: 0, to: 1 << 40 };
        assert_eq!(wide_enough(stretch, 1), 1 << 31);
        assert_eq!(wide_enough(stretch, (1 << 33) + 1), 1 << 34);
        assert_eq!(wide_enough(Stretch { from: i64::MIN, to: i64::MAX }, i64::MAX), 1 << 52);
    }
}
