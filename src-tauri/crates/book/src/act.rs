//! The body of an act: who says that they write, and why.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Error, VerifierKey};

/// The body of the first change of an entry, JSON. Keys that this version does not know are kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Act {
    /// What was done: `import`, `log`, `correct`, `withdraw`, `release`, `witness`, `erase`, `new-log`, `accept`, …
    pub act: String,
    /// Who says that they write: a claim, proved by nothing.
    pub writer: String,
    /// Why, where the act asks for a reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// In the first entry of a log: the verifier key of its checkpoints (`NAME+ID+KEY`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log_key: Option<String>,
    /// In the first entry of a log: the id of the key that seals its reports, the SHA-256 of the
    /// SubjectPublicKeyInfo in lower-case hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pdf_key: Option<String>,
    /// Whatever else stands there.
    #[serde(flatten)]
    pub more: BTreeMap<String, serde_json::Value>,
}

impl Act {
    /// An act without a reason, keys or anything else.
    #[must_use]
    pub fn new(act: &str, writer: &str) -> Self {
        Self {
            act: act.to_owned(),
            writer: writer.to_owned(),
            reason: None,
            log_key: None,
            pdf_key: None,
            more: BTreeMap::new(),
        }
    }

    /// The same act with its reason.
    #[must_use]
    pub fn because(mut self, reason: &str) -> Self {
        self.reason = Some(reason.to_owned());
        self
    }

    /// The same act as the first of a log, with the keys of that log and its reports. `pdf_key_hash` is the
    /// SHA-256 of the SubjectPublicKeyInfo (DER) of the P-256 key.
    #[must_use]
    pub fn opening_log(mut self, log_key: &VerifierKey, pdf_key_hash: &[u8; 32]) -> Self {
        self.log_key = Some(log_key.to_string());
        self.pdf_key = Some(crate::Hash::from_bytes(*pdf_key_hash).to_string());
        self
    }

    /// The JSON, without white space.
    ///
    /// # Errors
    /// What JSON cannot hold; nothing that these types can hold is known to be that.
    pub fn encode(&self) -> Result<Vec<u8>, Error> {
        Ok(serde_json::to_vec(self)?)
    }

    /// Reads the JSON.
    ///
    /// # Errors
    /// No JSON object with the texts `act` and `writer`, or a known key with something else than a text.
    pub fn decode(body: &[u8]) -> Result<Self, Error> {
        Ok(serde_json::from_slice(body)?)
    }
}
