//! Who did what to whom: `federation asked PSNI`, `told the ICO`, `ICO replied`.

use breachbook_case::{Channel, List};

use super::party::{Named, Names};
use super::token::{Token, longest, low};

/// What a verb says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// A question was put.
    Ask,
    /// Something was promised.
    Promise,
    /// Something was said; whether the verb itself must stay in the words (`denied that`).
    Say(bool),
    /// "said that it would": said or promised.
    SayWould,
    /// A body was told.
    Tell,
    /// Something was sent, or a call made.
    Write(Option<Channel>),
    /// Something was decided.
    Decide,
    /// Somebody was reminded of what is open.
    Chase,
}

impl Act {
    /// The list that a line with such a verb goes into.
    pub fn list(self) -> List {
        match self {
            Self::Ask => List::Questions,
            Self::Promise => List::Commitments,
            Self::Say(_) | Self::SayWould => List::Statements,
            Self::Tell => List::Notifications,
            Self::Write(_) => List::Correspondence,
            Self::Decide => List::Decisions,
            Self::Chase => List::Events,
        }
    }
}

/// The beginning of a line that says who did what to whom.
#[derive(Debug, Clone)]
pub struct Head {
    /// What was done.
    pub act: Act,
    /// Who did it.
    pub by: Option<Named>,
    /// To whom.
    pub to: Vec<Named>,
    /// The number of the verb's first word.
    pub verb: usize,
    /// The number of the first word of what was said, asked or promised.
    pub clause: usize,
    /// Whether words that name no party stand before the verb.
    pub unknown: bool,
    /// Whether the words say that it came to us: `replied`, `email from`.
    pub to_us: bool,
}

pub(super) const VERBS: [(&str, Act); 61] = [
    ("asked", Act::Ask),
    ("asks", Act::Ask),
    ("queried", Act::Ask),
    ("questioned", Act::Ask),
    ("requested", Act::Ask),
    ("put to", Act::Ask),
    ("promised", Act::Promise),
    ("promises", Act::Promise),
    ("pledged", Act::Promise),
    ("undertook", Act::Promise),
    ("gave an undertaking", Act::Promise),
    ("committed", Act::Promise),
    ("agreed to", Act::Promise),
    ("said", Act::Say(false)),
    ("says", Act::Say(false)),
    ("stated", Act::Say(false)),
    ("states", Act::Say(false)),
    ("claimed", Act::Say(false)),
    ("claims", Act::Say(false)),
    ("announced", Act::Say(false)),
    ("announces", Act::Say(false)),
    ("maintained", Act::Say(false)),
    ("insisted", Act::Say(false)),
    ("confirmed", Act::Say(true)),
    ("confirms", Act::Say(true)),
    ("denied", Act::Say(true)),
    ("denies", Act::Say(true)),
    ("admitted", Act::Say(true)),
    ("admits", Act::Say(true)),
    ("told", Act::Tell),
    ("notified", Act::Tell),
    ("informed", Act::Tell),
    ("alerted", Act::Tell),
    ("self-reported to", Act::Tell),
    ("emailed", Act::Write(Some(Channel::Email))),
    ("e-mailed", Act::Write(Some(Channel::Email))),
    ("rang", Act::Write(Some(Channel::Call))),
    ("phoned", Act::Write(Some(Channel::Call))),
    ("telephoned", Act::Write(Some(Channel::Call))),
    ("called", Act::Write(Some(Channel::Call))),
    ("rang back", Act::Write(Some(Channel::Call))),
    ("phoned back", Act::Write(Some(Channel::Call))),
    ("called back", Act::Write(Some(Channel::Call))),
    ("texted", Act::Write(Some(Channel::Call))),
    ("wrote", Act::Write(None)),
    ("replied", Act::Write(None)),
    ("responded", Act::Write(None)),
    ("answered", Act::Write(None)),
    ("got back", Act::Write(None)),
    ("spoke to", Act::Write(None)),
    ("spoke with", Act::Write(None)),
    ("decided", Act::Decide),
    ("chased", Act::Chase),
    ("chased up", Act::Chase),
    ("chases", Act::Chase),
    ("chasing", Act::Chase),
    ("reminded", Act::Chase),
    ("reminds", Act::Chase),
    ("sent a reminder", Act::Chase),
    ("sent another reminder", Act::Chase),
    ("sent a chaser", Act::Chase),
];

/// Words after which nothing was done yet, or was not done.
const DENIES: [&str; 30] = [
    "not", "never", "no", "nobody", "without", "will", "would", "should", "could", "must", "may", "might", "to", "can",
    "shall", "cannot", "hasn't", "haven't", "hadn't", "didn't", "wasn't", "weren't", "don't", "doesn't", "isn't",
    "being", "is", "are", "won't", "yet",
];
/// Words that begin a clause of their own: a verb behind them says nothing of this line.
const JOINS: [&str; 22] = [
    "after", "when", "that", "who", "because", "if", "whether", "before", "since", "which", "as", "how", "why", "what",
    "where", "while", "until", "once", "unless", "than", "and", "but",
];

