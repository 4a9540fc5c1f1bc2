//! Each command: parse, call, print.

use std::io::Read as _;
use std::path::Path;

use breachbook_app::{
    Acceptance, Failure, FileVerdict, Imported, NewLine, ReleasedReport, ReportOptions, Session, VaultVerdict, Writer,
    Written, demo, place, verify_file,
};
use chrono::Utc;
use serde_json::{Value, json};

use crate::commands::{Arguments, Command, CommonArguments, SlotCommand, first_moment};
use crate::say::{self, Progress};
use crate::secret;

/// Runs a command; false where what was checked is not sound.
pub fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let face = Face { common: &arguments.common, name: writer_name(&arguments.common) };
    match &arguments.command {
        Command::Init { vault, recovery_out } => {
            let passphrase = secret::new_passphrase(face.file(), vault)?;
            Session::init(vault, &passphrase, recovery_out.as_deref(), &place::home()?, Utc::now())?.lock(Utc::now())?;
            face.done(json!({"vault": vault}), &format!("Made the vault {}.", vault.display()));
        }
        Command::Import { vault, files } => import(&face, vault, files)?,
        Command::Cases { vault } => {
            let rows = face.open(vault)?.cases(Utc::now())?;
            if face.json() {
                say::json(&json!({"cases": rows.iter().map(breachbook_app::CaseRow::json).collect::<Vec<_>>()}));
            } else {
                say::cases(&rows);
            }
        }
        Command::Show { vault, case, as_of } => {
            let shown = face.open(vault)?.show(case, as_of.as_ref(), Utc::now())?;
            if face.json() { say::json(&shown.json()) } else { say::shown(&shown) }
        }
        Command::Log { vault, case, at, about, kind, actor, audience, reason, text } => {
            let mut read = String::new();
            let text = if text == "-" { standard_input(&mut read)? } else { text };
            let at = if *about { at.about() } else { at.clone() };
            let (kind, actor) = (kind.as_deref(), actor.as_deref());
            let line = NewLine { at: &at, until: None, text, kind, actor, concerns: &[], audience };
            let written = face.to_write(vault)?.log(case, &line, &face.writer(reason.as_deref()))?;
            face.written(&written, "Written in");
        }
        Command::Add { vault, case, list, id, set, reason } => {
            let set: Vec<&str> = set.iter().map(String::as_str).collect();
            let written =
                face.to_write(vault)?.add(case, list, id.as_deref(), &set, &face.writer(reason.as_deref()))?;
            face.written(&written, "Written in");
        }
        Command::Released { vault, case, number, out } => {
            let session = face.open(vault)?;
            if let (Some(number), Some(out)) = (number, out) {
                session.save_released(case, *number, out)?;
                face.done(json!({"out": out}), &format!("Saved report {number} again as {}.", out.display()));
            } else {
                let all = session.released(case)?;
                let rows: Vec<Value> = all.iter().map(ReleasedReport::json).collect();
                let said: Vec<String> = all.iter().map(ReleasedReport::words).collect();
                face.done(json!({"reports": rows}), &said.join("\n"));
            }
        }
        Command::Correct { vault, case, id, set, reason } => {
            let set: Vec<&str> = set.iter().map(String::as_str).collect();
            let written = face.to_write(vault)?.correct(case, id, &set, &face.writer(Some(reason)))?;
            face.written(&written, "Corrected");
        }
        Command::Withdraw { vault, case, id, reason } => {
            let written = face.to_write(vault)?.withdraw(case, id, &face.writer(Some(reason)))?;
            face.written(&written, "Withdrawn");
        }
        Command::History { vault, case, id } => {
            let rows = face.open(vault)?.history(case, id.as_deref())?;
            if face.json() {
                say::json(&json!({"entries": rows.iter().map(breachbook_app::HistoryRow::json).collect::<Vec<_>>()}));
            } else {
                say::history(&rows);
            }
        }
        Command::Search { vault, query, limit } => {
            let hits = face.open(vault)?.search(query, *limit)?;
            if face.json() {
                say::json(&json!({"hits": hits.iter().map(breachbook_app::SearchRow::json).collect::<Vec<_>>()}));
            } else {
                hits.iter().for_each(|hit| {
                    say::line(&format!("{} {} {}: {}", hit.case, hit.list, hit.id, hit.text.replace('\n', " · ")))
                });
            }
        }
        Command::Report { vault, case, audience, out, as_of, made_at } => {
            let options = ReportOptions {
                audience: *audience,
                as_of: as_of.clone(),
                made_at: made_at.as_ref().map(first_moment),
                recipient: String::new(),
            };
            let progress = Progress::new();
            let mut watch = |p: breachbook_app::Progress| progress.tell("Report:", p.done as u64, p.total as u64);
            let made = face.to_write(vault)?.report(case, &options, out, &face.writer(None), &mut watch)?;
            drop(progress);
            made.warnings.iter().for_each(|warning| say::note(warning));
            let again = if made.again { ", as it was released before" } else { "" };
            let value = json!({"number": made.number, "pages": made.pages, "sha256": made.sha256, "again": made.again, "warnings": made.warnings});
            face.done(
                value,
                &format!("Saved report {} ({} pages) as {}{again}.", made.number, made.pages, out.display()),
            );
        }
        Command::Export { vault, case, format: _, audience, out } => {
            face.open(vault)?.export(case, *audience, out, Utc::now())?;
            face.done(json!({"out": out}), &format!("Saved {}.", out.display()));
        }
        Command::Verify { target, vault, earlier } => {
            return verify(&face, target, vault.as_deref(), earlier.as_deref());
        }
        Command::Prove { vault, case, since, entry, out } => {
            let warnings = face.open(vault)?.prove(case, since, entry, out)?;
            warnings.iter().for_each(|warning| say::note(warning));
            face.done(json!({"out": out}), &format!("Saved {}.", out.display()));
        }
        Command::Backup { vault, folder } => {
            let removed = face.open(vault)?.backup(folder, Utc::now(), say::copying())?;
            removed.iter().for_each(|said| say::note(said));
            face.done(
                json!({"folder": folder}),
                &format!("Made the backup {} and opened it to check.", folder.display()),
            );
        }
        Command::Demo { folder } => {
            let passphrase = secret::new_passphrase(face.file(), folder)?;
            demo(folder, &passphrase, &place::home()?, &face.writer(None))?;
            let said = format!("Made {} with the vault demo.breachbook and every report in reports.", folder.display());
            face.done(json!({"folder": folder, "vault": folder.join("demo.breachbook")}), &said);
        }
        Command::Witness { vault, case, report, out } => {
            face.to_write(vault)?.witness(case, report, out, &face.writer(None))?;
            face.done(
                json!({"out": out}),
                &format!("Countersigned and entered; send {} to the other side.", out.display()),
            );
        }
        Command::Accept { vault, case, id, code, party, reason } => {
            let accept = Acceptance { code, by: party.as_deref() };
            let written = face.to_write(vault)?.accept(case, id, accept, &face.writer(Some(reason)))?;
            face.written(&written, "Let stand in");
        }
        Command::Erase { vault, case, id, file, reason } => {
            let written = face.to_write(vault)?.erase(case, id, file.as_deref(), &face.writer(Some(reason)))?;
            face.written(&written, "Erased");
            say::note("what was given out before still holds it: backups, exports, released reports");
        }
        Command::NameKey { vault, key, name } => {
            face.to_write(vault)?.name_key(key, name)?;
            face.done(json!({"key": key, "name": name}), &format!("Noted: that key is known as {name}."));
        }
        Command::Slot(command) => slot(&face, command)?,
        Command::Rekey { vault, new_passphrase_file, recovery_out } => {
            let session = face.to_write(vault)?;
            let new = secret::new_of_file(new_passphrase_file, vault)?;
            drop(session.rekey(&new, recovery_out.as_deref(), say::copying())?);
            face.done(
                json!({"vault": vault}),
                "The vault has a new key; only the new passphrase (and sheet) opens it.",
            );
        }
    }
    Ok(true)
}

