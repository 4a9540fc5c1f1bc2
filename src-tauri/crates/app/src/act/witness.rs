//! Witness: the other side's report, countersigned and entered in our own book.

use std::collections::BTreeSet;
use std::path::Path;

use breachbook_book::{Kind, Payload, WitnessKey, checkpoint, cosign};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::continued::verify_file;
use super::report::hex;
use crate::session::milliseconds;
use crate::{Failure, Session, Writer, outfile};

impl Session {
    /// Countersigns the checkpoint of somebody's report and enters it in a case of ours: from then on nothing before
    /// it can be changed unseen by us. The countersigned note is written to `out`, for the other side.
    ///
    /// # Errors
    /// `not-a-report` where the file is not to be relied on; `no-case`, `cannot-write`.
    pub fn witness(&mut self, reference: &str, report: &Path, out: &Path, writer: &Writer<'_>) -> Result<(), Failure> {
        let book = self.book_id(reference)?;
        let verdict = verify_file(report, None, None)?;
        if !verdict.intact {
            let why = verdict.faults.first().map_or("it is not to be relied on", |(_, said)| said.as_str());
            return Err(Failure::new(
                "not-a-report",
                format!("{}: {why}", report.display()),
                "Ask for the report as it was saved; nothing was written.",
            ));
        }
        let bytes = std::fs::read(report).map_err(|why| Failure::reading(report, &why))?;
        let note = super::prove::checkpoint_of(report)?;
        let head = checkpoint::read_unverified(&note)?;
        let key = WitnessKey::new(self.vault.installation().id, self.vault.log_secret());
        let seconds = milliseconds(writer.now) / 1000;
        let countersigned = cosign::cosign(&note, &key, seconds)?;
        let body = json!({
            "origin": head.log.origin(), "size": head.size, "note": countersigned,
            "key": verdict.key, "report_sha256": hex(&Sha256::digest(&bytes)),
        });
        let payloads = vec![
            Payload::act(&writer.act("witness"))?,
            Payload::new(Kind::Witness, "", "", BTreeSet::new(), serde_json::to_vec(&body)?),
        ];
        let ready = outfile::prepare(out, countersigned.as_bytes())?;
        let entry = breachbook_vault::NewEntry { payloads, ..Default::default() };
        self.vault.append(&book, entry, milliseconds(writer.now))?;
        self.vault.keep_checkpoint(&book, &countersigned, "witness", milliseconds(writer.now))?;
        ready.put(out)
    }
}
