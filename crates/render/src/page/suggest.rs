//! page::suggest: 提案のしくみ — on what suggestions rest, how good they are, what became of them (the model card).

use askama::Template;

use super::Page;
use crate::catalog::Text;
use crate::component::*;
use crate::frame::{AssetUrls, Frame};

/// One class (a form, a cause) in numbers.
#[derive(Debug, Clone, Default)]
pub struct ClassLine {
    /// Its name.
    pub name: String,
    /// Texts that have it.
    pub support: Option<usize>,
    /// Of those suggested first, the share that was right.
    pub precision: Option<f64>,
    /// Of those that have it, the share suggested first.
    pub recall: Option<f64>,
    /// Reports in which it was shown, accepted, and chosen though not shown.
    pub counts: (i64, i64, i64),
}

/// The model of one field.
#[derive(Debug, Clone, Default)]
pub struct ModelView {
    /// `form` or `cause`.
    pub field: &'static str,
    /// When it was learnt, in words, with its version; `None` = only the definitions answer.
    pub trained: Option<(String, i64)>,
    /// Texts that it was measured on.
    pub n: usize,
    /// Figures: name of the message below `suggest.figure`, and the share.
    pub figures: Vec<(&'static str, f64)>,
    /// Class by class.
    pub classes: Vec<ClassLine>,
}

/// What the card is drawn from.
#[derive(Debug, Clone, Default)]
pub struct CardSource {
    /// Confirmed reports as of now, and how many are wanted.
    pub confirmed: (i64, i64),
    /// Form and causes.
    pub models: Vec<ModelView>,
}

#[derive(Debug, Clone)]
struct Part {
    id: &'static str,
    title: String,
    state: String,
    measured: Option<String>,
    figures: Option<SummaryList>,
    table: Option<Table>,
}

/// The model card (提案のしくみ).
#[derive(Debug, Clone, Template)]
#[template(path = "suggest/card.html")]
pub struct ModelCard {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    learning: Option<Badge>,
    confirmed: String,
    parts: Vec<Part>,
}

impl ModelCard {
    /// The page.
    #[must_use]
    pub fn new(t: Text, frame: Frame, source: &CardSource) -> Self {
        let (confirmed, wanted) = source.confirmed;
        let key = if confirmed < wanted { "suggest.card.confirmed_few" } else { "suggest.card.confirmed" };
        Self {
            t,
            frame: frame.titled(t.get("suggest.card.title")),
            learning: (confirmed < wanted).then(|| Badge::new(t.get("suggest.learning"), Tone::Neutral)),
            confirmed: t.with(key, &[("n", &confirmed), ("wanted", &wanted)]),
            parts: source.models.iter().map(|model| part(t, model)).collect(),
        }
    }
}

fn part(t: Text, model: &ModelView) -> Part {
    let state = match &model.trained {
        Some((when, version)) => t.with("suggest.card.trained", &[("when", when), ("version", version)]),
        None => t.get("suggest.card.untrained").to_owned(),
    };
    let measured = model.trained.as_ref().map(|_| t.with("suggest.card.measured", &[("n", &model.n)]));
    let rows: Vec<Row> = model
        .figures
        .iter()
        .map(|(name, value)| Row::text(t.choice("suggest.figure", name), figure(name, *value)))
        .collect();
    Part {
        id: model.field,
        title: t.choice("suggest.card.part", model.field),
        state,
        measured,
        figures: (!rows.is_empty()).then(|| SummaryList::new(t, rows)),
        table: (!model.classes.is_empty()).then(|| table(t, model)),
    }
}

/// Shares in per cent; the calibration error and F1 as they are usually written.
fn figure(name: &str, value: f64) -> String {
    if matches!(name, "ece" | "macro_f1") { format!("{value:.3}") } else { percent(value) }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

fn table(t: Text, model: &ModelView) -> Table {
    let columns = ["class", "support", "precision", "recall", "shown", "accepted", "otherwise"].map(|code| {
        let label = t.choice("suggest.column", code);
        if code == "class" { Column::text(label) } else { Column::number(label) }
    });
    let share = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), percent);
    let rows = model.classes.iter().map(|class| {
        let (shown, accepted, otherwise) = class.counts;
        vec![
            Cell::text(&class.name),
            Cell::text(class.support.map_or_else(|| "–".to_owned(), |n| n.to_string())),
            Cell::text(share(class.precision)),
            Cell::text(share(class.recall)),
            Cell::text(shown.to_string()),
            Cell::text(accepted.to_string()),
            Cell::text(otherwise.to_string()),
        ]
    });
    // Another name than the part's own: a region that scrolls and the part around it are told apart by ear.
    let caption = t.with("suggest.card.by_class", &[("part", &t.choice("suggest.card.part", model.field))]);
    Table::new(format!("classes-{}", model.field), caption, columns.into(), rows.collect()).hide_caption().scroll()
}

impl Page for ModelCard {
    const NAME: &'static str = "suggest.card";

    fn samples(t: Text) -> Vec<Self> {
        let class = |name: &str, support| ClassLine {
            name: name.to_owned(),
            support,
            precision: support.map(|_| 0.91),
            recall: support.map(|_| 0.8),
            counts: (40, 31, 3),
        };
        let form = ModelView {
            field: "form",
            trained: Some((t.pick("令和8年11月21日", "21 November 2026").to_owned(), 3)),
            n: 412,
            figures: vec![
                ("top1", 0.81),
                ("top3", 0.95),
                ("majority", 0.3),
                ("macro_f1", 0.66),
                ("ece", 0.021),
                ("coverage_at_95", 0.4),
            ],
            classes: vec![class(t.pick("転倒", "Fall"), Some(120)), class("<b>", None)],
        };
        let cause = ModelView { field: "cause", ..ModelView::default() };
        let full = CardSource { confirmed: (412, 200), models: vec![form, cause.clone()] };
        let few = CardSource {
            confirmed: (12, 200),
            models: vec![ModelView { field: "form", ..ModelView::default() }, cause],
        };
        [full, few].map(|source| Self::new(t, Frame::new(t, "", AssetUrls::default()), &source)).into()
    }
}
