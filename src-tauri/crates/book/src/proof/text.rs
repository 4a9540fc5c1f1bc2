//! The text of a proof file: blocks of c2sp.org/tlog-proof, and of our own for consistency.

use base64::prelude::{BASE64_STANDARD, Engine as _};

use super::{ConsistencyProof, EntryProof, OtherLogProof, Proof};
use crate::bytes::Fields;
use crate::tree::MAX_PROOF;
use crate::{Error, Hash, Salt};

const ENTRY: &str = "c2sp.org/tlog-proof@v1";
const CONSISTENCY: &str = "breachbook/consistency@v1";
const OTHER_LOG: &str = "breachbook/other-log@v1";
/// The version of the bytes in an `extra` line.
const EXTRA_VERSION: u16 = 1;

impl Proof {
    /// The text of the file.
    ///
    /// # Errors
    /// A header or payload of more than 4 GiB.
    pub fn encode(&self) -> Result<String, Error> {
        let mut text = String::new();
        for proof in &self.entries {
            let extra = BASE64_STANDARD.encode(extra(proof)?);
            let line = format!("extra {extra}\nindex {}", proof.index);
            block(&mut text, ENTRY, &line, &proof.hashes, &proof.checkpoint);
        }
        for proof in &self.consistency {
            let line = format!("old {}", BASE64_STANDARD.encode(&proof.old));
            block(&mut text, CONSISTENCY, &line, &proof.hashes, &proof.checkpoint);
        }
        for proof in &self.other_logs {
            let [old, head] = [&proof.old, &proof.head].map(|text| BASE64_STANDARD.encode(text));
            block(&mut text, OTHER_LOG, &format!("old {old}\nhead {head}"), &proof.hashes, &proof.checkpoint);
        }
        Ok(text)
    }

    /// Reads what [`Proof::encode`] wrote; blocks may stand in any order. Nothing is verified.
    ///
    /// # Errors
    /// [`Error::ProofMalformed`] with the line.
    pub fn decode(text: &str) -> Result<Self, Error> {
        let mut proof = Self::default();
        let mut lines = Lines { rest: text, line: 0 };
        while !lines.rest.is_empty() {
            match lines.next()? {
                ENTRY => {
                    let line = lines.word("extra ")?;
                    let (header, payloads) =
                        read_extra(&lines.base64(line)?).map_err(|_| lines.wrong("the extra data cannot be read"))?;
                    let index = lines.word("index ")?;
                    let index = lines.number(index)?;
                    proof.entries.push(EntryProof {
                        index,
                        header,
                        payloads,
                        hashes: lines.hashes()?,
                        checkpoint: lines.checkpoint()?,
                    });
                }
                CONSISTENCY => {
                    proof.consistency.push(ConsistencyProof {
                        old: lines.text("old ")?,
                        hashes: lines.hashes()?,
                        checkpoint: lines.checkpoint()?,
                    });
                }
                OTHER_LOG => {
                    proof.other_logs.push(OtherLogProof {
                        old: lines.text("old ")?,
                        head: lines.text("head ")?,
                        hashes: lines.hashes()?,
                        checkpoint: lines.checkpoint()?,
                    });
                }
                _ => return Err(lines.wrong("no proof of a known form begins here")),
            }
        }
        if proof.entries.is_empty() && proof.consistency.is_empty() && proof.other_logs.is_empty() {
            return Err(lines.wrong("there is no proof"));
        }
        Ok(proof)
    }
}

fn block(text: &mut String, first: &str, second: &str, hashes: &[Hash], checkpoint: &str) {
    text.push_str(&format!("{first}\n{second}\n"));
    for hash in hashes {
        text.push_str(&BASE64_STANDARD.encode(hash.as_bytes()));
        text.push('\n');
    }
    text.push('\n');
    text.push_str(checkpoint);
}

