//! Work over very many items, a part of them on each processor.

use std::num::NonZero;
use std::ops::Range;

/// Fewer items than these are no work for a second processor.
const PART: usize = 512;

/// Does the work for `count` items, each processor a stretch of them; what it gives comes in their order.
pub(crate) fn in_parts<T: Send>(count: usize, work: impl Fn(Range<usize>) -> Vec<T> + Sync) -> Vec<T> {
    let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
    let length = count.div_ceil(processors).max(PART);
    if count <= length {
        return work(0..count);
    }
    let stretches = (0..count).step_by(length).map(|from| from..count.min(from + length));
    std::thread::scope(|scope| {
        let work = &work;
        let parts: Vec<_> = stretches.map(|stretch| scope.spawn(move || work(stretch))).collect();
        parts
            .into_iter()
            .flat_map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_is_met_once_and_in_order() {
        for count in [0, 1, PART, PART + 1, 7 * PART + 3] {
            assert!(in_parts(count, |stretch| stretch.collect()).into_iter().eq(0..count), "{count}");
        }
    }
}
