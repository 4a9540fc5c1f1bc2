//! Answers for the regulator's form that stand nowhere else in the case.

use breachbook_case::count::number;
use breachbook_case::{IcoForm, Item};

use super::said::{Said, word};
use crate::Error;
use crate::document::{Document, Pairs, Text};

pub fn add(said: &Said<'_>, document: &mut Document) -> Result<(), Error> {
    let forms = &said.view.case.ico_forms;
    if forms.is_empty() {
        return Ok(());
    }
    document.section("Answers for the regulator’s form");
    for form in forms {
        if let Some(controller) = &form.own.controller {
            document.subsection(said.name(&controller.0))?;
        }
        document.push(answers(said, form));
    }
    Ok(())
}

fn answers(said: &Said<'_>, item: &Item<IcoForm>) -> Pairs {
    let own = &item.own;
    let mut pairs = Pairs::new();
    let mut add = |label: &str, value: Option<String>| {
        if let Some(value) = value {
            pairs.add(label, value);
        }
    };
    let text = |text: &Option<breachbook_case::Text>| text.as_ref().map(ToString::to_string);
    add("Report", own.report_type.map(|t| word(t.as_str())));
    add("Regulator’s reference", text(&own.ico_reference));
    add("Already spoken to", text(&own.spoken_to));
    add("Why it is reported", text(&own.why_reporting));
    add("How it was found", text(&own.how_found));
    add("Number of records", own.records.map(|n| number(n.0)));
    add("Potential consequences", text(&own.consequences));
    if let Some(likelihood) = &own.likelihood {
        let reasons = likelihood.reasons.as_ref().map(|r| format!(": {r}")).unwrap_or_default();
        add("Likelihood", Some(format!("{}{reasons}", word(likelihood.value.as_str()))));
    }
    add("Trained in the last two years", own.trained.map(|t| t.as_str().to_owned()));
    add("Measures before", text(&own.measures_before));
    add("Actions", text(&own.actions));
    add("Steps to prevent a repeat", text(&own.prevention));
    add("People told", text(&own.people_told));
    add("Others told", text(&own.others_told));
    add("Overseas", text(&own.overseas));
    if let Some(reporter) = &own.reporter {
        let parts = [&reporter.name, &reporter.email, &reporter.phone].into_iter().flatten().map(ToString::to_string);
        add("Reported by", Some(parts.collect::<Vec<_>>().join(", ")).filter(|t| !t.is_empty()));
    }
    add("Source", item.common.source.as_ref().map(ToString::to_string));
    pairs.add("Entry", Text::default().and(said.entries([&item.id])));
    pairs
}
