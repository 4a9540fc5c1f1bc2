//! What a change does.

use std::fmt;

use crate::Error;

/// What a change does. A kind that this version does not know is kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Who writes and why: the first change of each entry.
    Act,
    /// A whole record.
    Put,
    /// A record is withdrawn.
    Withdraw,
    /// A file is attached.
    Attach,
    /// A report was released.
    Release,
    /// A checkpoint of somebody else's log was seen.
    Witness,
    /// The head of another log of the book, from which this log goes on.
    Head,
    /// Payloads were removed under law.
    Erase,
    /// A kind of a newer version.
    Unknown(UnknownKind),
}

/// The name of a kind that this version does not know; made by [`Kind::parse`] only, so that each kind has one form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownKind(String);

impl Kind {
    /// From its name.
    ///
    /// # Errors
    /// Anything but 1 to 255 lower-case ASCII letters, digits and hyphens.
    pub fn parse(name: &str) -> Result<Self, Error> {
        Ok(match name {
            "act" => Self::Act,
            "put" => Self::Put,
            "withdraw" => Self::Withdraw,
            "attach" => Self::Attach,
            "release" => Self::Release,
            "witness" => Self::Witness,
            "head" => Self::Head,
            "erase" => Self::Erase,
            _ => {
                let allowed = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
                if name.is_empty() || name.len() > 255 || !name.bytes().all(allowed) {
                    return Err(Error::KindMalformed { found: name.chars().take(100).collect() });
                }
                Self::Unknown(UnknownKind(name.to_owned()))
            }
        })
    }

    /// Its name, as written.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Act => "act",
            Self::Put => "put",
            Self::Withdraw => "withdraw",
            Self::Attach => "attach",
            Self::Release => "release",
            Self::Witness => "witness",
            Self::Head => "head",
            Self::Erase => "erase",
            Self::Unknown(UnknownKind(name)) => name,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
