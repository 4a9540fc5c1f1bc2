//! The promises of the command line as small files: what is typed, what comes back, with which status.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[test]
fn promises() {}
