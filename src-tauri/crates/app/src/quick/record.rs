//! The record that a line would become: which keys, from which words.

use breachbook_case::{Channel, DeadlineKind, EventKind, Id, List, MitigationStatus, PartyKind, Time};
use chrono::{DateTime, Utc};

use super::chips::{Chips, Given};
use super::cue::kind;
use super::head::{Act, Head};
use super::parts::Parts;
use super::party::Named;
use super::past::past;
use super::phrase::{Phrase, Says};
use super::token::Span;

const CHANNELS: [(&str, &str); 6] = [
    ("letter", "letter"),
    ("email", "email"),
    ("call", "call"),
    ("meeting", "meeting"),
    ("statement", "public statement"),
    ("post", "post online"),
];

/// The ways that a channel says in full.
const SAID_BY_CHANNEL: [&str; 10] =
    ["phone", "telephone", "phone call", "call", "email", "e-mail", "mail", "letter", "meeting", "in person"];

/// Builds the chips of one list and finds what is cut out of the words.
pub struct Record<'r, 'c> {
    /// The chips so far.
    pub chips: &'r mut Chips<'c>,
    /// The line taken apart.
    pub parts: &'r Parts,
    /// The list.
    pub list: List,
    /// What was understood and is not kept as words.
    pub cuts: Vec<Span>,
    /// What to know before it is written.
    pub hints: Vec<String>,
    /// Where the words that are kept begin, in bytes.
    pub from: usize,
    /// The time of the line, where it is settled.
    pub at: Option<Time>,
}

impl Record<'_, '_> {
    /// Who did what, where it says something in this list.
    pub(super) fn head(&self) -> Option<&Head> {
        self.parts.head.as_ref().filter(|head| fits(head.act, self.list))
    }

    fn by(&self) -> Option<Named> {
        self.head().and_then(|head| head.by.clone())
    }

    fn to(&self) -> Option<Named> {
        self.head().and_then(|head| head.to.first().cloned())
    }

    /// Fills the chips of the list.
    pub fn fill(&mut self) {
        self.cut_lead();
        match self.list {
            List::Questions => self.question(),
            List::Commitments => self.commitment(),
            List::Statements => self.statement(),
            List::Correspondence => self.letter(),
            List::Notifications => self.notification(),
            List::Mitigations => self.mitigation(),
            List::Decisions => self.decision(),
            List::Deadlines => self.deadline(),
            _ => self.event(),
        }
        self.begin_words();
        self.concerns();
        self.chased();
        let one = matches!(self.list, List::Commitments | List::Statements | List::Decisions | List::Mitigations);
        if one && self.head().is_some_and(|head| head.to.len() > 1) {
            self.hints.push("More than one is named as told or asked: write a line for each.".to_owned());
        }
    }

    /// Items that the line names by their ids: `e12`, `q1`. The words stay.
    fn concerns(&mut self) {
        let mut found: Vec<(&str, Span)> = Vec::new();
        for token in &self.parts.tokens {
            let looks =
                token.raw.bytes().any(|b| b.is_ascii_digit()) && token.raw.bytes().any(|b| b.is_ascii_alphabetic());
            let known = looks && (self.chips.ground.is_item)(&token.raw);
            if known && !found.iter().any(|(id, _)| *id == token.raw) {
                found.push((&token.raw, token.span));
            }
        }
        let Some((_, span)) = found.first().copied() else { return self.find_chased() };
        let ids: Vec<&str> = found.iter().map(|(id, _)| *id).collect();
        let offers = vec![(ids.join(","), ids.join(", "), Some(ids.into()))];
        self.chips.put("about", "concerns", Given { offers, span: Some(span), optional: true, ..Given::default() });
    }

    fn cut_lead(&mut self) {
        if let Some((at, lead)) = self.parts.lead {
            self.cuts.push(Span { start: self.parts.byte(at), end: self.parts.byte(at + lead.count) });
        }
    }

    fn question(&mut self) {
        let (to, by) = (self.to(), self.by());
        self.chips.party("to", "to", to.as_ref(), &self.parts.tokens, None);
        self.others("to", "and to");
        self.when("asked", "asked", false);
        self.chips.party("asked_by", "by", by.as_ref(), &self.parts.tokens, None);
        self.way("channel", None);
        self.due("due", "reply due", None);
    }

    fn commitment(&mut self) {
        let (to, by) = (self.to(), self.by().or_else(|| self.first_name()));
        self.chips.party("by", "by", by.as_ref(), &self.parts.tokens, Some("Who promised it?"));
        self.chips.party("to", "to", to.as_ref(), &self.parts.tokens, None);
        self.when("made", "made", false);
        self.due("due", "due", None);
    }

    fn statement(&mut self) {
        let by = self.by().or_else(|| self.first_name());
        self.chips.party("by", "by", by.as_ref(), &self.parts.tokens, Some("Who said it?"));
        self.when("made", "made", false);
        let spoken = self.parts.way.as_ref().and_then(|way| way.channel);
        let public = matches!(spoken, Some(Channel::Statement | Channel::Post))
            || self
                .to()
                .is_some_and(|to| self.kind_of(&to).is_some_and(|k| matches!(k, PartyKind::Media | PartyKind::Public)));
        let found = public.then_some(("public", None));
        self.chips.word("where", "where", found, &[("public", "in public"), ("internal", "internally")], None);
    }

    fn decision(&mut self) {
        let by = self.by();
        self.when("at", "decided", true);
        self.chips.party("by", "by", by.as_ref(), &self.parts.tokens, None);
    }

