//! How well a passphrase withstands guessing, by zxcvbn, in our own words.

use std::path::Path;

use zxcvbn::feedback::{Suggestion, Warning};
use zxcvbn::{Score, zxcvbn};

use crate::Failure;

/// A passphrase longer than this is refused: nobody types it, and it would only be a pasted file.
pub const LONGEST: usize = 1024;

/// What the judge says of a passphrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strength {
    /// From 0 (guessed at once) to 4 (as good as never).
    pub score: u8,
    /// Whether a new vault may have it: a score of 3 or 4.
    pub enough: bool,
    /// What it is, in a sentence.
    pub says: String,
    /// What would make it better, in sentences.
    pub advice: Vec<String>,
}

/// What whoever finds a lost laptop of this trade tries first.
const OF_THE_TRADE: [&str; 12] = [
    "police",
    "federation",
    "breachbook",
    "breach",
    "incident",
    "officer",
    "constable",
    "sergeant",
    "inspector",
    "force",
    "staff",
    "association",
];

/// Judges a passphrase. Besides the words of the trade `words` are those that an attacker tries first, such as the name of the vault.
pub fn judge(passphrase: &str, words: &[&str]) -> Strength {
    if passphrase.is_empty() {
        return Strength { score: 0, enough: false, says: String::new(), advice: Vec::new() };
    }
    // Of what was pasted from a file the beginning is judged.
    let begins = passphrase.char_indices().nth(LONGEST).map_or(passphrase, |(end, _)| &passphrase[..end]);
    let words: Vec<&str> = words.iter().chain(&OF_THE_TRADE).copied().collect();
    let entropy = zxcvbn(begins, &words);
    let score = entropy.score();
    let says = match score {
        Score::Zero | Score::One => "This would be guessed almost at once.",
        Score::Two => "This would withstand a few guesses, and not a copied vault.",
        Score::Three => "This is good enough.",
        _ => "This is strong.",
    };
    let enough = score >= Score::Three;
    let mut advice = Vec::new();
    if !enough {
        let feedback = entropy.feedback();
        advice.extend(feedback.and_then(|feedback| feedback.warning()).map(|warning| of_warning(warning).to_owned()));
        let suggestions = feedback.map(|feedback| feedback.suggestions()).unwrap_or_default();
        advice.extend(suggestions.iter().map(|suggestion| of_suggestion(suggestion).to_owned()));
        if advice.is_empty() {
            advice.push(MORE_WORDS.to_owned());
        }
    }
    Strength { score: u8::from(score), enough, says: says.to_owned(), advice }
}

/// The warning that a passphrase which is to open the vault in `folder` is easy to guess; `None` where it is not. For
/// a face that takes it all the same.
pub fn warning(passphrase: &str, folder: &Path) -> Option<String> {
    let name = folder.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let strength = judge(passphrase, &[&name]);
    (!strength.enough).then(|| format!("The passphrase is easy to guess. {}", strength.advice.join(" ")))
}

/// Refuses a passphrase that no new vault should have.
///
/// # Errors
/// `empty-passphrase`, `passphrase-too-long`, `weak-passphrase`.
pub fn refuse_weak(passphrase: &str, words: &[&str]) -> Result<(), Failure> {
    if passphrase.is_empty() {
        return Err(Failure::new(
            "empty-passphrase",
            "The passphrase is empty.",
            "Give one; seven plain words are good.",
        ));
    }
    if passphrase.len() > LONGEST {
        return Err(Failure::new(
            "passphrase-too-long",
            format!("The passphrase has more than {LONGEST} letters."),
            "Give one that a person can type; seven plain words are good.",
        ));
    }
    let strength = judge(passphrase, words);
    if strength.enough {
        return Ok(());
    }
    let said = format!("The passphrase is too easy to guess. {}", strength.says);
    Err(Failure::new("weak-passphrase", said, strength.advice.join(" ")))
}

const MORE_WORDS: &str = "Add a word or two that do not belong together.";

