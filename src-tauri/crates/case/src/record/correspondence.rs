//! Letters, calls, meetings.

use crate::shape::{ItemRef, PartyRef, Text};
use crate::time::Time;

words! {
    /// Which way it went.
    pub enum Direction {
        In = "in",
        Out = "out",
        Between = "between",
    }
}

words! {
    /// How it went.
    pub enum Channel {
        Letter = "letter",
        Email = "email",
        Call = "call",
        Meeting = "meeting",
        Statement = "statement",
        Post = "post",
    }
}

object! {
    /// One letter, mail, call or meeting.
    pub struct Letter {
        /// Which way it went.
        required direction: Direction,
        /// How.
        required channel: Channel,
        /// When.
        required at: Time,
        /// From whom.
        optional from: PartyRef,
        /// To whom.
        list to: PartyRef,
        /// Who had a copy.
        list cc: PartyRef,
        /// The address that it came from.
        optional from_address: Text,
        /// The addresses that it went to.
        list to_addresses: Text,
        /// Its subject.
        optional subject: Text,
        /// What it says.
        optional body: Text,
        /// The mail's Message-ID.
        optional message_id: Text,
        /// The mail's In-Reply-To.
        optional in_reply_to: Text,
        /// The mail's References.
        list references: Text,
        /// The item that it answers.
        optional replies_to: ItemRef,
        /// By when an answer is due.
        optional reply_due: Time,
    }
}
