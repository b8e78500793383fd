//! chart::svg: the writing of pictures: short coordinates, the room that words take, an image with its names.

use std::fmt;

use crate::html::Html;

/// The width of a picture that stands alone, in its own units.
pub(super) const WIDTH: f64 = 640.0;
/// The size of letters on paper and on wide screens.
pub(super) const SIZE: f64 = 15.0;
/// Their size on a phone, where the style sheet enlarges them: what must not collide is measured with it.
pub(super) const LARGE: f64 = 20.0;
/// No picture is larger, in bytes.
pub(super) const BUDGET: usize = 15_000;

/// The most bytes of the title and of the description of a picture.
pub(super) const ROOM: (usize, usize) = (360, 3_000);

/// The colours of everything that is drawn; the style sheet knows them by class.
pub(super) mod ink {
    pub(crate) const TEXT: &str = "#333333";
    pub(crate) const GRID: &str = "#e6e6e6";
    pub(crate) const BASE: &str = "#edf3fc";
    pub(crate) const AXIS: &str = "#767676";
    pub(crate) const LINE: &str = "#767676";
    pub(crate) const COMMON: &str = "#666666";
    pub(crate) const BETTER: &str = "#0066be";
    pub(crate) const WORSE: &str = "#c74700";
    pub(crate) const NEUTRAL: &str = "#6f23d0";
    pub(crate) const BAR: &str = "#4979f5";
    /// From nothing to most; words on the last are white.
    pub(crate) const HEAT: [&str; 5] = ["#ffffff", "#f0f9ff", "#c0e4ff", "#57b8ff", "#0055ad"];
    pub(crate) const ON_HEAT: &str = "#1a1a1a";
    pub(crate) const PAPER: &str = "#ffffff";
}

/// A coordinate with one decimal at most.
pub(super) struct N(pub(super) f64);

impl fmt::Display for N {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rounded = (self.0 * 10.0).round() / 10.0;
        // What is no number would break the picture; nothing makes one, and nothing shall.
        if rounded.is_finite() { write!(f, "{}", rounded + 0.0) } else { f.write_str("0") }
    }
}

/// About the width of words, on the safe side: the letters of BIZ UDPGothic are wide.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let em = |c: char| match c {
        'M' | 'W' | 'm' | 'w' | '%' | '@' | '&' => 1.0,
        'A'..='Z' => 0.76,
        '0'..='9' => 0.64,
        c if c.is_ascii() => 0.6,
        _ => 1.0,
    };
    text.chars().map(em).sum::<f64>() * size
}

/// Words that fit into a width; what is cut off is marked.
pub(super) fn fit(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        out.push(c);
        if width(&out, size) + size > room {
            out.pop();
            break;
        }
    }
    out.push('…');
    out
}

/// Escaped words of at most so many bytes.
pub(super) fn clip(text: &str, bytes: usize) -> String {
    let whole = Html::text(text).to_string();
    if whole.len() <= bytes {
        return whole;
    }
    let mut out = String::new();
    for c in text.chars() {
        let escaped = Html::text(c.encode_utf8(&mut [0; 4])).to_string();
        if out.len() + escaped.len() + '…'.len_utf8() > bytes {
            break;
        }
        out.push_str(&escaped);
    }
    out.push('…');
    out
}

/// How a picture opens.
pub(super) struct Head<'a> {
    pub(super) id: &'a str,
    pub(super) class: &'a str,
    pub(super) size: (f64, f64),
    pub(super) letters: f64,
    pub(super) title: &'a str,
    pub(super) desc: &'a str,
    /// How the keyboard reads it: `points` from left to right, `list`, or the number of columns.
    pub(super) read: &'a str,
    /// Whether something in it is a link: an image may not hold links, a group may.
    pub(super) linked: bool,
    /// The most bytes of its title and of its description.
    pub(super) room: (usize, usize),
}

/// A picture that is being written.
pub(super) struct Canvas(String);

impl Canvas {
    pub(super) fn new(head: &Head<'_>) -> Self {
        let Head { class, size: (wide, high), letters, read, .. } = head;
        let (id, title, desc) = (Html::text(head.id), clip(head.title, head.room.0), clip(head.desc, head.room.1));
        let role = if head.linked { "group" } else { "img" };
        Self(format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ui-chart {class}\" viewBox=\"0 0 {} {}\" role=\"{role}\" aria-labelledby=\"{id}-name\" \
             aria-describedby=\"{id}-desc\" data-read=\"{read}\" font-family=\"BIZ UDPGothic, Noto Sans JP, sans-serif\" \
             font-size=\"{letters}\"><title id=\"{id}-name\">{title}</title><desc id=\"{id}-desc\">{desc}</desc>",
            N(*wide),
            N(*high),
        ))
    }

    /// Adds a group; nothing if it is empty. `markup` must be safe.
    pub(super) fn group(&mut self, class: &str, attributes: &str, markup: &str) {
        if !markup.is_empty() {
            let space = if attributes.is_empty() { "" } else { " " };
            self.0.push_str(&format!("<g class=\"{class}\"{space}{attributes}>{markup}</g>"));
        }
    }

    /// Adds a line; nothing if its path is empty.
    pub(super) fn path(&mut self, class: &str, attributes: &str, d: &str) {
        if !d.is_empty() {
            self.0.push_str(&format!("<path class=\"{class}\" fill=\"none\" {attributes} d=\"{d}\"/>"));
        }
    }

    pub(super) fn finish(mut self) -> String {
        self.0.push_str("</svg>");
        self.0
    }
}

/// Words at a place; the group around them says how they are set.
pub(super) fn words(x: f64, y: f64, text: &str) -> String {
    format!("<text x=\"{}\" y=\"{}\">{}</text>", N(x), N(y), Html::text(text))
}

/// A path of straight lines through places; `None` breaks it.
pub(super) fn polyline(places: impl Iterator<Item = Option<(f64, f64)>>, round: impl Fn(f64) -> N) -> String {
    let mut d = String::new();
    let mut down = false;
    for place in places {
        match place {
            Some((x, y)) => {
                d.push_str(&format!("{}{} {}", if down { 'L' } else { 'M' }, round(x), round(y)));
                down = true;
            }
            None => down = false,
        }
    }
    d
}
