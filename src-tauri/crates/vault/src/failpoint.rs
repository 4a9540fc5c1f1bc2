//! Named places at which a test kills the process, to show that a crash there loses nothing.

/// Aborts the process when `BREACHBOOK_FAILPOINT` names this place. Does nothing in a release build.
#[cfg(debug_assertions)]
pub(crate) fn failpoint(name: &str) {
    if std::env::var_os("BREACHBOOK_FAILPOINT").is_some_and(|wanted| wanted == name) {
        std::process::abort();
    }
}

/// Does nothing in a release build.
#[cfg(not(debug_assertions))]
#[inline(always)]
pub(crate) fn failpoint(_name: &str) {}