fn of_warning(warning: Warning) -> &'static str {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess => "Rows of keys are easy to guess.",
        Warning::ShortKeyboardPatternsAreEasyToGuess => "Short patterns on the keyboard are easy to guess.",
        Warning::RepeatsLikeAaaAreEasyToGuess => "The same letter again and again is easy to guess.",
        Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => "Said twice it is hardly harder to guess than once.",
        Warning::ThisIsATop10Password => "It is one of the ten most used passwords.",
        Warning::ThisIsATop100Password => "It is one of the hundred most used passwords.",
        Warning::ThisIsACommonPassword => "It is a very common password.",
        Warning::ThisIsSimilarToACommonlyUsedPassword => "It is much like a common password.",
        Warning::SequencesLikeAbcAreEasyToGuess => "Sequences such as abc or 6543 are easy to guess.",
        Warning::RecentYearsAreEasyToGuess => "Years are easy to guess.",
        Warning::AWordByItselfIsEasyToGuess => "One word by itself is easy to guess.",
        Warning::DatesAreOftenEasyToGuess => "Dates are easy to guess.",
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess => "A name by itself is easy to guess.",
        Warning::CommonNamesAndSurnamesAreEasyToGuess => "Common names are easy to guess.",
    }
}

fn of_suggestion(suggestion: &Suggestion) -> &'static str {
    match suggestion {
        Suggestion::UseAFewWordsAvoidCommonPhrases => "Use seven plain words; leave out sayings and quotations.",
        Suggestion::NoNeedForSymbolsDigitsOrUppercaseLetters => "It needs no digits, signs or capitals.",
        Suggestion::AddAnotherWordOrTwo => MORE_WORDS,
        Suggestion::CapitalizationDoesntHelpVeryMuch => "Capital letters help little.",
        Suggestion::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase => "All capitals help hardly at all.",
        Suggestion::ReversedWordsArentMuchHarderToGuess => "Words written backwards help little.",
        Suggestion::PredictableSubstitutionsDontHelpVeryMuch => "Signs for letters, such as @ for a, help little.",
        Suggestion::UseALongerKeyboardPatternWithMoreTurns => "A longer pattern with more turns would be better.",
        Suggestion::AvoidRepeatedWordsAndCharacters => "Leave out what is said twice.",
        Suggestion::AvoidSequences => "Leave out sequences.",
        Suggestion::AvoidRecentYears => "Leave out recent years.",
        Suggestion::AvoidYearsThatAreAssociatedWithYou => "Leave out years that have to do with you.",
        Suggestion::AvoidDatesAndYearsThatAreAssociatedWithYou => "Leave out dates that have to do with you.",
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn weak_ones_are_refused_with_advice_and_plain_words_are_enough() {
        for (passphrase, code) in [
            ("", "empty-passphrase"),
            ("password", "weak-passphrase"),
            ("Incident desk 2026", "weak-passphrase"),
            ("Police2026!", "weak-passphrase"),
            ("qwertyuiop", "weak-passphrase"),
            ("aaaaaaaaaaaaaaaaaaaa", "weak-passphrase"),
            (&"long ".repeat(300), "passphrase-too-long"),
        ] {
            let failure = refuse_weak(passphrase, &["Incident desk"]).unwrap_err();
            assert_eq!(failure.code, code, "{passphrase}");
            assert!(failure.remedy.ends_with('.'), "{passphrase}: {}", failure.remedy);
        }
        refuse_weak("harbour violet ladder onion", &["Incident desk"]).unwrap();
    }

    #[test]
    fn a_pasted_file_is_judged_by_its_beginning() {
        assert!(!judge(&"é".repeat(5_000_000), &[]).enough);
    }

    #[test]
    fn the_name_of_the_vault_is_tried_first() {
        let name = "Copperfield harbour ledger";
        assert!(judge(name, &[]).enough);
        assert!(!judge(name, &[name]).enough);
        assert!(warning(name, Path::new("desk/cases.breachbook")).is_none());
        assert!(warning(name, &Path::new("desk").join(format!("{name}.breachbook"))).is_some());
    }
}
