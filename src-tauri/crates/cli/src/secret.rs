//! Where the passphrase comes from: a file, a variable, a prompt.

use std::path::Path;

use breachbook_app::{Failure, Passphrase, RecoverySecret, place, strength};

use crate::say;

/// The passphrase of an existing vault.
pub fn passphrase(file: Option<&Path>) -> Result<Passphrase, Failure> {
    match given(file)? {
        Some(text) => Ok(Passphrase::new(text)),
        None => prompt("Passphrase: ").map(Passphrase::new),
    }
}

/// The passphrase of a vault that is to be made: typed twice where it is typed.
pub fn new_passphrase(file: Option<&Path>, vault: &Path) -> Result<Passphrase, Failure> {
    match given(file)? {
        Some(text) => Ok(judged(text, vault)),
        None => Ok(judged(typed_twice()?, vault)),
    }
}

/// The first line of a file, as a further passphrase of a vault.
pub fn new_of_file(path: &Path, vault: &Path) -> Result<Passphrase, Failure> {
    first_line(path).map(|text| judged(text, vault))
}

/// One that is easy to guess is warned of and taken, as scripts depend on it; the window refuses it.
fn judged(text: String, vault: &Path) -> Passphrase {
    strength::warning(&text, vault).iter().for_each(|warning| say::note(warning));
    Passphrase::new(text)
}

fn typed_twice() -> Result<String, Failure> {
    let first = prompt("New passphrase: ")?;
    if first != prompt("Once more: ")? {
        return Err(Failure::new(
            "passphrases-differ",
            "The two passphrases differ.",
            "Type the same one twice; nothing was made.",
        ));
    }
    checked(first)
}

/// The secret on a recovery sheet.
pub fn of_sheet(path: &Path) -> Result<RecoverySecret, Failure> {
    let text = std::fs::read_to_string(path).map_err(|why| Failure::reading(path, &why))?;
    Ok(RecoverySecret::parse(&text)?)
}

fn first_line(path: &Path) -> Result<String, Failure> {
    let text = std::fs::read_to_string(path).map_err(|why| Failure::reading(path, &why))?;
    checked(text.lines().next().unwrap_or_default().to_owned())
}

fn given(file: Option<&Path>) -> Result<Option<String>, Failure> {
    if let Some(file) = file {
        return first_line(file).map(Some);
    }
    match std::env::var(place::PASSPHRASE_VARIABLE) {
        Ok(text) => checked(text).map(Some),
        Err(_) => Ok(None),
    }
}

fn checked(text: String) -> Result<String, Failure> {
    if text.is_empty() {
        return Err(Failure::new(
            "empty-passphrase",
            "The passphrase is empty.",
            "Give one; seven plain words are good.",
        ));
    }
    Ok(text)
}

fn prompt(words: &str) -> Result<String, Failure> {
    rpassword::prompt_password(words).map_err(|_| {
        let said = "No passphrase was given, and there is no terminal to ask for one.";
        Failure::new("no-prompt", said, "Give --passphrase-file, or set BREACHBOOK_PASSPHRASE.")
    })
}
