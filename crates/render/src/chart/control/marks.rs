//! chart::control::marks: the points: dots, and shapes where a rule says that chance does not explain them.

use spc::Variation;
use spc::rules::{Mark, Rule, Toward};

use super::super::sentence;
use super::super::svg::{Canvas, N, ink};
use super::{Drawing, Titles};
use crate::html::Html;

/// What a colour means, its class and its ink.
type Paint = (&'static str, &'static str);

const PAINTS: [Paint; 4] =
    [("common", ink::COMMON), ("better", ink::BETTER), ("worse", ink::WORSE), ("neutral", ink::NEUTRAL)];

fn class(meaning: Variation) -> &'static str {
    match meaning {
        Variation::Common => "common",
        Variation::ImprovementHigh | Variation::ImprovementLow => "better",
        Variation::ConcernHigh | Variation::ConcernLow => "worse",
        Variation::NeutralHigh | Variation::NeutralLow => "neutral",
    }
}

impl Drawing<'_> {
    /// All points, ordinary ones first so that signals lie above them.
    pub(super) fn marks(&self, canvas: &mut Canvas) {
        let mut groups = String::new();
        for (name, colour) in PAINTS {
            let of_this: String = (0..self.source.len())
                .filter(|&i| class(self.source.meaning(i)) == name)
                .map(|i| self.mark(i).unwrap_or_default() + &self.second_mark(i).unwrap_or_default())
                .collect();
            if !of_this.is_empty() {
                groups.push_str(&format!("<g class=\"ui-chart__{name}\" fill=\"{colour}\">{of_this}</g>"));
            }
        }
        canvas.group("ui-chart__marks", &format!("stroke=\"{}\"", ink::PAPER), &groups);
    }

    fn mark(&self, i: usize) -> Option<String> {
        let mark = self.source.mark(i);
        // Of two sums each has its own signals.
        let is_two_sided = self.source.memory.as_ref().is_some_and(|memory| memory.second().is_some());
        let mark = mark.filter(|mark| !(is_two_sided && mark.toward == Toward::Down));
        self.point(i, self.place(i)?, mark, self.detail.titles)
    }

    /// The shape of the second sum; the first one tells both.
    fn second_mark(&self, i: usize) -> Option<String> {
        let second = self.source.memory.as_ref()?.second()?;
        let mark = self.source.mark(i).filter(|mark| mark.toward == Toward::Down);
        self.point(i, self.place_of(second, i)?, mark, Titles::None)
    }

    fn point(&self, i: usize, (x, y): (f64, f64), mark: Option<Mark>, titles: Titles) -> Option<String> {
        let is_early = self.source.len() - i > self.detail.latest;
        if is_early || (mark.is_none() && !self.detail.dots) {
            return None;
        }
        let title = match titles {
            Titles::Full => Some(sentence::point(self.t, self.source, i)),
            Titles::Short => Some(sentence::short_point(self.t, self.source, i)),
            Titles::None => None,
        };
        let shape = match mark {
            None => {
                let r = (self.step * 0.4).clamp(1.5, 4.5);
                let head = format!("circle cx=\"{}\" cy=\"{}\" r=\"{}\"", self.n(x), self.n(y), N(r));
                element(&head, title.as_deref())
            }
            Some(mark) => {
                let r = (self.step * 0.9).clamp(4.0, 7.5);
                element(&format!("path d=\"{}\"", self.shape(mark, (x, y), r)), title.as_deref())
            }
        };
        Some(match self.link(i) {
            Some(href) => format!("<a href=\"{}\" tabindex=\"-1\">{shape}</a>", Html::text(href)),
            None => shape,
        })
    }

    /// Where a point leads, as far as there is room to say it.
    pub(super) fn link(&self, i: usize) -> Option<&str> {
        self.place(i)?;
        let is_wanted = self.detail.links || (self.detail.signal_links && self.source.mark(i).is_some());
        if is_wanted { self.source.href(i) } else { None }
    }

    /// ▲ above the upper limit, ▼ below the lower one, ◆ for runs, trends and the like.
    fn shape(&self, mark: Mark, (x, y): (f64, f64), r: f64) -> String {
        let (side, high) = (N(r * 0.95), N(r * 1.7));
        match (mark.rule, mark.toward) {
            (Rule::Astronomical, Toward::Up) => {
                format!("M{} {}l{side} {high}h-{}z", self.n(x), self.n(y - r), N(r * 1.9))
            }
            (Rule::Astronomical, Toward::Down) => {
                format!("M{} {}l-{side}-{high}h{}z", self.n(x), self.n(y + r), N(r * 1.9))
            }
            _ => format!("M{} {}l{side} {r} -{side} {r} -{side} -{r}z", self.n(x), self.n(y - r), r = N(r)),
        }
    }
}

fn element(head: &str, title: Option<&str>) -> String {
    match title {
        Some(title) => {
            let name = head.split(' ').next().unwrap_or(head);
            format!("<{head}><title>{}</title></{name}>", Html::text(title))
        }
        None => format!("<{head}/>"),
    }
}
