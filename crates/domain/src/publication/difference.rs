//! Owns the difference attack (差分): what an outsider learns by laying two releases beside each other.
use super::count::{MonthFigures, Snapshot};
use crate::profile::Kind;

/// Which table of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableOf {
    /// Counts by form.
    Forms,
    /// Medication by detail.
    Details,
}

/// A count that differs between two revisions of one month.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moved {
    /// The table.
    pub table: TableOf,
    /// Code of the form or detail.
    pub code: String,
    /// Incident or accident.
    pub kind: &'static str,
    /// Before and after, cases.
    pub counts: (u32, u32),
}

/// What two releases tell together and neither tells alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Telltale {
    /// Two revisions of one month differ by so few cases that one can say of them what was changed.
    FewMoved {
        /// How many cases at least must have moved, come or gone; below k.
        cases: u32,
        /// The counts that differ.
        counts: Vec<Moved>,
    },
    /// Exactly so many texts came, went or changed with the revision: who knows of the correction knows whose text it is.
    FewTexts {
        /// Texts that are in one release only, the larger of both numbers.
        texts: u32,
    },
    /// The same text stands in two months: who recognises one case recognises the other.
    SameText,
}

impl Telltale {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::FewMoved { .. } => "few_moved",
            Self::FewTexts { .. } => "few_texts",
            Self::SameText => "same_text",
        }
    }
}

/// Lays a release beside an earlier one, as anybody can who keeps both.
///
/// Two revisions of one month count the same cases, so that their difference tells of those that were corrected. Two months count
/// different cases (by report date): their difference tells nothing that each does not tell alone, except by equal texts.
#[must_use]
pub fn telltales(earlier: &Snapshot, later: &Snapshot, k: u32) -> Vec<Telltale> {
    if earlier.month != later.month {
        let same = later.narratives.iter().any(|text| {
            earlier.narratives.iter().any(|old| {
                !text.circumstances.is_empty()
                    && (&old.circumstances, &old.prevention) == (&text.circumstances, &text.prevention)
            })
        });
        return if same { vec![Telltale::SameText] } else { Vec::new() };
    }
    let mut found = Vec::new();
    let counts = moved(&earlier.figures, &later.figures);
    let cases = at_least(&counts);
    if (1..k).contains(&cases) {
        found.push(Telltale::FewMoved { cases, counts });
    }
    let new = later.narratives.iter().filter(|text| !earlier.narratives.contains(text)).count();
    let gone = earlier.narratives.iter().filter(|text| !later.narratives.contains(text)).count();
    let texts = u32::try_from(new.max(gone)).unwrap_or(u32::MAX);
    if (1..k).contains(&texts) {
        found.push(Telltale::FewTexts { texts });
    }
    found
}

/// Every count that differs; a row that one release does not have counts as zero.
#[must_use]
pub fn moved(earlier: &MonthFigures, later: &MonthFigures) -> Vec<Moved> {
    let rows = |figures: &MonthFigures| -> Vec<(TableOf, String, u32, u32)> {
        let forms = figures.forms.iter().map(|row| (TableOf::Forms, row.form.clone(), row.incident, row.accident));
        let details =
            figures.details.iter().map(|row| (TableOf::Details, row.detail.clone(), row.incident, row.accident));
        forms.chain(details).collect()
    };
    let (before, after) = (rows(earlier), rows(later));
    let of = |rows: &[(TableOf, String, u32, u32)], table: TableOf, code: &str| {
        rows.iter().find(|row| row.0 == table && row.1 == code).map_or((0, 0), |row| (row.2, row.3))
    };
    let mut keys: Vec<(TableOf, String)> = before.iter().chain(&after).map(|row| (row.0, row.1.clone())).collect();
    keys.sort();
    keys.dedup();
    let mut moved = Vec::new();
    for (table, code) in keys {
        let ((incident, accident), (incidents, accidents)) = (of(&before, table, &code), of(&after, table, &code));
        for (kind, counts) in [(Kind::Incident, (incident, incidents)), (Kind::Accident, (accident, accidents))] {
            if counts.0 != counts.1 {
                moved.push(Moved { table, code: code.clone(), kind: kind.as_str(), counts });
            }
        }
    }
    moved
}

/// How many cases must have moved at least: what came, or what went, whichever is more, in either table.
fn at_least(counts: &[Moved]) -> u32 {
    let of = |table: TableOf| {
        let rows = || counts.iter().filter(move |row| row.table == table);
        let came: u32 = rows().map(|row| row.counts.1.saturating_sub(row.counts.0)).sum();
        let went: u32 = rows().map(|row| row.counts.0.saturating_sub(row.counts.1)).sum();
        came.max(went)
    };
    of(TableOf::Forms).max(of(TableOf::Details))
}
