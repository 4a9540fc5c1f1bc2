//! A short name of a checkpoint that can be read over a telephone.

use breachbook_book::Checkpoint;

/// The letters of RFC 4648 base32: no 0, 1, 8 or 9 that could be taken for letters.
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The first 80 bits of the SHA-256 of the checkpoint's text, as `K7QD-53MA-XW2T-6HNE`.
pub fn of(checkpoint: &Checkpoint) -> String {
    let hash = checkpoint.fingerprint();
    let mut out = String::new();
    for letter in 0..16_usize {
        if letter > 0 && letter % 4 == 0 {
            out.push('-');
        }
        let value = (0..5).fold(0_usize, |value, bit| {
            let at = letter * 5 + bit;
            value << 1 | usize::from(hash.as_bytes()[at / 8] >> (7 - at % 8) & 1)
        });
        out.push(char::from(LETTERS[value]));
    }
    out
}
