//! Reports: a case, seen by an audience, as a tagged, archival and signed PDF.
//!
//! [`document`] says what a report holds, `layout` puts it on pages, [`pdf`] writes and seals the file,
//! [`preview`] gives the same pages to a screen, [`check`] reads finished bytes back. All of it is pure: bytes and values in, bytes out; time and keys are passed in.

// The sample of the tests names the crate as a user does.
#[cfg(test)]
extern crate self as breachbook_report;

pub mod check;
pub mod document;
mod error;
mod layout;
pub mod pdf;
pub mod preview;
#[cfg(test)]
#[path = "../tests/sample/mod.rs"]
mod sample;
pub mod sections;

pub use error::Error;
