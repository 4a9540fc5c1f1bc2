//! Whether a report continues the record of an earlier one, from the two files alone.

use std::path::Path;

use breachbook_book::VerifierKey;
use breachbook_book::proof::{Carried, Continuity, continuity};
use breachbook_report::check::verify::Sealed;

use super::verify::{FileVerdict, verify_one};
use crate::{Failure, Session};

/// Whether a report continues the record of an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compared {
    /// What it carries proves it.
    Proven,
    /// What the two carry shows that it does not.
    Contradicted,
    /// Nothing shows it, or one of the two cannot be relied on.
    CannotTell,
}

impl Compared {
    /// The word of `verify --json`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::Contradicted => "contradicted",
            Self::CannotTell => "cannot-tell",
        }
    }

    /// The word for a reader.
    pub fn word(self) -> &'static str {
        match self {
            Self::Proven => "Proven",
            Self::Contradicted => "Contradicted",
            Self::CannotTell => "Cannot tell",
        }
    }
}

impl FileVerdict {
    /// Whether the report itself holds, whatever an earlier one shows.
    pub fn holds(&self) -> bool {
        self.faults.iter().all(|(code, _)| code != "earlier-wrong" && code.starts_with("earlier-"))
            && self.key.is_some()
    }
}

/// Checks a report; with a session also whether its vault still holds, unchanged, all that the record held then; with
/// an earlier report, which its holder kept, also whether it continues that one's record. That it does not is a fault
/// whose code begins with `earlier-`; that it does not show it is none, and leaves the question open.
///
/// # Errors
/// `cannot-read`. What is found wrong is no error.
pub fn verify_file(path: &Path, vault: Option<&Session>, earlier: Option<&Path>) -> Result<FileVerdict, Failure> {
    let mut verdict = verify_one(path, vault)?;
    let Some(earlier) = earlier else { return Ok(verdict) };
    verdict.compared = Some(Compared::CannotTell);
    let old = verify_one(earlier, None)?;
    if !old.intact {
        let why = old.faults.first().map_or("it cannot be checked", |(_, said)| said.as_str());
        verdict.fault("earlier-unsound", format!("Do not rely on the earlier report {}: {why}", earlier.display()));
    }
    let (Some(new), Some(old)) = (&verdict.carried, &old.carried) else { return Ok(verdict) };
    if !verdict.intact {
        return Ok(verdict);
    }
    match compared(new, old) {
        Some(Ok(said)) => {
            verdict.compared = Some(Compared::Proven);
            verdict.earlier = Some(said);
        }
        Some(Err((NOT_SHOWN, said))) => verdict.notices.push((NOT_SHOWN.to_owned(), said)),
        Some(Err((code, said))) => {
            verdict.compared = Some(came_to(code));
            verdict.fault(code, said);
        }
        None => verdict.notices.push((NOT_SHOWN.to_owned(), "What the two carry cannot be compared.".to_owned())),
    }
    Ok(verdict)
}

/// The faults that say that two reports cannot both rest on one record. That they were given the wrong way round, or are
/// of two cases, says nothing against either.
const CONTRADICTS: [&str; 3] = ["earlier-set-back", "earlier-forked", "earlier-other-key"];

/// What a comparison that found such a fault came to.
fn came_to(code: &str) -> Compared {
    if CONTRADICTS.contains(&code) { Compared::Contradicted } else { Compared::CannotTell }
}

/// The code of what is no fault: nothing shows whether the one continues the other.
const NOT_SHOWN: &str = "earlier-not-shown";

/// What the two carry shows, in words; as a fault where it is not continuity. Both were found sound before.
fn compared(new: &Sealed, old: &Sealed) -> Option<Result<String, (&'static str, String)>> {
    let [new_key, old_key] = [new, old].map(|of| of.log_key.as_deref()?.parse::<VerifierKey>().ok());
    let (new_key, old_key) = (new_key?, old_key?);
    let later = Carried { checkpoint: new.checkpoint.as_deref()?, key: &new_key, proof: new.earlier.as_deref() };
    let earlier = Carried { checkpoint: old.checkpoint.as_deref()?, key: &old_key, proof: None };
    Some(match continuity(&later, &earlier) {
        Ok(found) if found.is_shown() => Ok(words(found)),
        Ok(found) => Err((code(found), words(found))),
        Err(why) => Err((NOT_SHOWN, format!("What the two carry cannot be compared: {why}."))),
    })
}

fn code(found: Continuity) -> &'static str {
    match found {
        Continuity::SameLog | Continuity::NewLog { .. } => "earlier-continued",
        Continuity::SetBack { .. } => "earlier-set-back",
        Continuity::Forked => "earlier-forked",
        Continuity::NotEarlier => "earlier-is-later",
        Continuity::OtherKey => "earlier-other-key",
        Continuity::OtherBook => "earlier-other-case",
        Continuity::NotShown => NOT_SHOWN,
    }
}

fn words(found: Continuity) -> String {
    match found {
        Continuity::SameLog => "It continues the record of the earlier report: all that stood there still stands.".into(),
        Continuity::NewLog { named } => format!(
            "It rests on a new log, under another key, which commits itself to {named} entries of the earlier \
             report\u{2019}s log: all that stood there then is among them, unchanged. Whoever holds that report or a copy of \
             the vault can begin such a log; ask whose key it is."
        ),
        Continuity::SetBack { named, earlier } => format!(
            "It does not continue the record of the earlier report: that rests on {earlier} entries, and the new log \
             behind this report goes on from only {named} of them."
        ),
        Continuity::Forked => {
            "The two rest on two different records of one log and length: one of them was written anew.".into()
        }
        Continuity::NotEarlier => {
            "The report that was given as the earlier one rests on more entries than this one: name them the other way round."
                .into()
        }
        Continuity::OtherKey => "The two name different keys for one log: one of them is not what it says.".into(),
        Continuity::OtherBook => "The two rest on different cases.".into(),
        Continuity::NotShown => {
            "It carries nothing that shows whether it continues the record of the earlier report; ask its maker.".into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_contradicts_is_told_apart_from_what_does_not_say() {
        for (code, compared) in [
            ("earlier-set-back", Compared::Contradicted),
            ("earlier-forked", Compared::Contradicted),
            ("earlier-other-key", Compared::Contradicted),
            ("earlier-is-later", Compared::CannotTell),
            ("earlier-other-case", Compared::CannotTell),
        ] {
            let mut verdict = FileVerdict { intact: true, key: Some("0".repeat(64)), ..FileVerdict::default() };
            verdict.fault(code, "…");
            assert_eq!((came_to(code), verdict.holds(), verdict.intact), (compared, true, false), "{code}");
        }
    }
}
