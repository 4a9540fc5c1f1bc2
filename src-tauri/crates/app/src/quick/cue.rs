//! Words that say what kind of line it is, which way it went, and which reference it bears.

use breachbook_case::{Channel, DeadlineKind, EventKind, List, MitigationStatus};

use super::token::{Span, Token, longest, low, phrase};

/// What the word before a colon says: `question:`, `containment:`, `done:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lead {
    /// The list.
    pub list: List,
    /// Of an event, its kind.
    pub kind: Option<EventKind>,
    /// Of a mitigation, where it stands.
    pub status: Option<MitigationStatus>,
    /// Of a deadline, its kind.
    pub deadline: Option<DeadlineKind>,
    /// How many words it has.
    pub count: usize,
}

/// The leading word at an index: one that a colon or a dash follows.
pub fn lead(tokens: &[Token], at: usize) -> Option<Lead> {
    let begin = |list| Lead { list, kind: None, status: None, deadline: None, count: 1 };
    let two = phrase(tokens, at, "to do").or(phrase(tokens, at, "in progress")).or(phrase(tokens, at, "under way"));
    let count = two.unwrap_or(1);
    let last = tokens.get(at + count - 1)?;
    if !last.after.starts_with(':') && !last.after.contains(['–', '—', '-']) {
        return None;
    }
    let word = low(tokens, at);
    if two.is_some() {
        let status = if word == "to" { MitigationStatus::Planned } else { MitigationStatus::UnderWay };
        return Some(Lead { status: Some(status), count, ..begin(List::Mitigations) });
    }
    if let Some(kind) =
        EventKind::from_word(word).filter(|kind| !matches!(kind, EventKind::Statement | EventKind::Decision))
    {
        return Some(Lead { kind: Some(kind), ..begin(List::Events) });
    }
    Some(match word {
        "event" | "line" | "log" => begin(List::Events),
        "question" | "q" | "query" => begin(List::Questions),
        "promise" | "commitment" | "undertaking" => begin(List::Commitments),
        "statement" | "claim" => begin(List::Statements),
        "letter" | "email" | "e-mail" | "mail" | "call" => begin(List::Correspondence),
        "told" | "notified" => begin(List::Notifications),
        "decision" | "decided" => begin(List::Decisions),
        "deadline" | "due" | "reminder" | "remind" => begin(List::Deadlines),
        "foi" => Lead { deadline: Some(DeadlineKind::Foi), ..begin(List::Deadlines) },
        "sar" => Lead { deadline: Some(DeadlineKind::Sar), ..begin(List::Deadlines) },
        "review" => Lead { deadline: Some(DeadlineKind::Review), ..begin(List::Deadlines) },
        "action" | "mitigation" | "todo" | "plan" | "planned" => {
            Lead { status: Some(MitigationStatus::Planned), ..begin(List::Mitigations) }
        }
        "done" | "completed" => Lead { status: Some(MitigationStatus::Done), ..begin(List::Mitigations) },
        "started" | "doing" => Lead { status: Some(MitigationStatus::UnderWay), ..begin(List::Mitigations) },
        _ => return None,
    })
}

/// How something went, as the line says it.
#[derive(Debug, Clone)]
pub struct Way {
    /// The number of its first word.
    pub first: usize,
    /// How many words it has.
    pub count: usize,
    /// The channel of the format, if it is one.
    pub channel: Option<Channel>,
    /// As typed, without the word before it.
    pub words: String,
}

/// The channel at an index: `by phone`, `over the telephone`, `in a letter`.
pub fn way(tokens: &[Token], first: usize) -> Option<Way> {
    let bare = longest(tokens, first, &["in person", "in writing", "face to face"]);
    let (start, count) = match bare {
        Some(count) => (first, count),
        None => {
            if !["by", "via", "over", "on", "in", "through", "at"].contains(&low(tokens, first)) {
                return None;
            }
            let article = usize::from(["the", "a", "an", "their"].contains(&low(tokens, first + 1)));
            let start = first + 1 + article;
            let names = [
                "phone",
                "telephone",
                "phone call",
                "call",
                "video call",
                "text",
                "text message",
                "email",
                "e-mail",
                "mail",
                "letter",
                "post",
                "meeting",
                "teams",
                "press release",
                "statement",
                "public statement",
                "tweet",
                "online form",
                "web form",
                "form",
                "portal",
                "website",
            ];
            (start, longest(tokens, start, &names)?)
        }
    };
    let words = tokens[start..start + count].iter().map(|token| token.low.as_str()).collect::<Vec<_>>().join(" ");
    let by = low(tokens, first);
    let channel = match words.as_str() {
        "phone" | "telephone" | "phone call" | "call" | "video call" | "text" | "text message" => Some(Channel::Call),
        "email" | "e-mail" | "mail" => Some(Channel::Email),
        "letter" | "post" | "in writing" => Some(Channel::Letter),
        "meeting" | "in person" | "face to face" | "teams" => Some(Channel::Meeting),
        "press release" | "statement" | "public statement" => Some(Channel::Statement),
        "tweet" => Some(Channel::Post),
        _ => None,
    };
    // "in the post", "at the meeting" say where something was, not how it went.
    let odd = matches!((by, words.as_str()), ("in" | "at" | "on", "post" | "form" | "website" | "portal" | "mail"))
        || (by == "at" && words != "meeting")
        || (by == "on" && words == "statement");
    (!odd).then_some(Way { first, count: start + count - first, channel, words })
}