fn verb(tokens: &[Token], at: usize) -> Option<(Act, usize)> {
    // "reported the loss to the ICO", "referred itself to …".
    if ["reported", "referred"].contains(&low(tokens, at))
        && let Some(n) = (1..6).find(|n| low(tokens, at + n) == "to")
        && (at..at + n).all(|at| !tokens[at].stops())
    {
        return Some((Act::Tell, n + 1));
    }
    VERBS.iter().filter_map(|(words, act)| longest(tokens, at, &[words]).map(|n| (*act, n))).max_by_key(|(_, n)| *n)
}

/// Reads the head of a line from a word on. `skip` leaps over the times and channels that stand between.
pub fn head(tokens: &[Token], start: usize, names: &Names, skip: &dyn Fn(usize) -> usize) -> Option<Head> {
    if let Some(head) = named_thing(tokens, skip(start), names, skip) {
        return Some(head);
    }
    let mut at = skip(start);
    let subject = names.at(tokens, at);
    let mut passive = false;
    let mut unknown = false;
    let mut more = Vec::new();
    if let Some(subject) = &subject {
        at = subject.end();
        // "ICO and NCA told": both stand first.
        while let Some(named) = beside(tokens, at, names) {
            at = named.end();
            more.push(named);
        }
        if tokens.get(at.checked_sub(1)?).is_some_and(|token| token.after.contains([':', '?', '.', ';'])) {
            return None;
        }
    }
    let (act, verb_at, n) = loop {
        let here = skip(at);
        if here != at {
            at = here;
            continue;
        }
        let word = low(tokens, at);
        if word.is_empty() || DENIES.contains(&word) || JOINS.contains(&word) {
            return None;
        }
        if let Some((act, n)) = verb(tokens, at) {
            break (act, at, n);
        }
        match word {
            "was" | "were" | "been" => passive = true,
            "has" | "have" | "had" | "also" | "then" | "just" | "again" | "later" | "now" | "already" | "since" => {}
            // "Chief Constable promised …": a few words that name no party.
            _ if subject.is_none() && at < start + 4 && !tokens[at].stops() => unknown = true,
            _ => return None,
        }
        at += 1;
    };
    if unknown && matches!(act, Act::Tell | Act::Write(_)) {
        return None;
    }
    let after = read_after(tokens, verb_at + n, act, passive, names, skip);
    build(tokens, Said { act, verb: verb_at, end: verb_at + n, subject, more, passive, unknown }, after, skip)
}

/// `email from PSNI: …`, `letter to the ICO`, `received a call from the supplier`.
fn named_thing(tokens: &[Token], start: usize, names: &Names, skip: &dyn Fn(usize) -> usize) -> Option<Head> {
    let got = longest(tokens, start, &["received", "got", "had", "took"]).unwrap_or(0);
    let article = longest(tokens, start + got, &["a", "an", "the"]).unwrap_or(0);
    let at = start + got + article;
    let asks = longest(tokens, at, &["question", "query"]).filter(|_| got == 0);
    const THINGS: [(&str, Option<Channel>); 10] = [
        ("heard", None),
        ("email", Some(Channel::Email)),
        ("e-mail", Some(Channel::Email)),
        ("letter", Some(Channel::Letter)),
        ("call", Some(Channel::Call)),
        ("phone call", Some(Channel::Call)),
        ("voicemail", Some(Channel::Call)),
        ("reply", None),
        ("response", None),
        ("answer", None),
    ];
    let thing = || THINGS.iter().find_map(|(words, way)| Some((longest(tokens, at, &[words])?, Act::Write(*way))));
    let chaser = || longest(tokens, at, &["reminder", "chaser"]).map(|n| (n, Act::Chase));
    let (n, act) = asks.map(|n| (n, Act::Ask)).or_else(thing).or_else(chaser)?;
    let towards = match low(tokens, at + n) {
        "from" => false,
        "for" if asks.is_some() => true,
        "to" | "with" => true,
        _ => return None,
    };
    let named = names.at(tokens, at + n + 1)?;
    let clause = skip(named.end());
    let (by, to) = if towards { (None, vec![named]) } else { (Some(named), Vec::new()) };
    let to_us = by.is_some();
    Some(Head { act, by, to, verb: at, clause, unknown: false, to_us })
}

/// A name behind another, with a comma or "and" between.
fn beside(tokens: &[Token], at: usize, names: &Names) -> Option<Named> {
    let and = low(tokens, at) == "and";
    let comma = tokens.get(at.checked_sub(1)?).is_some_and(|token| token.after == ",");
    names.at(tokens, at + usize::from(and)).filter(|_| and || comma)
}

