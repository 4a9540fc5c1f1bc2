//! Which words before the kept ones need not be kept, because a field or the kind of the record says them.
//!
//! A word goes only where it is (a) inside a time, a channel or a name that became a field, (b) a word that the kind
//! of the record itself says, or (c) a small word that joins these. With any other word among them the words begin
//! earlier, so that nothing that was typed is in no field and in no text.

use breachbook_case::List;

use super::chip_key::ChipKey;
use super::head::{Act, Head, VERBS};
use super::record::Record;
use super::token::Token;

/// Words that join who did what to whom and say nothing of their own.
const JOINING: [&str; 18] = [
    "the", "a", "an", "our", "their", "to", "with", "of", "by", "from", "was", "were", "been", "has", "have", "had",
    "that", "and",
];
/// The writer, and whoever keeps the book.
const OURSELVES: [&str; 4] = ["i", "me", "we", "us"];
/// Verbs that say more than the kind of their record does.
const SAYS_MORE: [&str; 4] = ["texted", "reported", "referred", "back"];

/// Whether a word is said by the kind of a record.
fn said_by_the_kind(word: &str, list: List, head: &Head, that: bool) -> bool {
    let of = |fits: &dyn Fn(Act) -> bool| {
        VERBS.iter().any(|(words, act)| fits(*act) && words.split(' ').any(|part| part == word))
    };
    let thing = ["email", "e-mail", "letter", "call", "phone", "voicemail", "reply", "response", "answer", "received"];
    match list {
        _ if SAYS_MORE.contains(&word) => false,
        List::Questions => of(&|act| act == Act::Ask) || ["question", "query", "for"].contains(&word),
        List::Commitments => {
            of(&|act| act == Act::Promise || (matches!(act, Act::Say(false)) && head.act == Act::SayWould))
        }
        // "told … that" only passes on what was said.
        List::Statements => of(&|act| matches!(act, Act::Say(false)) || (act == Act::Tell && that)),
        List::Notifications => of(&|act| act == Act::Tell),
        List::Decisions => of(&|act| act == Act::Decide),
        List::Correspondence => {
            of(&|act| matches!(act, Act::Write(_))) || thing.contains(&word) || ["got", "took", "heard"].contains(&word)
        }
        _ => false,
    }
}

impl Record<'_, '_> {
    /// The words that are kept begin behind who did what, as far as every word before them is a field or the kind.
    pub(super) fn begin_words(&mut self) {
        let Some(head) = self.head().cloned() else { return };
        // Several to whom something was said fit no key: then every word is kept, as in any line of the timeline.
        let fits = matches!(self.list, List::Correspondence | List::Notifications | List::Questions);
        if head.unknown || (head.to.len() > 1 && !fits) || self.list == List::Events {
            return;
        }
        let end = if matches!(head.act, Act::Say(true)) { head.verb } else { head.clause };
        let tokens = &self.parts.tokens;
        let that = end > 0 && super::token::low(tokens, end - 1) == "that";
        let lost = |at: &usize| {
            let token = &tokens[*at];
            let word = token.low.as_str();
            !(JOINING.contains(&word)
                || OURSELVES.contains(&word)
                || self.is_field(token)
                || (self.list == List::Correspondence && self.is_addressee(*at, &head))
                || said_by_the_kind(word, self.list, &head, that))
        };
        let begin = match (0..end.min(tokens.len())).find(lost) {
            None => end,
            Some(at) if at < head.verb => return,
            Some(_) => head.verb,
        };
        // The mark that opens a quotation goes with its words, or the one that closes it would stand alone.
        let before = self.chips.line.get(..self.parts.byte(begin)).unwrap_or_default();
        self.from = before.trim_end_matches(['"', '“', '‘', '(']).len();
    }

    /// Whether a word lies in what became a field, or is about to once it is asked.
    fn is_field(&self, token: &Token) -> bool {
        let cut = self.cuts.iter().any(|cut| cut.start <= token.span.start && token.span.end <= cut.end);
        let holds = |chip: &super::reading::Chip| chip.value.is_some() || chip.doubt.is_some();
        cut || self.chips.all.iter().any(|chip| {
            let names = names_a_party(chip.key) && holds(chip);
            names && chip.span.is_some_and(|span| span.start <= token.span.start && token.span.end <= span.end)
        })
    }

    /// Whether a word names one of those to whom something was sent, where they became a field.
    fn is_addressee(&self, at: usize, head: &Head) -> bool {
        let there =
            self.chips.all.iter().any(|chip| chip.key.is("to") && (chip.value.is_some() || chip.doubt.is_some()));
        there && head.to.iter().any(|named| (named.first..named.end()).contains(&at))
    }
}

/// Whether the chip of a key names a party.
pub fn names_a_party(key: ChipKey) -> bool {
    ["to", "by", "asked_by", "from", "body", "actor", "owner", "controller"].contains(&key.name)
}
