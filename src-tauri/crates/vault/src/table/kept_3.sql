-- Format 3: one tree less to encrypt and write with every entry. By its number in a log an entry is found through `node`,
-- which is derived and lets no number stand twice in a log either. Run with foreign keys off and checked afterwards:
-- what refers to `entry` goes on doing so by that name.

CREATE TABLE entry_3 (
    seq INTEGER PRIMARY KEY,    -- the order in which this vault was written
    book INTEGER NOT NULL REFERENCES book (seq),
    log INTEGER NOT NULL REFERENCES log (seq),
    number INTEGER NOT NULL,    -- in the log, from 0
    header BLOB NOT NULL,
    effective INTEGER NOT NULL
) STRICT;
INSERT INTO entry_3 SELECT seq, book, log, number, header, effective FROM entry ORDER BY seq;

-- Its triggers go with it.
DROP TABLE entry;
ALTER TABLE entry_3 RENAME TO entry;

CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;