struct Face<'a> {
    common: &'a CommonArguments,
    name: String,
}

fn writer_name(common: &CommonArguments) -> String {
    common.by.clone().filter(|by| !by.trim().is_empty()).unwrap_or_else(place::writer)
}

impl Face<'_> {
    fn json(&self) -> bool {
        self.common.json
    }

    fn file(&self) -> Option<&Path> {
        self.common.passphrase_file.as_deref()
    }

    /// Who writes, at this moment: asked for when the vault is open, since standard input and the vault's lock may
    /// have been waited for.
    fn writer<'w>(&'w self, reason: Option<&'w str>) -> Writer<'w> {
        Writer { name: &self.name, reason, now: Utc::now() }
    }

    /// Opens a vault and says on standard error what its user should know.
    fn open(&self, vault: &Path) -> Result<Session, Failure> {
        let session = self.unsaid(vault)?;
        session.notices().iter().for_each(|notice| say::note(notice));
        Ok(session)
    }

    /// The same for a command that writes: where nothing can be written, that is the one answer.
    fn to_write(&self, vault: &Path) -> Result<Session, Failure> {
        let session = self.unsaid(vault)?;
        session.writable()?;
        session.notices().iter().for_each(|notice| say::note(notice));
        Ok(session)
    }

    fn unsaid(&self, vault: &Path) -> Result<Session, Failure> {
        let home = place::home()?;
        match &self.common.recovery_file {
            Some(sheet) => Session::recover(vault, &secret::of_sheet(sheet)?, &home, say::renewal()),
            None => Session::open(vault, &secret::passphrase(self.file())?, &home, say::renewal()),
        }
    }

    fn done(&self, value: Value, words: &str) {
        if self.json() { say::json(&value) } else { say::line(words) }
    }

    fn written(&self, written: &Written, done: &str) {
        for (code, message) in &written.warnings {
            say::note(&format!("warning {code}: {message}"));
        }
        self.done(written.json(), &format!("{done}: {} {} (entry {}).", written.list, written.id, written.entry));
    }
}

