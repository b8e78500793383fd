//! page::exposure: 延べ利用者日数と定員 — a fiscal year of a unit or of the whole facility, month by month, and the file that brings it.

mod check;

use askama::Template;
use domain::exposure::{Exposure, Measure, grouped};
use domain::form::{FieldError, Fields};
use domain::publication::Month;

pub use check::{CheckLine, CheckSource, ExposureCheck};

use super::Page;
use crate::catalog::Text;
use crate::component::*;
use crate::error_text::error_text;
use crate::frame::{AssetUrls, Frame};
use crate::html::Html;
use crate::when;

/// The name of the control with which the file is chosen.
pub const FILE: &str = "file";
/// What begins the name of the field that holds a number as the page showed it.
pub const WAS: &str = "was_";

/// What the page is drawn from.
#[derive(Debug, Clone)]
pub struct ExposureSource {
    /// The fiscal year (年度), named by its April.
    pub year: i16,
    /// The years that can be chosen.
    pub years: Vec<i16>,
    /// Id of the unit; empty = the whole facility.
    pub unit: String,
    /// Units: id and name.
    pub units: Vec<(String, String)>,
    /// The months of the year with what stands.
    pub months: Vec<Exposure>,
    /// The month of today: later ones cannot be entered.
    pub this_month: Month,
    /// The reader may enter numbers.
    pub can_write: bool,
    /// Answers as typed, by [`Measure::field`]; empty = the page shows what stands.
    pub typed: Fields,
    /// What is wrong with them, or with the file (`file`).
    pub errors: Vec<FieldError>,
    /// The most that a file may hold, in kilobytes.
    pub kilobytes: usize,
}

/// One number of one month.
#[derive(Debug, Clone)]
struct NumberCell {
    label: String,
    unit: String,
    name: String,
    value: String,
    was: String,
    /// Read to the person who reads no table.
    full_label: String,
    error: Option<String>,
    shown: String,
}

impl NumberCell {
    fn aria(&self) -> Html {
        Html::trusted(if self.error.is_some() {
            format!(" aria-describedby=\"{}-error\" aria-invalid=\"true\"", self.name)
        } else {
            String::new()
        })
    }
}

#[derive(Debug, Clone)]
struct MonthRow {
    name: String,
    open: bool,
    doubtful: Option<Badge>,
    cells: Vec<NumberCell>,
}

/// User-days and beds of a fiscal year (延べ利用者日数と定員).
#[derive(Debug, Clone, Template)]
#[template(path = "exposure/view.html")]
pub struct Exposures {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    errors: ErrorSummary,
    year: i16,
    unit: String,
    controls: Vec<Html>,
    caption: String,
    columns: Vec<String>,
    rows: Vec<MonthRow>,
    sum: Option<String>,
    any_doubtful: bool,
    can_write: bool,
    empty: Option<EmptyState>,
    chooser: FileInput,
}

impl Exposures {
    /// The page.
    #[must_use]
    pub fn new(t: Text, mut frame: Frame, source: &ExposureSource) -> Self {
        frame.has_errors = !source.errors.is_empty();
        let nothing = source.months.iter().all(Exposure::is_unknown);
        let year = when::fiscal_year(t, source.year);
        let unit = source.units.iter().find(|(id, _)| *id == source.unit);
        let unit = unit.map_or_else(|| t.get("exposure.whole").to_owned(), |(_, name)| name.clone());
        let known = source.months.iter().filter_map(|month| month.user_days);
        let (months, sum) = (known.clone().count(), known.map(u64::from).sum::<u64>());
        let empty = EmptyState::new(t.get("exposure.empty.title"), t.get("exposure.empty.why"));
        Self {
            t,
            frame: frame.titled(t.get("exposure.title")),
            errors: summary(t, source),
            year: source.year,
            unit: source.unit.clone(),
            controls: controls(t, source),
            caption: t.with("exposure.caption", &[("unit", &unit), ("year", &year)]),
            columns: Measure::ALL.map(|measure| t.choice("exposure.measure", measure.code())).into(),
            rows: source.months.iter().map(|month| row(t, source, month)).collect(),
            sum: (months > 0)
                .then(|| t.with("exposure.sum", &[("year", &year), ("months", &months), ("sum", &grouped(sum))])),
            any_doubtful: source.months.iter().any(Exposure::is_doubtful),
            can_write: source.can_write,
            empty: (nothing && !source.can_write).then_some(empty),
            chooser: chooser(t, source.kilobytes, &source.errors),
        }
    }

    fn show(&self) -> Button {
        Button::secondary(self.t.get("exposure.show"))
    }

    fn save(&self) -> Button {
        Button::primary(self.t.get("exposure.save"))
    }

    fn check(&self) -> Button {
        Button::secondary(self.t.get("exposure.file.check"))
    }
}

/// The control for the file, on both pages.
fn chooser(t: Text, kilobytes: usize, errors: &[FieldError]) -> FileInput {
    let error = errors.iter().find(|error| error.field == FILE).map(|error| error_text(t, error));
    let hint = t.with("exposure.file.choose_hint", &[("kilobytes", &kilobytes)]);
    FileInput::new(Field::new(t, FILE, t.get("exposure.file.choose")).hint(hint).error(error)).one_csv()
}

