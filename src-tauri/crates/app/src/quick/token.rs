//! The words of a line, each with its place in the text.

/// A stretch of the line in bytes, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Where it begins.
    pub start: usize,
    /// Where it ends, not included.
    pub end: usize,
}

/// How much of a line the grammar looks at, in bytes: a pasted letter of megabytes is text after its first lines.
const WINDOW: usize = 2000;

/// A word of the line without the punctuation around it.
#[derive(Debug, Clone)]
pub struct Token {
    /// Its place.
    pub span: Span,
    /// In lower case, with a straight apostrophe.
    pub low: String,
    /// As typed.
    pub raw: String,
    /// The punctuation that follows it at once.
    pub after: String,
}

impl Token {
    /// Whether a comma, colon or full stop ends a phrase here.
    pub fn stops(&self) -> bool {
        !self.after.is_empty()
    }
}

fn is_edge(letter: char) -> bool {
    letter.is_whitespace() || ",;:!?()[]{}\"“”‘…–—".contains(letter)
}

/// The words of the first part of a line.
pub fn tokens(line: &str) -> Vec<Token> {
    let mut end = line.len().min(WINDOW);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    let mut out: Vec<Token> = Vec::new();
    let mut begun: Option<usize> = None;
    for (at, letter) in line[..end].char_indices().chain([(end, ' ')]) {
        // A colon between digits belongs to a time.
        let before = line[..at].chars().next_back();
        let next = line[at..end].chars().nth(1);
        let in_time = letter == ':' && before.is_some_and(alphanumeric) && next.is_some_and(|c| c.is_ascii_digit());
        match (begun, is_edge(letter) && !in_time) {
            (None, false) => begun = Some(at),
            (Some(start), true) => {
                push(&mut out, line, start, at);
                begun = None;
            }
            _ => {}
        }
        if begun.is_none()
            && let Some(last) = out.last_mut()
            && !letter.is_whitespace()
            && last.span.end + last.after.len() == at
        {
            last.after.push(letter);
        }
    }
    out
}

fn alphanumeric(letter: char) -> bool {
    letter.is_ascii_alphanumeric()
}

fn push(out: &mut Vec<Token>, line: &str, start: usize, end: usize) {
    let word = &line[start..end];
    let cut = word.trim_end_matches(['.', '\'', '’', '-', '/']);
    let cut = cut.trim_start_matches(['\'', '-']);
    // A dash that stands alone parts phrases, and belongs to the word before it.
    if cut.is_empty() {
        if let Some(last) = out.last_mut() {
            last.after.push_str(word);
        }
        return;
    }
    let from = start + word.find(cut).unwrap_or(0);
    let to = from + cut.len();
    // "13:00-14:00" is two times with a dash between them, and so is "10-11am".
    let hour = |word: &str| (1..3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    let half = |word: &str| ["am", "pm"].iter().any(|half| word.to_ascii_lowercase().ends_with(half));
    if let Some((begin, rest)) = cut.split_once('-')
        && (is_clock(begin) || (hour(begin) && half(rest)))
        && is_clock(rest)
    {
        push(out, line, from, from + begin.len());
        push(out, line, from + begin.len() + 1, to);
        if let [.., first, _] = &mut out[..] {
            first.after = "-".to_owned();
        }
        if let Some(last) = out.last_mut() {
            last.after = line[to..end].to_owned();
        }
        return;
    }
    out.push(Token {
        span: Span { start: from, end: to },
        // "ICO & NCA" and "ICO + NCA" name both.
        low: if ["&", "+"].contains(&cut) { "and".to_owned() } else { cut.to_lowercase().replace('’', "'") },
        raw: cut.to_owned(),
        after: line[to..end].to_owned(),
    });
}

fn is_clock(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let low = word.to_ascii_lowercase();
    let said = word.contains(':') || low.ends_with("am") || low.ends_with("pm");
    said && digits > 0 && digits <= 6 && word.starts_with(|c: char| c.is_ascii_digit())
}

/// The token at an index, in lower case; empty past the end.
pub fn low(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", |token| token.low.as_str())
}

/// Whether a phrase of lower-case words stands at an index, without punctuation inside; its length.
pub fn phrase(tokens: &[Token], at: usize, words: &str) -> Option<usize> {
    let mut length = 0;
    for word in words.split(' ') {
        if low(tokens, at + length) != word || (length > 0 && tokens[at + length - 1].stops()) {
            return None;
        }
        length += 1;
    }
    Some(length)
}

/// The longest of some phrases at an index.
pub fn longest(tokens: &[Token], at: usize, phrases: &[&str]) -> Option<usize> {
    phrases.iter().filter_map(|words| phrase(tokens, at, words)).max()
}
