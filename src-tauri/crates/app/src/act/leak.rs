//! The last look at a finished report: does it hold what is withheld from its reader?

use breachbook_case::{Audience, View};
use breachbook_report::check::{Forbidden, leaks, readback};

use crate::Failure;

/// Refuses finished bytes that hold what is withheld from this audience.
///
/// `own` is what is ours and not the case's: names of keys and checkpoints. `blank` makes the same report of the same
/// case without any free text: what stands there too is a date, a number or a word of ours, and gives nothing away.
/// It is made only where something was found.
///
/// # Errors
/// `leak`; `report` where the bytes cannot be read back.
pub(super) fn refuse(
    bytes: &[u8],
    view: &View,
    own: &[String],
    blank: impl FnOnce() -> Result<Vec<u8>, Failure>,
) -> Result<(), Failure> {
    if view.audience == Audience::Team {
        return Ok(());
    }
    let forbidden: Vec<Forbidden> = view
        .parted
        .hidden
        .iter()
        // A number of up to three digits stands on every page as count or page number; it gives no item away.
        .filter(|(_, text)| text.len() > 3 || !text.bytes().all(|b| b.is_ascii_digit()))
        .map(|(item, text)| Forbidden { text: text.clone(), item: item.clone() })
        .collect();
    let shown = || view.parted.shown.iter().chain(own).map(String::as_str);
    let unreadable = |fault: breachbook_report::check::Fault| {
        Failure::new(
            "report",
            format!("The finished report cannot be read back: {fault}."),
            "This is a fault of the program: please report it. Nothing was saved.",
        )
    };
    let finished = readback(bytes).map_err(unreadable)?;
    let mut found = leaks(&finished, &forbidden, shown()).map_err(unreadable)?;
    if !found.is_empty() {
        let ours = readback(&blank()?).map_err(unreadable)?;
        let ours = ours.parts().iter().map(|part| part.text.as_str());
        found = leaks(&finished, &forbidden, shown().chain(ours)).map_err(unreadable)?;
    }
    match found.first() {
        None => Ok(()),
        Some(leak) => {
            let said = format!(
                "The finished report would hold a text of {} that is withheld from this reader ({} places in all).",
                leak.item,
                found.len()
            );
            Err(Failure::new("leak", said, "This is a fault of the program: please report it. Nothing was saved."))
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use std::collections::HashMap;
    use std::ops::ControlFlow;

    use breachbook_case::Case;
    use breachbook_exchange::case_file;
    use breachbook_report::{pdf, sections};

    use super::*;
    use crate::session::moment;

    fn record() -> sections::Record {
        sections::Record {
            entries: HashMap::new(),
            corrections: HashMap::new(),
            size: 1,
            number: 1,
            replaces: None,
            key_id: "ab".repeat(32),
            checkpoint: "note\n".to_owned(),
            log_key: "key".to_owned(),
            earlier: None,
            goes_on: None,
            fingerprint: "AAAA-BBBB-CCCC-DDDD".to_owned(),
            made_at: moment(1_700_000_000_000),
            as_of: None,
        }
    }

    fn case() -> Case {
        case_file::read(include_bytes!("../../demo/met-2023.json")).unwrap()
    }

    fn view(case: &Case, audience: Audience) -> View {
        View::new(case, audience, moment(1_700_000_000_000))
    }

    fn bytes(view: &View) -> Vec<u8> {
        let document = sections::report(view, &record()).unwrap();
        pdf::write(&document, None, &mut |_| ControlFlow::Continue(())).unwrap().bytes
    }

    /// What is said of the finished report of a view, made from a whole case.
    fn verdict(whole: &Case, view: &View) -> Result<(), Failure> {
        refuse(&bytes(view), view, &[], || Ok(bytes(&self::view(&whole.blanked(), view.audience))))
    }

    #[test]
    fn a_report_that_withholds_as_it_should_is_saved() {
        verdict(&case(), &view(&case(), Audience::Nca)).unwrap();
    }

    /// The withholding sabotaged: the view is worked out, and then the whole case is laid out all the same.
    #[test]
    fn a_report_that_holds_what_is_withheld_is_refused() {
        for audience in [Audience::Nca, Audience::Public] {
            let mut view = view(&case(), audience);
            view.case = case();
            assert_eq!(verdict(&case(), &view).unwrap_err().code, "leak");
        }
    }

    /// One text of a hidden item, slipped into something shown.
    #[test]
    fn one_hidden_text_in_a_shown_item_is_refused() {
        let mut view = view(&case(), Audience::Nca);
        let hidden = case().questions[1].own.text.clone();
        view.case.events[0].own.text = hidden;
        assert_eq!(verdict(&case(), &view).unwrap_err().code, "leak");
    }

    /// Dates, years and times of what is shown stand on the page whatever a hidden item says.
    #[test]
    fn a_hidden_text_that_is_a_printed_date_keeps_no_report_back() {
        for text in ["2023", "26 August 2023", "Saturday 26 August 2023", "14 November 2023", "Aug"] {
            let mut json = case().write();
            let nca = view(&case(), Audience::Nca);
            let hidden = case().questions.iter().position(|q| !nca.case.ids().contains(&q.id)).unwrap();
            json["questions"][hidden]["text"] = text.into();
            let whole = case_file::read(json.to_string().as_bytes()).unwrap();
            verdict(&whole, &view(&whole, Audience::Nca)).unwrap();
        }
    }
}
