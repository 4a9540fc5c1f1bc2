//! An entry ready to be written: the header's bytes and each payload with its salt.

use crate::{BookId, Error, Hash, Header, Kind, Payload, Salt, VersionId, commit, tree};

/// An entry as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The header, read.
    pub header: Header,
    /// The header's bytes: the leaf.
    pub header_bytes: Vec<u8>,
    /// The hash of the leaf.
    pub leaf: Hash,
    /// The changes, the act first.
    pub changes: Vec<Change>,
}

/// A change as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its version id: the commitment.
    pub version: VersionId,
    /// The salt of the commitment.
    pub salt: Salt,
    /// The payload, read.
    pub payload: Payload,
    /// The payload's bytes, to be stored as they are.
    pub bytes: Vec<u8>,
}

/// Makes an entry of changes and fresh random salts. The first change must be an act.
///
/// `recorded_at` is in milliseconds since 1970 UTC.
///
/// # Errors
/// A first change that is no act, or what [`Payload::encode`] and [`Header::new`] refuse.
pub fn seal(
    book: BookId,
    recorded_at: u64,
    changes: impl IntoIterator<Item = (Salt, Payload)>,
) -> Result<Entry, Error> {
    let changes = changes
        .into_iter()
        .map(|(salt, payload)| {
            let bytes = payload.encode()?;
            Ok(Change { version: commit(&salt, &bytes), salt, payload, bytes })
        })
        .collect::<Result<Vec<_>, Error>>()?;
    if changes.first().is_some_and(|change| change.payload.kind != Kind::Act) {
        return Err(Error::FirstNotAct);
    }
    let header = Header::new(book, recorded_at, changes.iter().map(|change| change.version).collect())?;
    let header_bytes = header.encode();
    let leaf = tree::leaf_hash(&header_bytes);
    Ok(Entry { header, header_bytes, leaf, changes })
}
