//! Verify: a vault, or a report with or without the vault that it came from.

use std::ops::ControlFlow;
use std::path::Path;

use breachbook_book::{InstallationId, VerifierKey, checkpoint, proof::Proof};
use breachbook_report::check::Fault as PdfFault;
use breachbook_report::check::verify::{self, Sealed, Signed};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::continued::Compared;
use super::report::hex;
use crate::{Failure, Session};

/// What a check of a vault found.
#[derive(Debug, Clone)]
pub struct VaultVerdict {
    /// Whether nothing but notices was found.
    pub intact: bool,
    /// How many entries were read.
    pub entries: u64,
    /// The key id of the installation that writes now, in hex.
    pub key: String,
    /// Code and sentence of each finding that is a fault.
    pub faults: Vec<(String, String)>,
    /// Code and sentence of each notice.
    pub notices: Vec<(String, String)>,
}

/// What a check of a report found.
#[derive(Debug, Clone, Default)]
pub struct FileVerdict {
    /// Whether it is not changed since it was signed, and (with a vault) the record still holds what it held.
    pub intact: bool,
    /// The id of the key that signed it, in hex.
    pub key: Option<String>,
    /// What that key is known as; `None` for one that has not been seen before.
    pub known: Option<String>,
    /// How many entries the record had.
    pub entries: Option<u64>,
    /// When the signer says that it was made (UTC).
    pub claimed_time: Option<DateTime<Utc>>,
    /// How many earlier reports of the same record it continues, by proofs that it carries.
    pub continues: usize,
    /// What a comparison with an earlier report came to; `None` where there was none.
    pub compared: Option<Compared>,
    /// How it continues that report, in words; `None` where it is not shown to.
    pub earlier: Option<String>,
    /// What the report carries of the record.
    pub(super) carried: Option<Sealed>,
    /// Whether a vault was looked at.
    pub with_vault: bool,
    /// Code and sentence of each fault.
    pub faults: Vec<(String, String)>,
    /// Code and sentence of what is no fault and leaves a question open.
    pub notices: Vec<(String, String)>,
}

fn faults_json(faults: &[(String, String)]) -> Value {
    faults.iter().map(|(code, message)| json!({"code": code, "message": message})).collect()
}

fn json_of(intact: bool, key: Value, known: Value, entries: Value, faults: &[(String, String)]) -> Value {
    json!({"intact": intact, "key": key, "known": known, "entries": entries, "faults": faults_json(faults)})
}

impl VaultVerdict {
    /// The object of `verify --json`.
    pub fn json(&self) -> Value {
        let mut out =
            json_of(self.intact, self.key.as_str().into(), "this vault".into(), self.entries.into(), &self.faults);
        out["notices"] = faults_json(&self.notices);
        out
    }
}

impl FileVerdict {
    /// The object of `verify --json`.
    pub fn json(&self) -> Value {
        let text = |text: &Option<String>| text.clone().map_or(Value::Null, Value::from);
        let entries = self.entries.map_or(Value::Null, Value::from);
        let mut out = json_of(self.intact, text(&self.key), text(&self.known), entries, &self.faults);
        if let Some(compared) = self.compared {
            out["earlier"] = text(&self.earlier);
            out["continues"] = compared.as_str().into();
            out["notices"] = faults_json(&self.notices);
        }
        out
    }

    /// Whether every question that was asked is answered with yes: it is intact, and where it was compared with an
    /// earlier report it is proven to continue its record.
    pub fn all_shown(&self) -> bool {
        self.intact && self.compared.is_none_or(|compared| compared == Compared::Proven)
    }