/// What the words of a line say of its kind; the first word that says one counts.
pub fn kind(tokens: &[Token]) -> Option<(EventKind, Span)> {
    const SAYS: [(EventKind, &[&str]); 8] = [
        (
            EventKind::Containment,
            &[
                "contained",
                "removed",
                "revoked",
                "isolated",
                "disabled",
                "blocked",
                "quarantined",
                "recalled",
                "hidden",
                "withdrawn",
                "taken down",
                "took down",
                "shut down",
                "taken offline",
                "took offline",
                "passwords reset",
                "hidden from view",
                "deleted",
                "took it down",
                "took the file down",
                "took the page down",
                "switched off",
            ],
        ),
        (EventKind::Awareness, &["aware", "learned", "learnt", "informed of the breach"]),
        (EventKind::Discovery, &["discovered", "discovers", "noticed", "spotted", "detected", "found out", "found"]),
        (
            EventKind::Breach,
            &[
                "published",
                "leaked",
                "stolen",
                "hacked",
                "exfiltrated",
                "compromised",
                "lost",
                "sent in error",
                "wrong recipient",
                "misdirected",
                "unauthorised access",
                "broken into",
            ],
        ),
        (EventKind::Meeting, &["met", "meeting", "briefing", "gold group"]),
        (EventKind::Threat, &["threat", "threats", "threatened", "intimidated"]),
        (
            EventKind::Proceedings,
            &["court", "hearing", "injunction", "judgment", "lawsuit", "tribunal", "sued", "claim"],
        ),
        (
            EventKind::Communication,
            &[
                "emailed", "e-mailed", "wrote", "rang", "phoned", "texted", "replied", "briefed", "chased", "told",
                "informed",
            ],
        ),
    ];
    (0..tokens.len()).find_map(|at| {
        SAYS.iter().find_map(|(kind, phrases)| {
            let count = longest(tokens, at, phrases)?;
            let span = Span { start: tokens[at].span.start, end: tokens[at + count - 1].span.end };
            // Nothing is said by a word that is denied.
            (at == 0 || !["not", "never", "no"].contains(&low(tokens, at - 1))).then_some((*kind, span))
        })
    })
}

/// A word that looks like a reference, and where it stands: `IC-123456-X1Y2`, `ref ABC/12`.
#[derive(Debug, Clone)]
pub struct Mark {
    /// As typed.
    pub words: String,
    /// Its place, with `ref` before it.
    pub span: Span,
}

/// The first reference of a line.
pub fn reference(tokens: &[Token]) -> Option<Mark> {
    let digits = |token: &Token| token.raw.chars().any(|c| c.is_ascii_digit());
    (0..tokens.len()).find_map(|at| {
        if let Some(n) =
            longest(tokens, at, &["ref", "reference", "ref no", "case ref", "case reference", "reference number"])
            && let Some(token) = tokens.get(at + n).filter(|token| digits(token))
        {
            return Some(Mark {
                words: token.raw.clone(),
                span: Span { start: tokens[at].span.start, end: token.span.end },
            });
        }
        let token = &tokens[at];
        let parts: Vec<&str> = token.raw.split(['-', '/']).collect();
        let plain = token.raw.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-' || c == '/');
        let looks = parts.len() >= 2
            && plain
            && digits(token)
            && token.raw.chars().any(|c| c.is_ascii_uppercase())
            && token.raw.len() >= 6
            && parts.iter().all(|part| !part.is_empty());
        looks.then(|| Mark { words: token.raw.clone(), span: token.span })
    })
}
