//! Attached files, with the chain of custody.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::shape::{Keys, Kind, Node, Reading, Shape, Text, Walk, Whole, type_name};
use crate::time::Time;

/// The bytes of an attachment: carried in the file, or kept in the vault under their hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// The bytes themselves.
    Inline(Vec<u8>),
    /// Kept elsewhere: SHA-256 in lower-case hex, and the number of bytes.
    Stored {
        /// SHA-256 in lower-case hex.
        sha256: String,
        /// The number of bytes.
        size: u64,
    },
}

impl Content {
    /// SHA-256 of the bytes, in lower-case hex.
    pub fn sha256(&self) -> String {
        match self {
            Content::Inline(bytes) => hex(&Sha256::digest(bytes)),
            Content::Stored { sha256, .. } => sha256.clone(),
        }
    }

    /// The number of bytes.
    pub fn size(&self) -> u64 {
        match self {
            Content::Inline(bytes) => bytes.len() as u64,
            Content::Stored { size, .. } => *size,
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

object! {
    /// Where stored bytes are found.
    pub struct StoredContent {
        /// SHA-256 in lower-case hex.
        required sha256: Text as "SHA-256",
        /// The number of bytes.
        required size: Whole as "Bytes",
    }
}

impl Shape for Content {
    const KIND: Kind = Kind::Content;
    fn read(node: &Node, reading: &mut Reading) -> Option<Self> {
        if reading.stored && matches!(node, Node::Object(_)) {
            let stored = StoredContent::read(node, reading)?;
            return Some(Content::Stored { sha256: stored.sha256.to_string(), size: stored.size.0 });
        }
        let Node::Text(text) = node else {
            reading.fault(format!("a text in base64, found {}", type_name(node)));
            return None;
        };
        match STANDARD.decode(text) {
            Ok(bytes) => Some(Content::Inline(bytes)),
            Err(why) => {
                reading.fault(format!("base64 (RFC 4648, with padding); {why}"));
                None
            }
        }
    }
    fn write(&self) -> Value {
        match self {
            Content::Inline(bytes) => STANDARD.encode(bytes).into(),
            Content::Stored { sha256, size } => serde_json::json!({"sha256": sha256, "size": size}),
        }
    }
}

/// A plain file name: no folder, no drive, no control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName(Text);

impl FileName {
    /// The name.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl Shape for FileName {
    const KIND: Kind = Kind::Text;
    fn read(node: &Node, reading: &mut Reading) -> Option<Self> {
        let name = Text::read(node, reading)?;
        let said = name.as_str();
        if said.is_empty()
            || said == "."
            || said == ".."
            || said.chars().any(|c| matches!(c, '/' | '\\' | ':') || c.is_control())
        {
            reading.fault("a plain file name, without / \\ : and control characters");
            return None;
        }
        Some(Self(name))
    }
    fn write(&self) -> Value {
        self.0.write()
    }
    fn walk(&self, walk: &mut Walk<'_>, needed: bool) {
        self.0.walk(walk, needed);
    }
}

object! {
    /// How the file came to us.
    pub struct Received {
        /// From whom.
        optional from: Text as "From",
        /// When.
        optional at: Time as "When",
        /// Who took it in.
        optional by: Text as "Taken in by",
    }
}

object! {
    /// One handing-over in the chain of custody.
    pub struct Custody {
        /// When.
        required at: Time as "When",
        /// Who had it.
        required from: Text as "From",
        /// Who has it now.
        required to: Text as "To",
        /// Why.
        optional why: Text as "Why",
    }
}

object! {
    /// The keys of an attachment as they stand in the file.
    pub struct AttachmentKeys {
        /// The file's name.
        required name: FileName as "File name",
        /// Its media type, such as application/pdf.
        required media_type: Text as "Kind of file",
        /// Its bytes.
        required base64: Content as "File",
        /// SHA-256 of the bytes, in hex.
        optional sha256: Text as "SHA-256",
        /// The exhibit reference.
        optional exhibit: Text as "Exhibit reference",
        /// How it came to us.
        optional received: Received as "Received",
        /// Who held it, from when, and why it changed hands.
        list custody: Custody as "Chain of custody",
    }
}

/// A file that belongs to an item; a stated hash fits the bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct Attachment(pub AttachmentKeys);

impl Shape for Attachment {
    const KIND: Kind = Kind::Object(<AttachmentKeys as Keys>::KEYS);
    fn read(node: &Node, reading: &mut Reading) -> Option<Self> {
        let keys = AttachmentKeys::read(node, reading)?;
        if let Some(stated) = &keys.sha256 {
            let found = keys.base64.sha256();
            if !stated.as_str().eq_ignore_ascii_case(&found) {
                reading.path.enter("sha256");
                reading.fault(format!("the SHA-256 of the bytes, which is {found}"));
                reading.path.leave();
                return None;
            }
        }
        Some(Self(keys))
    }
    fn write(&self) -> Value {
        self.0.write()
    }
    fn walk(&self, walk: &mut Walk<'_>, needed: bool) {
        self.0.walk(walk, needed);
    }
}
