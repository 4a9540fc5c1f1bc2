//! The words of a record for full-text search.

use crate::case::{List, read_item, read_own};
use crate::shape::{Leaf, Node, Path, Shape, Walk};

/// The list name under which the case's own keys are kept.
pub const CASE: &str = "case";

/// Every free text of a record, a line each; empty for what this version cannot read.
pub fn words_of(list: &str, body: &[u8]) -> String {
    let Ok(node) = Node::parse(body) else { return String::new() };
    let mut words = String::new();
    let mut meet = |_: &Path, leaf: Leaf<'_>, _: bool| {
        if let Leaf::Text(text) = leaf {
            if !words.is_empty() {
                words.push('\n');
            }
            words.push_str(text);
        }
    };
    if list == CASE {
        if let Ok(own) = read_own(&node) {
            own.walk(&mut Walk { path: Path::root(), meet: &mut meet }, true);
        }
    } else if let Some(Ok(item)) = List::from_word(list).map(|list| read_item(list, &node, true)) {
        item.meet(Path::root(), &mut meet);
    }
    words
}
