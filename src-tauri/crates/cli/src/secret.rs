//! Where the passphrase comes from: a file, a variable, a prompt.

use std::path::Path;

use breachbook_app::{Failure, Passphrase, place};

/// The passphrase of an existing vault.
pub fn passphrase(file: Option<&Path>) -> Result<Passphrase, Failure> {
    match given(file)? {
        Some(passphrase) => Ok(passphrase),
        None => prompt("Passphrase: ").map(Passphrase::new),
    }
}

/// The passphrase of a vault that is to be made: typed twice where it is typed.
pub fn new_passphrase(file: Option<&Path>) -> Result<Passphrase, Failure> {
    if let Some(passphrase) = given(file)? {
        return Ok(passphrase);
    }
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

/// The first line of a file.
pub fn of_file(path: &Path) -> Result<Passphrase, Failure> {
    let text = std::fs::read_to_string(path).map_err(|why| Failure::reading(path, &why))?;
    checked(text.lines().next().unwrap_or_default().to_owned())
}

fn given(file: Option<&Path>) -> Result<Option<Passphrase>, Failure> {
    if let Some(file) = file {
        return of_file(file).map(Some);
    }
    match std::env::var(place::PASSPHRASE_VARIABLE) {
        Ok(text) => checked(text).map(Some),
        Err(_) => Ok(None),
    }
}

fn checked(text: String) -> Result<Passphrase, Failure> {
    if text.is_empty() {
        return Err(Failure::new(
            "empty-passphrase",
            "The passphrase is empty.",
            "Give one; seven plain words are good.",
        ));
    }
    Ok(Passphrase::new(text))
}

fn prompt(words: &str) -> Result<String, Failure> {
    rpassword::prompt_password(words).map_err(|_| {
        let said = "No passphrase was given, and there is no terminal to ask for one.";
        Failure::new("no-prompt", said, "Give --passphrase-file, or set BREACHBOOK_PASSPHRASE.")
    })
}
