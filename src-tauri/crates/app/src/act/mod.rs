//! The acts, one file an act or family.

mod accept;
mod add;
mod attach;
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
mod prove;
mod report;
mod search;
mod show;
mod slots;
mod verify;
mod withdraw;
mod witness;

pub use accept::Acceptance;
pub use attach::{NewAttachment, media_type};
pub use cases::CaseRow;
pub use changes::changed;
pub use demo::{DEMO_CASES, demo};
pub use history::HistoryRow;
pub use import::Imported;
pub use log::{NewLine, Written};
pub use report::{ReportOptions, Reported};
pub use search::SearchRow;
pub use show::Shown;
pub(crate) use show::last_moment;
pub use slots::SlotRow;
pub use verify::{FileVerdict, VaultVerdict, verify_file};
