//! Owns centre and limits: one function a kind, for one segment of a chart.

mod attribute;
mod individuals;
mod ranges;
mod rare;
mod subgroup;

use std::ops::Range;

use crate::kind::Kind;
use crate::options::Options;
use crate::points::Points;
use crate::preset::Preset;
use crate::warning::{Code, Warning};

/// Centre line and limits of every point; NaN where there is none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lines {
    /// Centre.
    pub cl: Vec<f64>,
    /// Lower limits at 1, 2 and 3 σ.
    pub lower: [Vec<f64>; 3],
    /// Upper limits at 1, 2 and 3 σ.
    pub upper: [Vec<f64>; 3],
}

impl Lines {
    pub(crate) fn empty(len: usize) -> Self {
        let none = || vec![f64::NAN; len];
        Self { cl: none(), lower: [none(), none(), none()], upper: [none(), none(), none()] }
    }

    /// The lower limit (3 σ).
    #[must_use]
    pub fn lcl(&self) -> &[f64] {
        &self.lower[2]
    }

    /// The upper limit (3 σ).
    #[must_use]
    pub fn ucl(&self) -> &[f64] {
        &self.upper[2]
    }

    /// Sets centre and symmetric limits of one point, kept within `[floor, ceiling]`.
    fn band(&mut self, i: usize, center: f64, sigma: f64, (floor, ceiling): (f64, f64)) {
        self.cl[i] = center;
        for k in 0..3 {
            let width = (k + 1) as f64 * sigma;
            self.lower[k][i] = at_least(center - width, floor);
            self.upper[k][i] = at_most(center + width, ceiling);
        }
    }

    pub(crate) fn scale(&mut self, factor: f64) {
        let Self { cl, lower, upper } = self;
        for line in std::iter::once(cl).chain(lower).chain(upper) {
            for value in line {
                *value *= factor;
            }
        }
    }
}

/// max that keeps NaN.
fn at_least(value: f64, floor: f64) -> f64 {
    if value < floor { floor } else { value }
}

/// min that keeps NaN.
fn at_most(value: f64, ceiling: f64) -> f64 {
    if value > ceiling { ceiling } else { value }
}

const NO_CLIP: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);
const NOT_NEGATIVE: (f64, f64) = (0.0, f64::INFINITY);

/// One segment, and what is known about it.
pub(crate) struct Segment<'a> {
    pub(crate) kind: Kind,
    pub(crate) preset: Preset,
    pub(crate) options: &'a Options,
    pub(crate) points: &'a Points,
    /// The points of the segment.
    pub(crate) span: Range<usize>,
    /// The points that limits come from, in order.
    pub(crate) base: &'a [usize],
}

/// What a segment's limits told besides.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) sigma_z: Option<f64>,
    pub(crate) warnings: Vec<Warning>,
}

impl Segment<'_> {
    /// Fills in the lines of this segment.
    pub(crate) fn fill(&self, lines: &mut Lines) -> Found {
        let mut found = Found::default();
        match self.kind {
            Kind::Run => self.run(lines),
            Kind::Individuals => self.individuals(lines, &mut found),
            Kind::MovingRange => self.moving_range(lines),
            Kind::IPrime => self.iprime(lines, &mut found),
            Kind::P | Kind::PPrime | Kind::Np | Kind::C | Kind::U | Kind::UPrime => self.attribute(lines, &mut found),
            Kind::G => self.geometric(lines, &mut found),
            Kind::T => self.time_between(lines, &mut found),
            Kind::Xbar | Kind::S | Kind::R => self.subgroups(lines),
        }
        self.constant(lines, &mut found);
        found
    }

    pub(crate) fn is_ours(&self) -> bool {
        self.preset == Preset::Futawa
    }

    /// The values of the base.
    fn base_values(&self) -> impl Iterator<Item = f64> + Clone + '_ {
        self.base.iter().map(|&i| self.points.value[i])
    }

    /// Our own preset: a baseline of equal values has no spread; its limits are its centre.
    fn constant(&self, lines: &mut Lines, found: &mut Found) {
        let mut present = self.base_values().filter(|v| !v.is_nan());
        let Some(first) = present.next() else { return };
        if !self.is_ours() || self.base.len() < 2 || !present.all(|v| v == first) {
            return;
        }
        found.warnings.push(Warning::chart(Code::ConstantData));
        // Rounding must not put such points beside their centre, nor their limits beside it.
        let snap = |value: &mut f64| {
            if (*value - first).abs() <= 1e-12 * first.abs() {
                *value = first;
            }
        };
        for i in self.span.clone() {
            snap(&mut lines.cl[i]);
            lines.lower.iter_mut().chain(&mut lines.upper).for_each(|line| snap(&mut line[i]));
        }
    }

    /// Median of the base, no limits (Anhøj & Olesen 2014).
    fn run(&self, lines: &mut Lines) {
        let center = self.options.center.unwrap_or_else(|| crate::sums::median(self.base_values()));
        for i in self.span.clone() {
            lines.cl[i] = center;
        }
    }
}
