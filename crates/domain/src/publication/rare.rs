//! Owns rare combinations (めずらしい組合せ): what may be said of a case so that fewer than k cases never stand alone, and the
//! coarsening of crossed counts. Pure functions; sums never change.
use std::collections::BTreeMap;

/// What a text or a table may say of a case beside its form and kind, from the first to be given up to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// Where: a place of the facility.
    Place,
    /// Sex of the person.
    Sex,
    /// Age in decades.
    AgeBand,
}

impl Dimension {
    /// Every dimension, the first to be given up first.
    pub const ALL: [Self; 3] = [Self::Place, Self::Sex, Self::AgeBand];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Sex => "sex",
            Self::AgeBand => "age_band",
        }
    }
}

/// What is known of one case: the cell that the standard publishes anyway (form and kind), and the values of the dimensions.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Traits {
    /// The cell that the standard demands, as form and kind.
    pub cell: String,
    /// Values by dimension; a dimension that is not known is left out.
    pub values: BTreeMap<Dimension, String>,
}

/// How many cases of the cell share every one of these values.
#[must_use]
pub fn companions(cases: &[Traits], cell: &str, told: &BTreeMap<Dimension, String>) -> usize {
    let fits = |case: &&Traits| {
        case.cell == cell && told.iter().all(|(dimension, value)| case.values.get(dimension) == Some(value))
    };
    cases.iter().filter(fits).count()
}

/// The dimensions that a text about a case has to give up, so that at least `k` cases fit what it still says.
///
/// They are given up in the order of [`Dimension::ALL`]. Nothing is given up where the text tells no dimension: the standard
/// publishes the plain cell, however few cases it has.
#[must_use]
pub fn give_up(cases: &[Traits], cell: &str, told: &BTreeMap<Dimension, String>, k: usize) -> Vec<Dimension> {
    let mut left = told.clone();
    let mut given_up = Vec::new();
    for dimension in Dimension::ALL {
        if left.is_empty() || companions(cases, cell, &left) >= k {
            break;
        }
        if left.remove(&dimension).is_some() {
            given_up.push(dimension);
        }
    }
    given_up
}

/// One released count: the cell that the standard demands, and as many dimensions as the small numbers allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released {
    /// Form and kind.
    pub cell: String,
    /// Values of the dimensions that are told; empty = only the plain cell.
    pub told: BTreeMap<Dimension, String>,
    /// Cases.
    pub count: u32,
}

/// Crosses cases by dimensions and coarsens each cell until no crossed count lies between 0 and `k`.
///
/// Within a cell a dimension is told for all its cases or for none, so that nothing can be subtracted from the cell's sum. The
/// plain sum of a cell is always released, as the standard demands (seed B §3 ①), also when it is below `k`. Sums never change.
#[must_use]
pub fn coarsen(cases: &[Traits], k: u32) -> Vec<Released> {
    let mut cells: BTreeMap<&str, Vec<&Traits>> = BTreeMap::new();
    for case in cases {
        cells.entry(&case.cell).or_default().push(case);
    }
    cells.into_iter().flat_map(|(cell, cases)| coarsen_cell(cell, &cases, k)).collect()
}

fn coarsen_cell(cell: &str, cases: &[&Traits], k: u32) -> Vec<Released> {
    for given_up in 0..=Dimension::ALL.len() {
        let kept = &Dimension::ALL[given_up..];
        let mut counts: BTreeMap<BTreeMap<Dimension, String>, u32> = BTreeMap::new();
        for case in cases {
            let told = kept
                .iter()
                .map(|dimension| (*dimension, case.values.get(dimension).cloned().unwrap_or_default()))
                .collect();
            *counts.entry(told).or_default() += 1;
        }
        if kept.is_empty() || counts.values().all(|count| *count >= k) {
            let released = |(told, count)| Released { cell: cell.to_owned(), told, count };
            return counts.into_iter().map(released).collect();
        }
    }
    Vec::new()
}
