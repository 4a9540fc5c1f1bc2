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

/// The passphrase of a vault that is to be made: typed twice where it is typed. One that is easy to guess is warned
/// of and taken, as scripts depend on it; the window refuses it.
pub fn new_passphrase(file: Option<&Path>) -> Result<Passphrase, Failure> {
    let text = match given(file)? {
        Some(text) => text,
        None => typed_twice()?,
    };
    let strength = strength::judge(&text, &[]);
    if !strength.enough {
        say::note(&format!("The passphrase is easy to guess. {}", strength.advice.join(" ")));
    }
    Ok(Passphrase::new(text))
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

/// The first line of a file.
pub fn of_file(path: &Path) -> Result<Passphrase, Failure> {
    first_line(path).map(Passphrase::new)
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
