//! Marks: how far each log had come when this account last wrote it, kept in the program's own folder,
//! outside the vault. A vault that was rolled back or copied cannot take them along.
//!
//! One file a vault, `marks/VAULT-ID.marks`, to which each entry adds a line: `ORIGIN SIZE ROOT CHECK`, the
//! root and the first 16 digits of a SHA-256 over the line in hexadecimal. A line whose check does not fit (a
//! crash in the middle of it) is passed over; each begins with a line end, so a torn one spoils no other. Of
//! several for one log the largest size counts: a mark is never lowered. Lines are flushed to disk when a log
//! begins; later ones may be lost with the power, and the log is then ahead of its mark, which is allowed.
//!
//! A file of which no line at all can be read is no crash of ours. Whether the vault was set back cannot be told then,
//! which is said; the file is kept as it is, for whoever can make something of it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use breachbook_book::Hash;
use sha2::{Digest, Sha256};

use crate::failpoint::failpoint;
use crate::key::hex;
use crate::lock::{Latch, Shut};
use crate::{Error, Result, disk};

/// How far a log had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Its number of entries.
    pub size: u64,
    /// The root of its tree.
    pub root: Hash,
}

/// The marks of one vault.
#[derive(Debug)]
pub(crate) struct Marks {
    file: PathBuf,
    /// Length and time of the file when it was last read or written, to see that another process changed it.
    stamp: (u64, Option<SystemTime>),
    lines: usize,
    known: BTreeMap<String, Mark>,
    /// Whether the file holds something, and nothing of it could be read.
    unreadable: bool,
    /// Kept open between entries: the file of the lock, and, while it is the one last read or written, that of the
    /// marks. Opening them would be a good part of what an entry costs.
    latch: Option<Latch>,
    open: Option<File>,
}

impl Marks {
    /// Reads the marks that `home` keeps for a vault; none is no error.
    pub(crate) fn open(home: &Path, vault: &str) -> Result<Self> {
        let folder = home.join("marks");
        fs::create_dir_all(&folder).map_err(|e| Error::home(&folder, Error::io(&folder, "writing", e)))?;
        let file = folder.join(format!("{vault}.marks"));
        let mut marks = Self {
            file,
            stamp: (0, None),
            lines: 0,
            known: BTreeMap::new(),
            unreadable: false,
            latch: None,
            open: None,
        };
        let lock = marks.lock()?;
        marks.refresh()?;
        drop(lock);
        Ok(marks)
    }

    /// Keeps other processes from reading or adding marks of this vault, while the lock lives.
    pub(crate) fn lock(&mut self) -> Result<Shut> {
        let file = self.file.with_extension("lock");
        // Where there are no marks (any more), the file that others lock may be another one, too.
        let kept = self.latch.take().filter(|_| self.stamp.0 > 0);
        let latch = kept.map_or_else(|| Latch::open(&file), Ok).map_err(|e| self.failed(e))?;
        let shut = latch.shut(&file, &self.file).map_err(|e| self.failed(e));
        self.latch = Some(latch);
        shut
    }

    /// Reads again if the file has changed since. What was known stays known.
    pub(crate) fn refresh(&mut self) -> Result<()> {
        let stamp = self.stamped()?;
        if stamp == self.stamp {
            return Ok(());
        }
        self.open = None;
        let text = match stamp {
            (0, _) => Vec::new(),
            _ => fs::read(&self.file).map_err(|e| self.failed(Error::io(&self.file, "reading", e)))?,
        };
        self.stamp = stamp;
        self.lines = 0;
        for line in text.split(|byte| *byte == b'\n') {
            if let Some((origin, mark)) = std::str::from_utf8(line).ok().and_then(parse) {
                self.lines += 1;
                raise(&mut self.known, origin, mark);
            }
        }
        self.unreadable = self.lines == 0 && !is_torn(&text);
        Ok(())
    }

    fn stamped(&self) -> Result<(u64, Option<SystemTime>)> {
        match fs::metadata(&self.file) {
            Ok(metadata) => Ok((metadata.len(), metadata.modified().ok())),
            // The folder is made at opening: where it is gone, no mark could be kept either.
            Err(e) if e.kind() == ErrorKind::NotFound && self.file.parent().is_some_and(Path::is_dir) => Ok((0, None)),
            Err(e) => Err(self.failed(Error::io(&self.file, "reading", e))),
        }
    }

    /// The file, where it holds something and nothing of it can be read.
    pub(crate) fn unreadable(&self) -> Option<&Path> {
        self.unreadable.then_some(&*self.file)
    }

    /// The mark of a log.
    pub(crate) fn of(&self, origin: &str) -> Option<Mark> {
        self.known.get(origin).copied()
    }

