//! Attach: a file that belongs to a record.

use std::io::ErrorKind;
use std::path::Path;

use breachbook_case::{Content, Shape as _};
use breachbook_exchange::case_file::ATTACHMENTS_LIMIT;
use serde_json::{Map, Value, json};

use super::correct::reason_given;
use super::log::Written;
use crate::sets::Sets;
use crate::{Failure, Session, Writer};

/// A file to be attached.
#[derive(Debug, Clone)]
pub struct NewAttachment {
    /// Its plain name, without a folder.
    pub name: String,
    /// Its media type, such as `application/pdf`.
    pub media_type: String,
    /// Its bytes, in base64, as a case file carries them.
    pub base64: Value,
}

impl NewAttachment {
    /// The size of a file of the disk in bytes, if it can be attached: at most what one case file may carry (64 MiB).
    ///
    /// # Errors
    /// `cannot-read`, also for what is no plain file; `attachments-too-large`.
    pub fn measure(path: &Path) -> Result<u64, Failure> {
        let about = std::fs::metadata(path).map_err(|why| Failure::reading(path, &why))?;
        // Not every system says so when a folder is read as a file, and a device or a pipe never ends.
        if about.is_dir() {
            let failure = Failure::reading(path, &ErrorKind::IsADirectory.into());
            return Err(Failure {
                remedy: "Attach the files that lie in it; nothing was written.".to_owned(),
                ..failure
            });
        }
        if !about.is_file() {
            let said = format!("{}: it is no plain file.", path.display());
            return Err(Failure::new("cannot-read", said, "Attach a plain file; nothing was written."));
        }
        if about.len() > ATTACHMENTS_LIMIT {
            let said = format!("{}: it has {} bytes; at most 64 MiB can be attached.", path.display(), about.len());
            return Err(Failure::new("attachments-too-large", said, "Attach a smaller file; nothing was written."));
        }
        Ok(about.len())
    }

    /// A file of the disk with its bytes.
    ///
    /// # Errors
    /// As [`Self::measure`].
    pub fn read(path: &Path) -> Result<Self, Failure> {
        Self::measure(path)?;
        let bytes = std::fs::read(path).map_err(|why| Failure::reading(path, &why))?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self { media_type: media_type(&name).to_owned(), base64: Content::Inline(bytes).write(), name })
    }
}

/// The media type of a file of whose kind nothing is known.
pub const UNKNOWN_KIND: &str = "application/octet-stream";

/// The media type that the ending of a file's name says; `application/octet-stream` where it says none that we know ([`UNKNOWN_KIND`]).
pub fn media_type(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "pdf" => "application/pdf",
        "txt" | "log" => "text/plain",
        "csv" => "text/csv",
        "json" => "application/json",
        "eml" => "message/rfc822",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "zip" => "application/zip",
        "mp3" => "audio/mpeg",
        "wav" => "audio/wav",
        "mp4" => "video/mp4",
        _ => UNKNOWN_KIND,
    }
}

impl Session {
    /// Attaches a file to a record: a new version of it, with a reason. When this returns, it is on disk.
    ///
    /// # Errors
    /// As [`Session::correct`]; `wrong-shape` for a name that is no plain file name; `attachments-too-large`.
    pub fn attach(
        &mut self,
        reference: &str,
        id: &str,
        file: &NewAttachment,
        writer: &Writer<'_>,
    ) -> Result<Written, Failure> {
        reason_given(writer)?;
        let book = self.book_id(reference)?;
        let versions = self.versions(&book, reference, id)?;
        let mut attachments = match versions.body.get("attachments") {
            Some(Value::Array(attachments)) => attachments.clone(),
            _ => Vec::new(),
        };
        let at = writer.now.format("%Y-%m-%dT%H:%M:%SZ").to_string();
        attachments.push(json!({
            "name": file.name, "media_type": file.media_type, "base64": file.base64,
            "received": {"at": {"at": at}, "by": writer.name},
        }));
        let sets = Map::from_iter([("attachments".to_owned(), Value::Array(attachments))]);
        self.correct_as("attach", reference, id, Sets::Keys(&sets), writer, None)
    }
}
