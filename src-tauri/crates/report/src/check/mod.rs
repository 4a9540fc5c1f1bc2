//! Reads finished bytes back: is the seal whole, and does the file say what it must not?
//!
//! Shares nothing with the modules that write, so that a fault of theirs is not repeated here.

mod certificate;
mod content;
mod fault;
mod leaks;
mod lexer;
mod normal;
mod objects;
mod readback;
mod signer;
mod strings;
pub mod verify;
mod walk;

pub use fault::Fault;
pub use leaks::{Forbidden, Leak, leaks};
pub use readback::{Part, Place, Readback, readback};
