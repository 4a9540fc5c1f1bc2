//! The vault's key, and the secrets that people hold to reach it.

use age::secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::{Error, Random, Result, random};

/// What a person types to open a vault. Taken as typed: it is also the passphrase for any age tool.
#[derive(Clone)]
pub struct Passphrase(SecretString);

impl Passphrase {
    /// Takes the text as it was typed. The caller decides whether it is good enough.
    pub fn new(text: String) -> Self {
        Self(SecretString::from(text))
    }

    pub(crate) fn secret(&self) -> SecretString {
        self.0.clone()
    }
}

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase")
    }
}

/// An age X25519 identity as text, `AGE-SECRET-KEY-1…`: what a recovery sheet holds.
#[derive(Clone)]
pub struct RecoverySecret(SecretString);

impl RecoverySecret {
    /// Makes a new one, from the operating system's randomness.
    pub fn generate() -> Self {
        Self(age::x25519::Identity::generate().to_string())
    }

    /// Reads one: blanks, line ends and lines that begin with `#` around it are allowed.
    ///
    /// # Errors
    /// [`Error::BadAgeText`].
    pub fn parse(text: &str) -> Result<Self> {
        let bad = || Error::BadAgeText { expected: "a recovery secret (AGE-SECRET-KEY-1…)" };
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let (Some(line), None) = (lines.next(), lines.next()) else {
            return Err(bad());
        };
        line.parse::<age::x25519::Identity>().map(|identity| Self(identity.to_string())).map_err(|_| bad())
    }

    /// The text for the recovery sheet. Print it, or write it to a file; never to a log.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// The public half, `age1…`, with which a slot for this secret can be written.
    ///
    /// # Errors
    /// None in practice; [`Error::BadAgeText`] if the secret could not be read back.
    pub fn recipient(&self) -> Result<String> {
        Ok(self.identity()?.to_public().to_string())
    }

    pub(crate) fn identity(&self) -> Result<age::x25519::Identity> {
        self.expose().parse().map_err(|_| Error::BadAgeText { expected: "a recovery secret (AGE-SECRET-KEY-1…)" })
    }
}

impl std::fmt::Debug for RecoverySecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoverySecret")
    }
}

/// What opens a vault.
#[derive(Debug, Clone, Copy)]
pub enum Secret<'a> {
    /// A passphrase; every slot made for a passphrase is tried.
    Passphrase(&'a Passphrase),
    /// A recovery secret; every slot made for a recipient is tried.
    Recovery(&'a RecoverySecret),
}

/// The random 256-bit key of the database. Erased from memory when dropped.
#[derive(Clone)]
pub(crate) struct Key(Zeroizing<[u8; 32]>);

impl Key {
    pub(crate) fn random(random: &mut dyn Random) -> Result<Self> {
        Ok(Self(Zeroizing::new(random::array(random)?)))
    }

    /// As a slot holds it: 64 lower-case hexadecimal digits.
    pub(crate) fn hex(&self) -> Zeroizing<String> {
        Zeroizing::new(hex(&*self.0))
    }

    /// Reads what a slot holds; a trailing line end is allowed.
    pub(crate) fn parse(text: &[u8]) -> Option<Self> {
        let text = text.strip_suffix(b"\n").unwrap_or(text);
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        let bytes = Zeroizing::new(unhex(std::str::from_utf8(text).ok()?)?);
        let mut key = Zeroizing::new([0; 32]);
        if bytes.len() != key.len() {
            return None;
        }
        key.copy_from_slice(&bytes);
        Some(Self(key))
    }
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// Bytes from hexadecimal digits of either case.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|value| u8::try_from(value).ok());
    digits.chunks(2).map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::OsRandom;

    #[test]
    fn a_key_is_read_back_as_written() {
        let key = Key::random(&mut OsRandom).unwrap();
        let text = format!("{}\n", *key.hex());
        assert_eq!(text.len(), 65);
        assert_eq!(*Key::parse(text.as_bytes()).unwrap().hex(), *key.hex());
        for wrong in [&text.as_bytes()[1..], b"", b"zz", "é".as_bytes(), text.repeat(2).as_bytes()] {
            assert!(Key::parse(wrong).is_none());
        }
    }

    #[test]
    fn a_recovery_secret_is_read_from_a_sheet() {
        let secret = RecoverySecret::generate();
        assert!(secret.expose().starts_with("AGE-SECRET-KEY-1"));
        let sheet = format!("# created today\r\n\r\n  {}\r\n", secret.expose());
        assert_eq!(RecoverySecret::parse(&sheet).unwrap().expose(), secret.expose());
        for wrong in ["", "# only a comment", "AGE-SECRET-KEY-1QQ", &sheet.repeat(2)] {
            assert!(matches!(RecoverySecret::parse(wrong), Err(Error::BadAgeText { .. })));
        }
    }

    #[test]
    fn secrets_do_not_print() {
        let printed = format!("{:?} {:?}", Passphrase::new("hunter2".into()), RecoverySecret::generate());
        assert_eq!(printed, "Passphrase RecoverySecret");
    }
}
