//! Files that somebody wants to attach, looked at before anything is asked: what each is, or why it cannot be.

use std::path::Path;

use serde::Serialize;
use ts_rs::TS;

use crate::Failure;
use crate::act::{NewAttachment, UNKNOWN_KIND, media_type};
use crate::tell::size;

/// A file that can be attached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SeenFile {
    /// Its whole path.
    pub path: String,
    /// Its plain name.
    pub name: String,
    /// Its size, as `84 kB`.
    pub size: String,
    /// That its kind is not known, in a sentence; empty where it is.
    pub doubt: String,
}

/// What was found of several files.
#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
pub struct SeenFiles {
    /// Those that can be attached, in their order.
    pub files: Vec<SeenFile>,
    /// Why others cannot, each with a remedy.
    pub refused: Vec<Failure>,
}

/// Looks at files by their paths. Nothing is read but their size and what they are.
pub fn look(paths: &[String]) -> SeenFiles {
    let mut seen = SeenFiles::default();
    for path in paths {
        match look_at(path) {
            Ok(file) => seen.files.push(file),
            Err(failure) => seen.refused.push(failure),
        }
    }
    seen
}

fn look_at(path: &str) -> Result<SeenFile, Failure> {
    let file = Path::new(path);
    // Where a name is no text, the window replaces what cannot be said, and no such file is there.
    if path.contains(char::REPLACEMENT_CHARACTER) && !file.exists() {
        let said = format!("{path}: its name has letters that are no text.");
        return Err(Failure::new("bad-path", said, "Give the file another name and drop it again."));
    }
    let bytes = NewAttachment::measure(file)?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let doubt = if media_type(&name) == UNKNOWN_KIND {
        "What kind of file it is, its name does not say. It is kept byte for byte; whoever gets it must know what \
         opens it."
            .to_owned()
    } else {
        String::new()
    };
    Ok(SeenFile { path: path.to_owned(), name, size: size(bytes), doubt })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_attached_is_seen_and_the_rest_is_refused_with_a_remedy() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("log.pdf"), vec![0; 84_200]).unwrap();
        std::fs::write(at("dump.x7z"), b"what is it").unwrap();
        std::fs::create_dir(at("exhibits")).unwrap();
        // As large as it says, and no byte of it on the disk.
        std::fs::File::create(at("film.mp4")).unwrap().set_len(64 * 1024 * 1024 + 1).unwrap();
        let names = ["log.pdf", "dump.x7z", "exhibits", "film.mp4", "gone.txt"];
        let seen = look(&names.map(|name| at(name).display().to_string()));
        let told: Vec<_> = seen.files.iter().map(|file| (file.name.as_str(), file.size.as_str())).collect();
        assert_eq!(told, [("log.pdf", "84 kB"), ("dump.x7z", "10 bytes")]);
        assert_eq!(seen.files[0].doubt, "");
        assert!(seen.files[1].doubt.starts_with("What kind of file it is"));
        let refused: Vec<_> = seen.refused.iter().map(|failure| (failure.code.as_str(), &failure.sentence)).collect();
        assert_eq!(
            refused[0],
            ("cannot-read", &format!("{}: it is a folder, a file was expected.", at("exhibits").display()))
        );
        assert_eq!(refused[1].0, "attachments-too-large");
        assert!(refused[1].1.ends_with("at most 64 MiB can be attached."), "{}", refused[1].1);
        assert_eq!(refused[2], ("cannot-read", &format!("{}: there is no such file.", at("gone.txt").display())));
        assert!(seen.refused.iter().all(|failure| !failure.remedy.is_empty()));
    }
}
