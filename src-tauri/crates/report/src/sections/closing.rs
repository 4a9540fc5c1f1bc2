//! The rest: what else the case says, who takes part, exhibits, what is missing, what is withheld, how to check.

use breachbook_case::count::{counted, number};
use breachbook_case::{Audience, CaseStatus, Id, Time};

use super::said::{Said, word};
use crate::document::{Callout, Cell, Column, Document, Heading, List, Pairs, Table, Text};
use breachbook_case::when;

pub fn add(said: &Said<'_>, document: &mut Document) {
    about(said, document);
    parties(said, document);
    exhibits(said, document);
    missing(said, document);
    corrections(said, document);
    kept_to_the_team(said, document);
    withheld(said, document);
    check(said, document);
}

fn about(said: &Said<'_>, document: &mut Document) {
    let own = &said.view.case.own;
    let mut pairs = Pairs::new();
    pairs.add("Kind of breach", word(own.incident_type.as_str()));
    if let Some(jurisdiction) = &own.jurisdiction {
        pairs.add("Law of", jurisdiction.words());
    }
    if said.view.own_shown {
        pairs.add("Work on it", if own.status() == CaseStatus::Open { "goes on" } else { "is closed" });
    }
    if let Some(cyber) = &own.cyber {
        let parts = [
            ("confidentiality", cyber.confidentiality.map(|v| v.as_str())),
            ("integrity", cyber.integrity.map(|v| v.as_str())),
            ("availability", cyber.availability.map(|v| v.as_str())),
            ("impact", cyber.impact.map(|v| v.as_str())),
            ("recovery", cyber.recovery.map(|v| v.as_str())),
        ];
        let said: Vec<String> =
            parts.into_iter().filter_map(|(label, v)| v.map(|v| format!("{label}: {}", v.replace('-', " ")))).collect();
        pairs.add("Cyber incident", said.join("; "));
    }
    for link in &own.links {
        pairs.add(word(link.relation.as_str()), link.reference.as_str());
    }
    if let Some(retention) = &own.retention {
        let review = retention.review.as_ref().map(|at| format!("review {}", at.short()));
        let basis = retention.basis.as_ref().map(ToString::to_string);
        pairs.add("Kept", [basis, review].into_iter().flatten().collect::<Vec<_>>().join("; "));
    }
    if let Some(lessons) = &own.lessons {
        pairs.add("Lessons", lessons.as_str());
    }
    document.section(Heading::new("About the case").together());
    document.push(pairs);
}

fn parties(said: &Said<'_>, document: &mut Document) {
    let parties = &said.view.case.parties;
    if parties.is_empty() {
        return;
    }
    document.section("Who takes part");
    let mut table = Table::new([
        Column::share("Name", 3.4).row_header(),
        Column::share("Kind", 1.6),
        Column::share("Role", 4.0),
        Column::mm("Entry", 15.0).right(),
    ]);
    for item in parties {
        let own = &item.own;
        let aliases: Vec<&str> = own.aliases.iter().map(|alias| alias.as_str()).collect();
        let mut name = Cell::from(own.name.as_str());
        if !aliases.is_empty() {
            name = name.then(Text::grey(format!("also {}", aliases.join(", "))));
        }
        let mut role = Cell::from(own.role.as_ref().map_or("", |role| role.as_str()));
        if let Some(contact) = &own.contact {
            role = role.then(Text::grey(contact.as_str()));
        }
        if !own.emails.is_empty() {
            role = role.then(Text::grey(own.emails.iter().map(|e| e.as_str()).collect::<Vec<_>>().join(", ")));
        }
        if let Some(source) = &item.common.source {
            role = role.then(Text::grey(source.as_str()));
        }
        table.row([name, word(own.kind.as_str()).into(), role, said.entries([&item.id]).into()]);
    }
    document.push(table);
}

