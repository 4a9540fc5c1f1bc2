//! Reports: choose, preview page by page, see what is withheld, make, save again, check a file.

use std::path::Path;

use breachbook_case::{Audience, List, regulator_name, zone};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::preview_page::page;
use super::{Door, Response, locked};
use crate::outfile::name_for;
use crate::{Compared, Failure, Previewed, ReleasedReport, ReportOptions, Session, Time, Writer, verify_file};

/// What a report is made of.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct ReportChoice {
    /// The case's reference.
    pub reference: String,
    /// For whom, a word of the format.
    pub audience: String,
    /// The record as it stood at the last moment of this time, in the form of `at`; none for now.
    pub as_of: Option<String>,
}

/// A page of a report.
#[derive(Debug, Deserialize, TS)]
pub struct PageChoice {
    /// The report.
    pub choice: ReportChoice,
    /// From 0.
    pub page: usize,
}

/// A report to be made and released.
#[derive(Debug, Deserialize, TS)]
pub struct MakeReport {
    /// The report.
    pub choice: ReportChoice,
    /// To whom it is given, for the record alone; may be empty.
    pub recipient: String,
    /// The file.
    pub out: String,
}

/// A released report to be saved again.
#[derive(Debug, Deserialize, TS)]
pub struct SaveReleased {
    /// The case's reference.
    pub reference: String,
    /// Its number, from 1.
    #[ts(type = "number")]
    pub number: u64,
    /// The file.
    pub out: String,
}

/// The reports of a case.
#[derive(Debug, Serialize, TS)]
pub struct ReportsNow {
    /// Who can get one.
    pub readers: Vec<Reader>,
    /// Who got one, the last first.
    pub released: Vec<ReleasedLine>,
}

/// A report that was made.
#[derive(Debug, Serialize, TS)]
pub struct ReportMade {
    /// Its number among the reports of the case, from 1.
    #[ts(type = "number")]
    pub number: u64,
    /// The number of the entry that says that it was released.
    #[ts(type = "number")]
    pub entry: u64,
    /// Whether it was released before, so that nothing was written in.
    pub again: bool,
    /// What the reader of the page should know, in sentences.
    pub warnings: Vec<String>,
    /// The fresh list of released reports, the last first.
    pub released: Vec<ReleasedLine>,
}

/// A reader that a report can be made for.
#[derive(Debug, Serialize, TS)]
pub struct Reader {
    /// A word of the format.
    pub audience: &'static str,
    /// Its name.
    pub name: String,
    /// What its report begins with and leaves out, in a line.
    pub gets: &'static str,
}

/// A report that was released, in words.
#[derive(Debug, Serialize, TS)]
pub struct ReleasedLine {
    /// Its number among the reports of the case, from 1.
    #[ts(type = "number")]
    pub number: u64,
    /// The number of the entry that says so, from 0.
    #[ts(type = "number")]
    pub entry: u64,
    /// For which reader.
    pub reader: String,
    /// To whom it was given; empty where nobody said.
    pub recipient: String,
    /// When it was made, as `25 November 2026, 14:30 GMT`.
    pub made: String,
    /// The time as of which it shows the record; empty for the time of its making.
    pub as_of: String,
    /// How many pages it has.
    #[ts(type = "number")]
    pub pages: u64,
    /// How many entries the record had.
    #[ts(type = "number")]
    pub entries: u64,
    /// The name of the checkpoint that it carries, as its last page prints it.
    pub fingerprint: String,
    /// SHA-256 of its bytes in hex.
    pub sha256: String,
    /// The name that is proposed when it is saved again.
    pub file_name: String,
}

