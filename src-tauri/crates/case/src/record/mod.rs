//! Every record type of the case file, one file a family. The declarations are the format: reading, writing,
//! references, texts and the description for forms all come from them.

mod account;
mod affected;
mod attachment;
mod case_keys;
mod common;
mod correspondence;
mod event;
mod ico_form;
mod measure;
mod notification;
mod party;
mod responsibility;
mod risk_score;

pub use account::*;
pub use affected::*;
pub use attachment::*;
pub use case_keys::*;
pub use common::*;
pub use correspondence::*;
pub use event::*;
pub use ico_form::*;
pub use measure::*;
pub use notification::*;
pub use party::*;
pub use responsibility::*;
pub use risk_score::*;
