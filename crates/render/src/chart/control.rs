//! chart::control: the drawing of a control chart: what goes where, and how much is said when there is much to say.

mod lines;
mod marks;
mod spark;
mod words;

use spc::Kind;

use super::figure::{Figure, FigureNote};
use super::scale::{Floor, Scale};
use super::source::{ControlSource, NoteKind, known};
use super::svg::{BUDGET, Canvas, Head, LARGE, N, ROOM, SIZE, WIDTH, ink, width};
use super::{icon, sentence, table, told};
use crate::catalog::Text;
pub use spark::spark;
use words::{End, Flag};

/// A control chart (run, I, MR, P, P′, C, U, U′, I′, G, T …) with its sentence, icons, notes and table.
#[must_use]
pub fn control(t: Text, source: &ControlSource) -> Figure {
    control_said(t, source, sentence::sentence(t, source))
}

/// The same with a sentence of the page's own, which tells the course and what [`super::findings`] says.
#[must_use]
pub fn control_said(t: Text, source: &ControlSource, sentence: String) -> Figure {
    let svg = within(BUDGET, &Detail::LADDER, |detail| Drawing::new(t, source, detail).svg(&sentence));
    Figure {
        reason: told::reason(t, source),
        notices: told::notices(t, source),
        icons: icon::icons(t, source),
        notes: notes(t, source),
        table: (source.len() > 0).then(|| table::table(t, source)),
        csv: source.csv.clone(),
        ..Figure::new(t, &source.id, &source.title, svg, sentence)
    }
}

/// The first drawing that is small enough; else the last, which says least.
pub(super) fn within(budget: usize, ladder: &[Detail], draw: impl Fn(Detail) -> String) -> String {
    let mut svg = String::new();
    for detail in ladder {
        svg = draw(*detail);
        if svg.len() <= budget {
            break;
        }
    }
    svg
}

/// What a point says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Titles {
    /// Label, value with unit, rule.
    Full,
    /// Label and value.
    Short,
    /// Nothing; all is in the table.
    None,
}

/// How much a picture says of its points: with many points, first the links of ordinary ones go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Detail {
    pub(super) links: bool,
    pub(super) signal_links: bool,
    pub(super) titles: Titles,
    /// Whether ordinary points have a dot.
    pub(super) dots: bool,
    /// Whether coordinates have a decimal.
    pub(super) fine: bool,
    /// Whether centre and limits are drawn.
    pub(super) limits: bool,
    /// Whether the borders of phases and the shade of a frozen baseline are drawn.
    pub(super) phases: bool,
    /// Only so many of the last points have a shape.
    pub(super) latest: usize,
}

impl Detail {
    const ALL: Self = Self {
        links: true,
        signal_links: true,
        titles: Titles::Full,
        dots: true,
        fine: true,
        limits: true,
        phases: true,
        latest: usize::MAX,
    };
    const LADDER: [Self; 6] = [
        Self::ALL,
        Self { links: false, ..Self::ALL },
        Self { links: false, signal_links: false, ..Self::ALL },
        Self { links: false, signal_links: false, titles: Titles::Short, ..Self::ALL },
        Self::QUIET,
        Self { dots: false, ..Self::QUIET },
    ];
    /// Shapes without words.
    const QUIET: Self = Self { links: false, signal_links: false, titles: Titles::None, fine: false, ..Self::ALL };
}

/// The list of notes, in the order of their flags.
fn notes(t: Text, source: &ControlSource) -> Vec<FigureNote> {
    let head = |at: usize, kind: NoteKind| {
        let code = match kind {
            NoteKind::Note => "note",
            NoteKind::Freeze => "freeze",
            NoteKind::Rebase => "rebase",
        };
        t.with("chart.note_head", &[("label", &source.long(at)), ("kind", &t.choice("chart.note", code))])
    };
    let note = |flag: Flag| {
        let note = &source.notes[flag.note];
        FigureNote { head: head(note.at, note.kind), text: note.text.clone() }
    };
    words::flags(source).into_iter().map(note).collect()
}

/// A control chart on its way to a picture.
pub(super) struct Drawing<'a> {
    t: Text,
    source: &'a ControlSource,
    detail: Detail,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    /// The room of one point.
    step: f64,
    scale: Scale,
    ends: Vec<End>,
    lower: Vec<f64>,
}