    /// All marks, by origin.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, Mark)> {
        self.known.iter().map(|(origin, mark)| (origin.as_str(), *mark))
    }

    /// Raises the mark of a log. `durable` waits for the disk.
    pub(crate) fn raise(&mut self, origin: &str, mark: Mark, durable: bool) -> Result<()> {
        if self.of(origin).is_some_and(|known| known.size >= mark.size) {
            return Ok(());
        }
        if self.unreadable {
            // It became so while the vault was open: what it said is still known.
            raise(&mut self.known, origin.into(), mark);
            return self.set_aside();
        }
        let new = self.stamp.0 == 0;
        let text = format!("\n{}\n", line(origin, mark));
        let stamp = self.add(text.as_bytes(), durable);
        let stamp = stamp.map_err(|e| self.failed(Error::io(&self.file, "writing", e)))?;
        if durable && new {
            disk::sync_parent(&self.file).map_err(|e| self.failed(e))?;
        }
        self.stamp = stamp;
        self.lines += 1;
        raise(&mut self.known, origin.into(), mark);
        // The file stays as small as it is read often; rewriting it every so many entries costs them little.
        if self.lines > 64 + 8 * self.known.len() {
            self.compact()?;
        }
        Ok(())
    }

    /// Adds to the end of the file, and gives its stamp then.
    fn add(&mut self, text: &[u8], durable: bool) -> io::Result<(u64, Option<SystemTime>)> {
        let kept = self.open.take().map(Ok);
        let mut file = kept.unwrap_or_else(|| File::options().append(true).create(true).open(&self.file))?;
        if cfg!(debug_assertions) {
            // Two writes, so that a test can die between them.
            let (start, rest) = text.split_at(text.len() / 2);
            file.write_all(start)?;
            failpoint("mark.mid-write");
            file.write_all(rest)?;
        } else {
            file.write_all(text)?;
        }
        if durable {
            file.sync_all()?;
        }
        let metadata = file.metadata()?;
        self.open = Some(file);
        Ok((metadata.len(), metadata.modified().ok()))
    }

    /// Keeps the file that cannot be read under another name, and writes what is known.
    fn set_aside(&mut self) -> Result<()> {
        let names = (1..).map(|n| disk::with_suffix(&self.file, &format!(".unreadable-{n}")));
        let aside = names.into_iter().find(|name| !name.exists()).unwrap_or_else(|| self.file.clone());
        self.open = None;
        fs::rename(&self.file, &aside).map_err(|e| self.failed(Error::io(&aside, "writing", e)))?;
        self.unreadable = false;
        self.compact()
    }

    fn compact(&mut self) -> Result<()> {
        // Some systems put no file in the place of an open one.
        self.open = None;
        let mut text = String::new();
        for (origin, mark) in &self.known {
            text.push_str(&line(origin, *mark));
            text.push('\n');
        }
        disk::write_whole(&self.file, text.as_bytes()).map_err(|e| self.failed(e))?;
        self.stamp = self.stamped()?;
        self.lines = self.known.len();
        Ok(())
    }

    fn failed(&self, source: Error) -> Error {
        Error::home(&self.file, source)
    }
}

fn raise(known: &mut BTreeMap<String, Mark>, origin: String, mark: Mark) {
    let held = known.entry(origin).or_insert(mark);
    if held.size < mark.size {
        *held = mark;
    }
}

/// Whether this is nothing, or what a crash in the middle of the first line leaves.
fn is_torn(text: &[u8]) -> bool {
    match text.split_first() {
        Some((b'\n', begun)) => begun.iter().all(|byte| matches!(byte, b' '..=b'~')),
        first => first.is_none(),
    }
}

fn line(origin: &str, mark: Mark) -> String {
    let said = format!("{origin} {} {}", mark.size, mark.root);
    let check = hex(&Sha256::digest(&said)[..8]);
    format!("{said} {check}")
}

