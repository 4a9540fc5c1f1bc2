//! Files written whole or not at all.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::failpoint::failpoint;
use crate::lock::Lock;
use crate::{Error, Result};

/// Writes a file whole: a temporary file beside it, flushed, then renamed over it.
///
/// A crash leaves the old file or the new one, and perhaps a `.partial` that the next write replaces.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let partial = with_suffix(path, ".partial");
    let written = (|| {
        let failed = |e| Error::io(path, "writing", e);
        let mut file = File::create(&partial).map_err(failed)?;
        file.write_all(bytes).map_err(failed)?;
        failpoint("disk.mid-write");
        file.sync_all().map_err(failed)?;
        drop(file);
        failpoint("disk.before-rename");
        fs::rename(&partial, path).map_err(failed)
    })();
    if written.is_err() {
        // The first error is the one to report.
        let _ = fs::remove_file(&partial);
    }
    written?;
    sync_parent(path)
}

/// The path with a suffix added to its last part.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(suffix);
    PathBuf::from(name)
}

/// Makes a rename or a new name in a folder durable.
pub(crate) fn sync_parent(path: &Path) -> Result<()> {
    match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => sync_folder(Path::new(".")),
        Some(parent) => sync_folder(parent),
        None => Ok(()),
    }
}

/// Flushes a folder's list of names. Windows has no such call and orders its renames by itself.
#[cfg(unix)]
pub(crate) fn sync_folder(path: &Path) -> Result<()> {
    let folder = File::open(path).map_err(|e| Error::io(path, "reading", e))?;
    match folder.sync_all() {
        Ok(()) => Ok(()),
        // Some network file systems refuse to flush a folder; the file itself is flushed.
        Err(e) if e.kind() == ErrorKind::InvalidInput => Ok(()),
        Err(e) => Err(Error::io(path, "writing", e)),
    }
}

/// Flushes a folder's list of names. Windows has no such call and orders its renames by itself.
#[cfg(not(unix))]
pub(crate) fn sync_folder(_path: &Path) -> Result<()> {
    Ok(())
}

/// True where the folder is missing or empty, so that something can be made there.
pub(crate) fn is_free(folder: &Path) -> Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut names) => Ok(names.next().is_none()),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(true),
        Err(e) if e.kind() == ErrorKind::NotADirectory => Ok(false),
        Err(e) => Err(Error::io(folder, "reading", e)),
    }
}

/// The lock of a vault's folder, and of one that is being filled.
const LOCK: &str = "lock";
const PARTIAL: &str = ".partial";
/// Stands in the name of what is being removed.
const SWEPT: &str = "swept";

/// How the name of a folder begins that is filled beside one of this name.
fn beginning(name: &OsStr) -> OsString {
    let mut beginning = OsString::from(".");
    beginning.push(name);
    beginning.push(".");
    beginning
}

/// Removes what processes that died left beside a folder that they were making; gives the paths removed.
///
/// Only folders that [`make_folder`] made under this folder's name, whose lock nobody holds, and that hold nothing
/// but what a vault does. Each is first given another name, so that nobody who still fills one can give it its own.
/// What cannot be looked at or removed is left for the next time.
pub(crate) fn sweep(folder: &Path) -> Vec<PathBuf> {
    let Some(name) = folder.file_name() else { return Vec::new() };
    let beside = match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let begins = beginning(name);
    let mut removed = Vec::new();
    for entry in fs::read_dir(beside).into_iter().flatten().flatten() {
        let (found, path) = (entry.file_name(), entry.path());
        let bytes = found.as_encoded_bytes();
        let ours = bytes.starts_with(begins.as_encoded_bytes()) && bytes.ends_with(PARTIAL.as_bytes());
        if !ours || !entry.file_type().is_ok_and(|kind| kind.is_dir()) || !only_of_a_vault(&path) {
            continue;
        }
        // One of an older version, or one that is being begun, has no lock and is not ours to judge.
        let lock = path.join(LOCK);
        let free = lock.is_file() && Lock::take_now(&lock, folder).is_ok();
        let mut aside = begins.clone();
        aside.push(SWEPT);
        if bytes.starts_with(aside.as_encoded_bytes()) {
            // A sweep was cut off.
            if (free || !lock.exists()) && fs::remove_dir_all(&path).is_ok() {
                removed.push(path);
            }
            continue;
        }
        aside.push(&found);
        let aside = path.with_file_name(aside);
        if free && fs::rename(&path, &aside).is_ok() {
            let _ = fs::remove_dir_all(&aside);
            removed.push(path);
        }
    }
    removed
}

/// Whether a folder holds nothing but what is made in a vault's folder.
fn only_of_a_vault(folder: &Path) -> bool {
    let known = |name: &OsStr| {
        let name = name.to_string_lossy();
        name == LOCK || name == "keys" || name.starts_with("vault.db")
    };
    fs::read_dir(folder).is_ok_and(|names| names.flatten().all(|entry| known(&entry.file_name())))
}

