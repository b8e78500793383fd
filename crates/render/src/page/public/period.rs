//! page::public::period: one published half-year or year (包括公表), and the part with its figures that the desk shows too.

use askama::Template;
use domain::profile::{Kind, Profile};
use domain::publication::{CaseForMonth, FormCount, Period, PeriodSnapshot, period_figures};
use jiff::tz::TimeZone;

use super::super::record::level_table;
use super::{Around, PublicLinks, Register, Revision, kinds, reading};
use crate::catalog::Text;
use crate::component::{Cell, Column, Table};
use crate::html::Html;
use crate::page::Page;
use crate::when::{self, Moment};

/// The figures of a period: sentences, then by level, by form, by month. What had no case is said.
#[derive(Debug, Clone, Template)]
#[template(path = "public/_period.html")]
pub struct PeriodFiguresPart {
    summary: Vec<String>,
    without: Vec<String>,
    tables: Vec<Table>,
}

impl askama::filters::HtmlSafe for PeriodFiguresPart {}

impl PeriodFiguresPart {
    /// The part.
    #[must_use]
    pub fn new(t: Text, snapshot: &PeriodSnapshot) -> Self {
        let mut tables = vec![levels(t, snapshot)];
        let counted: Vec<&FormCount> =
            snapshot.figures.forms.iter().filter(|row| row.incident + row.accident > 0).collect();
        if !counted.is_empty() {
            let rows = counted.iter().map(|row| (t.pick(&row.ja, &row.en).to_owned(), row.incident, row.accident));
            tables.push(counts(t, "forms", ("public.column.form", "period.table.forms"), rows));
        }
        let months = snapshot.figures.months.iter();
        let rows = months.map(|row| (when::month_short(t, row.month), row.incident, row.accident));
        tables.push(counts(t, "months", ("period.column.month", "period.table.months"), rows));
        Self { summary: summary(t, snapshot), without: without(t, snapshot), tables }
    }
}

fn summary(t: Text, snapshot: &PeriodSnapshot) -> Vec<String> {
    let figures = &snapshot.figures;
    let period = when::period(t, snapshot.period);
    let facility = t.pick(&snapshot.facility_ja, &snapshot.facility_en);
    if figures.is_empty() {
        return vec![t.with("period.summary.none", &[("period", &period), ("facility", &facility)])];
    }
    let (incident, accident) = (figures.total_incident, figures.total_accident);
    let mut sentences = vec![t.with(
        "period.summary.total",
        &[
            ("period", &period),
            ("facility", &facility),
            ("n", &(incident + accident)),
            ("incident", &incident),
            ("accident", &accident),
        ],
    )];
    if figures.provisional > 0 {
        sentences.push(t.with("period.summary.provisional", &[("n", &figures.provisional)]));
    }
    sentences
}

/// Levels, months and forms without a case, one sentence each.
fn without(t: Text, snapshot: &PeriodSnapshot) -> Vec<String> {
    let figures = &snapshot.figures;
    if figures.is_empty() {
        return Vec::new();
    }
    let comma = t.get("record.comma");
    let levels: Vec<&str> = figures.levels.iter().filter(|row| row.cases == 0).map(|row| row.level.as_str()).collect();
    let months = figures.months.iter().filter(|row| row.incident + row.accident == 0);
    let months: Vec<String> = months.map(|row| when::month_short(t, row.month)).collect();
    let forms = figures.forms.iter().filter(|row| row.incident + row.accident == 0);
    let forms: Vec<&str> = forms.map(|row| t.pick(&row.ja, &row.en)).collect();
    let mut sentences = Vec::new();
    if !levels.is_empty() {
        sentences.push(t.with("period.summary.no_level", &[("levels", &levels.join(comma))]));
    }
    if !months.is_empty() {
        sentences.push(t.with("period.summary.no_month", &[("months", &months.join(comma))]));
    }
    if !forms.is_empty() {
        sentences.push(t.with("period.summary.no_form", &[("forms", &forms.join(comma))]));
    }
    sentences
}

fn levels(t: Text, snapshot: &PeriodSnapshot) -> Table {
    let columns = vec![
        Column::text(t.get("period.column.level")),
        Column::text(t.get("period.column.name")),
        Column::text(t.get("period.column.kind")),
        Column::number(t.get("period.column.cases")),
    ];
    let rows = snapshot.figures.levels.iter().map(|row| {
        let kind = match row.kind {
            Kind::Incident => t.get("period.kind.incident"),
            Kind::Accident => t.get("period.kind.accident"),
        };
        let words = [row.level.as_str(), t.pick(&row.ja, &row.en), kind, &row.cases.to_string()];
        words.map(Cell::text).into()
    });
    let total = snapshot.figures.total_incident + snapshot.figures.total_accident;
    let foot = [t.get("public.column.total"), "", "", &total.to_string()].map(Cell::text);
    Table::new("by-level", t.get("period.table.levels"), columns, rows.collect()).scroll().foot(foot.into())
}

fn counts(t: Text, id: &str, (column, caption): (&str, &str), rows: impl Iterator<Item = (String, u32, u32)>) -> Table {
    let columns = vec![
        Column::text(t.get(column)),
        Column::number(t.get("public.column.incident")),
        Column::number(t.get("public.column.accident")),
        Column::number(t.get("public.column.total")),
    ];
    let cells = rows.map(|(name, incident, accident)| {
        let numbers = [incident, accident, incident + accident].map(|n| Cell::text(n.to_string()));
        std::iter::once(Cell::text(name)).chain(numbers).collect()
    });
    Table::new(id, t.get(caption), columns, cells.collect()).scroll()
}

