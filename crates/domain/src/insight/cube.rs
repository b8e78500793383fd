//! Owns the facts of a facility in memory, small enough that a page can count them all anew.
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use jiff::civil::Date;

use super::Fact;
use crate::id::{PlaceId, ReportId, UnitId};
use crate::profile::Kind;
use crate::publication::Month;
use crate::report::Mode;

/// Names that many rows share, by number; 0 is "none".
#[derive(Debug, Clone)]
pub(super) struct Names<T> {
    list: Vec<T>,
    numbers: HashMap<T, u16>,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self { list: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Names<T> {
    /// The number of a name; a new one if it has none. Past 65,535 names the rest are "none".
    fn number(&mut self, name: Option<T>) -> u16 {
        let Some(name) = name else { return 0 };
        if let Some(number) = self.numbers.get(&name) {
            return *number;
        }
        let Ok(number) = u16::try_from(self.list.len() + 1) else { return 0 };
        self.list.push(name.clone());
        self.numbers.insert(name, number);
        number
    }

    pub(super) fn find(&self, name: &T) -> Option<u16> {
        self.numbers.get(name).copied()
    }

    pub(super) fn name(&self, number: u16) -> Option<&T> {
        self.list.get(usize::from(number).checked_sub(1)?)
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }
}

/// A report as it is kept here.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) reported: Date,
    pub(super) occurred: Option<Date>,
    pub(super) month: i32,
    pub(super) hour: Option<u8>,
    pub(super) unit: u16,
    pub(super) place: u16,
    pub(super) form: u16,
    pub(super) detail: u16,
    pub(super) level: u16,
    pub(super) occupation: u16,
    pub(super) mild: Option<bool>,
    pub(super) kind: Option<Kind>,
    pub(super) mode: Mode,
    pub(super) merged: bool,
    pub(super) causes: Box<[u16]>,
}

/// All facts of a facility.
#[derive(Debug, Clone, Default)]
pub struct Cube {
    rows: Vec<Row>,
    places_of: HashMap<ReportId, usize>,
    pub(super) units: Names<UnitId>,
    pub(super) places: Names<PlaceId>,
    pub(super) forms: Names<String>,
    pub(super) details: Names<String>,
    pub(super) levels: Names<String>,
    pub(super) occupations: Names<String>,
    pub(super) causes: Names<String>,
    /// Of what these are a part; `None` = they are all.
    whole: Option<Arc<Cube>>,
}

/// Which reports are looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// Of this unit; `None` = of all.
    pub unit: Option<UnitId>,
    /// Of this form (形態); `None` = of all.
    pub form: Option<String>,
    /// First month.
    pub from: Month,
    /// Last month, included.
    pub until: Month,
}

impl Cube {
    /// Takes a fact in; the fact of a report that is here already is replaced. The occupation is kept of named reports only: of a small
    /// unit it would name who stays unnamed.
    pub fn put(&mut self, fact: Fact) {
        let mut causes: Vec<u16> = fact.causes.into_iter().map(|cause| self.causes.number(Some(cause))).collect();
        // A cause that was sent twice is one.
        causes.sort_unstable();
        causes.dedup();
        let row = Row {
            reported: fact.reported,
            occurred: fact.occurred,
            month: Month::of(fact.reported).ordinal(),
            hour: fact.hour,
            unit: self.units.number(fact.unit),
            place: self.places.number(fact.place),
            form: self.forms.number(Some(fact.form)),
            detail: self.details.number(fact.medication_detail),
            level: self.levels.number(fact.level),
            occupation: self.occupations.number(fact.occupation.filter(|_| fact.mode == Mode::Named)),
            mild: fact.mild,
            kind: fact.kind,
            mode: fact.mode,
            merged: fact.merged,
            causes: causes.into(),
        };
        match self.places_of.get(&fact.report) {
            Some(&at) => self.rows[at] = row,
            None => {
                self.places_of.insert(fact.report, self.rows.len());
                self.rows.push(row);
            }
        }
    }

    /// The part of the facts that is about these reports; reports without a fact are left out. Which they are is asked elsewhere: facts
    /// know no words. The months begin with those of the whole: that nobody told of something is a count, too.
    #[must_use]
    pub fn only(self: &Arc<Self>, reports: &[ReportId]) -> Self {
        let mut part = Self {
            units: self.units.clone(),
            places: self.places.clone(),
            forms: self.forms.clone(),
            details: self.details.clone(),
            levels: self.levels.clone(),
            occupations: self.occupations.clone(),
            causes: self.causes.clone(),
            whole: Some(Arc::clone(self)),
            ..Self::default()
        };
        for report in reports {
            let Some(row) = self.places_of.get(report).and_then(|at| self.rows.get(*at)) else { continue };
            if part.places_of.insert(*report, part.rows.len()).is_none() {
                part.rows.push(row.clone());
            }
        }
        part
    }

    /// Whether a report has, or had under an earlier version of the profile, this form (形態).
    #[must_use]
    pub fn knows_form(&self, form: &str) -> bool {
        self.forms.find(&form.to_owned()).is_some()
    }

    /// How many reports there are, merged ones too.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The first month with a report.
    #[must_use]
    pub fn first_month(&self) -> Option<Month> {
        self.first_month_of(None, None)
    }

    /// The first month with a report of a unit and a form, where they are asked for: before it there was nothing to count.
    #[must_use]
    pub fn first_month_of(&self, unit: Option<UnitId>, form: Option<&str>) -> Option<Month> {
        if let Some(whole) = &self.whole {
            return whole.first_month_of(unit, form);
        }
        let unit = unit.map(|unit| self.units.find(&unit));
        let form = form.map(|form| self.forms.find(&form.to_owned()));
        let wanted = |row: &&Row| {
            unit.is_none_or(|unit| unit == Some(row.unit)) && form.is_none_or(|form| form == Some(row.form))
        };
        self.rows.iter().filter(wanted).map(|row| row.reported).min().map(Month::of)
    }

    /// Part of the facts. The rows are looked for once, so that all counts of a page share the walk.
    #[must_use]
    pub fn view(&self, selection: &Selection) -> View<'_> {
        let (from, until) = (selection.from.ordinal(), selection.until.ordinal());
        let unit = selection.unit.as_ref().map(|unit| self.units.find(unit));
        let form = selection.form.as_ref().map(|form| self.forms.find(form));
        let wanted = |row: &&Row| {
            !row.merged
                && (from..=until).contains(&row.month)
                && unit.is_none_or(|unit| unit == Some(row.unit))
                && form.is_none_or(|form| form == Some(row.form))
        };
        View { cube: self, rows: self.rows.iter().filter(wanted).collect(), first: from, months: until - from + 1 }
    }
}

/// The facts of a selection.
#[derive(Debug, Clone)]
pub struct View<'a> {
    pub(super) cube: &'a Cube,
    pub(super) rows: Vec<&'a Row>,
    pub(super) first: i32,
    months: i32,
}

impl<'a> View<'a> {
    /// How many reports count.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether none does.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The months of the selection, in order.
    #[must_use]
    pub fn months(&self) -> Vec<Month> {
        (0..self.months).map(|at| Month::from_ordinal(self.first + at)).collect()
    }

    /// The part of these facts that has a form (形態).
    #[must_use]
    pub fn of_form(&self, form: &str) -> View<'a> {
        let number = self.cube.forms.find(&form.to_owned());
        let rows = self.rows.iter().copied().filter(|row| Some(row.form) == number).collect();
        View { cube: self.cube, rows, first: self.first, months: self.months }
    }

    pub(super) fn span(&self) -> usize {
        usize::try_from(self.months).unwrap_or(0)
    }
}
