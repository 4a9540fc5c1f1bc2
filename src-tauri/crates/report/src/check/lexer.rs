//! Tokens of a content stream.

/// A token of a content stream or a map of glyphs (ISO 32000-1, 7.2 and 7.8.2).
#[derive(Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// Without its slash, escapes as they are.
    Name(&'a [u8]),
    Number(f32),
    String(Vec<u8>),
    ArrayStart,
    ArrayEnd,
    Dict,
    Word(&'a [u8]),
}

/// Reads tokens one by one; what it cannot read it skips.
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        loop {
            match self.peek(0)? {
                b'%' => self.skip(|byte| byte != b'\n' && byte != b'\r'),
                byte if byte.is_ascii_whitespace() || byte == 0 => self.at += 1,
                _ => break,
            }
        }
        let token = match (self.peek(0)?, self.peek(1)) {
            (b'<', Some(b'<')) | (b'>', Some(b'>')) => self.take(2, Token::Dict),
            (b'<', _) => self.hexadecimal(),
            (b'(', _) => self.literal(),
            (b'[', _) => self.take(1, Token::ArrayStart),
            (b']', _) => self.take(1, Token::ArrayEnd),
            (b'/', _) => {
                self.at += 1;
                Token::Name(self.regular())
            }
            (b'{' | b'}' | b')' | b'>', _) => self.take(1, Token::Dict),
            _ => {
                let word = self.regular();
                let number = std::str::from_utf8(word).ok().and_then(|word| word.parse().ok());
                number.map_or(Token::Word(word), Token::Number)
            }
        };
        Some(token)
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn take(&mut self, count: usize, token: Token<'a>) -> Token<'a> {
        self.at += count;
        token
    }

    fn skip(&mut self, keep: impl Fn(u8) -> bool) {
        while self.peek(0).is_some_and(&keep) {
            self.at += 1;
        }
    }

    fn regular(&mut self) -> &'a [u8] {
        let start = self.at;
        self.skip(|byte| !byte.is_ascii_whitespace() && byte != 0 && !b"()<>[]{}/%".contains(&byte));
        &self.bytes[start..self.at]
    }

    fn hexadecimal(&mut self) -> Token<'a> {
        self.at += 1;
        let start = self.at;
        self.skip(|byte| byte != b'>');
        let digits = self.bytes[start..self.at].iter().filter_map(|byte| char::from(*byte).to_digit(16));
        let mut digits: Vec<u8> = digits.map(|digit| digit as u8).collect();
        if !digits.len().is_multiple_of(2) {
            digits.push(0);
        }
        self.at += 1;
        Token::String(digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect())
    }

    /// `(…)` with escapes and balanced brackets.
    fn literal(&mut self) -> Token<'a> {
        let (mut out, mut depth) = (Vec::new(), 0);
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                b'\\' => {
                    self.escape(&mut out);
                    continue;
                }
                _ => {}
            }
            match (byte, depth) {
                (b'(', 1) => {}
                (_, 0) => break,
                _ => out.push(byte),
            }
        }
        Token::String(out)
    }

    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some(byte) = self.peek(0) else { return };
        self.at += 1;
        match byte {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'\n' => {}
            b'\r' => self.at += usize::from(self.peek(0) == Some(b'\n')),
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek(0) else {
                        break;
                    };
                    self.at += 1;
                    code = code * 8 + u32::from(digit - b'0');
                }
                out.push(code as u8);
            }
            other => out.push(other),
        }
    }

    /// Passes over the data of an inline image.
    pub(super) fn skip_image(&mut self) {
        while self.at < self.bytes.len() {
            let rest = &self.bytes[self.at..];
            if rest.starts_with(b"EI") && rest.get(2).is_none_or(u8::is_ascii_whitespace) {
                self.at += 2;
                return;
            }
            self.at += 1;
        }
    }
}
