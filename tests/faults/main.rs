//! Bad input, a full disk, a kill: one clear answer, and nothing lost or half written.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../support/mod.rs"]
mod support;
