//! The acts, one file an act or family.

mod accept;
mod add;
mod backup;
mod cases;
mod changes;
mod correct;
mod demo;
mod erase;
mod export;
mod history;
mod import;
mod log;
mod open_case;
mod prove;
mod report;
mod search;
mod show;
mod slots;
mod verify;
mod withdraw;
mod witness;

pub use accept::Acceptance;
pub use cases::CaseRow;
pub use changes::changed;
pub use demo::{DEMO_CASES, demo};
pub use history::HistoryRow;
pub use import::Imported;
pub use log::{NewLine, Written};
pub use open_case::OpenCase;
pub use report::{ReportOptions, Reported};
pub use search::SearchRow;
pub use show::Shown;
pub use slots::SlotRow;
pub use verify::{FileVerdict, VaultVerdict, verify_file};
