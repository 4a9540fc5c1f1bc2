//! A new installation takes over a vault that was copied, restored or set back, so that no log is ever
//! continued twice; and a new log in a book says why, and which heads it saw.
//!
//! The vault gets a new id too, and with it a new file of marks: the vault that this one was copied from goes
//! on with its own. Marks that were not reached are kept in `missed` until a new log names them.

use std::path::Path;

use breachbook_book::{Act, BookId, Checkpoint, Hash, LogId, LogKey, Payload};
use rusqlite::Connection;
use serde_json::json;

use crate::installation::{self, Why, Writer};
use crate::key::hex;
use crate::marks::{Mark, Marks};
use crate::refused::Refused;
use crate::standing::{self, Standing};
use crate::table::node::{self, Head};
use crate::table::{book, log, missed, setting};
use crate::{Random, random};

/// A new installation and its file of marks; both count once the transaction is committed.
pub(crate) struct Takeover {
    pub writer: Writer,
    pub marks: Marks,
}

/// Makes a new installation, inside the transaction of the entry that asks for it.
pub(crate) fn take_over(
    connection: &Connection,
    old: &Marks,
    home: &Path,
    random: &mut dyn Random,
    now: u64,
) -> Result<Takeover, Refused> {
    let logs = log::all(connection)?;
    let mut set_back = false;
    let mut miss = |origin: &str, mark: Mark| {
        set_back = true;
        missed::insert(connection, origin, mark.size, mark.root.as_bytes())
    };
    for row in &logs {
        match standing::of(connection, row, old.of(&row.origin))? {
            Standing::Ours | Standing::Unmarked => {}
            Standing::Behind(mark) | Standing::Differs(mark) => miss(&row.origin, mark)?,
        }
    }
    for (origin, mark) in old.all() {
        if mark.size > 0 && !logs.iter().any(|row| row.origin == origin) {
            miss(origin, mark)?;
        }
    }
    let why = if setting::get(connection, setting::BACKUP)?.is_some() {
        Why::Restored
    } else if set_back {
        Why::RolledBack
    } else if old.unreadable().is_some() {
        Why::MarksUnreadable
    } else {
        Why::Copied
    };
    let id = hex(&random::array::<16>(random)?);
    setting::set(connection, setting::VAULT, &id)?;
    let writer = installation::begin(connection, random, why, now)?;
    // What this vault holds now is where its old logs end: from here on they may not change either.
    let mut marks = Marks::open(home, &id)?;
    for (n, row) in logs.iter().enumerate() {
        let mark = Mark { size: row.size, root: Hash::from_bytes(row.root) };
        marks.raise(&row.origin, mark, n + 1 == logs.len())?;
    }
    Ok(Takeover { writer, marks })
}

/// A log begun in a book, and the changes that must open it where the book has others.
pub(crate) struct Begun {
    pub seq: i64,
    pub head: Head,
    pub key: LogKey,
    /// Empty, or the act and a change for each head that was seen: so that one of them can be shown to a reader of
    /// reports without the others, and without who wrote.
    pub opening: Vec<Payload>,
}

/// Begins the writer's log in a book, inside the transaction of its first entry. `by` is who says that they write.
pub(crate) fn begin_log(
    connection: &Connection,
    marks: &mut Marks,
    writer: &Writer,
    book: BookId,
    book_seq: i64,
    by: &str,
) -> Result<Begun, Refused> {
    let id = LogId { book, installation: writer.public.id };
    let key = LogKey::new(id, &writer.log_secret);
    let verifier = key.verifier();
    let others = log::of_book(connection, book_seq)?;
    let seq = log::insert(connection, book_seq, writer.seq, &id.origin(), &verifier.to_string())?;
    let head = node::begin(connection, seq)?;
    // Before the commit: a crash after it must not make our own log look like a copy's.
    marks.raise(&id.origin(), Mark { size: 0, root: head.root }, true)?;

    let mut unreached = Vec::new();
    for row in missed::unnamed(connection)? {
        let of = LogId::from_origin(&row.origin)?.book;
        // A book that is not in the vault any more has no log of its own to name its mark.
        if of == book || book::seq(connection, of.as_bytes())?.is_none() {
            missed::name(connection, row.seq, seq)?;
            unreached.push(json!({ "log": row.origin, "size": row.size, "root": hex(&row.root) }));
        }
    }
    if others.is_empty() && unreached.is_empty() {
        return Ok(Begun { seq, head, key, opening: Vec::new() });
    }
    let heads: Vec<_> =
        others.iter().map(|row| json!({ "log": row.origin, "size": row.size, "root": hex(&row.root) })).collect();
    let why = writer.public.why;
    let mut act = Act::new("new-log", by).because(why.reason()).opening_log(&verifier, &writer.public.pdf_key_hash());
    act.more.insert("why".into(), json!(why.as_str()));
    act.more.insert("heads".into(), json!(heads));
    if !unreached.is_empty() {
        act.more.insert("missed".into(), json!(unreached));
    }
    let mut opening = vec![Payload::act(&act)?];
    for row in &others {
        let log = LogId::from_origin(&row.origin)?;
        opening.push(Payload::head(&Checkpoint { log, size: row.size, root: Hash::from_bytes(row.root) }));
    }
    Ok(Begun { seq, head, key, opening })
}