/// A report as it would be, but for its pages.
#[derive(Debug, Serialize, TS)]
pub struct PreviewHead {
    /// How many pages it has.
    pub pages: usize,
    /// The time as of which it shows the record, in words; empty for now.
    pub as_of: String,
    /// How many records are withheld, by ground, as the report says it.
    pub withheld: Vec<WithheldCount>,
    /// What is withheld, item by item; for the team's own eyes, in no report.
    pub items: Vec<WithheldLine>,
    /// That nothing of the case is for this reader, and to whom it goes; empty where something is.
    pub closed: String,
    /// What the reader of the page should know, in sentences.
    pub warnings: Vec<String>,
    /// The name that is proposed for the file.
    pub file_name: String,
}

/// How many records are withheld on a ground.
#[derive(Debug, Serialize, TS)]
pub struct WithheldCount {
    /// The ground in words.
    pub ground: String,
    /// How many.
    pub count: usize,
}

/// A record that the reader does not get.
#[derive(Debug, Serialize, TS)]
pub struct WithheldLine {
    /// Its list, as a word of the format.
    pub list: String,
    /// Its list in words.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// The first words of it.
    pub text: String,
    /// Why, in words.
    pub why: String,
    /// Whether the report counts it.
    pub counted: bool,
}

/// What a check of a report file found.
#[derive(Debug, Serialize, TS)]
pub struct FileCheck {
    /// The name of the file.
    pub file: String,
    /// The name of the earlier report that it was compared with; empty where it was checked alone.
    pub earlier: String,
    /// How it came out.
    pub found: CheckFound,
    /// The word for how the two compare; empty where it was checked alone.
    pub word: String,
    /// What was found, in words; never a bare "genuine".
    pub says: String,
    /// The key that signed it, in groups; empty where none was read.
    pub key: String,
    /// When its signer says that it was made; empty where that was not read.
    pub claimed: String,
}

/// How a check of a report file came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CheckFound {
    /// It is not changed since it was signed, and what it was compared with (the record here, an earlier report) bears
    /// it out.
    Proven,
    /// It was changed, or the record here or the earlier report contradicts it.
    Contradicted,
    /// It holds by itself; the earlier report and it do not say whether they are of one record.
    CannotTell,
}

/// A preview that was worked out, for as long as the same is asked.
pub(super) struct KeptPreview {
    choice: ReportChoice,
    /// How many entries the case had.
    entries: u64,
    /// The time as of which it was worked out, in words; empty for now.
    as_of: String,
    previewed: Previewed,
}

impl Door {
    /// Who can get a report of a case, and who got one.
    pub(super) fn reports(&self, reference: &str, now: DateTime<Utc>) -> Result<Response, Failure> {
        let session = self.session.as_ref().ok_or_else(locked)?;
        let readers = Audience::ALL.iter().map(|audience| reader(*audience, now)).collect();
        Ok(Response::Reports(ReportsNow { readers, released: released(session, reference)? }))
    }

    /// A report as it would be made now: its head.
    pub(super) fn preview(&mut self, choice: &ReportChoice, now: DateTime<Utc>) -> Result<Response, Failure> {
        let number = self.session.as_ref().ok_or_else(locked)?.released(&choice.reference)?.len() as u64 + 1;
        let kept = self.kept_preview(choice, now)?;
        let Previewed { pages, withheld, items, closed } = &kept.previewed;
        let missing = |(character, times): &(char, usize)| {
            format!("No face of the report has {character:?}: the page shows its code, {times} times.")
        };
        let head = PreviewHead {
            pages: pages.pages.len(),
            as_of: kept.as_of.clone(),
            withheld: withheld
                .iter()
                .map(|row| WithheldCount { ground: row.ground.clone(), count: row.count })
                .collect(),
            items: items.iter().map(withheld_line).collect(),
            closed: closed.as_deref().map(|others| closed_to(&choice.audience, others)).unwrap_or_default(),
            warnings: pages.missing.iter().map(missing).collect(),
            file_name: file_name(&choice.reference, &choice.audience, number),
        };
        Ok(Response::Previewed { head })
    }

