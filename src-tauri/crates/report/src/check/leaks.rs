//! Does a finished file hold a text that must not be in it?

use super::Fault;
use super::normal::{normal, without_space};
use super::readback::{Part, Place, Readback};
use aho_corasick::AhoCorasick;
use std::collections::{BTreeMap, BTreeSet};

/// A text that must not be in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forbidden {
    /// The text, or the id of an item.
    pub text: String,
    /// The item that it belongs to, for the report of a leak.
    pub item: String,
}

/// A forbidden text that was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    /// The item that it belongs to.
    pub item: String,
    /// The text.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// Letters and digits from which a text counts wherever it stands, white space aside; shorter ones count only as
/// whole words.
const LONG: usize = 12;
/// Bytes of a text that the automaton knows: keeps 10,000 long texts small. The rest is compared where those match.
const KEY: usize = 40;

/// Every forbidden text in the file, once for each place. Texts without a letter or digit are left out, and so is
/// what an allowed text holds: what is shown anyhow gives nothing away.
///
/// # Errors
/// [`Fault::Structure`] when there are too many texts to search for (some millions of letters).
pub fn leaks<'a>(
    readback: &Readback,
    forbidden: &[Forbidden],
    allowed: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<Leak>, Fault> {
    let search = Search::new(forbidden)?;
    let mut shown = BTreeSet::new();
    for text in allowed {
        search.find(text, false, &mut |n| {
            shown.insert(n);
        });
    }
    let half = readback.parts().len().div_ceil(2);
    let (first, second) = readback.parts().split_at(half);
    let mut found = std::thread::scope(|scope| {
        let other = scope.spawn(|| search.parts(second, &shown));
        let mut found = search.parts(first, &shown);
        // A thread of ours that panics is a fault to pass on, not a file without leaks.
        match other.join() {
            Ok(more) => found.extend(more),
            Err(panic) => std::panic::resume_unwind(panic),
        }
        found
    });
    found.sort();
    found.dedup();
    Ok(found)
}

struct Search<'a> {
    forbidden: &'a [Forbidden],
    /// Whole words, in normal form.
    short: Matcher,
    /// Anywhere, without white space.
    long: Matcher,
}

/// Keys of texts, and the texts that begin with each.
struct Matcher {
    automaton: AhoCorasick,
    by_key: Vec<Vec<(String, usize)>>,
}

impl<'a> Search<'a> {
    fn new(forbidden: &'a [Forbidden]) -> Result<Self, Fault> {
        let (mut short, mut long) = (BTreeMap::new(), BTreeMap::new());
        for (n, one) in forbidden.iter().enumerate() {
            let text = normal(&one.text);
            match text.chars().filter(|c| c.is_alphanumeric()).count() {
                0 => {}
                1..LONG => insert(&mut short, text, n),
                _ => insert(&mut long, without_space(&text), n),
            }
        }
        Ok(Self { forbidden, short: Matcher::new(short)?, long: Matcher::new(long)? })
    }

    fn parts(&self, parts: &[Part], shown: &BTreeSet<usize>) -> Vec<Leak> {
        let mut leaks = Vec::new();
        for part in parts {
            self.find(&part.text, part.vocabulary, &mut |n| {
                if !shown.contains(&n) {
                    let Forbidden { text, item } = self.forbidden[n].clone();
                    leaks.push(Leak { item, text, place: part.place.clone() });
                }
            });
        }
        leaks
    }

    /// In the vocabulary of the format every short word could occur, so there only long texts are looked for.
    fn find(&self, text: &str, vocabulary: bool, found: &mut dyn FnMut(usize)) {
        let text = normal(text);
        if !vocabulary {
            self.short.find(&text, true, found);
        }
        self.long.find(&without_space(&text), false, found);
    }
}

fn insert(texts: &mut BTreeMap<String, Vec<(String, usize)>>, text: String, n: usize) {
    let mut end = text.len().min(KEY);
    while !text.is_char_boundary(end) {
        end += 1;
    }
    texts.entry(text[..end].to_owned()).or_default().push((text, n));
}

impl Matcher {
    fn new(texts: BTreeMap<String, Vec<(String, usize)>>) -> Result<Self, Fault> {
        let automaton = AhoCorasick::new(texts.keys()).map_err(Fault::structure)?;
        Ok(Self { automaton, by_key: texts.into_values().collect() })
    }

    fn find(&self, text: &str, whole_words: bool, found: &mut dyn FnMut(usize)) {
        if self.by_key.is_empty() {
            return;
        }
        for hit in self.automaton.find_overlapping_iter(text) {
            let rest = &text[hit.start()..];
            let begins = text[..hit.start()].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            for (whole, n) in &self.by_key[hit.pattern().as_usize()] {
                if let Some(after) = rest.strip_prefix(whole.as_str()) {
                    let ends = after.chars().next().is_none_or(|c| !c.is_alphanumeric());
                    if !whole_words || (begins && ends) {
                        found(*n);
                    }
                }
            }
        }
    }
}
