-- Format 2: fewer trees to encrypt and write with every entry. The key of a payload is computed from its entry's, and
-- the entries of a book are found through its logs, so that no index need find either. A version is looked for among
-- those of its record; an index of versions would be read and written at random, a page that is never at hand.
-- Every table that refers to payload is made anew too, so that no reference ever dangles on the way.

DROP INDEX entry_book;
-- Derived; made again when the vault is opened.
DROP TABLE IF EXISTS record;
DROP TABLE IF EXISTS head;

CREATE TABLE payload_2 (
    seq INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (seq),
    n INTEGER NOT NULL,
    version BLOB NOT NULL CHECK (length(version) = 32),
    salt BLOB CHECK (length(salt) = 32),
    bytes BLOB,                 -- null, with the salt, once erased
    CHECK (n BETWEEN 0 AND 1048575 AND seq = entry * 1048576 + n),
    CHECK ((salt IS NULL) = (bytes IS NULL))
) STRICT;
INSERT INTO payload_2 SELECT entry * 1048576 + n, entry, n, version, salt, bytes FROM payload ORDER BY entry, n;

CREATE TABLE attachment_2 (
    seq INTEGER PRIMARY KEY,
    file INTEGER NOT NULL REFERENCES file (seq),
    payload INTEGER NOT NULL REFERENCES payload_2 (seq),
    media_type TEXT NOT NULL,
    UNIQUE (payload, file)
) STRICT;
INSERT INTO attachment_2
    SELECT attachment.seq, attachment.file, payload.entry * 1048576 + payload.n, attachment.media_type
    FROM attachment JOIN payload ON payload.seq = attachment.payload;

CREATE TABLE release_2 (
    seq INTEGER PRIMARY KEY,
    file INTEGER NOT NULL REFERENCES file (seq),
    payload INTEGER NOT NULL REFERENCES payload_2 (seq),
    audience TEXT NOT NULL,
    recipient TEXT NOT NULL,
    UNIQUE (payload, file)
) STRICT;
INSERT INTO release_2
    SELECT release.seq, release.file, payload.entry * 1048576 + payload.n, release.audience, release.recipient
    FROM release JOIN payload ON payload.seq = release.payload;

DROP TABLE attachment;
DROP TABLE release;
DROP TRIGGER payload_is_never_deleted;
DROP TABLE payload;
ALTER TABLE payload_2 RENAME TO payload;
ALTER TABLE attachment_2 RENAME TO attachment;
ALTER TABLE release_2 RENAME TO release;

CREATE INDEX attachment_file ON attachment (file);
CREATE INDEX release_file ON release (file);

CREATE TRIGGER payload_is_only_erased BEFORE UPDATE ON payload
WHEN NEW.seq IS NOT OLD.seq OR NEW.entry IS NOT OLD.entry OR NEW.n IS NOT OLD.n
  OR NEW.version IS NOT OLD.version OR NEW.salt IS NOT NULL OR NEW.bytes IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a payload is only ever erased'); END;
CREATE TRIGGER payload_is_never_deleted BEFORE DELETE ON payload
BEGIN SELECT RAISE(ABORT, 'a payload is never deleted'); END;
