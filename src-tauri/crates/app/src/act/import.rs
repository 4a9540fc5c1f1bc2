//! Import: case files in, all of them or none.

use std::collections::HashSet;
use std::io::Cursor;
use std::path::Path;

use breachbook_book::{Act, Kind, Payload};
use breachbook_case::{AnyItem, AttachmentKeys, Audience, Case, Content, View, Warning, words};
use breachbook_exchange::case_file;
use breachbook_vault::{FileRole, NewEntry, NewFile};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::assemble::OWN_ID;
use crate::session::milliseconds;
use crate::{Failure, Session, Writer};

/// One case that came in.
#[derive(Debug, Clone)]
pub struct Imported {
    /// Its reference.
    pub reference: String,
    /// How many items it has.
    pub items: usize,
    /// What can hardly be so in it.
    pub warnings: Vec<Warning>,
}

impl Imported {
    /// An object of `import --json`.
    pub fn json(&self) -> Value {
        let warnings: Vec<Value> =
            self.warnings.iter().map(|w| json!({"code": w.code, "path": w.path, "message": w.message})).collect();
        json!({"reference": self.reference, "items": self.items, "warnings": warnings})
    }
}

/// The bytes of one attachment and which change of the entry names them.
struct Carried {
    change: usize,
    sha256: [u8; 32],
    media_type: String,
    bytes: Cursor<Vec<u8>>,
}

/// An entry ready to be written: its changes and the bytes that they name.
pub(super) struct Prepared {
    pub payloads: Vec<Payload>,
    carried: Vec<Carried>,
}

impl Prepared {
    pub fn new(act: Payload) -> Self {
        Self { payloads: vec![act], carried: Vec::new() }
    }

    /// Takes the bytes of an item's attachments out of its JSON into changes of their own.
    pub fn take_attachments(&mut self, list: &str, item: &mut dyn AnyItem) -> Result<(), Failure> {
        let id = item.id().to_string();
        for attachment in &mut item.common_mut().attachments {
            let AttachmentKeys { name, media_type, base64, .. } = &mut attachment.0;
            let Content::Inline(bytes) = base64 else { continue };
            let bytes = std::mem::take(bytes);
            let sha256: [u8; 32] = Sha256::digest(&bytes).into();
            let size = bytes.len() as u64;
            let hex = sha256.iter().map(|b| format!("{b:02x}")).collect::<String>();
            let body = json!({"name": name.as_str(), "media_type": media_type.as_str(), "sha256": hex, "size": size});
            let body = serde_json::to_vec(&body)?;
            self.carried.push(Carried {
                change: self.payloads.len(),
                sha256,
                media_type: media_type.to_string(),
                bytes: Cursor::new(bytes),
            });
            self.payloads.push(Payload::new(Kind::Attach, list, &id, Default::default(), body));
            *base64 = Content::Stored { sha256: hex, size };
        }
        Ok(())
    }

    /// The same for an item that is corrected or added: a file that it names as kept must be one that it `had`, and
    /// what comes with it is held to the limit of a case file.
    pub fn take_new_attachments(
        &mut self,
        list: &str,
        item: &mut dyn AnyItem,
        had: &HashSet<String>,
    ) -> Result<(), Failure> {
        let mut bytes = 0;
        for attachment in &item.common().attachments {
            match &attachment.0.base64 {
                Content::Inline(inline) => bytes += inline.len() as u64,
                Content::Stored { sha256, .. } if had.contains(sha256) => {}
                Content::Stored { sha256, .. } => {
                    let said = format!("The file {sha256} is not one that the record holds.");
                    return Err(Failure::new("no-attachment", said, "Give its bytes in base64; nothing was written."));
                }
            }
        }
        if bytes > case_file::ATTACHMENTS_LIMIT {
            let said = format!("The attachments have {bytes} bytes together; at most 64 MiB are taken in at once.");
            return Err(Failure::new("attachments-too-large", said, "Attach them one by one; nothing was written."));
        }
        self.take_attachments(list, item)
    }

    /// The entry, which reads the attachments' bytes from here.
    pub fn entry<'p>(&'p mut self, reference: Option<&'p str>) -> NewEntry<'p> {
        let files = self.carried.iter_mut().map(|carried| NewFile {
            change: carried.change,
            sha256: carried.sha256,
            size: carried.bytes.get_ref().len() as u64,
            role: FileRole::Attachment { media_type: carried.media_type.clone() },
            source: &mut carried.bytes,
        });
        NewEntry { payloads: std::mem::take(&mut self.payloads), files: files.collect(), reference, draft: None }
    }
}

/// The entry of a whole case: the act, what is attached, the case's own keys, every item.
pub(super) fn entry_of(mut case: Case, act: &Act) -> Result<Prepared, Failure> {
    let mut prepared = Prepared::new(Payload::act(act)?);
    let mut failed = None;
    case.each_mut(&mut |list, item| {
        if let Err(failure) = prepared.take_attachments(list.as_str(), item) {
            failed.get_or_insert(failure);
        }
    });
    if let Some(failure) = failed {
        return Err(failure);
    }
    let own = serde_json::to_vec(&case.write()["case"])?;
    prepared.payloads.push(Payload::put(words::CASE, OWN_ID, Default::default(), own));
    for (list, _, item) in case.items() {
        let body = serde_json::to_vec(&item.json())?;
        prepared.payloads.push(Payload::put(list.as_str(), item.id().as_str(), Default::default(), body));
    }
    Ok(prepared)
}

impl Session {
    /// Takes in case files: every one, or none where one is at fault or its case is here already.
    ///
    /// # Errors
    /// `cannot-read`, `not-json`, `not-a-case-file`, `case-file-newer`, `wrong-shape`, `attachments-too-large`,
    /// `case-exists`.
    pub fn import(&mut self, files: &[&Path], writer: &Writer<'_>) -> Result<Vec<Imported>, Failure> {
        let mut cases: Vec<(&Path, Case, String)> = Vec::new();
        for path in files {
            let bytes = std::fs::read(path).map_err(|why| Failure::reading(path, &why))?;
            let case = case_file::read(&bytes).map_err(|fault| Failure::of_case_file(path, &fault))?;
            let sha256 = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
            cases.push((path, case, sha256));
        }
        self.take_in(cases, writer)
    }

    pub(super) fn take_in(
        &mut self,
        cases: Vec<(&Path, Case, String)>,
        writer: &Writer<'_>,
    ) -> Result<Vec<Imported>, Failure> {
        let mut taken: Vec<String> = self.vault.books()?.into_iter().map(|book| book.reference).collect();
        let mut entries = Vec::new();
        let mut imported = Vec::new();
        for (path, case, sha256) in cases {
            let reference = case.own.reference.to_string();
            if taken.contains(&reference) {
                return Err(Failure::new(
                    "case-exists",
                    format!(
                        "{}: the case exists: {reference} is already in this vault or in another of the files.",
                        path.display()
                    ),
                    "Correct the case that is there, or import into another vault; nothing was taken in.",
                ));
            }
            taken.push(reference.clone());
            let warnings = View::new(&case, Audience::Team, writer.now).warnings;
            imported.push(Imported { reference: reference.clone(), items: case.items().len(), warnings });
            let mut act = writer.act("import");
            act.more.insert("file_sha256".to_owned(), sha256.into());
            entries.push((reference, entry_of(case, &act)?));
        }
        let books = entries.iter_mut().map(|(reference, prepared)| (reference.as_str(), prepared.entry(None)));
        self.vault.begin_books(books.collect(), milliseconds(writer.now))?;
        Ok(imported)
    }
}
