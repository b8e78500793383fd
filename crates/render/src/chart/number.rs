//! chart::number: numbers for people: few figures, thousands apart, never more exact than they are.

use crate::catalog::Text;

/// What stands where there is no number.
pub(super) const NONE: &str = "–";

/// A number with about three figures; whole numbers are whole.
pub(super) fn figure(v: f64) -> String {
    let size = v.abs();
    let decimals = match size {
        _ if v.fract() == 0.0 => 0,
        10.0.. => 1,
        1.0.. => 2,
        0.1.. => 3,
        0.01.. => 3,
        _ => 5,
    };
    fixed(v, decimals)
}

/// A number with so many decimals, without zeros at its end.
pub(super) fn fixed(v: f64, decimals: usize) -> String {
    if !v.is_finite() {
        return NONE.to_owned();
    }
    let size = v.abs();
    if size >= 1e15 || (size > 0.0 && size < 1e-5) {
        return format!("{v:.2e}");
    }
    let text = format!("{size:.decimals$}");
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let rest = rest.trim_end_matches('0');
    let point = if rest.is_empty() { "" } else { "." };
    let sign = if v < 0.0 && (whole != "0" || !rest.is_empty()) { "-" } else { "" };
    format!("{sign}{}{point}{rest}", grouped(whole))
}

fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + 4);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number under an axis or at a line's end, where room is short.
pub(super) fn brief(v: f64) -> String {
    if v.abs() >= 1e7 { format!("{v:.1e}").replace(".0e", "e") } else { figure(v) }
}

/// A number with its unit: 9.4件, 9.4 reports, 12%.
pub(super) fn quantity(t: Text, v: f64, unit: &str) -> String {
    let n = figure(v);
    if unit.is_empty() || unit.starts_with('%') {
        return format!("{n}{unit}");
    }
    t.with("chart.quantity", &[("n", &n), ("unit", &unit)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_readable() {
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (12.0, "12"),
            (1234.0, "1,234"),
            (1_234_567.89, "1,234,567.9"),
            (9.428_571, "9.43"),
            (18.64, "18.6"),
            (0.123_456, "0.123"),
            (0.013_7, "0.014"),
            (0.001_234, "0.00123"),
            (-3.5, "-3.5"),
            (-0.000_000_1, "-1.00e-7"),
            (1e18, "1.00e18"),
            (f64::NAN, "–"),
            (f64::INFINITY, "–"),
        ];
        for (value, text) in cases {
            assert_eq!(figure(value), text, "{value}");
        }
        assert_eq!(brief(2.0e9), "2e9");
        assert_eq!(fixed(0.300_000_000_000_000_04, 1), "0.3");
        assert_eq!(fixed(-0.04, 1), "0");
    }
}
