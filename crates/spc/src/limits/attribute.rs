//! Owns charts of counts: P, NP, C, U, and Laney's P′ and U′.

use super::{Found, Lines, NOT_NEGATIVE, Segment};
use crate::kind::Kind;
use crate::preset::Preset;
use crate::sums::{mean, sum};
use crate::warning::{Code, Warning};

impl Segment<'_> {
    /// p ± 3√(p(1−p)/nᵢ), u ± 3√(u/nᵢ), c ± 3√c; with σ_z for the primes (Laney 2002).
    pub(super) fn attribute(&self, lines: &mut Lines, found: &mut Found) {
        let points = self.points;
        let total = |of: &[f64]| sum(self.base.iter().map(|&i| of[i]));
        let center = self.options.center.unwrap_or_else(|| match self.kind {
            Kind::C => mean(self.base_values()),
            _ => total(&points.num) / total(&points.den),
        });
        let chance = |i: usize| match self.kind {
            Kind::P | Kind::PPrime => (center * (1.0 - center) / points.den[i]).sqrt(),
            Kind::Np => (points.den[i] * center * (1.0 - center)).sqrt(),
            Kind::C => center.sqrt(),
            _ => (center / points.den[i]).sqrt(),
        };
        let mut factor = 1.0;
        if matches!(self.kind, Kind::PPrime | Kind::UPrime) {
            factor = self.sigma_z(|i| (points.value[i] - center) / chance(i), found);
        }
        let is_proportion = matches!(self.kind, Kind::P | Kind::PPrime);
        for i in self.span.clone() {
            let sigma = chance(i) * factor;
            match self.kind {
                Kind::Np => {
                    let n = points.den[i];
                    lines.band(i, center * n, sigma, (0.0, if n.is_nan() { f64::INFINITY } else { n }));
                }
                _ if is_proportion => lines.band(i, center, sigma, (0.0, 1.0)),
                _ => lines.band(i, center, sigma, NOT_NEGATIVE),
            }
        }
        self.look_at_counts(center, factor, chance, found);
    }

    /// σ_z: the spread of the standardised points, from their moving ranges.
    ///
    /// Below 1 it would narrow the limits; our own preset does not let it.
    fn sigma_z(&self, z: impl Fn(usize) -> f64, found: &mut Found) -> f64 {
        let mut sigma_z = self.average_range(z, found) * self.preset.sigma_of_range();
        if self.is_ours() && sigma_z.is_nan() {
            sigma_z = 1.0;
        }
        found.sigma_z = (!sigma_z.is_nan()).then_some(sigma_z);
        if self.is_ours() && sigma_z < 1.0 {
            found.warnings.push(Warning::chart(Code::SigmaZRaised));
            return 1.0;
        }
        sigma_z
    }

    /// Our own preset: says when another chart would show more.
    fn look_at_counts(&self, center: f64, factor: f64, chance: impl Fn(usize) -> f64, found: &mut Found) {
        if !self.is_ours() {
            return;
        }
        let known = self.base.iter().filter(|&&i| !self.points.value[i].is_nan()).count();
        let events = sum(self.base.iter().map(|&i| self.points.num[i]));
        if known > 0 && events / (known as f64) < crate::choose::SPARSE_MEAN {
            found.warnings.push(Warning::chart(Code::Sparse));
        } else if factor == 1.0 && !matches!(self.kind, Kind::PPrime | Kind::UPrime) && known >= 12 {
            let middle = |i: usize| if self.kind == Kind::Np { center * self.points.den[i] } else { center };
            let z = |i: usize| (self.points.value[i] - middle(i)) / chance(i);
            let ranges: Vec<f64> = self.pairs().map(|(a, b)| (z(b) - z(a)).abs()).collect();
            if mean(ranges.iter().copied()) * Preset::Futawa.sigma_of_range() > crate::choose::OVERDISPERSED_SIGMA {
                found.warnings.push(Warning::chart(Code::Overdispersed));
            }
        }
    }
}
