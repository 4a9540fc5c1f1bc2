//! The database file: its key, its settings, its schema.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::copying::Copying;
use crate::key::Key;
use crate::lock::PATIENCE;
use crate::renewal::Renewal;
use crate::{Error, NotAVault, Result, table};

/// What every SQLite file without encryption begins with.
const PLAIN: &[u8; 16] = b"SQLite format 3\0";

/// The SQLCipher format. Said, so that a later library still opens today's files.
const CIPHER: &str = "PRAGMA cipher_compatibility = 4;";

/// Settings of the connection, in an order that matters: the lock mode before the first read in WAL
/// (so that no shared-memory file is made), the key before everything.
///
/// cipher_memory_security stays off: it locks and wipes every buffer of SQLite, which made appends two
/// to three times slower, while the same words pass through this process's own memory anyway.
const SETTINGS: &str = "
    PRAGMA temp_store = MEMORY;
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA checkpoint_fullfsync = ON;
    PRAGMA secure_delete = ON;
    PRAGMA foreign_keys = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cache_size = -16384;";

/// Opens an existing database file and takes its lock.
pub(crate) fn open(file: &Path, key: &Key, renewal: &Renewal) -> Result<Connection> {
    refuse_plain(file)?;
    let mut connection = keyed(file, file, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    settle(&connection, file)?;
    let failed = |e| Error::database(file, e);
    let known = table::MIGRATIONS_COUNT;
    let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(failed)?;
    if found > known {
        return Err(Error::NewerVault { path: file.into(), found, known });
    }
    if found < known {
        table::migrate(&mut connection, renewal)
            .map_err(|e| if renewal.is_stopped() { Error::Cancelled } else { migration(e, file) })?;
    }
    Ok(connection)
}

fn migration(error: rusqlite_migration::Error, file: &Path) -> Error {
    match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => Error::database(file, err),
        other => Error::Damaged { path: file.into(), what: other.to_string() },
    }
}

/// Opens a closed database file that can only be read, such as one on a write-protected stick.
///
/// SQLite is told that the file does not change, since where nothing can be written it can neither lock it nor keep
/// its own files beside it. The caller holds the vault's lock for readers, which keeps our own writers out. What a
/// write-ahead log still holds would be passed over: then the file is refused. What cannot be brought up to date is
/// refused too.
pub(crate) fn open_for_reading(file: &Path, key: &Key) -> Result<Connection> {
    refuse_plain(file)?;
    let wal = crate::disk::with_suffix(file, "-wal");
    if std::fs::metadata(&wal).is_ok_and(|wal| wal.len() > 0) {
        return Err(Error::NotClosed { path: file.into() });
    }
    let uri = immutable(file)?;
    let connection = keyed(Path::new(&uri), file, key, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI)?;
    let failed = |e| Error::database(file, e);
    connection
        .execute_batch("PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -16384;")
        .map_err(failed)?;
    let known = table::MIGRATIONS_COUNT;
    let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(failed)?;
    match found.cmp(&known) {
        std::cmp::Ordering::Greater => Err(Error::NewerVault { path: file.into(), found, known }),
        std::cmp::Ordering::Less => Err(Error::ReadOnly { path: file.into() }),
        std::cmp::Ordering::Equal => Ok(connection),
    }
}

/// The name under which SQLite opens a file that does not change (sqlite.org/uri.html).
fn immutable(file: &Path) -> Result<String> {
    let text = file.to_str().ok_or_else(|| Error::Io {
        path: file.into(),
        doing: "reading",
        source: std::io::ErrorKind::InvalidFilename.into(),
    })?;
    let mut name = text.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    // Windows: slashes turn round, and a drive's letter stands after an empty host.
    if cfg!(windows) {
        name = name.replace('\\', "/");
        if name.as_bytes().get(1) == Some(&b':') {
            name.insert(0, '/');
        }
    }
    let host = if name.starts_with('/') { "//" } else { "" };
    Ok(format!("file:{host}{name}?immutable=1"))
}