    /// What it means, in words; never a bare "genuine".
    pub fn words(&self) -> String {
        let Some(key) = &self.key else {
            return match self.faults.first() {
                Some((code, _)) if code == "not-a-report" || code == "not-signed" => {
                    "This file is not a report that can be checked.".to_owned()
                }
                Some((_, said)) => format!("Do not rely on this file. {said}"),
                None => "This file cannot be checked.".to_owned(),
            };
        };
        if !self.intact {
            let said: Vec<&str> = self.faults.iter().map(|(_, said)| said.as_str()).collect();
            let all = |prefix: &str| self.faults.iter().all(|(code, _)| code.starts_with(prefix));
            let what = if all("earlier-") && self.faults.iter().all(|(code, _)| code != "earlier-wrong") {
                format!("The report is not changed since it was signed with key {}, but:", short(key))
            } else if all("record-") {
                format!(
                    "The report is not changed since it was signed with key {}, but the record here does not bear it out:",
                    short(key)
                )
            } else {
                format!("Do not rely on this report, which names the key {}:", short(key))
            };
            return format!("{what} {}", said.join(" "));
        }
        let known = match &self.known {
            Some(name) => format!("which is known as {name}"),
            None => "which has not been seen before".to_owned(),
        };
        let entries = match self.entries {
            Some(1) => "; the record stood at 1 entry then".to_owned(),
            Some(n) => format!("; the record stood at {n} entries then"),
            None => String::new(),
        };
        let vault = if self.with_vault { ". The record still holds, unchanged, all that it held then" } else { "" };
        let earlier = match self.continues {
            0 => String::new(),
            1 => ". It continues the record of 1 earlier report".to_owned(),
            n => format!(". It continues the record of {n} earlier reports"),
        };
        let open = self.notices.iter().map(|(_, said)| said);
        let compared: String = self.earlier.iter().chain(open).map(|said| format!(" {said}")).collect();
        format!("Not changed since it was signed with key {}, {known}{entries}{vault}{earlier}.{compared}", short(key))
    }

    pub(super) fn fault(&mut self, code: &str, message: impl Into<String>) {
        self.intact = false;
        self.faults.push((code.to_owned(), message.into()));
    }
}

/// The first digits of a key id, in groups of four.
fn short(key: &str) -> String {
    key.as_bytes().chunks(4).take(4).map(|four| String::from_utf8_lossy(four)).collect::<Vec<_>>().join(" ")
}

fn code(fault: &PdfFault) -> &'static str {
    match fault {
        PdfFault::NotAReport => "not-a-report",
        PdfFault::NotSigned => "not-signed",
        PdfFault::AddedAfterEnd => "added-after-end",
        PdfFault::CutOff => "cut-off",
        PdfFault::Revisions { .. } => "revisions",
        PdfFault::Signatures { .. } => "signatures",
        PdfFault::Dictionary { .. } | PdfFault::Hole { .. } | PdfFault::Cms { .. } => "signature-altered",
        PdfFault::Certificate { .. } => "certificate-altered",
        PdfFault::Changed => "changed",
        PdfFault::Signature => "signature-wrong",
        _ => "structure",
    }
}

/// Checks one report, as `verify_file` says.
pub(super) fn verify_one(path: &Path, vault: Option<&Session>) -> Result<FileVerdict, Failure> {
    let bytes = std::fs::read(path).map_err(|why| Failure::reading(path, &why))?;
    let mut verdict = FileVerdict { intact: true, with_vault: vault.is_some(), ..FileVerdict::default() };
    // The key is decided on before a PDF parser sees a byte.
    let signed = match verify::signature(&bytes) {
        Ok(signed) => signed,
        Err(fault) => {
            verdict.fault(code(&fault), sentence(&fault));
            return Ok(verdict);
        }
    };
    verdict.key = Some(hex(&signed.key_id));
    verdict.claimed_time = Some(signed.claimed_time);
    if let Some(session) = vault {
        verdict.known = session.known_key(&hex(&signed.key_id))?;
    }
    match verify::content(&bytes, &signed) {
        Ok(sealed) => {
            record_of(&mut verdict, &signed, &sealed, vault)?;
            verdict.carried = Some(sealed);
        }
        Err(fault) => verdict.fault(code(&fault), sentence(&fault)),
    }
    Ok(verdict)
}

