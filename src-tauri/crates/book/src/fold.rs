//! Which versions of a record are current: conflict by fact, whatever the order of logs and clocks.
//!
//! Current is a put that nothing replaces. Two current puts of one record are a conflict, until one is written
//! that replaces both. A record whose puts are all replaced is withdrawn.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Error, Kind, Payload, SCHEMA, VersionId};

/// The current versions of the records of a book, kept up change by change, in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Current {
    records: BTreeMap<(String, String), BTreeSet<VersionId>>,
    homes: BTreeMap<VersionId, (String, String)>,
    replaced: BTreeSet<VersionId>,
    erased: BTreeSet<VersionId>,
}

/// How a record stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// One current version.
    Current(VersionId),
    /// Several current versions, in ascending order of their ids.
    Conflict(Vec<VersionId>),
    /// No version is current: the last was withdrawn, or erased under law.
    Withdrawn,
}

impl Current {
    /// The current versions of all these changes.
    pub fn of<'a>(changes: impl IntoIterator<Item = (VersionId, &'a Payload)>) -> Self {
        let mut current = Self::default();
        for (version, payload) in changes {
            current.apply(version, payload);
        }
        current
    }

    /// The current versions as of `time` (milliseconds since 1970 UTC), given each change with its effective
    /// time ([`crate::asof`]). Erasures count at any time: what they removed is gone for every moment.
    pub fn as_of<'a>(changes: impl IntoIterator<Item = (u64, VersionId, &'a Payload)>, time: u64) -> Self {
        Self::of(changes.into_iter().filter_map(|(effective, version, payload)| {
            (effective <= time || payload.kind == Kind::Erase).then_some((version, payload))
        }))
    }

    /// Takes one more change in. A change that was taken in already changes nothing. Only puts, withdrawals and
    /// erasures count; a change of a schema or kind that is not known counts as nothing.
    pub fn apply(&mut self, version: VersionId, payload: &Payload) {
        if !payload.is_known() {
            return;
        }
        match payload.kind {
            Kind::Put => {
                self.replaced.extend(&payload.replaces);
                if !self.erased.contains(&version) {
                    let record = (payload.list.clone(), payload.id.clone());
                    self.homes.insert(version, record.clone());
                    self.records.entry(record).or_default().insert(version);
                }
            }
            Kind::Withdraw => self.replaced.extend(&payload.replaces),
            Kind::Erase => {
                // A body that cannot be read carries nothing; `check` reports it.
                self.replaced.extend(carried(payload).unwrap_or_default());
                self.replaced.extend(&payload.replaces);
                self.erased.extend(&payload.replaces);
                for version in &payload.replaces {
                    self.forget(version);
                }
            }
            _ => {}
        }
    }

    /// The current versions of a record, in ascending order of their ids; none for one withdrawn or not known.
    pub fn versions(&self, list: &str, id: &str) -> impl Iterator<Item = VersionId> {
        self.records
            .get(&(list.to_owned(), id.to_owned()))
            .into_iter()
            .flatten()
            .filter(|version| !self.replaced.contains(version))
            .copied()
    }

    /// How a record stands; `None` if no put of it is known.
    #[must_use]
    pub fn state(&self, list: &str, id: &str) -> Option<State> {
        self.records.get(&(list.to_owned(), id.to_owned())).map(|puts| self.state_of(puts))
    }

    /// Every record of which a put is known, with its list, id and state, in the order of list and id.
    pub fn records(&self) -> impl Iterator<Item = (&str, &str, State)> {
        self.records.iter().map(|((list, id), puts)| (list.as_str(), id.as_str(), self.state_of(puts)))
    }

    /// Whether something replaces the version.
    #[must_use]
    pub fn is_replaced(&self, version: &VersionId) -> bool {
        self.replaced.contains(version)
    }

    fn state_of(&self, puts: &BTreeSet<VersionId>) -> State {
        let mut current: Vec<_> = puts.difference(&self.replaced).copied().collect();
        match (current.pop(), current.is_empty()) {
            (None, _) => State::Withdrawn,
            (Some(version), true) => State::Current(version),
            (Some(version), false) => {
                current.push(version);
                State::Conflict(current)
            }
        }
    }

    fn forget(&mut self, version: &VersionId) {
        let Some(record) = self.homes.remove(version) else {
            return;
        };
        if let Some(puts) = self.records.get_mut(&record) {
            puts.remove(version);
            if puts.is_empty() {
                self.records.remove(&record);
            }
        }
    }
}

/// The erasure of these versions: the change to write when their payloads and salts are removed.
///
/// A payload that is gone can no longer say what it replaced, and an old version would come back to life; so the
/// erasure's body carries on what the erased ones replaced.
///
/// # Errors
/// A version that is itself an erasure.
pub fn erasure<'a>(erased: impl IntoIterator<Item = (VersionId, &'a Payload)>) -> Result<Payload, Error> {
    let mut replaces = BTreeSet::new();
    let mut carried = BTreeSet::new();
    for (version, payload) in erased {
        match payload.kind {
            Kind::Erase => return Err(Error::EraseOfErase { version }),
            Kind::Put | Kind::Withdraw if payload.schema == SCHEMA => {
                carried.extend(&payload.replaces);
            }
            _ => {}
        }
        replaces.insert(version);
    }
    let body = carried.difference(&replaces).flat_map(|version: &VersionId| *version.as_bytes()).collect();
    Ok(Payload::new(Kind::Erase, "", "", replaces, body))
}

/// The versions that an erasure's body carries on as replaced: 32 bytes each, ascending.
///
/// # Errors
/// A body that is not that.
pub fn carried(erasure: &Payload) -> Result<BTreeSet<VersionId>, Error> {
    let (versions, rest) = erasure.body.as_chunks::<32>();
    let ascending = versions.is_sorted_by(|a, b| a < b);
    if !rest.is_empty() || !ascending {
        return Err(Error::EraseMalformed);
    }
    Ok(versions.iter().copied().map(VersionId::from_bytes).collect())
}
