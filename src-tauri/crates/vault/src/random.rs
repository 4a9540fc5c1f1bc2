//! Where random bytes come from: passed in, so that a test can say which.

use crate::{Error, Result};

/// A source of random bytes for keys and salts.
pub trait Random: Send {
    /// Fills the bytes.
    ///
    /// # Errors
    /// [`Error::NoRandom`] when the source has none.
    fn fill(&mut self, bytes: &mut [u8]) -> Result<()>;
}

/// The operating system's source: the one to use outside tests.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsRandom;

impl Random for OsRandom {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<()> {
        getrandom::fill(bytes).map_err(|_| Error::NoRandom)
    }
}

/// A fixed number of random bytes.
pub(crate) fn array<const N: usize>(random: &mut dyn Random) -> Result<[u8; N]> {
    let mut bytes = [0; N];
    random.fill(&mut bytes)?;
    Ok(bytes)
}
