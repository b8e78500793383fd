//! page::insight: 分析 — what changed, whether it is real, and what is known; one chart with people's notes; signals. No order of units.

mod chart;
mod sample;
mod sentence;
mod signal;

use askama::Template;

use super::Page;
use super::admin::Asked;
use super::corrective_action::ActionTable;
use crate::catalog::Text;
use crate::chart::Figure;
use crate::component::*;
use crate::frame::Frame;
use crate::html::Html;

pub use chart::{ChartPage, ChartSource, NoteLine};
pub use sentence::{ChangeLine, ValueUnit, change_sentence, quantity};
pub use signal::{SignalLine, SignalsPage, SignalsSource, chance};

/// A small chart that leads to the large one.
#[derive(Debug, Clone)]
pub struct Small {
    /// The chart.
    pub figure: Figure,
    /// The page of the large one.
    pub href: String,
}

/// A saved view of the person.
#[derive(Debug, Clone)]
pub struct ViewLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its address.
    pub href: String,
}

/// What is asked for, as codes of the address.
#[derive(Debug, Clone, Default)]
pub struct Asks {
    /// Id of the unit; empty = all.
    pub unit: String,
    /// Code of the form; empty = all.
    pub form: String,
    /// Length of the period in months.
    pub months: String,
    /// The last month, `YYYY-MM`.
    pub until: String,
    /// Code of what it is put beside.
    pub compare: String,
    /// The words of the theme.
    pub words: String,
    /// Code of what rates are divided by; empty = no exposure is known.
    pub per: String,
}

/// Choices of the conditions: code or id, and words.
#[derive(Debug, Clone, Default)]
pub struct Offers {
    /// Units.
    pub units: Vec<(String, String)>,
    /// Forms (形態).
    pub forms: Vec<(String, String)>,
    /// Lengths in months.
    pub months: Vec<String>,
    /// Last months, the newest first.
    pub until: Vec<(String, String)>,
    /// What rates can be divided by.
    pub per: Vec<(String, String)>,
}

/// What the page is drawn from.
#[derive(Debug, Clone)]
pub struct InsightSource {
    /// What is asked for.
    pub asks: Asks,
    /// What can be asked for.
    pub offers: Offers,
    /// First and last month of the period and of what it is put beside, in words.
    pub months: [String; 4],
    /// Reports and accidents of the period.
    pub now: (u32, u32),
    /// The same of what it is put beside; `None` = no data of that time.
    pub before: Option<(u32, u32)>,
    /// What changed.
    pub changes: Vec<ChangeLine>,
    /// Whether no form shows more than chance explains.
    pub calm: bool,
    /// How many signals wait for somebody.
    pub signals: i64,
    /// Days since the newest accident, and its day in words.
    pub last_harm: Option<(i64, String)>,
    /// Large charts.
    pub charts: Vec<Small>,
    /// Forms, the strongest signal first.
    pub forms: Vec<Small>,
    /// Shares, and days to the report.
    pub shares: Vec<Small>,
    /// Corrective actions by strength and effect; not shown for a theme, of which they know nothing.
    pub actions: ActionTable,
    /// Counts by one property.
    pub parts: Vec<Figure>,
    /// The person's saved views.
    pub views: Vec<ViewLine>,
    /// What stands in the address, to be saved.
    pub query: String,
    /// The address of the monthly pack (PDF); `None` where a theme is looked at, which it does not tell of.
    pub pack: Option<String>,
    /// The words of the theme that is looked at, and the same page without it.
    pub theme: Option<(String, String)>,
    /// For who may have a theme watched: the id of the note that says that it is (`None` = it is not).
    pub watch: Option<Option<String>>,
    /// Whether exposures are known, and where they are entered, for those who may.
    pub exposures: Option<String>,
    /// Answers and errors of the view that is to be saved: `name`.
    pub save: Asked,
}

/// Insight (分析).
#[derive(Debug, Clone, Template)]
#[template(path = "insight/view.html")]
pub struct Insight {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    source: InsightSource,
    errors: ErrorSummary,
    controls: Vec<Html>,
    sentences: Vec<(String, Vec<(String, String)>)>,
    totals: String,
    theme: Option<(String, String, String)>,
}

impl Insight {
    /// The page.
    #[must_use]
    pub fn new(t: Text, frame: Frame, source: InsightSource) -> Self {
        Self {
            errors: source.save.summary(t),
            controls: controls(t, &source),
            sentences: sentences(t, &source),
            totals: totals(t, &source).join(t.pick("", " ")),
            theme: theme_words(t, source.theme.as_ref()),
            frame: source.save.frame(frame.titled(t.get("insight.title"))),
            t,
            source,
        }
    }

    fn show(&self) -> Button {
        Button::secondary(self.t.get("insight.show"))
    }

    fn empty(&self) -> EmptyState {
        EmptyState::new(self.t.get("insight.empty"), self.t.get("insight.empty_why"))
    }

