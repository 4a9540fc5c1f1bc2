//! `file`, `chunk`, `attachment`, `release`: bytes kept by their SHA-256, in chunks, and which change
//! names them as an attachment or as the report that it released.

use std::io::{self, Read, Write};

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::{fixed, int, uint};

/// The size of a chunk: large enough for speed, small enough to pass through memory one at a time.
pub(crate) const CHUNK: usize = 256 * 1024;

/// Why a file's bytes were not kept.
pub(crate) enum Refused {
    /// Reading the source failed.
    Source(io::Error),
    /// The bytes have another hash or size than announced.
    Differs,
    /// The database refused.
    Database(rusqlite::Error),
}

impl From<rusqlite::Error> for Refused {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

/// Keeps the bytes, unless a file with this hash is kept already. Reads the source to its end either way
/// and refuses what does not fit the hash and size announced.
pub(crate) fn keep(
    connection: &Connection,
    sha256: &[u8; 32],
    size: u64,
    source: &mut dyn Read,
) -> Result<i64, Refused> {
    let known = seq(connection, sha256)?;
    let file = match known {
        Some(file) => file,
        None => connection
            .prepare_cached("INSERT INTO file (sha256, size) VALUES (?1, ?2)")?
            .insert(params![sha256, int(size)])?,
    };
    let mut insert = connection.prepare_cached("INSERT INTO chunk (file, n, bytes) VALUES (?1, ?2, ?3)")?;
    let (mut hash, mut total, mut n) = (Sha256::new(), 0_u64, 0_i64);
    let mut chunk = vec![0; CHUNK];
    loop {
        let length = fill(source, &mut chunk).map_err(Refused::Source)?;
        if length == 0 {
            break;
        }
        total += length as u64;
        if total > size {
            return Err(Refused::Differs);
        }
        hash.update(&chunk[..length]);
        if known.is_none() {
            insert.execute(params![file, n, &chunk[..length]])?;
        }
        n += 1;
    }
    if total != size || hash.finalize().as_slice() != sha256 {
        return Err(Refused::Differs);
    }
    Ok(file)
}

/// Reads until the buffer is full or the source ends.
fn fill(source: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match source.read(&mut buffer[length..]) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(length)
}

pub(crate) fn seq(connection: &Connection, sha256: &[u8; 32]) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT seq FROM file WHERE sha256 = ?1")?
        .query_row([sha256], |row| row.get(0))
        .optional()
}

/// Writes a kept file out. `None` where there is none; an error of the sink comes back inside.
pub(crate) fn read(
    connection: &Connection,
    sha256: &[u8; 32],
    sink: &mut dyn Write,
) -> rusqlite::Result<Option<io::Result<u64>>> {
    let Some(file) = seq(connection, sha256)? else {
        return Ok(None);
    };
    let mut statement = connection.prepare_cached("SELECT bytes FROM chunk WHERE file = ?1 ORDER BY n")?;
    let mut rows = statement.query([file])?;
    let mut total = 0;
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(0)?.as_blob()?;
        if let Err(e) = sink.write_all(bytes) {
            return Ok(Some(Err(e)));
        }
        total += bytes.len() as u64;
    }
    Ok(Some(Ok(total)))
}

pub(crate) fn attach(connection: &Connection, file: i64, payload: i64, media_type: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO attachment (file, payload, media_type) VALUES (?1, ?2, ?3)")?
        .execute(params![file, payload, media_type])?;
    Ok(())
}

pub(crate) fn release(
    connection: &Connection,
    file: i64,
    payload: i64,
    audience: &str,
    recipient: &str,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO release (file, payload, audience, recipient) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![file, payload, audience, recipient])?;
    Ok(())
}

/// An attachment or released report as kept.
pub(crate) struct Row {
    pub sha256: [u8; 32],
    pub size: u64,
    pub version: [u8; 32],
    pub media_type: String,
    pub audience: Option<String>,
    pub recipient: Option<String>,
    pub origin: String,
    pub number: u64,
    pub recorded: u64,
}

/// Everything that a book's changes name, in the order in which it was written.
pub(crate) fn of_book(connection: &Connection, book: i64) -> rusqlite::Result<Vec<Row>> {
    connection
        .prepare_cached(
            "SELECT file.sha256, file.size, payload.version, used.media_type, used.audience, used.recipient,
                    log.origin, entry.number, entry.effective
             FROM (SELECT file, payload, media_type, NULL AS audience, NULL AS recipient FROM attachment
                   UNION ALL SELECT file, payload, 'application/pdf', audience, recipient FROM release) AS used
             JOIN file ON file.seq = used.file JOIN payload ON payload.seq = used.payload
             JOIN entry ON entry.seq = payload.entry JOIN log ON log.seq = entry.log
             WHERE entry.book = ?1 ORDER BY payload.seq, file.seq",
        )?
        .query_map([book], |row| {
            Ok(Row {
                sha256: fixed(row, 0)?,
                size: uint(row.get(1)?),
                version: fixed(row, 2)?,
                media_type: row.get(3)?,
                audience: row.get(4)?,
                recipient: row.get(5)?,
                origin: row.get(6)?,
                number: uint(row.get(7)?),
                recorded: uint(row.get(8)?),
            })
        })?
        .collect()
}

/// Takes away what a change named, and each file that nothing names any more.
pub(crate) fn forget(connection: &Connection, payload: i64) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM attachment WHERE payload = ?1")?.execute([payload])?;
    connection.prepare_cached("DELETE FROM release WHERE payload = ?1")?.execute([payload])?;
    connection
        .prepare_cached(
            "DELETE FROM file WHERE NOT EXISTS (SELECT 1 FROM attachment WHERE attachment.file = file.seq)
                AND NOT EXISTS (SELECT 1 FROM release WHERE release.file = file.seq)",
        )?
        .execute([])?;
    Ok(())
}

/// Files whose bytes no longer have the hash they are kept under.
pub(crate) fn damaged(connection: &Connection) -> rusqlite::Result<Vec<[u8; 32]>> {
    let files: Vec<([u8; 32], u64)> = connection
        .prepare("SELECT sha256, size FROM file ORDER BY seq")?
        .query_map([], |row| Ok((fixed(row, 0)?, uint(row.get(1)?))))?
        .collect::<rusqlite::Result<_>>()?;
    let mut damaged = Vec::new();
    for (sha256, size) in files {
        let mut hash = Sha256::new();
        let whole = matches!(read(connection, &sha256, &mut hash)?, Some(Ok(total)) if total == size);
        if !whole || hash.finalize().as_slice() != sha256 {
            damaged.push(sha256);
        }
    }
    Ok(damaged)
}