/// Version, header with its length, number of changes, and each: 0, or 1 with salt, length and payload.
fn extra(proof: &EntryProof) -> Result<Vec<u8>, Error> {
    let mut bytes = EXTRA_VERSION.to_be_bytes().to_vec();
    bytes.extend(length(proof.header.len())?);
    bytes.extend(&proof.header);
    bytes.extend(length(proof.payloads.len())?);
    for payload in &proof.payloads {
        match payload {
            None => bytes.push(0),
            Some((salt, payload)) => {
                bytes.push(1);
                bytes.extend(salt.as_bytes());
                bytes.extend(length(payload.len())?);
                bytes.extend(payload);
            }
        }
    }
    Ok(bytes)
}

type Extra = (Vec<u8>, Vec<Option<(Salt, Vec<u8>)>>);

fn read_extra(bytes: &[u8]) -> Result<Extra, Error> {
    let malformed = Error::ProofMalformed { line: 0, why: "the extra data has another version" };
    let mut fields = Fields::new(bytes);
    if fields.u16("version of the extra data")? != EXTRA_VERSION {
        return Err(malformed);
    }
    let count = fields.u32("length of the header")? as usize;
    let header = fields.take(count, "header")?.to_vec();
    let mut payloads = Vec::new();
    for _ in 0..fields.u32("number of changes")? {
        payloads.push(match fields.u8("flag")? {
            0 => None,
            1 => {
                let salt = Salt::from_bytes(fields.array("salt")?);
                let count = fields.u32("length of the payload")? as usize;
                Some((salt, fields.take(count, "payload")?.to_vec()))
            }
            _ => return Err(malformed),
        });
    }
    fields.end("extra data")?;
    Ok((header, payloads))
}

fn length(found: usize) -> Result<[u8; 4], Error> {
    let limit = u32::MAX as usize;
    u32::try_from(found).map(u32::to_be_bytes).map_err(|_| Error::TooLong { what: "a part of the proof", found, limit })
}

struct Lines<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Lines<'a> {
    fn wrong(&self, why: &'static str) -> Error {
        Error::ProofMalformed { line: self.line, why }
    }

    fn next(&mut self) -> Result<&'a str, Error> {
        self.line += 1;
        let (line, rest) = self.rest.split_once('\n').ok_or_else(|| self.wrong("the file ends within a proof"))?;
        self.rest = rest;
        Ok(line)
    }

    fn word(&mut self, word: &str) -> Result<&'a str, Error> {
        let line = self.next()?;
        line.strip_prefix(word).ok_or_else(|| self.wrong("another word was expected at the start of the line"))
    }

    fn base64(&self, text: &str) -> Result<Vec<u8>, Error> {
        BASE64_STANDARD.decode(text).map_err(|_| self.wrong("this is not base64"))
    }

    /// A text in base64 after a word.
    fn text(&mut self, word: &str) -> Result<String, Error> {
        let line = self.word(word)?;
        String::from_utf8(self.base64(line)?).map_err(|_| self.wrong("the text in base64 is not UTF-8"))
    }

    fn number(&self, text: &str) -> Result<u64, Error> {
        text.parse::<u64>()
            .ok()
            .filter(|number| number.to_string() == text)
            .ok_or_else(|| self.wrong("this is no number"))
    }

    /// Hash lines up to the empty line.
    fn hashes(&mut self) -> Result<Vec<Hash>, Error> {
        let mut hashes = Vec::new();
        loop {
            let line = self.next()?;
            if line.is_empty() {
                return Ok(hashes);
            }
            let hash = Hash::from_slice(&self.base64(line)?).map_err(|_| self.wrong("a hash has 32 bytes"))?;
            if hashes.len() == MAX_PROOF {
                return Err(self.wrong("there are more hashes than a proof can have"));
            }
            hashes.push(hash);
        }
    }

    /// A signed note: text, empty line, then signature lines, up to the next block or the end.
    fn checkpoint(&mut self) -> Result<String, Error> {
        let start = self.rest;
        while !self.next()?.is_empty() {}
        while self.rest.starts_with('\u{2014}') {
            self.next()?;
        }
        Ok(start[..start.len() - self.rest.len()].to_owned())
    }
}
