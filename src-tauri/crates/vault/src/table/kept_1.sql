-- The kept tables, format 1. Never edited once released: a change is a new file and a new migration.
-- Times are milliseconds since 1970-01-01 UTC.

CREATE TABLE setting (
    seq INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE installation (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
    pdf_public BLOB NOT NULL,   -- P-256, SubjectPublicKeyInfo in DER
    log_public BLOB NOT NULL,   -- Ed25519, 32 bytes
    pdf_secret BLOB,            -- null once another installation has taken over
    log_secret BLOB,
    created INTEGER NOT NULL,
    why TEXT NOT NULL           -- created, copied, restored, rolled-back
) STRICT;

CREATE TABLE book (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    reference TEXT NOT NULL,
    created INTEGER NOT NULL
) STRICT;

CREATE TABLE log (
    seq INTEGER PRIMARY KEY,
    book INTEGER NOT NULL REFERENCES book (seq),
    installation INTEGER NOT NULL REFERENCES installation (seq),
    origin TEXT NOT NULL UNIQUE,
    vkey TEXT NOT NULL,
    UNIQUE (book, installation)
) STRICT;

CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,    -- the order in which this vault was written
    book INTEGER NOT NULL REFERENCES book (seq),
    log INTEGER NOT NULL REFERENCES log (seq),
    number INTEGER NOT NULL,
    header BLOB NOT NULL,
    effective INTEGER NOT NULL,
    UNIQUE (log, number)
) STRICT;
CREATE INDEX entry_book ON entry (book);

-- These guard against our own mistakes. Whoever holds the key can drop them; the log's hashes stay.
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;

CREATE TABLE payload (
    seq INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (seq),
    n INTEGER NOT NULL,
    version BLOB NOT NULL UNIQUE CHECK (length(version) = 32),
    salt BLOB CHECK (length(salt) = 32),
    bytes BLOB,                 -- null, with the salt, once erased
    UNIQUE (entry, n),
    CHECK ((salt IS NULL) = (bytes IS NULL))
) STRICT;

CREATE TRIGGER payload_is_only_erased BEFORE UPDATE ON payload
WHEN NEW.seq IS NOT OLD.seq OR NEW.entry IS NOT OLD.entry OR NEW.n IS NOT OLD.n
  OR NEW.version IS NOT OLD.version OR NEW.salt IS NOT NULL OR NEW.bytes IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a payload is only ever erased'); END;
CREATE TRIGGER payload_is_never_deleted BEFORE DELETE ON payload
BEGIN SELECT RAISE(ABORT, 'a payload is never deleted'); END;

CREATE TABLE file (
    seq INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
    size INTEGER NOT NULL
) STRICT;

CREATE TABLE chunk (
    seq INTEGER PRIMARY KEY,
    file INTEGER NOT NULL REFERENCES file (seq) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (file, n)
) STRICT;

CREATE TABLE attachment (
    seq INTEGER PRIMARY KEY,
    file INTEGER NOT NULL REFERENCES file (seq),
    payload INTEGER NOT NULL REFERENCES payload (seq),
    media_type TEXT NOT NULL,
    UNIQUE (payload, file)
) STRICT;
CREATE INDEX attachment_file ON attachment (file);

CREATE TABLE release (
    seq INTEGER PRIMARY KEY,
    file INTEGER NOT NULL REFERENCES file (seq),
    payload INTEGER NOT NULL REFERENCES payload (seq),
    audience TEXT NOT NULL,
    recipient TEXT NOT NULL,
    UNIQUE (payload, file)
) STRICT;
CREATE INDEX release_file ON release (file);

CREATE TABLE checkpoint (
    seq INTEGER PRIMARY KEY,
    book INTEGER NOT NULL REFERENCES book (seq),
    origin TEXT NOT NULL,
    size INTEGER NOT NULL,
    note TEXT NOT NULL,
    why TEXT NOT NULL,
    kept INTEGER NOT NULL,
    UNIQUE (book, note)
) STRICT;

CREATE TABLE draft (
    seq INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    book INTEGER REFERENCES book (seq),
    id TEXT,
    body TEXT NOT NULL,
    saved INTEGER NOT NULL
) STRICT;

-- Marks that this vault did not reach when another installation took over, until a new log names them.
CREATE TABLE missed (
    seq INTEGER PRIMARY KEY,
    origin TEXT NOT NULL,
    size INTEGER NOT NULL,
    root BLOB NOT NULL CHECK (length(root) = 32),
    named INTEGER REFERENCES log (seq)
) STRICT;
