//! Owns the mapping of series and counts to figures: labels, links to reports, notes.
use app::insight::memory::MemoryChart;
use app::insight::note::NoteKind as AppNoteKind;
use app::insight::overview::{InsightQuery, Overview, Tallies};
use app::insight::series::{At, SeriesChart, SeriesPoint, direction};
use domain::insight::{Count, LAG_BANDS, Measure, SeriesKey};
use domain::profile::ChoiceField;
use render::chart::{Bar, ControlSource, Figure, Memory, Note, NoteKind, Point, bars, control, heat, pareto, spark};

use super::super::cases::{HIDDEN, NOT_TOLD, hours_of, lag_of};
use super::words::{Names, unit};
use super::{of_theme, reports_href, series_address};

/// The list of the reports of the period that also have these properties.
type Href<'a> = dyn Fn(&[(&str, &str)]) -> Option<String> + 'a;

/// Bars of a ladder that nobody put in an order: more are not read.
const MOST_BARS: usize = 12;

/// A series as a large or a small figure. A chart with a memory that somebody chose is large only: a small one shows what judges.
pub(super) fn of(names: &Names<'_>, asked: &InsightQuery, found: &SeriesChart, id: &str, large: bool) -> Figure {
    let t = names.t;
    let source = source(names, asked, found, id, large);
    let Some(remembered) = found.memory.as_ref().filter(|_| large) else {
        return if large { control(t, &source) } else { spark(t, &source) };
    };
    let Some(chart) = &remembered.chart else {
        let mut figure = control(t, &source);
        figure.notices.insert(0, t.get("insight.memory.few").to_owned());
        return figure;
    };
    let mut figure = control(t, &memory_source(names, asked, (found, chart), source));
    figure.notices.insert(0, t.get("insight.memory.judged").to_owned());
    figure.notices.extend(remembered.weighs_alike.then(|| t.get("insight.memory.alike").to_owned()));
    figure
}

fn source(names: &Names<'_>, asked: &InsightQuery, found: &SeriesChart, id: &str, large: bool) -> ControlSource {
    ControlSource {
        id: id.to_owned(),
        title: names.what_of(&found.key, asked),
        unit: match unit(found.unit) {
            (_, true) if found.key.measure.is_count() => names.t.choice("insight.unit", "days_between"),
            (unit, _) => unit.words(names.t),
        },
        kind: found.kind,
        points: found.points.iter().map(|at| point(names, asked, found, at)).collect(),
        chart: found.chart.clone(),
        notes: notes(found, &found.points),
        direction: found.direction,
        target: None,
        baseline: found.baseline(&found.points),
        memory: None,
        choice: found.reason,
        csv: large.then(|| format!("/insight/numbers.csv?{}", series_address(&found.key, asked))),
    }
}

/// The same series as its chart with a memory.
fn memory_source(
    names: &Names<'_>,
    asked: &InsightQuery,
    (found, chart): (&SeriesChart, &MemoryChart),
    source: ControlSource,
) -> ControlSource {
    let (values, unit_of_values) = (chart.values.clone(), unit(chart.unit).0.words(names.t));
    let (memory, unit) = match chart.sums.clone() {
        None => (Memory::Ewma { values }, unit_of_values),
        Some((lower, center)) => (Memory::Cusum { values, unit: unit_of_values, lower, center }, "σ".to_owned()),
    };
    ControlSource {
        unit,
        points: chart.points.iter().map(|at| point(names, asked, found, at)).collect(),
        chart: chart.chart.clone(),
        notes: notes(found, &chart.points),
        direction: direction(found.key.measure),
        baseline: found.baseline(&chart.points),
        memory: Some(memory),
        choice: None,
        ..source
    }
}

fn point(names: &Names<'_>, asked: &InsightQuery, found: &SeriesChart, at: &SeriesPoint) -> Point {
    let month = at.at.month();
    Point {
        short: names.short(at.at),
        long: names.at(at.at),
        href: matches!(at.at, At::Month(_)).then(|| of_theme(reports_href(&found.key, (month, month), &[]), asked)),
        count: at.count,
        exposure: at.exposure,
    }
}

