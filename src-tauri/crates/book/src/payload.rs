//! The payload of a change, and the commitment to it. `FORMAT.md`, "The payload".

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::bytes::Fields;
use crate::{Act, Checkpoint, Error, Kind, Salt, VersionId};

/// The schema of the bodies that this version writes and reads.
pub const SCHEMA: u16 = 1;

/// What is hashed before salt and payload, so that a commitment can be nothing else.
pub const COMMITMENT_TAG: &[u8] = b"breachbook-payload-v1\n";

/// The commitment to a payload, which is the version id of the change: SHA-256(tag ‖ salt ‖ payload bytes).
#[must_use]
pub fn commit(salt: &Salt, payload_bytes: &[u8]) -> VersionId {
    let mut hash = Sha256::new();
    hash.update(COMMITMENT_TAG);
    hash.update(salt.as_bytes());
    hash.update(payload_bytes);
    VersionId::from_bytes(hash.finalize().into())
}

/// One change. It is stored and hashed as written, never encoded a second time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload {
    /// What the body's form is; 1 in this version. The envelope has the same form under every schema.
    pub schema: u16,
    /// What the change does.
    pub kind: Kind,
    /// The list of the record, such as `events`; empty for an act. At most 255 bytes.
    pub list: String,
    /// The record's id within its list; empty for an act. At most 65,535 bytes.
    pub id: String,
    /// The versions that this change replaces. At most 65,535.
    pub replaces: BTreeSet<VersionId>,
    /// The rest; for an act and a put it is JSON.
    pub body: Vec<u8>,
}

impl Payload {
    /// A change under the schema of this version.
    #[must_use]
    pub fn new(kind: Kind, list: &str, id: &str, replaces: BTreeSet<VersionId>, body: Vec<u8>) -> Self {
        Self { schema: SCHEMA, kind, list: list.to_owned(), id: id.to_owned(), replaces, body }
    }

    /// The first change of an entry: who writes, and why.
    ///
    /// # Errors
    /// An act that JSON cannot hold; none is known.
    pub fn act(act: &Act) -> Result<Self, Error> {
        Ok(Self::new(Kind::Act, "", "", BTreeSet::new(), act.encode()?))
    }

    /// A whole record, which replaces the versions named.
    #[must_use]
    pub fn put(list: &str, id: &str, replaces: BTreeSet<VersionId>, body: Vec<u8>) -> Self {
        Self::new(Kind::Put, list, id, replaces, body)
    }

    /// The withdrawal of a record: of all its versions that are named.
    #[must_use]
    pub fn withdraw(list: &str, id: &str, replaces: BTreeSet<VersionId>) -> Self {
        Self::new(Kind::Withdraw, list, id, replaces, Vec::new())
    }

    /// The head of another log of the book, from which the log that is begun goes on.
    #[must_use]
    pub fn head(head: &Checkpoint) -> Self {
        Self::new(Kind::Head, "", "", BTreeSet::new(), head.text().into_bytes())
    }

    /// The head that a change of the kind `head` names; `None` for any other change.
    ///
    /// # Errors
    /// A body that is not the text of a checkpoint.
    pub fn named_head(&self) -> Result<Option<Checkpoint>, Error> {
        if !self.is_known() || self.kind != Kind::Head {
            return Ok(None);
        }
        Checkpoint::from_text(&self.body).map(Some)
    }

    /// Whether kind and schema are those of this version, so that the body can be read.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.schema == SCHEMA && !matches!(self.kind, Kind::Unknown(_))
    }

    /// The bytes that are stored and committed to.
    ///
    /// # Errors
    /// A list, an id or a number of replaced versions that is too long.
    pub fn encode(&self) -> Result<Vec<u8>, Error> {
        let kind = self.kind.name();
        let mut bytes = Vec::with_capacity(
            8 + kind.len() + self.list.len() + self.id.len() + 32 * self.replaces.len() + self.body.len(),
        );
        bytes.extend(self.schema.to_be_bytes());
        bytes.push(length::<u8>("a kind", kind.len(), u8::MAX.into())?);
        bytes.extend(kind.as_bytes());
        bytes.push(length::<u8>("a list's name", self.list.len(), u8::MAX.into())?);
        bytes.extend(self.list.as_bytes());
        let id_length: u16 = length("an id", self.id.len(), u16::MAX.into())?;
        bytes.extend(id_length.to_be_bytes());
        bytes.extend(self.id.as_bytes());
        let count: u16 = length("the list of replaced versions", self.replaces.len(), u16::MAX.into())?;
        bytes.extend(count.to_be_bytes());
        for version in &self.replaces {
            bytes.extend(version.as_bytes());
        }
        bytes.extend(&self.body);
        Ok(bytes)
    }

    /// Reads what [`Payload::encode`] wrote, of any schema and kind.
    ///
    /// # Errors
    /// Bytes that are cut short, a malformed kind, text that is not UTF-8, replaced versions out of order.
    pub fn decode(bytes: &[u8]) -> Result<Self, Error> {
        let mut fields = Fields::new(bytes);
        let schema = fields.u16("schema")?;
        let count = fields.u8("length of the kind")?;
        let kind = Kind::parse(fields.text(count.into(), "kind")?)?;
        let count = fields.u8("length of the list's name")?;
        let list = fields.text(count.into(), "list")?.to_owned();
        let count = fields.u16("length of the id")?;
        let id = fields.text(count.into(), "id")?.to_owned();
        let mut replaces = BTreeSet::new();
        for position in 0..fields.u16("number of replaced versions")? {
            let version = VersionId::from_bytes(fields.array("replaced version")?);
            if replaces.last().is_some_and(|last| *last >= version) {
                return Err(Error::ReplacesOrder { position: position.into() });
            }
            replaces.insert(version);
        }
        Ok(Self { schema, kind, list, id, replaces, body: fields.rest().to_vec() })
    }
}

fn length<T: TryFrom<usize>>(what: &'static str, found: usize, limit: usize) -> Result<T, Error> {
    T::try_from(found).map_err(|_| Error::TooLong { what, found, limit })
}