fn exhibits(said: &Said<'_>, document: &mut Document) {
    let items = said.view.case.items();
    if items.iter().all(|(_, _, item)| item.common().attachments.is_empty()) {
        return;
    }
    document.section("Exhibits");
    let mut table = Table::new([
        Column::share("File", 3.0).row_header(),
        Column::share("SHA-256", 3.4).mono(),
        Column::share("Received and held", 3.4),
        Column::mm("Entry", 15.0).right(),
    ]);
    for (_, _, item) in items {
        for attachment in &item.common().attachments {
            let file = &attachment.0;
            let exhibit = file.exhibit.as_ref().map(|e| Text::strong(format!("exhibit {e}"))).unwrap_or_default();
            let size = format!("{} bytes, {}", number(file.base64.size()), file.media_type);
            let mut held = Cell::empty();
            if let Some(received) = &file.received {
                let parts = [
                    received.from.as_ref().map(|f| format!("from {f}")),
                    received.at.as_ref().map(Time::short),
                    received.by.as_ref().map(|b| format!("taken in by {b}")),
                ];
                held = held.then(parts.into_iter().flatten().collect::<Vec<_>>().join(", "));
            }
            for step in &file.custody {
                let why = step.why.as_ref().map(|why| format!(", {why}")).unwrap_or_default();
                held = held.then(format!("{}: {} to {}{why}", step.at.short(), step.from, step.to));
            }
            table.row([
                Cell::from(file.name.as_str()).then(exhibit).then(Text::grey(size)),
                file.base64.sha256().into(),
                held,
                said.entries([item.id()]).into(),
            ]);
        }
    }
    document.push(table);
    document.small("The files themselves are kept in the record; this report carries none.");
}

fn missing(said: &Said<'_>, document: &mut Document) {
    let view = said.view;
    if !view.gaps.is_empty() {
        document.section("What nobody has yet said");
        document.push(List::bullets(view.gaps.iter().map(|gap| gap.why.as_str())));
    }
    let open: Vec<String> = view
        .warnings
        .iter()
        .filter(|warning| !warning.accepted)
        .map(|warning| {
            let item = warning.item.as_ref().map(|id| format!(" ({id})")).unwrap_or_default();
            format!("{}{item}", warning.message)
        })
        .collect();
    if !open.is_empty() {
        document.section("Notes on the record");
        document.push(List::bullets(open.iter().map(String::as_str)));
    }
}

/// What the record said before, for the team alone: old words may be for nobody else.
fn corrections(said: &Said<'_>, document: &mut Document) {
    if said.view.audience != Audience::Team || said.record.corrections.is_empty() {
        return;
    }
    let mut all: Vec<(&Id, &super::Correction)> =
        said.record.corrections.iter().flat_map(|(id, all)| all.iter().map(move |one| (id, one))).collect();
    all.sort_by_key(|(id, one)| (one.at, *id));
    document.section("Corrections");
    let mut table = Table::new([
        Column::mm("When", 30.0),
        Column::mm("Record", 24.0).row_header(),
        Column::share("What changed, by whom and why", 6.0),
    ]);
    for (id, one) in all {
        let mut what = Cell::empty();
        for change in &one.changes {
            what = what.then(change.as_str());
        }
        let why = if one.reason.is_empty() { String::new() } else { format!(": {}", one.reason) };
        what = what.then(Text::grey(format!("{}{why}", one.writer)));
        table.row([when::instant(one.at).into(), Cell::from(id.as_str()), what]);
    }
    document.push(table);
}

/// What goes to the team alone and why, and which warnings were let stand: for the team.
fn kept_to_the_team(said: &Said<'_>, document: &mut Document) {
    if said.view.audience != Audience::Team {
        return;
    }
    let items = said.view.case.items();
    let mut table = Table::new([
        Column::mm("Record", 24.0).row_header(),
        Column::share("What was decided about it", 6.0),
        Column::mm("Entry", 15.0).right(),
    ]);
    let mut any = false;
    for (_, _, item) in items {
        let mut row = |cell: Cell| {
            any = true;
            table.row([Cell::from(item.id().as_str()), cell, said.entries([item.id()]).into()]);
        };
        if let Some(withhold) = &item.common().withhold {
            let number = if withhold.countable() { "" } else { "; not even its number is said" };
            let cell = Cell::from(format!("goes to the team alone: {}{number}", withhold.ground.words()));
            row(cell.then(said.judged(withhold.reason.as_ref(), None, None)));
        }
        for accept in &item.common().accepts {
            let cell = Cell::from(format!("let stand: {}", accept.code.as_str().replace('-', " ")));
            row(cell.then(said.judged(Some(&accept.reason), accept.by.as_ref(), accept.at.as_ref())));
        }
    }
    if any {
        document.section("Kept to the team, and let stand");
        document.push(table);
    }
}

