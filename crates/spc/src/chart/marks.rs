//! Owns which rules mark the points of a chart, and in which order.

use super::plan::Plan;
use crate::kind::Kind;
use crate::limits::Lines;
use crate::options::{Options, RuleSet};
use crate::points::Points;
use crate::preset::Preset;
use crate::rules::{
    Mark, Rule, Toward, astronomical, longest_max, nelson, powerbi_shift, powerbi_trend, powerbi_two_of_three, runs_of,
    shift, sign, trend, two_of_three, western_electric, zones,
};
use crate::warning::{Code, Warning};

type Towards = Vec<Option<Toward>>;

/// The marks of all points; every rule starts anew in each segment.
pub(super) fn marks(
    kind: Kind,
    points: &Points,
    plan: &Plan,
    (lines, middle): (&Lines, &[f64]),
    (preset, options): (Preset, &Options),
    warnings: &mut Vec<Warning>,
) -> Vec<Option<Mark>> {
    let mut marks = vec![None; points.value.len()];
    for span in plan.spans() {
        let part = Part::new(points, plan, (lines, middle), span.clone(), preset);
        let ranked = part.ranked(kind, preset, options, warnings);
        for (at, i) in span.clone().enumerate() {
            marks[i] = ranked.iter().find_map(|(rule, towards)| towards[at].map(|toward| Mark { rule: *rule, toward }));
        }
    }
    marks
}

/// One segment cut out of the chart.
struct Part {
    y: Vec<f64>,
    lines: Lines,
    /// What runs of points are counted around.
    middle: Vec<f64>,
    /// Whether nothing may reach over from the point before.
    breaks: Vec<bool>,
}

impl Part {
    fn new(
        points: &Points,
        plan: &Plan,
        (lines, middle): (&Lines, &[f64]),
        span: std::ops::Range<usize>,
        preset: Preset,
    ) -> Self {
        let cut = |line: &Vec<f64>| line[span.clone()].to_vec();
        // Excluded points break runs and are not marked; but qicharts2 still marks them by limits.
        let y = span.clone().map(|i| {
            let is_hidden = plan.is_excluded(i) && preset != Preset::Qicharts2;
            if is_hidden { f64::NAN } else { points.value[i] }
        });
        Self {
            y: y.collect(),
            lines: Lines {
                cl: cut(&lines.cl),
                lower: std::array::from_fn(|k| cut(&lines.lower[k])),
                upper: std::array::from_fn(|k| cut(&lines.upper[k])),
            },
            middle: middle[span.clone()].to_vec(),
            breaks: span.map(|i| points.gap[i]).collect(),
        }
    }

    /// The rules that apply, first things first, with what they mark.
    fn ranked(
        &self,
        kind: Kind,
        preset: Preset,
        options: &Options,
        warnings: &mut Vec<Warning>,
    ) -> Vec<(Rule, Towards)> {
        let default = match preset {
            Preset::Nhs | Preset::Futawa => RuleSet::Nhs,
            Preset::Qicharts2 | Preset::Pbcharts => RuleSet::ThreeSigma,
            Preset::Qcc => RuleSet::Qcc,
            Preset::Powerbi => RuleSet::Powerbi,
        };
        match options.rules.unwrap_or(default) {
            RuleSet::Nhs => self.nhs(kind, preset, options, warnings),
            RuleSet::ThreeSigma => vec![(Rule::Astronomical, self.outside(preset))],
            RuleSet::Qcc => {
                let runs = runs_of(&self.y, &self.lines.cl, options.shift_points.unwrap_or(7));
                vec![(Rule::Astronomical, self.outside(preset)), (Rule::Shift, runs)]
            }
            RuleSet::Powerbi => {
                let (y, lines) = (&self.y, &self.lines);
                vec![
                    (Rule::Astronomical, self.outside(preset)),
                    (Rule::Shift, powerbi_shift(y, &lines.cl, options.shift_points.unwrap_or(7))),
                    (Rule::Trend, powerbi_trend(y, options.trend_points.unwrap_or(5))),
                    (Rule::TwoOfThree, powerbi_two_of_three(y, &lines.lower[1], &lines.upper[1], false)),
                ]
            }
            RuleSet::WesternElectric => self.western_electric(),
            RuleSet::Nelson => self.nelson(),
        }
    }

    /// Points outside the limits. Ours: none where there is no spread.
    fn outside(&self, preset: Preset) -> Towards {
        let mut towards = astronomical(&self.y, self.lines.lcl(), self.lines.ucl());
        if preset == Preset::Futawa {
            for (i, toward) in towards.iter_mut().enumerate() {
                if self.lines.lcl()[i] == self.lines.ucl()[i] {
                    *toward = None;
                }
            }
        }
        towards
    }

    /// Making Data Count. Ours scales the length of a shift with the number of points, as the Anhøj rules do.
    fn nhs(&self, kind: Kind, preset: Preset, options: &Options, warnings: &mut Vec<Warning>) -> Vec<(Rule, Towards)> {
        let (y, lines) = (&self.y, &self.lines);
        let mut ranked = vec![(Rule::Astronomical, self.outside(preset))];
        // Neighbouring moving ranges share a value: runs of them mean nothing.
        if kind == Kind::MovingRange {
            return ranked;
        }
        ranked.push((Rule::Trend, trend(y, &self.breaks, options.trend_points.unwrap_or(7))));
        let inner = (lines.lower[1].as_slice(), lines.upper[1].as_slice());
        let version = options.two_of_three(preset);
        let near = two_of_three(y, &lines.cl, inner, (lines.lcl(), lines.ucl()), &self.breaks, version);
        ranked.push((Rule::TwoOfThree, near));
        let length = options.shift_points.unwrap_or_else(|| {
            if preset != Preset::Futawa {
                return 7;
            }
            let useful = y.iter().zip(&self.middle).filter(|(y, middle)| sign(**y, **middle) != 0).count();
            let length = longest_max(useful) + 1;
            if length > 7 {
                warnings.push(Warning::chart(Code::ShiftScaled));
            }
            length.max(7)
        });
        ranked.push((Rule::Shift, shift(y, &self.middle, &self.breaks, length)));
        ranked
    }

    fn own_side(&self, hits: &[bool]) -> Towards {
        (0..self.y.len()).map(|i| if hits[i] { Toward::of(sign(self.y[i], self.lines.cl[i])) } else { None }).collect()
    }

    fn western_electric(&self) -> Vec<(Rule, Towards)> {
        let rules = [Rule::Astronomical, Rule::TwoOfThree, Rule::FourOfFive, Rule::Shift];
        let hits = western_electric(&zones(&self.y, &self.lines));
        rules.into_iter().zip(hits.iter().map(|hits| self.own_side(hits))).collect()
    }

    fn nelson(&self) -> Vec<(Rule, Towards)> {
        let rules = [
            Rule::Astronomical,
            Rule::Shift,
            Rule::Trend,
            Rule::Alternating,
            Rule::TwoOfThree,
            Rule::FourOfFive,
            Rule::Stratification,
            Rule::Mixture,
        ];
        let hits = nelson(&self.y, &zones(&self.y, &self.lines));
        let mut ranked: Vec<_> = rules.into_iter().zip(hits.iter().map(|hits| self.own_side(hits))).collect();
        // A trend points along its slope.
        ranked[2].1 = (0..self.y.len())
            .map(|i| if hits[2][i] && i > 0 { Toward::of(sign(self.y[i], self.y[i - 1])) } else { None })
            .collect();
        ranked
    }
}
