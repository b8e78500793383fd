//! chart::control::words: the words of a control chart: unit, numbers at the ends of lines, labels, flags of notes.

use super::super::number::brief;
use super::super::scale::{Scale, spread};
use super::super::source::{ControlSource, NoteKind};
use super::super::svg::{Canvas, LARGE, N, SIZE, WIDTH, fit, ink, width, words};
use super::{Drawing, HEAD};
use crate::catalog::Text;

/// More flags than this would hide the chart; the list below it has all.
const FLAGS_DRAWN: usize = 12;
/// From one flag, or one line's label, to the next.
const APART: f64 = 22.0;

/// Words at the end of a line.
pub(super) struct End {
    pub(super) text: String,
    y: f64,
    is_center: bool,
}

/// The numbered flag of a note.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flag {
    /// Which note.
    pub(super) note: usize,
    at: usize,
    kind: NoteKind,
}

/// The flags in the order of their points.
pub(super) fn flags(source: &ControlSource) -> Vec<Flag> {
    let mut flags: Vec<Flag> =
        source.notes.iter().enumerate().map(|(note, of)| Flag { note, at: of.at, kind: of.kind }).collect();
    flags.sort_by_key(|flag| flag.at);
    flags
}

/// What stands at the right: centre, limits and target as they are now.
pub(super) fn ends(t: Text, source: &ControlSource, lower: &[f64], scale: &Scale) -> Vec<End> {
    let center = source.now(source.center());
    let name = source.center_name(t);
    let mut ends = Vec::new();
    let mut add = |v: Option<f64>, is_center: bool, say: &dyn Fn(String) -> String| {
        if let Some((v, y)) = v.and_then(|v| Some((v, scale.y(v)?))) {
            ends.push(End { text: say(brief(v)), y, is_center });
        }
    };
    let unless_center = |v: Option<f64>| v.filter(|v| Some(*v) != center);
    add(unless_center(source.now(source.upper())), false, &|n| t.with("chart.end.upper", &[("n", &n)]));
    add(source.target, false, &|n| t.with("chart.end.target", &[("n", &n)]));
    add(center, true, &|n| t.with("chart.end.center", &[("name", &name), ("n", &n)]));
    add(unless_center(source.now(lower)), false, &|n| t.with("chart.end.lower", &[("n", &n)]));
    ends.sort_by(|a, b| a.y.total_cmp(&b.y));
    ends
}