fn parse(text: &str) -> Option<(String, Mark)> {
    let mut parts = text.split(' ');
    let (origin, size, root) = (parts.next()?, parts.next()?, parts.next()?);
    let mark = Mark { size: size.parse().ok()?, root: root.parse().ok()? };
    (line(origin, mark) == text).then(|| (origin.to_owned(), mark))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn mark(size: u64) -> Mark {
        Mark { size, root: Hash::from_bytes([u8::try_from(size % 251).unwrap(); 32]) }
    }

    #[test]
    fn a_mark_is_raised_and_never_lowered() {
        let home = tempfile::tempdir().unwrap();
        let mut marks = Marks::open(home.path(), "v").unwrap();
        marks.raise("a", mark(3), true).unwrap();
        marks.raise("a", mark(2), true).unwrap();
        marks.raise("b", mark(1), false).unwrap();
        // A line that a process with older knowledge added counts for nothing.
        let mut text = fs::read_to_string(&marks.file).unwrap();
        text.push_str(&format!("{}\n", line("a", mark(2))));
        fs::write(&marks.file, text).unwrap();
        let other = Mark { root: mark(9).root, ..mark(3) };
        marks.raise("a", other, true).unwrap();
        let again = Marks::open(home.path(), "v").unwrap();
        assert_eq!(again.of("a"), Some(mark(3)));
        assert_eq!(again.of("b"), Some(mark(1)));
        assert_eq!(again.of("c"), None);
        assert_eq!(Marks::open(home.path(), "w").unwrap().all().count(), 0);
    }

    #[test]
    fn what_another_process_added_is_seen() {
        let home = tempfile::tempdir().unwrap();
        let mut one = Marks::open(home.path(), "v").unwrap();
        let mut two = Marks::open(home.path(), "v").unwrap();
        one.raise("a", mark(1), false).unwrap();
        assert_eq!(two.of("a"), None);
        two.refresh().unwrap();
        assert_eq!(two.of("a"), Some(mark(1)));
        two.raise("a", mark(2), false).unwrap();
        one.refresh().unwrap();
        assert_eq!(one.of("a"), Some(mark(2)));
    }

    #[test]
    fn many_lines_become_few() {
        let home = tempfile::tempdir().unwrap();
        let mut marks = Marks::open(home.path(), "v").unwrap();
        let mut other = Marks::open(home.path(), "v").unwrap();
        for size in 1..200 {
            marks.raise("a", mark(size), false).unwrap();
            assert!(marks.lines <= 72);
        }
        assert_eq!(Marks::open(home.path(), "v").unwrap().of("a"), Some(mark(199)));
        other.refresh().unwrap();
        assert_eq!(other.of("a"), Some(mark(199)));
    }

    #[test]
    fn marks_that_became_unreadable_are_kept_beside_what_was_known() {
        let home = tempfile::tempdir().unwrap();
        let mut marks = Marks::open(home.path(), "v").unwrap();
        marks.raise("a", mark(3), true).unwrap();
        marks.raise("b", mark(1), true).unwrap();
        for (n, junk) in [(1, &b"junk\n"[..]), (2, &[0; 9])] {
            fs::write(&marks.file, junk).unwrap();
            marks.refresh().unwrap();
            assert_eq!(marks.unreadable(), Some(&*marks.file));
            marks.raise("a", mark(3 + n), false).unwrap();
            assert_eq!(marks.unreadable(), None);
            assert_eq!(fs::read(home.path().join(format!("marks/v.marks.unreadable-{n}"))).unwrap(), junk);
            let again = Marks::open(home.path(), "v").unwrap();
            assert_eq!((again.of("a"), again.of("b")), (Some(mark(3 + n)), Some(mark(1))));
        }
    }

    #[test]
    fn the_first_line_torn_by_a_crash_is_no_damage() {
        let home = tempfile::tempdir().unwrap();
        let mut marks = Marks::open(home.path(), "v").unwrap();
        marks.raise("breachbook/a", mark(1), true).unwrap();
        let whole = fs::read(&marks.file).unwrap();
        for length in 0..whole.len() - 2 {
            fs::write(&marks.file, &whole[..length]).unwrap();
            assert_eq!(Marks::open(home.path(), "v").unwrap().unreadable(), None, "{length}");
        }
        for junk in [&b"\n\xff"[..], b"breachbook/a 1", b"\n\n", b"\0"] {
            fs::write(&marks.file, junk).unwrap();
            assert!(Marks::open(home.path(), "v").unwrap().unreadable().is_some(), "{junk:?}");
        }
    }

    proptest! {
        /// However a crash tore the file's end, what was whole is read, and what follows is too.
        #[test]
        fn a_torn_line_spoils_no_other(cut in 0_usize..120, junk in prop::collection::vec(any::<u8>(), 0..40)) {
            let home = tempfile::tempdir().unwrap();
            let mut marks = Marks::open(home.path(), "v").unwrap();
            marks.raise("a", mark(1), false).unwrap();
            let whole = fs::read(&marks.file).unwrap();
            marks.raise("a", mark(2), false).unwrap();
            let mut torn = fs::read(&marks.file).unwrap();
            torn.truncate(whole.len() + cut.min(torn.len() - whole.len() - 2));
            torn.extend(junk);
            fs::write(&marks.file, torn).unwrap();
            let mut marks = Marks::open(home.path(), "v").unwrap();
            prop_assert_eq!(marks.of("a"), Some(mark(1)));
            marks.raise("b", mark(7), false).unwrap();
            let again = Marks::open(home.path(), "v").unwrap();
            prop_assert_eq!(again.of("a"), Some(mark(1)));
            prop_assert_eq!(again.of("b"), Some(mark(7)));
        }
    }
}
