//! Writes the sample reports of the tests, sealed with a test key, into a folder: to look at them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../tests/sample/mod.rs"]
mod sample;

use breachbook_report::pdf::{self, Seal};
use std::ops::ControlFlow;

fn main() {
    let folder = std::path::PathBuf::from(std::env::args().nth(1).expect("a folder"));
    let seal = Seal { secret: [7; 32], not_before: sample::utc("2026-01-02T03:04:05Z") };
    for (name, document) in [("report", sample::report()), ("oddities", sample::oddities())] {
        for (kind, seal) in [("plain", None), ("sealed", Some(&seal))] {
            let written = pdf::write(&document, seal, &mut |_| ControlFlow::Continue(())).unwrap();
            let path = folder.join(format!("{name}-{kind}.pdf"));
            std::fs::write(&path, &written.bytes).unwrap();
            println!("{} {} pages {} bytes {:?}", path.display(), written.pages, written.bytes.len(), written.warnings);
        }
    }
}