impl Drawing<'_> {
    /// Says in the picture that there is nothing to draw.
    pub(super) fn say_nothing(&self, canvas: &mut Canvas) {
        let text = words(WIDTH / 2.0, (self.top + self.bottom) / 2.0, self.t.get("chart.empty"));
        canvas.group("ui-chart__text", &format!("fill=\"{}\" text-anchor=\"middle\"", ink::TEXT), &text);
    }

    /// Names the frozen baseline at its foot, where it has room; lines behind the words are kept off by an edge of paper.
    pub(super) fn baseline_words(&self, canvas: &mut Canvas) {
        let name = self.t.get("chart.baseline");
        let wide = width(name, LARGE) + 10.0;
        let roomy = |span: &std::ops::Range<usize>| self.edge(span.end) - self.edge(span.start) >= wide;
        let place = |span: std::ops::Range<usize>| words(self.edge(span.start) + 5.0, self.bottom - 7.0, name);
        let texts: String = self.source.baselines().into_iter().filter(roomy).map(place).collect();
        let attributes =
            format!("fill=\"{}\" stroke=\"{}\" stroke-width=\"4\" paint-order=\"stroke\"", ink::TEXT, ink::BASE);
        canvas.group("ui-chart__text ui-chart__on-base", &attributes, &texts);
    }

    /// Unit, ends of lines, and as many labels as have room.
    pub(super) fn labels(&self, canvas: &mut Canvas) {
        let unit = if self.source.unit.is_empty() {
            String::new()
        } else {
            words(2.0, 20.0, &fit(&self.source.unit, LARGE, WIDTH - 8.0))
        };
        let text = format!("fill=\"{}\"", ink::TEXT);
        canvas.group("ui-chart__text", &text, &unit);
        let (plain, strong) = self.end_words();
        canvas.group("ui-chart__text", &text, &plain);
        canvas.group("ui-chart__text ui-chart__strong", &format!("{text} font-weight=\"700\""), &strong);
        let (ticks, labels) = self.axis_labels();
        canvas.path("ui-chart__axis", &format!("stroke=\"{}\"", ink::AXIS), &ticks);
        canvas.group("ui-chart__text", &format!("{text} text-anchor=\"middle\""), &labels);
    }

    fn end_words(&self) -> (String, String) {
        let mut places: Vec<f64> = self.ends.iter().map(|end| end.y).collect();
        spread(&mut places, APART, (self.top, self.bottom));
        let (mut plain, mut strong) = (String::new(), String::new());
        for (end, y) in self.ends.iter().zip(places) {
            let room = WIDTH - self.right - 10.0;
            let text = words(self.right + 7.0, y + SIZE / 3.0, &fit(&end.text, LARGE, room));
            if end.is_center { strong.push_str(&text) } else { plain.push_str(&text) }
        }
        (plain, strong)
    }

    /// Labels from the last point backwards, so many that none meets its neighbour.
    fn axis_labels(&self) -> (String, String) {
        let n = self.source.len();
        let texts: Vec<String> = (0..n).map(|i| fit(&self.source.short(i), LARGE, 150.0)).collect();
        let widest = texts.iter().map(|text| width(text, LARGE)).fold(0.0, f64::max);
        let every = every(n, (widest + LARGE) / self.step);
        let (mut ticks, mut labels) = (String::new(), String::new());
        let mut free = WIDTH;
        for i in (0..n).rev().step_by(every) {
            let half = width(&texts[i], LARGE) / 2.0;
            let x = self.x(i).clamp(half, (WIDTH - half).max(half));
            if x + half > free {
                continue;
            }
            free = x - half - LARGE;
            ticks.push_str(&format!("M{} {}v5", N(self.x(i)), N(self.bottom)));
            labels.push_str(&words(x, self.bottom + 24.0, &texts[i]));
        }
        (ticks, labels)
    }

    /// A numbered flag for each note, on a thin line down to its point.
    pub(super) fn flags(&self, canvas: &mut Canvas) {
        let within = |flag: &Flag| flag.at < self.source.len();
        let flags: Vec<Flag> = flags(self.source).into_iter().filter(within).take(FLAGS_DRAWN).collect();
        // A new beginning stands where the old limits end.
        let foot = |flag: &Flag| if flag.kind == NoteKind::Rebase { self.edge(flag.at) } else { self.x(flag.at) };
        let mut places: Vec<f64> = flags.iter().map(foot).collect();
        spread(&mut places, APART + 2.0, (self.left, self.right));
        let y = HEAD + 6.0;
        let (mut poles, mut cloths, mut numbers) = (String::new(), String::new(), String::new());
        for (number, (flag, x)) in flags.iter().zip(places).enumerate() {
            let foot = foot(flag);
            poles.push_str(&format!("M{} {}L{} {}V{}", N(x), N(y), N(foot), N(self.top), N(self.bottom)));
            cloths.push_str(&cloth(flag.kind, x, y));
            numbers.push_str(&words(x, y + 4.5, &(number + 1).to_string()));
        }
        let pole = format!("stroke=\"{}\"", ink::AXIS);
        canvas.path("ui-chart__pole", &pole, &poles);
        canvas.group("ui-chart__flag", &format!("fill=\"{}\" stroke=\"{}\"", ink::PAPER, ink::TEXT), &cloths);
        let text = format!("fill=\"{}\" text-anchor=\"middle\" font-size=\"13\"", ink::TEXT);
        canvas.group("ui-chart__text ui-chart__number", &text, &numbers);
    }
}

/// A circle for what happened, a square for frozen limits, a diamond for a new beginning.
fn cloth(kind: NoteKind, x: f64, y: f64) -> String {
    match kind {
        NoteKind::Note => format!("<circle cx=\"{}\" cy=\"{}\" r=\"10\"/>", N(x), N(y)),
        NoteKind::Freeze => format!("<path d=\"M{} {}h19v19h-19z\"/>", N(x - 9.5), N(y - 9.5)),
        NoteKind::Rebase => format!("<path d=\"M{} {}l12.5 12.5-12.5 12.5-12.5-12.5z\"/>", N(x), N(y - 12.5)),
    }
}

/// Every how-manieth label fits; in steps that suit months and days.
fn every(n: usize, least: f64) -> usize {
    let suits = [1, 2, 3, 4, 6, 12, 24, 36, 48, 60];
    suits.into_iter().find(|k| *k as f64 >= least).unwrap_or_else(|| (least.ceil() as usize).clamp(1, n.max(1)))
}