    fn signals(&self) -> String {
        self.t.with("insight.signals_wait", &[("n", &self.source.signals)])
    }

    fn last_harm(&self) -> String {
        last_harm(self.t, &self.source)
    }

    fn actions(&self) -> Table {
        self.source.actions.table(self.t, "insight-action-table")
    }

    fn watch(&self) -> Button {
        Button::secondary(self.t.get("insight.watch.start")).action("/insight/themes")
    }

    fn stop(&self, id: &str) -> Button {
        Button::quiet(self.t.get("insight.watch.stop")).action(format!("/insight/themes/{id}/stop"))
    }

    fn save_name(&self) -> TextInput {
        self.source.save.text(self.t, "name", self.t.get("insight.views.name")).chars(20)
    }

    fn save(&self) -> Button {
        Button::secondary(self.t.get("insight.views.save"))
    }

    fn delete(&self, view: &ViewLine) -> Button {
        Button::quiet(self.t.with("insight.views.delete", &[("name", &view.name)]))
            .action(format!("/insight/views/{}/delete", view.id))
    }
}

fn controls(t: Text, source: &InsightSource) -> Vec<Html> {
    let choices = |pairs: &[(String, String)]| pairs.iter().map(|(code, words)| Choice::new(code, words)).collect();
    let field = |name: &str, value: &str| Field::new(t, name, t.choice("insight.ask", name)).value(value);
    let months: Vec<(String, String)> = source
        .offers
        .months
        .iter()
        .map(|months| (months.clone(), t.with("insight.months", &[("n", months)])))
        .collect();
    let compare: Vec<(String, String)> =
        ["before", "year_ago"].map(|code| (code.to_owned(), t.choice("insight.compare", code))).into();
    let asks = &source.asks;
    let mut all = vec![
        Html::of(
            &Select::new(field("unit", &asks.unit), choices(&source.offers.units)).blank(t.get("insight.all_units")),
        ),
        Html::of(
            &Select::new(field("form", &asks.form), choices(&source.offers.forms)).blank(t.get("insight.all_forms")),
        ),
        Html::of(&Select::new(field("until", &asks.until), choices(&source.offers.until))),
        Html::of(&Select::new(field("months", &asks.months), choices(&months))),
        Html::of(&Select::new(field("compare", &asks.compare), choices(&compare))),
        Html::of(
            &TextInput::new(field("q", &asks.words).hint(t.get("insight.theme.hint")))
                .kind(InputKind::Search)
                .chars(20),
        ),
    ];
    if !source.offers.per.is_empty() {
        let per = field("per", &asks.per).hint(t.get("insight.per_hint"));
        all.push(Html::of(&Select::new(per, choices(&source.offers.per))));
    }
    all
}

/// What is said where a theme is looked at: which words, and the way back to all reports.
fn theme_words(t: Text, theme: Option<&(String, String)>) -> Option<(String, String, String)> {
    let (words, all) = theme?;
    let only = t.with("insight.theme.only", &[("words", words)]);
    Some((only, all.clone(), t.with("insight.theme.remove", &[("words", words)])))
}

/// Three sentences, each with the way to its chart and to its reports.
fn sentences(t: Text, source: &InsightSource) -> Vec<(String, Vec<(String, String)>)> {
    let links = |line: &ChangeLine| {
        let reports = line.reports.clone().map(|href| (href, t.get("insight.to_reports").to_owned()));
        std::iter::once((line.chart.clone(), t.get("insight.to_chart").to_owned())).chain(reports).collect()
    };
    let mut all: Vec<_> = source.changes.iter().map(|line| (change_sentence(t, line), links(line))).collect();
    if source.calm {
        all.push((
            t.get("insight.calm").to_owned(),
            vec![("#insight-forms".to_owned(), t.get("insight.to_forms").to_owned())],
        ));
    }
    all
}

/// How long ago the newest accident was.
#[must_use]
pub fn last_harm(t: Text, source: &InsightSource) -> String {
    match &source.last_harm {
        Some((days, day)) => t.with("insight.since_harm", &[("days", days), ("day", day)]),
        None => t.get("insight.no_harm").to_owned(),
    }
}

/// Reports and accidents of the period, and of what it is put beside.
#[must_use]
pub fn totals(t: Text, source: &InsightSource) -> [String; 2] {
    let [from, until, before_from, before_until] = &source.months;
    let (reports, harm) = source.now;
    let now = t.with("insight.totals", &[("from", from), ("until", until), ("reports", &reports), ("harm", &harm)]);
    let before = match source.before {
        Some((reports, harm)) => t.with(
            "insight.totals_before",
            &[("from", before_from), ("until", before_until), ("reports", &reports), ("harm", &harm)],
        ),
        None => t.get("insight.no_before").to_owned(),
    };
    [now, before]
}

impl Page for Insight {
    const NAME: &'static str = "insight.view";

    fn samples(t: Text) -> Vec<Self> {
        sample::insight(t)
    }
}
