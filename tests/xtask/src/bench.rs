//! `cargo xtask bench`: the programs of `tests/bench/`, in the release profile.

use crate::Outcome;
use crate::programs::{cargo, see};

/// The benchmarks: a name, and what cargo is called with. A new one is a line here.
const BENCHES: &[(&str, &[&str])] = &[];

/// Runs all of them, or the one that is named.
pub fn bench(name: Option<&str>) -> Outcome {
    let chosen: Vec<_> = BENCHES
        .iter()
        .filter(|(known, _)| name.is_none_or(|name| name == *known))
        .collect();
    if chosen.is_empty() {
        let known: Vec<_> = BENCHES.iter().map(|(known, _)| *known).collect();
        return Err(format!(
            "no such benchmark; known are: {}",
            known.join(", ")
        ));
    }
    chosen
        .into_iter()
        .try_for_each(|(_, args)| see(cargo(*args)))
}
