//! Tests of the special functions: against sums, inverses and known values.

use super::*;

fn near(ours: f64, exact: f64, relative: f64) {
    assert!((ours - exact).abs() <= relative * exact.abs(), "{ours} is not {exact}");
}

#[test]
fn the_normal_is_exact_in_its_tails() {
    near(normal_quantile(0.975), 1.959_963_984_540_054, 1e-14);
    near(normal_quantile(0.999), 3.090_232_306_167_813_5, 1e-14);
    near(normal_quantile(1e-10), -6.361_340_902_404_056, 1e-13);
    near(normal_cdf(-10.0), 7.619_853_024_160_527e-24, 1e-12);
    assert!(normal_quantile(1.5).is_nan() && normal_quantile(f64::NAN).is_nan());
    assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
}

#[test]
fn poisson_tails_are_sums_of_the_density() {
    for mean in [0.1, 1.0, 7.5, 40.0, 1000.0] {
        let mut sum = 0.0;
        for k in 0..2000 {
            let k = f64::from(k);
            sum += poisson_pmf(k, mean);
            if sum > 1e-290 && sum < 0.999 {
                near(poisson_cdf(k, mean), sum, 1e-11);
                near(poisson_sf(k + 1.0, mean), 1.0 - sum, 1e-8);
            }
        }
    }
    // Far out: P(X ≥ 200) at mean 50 is its first terms.
    let far: f64 = (200..300).map(|k| poisson_pmf(f64::from(k), 50.0)).sum();
    near(poisson_sf(200.0, 50.0), far, 1e-11);
    assert!(far < 1e-50);
}

#[test]
fn binomial_tails_are_sums_of_the_density() {
    for (n, p) in [(10.0, 0.3), (400.0, 0.01), (400.0, 0.97), (2000.0, 0.5)] {
        let mut sum = 0.0;
        for k in 0..=(n as u32) {
            let k = f64::from(k);
            sum += binomial_pmf(k, n, p);
            if sum > 1e-290 && sum < 0.999 {
                near(binomial_cdf(k, n, p), sum, 1e-10);
            }
        }
        near(sum, 1.0, 1e-11);
    }
}

#[test]
fn quantiles_are_the_smallest_that_reach() {
    for p in [0.001, 0.025, 0.5, 0.975, 0.999] {
        for mean in [0.0, 0.01, 0.5, 3.0, 77.7, 12_345.0] {
            let r = poisson_quantile(p, mean);
            assert!(poisson_cdf(r, mean) >= p && (r == 0.0 || poisson_cdf(r - 1.0, mean) < p), "{p} {mean} {r}");
        }
        for (n, chance) in [(0.0, 0.5), (1.0, 0.5), (100.0, 0.001), (100.0, 1.0), (5000.0, 0.3)] {
            let r = binomial_quantile(p, n, chance);
            assert!(binomial_cdf(r, n, chance) >= p, "{p} {n} {chance} {r}");
            assert!(r == 0.0 || binomial_cdf(r - 1.0, n, chance) < p, "{p} {n} {chance} {r}");
        }
    }
}

#[test]
fn chi_square_quantiles_come_back() {
    for df in [0.5, 1.0, 2.0, 20.0, 333.0, 20_000.0] {
        for p in [1e-6, 0.001, 0.025, 0.5, 0.975, 0.999] {
            let x = chi_square_quantile(p, df);
            near(chi_square_sf(x, df), 1.0 - p, 1e-10);
        }
    }
    near(chi_square_quantile(0.95, 1.0), 3.841_458_820_694_124, 1e-12);
    assert_eq!(chi_square_quantile(0.5, 0.0), 0.0);
    near(student_quantile(0.975, 14.0), 2.144_786_687_916_927, 1e-10);
}

#[test]
fn nothing_panics_and_nothing_hangs() {
    let odd = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 0.0, 1e-300, 0.5, 1.0, 1e6, 1e300];
    let mut known = 0;
    let mut note = |value: f64| known += i32::from(!value.is_nan());
    for a in odd {
        note(normal_quantile(a));
        for b in odd {
            note(poisson_cdf(a, b));
            note(poisson_quantile(a, b));
            note(chi_square_quantile(a, b));
            note(student_quantile(a, b));
            for c in odd {
                note(binomial_cdf(a, b, c));
                note(binomial_quantile(a, b, c));
                note(beta_quantile(a, b, c));
            }
        }
    }
    assert!(known > 100);
}