/// The notes that stand at one of these points.
fn notes(found: &SeriesChart, points: &[SeriesPoint]) -> Vec<Note> {
    let place = |note: &app::insight::note::ChartNote| {
        let kind = match note.kind {
            AppNoteKind::Note => NoteKind::Note,
            AppNoteKind::Freeze => NoteKind::Freeze,
            AppNoteKind::Rebase => NoteKind::Rebase,
            AppNoteKind::Chart => return None,
        };
        let month = note.month?;
        let at = points.iter().position(|point| point.at.month() >= month)?;
        Some(Note { at, kind, text: note.words.clone() })
    };
    found.notes.in_force().filter_map(place).collect()
}

/// Counts of the period by one property each.
pub(super) fn parts(names: &Names<'_>, asked: &InsightQuery, found: &Overview) -> Vec<Figure> {
    if found.now.reports == 0 {
        return Vec::new();
    }
    let t = names.t;
    let all = SeriesKey { unit: asked.unit, form: asked.form.clone(), ..SeriesKey::of(Measure::Reports) };
    let href = |more: &[(&str, &str)]| Some(of_theme(reports_href(&all, found.period, more), asked));
    let reports = t.choice("insight.unit", "reports");
    let title = |part: &str| t.choice("insight.part", part);
    let none = t.get("insight.part.none").to_owned();
    let bar = |label: String, count: Count, href: Option<String>| Bar { label, value: f64::from(count.reports), href };
    let coded = |counts: &[(Option<String>, Count)], name: &dyn Fn(&str) -> String, filter: Option<&str>| {
        let one = |(code, count): &(Option<String>, Count)| match code {
            Some(code) => bar(name(code), *count, filter.and_then(|filter| href(&[(filter, code)]))),
            None => bar(none.clone(), *count, filter.and_then(|filter| href(&[(filter, NOT_TOLD)]))),
        };
        let mut all: Vec<Bar> = counts.iter().map(one).collect();
        all.sort_by(|one, other| other.value.total_cmp(&one.value).then_with(|| one.label.cmp(&other.label)));
        all
    };
    let tallies = &found.tallies;
    let places = tallies.places.iter().map(|(place, count)| match place {
        Some(place) => bar(names.place(*place), *count, href(&[("place", &place.to_string())])),
        None => bar(t.get("insight.part.elsewhere").to_owned(), *count, href(&[("place", NOT_TOLD)])),
    });
    let places: Vec<Bar> = places.collect();
    let cause = |code: &str| names.choice(ChoiceField::Cause, code);
    let occupation = |code: &str| names.choice(ChoiceField::Occupation, code);
    let mut figures = Vec::new();
    if asked.form.is_none() {
        let forms = coded(&tallies.forms, &|code| names.form(code), Some("form"));
        figures.push(pareto(t, "part-forms", &title("forms"), &reports, &forms));
    }
    figures.push(pareto(t, "part-places", &title("places"), &reports, &places));
    figures.push(pareto(t, "part-causes", &title("causes"), &reports, &coded(&tallies.causes, &cause, Some("cause"))));
    figures.push(bars(t, "part-levels", &title("levels"), &reports, &levels(names, found, &href)));
    if !tallies.details.is_empty() {
        let details = coded(&tallies.details, &|code| names.detail(code), Some("detail"));
        figures.push(bars(t, "part-details", &title("details"), &reports, &details));
    }
    let mut occupations = coded(&told_occupations(tallies), &occupation, Some("occupation"));
    occupations.truncate(MOST_BARS);
    if tallies.unnamed > 0 {
        let label = t.get("insight.part.unnamed").to_owned();
        occupations.push(Bar { label, value: f64::from(tallies.unnamed), href: href(&[("mode", HIDDEN)]) });
    }
    figures.push(bars(t, "part-occupations", &title("occupations"), &reports, &occupations));
    figures.push(lag(names, found, &reports, &href));
    figures.push(week(names, found, &href));
    figures
}

