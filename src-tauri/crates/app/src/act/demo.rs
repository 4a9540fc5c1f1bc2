//! The real cases, built in: a vault to look around in, with every report.

use std::path::Path;

use breachbook_case::{Audience, Case};
use breachbook_exchange::case_file;
use breachbook_vault::Passphrase;
use sha2::{Digest, Sha256};

use super::report::ReportOptions;
use crate::{Failure, Session, Writer};

/// The built-in case files: name and text. Facts and sources are those of the published accounts that they name.
pub const DEMO_CASES: [(&str, &str); 3] = [
    ("met-2023.json", include_str!("../../demo/met-2023.json")),
    ("psni-2023.json", include_str!("../../demo/psni-2023.json")),
    ("psni-theft-2023.json", include_str!("../../demo/psni-theft-2023.json")),
];

/// Makes `folder`, in it the vault `demo.breachbook` with the real cases, and in `reports` the report of every case
/// for every audience.
///
/// # Errors
/// `exists` where the folder is there already; otherwise as for each act. Nothing is left behind then.
pub fn demo(folder: &Path, passphrase: &Passphrase, home: &Path, writer: &Writer<'_>) -> Result<(), Failure> {
    if folder.exists() {
        let said = format!("{}: it is already there.", folder.display());
        return Err(Failure::new("exists", said, "Name a folder that does not exist yet; nothing was changed."));
    }
    let reports = folder.join("reports");
    std::fs::create_dir_all(&reports).map_err(|why| Failure::writing(folder, &why))?;
    let made = fill(folder, &reports, passphrase, home, writer);
    if made.is_err() {
        // What could not be finished is taken back; the failure that follows says why.
        let _ = std::fs::remove_dir_all(folder);
    }
    made
}

/// Makes a vault in `folder` with the real cases and no report, and leaves it open: to look around in.
///
/// # Errors
/// As for [`Session::init`].
pub fn sample(folder: &Path, passphrase: &Passphrase, home: &Path, writer: &Writer<'_>) -> Result<Session, Failure> {
    let mut session = Session::init(folder, passphrase, None, home, writer.now)?;
    session.take_in(built_in()?, writer)?;
    Ok(session)
}

fn built_in() -> Result<Vec<(&'static Path, Case, String)>, Failure> {
    let read = |(name, text): (&'static str, &'static str)| {
        let path = Path::new(name);
        let case = case_file::read(text.as_bytes()).map_err(|fault| Failure::of_case_file(path, &fault))?;
        let sha256 = Sha256::digest(text).iter().map(|b| format!("{b:02x}")).collect();
        Ok((path, case, sha256))
    };
    DEMO_CASES.into_iter().map(read).collect()
}

fn fill(
    folder: &Path,
    reports: &Path,
    passphrase: &Passphrase,
    home: &Path,
    writer: &Writer<'_>,
) -> Result<(), Failure> {
    let mut session = Session::init(&folder.join("demo.breachbook"), passphrase, None, home, writer.now)?;
    let cases = built_in()?;
    let references: Vec<String> = cases.iter().map(|(_, case, _)| case.own.reference.to_string()).collect();
    session.take_in(cases, writer)?;
    for reference in &references {
        for audience in Audience::ALL {
            let out = reports.join(format!("{reference}-{}.pdf", audience.as_str()));
            let options = ReportOptions::of(*audience);
            session.report(reference, &options, &out, writer, &mut |_| std::ops::ControlFlow::Continue(()))?;
        }
    }
    session.lock(writer.now)
}
