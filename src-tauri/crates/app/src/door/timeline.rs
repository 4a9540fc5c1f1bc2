//! The order of a timeline, kept while its case lies open: lines are made when they are asked for, and what is written
//! is put in its place among the others.

use std::ops::Range;

use breachbook_case::count::counted;
use breachbook_case::{Case, Happening, List, Precision, TIMELINE_LISTS, happening, when, zone};

use super::lines::Line;
use super::row::{Place, Rows};
use crate::OpenCase;
use crate::act::Step;
use crate::parts::in_parts;

/// A timeline, oldest first, as places in the lists of its case.
pub(super) struct Timeline {
    spots: Vec<Spot>,
    /// The number of the first spot under each heading.
    heads: Vec<usize>,
}

/// Something that happened. What stands at one moment comes list by list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    place: when::Place,
    /// The number of its list in [`TIMELINE_LISTS`].
    list: usize,
    n: usize,
}

impl Spot {
    fn of(case: &Case, list: List, n: usize) -> Option<Self> {
        let place = happening(case, list, n)?.place();
        Some(Self { place, list: rank(list)?, n })
    }

    fn happening<'c>(&self, case: &'c Case) -> Option<Happening<'c>> {
        happening(case, *TIMELINE_LISTS.get(self.list)?, self.n)
    }
}

fn rank(list: List) -> Option<usize> {
    TIMELINE_LISTS.iter().position(|of| *of == list)
}

impl Timeline {
    /// The timeline of a case.
    pub fn of(case: &Case) -> Self {
        let of_list = |list: &List| {
            in_parts(case.count(*list), |stretch| stretch.filter_map(|n| Spot::of(case, *list, n)).collect())
        };
        let mut spots: Vec<Spot> = TIMELINE_LISTS.iter().flat_map(of_list).collect();
        spots.sort_unstable();
        let mut timeline = Self { spots, heads: Vec::new() };
        timeline.head();
        timeline
    }

    fn head(&mut self) {
        let under = |n: usize| n > 0 && self.spots[n].place.same_heading(&self.spots[n - 1].place);
        self.heads = (0..self.spots.len()).filter(|n| !under(*n)).collect();
    }

    /// Follows what happened to the items of the case, which stands as it does after all of it.
    pub fn follow(&mut self, case: &Case, steps: &[Step]) {
        let mut put: Vec<(usize, usize)> = Vec::new();
        for step in steps {
            let (Step::Put(of, n) | Step::Removed(of, n)) = *step;
            let Some(list) = rank(of) else { continue };
            self.spots.retain(|spot| (spot.list, spot.n) != (list, n));
            put.retain(|place| *place != (list, n));
            if matches!(step, Step::Put(..)) {
                put.push((list, n));
                continue;
            }
            let places = self.spots.iter_mut().map(|spot| (spot.list, &mut spot.n));
            for (_, n) in places.chain(put.iter_mut().map(|(of, n)| (*of, n))).filter(|(of, m)| *of == list && **m > n)
            {
                *n -= 1;
            }
        }
        for (list, n) in put {
            if let Some(spot) = TIMELINE_LISTS.get(list).and_then(|list| Spot::of(case, *list, n)) {
                self.spots.insert(self.spots.partition_point(|other| *other < spot), spot);
            }
        }
        self.head();
    }

    /// How much stands in it, headings aside.
    pub fn count(&self) -> usize {
        self.spots.len()
    }

    /// How many lines it has.
    pub fn lines(&self) -> usize {
        self.spots.len() + self.heads.len()
    }

    /// What stands in it, each with the number of its line.
    pub fn all<'c>(&'c self, case: &'c Case) -> impl Iterator<Item = (usize, Happening<'c>)> {
        self.part(case, 0..self.spots.len())
    }

    /// The same of a part of what stands in it, by number, headings aside.
    pub fn part<'c>(&'c self, case: &'c Case, part: Range<usize>) -> impl Iterator<Item = (usize, Happening<'c>)> {
        let mut heads = self.heads.partition_point(|head| *head < part.start);
        let spots = self.spots.iter().enumerate().take(part.end).skip(part.start);
        spots.filter_map(move |(n, spot)| {
            heads += usize::from(self.heads.get(heads) == Some(&n));
            Some((n + heads, spot.happening(case)?))
        })
    }

    /// What stands in a line; nothing where it is a heading.
    pub fn at<'c>(&self, case: &'c Case, line: usize) -> Option<Happening<'c>> {
        let above = self.above(line);
        let begins = self.heads.get(above.checked_sub(1)?)?;
        (begins + above <= line).then(|| self.spots.get(line - above)?.happening(case))?
    }

    /// How many headings stand at or above a line: each takes a line too.
    fn above(&self, line: usize) -> usize {
        first_false(self.heads.len(), |k| self.heads.get(k).is_some_and(|head| head + k <= line))
    }

    /// The number of the line of a record.
    pub fn line_of(&self, open: &OpenCase, place: &Place) -> Option<usize> {
        let (list, n) = open.place(&place.id).filter(|(list, _)| list.as_str() == place.list)?;
        let spot = Spot::of(&open.view.case, list, n)?;
        let n = self.spots.binary_search(&spot).ok()?;
        Some(n + self.heads.partition_point(|head| *head <= n))
    }

    /// A stretch of lines.
    pub fn stretch(&self, open: &OpenCase, from: usize, count: usize) -> Vec<Line> {
        let rows = Rows::new(open);
        let case = &open.view.case;
        let line = |line: usize| {
            let above = self.above(line);
            let head = above.checked_sub(1)?;
            let begins = *self.heads.get(head)?;
            if begins + head < line {
                let spot = self.spots.get(line - above)?;
                return Some(Line::Row(Box::new(rows.row(&spot.happening(case)?))));
            }
            let ends = self.heads.get(above).copied().unwrap_or(self.spots.len());
            Some(heading(&self.spots.get(begins)?.happening(case)?, ends - begins))
        };
        (from..self.lines().min(from.saturating_add(count))).filter_map(line).collect()
    }
}

/// The first number below `end` for which something does not hold, where it holds for all before it.
fn first_false(end: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, end);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// The heading of a day, month or year with so many rows.
fn heading(first: &Happening<'_>, rows: usize) -> Line {
    let entries = counted(rows as u64, "entry", "entries");
    let anchor = first.when.anchor().filter(|time| time.precision() >= Precision::Day);
    let detail = anchor
        .map_or_else(|| entries.clone(), |time| format!("{} · {entries}", zone::of_day(zone::day(time.range().first))));
    Line::Heading { words: when::heading(&first.when), detail }
}
