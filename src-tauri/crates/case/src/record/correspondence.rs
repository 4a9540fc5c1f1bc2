//! Letters, calls, meetings.

use crate::shape::{ItemRef, PartyRef, Text};
use crate::time::Time;

words! {
    /// Which way it went.
    pub enum Direction {
        In = "in" as "received",
        Out = "out" as "sent",
        Between = "between" as "between others",
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
        required direction: Direction as "Direction",
        /// How.
        required channel: Channel as "Channel",
        /// When.
        required at: Time as "When",
        /// Whom it came from.
        optional from: PartyRef as "From",
        /// Whom it went to.
        list to: PartyRef as "To",
        /// Who had a copy.
        list cc: PartyRef as "Copy to",
        /// The address that it came from.
        optional from_address: Text as "From address",
        /// The addresses that it went to.
        list to_addresses: Text as "To addresses",
        /// What it is about.
        optional subject: Text as "Subject",
        /// What it says.
        optional body: Text as "Text" long,
        /// The mail's Message-ID.
        optional message_id: Text as "Message-ID",
        /// The mail's In-Reply-To.
        optional in_reply_to: Text as "In-Reply-To",
        /// The mail's References.
        list references: Text as "References",
        /// The item that it answers.
        optional replies_to: ItemRef as "Answers",
        /// By when an answer is due.
        optional reply_due: Time as "Reply due",
    }
}