fn controls(t: Text, source: &ExposureSource) -> Vec<Html> {
    let year = Field::new(t, "year", t.get("exposure.year")).value(source.year.to_string());
    let years = source.years.iter().map(|year| Choice::new(year.to_string(), when::fiscal_year(t, *year)));
    let unit = Field::new(t, "unit", t.get("exposure.unit")).value(source.unit.as_str());
    let units = source.units.iter().map(|(id, name)| Choice::new(id, name));
    vec![
        Html::of(&Select::new(year, years.collect())),
        Html::of(&Select::new(unit, units.collect()).blank(t.get("exposure.whole"))),
    ]
}

/// The errors above the page; each says of which month and number it speaks.
fn summary(t: Text, source: &ExposureSource) -> ErrorSummary {
    let place = |field: &str| {
        let found = source.months.iter().flat_map(|month| Measure::ALL.map(|measure| (month.month, measure)));
        found.into_iter().find(|(month, measure)| measure.field(*month) == field)
    };
    let link = |error: &FieldError| {
        let sentence = error_text(t, error);
        let sentence = match place(&error.field) {
            None => sentence,
            Some((month, measure)) => {
                let (month, measure) = (when::month_short(t, month), t.choice("exposure.measure", measure.code()));
                t.with("exposure.error_at", &[("month", &month), ("measure", &measure), ("error", &sentence)])
            }
        };
        ErrorLink::new(error.field.clone(), sentence)
    };
    ErrorSummary::new(t, source.errors.iter().map(link).collect())
}

fn row(t: Text, source: &ExposureSource, held: &Exposure) -> MonthRow {
    let month = when::month_short(t, held.month);
    let is_typed = !source.typed.is_empty();
    let cell = |measure: Measure| {
        let (name, label) = (measure.field(held.month), t.choice("exposure.measure", measure.code()));
        let stored = held.get(measure).map(|number| number.to_string()).unwrap_or_default();
        let error = source.errors.iter().find(|error| error.field == name);
        let was = format!("{WAS}{name}");
        NumberCell {
            full_label: format!("{month} {label}"),
            value: if is_typed { source.typed.get(&name).to_owned() } else { stored.clone() },
            was: if is_typed { source.typed.get(&was).to_owned() } else { stored },
            unit: t.choice("exposure.measure_unit", measure.code()),
            error: error.map(|error| error_text(t, error)),
            shown: shown(t, held.get(measure)),
            label,
            name,
        }
    };
    let doubtful = held.is_doubtful() && !is_typed;
    MonthRow {
        open: held.month <= source.this_month,
        doubtful: doubtful.then(|| Badge::new(t.get("exposure.doubtful"), Tone::Warning)),
        cells: Measure::ALL.into_iter().map(cell).collect(),
        name: month,
    }
}

/// A number as it is read; words where there is none.
fn shown(t: Text, number: Option<u32>) -> String {
    number.map_or_else(|| t.get("exposure.unknown").to_owned(), |number| grouped(u64::from(number)))
}

impl Page for Exposures {
    const NAME: &'static str = "exposure.view";

    fn samples(t: Text) -> Vec<Self> {
        let numbers =
            [("2026-04", Some(1520), Some(50)), ("2026-05", Some(15_400), Some(50)), ("2026-06", Some(0), None)];
        let known = numbers.into_iter().filter_map(|(month, user_days, beds)| {
            Some(Exposure { unit: None, month: month.parse().ok()?, user_days, beds })
        });
        let later = ["2026-11", "2026-12"].into_iter().filter_map(|month| month.parse().ok());
        let unknown: Vec<Exposure> = later.map(|month| Exposure::unknown(None, month)).collect();
        let this_month = unknown.first().map(|one| one.month);
        let Some(this_month) = this_month else { return Vec::new() };
        let full = ExposureSource {
            year: 2026,
            years: vec![2026, 2025],
            unit: "1".to_owned(),
            units: vec![("1".to_owned(), t.pick("2階 <支援課>", "Second floor").to_owned())],
            months: known.chain(unknown.clone()).collect(),
            this_month,
            can_write: true,
            typed: Fields::default(),
            errors: Vec::new(),
            kilobytes: 200,
        };
        let wrong = ExposureSource {
            typed: [("user_days_2026-04", "<たくさん>"), ("beds_2026-04", "50")].into_iter().collect(),
            errors: vec![
                FieldError::new("user_days_2026-04", "exposure_no_number"),
                FieldError::new("beds_2026-05", "exposure_too_much").with("max", "100,000"),
                FieldError::new(FILE, "file_encoding"),
            ],
            ..full.clone()
        };
        let read_only = ExposureSource { can_write: false, unit: String::new(), ..full.clone() };
        let empty = ExposureSource { months: unknown, ..read_only.clone() };
        [full, wrong, read_only, empty]
            .map(|source| Self::new(t, Frame::new(t, "", AssetUrls::default()), &source))
            .into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn what_was_typed_stays_and_the_error_names_the_month() {
        let pages = Exposures::samples(Text::new(Lang::Ja));
        let wrong = pages[1].html();
        assert!(wrong.contains("value=\"&#60;たくさん&#62;\""), "{wrong}");
        assert!(wrong.contains("令和8年4月 延べ利用者日数："));
        assert!(wrong.contains("aria-describedby=\"user_days_2026-04-error\""));
        let empty = pages[3].html();
        assert!(empty.contains("ui-empty") && !empty.contains("<input class=\"ui-input\" type=\"text\""));
    }
}