/// What a public period is drawn from.
#[derive(Debug, Clone, Copy)]
pub struct PeriodSource<'a> {
    /// The snapshot that was published.
    pub snapshot: &'a PeriodSnapshot,
    /// The profile, for the definitions of the levels.
    pub profile: &'a Profile,
    /// All revisions, newest first.
    pub revisions: &'a [Revision],
    /// How to reach the facility.
    pub contact: &'a str,
    /// How the publication may be used; `None` = the words of the program.
    pub licence: Option<&'a str>,
    /// The facility's zone.
    pub zone: &'a TimeZone,
}

/// A published period.
#[derive(Debug, Clone, Template)]
#[template(path = "public/period.html")]
pub struct PeriodPage {
    /// Words.
    pub t: Text,
    around: Around,
    explain: Html,
    published: Option<String>,
    figures: PeriodFiguresPart,
    errata: Vec<String>,
    reading: Vec<Html>,
    kinds: Html,
    definitions: Table,
    cut_off: String,
    rule: String,
    licence: Html,
    index: String,
    csv: String,
    json: String,
    data: String,
}

impl PeriodPage {
    /// The page.
    #[must_use]
    pub fn new(register: Register, links: &PublicLinks, source: &PeriodSource<'_>) -> Self {
        let t = register.t();
        let (snapshot, profile) = (source.snapshot, source.profile);
        let period = snapshot.period;
        let title = t.with("period.public.title", &[("period", &when::period(t, period))]);
        let facility = t.pick(&snapshot.facility_ja, &snapshot.facility_en);
        let cut_off = Moment::of(snapshot.cut_off, source.zone).words(t);
        let words = |newest: &Revision| {
            t.with("public.month.published", &[("when", &when::day_both(t, newest.published.local.date()))])
        };
        let name = t.label(&profile.name);
        let is_corrected = source.revisions.iter().any(|revision| revision.revision > 1);
        Self {
            t,
            around: Around::of(register, links, (title, facility, source.contact), |r| links.period(r, period)),
            explain: register.say("period.public.explain"),
            published: source.revisions.first().map(words),
            figures: PeriodFiguresPart::new(t, snapshot),
            errata: if is_corrected {
                source.revisions.iter().map(|revision| revision.words(t)).collect()
            } else {
                Vec::new()
            },
            reading: reading(register),
            kinds: kinds(register, profile),
            definitions: level_table(t, profile, "definitions").hide_caption(),
            cut_off: t.with("public.month.cut_off", &[("when", &cut_off)]),
            rule: t.with("public.month.rule", &[("name", &name), ("version", &snapshot.rule_version)]),
            licence: Html::lines(source.licence.unwrap_or(t.get("site.licence_default"))),
            index: links.index(register),
            csv: links.period_csv(period),
            json: links.period_json(period),
            data: links.data(register),
        }
    }
}

impl Page for PeriodPage {
    const NAME: &'static str = "public.period";

    fn samples(t: Text) -> Vec<Self> {
        let Some(profile) = Profile::builtin("university-hospital") else { return Vec::new() };
        let revision = |revision, reason: Option<&str>| Revision {
            revision,
            published: Moment::of(1_795_219_200_000_000, &TimeZone::UTC),
            reason: reason.map(str::to_owned),
        };
        let revisions = [revision(2, Some("レベルを改めた事例があったため")), revision(1, None)];
        let page = |plain, full, revisions: &[Revision], links: &PublicLinks| {
            let snapshot = sample_period(profile, full)?;
            let source = PeriodSource {
                snapshot: &snapshot,
                profile,
                revisions,
                contact: "0957-00-0000",
                licence: None,
                zone: &TimeZone::UTC,
            };
            Some(Self::new(Register { lang: t.lang(), plain }, links, &source))
        };
        [
            page(false, true, &revisions, &PublicLinks::site("kita", "/a/app.css")),
            page(true, false, &[revision(1, None)], &PublicLinks::files("app.css")),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// A snapshot for samples: with cases, or without any.
#[must_use]
pub fn sample_period(profile: &Profile, full: bool) -> Option<PeriodSnapshot> {
    let period: Period = "fy2026-h1".parse().ok()?;
    let rule = profile.publication.comprehensive.as_ref()?;
    let none: [CaseForMonth; 0] = [];
    let mut figures = period_figures(profile, rule, period, &none);
    if full {
        for (at, row) in figures.levels.iter_mut().enumerate().take(5) {
            row.cases = u32::try_from(at * 3).unwrap_or(0);
        }
        (figures.total_incident, figures.total_accident, figures.provisional) = (18, 12, 1);
        if let (Some(form), Some(month)) = (figures.forms.first_mut(), figures.months.first_mut()) {
            (form.incident, form.accident) = (18, 12);
            (month.incident, month.accident) = (18, 12);
        }
    }
    Some(PeriodSnapshot {
        format: 1,
        facility: "kita".to_owned(),
        facility_ja: "北大学病院".to_owned(),
        facility_en: "Kita University Hospital".to_owned(),
        period,
        revision: if full { 2 } else { 1 },
        cut_off: 1_795_219_200_000_000,
        profile: profile.id.clone(),
        rule_version: 1,
        figures,
        erratum_reason: None,
    })
}
