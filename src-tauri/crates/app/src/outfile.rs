//! Files that leave: written beside their place, then put there whole.

use std::io::{Read as _, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::Failure;

/// A file that is on disk and not yet in its place; dropped, it is gone.
pub struct Ready {
    file: NamedTempFile,
}

/// Writes the bytes beside `path` and makes sure that they are on disk.
pub fn prepare(path: &Path, bytes: &[u8]) -> Result<Ready, Failure> {
    let failed = |why: std::io::Error| Failure::writing(path, &why);
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if path.is_dir() {
        return Err(Failure::new(
            "cannot-write",
            format!("{}: it is a folder, a file was expected.", path.display()),
            "Name a file; nothing was written.",
        ));
    }
    let there = std::fs::metadata(path).ok();
    if there.is_some_and(|there| !there.is_file()) {
        return Err(Failure::new(
            "cannot-write",
            format!("{}: it is a device or a pipe, a file was expected.", path.display()),
            "Name a file; nothing was written.",
        ));
    }
    if in_a_vault(folder) {
        return Err(Failure::new(
            "in-a-vault",
            format!("{}: it lies in the folder of a vault.", path.display()),
            "Name a file outside; nothing was written.",
        ));
    }
    if is_recovery_sheet(path) {
        return Err(Failure::new(
            "recovery-sheet",
            format!("{}: it is a recovery sheet, which opens a vault.", path.display()),
            "Name another file; nothing was written.",
        ));
    }
    let mut file = NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    Ok(Ready { file })
}

/// Refuses a new vault in the folder of another: what opens, backs up or erases the outer one would not reach it.
///
/// # Errors
/// `in-a-vault`.
pub(crate) fn not_in_a_vault(folder: &Path) -> Result<(), Failure> {
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if in_a_vault(parent) {
        let said = format!("{}: it lies in the folder of a vault.", folder.display());
        return Err(Failure::new("in-a-vault", said, "Name a folder outside; nothing was written."));
    }
    Ok(())
}

/// Whether a folder is a vault's or lies in one: nothing that leaves may replace what a vault is made of.
fn in_a_vault(folder: &Path) -> bool {
    // A folder that is not there yet is in none; writing to it fails with its own sentence.
    let Ok(whole) = folder.canonicalize() else { return false };
    whole.ancestors().any(|folder| folder.join("vault.db").is_file() && folder.join("keys").is_dir())
}

/// How a recovery sheet begins: the one file that no output may replace.
pub const SHEET_BEGINS: &str = "# Breachbook: recovery sheet";

fn is_recovery_sheet(path: &Path) -> bool {
    let mut start = Vec::new();
    let length = SHEET_BEGINS.len();
    let read = std::fs::File::open(path).and_then(|file| file.take(length as u64).read_to_end(&mut start));
    read.is_ok() && start == SHEET_BEGINS.as_bytes()
}

impl Ready {
    /// Puts it in its place, in one step; a file that was there is replaced whole.
    pub fn put(self, path: &Path) -> Result<(), Failure> {
        // Reports and exports hold personal data: what tempfile makes is for its owner alone, and stays so.
        self.file.persist(path).map(drop).map_err(|e| Failure::writing(path, &e.error))
    }
}

/// Writes a file whole.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    prepare(path, bytes)?.put(path)
}

/// A case's reference as the beginning of a file's name on every system.
pub(crate) fn name_for(reference: &str) -> String {
    let safe = |c: char| if c.is_alphanumeric() || "-_ .".contains(c) { c } else { '-' };
    let name: String = reference.chars().take(60).map(safe).collect();
    name.trim_matches('.').to_owned()
}
