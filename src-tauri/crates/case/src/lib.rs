//! The domain of a personal data breach, pure: what a case records (`cases/FORMAT.md`, version 1), times as
//! ranges, the clocks of the law, who may see what, and the [`View`] that screens and reports are made from.
//!
//! Nothing here reads a file, a clock or a database: the moment "now" is passed in.

#[macro_use]
mod shape;
mod audience;
mod bodies;
mod case;
mod clock;
pub mod count;
mod delay;
mod gap;
mod happening;
mod record;
pub mod rules;
mod severity;
mod time;
mod view;
mod warning;
pub mod when;
pub mod words;
pub mod zone;

pub use audience::{Audience, Audiences, Parted, Shown, names};
pub use bodies::{BODIES, Body};
pub use case::{AnyItem, Case, Item, List, Lookup, check_own_references, check_references, read_item, read_own};
pub use clock::{CLOCK_LISTS, Clock, Margin, State, clocks};
pub use delay::{Delay, Minutes, delays, length};
pub use gap::{Gap, gaps};
pub use happening::{Happening, TIMELINE_LISTS, What, happening, happenings, moment_keys};
pub use record::*;
pub use rules::{Count, RULES, Rule, Told, Trigger, regulator_name, rule};
pub use severity::{Band, Score};
pub use shape::{
    BLANK, Fault, Faults, Id, ItemRef, Key, Keys, Kind, Leaf, Node, NodeFault, PartyRef, Path, Presence, Reading,
    Shape, TEXT_LIMIT, Text, Walk, Whole, Word,
};
pub use time::{Bounds, Precision, Range, Time, TimeFault, When};
pub use view::{View, Withheld};
pub use warning::{Warning, warnings};
pub use words::words_of;

/// The version of everything that is derived from records (search words, current records). A vault rebuilds
/// its derived tables when the number that it was built with is another.
pub const DERIVED_VERSION: u32 = 1;

/// The schema number written with every record. A record with a higher one is kept and shown as written by a
/// newer version.
pub const RECORD_SCHEMA: u16 = 1;
