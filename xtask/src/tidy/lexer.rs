//! Owns the reading of Rust text as code, strings and comments, so that a rule about code is not fooled by prose.
//!
//! Not a full lexer: it knows comments (nested), strings (raw, byte), characters and lifetimes, which is all the rules need.

/// What one character of a file belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Code,
    Text,
    Comment,
}

/// A Rust file whose characters are sorted by kind; every view keeps the line structure.
pub(crate) struct Source {
    chars: Vec<char>,
    kinds: Vec<Kind>,
}

impl Source {
    pub(crate) fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let kinds = Scanner { chars: &chars, kinds: Vec::with_capacity(chars.len()) }.scan();
        Self { chars, kinds }
    }

    /// Code alone; strings and comments become spaces.
    pub(crate) fn code(&self) -> String {
        self.view(|kind| kind == Kind::Code)
    }

    /// Code and strings without comments.
    pub(crate) fn code_and_strings(&self) -> String {
        self.view(|kind| kind != Kind::Comment)
    }

    /// Comments alone.
    pub(crate) fn comments(&self) -> String {
        self.view(|kind| kind == Kind::Comment)
    }

    fn view(&self, keep: impl Fn(Kind) -> bool) -> String {
        self.chars.iter().zip(&self.kinds).map(|(&c, &kind)| if c == '\n' || keep(kind) { c } else { ' ' }).collect()
    }

    /// For each line, true when it lies in an item marked `#[cfg(test)]`.
    pub(crate) fn test_lines(&self) -> Vec<bool> {
        let code = self.code();
        let mut marks = vec![false; code.lines().count() + 1];
        let mut from = 0;
        while let Some(found) = code[from..].find("#[cfg(test)]") {
            let start = from + found;
            let end = item_end(&code, start + "#[cfg(test)]".len());
            let first = line_of(&code, start);
            let last = line_of(&code, end);
            marks[first - 1..last].fill(true);
            from = end.max(start + 1);
        }
        marks
    }
}

/// The line, counted from 1, of a byte offset.
pub(crate) fn line_of(text: &str, offset: usize) -> usize {
    text[..offset].matches('\n').count() + 1
}

/// Where the item that begins after `start` ends: its `;`, or the brace that closes its body.
fn item_end(code: &str, start: usize) -> usize {
    let mut depth = 0usize;
    for (at, c) in code[start..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return start + at;
                }
            }
            ';' if depth == 0 => return start + at,
            _ => {}
        }
    }
    code.len()
}

struct Scanner<'a> {
    chars: &'a [char],
    kinds: Vec<Kind>,
}

impl Scanner<'_> {
    fn scan(mut self) -> Vec<Kind> {
        while let Some(c) = self.peek(0) {
            match c {
                '/' if self.peek(1) == Some('/') => self.line_comment(),
                '/' if self.peek(1) == Some('*') => self.block_comment(),
                '"' => self.string(),
                'r' | 'b' if self.starts_word() && self.raw_hashes().is_some() => self.raw_string(),
                '\'' => self.quote(),
                _ => self.push(Kind::Code, 1),
            }
        }
        self.kinds
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.kinds.len() + ahead).copied()
    }

    fn push(&mut self, kind: Kind, count: usize) {
        let room = self.chars.len() - self.kinds.len();
        self.kinds.extend(std::iter::repeat_n(kind, count.min(room)));
    }

    fn line_comment(&mut self) {
        while self.peek(0).is_some_and(|c| c != '\n') {
            self.push(Kind::Comment, 1);
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0usize;
        loop {
            match (self.peek(0), self.peek(1)) {
                (None, _) => return,
                (Some('/'), Some('*')) => {
                    depth += 1;
                    self.push(Kind::Comment, 2);
                }
                (Some('*'), Some('/')) => {
                    depth -= 1;
                    self.push(Kind::Comment, 2);
                    if depth == 0 {
                        return;
                    }
                }
                _ => self.push(Kind::Comment, 1),
            }
        }
    }

    fn string(&mut self) {
        self.push(Kind::Code, 1);
        while let Some(c) = self.peek(0) {
            match c {
                '\\' => self.push(Kind::Text, 2),
                '"' => return self.push(Kind::Code, 1),
                _ => self.push(Kind::Text, 1),
            }
        }
    }

    /// True when the character before cannot be part of the same identifier.
    fn starts_word(&self) -> bool {
        let at = self.kinds.len();
        at == 0 || !(self.chars[at - 1].is_alphanumeric() || self.chars[at - 1] == '_')
    }

    /// For `r"`, `r#"`, `br##"`: the length of the opening and its number of hashes.
    fn raw_hashes(&self) -> Option<(usize, usize)> {
        let mut at = usize::from(self.peek(0) == Some('b'));
        if self.peek(at) != Some('r') {
            return None;
        }
        at += 1;
        let mut hashes = 0;
        while self.peek(at) == Some('#') {
            at += 1;
            hashes += 1;
        }
        (self.peek(at) == Some('"')).then_some((at + 1, hashes))
    }

    fn raw_string(&mut self) {
        let Some((opening, hashes)) = self.raw_hashes() else {
            return;
        };
        self.push(Kind::Code, opening);
        while let Some(c) = self.peek(0) {
            let closes = c == '"' && (1..=hashes).all(|i| self.peek(i) == Some('#'));
            if closes {
                return self.push(Kind::Code, 1 + hashes);
            }
            self.push(Kind::Text, 1);
        }
    }

    /// A character (`'x'`, `'\n'`) or a lifetime (`'a`).
    fn quote(&mut self) {
        if self.peek(1) == Some('\\') {
            let mut end = 3;
            while self.peek(end).is_some_and(|c| c != '\'') {
                end += 1;
            }
            self.push(Kind::Text, end + 1);
        } else if self.peek(2) == Some('\'') {
            self.push(Kind::Text, 3);
        } else {
            self.push(Kind::Code, 1);
        }
    }
}
