//! Owns the look at dates: the cadence of a series, and where periods are absent.

use crate::warning::{Code, Warning};

/// A day as its number since 1 March of year 0, and as (month number, day of month).
pub(crate) struct Day {
    number: i64,
    month: i64,
    of_month: i64,
}

/// Reads `YYYY-MM-DD` or `YYYY-MM`; none for anything else.
pub(crate) fn day(text: &str) -> Option<Day> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = digits(parts.next()?, 2)?;
    let of_month = match parts.next() {
        Some(part) => digits(part, 2)?,
        None => 1,
    };
    if parts.next().is_some() || !(1..=12).contains(&month) || !(1..=31).contains(&of_month) {
        return None;
    }
    // Days from civil, with the year beginning in March.
    let y = if month <= 2 { year - 1 } else { year };
    let m = (month + 9) % 12;
    let number = 365 * y + y / 4 - y / 100 + y / 400 + (m * 306 + 5) / 10 + of_month - 1;
    Some(Day { number, month: year * 12 + month - 1, of_month })
}

fn digits(text: &str, width: usize) -> Option<i64> {
    (text.len() == width && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// For each point, whether periods are absent between it and the one before it.
///
/// The cadence is the commonest distance: months where all dates have one day of the month, else days. If more than a
/// tenth of the distances are neither the cadence nor a multiple of it, the dates are irregular and nothing is absent.
pub(crate) fn gaps(x: &[String], warnings: &mut Vec<Warning>) -> Vec<bool> {
    let none = vec![false; x.len()];
    let Some(days) = x.iter().map(|text| day(text)).collect::<Option<Vec<Day>>>() else { return none };
    if days.len() < 3 {
        return none;
    }
    let is_monthly = days.windows(2).all(|pair| pair[0].of_month == pair[1].of_month)
        && days.windows(2).any(|pair| pair[0].month != pair[1].month);
    let place = |day: &Day| if is_monthly { day.month } else { day.number };
    let steps: Vec<i64> = days.windows(2).map(|pair| place(&pair[1]) - place(&pair[0])).collect();
    if steps.iter().any(|step| *step < 0) {
        warnings.push(Warning::chart(Code::UnsortedDates));
        return none;
    }
    if steps.contains(&0) {
        warnings.push(Warning::chart(Code::DuplicateDates));
        return none;
    }
    let cadence = commonest(&steps);
    let odd = steps.iter().filter(|step| **step != cadence).count();
    let unfit = steps.iter().filter(|step| **step % cadence != 0).count();
    if odd * 3 > steps.len() || unfit * 10 > steps.len() {
        warnings.push(Warning::chart(Code::IrregularDates));
        return none;
    }
    let gaps: Vec<bool> = std::iter::once(false).chain(steps.iter().map(|step| *step >= 2 * cadence)).collect();
    let at = (0..gaps.len()).filter(|&i| gaps[i]).collect();
    warnings.extend(Warning::points(Code::AbsentPeriods, at));
    gaps
}

/// The commonest of some positive numbers; the smaller of equals.
fn commonest(steps: &[i64]) -> i64 {
    let mut sorted = steps.to_vec();
    sorted.sort_unstable();
    let (mut best, mut most) = (1, 0);
    for group in sorted.chunk_by(|a, b| a == b) {
        if group.len() > most {
            (best, most) = (group[0], group.len());
        }
    }
    best
}
