//! Bad input, a full disk, a kill: one clear answer, and nothing lost or half written.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod damaged;
#[cfg(target_os = "linux")]
mod disk;
mod edited;
mod hostile;
#[cfg(unix)]
mod in_use;
mod input;
mod kills;
#[cfg(target_os = "linux")]
mod mounts;
mod newer;
mod places;
mod set_back;
#[path = "../support/mod.rs"]
mod support;

use support::Desk;

const CASE: &str = "ROTA-2026-01";

/// The arguments that write a line into the small case.
fn log(text: &str) -> [&str; 9] {
    ["log", "v", "--case", CASE, "--at", "2026-03-05", "--reason", "diary", text]
}

/// The texts of the timeline, in order.
fn texts(desk: &Desk) -> Vec<String> {
    let shown = desk.json(&["show", "v", "--case", CASE]);
    let events = shown["records"]["events"].as_array().unwrap();
    events.iter().map(|event| event["text"].as_str().unwrap().to_owned()).collect()
}

/// Numbers that look random and are the same in each run (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % end as u64).unwrap()
    }
}
