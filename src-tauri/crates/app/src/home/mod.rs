//! What the program keeps in its own folder, outside every vault: which vaults were opened here, the settings of
//! this installation, where the window stood, and beside the marks the next due instant of each vault. No case, no word of one.

mod limit_call;
mod next_due;
mod recents;
mod settings;
mod window_place;

use std::path::Path;

pub use limit_call::LimitCalls;
pub use next_due::{NextDue, next_due};
pub use recents::Recents;
pub use settings::{IDLE_MINUTES, Settings};
pub use window_place::{Screen, WindowPlace, ZoomStep};

use crate::{Failure, outfile};

/// Writes a file of the program's own folder whole; the folder is made where it is missing.
fn write(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(|why| Failure::writing(folder, &why))?;
    }
    outfile::write(file, bytes)
}
