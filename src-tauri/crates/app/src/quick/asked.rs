//! A line that ends in a question mark and has no other cue: a question, put to whomever it addresses.

use super::head::{Act, Head};
use super::party::{Named, Names};
use super::token::{Token, low};

/// Words that begin a question.
const BEGINS: [&str; 24] = [
    "why", "which", "when", "where", "who", "whose", "whom", "how", "what", "did", "do", "does", "has", "have", "had",
    "is", "are", "was", "were", "can", "could", "will", "would", "should",
];

/// Whom a question asks.
#[derive(Debug, Clone)]
pub enum Asked {
    /// Those in its head.
    Of(Head),
    /// Nobody is named.
    Nobody,
}

/// Reads `PSNI, who has the file?`, `who has the file, PSNI?` and `who has the file?`.
pub fn asked(tokens: &[Token], start: usize, names: &Names) -> Option<Asked> {
    if !tokens.last().is_some_and(|last| last.after.contains('?')) {
        return None;
    }
    let ask = |named: Named, clause: usize| {
        let (by, to) = (None, vec![named]);
        Asked::Of(Head { act: Act::Ask, by, to, verb: clause, clause, unknown: false, to_us: false })
    };
    let begins = |at: usize| BEGINS.contains(&low(tokens, at));
    let somebody = |named: &Named| !named.parties.is_empty();
    let set_off = |at: usize| tokens.get(at).is_some_and(|token| token.after.contains([',', ':', '–', '—']));
    if let Some(named) = names.at(tokens, start).filter(somebody)
        && named.end() < tokens.len()
        && (set_off(named.end() - 1) || begins(named.end()))
    {
        let clause = named.end();
        return Some(ask(named, clause));
    }
    let last = (start + 1..tokens.len()).filter(|at| set_off(at - 1)).filter_map(|at| names.at(tokens, at));
    if let Some(named) = last.filter(somebody).find(|named| named.end() == tokens.len()) {
        return Some(ask(named, start));
    }
    begins(start).then_some(Asked::Nobody)
}
