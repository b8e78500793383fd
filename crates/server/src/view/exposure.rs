//! Owns the mapping of exposures (曝露量): the year of a page, the lines of its form, and what a file would change.
use app::facility::Facility;
use app::import::{ExposureReport, RowEffect, fiscal_months};
use domain::date::fiscal_year;
use domain::exposure::{Exposure, Measure, TypedExposure};
use domain::form::{FieldError, Fields};
use domain::id::UnitId;
use domain::publication::Month;
use jiff::civil::Date;
use render::Text;
use render::page::exposure::{CheckLine, CheckSource, ExposureSource, WAS};

/// The most that a file may hold, in kilobytes: some thousand rows. Its text travels once more through the page of its check, as a
/// form ([`crate::http::form::MAX_FORM`]), and Shift_JIS becomes half as large again.
pub(crate) const KILOBYTES: usize = 150;
/// So many years back can be chosen.
const YEARS: i16 = 5;

/// Which months are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The fiscal year.
    pub(crate) year: i16,
    /// The unit; `None` = the whole facility.
    pub(crate) unit: Option<UnitId>,
}

impl Asked {
    /// Reads year and unit; what is missing or unknown is the year of today, and the whole facility.
    pub(crate) fn of(fields: &Fields, facility: &Facility, today: Date) -> Self {
        let year = fields.get("year").parse().ok().filter(|year| (1990..=2200).contains(year));
        let unit = fields.get("unit").parse().ok().filter(|unit| facility.unit(*unit).is_some());
        Self { year: year.unwrap_or_else(|| fiscal_year(today)), unit }
    }

    /// The address of the page.
    pub(crate) fn address(self) -> String {
        let unit = self.unit.map(|unit| format!("&unit={unit}")).unwrap_or_default();
        format!("/insight/exposures?year={}{unit}", self.year)
    }
}

/// What the page shows.
pub(crate) fn source(t: Text, facility: &Facility, asked: Asked, held: &[Exposure], today: Date) -> ExposureSource {
    let month = |month: Month| {
        let found = held.iter().find(|one| one.unit == asked.unit && one.month == month);
        found.copied().unwrap_or(Exposure::unknown(asked.unit, month))
    };
    let now = fiscal_year(today);
    let mut years: Vec<i16> = (now - YEARS..=now).collect();
    if !years.contains(&asked.year) {
        years.push(asked.year);
    }
    years.sort_unstable_by(|a, b| b.cmp(a));
    let units = facility.units.iter().filter(|row| row.active || Some(row.unit_id) == asked.unit);
    ExposureSource {
        year: asked.year,
        years,
        unit: asked.unit.map(|unit| unit.to_string()).unwrap_or_default(),
        units: units.map(|row| (row.unit_id.to_string(), t.pick(&row.name_ja, &row.name_en).to_owned())).collect(),
        months: fiscal_months(asked.year).into_iter().map(month).collect(),
        this_month: Month::of(today),
        can_write: false,
        typed: Fields::default(),
        errors: Vec::new(),
        kilobytes: KILOBYTES,
    }
}

/// The months in which something was typed that the page had not shown: what a colleague entered meanwhile in others stays.
pub(crate) fn lines(fields: &Fields, asked: Asked) -> Vec<TypedExposure> {
    let is_touched = |month: Month| {
        Measure::ALL.into_iter().any(|measure| {
            let name = measure.field(month);
            fields.get(&name).trim() != fields.get(&format!("{WAS}{name}")).trim()
        })
    };
    let typed = |month: Month, measure: Measure| fields.get(&measure.field(month)).to_owned();
    let line = |month: Month| TypedExposure {
        unit: asked.unit,
        month,
        user_days: typed(month, Measure::UserDays),
        beds: typed(month, Measure::Beds),
    };
    fiscal_months(asked.year).into_iter().filter(|month| is_touched(*month)).map(line).collect()
}

/// What a file would change.
pub(crate) fn check(t: Text, facility: &Facility, report: &ExposureReport, bytes: &[u8]) -> CheckSource {
    let name = |unit: UnitId| {
        facility.unit(unit).map_or_else(String::new, |row| t.pick(&row.name_ja, &row.name_en).to_owned())
    };
    let moved = report.lines.iter().filter(|line| matches!(line.effect, RowEffect::Added | RowEffect::Changed));
    let lines = moved.map(|line| CheckLine {
        row: line.row,
        unit: line.after.unit.map(name),
        before: line.before,
        after: line.after,
        effect: line.effect.code(),
    });
    let errors = report.errors.iter().map(|error| {
        let remedy = t.pick(&error.remedy.ja, &error.remedy.en).to_owned();
        (error.row, error.column.clone(), error.value.clone(), remedy)
    });
    CheckSource {
        counts: [report.rows, report.added, report.changed, report.unchanged, report.empty],
        lines: lines.collect(),
        errors: errors.collect(),
        ignored: report.ignored.clone(),
        text: app::import::decoded(bytes).unwrap_or_default(),
        kilobytes: KILOBYTES,
    }
}

/// Where the numbers of a file are seen: the year and unit of its newest change.
pub(crate) fn seen_at(report: &ExposureReport, today: Date) -> Asked {
    let moved = report.lines.iter().filter(|line| matches!(line.effect, RowEffect::Added | RowEffect::Changed));
    let newest = moved.map(|line| line.after).max_by_key(|one| (one.month, one.unit.is_none()));
    newest.map_or(Asked { year: fiscal_year(today), unit: None }, |one| Asked {
        year: fiscal_year(one.month.first_day()),
        unit: one.unit,
    })
}

/// A file that cannot be taken as a whole, in the words of its control.
pub(crate) fn too_large() -> FieldError {
    FieldError::new(render::page::exposure::FILE, "exposure_file_large").with("kilobytes", KILOBYTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_touched_is_saved() {
        let asked = Asked { year: 2026, unit: None };
        let fields: Fields = [
            ("user_days_2026-04", "1,520"),
            ("was_user_days_2026-04", "1500"),
            ("beds_2026-04", "50"),
            ("was_beds_2026-04", "50"),
            ("user_days_2026-05", " 1400 "),
            ("was_user_days_2026-05", "1400"),
            ("user_days_2026-06", ""),
            ("was_user_days_2026-06", "1"),
            ("user_days_2027-04", "1"),
        ]
        .into_iter()
        .collect();
        let lines = lines(&fields, asked);
        let touched: Vec<(String, &str, &str)> =
            lines.iter().map(|line| (line.month.to_string(), line.user_days.as_str(), line.beds.as_str())).collect();
        assert_eq!(touched, [("2026-04".to_owned(), "1,520", "50"), ("2026-06".to_owned(), "", "")]);
    }
}