/// Counts by occupation without those who stay unnamed: what they did or did not tell is not counted.
fn told_occupations(tallies: &Tallies) -> Vec<(Option<String>, Count)> {
    let counts = tallies.occupations.iter().map(|(code, count)| match code {
        Some(_) => (code.clone(), *count),
        None => (None, Count { reports: count.reports.saturating_sub(tallies.unnamed), ..*count }),
    });
    counts.filter(|(_, count)| count.reports > 0).collect()
}

/// The levels of the scale, mildest first; those that no report has are shown as 0: a ladder has all its rungs.
fn levels(names: &Names<'_>, found: &Overview, href: &Href<'_>) -> Vec<Bar> {
    let count = |code: &str| {
        let held = found.tallies.levels.iter().find(|(level, _)| level.as_deref() == Some(code));
        held.map_or(0.0, |(_, count)| f64::from(count.reports))
    };
    let scale = &names.facility.profile.levels;
    let mut rungs: Vec<Bar> = scale
        .iter()
        .map(|level| Bar {
            label: format!("{} {}", level.code, names.t.label(&level.name)),
            value: count(level.code.as_str()),
            href: href(&[("level", level.code.as_str())]),
        })
        .collect();
    let is_known = |code: &str| scale.iter().any(|level| level.code.as_str() == code);
    // Levels of an earlier version of the profile, and reports without one.
    for (code, held) in &found.tallies.levels {
        let (label, value) = match code {
            Some(code) if is_known(code) => continue,
            Some(code) => (code.clone(), code.as_str()),
            None => (names.t.get("insight.part.none").to_owned(), NOT_TOLD),
        };
        rungs.push(Bar { label, value: f64::from(held.reports), href: href(&[("level", value)]) });
    }
    rungs
}

fn lag(names: &Names<'_>, found: &Overview, reports: &str, href: &Href<'_>) -> Figure {
    let t = names.t;
    let lag = &found.tallies.lag;
    let band = |(at, (band, count)): (usize, ((u16, Option<u16>), u32))| Bar {
        label: t.choice("insight.lag", &at.to_string()),
        value: f64::from(count),
        href: href(&[("lag", &lag_of(band))]),
    };
    let mut all: Vec<Bar> = LAG_BANDS.into_iter().zip(lag.counts).enumerate().map(band).collect();
    let unknown = t.choice("insight.lag", "unknown");
    all.push(Bar { label: unknown, value: f64::from(lag.unknown), href: href(&[("lag", NOT_TOLD)]) });
    let mut figure = bars(t, "part-lag", &t.choice("insight.part", "lag"), reports, &all);
    figure.notices.extend(lag.median.map(|days| match days {
        0 => t.get("insight.lag.median_same_day").to_owned(),
        days => t.with("insight.lag.median", &[("n", &days)]),
    }));
    figure
}

fn week(names: &Names<'_>, found: &Overview, href: &Href<'_>) -> Figure {
    let t = names.t;
    let heated = &found.tallies.heat;
    let days: Vec<String> = (0..7).map(|day| t.choice("insight.weekday", &day.to_string())).collect();
    let hours: Vec<String> = (0..heated.cells[0].len()).map(|at| format!("{}–{}", at * 3, at * 3 + 3)).collect();
    let cells: Vec<Vec<u32>> = heated.cells.iter().map(|row| row.to_vec()).collect();
    let title = t.choice("insight.part", "week");
    let cell = |day: usize, part: usize| href(&[("weekday", &day.to_string()), ("hours", &hours_of(part))]);
    let mut figure = heat(t, "part-week", &title, &days, &hours, &cells, cell);
    if heated.unknown > 0 {
        figure.notices.push(t.with("insight.week.unknown", &[("n", &heated.unknown)]));
    }
    figure
}
