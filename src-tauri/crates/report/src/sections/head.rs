//! The title block: what this is, for whom, and which record it rests on.

use breachbook_case::count::counted;
use breachbook_case::{Audience, regulator_name, zone};
use chrono::{DateTime, Duration, NaiveDate, Utc};

use super::said::Said;
use crate::Error;
use crate::document::{Document, Front, Pairs, Text};

/// The kind of report that an audience gets.
fn kind(audience: Audience) -> &'static str {
    match audience {
        Audience::Team => "Team report",
        Audience::Force => "Report to the force",
        Audience::Federation => "Federation accountability report",
        Audience::Ico => "Report to the data protection regulator",
        Audience::Nca => "Report to the National Crime Agency",
        Audience::Public => "Public report",
    }
}

/// Whom a report is made for, in words; the regulator by its name on that day in London.
fn made_for(audience: Audience, day: NaiveDate) -> &'static str {
    match audience {
        Audience::Team => "the response team alone",
        Audience::Force => "the force",
        Audience::Federation => "the federation and its members' representatives",
        Audience::Ico => regulator_name(day),
        Audience::Nca => "the National Crime Agency (NCA)",
        Audience::Public => "the public",
    }
}

/// A moment to the minute: the second is in the file's own date.
fn to_minute(at: DateTime<Utc>) -> String {
    zone::moment(at - Duration::seconds(at.timestamp().rem_euclid(60)))
}

pub fn start(said: &Said<'_>) -> Result<Document, Error> {
    let (view, record) = (said.view, said.record);
    let own = &view.case.own;
    let report = format!("report {}", record.number);
    // A title may be empty in the record, a document's may not.
    let title = [own.title.as_str(), own.reference.as_str(), "Case without a title"];
    let title = title.into_iter().find(|title| !title.trim().is_empty()).unwrap_or_default().to_owned();
    let mut document = Document::new(Front {
        kicker: Some(kind(view.audience).to_owned()),
        title: title.clone(),
        language: "en-GB".to_owned(),
        marking: view.marking.as_str().to_owned(),
        running_left: title,
        running_right: kind(view.audience).to_owned(),
        foot_left: format!("{} · {report}", own.reference),
        made_at: record.made_at,
        checkpoint: Some(record.checkpoint.clone()),
        log_key: Some(record.log_key.clone()),
        earlier: record.earlier.clone(),
    })?;
    if let Some(summary) = &own.summary {
        document.lead(summary.as_str());
    }
    let controllers: Vec<&str> = view.case.controllers.iter().map(|c| said.name(&c.own.party.0)).collect();
    let mut pairs = Pairs::new().with("Case", own.reference.as_str());
    if let Some(operation) = &own.operation {
        pairs.add("Operation", operation.as_str());
    }
    if !controllers.is_empty() {
        pairs.add(if controllers.len() == 1 { "Controller" } else { "Controllers" }, controllers.join(", "));
    }
    if let Some(kept_by) = &own.kept_by {
        pairs.add("Record kept by", said.name(&kept_by.0));
    }
    if let Some(happened) = &own.happened {
        pairs.add("Happened", happened.words());
    }
    pairs.add("Made for", made_for(view.audience, zone::day(record.made_at)));
    let entries = counted(record.size, "entry", "entries");
    match record.as_of {
        Some(as_of) => {
            pairs.add("As the record stood", format!("{}; clocks run to that moment", to_minute(as_of)));
            pairs.add("Made from", format!("the record of {} ({entries})", to_minute(record.made_at)));
        }
        None => pairs.add("As recorded on", format!("{} ({entries})", to_minute(record.made_at))),
    }
    let replaces = match &record.replaces {
        Some((n, at)) => format!("{}, replaces report {n} of {}", record.number, zone::long_day(zone::day(*at))),
        None => record.number.to_string(),
    };
    pairs.add("Report", replaces);
    document.push(pairs);
    if !view.own_shown {
        document.small(Text::from("The account of the incident in general is withheld from this report."));
    }
    Ok(document)
}