fn withheld(said: &Said<'_>, document: &mut Document) {
    let withheld = &said.view.withheld;
    if withheld.is_empty() {
        return;
    }
    let parts: Vec<String> = withheld
        .iter()
        .map(|w| {
            let ground = w.ground.map_or("not for this reader", |ground| ground.words());
            format!("{}, {ground}", counted(w.count as u64, "record", "records"))
        })
        .collect();
    let text = format!("{}. What is withheld is not in this file.", parts.join("; "));
    document.section(Heading::new("What is withheld").together());
    document.push(Callout::new("Withheld from this report.", text));
}

/// Groups of four, as a person reads them out.
pub fn grouped(hex: &str) -> String {
    hex.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four)).collect::<Vec<_>>().join(" ")
}

fn check(said: &Said<'_>, document: &mut Document) {
    let record = said.record;
    document.section(Heading::new("Can this report be checked?").together());
    let text = "Yes. It is signed as PDFs are signed: any reader that checks signatures says whether a page was \
                changed since. The file also carries a signed checkpoint of the record. Whoever keeps this file can \
                later ask that the record still holds, unchanged, all that it held then. Breachbook checks both, and \
                the written format says how to do it without Breachbook. The command is: breachbook verify FILE.pdf";
    let older = "; with --earlier OLD.pdf it says whether this report continues the record of an older one.";
    document.para(format!("{text}{}", if record.earlier.is_some() { older } else { "" }));
    document.para(
        "A signature shows which key made the bytes. It shows no time, no person, and not that nothing was left out. \
         The numbers in brackets are the entries of the record, counted from 0, in which each fact was last written.",
    );
    goes_on(said, document);
    let shown: Vec<Id> = said.view.case.items().iter().map(|(_, _, item)| item.id().clone()).collect();
    let mut numbers: Vec<u64> = shown.iter().filter_map(|id| record.entries.get(id)).flatten().copied().collect();
    numbers.sort_unstable();
    numbers.dedup();
    let pairs = Pairs::new()
        .with("Signed with key", Text::mono(grouped(&record.key_id)))
        .with("The record then", Text::mono(format!("{} · {}", entries(record.size), record.fingerprint)))
        .with("Entries shown", Text::mono(ranges(&numbers)));
    document.push(pairs);
}

/// How the record came to stand in a new log, and what it does not continue.
fn goes_on(said: &Said<'_>, document: &mut Document) {
    if let Some(goes_on) = &said.record.goes_on {
        document.para(format!(
            "The vault of this record was {}. It goes on in a new log, which names the entries that it found. Numbers are \
             those of the new log; what was last written in an earlier log has no number here.",
            goes_on.why
        ));
        for (had, has) in &goes_on.set_back {
            document.para(format!(
                "Not all was found: a log that had held {} held {} then. This report does not continue an earlier \
                 report that rests on what was no longer there.",
                entries(*had),
                entries(*has)
            ));
        }
    }
}

fn entries(n: u64) -> String {
    if n == 1 { "1 entry".to_owned() } else { format!("{} entries", number(n)) }
}

/// `0, 3 to 7, 9`.
fn ranges(numbers: &[u64]) -> String {
    let mut parts: Vec<(u64, u64)> = Vec::new();
    for n in numbers {
        match parts.last_mut() {
            Some((_, last)) if *last + 1 == *n => *last = *n,
            _ => parts.push((*n, *n)),
        }
    }
    let said = |(a, b): (u64, u64)| if a == b { a.to_string() } else { format!("{a} to {b}") };
    if parts.is_empty() { "none".to_owned() } else { parts.into_iter().map(said).collect::<Vec<_>>().join(", ") }
}
