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
/// The cadence is the commonest distance: in months where all dates have one day of the month (or all are ends of months),
/// else in days. Days of the week that never occur are not absent (a ward that is closed at weekends). If more than a third
/// of the distances are not the cadence, or a tenth are no multiple of it, the dates are irregular and nothing is absent.
pub(crate) fn gaps(x: &[String], warnings: &mut Vec<Warning>) -> Vec<bool> {
    let none = vec![false; x.len()];
    let Some(days) = x.iter().map(|text| day(text)).collect::<Option<Vec<Day>>>() else { return none };
    if days.len() < 3 {
        return none;
    }
    let steps = steps(&days);
    if let Some(code) = disorder(&steps) {
        warnings.push(Warning::chart(code));
        return none;
    }
    let cadence = commonest(&steps);
    let gaps: Vec<bool> = std::iter::once(false).chain(steps.iter().map(|step| *step >= 2 * cadence)).collect();
    let at = (0..gaps.len()).filter(|&i| gaps[i]).collect();
    warnings.extend(Warning::points(Code::AbsentPeriods, at));
    gaps
}

/// The distances between dates, in months or in days of the week that occur.
fn steps(days: &[Day]) -> Vec<i64> {
    let is_one_day = days.windows(2).all(|pair| pair[0].of_month == pair[1].of_month);
    let is_monthly = (is_one_day || days.iter().all(|day| day.of_month >= 28))
        && days.windows(2).any(|pair| pair[0].month != pair[1].month);
    if is_monthly {
        return days.windows(2).map(|pair| pair[1].month - pair[0].month).collect();
    }
    let mut occurs = [false; 7];
    days.iter().for_each(|day| occurs[day.number.rem_euclid(7) as usize] = true);
    // With one day of the week (weekly data) distances stay days.
    let is_open = |number: i64| occurs[number.rem_euclid(7) as usize];
    let open_days = occurs.iter().filter(|open| **open).count() as i64;
    if open_days < 3 {
        return days.windows(2).map(|pair| pair[1].number - pair[0].number).collect();
    }
    let between = |from: i64, to: i64| {
        let (weeks, rest) = ((to - from).div_euclid(7), (to - from).rem_euclid(7));
        weeks * open_days + (1..=rest).filter(|day| is_open(from + day)).count() as i64
    };
    days.windows(2).map(|pair| between(pair[0].number, pair[1].number)).collect()
}

/// Why absent periods cannot be told.
fn disorder(steps: &[i64]) -> Option<Code> {
    if steps.iter().any(|step| *step < 0) {
        return Some(Code::UnsortedDates);
    }
    if steps.contains(&0) {
        return Some(Code::DuplicateDates);
    }
    let cadence = commonest(steps);
    let odd = steps.iter().filter(|step| **step != cadence).count();
    let unfit = steps.iter().filter(|step| **step % cadence != 0).count();
    (odd * 3 > steps.len() || unfit * 10 > steps.len()).then_some(Code::IrregularDates)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn look(x: &[&str]) -> (Vec<usize>, Vec<Code>) {
        let mut warnings = Vec::new();
        let x: Vec<String> = x.iter().map(|text| (*text).to_owned()).collect();
        let gaps = gaps(&x, &mut warnings);
        let codes = warnings.into_iter().map(|warning| warning.code).collect();
        ((0..gaps.len()).filter(|&i| gaps[i]).collect(), codes)
    }

    #[test]
    fn months_that_are_not_there_are_found() {
        assert_eq!(
            look(&["2025-11", "2025-12", "2026-01", "2026-03", "2026-04"]),
            (vec![3], vec![Code::AbsentPeriods])
        );
        let ends = ["2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31", "2026-05-31"];
        assert_eq!(look(&ends), (vec![4], vec![Code::AbsentPeriods]));
        assert_eq!(look(&["2026-01-01", "2026-02-01", "2026-03-01"]), (vec![], vec![]));
    }

    #[test]
    fn weekends_that_never_occur_are_not_absent() {
        let weekdays =
            ["2026-11-19", "2026-11-20", "2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"];
        assert_eq!(look(&weekdays), (vec![], vec![]));
        let gap = ["2026-11-19", "2026-11-20", "2026-11-23", "2026-11-24", "2026-11-26", "2026-11-27", "2026-12-02"];
        assert_eq!(look(&gap).0, [4, 6]);
        assert_eq!(look(&["2026-11-02", "2026-11-09", "2026-11-16", "2026-11-30"]).0, [3], "a week is absent");
    }

    #[test]
    fn what_is_no_calendar_has_no_gaps() {
        assert_eq!(look(&["a", "b", "c"]), (vec![], vec![]));
        assert_eq!(look(&["2026-03", "2026-01", "2026-02"]), (vec![], vec![Code::UnsortedDates]));
        assert_eq!(look(&["2026-01", "2026-01", "2026-02"]), (vec![], vec![Code::DuplicateDates]));
        let wild = ["2026-01-01", "2026-01-03", "2026-01-09", "2026-02-20", "2026-03-01"];
        assert_eq!(look(&wild), (vec![], vec![Code::IrregularDates]));
        assert!(day("2026-13-01").is_none() && day("2026-1-1").is_none() && day("２０２６-01-01").is_none());
    }
}
