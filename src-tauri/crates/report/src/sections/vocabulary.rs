//! The words that a report says of itself, whatever the case holds: headings, labels, states, provisions. A withheld
//! text that is one of them gives nothing away when it stands on a page. They are written out here, apart from the
//! sections, so that a fault there cannot make a withheld text look like one of ours.

use breachbook_case::{NotificationStatus, RULES, State};

/// Sentences and labels.
const WORDS: &[&str] = &[
    "Team report Report to the force Federation accountability report Report to the data protection regulator",
    "Report to the National Crime Agency (NCA) Public report the response team alone the force the public",
    "the federation and its members' representatives Information Commission (ICO) Information Commissioner's Office",
    "Case Operation Controller Controllers Record kept by Happened Made for As recorded on As it stood at",
    "the record now has entry entries Report replaces report of Clocks run to",
    "The account of the incident in general is withheld from this report.",
    "What the record shows from awareness to being told limit hours a time is approximate none on record",
    "notification of the regulator by it is known to have known the first telling of to what contradicts it",
    "Duties to tell Duty Whose Limit State Entries Entry statutory reading without undue delay, no number",
    "cannot be counted Dates to keep What is due By Reply due overdue not told on record at least before after the limit",
    "reasons for the delay are asked for the body is known to have known days day min h up to same unknown at most",
    "Promises and questions What was promised or asked By or of On promised to asked of asked by asked open kept broken",
    "withdrawn unanswered answered in part answered evaded refused due reminded once times Answer by",
    "Statements that changed Statements that stand What was said Then Standing Corrected Contradicted public internal",
    "Timeline Time Kind What happened, and how it is known Who No event is on record for this report.",
    "Breach Discovery Awareness Containment Notification Communication Statement Decision Meeting Threat Proceedings Other",
    "Reported, not confirmed. Disputed. Not known to be so. that day that month that year about c. from to by At an unknown time",
    "The breach limit marks The table below says the same in words. Timeline from London time BST GMT",
    "A dashed outline marks a time that is known only to the hour or the day, or is approximate. Times are",
    "Bodies told No notification of any body is on record for this report. Body Under Told",
    "What was said, and how it is known supplement initial when is not on record ref. acknowledged Reasons for the delay",
    "Decided Reply Next Voluntary Contract",
    "Controllers and processors Regime and risk Discovered and aware joint controller controller processor for contract",
    "registration data protection officer regime undecided risk to people not yet recorded none risk high undecided mixed",
    "UK GDPR DPA 2018 Part 3 Part 4 PECR NIS Regulations discovered aware says awareness not on record told the controller",
    "Data affected Category Affected Who says so yes no not known contradicted form No category of data is on record for this report.",
    "People affected Group How many estimate not reached learned from force intranet press union other no telling on record",
    "Corrected once twice times since it was first written, last on Corrections Record What changed, by whom and why",
    "to the strict limit between before after Bodies told told in part by what happened knew from another source the law gives no number",
    "As the record stood clocks run to that moment Made from the record of Notes on the record how people they learned it from risk to them on the regulator’s form",
    "The command is breachbook verify FILE.pdf tellings of bodies",
    "to come done in time done late done; when is not on record no longer asked for not told on record",
    "not told Unintelligible Later measures Disproportionate Restricted low medium Covert Shared name Protected witness Protection",
    "No group of people is on record for this report. Severity For Score Worked out from the whole breach context",
    "ease of identification confidentiality integrity availability malicious intent very high ENISA, methodology of the",
    "assessment of severity of personal data breaches, 2013 circumstances Below 2 low, below 3 medium, below 4 high.",
    "The score advises and decides nothing. Mitigations No mitigation is on record for this report. Step Protects done",
    "under way planned dropped to contain protect prevent for Decisions When Decision and rationale Option taken Option",
    "Against Powers and policy to be reviewed Correspondence From and to What it says received sent between others",
    "Letter Email Call Meeting Statement Post copy to reply due Answers for the regulator’s form Initial Follow up",
    "Regulator’s reference Already spoken to Why it is reported How it was found Number of records Potential consequences",
    "Likelihood Very likely Likely Neutral Unlikely Very unlikely Unknown Trained in the last two years Measures before",
    "Actions Steps to prevent a repeat People told Others told Overseas Reported by Source About the case Cyber incident",
    "impact recovery regular supplemented extended not recoverable complete Same incident Same supplier Related Kept review",
    "Lessons Who takes part Name Role also Force Federation Supplier Regulator Law enforcement Adviser Oversight Government",
    "Court Union Insurer Media Legal Person Public Exhibits File SHA-256 Received and held bytes exhibit taken in by",
    "The files themselves are kept in the record; this report carries none. What nobody has yet said What can hardly be so",
    "What is withheld Withheld from this report. record records not for this reader What is withheld is not in this file.",
    "legal professional privilege safety of a person law enforcement information about a third party national security",
    "Can this report be checked? Signed with key The record then Entries shown Page of Breachbook Signature report bookmark",
    "Seal of this report OFFICIAL OFFICIAL-SENSITIVE Freedom of Information Act 2000 s.10 (Scotland) 2002 as recorded",
    "Access request, UK GDPR Art 12 Limitation Act 1980 take advice Limitation (Northern Ireland) Order 1989",
    "Prescription and Limitation (Scotland) Act 1973 Regulation 1182/71 Art 3(1), the hour of awareness is not counted.",
    "It is shown beside the strict limit of elapsed hours and relaxes nothing.",
    "Yes. It is signed as PDFs are signed: any reader that checks signatures says whether a page was changed since.",
    "The file also carries a signed checkpoint of the record. Whoever keeps this file can later ask that the record still",
    "holds, unchanged, all that it held then. Breachbook checks both, and the written format says how to do it without",
    "A signature shows which key made the bytes. It shows no time, no person, and not that nothing was left out.",
    "The numbers in brackets are the entries of the record, counted from 0, in which each fact was last written.",
    "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep",
    "Breachbook installation urn report 1 c2sp.org/signed-note c2sp.org/tlog-checkpoint consistency@v1 tlog-proof@v1",
    "D Page 1 of 1 entry · report 1 this reader. without Breachbook. records, not Case without a title",
    "Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Adobe Identity Font Type PDF XMP en-GB en GB",
];

/// Every text that a report says of itself.
pub fn vocabulary() -> Vec<&'static str> {
    let mut all: Vec<&'static str> = WORDS.to_vec();
    for rule in RULES {
        all.extend([rule.provision, rule.says, rule.id]);
    }
    all.extend(State::ALL.iter().map(|state| state.words()));
    all.extend(NotificationStatus::ALL.iter().map(|status| status.words()));
    all
}
