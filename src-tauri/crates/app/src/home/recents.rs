//! The vaults that were opened here, as paths and nothing else.

use std::path::{Path, PathBuf};

use super::write;
use crate::Failure;

/// As many are kept; the one that was opened longest ago goes first.
const MOST: usize = 12;

/// The vaults that were opened here, the last one first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recents {
    file: PathBuf,
    folders: Vec<String>,
}

impl Recents {
    /// Reads the list that the program's own folder keeps. A list that is missing or damaged is empty: it is a
    /// convenience, and no vault depends on it.
    pub fn read(home: &Path) -> Self {
        let file = home.join("recent-vaults.json");
        let folders = std::fs::read(&file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Self { file, folders: folders.unwrap_or_default() }
    }

    /// The folders, the last opened first.
    pub fn folders(&self) -> impl Iterator<Item = &Path> {
        self.folders.iter().map(Path::new)
    }

    /// Puts a folder first. One whose path is no Unicode cannot be kept, and is not.
    ///
    /// # Errors
    /// `cannot-write`, `disk-full`.
    pub fn remember(&mut self, folder: &Path) -> Result<(), Failure> {
        let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        let Some(path) = whole.to_str() else { return Ok(()) };
        self.folders.retain(|known| known != path);
        self.folders.insert(0, path.to_owned());
        self.folders.truncate(MOST);
        self.save()
    }

    /// Takes a folder off the list; the vault itself is left as it is.
    ///
    /// # Errors
    /// `cannot-write`, `disk-full`.
    pub fn forget(&mut self, folder: &Path) -> Result<(), Failure> {
        self.folders.retain(|known| Path::new(known) != folder);
        self.save()
    }

    fn save(&self) -> Result<(), Failure> {
        write(&self.file, &serde_json::to_vec_pretty(&self.folders)?)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_last_opened_stands_first_once_and_twelve_are_kept() {
        let home = tempfile::tempdir().unwrap();
        let mut recents = Recents::read(home.path());
        for n in 0..14 {
            recents.remember(Path::new(&format!("/vaults/{n}.breachbook"))).unwrap();
        }
        recents.remember(Path::new("/vaults/9.breachbook")).unwrap();
        let again = Recents::read(home.path());
        let folders: Vec<&Path> = again.folders().collect();
        assert_eq!(folders.len(), MOST);
        assert_eq!(
            folders[..3],
            ["/vaults/9.breachbook", "/vaults/13.breachbook", "/vaults/12.breachbook"].map(Path::new)
        );
    }

    #[test]
    fn a_forgotten_vault_is_gone_from_the_list_and_a_damaged_list_is_empty() {
        let home = tempfile::tempdir().unwrap();
        let mut recents = Recents::read(home.path());
        recents.remember(Path::new("/a.breachbook")).unwrap();
        recents.remember(Path::new("/b.breachbook")).unwrap();
        recents.forget(Path::new("/b.breachbook")).unwrap();
        assert_eq!(Recents::read(home.path()).folders().collect::<Vec<_>>(), [Path::new("/a.breachbook")]);
        std::fs::write(home.path().join("recent-vaults.json"), b"{").unwrap();
        assert_eq!(Recents::read(home.path()).folders().count(), 0);
    }
}
