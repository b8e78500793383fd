//! Owns the Pareto table: categories by frequency, with their cumulative share.

use std::collections::BTreeMap;

/// A row of the table.
#[derive(Debug, Clone, PartialEq)]
pub struct ParetoRow {
    /// The category; none for "not known".
    pub name: Option<String>,
    /// How often it occurs.
    pub count: usize,
    /// The count of this and all rows above.
    pub cumulative: usize,
    /// Its share of all, 0 to 1.
    pub share: f64,
    /// The share of this and all rows above.
    pub cumulative_share: f64,
}

/// Counts categories, most frequent first; ties in the order of their names. "Not known" comes last, or is left out.
#[must_use]
pub fn pareto<S: AsRef<str>>(items: &[Option<S>], with_unknown: bool) -> Vec<ParetoRow> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for item in items.iter().flatten() {
        *counts.entry(item.as_ref()).or_default() += 1;
    }
    let mut rows: Vec<(Option<String>, usize)> =
        counts.into_iter().map(|(name, n)| (Some(name.to_owned()), n)).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.1));
    let unknown = items.iter().filter(|item| item.is_none()).count();
    if with_unknown && unknown > 0 {
        rows.push((None, unknown));
    }
    let total: usize = rows.iter().map(|(_, n)| n).sum();
    let mut cumulative = 0;
    rows.into_iter()
        .map(|(name, count)| {
            cumulative += count;
            let of = |n: usize| n as f64 / total as f64;
            ParetoRow { name, count, cumulative, share: of(count), cumulative_share: of(cumulative) }
        })
        .collect()
}
