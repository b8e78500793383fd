//! Owns the mapping of insight (分析): conditions of the address, charts and counts with the lists of their reports.
pub(crate) mod chart;
mod figure;
pub(crate) mod pack;
pub(crate) mod signal;
mod words;

use app::facility::Facility;
use app::insight::overview::{Compare, InsightQuery, LENGTHS, Overview};
use app::insight::saved_view::SavedView;
use app::insight::series::At;
use app::insight::theme::Theme;
use app::insight::{Change, Verdict};
use domain::exposure;
use domain::form::Fields;
use domain::id::ChartNoteId;
use domain::insight::{Measure, SeriesKey};
use domain::policy::{Action, Decision, Resource, decide};
use domain::publication::Month;
use jiff::civil::Date;
use render::page::admin::Asked;
use render::page::corrective_action::ActionTable;
use render::page::insight::{Asks, ChangeLine, InsightSource, Offers, Small, ViewLine};
use render::{Text, when};

use super::cases::WITHOUT;
use crate::http::SignedIn;

/// Months that can be chosen as the last one.
const OFFERED_MONTHS: i32 = 36;

/// What the page needs besides what was found.
pub(crate) struct Around {
    /// The person's saved views.
    pub(crate) views: Vec<SavedView>,
    /// How many signals wait.
    pub(crate) signals: i64,
    /// Corrective actions of the view by strength and effect.
    pub(crate) actions: ActionTable,
    /// The note that says that the theme is watched.
    pub(crate) watch: Option<ChartNoteId>,
    /// The view that is to be saved.
    pub(crate) save: Asked,
}

/// Reads the conditions; what cannot be read is not asked for. The last whole month is what is shown anyway: a view that is kept
/// goes on with the time.
pub(crate) fn query(fields: &Fields, today: Date) -> InsightQuery {
    let whole = Month::of(today).previous();
    InsightQuery {
        unit: fields.text("unit").and_then(|unit| unit.parse().ok()),
        form: form(fields),
        months: fields.text("months").and_then(|months| months.parse().ok()),
        until: fields.text("until").and_then(|until| until.parse().ok()).filter(|until| *until < whole),
        compare: Compare::from_code(fields.get("compare")),
        theme: Theme::read(fields.get("q")),
        per: exposed(fields.get("per")),
    }
}

/// By what rates are divided; what is not known is not asked for.
fn exposed(code: &str) -> Option<exposure::Measure> {
    exposure::Measure::ALL.into_iter().find(|per| per.code() == code)
}

/// A form's code; what cannot be one is not asked for, and never stored.
fn form(fields: &Fields) -> Option<String> {
    const LONGEST: usize = 40;
    let is_code = |text: &&str| {
        let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
        text.len() <= LONGEST && text.chars().all(is_letter)
    };
    fields.text("form").filter(is_code).map(str::to_owned)
}

