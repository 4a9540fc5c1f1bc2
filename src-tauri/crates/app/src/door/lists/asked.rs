//! What the regulator's form asks, question by question: the answer that the case holds, where it comes from, or what
//! is missing. The numbers are those of the ICO's form "Report a personal data breach" (the Word and PDF version);
//! the wording is ours. The form cannot be saved half-way, so every answer should stand here first.

use std::collections::BTreeMap;

use breachbook_case::count::number;
use breachbook_case::{AnyItem as _, Controller, Group, IncidentType, Item, List};

use super::{ListRow, ListSection, RowCell, Sight};
use crate::tell::first_upper;

/// An answer and the record that it comes from.
pub(super) struct Answer {
    pub words: String,
    pub doubt: bool,
    pub from: &'static str,
    pub list: &'static str,
    pub id: String,
}

/// The answers of one controller's report.
pub(super) struct Form<'s> {
    pub sight: &'s Sight<'s>,
    pub controller: &'s Item<Controller>,
    pub groups: Vec<&'s Item<Group>>,
    own: Option<&'s Item<breachbook_case::IcoForm>>,
    rows: Vec<ListRow>,
}

/// A section for each controller.
pub fn sections(sight: &Sight) -> Vec<ListSection> {
    let many = sight.case.controllers.len() > 1;
    sight.case.controllers.iter().map(|controller| Form::of(sight, controller).section(many)).collect()
}

impl<'s> Form<'s> {
    fn of(sight: &'s Sight<'s>, controller: &'s Item<Controller>) -> Self {
        let only = sight.case.controllers.len() == 1;
        let party = &controller.own.party;
        let ours = |named: Option<&breachbook_case::PartyRef>| named.map_or(only, |named| named == party);
        let groups = sight.case.people_affected.iter().filter(|group| ours(group.own.controller.as_ref())).collect();
        let own = sight.case.ico_forms.iter().rfind(|form| ours(form.own.controller.as_ref()));
        Self { sight, controller, groups, own, rows: Vec::new() }
    }

    fn section(mut self, many: bool) -> ListSection {
        self.ask();
        let asked = self.rows.len();
        let answered = self.rows.iter().filter(|row| row.missing.is_empty()).count();
        let name = self.sight.name(&self.controller.own.party.0);
        ListSection {
            list: List::IcoForms.as_str().to_owned(),
            title: if many { format!("What the ICO will ask {name}") } else { "What the ICO will ask".to_owned() },
            note: format!(
                "{answered} of {asked} answered. The form cannot be saved half-way: have every answer here first."
            ),
            columns: ["Answer", "From"].map(str::to_owned).into(),
            rows: self.rows,
            empty: String::new(),
            add: Some("Answer".to_owned()),
            begins: BTreeMap::from([("controller".to_owned(), self.controller.own.party.0.to_string())]),
        }
    }

    pub fn row(&mut self, n: u32, question: &str, answer: Option<Answer>, missing: &str) {
        let mut row = ListRow { title: format!("{n}. {question}"), ..ListRow::default() };
        row.cells = match &answer {
            Some(answer) => {
                vec![RowCell { words: answer.words.clone(), doubt: answer.doubt }, RowCell::plain(answer.from)]
            }
            None => vec![RowCell::default(), RowCell::default()],
        };
        match answer {
            Some(answer) => (row.list, row.id) = (answer.list.to_owned(), answer.id),
            None => {
                row.missing.push(format!("Missing: {missing}"));
                if let Some((list, id)) = self.home(n) {
                    (row.list, row.id) = (list.to_owned(), id);
                }
            }
        }
        self.rows.push(row);
    }

    /// The record in which a missing answer would stand; none where it is not there yet.
    fn home(&self, n: u32) -> Option<(&'static str, String)> {
        let case = &self.sight.case;
        match n {
            3 | 4 | 7 | 14..=16 => Some(("case", case.own.reference.to_string())),
            6 | 25 | 27 => Some((List::Controllers.as_str(), self.controller.id.to_string())),
            8 => case.data.first().map(|item| (List::Data.as_str(), item.id.to_string())),
            10 | 11 => self.groups.first().map(|item| (List::PeopleAffected.as_str(), item.id.to_string())),
            _ => self.own.map(|own| (List::IcoForms.as_str(), own.id.to_string())),
        }
    }

    pub fn of_case(&self, words: Option<String>) -> Option<Answer> {
        let id = self.sight.case.own.reference.to_string();
        words.map(|words| Answer { words, doubt: false, from: "the case", list: "case", id })
    }

    pub fn of_controller(&self, words: Option<String>, doubt: bool) -> Option<Answer> {
        let id = self.controller.id.to_string();
        words.map(|words| Answer { words, doubt, from: "the controller", list: List::Controllers.as_str(), id })
    }

    pub fn of_groups(&self, words: Option<String>, doubt: bool) -> Option<Answer> {
        let id = self.groups.first()?.id.to_string();
        words.map(|words| Answer { words, doubt, from: "the people affected", list: List::PeopleAffected.as_str(), id })
    }

    fn written(&self, of: impl Fn(&breachbook_case::IcoForm) -> Option<String>) -> Option<Answer> {
        let own = self.own?;
        let (list, id) = (List::IcoForms.as_str(), own.id().to_string());
        of(&own.own).map(|words| Answer { words, doubt: false, from: "written for this form", list, id })
    }

