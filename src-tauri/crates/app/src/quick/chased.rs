//! Somebody was chased: the open question or promise that it is about is found by whom it was put to and by its words,
//! and the line is linked to it. Where several fit it is asked.

use breachbook_case::{Case, Id};

use super::chips::{Given, Offer};
use super::head::{Act, Head};
use super::record::Record;
use super::token::{Token, low, tokens};

const WORDS: [&str; 8] = ["chased", "chases", "chasing", "chaser", "reminded", "reminds", "reminder", "reminders"];
/// Words that say nothing of what it is about.
const SMALL: [&str; 34] = [
    "about",
    "again",
    "another",
    "answer",
    "asked",
    "been",
    "by",
    "call",
    "could",
    "does",
    "email",
    "from",
    "have",
    "letter",
    "once",
    "over",
    "phone",
    "promised",
    "question",
    "reply",
    "request",
    "still",
    "sent",
    "that",
    "their",
    "them",
    "they",
    "this",
    "were",
    "what",
    "when",
    "which",
    "with",
    "yesterday",
];
/// So many letters of a text stand on a chip.
const LETTERS: usize = 56;

/// Whether a line may say that somebody was chased, so that what is open in the case must be known to read it.
pub fn chases(line: &str) -> bool {
    tokens(line).iter().any(|token| WORDS.contains(&token.low.as_str()))
}

/// What is open in a case.
struct Open<'c> {
    id: &'c Id,
    text: &'c str,
    /// Who has to answer it or to keep it.
    of: Option<&'c Id>,
}

fn open(case: &Case) -> impl Iterator<Item = Open<'_>> {
    let questions = case.questions.iter().filter(|one| one.own.status.is_owed()).map(|one| Open {
        id: &one.id,
        text: one.own.text.as_str(),
        of: one.own.to.as_ref().map(|to| &to.0),
    });
    let promises = case.commitments.iter().filter(|one| one.own.status.is_owed()).map(|one| Open {
        id: &one.id,
        text: one.own.text.as_str(),
        of: Some(&one.own.by.0),
    });
    questions.chain(promises)
}

impl Record<'_, '_> {
    /// Links a line that says so to what was chased.
    pub(super) fn chased(&mut self) {
        let Some(head) = self.parts.head.as_ref().filter(|head| head.act == Act::Chase) else { return };
        let of: Vec<&Id> = head.to.iter().flat_map(|named| &named.parties).collect();
        let said = self.said(head);
        let case = self.chips.ground.case;
        let mut found: Vec<(usize, Open<'_>)> = open(case)
            .filter(|one| of.is_empty() || one.of.is_some_and(|party| of.contains(&party)))
            .map(|one| (shared(&said, one.text), one))
            .filter(|(score, _)| *score > 0 || !of.is_empty())
            .collect();
        // The latest first, where the words say no more of one than of another.
        found.reverse();
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        let Some((best, _)) = found.first() else { return };
        let next = found.get(1).map(|(score, _)| *score);
        let sure = match next {
            Some(next) => *best > next,
            None => *best > 0 || said.is_empty(),
        };
        let offers: Vec<Offer> = found
            .iter()
            .map(|(_, one)| (one.id.to_string(), short(one.text), Some(vec![one.id.as_str()].into())))
            .collect();
        let doubt = (!sure).then(|| "Which open question or promise is it about?".to_owned());
        self.chips.put("about", "concerns", Given { offers, doubt, optional: true, ..Given::default() });
    }

    /// The words behind the verb that may say what it is about: no names, times or channels.
    fn said(&self, head: &Head) -> Vec<String> {
        let parts = self.parts;
        let field = |at: usize| {
            head.to.iter().chain(&head.by).any(|named| (named.first..named.end()).contains(&at))
                || parts.times.iter().any(|time| (time.first..time.end()).contains(&at))
                || parts.due.as_ref().is_some_and(|due| (due.first..due.phrase.end()).contains(&at))
                || parts.way.as_ref().is_some_and(|way| (way.first..way.first + way.count).contains(&at))
        };
        let all = head.verb..parts.tokens.len();
        all.filter(|at| !field(*at))
            .map(|at| low(&parts.tokens, at))
            .filter(|word| says(word))
            .map(str::to_owned)
            .collect()
    }
}

/// Whether a word says what something is about.
fn says(word: &str) -> bool {
    word.chars().count() > 2
        && !SMALL.contains(&word)
        && !WORDS.contains(&word)
        && !["the", "and", "for"].contains(&word)
}

/// How many of the words stand in a text, in whatever form: `rota` in `rotas`.
fn shared(words: &[String], text: &str) -> usize {
    let text: Vec<Token> = tokens(text);
    let alike = |a: &str, b: &str| {
        let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
        short == long || (short.chars().count() > 3 && long.starts_with(short))
    };
    words.iter().filter(|word| text.iter().any(|other| says(&other.low) && alike(word, &other.low))).count()
}

/// The beginning of a text, for a chip.
fn short(text: &str) -> String {
    let mut letters = text.chars();
    let begun: String = letters.by_ref().take(LETTERS).collect();
    if letters.next().is_some() { format!("{}…", begun.trim_end()) } else { begun }
}