/// Makes a folder whole: `fill` works in a folder beside it, which takes its name at the end.
///
/// On failure nothing is left; after a crash only the folder beside it may be, never the folder itself. While that
/// is filled it holds a locked `lock`, so that what a crash left can be told from what is being made: see [`sweep`].
pub(crate) fn make_folder<T>(folder: &Path, tag: &str, fill: impl FnOnce(&Path) -> Result<T>) -> Result<T> {
    if !is_free(folder)? {
        return Err(Error::Exists { path: folder.to_path_buf() });
    }
    let Some(name) = folder.file_name() else {
        return Err(Error::Exists { path: folder.to_path_buf() });
    };
    let mut partial_name = beginning(name);
    partial_name.push(format!("{tag}{PARTIAL}"));
    let partial = folder.with_file_name(partial_name);
    fs::create_dir(&partial).map_err(|e| Error::io(folder, "writing", e))?;
    // From here on the folder beside it is ours to remove.
    let made = (|| {
        restrict(&partial)?;
        let lock = Lock::take(&partial.join(LOCK), folder)?;
        let value = fill(&partial)?;
        sync_folder(&partial)?;
        // Windows renames no folder with an open file in it. The file stays: the vault's own lock, which readers of a
        // write-protected copy could not make.
        drop(lock);
        failpoint("folder.before-rename");
        // A rename does not replace a folder everywhere, not even an empty one.
        let named = match fs::remove_dir(folder) {
            Err(e) if e.kind() != ErrorKind::NotFound => Err(e),
            _ => fs::rename(&partial, folder),
        };
        match named {
            Ok(()) => Ok(value),
            Err(e) if e.kind() == ErrorKind::DirectoryNotEmpty => Err(Error::Exists { path: folder.into() }),
            Err(e) => Err(Error::io(folder, "writing", e)),
        }
    })();
    if made.is_err() {
        let _ = fs::remove_dir_all(&partial);
    }
    // Whoever reads of a failure knows the folder that was to be made, not the one beside it.
    let value = made.map_err(|e| e.naming(&partial, folder))?;
    failpoint("folder.after-rename");
    sync_parent(folder)?;
    Ok(value)
}

/// Keeps other accounts out of a folder. On Windows the profile's own access list does this.
#[cfg(unix)]
pub(crate) fn restrict(folder: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).map_err(|e| Error::io(folder, "writing", e))
}

/// Keeps other accounts out of a folder. On Windows the profile's own access list does this.
#[cfg(not(unix))]
pub(crate) fn restrict(_folder: &Path) -> Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_file_is_replaced_whole() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("a");
        write_whole(&path, b"one").unwrap();
        write_whole(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_write_into_a_missing_folder_leaves_nothing() {
        let home = tempfile::tempdir().unwrap();
        assert!(write_whole(&home.path().join("no/a"), b"one").is_err());
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_write_that_cannot_take_its_name_leaves_nothing() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir_all(home.path().join("a/b")).unwrap();
        assert!(write_whole(&home.path().join("a"), b"one").is_err());
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_appears_meanwhile_is_not_replaced() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("x.breachbook");
        let raced = make_folder(&folder, "1", |_| {
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join("theirs"), b"1").unwrap();
            Ok(())
        });
        assert!(matches!(raced, Err(Error::Exists { .. })));
        assert_eq!(fs::read(folder.join("theirs")).unwrap(), b"1");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_another_is_making_is_left_alone() {
        let home = tempfile::tempdir().unwrap();
        let theirs = home.path().join(".x.breachbook.1.partial");
        fs::create_dir(&theirs).unwrap();
        assert!(make_folder(&home.path().join("x.breachbook"), "1", |_| Ok(())).is_err());
        assert!(theirs.exists());
    }

    #[test]
    fn what_a_dead_process_left_is_swept_and_nothing_else() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("x.breachbook");
        let left = |name: &str, files: &[&str]| {
            let path = home.path().join(name);
            fs::create_dir(&path).unwrap();
            files.iter().for_each(|file| fs::write(path.join(file), b"1").unwrap());
            path
        };
        let stale = left(".x.breachbook.1.partial", &["lock", "vault.db", "vault.db-wal"]);
        let held = left(".x.breachbook.2.partial", &["lock", "vault.db"]);
        let others = [
            left(".y.breachbook.1.partial", &["lock"]),
            left("x.breachbook.1.partial", &["lock"]),
            left(".x.breachbook.3.partial", &["vault.db"]),
            left(".x.breachbook.4.partial", &["lock", "letter.txt"]),
        ];
        let lock = Lock::take(&held.join("lock"), &folder).unwrap();
        assert_eq!(sweep(&folder), std::slice::from_ref(&stale));
        assert!(!stale.exists() && held.exists() && others.iter().all(|path| path.exists()));
        drop(lock);
        assert_eq!(sweep(&folder), [held]);
        // While a folder is filled it is locked; afterwards nothing lies beside it.
        make_folder(&folder, "9", |at| {
            assert_eq!((sweep(&folder), at.exists()), (Vec::new(), true));
            Ok(())
        })
        .unwrap();
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 5);
    }

    #[test]
    fn a_folder_is_made_whole_or_not_at_all() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("x.breachbook");
        let failed: Result<()> = make_folder(&folder, "1", |at| {
            fs::write(at.join("f"), b"1").unwrap();
            Err(Error::NoRandom)
        });
        assert!(failed.is_err());
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
        fs::create_dir(&folder).unwrap();
        make_folder(&folder, "1", |at| {
            fs::write(at.join("f"), b"1").unwrap();
            Ok(())
        })
        .unwrap();
        assert_eq!(fs::read(folder.join("f")).unwrap(), b"1");
        assert!(matches!(make_folder(&folder, "1", |_| Ok(())), Err(Error::Exists { .. })));
    }
}
