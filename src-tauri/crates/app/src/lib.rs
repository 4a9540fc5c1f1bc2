//! The acts of Breachbook: plain data in, plain data out. The only place where the pieces meet; the window and the
//! command line call nothing else. Every act takes the moment "now" and says who writes.

mod act;
mod assemble;
pub mod door;
mod failure;
mod fingerprint;
pub mod home;
mod late;
mod outfile;
mod parts;
pub mod place;
pub mod quick;
mod session;
mod sets;
pub mod strength;
mod tell;
pub mod typing;
pub mod vigil;

pub use act::*;
pub use breachbook_case::{Audience, Case, Clock, Leaf, Path, State, Time, View, Warning, rule, zone};
pub use breachbook_report::pdf::{Progress, Stage};
pub use breachbook_vault::{CopyStage, CopyTold, Passphrase, RecoverySecret, Told, untold, untold_copy};
pub use failure::{Failure, FaultAt};
pub use session::{Session, Writer};

/// Reads a time in the form of `at`.
///
/// # Errors
/// `bad-time` with the forms that there are.
pub fn time(text: &str) -> Result<Time, Failure> {
    Time::parse(text, None, false).map_err(|fault| {
        Failure::new("bad-time", format!("Expected {fault}."), "Write the time in one of these forms.")
    })
}