/// The fields of a query's text.
pub(crate) fn read_query(text: &str) -> Fields {
    form_urlencoded::parse(text.as_bytes()).map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

/// The conditions as the query of an address.
pub(crate) fn query_text(query: &InsightQuery) -> String {
    let mut address = form_urlencoded::Serializer::new(String::new());
    if let Some(unit) = query.unit {
        address.append_pair("unit", &unit.to_string());
    }
    if let Some(form) = &query.form {
        address.append_pair("form", form);
    }
    append_period(&mut address, query);
    address.finish()
}

fn append_period(address: &mut form_urlencoded::Serializer<'static, String>, query: &InsightQuery) {
    if let Some(months) = query.months.filter(|months| LENGTHS.contains(months)) {
        address.append_pair("months", &months.to_string());
    }
    if let Some(until) = query.until {
        address.append_pair("until", &until.to_string());
    }
    if query.compare != Compare::default() {
        address.append_pair("compare", query.compare.code());
    }
    if let Some(per) = query.per {
        address.append_pair("per", per.code());
    }
    if let Some(theme) = &query.theme {
        address.append_pair("q", theme.as_str());
    }
}

/// A list of reports, narrowed to those that have the words of the theme.
fn of_theme(list: String, asked: &InsightQuery) -> String {
    let Some(theme) = &asked.theme else { return list };
    let words: String = form_urlencoded::byte_serialize(theme.as_str().as_bytes()).collect();
    format!("{list}&q={words}")
}

/// The series that an address names.
pub(crate) fn key(fields: &Fields) -> Option<SeriesKey> {
    let measure = Measure::from_code(fields.get("measure"))?;
    Some(SeriesKey {
        measure,
        unit: fields.text("unit").and_then(|unit| unit.parse().ok()),
        form: form(fields),
        // "1" was the only value before rates per bed.
        per: fields.text("per_exposure").filter(|_| measure.is_count()).and_then(|code| match code {
            "1" => Some(exposure::Measure::UserDays),
            code => exposed(code),
        }),
    })
}

/// What names a series in an address.
fn key_pairs(key: &SeriesKey) -> Vec<(String, String)> {
    let mut pairs = vec![("measure".to_owned(), key.measure.code().to_owned())];
    pairs.extend(key.unit.map(|unit| ("unit".to_owned(), unit.to_string())));
    pairs.extend(key.form.clone().map(|form| ("form".to_owned(), form)));
    pairs.extend(key.per.map(|per| ("per_exposure".to_owned(), per.code().to_owned())));
    pairs
}

fn series_address(key: &SeriesKey, query: &InsightQuery) -> String {
    let mut address = form_urlencoded::Serializer::new(String::new());
    address.extend_pairs(key_pairs(key));
    append_period(&mut address, query);
    address.finish()
}

/// The page of a chart.
pub(crate) fn chart_href(key: &SeriesKey, query: &InsightQuery) -> String {
    format!("/insight/chart?{}", series_address(key, query))
}

/// The reports of a series between two months, as a list; a share has the reports below its line.
fn reports_href(key: &SeriesKey, (from, until): (Month, Month), more: &[(&str, &str)]) -> String {
    let mut address = form_urlencoded::Serializer::new(String::new());
    address.append_pair("from", &from.first_day().to_string()).append_pair("until", &until.last_day().to_string());
    if let Some(unit) = key.unit {
        address.append_pair("unit", &unit.to_string());
    }
    if let Some(form) = &key.form {
        address.append_pair("form", form);
    }
    match key.measure {
        Measure::Harm | Measure::HarmShare => {
            address.append_pair("kind", "accident");
        }
        Measure::AnonymousShare => {
            address.append_pair("mode", "anonymous");
        }
        _ => {}
    }
    for (name, value) in more {
        address.append_pair(name, value);
    }
    // A point counts an event once: the list behind it has as many reports as it says.
    address.append_pair("merged", WITHOUT);
    format!("/cases?{}", address.finish())
}

/// What the page is drawn from.
pub(crate) fn source(
    signed: &SignedIn,
    facility: &Facility,
    asked: &InsightQuery,
    found: &Overview,
    around: Around,
) -> InsightSource {
    let t = signed.t();
    let names = words::Names { t, facility };
    let small = |prefix: &str, charts: &[app::insight::series::SeriesChart], large: bool| {
        let one = |(at, chart): (usize, &app::insight::series::SeriesChart)| Small {
            figure: figure::of(&names, asked, chart, &format!("{prefix}-{at}"), large),
            href: chart_href(&chart.key, asked),
        };
        charts.iter().enumerate().map(one).collect::<Vec<_>>()
    };
    let month = |month| when::month_short(t, month);
    let is_empty = found.now.reports == 0 && found.before.is_none();
    let query = query_text(asked);
    InsightSource {
        asks: asks(asked, found),
        offers: Offers {
            per: found.exposed.iter().map(|per| exposed_words(t, *per)).collect(),
            ..offers(t, facility, signed)
        },
        months: [month(found.period.0), month(found.period.1), month(found.compared.0), month(found.compared.1)],
        now: (found.now.reports, found.now.harm),
        before: found.before.map(|count| (count.reports, count.harm)),
        changes: found.changes.iter().map(|change| change_line(&names, asked, change)).collect(),
        calm: found.calm,
        signals: around.signals,
        last_harm: found.last_harm.map(|day| {
            let days = signed.ctx.today().since(day).map_or(0, |span| i64::from(span.get_days()));
            (days, when::day(t, day))
        }),
        charts: if is_empty { Vec::new() } else { small("chart", &found.charts, true) },
        forms: small("form", &found.forms, false),
        shares: small("share", &found.shares, false),
        actions: around.actions,
        parts: figure::parts(&names, asked, found),
        views: around
            .views
            .into_iter()
            .map(|view| ViewLine { id: view.id.to_string(), href: view_href(&view), name: view.name })
            .collect(),
        pack: asked.theme.is_none().then(|| format!("/insight/pack.pdf?{query}")),
        theme: asked.theme.as_ref().map(|theme| {
            let all = query_text(&InsightQuery { theme: None, ..asked.clone() });
            (theme.as_str().to_owned(), format!("/insight?{all}"))
        }),
        watch: (asked.theme.is_some() && may_write(signed)).then(|| around.watch.map(|id| id.to_string())),
        exposures: may_see_exposures(signed).then(|| "/insight/exposures".to_owned()),
        query,
        save: around.save,
    }
}

/// The page that a saved view stands for.
fn view_href(view: &SavedView) -> String {
    let mut address = form_urlencoded::Serializer::new(view.query.clone());
    if let Some(theme) = &view.theme {
        address.append_pair("q", theme.as_str());
    }
    format!("/insight?{}", address.finish())
}

fn may_write(signed: &SignedIn) -> bool {
    decide(&signed.ctx.actor, Action::WriteInsight, &Resource::Facility(signed.ctx.facility)) == Decision::Allow
}

fn may_see_exposures(signed: &SignedIn) -> bool {
    decide(&signed.ctx.actor, Action::SeeExposures, &Resource::Facility(signed.ctx.facility)) == Decision::Allow
}

fn asks(asked: &InsightQuery, found: &Overview) -> Asks {
    let months = found.period.1.ordinal() - found.period.0.ordinal() + 1;
    Asks {
        unit: asked.unit.map(|unit| unit.to_string()).unwrap_or_default(),
        form: asked.form.clone().unwrap_or_default(),
        months: months.to_string(),
        until: found.period.1.to_string(),
        compare: asked.compare.code().to_owned(),
        words: asked.theme.as_ref().map(|theme| theme.as_str().to_owned()).unwrap_or_default(),
        per: found.per.map(|per| per.code().to_owned()).unwrap_or_default(),
    }
}

fn exposed_words(t: Text, per: exposure::Measure) -> (String, String) {
    (per.code().to_owned(), t.choice("exposure.measure", per.code()))
}

fn offers(t: Text, facility: &Facility, signed: &SignedIn) -> Offers {
    let last = Month::of(signed.ctx.today()).previous();
    let until = (0..OFFERED_MONTHS).map(|back| last.plus(-back));
    Offers {
        units: facility
            .units
            .iter()
            .map(|unit| (unit.unit_id.to_string(), t.pick(&unit.name_ja, &unit.name_en).to_owned()))
            .collect(),
        forms: facility.profile.forms.iter().map(|form| (form.code.clone(), t.label(&form.label).to_owned())).collect(),
        months: LENGTHS.map(|months| months.to_string()).into(),
        until: until.map(|month| (month.to_string(), when::month_short(t, month))).collect(),
        per: Vec::new(),
    }
}

fn change_line(names: &words::Names<'_>, asked: &InsightQuery, change: &Change) -> ChangeLine {
    let (unit, between) = words::unit(change.unit);
    let month = change.at.month();
    let known = |value: f64| Some(value).filter(|value| value.is_finite());
    ChangeLine {
        what: names.what_of(&change.key, asked),
        at: names.at(change.at),
        unit,
        between: between && change.key.measure.is_count(),
        value: change.value,
        center: change.center,
        low: known(change.limits.0).filter(|low| *low > 0.0),
        high: known(change.limits.1),
        verdict: match change.verdict {
            Verdict::Usual if !change.center.is_finite() => Verdict::TooFew.code(),
            verdict => verdict.code(),
        },
        chart: chart_href(&change.key, asked),
        // The list goes by report date; a day of an event is none.
        reports: matches!(change.at, At::Month(_))
            .then(|| of_theme(reports_href(&change.key, (month, month), &[]), asked)),
    }
}