/// Height of the room where points lie.
const FIELD: f64 = 250.0;
/// Above it: the unit.
const HEAD: f64 = 40.0;
/// And flags, if there are notes.
const FLAGS: f64 = 30.0;
/// Below it: the labels.
const FOOT: f64 = 36.0;

impl<'a> Drawing<'a> {
    fn new(t: Text, source: &'a ControlSource, detail: Detail) -> Self {
        let top = HEAD + if source.notes.is_empty() { 0.0 } else { FLAGS };
        let bottom = top + FIELD;
        let lower = source.lower();
        let scale = scale(source, &lower, (top, bottom));
        let ends = words::ends(t, source, &lower, &scale);
        let left = (widest(scale.ticks().iter().map(|tick| &tick.1)) + 12.0).clamp(34.0, 160.0);
        let right = WIDTH - (widest(ends.iter().map(|end| &end.text)) + 14.0).clamp(34.0, 220.0);
        let step = (right - left) / source.len().max(1) as f64;
        Self { t, source, detail, left, right, top, bottom, step, scale, ends, lower }
    }

    fn svg(&self, sentence: &str) -> String {
        let is_linked = (0..self.source.len()).any(|i| self.link(i).is_some());
        let mut canvas = Canvas::new(&Head {
            id: &self.source.id,
            class: "ui-chart--wide",
            size: (WIDTH, self.bottom + FOOT),
            letters: SIZE,
            title: &self.source.title,
            desc: sentence,
            read: "points",
            linked: is_linked,
            room: ROOM,
        });
        if self.source.last().is_none() {
            self.say_nothing(&mut canvas);
            return canvas.finish();
        }
        self.baseline(&mut canvas);
        self.ground(&mut canvas);
        self.lines(&mut canvas);
        self.baseline_words(&mut canvas);
        self.flags(&mut canvas);
        self.marks(&mut canvas);
        self.labels(&mut canvas);
        canvas.finish()
    }

    /// The middle of a point's room.
    fn x(&self, i: usize) -> f64 {
        self.left + (i as f64 + 0.5) * self.step
    }

    /// Where a point lies, if it has a value.
    fn place(&self, i: usize) -> Option<(f64, f64)> {
        let y = self.scale.y(self.source.value(i)?)?;
        Some((self.x(i), y))
    }

    /// Where another number of a point lies, if it is one.
    fn place_of(&self, numbers: &[f64], i: usize) -> Option<(f64, f64)> {
        let y = self.scale.y(known(numbers, i)?)?;
        Some((self.x(i), y))
    }

    /// A coordinate, as fine as there is room for.
    fn n(&self, v: f64) -> N {
        N(if self.detail.fine { v } else { v.round() })
    }

    /// Lines at the numbers of the scale, and their words.
    fn ground(&self, canvas: &mut Canvas) {
        let (mut grid, mut texts) = (String::new(), String::new());
        for (v, text) in self.scale.ticks() {
            let Some(y) = self.scale.y(v) else { continue };
            grid.push_str(&format!("M{} {}H{}", N(self.left), N(y), N(self.right)));
            texts.push_str(&super::svg::words(self.left - 7.0, y + 5.0, &text));
        }
        canvas.path("ui-chart__grid", &format!("stroke=\"{}\"", ink::GRID), &grid);
        let axis = format!("M{} {}V{}H{}", N(self.left), N(self.top), N(self.bottom), N(self.right));
        canvas.path("ui-chart__axis", &format!("stroke=\"{}\"", ink::AXIS), &axis);
        canvas.group("ui-chart__text", &format!("fill=\"{}\" text-anchor=\"end\"", ink::TEXT), &texts);
    }
}

fn widest<'a>(texts: impl Iterator<Item = &'a String>) -> f64 {
    texts.map(|text| width(text, LARGE)).fold(0.0, f64::max)
}

fn scale(source: &ControlSource, lower: &[f64], room: (f64, f64)) -> Scale {
    let besides = source.memory.as_ref().map(|memory| memory.numbers()).unwrap_or_default();
    let numbers =
        source.chart.y.iter().chain(source.center()).chain(source.upper()).chain(lower).chain(besides).copied();
    let floor = match source.kind {
        _ if source.memory.is_some() => Floor::Near,
        Kind::Run | Kind::Individuals | Kind::Xbar | Kind::IPrime => Floor::Near,
        _ => Floor::Zero,
    };
    let whole = source.chart.y.iter().filter(|v| v.is_finite()).all(|v| v.fract() == 0.0);
    Scale::new(numbers.chain(source.target), floor, whole, room)
}
