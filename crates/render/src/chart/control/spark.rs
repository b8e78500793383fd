//! chart::control::spark: the small multiple: the same lines, shapes and icon, with nothing but its ends in words.

use super::super::figure::Figure;
use super::super::number::brief;
use super::super::source::ControlSource;
use super::super::svg::{Canvas, Head, fit, ink, width, words};
use super::super::{icon, sentence};
use super::{Detail, Drawing, scale, within};
use crate::catalog::Text;

/// No small picture is larger, in bytes.
const BUDGET: usize = 3_200;
const WIDE: f64 = 320.0;
const HIGH: f64 = 108.0;
const LETTERS: f64 = 14.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 78.0;
const MARGIN: f64 = 8.0;

const LADDER: [Detail; 6] = [
    Detail::QUIET,
    Detail { dots: false, ..Detail::QUIET },
    Detail { dots: false, limits: false, ..Detail::QUIET },
    Detail { dots: false, limits: false, latest: 20, ..Detail::QUIET },
    Detail { dots: false, limits: false, latest: 6, ..Detail::QUIET },
    Detail { dots: false, limits: false, latest: 6, phases: false, ..Detail::QUIET },
];

/// A control chart among many: at most 3.2 kB for 120 points. Its sentence tells the last value and what it means.
#[must_use]
pub fn spark(t: Text, source: &ControlSource) -> Figure {
    let sentence = sentence::brief(t, source);
    let svg = within(BUDGET, &LADDER, |detail| Drawing::small(t, source, detail).small_svg(&sentence));
    let title = match source.unit.as_str() {
        "" => source.title.clone(),
        unit => t.with("chart.small_title", &[("title", &source.title), ("unit", &unit)]),
    };
    Figure { icons: icon::icons(t, source), small: true, ..Figure::new(t, &source.id, &title, svg, sentence) }
}

impl<'a> Drawing<'a> {
    fn small(t: Text, source: &'a ControlSource, detail: Detail) -> Self {
        let lower = source.lower();
        let scale = scale(source, &lower, (TOP, BOTTOM));
        let right = WIDE - MARGIN - width(&last_value(source), LETTERS).clamp(16.0, 120.0);
        let step = (right - MARGIN) / source.len().max(1) as f64;
        Self { t, source, detail, left: MARGIN, right, top: TOP, bottom: BOTTOM, step, scale, ends: Vec::new(), lower }
    }

    fn small_svg(&self, sentence: &str) -> String {
        let mut canvas = Canvas::new(&Head {
            id: &self.source.id,
            class: "ui-chart--small",
            size: (WIDE, HIGH),
            letters: LETTERS,
            title: &self.source.title,
            desc: sentence,
            read: "points",
            linked: false,
            room: (200, 700),
        });
        let Some(last) = self.source.last() else {
            let text = words(MARGIN, HIGH / 2.0, self.t.get("chart.empty"));
            canvas.group("ui-chart__text", &format!("fill=\"{}\"", ink::TEXT), &text);
            return canvas.finish();
        };
        self.baseline(&mut canvas);
        self.lines(&mut canvas);
        self.marks(&mut canvas);
        let n = self.source.len();
        let room = (self.right - self.left) / 2.0 - 6.0;
        let label = |i: usize| fit(&self.source.short(i), LETTERS, room);
        let mut texts = words(self.left, BOTTOM + 22.0, &label(0));
        if n > 1 {
            let x = self.right - width(&label(n - 1), LETTERS);
            texts.push_str(&words(x, BOTTOM + 22.0, &label(n - 1)));
        }
        let text = format!("fill=\"{}\"", ink::TEXT);
        canvas.group("ui-chart__text", &text, &texts);
        let y = self.place(last).map_or(BOTTOM, |(_, y)| y) + LETTERS / 3.0;
        let value = words(self.right + 4.0, y, &fit(&last_value(self.source), LETTERS, 124.0));
        canvas.group("ui-chart__text", &format!("{text} font-weight=\"700\""), &value);
        canvas.finish()
    }
}

fn last_value(source: &ControlSource) -> String {
    source.last().and_then(|i| source.value(i)).map(brief).unwrap_or_default()
}