    /// One page of it, from 0.
    pub(super) fn preview_page(&mut self, asked: &PageChoice, now: DateTime<Utc>) -> Result<Response, Failure> {
        let PageChoice { choice, page: n } = asked;
        let kept = self.kept_preview(choice, now)?;
        let drawn = kept.previewed.pages.pages.get(*n).ok_or_else(|| {
            let said = format!("The report has {} pages.", kept.previewed.pages.pages.len());
            Failure::new("no-page", said, "Look at the report again; it may have changed.")
        })?;
        Ok(Response::PreviewPage { page: page(*n, drawn) })
    }

    fn kept_preview(&mut self, choice: &ReportChoice, now: DateTime<Utc>) -> Result<&KeptPreview, Failure> {
        let session = self.session.as_ref().ok_or_else(locked)?;
        let entries = session.entry_count(&choice.reference)?;
        let fits = |kept: &KeptPreview| kept.choice == *choice && kept.entries == entries;
        let kept = match self.preview.take().filter(fits) {
            Some(kept) => kept,
            None => {
                let running = self.watch.begin();
                let options = options(choice, "")?;
                let previewed =
                    session.preview(&choice.reference, &options, now, &mut |progress| running.report(progress))?;
                let as_of = options.as_of.map(|time| time.words()).unwrap_or_default();
                KeptPreview { choice: choice.clone(), entries, as_of, previewed }
            }
        };
        Ok(self.preview.insert(kept))
    }

    /// Makes a report, checks the finished bytes, saves them and writes in that it was released.
    pub(super) fn make_report(&mut self, make: &MakeReport, now: DateTime<Utc>) -> Result<Response, Failure> {
        let MakeReport { choice, recipient, out } = make;
        let running = self.watch.begin();
        let session = self.session.as_mut().ok_or_else(locked)?;
        let writer = Writer { name: &self.writer, reason: None, now };
        let options = options(choice, recipient)?;
        let made = session
            .report(&choice.reference, &options, Path::new(out), &writer, &mut |progress| running.report(progress))?;
        Ok(Response::ReportMade(ReportMade {
            number: made.number,
            entry: made.entry,
            again: made.again,
            warnings: made.warnings,
            released: released(session, &choice.reference)?,
        }))
    }

    /// Saves the kept bytes of a released report again.
    pub(super) fn save_released(&self, save: &SaveReleased) -> Result<Response, Failure> {
        let session = self.session.as_ref().ok_or_else(locked)?;
        session.save_released(&save.reference, save.number, Path::new(&save.out))?;
        Ok(Response::Saved { file: save.out.clone() })
    }

    /// Checks a report file, against this vault too, and whether it goes on from an earlier one.
    pub(super) fn check_report(&self, file: &Path, earlier: Option<&Path>) -> Result<Response, Failure> {
        let session = self.session.as_ref().ok_or_else(locked)?;
        let verdict = verify_file(file, Some(session), earlier)?;
        let name = |file: &Path| file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let compared = verdict.compared;
        let found = match compared {
            _ if !verdict.holds() => CheckFound::Contradicted,
            None | Some(Compared::Proven) => CheckFound::Proven,
            Some(Compared::Contradicted) => CheckFound::Contradicted,
            Some(Compared::CannotTell) => CheckFound::CannotTell,
        };
        let check = FileCheck {
            file: name(file),
            earlier: earlier.map(name).unwrap_or_default(),
            found,
            // Where the report itself does not hold, that is said and not how the two compare.
            word: compared.filter(|_| verdict.holds()).map(|how| how.word().to_owned()).unwrap_or_default(),
            says: verdict.words(),
            key: verdict.key.as_deref().map(breachbook_report::sections::grouped).unwrap_or_default(),
            claimed: verdict.claimed_time.map(zone::moment).unwrap_or_default(),
        };
        Ok(Response::ReportChecked { check })
    }
}