fn standard_input(read: &mut String) -> Result<&str, Failure> {
    std::io::stdin().read_to_string(read).map_err(|why| Failure::reading(Path::new("standard input"), &why))?;
    Ok(read.trim_end_matches(['\n', '\r']))
}

fn import(face: &Face<'_>, vault: &Path, files: &[std::path::PathBuf]) -> Result<(), Failure> {
    let files: Vec<&Path> = files.iter().map(std::path::PathBuf::as_path).collect();
    let imported = face.to_write(vault)?.import(&files, &face.writer(None))?;
    for case in &imported {
        for warning in case.warnings.iter().filter(|warning| !warning.accepted) {
            say::note(&format!("warning {} {} {}: {}", case.reference, warning.code, warning.path, warning.message));
        }
    }
    let rows: Vec<Value> = imported.iter().map(Imported::json).collect();
    let said: Vec<String> =
        imported.iter().map(|case| format!("Took in {} ({} items).", case.reference, case.items)).collect();
    face.done(json!({"imported": rows}), &said.join("\n"));
    Ok(())
}

fn verify(face: &Face<'_>, target: &Path, vault: Option<&Path>, earlier: Option<&Path>) -> Result<bool, Failure> {
    if target.is_dir() && vault.or(earlier).is_none() {
        let progress = Progress::new();
        let mut watch = |done, total| progress.tell("Checking entries:", done, total);
        let verdict: VaultVerdict = face.open(target)?.verify(&mut watch)?;
        drop(progress);
        if face.json() {
            say::json(&verdict.json());
        } else if verdict.intact {
            let entries = if verdict.entries == 1 { "entry" } else { "entries" };
            say::line(&format!("The record holds: {} {entries}, each as it was written.", verdict.entries));
        }
        verdict
            .faults
            .iter()
            .chain(&verdict.notices)
            .for_each(|(code, message)| say::note(&format!("{code}: {message}")));
        return Ok(verdict.intact);
    }
    let session = vault.map(|vault| face.open(vault)).transpose()?;
    let verdict: FileVerdict = verify_file(target, session.as_ref(), earlier)?;
    if face.json() {
        say::json(&verdict.json());
    } else {
        say::line(&verdict.words());
    }
    verdict
        .faults
        .iter()
        .chain(&verdict.notices)
        .for_each(|(code, message)| say::note(&format!("{}: {code}: {message}", target.display())));
    Ok(verdict.all_shown())
}

fn slot(face: &Face<'_>, command: &SlotCommand) -> Result<(), Failure> {
    match command {
        SlotCommand::List { vault } => {
            let slots = face.open(vault)?.slots()?;
            let rows: Vec<Value> = slots.iter().map(|s| json!({"name": s.name, "opens_with": s.opens_with})).collect();
            let said: Vec<String> = slots.iter().map(|s| format!("{}: {}", s.name, s.opens_with)).collect();
            face.done(json!({"slots": rows}), &said.join("\n"));
        }
        SlotCommand::Add { vault, name, new_passphrase_file } => {
            face.to_write(vault)?.add_slot(name, &secret::new_of_file(new_passphrase_file, vault)?)?;
            face.done(json!({"added": name}), &format!("Added the slot {name}."));
        }
        SlotCommand::Remove { vault, name } => {
            face.to_write(vault)?.remove_slot(name)?;
            let said =
                format!("Removed the slot {name}. Whoever has opened the vault before is shut out only by rekey.");
            face.done(json!({"removed": name}), &said);
        }
    }
    Ok(())
}
