//! A line taken apart: its lead, its times, its channel, who did what, and its reference.

use breachbook_case::List;

use super::asked::{Asked, asked};
use super::clock::{Bare, clock, plain};
use super::cue::{Lead, Mark, Way, lead, reference, way};
use super::head::{Head, head};
use super::impossible::{Impossible, impossible};
use super::party::{Named, Names};
use super::phrase::{Phrase, Says, phrase};
use super::token::{Span, Token, longest, low, phrase as words, tokens};

/// By when something is due, as the line says it.
#[derive(Debug, Clone)]
pub struct Due {
    /// The time.
    pub phrase: Phrase,
    /// Its place, with `reply by` before it.
    pub span: Span,
    /// The number of its first word.
    pub first: usize,
}

/// From one time to another, as the line says it: `from 14:30 to 16:50`, `13:00-14:00`.
#[derive(Debug, Clone)]
pub struct Stretch {
    /// Its beginning.
    pub from: Phrase,
    /// Its end.
    pub to: Phrase,
    /// Its place, with `from` before it.
    pub span: Span,
    /// The number of its first word.
    pub first: usize,
}

/// A line taken apart.
pub struct Parts {
    /// Its words.
    pub tokens: Vec<Token>,
    /// The word before a colon, and its number.
    pub lead: Option<(usize, Lead)>,
    /// The times that are neither due nor the end of a stretch.
    pub times: Vec<Phrase>,
    /// The first thing due.
    pub due: Option<Due>,
    /// The first stretch of time.
    pub stretch: Option<Stretch>,
    /// How it went.
    pub way: Option<Way>,
    /// Who did what.
    pub head: Option<Head>,
    /// Its reference.
    pub mark: Option<Mark>,
    /// What looks like a date or a time and is none.
    pub impossible: Option<Impossible>,
    /// Whether it is a question by its words alone, and nobody is named whom it asks.
    pub wonders: bool,
    /// The number of the first word after lead and time.
    pub start: usize,
    /// The name that the line begins with, after lead and time.
    pub first_name: Option<Named>,
    /// A name behind `by`: `taken down by PSNI`.
    pub agent: Option<Named>,
}

const DUE: [&str; 38] = [
    "reply due by",
    "reply due on",
    "reply due",
    "reply by",
    "reply expected by",
    "reply needed by",
    "reply wanted by",
    "a reply by",
    "with a reply by",
    "to reply by",
    "for reply by",
    "please reply by",
    "answer due",
    "answer by",
    "answers by",
    "an answer by",
    "response due",
    "response by",
    "a response by",
    "respond by",
    "to respond by",
    "due by",
    "due on",
    "due at",
    "due",
    "deadline is",
    "deadline of",
    "deadline",
    "no later than",
    "not later than",
    "by the",
    "by",
    "to be done by",
    "reply expected",
    "reply expected on",
    "answer expected",
    "response expected",
    "needs a reply by",
];
/// Words behind which a time is an end of a stretch, or belongs to a thing.
const OTHER: [&str; 12] =
    ["from", "since", "until", "till", "to", "before", "after", "between", "than", "of", "dated", "and"];

