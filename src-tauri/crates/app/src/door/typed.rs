//! What was typed and must not stay: erased from memory when the request that brought it is done.

use serde::{Deserialize, Deserializer};
use ts_rs::TS;
use zeroize::Zeroizing;

use crate::Passphrase;

/// A passphrase, or the text of a recovery sheet, on its way in. It never stands in an answer.
#[derive(TS)]
#[ts(as = "String")]
pub struct Typed(Zeroizing<String>);

impl Typed {
    /// The words.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The words as the vault takes them.
    pub fn passphrase(&self) -> Passphrase {
        Passphrase::new(self.expose().to_owned())
    }
}

impl<'de> Deserialize<'de> for Typed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(Zeroizing::new(text)))
    }
}

impl From<String> for Typed {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}