    fn ask(&mut self) {
        let text = |text: &Option<breachbook_case::Text>| text.as_ref().map(ToString::to_string);
        let case = &self.sight.case.own;
        let follow_up = self.own.and_then(|own| own.own.report_type) == Some(breachbook_case::ReportType::FollowUp);
        self.row(
            0,
            "Member of the ICO’s staff already spoken to",
            self.written(|own| text(&own.spoken_to)),
            "whether anybody spoke to the ICO before, and to whom",
        );
        let kind = self.written(|own| own.report_type.map(|kind| first_upper(kind.words())));
        self.row(1, "First report or follow-up", kind, "whether it is the first report or a follow-up");
        if follow_up {
            self.row(
                2,
                "The ICO’s case reference",
                self.written(|own| text(&own.ico_reference)),
                "the reference that the ICO gave the first report",
            );
        }
        self.row(
            3,
            "What happened, and how",
            self.of_case(text(&case.summary)),
            "what happened, what went wrong and how; it is the case’s summary",
        );
        let cyber = case.incident_type == IncidentType::Cyber;
        self.row(4, "A cyber incident", self.of_case(Some(if cyber { "Yes" } else { "No" }.to_owned())), "");
        self.row(
            5,
            "How it was found",
            self.written(|own| text(&own.how_found)),
            "nobody has yet said how the breach was found",
        );
        let discovered = self.controller.own.discovered.as_ref();
        let doubt = discovered.is_some_and(|when| RowCell::when(when).doubt);
        self.row(
            6,
            "When it was discovered",
            self.of_controller(discovered.map(breachbook_case::When::words), doubt),
            "nobody has yet said when the breach was detected",
        );
        let doubt = case.happened.as_ref().is_some_and(|when| RowCell::when(when).doubt);
        let happened = case.happened.as_ref().map(breachbook_case::When::words);
        self.row(
            7,
            "When it happened",
            self.of_case(happened).map(|answer| Answer { doubt, ..answer }),
            "nobody has yet said when the breach happened",
        );
        self.data();
        self.row(
            9,
            "How many records",
            self.written(|own| own.records.map(|n| number(n.0))),
            "nobody has yet said how many records of personal data",
        );
        self.people();
        self.row(
            12,
            "Potential consequences",
            self.written(|own| text(&own.consequences)),
            "what it may lead to for the people affected",
        );
        let likely = self.written(|own| {
            let likely = own.likelihood.as_ref()?;
            let why = likely.reasons.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
            Some(format!("{}{why}", first_upper(likely.value.words())))
        });
        self.row(13, "Likelihood of significant consequences", likely, "very likely … very unlikely, with reasons");
        if cyber {
            self.cyber();
        }
        self.row(
            17,
            "Trained in the last two years",
            self.written(|own| own.trained.map(|word| first_upper(word.words()))),
            "whether the member of staff was trained in the last two years",
        );
        self.delay();
        self.row(
            19,
            "Measures in place before",
            self.written(|own| text(&own.measures_before)),
            "which measures stood before the breach",
        );
        let (done, prevents) = (self.steps(false), self.steps(true));
        self.row(
            20,
            "Actions taken or planned",
            self.written(|own| text(&own.actions)).or(done),
            "what was done and what is planned; mitigations answer it too",
        );
        self.row(
            21,
            "Steps to prevent a repeat",
            self.written(|own| text(&own.prevention)).or(prevents),
            "which steps prevent a repeat, and by when",
        );
        let told = self.told();
        self.row(
            22,
            "Whether the people were told",
            self.written(|own| text(&own.people_told)).or(told),
            "whether the people were told, or why not",
        );
        let others = self.others();
        self.row(
            23,
            "Other organisations told",
            self.written(|own| text(&own.others_told)).or(others),
            "which other organisations were told or will be",
        );
        self.row(
            24,
            "People or regulators overseas",
            self.written(|own| text(&own.overseas)),
            "whether anybody overseas is affected or was told",
        );
        let own = &self.controller.own;
        let name = self.sight.name(&own.party.0);
        let parts = [text(&own.registration), text(&own.sector), text(&own.address)];
        let whole = parts.iter().all(Option::is_some);
        let words = whole.then(|| format!("{name}, {}", parts.into_iter().flatten().collect::<Vec<_>>().join(", ")));
        self.row(
            25,
            "The organisation",
            self.of_controller(words, false),
            "its registration number with the ICO, its sector or its address",
        );
        let reporter = self.written(|own| {
            let who = own.reporter.as_ref()?;
            let parts: Vec<String> = [&who.name, &who.email, &who.phone].into_iter().filter_map(text).collect();
            (!parts.is_empty()).then(|| parts.join(", "))
        });
        self.row(26, "Who reports", reporter, "who reports: name, email and telephone");
        let dpo = self
            .controller
            .own
            .dpo
            .as_ref()
            .map(|dpo| [&dpo.name, &dpo.contact].into_iter().filter_map(text).collect::<Vec<_>>().join(", "));
        self.row(
            27,
            "Data protection officer",
            self.of_controller(dpo, false),
            "the data protection officer, or who is responsible",
        );
    }
}