/// Makes a new database file; there must be none.
pub(crate) fn create(file: &Path, key: &Key) -> Result<Connection> {
    let mut connection = keyed(file, file, key, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    settle(&connection, file)?;
    table::make(&mut connection).map_err(|e| migration(e, file))?;
    // The key is only a promise until the bytes on disk say so.
    connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").map_err(|e| Error::database(file, e))?;
    refuse_plain(file)?;
    Ok(connection)
}

/// Opens a file under its key. `name` is what SQLite is given: the path, or a URI of it.
fn keyed(name: &Path, file: &Path, key: &Key, flags: OpenFlags) -> Result<Connection> {
    let failed = |e| Error::database(file, e);
    let connection = Connection::open_with_flags(name, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(failed)?;
    let cipher: Option<String> = connection.query_row("PRAGMA cipher_version", [], |row| row.get(0)).ok();
    if cipher.is_none_or(|version| version.is_empty()) {
        return Err(Error::NoCipher);
    }
    // The library would otherwise write to standard error of its own accord; every failure comes back as an error.
    connection.execute_batch("PRAGMA cipher_log_level = NONE").map_err(failed)?;
    let pragma = zeroize::Zeroizing::new(format!("PRAGMA key = \"x'{}'\";", *key.hex()));
    connection.execute_batch(&pragma).map_err(failed)?;
    connection.execute_batch(CIPHER).map_err(failed)?;
    // A file that cannot be written is opened for reading; the first lock would then fail as an I/O error.
    let to_write = flags.contains(OpenFlags::SQLITE_OPEN_READ_WRITE);
    if to_write && connection.is_readonly("main").map_err(failed)? {
        return Err(Error::ReadOnly { path: file.into() });
    }
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

fn settle(connection: &Connection, file: &Path) -> Result<()> {
    let failed = |e| Error::database(file, e);
    connection.busy_timeout(PATIENCE).map_err(failed)?;
    connection.execute_batch(SETTINGS).map_err(failed)?;
    // Exclusive mode keeps the lock that the first write takes: take it now, not at the first entry.
    connection.execute_batch("BEGIN IMMEDIATE; COMMIT").map_err(failed)?;
    Ok(())
}

/// Refuses a file that any SQLite could read, and one that is too short to hold a page.
fn refuse_plain(file: &Path) -> Result<()> {
    let mut start = [0; 16];
    File::open(file).and_then(|mut f| f.read_exact(&mut start)).map_err(|e| match e.kind() {
        std::io::ErrorKind::UnexpectedEof => Error::Damaged { path: file.into(), what: "the file is cut off".into() },
        _ => Error::io(file, "reading", e),
    })?;
    if &start == PLAIN {
        let path = file.parent().unwrap_or(file).into();
        return Err(Error::NotAVault { path, why: NotAVault::Plain });
    }
    Ok(())
}

/// Copies the whole database into a new encrypted file under a key, its own or another.
///
/// SQLCipher's own export: it copies what is current, so what was deleted is not in the copy.
pub(crate) fn export(from: &Connection, file: &Path, into: &Path, key: &Key, copying: &Copying) -> Result<()> {
    let failed = |e| Error::database(file, e);
    let number = |pragma: &str| from.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, u32>(0));
    let version = number("user_version").map_err(failed)?;
    let pages = number("page_count").map_err(failed)?.saturating_sub(number("freelist_count").map_err(failed)?);
    // SQLCipher answers this one as text.
    let page: String = from.query_row("PRAGMA cipher_page_size", [], |row| row.get(0)).map_err(failed)?;
    let size = u64::from(pages) * page.parse::<u64>().unwrap_or(4096);
    let target = into.to_str().ok_or_else(|| Error::Io {
        path: into.into(),
        doing: "writing",
        source: std::io::ErrorKind::InvalidFilename.into(),
    })?;
    // The connection's flags say that no file is made by opening one: an attached file must be there.
    File::create_new(into).map_err(|e| Error::io(into, "writing", e))?;
    let attach = zeroize::Zeroizing::new(format!("ATTACH DATABASE ?1 AS copy KEY \"x'{}'\"", *key.hex()));
    from.execute(&attach, [target]).map_err(failed)?;
    let copied = copying
        .watch_growth(from, into, size)
        .and_then(|()| from.query_row("SELECT sqlcipher_export('copy')", [], |_| Ok(())));
    // Before anything else: it would be broken off too.
    let left = Copying::leave(from);
    let copied = copied.and(left).and_then(|()| from.execute_batch(&format!("PRAGMA copy.user_version = {version}")));
    let detached = from.execute_batch("DETACH DATABASE copy");
    copying.unless_stopped(copied.and(detached).map_err(|e| Error::database(into, e)))?;
    File::options().write(true).open(into).and_then(|f| f.sync_all()).map_err(|e| Error::io(into, "writing", e))?;
    Ok(())
}

/// Faults of the file itself: every page's authentication code, then SQLite's structure.
pub(crate) fn integrity(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut found = page_codes(connection)?;
    found.extend(structure(connection)?);
    Ok(found)
}

/// Pages whose authentication code is not that of their bytes.
pub(crate) fn page_codes(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    faults(connection, "PRAGMA cipher_integrity_check")
}

/// What SQLite finds in its own structure.
pub(crate) fn structure(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    faults(connection, "PRAGMA integrity_check")
}

fn faults(connection: &Connection, pragma: &str) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare(pragma)?;
    let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
    lines.filter(|line| !line.as_deref().is_ok_and(|line| line == "ok")).collect()
}