struct Said {
    act: Act,
    verb: usize,
    end: usize,
    subject: Option<Named>,
    /// Others that stand first beside it.
    more: Vec<Named>,
    passive: bool,
    unknown: bool,
}

/// What follows the verb: to whom, by whom, and where the words themselves begin.
struct After {
    to: Vec<Named>,
    agent: Option<Named>,
    at: usize,
}

fn read_after(
    tokens: &[Token],
    start: usize,
    act: Act,
    passive: bool,
    names: &Names,
    skip: &dyn Fn(usize) -> usize,
) -> After {
    let mut after = After { to: Vec::new(), agent: None, at: start };
    loop {
        after.at = skip(after.at);
        if after.at > 0
            && after.at > start
            && tokens.get(after.at - 1).is_some_and(|t| t.after.contains([':', ';', '.', '?']))
        {
            return after;
        }
        let word = low(tokens, after.at);
        let led = ["to", "with", "of"].contains(&word);
        // "asked by the federation", "ICO notified by PSNI".
        if word == "by" && (passive || (after.to.is_empty() && after.agent.is_none())) {
            let Some(agent) = names.at(tokens, after.at + 1) else { return after };
            after.at = agent.end();
            after.agent = Some(agent);
            continue;
        }
        let more = word == "and" && !after.to.is_empty();
        let Some(named) = names.at(tokens, after.at + usize::from(led || more)) else { return after };
        // "said the ICO was told", "promised the ICO would be told": the name belongs to what was said.
        let next = low(tokens, named.end());
        let own = ["would", "will", "was", "were", "is", "are", "has", "had", "have", "could", "should", "did"]
            .contains(&next);
        let speaks = matches!(act, Act::Say(_) | Act::SayWould | Act::Decide);
        if (speaks && !led) || (own && !led && act != Act::Ask) || (own && more) || (passive && act != Act::Tell) {
            return after;
        }
        after.at = named.end();
        after.to.push(named);
    }
}

fn build(tokens: &[Token], said: Said, after: After, skip: &dyn Fn(usize) -> usize) -> Option<Head> {
    let Said { act, verb, end, subject, mut more, passive, unknown } = said;
    let mut clause = after.at;
    let (mut by, mut to) = (subject, after.to);
    let ends = |at: usize| at >= tokens.len() || (at > 0 && tokens[at - 1].stops());
    if passive {
        if matches!(act, Act::Say(_) | Act::Decide) {
            return None;
        }
        to.extend(by.take());
        to.append(&mut more);
        by = after.agent;
    } else if let Some(agent) = after.agent {
        // Without "was" the name that stands first is still the one that was asked or told.
        if !matches!(act, Act::Ask | Act::Tell) {
            return None;
        }
        to.extend(by.replace(agent));
    }
    match act {
        // "asked to explain" without a name is a headline in the passive.
        Act::Ask if to.is_empty() && low(tokens, clause) == "to" => return None,
        // "ICO told 16:00": in a headline the body stands first.
        Act::Tell if to.is_empty() => {
            let headline = clause > end || ends(clause) || ["that", "about", "of", "by"].contains(&low(tokens, clause));
            let headline = headline || skip(clause) != clause;
            to.extend(by.take().filter(|_| headline));
            to.append(&mut more);
            if to.is_empty() {
                return None;
            }
        }
        // "told PSNI to publish": an order, which notifies nobody.
        Act::Tell if low(tokens, clause) == "to" => return None,
        // "called for an inquiry" is no call.
        Act::Write(Some(_)) if to.is_empty() && low(tokens, verb) == "called" => return None,
        Act::Write(_) if to.is_empty() && by.is_none() => return None,
        _ => {}
    }
    // Two who did something fit no key; nor do they where nobody is named to whom.
    if !more.is_empty() {
        return None;
    }
    let mut act = act;
    if low(tokens, clause) == "that" && act != Act::Ask {
        clause += 1;
    }
    if matches!(act, Act::Promise | Act::Decide) && low(tokens, clause) == "to" {
        clause += 1;
    }
    if matches!(act, Act::Say(false)) {
        let pronoun = usize::from(["it", "they", "he", "she", "we"].contains(&low(tokens, clause)));
        let short = ["it'll", "they'll", "he'll", "she'll", "we'll"].contains(&low(tokens, clause));
        if short || ["would", "will"].contains(&low(tokens, clause + pronoun)) {
            act = Act::SayWould;
        }
    }
    let to_us = ["replied", "responded", "answered", "got"].contains(&low(tokens, verb));
    Some(Head { act, by, to, verb, clause, unknown, to_us })
}