impl Parts {
    /// Takes a line apart. `wide` are the names with those of bodies that are no parties yet: they count where one of
    /// them was told, and nowhere else.
    pub fn of(line: &str, names: &Names, wide: &Names) -> Self {
        let tokens = tokens(line);
        let first_time = phrase(&tokens, 0, true).filter(|phrase| !matches!(phrase.says, Says::In(_)));
        let lead = lead(&tokens, 0)
            .map(|lead| (0, lead))
            .or_else(|| first_time.as_ref().and_then(|time| Some((time.end(), lead_after(&tokens, time)?))));
        let behind = lead.map(|(at, lead)| at + lead.count);
        let (mut times, mut due, mut stretch) = (Vec::new(), None, None);
        let mut at = 0;
        while at < tokens.len() {
            if let Some((at_lead, lead)) = &lead
                && at == *at_lead
            {
                at += lead.count;
                continue;
            }
            if let Some(found) = due_at(&tokens, at) {
                at = found.phrase.end();
                due.get_or_insert(found);
                continue;
            }
            let before = at.checked_sub(1).map_or("", |before| low(&tokens, before));
            let first = Some(at) == behind;
            if let Some(found) = stretch_at(&tokens, at, first) {
                at = found.to.end();
                stretch.get_or_insert(found);
                continue;
            }
            match phrase(&tokens, at, first) {
                Some(time) if !matches!(time.says, Says::In(_)) => {
                    at = time.end();
                    if first || !OTHER.contains(&before) {
                        times.push(time);
                    }
                }
                _ => at += 1,
            }
        }
        let way_free = |at: usize| due.as_ref().is_none_or(|due: &Due| at < due.first || at >= due.phrase.end());
        let all_ways: Vec<Way> =
            (0..tokens.len()).filter(|at| way_free(*at)).filter_map(|at| way(&tokens, at)).collect();
        let skip = |at: usize| {
            let time = times.iter().find(|time| time.first == at).map(Phrase::end);
            let way = all_ways.iter().find(|way| way.first == at).map(|way| way.first + way.count);
            let stretch = stretch.as_ref().filter(|stretch| stretch.first == at).map(|stretch| stretch.to.end());
            time.or(way).or(stretch).unwrap_or(at)
        };
        let mut start = behind.unwrap_or(0);
        while skip(start) != start {
            start = skip(start);
        }
        let told = head(&tokens, start, wide, &skip).filter(|head| head.act == super::head::Act::Tell);
        let told = told.filter(|head| head.to.iter().any(|named| names.at(&tokens, named.first).is_none()));
        let head = told.or_else(|| head(&tokens, start, names, &skip));
        let question = asked(&tokens, start, names).filter(|_| head.is_none() && lead.is_none());
        let wonders = matches!(question, Some(Asked::Nobody));
        let head = match question {
            Some(Asked::Of(question)) => Some(question),
            _ => head,
        };
        let impossible = impossible(&tokens, behind, &times);
        let mark = reference(&tokens);
        let way = all_ways.into_iter().next();
        let first_name = names.at(&tokens, start);
        let agent = (start + 1..tokens.len())
            .filter(|at| low(&tokens, at - 1) == "by" && way_free(*at))
            .find_map(|at| names.at(&tokens, at));
        Self { mark, way, impossible, wonders, head, lead, times, due, stretch, start, first_name, agent, tokens }
    }

    /// The end in bytes of the word before a number; 0 before the first.
    pub fn byte(&self, token: usize) -> usize {
        self.tokens.get(token).map_or_else(|| self.tokens.last().map_or(0, |last| last.span.end), |t| t.span.start)
    }

    /// The place of some words.
    pub fn place(&self, first: usize, count: usize) -> Option<Span> {
        let last = self.tokens.get((first + count).checked_sub(1)?)?;
        Some(Span { start: self.tokens.get(first)?.span.start, end: last.span.end })
    }

    /// The list that the words ask for, and the words that ask.
    pub fn list(&self) -> List {
        let by_lead = self.lead.map(|(_, lead)| lead.list);
        let due_first =
            self.due.as_ref().is_some_and(|due| due.first == 0) && ["deadline", "due"].contains(&low(&self.tokens, 0));
        if due_first && by_lead.is_none() {
            return List::Deadlines;
        }
        by_lead.or(self.head.as_ref().map(|head| head.act.list())).unwrap_or(List::Events)
    }

    /// Whether the words say what is still to be done, and by when: `PSNI to send the list by Friday noon`, `will ring
    /// again at 16:00`, `Fri 5pm deadline for the request`.
    pub fn is_owed(&self) -> bool {
        const OWES: [&str; 11] =
            ["must", "need", "needs", "should", "shall", "wants", "want", "asking", "has to", "have to", "i'll"];
        const OVER: [&str; 8] = ["not", "never", "no", "missed", "passed", "met", "was", "were"];
        let tokens = &self.tokens;
        let all = || self.start..tokens.len();
        if all().any(|at| OVER.contains(&low(tokens, at))) {
            return false;
        }
        let named = self.times.iter().any(|time| low(tokens, time.end()) == "deadline");
        let to = self.first_name.as_ref().is_some_and(|name| low(tokens, name.end()) == "to");
        // "Will Smith" is somebody.
        let name = |at: usize| tokens.get(at + 1).is_some_and(|next| next.raw.starts_with(char::is_uppercase));
        let will = |at: usize| low(tokens, at) == "will" && !name(at);
        let owes = to || all().any(|at| will(at) || longest(tokens, at, &OWES).is_some());
        named || (owes && (self.due.is_some() || self.times.iter().any(|time| !self.in_head(time))))
    }

