//! What is left of a line when its times and leads are taken out: the words that are kept.

use super::token::Span;

/// A part of the line without the stretches that were understood, tidied where they were cut out. Letters, line
/// breaks and quotation marks inside stay as typed.
pub fn left(line: &str, from: usize, to: usize, cuts: &[Span]) -> String {
    let mut cuts: Vec<Span> = cuts.iter().copied().filter(|cut| cut.start < to && cut.end > from).collect();
    cuts.sort();
    let mut out = String::new();
    let mut at = from;
    for cut in &cuts {
        if cut.start >= at {
            join(&mut out, &line[at..cut.start]);
        }
        at = at.max(cut.end);
    }
    if at < to {
        join(&mut out, &line[at..to]);
    }
    capital(
        out.trim()
            .trim_start_matches([',', ';', ':', '–', '—', '-', '.', ' '])
            .trim_end_matches([',', ';', ':', '–', '—', ' ']),
    )
}

/// Joins two pieces with one blank, and with one mark of punctuation where both had one.
fn join(out: &mut String, piece: &str) {
    if out.is_empty() {
        out.push_str(piece);
        return;
    }
    let begins = piece.trim_start_matches([' ', '\t']);
    if begins.starts_with([',', ';', '.', ':', '?', '!', ')', '\n']) {
        out.truncate(out.trim_end_matches([' ', '\t', ',', ';']).len());
        out.push_str(begins);
    } else if begins.is_empty() {
        out.push_str(piece);
    } else {
        out.truncate(out.trim_end_matches([' ', '\t']).len());
        if !out.is_empty() && !out.ends_with('\n') {
            out.push(' ');
        }
        out.push_str(begins);
    }
}

/// The first letter as a capital, where the first word is a plain one.
fn capital(text: &str) -> String {
    let first = text.split_whitespace().next().unwrap_or_default();
    let plain = first.trim_end_matches([',', '.', ';', ':', '?', '!']).chars().all(char::is_lowercase);
    let mut letters = text.chars();
    match letters.next() {
        Some(letter) if plain && letter.is_lowercase() => letter.to_uppercase().collect::<String>() + letters.as_str(),
        _ => text.to_owned(),
    }
}

/// The words of a place in the line on one line, for a chip.
pub fn piece(line: &str, span: Span) -> String {
    line.get(span.start..span.end).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The beginning of a text, for a chip.
pub fn beginning(text: &str) -> String {
    let mut letters = text.chars();
    let begun: String = letters.by_ref().take(160).collect();
    if letters.next().is_some() { begun + "…" } else { begun }
}