    fn mitigation(&mut self) {
        let status = self.parts.lead.and_then(|(_, lead)| lead.status).unwrap_or(MitigationStatus::Planned);
        let all = [("planned", "planned"), ("under-way", "under way"), ("done", "done"), ("dropped", "dropped")];
        self.chips.word("status", "", Some((status.as_str(), None)), &all, None);
        let owner = self.first_name();
        self.chips.party("owner", "owner", owner.as_ref(), &self.parts.tokens, None);
        self.chips.word(
            "kind",
            "for",
            None,
            &[("contain", "containing"), ("protect", "protecting"), ("prevent", "preventing")],
            None,
        );
        if self.chips.value("status").is_some_and(|status| status == "done") {
            self.when("completed", "done", false);
        } else {
            self.due("due", "due", None);
        }
    }

    fn deadline(&mut self) {
        self.due("due", "due", Some("By when?"));
        let says = |word: &str| self.parts.tokens.iter().any(|token| token.low == word);
        let of_words = match () {
            () if says("foi") => DeadlineKind::Foi,
            () if says("sar") => DeadlineKind::Sar,
            () => DeadlineKind::Own,
        };
        let kind = self.parts.lead.and_then(|(_, lead)| lead.deadline).unwrap_or(of_words);
        let all = [
            ("own", "our own date"),
            ("foi", "freedom of information"),
            ("sar", "subject access"),
            ("limitation", "limitation of claims"),
            ("review", "review"),
        ];
        self.chips.word("kind", "kind", Some((kind.as_str(), None)), &all, None);
    }

    fn event(&mut self) {
        if !self.stretch() {
            self.when("occurred", "when", true);
        }
        let head = self.parts.head.as_ref();
        let actor = match head {
            Some(head) if !head.unknown => head.by.clone().filter(|by| self.is_there(by)),
            Some(_) => None,
            None => self.first_name().or_else(|| self.parts.agent.clone()),
        };
        self.chips.party("actor", "who", actor.as_ref(), &self.parts.tokens, None);
        let said = self.parts.lead.and_then(|(_, lead)| lead.kind).map(|kind| (kind.as_str(), None));
        let act = head.and_then(|head| of_act(head.act)).map(|kind| (kind.as_str(), None));
        let heard = kind(&self.parts.tokens).map(|(kind, span)| (kind.as_str(), Some(span)));
        let all: Vec<(&str, &str)> = EventKind::WORDS.iter().map(|word| (*word, *word)).collect();
        self.chips.word("kind", "kind", said.or(act).or(heard), &all, None);
    }

    /// Whether all that a name may mean are parties of the case.
    fn is_there(&self, named: &Named) -> bool {
        named.parties.iter().all(|id| self.chips.ground.case.parties.iter().any(|party| &party.id == id))
    }

    /// A name that the kept words begin with: `PSNI to write to members by Friday`.
    fn first_name(&self) -> Option<Named> {
        self.parts.first_name.clone()
    }

    pub(super) fn kind_of(&self, named: &Named) -> Option<PartyKind> {
        let [one] = &named.parties[..] else { return None };
        self.kind_of_id(one)
    }

    pub(super) fn kind_of_id(&self, id: &Id) -> Option<PartyKind> {
        super::chips::kind_of(self.chips.ground, id)
    }

    /// How it went, as a chip of the format's words.
    pub(super) fn way(&mut self, key: &'static str, needed: Option<&str>) {
        let of_verb = match self.head().map(|head| head.act) {
            Some(Act::Write(channel)) => channel,
            _ => None,
        };
        let way = self.parts.way.as_ref().filter(|way| way.channel.is_some());
        let span = way.and_then(|way| self.parts.place(way.first, way.count));
        let channel = way.and_then(|way| way.channel).or(of_verb);
        self.chips.word(key, "channel", channel.map(|channel| (channel.as_str(), span)), &CHANNELS, needed);
        // "by text" and "on Teams" say more than the channel does; and left out, the words are in no field.
        let whole = way.is_some_and(|way| SAID_BY_CHANNEL.contains(&way.words.as_str()));
        let kept = self.chips.value(key).is_none() && self.chips.all.last().is_some_and(|chip| chip.doubt.is_none());
        self.cuts.extend(span.filter(|_| whole && !kept));
    }
}

/// Whether a verb's parts say something in a list: who was asked is nobody's statement.
fn fits(act: Act, list: List) -> bool {
    act.list() == list
        || matches!(
            (act, list),
            (Act::SayWould, List::Commitments)
                | (Act::Tell | Act::Say(_) | Act::Promise, List::Statements)
                | (Act::Tell | Act::Ask | Act::Chase, List::Correspondence)
                | (Act::Tell | Act::Write(_), List::Notifications)
                | (Act::Write(_), List::Questions)
        )
}

/// The kind of an event by its verb.
fn of_act(act: Act) -> Option<EventKind> {
    Some(match act {
        Act::Tell => EventKind::Notification,
        Act::Say(_) | Act::SayWould => EventKind::Statement,
        Act::Decide => EventKind::Decision,
        Act::Ask | Act::Write(_) | Act::Chase => EventKind::Communication,
        Act::Promise => return None,
    })
}

/// Whether every time of a line lies ahead, so that it says what is due.
pub fn only_ahead(parts: &Parts, now: DateTime<Utc>) -> bool {
    let ahead = |time: &Phrase| !matches!(time.says, Says::Now) && past(time, now).is_some_and(|meant| meant.ahead);
    !parts.times.is_empty() && parts.times.iter().all(ahead)
}
