//! Owns the counts of a view by one property: forms, places, causes, levels, occupations, times of the week, days to the report.
use std::collections::HashMap;
use std::hash::Hash;

use super::cube::{Names, Row};
use super::measure::lag_days;
use super::{Measure, View};
use crate::id::{PlaceId, UnitId};
use crate::profile::Kind;
use crate::report::Mode;

/// How often something stands in the reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Reports.
    pub reports: u32,
    /// Accidents among them.
    pub harm: u32,
}

/// A property by which reports are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// 形態.
    Form,
    /// 与薬の詳細.
    MedicationDetail,
    /// 影響レベル.
    Level,
    /// 職種, of named reports only.
    Occupation,
    /// 事故の原因; one report may have several.
    Cause,
}

/// Parts of the day in the table of the week.
pub const HEAT_BLOCKS: usize = 8;

/// Reports by weekday (Monday first) and by parts of three hours, of those whose day and time are known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heat {
    /// By weekday, then by part of the day.
    pub cells: [[u32; HEAT_BLOCKS]; 7],
    /// Reports whose day or time is not known.
    pub unknown: u32,
}

/// First and last day of each band of [`Lag`]; the last band has no end.
pub const LAG_BANDS: [(u16, Option<u16>); 5] = [(0, Some(0)), (1, Some(1)), (2, Some(3)), (4, Some(7)), (8, None)];

/// Days from event to report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lag {
    /// Reports by the bands of [`LAG_BANDS`].
    pub counts: [u32; LAG_BANDS.len()],
    /// Reports whose day is not known.
    pub unknown: u32,
    /// Days within which half of them came.
    pub median: Option<u16>,
}

impl View<'_> {
    /// Counts by a property, in no particular order; `None` = it is not given.
    #[must_use]
    pub fn by(&self, part: Part) -> Vec<(Option<String>, Count)> {
        let cube = self.cube;
        match part {
            Part::Form => self.count(&cube.forms, |row| row.form),
            Part::MedicationDetail => self.count(&cube.details, |row| row.detail),
            Part::Level => self.count(&cube.levels, |row| row.level),
            Part::Occupation => self.count(&cube.occupations, |row| row.occupation),
            Part::Cause => self.count_all(&cube.causes, |row, add| {
                row.causes.iter().for_each(|cause| add(*cause));
                if row.causes.is_empty() {
                    add(0);
                }
            }),
        }
    }

    /// Counts by place; `None` = elsewhere, or not known.
    #[must_use]
    pub fn by_place(&self) -> Vec<(Option<PlaceId>, Count)> {
        self.count(&self.cube.places, |row| row.place)
    }

    /// Reports whose reporter stays unnamed (氏名保護・匿名): their occupation is not counted.
    #[must_use]
    pub fn unnamed(&self) -> u32 {
        let count = self.rows.iter().filter(|row| row.mode != Mode::Named).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// Counts by unit, for the reader who looks for reports, never for an order of units.
    #[must_use]
    pub fn by_unit(&self) -> HashMap<Option<UnitId>, Count> {
        self.count(&self.cube.units, |row| row.unit).into_iter().collect()
    }

    fn count<T: Clone + Eq + Hash>(&self, names: &Names<T>, number: impl Fn(&Row) -> u16) -> Vec<(Option<T>, Count)> {
        self.count_all(names, |row, add| add(number(row)))
    }

    fn count_all<T: Clone + Eq + Hash>(
        &self,
        names: &Names<T>,
        numbers: impl Fn(&Row, &mut dyn FnMut(u16)),
    ) -> Vec<(Option<T>, Count)> {
        let mut counts = vec![Count::default(); names.len() + 1];
        for row in &self.rows {
            numbers(row, &mut |number| {
                if let Some(count) = counts.get_mut(usize::from(number)) {
                    count.reports += 1;
                    count.harm += u32::from(row.kind == Some(Kind::Accident));
                }
            });
        }
        let named = counts.into_iter().zip(0u16..).map(|(count, number)| (names.name(number).cloned(), count));
        named.filter(|(_, count)| count.reports > 0).collect()
    }

    /// Reports by weekday and part of the day.
    #[must_use]
    pub fn heat(&self) -> Heat {
        let mut heat = Heat::default();
        for row in &self.rows {
            match (row.occurred, row.hour) {
                (Some(day), Some(hour)) => {
                    let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
                    heat.cells[weekday.min(6)][usize::from(hour / 3).min(HEAT_BLOCKS - 1)] += 1;
                }
                _ => heat.unknown += 1,
            }
        }
        heat
    }

    /// Days from event to report.
    #[must_use]
    pub fn lag(&self) -> Lag {
        let mut days: Vec<u16> = self.rows.iter().filter_map(|row| lag_days(row)).collect();
        days.sort_unstable();
        let within = |(first, last): (u16, Option<u16>)| {
            let is_in = |day: &&u16| **day >= first && last.is_none_or(|last| **day <= last);
            u32::try_from(days.iter().filter(is_in).count()).unwrap_or(u32::MAX)
        };
        let counts = LAG_BANDS.map(within);
        let unknown = u32::try_from(self.rows.len() - days.len()).unwrap_or(u32::MAX);
        // The lower of the two in the middle: "within so many days" must hold for half of them.
        Lag { counts, unknown, median: days.get(days.len().saturating_sub(1) / 2).copied() }
    }

    /// The newest event of a count.
    #[must_use]
    pub fn last_event(&self, measure: Measure) -> Option<jiff::civil::Date> {
        self.event_days(measure).pop()
    }
}
