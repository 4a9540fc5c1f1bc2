//! Where the program keeps what lies outside a vault, and who the system says that writes. The one place that
//! knows the differences between systems here.

use std::path::PathBuf;

use crate::Failure;

/// Overrides the program's own folder.
pub const HOME_VARIABLE: &str = "BREACHBOOK_HOME";
/// Says who writes.
pub const WRITER_VARIABLE: &str = "BREACHBOOK_WRITER";
/// Opens a vault without a prompt, for scripts and tests.
pub const PASSPHRASE_VARIABLE: &str = "BREACHBOOK_PASSPHRASE";

/// The program's own folder: marks lie there. `BREACHBOOK_HOME`, else the system's folder for a program's local
/// data (`%LOCALAPPDATA%`, `~/Library/Application Support`, `$XDG_DATA_HOME` or `~/.local/share`).
///
/// # Errors
/// `no-home` where the system names no such folder.
pub fn home() -> Result<PathBuf, Failure> {
    if let Some(home) = std::env::var_os(HOME_VARIABLE).filter(|home| !home.is_empty()) {
        return Ok(home.into());
    }
    let folder = dirs::data_local_dir().ok_or_else(|| {
        Failure::new(
            "no-home",
            "The system names no folder for a program's own data.",
            "Name one in the variable BREACHBOOK_HOME.",
        )
    })?;
    Ok(folder.join(if cfg!(any(windows, target_os = "macos")) { "Breachbook" } else { "breachbook" }))
}

/// The user's folder for documents, else the home folder; where a new vault is proposed to lie.
pub fn documents() -> Option<PathBuf> {
    dirs::document_dir().filter(|folder| folder.is_dir()).or_else(dirs::home_dir)
}

/// Who writes, where nobody said: `BREACHBOOK_WRITER`, else the system's user name, else that nobody is named.
pub fn writer() -> String {
    named_writer().unwrap_or_else(|| "unnamed".to_owned())
}

/// The same; `None` where the system names nobody.
pub fn named_writer() -> Option<String> {
    [WRITER_VARIABLE, "USER", "USERNAME", "LOGNAME"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()))
}