/// The audience of a word.
pub(super) fn audience(word: &str) -> Result<Audience, Failure> {
    Audience::from_word(word).ok_or_else(|| {
        let said = format!("There is no reader {word:?}.");
        Failure::new("no-audience", said, format!("Name one of {}.", Audience::WORDS.join(", ")))
    })
}

fn options(choice: &ReportChoice, recipient: &str) -> Result<ReportOptions, Failure> {
    let audience = audience(&choice.audience)?;
    let as_of: Option<Time> = choice.as_of.as_deref().map(crate::time).transpose()?;
    Ok(ReportOptions { audience, as_of, made_at: None, recipient: recipient.to_owned() })
}

/// That nothing of a case is for a reader, and to whom it goes.
fn closed_to(audience: &str, others: &[Audience]) -> String {
    let reader = Audience::from_word(audience).map_or("this reader", Audience::words);
    let others: Vec<&str> = others.iter().map(|audience| audience.words()).collect();
    let goes = match others.as_slice() {
        [] => "the team alone".to_owned(),
        [one] => format!("the team and {one}"),
        [first @ .., last] => format!("the team, {} and {last}", first.join(", ")),
    };
    format!("Nothing in this case is for {reader} yet: it goes to {goes}.")
}

fn reader(audience: Audience, now: DateTime<Utc>) -> Reader {
    let (name, gets) = match audience {
        Audience::Team => ("The response team", "everything, corrections and doubts too"),
        Audience::Force => ("The force", "what the force may see, clocks first"),
        Audience::Federation => ("The federation", "promises, questions and statements first"),
        Audience::Ico => (regulator_name(zone::day(now)), "what the notification needs, clocks first"),
        Audience::Nca => ("The National Crime Agency", "what the investigation may see"),
        Audience::Public => ("The public", "what may be published"),
    };
    Reader { audience: audience.as_str(), name: name.to_owned(), gets }
}

fn released(session: &Session, reference: &str) -> Result<Vec<ReleasedLine>, Failure> {
    let line = |report: ReleasedReport| {
        let of = Audience::from_word(&report.audience).map(|audience| reader(audience, report.made_at).name);
        ReleasedLine {
            number: report.number,
            entry: report.entry,
            file_name: file_name(reference, &report.audience, report.number),
            reader: of.unwrap_or(report.audience),
            recipient: report.recipient,
            made: zone::moment(report.made_at - chrono::Duration::seconds(report.made_at.timestamp().rem_euclid(60))),
            as_of: report.as_of.map(|time| time.words()).unwrap_or_default(),
            pages: report.pages,
            entries: report.size,
            fingerprint: report.fingerprint,
            sha256: report.sha256,
        }
    };
    Ok(session.released(reference)?.into_iter().rev().map(line).collect())
}

fn file_name(reference: &str, audience: &str, number: u64) -> String {
    format!("{} report {number} {audience}.pdf", name_for(reference))
}

fn withheld_line(item: &crate::WithheldItem) -> WithheldLine {
    WithheldLine {
        list: item.list.to_owned(),
        kind: List::from_word(item.list).map_or(item.list, kind).to_owned(),
        id: item.id.clone(),
        text: item.text.clone(),
        why: item.why.clone(),
        counted: item.counted,
    }
}

/// What a record of a list is called.
fn kind(list: List) -> &'static str {
    match list {
        List::Parties => "Party",
        List::Controllers => "Controller",
        List::Processors => "Processor",
        List::Severity => "Severity",
        List::Events => "Timeline",
        List::Notifications => "Notification",
        List::Mitigations => "Mitigation",
        List::Correspondence => "Letter",
        List::Data => "Data",
        List::PeopleAffected => "People",
        List::Questions => "Question",
        List::Commitments => "Commitment",
        List::Statements => "Statement",
        List::Decisions => "Decision",
        List::Deadlines => "Deadline",
        List::IcoForms => "ICO form",
    }
}
