//! Fixed-length names: books, installations, logs, versions, salts and hashes.

use std::fmt;
use std::str::FromStr;

use crate::Error;

macro_rules! hex_bytes {
    ($(#[$doc:meta])* $name:ident, $length:literal, $what:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $length]);

        impl $name {
            /// From its bytes.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; $length]) -> Self {
                Self(bytes)
            }

            /// Its bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; $length] {
                &self.0
            }

            /// From a slice, such as a database column.
            ///
            /// # Errors
            /// Another length than that of the name.
            pub fn from_slice(bytes: &[u8]) -> Result<Self, Error> {
                bytes.try_into().map(Self).map_err(|_| Error::Truncated {
                    what: $what,
                    needed: $length,
                    found: bytes.len(),
                })
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{self}")
            }
        }

        impl FromStr for $name {
            type Err = Error;

            fn from_str(text: &str) -> Result<Self, Error> {
                let mut bytes = [0; $length];
                if from_hex(text, &mut bytes) {
                    Ok(Self(bytes))
                } else {
                    Err(Error::Hex { what: $what, found: text.chars().take(100).collect() })
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

hex_bytes!(
    /// A book: 16 random bytes, written as 32 hexadecimal digits.
    BookId, 16, "book id"
);
hex_bytes!(
    /// An installation: the first 16 bytes of the SHA-256 of the SubjectPublicKeyInfo (DER) of its P-256 key,
    /// written as 32 hexadecimal digits.
    InstallationId, 16, "installation id"
);
hex_bytes!(
    /// A version of a record, and any other change: the commitment to its payload.
    VersionId, 32, "version id"
);
hex_bytes!(
    /// A SHA-256 hash of the log's tree.
    Hash, 32, "hash"
);
hex_bytes!(
    /// 32 random bytes that keep a payload from being guessed from its commitment.
    Salt, 32, "salt"
);

impl InstallationId {
    /// From the whole SHA-256 of the SubjectPublicKeyInfo (DER) of the installation's P-256 key.
    #[must_use]
    pub fn from_key_hash(sha256: &[u8; 32]) -> Self {
        let mut id = [0; 16];
        id.copy_from_slice(&sha256[..16]);
        Self(id)
    }
}

/// A log: what one installation writes in one book.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
pub struct LogId {
    /// The book.
    pub book: BookId,
    /// The installation that writes.
    pub installation: InstallationId,
}

impl LogId {
    /// The origin line of the log's checkpoints, which is its key's name too: `breachbook/BOOK/INSTALLATION`.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("breachbook/{}/{}", self.book, self.installation)
    }

    /// From an origin line.
    ///
    /// # Errors
    /// Anything but `breachbook/`, 32 lower-case hexadecimal digits, `/` and 32 more.
    pub fn from_origin(origin: &str) -> Result<Self, Error> {
        let parts = || {
            let (book, installation) = origin.strip_prefix("breachbook/")?.split_once('/')?;
            Some(Self { book: book.parse().ok()?, installation: installation.parse().ok()? })
        };
        parts().ok_or_else(|| Error::OriginMalformed { found: origin.chars().take(100).collect() })
    }
}

impl fmt::Display for LogId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin())
    }
}

fn from_hex(text: &str, out: &mut [u8]) -> bool {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let text = text.as_bytes();
    if text.len() != out.len() * 2 {
        return false;
    }
    for (byte, pair) in out.iter_mut().zip(text.chunks_exact(2)) {
        match (digit(pair[0]), digit(pair[1])) {
            (Some(high), Some(low)) => *byte = high << 4 | low,
            _ => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_origin_reads_back_and_nothing_else_does() {
        let log =
            LogId { book: BookId::from_bytes([0x0a; 16]), installation: InstallationId::from_key_hash(&[0xb1; 32]) };
        assert_eq!(LogId::from_origin(&log.origin()).unwrap(), log);
        let origin = log.origin();
        for wrong in [
            origin.to_uppercase(),
            origin.replace("0a", "0A"),
            origin.replacen('a', "", 3),
            format!("{origin}0"),
            format!("{origin}/"),
            origin.replace("breachbook/", "breachbook//"),
            String::new(),
        ] {
            assert!(LogId::from_origin(&wrong).is_err(), "{wrong}");
        }
    }
}
