//! Accept: somebody lets a warning stand and says why.

use breachbook_case::Warning;
use serde_json::{Value, json};

use super::correct::reason_given;
use super::log::Written;
use crate::sets::Sets;
use crate::{Failure, Session, Writer};

/// A warning to be let stand.
#[derive(Debug, Clone, Copy)]
pub struct Acceptance<'a> {
    /// The warning's code.
    pub code: &'a str,
    /// The party that lets it stand, by id.
    pub by: Option<&'a str>,
}

impl Session {
    /// Notes on a record that a warning may stand; the writer's reason is the reason.
    ///
    /// # Errors
    /// As [`Session::correct`].
    pub fn accept(
        &mut self,
        reference: &str,
        id: &str,
        accept: Acceptance<'_>,
        writer: &Writer<'_>,
    ) -> Result<Written, Failure> {
        reason_given(writer)?;
        self.versions(&self.book_id(reference)?, reference, id)?;
        let shown = self.show(reference, None, writer.now)?;
        self.accept_of(&shown.view.warnings, reference, id, accept, writer)
    }

    /// The same, where the warnings of the case are known.
    ///
    /// # Errors
    /// As [`Session::correct`].
    pub(crate) fn accept_of(
        &mut self,
        warnings: &[Warning],
        reference: &str,
        id: &str,
        accept: Acceptance<'_>,
        writer: &Writer<'_>,
    ) -> Result<Written, Failure> {
        reason_given(writer)?;
        let book = self.book_id(reference)?;
        let versions = self.versions(&book, reference, id)?;
        let of_item = |warning: &&Warning| warning.item.as_ref().is_some_and(|of| of.as_str() == id);
        if !warnings.iter().filter(of_item).any(|warning| warning.code == accept.code) {
            let codes: Vec<&str> = warnings.iter().filter(of_item).map(|warning| warning.code).collect();
            let said = format!("{id} has no warning {}.", accept.code);
            let remedy = if codes.is_empty() {
                "It has none at all; nothing was written.".to_owned()
            } else {
                format!("It has {}; nothing was written.", codes.join(", "))
            };
            return Err(Failure::new("no-such-warning", said, remedy));
        }
        let mut accepts = match versions.body.get("accepts") {
            Some(Value::Array(accepts)) => accepts.clone(),
            _ => Vec::new(),
        };
        let at = writer.now.format("%Y-%m-%dT%H:%M:%SZ").to_string();
        let mut one = json!({"code": accept.code, "reason": writer.reason.unwrap_or_default(), "at": {"at": at}});
        if let Some(by) = accept.by {
            one["by"] = by.into();
        }
        accepts.push(one);
        let set = serde_json::Map::from_iter([("accepts".to_owned(), Value::Array(accepts))]);
        self.correct_as("accept", reference, id, Sets::Keys(&set), writer, None)
    }
}