fn sentence(fault: &PdfFault) -> String {
    let said = fault.to_string();
    let mut letters = said.chars();
    let first = letters.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// Checks what the report says of the record.
fn record_of(
    verdict: &mut FileVerdict,
    signed: &Signed,
    sealed: &Sealed,
    vault: Option<&Session>,
) -> Result<(), Failure> {
    let Some(note) = &sealed.checkpoint else {
        verdict.fault("no-checkpoint", "The report carries no checkpoint of the record.");
        return Ok(());
    };
    let head = match checkpoint::read_unverified(note) {
        Ok(head) => head,
        Err(why) => {
            verdict.fault("checkpoint-malformed", format!("The checkpoint cannot be read: {why}."));
            return Ok(());
        }
    };
    verdict.entries = Some(head.size);
    if head.log.installation != InstallationId::from_key_hash(&signed.key_id) {
        verdict.fault(
            "checkpoint-of-other-key",
            "The checkpoint belongs to another key than the one that signed the pages.",
        );
    }
    match sealed.log_key.as_deref().map(str::parse::<VerifierKey>) {
        Some(Ok(key)) => {
            if let Err(why) = checkpoint::open(note, &key) {
                verdict.fault("checkpoint-wrong", format!("The checkpoint is not signed by the log: {why}."));
            }
            if let Some(earlier) = &sealed.earlier {
                match Proof::decode(earlier).and_then(|proof| proof.verify(&key, None).map(|_| proof)) {
                    Ok(proof) => verdict.continues = proof.consistency.len() + proof.other_logs.len(),
                    Err(why) => {
                        verdict.fault("earlier-wrong", format!("The proof about earlier reports does not hold: {why}."))
                    }
                }
            }
        }
        Some(Err(why)) => verdict.fault("log-key-malformed", format!("The key of the log cannot be read: {why}.")),
        None => verdict.fault("no-log-key", "The report carries no key of its log."),
    }
    if let Some(session) = vault {
        session.still_holds(verdict, note, &head)?;
    }
    Ok(())
}

impl Session {
    /// What a key is known as: this vault's own, or as somebody named it.
    fn known_key(&self, key: &str) -> Result<Option<String>, Failure> {
        if let Some(name) = self.vault.setting(&format!("key:{key}"))? {
            return Ok(Some(name));
        }
        let own = self.vault.installations()?.iter().any(|installation| hex(&installation.pdf_key_hash()) == key);
        Ok(own.then(|| "this vault".to_owned()))
    }

    /// Names a key, so that `verify` says whose it is.
    ///
    /// # Errors
    /// `bad-key` where it is no key id of 64 hex digits.
    pub fn name_key(&self, key: &str, name: &str) -> Result<(), Failure> {
        let key = key.replace(' ', "").to_ascii_lowercase();
        if key.len() != 64 || !key.bytes().all(|b| b.is_ascii_hexdigit()) {
            let said = format!("{key:?} is no key id.");
            return Err(Failure::new(
                "bad-key",
                said,
                "Give the 64 hex digits that the report prints under “Signed with key”.",
            ));
        }
        Ok(self.vault.set_setting(&format!("key:{key}"), Some(name))?)
    }

    /// Whether the vault's log still has the checkpoint's root at its size.
    fn still_holds(
        &self,
        verdict: &mut FileVerdict,
        note: &str,
        head: &breachbook_book::Checkpoint,
    ) -> Result<(), Failure> {
        if !self.vault.books()?.iter().any(|book| book.id == head.log.book) {
            verdict.fault("record-elsewhere", "The case of this report is not in this vault.");
            return Ok(());
        }
        let Some(log) = self.vault.logs(&head.log.book)?.into_iter().find(|log| log.id == head.log) else {
            verdict.fault("record-elsewhere", "The log of this report is not in this vault.");
            return Ok(());
        };
        if checkpoint::open(note, &log.key.parse()?).is_err() {
            verdict.fault("checkpoint-wrong", "The checkpoint is not signed by the log that this vault holds.");
        } else if log.size < head.size {
            let said = format!(
                "This copy of the vault ends at {} entries, before the report, which rests on {}: ask a newer copy.",
                log.size, head.size
            );
            verdict.fault("record-shorter", said);
        } else if self.vault.root_at(&head.log, head.size)? != head.root {
            verdict.fault("record-changed", "The record no longer holds what it held when the report was made.");
        }
        Ok(())
    }

    /// Checks everything that the vault holds. `watch` is told how many of how many entries are read.
    ///
    /// # Errors
    /// What keeps the vault from being read at all; what is found is no error.
    pub fn verify(&mut self, watch: &mut dyn FnMut(u64, u64) -> ControlFlow<()>) -> Result<VaultVerdict, Failure> {
        let found = self.vault.verify(watch)?;
        let key = hex(&self.vault.installation().pdf_key_hash());
        let said = |fault: &breachbook_vault::Fault| (fault.code().to_owned(), format!("{fault}"));
        let (notices, faults): (Vec<_>, Vec<_>) = found.faults.iter().partition(|fault| fault.is_notice());
        Ok(VaultVerdict {
            intact: found.is_intact(),
            entries: found.entries,
            key,
            faults: faults.into_iter().map(said).collect(),
            notices: notices.into_iter().map(said).collect(),
        })
    }
}