    /// Whether a phrase stands between `first` and `end`, as part of who did what.
    pub fn in_head(&self, time: &Phrase) -> bool {
        let behind = self.lead.map_or(0, |(at, lead)| at + lead.count);
        let first = time.first == 0 || time.first == behind;
        first || time.end() <= self.start || self.head.as_ref().is_some_and(|head| time.end() <= head.clause)
    }

    /// Whether a phrase is set apart from the words around it, or a word before it says that it is the time.
    pub fn set_apart(&self, time: &Phrase) -> bool {
        let glued = ["at", "on", "about", "around", "approximately", "approx", "circa", "c"];
        let open = time.end() >= self.tokens.len();
        let after = self.tokens.get(time.end() - 1).is_some_and(Token::stops);
        let before = time.first > 0 && self.tokens[time.first - 1].stops();
        open || after || before || glued.contains(&low(&self.tokens, time.first))
    }

    /// Whether a phrase stands at the end of the line behind a comma.
    pub fn closes(&self, time: &Phrase) -> bool {
        time.end() >= self.tokens.len() && time.first > 0 && self.tokens[time.first - 1].stops()
    }
}

fn lead_after(tokens: &[Token], time: &Phrase) -> Option<Lead> {
    lead(tokens, time.end())
}

/// A stretch of time at a word. Both ends must be times of day or days; a number is none.
fn stretch_at(tokens: &[Token], at: usize, led: bool) -> Option<Stretch> {
    let word = low(tokens, at);
    let lead = usize::from(["from", "between"].contains(&word));
    let from = hour_before(tokens, at + lead, lead == 1).or_else(|| phrase(tokens, at + lead, led || lead == 1))?;
    let end = from.end();
    let dash = tokens.get(end - 1).is_some_and(|token| ["-", "–", "—"].contains(&token.after.trim()));
    let joined = match low(tokens, end) {
        "to" | "until" | "till" => !tokens[end - 1].stops(),
        "and" => word == "between" && !tokens[end - 1].stops(),
        _ => false,
    };
    if !dash && !joined {
        return None;
    }
    let to = phrase(tokens, end + usize::from(joined), !dash)?;
    let times =
        |phrase: &Phrase| matches!(phrase.says, Says::When { part: None, .. } | Says::Now) && !phrase.maybe_number;
    let clock = matches!(to.says, Says::When { clock: Some(_), .. });
    let fits = times(&from) && times(&to) && (clock || !dash);
    let span = Span { start: tokens.get(at)?.span.start, end: to.span.end };
    fits.then_some(Stretch { from, to, span, first: at })
}

/// A bare hour whose half of the day the end of its stretch says: `10-11am`, `between 2 and 3pm`, `from 11 to 1pm`.
fn hour_before(tokens: &[Token], at: usize, led: bool) -> Option<Phrase> {
    let token = tokens.get(at)?;
    let joined = usize::from(led && !token.stops() && ["and", "to", "until", "till"].contains(&low(tokens, at + 1)));
    if joined == 0 && token.after != "-" {
        return None;
    }
    let hour: u32 = token.low.parse().ok().filter(|hour| (1..=12).contains(hour))?;
    let (to, _) = clock(tokens, at + 1 + joined, Bare::No).filter(|(to, _)| !to.either)?;
    let same = hour % 12 + if to.hour >= 12 { 12 } else { 0 };
    let before = same < to.hour || (same == to.hour && to.minute > 0);
    let says =
        Says::When { day: None, clock: Some(plain(if before { same } else { (same + 12) % 24 }, 0)), part: None };
    Some(Phrase { first: at, count: 1, span: token.span, about: false, says, maybe_number: false, shorter: None })
}

fn due_at(tokens: &[Token], at: usize) -> Option<Due> {
    let due = |n: usize| {
        let phrase = phrase(tokens, at + n, true)?;
        let told = !matches!(phrase.says, Says::Now | Says::Ago(_));
        let span = Span { start: tokens.get(at)?.span.start, end: phrase.span.end };
        told.then_some(Due { phrase, span, first: at })
    };
    if let Some(n) = DUE.iter().filter_map(|phrase| words(tokens, at, phrase)).max()
        && let Some(found) = due(n)
    {
        return Some(found);
    }
    let n = longest(tokens, at, &["reply", "a reply", "answer", "an answer", "response", "due"]).unwrap_or(0);
    due(n).filter(|due| matches!(due.phrase.says, Says::In(_)))
}
