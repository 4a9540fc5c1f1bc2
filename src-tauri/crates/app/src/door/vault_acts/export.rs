//! The case file of a case, for a reader: what it will hold is said before it is written.

use std::path::Path;

use breachbook_case::Audience;
use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

use crate::Failure;
use crate::door::form::WordChoice;
use crate::door::reports::audience;
use crate::door::{Door, Response};
use crate::outfile::name_for;
use crate::tell::first_upper;

/// Whom a case can be exported for.
#[derive(Debug, Serialize, TS)]
pub struct ToExport {
    /// The team first, who has all of it.
    pub readers: Vec<ExportReader>,
}

/// A reader of an export.
#[derive(Debug, Serialize, TS)]
pub struct ExportReader {
    /// The reader.
    pub reader: WordChoice,
    /// What the file will hold, in a sentence.
    pub holds: String,
    /// What the file is proposed to be called.
    pub file_name: String,
}

impl Door {
    /// Whom a case can be exported for.
    pub(in crate::door) fn before_export(&self, reference: &str) -> Result<Response, Failure> {
        self.session()?.entry_count(reference)?;
        let plain = name_for(reference);
        let reader = |audience: &Audience| ExportReader {
            reader: WordChoice { word: audience.as_str().to_owned(), said: first_upper(audience.words()) },
            holds: match audience {
                Audience::Team => {
                    "Everything that stands in the case, also what is withheld, with every attached file.".to_owned()
                }
                _ => format!(
                    "What {} may see, with the files attached to it. What is withheld is left out.",
                    audience.words()
                ),
            },
            file_name: match audience {
                Audience::Team => format!("{plain}.json"),
                _ => format!("{plain}-{}.json", audience.as_str()),
            },
        };
        Ok(Response::ToExport(ToExport { readers: Audience::ALL.iter().map(reader).collect() }))
    }

    /// Writes the case file of a case for a reader.
    pub(in crate::door) fn export(
        &self,
        reference: &str,
        reader: &str,
        out: &Path,
        now: DateTime<Utc>,
    ) -> Result<Response, Failure> {
        self.session()?.export(reference, audience(reader)?, out, now)?;
        Ok(Response::Exported { file: out.display().to_string() })
    }
}
