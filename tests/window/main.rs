//! The real window, driven by keyboard and read back, on a display of its own (Linux; `cargo xtask test` installs
//! what this needs). One file a journey.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod acts;
mod axe;
mod bad_input;
mod drawn;
mod habits;
mod hand;
mod journeys_app;
mod opening;
mod overlays;
mod picture_many;
mod processes;
mod records;
mod reports;
mod row_menu;
mod screens;
mod scrolling;
mod stage;
mod surface;
mod suspend;
mod typing;
mod vault_acts;
mod way_in;
mod wayfinding;

use drawn::wait_until_drawn;
use hand::{
    KEPT_WITHIN, PULSE, ask, by_palette, find, find_text, press, tab_to, to_list, type_in, wait_for_value,
    wait_for_words, wait_until,
};
